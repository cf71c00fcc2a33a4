/* Another published run in the same output folder, as [vergelijk] looks at it.
 *
 * A run that is compared with another one depends on that one's data/saldi.csv, and on nothing else
 * of it: the file is recorded in the manifest and is part of the run id. data/saldi.csv itself
 * follows from inputs and settings alone, never from a comparison. So when two runs compare with
 * each other, a second round gives each of them the other's final file and from the third on
 * nothing changes any more.
 *
 * A difference blocks publishing. When runs compare with each other, two of them or more in a ring,
 * and an input of all has changed, each would wait for the other for ever. So within a ring a
 * difference blocks the run whose name comes before the other's in natural order (begroting-2026
 * before jaarrekening-2024), and is a warning in one whose name comes after it: there is always one
 * of these, and the rest follow. */
#pragma once

#include "pipeline/format/csv.h"
#include "pipeline/publishing/manifest.h"

struct other_run {
    struct manifest_other recorded;
    bool there;            /* its data/saldi.csv, readable or not */
    bool readable;         /* and it is a CSV */
    bool stands;           /* and the one that the run's own manifest.json names */
    const char *subject;   /* "jaarrekening 2024, programma 6", as its manifest has it; or NULL */
    struct csv_file saldi; /* read from the very bytes that `recorded` has the hash of */
};

/* Reads what OUTPUT/RUN/data/saldi.csv says now; OUTPUT/RUN/manifest.json tells whether that run is
 * compared with `own` too, itself or through others, and whether the file is still
 * the one that was published. Never fails: a run that is not there or not
 * readable is told as that. */
void other_run_read(const char *output, const char *run, const char *own, struct arena *arena,
                    struct other_run *other);

/* Where the file with this hash stands that RUN published as its data/saldi.csv: in OUTPUT/RUN, or
 * in the archive; NULL when it is in neither. In the arena. */
const char *other_run_find(const char *output, const char *run, const char *sha256,
                           struct arena *arena);

/* True when that run is about this programma too: what it says nothing of is then 0, and no gap. */
bool other_run_covers(const struct other_run *other, const char *programma);

/* The output folder that a published folder belongs to: the one it lies in; of an archived one
 * (archief/NAAM/<run id>) the one that the archive lies in. In the arena. */
const char *other_run_output(const char *folder, struct arena *arena);

/* True when a difference with this run blocks publishing `own`. */
bool other_run_blocks(const struct manifest_other *other, const char *own);
