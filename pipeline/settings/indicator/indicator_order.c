/* The values in an order in which they are found without looking at all of them. */
#include "pipeline/settings/indicator/indicator_reading.h"

#include "pipeline/base/array.h"

#include <string.h>

/* How a value stands to an indicator, kind and, unless NULL, period in the order of the values. */
static int compare_key(const struct value *value, size_t indicator, enum value_kind kind,
                       const struct value *period)
{
    int order = ARRAY_ORDER(value->indicator, indicator);
    order = order ? order : ARRAY_ORDER(value->kind, kind);
    if (order || !period)
        return order;
    order = ARRAY_ORDER(value->year, period->year);
    return order ? order : strcmp(value->period, period->period);
}

static int compare_place(const void *a, const void *b)
{
    const struct value *left = *(const struct value *const *)a;
    const struct value *right = *(const struct value *const *)b;
    int order = compare_key(left, right->indicator, right->kind, right);
    return order ? order : ARRAY_ORDER(left, right);
}

static void check_twins(struct indicator_reading *reading, struct values values)
{
    const struct indicators *all = reading->indicators;
    for (size_t i = 1; i < values.n; i++)
        for (size_t k = 0; k < i; k++) {
            const struct value *twin = values.items[k], *value = values.items[i];
            if (strcmp(twin->document, value->document) != 0)
                continue;
            reading->file.path = value->path;
            csv_row_error(&reading->file, &(struct csv_row){.line_no = value->line_no},
                          "%s, %s %s: staat er twee keer voor hetzelfde document; de eerste "
                          "staat op %s",
                          all->items[value->indicator].code, value_kind_names[value->kind],
                          value->period, twin->where);
            break;
        }
}

void indicator_order_values(struct indicator_reading *reading)
{
    struct indicators *all = reading->indicators;
    struct values values;
    all->ordered = arena_alloc(reading->arena, all->n_values * sizeof *all->ordered);
    for (size_t i = 0; i < all->n_values; i++)
        all->ordered[i] = &all->values[i];
    array_sort(all->ordered, all->n_values, compare_place);
    for (size_t at = 0; indicators_next_period(all, &at, &values);)
        check_twins(reading, values);
}

/* The first ordered value that does not stand before the key, or with `behind` the first that
 * stands behind it. */
static size_t find_bound(const struct indicators *all, size_t indicator, enum value_kind kind,
                         const struct value *period, bool behind)
{
    size_t low = 0, high = all->n_values;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_key(all->ordered[middle], indicator, kind, period);
        if (order < 0 || (behind && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct values range(const struct indicators *all, size_t indicator, enum value_kind kind,
                           const struct value *period)
{
    size_t first = find_bound(all, indicator, kind, period, false);
    size_t behind = find_bound(all, indicator, kind, period, true);
    return (struct values){all->ordered + first, behind - first};
}

struct values indicators_values(const struct indicators *indicators, size_t indicator,
                                enum value_kind kind)
{
    return range(indicators, indicator, kind, NULL);
}

bool indicators_next_period(const struct indicators *indicators, size_t *at, struct values *values)
{
    if (*at == indicators->n_values)
        return false;
    const struct value *first = indicators->ordered[*at];
    *values = range(indicators, first->indicator, first->kind, first);
    *at += values->n;
    return true;
}

const struct value *indicators_value(const struct indicators *indicators, size_t indicator,
                                     const char *period, enum value_kind kind, const char *document)
{
    struct value like = {.period = period, .year = indicator_year(text_of(period))};
    struct values values = range(indicators, indicator, kind, &like);
    const struct value *general = NULL, *elsewhere = NULL;
    bool agree = true;
    for (size_t i = 0; i < values.n; i++) {
        const struct value *value = values.items[i];
        if (*document && strcmp(value->document, document) == 0)
            return value;
        if (!*value->document)
            general = value;
        else if (elsewhere)
            agree &= notation_equal(&value->notation, &elsewhere->notation);
        else
            elsewhere = value;
    }
    return general ? general : agree ? elsewhere : NULL;
}
