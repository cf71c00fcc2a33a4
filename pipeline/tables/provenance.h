/* What a run was made from, as its manifest says it, and the number that follows from it. */
#pragma once

#include "pipeline/tables/job.h"

/* All of the manifest but what is only known when everything is written: outputs and readings. The
 * stages controles and waarom have run: what other runs said counts, too, and what stood there.
 * Lives in the arena. */
void provenance_describe(const struct job *job, struct manifest *manifest);

/* What a printed page names. A run that is done again for a publication (job->again) names that
 * one's: another program would give another number, and its pages could not be compared. */
struct provenance {
    const char *version, *run_id;
};
struct provenance provenance_of(const struct job *job);
