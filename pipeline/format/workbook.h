/* A workbook (.xlsx), read back: sheets, cells, formulas. What a stored file really holds, whoever
 * wrote it. */
#pragma once

#include "pipeline/base/date.h"
#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/money.h"

#include <stdbool.h>
#include <stddef.h>

/* What a workbook can hold. */
#define WORKBOOK_MAX_ROWS       1048576
#define WORKBOOK_MAX_COLUMNS    16384
#define WORKBOOK_MAX_CHARACTERS 32767 /* in a cell */
#define WORKBOOK_MAX_FORMULA    8192

enum workbook_kind {
    WORKBOOK_TEXT, /* shared, inline, or the stored result of a formula */
    WORKBOOK_NUMBER,
    WORKBOOK_OTHER, /* a truth value or an error such as #VALUE! */
};

struct workbook_cell {
    size_t row, column; /* 0-based */
    enum workbook_kind kind;
    const char *text; /* UTF-8; a number as it stands in the file: "-1234.56" */
    bool has_money;   /* a number that is whole cents: workbook_cents */
    struct money money;
    const char *formula; /* without "=", or NULL; "" where it shares that of another cell */
};

struct workbook_sheet {
    const char *name;
    bool hidden;
    struct workbook_cell *cells; /* those that hold something, by row, then column */
    size_t n_cells;
};

struct workbook {
    struct workbook_sheet *sheets; /* in the order of the tabs */
    size_t n_sheets;
    const char *saved_by; /* who saved it last, when that is another than who made it; else "" */
    const char
        *saved_on; /* "2025-01-31T09:30:00Z"; "" when it says no other moment than its making */
};

/* Reads all of it into the arena. Every part of the zip is checked: sizes and CRCs (package.h),
 * every XML part is well-formed and without a DOCTYPE, cells stand in order and none comes twice,
 * strings and sheets that are pointed at exist. False after an ERROR_MACHINE. */
bool workbook_read(const char *path, struct arena *arena, struct errors *errors,
                   struct workbook *workbook);

/* The cell, or NULL when it is empty. */
const struct workbook_cell *workbook_cell(const struct workbook_sheet *sheet, size_t row,
                                          size_t column);

/* A text as it must be stored so that it is read as it is: "_x0041_" would be shown as "A". Returns
 * `text` itself, or a copy in the arena. */
const char *workbook_escape(struct arena *arena, const char *text);
/* The other way round: takes out the escapes of what XML cannot hold. */
const char *workbook_unescape(struct arena *arena, const char *text);

/* A decimal number as a file writes it ("-1234.56", "1E+05", "2500.3999999999996") to whole cents,
 * without floating point on the way. A workbook's numbers carry 15 digits (Excel): the rest is the
 * trace of binary fractions and is rounded off first. False when what is left is not whole cents or
 * is above MONEY_MAX_CENTS; *money is untouched then. */
bool workbook_cents(const char *decimal, struct money *money);
/* The same number in plain digits, at most 15 of them that say anything, with `mark` before its
 * decimals: "2500,4". False when it is no number or needs more than WORKBOOK_PLAIN_SIZE bytes. */
#define WORKBOOK_PLAIN_SIZE 48
bool workbook_plain(const char *decimal, char mark, char plain[WORKBOOK_PLAIN_SIZE]);
/* What workbook_plain gives with a point, as a date and seconds behind midnight. False when it is
 * no date from 1900 to 2199: ECMA-376 part 1, 18.17.4.1, whose 29 February 1900 was none. */
bool workbook_date(const char *plain, bool from_1904, struct date *date, int *seconds);
/* As workbook_cents, to whole units of 1 / 10^n_decimals, at most 15 digits of them. */
bool workbook_units(const char *decimal, int n_decimals, int64_t *units);
