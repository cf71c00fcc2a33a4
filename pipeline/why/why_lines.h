/* Inside why_lines and why_tell only: the lines that one side has and the other has not. */
#pragma once

#include "pipeline/reading/batch.h"
#include "pipeline/why/sketch.h"
#include "pipeline/why/why.h"

/* What a line is worth in a saldo of the run, as the old settings read it. */
struct why_amount {
    size_t post, stand;
    enum sectie sectie;
    struct money money; /* effect on the result */
};

struct why_line {
    size_t source; /* of the old plan */
    const char *where;
    const char *file;              /* where only this side has it; else NULL */
    const char *roles[ROLE_COUNT]; /* "" where there is none */
    int period;                    /* -1: none */
    const char *raw;
    struct money *nets;  /* its amounts, as they stand in the source */
    const char *unknown; /* its key, where posten.csv of then lacks it; else "" */
    struct why_amount *amounts;
    size_t n_amounts;
    bool paired;
};

struct why_line_list { /* heap; the texts are in the arena of why */
    struct why_line *items;
    size_t n;
};

/* The hashes of lines to look for, sorted, with a filter in front. */
#define WHY_FILTER_MASK ((size_t)0x3FFF)
struct why_wanted {
    struct sketch_item *items;
    size_t n;
    uint64_t *filter;
};

/* why_tell.c: causes of these lines; adds them to `sums`. */
bool why_tell_lines(struct why *why, const struct why_side *old, struct why_line_list *gone,
                    struct why_line_list *come, struct why_sums *sums);
