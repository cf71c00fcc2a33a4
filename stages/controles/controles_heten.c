/* Namen bij hun sleutel en rekening: what stands beside keys and accounts as their names
 * (stages/pairs.c), per stand of each source: a unit. There a name is at the key that has three in
 * four of its lines, or nobody's. At another key, in few lines or in another unit, it is told when
 * that key has a name of its own, but for units that number otherwise. */
#include "pipeline/base/array.h"
#include "stages/controles/controles.h"

#include <stdlib.h>

#define NAME "Namen bij hun sleutel en rekening"
#define SURE 3 /* so many names of keys in few lines: these were not booked so */

struct named {
    size_t unit;
    struct text code, name;
    const struct finding *finding;
    const struct named *lead;   /* the name in this unit; NULL: nobody's */
    struct named *first, *next; /* of its code, in the order of the items */
};

struct naming {
    struct job *job;
    enum finding_kind kind;
    struct named *items; /* by name and unit; heap */
    size_t n;
    struct unit {
        uint64_t n_same, n_other; /* lines whose name another unit has at their key, at another */
    } * units;
    struct examples examples;
    size_t n_few;    /* names that are told in few lines of a unit */
    struct text few; /* the last of them: one name at more keys is a key that was closed or split */
    int64_t lost;    /* lines of names that are nobody's, above those of others */
};

static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    const int order = text_natural(x->name, y->name);
    return order ? order : (x->unit > y->unit) - (x->unit < y->unit);
}

static int by_code(const void *a, const void *b)
{
    const struct named *x = *(struct named *const *)a, *y = *(struct named *const *)b;
    const int order = text_natural(x->code, y->code);
    return order ? order : (x > y) - (x < y);
}

static void link_codes(struct naming *all)
{
    struct named **of = arena_alloc(all->job->arena, all->n * sizeof *of + 1);
    for (size_t i = 0; i < all->n; i++)
        of[i] = &all->items[i];
    array_sort(of, all->n, by_code);
    for (size_t i = 0; i < all->n; i++) {
        const bool same = i > 0 && text_equal(of[i - 1]->code, of[i]->code);
        of[i]->first = same ? of[i - 1]->first : of[i];
        if (same)
            of[i - 1]->next = of[i];
    }
}

static void learn(struct naming *all, size_t source, enum finding_kind kind)
{
    struct job *job = all->job;
    const struct findings *findings = &job->ledger->accounts[source].findings[kind];
    if (findings->n > findings->n_listed) {
        controls_not_done(&job->controls, job->arena,
                          arena_printf(job->arena, NAME ": %s", job->plan->sources[source].name),
                          SEVERITY_WARNING, NULL);
        return; /* what it has is not whole */
    }
    for (const struct finding *f = findings->items; f < findings->items + findings->n_listed; f++) {
        char *code;
        struct named named = {.finding = f, .unit = strtoul(f->what, &code, 10)};
        named.unit += source * (job->plan->n_standen + 1); /* 1: none that the run knows */
        named.name = text_of(code + 1);
        text_split(&named.name, '\n', &named.code);
        *mem_add(all->items, all->n) = named;
    }
}

static void find_leads(struct naming *all)
{
    struct named *end = all->items + all->n, *to;
    array_sort(all->items, all->n, by_name);
    for (struct named *from = all->items, *lead; from < end; from = to) {
        uint64_t n_lines = 0;
        for (lead = to = from;
             to < end && to->unit == from->unit && text_equal(to->name, from->name); to++) {
            n_lines += to->finding->n_lines;
            lead = to->finding->n_lines > lead->finding->n_lines ? to : lead;
        }
        for (struct named *k = from; k < to && lead->finding->n_lines * 4 >= n_lines * 3; k++)
            k->lead = lead;
        all->lost += from->lead ? -(int64_t)n_lines : (int64_t)n_lines;
    }
}

/* Where else the name is; itself: where other units have it, too; NULL: nothing tells. */
static const struct named *place_of(const struct naming *all, const struct named *named)
{
    const struct named *at = named, *end = all->items + all->n, *place = NULL;
    if (named->lead != named)
        return named->lead;
    while (at > all->items && text_equal(at[-1].name, named->name))
        at--;
    for (; at < end && text_equal(at->name, named->name); at++)
        if (!at->lead)
            return NULL;
        else if (at->lead == at && at != named && (!place || place == named))
            place = text_equal(at->code, named->code) ? named : at;
    return place;
}

/* Another name of its key, of few lines in the same unit; or NULL. */
static const struct named *own_of(const struct named *named)
{
    for (const struct named *own = named->first; own; own = own->next)
        if (own->lead == own && (own->unit == named->unit || named->lead == named) &&
            !text_begins(own->name, named->name.bytes) &&
            !text_begins(named->name, own->name.bytes))
            return own;
    return NULL;
}

/* Most names are elsewhere than in the other units: another chart of accounts, or the keys of
 * another year. Those of one year all go by posten.csv. */
static bool numbers_otherwise(const struct naming *all, size_t unit)
{
    const struct plan *plan = all->job->plan;
    const size_t stand = unit % (plan->n_standen + 1);
    return all->units[unit].n_same < all->units[unit].n_other &&
           (all->kind == FINDING_REKENINGNAAM || stand == plan->n_standen ||
            plan->standen[stand].year != plan->year);
}

static void look(struct naming *all, const struct named *named, bool telling)
{
    struct arena *arena = all->job->arena;
    struct unit *unit = &all->units[named->unit];
    const struct named *own, *place = place_of(all, named);
    const bool few = named->lead != named;
    if (!telling && place && !few)
        *(place == named ? &unit->n_same : &unit->n_other) += named->finding->n_lines;
    if (!telling || !place || place == named || (!few && numbers_otherwise(all, named->unit)) ||
        !(own = own_of(named)))
        return;
    if (!few && place->finding->n_lines < named->finding->n_lines && own_of(place))
        return; /* it is told there */
    all->n_few += few && !text_equal(all->few, named->name);
    all->few = few ? named->name : all->few;
    examples_add(&all->examples, "%s: bij %s staat %s (%s, € %s), elders bij %s; %s heet %s",
                 named->finding->where, text_masked(arena, named->code),
                 text_masked(arena, named->name),
                 count_words(arena, named->finding->n_lines, "mutatie", "mutaties"),
                 sum_words(arena, named->finding->of_lines), text_masked(arena, place->code),
                 text_masked(arena, named->code), text_masked(arena, own->name));
}

void controles_heten(struct job *job)
{
    struct naming all = {.job = job, .examples = {.arena = job->arena}};
    const size_t n_units = job->plan->n_sources * (job->plan->n_standen + 1);
    for (int kind = FINDING_REKENINGNAAM; kind >= FINDING_SLEUTELNAAM; kind--) {
        all.n = all.n_few = all.lost = 0; /* in the end those of keys */
        all.kind = (enum finding_kind)kind;
        all.units = arena_alloc(job->arena, n_units * sizeof *all.units);
        for (size_t s = 0; s < job->plan->n_sources; s++)
            learn(&all, s, (enum finding_kind)kind);
        find_leads(&all);
        link_codes(&all);
        for (int telling = 0; telling <= 1; telling++)
            for (size_t i = 0; i < all.n; i++)
                look(&all, &all.items[i], telling);
    }
    if (all.lost > 0 && !all.examples.n)
        controls_not_done(&job->controls, job->arena, NAME, SEVERITY_WARNING, NULL);
    else if (all.items)
        check_none(job, NAME, all.n_few >= SURE ? SEVERITY_ERROR : SEVERITY_WARNING, &all.examples,
                   "Een naam staat bij een andere sleutel of rekening dan de zijne: misschien is "
                   "een kolom doorgetrokken of verschoven, of een nummer opnieuw gebruikt. Vraag "
                   "de export opnieuw; is het geen naam daarvan, haal dan sleutelnaam of "
                   "rekeningnaam weg uit [betekenis] van het bronprofiel.");
    free(all.items);
}
