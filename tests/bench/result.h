/* The sums that a program came to: per pakket, post, sectie and stand, in cents. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"

#include <stddef.h>

struct result_row {
    const char *name; /* "pakket, post, sectie, stand" */
    long long cents;
    long long n; /* mutaties */
};

struct result {
    struct result_row *rows; /* sorted by name, each name once */
    size_t n;
    size_t cap;
};

/* Adds the rows of a file, in the arena: data/saldi.csv or what a peer wrote, told by their headers
 * (a column more, of the programma, is passed over). False after errors. */
bool result_add_file(struct result *result, const char *path, struct arena *arena,
                     struct errors *errors);

/* Sorts the rows and adds those of one name together. */
void result_close(struct result *result);

/* The first difference, in words, or NULL when both are equal. In the arena. */
const char *result_difference(const struct result *a, const struct result *b, struct arena *arena);
