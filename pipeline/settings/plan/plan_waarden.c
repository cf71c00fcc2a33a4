/* The values that an indeling is known to have: what there are kolommen of (`per`), rows that are
 * always there (`altijd`) and what a filter may name. */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/suggest.h"

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
    const int order = ARRAY_ORDER(x->order, y->order);
    return order ? order : text_natural(x->code, y->code);
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

/* ---- conditions ---- */

struct lookup {
    const struct plan *plan;
    struct text unknown; /* bytes NULL: none */
};

static size_t indeling_column(void *context, struct text name)
{
    struct lookup *lookup = context;
    size_t index = plan_indeling(lookup->plan, name);
    if (index == INDELING_NONE)
        lookup->unknown = name;
    return index;
}

/* "'takveld' is geen indeling; bedoelde u 'taakveld'?" */
bool plan_unknown_indeling(struct plan_reading *reading, int line_no, struct text name)
{
    const struct plan *plan = reading->plan;
    return reading_error(
        reading, line_no,
        "'%.*s' is geen indeling: geen ingebouwde en geen kolom van posten.csv, "
        "rekeningen.csv of een lijst%s",
        TEXT_ARG(name),
        suggestion_among(reading->arena, name, plan->indelingen, plan->n_indelingen, name));
}

/* A code that no pakket, post or programma of the run has: what it is about would be left out, or
 * all. */
static bool need_codes(struct plan_reading *reading, const struct condition *condition, int line_no)
{
    const struct indeling *indeling = &reading->plan->indelingen[condition->column];
    size_t n, v;
    const struct indeling_value *values = plan_indeling_values(reading, condition->column, 0, &n);
    for (size_t p = 0; p < condition->n_patterns; p++) {
        const struct pattern *pattern = &condition->patterns[p];
        for (v = 0; v < n && !pattern_matches(pattern, values[v].code);)
            v++;
        if (v == n && n > 0 && indeling->source <= INDELING_POST && !indeling->has_list &&
            pattern->kind == PATTERN_EXACT)
            return reading_error(
                reading, line_no, "'%.*s' is geen %s van deze run; er zijn er %zu, zoals '%.*s'",
                TEXT_ARG(pattern->low), indeling->name, n, TEXT_ARG(values[0].code));
    }
    return true;
}

bool plan_tabel_rule(struct plan_reading *reading, const char *text, int line_no, struct rule *rule)
{
    struct lookup lookup = {.plan = reading->plan};
    const char *reason;
    *rule = (struct rule){.line_no = line_no};
    if (rule_parse(reading->arena, text, indeling_column, &lookup, rule, &reason)) {
        bool ok = true;
        for (size_t i = 0; i < rule->n_conditions && ok; i++)
            ok = need_codes(reading, &rule->conditions[i], line_no);
        return ok;
    }
    if (lookup.unknown.bytes)
        return plan_unknown_indeling(reading, line_no, lookup.unknown);
    return reading_error(reading, line_no, "%s", reason);
}
