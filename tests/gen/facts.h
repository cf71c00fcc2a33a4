/* The example municipality: who it is, and the exact amounts that its ledger and budgets add up to.
 * Read from the four CSV files beside this one, which the Makefile links into the program, so that
 * it runs from any folder. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/settings/sectie.h"

#include <stddef.h>
#include <stdint.h>

/* The columns of bedragen.csv. */
enum column {
    REALISATIE_2023,
    PRIMAIR_2024,
    NA_WIJZIGING_2024,
    REALISATIE_2024,
    PRIMAIR_2025,
    NA_WIJZIGING_2025,
    PRIMAIR_2026,
    PRIMAIR_2027,
    PRIMAIR_2028,
    PRIMAIR_2029,
    COLUMN_COUNT
};

struct fact_pakket {
    const char *code, *name, *programma;
    const char *first_year, *last_year; /* as text, "" when open */
};

struct fact_post {
    size_t pakket;    /* index */
    const char *name; /* unique within its pakket */
    const char *kind; /* which flows it has: flow.h */
};

/* One row of posten.csv: a run of kostenplaatsen of one post, with the rule that maps them. */
struct fact_keys {
    size_t post;
    int first, last;           /* kostenplaatsen of six digits, both inclusive */
    const char *rule;          /* "0639*", or "": a row for each */
    const char *always;        /* "ja" or "" */
    int first_year, last_year; /* 0 and 9999 when open */
};

/* What the lines of one post in one sectie add up to, in cents, as a *normal* amount: lasten and
 * stortingen positive too. */
struct fact_target {
    size_t post;
    enum sectie sectie;
    bool has[COLUMN_COUNT];
    int64_t cents[COLUMN_COUNT]; /* 0 where !has */
};

struct fact_text {         /* a toelichting, ready to be written */
    const char *fields[6]; /* pakket, post, lasten, baten, incidenteel_structureel, toelichting */
};

struct facts {
    struct fact_pakket *pakketten;
    size_t n_pakketten;
    struct fact_post *posten;
    size_t n_posten;
    struct fact_keys *keys;
    size_t n_keys;
    struct fact_target *targets;
    size_t n_targets;
    struct fact_text *texts;
    size_t n_texts;
};

/* All that it finds lives in the arena. Errors (ERROR_SETTINGS) name the file and line: they are
 * mistakes in the files beside this one. */
bool facts_read(struct arena *arena, struct errors *errors, struct facts *facts);

/* The kostenplaatsen of a post that are valid in `year`: at most FACT_MAX_KEYS. Returns how many.
 */
#define FACT_MAX_KEYS 16
size_t facts_keys(const struct facts *facts, size_t post, int year, int keys[FACT_MAX_KEYS]);
