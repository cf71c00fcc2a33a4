/* The kinds of cells of a table. What differs between them stands in one row each of a table in
 * cell.c; writers, checks and readers of tables ask it and know no kind. A new kind is its name
 * here, its row and its constructor. */
#pragma once

#include "pipeline/base/decimal.h"
#include "pipeline/base/money.h"
#include "pipeline/format/csv.h"

enum cell_kind {
    CELL_BLANK, /* the pakket does not exist in that year, or there is nothing to say */
    CELL_TEXT,
    CELL_MONEY, /* exact cents, shown in the table's unit */
    CELL_EXACT, /* exact cents, shown to the cent */
    CELL_INTEGER,
    CELL_NUMBER, /* a number with its own decimals: 25,3 */
    CELL_MARKED, /* a number with a mark, a bound or a unit, or a word for none: 10,5* >400 NB */
    CELL_KINDS
};

/* How a CELL_MONEY looks where it does not look as usual. */
struct cell_style {
    int n_decimals;             /* of the unit: 12,3 x 1.000 */
    int n_scaled;               /* a workbook holds it divided by 10 to the power of this: no
                                   number format divides by 100 */
    const char *zero;           /* what is shown for nothing: "-" or ""; NULL: 0 */
    const char *format;         /* in a workbook, of an amount */
    const char *nothing_format; /* and of one that is shown as 0 */
    const char *behind;         /* CELL_NUMBER: "%" or "", behind the figure */
};

/* The formats of a unit of 1, 100, 1.000 or 1.000.000 euros. `minus` holds a # for the figure:
 * "-#". In the arena. */
const struct cell_style *cell_style_make(struct arena *arena, int64_t unit_euros, int n_decimals,
                                         const char *zero, const char *minus);

struct cell {
    enum cell_kind kind;
    const struct cell_style *style; /* CELL_MONEY, CELL_NUMBER; NULL: as usual */
    struct money money;             /* CELL_MONEY, CELL_EXACT */
    long long integer;              /* CELL_INTEGER */
    struct decimal number;          /* CELL_NUMBER */
    const char *text;               /* CELL_TEXT, CELL_MARKED: UTF-8, never NULL then */
};

struct cell cell_blank(void);
struct cell cell_text(const char *text);
struct cell cell_text_or_blank(const char *text); /* "" and NULL are blank */
struct cell cell_money(struct money money);
struct cell cell_styled(struct money money, const struct cell_style *style);
struct cell cell_exact(struct money money);
struct cell cell_integer(long long integer);
struct cell cell_number(struct decimal number);
struct cell cell_percentage(struct decimal number); /* with % behind it */
/* `text` is one that notation_parse takes (notation.h), or a word of the settings: nothing in it is
 * ever a formula. */
struct cell cell_marked(const char *text);

/* How a file holds it. */
enum cell_form { CELL_AS_NOTHING, CELL_AS_TEXT, CELL_AS_NUMBER };
enum cell_form cell_form(const struct cell *cell);

/* True when a total row's formula gives it; when a column's formula does so too, it is an amount.
 * The sum of percentages is none. */
bool cell_adds(const struct cell *cell);
bool cell_is_amount(const struct cell *cell);

/* True when it stands under the numbers of its column, though it may be text. */
bool cell_is_numeric(const struct cell *cell);

/* The exact number of a cell that is held as one. False when it has more than DECIMAL_MAX_DIGITS:
 * a workbook cannot hold it. */
bool cell_exact_number(const struct cell *cell, struct decimal *number);

/* As people read it: "-3.363", "1.234,56", "10,5*", "" for nothing. Money is rounded to the unit.
 * In the arena, or the cell's own text. */
const char *cell_shown(struct arena *arena, const struct cell *cell, int64_t unit_euros);

/* The field of a CSV, and whether a field that was read from one holds the same. */
void cell_to_csv(const struct cell *cell, int64_t unit_euros, struct csv_writer *csv);
bool cell_is_csv(const struct cell *cell, int64_t unit_euros, enum csv_dialect dialect,
                 struct text found);

/* The figure that is shown, of CELL_AS_NUMBER. */
struct decimal cell_shown_number(const struct cell *cell, int64_t unit_euros);

/* In a workbook, the number format of the column that such a cell stands in; NULL of text. Of two
 * formats in one column the one that can show both. */
const char *cell_column_format(const struct cell *cell, int64_t unit_euros);
const char *cell_wider_format(const char *one, const char *other);

/* In a workbook: its number format in US notation ("@" for text; that of an amount for nothing
 * under numbers), and how many characters wide it is as a number. */
const char *cell_format(const struct cell *cell, int64_t unit_euros);
int cell_number_width(const struct cell *cell, int64_t unit_euros);
