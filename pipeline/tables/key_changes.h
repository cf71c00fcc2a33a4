/* What two sets of rows of data/sleutels.csv differ in, key by key: those of last night and of the
 * run at work, or of two publications. Both are read one row after the other; only what differs is
 * held, and what stands in another place.
 *
 * A key is one of a source in a sectie, stand, period and besluit, on an account. What the settings
 * of one side alone keep (a period, a besluit, an account, a cost centre) is no difference: both
 * are added up over it. */
#pragma once

#include "pipeline/tables/sleutels.h"

enum { KEYS_THEN, KEYS_NOW };

/* From SLEUTELS_PERIODE on: what settings may keep, or not. */
enum { KEY_ASIDE = SLEUTELS_KEYS - SLEUTELS_PERIODE };

struct key_group { /* a source and a stand */
    const char *source, *stand;
    bool there[2];
    int last_period;    /* 1..12, the last that had lines then; 0 when none had */
    struct money gross; /* of what was there then in the plan's programma's: both sides together */
    size_t n_then, n_grown;  /* rows then; those of which there is more now in as many lines, */
    struct money growth;     /* by how much; */
    bool all_grown;          /* nearly all of many are */
    bool has_lines;          /* some row then was the sum of more than one line */
    bool knew[2][KEY_ASIDE]; /* of each of those columns: some row has it */
};

/* A key whose sums or whose post are others. */
struct key_change {
    struct sleutel_row *rows[2]; /* heap, with its texts; NULL: not there */
    size_t group;
    struct money change; /* of the effect on the result */
};

struct key_changes {
    struct key_change *items; /* as they stood then, then as they stand now */
    size_t n;
    struct key_group *groups;
    size_t n_groups;
    struct arena arena; /* of the groups */
};

/* False when a file is not as it was written. Release it in any case. */
bool key_changes_find(const struct sleutels_from from[2], const struct plan *plan,
                      struct key_changes *changes);
void key_changes_release(struct key_changes *changes);

/* Its row now, or else that of then: for the texts that they share. */
const struct sleutel_row *key_change_row(const struct key_change *change);

/* True when both rows are there and the key now belongs to another post. */
bool key_change_moved(const struct key_change *change);
