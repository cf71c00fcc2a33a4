/* The values that an indeling is known to have: what there are kolommen of (`per`), and rows that
 * are always there (`altijd`). */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/array.h"

struct known_values {
    struct plan_reading *reading;
    const struct indeling *indeling;
    struct indeling_value *items;
    size_t n;
};

static void add(struct known_values *values, struct text code)
{
    const struct plan *plan = values->reading->plan;
    const size_t index = (size_t)(values->indeling - plan->indelingen);
    if (code.n_bytes == 0)
        return;
    for (size_t i = 0; i < values->n; i++)
        if (text_equal(values->items[i].code, code))
            return;
    *arena_add(values->reading->arena, values->items, values->n) =
        (struct indeling_value){code, indeling_order(plan, index, code)};
}

/* ---- where the values of an indeling without a list stand ---- */

static void of_pakketten(struct known_values *values)
{
    const struct mapping *mapping = &values->reading->plan->mapping;
    const bool by_programma = values->indeling->source == INDELING_PROGRAMMA;
    for (size_t i = 0; i < mapping->n_pakketten; i++) {
        const struct pakket *pakket = &mapping->pakketten[i];
        if (plan_has_programma(values->reading->plan, text_of(pakket->programma)))
            add(values, text_of(by_programma ? pakket->programma : pakket->code));
    }
}

static void of_post(struct known_values *values)
{
    const struct mapping *mapping = &values->reading->plan->mapping;
    for (size_t i = 0; i < mapping->n_posten; i++)
        if (plan_in_scope(values->reading->plan, i))
            add(values, text_of(mapping->posten[i].name));
}

static void of_sectie(struct known_values *values)
{
    for (int s = 0; s < SECTIE_COUNT; s++)
        add(values, text_of(sectie_name((enum sectie)s)));
}

static void of_dimension(struct known_values *values)
{
    if (values->indeling->index == DIMENSION_IS) {
        add(values, text_of("I"));
        add(values, text_of("S"));
    }
}

static void of_key(struct known_values *values)
{
    const struct mapping *mapping = &values->reading->plan->mapping;
    for (size_t i = 0; i < mapping->n_keys; i++)
        if (plan_in_scope(values->reading->plan, mapping->keys[i].post))
            add(values, mapping->keys[i].own[values->indeling->index]);
}

static void of_account(struct known_values *values)
{
    const struct plan *plan = values->reading->plan;
    for (size_t i = 0; i < plan->n_accounts; i++)
        add(values, plan->accounts[i].own[values->indeling->index]);
}

static void of_group(struct known_values *values)
{
    const struct indeling *of = &values->reading->plan->indelingen[values->indeling->of];
    for (size_t i = 0; i < of->n_codes; i++)
        add(values, of->codes[i].own[values->indeling->index]);
}

static int by_place(const void *a, const void *b)
{
    const struct indeling_value *x = a, *y = b;
    return x->order != y->order ? (x->order > y->order) - (x->order < y->order)
                                : text_natural(x->code, y->code);
}

const struct indeling_value *plan_indeling_values(struct plan_reading *reading, size_t indeling,
                                                  int year, size_t *n)
{
    static void (*const values_of[])(struct known_values *) = {
        [INDELING_PROGRAMMA] = of_pakketten, [INDELING_PAKKET] = of_pakketten,
        [INDELING_POST] = of_post,           [INDELING_SECTIE] = of_sectie,
        [INDELING_DIMENSION] = of_dimension, [INDELING_KEY] = of_key,
        [INDELING_ACCOUNT] = of_account,     [INDELING_GROUP] = of_group,
    };
    const struct indeling *at = &reading->plan->indelingen[indeling];
    struct known_values values = {.reading = reading, .indeling = at};
    for (size_t i = 0; i < at->n_codes; i++)
        if (year == 0 || years_hold(at->codes[i].years, year))
            add(&values, at->codes[i].code);
    if (!at->has_list)
        values_of[at->source](&values);
    array_sort(values.items, values.n, by_place);
    *n = values.n;
    return values.items;
}

/* ---- rows that are always there ---- */

static void add_always(struct plan_reading *reading, struct tabel *tabel, size_t level,
                       struct text code)
{
    *arena_add(reading->arena, tabel->always, tabel->n_always) = (struct tabel_always){level, code};
}

/* The level that has the code; of an indeling whose values nobody lists it may be any. */
static bool find_level(struct plan_reading *reading, const struct tabel *tabel, struct text code,
                       size_t *level)
{
    bool found = false;
    for (size_t l = tabel->n_levels; l-- > 0 && !found;) {
        size_t n;
        const struct indeling_value *values =
            plan_indeling_values(reading, tabel->levels[l].indeling, 0, &n);
        for (size_t i = 0; i < n; i++)
            found |= text_equal(values[i].code, code);
        found |= n == 0;
        *level = l;
    }
    return found;
}

static bool need_level(struct plan_reading *reading, const struct tabel *tabel, const char *key,
                       struct text code, int line_no, size_t *level)
{
    return find_level(reading, tabel, code, level) ||
           settings_error(&reading->settings, line_no,
                          "%s: '%.*s' is geen code van de rijen van deze tabel", key,
                          TEXT_ARG(code));
}

bool plan_tabel_order(struct plan_reading *reading, struct tabel *tabel, struct text part,
                      int line_no)
{
    size_t level;
    if (!need_level(reading, tabel, "volgorde", part, line_no, &level))
        return false;
    *arena_add(reading->arena, tabel->order, tabel->n_order) = part;
    return true;
}

bool plan_tabel_always(struct plan_reading *reading, struct tabel *tabel, struct text part,
                       int line_no)
{
    size_t level, n = 0;
    if (text_is(part, "alle") && tabel->n_levels > 0) {
        const struct indeling_value *values =
            plan_indeling_values(reading, tabel->levels[tabel->n_levels - 1].indeling, 0, &n);
        for (size_t i = 0; i < n; i++)
            add_always(reading, tabel, tabel->n_levels - 1, values[i].code);
        return tabel->always_all = true;
    }
    if (!need_level(reading, tabel, "altijd", part, line_no, &level))
        return false;
    add_always(reading, tabel, level, part);
    return true;
}
