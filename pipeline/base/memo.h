/* Short texts that come back again and again (an account, a cost centre, a date) as small numbers,
 * so that what a profile says about a value is worked out once per value and not once per line.
 *
 * A memo numbers distinct texts 0, 1, 2, ... in order of appearance. It is a cache: when it holds
 * MEMO_FULL values its owner forgets them all between two batches, so its memory is bounded. */
#pragma once

#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

#include <string.h>

#define MEMO_FULL  32768
#define MEMO_SHORT 16 /* texts up to here are compared as two integers */

/* A text of at most MEMO_SHORT bytes as two integers, zero-padded; of a longer one its hash, and
 * its length behind a NUL, which no short one has. */
struct memo_words {
    uint64_t low, high;
};

/* Slots are small, so that many stay near, and few texts meet in one. */
struct memo {
    uint32_t *slots;          /* a number + 1; 0 = free */
    size_t n_slots;           /* a power of two */
    struct memo_words *words; /* by number + 1 */
    struct text *texts;       /* by number; bytes in the arena, 16 readable bytes behind */
    size_t n, cap, words_cap;
    struct arena arena;
    unsigned generation; /* counts memo_forget: numbers of another generation are void */
};

/* Zero-initialised is empty and valid. */
void memo_release(struct memo *memo);
void memo_forget(struct memo *memo);

/* The number of a text without NUL bytes, new ones included. */
uint32_t memo_number_slow(struct memo *memo, struct text text);

extern const struct memo_words memo_masks[MEMO_SHORT + 1]; /* by length */

/* Of a short text; 16 bytes can be read. Without a branch: how long texts are cannot be foreseen.
 */
static inline struct memo_words memo_words(struct text text)
{
    struct memo_words words;
    memcpy(&words, text.bytes, sizeof words);
    words.low &= memo_masks[text.n_bytes].low;
    words.high &= memo_masks[text.n_bytes].high;
    return words;
}

/* Odd, and drawn once per process, so that nobody can choose texts that meet in one slot. Numbers
 * follow from the order of appearance, never from the slots: nothing that comes out depends on it.
 */
extern uint64_t memo_seed[2];

/* Both halves of a product of 128 bits. */
static inline uint64_t memo_mix(uint64_t a, uint64_t b)
{
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Its low bits are those of the sum that every byte reaches: codes and dates often differ in their
 * last digits only. */
static inline uint64_t memo_hash(uint64_t low, uint64_t high)
{
    return __builtin_bswap64(low * memo_seed[0] + high * memo_seed[1]);
}

/* Of two small numbers: only the whole product spreads them, whatever seed was drawn. */
static inline uint64_t memo_hash_pair(uint64_t pair)
{
    return memo_mix(pair ^ memo_seed[0], memo_seed[1]);
}

/* What somebody knows of each of the numbers of one generation, by number. */
struct learned {
    size_t n, cap;
    unsigned generation;
};

/* The items, with room for n: learned->n are known, the others are the caller's to set. */
void *learned_room(struct learned *learned, void *items, size_t item_size, unsigned generation,
                   size_t n);

#define MEMO_NONE UINT32_MAX

/* What a loop over many texts looks in, and memo_hash's seeds; void once the memo has learned one.
 */
struct memo_look {
    const uint32_t *slots;
    const struct memo_words *words;
    size_t mask;
    uint64_t seed[2];
};

static inline struct memo_look memo_look(const struct memo *memo)
{
    static const uint32_t free_slot;
    static const struct memo_words nothing;
    const bool any = memo->n_slots > 0;
    return (struct memo_look){.slots = any ? memo->slots : &free_slot,
                              .words = any ? memo->words : &nothing,
                              .mask = any ? memo->n_slots - 1 : 0,
                              .seed = {memo_seed[0], memo_seed[1]}};
}

/* The number of a text of at most MEMO_SHORT bytes, MEMO_NONE when it has none yet. */
static inline uint32_t memo_find(const struct memo_look *look, struct memo_words words)
{
    uint64_t hash = __builtin_bswap64(words.low * look->seed[0] + words.high * look->seed[1]);
    for (size_t at = hash & look->mask;; at = (at + 1) & look->mask) {
        const uint32_t number = look->slots[at];
        const struct memo_words *here = &look->words[number];
        if (__builtin_expect((here->low == words.low && here->high == words.high) || number == 0,
                             1))
            return number - 1; /* of a free one MEMO_NONE */
    }
}

/* The number of a text: 16 bytes from text.bytes on must be readable. */
static inline uint32_t memo_number(struct memo *memo, struct text text)
{
    const struct memo_look look = memo_look(memo);
    uint32_t number = MEMO_NONE;
    if (__builtin_expect(text.n_bytes <= MEMO_SHORT, 1))
        number = memo_find(&look, memo_words(text));
    return number != MEMO_NONE ? number : memo_number_slow(memo, text);
}

/* Pairs of numbers as numbers, in the same way. */
struct pair_memo {
    uint32_t *slots; /* a number + 1; 0 = free */
    size_t n_slots;  /* a power of two */
    uint64_t *pairs; /* by number: first << 32 | second */
    size_t n, cap;
    unsigned generation;
};

void pair_memo_release(struct pair_memo *memo);
void pair_memo_forget(struct pair_memo *memo);
uint32_t pair_memo_number(struct pair_memo *memo, uint32_t first, uint32_t second);
