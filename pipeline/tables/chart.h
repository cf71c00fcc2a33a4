/* Charts: drawn from the cells of a table, under it or beside it on its sheet. What is drawn stands
 * in the cells, so that nothing is said by a picture alone. */
#ifndef TABLES_CHART_H
#define TABLES_CHART_H

#include "pipeline/base/money.h"

#include <stdbool.h>
#include <stddef.h>

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

#endif
