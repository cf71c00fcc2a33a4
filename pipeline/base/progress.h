/* The line that a terminal shows while something takes long: on stderr, and only when that is a
 * terminal. Each one replaces the one before. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct progress {
    uint64_t n_lines;        /* 0: not counted */
    uint64_t n_bytes, total; /* on disk: read so far, and what there is; total 0: not known */
    uint64_t milliseconds;   /* since it began */
};

bool progress_is_shown(void);

/* Of no clock that anybody can set; for differences. */
uint64_t progress_milliseconds(void);

void progress_reading(const struct progress *progress);
void progress_stage(const char *stage);
void progress_wipe(void);

/* "lezen: 1.234.567 regels, 120 van 480 MB (25 %), nog 9 s". The time that is left is told after a
 * second, from what was done in the time that went by. */
#define PROGRESS_SIZE 160
void progress_text(const struct progress *progress, char text[PROGRESS_SIZE]);
