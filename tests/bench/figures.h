/* What the measurements of a series say: medians, spreads, paired ratios; and the bounds on them.
 */
#pragma once

#include "tests/bench/series.h"

struct spread {
    int64_t median, low, high;
};

/* Sorts the values; n >= 1. */
struct spread spread_of(int64_t *values, size_t n);

/* Of one task: its wall times in microseconds. False when it was not measured. */
bool figures_wall(const struct series *series, const struct task *task, struct spread *us);

/* Of two tasks, round by round: the wall of `task` in thousandths of that of `base`, both first
 * divided by a size (lines, bytes; 1: as it is). False when one of them was not measured. */
bool figures_ratio(const struct series *series, const struct task *task, uint64_t task_size,
                   const struct task *base, uint64_t base_size, struct spread *per_mille);

/* The largest peak of a task in KiB; 0 when it was not measured. */
int64_t figures_peak(const struct series *series, const struct task *task);

/* One row per task. The last column holds the wall of pnc over the same delivery (else of the
 * series' first task) against the task's. */
void figures_print(const struct series *series, const char *title);

/* ---- bounds ---- */

enum bound_unit { BOUND_RATIO, BOUND_MIB, BOUND_MS, BOUND_UNIT_COUNT };

struct bound {
    const char *measure;
    enum bound_unit unit;
    int64_t at_most, found; /* thousandths, KiB, microseconds */
    const char *missing;    /* why nothing was found, or NULL */
};

struct bounds {
    struct bound *items;
    size_t n;
    size_t cap;
};

void bounds_print(const struct bounds *bounds);
