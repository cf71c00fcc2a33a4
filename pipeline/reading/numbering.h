/* Numbers of boekstukken that follow one upon the other, and where one is missing: all that shows
 * of a boekstuk that balances and was not delivered. */
#pragma once

#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

#include <stdbool.h>
#include <stdint.h>

#define NUMBERING_MOST_GAPS 64
#define NUMBERING_FEW       4
#define NUMBERING_LEAST     50  /* numbers in a row, for each of a few gaps; */
#define NUMBERING_MANY      200 /* for each of more */

struct number_gap {
    struct text before, after; /* what stands around it */
    uint64_t n;                /* how many numbers are missing */
};

/* Zero-initialised is empty. */
struct numbering {
    uint64_t n_next; /* numbers right behind the one before */
    uint64_t n_gaps;
    struct number_gap gaps[NUMBERING_MOST_GAPS]; /* the first ones */
};

/* `after` comes behind `before`, in the same series when they differ in a number at the end alone
 * and it does not begin one of its own ("24200001"). Texts of a gap come into the arena. */
void numbering_step(struct numbering *numbering, struct arena *arena, struct text before,
                    struct text after);

/* The same when it is not far behind: of what need not be one series. */
void numbering_near(struct numbering *numbering, struct arena *arena, struct text before,
                    struct text after);

/* Adds those of another; their texts come into the arena. */
void numbering_add(struct numbering *numbering, struct arena *arena, const struct numbering *from);

/* True when numbers follow one upon the other so much that a gap says something. */
bool numbering_is_dense(const struct numbering *numbering);

/* The first missing number: the one before it and one. In the arena. */
struct text numbering_missing(const struct number_gap *gap, struct arena *arena);
