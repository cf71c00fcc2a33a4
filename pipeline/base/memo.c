#include "pipeline/base/memo.h"

#include <stdlib.h>
#include <sys/random.h>

#define FIRST_SLOTS      1024
#define FIRST_PAIR_SLOTS 64

/* Small tables are kept sparse: a look that ends at its first slot is one that is foreseen. */
#define SPARSE_SLOTS 65536

static bool is_full(size_t n_slots, size_t n)
{
    return n * (n_slots < SPARSE_SLOTS ? 8 : 2) >= n_slots;
}

uint64_t memo_seed[2] = {UINT64_C(0x9E3779B97F4A7C15), UINT64_C(0xD6E8FEB86659FD93)};

/* Before main and its threads; what cannot be drawn stays as it is. */
__attribute__((constructor)) static void draw_seed(void)
{
    uint64_t drawn[2];
    if (getrandom(drawn, sizeof drawn, GRND_NONBLOCK) == sizeof drawn)
        memcpy(memo_seed, drawn, sizeof drawn);
    memo_seed[0] |= 1;
    memo_seed[1] |= 1;
}

/* The n lowest bytes. */
#define BYTES(n) ((n) < 8 ? (UINT64_C(1) << ((n) % 8 * 8)) - 1 : UINT64_MAX)
#define WORDS(n)                                                                                   \
    {                                                                                              \
        BYTES(n), (n) > 8 ? BYTES((n)-8) : 0                                                       \
    }

const struct memo_words memo_masks[MEMO_SHORT + 1] = {
    WORDS(0), WORDS(1),  WORDS(2),  WORDS(3),  WORDS(4),  WORDS(5),  WORDS(6),  WORDS(7),  WORDS(8),
    WORDS(9), WORDS(10), WORDS(11), WORDS(12), WORDS(13), WORDS(14), WORDS(15), WORDS(16),
};

/* Eight bytes of a text that may end where its memory does. */
static uint64_t load_within(const char *bytes, size_t n_bytes)
{
    uint64_t word = 0;
    memcpy(&word, bytes, n_bytes < sizeof word ? n_bytes : sizeof word);
    return word;
}

static uint64_t hash_long(struct text text)
{
    uint64_t hash = text.n_bytes;
    for (size_t i = 0; i < text.n_bytes; i += 8)
        hash = memo_hash(hash ^ load_within(text.bytes + i, text.n_bytes - i), hash);
    return hash;
}

/* Doubles the room and puts every slot in its new place. */
static void grow_slots(struct memo *memo)
{
    const size_t n_new = memo->n_slots ? memo->n_slots * 2 : FIRST_SLOTS;
    free(memo->slots);
    memo->slots = mem_alloc_written(n_new * sizeof *memo->slots);
    memo->n_slots = n_new;
    for (uint32_t number = 1; number <= memo->n; number++) {
        size_t at = memo_hash(memo->words[number].low, memo->words[number].high) & (n_new - 1);
        while (memo->slots[at])
            at = (at + 1) & (n_new - 1);
        memo->slots[at] = number;
    }
}

static uint32_t add_text(struct memo *memo, struct text text, struct memo_words words)
{
    memo->words = mem_grow(memo->words, &memo->words_cap, memo->n + 2, sizeof *memo->words);
    memo->words[memo->n + 1] = words;
    memo->texts = mem_grow(memo->texts, &memo->cap, memo->n + 1, sizeof *memo->texts);
    char *copy = arena_alloc(&memo->arena, text.n_bytes + MEMO_SHORT);
    if (text.n_bytes)
        memcpy(copy, text.bytes, text.n_bytes);
    memo->texts[memo->n] = (struct text){copy, text.n_bytes};
    return (uint32_t)memo->n++;
}

uint32_t memo_number_slow(struct memo *memo, struct text text)
{
    if (is_full(memo->n_slots, memo->n))
        grow_slots(memo);
    const size_t n = text.n_bytes;
    const struct memo_words words =
        n > MEMO_SHORT ? (struct memo_words){hash_long(text), (uint64_t)n << 8}
                       : (struct memo_words){load_within(text.bytes, n),
                                             n > 8 ? load_within(text.bytes + 8, n - 8) : 0};
    size_t at = memo_hash(words.low, words.high) & (memo->n_slots - 1);
    for (uint32_t number; (number = memo->slots[at]) != 0; at = (at + 1) & (memo->n_slots - 1)) {
        const struct memo_words *here = &memo->words[number];
        if (here->low == words.low && here->high == words.high &&
            text_equal(memo->texts[number - 1], text))
            return number - 1;
    }
    return (memo->slots[at] = add_text(memo, text, words) + 1) - 1;
}

void memo_forget(struct memo *memo)
{
    arena_release(&memo->arena);
    if (memo->n_slots)
        memset(memo->slots, 0, memo->n_slots * sizeof *memo->slots);
    memo->n = 0;
    memo->generation++;
}

void memo_release(struct memo *memo)
{
    arena_release(&memo->arena);
    free(memo->slots);
    free(memo->words);
    free(memo->texts);
    *memo = (struct memo){0};
}

/* Where the pair is, or would be. */
static uint32_t *pair_slot(const struct pair_memo *memo, uint64_t pair)
{
    size_t at = memo_hash_pair(pair) & (memo->n_slots - 1);
    while (memo->slots[at] && memo->pairs[memo->slots[at] - 1] != pair)
        at = (at + 1) & (memo->n_slots - 1);
    return &memo->slots[at];
}

static void grow_pair_slots(struct pair_memo *memo)
{
    free(memo->slots);
    memo->n_slots = memo->n_slots ? memo->n_slots * 2 : FIRST_PAIR_SLOTS;
    memo->slots = mem_alloc_written(memo->n_slots * sizeof *memo->slots);
    for (size_t i = 0; i < memo->n; i++)
        *pair_slot(memo, memo->pairs[i]) = (uint32_t)i + 1;
}

uint32_t pair_memo_number(struct pair_memo *memo, uint32_t first, uint32_t second)
{
    const uint64_t pair = (uint64_t)first << 32 | second;
    if (memo->n * 2 >= memo->n_slots)
        grow_pair_slots(memo);
    uint32_t *slot = pair_slot(memo, pair);
    if (*slot)
        return *slot - 1;
    memo->pairs = mem_grow(memo->pairs, &memo->cap, memo->n + 1, sizeof *memo->pairs);
    memo->pairs[memo->n] = pair;
    *slot = (uint32_t)memo->n + 1;
    return (uint32_t)memo->n++;
}

void pair_memo_forget(struct pair_memo *memo)
{
    if (memo->n_slots)
        memset(memo->slots, 0, memo->n_slots * sizeof *memo->slots);
    memo->n = 0;
    memo->generation++;
}

void pair_memo_release(struct pair_memo *memo)
{
    free(memo->slots);
    free(memo->pairs);
    *memo = (struct pair_memo){0};
}

void *learned_room(struct learned *learned, void *items, size_t item_size, unsigned generation,
                   size_t n)
{
    if (learned->generation != generation)
        learned->n = 0;
    learned->generation = generation;
    return mem_grow_unset(items, &learned->cap, n, item_size);
}
