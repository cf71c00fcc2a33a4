#include "pipeline/reading/key_sums.h"

#include "pipeline/base/memo.h"

#include <string.h>

static void add_line(struct key_sum *sum, const struct key_line *line, bool opens)
{
    const struct tallied *tallied = &line->tallied;
    const struct money net = tallied->figure.money, down = tallied->minus;
    const struct money up = {(int64_t)((uint64_t)net.cents - (uint64_t)down.cents)};
    if (up.cents || down.cents)
        sum->n_mutaties += (uint32_t)tallied->figure.n_mutaties;
    sum->money = money_capped(sum->money, net);
    if (opens)
        return;
    sum->n_up += net.cents > 0 && sum->n_up < UINT16_MAX;
    sum->n_down += net.cents < 0 && sum->n_down < UINT16_MAX;
    sum->up = money_capped(sum->up, up);
    sum->down = money_capped(sum->down, down);
}

void key_sums_add_up(struct key_sums sums[SUMS_BY], const struct plan *plan,
                     const struct key_line *lines, size_t n)
{
    struct pair_memo memos[SUMS_BY] = {0};
    for (size_t i = 0; i < n; i++) {
        const struct key_line *line = &lines[i];
        const bool opens = line->period <= 1 && stand_is_booked(&plan->standen[line->stand]);
        const uint32_t of[SUMS_BY] = {line->period, line->labels[KEY_REKENING], line->rule};
        const uint32_t place = (uint32_t)line->stand << 8 | line->sectie;
        for (size_t by = 0; by < SUMS_BY; by++) {
            const size_t number = pair_memo_number(&memos[by], of[by], place);
            if (number == sums[by].n)
                *mem_add(sums[by].items, sums[by].n) = (struct key_sum){.of = of[by],
                                                                        .sectie = line->sectie,
                                                                        .stand = line->stand,
                                                                        .source = line->source};
            add_line(&sums[by].items[number], line, opens && by != SUMS_BY_PERIOD);
        }
    }
    for (size_t by = 0; by < SUMS_BY; by++)
        pair_memo_release(&memos[by]);
}
