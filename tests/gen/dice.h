/* The generator's own random numbers: xoshiro256** seeded by splitmix64. The same seed gives the
 * same sequence on every machine; nothing here depends on the C library. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
    uint64_t state[4]; /* never all zero */
};

static inline uint64_t dice_rotate(uint64_t x, int n_bits)
{
    return x << n_bits | x >> (64 - n_bits);
}

static inline struct dice dice_seeded(uint64_t seed)
{
    struct dice dice;
    for (int i = 0; i < 4; i++) {
        uint64_t z = seed += UINT64_C(0x9E3779B97F4A7C15);
        z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
        z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
        dice.state[i] = z ^ z >> 31;
    }
    return dice;
}

static inline uint64_t dice_next(struct dice *dice)
{
    uint64_t *s = dice->state;
    uint64_t result = dice_rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = dice_rotate(s[3], 45);
    return result;
}

/* 0 .. n-1, n >= 1. The bias of the multiplication is below n / 2^32: nothing here minds. */
static inline uint32_t dice_below(struct dice *dice, size_t n)
{
    return (uint32_t)((dice_next(dice) >> 32) * (uint32_t)n >> 32);
}

/* low .. high, both inclusive, less than 2^32 apart. */
static inline int64_t dice_between(struct dice *dice, int64_t low, int64_t high)
{
    return low + (int64_t)dice_below(dice, (size_t)(high - low + 1));
}

/* True in `per_mille` of 1000 throws. */
static inline bool dice_chance(struct dice *dice, int per_mille)
{
    return (int)dice_below(dice, 1000) < per_mille;
}
