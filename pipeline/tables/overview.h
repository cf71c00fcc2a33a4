/* The overview of a programma: a row per pakket within each sectie, totals and saldi. The main
 * table is one, and so is every other table of that shape; what differs is where its figures come
 * from.
 *
 * Data cells come from the figure function as effects on the result and are shown by the plan's
 * convention; every total is a formula over rows (table.h), computed here on exact cents, whose
 * signs are such that it holds for the shown amounts. */
#ifndef TABLES_OVERVIEW_H
#define TABLES_OVERVIEW_H

#include "pipeline/tables/job.h"

#define OVERVIEW_LABELS 3 /* the columns sectie, code, regel; number columns follow */

struct overview_figure {
    struct figure figure; /* effect on the result */
    bool exists;          /* false: a blank cell */
};

/* The figure of a pakket (index into mapping.pakketten) in the number column `number` (0-based).
 * False on overflow. */
typedef bool overview_figure_fn(const struct ledger *ledger, const void *context, size_t pakket,
                                enum sectie sectie, size_t number, struct overview_figure *figure);

struct overview {
    struct job *job;
    struct table *table;
    overview_figure_fn *figure;
    const void *context;
};

/* Adds a table with the three label columns and n_numbers number columns still to be named. */
struct table *overview_add_table(struct job *job, size_t n_numbers);

/* The main table with the plan's kolommen: begun, or as it was left. */
struct overview overview_begin_main(struct job *job);
struct overview overview_main(struct job *job);

/* Appends lasten and baten with their totals and, as the last row, their saldo. False after errors:
 * an amount that is too large. */
bool overview_lasten_baten(struct overview *overview);

/* Appends stortingen and onttrekkingen and, as the last row, their saldo. */
bool overview_reserves(struct overview *overview);

/* Appends the resultaat: the sum of two saldo rows. */
bool overview_resultaat(struct overview *overview, size_t saldo_row, size_t reserves_row);

#endif
