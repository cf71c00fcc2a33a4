#include "pipeline/settings/plan/plan.h"

#include "pipeline/base/array.h"

#include <string.h>

static const enum role dimension_roles[DIMENSION_COUNT] = {
    [DIMENSION_BESLUIT] = ROLE_BESLUIT,   [DIMENSION_BESLUITDATUM] = ROLE_BESLUITDATUM,
    [DIMENSION_NEUTRAAL] = ROLE_NEUTRAAL, [DIMENSION_IS] = ROLE_IS,
    [DIMENSION_REKENING] = ROLE_REKENING, [DIMENSION_KOSTENPLAATS] = ROLE_KOSTENPLAATS,
    [DIMENSION_PERIODE] = ROLE_PERIODE,
};

enum role dimension_role(enum dimension dimension)
{
    return dimension_roles[dimension];
}

const char *dimension_name(enum dimension dimension)
{
    return role_name(dimension_roles[dimension]);
}

bool plan_has_programma(const struct plan *plan, struct text code)
{
    for (size_t i = 0; i < plan->n_programmas; i++)
        if (text_is(code, plan->programmas[i]))
            return true;
    return plan->n_programmas == 0;
}

const struct pakket *plan_pakket(const struct plan *plan, size_t post)
{
    return &plan->mapping.pakketten[plan->mapping.posten[post].pakket];
}

bool plan_in_scope(const struct plan *plan, size_t post)
{
    return plan_has_programma(plan, text_of(plan_pakket(plan, post)->programma));
}

bool plan_pakket_exists(const struct plan *plan, const struct pakket *pakket,
                        const struct kolom *kolom)
{
    for (size_t i = 0; i < kolom->n_terms; i++)
        if (years_hold(pakket->years, plan->standen[kolom->terms[i].stand].year))
            return true;
    return false;
}

bool plan_kolom_has_changes(const struct plan *plan, const struct kolom *kolom)
{
    for (size_t i = 0; kolom->n_of == 0 && i < kolom->n_terms; i++)
        if (kolom->terms[i].sign > 0 && stand_is_change(&plan->standen[kolom->terms[i].stand]))
            return true;
    return false;
}

const char *plan_subject(const struct plan *plan, struct arena *arena)
{
    return arena_printf(arena, "%s %d%s%s", plan_product(plan)->name, plan->year,
                        plan->programma ? ", " : "", plan->programma ? plan->programma : "");
}

int plan_last_month(const struct plan *plan)
{
    int month = PLAN_MONTHS;
    while (month > 0 && !plan->period_counts[month])
        month--;
    return month ? month : PLAN_MONTHS;
}

bool plan_cuts_periods(const struct plan *plan, const struct stand *stand)
{
    return plan->n_period_kinds == 0
               ? strcmp(stand->kind, STAND_REALISATIE) == 0
               : array_has(plan->period_kinds, plan->n_period_kinds, stand->kind) ||
                     array_has(plan->period_kinds, plan->n_period_kinds, stand->name);
}

int plan_kolom_sign(const struct kolom *kolom, size_t stand)
{
    for (size_t i = 0; i < kolom->n_terms; i++)
        if (kolom->terms[i].stand == stand)
            return kolom->terms[i].sign;
    return 0;
}
