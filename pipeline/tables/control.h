/* Controls: what was expected, what was found, in words a controller understands. */
#pragma once

#include "pipeline/base/memory.h"
#include "pipeline/base/money.h"

#include <stdbool.h>
#include <stddef.h>

enum severity { SEVERITY_WARNING, SEVERITY_ERROR }; /* waarschuwing, fout (blocks publishing) */

/* "fout", "waarschuwing" */
const char *control_severity(enum severity severity);

/* What a control compares; texts are always there, numbers where it is about numbers. */
enum control_kind { CONTROL_WORDS, CONTROL_COUNT, CONTROL_MONEY };

/* A row of the table of controls (control_table.c), which stands in order of importance. */
struct known_control {
    const char *name;  /* what the name of a control begins with, up to a ": " or a word */
    const char *group; /* of controles.csv */
    const char *needs; /* Dutch: what makes it possible where it is not done; NULL: it always is, or
                          the one who says so says why */
};

/* The row of that name, the longest that fits; one of the group "Overig" where it has none: a
 * control has a row in the table. */
const struct known_control *control_known(const char *name);

struct control {
    const struct known_control *known;
    const char *name; /* "Regels in = regels uit: grootboek-2024"; lives in the arena */
    enum severity severity;
    const char *expected; /* as text: "25012" or "-3.363.000,00"; "" when there is none */
    const char *found;
    enum control_kind kind;
    long long expected_count, found_count;    /* CONTROL_COUNT */
    struct money expected_money, found_money; /* CONTROL_MONEY */
    bool holds;
    bool not_done; /* there is nothing to look at: nothing is published, or a setting that says
                      where is not given; holds is true */
    bool told;     /* what it found has been told: each by an error of its own, or by a control of
                      the same cause */
    const char *sentence; /* Dutch: what this means and, when it fails, what to do */
    const char *examples; /* the things of controls_none; "" when there are none */
};

struct controls {
    struct control *items;
    size_t n;
    size_t n_published; /* those behind it follow from what stood there, and are in no published
                           byte (previous_run.h) */
};

/* Adds a control (zeroed, name and severity set) and returns it; valid until the next call. */
struct control *controls_add(struct controls *controls, struct arena *arena, const char *name,
                             enum severity severity);

/* A control over things that should not be there: holds when n is 0. `examples` says which they are
 * (NULL or "" when n is 0) and is put behind the sentence. */
void controls_none(struct controls *controls, struct arena *arena, const char *name,
                   enum severity severity, unsigned long long n, const char *examples,
                   const char *sentence);

/* An amount to the cent, for examples: "-1.234,56". In the arena. */
const char *money_words(struct arena *arena, struct money money);

/* The same of a sum, which may have become too large. */
const char *sum_words(struct arena *arena, struct sum sum);

/* A control that two amounts are equal, or two counts. A sum that is too large is no amount: then
 * it does not hold. */
void controls_money(struct controls *controls, struct arena *arena, const char *name,
                    enum severity severity, struct sum expected, struct sum found,
                    const char *sentence);
void controls_count(struct controls *controls, struct arena *arena, const char *name,
                    enum severity severity, unsigned long long expected, unsigned long long found,
                    const char *sentence);

/* A control that cannot be evaluated: it is shown as "niet gedaan", and the sentence says which
 * setting or delivery would make it possible; NULL: what the table says that it needs. It holds, so
 * that it counts as nothing. */
void controls_not_done(struct controls *controls, struct arena *arena, const char *name,
                       enum severity severity, const char *sentence);

/* What was added since there were `first`: not done after all, and why. */
void controls_void(struct controls *controls, size_t first, const char *sentence);

/* What came of a control, what matters most first. */
enum judgement { VERDICT_ERROR, VERDICT_WARNING, VERDICT_NOT_DONE, VERDICT_GOOD, VERDICTS };
enum judgement control_verdict(const struct control *control);
/* "fout", "waarschuwing", "niet gedaan", "in orde" */
const char *control_verdict_name(const struct control *control);

/* The n_published, by what matters first: the outcome, within it the order of the table. In the
 * arena. */
const struct control **controls_sorted(const struct controls *controls, struct arena *arena);

/* "13 controles niet gedaan (Levering volledig volgens de afzender: grootboek en nog 2, …)", the
 * first rows of the table named; "" when all were. In the arena. */
const char *controls_not_done_words(const struct controls *controls, struct arena *arena);

/* How many do not hold, of this severity; a warning that has been told is no other one. */
size_t controls_failed(const struct controls *controls, enum severity severity);
