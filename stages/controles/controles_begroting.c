/* What only the realisatie beside it shows of a budget that is whole by itself: changes with the
 * other sign, and a part that was not delivered. */
#include "stages/controles/controles.h"

#include <stdlib.h>
#include <string.h>

#define NO_CHANCE 5 /* standard deviations: so much oftener than by heads or tails */

/* ---- changes with the other sign ---- */

#define LEAST_POSTEN  (NO_CHANCE * NO_CHANCE) /* posten and secties: of fewer all may be chance */
#define LEAST_SMALLER 5                       /* of them those that a change makes smaller */

/* How often primair - wijziging is nearer to the realisatie than primair + wijziging. */
struct nearer {
    int64_t n, n_other;
};

static size_t stand_of(const struct plan *plan, const char *kind, int year)
{
    size_t s = 0;
    while (s < plan->n_standen &&
           (plan->standen[s].year != year || strcmp(plan->standen[s].kind, kind) != 0))
        s++;
    return s;
}

/* Of changes that make the budget larger [1], and smaller [0]. */
static void compare_signs(const struct job *job, size_t change, struct nearer nearer[2])
{
    const struct plan *plan = job->plan;
    const int year = plan->standen[change].year;
    const size_t primair = stand_of(plan, STAND_PRIMAIR, year);
    const size_t realisatie = stand_of(plan, STAND_REALISATIE, year);
    if (primair == plan->n_standen || realisatie == plan->n_standen)
        return;
    for (size_t p = 0; p < plan->mapping.n_posten; p++)
        for (enum sectie s = 0; s < SECTIE_COUNT; s++) {
            const int64_t was = ledger_figure(job->ledger, p, s, primair).money.cents;
            const int64_t by = ledger_figure(job->ledger, p, s, change).money.cents;
            const int64_t is = ledger_figure(job->ledger, p, s, realisatie).money.cents;
            const int64_t plus = llabs(is - was - by), minus = llabs(is - was + by);
            struct nearer *of = &nearer[llabs(was + by) > llabs(was)];
            of->n += was && by && is && plus != minus;
            of->n_other += was && by && is && minus < plus;
        }
}

/* A year that has hardly begun is nearer to whatever is smaller: that explains nothing of changes
 * that make the budget smaller. */
static bool is_other_sign(const struct nearer nearer[2])
{
    const int64_t n = nearer[0].n + nearer[1].n;
    const int64_t more = 2 * (nearer[0].n_other + nearer[1].n_other) - n;
    return more > 0 && more * more >= NO_CHANCE * NO_CHANCE * n && nearer[0].n >= LEAST_SMALLER &&
           2 * nearer[0].n_other > nearer[0].n;
}

static void look_at_signs(struct job *job)
{
    static const char name[] = "Wijzigingen met het goede teken";
    const struct plan *plan = job->plan;
    struct examples examples = {.text = ""};
    bool any = false, done = false;
    for (size_t s = 0; s < plan->n_standen; s++) {
        struct nearer nearer[2] = {0};
        if (!stand_is_change(&plan->standen[s]))
            continue;
        any = true;
        compare_signs(job, s, nearer);
        const int64_t n = nearer[0].n + nearer[1].n;
        done |= n >= LEAST_POSTEN;
        if (is_other_sign(nearer))
            examples_add(&examples, job->arena,
                         "%s past andersom beter bij %lld van de %lld posten",
                         plan->standen[s].name, (long long)(nearer[0].n_other + nearer[1].n_other),
                         (long long)n);
    }
    if (any && !done)
        controls_not_done(&job->controls, job->arena, name, SEVERITY_WARNING, NULL);
    else if (any)
        check_none(job, name, SEVERITY_WARNING, &examples,
                   "De begroting na wijziging hoort bij de meeste posten dichter bij de realisatie "
                   "te liggen dan met het andere teken; zo niet, kijk dan naar teken in het "
                   "bronprofiel van de wijzigingen, en of debet en credit verwisseld zijn.");
}

/* ---- a part of a budget ---- */

#define LEAST_SHARE 4          /* one in so many of the keys */
#define BY_CHANCE   1000000000 /* one in so many orders of the keys */

/* True when there are very many ways to take k of n. */
static bool is_rare(uint64_t n, uint64_t k)
{
    uint64_t ways = 1;
    for (uint64_t i = 1; i <= k && ways < BY_CHANCE; i++)
        ways = ways * (n - k + i) / i;
    return ways >= BY_CHANCE;
}

enum { HAS_REALISATIE = 1, HAS_BUDGET = 2 };

/* Per key of posten.csv. The realisatie is that of the budget's year where the run has it: another
 * year may have had other keys. */
static void learn_keys(const struct job *job, size_t primair, uint8_t *has)
{
    const struct plan *plan = job->plan;
    const size_t same_year = stand_of(plan, STAND_REALISATIE, plan->standen[primair].year);
    memset(has, 0, plan->mapping.n_keys);
    for (struct key_cursor keys = ledger_keys(job->ledger); key_cursor_next(&keys);) {
        const size_t stand = keys.line.stand;
        const bool is_realisatie = same_year < plan->n_standen
                                       ? stand == same_year
                                       : strcmp(plan->standen[stand].kind, STAND_REALISATIE) == 0;
        has[keys.line.rule] |=
            (is_realisatie ? HAS_REALISATIE : 0) | (stand == primair ? HAS_BUDGET : 0);
    }
}

/* Keys with a realisatie and no budget, when they are all in front of it or all behind, in this
 * order. */
static bool look_at_keys(struct job *job, size_t primair, const uint8_t *has, const size_t *order,
                         struct examples *examples)
{
    const struct mapping *mapping = &job->plan->mapping;
    size_t n = 0, n_missing = 0, n_front = 0, n_behind = 0;
    size_t first = mapping->n_keys, last = 0; /* with a budget */
    for (size_t k = 0; k < mapping->n_keys; k++) {
        const uint8_t of = has[order[k]];
        const bool missing = of == HAS_REALISATIE, has_budget = (of & HAS_BUDGET) != 0;
        n += (of & HAS_REALISATIE) != 0;
        first = has_budget && first > k ? k : first;
        last = has_budget ? k : last;
        n_missing += missing;
        n_front += missing && first == mapping->n_keys;
        n_behind = has_budget ? 0 : n_behind + missing;
    }
    const bool in_front = n_missing == n_front;
    if (first == mapping->n_keys || n_missing * LEAST_SHARE < n || !is_rare(n, n_missing) ||
        (!in_front && n_missing != n_behind))
        return false;
    const struct text edge = mapping->keys[order[in_front ? first : last]].key;
    examples_add(examples, job->arena, "%s: %zu van de %zu sleutels met realisatie, alle %s %.*s",
                 job->plan->standen[primair].name, n_missing, n, in_front ? "voor" : "achter",
                 TEXT_ARG(edge));
    return true;
}

static int by_line(const void *a, const void *b, void *keys)
{
    const struct key_rule *all = keys;
    const int x = all[*(const size_t *)a].line_no, y = all[*(const size_t *)b].line_no;
    return (x > y) - (x < y);
}

/* By key, and as posten.csv has them: an export has one of these orders. */
static void look_at_parts(struct job *job)
{
    const struct plan *plan = job->plan;
    const size_t n = plan->mapping.n_keys;
    struct examples examples = {.text = ""};
    uint8_t *has = arena_alloc(job->arena, n + 1);
    size_t *by_key = arena_alloc(job->arena, (n + 1) * sizeof *by_key);
    size_t *as_listed = arena_alloc(job->arena, (n + 1) * sizeof *as_listed);
    for (size_t k = 0; k < n; k++)
        by_key[k] = as_listed[k] = k;
    qsort_r(as_listed, n, sizeof *as_listed, by_line, plan->mapping.keys);
    for (size_t s = 0; s < plan->n_standen; s++) {
        if (strcmp(plan->standen[s].kind, STAND_PRIMAIR) != 0)
            continue;
        learn_keys(job, s, has);
        if (!look_at_keys(job, s, has, by_key, &examples))
            look_at_keys(job, s, has, as_listed, &examples);
    }
    if (examples.n > 0)
        check_none(job, "Begroting tot het einde", SEVERITY_WARNING, &examples,
                   "Zoveel sleutels achter elkaar zonder begroting is geen toeval: misschien is er "
                   "maar een deel van de begroting geleverd.");
}

void controles_begroting(struct job *job)
{
    look_at_signs(job);
    look_at_parts(job);
}
