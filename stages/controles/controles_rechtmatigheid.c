/* Controls on what is above the budget: is all of it judged, and is that still so. */
#include "stages/controles/controles.h"

/* A judgement is of an amount: of a row that moved since it is of another. */
static void every_overschrijding_is_judged(struct job *job)
{
    const struct plan *plan = job->plan;
    struct examples missing = {.arena = job->arena}, stale = {.arena = job->arena};
    for (size_t i = 0; i < job->overschrijdingen.n; i++) {
        const struct overschrijding *of = &job->overschrijdingen.items[i];
        const char *words = overschrijding_words(plan, of->tabel, of->maat, of->code, job->arena);
        const struct money judged = {of->amount.cents - of->open.cents};
        if (judged.cents == 0)
            examples_add(&missing, "%s: € %s", words, money_words(job->arena, of->amount));
        else if (of->open.cents)
            examples_add(&stale, "%s: overschrijding € %s, beoordeeld € %s", words,
                         money_words(job->arena, of->amount), money_words(job->arena, judged));
    }
    const enum severity severity =
        plan->rechtmatigheid->required ? SEVERITY_ERROR : SEVERITY_WARNING;
    check_none(job, "Overschrijdingen beoordeeld", severity, &missing,
               "Elke overschrijding van de begroting heeft een categorie in de lijst van "
               "[mappings] overschrijdingen.");
    check_none(job, "Oordelen bij het huidige bedrag", severity, &stale,
               "De regels van een overschrijding in die lijst zijn samen precies haar bedrag.");
}

static void every_oordeel_is_placed(struct job *job)
{
    const struct rechtmatigheid *rules = job->plan->rechtmatigheid;
    struct examples lost = {.arena = job->arena}, twice = {.arena = job->arena};
    for (size_t i = 0; i < rules->n_oordelen; i++) {
        const struct oordeel *of = &rules->oordelen[i];
        if (!job->overschrijdingen.placed[i])
            examples_add(&lost, "regel %d: %s, € %s", of->line_no,
                         overschrijding_words(job->plan, of->tabel, of->maat, of->code, job->arena),
                         money_words(job->arena, of->amount));
    }
    for (size_t i = 0; i < job->overschrijdingen.n; i++)
        for (size_t j = i + 1; j < job->overschrijdingen.n; j++) {
            const struct overschrijding *a = &job->overschrijdingen.items[i], *b = a + (j - i);
            if (a->tabel == b->tabel && a->maat == b->maat && text_equal(a->code, b->code))
                examples_add(
                    &twice, "%s",
                    overschrijding_words(job->plan, a->tabel, a->maat, a->code, job->arena));
        }
    check_none(job, "Oordelen geplaatst", SEVERITY_WARNING, &lost,
               "Elke regel van de lijst noemt een rij van haar tabel die boven de begroting ligt; "
               "een andere telt nergens mee, en blijft bewaard.");
    check_none(job, "Rijen met een eigen code", SEVERITY_ERROR, &twice,
               "In een tabel van [rechtmatigheid] heeft elke rij een andere code: een oordeel zou "
               "anders twee keer tellen.");
}

static void what_counts_is_below_the_limit(struct job *job)
{
    static const char name[] = "Overschrijdingen binnen het grensbedrag";
    const struct rechtmatigheid_outcome *outcome = &job->overschrijdingen.outcome;
    if (!outcome->known) {
        not_complete(job, name, SEVERITY_WARNING);
        return;
    }
    struct money counts = outcome->counts;
    if (outcome->open.cents > 0 && !money_add(counts, outcome->open, &counts))
        return;
    struct control *control = controls_add(&job->controls, job->arena, name, SEVERITY_WARNING);
    control->expected =
        arena_printf(job->arena, "hoogstens %s", money_words(job->arena, outcome->limit));
    control->found = money_words(job->arena, counts);
    control->holds = counts.cents <= outcome->limit.cents;
    control->sentence = arena_printf(
        job->arena,
        "Wat meetelt, met wat nog te beoordelen is, blijft binnen het grensbedrag (%s); wat "
        "erboven ligt hoort in de rechtmatigheidsverantwoording van het college.",
        outcome->limit_words);
}

void controles_rechtmatigheid(struct job *job)
{
    if (!job->plan->rechtmatigheid)
        return;
    every_overschrijding_is_judged(job);
    every_oordeel_is_placed(job);
    what_counts_is_below_the_limit(job);
}
