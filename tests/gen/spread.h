/* Dividing an exact amount into pieces that look alive and add up to it. */
#pragma once

#include "tests/gen/dice.h"

/* Fills weights[0..n-1]: `variation` 0: equal ones, 100: from very small to very large.
 * Each 1..3025. */
void spread_weights(struct dice *dice, size_t n, int variation, int64_t *weights);

/* Fills pieces[0..n-1], n >= 1, with amounts in proportion to the weights that add up to `total`.
 * All but the last are multiples of `unit` cents. |total| at most 1e12, weights at most 1e6. The
 * two arrays may be the same. */
void spread_by(const int64_t *weights, int64_t total, size_t n, int64_t unit, int64_t *pieces);

/* Both, for units of a cent. */
void spread_cents(struct dice *dice, int64_t total, size_t n, int variation, int64_t *pieces);
