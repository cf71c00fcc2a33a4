/* What a formula of indicators gives. Inside the stage indicatoren. */
#ifndef STAGES_INDICATOREN_FORMULE_H
#define STAGES_INDICATOREN_FORMULE_H

#include "pipeline/settings/indicator/indicator.h"

/* The formula with the values that stand beside `like` (its period, kind and document), exact, and
 * rounded once to n_decimals, half away from zero. False when one of them is not known exactly, at
 * a division by 0, or when it is too large. */
bool formule_value(const struct indicators *indicators, const struct indicator_formula *formula,
                   const struct value *like, int n_decimals, struct decimal *result);

#endif
