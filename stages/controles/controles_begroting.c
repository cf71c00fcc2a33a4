/* What only another stand shows of a budget that is whole by itself: changes with the other sign, a
 * part that was not delivered. */
#include "pipeline/base/text_list.h"
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

/* Of changes of one sectie, or of all (SECTIE_COUNT), that make the budget larger [1], and smaller
 * [0]. */
static void compare_signs(const struct job *job, size_t change, enum sectie sectie,
                          struct nearer nearer[2])
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
            const bool counts = was && by && is && (sectie == SECTIE_COUNT || sectie == s);
            of->n += counts && plus != minus;
            of->n_other += counts && minus < plus;
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

#define LEAST_NEUTRAL 3 /* besluiten, and half of all */

/* Of besluiten with more than one sectie: how many, and how many leave the result as it is when
 * some secties (a bit each) have the other sign. */
struct neutral {
    size_t n, n_at_nul;
};

static struct neutral neutral_of(__int128 (*sums)[SECTIE_COUNT], size_t n, unsigned other)
{
    struct neutral neutral = {0};
    for (size_t b = 1; b < n; b++) {
        __int128 sum = 0;
        unsigned n_secties = 0;
        for (enum sectie s = 0; s < SECTIE_COUNT; s++) {
            sum += other >> s & 1 ? -sums[b][s] : sums[b][s];
            n_secties += sums[b][s] != 0;
        }
        neutral.n += n_secties > 1;
        neutral.n_at_nul += n_secties > 1 && sum == 0;
    }
    return neutral;
}

/* Most besluiten are neutral: where none is as it stands, and many are with the other sign of some
 * secties, that is their sign. */
static void look_at_neutral(const struct job *job, size_t change, struct examples *examples)
{
    const size_t n = job->ledger->labels[DIMENSION_BESLUIT].n;
    __int128(*sums)[SECTIE_COUNT] = arena_alloc(job->arena, (n + 1) * sizeof *sums);
    memset(sums, 0, (n + 1) * sizeof *sums);
    for (struct key_cursor keys = ledger_keys(job->ledger); key_cursor_next(&keys);)
        if (keys.line.stand == change)
            sums[keys.line.labels[KEY_BESLUIT]][keys.line.sectie] +=
                keys.line.tallied.figure.money.cents;
    unsigned best = 0;
    for (unsigned other = 1 << SECTIE_BATEN; other < 1 << SECTIE_COUNT; other += 1 << SECTIE_BATEN)
        if (neutral_of(sums, n, other).n_at_nul > neutral_of(sums, n, best).n_at_nul)
            best = other;
    const struct neutral neutral = neutral_of(sums, n, best);
    if (neutral_of(sums, n, 0).n_at_nul > 0 || neutral.n_at_nul < LEAST_NEUTRAL ||
        neutral.n_at_nul * 2 < neutral.n)
        return;
    struct text_list secties = {.arena = job->arena};
    for (enum sectie s = 0; s < SECTIE_COUNT; s++)
        if (best >> s & 1)
            list_add(&secties, "%s", sectie_name(s));
    examples_add(examples,
                 "%s: van de %zu besluiten komt er zo geen op nul uit, en met het andere teken van "
                 "%s %zu",
                 job->plan->standen[change].name, neutral.n, list_text(&secties, ""),
                 neutral.n_at_nul);
}

static void look_at_signs(struct job *job)
{
    static const char name[] = "Wijzigingen met het goede teken";
    const struct plan *plan = job->plan;
    struct examples examples = {.arena = job->arena};
    bool any = false, done = false;
    for (size_t s = 0; s < plan->n_standen; s++) {
        if (!stand_is_change(&plan->standen[s]))
            continue;
        const size_t n_told = examples.n;
        for (int of = 0; of <= SECTIE_COUNT; of++) {
            struct nearer nearer[2] = {0};
            compare_signs(job, s, (enum sectie)of, nearer);
            const int64_t n = nearer[0].n + nearer[1].n;
            any |= n > 0;
            done |= n >= LEAST_POSTEN;
            if (is_other_sign(nearer) && (of < SECTIE_COUNT || examples.n == n_told))
                examples_add(&examples, "%s%s%s past andersom beter bij %lld van de %lld posten",
                             plan->standen[s].name, of == SECTIE_COUNT ? "" : " van ",
                             of == SECTIE_COUNT ? "" : sectie_name((enum sectie)of),
                             (long long)(nearer[0].n_other + nearer[1].n_other), (long long)n);
        }
        look_at_neutral(job, s, &examples);
    }
    if (any && !done && !examples.n)
        controls_not_done(&job->controls, job->arena, name, SEVERITY_WARNING, NULL);
    else if (done || examples.n)
        check_none(job, name, SEVERITY_WARNING, &examples,
                   "De begroting na wijziging hoort bij de meeste posten dichter bij de realisatie "
                   "te liggen dan met het andere teken, en besluiten komen meestal op nul uit; zo "
                   "niet, kijk dan naar teken in het bronprofiel van de wijzigingen, en of debet "
                   "en credit verwisseld zijn.");
}

/* ---- a sectie or a pakket of which there is nothing at all ---- */

#define GROUP_POSTEN 3 /* so many posten of it have the one, and none the other, */
#define MOST_POSTEN  8 /* or of all but one in so many: then no order is needed */
#define LEAST_COPIED 10
#define BY_CHANCE    1000000000
#define NO_ACCIDENT  100000 /* one in so many: all of a group lack what the others have */

/* What is compared of a year. */
struct beside {
    struct job *job;
    unsigned last; /* month that is booked, 0: none is known */
    bool is_late;  /* half of the year is booked, at least */
    size_t primair, realisatie;
    struct examples missing, copied;
};

/* Of posten and secties: how many have the one, the other, both; and of these how much. */
struct held {
    size_t n_budget, n_realisatie, n_both, n_equal, n_unplanned;
    struct money budget, realisatie; /* of those with both, to see how far the year is */
};

/* In any stand of the year that is no realisatie: a change may be all that there is. */
static bool is_planned(const struct beside *beside, size_t post, enum sectie s)
{
    const struct plan *plan = beside->job->plan;
    const int year = plan->standen[beside->primair].year;
    bool planned = false;
    for (size_t stand = 0; stand < plan->n_standen; stand++)
        planned |= stand != beside->realisatie && plan->standen[stand].year == year &&
                   ledger_figure(beside->job->ledger, post, s, stand).n_mutaties > 0;
    return planned;
}

static void add_post(const struct beside *beside, size_t post, enum sectie s, struct held *held)
{
    const struct figure budget = ledger_figure(beside->job->ledger, post, s, beside->primair);
    const struct figure realisatie =
        ledger_figure(beside->job->ledger, post, s, beside->realisatie);
    const bool both = budget.money.cents && realisatie.money.cents;
    held->n_budget += budget.money.cents != 0;
    held->n_realisatie += realisatie.money.cents != 0;
    held->n_unplanned += realisatie.money.cents && !is_planned(beside, post, s);
    held->n_both += both;
    held->n_equal += both && budget.money.cents == realisatie.money.cents;
    if (both)
        held->budget = money_capped(held->budget, money_size(budget.money));
    if (both)
        held->realisatie = money_capped(held->realisatie, money_size(realisatie.money));
}

/* Of one sectie, of one pakket, or where these are beyond, of all. */
static struct held held_by(const struct beside *beside, int sectie, size_t pakket)
{
    const struct plan *plan = beside->job->plan;
    struct held held = {0};
    for (size_t p = 0; p < plan->mapping.n_posten; p++)
        for (enum sectie s = 0; s < SECTIE_COUNT; s++)
            if ((sectie == SECTIE_COUNT || (int)s == sectie) && plan_in_scope(plan, p) &&
                (pakket == plan->mapping.n_pakketten || plan->mapping.posten[p].pakket == pakket))
                add_post(beside, p, s, &held);
    return held;
}

/* By its last month, or by what is booked of the budget. */
static bool is_half_over(struct beside *beside, const struct held *all)
{
    beside->last = ledger_last_period(beside->job->ledger, beside->realisatie, PLAN_MONTHS);
    return all->n_both >= GROUP_POSTEN &&
           (beside->last * 2 >= PLAN_MONTHS || all->realisatie.cents >= all->budget.cents / 2);
}

bool lack_by_accident(size_t n_group, size_t n_others, size_t n_both, size_t n_groups)
{
    uint64_t chance = BY_CHANCE;
    for (size_t i = 0; i < n_group && chance > 0; i++)
        chance = chance * (n_others - n_both + 1) / (n_others + 1);
    return chance > BY_CHANCE / NO_ACCIDENT / n_groups;
}

/* A year that is not half over may have nothing of it yet; who budgets only lasten may have baten.
 */
static void tell_group(struct beside *beside, const struct held *all, const struct held *of,
                       const char *words, bool is_pakket)
{
    const struct stand *standen = beside->job->plan->standen;
    if (of->n_budget >= GROUP_POSTEN && of->n_realisatie == 0 && beside->is_late &&
        !lack_by_accident(of->n_budget, all->n_budget - of->n_budget, all->n_both, 1))
        examples_add(&beside->missing, "%s: %zu posten in %s, niets in %s", words, of->n_budget,
                     standen[beside->primair].name, standen[beside->realisatie].name);
    if (is_pakket && of->n_realisatie >= GROUP_POSTEN && of->n_unplanned == of->n_realisatie &&
        !lack_by_accident(of->n_realisatie, all->n_realisatie - of->n_realisatie,
                          all->n_realisatie - all->n_unplanned, 1))
        examples_add(&beside->missing, "%s: %zu posten in %s, niets in %s", words, of->n_realisatie,
                     standen[beside->realisatie].name, standen[beside->primair].name);
}

/* A budget beside what is booked; of what is booked in two years, only whether it is the same. */
static void look_beside(struct beside *beside, bool budget)
{
    struct job *job = beside->job;
    const struct mapping *mapping = &job->plan->mapping;
    const struct held all = held_by(beside, SECTIE_COUNT, mapping->n_pakketten);
    beside->is_late = is_half_over(beside, &all);
    for (int s = 0; s < SECTIE_COUNT; s++) {
        const struct held of = held_by(beside, s, mapping->n_pakketten);
        /* reserves are booked when the year ends */
        if (budget && (beside->last == PLAN_MONTHS || s == SECTIE_LASTEN || s == SECTIE_BATEN))
            tell_group(beside, &all, &of, sectie_name((enum sectie)s), false);
        const bool yearly = !budget && s >= SECTIE_STORTINGEN; /* of a reserve the same each year */
        if (!yearly && of.n_equal >= LEAST_COPIED && of.n_equal * 10 >= of.n_both * 9)
            examples_add(&beside->copied, "%s, %s is bij %zu van de %zu posten tot op de cent %s",
                         sectie_name((enum sectie)s), job->plan->standen[beside->primair].name,
                         of.n_equal, of.n_both, job->plan->standen[beside->realisatie].name);
    }
    for (size_t p = 0; budget && p < mapping->n_pakketten; p++) {
        const struct held of = held_by(beside, SECTIE_COUNT, p);
        tell_group(beside, &all, &of,
                   arena_printf(job->arena, "pakket %s", mapping->pakketten[p].code), true);
    }
    if (budget && all.n_budget > 0 && beside->missing.n == 0 &&
        all.n_realisatie >= 2 * MOST_POSTEN &&
        (all.n_realisatie - all.n_both) * MOST_POSTEN >= all.n_realisatie * (MOST_POSTEN - 1))
        examples_add(&beside->missing, "%zu van de %zu posten met %s staan in %s", all.n_both,
                     all.n_realisatie, job->plan->standen[beside->realisatie].name,
                     job->plan->standen[beside->primair].name);
}

static void look_at_groups(struct job *job)
{
    const struct plan *plan = job->plan;
    struct beside beside = {
        .job = job, .missing = {.arena = job->arena}, .copied = {.arena = job->arena}};
    for (beside.primair = 0; beside.primair < plan->n_standen; beside.primair++) {
        const struct stand *stand = &plan->standen[beside.primair];
        const bool budget = strcmp(stand->kind, STAND_PRIMAIR) == 0;
        beside.realisatie = stand_of(plan, STAND_REALISATIE, stand->year + !budget);
        if ((budget || strcmp(stand->kind, STAND_REALISATIE) == 0) &&
            beside.realisatie < plan->n_standen)
            look_beside(&beside, budget);
    }
    if (beside.missing.n > 0)
        check_none(job, "Begroot en geboekt", SEVERITY_WARNING, &beside.missing,
                   "Wat begroot is wordt meestal ook geboekt, en andersom: hier is van een hele "
                   "sectie of van een heel pakket het een er niet. Misschien is een deel niet "
                   "geleverd, of neemt een regel van [buiten_scope] of [sectie] het weg.");
    if (beside.copied.n > 0)
        check_none(
            job, "Begroting is geen realisatie", SEVERITY_WARNING, &beside.copied,
            "Een begroting is van tevoren gemaakt, en een jaar is geen ander jaar: een kolom "
            "te ver geexporteerd, in het bronprofiel verwisseld, of een bestand van dit jaar "
            "als dat van vorig jaar.");
}

/* ---- a part of a budget, or of a year that is over ---- */

#define LEAST_SHARE 4       /* one in so many of the keys */
#define NO_ORDER    1000000 /* one in so many orders of the keys */

/* True when there are very many ways to take k of n. */
static bool is_rare(uint64_t n, uint64_t k)
{
    uint64_t ways = 1;
    for (uint64_t i = 1; i <= k && ways < NO_ORDER; i++)
        ways = ways * (n - k + i) / i;
    return ways >= NO_ORDER;
}

/* Of a key and sectie: the stand, the other of its year (of a budget the realisatie, of this the
 * budget), anything of an earlier year in a source without the stand; the stand in another sectie;
 * of a budget a change of its year. */
enum { HAS_STAND = 1, HAS_SAME_YEAR = 2, HAS_ELSEWHERE = 4, HAS_OTHER_SECTIE = 8, HAS_CHANGE = 16 };

static bool is_primair(const struct stand *stand)
{
    return strcmp(stand->kind, STAND_PRIMAIR) == 0;
}

/* Where to begin, downwards: a budget, and the realisatie of a year that is over, have all secties
 * (SECTIE_COUNT); of a year that is half over, beside its budget, lasten and baten: reserves are
 * booked when it ends. Below 0: it says nothing. */
static int first_sectie(struct job *job, size_t s)
{
    const struct plan *plan = job->plan;
    const struct stand *stand = &plan->standen[s];
    if (is_primair(stand))
        return SECTIE_COUNT;
    if (strcmp(stand->kind, STAND_REALISATIE) != 0)
        return -1;
    if (stand->year < plan->year - plan_product(plan)->n_years_ahead)
        return SECTIE_COUNT;
    struct beside beside = {
        .job = job, .primair = stand_of(plan, STAND_PRIMAIR, stand->year), .realisatie = s};
    if (beside.primair == plan->n_standen)
        return -1;
    const struct held all = held_by(&beside, SECTIE_COUNT, plan->mapping.n_pakketten);
    return is_half_over(&beside, &all) ? beside.last == PLAN_MONTHS ? SECTIE_COUNT : SECTIE_BATEN
                                       : -1;
}

/* So many keys came that the other year had its own. */
static bool is_recoded(const uint8_t *has, size_t n)
{
    size_t n_came = 0, n_went = 0;
    for (size_t k = 0; k < n; k++) {
        n_came += (has[k] & HAS_STAND) && !(has[k] & HAS_ELSEWHERE);
        n_went += (has[k] & ~HAS_CHANGE) == HAS_ELSEWHERE;
    }
    return n_came * LEAST_SHARE > n_went;
}

/* Per key of posten.csv, of one sectie, or of all (SECTIE_COUNT). What sources of years before have
 * is only asked where the other of its year is not there in a source of its own: they may have had
 * other keys. */
static void learn_keys(const struct job *job, size_t stand, enum sectie sectie, uint8_t *has)
{
    const struct plan *plan = job->plan;
    const struct key_sums sums = ledger_sums(job->ledger, SUMS_BY_KEY);
    const int year = plan->standen[stand].year;
    const bool primair = is_primair(&plan->standen[stand]);
    const size_t same_year = stand_of(plan, primair ? STAND_REALISATIE : STAND_PRIMAIR, year);
    const size_t n = plan->mapping.n_keys;
    bool *of_stand = arena_alloc(job->arena, plan->n_sources * sizeof *of_stand);
    int64_t(*planned)[SECTIE_COUNT] = arena_alloc(job->arena, (n + 1) * sizeof *planned);
    bool has_year = false;
    memset(has, 0, n);
    for (const struct key_sum *sum = sums.items; sum < sums.items + sums.n; sum++)
        of_stand[sum->source] |= sum->stand == stand;
    for (const struct key_sum *sum = sums.items; sum < sums.items + sums.n; sum++) {
        const struct stand *other = &plan->standen[sum->stand];
        has_year |= sum->stand == same_year && !of_stand[sum->source];
        const bool elsewhere = !of_stand[sum->source] && other->year <= year &&
                               (stand_is_booked(other) || is_primair(other));
        const bool is_change = stand_is_change(other) && other->year == year && sum->money.cents;
        if (is_change || sum->stand == same_year)
            planned[sum->of][sum->sectie] += sum->money.cents;
        if (sectie != SECTIE_COUNT && sum->sectie != sectie)
            has[sum->of] |= sum->stand == stand ? HAS_OTHER_SECTIE : 0;
        else if (years_hold(plan->mapping.keys[sum->of].years, year))
            has[sum->of] |= sum->stand == stand       ? HAS_STAND
                            : sum->stand == same_year ? HAS_SAME_YEAR
                            : elsewhere               ? HAS_ELSEWHERE
                            : is_change && primair    ? HAS_CHANGE
                                                      : 0;
    }
    for (size_t k = 0; k < n && !primair; k++) {
        bool any = false;
        for (enum sectie s = 0; s < SECTIE_COUNT; s++)
            any |= (sectie == SECTIE_COUNT || sectie == s) && planned[k][s];
        has[k] &= any ? UINT8_MAX : (uint8_t)~HAS_SAME_YEAR;
    }
    if (has_year || is_recoded(has, n))
        for (size_t k = 0; k < n; k++)
            has[k] &= (uint8_t)~HAS_ELSEWHERE;
}

/* Keys that another stand has and this one lacks, when they are all in front of it or all behind,
 * in this order; but not when each of them came by a change. */
static bool look_at_keys(struct job *job, size_t stand, enum sectie sectie, const uint8_t *has,
                         const size_t *order, struct examples *examples)
{
    const struct mapping *mapping = &job->plan->mapping;
    size_t n = 0, n_missing = 0, n_front = 0, n_behind = 0, n_changed = 0;
    size_t first = mapping->n_keys, last = 0; /* that the stand has */
    for (size_t k = 0; k < mapping->n_keys; k++) {
        const uint8_t of = has[order[k]];
        const bool is_there = (of & HAS_STAND) != 0;
        const bool compared = (of & (HAS_SAME_YEAR | HAS_ELSEWHERE)) != 0;
        const bool missing = compared && !(of & (HAS_STAND | HAS_OTHER_SECTIE));
        n += compared;
        first = is_there && first > k ? k : first;
        last = is_there ? k : last;
        n_missing += missing;
        n_changed += missing && (of & HAS_CHANGE);
        n_front += missing && first == mapping->n_keys;
        n_behind = is_there ? 0 : n_behind + missing;
    }
    const bool in_front = n_missing == n_front;
    if (first == mapping->n_keys || n_missing * LEAST_SHARE < n || !is_rare(n, n_missing) ||
        n_changed == n_missing || (!in_front && n_missing != n_behind))
        return false;
    const struct text edge = mapping->keys[order[in_front ? first : last]].key;
    examples_add(examples, "%s%s%s: %zu van de %zu sleutels, alle %s %.*s",
                 job->plan->standen[stand].name, sectie == SECTIE_COUNT ? "" : ", ",
                 sectie == SECTIE_COUNT ? "" : sectie_name(sectie), n_missing, n,
                 in_front ? "voor" : "achter", TEXT_ARG(edge));
    return true;
}

static int by_line(const void *a, const void *b, void *keys)
{
    const struct key_rule *all = keys;
    const int x = all[*(const size_t *)a].line_no, y = all[*(const size_t *)b].line_no;
    return (x > y) - (x < y);
}

/* By key, and as posten.csv has them: an export has one of these orders. Of all secties together,
 * or where that says nothing of one: they may come from several sources. */
static void look_at_parts(struct job *job)
{
    const struct plan *plan = job->plan;
    const size_t n = plan->mapping.n_keys;
    struct examples examples = {.arena = job->arena};
    uint8_t *has = arena_alloc(job->arena, n + 1);
    size_t *by_key = arena_alloc(job->arena, (n + 1) * sizeof *by_key);
    size_t *as_listed = arena_alloc(job->arena, (n + 1) * sizeof *as_listed);
    for (size_t k = 0; k < n; k++)
        by_key[k] = as_listed[k] = k;
    qsort_r(as_listed, n, sizeof *as_listed, by_line, plan->mapping.keys);
    for (size_t stand = 0; stand < plan->n_standen; stand++) {
        bool told = false;
        for (int s = first_sectie(job, stand); s >= 0 && !told; s--) {
            learn_keys(job, stand, (enum sectie)s, has);
            told = look_at_keys(job, stand, (enum sectie)s, has, by_key, &examples) ||
                   look_at_keys(job, stand, (enum sectie)s, has, as_listed, &examples);
        }
    }
    if (examples.n > 0)
        check_none(
            job, "Standen tot het einde", SEVERITY_WARNING, &examples,
            "Zoveel sleutels achter elkaar, die elders bedragen hebben en hier niet, is geen "
            "toeval: misschien is er maar een deel geleverd.");
}

void controles_begroting(struct job *job)
{
    look_at_signs(job);
    look_at_parts(job);
    look_at_groups(job);
}
