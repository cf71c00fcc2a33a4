/* What advisers may have started from: the publications of a run, the one that stands and those in
 * the archive. */
#pragma once

#include "pipeline/publishing/filled.h"

struct bases {
    struct filled *items; /* the afwijkingen.csv of each, as it was published */
    size_t n;
    const struct filled *now; /* the one that stands, or NULL */
    size_t *nearest;          /* of the file that is looked at: indexes */
    size_t n_nearest;
};

/* Reads them; what is not as it was published is left out. Lives in the arena. */
void bases_read(const char *output, const char *name, int64_t unit_euros, struct arena *arena,
                struct bases *bases);

/* Finds those that have most rows as the file has them: it was made from one of these. */
void bases_match(struct bases *bases, const struct filled *filled, struct arena *arena);
