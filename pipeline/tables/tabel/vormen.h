/* The vormen of a table by settings: how its groups become rows and columns. A vorm is a row in a
 * const table. */
#pragma once

#include "pipeline/tables/job.h"
#include "pipeline/tables/tabel/vorm_row.h"

/* Adds the table of items [first, behind) to the job's tables, without names of a file or sheet. An
 * amount that is too large is an error, and makes the table incomplete. What its rows are is added
 * to `rows`, which may be NULL. */
struct table *vorm_build(struct job *job, const struct groepen *groepen, size_t first,
                         size_t behind, struct vorm_rows *rows);

/* Adds one of the rows of n >= 1 such tables, each row with its value of `per` in front. */
struct table *vorm_together(struct job *job, const struct groepen *groepen,
                            struct table *const *tables, const char *const *values, size_t n);

/* Takes out what holds nothing, and gives a built table its formulas over columns. */
void vorm_finish(struct job *job, const struct groepen *groepen, struct table *table);
