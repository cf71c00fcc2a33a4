/* What a file, a month, a besluit or a source comes to per pair, and how like two of them are. */
#pragma once

#include "pipeline/base/memo.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PAIR_MOST_UNITS 400
#define PAIR_EURO       100

#define PAIR_STAND_BITS 10

/* Of a hash of key, sectie and account. */
static inline uint64_t pair_of(uint64_t hash, uint32_t stand)
{
    return hash << PAIR_STAND_BITS | stand;
}

static inline uint32_t pair_stand(uint64_t pair)
{
    return pair & ((1 << PAIR_STAND_BITS) - 1);
}

struct pair_sum {
    uint64_t pair;    /* pair_of */
    uint64_t besluit; /* of its number; 0: none */
    int64_t cents;
    uint64_t n; /* mutaties */
};

void pair_sum_add(struct pair_sum *to, const struct pair_sum *from);

/* Adds those of the same pair and besluit up, in order; returns how many are left. */
size_t pairs_add_up(struct pair_sum *items, size_t n);

/* A file, a month, a besluit, a source; only those of a group are compared. */
struct pair_unit {
    uint64_t group; /* UINT64_MAX, the last, of those without amounts */
    size_t number;
    struct pair_sum *sums;       /* heap; by pair, none of 0 */
    size_t n, n_round;           /* of whole fifties */
    uint64_t n_mutaties, n_bits; /* of the amounts: one more is twice as large */
    int64_t total, size;         /* size: signs aside */
    bool once, cents;            /* of every pair one mutatie; in some amount */
};

/* All of them, while they are made. */
struct pair_units {
    struct pair_unit *items; /* heap */
    size_t n;
    struct pair_memo numbers;
};

void pair_units_add(struct pair_units *units, uint64_t group, size_t number, struct pair_sum sum);

/* Adds the sums up, and takes those of 0 out; by group and number. */
void pair_units_close(struct pair_units *units);
void pair_units_release(struct pair_units *units);

/* Of n pairs: in the other too, equal, nearly, in the ratio of the largest, how many grew. */
struct likeness {
    size_t n, n_common, n_equal, n_near, n_in_ratio, n_grown, n_not_grown;
};

/* Of units from..end - 1 together to one, which is left out of them. */
struct likeness pair_likeness(const struct pair_unit *units, size_t from, size_t end, size_t with);
