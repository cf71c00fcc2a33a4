/* Controls on periods and kolommen that lack what they should have, or have what they should not.
 */
#include "stages/controles/controles_bronnen.h"
#include "stages/controles/controles_vorige.h"

#include <stdlib.h>
#include <string.h>

#define MONTHS PLAN_MONTHS
/* Behind the months packages close the year in a few more. */
#define LAST_CLOSING 16
/* Of a period that is no month and does not count, fewer than one mutatie in so many may be typing
 * errors. */
#define SHARE 100

/* Of a source, or of one of its standen. */
struct period_counts {
    uint64_t n[LEDGER_NO_PERIOD];
    struct sum sum[LEDGER_NO_PERIOD]; /* effects */
};

/* Of the stand, or of all that perioden are about; in the source of the check or in all others. */
static struct period_counts count_periods(const struct check *check, const struct stand *of,
                                          bool elsewhere)
{
    const struct plan *plan = check->job->plan;
    size_t source = (size_t)(check->source - plan->sources);
    const struct ledger *ledger = check->job->ledger;
    const struct key_sums sums = elsewhere ? ledger_sums(ledger, SUMS_BY_PERIOD)
                                           : ledger_sums_of(ledger, SUMS_BY_PERIOD, source);
    struct period_counts counts = {{0}, {{{0}, 0}}};
    for (const struct key_sum *sum = sums.items; sum < sums.items + sums.n; sum++) {
        const struct stand *stand = &plan->standen[sum->stand];
        if ((sum->source == source) == elsewhere || sum->of >= LEDGER_NO_PERIOD ||
            (of && stand != of) ||
            !(plan_cuts_periods(plan, stand) || (sum->of > 0 && stand_is_booked(stand))))
            continue;
        counts.n[sum->of] += sum->n_mutaties;
        sum_add(&counts.sum[sum->of], sum->money);
    }
    return counts;
}

/* ---- periods that do not exist ---- */

static void add_period(struct examples *examples, int period, uint64_t n, struct sum sum,
                       const char *counts)
{
    examples_add(examples, "periode %d (%s, € %s%s)", period, mutaties_words(examples->arena, n),
                 sum_words(examples->arena, sum), counts);
}

/* [run] perioden end before the year does, and the source says of no line where in it that is:
 * where no other source does they cut nothing off. True when that was told. */
static bool cannot_be_cut(const struct check *check)
{
    const struct plan *plan = check->job->plan;
    const struct key_sums sums =
        ledger_sums_of(check->job->ledger, SUMS_BY_PERIOD, (size_t)(check->source - plan->sources));
    struct examples whole = {.arena = check->job->arena};
    struct sum sum = {0};
    bool any = false;
    for (size_t s = 0; s < plan->n_sources; s++)
        any |= plan->sources[s].profile->role[ROLE_PERIODE] != NO_COLUMN;
    if (!plan->has_periods || plan_last_month(plan) == PLAN_MONTHS ||
        check->source->profile->role[ROLE_PERIODE] != NO_COLUMN)
        return false;
    for (size_t i = 0; i < sums.n; i++) {
        const struct stand *stand = &plan->standen[sums.items[i].stand];
        if (stand->year == plan->year && plan_cuts_periods(plan, stand))
            sum_add(&sum, sums.items[i].money);
    }
    if (sum.money.cents == 0)
        return false;
    examples_add(&whole, "€ %s", sum_words(check->job->arena, sum));
    check_none(
        check->job, check_name(check, "Perioden die bestaan"),
        any ? SEVERITY_WARNING : SEVERITY_ERROR, &whole,
        "perioden in [run] laat de laatste maanden van het jaar weg, en deze bron heeft geen "
        "periode: van haar telt alles mee. Zet periode in [betekenis] van haar profiel; kan "
        "dat niet, lever haar tot en met die maand, en haal perioden weg als geen andere "
        "bron ze heeft.");
    return true;
}

void periods_exist(const struct check *check)
{
    struct arena *arena = check->job->arena;
    const struct plan *plan = check->job->plan;
    struct examples strange = {.arena = check->job->arena}, left_out = {.arena = check->job->arena};
    enum severity severity = SEVERITY_WARNING;
    int last_counted = LEDGER_NO_PERIOD - 1;
    if (cannot_be_cut(check) || check->source->profile->role[ROLE_PERIODE] == NO_COLUMN)
        return;
    struct period_counts counted = count_periods(check, NULL, false);
    uint64_t n_counted = 0;
    /* How far the year of a jaarrekening is says nothing of the years before it. */
    const bool uncut = plan->kind == PLAN_JAARREKENING && plan->n_period_kinds == 0 &&
                       plan_last_month(plan) < MONTHS;
    bool any_before = false;
    while (last_counted > MONTHS && !plan->period_counts[last_counted])
        last_counted--;
    if (last_counted == MONTHS) /* of the closing periods [run] names none */
        last_counted = LAST_CLOSING;
    for (int period = 0; period < LEDGER_NO_PERIOD; period++)
        n_counted += counted.n[period];
    for (int period = 0; period < LEDGER_NO_PERIOD; period++) {
        const struct other_period *other = &told_standen(check->account)->periods[period];
        bool is_month = period >= 1 && period <= MONTHS;
        bool unasked = counted.n[period] && !plan->has_periods && !is_month;
        bool few = other->n_mutaties * SHARE < n_counted;
        bool lost = period > LAST_CLOSING || (few && period > last_counted);
        if (unasked)
            add_period(&strange, period, counted.n[period], counted.sum[period], ": telt mee");
        const bool before = uncut && is_month && other->n_mutaties > other->n_now;
        const bool is_strange = lost || before || (few && !is_month);
        any_before |= before;
        if (other->n_mutaties)
            add_period(is_strange ? &strange : &left_out, period,
                       other->n_mutaties - (before ? other->n_now : 0),
                       before ? sum_difference(other->sum, other->sum_now) : other->sum,
                       is_strange ? ": telt niet mee" : "");
        if ((other->n_mutaties || unasked) && lost)
            severity = SEVERITY_ERROR;
    }
    const char *sentence =
        "Perioden 1 tot en met 12 zijn maanden. Welke andere er zijn en meetellen zegt perioden in "
        "[run], zoals 0-13; wat daarbuiten staat, in een periode boven 16 of maar een paar keer, "
        "is een tikfout, of hoort in [buiten_scope] van het bronprofiel.";
    if (any_before)
        sentence = arena_printf(
            arena,
            "%s Van een jaar dat voorbij is tellen maanden nu ook niet mee: zet in [run] "
            "perioden_voor = realisatie %d, of perioden_voor = realisatie als dat zo hoort.",
            sentence, plan->year);
    if (left_out.n)
        sentence =
            arena_printf(arena, "%s Tellen niet mee: %s.", sentence, examples_text(&left_out));
    check_none(check->job, check_name(check, "Perioden die bestaan"), severity, &strange, sentence);
}

/* ---- a period that lacks its mutaties ----
 *
 * Between the first month and the last none is empty of a ledger with many lines, nor of one that
 * has as many in every month. Of realisatie the first is that of the run, and the last too, of a
 * year before and where perioden say where it ends. Of a year that is
 * over the last month has its mutaties whole: not less than half of what any other has, unless
 * closing periods follow.
 */
#define MANY        30 /* per month, on average */
#define EVEN_MONTHS 6  /* so many months with as many lines are no chance, or MANY lines */

struct months {
    int first, last, n_filled, n_empty;
    uint64_t n, most, least;
};

/* Perioden that do not cut a year before are not about it. */
static bool is_counted(const struct plan *plan, const struct stand *stand, int period)
{
    return plan->period_counts[period] ||
           (stand->year < plan->year && !plan_cuts_periods(plan, stand));
}

/* As far as no other source has the month: two packages may share a year. */
static void reach_for_the_run(const struct check *check, const struct stand *stand,
                              struct months *months)
{
    const struct plan *plan = check->job->plan;
    int first = 1, last = is_counted(plan, stand, MONTHS) ? MONTHS : plan_last_month(plan);
    while (first < MONTHS && !is_counted(plan, stand, first))
        first++;
    if (months->n < (uint64_t)months->n_filled * MANY || months->n_filled == 0 ||
        (months->first == MONTHS && stand->year < plan->year)) /* its totals */
        return;
    if ((!plan->has_periods || (plan->kind != PLAN_JAARREKENING && last == MONTHS)) &&
        stand->year >= plan->year - plan_product(plan)->n_years_ahead)
        last = 0; /* it may go on */
    if (months->first <= first && months->last >= last)
        return; /* nearly always; all sources are many lines */
    const struct period_counts elsewhere = count_periods(check, stand, true);
    while (months->first > first && !elsewhere.n[months->first - 1])
        months->first--;
    while (months->last < last && !elsewhere.n[months->last + 1])
        months->last++;
}

static struct months filled_months(const struct period_counts *counts)
{
    struct months months = {.least = UINT64_MAX};
    for (int period = 1; period <= MONTHS; period++) {
        if (counts->n[period] == 0)
            continue;
        months.first = months.first ? months.first : period;
        months.last = period;
        months.n_filled++;
        months.n += counts->n[period];
        months.most = counts->n[period] > months.most ? counts->n[period] : months.most;
        months.least = counts->n[period] < months.least ? counts->n[period] : months.least;
    }
    return months;
}

static struct months look_at_months(const struct check *check, const struct stand *stand,
                                    const struct period_counts *counts)
{
    const struct plan *plan = check->job->plan;
    struct months months = filled_months(counts);
    if (stand_is_booked(stand) && stand->year <= plan->year)
        reach_for_the_run(check, stand, &months);
    for (int period = months.first; period <= months.last; period++)
        months.n_empty += counts->n[period] == 0 && is_counted(check->job->plan, stand, period);
    return months;
}

static bool ends_early(const struct check *check, const struct stand *stand,
                       const struct period_counts *counts)
{
    const struct plan *plan = check->job->plan;
    const struct period_counts elsewhere = count_periods(check, stand, true);
    uint64_t least = UINT64_MAX, n_closing = 0;
    for (int period = 1; period < MONTHS; period++)
        least = counts->n[period] < least ? counts->n[period] : least;
    for (int period = MONTHS + 1; period <= LAST_CLOSING; period++)
        n_closing += counts->n[period] + elsewhere.n[period] +
                     told_standen(check->account)->periods[period].n_mutaties;
    return stand_is_booked(stand) && is_counted(plan, stand, MONTHS) && n_closing == 0 &&
           (plan->kind == PLAN_JAARREKENING || stand->year < plan->year) && least >= MANY &&
           counts->n[MONTHS] > 0 && counts->n[MONTHS] < least / 2;
}

static bool should_be_filled(const struct months *months)
{
    bool many = months->n >= (uint64_t)months->n_filled * MANY;
    bool even = months->most == months->least &&
                (months->n_filled >= EVEN_MONTHS || months->n >= MANY) &&
                months->n_filled >= 4 * months->n_empty;
    return months->n_filled > 0 && months->n_empty > 0 && (many || even);
}

void no_period_is_missing(const struct check *check)
{
    const struct plan *plan = check->job->plan;
    struct examples empty = {.arena = check->job->arena};
    if (check->source->profile->role[ROLE_PERIODE] == NO_COLUMN) {
        if (check_has_sides(check, SIDES_PRIMAIR, true))
            check_not_done(check, "Elke periode heeft mutaties", SEVERITY_WARNING);
        return;
    }
    for (size_t s = 0; s < plan->n_standen; s++) {
        struct period_counts counts = count_periods(check, &plan->standen[s], false);
        struct months months = look_at_months(check, &plan->standen[s], &counts);
        for (int period = months.first; should_be_filled(&months) && period <= months.last;
             period++)
            if (counts.n[period] == 0 && is_counted(plan, &plan->standen[s], period))
                examples_add(&empty, "%s periode %d (gemiddeld %llu per periode)",
                             plan->standen[s].name, period,
                             (unsigned long long)(months.n / (uint64_t)months.n_filled));
        if (ends_early(check, &plan->standen[s], &counts))
            examples_add(&empty, "%s periode %d houdt vroeg op (%llu, gemiddeld %llu per periode)",
                         plan->standen[s].name, MONTHS, (unsigned long long)counts.n[MONTHS],
                         (unsigned long long)(months.n / (uint64_t)months.n_filled));
    }
    check_none(check->job, check_name(check, "Elke periode heeft mutaties"), SEVERITY_WARNING,
               &empty,
               "Van de eerste tot en met de laatste periode van het jaar staat in elke periode "
               "iets; is er een leeg, dan is een deel niet geleverd. Tot waar een jaarrekening in "
               "haar eigen jaar is zegt perioden in [run]: 1-12 als het af is, of 0-13 met een "
               "begin en een afsluiting.");
}

/* Whether the year is over no delivery says. */
void vorige_is_none(struct job *job)
{
    const struct plan *plan = job->plan;
    const struct check all = {.job = job, .source = plan->sources + plan->n_sources};
    struct examples late = {.arena = job->arena};
    controls_not_done(&job->controls, job->arena, VORIGE, SEVERITY_ERROR, NULL);
    for (size_t s = 0; s < plan->n_standen; s++) {
        const struct stand *stand = &plan->standen[s];
        const struct period_counts counts = count_periods(&all, stand, true);
        const struct months months = filled_months(&counts);
        if (plan->kind == PLAN_JAARREKENING && !plan->has_periods && stand->year == plan->year &&
            stand_is_booked(stand) && months.last < MONTHS && months.n_filled > 1 &&
            months.n >= (uint64_t)months.n_filled * MANY)
            examples_add(&late, "%s heeft niets na periode %d", stand->name, months.last);
    }
    if (late.n)
        check_none(job, "Elke periode heeft mutaties: het eind van het jaar", SEVERITY_WARNING,
                   &late,
                   "Loopt het jaar nog, dan staat dit hier alleen de eerste nacht; is het af, dan "
                   "is een deel niet geleverd, en hoort in [run] perioden = 1-12, of 0-13 met een "
                   "begin en een afsluiting.");
}

/* What is only in months that a stand of the run lacks, between months that it has, came in their
 * place. */
bool fills_a_gap(const struct check *check, const struct other_stand *other)
{
    const struct plan *plan = check->job->plan;
    for (size_t s = 0; s < plan->n_standen && other->months; s++) {
        const struct period_counts counts = count_periods(check, &plan->standen[s], false);
        const struct months months = filled_months(&counts);
        bool fills = strcmp(plan->standen[s].kind, other->stand.kind) == 0;
        for (int period = 1; period <= MONTHS; period++)
            fills &= !(other->months >> period & 1) ||
                     (counts.n[period] == 0 && period > months.first && period < months.last);
        if (fills && months.n_filled >= EVEN_MONTHS)
            return true;
    }
    return false;
}

const char *late_months(const struct job *job, const struct source_account *account)
{
    struct examples late = {.arena = job->arena};
    for (int period = plan_last_month(job->plan) + 1; period <= MONTHS; period++) {
        const struct other_period *other = &told_standen(account)->periods[period];
        if (other->n_mutaties)
            add_period(&late, period, other->n_mutaties, other->sum, "");
    }
    return late.n ? examples_text(&late) : "";
}

/* ---- a part of a month ----
 *
 * Neighbours, by post or by key, with mutaties in every other month and none in this one, while
 * what has some has as many as usual. Each month counts as its least, as mutaties come in heaps;
 * what has about the same number every month has two at most. Reserves are booked at the end. */
#define LEAST_MONTHS 3 /* beside it */

typedef uint64_t by_month[MONTHS + 1]; /* mutaties; [0]: of all months */

struct parts {
    struct job *job;
    size_t stand, n;      /* posten or keys */
    uint64_t n_others;    /* months beside it that have some */
    int last;             /* month of them all */
    by_month *of, beside; /* lasten of each, baten of each; of those that have some in a month */
    bool of_keys;
};

/* Of the other months that have some; what the last one misses the one before may, too. */
static uint64_t least_of(const struct parts *parts, const by_month of, int month)
{
    uint64_t least = UINT64_MAX, n = parts->n_others;
    for (int p = 1; p <= MONTHS; p++)
        if (month == parts->last && p == month - 1 && of[p] == 0)
            n--;
        else if (p != month && parts->beside[p] > 0 && of[p] < least)
            least = of[p];
    return least * n;
}

static void look_at_month(const struct parts *parts, int month, int sectie,
                          struct examples *missing)
{
    const struct plan *plan = parts->job->plan;
    const by_month *of = parts->of + parts->n * (size_t)sectie;
    for (size_t i = 0, first = 0, last = 0; i < parts->n; i++) {
        by_month sum = {0};
        for (; i < parts->n && of[i][month] == 0; i++) {
            const size_t key = parts->of_keys ? i : plan->mapping.posten[i].first_key;
            first = sum[0] > 0 ? first : key;
            last = of[i][0] > 0 ? key : last;
            const uint64_t n = parts->n_others, least = least_of(parts, of[i], month);
            const uint64_t above = of[i][0] - least; /* of all months together */
            const uint64_t most = 4 * above * above < least * n ? 2 : UINT64_MAX;
            for (int p = 0; p <= MONTHS; p++)
                sum[p] += of[i][p] < most ? of[i][p] : most;
        }
        const struct key_rule *from = &plan->mapping.keys[first], *to = &plan->mapping.keys[last];
        if (sum[0] > 0 &&
            (sum[month - 1] > 0 || (first != last && !parts->of_keys)) /* it ended */ &&
            (plan_in_scope(plan, from->post) || plan_in_scope(plan, to->post)) &&
            !lack_by_accident(least_of(parts, sum, month), parts->beside[0], parts->beside[month],
                              parts->n * 2))
            examples_add(
                missing, "%s periode %s%d: geen %s van pakket %s (%.*s) tot en met %s (%.*s)",
                plan->standen[parts->stand].name,
                sum[month - 1] ? "" : arena_printf(missing->arena, "%d en ", month - 1), month,
                sectie_name((enum sectie)sectie), plan_pakket(plan, from->post)->code,
                TEXT_ARG(from->key), plan_pakket(plan, to->post)->code, TEXT_ARG(to->key));
    }
}

static void look_at_parts(struct parts *parts, struct examples *missing)
{
    const struct mapping *mapping = &parts->job->plan->mapping;
    parts->n = parts->of_keys ? mapping->n_keys : mapping->n_posten;
    parts->of = mem_alloc(parts->n * SECTIE_COUNT * sizeof *parts->of);
    for (struct key_cursor keys = ledger_keys(parts->job->ledger); key_cursor_next(&keys);) {
        const struct key_line *line = &keys.line;
        const size_t part = parts->of_keys ? line->rule : mapping->keys[line->rule].post;
        if (line->stand != parts->stand || line->period < 1 || line->period > MONTHS)
            continue;
        parts->last = line->period > parts->last ? line->period : parts->last;
        uint64_t *of = parts->of[line->sectie * parts->n + part];
        of[0] += line->tallied.figure.n_mutaties;
        of[line->period] += line->tallied.figure.n_mutaties;
    }
    for (int month = 2; month <= MONTHS; month++) {
        memset(parts->beside, 0, sizeof parts->beside);
        for (size_t i = 0; i < parts->n * 2; i++)
            for (int p = 0; p <= MONTHS && parts->of[i][month] > 0; p++)
                parts->beside[p] += parts->of[i][p];
        const uint64_t here = parts->beside[month], others = parts->beside[0] - here;
        parts->n_others = 0;
        for (int p = 1; p <= MONTHS; p++)
            parts->n_others += p != month && parts->beside[p] > 0;
        const bool usual = parts->n_others >= LEAST_MONTHS &&
                           here * parts->n_others >= others / 4 * 3 &&
                           here * parts->n_others <= others * 3;
        for (int sectie = SECTIE_LASTEN; sectie <= SECTIE_BATEN && usual; sectie++)
            look_at_month(parts, month, sectie, missing);
    }
    free(parts->of);
}

static void no_part_is_missing(struct job *job)
{
    struct examples missing = {.arena = job->arena};
    for (size_t s = 0; s < job->plan->n_standen; s++)
        for (int of_keys = 0;
             of_keys < 2 && missing.n == 0 && stand_is_booked(&job->plan->standen[s]); of_keys++)
            look_at_parts(&(struct parts){.job = job, .stand = s, .of_keys = of_keys}, &missing);
    if (missing.n > 0)
        check_none(job, "Elke periode heeft mutaties van elk deel", SEVERITY_WARNING, &missing,
                   "Hier is in andere perioden veel geboekt en nu niets, en van de rest zoveel als "
                   "anders: is een deel niet geleverd? Wat ophield of nog komt kan zo blijven.");
}

/* ---- a kolom or stand that lacks its mutaties ---- */

/* A column that came as zeros is as good as empty. */
static bool is_among(const struct saldo_line *lines, size_t n_lines, size_t stand)
{
    for (size_t i = 0; i < n_lines; i++)
        if (lines[i].stand == stand && lines[i].figure.money.cents != 0)
            return true;
    return false;
}

static bool stand_is_empty(const struct job *job, size_t stand)
{
    const struct ledger *ledger = job->ledger;
    return !stand_is_change(&job->plan->standen[stand]) && /* as long as nothing was decided */
           !is_among(ledger->lines, ledger->n_lines, stand) &&
           !is_among(ledger->other_lines, ledger->n_other_lines, stand);
}

/* In the run's programma's; told of its standen where one has none at all. */
static bool kolom_is_empty(const struct job *job, const struct kolom *kolom)
{
    const struct ledger *ledger = job->ledger;
    for (size_t k = 0; k < kolom->n_terms; k++) {
        size_t stand = kolom->terms[k].stand;
        if (stand_is_empty(job, stand) || is_among(ledger->lines, ledger->n_lines, stand))
            return false;
    }
    return true;
}

#define ZEROS_LEAST 8

/* A sectie that a source books lines in, and no amount: a column that came empty. In January baten
 * may have nothing yet; a budget may list every account, but not all for nothing. */
static void look_for_zeros(const struct job *job, struct examples *empty)
{
    const struct plan *plan = job->plan;
    for (size_t s = 0; s < plan->n_sources; s++) {
        uint64_t n_zeros[SECTIE_COUNT] = {0}, n[SECTIE_COUNT] = {0};
        bool later = false, any = false;
        for (struct key_cursor keys = ledger_keys_of(job->ledger, s); key_cursor_next(&keys);) {
            const struct tallied *of = &keys.line.tallied;
            const bool is_zero = of->figure.money.cents == 0 && of->minus.cents == 0;
            n[keys.line.sectie] += of->figure.n_mutaties;
            n_zeros[keys.line.sectie] += is_zero ? of->figure.n_mutaties : 0;
            any |= !is_zero;
            later |= stand_is_booked(&plan->standen[keys.line.stand]) && keys.line.period > 1 &&
                     keys.line.period < LEDGER_NO_PERIOD;
        }
        for (int sectie = SECTIE_LASTEN; sectie <= SECTIE_BATEN; sectie++)
            if ((later || !any) && n[sectie] >= ZEROS_LEAST && n_zeros[sectie] == n[sectie])
                examples_add(empty, "bron %s: alle %llu mutaties van %s zijn nul",
                             plan->sources[s].name, (unsigned long long)n[sectie],
                             sectie_name((enum sectie)sectie));
    }
}

void controles_kolommen(struct job *job)
{
    static const char name[] = "Elke kolom heeft mutaties";
    const struct plan *plan = job->plan;
    struct examples empty = {.arena = job->arena};
    bool may_be_empty = false;
    for (size_t s = 0; s < plan->n_sources; s++)
        may_be_empty |= plan->sources[s].may_be_empty;
    if (errors_worst(job->errors) != ERROR_NONE ||
        controls_failed(&job->controls, SEVERITY_ERROR) > 0)
        return; /* they come first */
    no_part_is_missing(job);
    if (may_be_empty) {
        controls_not_done(&job->controls, job->arena, name, SEVERITY_WARNING, NULL);
        return;
    }
    for (size_t s = 0; s < plan->n_standen; s++)
        if (stand_is_empty(job, s))
            examples_add(&empty, "stand %s", plan->standen[s].name);
    for (size_t k = 0; k < plan->n_kolommen; k++)
        if (plan->kolommen[k].n_of == 0 && kolom_is_empty(job, &plan->kolommen[k]))
            examples_add(&empty, "kolom %s", plan->kolommen[k].name);
    const bool all_filled = empty.n == 0;
    if (all_filled)
        look_for_zeros(job, &empty);
    check_none(
        job, name, SEVERITY_WARNING, &empty,
        all_filled && empty.n > 0
            ? "Regels zonder een enkel bedrag zijn er zelden: de kolom met hun bedragen kwam "
              "leeg, of staat niet in [bedragen] van het bronprofiel."
            : "Een stand die geen bron levert, of een kolom waarin niets staat, ontbreekt in "
              "de levering of heet daar anders.");
}
