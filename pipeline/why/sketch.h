/* What two multisets of hashes differ in, in memory that grows with the differences alone.
 *
 * Each hash is added with +1 from the one side and -1 from the other, to three cells that follow
 * from it; what is on both sides leaves nothing behind. A cell that only one hash is left in tells
 * it; taken out of its other cells it uncovers further ones (an invertible Bloom lookup table,
 * Goodrich and Mitzenmacher 2011, with sums modulo a prime instead of exclusive ors, so that a hash
 * may be left several times). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SKETCH_MOST 80000 /* so many different hashes can be told */

struct sketch;

struct sketch *sketch_new(void);
void sketch_free(struct sketch *sketch); /* NULL is fine */

/* `times` is +1 or -1. */
void sketch_add(struct sketch *sketch, uint64_t hash, int times);

struct sketch_item {
    uint64_t hash; /* first: they are sorted by it */
    int64_t times; /* not 0 */
};

/* All that is left, sorted by hash, on the heap. False when it is more than can be told; the sketch
 * is of no use afterwards in any case. */
bool sketch_tell(struct sketch *sketch, struct sketch_item **items, size_t *n);

/* A hash that sketch_add takes, of bytes; the same in every process. */
uint64_t sketch_hash(const char *bytes, size_t n_bytes, uint64_t seed);
