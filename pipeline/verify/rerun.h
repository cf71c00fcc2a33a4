/* Running a kept publication again, and comparing: the manifests must be the same bytes. */
#ifndef VERIFY_RERUN_H
#define VERIFY_RERUN_H

#include "pipeline/publishing/kept/kept.h"

struct rerun {
    const char *different; /* what differs: "jaarrekening.csv anders, data/saldi.csv nieuw"; or
                              NULL: the manifests are the same bytes, but for the program */
    bool other_program;    /* than the one that published */
};

/* The publication `kept`, opened. Writes in a folder of its own under TMPDIR that is gone
 * afterwards. False after errors. */
bool rerun_compare(const struct kept *kept, struct arena *arena, struct errors *errors,
                   struct rerun *rerun);

/* The same, but what it makes is published in `output`, and stays. */
bool rerun_publish(const struct kept *kept, const char *output, struct arena *arena,
                   struct errors *errors, struct rerun *rerun);

#endif
