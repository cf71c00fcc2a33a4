#include "pipeline/base/array.h"
#include "pipeline/reading/pairs.h"

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
