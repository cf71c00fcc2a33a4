#include "pipeline/settings/mapping/mapping_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/path.h"
#include "pipeline/base/suggest.h"
#include "pipeline/format/amount.h"
#include "pipeline/format/workbook.h"

#include <string.h>

#define MOST_HINTS 100 /* each looks at all posten of a pakket */

const char *const toelichting_columns[TOELICHTING_COLUMNS] = {
    "pakket", "post",        "lasten",        "baten",     "incidenteel_structureel",
    "status", "toelichting", "?altijd_tonen", "?eigenaar", "?door",
    "?op",    "?akkoord",    "?sleutel"};

/* What cannot be taken as it stands: the row waits for its cure, the figures do not. Returns false.
 */
#define remark(reading, row, ...)                                                                  \
    add_remark((reading), (row), arena_printf((reading)->arena, __VA_ARGS__))
static bool add_remark(struct mapping_reading *reading, const struct csv_row *row, const char *said)
{
    struct mapping *mapping = reading->mapping;
    *arena_add(reading->arena, mapping->remarks, mapping->n_remarks) = arena_printf(
        reading->arena, "regel %d: %s", row->line_no, text_masked(reading->arena, text_of(said)));
    return false;
}

/* A shown figure: a whole number of units. */
static bool parse_figure(struct text value, int64_t *figure)
{
    static const struct amount_format whole = {
        .decimal = AMOUNT_COMMA,
        .thousands = AMOUNT_POINT,
        .minus = AMOUNT_MINUS_FRONT,
        .unit_cents = 1,
        .encoding = TEXT_UTF8,
    };
    struct money money = {0};
    if (amount_parse(&whole, value, &money) != AMOUNT_OK)
        return false;
    *figure = money.cents;
    return true;
}

static void read_figure(struct mapping_reading *reading, const struct csv_row *row, size_t column,
                        bool *has, int64_t *figure)
{
    struct text value = row->fields[column];
    *has = value.n_bytes > 0 && parse_figure(value, figure);
    if (value.n_bytes > 0 && !*has)
        remark(reading, row, "%s: verwacht een geheel getal of niets, gevonden '%s'",
               toelichting_columns[column], value.bytes);
}

/* "verouderd: lasten -50 → -60": the text was written for -50, whatever the column beside it says
 * since. */
static void read_origin(struct text status, const char *side, bool *has, int64_t *figure)
{
    const char *at = strstr(status.bytes, side);
    const char *end = at ? strstr(at, TOELICHTING_ARROW) : NULL;
    if (!end)
        return;
    at += strlen(side);
    *has = parse_figure(text_trim((struct text){at, (size_t)(end - at)}), figure);
}

static void read_figures(struct mapping_reading *reading, const struct csv_row *row,
                         struct toelichting *new)
{
    struct text status = row->fields[TOELICHTING_STATUS];
    read_figure(reading, row, TOELICHTING_LASTEN, &new->has_lasten, &new->lasten);
    read_figure(reading, row, TOELICHTING_BATEN, &new->has_baten, &new->baten);
    if (strncmp(status.bytes, TOELICHTING_OUTDATED, strlen(TOELICHTING_OUTDATED)) == 0) {
        read_origin(status, "lasten ", &new->has_lasten, &new->lasten);
        read_origin(status, "baten ", &new->has_baten, &new->baten);
        new->outdated = !strstr(status.bytes, TOELICHTING_ARROW);
    }
}

const char *toelichting_is(struct text written)
{
    static const struct {
        const char *written, *is;
    } words[] = {{"", ""},   {"I", "I"},     {"S", "S"},           {"I/S", "I/S"},      {"i", "I"},
                 {"s", "S"}, {"i/s", "I/S"}, {"incidenteel", "I"}, {"structureel", "S"}};
    const size_t i = array_index_of(words, ARRAY_LENGTH(words), written, written);
    return i < ARRAY_LENGTH(words) ? words[i].is : NULL;
}

static const char *read_is(struct mapping_reading *reading, const struct csv_row *row)
{
    const char *is = toelichting_is(row->fields[TOELICHTING_IS]);
    if (!is)
        remark(reading, row, "incidenteel_structureel: verwacht I, S, I/S of niets, gevonden '%s'",
               row->fields[TOELICHTING_IS].bytes);
    return is ? is : "";
}

const char *const toelichting_statuses[TOELICHTING_STATUSES] = {
    [TOELICHTING_NOT_NEEDED] = "",
    [TOELICHTING_MISSING] = "toelichting ontbreekt",
    [TOELICHTING_CURRENT] = "toegelicht",
    [TOELICHTING_APPROVED] = TOELICHTING_AGREES,
    [TOELICHTING_CHANGED] = TOELICHTING_OUTDATED,
    [TOELICHTING_DEVIATES] = "getal wijkt af",
    [TOELICHTING_CONTRADICTED] = "tegenspraak",
};

const char *toelichting_agreed(const char *column, const char *status)
{
    const size_t n = strlen(TOELICHTING_AGREES);
    if (*column || strncmp(status, TOELICHTING_AGREES, n) != 0)
        return column;
    const char *by = status + n + strspn(status + n, ": ");
    return status[n] == ':' && *by ? by : "ja";
}

static bool read_always_shown(struct mapping_reading *reading, const struct csv_row *row)
{
    struct text value = row->fields[TOELICHTING_ALWAYS];
    bool yes = text_is(value, "ja");
    if (!yes && value.n_bytes > 0 && !text_is(value, "nee"))
        remark(reading, row, "altijd_tonen: verwacht ja, nee of niets, gevonden '%s'", value.bytes);
    return yes;
}

/* The pakket of a row, or NULL. */
static const struct pakket *read_pakket(struct mapping_reading *reading, const struct csv_row *row)
{
    struct text code = row->fields[TOELICHTING_PAKKET];
    const struct pakket *pakket = mapping_pakket(reading->mapping, code);
    if (!pakket && reading->has_pakketten)
        remark(reading, row, "%s", mapping_no_pakket(reading, code));
    return pakket;
}

/* The post of a row that has another name by now. */
static bool find_renamed(struct mapping_reading *reading, const struct csv_row *row, size_t *index)
{
    struct toelichting_key key;
    const struct mapping *mapping = reading->mapping;
    if (!toelichting_key_parse(row->fields[TOELICHTING_KEY].bytes, reading->arena, &key))
        return false;
    *index = toelichting_key_find(mapping, &key);
    if (*index == MAPPING_NONE)
        return false;
    remark(reading, row, "post '%s' van pakket '%s' heet nu '%s'; haar toelichting staat daar",
           row->fields[TOELICHTING_POST].bytes, key.pakket, mapping->posten[*index].name);
    return true;
}

/* Where the toelichting of a row has its place; NULL when it has none now. */
static const struct toelichting **row_place(struct mapping_reading *reading,
                                            const struct csv_row *row, size_t pakket,
                                            struct toelichting *new)
{
    struct mapping *mapping = reading->mapping;
    struct text name = row->fields[TOELICHTING_POST];
    size_t index;
    if (mapping_post(reading, pakket, name, &index) || find_renamed(reading, row, &index)) {
        new->post = mapping->posten[index].name;
        mapping->posten[index].always_shown |= read_always_shown(reading, row);
        return &mapping->posten[index].toelichting;
    }
    new->post = MAPPING_REST;
    if (strncmp(name.bytes, MAPPING_REST, strlen(MAPPING_REST)) == 0)
        return &mapping->pakketten[pakket].rest;
    if (!reading->has_posten)
        return NULL;
    struct suggestion suggestion = suggestion_start(name);
    const struct pakket *of = &mapping->pakketten[pakket];
    for (size_t i = 0; i < of->n_posten && reading->n_hints < MOST_HINTS; i++)
        suggestion_try(&suggestion, mapping->posten[of->first_post + i].name);
    reading->n_hints++;
    remark(reading, row, "post '%s' van pakket '%s' staat niet in %s%s", name.bytes, of->code,
           path_name(mapping->posten_path), suggestion_text(reading->arena, &suggestion));
    return NULL;
}

/* The row Totaal of a published afwijkingen.csv comes along; a text on it would have no place. */
static bool is_total(struct mapping_reading *reading, const struct csv_row *row)
{
    if (!text_is(row->fields[TOELICHTING_POST], MAPPING_TOTAL))
        return false;
    if (row->fields[TOELICHTING_TEXT].n_bytes > 0)
        remark(reading, row, "toelichting op de rij Totaal: zet haar bij een post of bij '%s'",
               MAPPING_REST);
    return true;
}

static bool check_length(struct mapping_reading *reading, const struct csv_row *row,
                         const char *text)
{
    size_t n = text_length(text);
    return n <= WORKBOOK_MAX_CHARACTERS ||
           row_error(reading, row,
                     "toelichting: verwacht hoogstens %d tekens (meer past niet in een cel "
                     "van Excel), gevonden %zu",
                     WORKBOOK_MAX_CHARACTERS, n);
}

/* Nothing personal, whether the row has a place or not; figures may look like a number of a person.
 */
static bool check_clean(struct mapping_reading *reading, const struct csv_row *row)
{
    static const size_t columns[] = {TOELICHTING_PAKKET, TOELICHTING_POST, TOELICHTING_IS,
                                     TOELICHTING_TEXT};
    bool clean = true;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        clean &= mapping_row_clean(reading, row, toelichting_columns[columns[i]],
                                   row->fields[columns[i]]);
    return clean;
}

/* A second text of a post contradicts the first, until somebody takes one of the two away. */
static void add_beside(struct mapping *mapping, const struct toelichting *first,
                       const struct toelichting *new)
{
    struct toelichting *last = &mapping->toelichtingen[first - mapping->toelichtingen];
    if (strcmp(first->text, new->text) == 0 && strcmp(first->is, new->is) == 0)
        return;
    while (last->rival)
        last = &mapping->toelichtingen[last->rival - mapping->toelichtingen];
    last->rival = new;
}

static void add_toelichting(struct mapping_reading *reading, const struct csv_row *row)
{
    struct mapping *mapping = reading->mapping;
    struct text text = row->fields[TOELICHTING_TEXT];
    struct toelichting new = {.text = text_plain_lines(reading->arena, text.bytes),
                              .owner = row->fields[TOELICHTING_OWNER].bytes,
                              .by = row->fields[TOELICHTING_BY].bytes,
                              .when = row->fields[TOELICHTING_WHEN].bytes,
                              .row_post = row->fields[TOELICHTING_POST].bytes,
                              .line_no = row->line_no};
    const struct pakket *pakket = read_pakket(reading, row);
    bool good = check_clean(reading, row);
    if (is_total(reading, row) || text_is(row->fields[TOELICHTING_STATUS], TOELICHTING_REPLACED))
        return;
    read_figures(reading, row, &new);
    new.is = read_is(reading, row);
    new.agreed = toelichting_agreed(row->fields[TOELICHTING_AGREED].bytes,
                                    row->fields[TOELICHTING_STATUS].bytes);
    good = check_length(reading, row, new.text) && good;
    if (!pakket)
        return;
    new.pakket = (size_t)(pakket - mapping->pakketten);
    const struct toelichting **place = row_place(reading, row, new.pakket, &new);
    if (!good || !place)
        return;
    struct toelichting *added = &mapping->toelichtingen[mapping->n_toelichtingen++];
    *added = new;
    if (*place)
        add_beside(mapping, *place, added);
    else
        *place = added;
}

void mapping_read_toelichtingen(struct mapping_reading *reading)
{
    mapping_table(reading, reading->mapping->toelichtingen_path, toelichting_columns,
                  TOELICHTING_COLUMNS);
    mapping_tidy_names(reading, (const size_t[]){TOELICHTING_PAKKET, TOELICHTING_POST}, 2);
    reading->mapping->toelichtingen =
        arena_alloc(reading->arena, reading->file.n_rows * sizeof *reading->mapping->toelichtingen);
    for (size_t i = 0; i < reading->file.n_rows; i++)
        add_toelichting(reading, &reading->file.rows[i]);
}
