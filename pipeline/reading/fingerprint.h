/* What a file's lines say, in bounded memory: enough to see that another file says the same, or
 * that a block of lines comes back. Lines are told by hashes of what was read of them (their
 * meaning), so that quotes, the notation of amounts and dates and the order of lines do not count.
 *
 * Of the hashes those are kept whose low bits are 0: of how many bits follows from the file alone,
 * so that files have the same ones in common however they were cut and whoever read them. */
#pragma once

#include "pipeline/base/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define FINGERPRINT_MOST   8192  /* marks of each kind per file */
#define FINGERPRINT_ROWS   32768 /* but of rows */
#define FINGERPRINT_WINDOW 8     /* lines in a row that are one mark */

/* Twelve bytes: there are thousands per file, of many files. */
struct __attribute__((packed, aligned(4))) mark {
    uint64_t
        hash; /* the low half of what values and amounts say, so that marks_thin can go by it */
    uint32_t line; /* of the record; of a window: of its last one; UINT32_MAX: that or beyond */
};

static inline struct mark mark_at(uint64_t hash, uint64_t line)
{
    return (struct mark){hash, line < UINT32_MAX ? (uint32_t)line : UINT32_MAX};
}

/* Marks with hash & mask == 0, in the order of the lines. */
struct marks {
    struct mark *items; /* heap; when cap is 0, borrowed */
    size_t n, cap;
    uint64_t mask; /* 0: all of them */
};

/* A line at the beginning of a part: a window may begin before it. */
struct first_line {
    uint64_t hash, text, line;
};

/* Of a part or a file. Zero-initialised is empty. */
struct fingerprint {
    uint64_t n;                  /* lines that are bookings */
    uint64_t sum;                /* of their hashes, whatever the order */
    struct marks lines, windows; /* a window has six different lines at least */
    struct marks rows;           /* lines of a table, see row_hash */
    struct first_line first[FINGERPRINT_WINDOW - 1];
    uint64_t last[FINGERPRINT_WINDOW]; /* hashes, the oldest first; 0 = no line */
    uint64_t rolling;                  /* of the last lines in their order */
};

#define FINGERPRINT_TURN 7 /* bits per line, of the rolling hash */

static inline uint64_t fingerprint_turn(uint64_t hash, unsigned n)
{
    return n % 64 ? hash << n % 64 | hash >> (64 - n % 64) : hash;
}

/* The rolling hash with one more line; those before it stand before it. */
static inline uint64_t fingerprint_roll(uint64_t rolling, const uint64_t *hash)
{
    return fingerprint_turn(rolling, FINGERPRINT_TURN) ^
           fingerprint_turn(hash[-FINGERPRINT_WINDOW], FINGERPRINT_TURN * FINGERPRINT_WINDOW) ^
           hash[0];
}

#define FINGERPRINT_PASSING 512

/* Lines that pass. */
struct passing {
    uint64_t n_before;
    size_t n, n_kept;
    uint64_t hashes[FINGERPRINT_WINDOW + FINGERPRINT_PASSING]; /* of their values and amounts, as
                                                                  good as random in all of their
                                                                  bits, behind those of the window
                                                                  before them */
    uint64_t rolling[FINGERPRINT_PASSING];
    uint16_t kept[FINGERPRINT_PASSING]; /* lines of which something is to be kept */
};

/* Passes n lines, whose hashes stand behind the room for a window. */
void fingerprint_pass(struct fingerprint *f, struct passing *lines, size_t n);

/* Keeps of these what is to be kept: of each line in lines->kept the hash of its texts, and the
 * lines before it. */
void fingerprint_keep(struct fingerprint *fingerprint, const struct passing *lines,
                      const uint64_t *texts, const uint32_t *line);

/* What a line of a table says but for its amounts, the number of its stand, what it says in all.
 * The lowest bits are of the last, by which marks are thinned. */
static inline uint64_t row_hash(uint64_t row, size_t stand, uint64_t line)
{
    return row << 32 | (uint64_t)(stand < UINT8_MAX ? stand : UINT8_MAX) << 24 | (line & 0xFFFFFF);
}

static inline uint8_t row_stand(uint64_t hash)
{
    return (uint8_t)(hash >> 24);
}

static inline bool row_is_same(uint64_t a, uint64_t b)
{
    return a >> 32 == b >> 32;
}

/* Keeps a row. */
void fingerprint_keep_row(struct fingerprint *fingerprint, uint64_t hash, uint32_t line);

/* Adds a part behind what is there; its lines count from line_no. */
void fingerprint_append(struct fingerprint *fingerprint, const struct fingerprint *part,
                        uint64_t line_no);

/* Nothing more is added: room for more goes. */
void fingerprint_fit(struct fingerprint *fingerprint);

/* What it keeps comes into an arena; nothing more is added. */
void fingerprint_move(struct fingerprint *fingerprint, struct arena *arena);

void fingerprint_forget(struct fingerprint *fingerprint); /* but for its room */
void fingerprint_release(struct fingerprint *fingerprint);
