/* Running a published run again elsewhere, and comparing: the manifests must be the same bytes. */
#ifndef VERIFY_RERUN_H
#define VERIFY_RERUN_H

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"

/* `folder` is what was published from run_ini under the name `run`. Writes in a folder of its own
 * under TMPDIR that is gone afterwards. *different becomes NULL when they are, else what differs:
 * "jaarrekening.csv anders, data/saldi.csv nieuw". False after errors. */
bool rerun_compare(const char *folder, const char *run, const char *run_ini, struct arena *arena,
                   struct errors *errors, const char **different);

#endif
