/* What came in by one line of posten.csv, and very many of these in little room: six
 * bytes each when sorted, one after the other. */
#pragma once

#include "pipeline/base/money.h"
#include "pipeline/settings/plan/plan.h"

struct figure {
    struct money money;  /* effect on the result */
    uint64_t n_mutaties; /* how many mutaties stand behind it */
};

/* The same with the side that each mutatie is on: what is added later makes neither smaller. */
struct tallied {
    struct figure figure;
    struct money minus; /* of the mutaties that lower the result; those that raise it: the rest */
};

/* False on overflow. */
static inline bool tallied_add(struct tallied *to, struct tallied tallied)
{
    to->figure.n_mutaties += tallied.figure.n_mutaties;
    return money_add(to->figure.money, tallied.figure.money, &to->figure.money) &
           money_add(to->minus, tallied.minus, &to->minus);
}

/* A line of data/sleutels.csv. */
enum { KEY_BESLUIT, KEY_REKENING, KEY_KOSTENPLAATS, KEY_LABELS };
extern const enum dimension ledger_key_dimensions[KEY_LABELS];
#define LEDGER_MOST_KEY_LINES 50000
#define LEDGER_NO_PERIOD      100
struct key_line {
    uint32_t rule; /* index in mapping.keys */
    uint32_t source;
    uint32_t labels[KEY_LABELS]; /* of those dimensions that the run keeps; 0 of what is personal,
                                    and of accounts and cost centres in a source that would have
                                    more than LEDGER_MOST_KEY_LINES of these lines with them */
    uint16_t stand;
    uint8_t sectie;
    uint8_t period; /* 0..99, or LEDGER_NO_PERIOD where the source has none */
    struct tallied tallied;
};

/* Those of one source. Zero-initialised is none. */
struct key_lines {
    unsigned char *bytes; /* heap, unless the owner says other */
    size_t n_bytes, cap;
    size_t n;
    struct key_line last; /* what the next one is told from */
};

/* line.source is not kept: it is that of the list. */
void key_lines_add(struct key_lines *lines, const struct key_line *line);

/* Goes through the lists of the sources from `source` up to `end`, in their order. */
struct key_cursor {
    const struct key_lines *lists; /* of all sources */
    size_t source, end;
    size_t at;            /* in the list of the source */
    struct key_line line; /* the last one */
};

/* False when there are no more. */
bool key_cursor_next(struct key_cursor *cursor);
