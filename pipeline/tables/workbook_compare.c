#include "pipeline/tables/workbook_compare.h"

#include <string.h>

struct comparing {
    struct arena *arena;
    struct workbook_comparison *comparison;
    const struct sheet *sheet;
    const struct workbook_sheet *found;
    size_t n_found; /* cells of this sheet that were asked for and are there */
};

/* Long texts are cut off: the message is about where, the workbook itself says the rest. */
#define SHOWN_BYTES 60

static int shown_bytes(const char *utf8)
{
    size_t n_bytes = strlen(utf8);
    if (n_bytes > SHOWN_BYTES)
        n_bytes = SHOWN_BYTES;
    while (n_bytes > 0 && (utf8[n_bytes] & 0xC0) == 0x80)
        n_bytes--;
    return (int)n_bytes;
}

static void differs(struct comparing *comparing, const char *cell, const char *wanted,
                    const char *found)
{
    if (comparing->comparison->n_differences++ == 0)
        comparing->comparison->first =
            arena_printf(comparing->arena, "blad %s%s%s: verwacht %.*s, gevonden %.*s",
                         comparing->sheet->table->sheet, *cell ? ", cel " : "", cell,
                         shown_bytes(wanted), wanted, shown_bytes(found), found);
}

static const struct workbook_cell *look_up(struct comparing *comparing, size_t row, size_t column)
{
    const struct workbook_cell *cell = workbook_cell(comparing->found, row, column);
    comparing->n_found += cell != NULL;
    return cell;
}

static void compare_text(struct comparing *comparing, size_t row, size_t column, const char *text)
{
    char name[SHEET_CELL_SIZE];
    if (!*text)
        return; /* an empty text is an empty cell */
    comparing->comparison->n_cells++;
    const struct workbook_cell *cell = look_up(comparing, row, column);
    if (!cell || cell->kind != WORKBOOK_TEXT || cell->formula || strcmp(cell->text, text) != 0)
        differs(comparing, sheet_cell(row, column, name), text, cell ? cell->text : "niets");
}

static void compare_formula(struct comparing *comparing, size_t row, size_t column,
                            const struct workbook_cell *cell)
{
    struct sheet_formula formula;
    char wanted[WORKBOOK_MAX_FORMULA] = "", name[SHEET_CELL_SIZE];
    const char *found = cell->formula ? cell->formula : "";
    if (sheet_formula(comparing->sheet->table, row, column, &formula)) {
        comparing->comparison->n_formulas++;
        sheet_formula_text(comparing->sheet, row, column, &formula, wanted);
    }
    if (strcmp(wanted, found) != 0)
        differs(comparing, sheet_cell(comparing->sheet->first_row + row, column, name),
                *wanted ? wanted : "geen formule", *found ? found : "geen formule");
}

static void compare_number(struct comparing *comparing, size_t row, size_t column,
                           const struct cell *wanted)
{
    struct decimal number = {0};
    char name[SHEET_CELL_SIZE];
    int64_t units;
    size_t at = comparing->sheet->first_row + row;
    comparing->comparison->n_cells++;
    const struct workbook_cell *cell = look_up(comparing, at, column);
    bool known = cell_exact_number(wanted, &number);
    if (!cell || !known || cell->kind != WORKBOOK_NUMBER ||
        !workbook_units(cell->text, number.n_decimals, &units) || units != number.mantissa)
        differs(comparing, sheet_cell(at, column, name),
                decimal_text(comparing->arena, number, true), cell ? cell->text : "niets");
    else
        compare_formula(comparing, row, column, cell);
}

static void compare_cell(struct comparing *comparing, size_t row, size_t column)
{
    const struct cell *cell = &comparing->sheet->table->rows[row].cells[column];
    if (cell_form(cell) == CELL_AS_TEXT)
        compare_text(comparing, comparing->sheet->first_row + row, column, cell->text);
    else if (cell_form(cell) == CELL_AS_NUMBER)
        compare_number(comparing, row, column, cell);
}

static void compare_frame(struct comparing *comparing)
{
    const struct sheet *sheet = comparing->sheet;
    compare_text(comparing, 0, 0, sheet->table->title);
    for (size_t i = 0; i < sheet->n_intro; i++)
        compare_text(comparing, 1 + i, 0, sheet->intro[i]);
    for (size_t c = 0; c < sheet->table->n_columns; c++)
        compare_text(comparing, sheet->header_row, c, sheet->table->columns[c].heading);
    for (size_t i = 0; i < sheet->n_notes; i++)
        compare_text(comparing, sheet->note_row + i, 0, sheet->notes[i]);
}

static void compare_sheet(struct comparing *comparing)
{
    const struct table *table = comparing->sheet->table;
    comparing->comparison->n_sheets++;
    if (strcmp(comparing->found->name, table->sheet) != 0)
        differs(comparing, "", "dit blad op deze plaats", comparing->found->name);
    if (comparing->found->hidden != comparing->sheet->hidden)
        differs(comparing, "",
                comparing->sheet->hidden ? "een verborgen blad" : "een zichtbaar blad",
                "het omgekeerde");
    compare_frame(comparing);
    for (size_t r = 0; r < table->n_rows; r++)
        for (size_t c = 0; c < table->n_columns; c++)
            compare_cell(comparing, r, c);
    if (comparing->n_found != comparing->found->n_cells)
        differs(comparing, "", "geen andere cellen dan die van de tabel", "meer gevulde cellen");
}

void workbook_compare(const struct workbook *workbook, const struct sheets *sheets,
                      struct arena *arena, struct workbook_comparison *comparison)
{
    *comparison = (struct workbook_comparison){.first = ""};
    for (size_t i = 0; i < sheets->n && i < workbook->n_sheets; i++) {
        struct comparing comparing = {.arena = arena,
                                      .comparison = comparison,
                                      .sheet = &sheets->items[i],
                                      .found = &workbook->sheets[i]};
        compare_sheet(&comparing);
    }
    if (sheets->n != workbook->n_sheets && comparison->n_differences++ == 0)
        comparison->first =
            arena_printf(arena, "verwacht %zu bladen, gevonden %zu", sheets->n, workbook->n_sheets);
}
