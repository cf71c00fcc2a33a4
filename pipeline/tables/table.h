/* A finished table: what both writers render. Cells hold exact cents in the sign that is shown;
 * rounding is the CSV writer's (once, DESIGN rule 1), the number format's in the workbook. */
#pragma once

#include "pipeline/base/memory.h"
#include "pipeline/tables/cell.h"

/* Charts: drawn from the cells of a table, under it or beside it on its sheet. What is drawn stands
 * in the cells, so that nothing is said by a picture alone. */
enum chart_kind {
    CHART_BARS,  /* a group of bars per row, side by side */
    CHART_STEPS, /* a column per row, its parts on top of each other */
    CHART_LINES, /* a line per series */
};

/* What a series is, and so how it looks. */
enum chart_role {
    CHART_BEFORE,    /* what was planned or was before */
    CHART_ACTUAL,    /* what came of it */
    CHART_OTHER,     /* one more of these */
    CHART_BASE,      /* carries what is on top of it, and is not seen */
    CHART_LEVEL,     /* where a step begins or ends */
    CHART_VOORDEEL,  /* by what it becomes better */
    CHART_NADEEL,    /* or worse */
    CHART_TARGET,    /* a line to reach */
    CHART_REFERENCE, /* a line to compare with */
    CHART_ROLES
};

#define CHART_MAX_SERIES 8

struct chart_series {
    size_t column; /* its heading is the name of the series */
    enum chart_role role;
};

struct chart {
    enum chart_kind kind;
    bool beside; /* a small one, to the right of its rows; all of a table are, or none */
    const char *title;
    const char *words;  /* what can be seen in it, for who cannot */
    size_t first, last; /* rows of the table */
    size_t category;    /* column of what stands along the axis */
    struct chart_series series[CHART_MAX_SERIES];
    size_t n_series;
    const char *number_format; /* of the axis, US notation; NULL: that of the cells */
    bool has_floor;            /* the axis begins at `floor`, not at 0 */
    struct money floor;
};

/* A linear formula: the sum of sign * operand; operands are row or column indexes (0-based). */
struct term {
    size_t index;
    int sign;
};

/* A formula while its terms are collected; lives in the arena. Zero-initialised is empty. */
struct formula {
    struct term *terms;
    size_t n;
};
void formula_add(struct formula *formula, struct arena *arena, size_t index, int sign);

enum table_column_kind { COLUMN_TEXT, COLUMN_NUMBER };

struct table_column {
    const char *name;    /* CSV header */
    const char *heading; /* workbook header, Dutch */
    enum table_column_kind kind;
    int width;     /* in characters, workbook */
    bool wrap;     /* long text: wrapped in the workbook */
    bool editable; /* an adviser fills it in: unlocked and marked in the workbook */
    bool hidden;   /* in the workbook: for programs, behind the columns that are seen */
    const char *const *choices; /* allowed values (NULL-terminated), or NULL */
    const char *prompt;         /* what to fill in, at most 255 characters; NULL: nothing is said */
    const struct term *formula; /* over columns of this table, for amounts (cell_is_amount);
                                   NULL = values */
    size_t n_formula;
    bool sheet_only; /* it is not in the CSV; behind those that are */
    bool verdict;    /* its text says the row's effect: shown in a colour, too */
    bool own_sign;   /* it shows effects on the result: formulas of rows that cross secties, whose
                        signs differ, do not hold in it */
};

/* The usual ones, as an initializer. */
#define TEXT_COLUMN(csv, title, characters)                                                        \
    {                                                                                              \
        .name = (csv), .heading = (title), .width = (characters)                                   \
    }
#define WRAPPED_COLUMN(csv, title, characters)                                                     \
    {                                                                                              \
        .name = (csv), .heading = (title), .width = (characters), .wrap = true                     \
    }
#define NUMBER_COLUMN(csv, title, characters)                                                      \
    {                                                                                              \
        .name = (csv), .heading = (title), .kind = COLUMN_NUMBER, .width = (characters)            \
    }

enum row_kind { ROW_DATA, ROW_TOTAL };
enum row_effect { EFFECT_NADEEL = -1, EFFECT_NONE, EFFECT_VOORDEEL };

/* "voordelig", "nadelig", "". */
const char *row_effect_name(enum row_effect effect);
/* Of a change of the result. */
enum row_effect row_effect_of(struct money change);

struct table_row {
    enum row_kind kind;
    struct cell *cells;         /* n_columns */
    const struct term *formula; /* over rows of this table, applied to every number column that has
                                   no column formula; NULL = values */
    size_t n_formula;
    bool crosses;           /* its formula is over rows of more than one sectie */
    enum row_effect effect; /* of what it shows, where the table has a column that says so */
};

/* A text cell that leads to another table's sheet. */
struct table_link {
    size_t row, column;     /* of this table */
    const struct table *to; /* it has a sheet */
    size_t to_row;          /* a row of that table, or TABLE_TOP */
    const char *tip;        /* where it leads, in words */
};
#define TABLE_TOP ((size_t)-1)

struct table {
    const char *csv_name; /* "jaarrekening.csv", or NULL: not written as CSV */
    bool for_machines;    /* its CSV is: data/… */
    const char *sheet;    /* sheet name, unique, at most 31 characters, or NULL: not in workbook */
    bool front;           /* in the workbook it comes before all others */
    bool filter;          /* its sheet has a filter on every column */
    bool appendix;        /* in the workbook it comes behind the tables that are none */
    bool printed;         /* it goes into the document too */
    const char *title;    /* A1 of the sheet */
    const char *subtitle; /* A2: what it holds, unit, what a minus means */
    const char *note;     /* under the table (the Resultaat sentence), or NULL */
    int64_t unit_euros;   /* of CELL_MONEY */
    bool incomplete;      /* an amount was too large: told as an error, and blank here */
    struct table_column *columns;
    size_t n_columns;
    struct table_row *rows;
    size_t n_rows;
    struct table_link *links; /* workbook; of a cell at most one */
    size_t n_links;
    struct chart *charts; /* workbook: under the table, in this order */
    size_t n_charts;
};

/* The finished tables of a run, in the order of the workbook. Zero-initialised is empty. */
struct tables {
    struct table **items;
    size_t n;
};

/* A new table with room for n_columns zeroed columns, added to the list, to be printed; lives in
 * the arena. */
struct table *tables_add(struct tables *tables, struct arena *arena, size_t n_columns);

/* What is known of a table before the run: static data of the stage that fills it. */
struct table_form {
    const char *csv_name, *sheet, *title, *subtitle; /* as the table's; NULL: none, or set later */
    bool filter, appendix, printed;
    const struct table_column *columns;
    size_t n_columns;
};
#define TABLE_COLUMNS(array) .columns = (array), .n_columns = sizeof(array) / sizeof *(array)

/* A new table of that form, in the list. */
struct table *tables_add_form(struct tables *tables, struct arena *arena,
                              const struct table_form *form);

/* The tables that have a sheet, in the order of the workbook. Returns how many; in the arena. */
size_t tables_with_sheet(const struct tables *tables, struct arena *arena,
                         const struct table ***ordered);

/* How its CSV is written. */
enum csv_dialect table_dialect(const struct table *table);

/* The table written as `csv_name`, or NULL. */
struct table *tables_find(const struct tables *tables, const char *csv_name);

/* `wanted` as a sheet name that a workbook accepts and no table has yet (compared without case): at
 * most 31 characters, none of []:*?/\, no apostrophe at an end. In the arena. */
const char *tables_sheet_name(const struct tables *tables, struct arena *arena, const char *wanted);

/* A new row of blank cells at the end; valid until the next call on this table. */
struct table_row *table_add_row(struct table *table, struct arena *arena, enum row_kind kind);
/* The same with these cells from the first column on. */
#define table_put(table, arena, kind, ...)                                                         \
    table_put_cells((table), (arena), (kind), (const struct cell[]){__VA_ARGS__},                  \
                    sizeof((const struct cell[]){__VA_ARGS__}) / sizeof(struct cell))
struct table_row *table_put_cells(struct table *table, struct arena *arena, enum row_kind kind,
                                  const struct cell *cells, size_t n);

/* One more column on the sheet, which says in words what each row's effect is. */
void table_add_verdicts(struct table *table, struct arena *arena);

/* How many of the columns are in the CSV; all of it. */
size_t table_csv_columns(const struct table *table);
void table_to_csv(const struct table *table, struct csv_writer *csv);

/* Valid until the next call on this table. */
struct chart *table_add_chart(struct table *table, struct arena *arena, struct chart chart);
void table_add_link(struct table *table, struct arena *arena, struct table_link link);

/* The row follows from these rows; from none: it has values. */
void table_set_formula(struct table *table, size_t row, const struct formula *formula);

/* Takes out those of the first n columns that hold nothing; no formula is there yet that is over
 * columns. Returns how many of them are left. */
size_t table_drop_blank(struct table *table, size_t n);

/* What a formula gives on the stored cents of a column (over rows) or of a row (over columns);
 * blank cells count as 0. False on overflow. */
bool table_sum_rows(const struct table *table, const struct term *terms, size_t n_terms,
                    size_t column, struct money *sum);
bool table_sum_columns(const struct table *table, const struct term *terms, size_t n_terms,
                       size_t row, struct money *sum);

/* Row `row` of the table: a data row, a total of data rows, or a saldo: a total over totals, over
 * more than one group, or with a minus in it. A group is rows below each other that share the text
 * of the first column (sectie); `grouped` is what table_is_grouped says. */
enum row_rank { RANK_DATA, RANK_TOTAL, RANK_SALDO };
enum row_rank table_rank(const struct table *table, bool grouped, size_t row);
bool table_is_grouped(const struct table *table);

/* True when the first column of a data row says the same as that of the data row above it. */
bool table_repeats(const struct table *table, size_t row);
