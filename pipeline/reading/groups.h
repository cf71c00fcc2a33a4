/* The good records of a batch by what they mean but for their amounts and days: records of one
 * group have the same values wherever a rule, a key, a stand or what the run keeps asks for one.
 * What follows from these is worked out once per group; a record only looks it up.
 *
 * Groups are numbered 0, 1, 2, ... in order of appearance. Between two chunks all may be forgotten,
 * and the numbers begin again: another generation. */
#ifndef READING_GROUPS_H
#define READING_GROUPS_H

#include "pipeline/reading/column.h"

struct groups {
    const uint32_t **values; /* what decides, of every record: each is [SCAN_RECORDS], borrowed */
    size_t n_values;
    struct memo *memos; /* of the first four, of their number and the next three, ... */
    size_t n_memos;     /* in use, >= 1 */
    size_t n_room;      /* there are */
    unsigned generation;
    size_t n; /* known */

    size_t first_new;                  /* groups from here on came with the batch at hand: */
    uint16_t new_record[SCAN_RECORDS]; /* of each a good record */
};

/* Begins another generation, told by other values: at most `most`. */
void groups_begin(struct groups *groups, size_t most);
void groups_by(struct groups *groups, const uint32_t values[SCAN_RECORDS]);
void groups_release(struct groups *groups);

/* Numbers the groups of n records. */
void groups_number(struct groups *groups, size_t n, uint32_t *of);

#endif
