/* What a run keeps of its inputs, so that its publications can be done again, and what it lets go:
 * [run] bewaar_invoer and bewaar_publicaties.
 *
 * Each publication that must be able to find its inputs has a file nodig/NAAM.<hash> in the depot,
 * which names them; an input stays as long as one of these does, of whatever run. They are written
 * before the publication takes its place, and go after it left. */
#pragma once

#include "pipeline/publishing/kept/depot.h"
#include "pipeline/publishing/publication.h"

struct keeping {
    struct depot depot; /* locked from keep_inputs on */
    struct publication *publication;
    const struct plan *plan;
    struct arena *arena;
    struct errors *errors;
};

/* What the manifest names as inputs, what other runs said (below `compare`) included, is in the
 * depot, for the publication whose manifest has the hash publication->manifest. Nothing happens
 * when the settings keep nothing and nothing was kept before. False after errors, with nothing
 * held. */
bool keep_inputs(struct keeping *keeping, const struct manifest *manifest, const char *compare,
                 int n_workers);

/* After the publication took its place: lets go of what the settings do not keep, and has
 * publication->told say of what a kept publication can then miss. */
bool keep_prune(struct keeping *keeping);

/* Must follow keep_inputs that succeeded. */
void keep_end(struct keeping *keeping);
