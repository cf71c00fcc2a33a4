#include "pipeline/settings/mapping/mapping_reading.h"

#include "pipeline/base/suggest.h"
#include "pipeline/settings/stand.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPEN_FIRST 0
#define OPEN_LAST  9999

/* ---- fields ---- */

bool mapping_row_error(struct mapping_reading *reading, const struct csv_row *row,
                       const char *format, ...)
{
    char *message = NULL;
    va_list args;
    va_start(args, format);
    int length = vasprintf(&message, format, args);
    va_end(args);
    csv_file_error(&reading->file, reading->errors, row->line_no, "%s",
                   length >= 0 ? text_masked(reading->arena, text_of(message)) : format);
    if (length >= 0)
        free(message);
    return false;
}

bool mapping_row_clean(struct mapping_reading *reading, const struct csv_row *row,
                       const char *column, struct text value)
{
    const char *what;
    if (!text_personal(value, &what))
        return true;
    return mapping_row_error(reading, row,
                             "%s: er lijkt een %s in te staan; persoonsgegevens horen hier niet",
                             column, what);
}

bool mapping_row_code(struct mapping_reading *reading, const struct csv_row *row,
                      const char *column, struct text value)
{
    if (value.n_bytes == 0)
        return mapping_row_error(reading, row, "%s: verwacht een waarde, gevonden niets", column);
    if (memchr(value.bytes, '\n', value.n_bytes) || memchr(value.bytes, '\r', value.n_bytes))
        return mapping_row_error(reading, row,
                                 "%s: verwacht een enkele regel, gevonden een regeleinde", column);
    return true;
}

bool mapping_row_name(struct mapping_reading *reading, const struct csv_row *row,
                      const char *column, struct text value)
{
    return mapping_row_code(reading, row, column, value) &&
           mapping_row_clean(reading, row, column, value);
}

static bool read_year(struct mapping_reading *reading, const struct csv_row *row,
                      const char *column, struct text value, int *year)
{
    if (value.n_bytes == 0 || stand_year(value, year))
        return true;
    return mapping_row_error(reading, row,
                             "%s: verwacht een jaar van %d tot en met %d of niets, gevonden '%s'",
                             column, STAND_FIRST_YEAR, STAND_LAST_YEAR, value.bytes);
}

bool mapping_row_years(struct mapping_reading *reading, const struct csv_row *row,
                       struct text first, struct text last, struct years *years)
{
    struct years found = {OPEN_FIRST, OPEN_LAST};
    *years = found;
    bool good = read_year(reading, row, "van", first, &found.first);
    good = read_year(reading, row, "tot", last, &found.last) && good;
    if (good && found.first > found.last)
        good = mapping_row_error(reading, row, "van %d ligt na tot %d", found.first, found.last);
    if (good)
        *years = found;
    return good;
}

const char *mapping_years_text(struct arena *arena, struct years years)
{
    if (years.first == OPEN_FIRST && years.last == OPEN_LAST)
        return "alle jaren";
    if (years.first == OPEN_FIRST)
        return arena_printf(arena, "t/m %d", years.last);
    if (years.last == OPEN_LAST)
        return arena_printf(arena, "vanaf %d", years.first);
    return arena_printf(arena, "%d t/m %d", years.first, years.last);
}

/* ---- pakketten ---- */

enum { PAKKET_CODE, PAKKET_NAME, PAKKET_PROGRAMMA, PAKKET_FIRST, PAKKET_LAST, PAKKET_COLUMNS };
static const char *const pakket_columns[PAKKET_COLUMNS] = {"pakket", "naam", "programma", "van",
                                                           "tot"};

static struct pakket *find_pakket(const struct mapping *mapping, struct text code)
{
    for (size_t i = 0; i < mapping->n_pakketten; i++)
        if (text_is(code, mapping->pakketten[i].code))
            return &mapping->pakketten[i];
    return NULL;
}

/* A row with a fault is a pakket all the same, so that its posten are not called unknown. */
static void add_pakket(struct mapping_reading *reading, const struct csv_row *row)
{
    struct mapping *mapping = reading->mapping;
    const struct text *fields = row->fields;
    struct pakket pakket = {
        .code = fields[PAKKET_CODE].bytes,
        .name = fields[PAKKET_NAME].bytes,
        .programma = fields[PAKKET_PROGRAMMA].bytes,
        .line_no = row->line_no,
    };
    mapping_row_code(reading, row, "pakket", fields[PAKKET_CODE]);
    mapping_row_name(reading, row, "naam", fields[PAKKET_NAME]);
    mapping_row_code(reading, row, "programma", fields[PAKKET_PROGRAMMA]);
    mapping_row_years(reading, row, fields[PAKKET_FIRST], fields[PAKKET_LAST], &pakket.years);
    const struct pakket *twin = find_pakket(mapping, fields[PAKKET_CODE]);
    if (twin) {
        mapping_row_error(reading, row,
                          "pakket '%s' staat er twee keer; de eerste staat op regel %d",
                          pakket.code, twin->line_no);
        return;
    }
    mapping->pakketten = arena_grow(reading->arena, mapping->pakketten, &reading->pakketten_cap,
                                    mapping->n_pakketten + 1, sizeof pakket);
    mapping->pakketten[mapping->n_pakketten++] = pakket;
}

static int compare_pakketten(const void *a, const void *b)
{
    const struct pakket *left = a, *right = b;
    return text_natural(text_of(left->code), text_of(right->code));
}

void mapping_read_pakketten(struct mapping_reading *reading)
{
    struct mapping *mapping = reading->mapping;
    reading->has_pakketten = mapping->pakketten_path &&
                             csv_read_file(mapping->pakketten_path, pakket_columns, PAKKET_COLUMNS,
                                           reading->arena, reading->errors, &reading->file);
    for (size_t i = 0; i < reading->file.n_rows; i++)
        add_pakket(reading, &reading->file.rows[i]);
    if (mapping->n_pakketten > 1)
        qsort(mapping->pakketten, mapping->n_pakketten, sizeof *mapping->pakketten,
              compare_pakketten);
}

const struct pakket *mapping_row_pakket(struct mapping_reading *reading, const struct csv_row *row,
                                        struct text code)
{
    const struct mapping *mapping = reading->mapping;
    const struct pakket *pakket = find_pakket(mapping, code);
    if (pakket || !reading->has_pakketten)
        return pakket;
    struct suggestion suggestion = suggestion_start(code);
    for (size_t i = 0; i < mapping->n_pakketten; i++)
        suggestion_try(&suggestion, mapping->pakketten[i].code);
    mapping_row_error(reading, row, "pakket '%s' staat niet in %s%s", code.bytes,
                      mapping->pakketten_path, suggestion_text(reading->arena, &suggestion));
    return NULL;
}

bool mapping_read(const char *pakketten_path, const char *posten_path,
                  const char *toelichtingen_path, struct arena *arena, struct errors *errors,
                  struct mapping *mapping)
{
    size_t n_before = errors->n;
    *mapping = (struct mapping){.pakketten_path = pakketten_path,
                                .posten_path = posten_path,
                                .toelichtingen_path = toelichtingen_path};
    struct mapping_reading reading = {.mapping = mapping, .arena = arena, .errors = errors};
    mapping_read_pakketten(&reading);
    mapping_read_posten(&reading);
    if (toelichtingen_path)
        mapping_read_toelichtingen(&reading);
    return errors->n == n_before;
}
