/* The columns of data/saldi.csv: the exact figure of each post, sectie and stand that has mutaties.
 * Whoever writes or reads it knows them from here. */
#pragma once

#include "pipeline/base/money.h"
#include "pipeline/format/csv.h"

enum saldi_column {
    SALDI_PROGRAMMA,
    SALDI_PAKKET,
    SALDI_POST,
    SALDI_SECTIE,
    SALDI_STAND,
    SALDI_CENTS, /* effect on the result */
    SALDI_MUTATIES,
    SALDI_COLUMNS
};
#define SALDI_KEYS SALDI_CENTS /* the columns before it say what the figure is of */

extern const char *const saldi_names[SALDI_COLUMNS];

struct saldi { /* in the arena */
    const char *path;
    struct saldo {
        const char *keys[SALDI_KEYS];
        struct money money;
        int line_no;
    } * items;
    size_t n;
};

/* Reads that of a published folder. False after errors of this kind: no such file, or one that is
 * not ours. */
bool saldi_read(const char *folder, enum error_kind kind, struct arena *arena,
                struct errors *errors, struct saldi *saldi);

/* The same of one that was read; of a line that is no such, the n-th, line_no is set. */
bool saldi_take(const struct csv_file *file, struct arena *arena, struct saldi *saldi);

/* A line of it that says something else than was expected. Returns false. */
bool saldi_error(const struct saldi *saldi, const struct saldo *saldo, enum error_kind kind,
                 struct errors *errors);
