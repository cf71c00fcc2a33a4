/* Dividing an exact amount into pieces that look alive and add up to it. */
#ifndef GEN_SPREAD_H
#define GEN_SPREAD_H

#include "tests/gen/dice.h"

/* Fills pieces[0..n-1], n >= 1, with amounts that add up to `total`. `variation` 0: equal ones,
 * 100: from very small to very large. All but the last are multiples of `unit` cents.
 * |total| at most 1e12. */
void spread_cents(struct dice *dice, int64_t total, size_t n, int variation, int64_t unit,
                  int64_t *pieces);

#endif
