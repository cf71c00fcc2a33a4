/* Boekstukken in a full ledger: debet = credit within each, and no (boekstuk, regel) twice, in
 * memory that does not grow with the lines.
 *
 * Lines of one boekstuk nearly always stand together, so only boekstukken that are still open at
 * the end of a part are remembered. And an export is nearly always in order of (boekstuk, regel),
 * so that a short list of ascending runs proves that nothing came twice: runs that do not overlap
 * hold nothing twice. */
#ifndef READING_BOEKSTUKKEN_H
#define READING_BOEKSTUKKEN_H

#include "pipeline/base/memo.h"
#include "pipeline/base/money.h"
#include "pipeline/base/text.h"

#include <stdint.h>

/* An export with more runs, or with more boekstukken open at one time, is not in order. What is
 * over is then kept as one number (below), so that memory stays bounded. */
#define BOEKSTUKKEN_MAX_OPEN 65536
#define BOEKSTUKKEN_MAX_RUNS 4096

struct open_boekstuk {
    struct text boekstuk;
    struct money sum;
};

struct boekstuk_key {
    struct text boekstuk, regel;
};

/* An ascending run of keys, both ends inclusive. As long as there are few, their boekstukken are of
 * one kind: as long, with the same first byte. So the dagboeken of an export that has them one
 * after the other do not overlap, in whatever order they are. */
struct boekstuk_run {
    struct boekstuk_key first, last;
};

#define BOEKSTUK_SHORT 16

/* A boekstuk or regel as two integers that ascend as its bytes do; of one of 16 bytes
 * or more they are 0 and its bytes stand in the room. */
struct boekstuk_text {
    uint64_t high, low;
    size_t n_bytes;
    char *room;
    size_t room_cap;
};

/* What one part of a file gave, in file order. Zero-initialised but for the arena it is empty. */
struct boekstukken_part {
    struct arena *arena;                  /* all that it keeps is in it */
    struct boekstuk_text boekstuk, regel; /* of the line before */
    bool started;
    struct money sum; /* of the current boekstuk */
    struct open_boekstuk *open;
    size_t n_open, open_cap;
    struct boekstuk_run *runs;
    size_t n_runs, runs_cap;
    bool disorderly; /* runs were dropped: there are too many */
};

bool boekstukken_part_add_slow(struct boekstukken_part *part, struct text boekstuk,
                               struct text regel, struct money amount);

static inline struct boekstuk_text boekstuk_words(struct text text)
{
    const struct memo_words words = memo_words(text);
    return (struct boekstuk_text){.high = __builtin_bswap64(words.low),
                                  .low = __builtin_bswap64(words.high),
                                  .n_bytes = text.n_bytes};
}

/* Of short ones: shorter first, then bytewise. */
static inline bool boekstuk_before(const struct boekstuk_text *a, const struct boekstuk_text *b)
{
    if (a->n_bytes != b->n_bytes)
        return a->n_bytes < b->n_bytes;
    return a->high != b->high ? a->high < b->high : a->low < b->low;
}

static inline void boekstuk_remember(struct boekstuk_text *kept, const struct boekstuk_text *words)
{
    kept->high = words->high;
    kept->low = words->low;
    kept->n_bytes = words->n_bytes;
}

/* One line; 16 bytes from the beginning of both texts on must be readable. False on overflow. Here
 * the next line of a boekstuk, and the first one of the next boekstuk behind one that balances. */
static inline bool boekstukken_part_add(struct boekstukken_part *part, struct text boekstuk,
                                        struct text regel, struct money amount)
{
    if (__builtin_expect((boekstuk.n_bytes | regel.n_bytes | part->boekstuk.n_bytes |
                          part->regel.n_bytes) >= BOEKSTUK_SHORT ||
                             !part->started,
                         0))
        return boekstukken_part_add_slow(part, boekstuk, regel, amount);
    const struct boekstuk_text words = boekstuk_words(boekstuk), next = boekstuk_words(regel);
    bool same = (words.high == part->boekstuk.high) & (words.low == part->boekstuk.low);
    if (same ? !boekstuk_before(&part->regel, &next)
             : part->sum.cents != 0 || words.n_bytes != part->boekstuk.n_bytes ||
                   (words.high ^ part->boekstuk.high) >> 56 ||
                   !boekstuk_before(&part->boekstuk, &words))
        return boekstukken_part_add_slow(part, boekstuk, regel, amount);
    boekstuk_remember(&part->boekstuk, &words);
    boekstuk_remember(&part->regel, &next);
    return money_add(part->sum, amount, &part->sum);
}
void boekstukken_part_end(struct boekstukken_part *part);

/* What a file, or a source, gave: parts in file order. Zero-initialised is empty. */
struct boekstukken {
    struct arena arena;
    struct open_entry *open; /* uthash */
    struct boekstuk_run *runs;
    size_t n_runs, runs_cap;
    bool disorderly;      /* too many runs: only reading again can tell about doubles */
    bool folded;          /* too many were open: sums are in `fingerprint`, without names */
    uint64_t fingerprint; /* the sum of hash(boekstuk) * its sum, modulo 2^61 - 1: 0 when all
                             balance, and otherwise not 0 but for one chance in 2^61 */
    bool overflow;
};

void boekstukken_add_part(struct boekstukken *all, const struct boekstukken_part *part);
void boekstukken_add(struct boekstukken *all, const struct boekstukken *other);
void boekstukken_release(struct boekstukken *all);

/* The boekstukken that do not balance, sorted; at most `most` of them are copied into the arena.
 * Returns how many there are; when folded only whether there are any, as 1 without a name or a sum.
 */
size_t boekstukken_unbalanced(struct boekstukken *all, struct arena *arena,
                              struct open_boekstuk *shown, size_t most);

/* True when no key can have come twice. Sorts the runs. */
bool boekstukken_no_doubles(struct boekstukken *all);

#endif
