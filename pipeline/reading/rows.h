/* A row of a budget, or of a table per key and account, that is there twice. Two lines of a ledger
 * may well be equal; where no other row comes back, whatever its amounts, two rows that are equal
 * to the byte are one that counts twice. */
#pragma once

#include "pipeline/reading/again.h"

struct row_twice {
    size_t files[2]; /* the first is not behind the second */
    const char *what;
};

/* Those of a source, within a file and between two, in the order of the second ones; in the arena.
 * The source is read again when there may be any. */
size_t rows_twice(const struct again *again, size_t source, struct row_twice **twice);
