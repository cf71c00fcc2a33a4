/* Controls against what stands outside this run: other published runs, and what was decided. */
#include "pipeline/base/array.h"
#include "pipeline/base/memo.h"
#include "pipeline/publishing/other_run.h"
#include "pipeline/publishing/published.h"
#include "pipeline/publishing/saldi.h"
#include "pipeline/tables/shown.h"
#include "stages/controles/controles.h"

#include <stdlib.h>
#include <string.h>

/* ---- comparing ---- */

/* One [vergelijk] line at work. */
struct comparing {
    struct job *job;
    const struct comparison *comparison;
    const struct other_run *other;
    const char *what;   /* "realisatie 2024 = jaarrekening-2024: realisatie 2024" */
    struct saldi saldi; /* the other run's */
};

/* What both say of a pakket and sectie, or of one of its posten. */
struct place {
    const char *pakket, *post, *sectie; /* post NULL: all posten of the pakket */
    struct sum own, other;
};

/* Each once: those of this run in the order of its mapping, then what only the other run has. */
struct places {
    struct memo keys; /* the number of a place */
    struct place *items;
    size_t cap;
};

static struct place *place_of(struct places *places, struct arena *arena, const char *pakket,
                              const char *post, const char *sectie)
{
    const char *key = arena_printf(arena, "%s\n%s\n%s", pakket, post ? post : "", sectie);
    size_t number = memo_number_slow(&places->keys, text_of(key));
    places->items = mem_grow(places->items, &places->cap, number + 1, sizeof *places->items);
    struct place *place = &places->items[number];
    place->pakket = pakket;
    place->post = post;
    place->sectie = sectie;
    return place;
}

/* Of a post of a programma that both runs are about: one may be a part of the other. */
static bool is_common(const struct comparing *c, size_t post)
{
    return plan_in_scope(c->job->plan, post) &&
           other_run_covers(c->other, plan_pakket(c->job->plan, post)->programma);
}

static void add_own(const struct comparing *c, bool per_post, struct places *places)
{
    const struct job *job = c->job;
    for (size_t i = 0; i < job->plan->mapping.n_posten; i++)
        for (int s = 0; s < SECTIE_COUNT && is_common(c, i); s++)
            sum_add(&place_of(places, job->arena, plan_pakket(job->plan, i)->code,
                              per_post ? job->plan->mapping.posten[i].name : NULL,
                              sectie_name((enum sectie)s))
                         ->own,
                    ledger_figure(job->ledger, i, (enum sectie)s, c->comparison->stand).money);
}

static const char *euros(struct arena *arena, struct sum sum)
{
    const char *words = sum_words(arena, sum);
    return sum.overflow ? words : arena_printf(arena, "€ %s", words);
}

static void compare_places(const struct comparing *c, bool per_post, struct examples *examples)
{
    struct arena *arena = c->job->arena;
    struct places places = {0};
    add_own(c, per_post, &places);
    if (places.keys.n == 0)
        examples_add(examples, "de twee runs hebben geen programma gemeen");
    for (size_t i = 0; i < c->saldi.n; i++) {
        const char *const *keys = c->saldi.items[i].keys;
        if (plan_has_programma(c->job->plan, text_of(keys[SALDI_PROGRAMMA])) &&
            strcmp(keys[SALDI_STAND], c->comparison->other_stand) == 0)
            sum_add(&place_of(&places, arena, keys[SALDI_PAKKET],
                              per_post ? keys[SALDI_POST] : NULL, keys[SALDI_SECTIE])
                         ->other,
                    c->saldi.items[i].money);
    }
    for (size_t i = 0; i < places.keys.n; i++) {
        const struct place *at = &places.items[i];
        if (at->own.overflow || at->other.overflow || at->own.money.cents != at->other.money.cents)
            examples_add(examples, "%s%s%s %s: daar %s, hier %s", at->pakket, at->post ? " " : "",
                         at->post ? at->post : "", at->sectie, euros(arena, at->other),
                         euros(arena, at->own));
    }
    memo_release(&places.keys);
    free(places.items);
}

#define SAME_FIGURE "Hetzelfde cijfer staat in beide uitvoeren, per pakket en sectie op de cent."

static void compare_pakketten(const struct comparing *c)
{
    const struct plan *plan = c->job->plan;
    struct examples examples = {.arena = c->job->arena};
    compare_places(c, false, &examples);
    bool blocks = other_run_blocks(&c->other->recorded, plan->name);
    check_none(c->job, arena_printf(c->job->arena, "Gelijk per pakket: %s", c->what),
               blocks ? SEVERITY_ERROR : SEVERITY_WARNING, &examples,
               blocks ? SAME_FIGURE
                      : SAME_FIGURE
                   " De andere run wordt ook met deze vergeleken en houdt een verschil tegen; hier "
                   "is het een waarschuwing, want anders wachten de twee op elkaar.");
}

static void compare_posten(const struct comparing *c)
{
    struct examples examples = {.arena = c->job->arena};
    compare_places(c, true, &examples);
    check_none(c->job, arena_printf(c->job->arena, "Gelijk per post: %s", c->what),
               SEVERITY_WARNING, &examples,
               "Hetzelfde cijfer staat in beide uitvoeren, per post; een post kan intussen anders "
               "heten of anders gekoppeld zijn.");
}

static const char *how_it_stands(const struct comparing *c, bool readable)
{
    if (!c->other->there)
        return "niet gepubliceerd";
    if (!readable)
        return "onleesbaar";
    return c->other->stands ? arena_printf(c->job->arena, "%s/" PUBLISHED_SALDI, c->comparison->run)
                            : "niet zoals gepubliceerd";
}

/* A run that was never published is no error: it may come later. */
static void other_is_there(const struct comparing *c, bool readable)
{
    struct arena *arena = c->job->arena;
    const char *run = c->comparison->run;
    bool good = readable && c->other->stands;
    const char *name = arena_printf(arena, "Te vergelijken: %s", c->what);
    struct control *control =
        controls_add(&c->job->controls, arena, name,
                     c->other->there && !good ? SEVERITY_ERROR : SEVERITY_WARNING);
    control->expected = arena_printf(arena, "%s/" PUBLISHED_SALDI, run);
    control->found = how_it_stands(c, readable);
    control->holds = good;
    control->sentence =
        readable && !good
            ? arena_printf(arena,
                           "%s/data/saldi.csv is niet het bestand dat %s/manifest.json noemt: het "
                           "is na het publiceren veranderd. Doe run %s opnieuw.",
                           run, run, run)
            : "De andere uitvoer moet in dezelfde map gepubliceerd zijn.";
}

static void compare(struct job *job, const struct comparison *comparison,
                    const struct other_run *other)
{
    struct comparing c = {.job = job, .comparison = comparison, .other = other};
    c.what = arena_printf(job->arena, "%s = %s: %s", job->plan->standen[comparison->stand].name,
                          comparison->run, comparison->other_stand);
    bool readable = other->readable && saldi_take(&other->saldi, job->arena, &c.saldi);
    other_is_there(&c, readable);
    if (!readable || !other->stands)
        return;
    compare_pakketten(&c);
    compare_posten(&c);
}

/* Each other run is read once, however often it is compared with. */
static const struct other_run *find_other(struct job *job, struct other_run *others,
                                          const char *run)
{
    const size_t i = array_index(others, job->others.n, recorded.run, run);
    if (i == job->others.n) {
        other_run_read(job->compare, run, job->plan->name, job->arena, &others[i]);
        job->others.items[job->others.n++] = others[i].recorded;
    }
    return &others[i];
}

static void compare_with_other_runs(struct job *job)
{
    const size_t most = job->plan->n_comparisons;
    struct other_run *others = arena_alloc(job->arena, most * sizeof *others);
    job->others.items = arena_alloc(job->arena, most * sizeof *job->others.items);
    for (size_t i = 0; i < most; i++) {
        const struct comparison *comparison = &job->plan->comparisons[i];
        compare(job, comparison, find_other(job, others, comparison->run));
    }
}

/* ---- what was decided ---- */

/* The effects of one sectie of the programma in realisatie and begroting; false on overflow. */
static bool decided(const struct job *job, enum sectie sectie, struct money *realisatie,
                    struct money *begroting)
{
    const struct plan *plan = job->plan;
    *realisatie = *begroting = (struct money){0};
    for (size_t p = 0; p < plan->mapping.n_pakketten; p++) {
        struct figure real, budget;
        if (!plan_has_programma(plan, text_of(plan->mapping.pakketten[p].programma)))
            continue;
        if (!ledger_pakket_kolom(job->ledger, p, sectie, &plan->kolommen[plan->realisatie_kolom],
                                 &real) ||
            !ledger_pakket_kolom(job->ledger, p, sectie, &plan->kolommen[plan->begroting_kolom],
                                 &budget) ||
            !money_add(*realisatie, real.money, realisatie) ||
            !money_add(*begroting, budget.money, begroting))
            return false;
    }
    return true;
}

static void lasten_stay_within_the_budget(struct job *job)
{
    const struct plan *plan = job->plan;
    struct money realisatie, begroting;
    const char *name = arena_printf(job->arena, "Lasten binnen de begroting: %s", plan->programma);
    static const char sentence[] =
        "De lasten blijven binnen de begroting na wijziging (begrotingsrechtmatigheid).";
    const bool fits = decided(job, SECTIE_LASTEN, &realisatie, &begroting);
    controls_money(&job->controls, job->arena, name, SEVERITY_WARNING,
                   sum_made(shown_sectie(plan, SECTIE_LASTEN, begroting), fits),
                   sum_made(shown_sectie(plan, SECTIE_LASTEN, realisatie), fits), sentence);
    struct control *control = &job->controls.items[job->controls.n - 1];
    /* lasten count as minus: more of them is a smaller effect */
    control->holds = fits && realisatie.cents >= begroting.cents;
    if (fits && !control->holds)
        control->sentence = arena_printf(
            job->arena, "%s Begroot € %s, besteed € %s: wat erboven ligt moet de raad vaststellen.",
            control->sentence, control->expected, control->found);
}

/* A normal movement of the reserve is counted positive, whatever its effect. */
static bool exceeds(const struct job *job, size_t post, enum sectie sectie,
                    struct money *realisatie, struct money *begroting)
{
    const struct plan *plan = job->plan;
    struct figure real, budget;
    if (!ledger_kolom(job->ledger, post, sectie, &plan->kolommen[plan->realisatie_kolom], &real) ||
        !ledger_kolom(job->ledger, post, sectie, &plan->kolommen[plan->begroting_kolom], &budget))
        return false;
    realisatie->cents = real.money.cents * sectie_effect(sectie);
    begroting->cents = budget.money.cents * sectie_effect(sectie);
    return realisatie->cents > 0 && realisatie->cents > begroting->cents;
}

static void reserve_movements_were_decided(struct job *job)
{
    static const enum sectie reserves[] = {SECTIE_STORTINGEN, SECTIE_ONTTREKKINGEN};
    const struct plan *plan = job->plan;
    struct examples examples = {.arena = job->arena};
    for (size_t post = 0; post < plan->mapping.n_posten; post++)
        for (size_t i = 0; i < sizeof reserves / sizeof *reserves; i++) {
            struct money realisatie, begroting;
            if (plan_in_scope(plan, post) &&
                exceeds(job, post, reserves[i], &realisatie, &begroting))
                examples_add(&examples, "%s %s: besloten € %s, geboekt € %s",
                             sectie_name(reserves[i]), plan->mapping.posten[post].name,
                             money_words(job->arena, begroting),
                             money_words(job->arena, realisatie));
        }
    check_none(job, "Reservemutaties binnen een besluit", SEVERITY_WARNING, &examples,
               "Wat in of uit een reserve gaat is nooit meer dan waartoe besloten is.");
}

void controles_vergelijk(struct job *job)
{
    compare_with_other_runs(job);
    if (job->plan->n_comparisons == 0)
        controls_not_done(&job->controls, job->arena, "Gelijk aan een andere uitvoer",
                          SEVERITY_ERROR, NULL);
    if (!job->plan->has_afwijkingen && plan_product(job->plan)->is_judged)
        controls_not_done(
            &job->controls, job->arena,
            arena_printf(job->arena, "Lasten binnen de begroting: %s", job->plan->programma),
            SEVERITY_WARNING, NULL);
    if (!job->plan->has_afwijkingen || plan_product(job->plan)->has_prognose)
        return; /* what is expected can still be decided */
    lasten_stay_within_the_budget(job);
    reserve_movements_were_decided(job);
}

/* ---- the publication that stood ---- */

static void promise(struct job *job)
{
    struct control *control =
        controls_add(&job->controls, job->arena,
                     "Ten opzichte van de vorige publicatie: vergeleken", SEVERITY_ERROR);
    control->holds = true;
    control->sentence =
        "Stond er al een publicatie van deze run, dan is daarmee vergeleken, per bron, sleutel, "
        "periode en besluit: boven grootste_sprong van [vorige] wordt er niets gepubliceerd zonder "
        "[aanvaard]. De meldingen van de run noemden wat er verschoof; pnc diff laat het zien.";
}

void controles_aanvaard(struct job *job)
{
    const struct plan *plan = job->plan;
    if (job->ledger)
        promise(job);
    for (size_t i = 0; i < plan->n_acceptances; i++) {
        const char *name =
            arena_printf(job->arena, "Aanvaarde sprong: %s", plan->acceptances[i].number);
        struct control *control = controls_add(&job->controls, job->arena, name, SEVERITY_WARNING);
        control->found = plan->acceptances[i].reason;
        control->holds = true;
        control->sentence = "Wat een run met dit nummer meldde is aanvaard, om deze reden: het "
                            "geldt voor die ene vergelijking met wat er toen stond.";
    }
}
