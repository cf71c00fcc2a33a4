#include "pipeline/publishing/filled.h"

#include "pipeline/base/array.h"
#include "pipeline/base/sha256.h"
#include "pipeline/base/text_look.h"
#include "pipeline/format/csv.h"
#include "pipeline/format/csv_given.h"
#include "pipeline/format/workbook.h"

#include <string.h>
#include <strings.h>

#define TITLE       "Afwijkingen "
#define TOTAL       "Totaal"
#define HEADER_ROWS 50 /* the headings stand in one of these */

const char *filled_name(struct arena *arena, const char *name)
{
    const char *look = text_look(arena, text_of(name)).bytes;
    return strncmp(look, MAPPING_REST, strlen(MAPPING_REST)) == 0 ? MAPPING_REST : look;
}

const struct filled_row *filled_find(const struct filled *filled, const char *pakket,
                                     const char *post)
{
    for (size_t i = 0; i < filled->n_rows; i++)
        if (strcmp(filled->rows[i].post, post) == 0 && strcmp(filled->rows[i].pakket, pakket) == 0)
            return &filled->rows[i];
    return NULL;
}

#define PRINT_DIGITS 12 /* letters: digits could be taken for the number of a person */

const char *filled_print(const char *is, const char *text, struct arena *arena)
{
    char hex[SHA256_HEX_SIZE];
    const char *both = arena_printf(arena, "%s|%s", is, text_plain_lines(arena, text));
    sha256_bytes(both, strlen(both), hex);
    for (char *at = hex; *at; at++)
        *at = (char)(text_is_digit(*at) ? 'g' + (*at - '0') : *at);
    return arena_copy(arena, hex, PRINT_DIGITS);
}

size_t filled_named(const struct mapping *mapping, const char *pakket, const char *name,
                    struct arena *arena)
{
    for (size_t i = 0; i < mapping->n_posten; i++) {
        const struct post *post = &mapping->posten[i];
        if (strcmp(filled_name(arena, mapping->pakketten[post->pakket].code), pakket) == 0 &&
            strcmp(filled_name(arena, post->name), name) == 0)
            return i;
    }
    return MAPPING_NONE;
}

static bool is_pakket(const struct mapping *mapping, const char *code, struct arena *arena)
{
    for (size_t i = 0; i < mapping->n_pakketten; i++)
        if (strcmp(filled_name(arena, mapping->pakketten[i].code), code) == 0)
            return true;
    return false;
}

size_t filled_post(const struct mapping *mapping, const struct filled_row *row, struct arena *arena,
                   bool *rest)
{
    struct toelichting_key key;
    *rest = strcmp(row->post, MAPPING_REST) == 0 && is_pakket(mapping, row->pakket, arena);
    if (*rest)
        return MAPPING_NONE;
    size_t post = filled_named(mapping, row->pakket, row->post, arena);
    return post == MAPPING_NONE && toelichting_key_parse(row->key, arena, &key)
               ? toelichting_key_find(mapping, &key)
               : post;
}

static void take_key(struct filled_row *row, struct arena *arena)
{
    struct toelichting_key key;
    if (!toelichting_key_parse(row->key, arena, &key)) {
        row->key = "";
        return;
    }
    row->pakket = key.pakket;
    row->post = key.post;
}

static void add_row(struct filled *filled, struct arena *arena, struct filled_row row)
{
    row.seen = filled_name(arena, row.post);
    take_key(&row, arena);
    row.pakket = filled_name(arena, row.pakket);
    row.post = filled_name(arena, row.post);
    row.agreed = text_look(arena, text_of(row.agreed)).bytes;
    row.is = text_look(arena, text_of(row.is)).bytes;
    row.text = text_plain_lines(arena, row.text);
    if (!*row.post || strcmp(row.post, TOTAL) == 0)
        return;
    *arena_add(arena, filled->rows, filled->n_rows) = row;
}

/* "-1.234" of a printed figure. */
static int64_t printed_figure(const char *text)
{
    int64_t figure = 0;
    for (const char *at = text; *at && *at != ','; at++)
        if (text_is_digit(*at) && figure < INT64_MAX / 100)
            figure = figure * 10 + (*at - '0');
    return *text == '-' ? -figure : figure;
}

/* ---- a row of texts ---- */

/* The columns of the toelichtingen, and one that only a workbook has. */
enum { FILLED_PRINT = TOELICHTING_COLUMNS, FILLED_COLUMNS };

static struct filled_row row_of(const char *const *texts, const char *place)
{
    return (struct filled_row){
        .pakket = texts[TOELICHTING_PAKKET],
        .post = texts[TOELICHTING_POST],
        .lasten = printed_figure(texts[TOELICHTING_LASTEN]),
        .baten = printed_figure(texts[TOELICHTING_BATEN]),
        .is = texts[TOELICHTING_IS],
        .text = texts[TOELICHTING_TEXT],
        .agreed = toelichting_agreed(texts[TOELICHTING_AGREED], texts[TOELICHTING_STATUS]),
        .key = texts[TOELICHTING_KEY],
        .print = texts[FILLED_PRINT],
        .status = texts[TOELICHTING_STATUS],
        .owner = texts[TOELICHTING_OWNER],
        .by = texts[TOELICHTING_BY],
        .when = texts[TOELICHTING_WHEN],
        .place = place,
    };
}

/* ---- a CSV ---- */

static bool read_csv(struct arena *arena, struct errors *errors, struct filled *filled)
{
    struct csv_file file;
    if (!csv_read_file(filled->path, toelichting_columns, TOELICHTING_COLUMNS, arena, errors,
                       &file))
        return false;
    for (size_t i = 0; i < file.n_rows; i++) {
        const char *texts[FILLED_COLUMNS] = {[FILLED_PRINT] = ""};
        for (size_t c = 0; c < TOELICHTING_COLUMNS; c++)
            texts[c] = file.rows[i].fields[c].bytes;
        add_row(filled, arena,
                row_of(texts, arena_printf(arena, "regel %d", file.rows[i].line_no)));
    }
    return true;
}

/* ---- a workbook ---- */

#define ABSENT ((size_t)-1)

struct headings {
    size_t row;
    size_t columns[FILLED_COLUMNS];
};

static const struct {
    const char *name;
    size_t column;
} known_headings[] = {
    {"pakket", TOELICHTING_PAKKET},    {"post", TOELICHTING_POST},
    {"lasten", TOELICHTING_LASTEN},    {"lasten_en_stortingen", TOELICHTING_LASTEN},
    {"baten", TOELICHTING_BATEN},      {"baten_en_onttrekkingen", TOELICHTING_BATEN},
    {"i/s", TOELICHTING_IS},           {"incidenteel_structureel", TOELICHTING_IS},
    {"toelichting", TOELICHTING_TEXT}, {"status", TOELICHTING_STATUS},
    {"akkoord", TOELICHTING_AGREED},   {"sleutel", TOELICHTING_KEY},
    {"gepubliceerd", FILLED_PRINT}};

static struct headings no_headings(size_t row)
{
    struct headings none = {.row = row};
    for (size_t c = 0; c < FILLED_COLUMNS; c++)
        none.columns[c] = ABSENT;
    return none;
}

static void take_heading(struct arena *arena, struct headings *headings,
                         const struct workbook_cell *cell)
{
    for (size_t i = 0; i < ARRAY_LENGTH(known_headings); i++)
        if (csv_given_column(arena, text_of(cell->text), known_headings[i].name))
            headings->columns[known_headings[i].column] = cell->column;
}

static bool are_enough(const struct headings *headings)
{
    const size_t *columns = headings->columns;
    return columns[TOELICHTING_POST] != ABSENT && columns[TOELICHTING_LASTEN] != ABSENT &&
           columns[TOELICHTING_BATEN] != ABSENT && columns[TOELICHTING_TEXT] != ABSENT;
}

static bool find_headings(struct arena *arena, const struct workbook_sheet *sheet,
                          struct headings *headings)
{
    *headings = no_headings(0);
    for (size_t i = 0; i < sheet->n_cells && sheet->cells[i].row < HEADER_ROWS; i++) {
        const struct workbook_cell *cell = &sheet->cells[i];
        if (cell->row != headings->row)
            *headings = no_headings(cell->row);
        if (cell->kind == WORKBOOK_TEXT)
            take_heading(arena, headings, cell);
        bool last = i + 1 == sheet->n_cells || sheet->cells[i + 1].row != cell->row;
        if (last && are_enough(headings))
            return true;
    }
    return false;
}

static const char *text_at(const struct workbook_sheet *sheet, size_t row, size_t column)
{
    const struct workbook_cell *cell = column == ABSENT ? NULL : workbook_cell(sheet, row, column);
    return cell ? cell->text : "";
}

/* A cell that holds a number is that, whatever it looks like. */
static void take_figure(const struct workbook_sheet *sheet, size_t row, size_t column,
                        int64_t unit_euros, int64_t *figure)
{
    const struct workbook_cell *cell = workbook_cell(sheet, row, column);
    if (cell && cell->kind == WORKBOOK_NUMBER && cell->has_money)
        *figure = money_round(cell->money, unit_euros);
}

/* "6P" of "Afwijkingen 6P Jeugd"; NULL of another text. */
static const char *pakket_in(struct arena *arena, const char *title)
{
    if (strncmp(title, TITLE, strlen(TITLE)) != 0)
        return NULL;
    title += strlen(TITLE);
    return arena_copy(arena, title, strcspn(title, " "));
}

static void read_sheet(struct arena *arena, const struct workbook_sheet *sheet,
                       const struct headings *at, int64_t unit_euros, struct filled *filled)
{
    const char *own = pakket_in(arena, text_at(sheet, 0, 0));
    if (!own)
        own = pakket_in(arena, sheet->name);
    size_t last = sheet->cells[sheet->n_cells - 1].row;
    for (size_t row = at->row + 1; row <= last; row++) {
        const char *texts[FILLED_COLUMNS];
        for (size_t c = 0; c < FILLED_COLUMNS; c++)
            texts[c] = text_at(sheet, row, at->columns[c]);
        if (own && at->columns[TOELICHTING_PAKKET] == ABSENT)
            texts[TOELICHTING_PAKKET] = own;
        struct filled_row read =
            row_of(texts, arena_printf(arena, "blad %s, rij %zu", sheet->name, row + 1));
        take_figure(sheet, row, at->columns[TOELICHTING_LASTEN], unit_euros, &read.lasten);
        take_figure(sheet, row, at->columns[TOELICHTING_BATEN], unit_euros, &read.baten);
        add_row(filled, arena, read);
    }
}

static bool read_workbook(int64_t unit_euros, struct arena *arena, struct errors *errors,
                          struct filled *filled)
{
    struct workbook workbook;
    bool found = false;
    if (!workbook_read(filled->path, arena, errors, &workbook))
        return false;
    filled->by = workbook.saved_by;
    filled->when = workbook.saved_on;
    for (size_t i = 0; i < workbook.n_sheets; i++) {
        struct headings headings;
        if (!find_headings(arena, &workbook.sheets[i], &headings))
            continue;
        found = true;
        read_sheet(arena, &workbook.sheets[i], &headings, unit_euros, filled);
    }
    return found || errors_add(errors, ERROR_SETTINGS, filled->path,
                               "verwacht een blad met de koppen Post, Lasten, Baten en "
                               "Toelichting, gevonden geen");
}

bool filled_read(const char *path, int64_t unit_euros, struct arena *arena, struct errors *errors,
                 struct filled *filled)
{
    *filled = (struct filled){.path = path, .by = "", .when = ""};
    size_t n = strlen(path);
    return n > 5 && strcasecmp(path + n - 5, ".xlsx") == 0
               ? read_workbook(unit_euros, arena, errors, filled)
               : read_csv(arena, errors, filled);
}
