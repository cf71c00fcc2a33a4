#include "tests/gen/spread.h"

/* About 1..3000; its mean does not matter. */
static int64_t weight(struct dice *dice, int variation)
{
    if (variation >= 100)
        return (1 + dice_below(dice, 55)) * (int64_t)(1 + dice_below(dice, 55));
    return 1000 - 9 * variation + dice_below(dice, (size_t)(18 * variation + 1));
}

void spread_cents(struct dice *dice, int64_t total, size_t n, int variation, int64_t unit,
                  int64_t *pieces)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += pieces[i] = weight(dice, variation);
    int64_t left = total;
    for (size_t i = 0; i + 1 < n; i++) {
        pieces[i] = total * pieces[i] / sum / unit * unit;
        left -= pieces[i];
    }
    pieces[n - 1] = left;
}
