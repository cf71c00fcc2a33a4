/* A finished table: what both writers render. Cells hold exact cents in the sign that is shown;
 * rounding is the CSV writer's (once, DESIGN rule 1), the number format's in the workbook. */
#ifndef TABLES_TABLE_H
#define TABLES_TABLE_H

#include "pipeline/base/memory.h"
#include "pipeline/base/money.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cell_kind {
    CELL_BLANK, /* the pakket does not exist in that year, or there is nothing to say */
    CELL_TEXT,
    CELL_MONEY, /* exact cents, shown in the table's unit */
    CELL_EXACT, /* exact cents, shown to the cent */
    CELL_INTEGER,
};

struct cell {
    enum cell_kind kind;
    struct money money; /* CELL_MONEY, CELL_EXACT */
    long long integer;  /* CELL_INTEGER */
    const char *text;   /* CELL_TEXT: UTF-8, never NULL then */
};

/* A linear formula: the sum of sign * operand; operands are row or column indexes (0-based). */
struct term {
    size_t index;
    int sign;
};

enum table_column_kind { COLUMN_TEXT, COLUMN_NUMBER };

struct table_column {
    const char *name;    /* CSV header */
    const char *heading; /* workbook header, Dutch */
    enum table_column_kind kind;
    int width;                  /* in characters, workbook */
    bool wrap;                  /* long text: wrapped in the workbook */
    bool editable;              /* an adviser fills it in: unlocked and marked in the workbook */
    const char *const *choices; /* allowed values (NULL-terminated), or NULL */
    const struct term *formula; /* over columns of this table, for CELL_MONEY and CELL_EXACT cells;
                                   NULL = values */
    size_t n_formula;
};

enum row_kind { ROW_DATA, ROW_TOTAL };

struct table_row {
    enum row_kind kind;
    struct cell *cells;         /* n_columns */
    const struct term *formula; /* over rows of this table, applied to every number column that has
                                   no column formula; NULL = values */
    size_t n_formula;
};

struct table {
    const char *csv_name; /* "jaarrekening.csv", or NULL: not written as CSV */
    const char *sheet;    /* sheet name, unique, at most 31 characters, or NULL: not in workbook */
    const char *title;    /* A1 of the sheet */
    const char *subtitle; /* A2: what it holds, unit, what a minus means */
    const char *note;     /* under the table (the Resultaat sentence), or NULL */
    int64_t unit_euros;   /* of CELL_MONEY */
    bool incomplete;      /* an amount was too large: told as an error, and blank here */
    struct table_column *columns;
    size_t n_columns;
    struct table_row *rows;
    size_t n_rows;
    size_t rows_cap; /* table_add_row */
};

/* The finished tables of a run, in the order of the workbook. Zero-initialised is empty. */
struct tables {
    struct table **items;
    size_t n;
    size_t cap;
};

/* A new table with room for n_columns zeroed columns, added to the list; lives in the arena. */
struct table *tables_add(struct tables *tables, struct arena *arena, size_t n_columns);

/* The table written as `csv_name`, or NULL. */
struct table *tables_find(const struct tables *tables, const char *csv_name);

/* `wanted` as a sheet name that a workbook accepts and no table has yet (compared without case): at
 * most 31 characters, none of []:*?/\, no apostrophe at an end. In the arena. */
const char *tables_sheet_name(const struct tables *tables, struct arena *arena, const char *wanted);

/* A new row of blank cells at the end; valid until the next call on this table. */
struct table_row *table_add_row(struct table *table, struct arena *arena, enum row_kind kind);

/* What a formula gives on the stored cents of a column (over rows) or of a row (over columns);
 * blank cells count as 0. False on overflow. */
bool table_sum_rows(const struct table *table, const struct term *terms, size_t n_terms,
                    size_t column, struct money *sum);
bool table_sum_columns(const struct table *table, const struct term *terms, size_t n_terms,
                       size_t row, struct money *sum);

struct cell cell_blank(void);
struct cell cell_text(const char *text);
struct cell cell_money(struct money money);
struct cell cell_exact(struct money money);
struct cell cell_integer(long long integer);

#endif
