/* What one filled-in file brings: each row against what its adviser started from and what the store
 * holds by now. */
#pragma once

#include "pipeline/publishing/toelichtingen/bases.h"
#include "pipeline/publishing/toelichtingen/store.h"
#include "pipeline/settings/plan/plan.h"

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
    const struct plan *plan; /* with [mappings] toelichtingen */
    struct arena *arena;
    struct store store;
    struct bases bases;
    FILE *out; /* a line per row that is not the same */
    size_t n[MERGE_OUTCOMES];
    size_t n_moved; /* of what was taken: its figures are others by now */
};

/* Reads all of the files and the store, and puts them together in that; output is the folder with
 * the publications. Nothing is written. False after errors; the store is then as it was. */
bool merge_files(struct merge *merge, const char *output, const char *const *paths, size_t n_paths,
                 struct errors *errors);

/* How many rows the store got or changed; how many somebody has to look at. */
size_t merge_taken(const struct merge *merge);
size_t merge_contradictions(const struct merge *merge);

/* "2 nieuw, 1 gewijzigd, …"; in the arena. */
const char *merge_words(const struct merge *merge);
