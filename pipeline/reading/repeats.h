/* Which of very many numbers come more than once, in memory that does not grow with them: they go
 * to a temporary file, sorted into so many heaps that each can be looked through by itself. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct repeats;

struct repeats *repeats_new(void);
void repeats_free(struct repeats *repeats);

/* Numbers are hashes: all of their bits are as good as random. One thread at a time. */
void repeats_add(struct repeats *repeats, uint64_t number);

/* How many were added that had come already; *items are the first `most` of the numbers that they
 * are, each once, in an order that depends on nothing but the numbers; sorted, heap, the caller's.
 * *all is whether none were left out. False, with errno set, when the temporary file failed. */
bool repeats_find(struct repeats *repeats, size_t most, uint64_t *n_repeated, uint64_t **items,
                  size_t *n_items, bool *all);
