/* What one program cost: run to its end, alone, measured by the system. */
#pragma once

#include "pipeline/base/error.h"

#include <stdint.h>

struct usage {
    int64_t wall_us;  /* from before the fork until the program is gone */
    int64_t cpu_us;   /* user and system, all threads */
    int64_t peak_kib; /* of memory; not less than what this process itself holds */
};

/* Runs a program (NULL-terminated words, searched in PATH), its output to the file `log`. False
 * after an error: it could not be started, or did not end with status 0; the error then holds the
 * end of the log. Also when an interrupt came that the caller blocks (usage_hold_interrupts).
 * *usage is set only on success. */
bool usage_of(const char *const *words, const char *log, struct usage *usage,
              struct errors *errors);

/* From now on SIGINT and SIGTERM end the programs that run, but not this process. */
void usage_hold_interrupts(void);

/* Adds a program that ran after it: times add up, the largest peak stays. */
void usage_add(struct usage *usage, const struct usage *next);
