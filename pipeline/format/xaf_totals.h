/* The totals that an auditfile states of itself, and what its lines come to. */
#ifndef FORMAT_XAF_TOTALS_H
#define FORMAT_XAF_TOTALS_H

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

/* linesCount, totalDebit, totalCredit as written, on the heap; NULL: not there. */
struct xaf_totals {
    char *stated[3];
};

/* Keeps the value of an element, if it is one of them, and the first. */
void xaf_totals_take(struct xaf_totals *totals, const char *element, struct text value);

/* False after an error (ERROR_DATA) at the path: they are not those of the lines. */
bool xaf_totals_check(const struct xaf_totals *totals, const struct xaf_counted *counted,
                      const char *path, struct errors *errors);

void xaf_totals_release(struct xaf_totals *totals);

#endif
