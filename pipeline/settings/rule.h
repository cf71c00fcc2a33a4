/* Conditions on the fields of a record, as profiles write them:
 *
 *     grootboekrekening: 400000-499999, 6*  &  soort: niet X
 *
 * A rule holds when all its conditions hold; a condition when its field matches one of its patterns
 * (or, with `niet`, none). Several lines of one key are alternatives: each is a rule of its own.
 * `altijd` alone always holds. A text that holds a mark of this language (: & , * - ") or is one of
 * its words (niet, leeg) stands in quotes, a quote in it doubled; a star goes outside them:
 * "a, b"* */
#pragma once

#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

enum pattern_kind {
    PATTERN_EXACT, /* 6, "1-2" */
    PATTERN_START, /* 6*  */
    PATTERN_PART,  /* *TOTAAL* */
    PATTERN_END,   /* *saldo */
    PATTERN_RANGE, /* 400000-499999: both ends digits of the same length; matches fields of digits
                      of that length in the range: accounts are text, so neither 4001.10 nor
                      0000410000 is a member. `4000-4999 elke lengte`: longer ones too, by their
                      first digits */
    PATTERN_EMPTY, /* leeg */
    PATTERN_ANY,   /* * : also an empty field */
};

struct pattern {
    enum pattern_kind kind;
    struct text low;  /* the text, or the lower end; empty for EMPTY and ANY */
    struct text high; /* the upper end of a range */
    bool any_length;  /* of a range: longer fields too */
};

/* From here on a column is none of a file: a profile's own meaning (profile.h). */
#define RULE_NO_COLUMNS (SIZE_MAX - 1)

struct condition {
    size_t column; /* index into the profile's columns */
    bool negated;
    struct pattern *patterns; /* n_patterns >= 1 */
    size_t n_patterns;
};

struct rule {
    struct condition *conditions; /* none: always true ("altijd") */
    size_t n_conditions;
    int line_no; /* set by the caller of rule_parse */
};

/* Looks up a column by its name in the profile; (size_t)-1 when there is none. */
typedef size_t rule_column_fn(void *context, struct text name);

/* Parses one line into the arena. On failure *reason is a Dutch sentence in the arena and false is
 * returned; *rule is untouched. */
bool rule_parse(struct arena *arena, const char *text, rule_column_fn *column, void *context,
                struct rule *rule, const char **reason);

bool pattern_matches(const struct pattern *pattern, struct text value);
bool condition_matches(const struct condition *condition, struct text value);

/* Sets columns[c] for each column c that the rules look at; leaves the others. */
void rule_mark_columns(const struct rule *rules, size_t n_rules, bool *columns);
