/* data/sleutels.csv: what each line of posten.csv brought in, of all programma's, per source,
 * sectie, stand, period, besluit and account. It says nothing that a table shows; the next run
 * looks at it, to tell what has changed since. Sorted by source, in the order of the settings, and
 * key. */
#pragma once

#include "pipeline/base/memo.h"
#include "pipeline/reading/ledger.h"

enum sleutels_column {
    SLEUTELS_BRON,
    SLEUTELS_SLEUTEL, /* as posten.csv has it: exact, or ending in '*' */
    SLEUTELS_SECTIE,
    SLEUTELS_STAND,
    SLEUTELS_PERIODE,      /* "" where the source has none */
    SLEUTELS_BESLUIT,      /* "" where there is none, or the run does not keep it; from here on as
                              ledger_key_dimensions */
    SLEUTELS_REKENING,     /* "" of what is personal */
    SLEUTELS_KOSTENPLAATS, /* "" as well where no key of posten.csv ends in '*' */
    SLEUTELS_PROGRAMMA,
    SLEUTELS_PAKKET,
    SLEUTELS_POST,
    SLEUTELS_PLUS, /* cents >= 0: the mutaties that raise the result */
    SLEUTELS_MIN,  /* cents <= 0: those that lower it */
    SLEUTELS_MUTATIES,
    SLEUTELS_COLUMNS
};
#define SLEUTELS_KEYS    SLEUTELS_PROGRAMMA /* the columns before it say which lines these are, */
#define SLEUTELS_FIGURES SLEUTELS_PLUS      /* the next where they went, and the last how much */

extern const char *const sleutels_names[SLEUTELS_COLUMNS];

/* One row. The texts are the columns before SLEUTELS_FIGURES. */
struct sleutel_row {
    const char *texts[SLEUTELS_FIGURES];
    struct money plus, minus;
    long long n_mutaties;
};

/* What the row comes to, of none 0. Saturates. */
struct money sleutel_net(const struct sleutel_row *row);
struct money sleutel_gross(const struct sleutel_row *row); /* both sides together */

/* True when two rows have the same texts in the columns from..end - 1. */
bool sleutel_same(const struct sleutel_row *a, const struct sleutel_row *b, int from, int end);
/* True when they have the same sums on both sides. NULL, a row that is not there, has none. */
bool sleutel_same_sums(const struct sleutel_row *a, const struct sleutel_row *b);

/* Rows one after the other, in little memory: those of a ledger, or as they were written. */
struct sleutels_from {
    const struct ledger *ledger;
    const char *path; /* of the file, where there is no ledger */
};

struct sleutels_feed {
    struct sleutels_from from;
    struct key_cursor keys;
    struct csv_feed *csv;
    const struct key_rule *rule; /* of the last row */
    const char *key;             /* as text, in the arena */
    struct arena arena;
    char period[3];
    bool good;
};

/* Close it in any case. */
struct sleutels_feed sleutels_open(struct sleutels_from from, struct errors *errors);
/* Its texts live until the next one. False at the end, and at what is not as it was written. */
bool sleutels_next(struct sleutels_feed *feed, struct sleutel_row *row);
/* True when all was read. */
bool sleutels_close(struct sleutels_feed *feed);

/* What stands in any of the rows. */
enum sleutels_fact {
    SLEUTELS_HAS_BESLUIT,       /* in any source */
    SLEUTELS_HAS_STAND_BESLUIT, /* in its source and stand */
    SLEUTELS_HAS_STAND,         /* in its source */
    SLEUTELS_HAS_PERIODE,       /* in its source and stand */
    SLEUTELS_HAS_POST,
    SLEUTELS_FACTS
};

/* Each is looked up in the rows when it is first asked. Zero-initialised but for `from` it is
 * valid; forget it in any case. */
struct sleutels_known {
    struct sleutels_from from;
    struct sleutels_looked {
        struct memo memo;
        size_t n; /* of it that stand in the rows */
        bool done;
    } facts[SLEUTELS_FACTS];
    char *key;
    size_t key_cap;
};

/* Looks at those texts of the row that the fact is about. */
bool sleutels_knows(struct sleutels_known *known, enum sleutels_fact fact,
                    const struct sleutel_row *row);
/* True when there are no rows, or none can be read. */
bool sleutels_is_empty(struct sleutels_known *known);
void sleutels_forget(struct sleutels_known *known);
