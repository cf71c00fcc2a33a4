/* `pnc verify`: a published folder against its manifest. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/publishing/kept/kept.h"

#include <stdio.h>

struct verify_options {
    const char *folder;  /* the published folder */
    const char *run_ini; /* --instellingen: where the run's INI stands now; NULL: search for it */
    bool outputs_only;   /* --alleen-uitvoer */
};

/* VERIFY_KEPT: no longer what the run would read now, but kept as it was; VERIFY_NEW: came since.
 * Neither is wrong: the publication can be redone, and says what was then. */
enum verify_state {
    VERIFY_SAME,
    VERIFY_KEPT,
    VERIFY_NEW,
    VERIFY_CHANGED,
    VERIFY_MISSING,
    VERIFY_UNKNOWN,
    VERIFY_STATES
};

enum verify_group {
    VERIFY_OUTPUTS,
    VERIFY_SETTINGS,
    VERIFY_COPIES,
    VERIFY_INPUTS,
    VERIFY_OTHERS,
    VERIFY_GROUPS
};

struct verification {
    struct manifest manifest;
    bool
        origin_checked; /* false: only the outputs were asked for, or settings and inputs were
                           neither found nor kept. Rerunning it and comparing is up to the caller */
    size_t n[VERIFY_GROUPS][VERIFY_STATES]; /* files */
    bool run_id_holds;                      /* follows from the hashes that the manifest records */
};

/* Hashes everything that the manifest names and can be found, and prints what became of each file.
 * False after errors: no manifest, an unreadable one, a file that the system refuses to read. */
bool verify_folder(const struct verify_options *options, FILE *out, struct arena *arena,
                   struct errors *errors, struct verification *verification);

/* All that was checked is unchanged. */
bool verification_holds(const struct verification *verification);

/* One Dutch sentence that says so, or what is not. In the arena. */
const char *verification_verdict(const struct verification *verification, struct arena *arena);

/* rerun.c: a kept publication is run again, and compared: the manifests must be the same bytes. */

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
