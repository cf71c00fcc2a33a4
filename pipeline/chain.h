/* The chain: the one table of stages, in order. A new stage is a file under stages/, its prototype
 * in stages/stages.h and a line in chain.c. */
#ifndef PIPELINE_CHAIN_H
#define PIPELINE_CHAIN_H

#include "pipeline/core/batch.h"
#include "pipeline/core/job.h"

/* Left of the bar: batches of lines pass through all of them, in every worker. */
extern const struct line_stage *const chain_lines[];
extern const size_t chain_n_lines;

enum stage_when {
    STAGE_ALWAYS,
    STAGE_WRITES, /* only in a run that publishes, also after errors: the reports are wanted then */
    STAGE_IF_GOOD, /* only in a run that publishes, and only without errors so far */
};

struct stage {
    const char *name;
    stage_fn *run;
    enum stage_when when;
};

/* Right of the bar: once each, on small tables. */
extern const struct stage chain_tables[];
extern const size_t chain_n_tables;

#endif
