/* "a, b, c": a text that grows part by part. */
#pragma once

#include "pipeline/base/memory.h"

/* Begins as {.arena = arena}; with .between something else than ", " stands between the parts, with
 * .most it is bounded. */
struct text_list {
    struct arena *arena;
    const char *between;
    size_t most; /* so many parts stand in the text, "en nog 3" behind them; 0: all */
    size_t n;    /* parts */
    char *bytes;
    size_t n_bytes, cap;
};

/* Adds a part. */
void list_add(struct text_list *list, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The whole, in the arena; `none` when it has no parts. */
const char *list_text(const struct text_list *list, const char *none);
