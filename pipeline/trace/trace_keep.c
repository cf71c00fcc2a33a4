#include "pipeline/trace/trace_keep.h"

#include "pipeline/base/array.h"

#include <stdlib.h>
#include <string.h>

/* ---- lines ---- */

static struct traced copy_of(const struct traced *line)
{
    struct traced copy = *line;
    size_t n_bytes = 0;
    for (size_t i = 0; i < TRACED_TEXTS; i++)
        n_bytes += strlen(line->texts[i]) + 1;
    char *to = mem_alloc(n_bytes);
    for (size_t i = 0; i < TRACED_TEXTS; i++) {
        copy.texts[i] = to;
        to = stpcpy(to, line->texts[i]) + 1;
    }
    return copy;
}

static void forget(struct traced *line)
{
    free((void *)(uintptr_t)line->texts[0]); /* which begins the block */
}

void kept_add(struct kept_lines *kept, const struct traced *line)
{
    *mem_add(kept->items, kept->n) = copy_of(line);
}

/* < 0 when a stands before b. */
static int by_size(const void *a, const void *b)
{
    const struct traced *x = a, *y = b;
    int order = ARRAY_ORDER(money_magnitude(y->amount.cents), money_magnitude(x->amount.cents));
    return order ? order : ARRAY_ORDER(x->seq, y->seq);
}

void kept_sort(struct kept_lines *kept)
{
    array_sort(kept->items, kept->n, by_size);
}

void kept_release(struct kept_lines *kept)
{
    for (size_t i = 0; i < kept->n; i++)
        forget(&kept->items[i]);
    free(kept->items);
    *kept = (struct kept_lines){0};
}

void kept_cut(struct kept_lines *kept, size_t most)
{
    kept_sort(kept);
    while (kept->n > most)
        forget(&kept->items[--kept->n]);
}

/* ---- sums per value ---- */

void trace_groups_add(struct trace_groups *groups, const char *value, struct money amount)
{
    size_t number = memo_number_slow(&groups->values, text_of(value));
    if (number == groups->n)
        mem_add(groups->items, groups->n)->value = groups->values.texts[number].bytes;
    groups->items[number].n_lines++;
    money_add(groups->items[number].sum, amount, &groups->items[number].sum);
}

static int by_value(const void *a, const void *b)
{
    return text_natural(text_of(((const struct trace_group *)a)->value),
                        text_of(((const struct trace_group *)b)->value));
}

static int by_sum(const void *a, const void *b)
{
    uint64_t x = money_magnitude(((const struct trace_group *)a)->sum.cents);
    uint64_t y = money_magnitude(((const struct trace_group *)b)->sum.cents);
    return x != y ? (x < y ? 1 : -1) : by_value(a, b);
}

void trace_groups_sort(struct trace_groups *groups, bool by_size)
{
    array_sort(groups->items, groups->n, by_size ? by_sum : by_value);
}

void trace_groups_release(struct trace_groups *groups)
{
    memo_release(&groups->values);
    free(groups->items);
}
