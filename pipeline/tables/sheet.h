/* How the finished tables lie in the workbook: which row and column holds what, how wide the
 * columns are, which formula stands in a cell. The writer follows it, the check after writing
 * measures by it. Rows and columns are 0-based; in messages and formulas they are A1, as people say
 * them.
 *
 *   row 0                title
 *   rows 1 .. n_intro    subtitle, in lines that fit the table's width
 *   header_row           one row of headings
 *   first_row ..         the table's rows; one blank row;
 *   note_row ..          the note, in lines; note_row is there only when n_notes > 0 */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/format/workbook.h"
#include "pipeline/tables/table.h"

struct sheet {
    const struct table *table;
    bool hidden;
    const char **intro;
    size_t n_intro;
    size_t header_row; /* 1 + n_intro */
    size_t first_row;  /* header_row + 1 */
    const char **notes;
    size_t n_notes;
    size_t note_row;
    const char **formats; /* n_columns: the one number format of each, NULL: text */
    int *widths;          /* n_columns, in characters, wide enough for every number */
    int total_width;
    int header_lines; /* how many lines the headings need in these widths */
    int *row_lines;   /* n_rows, the same for each row of the table */
    size_t n_labels;  /* text columns at the left, before the first number; 0 without numbers */
    bool grouped;     /* table_is_grouped */
};

/* All sheets, in the order of the workbook. The last one is the hidden sheet with the choices of
 * the editable columns, when there are any. */
struct sheets {
    struct sheet *items;
    size_t n;
};

/* The sheet with the choices: one column per distinct list. */
#define SHEET_CHOICES "Keuzes"

/* Lays out every table that has a sheet. Lives in the arena. */
void sheets_plan(const struct tables *tables, struct arena *arena, struct sheets *sheets);

/* Everything a workbook would refuse, cut off or be damaged by: names, limits, text that is not
 * UTF-8, amounts above MONEY_MAX_CENTS, formulas that are too long; and every formula that would
 * not come out at our own figure. Adds an ERROR_DATA for each, at "blad Jaarrekening, cel D5". */
bool sheets_check(const struct sheets *sheets, struct errors *errors);

/* More lines than this a row cannot show: 409 points is the largest height. */
#define SHEET_MAX_LINES 31

/* How many lines a cell of the table needs in its column; 1 for all but long texts. */
int sheet_cell_lines(const struct sheet *sheet, size_t row, size_t column);

/* The formula of a cell of the table: over the columns of its row, or over the rows of its column.
 */
struct sheet_formula {
    const struct term *terms;
    size_t n_terms;
    bool over_rows;
};

/* False when the cell holds a plain value. A column's formula goes before a row's; blank cells and
 * text have none. */
bool sheet_formula(const struct table *table, size_t row, size_t column,
                   struct sheet_formula *formula);

/* The formula as a spreadsheet knows it, without "=": "SUM(D4:D9)", "F5-E5". False when it would be
 * longer than the buffer. */
bool sheet_formula_text(const struct sheet *sheet, size_t row, size_t column,
                        const struct sheet_formula *formula, char buffer[WORKBOOK_MAX_FORMULA]);

/* What a spreadsheet would make of it, exactly. False on more than DECIMAL_MAX_DIGITS, on a term
 * outside the table and on text among the operands. */
bool sheet_formula_value(const struct table *table, size_t row, size_t column,
                         const struct sheet_formula *formula, struct decimal *value);

/* Where the choices of an editable column stand: "=Keuzes!$A$4:$A$6". */
const char *sheets_choices(const struct sheets *sheets, struct arena *arena,
                           const char *const *choices);

/* The sheet's name as formulas and links have it: "'Afwijkingen 6L'". In the arena. */
const char *sheet_quoted(const struct sheet *sheet, struct arena *arena);

/* Where a row of a table stands, or TABLE_TOP: "'Afwijkingen 6L'!A5". It is one of the sheets. */
const char *sheets_place(const struct sheets *sheets, const struct table *table, size_t row,
                         struct arena *arena);

/* "D5" and "$D$5". Return buffer. */
#define SHEET_CELL_SIZE 32
char *sheet_cell(size_t row, size_t column, char buffer[SHEET_CELL_SIZE]);
char *sheet_cell_absolute(size_t row, size_t column, char buffer[SHEET_CELL_SIZE]);
