/* What else the machine did meanwhile: figures from a busy machine are worth less. */
#pragma once

#include <stdint.h>

struct load {
    int64_t busy_ms; /* of all processors, since the machine started */
    int64_t idle_ms;
    int64_t own_ms; /* of this process and the programs it ran to their end */
};

struct load load_now(void);

/* Of the time of all processors between two moments, how much went to others, in percent: 0..100,
 * or -1 when the system does not tell. */
int load_foreign(const struct load *before, const struct load *after);
