/* All sources of a plan, read into a ledger: the hot path, and what must be read again to be
 * sure. */
#pragma once

#include "pipeline/reading/line_stage.h"

struct reading {
    const struct plan *plan;
    const struct line_chain *lines;
    int n_workers;            /* >= 1 */
    size_t chunk_bytes;       /* READER_CHUNK_BYTES; tests take small ones */
    const char *rejects_path; /* where the rows of afgekeurd.csv go, NULL when nobody wants them */
    bool silent;              /* as the flow's */
};

/* The ledger lives in the arena and is whole as far as the sources could be read, also when this
 * returns false. */
bool reading_run(const struct reading *reading, struct arena *arena, struct errors *errors,
                 struct ledger **ledger);
