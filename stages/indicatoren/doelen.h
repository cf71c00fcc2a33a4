/* Whether a goal was reached, and how an indicator moves. */
#ifndef STAGES_INDICATOREN_DOELEN_H
#define STAGES_INDICATOREN_DOELEN_H

#include "pipeline/settings/indicator/indicator.h"

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

#endif
