/* The rows of data/sleutels.csv as the ledger has them: see publishing/sleutels.h. */
#ifndef TABLES_SLEUTELS_H
#define TABLES_SLEUTELS_H

#include "pipeline/publishing/sleutels.h"
#include "pipeline/reading/ledger.h"

/* One row. The texts are the columns before SLEUTELS_FIGURES. */
struct sleutel_row {
    const char *texts[SLEUTELS_FIGURES];
    struct money plus, minus;
    long long n_mutaties;
};

/* That of a line of the ledger. Its texts live as long as the ledger, or are in the arena. */
struct sleutel_row sleutel_row_of(const struct ledger *ledger, const struct key_line *line,
                                  struct arena *arena);

/* Reads one as it was written. False when it is none; *row untouched. */
bool sleutel_row_read(const struct csv_row *written, struct sleutel_row *row);

#endif
