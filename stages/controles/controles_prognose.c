/* Controls on a tussenrapportage: what is expected of the year is said of every post, and once. */
#include "stages/controles/controles.h"

#include <string.h>

/* What the prognose is told of, by key and sectie: 1 + the first source. */
struct told {
    struct job *job;
    uint32_t *source;
    struct examples twice;
};

/* Also of a kolom of what was booked and what is still to come. */
static bool is_prognose(const struct plan *plan, size_t stand)
{
    return plan_kolom_sign(&plan->kolommen[plan->realisatie_kolom], stand) != 0 &&
           !stand_is_booked(&plan->standen[stand]);
}

static void tell_sum(struct told *told, const struct key_sum *sum)
{
    const struct plan *plan = told->job->plan;
    const struct key_rule *key = &plan->mapping.keys[sum->of];
    const uint32_t here = sum->source + 1u;
    uint32_t *source = &told->source[sum->of * SECTIE_COUNT + sum->sectie];
    if (*source && *source != here)
        examples_add(&told->twice, "%s%s (%s), %s: %s en %s", key->is_prefix ? "sleutels als " : "",
                     arena_copy(told->job->arena, key->key.bytes, key->key.n_bytes),
                     plan->mapping.posten[key->post].name, sectie_name((enum sectie)sum->sectie),
                     plan->sources[*source - 1].name, plan->sources[sum->source].name);
    *source = *source ? *source : here;
}

static void each_prognose_comes_once(struct job *job)
{
    const struct key_sums sums = ledger_sums(job->ledger, SUMS_BY_KEY);
    struct told told = {.job = job, .twice = {.arena = job->arena}};
    told.source =
        arena_alloc(job->arena, job->plan->mapping.n_keys * SECTIE_COUNT * sizeof *told.source);
    for (size_t i = 0; i < sums.n; i++)
        if (is_prognose(job->plan, sums.items[i].stand))
            tell_sum(&told, &sums.items[i]);
    check_none(job, "Elke prognose een keer", SEVERITY_ERROR, &told.twice,
               "Van een sleutel en sectie komt de prognose uit een bron: van twee budgethouders "
               "zou zij twee keer tellen.");
}

/* Something was budgeted or booked in the year, to the cent. */
static bool is_used(const struct job *job, size_t post, enum sectie sectie)
{
    const struct plan *plan = job->plan;
    for (size_t s = 0; s < plan->n_standen; s++)
        if (plan->standen[s].year == plan->year && !is_prognose(plan, s) &&
            ledger_figure(job->ledger, post, sectie, s).money.cents != 0)
            return true;
    return false;
}

static void each_post_has_a_prognose(struct job *job)
{
    const struct plan *plan = job->plan;
    struct examples missing = {.arena = job->arena};
    for (size_t post = 0; post < plan->mapping.n_posten; post++)
        for (enum sectie sectie = 0; sectie < SECTIE_COUNT; sectie++) {
            struct figure prognose, begroting;
            if (plan_in_scope(plan, post) && is_used(job, post, sectie) &&
                ledger_kolom(job->ledger, post, sectie, &plan->kolommen[plan->realisatie_kolom],
                             &prognose) &&
                prognose.n_mutaties == 0 &&
                ledger_kolom(job->ledger, post, sectie, &plan->kolommen[plan->begroting_kolom],
                             &begroting))
                examples_add(&missing, "%s %s, %s (begroot € %s)", plan_pakket(plan, post)->code,
                             plan->mapping.posten[post].name, sectie_name(sectie),
                             money_words(job->arena, (struct money){begroting.money.cents *
                                                                    sectie_effect(sectie)}));
        }
    check_none(job, "Elke post heeft een prognose",
               plan->may_lack_prognose ? SEVERITY_WARNING : SEVERITY_ERROR, &missing,
               "Van elke post waarop in het jaar iets begroot of geboekt is, is gezegd wat er over "
               "het hele jaar verwacht wordt, ook als dat nul is: zonder prognose zou de hele "
               "begroting een afwijking zijn.");
}

void controles_prognose(struct job *job)
{
    if (!plan_product(job->plan)->has_prognose || !job->plan->has_afwijkingen)
        return;
    each_prognose_comes_once(job);
    each_post_has_a_prognose(job);
}
