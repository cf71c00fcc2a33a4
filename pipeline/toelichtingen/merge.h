/* What one filled-in file brings: each row against what its adviser started from and what the store
 * holds by now. */
#ifndef TOELICHTINGEN_MERGE_H
#define TOELICHTINGEN_MERGE_H

#include "pipeline/settings/plan/plan.h"
#include "pipeline/toelichtingen/bases.h"
#include "pipeline/toelichtingen/store.h"

#include <stdio.h>

enum merge_outcome {
    MERGE_SAME,    /* nothing that the store does not have */
    MERGE_NEW,     /* the first text or I/S of its post */
    MERGE_CHANGED, /* only this file changed it */
    MERGE_BOTH,    /* the store has another since: the file's becomes a row beside it */
    MERGE_UNKNOWN, /* no such pakket or post: kept as a row that stands on no sheet */
    MERGE_CLEARED, /* a text was taken out: the store keeps it */
    MERGE_REFUSED, /* personal data, longer than a cell, or no I or S: not taken */
    MERGE_OUTCOMES
};

struct merge {
    const struct plan *plan;
    struct store *store;
    struct bases *bases;
    struct arena *arena;
    FILE *out; /* a line per row that is not the same */
    size_t n[MERGE_OUTCOMES];
    size_t n_moved; /* of what was taken: its figures are others by now */
};

/* The nearest bases are those of this file. */
void merge_file(struct merge *merge, const struct filled *filled);

/* "2 nieuw, 1 gewijzigd, …"; in the arena. */
const char *merge_words(const struct merge *merge);

#endif
