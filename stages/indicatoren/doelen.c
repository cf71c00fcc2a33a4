#include "stages/indicatoren/indicatoren.h"

#include <stdio.h>
#include <string.h>

const char *const outcome_names[OUTCOMES] = {"gehaald", "niet gehaald", "nog niet bekend",
                                             "geen streefwaarde"};

bool value_is_known(const struct value *value)
{
    return value && value->notation.status == VALUE_KNOWN;
}

bool value_is_exact(const struct value *value)
{
    return value_is_known(value) && value->notation.relation == RELATION_NONE;
}

const struct value *outcome_of_year(const struct indicators *indicators, size_t indicator, int year)
{
    char period[16];
    snprintf(period, sizeof period, "%d", year);
    return indicator == INDICATOR_NONE
               ? NULL
               : indicators_value(indicators, indicator, period, KIND_REALISATIE, "");
}

static enum outcome reached(bool holds)
{
    return holds ? OUTCOME_REACHED : OUTCOME_MISSED;
}

/* after - before against the target; in % of before when the target is. False when it cannot be
 * said exactly. */
static bool change_holds(const struct goal *goal, struct decimal before, struct decimal after,
                         bool *holds)
{
    if (goal->kind == GOAL_LOSS) {
        struct decimal swapped = before;
        before = after;
        after = swapped;
    }
    struct decimal base = goal->kind == GOAL_LOSS ? after : before, change, wanted;
    before.mantissa = -before.mantissa;
    if (!decimal_add(after, before, &change))
        return false;
    wanted = goal->target.value;
    if (goal->target.percent) { /* change * 100 against wanted * base */
        if (__builtin_mul_overflow(change.mantissa, INT64_C(100), &change.mantissa) ||
            __builtin_mul_overflow(wanted.mantissa, base.mantissa, &wanted.mantissa))
            return false;
        wanted.n_decimals += base.n_decimals;
    }
    enum relation relation = goal->target.relation;
    *holds =
        relation_holds(relation == RELATION_NONE ? RELATION_AT_LEAST : relation, change, wanted);
    return true;
}

static enum outcome change_outcome(const struct goal *goal, const struct value *before,
                                   const struct value *after)
{
    if (!value_is_exact(before) || !value_is_exact(after))
        return OUTCOME_UNKNOWN;
    struct decimal from = before->notation.value, to = after->notation.value;
    bool holds;
    switch (goal->kind) {
    case GOAL_RISES:
        return reached(decimal_compare(to, from) > 0);
    case GOAL_FALLS:
        return reached(decimal_compare(to, from) < 0);
    case GOAL_NOT_RISEN:
        return reached(decimal_compare(to, from) <= 0);
    case GOAL_NOT_FALLEN:
        return reached(decimal_compare(to, from) >= 0);
    default:
        return change_holds(goal, from, to, &holds) ? reached(holds) : OUTCOME_UNKNOWN;
    }
}

enum outcome goal_outcome(const struct indicators *indicators, const struct goal *goal)
{
    const struct value *after = outcome_of_year(indicators, goal->indicator, goal->year);
    if (goal->kind == GOAL_DONE)
        return strcmp(goal->outcome, "ja") == 0    ? OUTCOME_REACHED
               : strcmp(goal->outcome, "nee") == 0 ? OUTCOME_MISSED
                                                   : OUTCOME_UNKNOWN;
    if (goal->kind == GOAL_BOUND)
        return value_is_exact(after)
                   ? reached(relation_holds(goal->target.relation, after->notation.value,
                                            goal->target.value))
                   : OUTCOME_UNKNOWN;
    if (!goal->base_year)
        return OUTCOME_NO_TARGET;
    return change_outcome(goal, outcome_of_year(indicators, goal->indicator, goal->base_year),
                          after);
}

enum outcome target_outcome(const struct indicator *indicator, const struct value *target,
                            const struct value *value)
{
    static const enum relation bounds[DIRECTIONS] = {
        [DIRECTION_NONE] = RELATION_EQUAL,
        [DIRECTION_UP] = RELATION_AT_LEAST,
        [DIRECTION_DOWN] = RELATION_AT_MOST,
        [DIRECTION_SAME] = RELATION_EQUAL,
    };
    if (!target || target->notation.status != VALUE_KNOWN)
        return OUTCOME_NO_TARGET;
    if (!value_is_exact(value) || target->notation.relation == RELATION_ABOUT)
        return OUTCOME_UNKNOWN;
    enum relation relation = target->notation.relation;
    return reached(
        relation_holds(relation == RELATION_NONE ? bounds[indicator->direction] : relation,
                       value->notation.value, target->notation.value));
}

const char *trend(const struct indicator *indicator, const struct value *before,
                  const struct value *after)
{
    if (!value_is_exact(before) || !value_is_exact(after) || indicator->direction == DIRECTION_NONE)
        return "";
    int order = decimal_compare(after->notation.value, before->notation.value);
    if (order == 0)
        return "gelijk";
    if (indicator->direction == DIRECTION_SAME)
        return "slechter";
    return (order > 0) == (indicator->direction == DIRECTION_UP) ? "beter" : "slechter";
}
