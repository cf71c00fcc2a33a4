/* The overview of a programma: a row per pakket within each sectie, totals and saldi. The main
 * table is one, and so is every other table of that shape; what differs is where its figures come
 * from.
 *
 * Data cells come from the figure function as effects on the result and are shown by the plan's
 * convention; every total is a formula over rows (table.h), computed here on exact cents, whose
 * signs are such that it holds for the shown amounts. */
#pragma once

#include "pipeline/tables/job.h"

#define OVERVIEW_LABELS 3 /* the columns sectie, code, regel; number columns follow */
extern const struct table_column overview_labels[OVERVIEW_LABELS];

struct overview_figure {
    struct figure figure; /* effect on the result */
    bool exists;          /* false: a blank cell */
};

/* The figure of a pakket (index into mapping.pakketten) in the number column `number` (0-based).
 * False on overflow. */
typedef bool overview_figure_fn(const struct ledger *ledger, const void *context, size_t pakket,
                                enum sectie sectie, size_t number, struct overview_figure *figure);

enum overview_kind {
    OVERVIEW_PAKKET,
    OVERVIEW_TOTAAL, /* of a sectie */
    OVERVIEW_SALDO,  /* of lasten and baten, of reserves, and of both: the resultaat */
};

struct overview_row {
    enum overview_kind kind;
    enum sectie sectie; /* PAKKET, TOTAAL */
    size_t pakket;      /* PAKKET: index into mapping.pakketten */
};

struct overview {
    struct job *job;
    struct table *table;
    struct overview_row *rows; /* what each row of the table is about */
    size_t *row_of;            /* per pakket and sectie: 1 + its row, or 0 */
    size_t saldo_row, reserves_row;
    overview_figure_fn *figure;
    const void *context;
};

/* A table with the three label columns and n_numbers number columns still to be named, added to the
 * job's tables. */
void overview_begin(struct overview *overview, struct job *job, size_t n_numbers,
                    overview_figure_fn *figure, const void *context);

/* The main table with the plan's kolommen, as job->main. */
void overview_begin_main(struct job *job);

/* Appends lasten and baten with their totals and, as the last row, their saldo. An amount that is
 * too large is an error, once, its cell is blank and the table incomplete. */
void overview_lasten_baten(struct overview *overview);

/* Appends stortingen and onttrekkingen and, as the last row, their saldo. */
void overview_reserves(struct overview *overview);

/* Appends the resultaat: the sum of the two saldo rows. */
void overview_resultaat(struct overview *overview);

/* What is shown for a pakket and sectie in a number column; 0 where there is no such row, or no
 * figure in it. */
struct money overview_shown(const struct overview *overview, size_t pakket, enum sectie sectie,
                            size_t number);
