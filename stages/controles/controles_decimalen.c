/* Controls per source: amounts that lost their decimals or are in another unit, by what the amounts
 * of its keys and months are beside each other. */
#include "stages/controles/controles_bronnen.h"

#include <stdlib.h>
#include <string.h>

#define MONTHS PLAN_MONTHS

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
    if (here.n < round->least || here.n_round[r] != here.n || others.n < 2 * here.n ||
        here.n * MONTHS * 2 < others.n || others.n_round[r] * round->share > others.n)
        return;
    decimals->rounded = true;
    /* in January subsidies of the whole year are paid */
    decimals->lost |= stretch.first > 1 && longer(&here, &others) >= round->longer &&
                      others_are_alike(counts, stretch);
    examples_add(&decimals->examples,
                 "%s: alle %llu bedragen per sleutel zijn %s, samen € %s; in de andere maanden "
                 "%llu van de %llu",
                 stretch_words(check->job->arena, stretch), (unsigned long long)here.n,
                 round->words, sum_words(check->job->arena, here.sum),
                 (unsigned long long)others.n_round[r], (unsigned long long)others.n);
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
    const int64_t more = longer(&here, &others);
    uint64_t n_months = 0;
    for (int m = 1; m <= MONTHS; m++)
        n_months += counts->months[m].n > 0;
    if (here.n >= SIZED_LEAST * (uint64_t)(month.last - month.first + 1) && n_months > 2 &&
        2 * here.n * (n_months - 1) >= others.n && llabs(more) >= SIZED_BITS * 100 &&
        others_are_alike(counts, month))
        examples_add(&decimals->examples,
                     "%s: de bedragen per sleutel zijn veel %s dan in de andere maanden, samen € "
                     "%s",
                     stretch_words(check->job->arena, month), more > 0 ? "groter" : "kleiner",
                     sum_words(check->job->arena, here.sum));
}

/* The first of these that tells anything is told. */
static void amounts_have_their_decimals(const struct check *check,
                                        const struct round_counts *counts)
{
    const struct plan *plan = check->job->plan;
    struct decimals decimals = {.examples = {.arena = check->job->arena}};
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
#define FILLED_ROUND    10000 /* without periods: as many euros for each is a budget */
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
        int last = 0; /* it may have begun only now */
        for (int other = 1; other <= MONTHS; other++)
            if (other != month && filled[other].n) {
                n_others++;
                n += filled[other].n;
                fewest = filled[other].n_keys < fewest ? filled[other].n_keys : fewest;
                last = other;
            }
        const char *where =
            month ? arena_printf(arena, "%s periode %d", stand->name, month) : stand->name;
        if (of->n >= FILLED_LEAST && of->n_alike == of->n && 2 * of->n * n_others >= n &&
            (month ? n_others > 0 : n_others == 0 && of->size % FILLED_ROUND != 0))
            examples_add(examples, "%s: alle %llu bedragen zijn € %s", where,
                         (unsigned long long)of->n, money_words(arena, (struct money){of->size}));
        else if (month && month < last && of->n_keys == 1 && of->n_mutaties >= FILLED_MUTATIES &&
                 n_others > 1 && fewest >= FILLED_LEAST)
            examples_add(examples, "%s: alle %llu mutaties op één sleutel", where,
                         (unsigned long long)of->n_mutaties);
    }
}

static void cells_were_not_dragged(const struct check *check, const struct round_counts *counts)
{
    const struct plan *plan = check->job->plan;
    struct examples examples = {.arena = check->job->arena};
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
    struct examples examples = {.arena = check->job->arena};
    for (size_t s = 0; s < plan->n_standen && is_in_thousands(check); s++) {
        const uint64_t n = counts[s].n_all, n_round = counts[s].n_in_thousands;
        if (n >= LEAST_KEYS && n_round * 4 <= n)
            examples_add(
                &examples,
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
