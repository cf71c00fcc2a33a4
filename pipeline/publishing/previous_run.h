/* What stands in output/NAAM before a run publishes: last night, as the next run looks at it.
 *
 * Nothing that is published depends on it, but for what the stage waarom says, which names it in
 * the manifest: the same inputs give the same bytes, whatever stood there, and a run that is done
 * again elsewhere finds nothing to compare with. What the comparison found is told on the terminal
 * and, when it holds publishing up, in NAAM-afgekeurd/; a published controles.csv only promises
 * that it was done, and names what the settings accepted. */
#pragma once

#include "pipeline/publishing/manifest.h"

enum previous_state {
    PREVIOUS_NONE,    /* nothing stands there, */
    PREVIOUS_LOST,    /* but the archive has one */
    PREVIOUS_OLDER,   /* made by a program that wrote no data/sleutels.csv */
    PREVIOUS_DAMAGED, /* it is not what its manifest says */
    PREVIOUS_GOOD
};

struct previous_run {
    enum previous_state state;
    struct manifest manifest; /* PREVIOUS_GOOD: and so is the next */
    const char *sleutels;     /* data/sleutels.csv: the very bytes of the manifest */
};

/* Never fails. In the arena. */
void previous_run_read(const char *output, const char *run, struct arena *arena,
                       struct previous_run *previous);
