/* The good records of a batch by what they mean but for their amounts and days: records of one
 * group have the same values wherever a rule, a key, a stand or what the run keeps asks for one.
 * What follows from these is worked out once per group; a record only looks it up.
 *
 * Groups are numbered 0, 1, 2, ... in order of appearance. Between two chunks all may be forgotten,
 * and the numbers begin again: another generation. */
#pragma once

#include "pipeline/reading/column.h"

/* Pairs of numbers as numbers: of the first two values, of their number and the third, ... */
struct group_level {
    size_t n;               /* known pairs */
    uint32_t *table;        /* number + 1 of (a, b) at a << bits | b, 0 = none yet; heap */
    unsigned bits;          /* of b */
    size_t n_rows;          /* a is below */
    struct pair_memo pairs; /* in place of a table that would be too large */
};

struct groups {
    struct group_value {
        const uint32_t *of; /* what decides, of every record: [SCAN_RECORDS], borrowed */
        const size_t *n;    /* all are below, borrowed */
    } * values;
    size_t n_values;
    struct group_level *levels;
    size_t n_room; /* for levels */
    unsigned generation;
    size_t n; /* known */

    size_t first_new;                  /* groups from here on came with the batch at hand: */
    uint16_t new_record[SCAN_RECORDS]; /* of each a good record */
};

/* Begins another generation, told by other values: at most `most`. */
void groups_begin(struct groups *groups, size_t most);
void groups_by(struct groups *groups, const uint32_t values[SCAN_RECORDS], const size_t *n);
void groups_release(struct groups *groups);

/* Numbers the groups of n records. */
void groups_number(struct groups *groups, size_t n, uint32_t *of);
