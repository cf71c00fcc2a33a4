#include "pipeline/settings/mapping/mapping_reading.h"

#include "pipeline/base/suggest.h"
#include "pipeline/format/amount.h"
#include "pipeline/format/workbook.h"

#include <string.h>

#define MOST_HINTS 100 /* each looks at all posten of a pakket */

/* ---- toelichtingen ---- */

enum {
    TOELICHTING_PAKKET,
    TOELICHTING_POST,
    TOELICHTING_LASTEN,
    TOELICHTING_BATEN,
    TOELICHTING_IS,
    TOELICHTING_STATUS,
    TOELICHTING_TEXT,
    TOELICHTING_COLUMNS
};
static const char *const toelichting_columns[TOELICHTING_COLUMNS] = {
    "pakket", "post", "lasten", "baten", "incidenteel_structureel", "status", "toelichting"};

/* A shown figure: a whole number of units. */
static bool read_figure(struct mapping_reading *reading, const struct csv_row *row, size_t column,
                        bool *has, int64_t *figure)
{
    static const struct amount_format whole = {
        .decimal = AMOUNT_COMMA,
        .thousands = AMOUNT_POINT,
        .minus = AMOUNT_MINUS_FRONT,
        .unit_cents = 1,
        .encoding = TEXT_UTF8,
    };
    struct text value = row->fields[column];
    *has = value.n_bytes > 0;
    struct money money = {0};
    if (*has && amount_parse(&whole, value, &money) != AMOUNT_OK)
        return mapping_row_error(reading, row,
                                 "%s: verwacht een geheel getal of niets, gevonden '%s'",
                                 toelichting_columns[column], value.bytes);
    *figure = money.cents;
    return true;
}

static bool read_is(struct mapping_reading *reading, const struct csv_row *row, const char **is)
{
    static const char *const allowed[] = {"", "I", "S", "I/S"};
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        if (text_is(row->fields[TOELICHTING_IS], allowed[i])) {
            *is = allowed[i];
            return true;
        }
    }
    return mapping_row_error(reading, row,
                             "incidenteel_structureel: verwacht I, S, I/S of niets, gevonden '%s'",
                             row->fields[TOELICHTING_IS].bytes);
}

/* Where the toelichting of a row has its place; NULL after an error. */
static const struct toelichting **row_place(struct mapping_reading *reading,
                                            const struct csv_row *row, size_t pakket,
                                            const char **post)
{
    const struct mapping *mapping = reading->mapping;
    struct text name = row->fields[TOELICHTING_POST];
    size_t index;
    if (mapping_post(reading, pakket, name, &index)) {
        *post = mapping->posten[index].name;
        return &mapping->posten[index].toelichting;
    }
    *post = MAPPING_REST;
    if (strncmp(name.bytes, MAPPING_REST, strlen(MAPPING_REST)) == 0)
        return &mapping->pakketten[pakket].rest;
    if (!reading->has_posten)
        return NULL;
    struct suggestion suggestion = suggestion_start(name);
    const struct pakket *of = &mapping->pakketten[pakket];
    for (size_t i = 0; i < of->n_posten && reading->n_hints < MOST_HINTS; i++)
        suggestion_try(&suggestion, mapping->posten[of->first_post + i].name);
    reading->n_hints++;
    mapping_row_error(reading, row, "post '%s' van pakket '%s' staat niet in %s%s", name.bytes,
                      mapping->pakketten[pakket].code, mapping->posten_path,
                      suggestion_text(reading->arena, &suggestion));
    return NULL;
}

static bool check_first(struct mapping_reading *reading, const struct toelichting *old,
                        const struct toelichting *new)
{
    return !old || csv_file_error(&reading->file, reading->errors, new->line_no,
                                  "toelichting bij '%s' van pakket '%s' staat er twee keer; de "
                                  "eerste staat op regel %d",
                                  text_masked(reading->arena, text_of(new->post)),
                                  reading->mapping->pakketten[new->pakket].code, old->line_no);
}

/* The row Totaal of a published afwijkingen.csv comes along; a text on it would have no place. */
static bool is_total(struct mapping_reading *reading, const struct csv_row *row)
{
    if (!text_is(row->fields[TOELICHTING_POST], MAPPING_TOTAL))
        return false;
    if (row->fields[TOELICHTING_TEXT].n_bytes > 0)
        mapping_row_error(reading, row,
                          "toelichting op de rij Totaal: zet haar bij een post of bij '%s'",
                          MAPPING_REST);
    return true;
}

/* A cell's line ends are LF: a CR would be shown as a character. */
static const char *with_plain_line_ends(struct arena *arena, struct text text)
{
    char *copy = arena_copy(arena, text.bytes, text.n_bytes), *to = copy;
    for (const char *at = copy; *at; at++) {
        if (*at == '\r' && at[1] == '\n')
            continue;
        *to++ = *at == '\r' ? '\n' : *at;
    }
    *to = '\0';
    return copy;
}

static bool check_length(struct mapping_reading *reading, const struct csv_row *row,
                         const char *text)
{
    size_t n = text_length(text);
    return n <= WORKBOOK_MAX_CHARACTERS ||
           mapping_row_error(reading, row,
                             "toelichting: verwacht hoogstens %d tekens (meer past niet in een cel "
                             "van Excel), gevonden %zu",
                             WORKBOOK_MAX_CHARACTERS, n);
}

static void add_toelichting(struct mapping_reading *reading, const struct csv_row *row)
{
    struct mapping *mapping = reading->mapping;
    struct text text = row->fields[TOELICHTING_TEXT];
    struct toelichting new = {.text = with_plain_line_ends(reading->arena, text),
                              .line_no = row->line_no};
    const struct pakket *pakket = mapping_row_pakket(reading, row, row->fields[TOELICHTING_PAKKET]);
    if (is_total(reading, row))
        return;
    bool good = read_figure(reading, row, TOELICHTING_LASTEN, &new.has_lasten, &new.lasten);
    good = read_figure(reading, row, TOELICHTING_BATEN, &new.has_baten, &new.baten) && good;
    good = read_is(reading, row, &new.is) && good;
    good = mapping_row_clean(reading, row, "toelichting", text) && good;
    good = check_length(reading, row, new.text) && good;
    if (!pakket)
        return;
    new.pakket = (size_t)(pakket - mapping->pakketten);
    const struct toelichting **place = row_place(reading, row, new.pakket, &new.post);
    if (!good || !place || !check_first(reading, *place, &new))
        return;
    *place = &mapping->toelichtingen[mapping->n_toelichtingen];
    mapping->toelichtingen[mapping->n_toelichtingen++] = new;
}

void mapping_read_toelichtingen(struct mapping_reading *reading)
{
    csv_read_file(reading->mapping->toelichtingen_path, toelichting_columns, TOELICHTING_COLUMNS,
                  reading->arena, reading->errors, &reading->file);
    mapping_tidy_names(reading, (const size_t[]){TOELICHTING_PAKKET, TOELICHTING_POST}, 2);
    reading->mapping->toelichtingen =
        arena_alloc(reading->arena, reading->file.n_rows * sizeof *reading->mapping->toelichtingen);
    for (size_t i = 0; i < reading->file.n_rows; i++)
        add_toelichting(reading, &reading->file.rows[i]);
}
