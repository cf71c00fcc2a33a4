/* What a table of [rechtmatigheid] has above its budget (settings/plan/rechtmatigheid.h), as exact
 * cents above 0, and how it was judged. */
#pragma once

#include "pipeline/settings/plan/plan.h"

/* One row. What counts, what does not, and what nobody said it of come to the amount; the last is
 * below 0 when more was judged than there is. */
struct overschrijding {
    size_t tabel; /* in plan.tabellen */
    enum maat maat;
    struct text code;
    struct money amount, counts, counts_not, open;
};

/* All tables together against the grensbedrag. */
struct rechtmatigheid_outcome {
    bool known; /* false when an amount is too large */
    struct money counts, open, limit;
    const char *limit_words; /* how the limit came about */
};

struct overschrijdingen {
    struct overschrijding *items; /* in the order of the tables */
    size_t n;
    bool *placed; /* per oordeel: it is about one of them */
    struct rechtmatigheid_outcome outcome;
};

/* "a1-lasten, lasten 6" */
const char *overschrijding_words(const struct plan *plan, size_t tabel, enum maat maat,
                                 struct text code, struct arena *arena);
