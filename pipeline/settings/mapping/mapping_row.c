/* What the rows of the three tables share. */
#include "pipeline/settings/mapping/mapping_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/path.h"
#include "pipeline/base/suggest.h"
#include "pipeline/base/text_look.h"
#include "pipeline/settings/stand.h"

#include <string.h>

#define OPEN_FIRST 0
#define OPEN_LAST  9999

static bool is_one_line(struct text t)
{
    return t.n_bytes == 0 ||
           (!memchr(t.bytes, '\n', t.n_bytes) && !memchr(t.bytes, '\r', t.n_bytes));
}

void mapping_tidy_names(struct mapping_reading *reading, const size_t *columns, size_t n_columns)
{
    for (size_t i = 0; i < reading->file.n_rows; i++) {
        struct csv_row *row = &reading->file.rows[i];
        struct text *fields = arena_alloc(reading->arena, row->n_fields * sizeof *fields);
        memcpy(fields, row->fields, row->n_fields * sizeof *fields);
        for (size_t c = 0; c < n_columns; c++)
            if (is_one_line(fields[columns[c]]))
                fields[columns[c]] = text_look(reading->arena, fields[columns[c]]);
        row->fields = fields;
    }
}

bool mapping_table(struct mapping_reading *reading, const char *path, const char *const *columns,
                   size_t n_columns)
{
    struct mapping *mapping = reading->mapping;
    bool ok =
        csv_read_file(path, columns, n_columns, reading->arena, reading->errors, &reading->file);
    if (reading->file.from_windows)
        mapping->windows_paths[mapping->n_windows_paths++] = path;
    return ok;
}

bool mapping_row_clean(struct mapping_reading *reading, const struct csv_row *row,
                       const char *column, struct text value)
{
    const char *what;
    if (!text_personal(value, &what))
        return true;
    return row_error(reading, row,
                     "%s: er lijkt een %s in te staan; persoonsgegevens horen hier niet", column,
                     what);
}

bool mapping_row_code(struct mapping_reading *reading, const struct csv_row *row,
                      const char *column, struct text value)
{
    if (value.n_bytes == 0)
        return row_error(reading, row, "%s: verwacht een waarde, gevonden niets", column);
    if (!is_one_line(value))
        return row_error(reading, row, "%s: verwacht een enkele regel, gevonden een regeleinde",
                         column);
    if (text_is_sheet_error(value))
        return row_error(reading, row,
                         "%s: '%s' is geen waarde: een formule in het rekenblad vond niets", column,
                         value.bytes);
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
    return row_error(reading, row,
                     "%s: verwacht een jaar van %d tot en met %d of niets, gevonden '%s'", column,
                     STAND_FIRST_YEAR, STAND_LAST_YEAR, value.bytes);
}

bool mapping_row_years(struct mapping_reading *reading, const struct csv_row *row,
                       struct text first, struct text last, struct years *years)
{
    struct years found = {OPEN_FIRST, OPEN_LAST};
    *years = found;
    bool good = read_year(reading, row, "van", first, &found.first);
    good = read_year(reading, row, "tot", last, &found.last) && good;
    if (good && found.first > found.last)
        good = row_error(reading, row, "van %d ligt na tot %d", found.first, found.last);
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

struct pakket *mapping_pakket(const struct mapping *mapping, struct text code)
{
    return array_find_of(mapping->pakketten, mapping->n_pakketten, code, code);
}

/* 0.10 that a spreadsheet took for a number: 0,1. */
static bool is_as_number(struct text code, struct text text)
{
    size_t n = code.n_bytes, mark = strcspn(text.bytes, ",.");
    while (n > 0 && mark < text.n_bytes && code.bytes[n - 1] == '0')
        n--;
    return mark > 0 && mark + 1 < text.n_bytes && n == text.n_bytes &&
           strspn(text.bytes, "0123456789,.") == n && code.bytes[mark] == '.' &&
           memcmp(code.bytes, text.bytes, mark) == 0 &&
           memcmp(code.bytes + mark + 1, text.bytes + mark + 1, n - mark - 1) == 0;
}

static const char *nearest_pakket(const struct mapping *mapping, struct text code,
                                  struct arena *arena)
{
    const struct pakket *as_number = NULL;
    size_t n = 0;
    for (size_t i = 0; i < mapping->n_pakketten; i++)
        if (is_as_number(text_of(mapping->pakketten[i].code), code) && n++ == 0)
            as_number = &mapping->pakketten[i];
    return n == 1 ? arena_printf(arena,
                                 "; bedoelde u '%s'? Een rekenblad hield die code voor een getal: "
                                 "geef de kolom de opmaak Tekst en vul haar opnieuw in",
                                 as_number->code)
                  : suggestion_among(arena, code, mapping->pakketten, mapping->n_pakketten, code);
}

const char *mapping_no_pakket(struct mapping_reading *reading, struct text code)
{
    const struct mapping *mapping = reading->mapping;
    return arena_printf(reading->arena, "pakket '%s' staat niet in %s%s", code.bytes,
                        path_name(mapping->pakketten_path),
                        nearest_pakket(mapping, code, reading->arena));
}

const struct pakket *mapping_row_pakket(struct mapping_reading *reading, const struct csv_row *row,
                                        struct text code)
{
    const struct pakket *pakket = mapping_pakket(reading->mapping, code);
    if (pakket || !reading->has_pakketten)
        return pakket;
    row_error(reading, row, "%s", mapping_no_pakket(reading, code));
    return NULL;
}
