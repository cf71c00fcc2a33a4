/* The totals that a part of an auditfile states of itself, and what its lines come to. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/money.h"
#include "pipeline/base/text.h"

/* Both ways to add up amounts below zero: as they are written, or on the other side. */
struct xaf_sums {
    struct money as_written, turned;
};

/* Of the lines; zero-initialised is none. */
struct xaf_counted {
    uint64_t n_lines;
    struct xaf_sums debit, credit;
    bool too_large;
};

/* Counts a line by its amnt and amntTp. An amount that is none is told with its record, behind us.
 */
void xaf_count(struct xaf_counted *counted, struct text amount, struct text side);

/* What states totals: the transactions and the opening balance. */
struct xaf_part {
    int depth; /* of its element; 0: not in it */
    struct xaf_counted counted;
    char *stated[3]; /* linesCount, totalDebit, totalCredit as written, on the heap; NULL: none */
    char *amount[2]; /* amnt and amntTp of the line that is open, on the heap */
};

/* Zero-initialised is none. */
struct xaf_totals {
    struct xaf_part transactions, opening;
};

/* An element begins, or ends: its value, without bytes where it holds others. Lines of the opening
 * balance are counted here, those of the transactions by xaf_count. */
void xaf_totals_start(struct xaf_totals *totals, int depth, const char *name);
void xaf_totals_end(struct xaf_totals *totals, int depth, const char *name, struct text value);

/* False after an error (ERROR_DATA) at the path: they are not those of the lines. */
bool xaf_totals_check(const struct xaf_totals *totals, const char *path, struct errors *errors);

void xaf_totals_release(struct xaf_totals *totals);
