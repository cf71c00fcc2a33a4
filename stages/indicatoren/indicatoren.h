/* Inside the stage indicatoren, which a run of indicators and a run of a ledger that shows them
 * beside its euros share. */
#pragma once

#include "pipeline/tables/examples.h"
#include "pipeline/tables/job.h"

/* ---- tables ---- */

/* How an indicator stands, in seven cells: the outcome before the last, the year of the last, that
 * itself, how it moved, the year of the next target, that, and whether it was reached. */
void standing_put(struct job *job, size_t indicator, struct cell *cells);

/* A value as it is printed; blank for NULL. */
struct cell indicator_cell(struct job *job, const struct value *value);

/* Each adds its tables or its controls. */
void indicatoren_add_printed(struct job *job);
void indicatoren_add_targets(struct job *job);
void indicatoren_add_fillings(struct job *job);
void indicatoren_add_values(struct job *job);
void indicatoren_check(struct job *job);

/* The sheet Grafieken, with the figures that are drawn and a chart for every indicator with two
 * outcomes or more and something to hold them against. No sheet when there is none. */
void lijnen_add(struct job *job);

/* ---- doelen.c: whether a goal was reached, and how an indicator moves ---- */

enum outcome {
    OUTCOME_REACHED,
    OUTCOME_MISSED,
    OUTCOME_UNKNOWN,   /* nog niet bekend */
    OUTCOME_NO_TARGET, /* geen streefwaarde */
    OUTCOMES
};
extern const char *const outcome_names[OUTCOMES];

/* The outcome of a goal in its year. Equal is not lower: 2,3 does not reach < 2,3. */
enum outcome goal_outcome(const struct indicators *indicators, const struct goal *goal);

/* The outcome of an indicator against a target of the same period; a target without a relation is a
 * bound in the indicator's direction, and the value itself where it has none. `value` may be NULL.
 */
enum outcome target_outcome(const struct indicator *indicator, const struct value *target,
                            const struct value *value);

/* "beter", "slechter", "gelijk", or "" when there is nothing to compare or no direction. */
const char *trend(const struct indicator *indicator, const struct value *before,
                  const struct value *after);

/* The outcome of a year; NULL when there is none, or no indicator. */
const struct value *outcome_of_year(const struct indicators *indicators, size_t indicator,
                                    int year);

/* Whether a value, which may be NULL, is a number; and one without <, >, ≤ or ≥. */
bool value_is_known(const struct value *value);
bool value_is_exact(const struct value *value);

/* The formula with the values that stand beside `like` (its period, kind and document), exact, and
 * rounded once to n_decimals, half away from zero. False when one of them is not known exactly, at
 * a division by 0, or when it is too large. */
bool formule_value(const struct indicators *indicators, const struct indicator_formula *formula,
                   const struct value *like, int n_decimals, struct decimal *result);

/* ---- toetsen: what the values of indicators say of each other ---- */

struct toetsing {
    const struct indicators *indicators;
    int year;              /* of the run: what the age of a value counts from */
    struct examples found; /* sentences, each with its place; its arena has all */
};

/* What the cells of a row of a printed table are. */
struct printed_cells {
    size_t n_known, n_percent, n_stars, n_nb, n;
    bool notes_shown; /* the notes of its values stand in a column */
    bool has_note;
};

/* One kind of contradiction: which of these it looks at (NULL: not), each calls toets_found for
 * what it meets. */
struct toets {
    const char *name;
    bool contradicts; /* two figures that cannot both be right; else something to look at */
    const char *sentence;
    /* two values of one indicator, period and kind */
    bool (*differ)(const struct value *a, const struct value *b);
    enum relation_kind
        kind; /* and `together` gets the values of indicators that hang together so */
    void (*together)(struct toetsing *, const struct value *, const struct together *);
    void (*value)(struct toetsing *, const struct value *);
    void (*goal)(struct toetsing *, const struct goal *);
    void (*table)(struct toetsing *, const struct printed_table *);
    void (*row)(struct toetsing *, const struct printed_table *, const struct printed_row *,
                const struct printed_cells *);
    void (*all)(struct toetsing *);
};

extern const struct toets toetsen[];
extern const size_t n_toetsen;

void toets_look(const struct toets *toets, struct toetsing *toetsing);

#define toets_found(toetsing, ...) examples_add(&(toetsing)->found, __VA_ARGS__)
/* The same of a value, named in front of it and its place behind it; of a row. */
#define toets_found_of(toetsing, value, format, ...)                                               \
    toets_found(toetsing, "%s %s: " format " (%s)", toets_code(toetsing, (value)->indicator),      \
                (value)->period, __VA_ARGS__, (value)->where)
#define toets_found_in(toetsing, table, row, ...)                                                  \
    toets_found(toetsing, "tabel %s, '%s': %s", (table)->name, (row)->label,                       \
                arena_printf((toetsing)->found.arena, __VA_ARGS__))

/* False when column c of the table holds no outcomes; else *value is that of the indicator, or NULL
 * when it has none there. */
bool toets_outcome(const struct toetsing *toetsing, const struct printed_table *table, size_t c,
                   size_t indicator, const struct value **value);

/* In the arena of the toetsing. */
const char *toets_printed(const struct toetsing *toetsing, const struct value *value);
const char *toets_plain(const struct toetsing *toetsing, struct decimal decimal);
const char *toets_code(const struct toetsing *toetsing, size_t indicator);

struct printed_cells toets_cells(const struct indicators *all, const struct printed_table *table,
                                 const struct printed_row *row);
/* Of all rows: n, n_known and n_nb. */
struct printed_cells toets_filling(const struct indicators *all, const struct printed_table *table);

/* toetsen_zinnen.c, toetsen_tijd.c, toetsen_gedrukt.c */
void toets_sentence(struct toetsing *toetsing, const struct goal *goal);
void toets_promise(struct toetsing *toetsing, const struct printed_table *table);
void toets_age(struct toetsing *toetsing);
void toets_future(struct toetsing *toetsing, const struct value *value);
void toets_unit_word(struct toetsing *toetsing, const struct printed_table *table,
                     const struct printed_row *row, const struct printed_cells *cells);
void toets_mixed_percent(struct toetsing *toetsing, const struct printed_table *table,
                         const struct printed_row *row, const struct printed_cells *cells);
void toets_star(struct toetsing *toetsing, const struct printed_table *table,
                const struct printed_row *row, const struct printed_cells *cells);
void toets_labels(struct toetsing *toetsing, const struct printed_table *table);
void toets_titles(struct toetsing *toetsing);
void toets_nb_share(struct toetsing *toetsing, const struct printed_table *table);
