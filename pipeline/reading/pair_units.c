#include "pipeline/reading/pair_units.h"

#include "pipeline/base/array.h"
#include "pipeline/base/money.h"

#include <stdlib.h>
#include <string.h>

static int by_pair(const void *a, const void *b)
{
    const struct pair_sum *x = a, *y = b;
    const int order = ARRAY_ORDER(x->pair, y->pair);
    return order ? order : ARRAY_ORDER(x->besluit, y->besluit);
}

void pair_sum_add(struct pair_sum *to, const struct pair_sum *from)
{
    to->cents = (int64_t)((uint64_t)to->cents + (uint64_t)from->cents);
    to->n += from->n;
}

/* Most come in order. */
size_t pairs_add_up(struct pair_sum *items, size_t n)
{
    size_t n_left = 0, n_sorted = n > 0;
    while (n_sorted < n && by_pair(&items[n_sorted - 1], &items[n_sorted]) <= 0)
        n_sorted++;
    if (n_sorted < n)
        array_sort(items, n, by_pair);
    for (size_t i = 0; i < n; i++)
        if (n_left && by_pair(&items[n_left - 1], &items[i]) == 0)
            pair_sum_add(&items[n_left - 1], &items[i]);
        else
            items[n_left++] = items[i];
    return n_left;
}

static void close_unit(struct pair_unit *unit)
{
    const size_t n = pairs_add_up(unit->sums, unit->n);
    unit->n = 0;
    for (size_t i = 0; i < n; i++) {
        const struct pair_sum sum = unit->sums[i];
        if (sum.cents == 0)
            continue;
        unit->sums[unit->n++] = sum;
        unit->n_mutaties += sum.n;
        unit->n_bits += 64 - (uint64_t)__builtin_clzll(money_magnitude(sum.cents));
        unit->total += sum.cents;
        unit->size += llabs(sum.cents);
        unit->once &= sum.n == 1;
        unit->cents |= sum.cents % PAIR_EURO != 0;
        unit->n_round += sum.cents % (50 * PAIR_EURO) == 0;
    }
    unit->group = unit->n ? unit->group : UINT64_MAX;
}

void pair_units_add(struct pair_units *units, uint64_t group, size_t number, struct pair_sum sum)
{
    const uint32_t at = pair_memo_number(&units->numbers, (uint32_t)group, (uint32_t)number);
    if (at == units->n)
        *mem_add(units->items, units->n) =
            (struct pair_unit){.group = (uint32_t)group, .number = number, .once = true};
    struct pair_unit *unit = &units->items[at];
    sum.besluit = 0;
    *mem_add(unit->sums, unit->n) = sum;
}

static int by_group(const void *a, const void *b)
{
    const struct pair_unit *x = a, *y = b;
    const int order = ARRAY_ORDER(x->group, y->group);
    return order ? order : ARRAY_ORDER(x->number, y->number);
}

void pair_units_close(struct pair_units *units)
{
    for (size_t u = 0; u < units->n; u++)
        close_unit(&units->items[u]);
    array_sort(units->items, units->n, by_group);
}

void pair_units_release(struct pair_units *units)
{
    for (size_t u = 0; u < units->n; u++)
        free(units->items[u].sums);
    free(units->items);
    pair_memo_release(&units->numbers);
    *units = (struct pair_units){0};
}

/* The next pair of units from..end - 1 but one, and what they come to together. */
static bool next_sum(const struct pair_unit *units, size_t from, size_t end, size_t but, size_t *at,
                     struct pair_sum *sum)
{
    *sum = (struct pair_sum){.pair = UINT64_MAX};
    for (size_t u = from; u < end; u++) {
        const struct pair_unit *unit = &units[u];
        if (u == but || at[u - from] == unit->n || unit->sums[at[u - from]].pair > sum->pair)
            continue;
        if (unit->sums[at[u - from]].pair < sum->pair)
            *sum = (struct pair_sum){.pair = unit->sums[at[u - from]].pair};
        pair_sum_add(sum, &unit->sums[at[u - from]]);
    }
    for (size_t u = from; u < end; u++)
        at[u - from] +=
            u != but && at[u - from] < units[u].n && units[u].sums[at[u - from]].pair == sum->pair;
    return sum->pair != UINT64_MAX;
}

struct likeness pair_likeness(const struct pair_unit *units, size_t from, size_t end, size_t with)
{
    const struct pair_unit *unit = &units[with];
    struct likeness like;
    int64_t largest[2] = {0}; /* known in the second pass */
    for (int pass = 0; pass < 2; pass++) {
        size_t at[PAIR_MOST_UNITS], k = 0;
        like = (struct likeness){0};
        memset(at, 0, (end - from) * sizeof *at);
        for (struct pair_sum sum; next_sum(units, from, end, with, at, &sum);) {
            while (k < unit->n && unit->sums[k].pair < sum.pair)
                k++;
            const bool common = k < unit->n && unit->sums[k].pair == sum.pair;
            const int64_t cents = sum.cents, other = common ? unit->sums[k].cents : 0;
            const bool away = (cents < 0) == (other < 0) && llabs(other) >= llabs(cents);
            const __int128 by = (__int128)other * largest[0] - (__int128)cents * largest[1];
            if (cents == 0)
                continue;
            like.n++;
            like.n_common += common;
            like.n_equal += other == cents;
            like.n_near += llabs(other - cents) * 10 <= llabs(cents);
            like.n_grown += away && other != cents;
            like.n_not_grown += !away;
            like.n_in_ratio +=
                common && (by < 0 ? -by : by) <= (__int128)llabs(largest[0]) * PAIR_EURO;
            if (common && llabs(cents) > llabs(largest[0]))
                largest[0] = cents, largest[1] = other;
        }
    }
    return like;
}
