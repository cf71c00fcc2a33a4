/* Running a published run again elsewhere, and comparing: the manifests must be the same bytes. */
#ifndef VERIFY_RERUN_H
#define VERIFY_RERUN_H

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"

struct rerun {
    const char *different; /* what differs: "jaarrekening.csv anders, data/saldi.csv nieuw"; or
                              NULL: the manifests are the same bytes, but for the program */
    bool other_program;    /* than the one that published */
};

/* `folder` is what was published from run_ini under the name `run`. Writes in a folder of its own
 * under TMPDIR that is gone afterwards. False after errors. */
bool rerun_compare(const char *folder, const char *run, const char *run_ini, struct arena *arena,
                   struct errors *errors, struct rerun *rerun);

#endif
