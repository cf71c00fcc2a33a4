/* Controls on periods and kolommen that lack what they should have, or have what they should not.
 */
#include "stages/controles/controles_bronnen.h"

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
            (of && stand != of) || !plan_cuts_periods(plan, stand->kind))
            continue;
        counts.n[sum->of] += sum->n_mutaties;
        sum_add(&counts.sum[sum->of], sum->money);
    }
    return counts;
}

/* Without them the control is not done, of realisatie. */
static bool has_periods(const struct check *check, const char *control)
{
    uint64_t n = 0;
    if (check->source->profile->role[ROLE_PERIODE] != NO_COLUMN)
        return true;
    for (size_t f = 0; f < check->source->n_files; f++)
        for (int s = 0; s < SECTIE_COUNT; s++)
            n += told_sides(&check->account->files[f])->of[SIDES_REALISATIE][s].normal.n;
    if (n > 0)
        check_not_done(check, control, SEVERITY_WARNING);
    return false;
}

/* ---- periods that do not exist ---- */

static void add_period(struct examples *examples, struct arena *arena, int period, uint64_t n,
                       struct sum sum)
{
    examples_add(examples, arena, "periode %d (%s, € %s)", period,
                 count_words(arena, n, "mutatie", "mutaties"), sum_words(arena, sum));
}

/* [run] perioden end before the year does, and the source says of no line where in it that is:
 * where no other source does they cut nothing off. True when that was told. */
static bool cannot_be_cut(const struct check *check)
{
    const struct plan *plan = check->job->plan;
    const struct key_sums sums =
        ledger_sums_of(check->job->ledger, SUMS_BY_PERIOD, (size_t)(check->source - plan->sources));
    struct examples whole = {.text = ""};
    struct sum sum = {0};
    bool any = false;
    for (size_t s = 0; s < plan->n_sources; s++)
        any |= plan->sources[s].profile->role[ROLE_PERIODE] != NO_COLUMN;
    if (!plan->has_periods || plan_last_month(plan) == PLAN_MONTHS ||
        check->source->profile->role[ROLE_PERIODE] != NO_COLUMN)
        return false;
    for (size_t i = 0; i < sums.n; i++) {
        const struct stand *stand = &plan->standen[sums.items[i].stand];
        if (stand->year == plan->year && plan_cuts_periods(plan, stand->kind))
            sum_add(&sum, sums.items[i].money);
    }
    if (sum.money.cents == 0)
        return false;
    examples_add(&whole, check->job->arena, "€ %s", sum_words(check->job->arena, sum));
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
    struct examples strange = {.text = ""}, left_out = {.text = ""};
    enum severity severity = SEVERITY_WARNING;
    if (cannot_be_cut(check) || !has_periods(check, "Perioden die bestaan"))
        return;
    struct period_counts counted = count_periods(check, NULL, false);
    uint64_t n_counted = 0;
    for (int period = 0; period < LEDGER_NO_PERIOD; period++)
        n_counted += counted.n[period];
    for (int period = 0; period < LEDGER_NO_PERIOD; period++) {
        const struct other_period *other = &told_standen(check->account)->periods[period];
        bool is_month = period >= 1 && period <= MONTHS;
        if (counted.n[period] && !plan->has_periods && !is_month)
            add_period(&strange, arena, period, counted.n[period], counted.sum[period]);
        bool lost = period > LAST_CLOSING, few = other->n_mutaties * SHARE < n_counted;
        if (other->n_mutaties)
            add_period(lost || (few && !is_month) ? &strange : &left_out, arena, period,
                       other->n_mutaties, other->sum);
        if (other->n_mutaties && lost)
            severity = SEVERITY_ERROR;
    }
    const char *sentence =
        "Perioden 1 tot en met 12 zijn maanden. Welke andere er zijn en meetellen zegt perioden in "
        "[run], zoals 0-13; wat daarbuiten staat, in een periode boven 16 of maar een paar keer, "
        "is een tikfout, of hoort in [buiten_scope] van het bronprofiel.";
    if (left_out.n)
        sentence = arena_printf(arena, "%s Tellen niet mee: %s.", sentence,
                                examples_text(&left_out, arena));
    check_none(check->job, check_name(check, "Perioden die bestaan"), severity, &strange, sentence);
}

/* ---- a period that lacks its mutaties ----
 *
 * Between the first month and the last none is empty of a ledger with many lines, nor of one that
 * has as many in every month. Of realisatie the first is that of the run, and the last too, in a
 * jaarrekening and where perioden end before the year does. */
#define MANY        30 /* per month, on average */
#define EVEN_MONTHS 6  /* so many months with as many lines are no chance, or MANY lines */

struct months {
    int first, last, n_filled, n_empty;
    uint64_t n, most, least;
};

/* As far as no other source has the month: two packages may share a year. */
static void reach_for_the_run(const struct check *check, const struct stand *stand,
                              struct months *months)
{
    const struct plan *plan = check->job->plan;
    int first = 1, last = plan_last_month(plan);
    while (first < MONTHS && !plan->period_counts[first])
        first++;
    if (months->n < (uint64_t)months->n_filled * MANY || months->n_filled == 0)
        return;
    if (plan->kind != PLAN_JAARREKENING && (!plan->has_periods || last == MONTHS))
        last = 0;
    if (months->first <= first && months->last >= last)
        return; /* nearly always; all sources are many lines */
    const struct period_counts elsewhere = count_periods(check, stand, true);
    while (months->first > first && !elsewhere.n[months->first - 1])
        months->first--;
    while (months->last < last && !elsewhere.n[months->last + 1])
        months->last++;
}

static struct months look_at_months(const struct check *check, const struct stand *stand,
                                    const struct period_counts *counts)
{
    const struct plan *plan = check->job->plan;
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
    if (stand_is_booked(stand) && stand->year == plan->year)
        reach_for_the_run(check, stand, &months);
    for (int period = months.first; period <= months.last; period++)
        months.n_empty += counts->n[period] == 0 && plan->period_counts[period];
    return months;
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
    struct arena *arena = check->job->arena;
    const struct plan *plan = check->job->plan;
    struct examples empty = {.text = ""};
    if (!has_periods(check, "Elke periode heeft mutaties"))
        return;
    for (size_t s = 0; s < plan->n_standen; s++) {
        struct period_counts counts = count_periods(check, &plan->standen[s], false);
        struct months months = look_at_months(check, &plan->standen[s], &counts);
        for (int period = months.first; should_be_filled(&months) && period <= months.last;
             period++)
            if (counts.n[period] == 0 && plan->period_counts[period])
                examples_add(&empty, arena, "%s periode %d (gemiddeld %llu per periode)",
                             plan->standen[s].name, period,
                             (unsigned long long)(months.n / (uint64_t)months.n_filled));
    }
    check_none(check->job, check_name(check, "Elke periode heeft mutaties"), SEVERITY_WARNING,
               &empty,
               "Van de eerste tot en met de laatste periode van het jaar staat in elke periode "
               "iets; is er een leeg, dan is een deel niet geleverd, of loopt het jaar nog: dan "
               "kan het zo blijven, of zeg met perioden in [run] tot waar, en zet die grens elke "
               "maand verder: wat erna geboekt is telt niet mee.");
}

/* What is only in months that a stand of the run lacks, between months that it has, came in their
 * place. */
bool fills_a_gap(const struct check *check, const struct other_stand *other)
{
    const struct plan *plan = check->job->plan;
    for (size_t s = 0; s < plan->n_standen && other->months; s++) {
        const struct period_counts counts = count_periods(check, &plan->standen[s], false);
        int first = 0, last = 0, n_filled = 0;
        for (int period = 1; period <= MONTHS; period++)
            if (counts.n[period] > 0) {
                first = first ? first : period;
                last = period;
                n_filled++;
            }
        bool fills = strcmp(plan->standen[s].kind, other->stand.kind) == 0;
        for (int period = 1; period <= MONTHS; period++)
            fills &= !(other->months >> period & 1) ||
                     (counts.n[period] == 0 && period > first && period < last);
        if (fills && n_filled >= EVEN_MONTHS)
            return true;
    }
    return false;
}

const char *late_months(const struct job *job, const struct source_account *account)
{
    struct examples late = {.text = ""};
    for (int period = plan_last_month(job->plan) + 1; period <= MONTHS; period++) {
        const struct other_period *other = &told_standen(account)->periods[period];
        if (other->n_mutaties)
            add_period(&late, job->arena, period, other->n_mutaties, other->sum);
    }
    return late.n ? examples_text(&late, job->arena) : "";
}

/* ---- a month or a quarter whose decimals were lost ---- */

/* Amounts per key that end on zeros: by chance one in ten or a hundred, and few in the other
 * months. In a month as large as these all of them are no chance, but a mark that was lost or
 * moved; where they are that much longer too, it was. */
enum { WHOLE_EUROS, TENS_OF_CENTS, ROUNDINGS };
static const struct rounding {
    int64_t cents;
    uint64_t least, share; /* so many in the month; at most one in so many in the others */
    int64_t longer;        /* hundredths of a bit: a little less than by such a mark */
    const char *words;
} roundings[ROUNDINGS] = {{100, 10, 10, 500, "hele euro's"},
                          {10, 15, 4, 250, "veelvouden van 10 cent"}};

struct rounds {
    uint64_t n, n_round[ROUNDINGS];
    uint64_t n_bits; /* of the amounts: one more is twice as large */
    struct sum sum;
};

/* Of a source and a stand. */
struct round_counts {
    struct rounds months[MONTHS + 1];
    uint64_t n_all, n_in_thousands; /* of any period; those with less than three decimals then */
    struct filled {
        uint64_t n, n_mutaties, n_alike, n_keys;
        int64_t size;     /* of a mutatie of the first; n_alike are as large */
        uint32_t key;     /* of the last */
    } filled[MONTHS + 1]; /* by month; 0: of a source without periods */
};

#define THOUSANDS    100000 /* cents per 1 */
#define TWO_DECIMALS 10000  /* of thousands: what has less is a multiple */

static void count_round(int64_t cents, int period, struct round_counts *counts)
{
    counts->n_all++;
    counts->n_in_thousands += cents % TWO_DECIMALS == 0;
    if (period < 1 || period > MONTHS)
        return;
    struct rounds *month = &counts->months[period];
    month->n++;
    for (int64_t rest = cents; rest != 0; rest /= 2)
        month->n_bits++;
    for (size_t r = 0; r < ROUNDINGS; r++)
        month->n_round[r] += cents % roundings[r].cents == 0;
    sum_add(&month->sum, (struct money){cents});
}

/* Months in a row: one, or those of a quarter. */
struct stretch {
    int first, last;
};

/* Of those within a stretch, or of the others but `aside`. */
static struct rounds rounds_of(const struct round_counts *counts, struct stretch stretch,
                               bool others, int aside)
{
    struct rounds of = {0};
    for (int month = 1; month <= MONTHS; month++) {
        const struct rounds *here = &counts->months[month];
        if ((month < stretch.first || month > stretch.last) != others || month == aside)
            continue;
        of.n += here->n;
        of.n_bits += here->n_bits;
        for (size_t r = 0; r < ROUNDINGS; r++)
            of.n_round[r] += here->n_round[r];
        sum_add_sum(&of.sum, here->sum);
    }
    return of;
}

/* How much longer the amounts are, in hundredths of a bit. */
static int64_t longer(const struct rounds *here, const struct rounds *others)
{
    return here->n == 0 || others->n == 0 ? 0
                                          : (int64_t)(here->n_bits * 100 / here->n) -
                                                (int64_t)(others->n_bits * 100 / others->n);
}

#define ALIKE_BITS 2

static bool others_are_alike(const struct round_counts *counts, struct stretch stretch)
{
    for (int month = 1; month <= MONTHS; month++) {
        const struct rounds others = rounds_of(counts, stretch, true, month);
        if ((month < stretch.first || month > stretch.last) &&
            llabs(longer(&counts->months[month], &others)) > ALIKE_BITS * 100)
            return false;
    }
    return true;
}

static const char *stretch_words(struct arena *arena, struct stretch stretch)
{
    return stretch.first == stretch.last
               ? arena_printf(arena, "periode %d", stretch.first)
               : arena_printf(arena, "periode %d tot en met %d", stretch.first, stretch.last);
}

/* What is told of a source; `lost`: its decimals are, and not perhaps. */
struct decimals {
    struct examples examples;
    bool rounded, lost;
};

static void look_at_rounding(const struct check *check, const struct round_counts *counts,
                             struct stretch stretch, size_t r, struct decimals *decimals)
{
    const struct rounding *round = &roundings[r];
    const struct rounds here = rounds_of(counts, stretch, false, 0),
                        others = rounds_of(counts, stretch, true, 0);
    struct arena *arena = check->job->arena;
    if (here.n < round->least || here.n_round[r] != here.n || others.n < 2 * here.n ||
        here.n * MONTHS * 2 < others.n || others.n_round[r] * round->share > others.n)
        return;
    decimals->rounded = true;
    decimals->lost |= longer(&here, &others) >= round->longer && others_are_alike(counts, stretch);
    examples_add(&decimals->examples, arena,
                 "%s: alle %llu bedragen per sleutel zijn %s, samen € %s; in de andere maanden "
                 "%llu van de %llu",
                 stretch_words(arena, stretch), (unsigned long long)here.n, round->words,
                 sum_words(arena, here.sum), (unsigned long long)others.n_round[r],
                 (unsigned long long)others.n);
}

/* A month in another unit, or with its decimal marks lost: as many amounts as others have, or half
 * of that, and so many times as large or as small, on average, while the others are alike. What is
 * large in some does not tell. */
#define SIZED_LEAST 20
#define SIZED_BITS  6

static void look_at_size(const struct check *check, const struct round_counts *counts,
                         struct stretch month, struct decimals *decimals)
{
    const struct rounds here = rounds_of(counts, month, false, 0),
                        others = rounds_of(counts, month, true, 0);
    struct arena *arena = check->job->arena;
    const int64_t more = longer(&here, &others);
    uint64_t n_months = 0;
    for (int m = 1; m <= MONTHS; m++)
        n_months += counts->months[m].n > 0;
    if (here.n >= SIZED_LEAST && n_months > 2 && 2 * here.n * (n_months - 1) >= others.n &&
        llabs(more) >= SIZED_BITS * 100 && others_are_alike(counts, month))
        examples_add(&decimals->examples, arena,
                     "%s: de bedragen per sleutel zijn veel %s dan in de andere maanden, samen € "
                     "%s",
                     stretch_words(arena, month), more > 0 ? "groter" : "kleiner",
                     sum_words(arena, here.sum));
}

/* The first of these that tells anything is told. */
static void amounts_have_their_decimals(const struct check *check,
                                        const struct round_counts *counts)
{
    const struct plan *plan = check->job->plan;
    struct decimals decimals = {.examples = {.text = ""}};
    for (size_t r = 0; r <= ROUNDINGS; r++)
        for (int n = 1; n <= 3 && decimals.examples.n == 0; n += 2)
            for (size_t s = 0; s < plan->n_standen; s++)
                for (int m = 1; m <= MONTHS && stand_is_booked(&plan->standen[s]); m += n)
                    if (r < ROUNDINGS)
                        look_at_rounding(check, &counts[s], (struct stretch){m, m + n - 1}, r,
                                         &decimals);
                    else
                        look_at_size(check, &counts[s], (struct stretch){m, m + n - 1}, &decimals);
    if (decimals.examples.n > 0)
        check_none(
            check->job, check_name(check, "Bedragen met hun decimalen"),
            decimals.lost ? SEVERITY_ERROR : SEVERITY_WARNING, &decimals.examples,
            decimals.lost
                ? "Zo rond en zoveel groter dan in de andere maanden zijn bedragen waarvan de "
                  "komma wegviel of verschoof: vraag het bestand opnieuw."
            : decimals.rounded
                ? "In een maand zonder centen tussen maanden met centen viel misschien "
                  "een komma weg of is afgerond."
                : "Een maand met heel andere bedragen staat misschien in een andere "
                  "eenheid, of haar komma's zijn weggevallen.");
}

/* ---- a cell that was dragged over those below it ---- */

#define FILLED_LEAST    12 /* keys */
#define FILLED_CENTS    1000
#define FILLED_MUTATIES 20

static void count_filled(const struct key_line *line, struct filled *of)
{
    const struct figure *figure = &line->tallied.figure;
    const int64_t n = (int64_t)figure->n_mutaties, cents = money_size(figure->money).cents;
    const int64_t size = cents % n == 0 ? cents / n : -1;
    of->size = of->n++ ? of->size : size;
    of->n_alike += size >= FILLED_CENTS && size == of->size;
    of->n_keys += of->n == 1 || of->key != line->rule;
    of->key = line->rule;
    of->n_mutaties += figure->n_mutaties;
}

static void look_at_filled(const struct check *check, const struct stand *stand,
                           const struct filled *filled, struct examples *examples)
{
    struct arena *arena = check->job->arena;
    for (int month = 0; month <= MONTHS && !stand_is_change(stand); month++) {
        const struct filled *of = &filled[month];
        uint64_t n_others = 0, n = 0, fewest = UINT64_MAX;
        for (int other = 1; other <= MONTHS; other++)
            if (other != month && filled[other].n) {
                n_others++;
                n += filled[other].n;
                fewest = filled[other].n_keys < fewest ? filled[other].n_keys : fewest;
            }
        const char *where =
            month ? arena_printf(arena, "%s periode %d", stand->name, month) : stand->name;
        if (of->n >= FILLED_LEAST && of->n_alike == of->n && 2 * of->n * n_others >= n &&
            (n_others > 0) == (month > 0))
            examples_add(examples, arena, "%s: alle %llu bedragen zijn € %s", where,
                         (unsigned long long)of->n, money_words(arena, (struct money){of->size}));
        else if (month && of->n_keys == 1 && of->n_mutaties >= FILLED_MUTATIES && n_others > 1 &&
                 fewest >= FILLED_LEAST)
            examples_add(examples, arena, "%s: alle %llu mutaties op één sleutel", where,
                         (unsigned long long)of->n_mutaties);
    }
}

static void cells_were_not_dragged(const struct check *check, const struct round_counts *counts)
{
    const struct plan *plan = check->job->plan;
    struct examples examples = {.text = ""};
    for (size_t s = 0; s < plan->n_standen; s++)
        look_at_filled(check, &plan->standen[s], counts[s].filled, &examples);
    if (examples.n > 0)
        check_none(check->job, check_name(check, "Geen doorgetrokken cellen"), SEVERITY_WARNING,
                   &examples,
                   "Bedragen zijn zelden alle hetzelfde, en een maand staat zelden op een sleutel: "
                   "in een rekenblad is misschien een cel over die eronder getrokken.");
}

/* ---- cents in thousands ---- */

#define LEAST_KEYS 10 /* and three quarters of them */

/* A source in another unit is the better witness (controles_eenheid). */
static bool is_in_thousands(const struct check *check)
{
    const struct plan *plan = check->job->plan;
    size_t s = 0;
    while (s < plan->n_sources && plan->sources[s].profile->number.unit_cents == THOUSANDS)
        s++;
    return s == plan->n_sources && check->source->profile->number.decimals <= 2;
}

static void amounts_are_thousands(const struct check *check, const struct round_counts *counts)
{
    const struct plan *plan = check->job->plan;
    struct examples examples = {.text = ""};
    for (size_t s = 0; s < plan->n_standen && is_in_thousands(check); s++) {
        const uint64_t n = counts[s].n_all, n_round = counts[s].n_in_thousands;
        if (n >= LEAST_KEYS && n_round * 4 <= n)
            examples_add(
                &examples, check->job->arena,
                "%s heeft twee decimalen of meer bij %llu van de %llu bedragen per sleutel",
                plan->standen[s].name, (unsigned long long)(n - n_round), (unsigned long long)n);
    }
    if (examples.n > 0)
        check_none(check->job, check_name(check, "Bedragen in de eenheid van het bronprofiel"),
                   SEVERITY_WARNING, &examples,
                   "Bedragen met centen zijn zelden duizenden euro's, zoals eenheid = 1000 in "
                   "[getal] van het bronprofiel zegt: dan zijn ze duizend keer te groot. Hoort het "
                   "zo, zet daar dan decimalen = 3.");
}

void amounts_are_not_rounded(const struct check *check)
{
    const struct plan *plan = check->job->plan;
    const size_t source = (size_t)(check->source - plan->sources);
    struct round_counts *counts = mem_alloc(plan->n_standen * sizeof *counts);
    for (struct key_cursor keys = ledger_keys_of(check->job->ledger, source);
         key_cursor_next(&keys);)
        if (keys.line.tallied.figure.money.cents != 0) {
            const int period = keys.line.period == LEDGER_NO_PERIOD ? 0 : keys.line.period;
            count_round(keys.line.tallied.figure.money.cents, period, &counts[keys.line.stand]);
            if (period <= MONTHS)
                count_filled(&keys.line, &counts[keys.line.stand].filled[period]);
        }
    amounts_have_their_decimals(check, counts);
    amounts_are_thousands(check, counts);
    cells_were_not_dragged(check, counts);
    free(counts);
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

/* A sectie that a source has lines of, and no amount: a column that came empty. In January baten
 * may have nothing yet. */
static void look_for_zeros(const struct job *job, struct examples *empty)
{
    const struct plan *plan = job->plan;
    for (size_t s = 0; s < plan->n_sources; s++) {
        uint64_t n_zeros[SECTIE_COUNT] = {0}, n[SECTIE_COUNT] = {0};
        bool later = false;
        for (struct key_cursor keys = ledger_keys_of(job->ledger, s); key_cursor_next(&keys);) {
            const struct tallied *of = &keys.line.tallied;
            n[keys.line.sectie] += of->figure.n_mutaties;
            if (of->figure.money.cents == 0 && of->minus.cents == 0)
                n_zeros[keys.line.sectie] += of->figure.n_mutaties;
            later |= strcmp(plan->standen[keys.line.stand].kind, STAND_REALISATIE) != 0 ||
                     (keys.line.period > 1 && keys.line.period < LEDGER_NO_PERIOD);
        }
        for (int sectie = SECTIE_LASTEN; sectie <= SECTIE_BATEN; sectie++)
            if (later && n[sectie] >= ZEROS_LEAST && n_zeros[sectie] == n[sectie])
                examples_add(empty, job->arena, "bron %s: alle %llu mutaties van %s zijn nul",
                             plan->sources[s].name, (unsigned long long)n[sectie],
                             sectie_name((enum sectie)sectie));
    }
}

static bool may_be_empty(const struct plan *plan)
{
    for (size_t s = 0; s < plan->n_sources; s++)
        if (plan->sources[s].may_be_empty)
            return true;
    return false;
}

void controles_kolommen(struct job *job)
{
    static const char name[] = "Elke kolom heeft mutaties";
    const struct plan *plan = job->plan;
    struct examples empty = {.text = ""};
    if (errors_worst(job->errors) != ERROR_NONE ||
        controls_failed(&job->controls, SEVERITY_ERROR) > 0)
        return; /* they come first */
    if (may_be_empty(plan)) {
        controls_not_done(&job->controls, job->arena, name, SEVERITY_WARNING, NULL);
        return;
    }
    for (size_t s = 0; s < plan->n_standen; s++)
        if (stand_is_empty(job, s))
            examples_add(&empty, job->arena, "stand %s", plan->standen[s].name);
    for (size_t k = 0; k < plan->n_kolommen; k++)
        if (plan->kolommen[k].n_of == 0 && kolom_is_empty(job, &plan->kolommen[k]))
            examples_add(&empty, job->arena, "kolom %s", plan->kolommen[k].name);
    if (empty.n == 0)
        look_for_zeros(job, &empty);
    check_none(job, name, SEVERITY_WARNING, &empty,
               "Een stand die geen bron levert, of een kolom waarin niets staat, ontbreekt in de "
               "levering of heet daar anders.");
}
