/* Boekstukken in a full ledger: debet = credit within each, and no (boekstuk, regel) twice, in
 * memory that does not grow with the lines.
 *
 * Lines of one boekstuk nearly always stand together, so only boekstukken that are still open at
 * the end of a part are remembered. And an export is nearly always in order of (boekstuk, regel),
 * so that a short list of ascending runs proves that nothing came twice: runs that do not overlap
 * hold nothing twice. Lines in no order are loose: runs would say nothing of them, and they have a
 * sum per piece of a boekstuk and a hash each (doubles.h). */
#pragma once

#include "pipeline/base/memo.h"
#include "pipeline/base/money.h"
#include "pipeline/base/text.h"
#include "pipeline/reading/numbering.h"

#include <stdint.h>

/* An export with more runs, or with more boekstukken open at one time, is not in order. What is
 * over is then kept as one number (below), so that memory stays bounded. */
#define BOEKSTUKKEN_MAX_OPEN 65536
#define BOEKSTUKKEN_MAX_RUNS 4096
/* Lines stand in no order where so many runs begin within so many lines of the file, however it is
 * cut. */
#define BOEKSTUKKEN_BREAKS 5
#define BOEKSTUKKEN_WITHIN 512

struct open_boekstuk {
    struct text boekstuk;
    struct money sum;
};

/* The same without a text of its own, when that is short. */
struct boekstuk_sum {
    struct memo_words
        words;        /* its bytes; of one of BOEKSTUK_SHORT bytes or more: its hash, length */
    const char *rest; /* all of such a one, or NULL */
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
    uint64_t line; /* of a part: where it begins, in lines before it */
};

/* Where the last runs began that broke off the one before: lines and one; 0 = none. */
struct boekstuk_breaks {
    uint64_t at[BOEKSTUKKEN_BREAKS];
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
    struct arena *arena;       /* all that it keeps is in it, but: */
    struct boekstuk_sum *open; /* heap */
    uint64_t *hashes;          /* heap; of its loose lines */
    size_t n_open, open_cap, n_hashes, hashes_cap;
    struct boekstuk_text boekstuk, regel; /* of the line before */
    bool started;
    struct quick_line {             /* the line before, when the next may be told quickly: */
        struct memo_words boekstuk; /* its bytes; 0: it may not */
        uint32_t n_boekstuk;
        uint64_t regel; /* boekstuk_number; 0 = empty */
    } quick;
    struct money sum; /* of the current boekstuk */
    struct boekstuk_run *runs;
    size_t n_runs;
    struct boekstuk_breaks breaks;
    struct numbering numbering; /* within its runs */
    bool loose;                 /* lines were in no order: further ones are loose */
    bool folded;                /* some sums are in `fingerprint`: as struct boekstukken */
    uint64_t fingerprint;
    bool overflow;
};

/* One line, which so many stand before; 16 bytes from the beginning of both texts on must be
 * readable. */
void boekstukken_part_add(struct boekstukken_part *part, struct text boekstuk, struct text regel,
                          struct money amount, uint64_t line);

/* 1 to 8 bytes as an integer: shorter first, then bytewise. */
static inline uint64_t boekstuk_number(const char *bytes, uint32_t n_bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return __builtin_bswap64(word << (64 - 8 * n_bytes) % 64);
}

/* A plain boekstuk of a byte at least, behind the one before and of the same kind: as long, and
 * with the same first byte (struct boekstuk_run). */
static inline bool boekstuk_is_behind(struct text boekstuk, struct memo_words words,
                                      const struct quick_line *before)
{
    if (before->boekstuk.low == 0 || boekstuk.n_bytes != before->n_boekstuk ||
        ((words.low ^ before->boekstuk.low) & 0xFF) || boekstuk.bytes[0] <= ' ' ||
        boekstuk.bytes[boekstuk.n_bytes - 1] <= ' ')
        return false;
    return words.low != before->boekstuk.low
               ? __builtin_bswap64(words.low) > __builtin_bswap64(before->boekstuk.low)
               : __builtin_bswap64(words.high) > __builtin_bswap64(before->boekstuk.high);
}

/* Of a boekstuk behind the one before: its last digit is one higher, and all else the same. */
static inline bool boekstuk_is_next(struct text boekstuk, struct memo_words words,
                                    struct memo_words before)
{
    const size_t n = boekstuk.n_bytes;
    const bool is_long = n > 8;
    const uint64_t step = is_long ? __builtin_bswap64(words.high) - __builtin_bswap64(before.high)
                                  : __builtin_bswap64(words.low) - __builtin_bswap64(before.low);
    return step == UINT64_C(1) << (64 - 8 * n) % 64 && (!is_long || words.low == before.low) &&
           (unsigned char)(boekstuk.bytes[n - 1] - '1') < 9;
}

/* Notes a step to a boekstuk behind the quick line that is not boekstuk_is_next. */
void boekstukken_part_step(struct boekstukken_part *part, struct text boekstuk);

/* The same, when it is plainly the next line of the current boekstuk or, behind one that balances,
 * the first one of the next, and its regel begins with a digit; else nothing is done, and it is
 * false. Quotes and spaces around a text are no part of a plain one: a text is none that may begin
 * with quotes, or that is longer than a record. */
static inline bool boekstukken_part_next(struct boekstukken_part *part, struct text boekstuk,
                                         struct text regel, struct money amount)
{
    struct quick_line *quick = &part->quick;
    if (boekstuk.n_bytes - 1 >= BOEKSTUK_SHORT - 1 || regel.n_bytes - 1 >= 8 ||
        !text_is_digit(regel.bytes[0]))
        return false;
    const struct memo_words words = memo_words(boekstuk);
    const uint64_t number = boekstuk_number(regel.bytes, (uint32_t)regel.n_bytes);
    if ((number & 0xFF) <= ' ')
        return false;
    if (words.low == quick->boekstuk.low && words.high == quick->boekstuk.high) {
        if (number <= quick->regel || !money_add(part->sum, amount, &part->sum))
            return false;
    } else {
        if (part->sum.cents != 0 || !boekstuk_is_behind(boekstuk, words, quick))
            return false;
        if (boekstuk_is_next(boekstuk, words, quick->boekstuk))
            part->numbering.n_next++;
        else
            boekstukken_part_step(part, boekstuk);
        quick->boekstuk = words;
        quick->n_boekstuk = (uint32_t)boekstuk.n_bytes;
        part->sum = amount;
    }
    quick->regel = number;
    return true;
}

/* The same behind a boekstuk that does not balance here: a piece of it. Of texts that were refused
 * there. */
bool boekstukken_part_leave(struct boekstukken_part *part, struct text boekstuk, struct text regel,
                            struct money amount);

void boekstukken_part_end(struct boekstukken_part *part);
/* Empty again: its room on the heap stays. */
void boekstukken_part_forget(struct boekstukken_part *part);
void boekstukken_part_release(void *part);

/* One loose line. When the part is folded, no name is kept. */
void boekstukken_part_add_loose(struct boekstukken_part *part, struct text boekstuk,
                                struct money amount);

/* What a file, or a source, gave: parts in file order. Zero-initialised is empty. */
struct boekstukken {
    struct arena arena;
    struct boekstuk_sum *open; /* a table by hash; a sum of 0 is a free slot */
    size_t n_open, n_slots;
    struct boekstuk_run *runs;
    size_t n_runs;
    struct boekstuk_breaks breaks; /* of a file */
    struct numbering numbering;    /* within its runs */
    bool loose;                    /* lines in no order, or too many runs: these prove nothing */
    bool folded;          /* too many were open: sums are in `fingerprint`, without names */
    uint64_t fingerprint; /* the sum of hash(boekstuk) * its sum, modulo 2^61 - 1: 0 when all
                             balance, and otherwise not 0 but for one chance in 2^61 */
    bool overflow;
};

/* A file's next part, which so many of its lines stand before. */
void boekstukken_add_part(struct boekstukken *file, const struct boekstukken_part *part,
                          uint64_t line_no);
void boekstukken_add(struct boekstukken *all, const struct boekstukken *other);
void boekstukken_release(void *boekstukken);

/* The boekstukken that do not balance, sorted; at most `most` of them are copied into the arena.
 * Returns how many there are; when folded only whether there are any, as 1 without a name or a sum.
 */
size_t boekstukken_unbalanced(struct boekstukken *all, struct arena *arena,
                              struct open_boekstuk *shown, size_t most);

/* True when its numbers follow one upon the other, so that a gap of `numbering` says something;
 * those are left out that a boekstuk elsewhere is in. Sorts the runs. */
bool boekstukken_are_numbered(struct boekstukken *all);

/* True when no key can have come twice. Sorts the runs. */
bool boekstukken_no_doubles(struct boekstukken *all);
