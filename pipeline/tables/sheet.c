#include "pipeline/tables/sheet.h"

#include "pipeline/tables/measure.h"

#include <string.h>

#define WIDTH_MIN        8
#define WIDTH_MAX_TEXT   60 /* longer text is wrapped */
#define WIDTH_MAX_LINK   90
#define WIDTH_WRAPPED    60 /* of a wrapped column that names no width */
#define WIDTH_AROUND     2  /* room beside a number */
#define WIDTH_TABLE_MIN  60 /* what a subtitle may use above a narrow table */
#define WIDTH_COLUMN_MAX 255

/* ---- widths ---- */

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int widest_word(const char *heading)
{
    int widest = 0;
    struct text rest = text_of(heading), word;
    while (text_split(&rest, ' ', &word))
        widest = larger(widest, measure_width(word, MEASURE_BOLD));
    return widest;
}

static int cell_width(const struct table *table, const struct cell *cell)
{
    if (cell_form(cell) == CELL_AS_NUMBER)
        return cell_number_width(cell, table->unit_euros);
    return cell_form(cell) == CELL_AS_TEXT ? measure_width(text_of(cell->text), MEASURE_PLAIN) : 0;
}

static int widest_cell(const struct table *table, size_t column)
{
    int widest = 0;
    for (size_t r = 0; r < table->n_rows; r++)
        widest = larger(widest, cell_width(table, &table->rows[r].cells[column]));
    return widest;
}

/* LibreOffice does not wrap a link. */
static int widest_link(const struct table *table, size_t column)
{
    int widest = 0;
    for (size_t i = 0; i < table->n_links; i++) {
        const struct table_link *link = &table->links[i];
        const struct table_row *row = &table->rows[link->row];
        if (link->column == column && row->cells[column].text)
            widest = larger(widest,
                            measure_width(text_of(row->cells[column].text),
                                          row->kind == ROW_TOTAL ? MEASURE_BOLD : MEASURE_PLAIN));
    }
    return smaller(widest, WIDTH_MAX_LINK);
}

static int column_width(const struct table *table, size_t index)
{
    const struct table_column *column = &table->columns[index];
    int width = larger(column->width, WIDTH_MIN);
    int content = widest_cell(table, index), word = widest_word(column->heading);
    if (column->kind == COLUMN_NUMBER)
        width = larger(width, larger(content, word) + WIDTH_AROUND);
    else if (!column->wrap)
        width = larger(larger(width, widest_link(table, index)),
                       larger(smaller(content, WIDTH_MAX_TEXT), word + 1));
    else if (column->width == 0)
        width = WIDTH_WRAPPED;
    return smaller(width, WIDTH_COLUMN_MAX);
}

/* ---- lines ---- */

struct lines {
    const char **items;
    size_t n;
};

static struct lines lines_of(struct arena *arena, const char *text, int width,
                             enum measure_font font)
{
    struct lines lines = {0};
    struct text rest = text_of(text ? text : ""), line;
    while (measure_line(&rest, width, font, &line)) {
        *arena_add(arena, lines.items, lines.n) = text_string(arena, line);
    }
    return lines;
}

/* ---- layout ---- */

static size_t count_labels(const struct table *table)
{
    size_t n = 0;
    while (n < table->n_columns && table->columns[n].kind == COLUMN_TEXT)
        n++;
    return n < table->n_columns ? n : 0;
}

static int header_lines(const struct sheet *sheet)
{
    int most = 1;
    for (size_t c = 0; c < sheet->table->n_columns; c++)
        most = larger(
            most, measure_lines(sheet->table->columns[c].heading, sheet->widths[c], MEASURE_BOLD));
    return most;
}

int sheet_cell_lines(const struct sheet *sheet, size_t row, size_t column)
{
    const struct cell *cell = &sheet->table->rows[row].cells[column];
    if (cell_form(cell) != CELL_AS_TEXT || sheet->table->columns[column].hidden)
        return 1;
    return larger(1, measure_lines(cell->text, sheet->widths[column], MEASURE_PLAIN));
}

static int row_lines(const struct sheet *sheet, size_t row)
{
    int most = 1;
    for (size_t c = 0; c < sheet->table->n_columns; c++)
        most = larger(most, sheet_cell_lines(sheet, row, c));
    return most;
}

/* Text may stand among the numbers. */
static const char *column_format(const struct table *table, size_t column)
{
    const char *format = NULL;
    for (size_t r = 0; r < table->n_rows; r++)
        format = cell_wider_format(
            format, cell_column_format(&table->rows[r].cells[column], table->unit_euros));
    return format;
}

static struct sheet sheet_plan(const struct table *table, struct arena *arena)
{
    struct sheet sheet = {.table = table, .n_labels = count_labels(table)};
    sheet.grouped = table_is_grouped(table);
    sheet.widths = arena_alloc(arena, table->n_columns * sizeof *sheet.widths);
    sheet.formats = arena_alloc(arena, table->n_columns * sizeof *sheet.formats);
    for (size_t c = 0; c < table->n_columns; c++) {
        sheet.formats[c] = column_format(table, c);
        sheet.widths[c] = column_width(table, c);
        if (!table->columns[c].hidden)
            sheet.total_width += sheet.widths[c];
    }
    sheet.header_lines = header_lines(&sheet);
    sheet.row_lines = arena_alloc(arena, table->n_rows * sizeof *sheet.row_lines);
    for (size_t r = 0; r < table->n_rows; r++)
        sheet.row_lines[r] = row_lines(&sheet, r);
    int line_width = larger(sheet.total_width, WIDTH_TABLE_MIN);
    struct lines intro = lines_of(arena, table->subtitle, line_width, MEASURE_SMALL);
    struct lines notes = lines_of(arena, table->note, line_width, MEASURE_PLAIN);
    sheet.intro = intro.items;
    sheet.n_intro = intro.n;
    sheet.header_row = 1 + intro.n;
    sheet.first_row = sheet.header_row + 1;
    sheet.notes = notes.items;
    sheet.n_notes = notes.n;
    sheet.note_row = sheet.first_row + table->n_rows + 1;
    return sheet;
}

/* ---- choices ---- */

static bool same_choices(const char *const *a, const char *const *b)
{
    while (*a && *b && strcmp(*a, *b) == 0)
        a++, b++;
    return !*a && !*b;
}

/* The distinct lists of choices of all columns, with the column that brought each. */
struct choices {
    const struct table_column **columns;
    size_t n;
};

static void choices_add(struct choices *choices, struct arena *arena,
                        const struct table_column *column)
{
    for (size_t i = 0; i < choices->n; i++)
        if (same_choices(choices->columns[i]->choices, column->choices))
            return;
    *arena_add(arena, choices->columns, choices->n) = column;
}

static struct choices choices_of(const struct tables *tables, struct arena *arena)
{
    struct choices choices = {0};
    for (size_t t = 0; t < tables->n; t++)
        for (size_t c = 0; tables->items[t]->sheet && c < tables->items[t]->n_columns; c++)
            if (tables->items[t]->columns[c].choices)
                choices_add(&choices, arena, &tables->items[t]->columns[c]);
    return choices;
}

static struct table *choices_table(const struct choices *choices, struct arena *arena)
{
    struct tables alone = {0};
    struct table *table = tables_add(&alone, arena, choices->n);
    table->sheet = SHEET_CHOICES;
    table->printed = false;
    table->title = "Keuzes";
    table->subtitle = "Waarden die in de invulvelden van de andere bladen toegestaan zijn.";
    for (size_t c = 0; c < choices->n; c++) {
        const struct table_column *from = choices->columns[c];
        table->columns[c] = (struct table_column){.name = from->name, .heading = from->heading};
        table->columns[c].choices = from->choices;
        for (size_t i = 0; from->choices[i]; i++) {
            if (i == table->n_rows)
                table_add_row(table, arena, ROW_DATA);
            table->rows[i].cells[c] = cell_text(from->choices[i]);
        }
    }
    return table;
}

void sheets_plan(const struct tables *tables, struct arena *arena, struct sheets *sheets)
{
    sheets->items = arena_alloc(arena, (tables->n + 1) * sizeof *sheets->items);
    const struct table **ordered;
    sheets->n = tables_with_sheet(tables, arena, &ordered);
    for (size_t t = 0; t < sheets->n; t++)
        sheets->items[t] = sheet_plan(ordered[t], arena);
    struct choices choices = choices_of(tables, arena);
    if (choices.n > 0) {
        sheets->items[sheets->n] = sheet_plan(choices_table(&choices, arena), arena);
        sheets->items[sheets->n++].hidden = true;
    }
}

/* A name as a formula and a link hold it: 'Afwijkingen 6L'. Quotes are always allowed. */
const char *sheet_quoted(const struct sheet *sheet, struct arena *arena)
{
    const char *name = sheet->table->sheet;
    char *quoted = arena_alloc(arena, 2 * strlen(name) + 3), *to = quoted;
    *to++ = '\'';
    for (const char *at = name; *at; at++) {
        if (*at == '\'')
            *to++ = '\'';
        *to++ = *at;
    }
    *to = '\'';
    return quoted;
}

const char *sheets_place(const struct sheets *sheets, const struct table *table, size_t row,
                         struct arena *arena)
{
    const struct sheet *sheet = sheets->items;
    char cell[SHEET_CELL_SIZE];
    while (sheet->table != table)
        sheet++;
    sheet_cell(row == TABLE_TOP ? 0 : sheet->first_row + row, 0, cell);
    return arena_printf(arena, "%s!%s", sheet_quoted(sheet, arena), cell);
}

const char *sheets_choices(const struct sheets *sheets, struct arena *arena,
                           const char *const *choices)
{
    const struct sheet *sheet = &sheets->items[sheets->n - 1];
    size_t column = 0, n = 0;
    while (!same_choices(sheet->table->columns[column].choices, choices))
        column++;
    while (choices[n])
        n++;
    char first[SHEET_CELL_SIZE], last[SHEET_CELL_SIZE];
    sheet_cell_absolute(sheet->first_row, column, first);
    sheet_cell_absolute(sheet->first_row + (n ? n - 1 : 0), column, last);
    return arena_printf(arena, "=" SHEET_CHOICES "!%s:%s", first, last);
}
