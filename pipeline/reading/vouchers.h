/* Boekstukken in a full ledger: debet = credit within each, and no (boekstuk, regel) twice, in
 * memory that does not grow with the lines.
 *
 * Lines of one boekstuk nearly always stand together, so only boekstukken that are still open at
 * the end of a part are remembered. And an export is nearly always in order of (boekstuk, regel),
 * so that a short list of ascending runs proves that nothing came twice: runs that do not overlap
 * hold nothing twice. */
#ifndef READING_VOUCHERS_H
#define READING_VOUCHERS_H

#include "pipeline/base/memory.h"
#include "pipeline/base/money.h"
#include "pipeline/base/text.h"

#include <stdint.h>

/* An export with more runs, or with more boekstukken open at one time, is not in order. What is
 * over is then kept as one number (below), so that memory stays bounded. */
#define VOUCHERS_MAX_OPEN 65536
#define VOUCHERS_MAX_RUNS 4096

struct open_voucher {
    struct text boekstuk;
    struct money sum;
};

struct voucher_key {
    struct text boekstuk, regel;
};

/* An ascending run of keys, both ends inclusive. */
struct voucher_run {
    struct voucher_key first, last;
};

/* A boekstuk or regel as two integers that ascend as its bytes do; of one of more than 16 bytes
 * they are 0 and its bytes stand in the room. */
struct voucher_text {
    uint64_t high, low;
    size_t n_bytes;
    char *room;
    size_t room_cap;
};

/* What one part of a file gave, in file order. Zero-initialised is empty. */
struct voucher_part {
    struct arena arena;
    struct voucher_text boekstuk, regel; /* of the line before */
    bool started;
    struct money sum; /* of the current boekstuk */
    struct open_voucher *open;
    size_t n_open, open_cap;
    struct voucher_run *runs;
    size_t n_runs, runs_cap;
    bool disorderly; /* runs were dropped: there are too many */
};

void voucher_part_begin(struct voucher_part *part);
/* One line; 16 bytes must be readable behind both texts. False on overflow. */
bool voucher_part_add(struct voucher_part *part, struct text boekstuk, struct text regel,
                      struct money amount);
void voucher_part_end(struct voucher_part *part);
void voucher_part_release(struct voucher_part *part);

/* What a file, or a source, gave: parts in file order. Zero-initialised is empty. */
struct voucher_book {
    struct arena arena;
    struct open_entry *open; /* uthash */
    struct voucher_run *runs;
    size_t n_runs, runs_cap;
    bool disorderly;      /* too many runs: only reading again can tell about doubles */
    bool folded;          /* too many were open: sums are in `fingerprint`, without names */
    uint64_t fingerprint; /* the sum of hash(boekstuk) * its sum, modulo 2^61 - 1: 0 when all
                             balance, and otherwise not 0 but for one chance in 2^61 */
    bool overflow;
};

void voucher_book_add_part(struct voucher_book *book, const struct voucher_part *part);
void voucher_book_add_book(struct voucher_book *book, const struct voucher_book *other);
void voucher_book_release(struct voucher_book *book);

/* The boekstukken that do not balance, sorted; at most `most` of them are copied into the arena.
 * Returns how many there are; of a folded book only whether there are any, as 1 without a name. */
size_t voucher_book_unbalanced(struct voucher_book *book, struct arena *arena,
                               struct open_voucher *shown, size_t most);

/* True when no key can have come twice. */
bool voucher_book_no_doubles(const struct voucher_book *book);

#endif
