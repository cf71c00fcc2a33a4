/* What a random municipality is made of, shared by the files that write it. Not for others. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/settings/sectie.h"
#include "tests/gen/dice.h"
#include "tests/gen/sheet.h"

#define TOWN_MAX_PAKKETTEN 12
#define TOWN_MAX_POSTEN    48
#define TOWN_MAX_KEYS      320
#define TOWN_MAX_STANDEN   8
#define TOWN_MAX_SOURCES   4
#define TOWN_MAX_COLUMNS   12
#define TOWN_MAX_FILES     3
#define TOWN_WIDE_YEARS    4

struct town_years {
    int first, last; /* 0 and 9999 when open */
};

struct town_pakket {
    const char *code, *name, *programma;
    struct town_years years;
};

struct town_post {
    size_t pakket;
    const char *name;
    bool always;
    unsigned secties; /* bits: which it has */
    int magnitude;    /* digits of its amounts, 3..9 */
};

struct town_key {
    const char *text; /* a kostenplaats */
    size_t post;
    struct town_years years;
};

struct town_rule { /* a row of posten.csv */
    const char *key;
    size_t post;
    struct town_years years;
};

struct town_stand {
    const char *kind;
    int year;
};

struct town_sum {
    int64_t cents; /* effect on the result */
    long n_mutaties;
};

struct town_column {
    const char *name; /* in the profile: the role, where it has one */
    const char *header;
};

/* A [bron] with a profile of its own. */
struct town_source {
    const char *name;
    struct sheet_format format;
    struct notation notation;
    int8_t sign[SECTIE_COUNT]; /* how a normal amount is shown */
    struct town_column columns[TOWN_MAX_COLUMNS];
    size_t n_columns;
    size_t order[TOWN_MAX_COLUMNS]; /* order[i]: the column at position i in the file */
    const char *date_column;        /* NULL: none */
    const char *date_pattern;
    const char *amounts[TOWN_WIDE_YEARS]; /* lines of [bedragen] */
    size_t n_amounts;
    bool full_ledger;
    bool year_in_period; /* jjjjmm */
    bool flagged;        /* its amounts have D or C beside them */
    const char *values;  /* sections [waarden ...] as they stand in the profile, or "" */
    const char *files[TOWN_MAX_FILES]; /* relative to DIR */
    size_t n_files;
    long n_lines; /* data lines written */
};

/* Which accounts mean what. */
struct town_accounts {
    int width;
    int low[SECTIE_COUNT], high[SECTIE_COUNT];
    int balance_high; /* balance accounts: 0 .. */
};

struct town {
    const char *dir;
    struct arena *arena;
    struct errors *errors;
    struct dice dice;
    bool jaarrekening; /* else a begroting */
    int year;
    const char *programma;
    const struct town_accounts *accounts;
    int first_period, last_period; /* that count */
    struct town_pakket pakketten[TOWN_MAX_PAKKETTEN];
    size_t n_pakketten;
    struct town_post posten[TOWN_MAX_POSTEN];
    size_t n_posten;
    struct town_key keys[TOWN_MAX_KEYS];
    size_t n_keys;
    struct town_rule rules[TOWN_MAX_KEYS];
    size_t n_rules;
    size_t counter_post; /* of another programma, always open: takes what must be neutral */
    struct town_stand standen[TOWN_MAX_STANDEN];
    size_t n_standen;
    struct town_sum sums[TOWN_MAX_POSTEN][SECTIE_COUNT][TOWN_MAX_STANDEN];
    struct town_source sources[TOWN_MAX_SOURCES];
    size_t n_sources;
};

/* ---- town_model.c ---- */

/* Throws all but the sources. */
void town_make(struct town *town);
bool town_years_hold(struct town_years years, int year);
/* A random kostenplaats of the post in that year, or NULL. */
const char *town_pick_key(struct town *town, size_t post, int year);
/* The post that a kostenplaats belongs to in that year; false when none. */
bool town_find_post(const struct town *town, const char *key, int year, size_t *post);
/* A random account of the sectie, or of the balance sheet (SECTIE_COUNT). */
const char *town_pick_account(struct town *town, enum sectie sectie);
/* A random sectie that the post has. */
enum sectie town_pick_sectie(struct town *town, size_t post);
/* An amount of the post's size: mostly plus, now and then 0, minus, or just on a rounding edge. */
int64_t town_pick_cents(struct town *town, size_t post);
const char *town_pick_text(struct town *town);
/* One of n texts. */
const char *town_pick(struct town *town, const char *const *texts, size_t n);
#define TOWN_PICK(town, ...)                                                                       \
    town_pick(town, (const char *const[]){__VA_ARGS__},                                            \
              sizeof(const char *const[]){__VA_ARGS__} / sizeof(const char *))
const char *town_number(struct town *town, long long number);
const char *town_date(struct town *town, const char *pattern, int year, int month, int day);

/* Adds a mutatie's effect to the truth; standen that the run does not know are passed over. */
void town_book(struct town *town, size_t post, enum sectie sectie, const char *kind, int year,
               int64_t effect);

/* ---- town_source.c ---- */

/* A new source with random notations; columns are added to it, then its order is thrown. */
struct town_source *town_source(struct town *town, const char *name);
void town_column(struct town *town, struct town_source *source, const char *name);
void town_shuffle_columns(struct town *town, struct town_source *source);
/* Adds a file to the source and opens it, header written. */
bool town_open(struct town *town, struct town_source *source, bool gzip, struct sheet *sheet);
/* The text of an amount of this effect in the source's notation. */
const char *town_amount(struct town *town, const struct town_source *source, enum sectie sectie,
                        int64_t effect);
const char *town_cents(struct town *town, const struct town_source *source, int64_t cents);
/* A record: values in the order in which the columns were added. */
void town_row(struct town_source *source, struct sheet *sheet, const char *const *values);

/* ---- the sources and the rest ---- */

bool town_ledger(struct town *town); /* town_ledger.c */
bool town_budget(struct town *town); /* town_budget.c */
bool town_changes(struct town *town);
bool town_wide(struct town *town);
bool town_settings(struct town *town); /* town_settings.c: run.ini and profiles */
bool town_mappings(struct town *town); /* town_mappings.c: and the truth */

const char *town_path(const struct town *town, const char *relative);
