#include "tests/gen/spread.h"

void spread_weights(struct dice *dice, size_t n, int variation, int64_t *weights)
{
    for (size_t i = 0; i < n; i++)
        if (variation >= 100)
            weights[i] = (1 + dice_below(dice, 55)) * (1 + (int64_t)dice_below(dice, 55));
        else
            weights[i] = 1000 - 9 * variation + dice_below(dice, 18 * (size_t)variation + 1);
}

void spread_by(const int64_t *weights, int64_t total, size_t n, int64_t unit, int64_t *pieces)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += weights[i];
    int64_t left = total;
    for (size_t i = 0; i + 1 < n; i++) {
        pieces[i] = total * weights[i] / sum / unit * unit;
        left -= pieces[i];
    }
    pieces[n - 1] = left;
}

void spread_cents(struct dice *dice, int64_t total, size_t n, int variation, int64_t *pieces)
{
    spread_weights(dice, n, variation, pieces);
    spread_by(pieces, total, n, 1, pieces);
}
