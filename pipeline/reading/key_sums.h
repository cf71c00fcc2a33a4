/* What lines per key come to, added up once for all who judge them: by period, by account, by key.
 * Of a source, in the order of its lines. */
#pragma once

#include "pipeline/reading/key_lines.h"

enum sums_by { SUMS_BY_PERIOD, SUMS_BY_REKENING, SUMS_BY_KEY, SUMS_BY };

/* There are many, for as long as the run is. */
struct key_sum {
    uint32_t of; /* its period, label or rule; with the stand and the sectie each once */
    uint32_t source : 20, stand : 10, sectie : 2;
    uint32_t n_mutaties; /* but for those of lines that are all zeros */
    /* By account or key but for what is booked in a period before 2, when the year before is taken
     * back: lines per key that raise the result more than they lower it, or less, at most
     * UINT16_MAX of them; and the mutaties that do. */
    uint16_t n_up, n_down;
    struct money up, down; /* down is below 0 */
    struct money money;    /* of all: effect on the result */
};

struct key_sums {
    struct key_sum *items;
    size_t n;
};

/* On the heap. */
void key_sums_add_up(struct key_sums sums[SUMS_BY], const struct plan *plan,
                     const struct key_line *lines, size_t n);
