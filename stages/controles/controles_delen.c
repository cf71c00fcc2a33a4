/* Bedragen aan dezelfde kant als elders: on which side the sums per key are, in parts that lines of
 * a whole file do not show: a stand, a month, an account, posten. A part is turned when most of it
 * is on the other side than `teken` says, and what is beside it is not: the same sectie of another
 * stand, the months around it, the same account or post of another stand. What one line turns
 * counts once, however large it is. Only of sources in which nothing was told of the whole. */
#include "pipeline/reading/told.h"
#include "stages/controles/controles.h"

#include <stdlib.h>
#include <string.h>

#define NAME        "Bedragen aan dezelfde kant als elders"
#define OF_REKENING 1  /* in key_line.labels */
#define CLEAN_LINES 10 /* at most one in so many of what is as it should be, */
#define CLEAN_EUROS 4  /* and of its euros */
#define BY_CHANCE   1000000000
#define NO_ACCIDENT 500000 /* one in so many: as many turned as beside it */
#define MANY_LINES  20     /* of what is turned in part, and of posten together */
#define LEAST_LINES 10     /* of a month, which a few boekstukken may fill */
#define FEW_LINES   4      /* of a budget, which are all that it has of a sectie */
#define SURE_LINES  100
#define LEAST_PARTS 4 /* posten */
#define PLUS_PART   5

enum grain { WHOLE, PERIOD, ACCOUNT, POST, GRAINS };
enum taken_back { NOT_TAKEN, PERHAPS_TAKEN, TAKEN };

struct delen {
    struct job *job;
    enum grain grain;
    size_t n_parts;
    struct sides *sides; /* [stand][sectie][part] */
    struct examples examples;
    uint64_t n_lines;
    bool sure;
    const bool *told; /* [source]: of the whole */
};

static struct sides *sides_of(const struct delen *d, size_t stand, size_t sectie, size_t part)
{
    return &d->sides[(stand * SECTIE_COUNT + sectie) * d->n_parts + part];
}

/* What is changed, or adjusted, goes both ways. */
static bool has_side(const struct stand *stand)
{
    return stand_is_booked(stand) || strcmp(stand->kind, STAND_PRIMAIR) == 0 ||
           strcmp(stand->kind, STAND_NA_WIJZIGING) == 0 || strcmp(stand->kind, "prognose") == 0;
}

/* n_parts where it is in none. January has what the year before set aside, taken back. */
static size_t part_of(const struct delen *d, const struct key_sum *sum)
{
    const struct plan *plan = d->job->plan;
    const struct stand *stand = &plan->standen[sum->stand];
    const bool months = d->grain == PERIOD, is_part = d->grain != ACCOUNT || sum->of > 0;
    if (d->told[sum->source] || !has_side(stand) || !is_part ||
        plan->sources[sum->source].may_be_reversed[sum->sectie] ||
        (months && (sum->of - 1 >= PLAN_MONTHS || !stand_is_booked(stand))) ||
        (d->grain == WHOLE && sum->of <= 1 && stand_is_booked(stand)))
        return d->n_parts;
    return d->grain == POST ? plan->mapping.keys[sum->of].post : d->grain == WHOLE ? 0 : sum->of;
}

static bool lowers(size_t sectie)
{
    return sectie == SECTIE_LASTEN || sectie == SECTIE_STORTINGEN;
}

static void learn(struct delen *d, const struct key_sum *sum)
{
    const size_t part = part_of(d, sum);
    if (part >= d->n_parts)
        return;
    struct sides *sides = sides_of(d, sum->stand, sum->sectie, part);
    const struct side up = {sum->n_up, {sum->up, false}},
                      down = {sum->n_down, {money_size(sum->down), false}};
    side_add(&sides->normal, lowers(sum->sectie) ? &down : &up);
    side_add(&sides->reversed, lowers(sum->sectie) ? &up : &down);
}

static bool is_clean(const struct sides *sides)
{
    return sides->normal.n > 0 && sides->reversed.n <= sides->normal.n / CLEAN_LINES &&
           side_cents(&sides->reversed) <= side_cents(&sides->normal) / CLEAN_EUROS;
}

/* More than half of the euros, and two lines in five. */
static bool is_half_turned(const struct sides *sides)
{
    return sides->reversed.n >= MANY_LINES && sides->reversed.n / 2 >= sides->normal.n / 3 &&
           side_cents(&sides->reversed) > side_cents(&sides->normal);
}

/* What is beside it, and what of that is as it should be; how many of these. */
static size_t add_witnesses(const struct delen *d, size_t stand, size_t sectie, size_t part,
                            struct sides *all, struct sides *clean)
{
    const bool months = d->grain == PERIOD;
    const size_t n = months ? d->n_parts : d->job->plan->n_standen;
    size_t n_clean = 0;
    for (size_t i = months ? 2 : 0; i < n; i++) {
        const struct sides *other = sides_of(d, months ? stand : i, sectie, months ? i : part);
        if (i == (months ? part : stand))
            continue;
        sides_add(all, other);
        if (is_clean(other)) {
            n_clean++;
            sides_add(clean, other);
        }
    }
    return n_clean;
}

/* Half of it is what the month before has, or all what two at most have, no two in a row: what is
 * the same every month is not taken back. Half may be a term, a tenth more than any other month new
 * amounts. Of a January the end of the year before has a third, and that tenth more. */
static enum taken_back taken_back(const struct delen *d, size_t stand, size_t sectie, size_t period)
{
    const struct stand *standen = d->job->plan->standen, *now = &standen[stand];
    const size_t step = sides_of(d, stand, sectie, period)->reversed.n / SURE_LINES + 1;
    struct key_line lines[SURE_LINES];
    size_t at_end[SURE_LINES] = {0}; /* the end of the year before has it */
    enum { END = PLAN_MONTHS, YEAR = LEDGER_NO_PERIOD + 1 };
    const size_t prior = period == 1 ? END : YEAR + period - 1;
    size_t n = 0, n_seen = 0, n_back[2 * YEAR] = {0}, most = 0, before = 0, n_half = 0, n_all = 0;
    bool half[2 * YEAR] = {false}, in_a_row = false;
    for (struct key_cursor keys = ledger_keys(d->job->ledger);
         n < SURE_LINES && key_cursor_next(&keys);)
        if (keys.line.stand == stand && keys.line.sectie == sectie && keys.line.period == period &&
            (lowers(sectie) ? keys.line.tallied.figure.money.cents > 0
                            : keys.line.tallied.figure.money.cents < 0) &&
            n_seen++ % step == 0)
            lines[n++] = keys.line;
    for (struct key_cursor keys = ledger_keys(d->job->ledger); key_cursor_next(&keys);) {
        const struct stand *of = &standen[keys.line.stand];
        const size_t month = keys.line.period, then = month < END ? month : END,
                     at = of->year == now->year ? YEAR + month : then;
        const bool beside = strcmp(of->kind, now->kind) == 0 && keys.line.sectie == sectie &&
                            (of->year == now->year || of->year == now->year - 1);
        for (size_t i = 0; beside && i < n; i++)
            if (keys.line.rule == lines[i].rule &&
                keys.line.labels[OF_REKENING] == lines[i].labels[OF_REKENING] &&
                keys.line.tallied.figure.money.cents == -lines[i].tallied.figure.money.cents)
                n_back[at] += at != END || at_end[i]++ == 0;
    }
    for (size_t p = 0; p < 2 * YEAR; p++) {
        most = p != prior && n_back[p] > most ? n_back[p] : most;
        half[p] = n_back[p] > 0 && n_back[p] * 2 >= n;
        n_half += half[p];
        n_all += n_back[p];
        before = half[p] && p <= prior && n_back[p] > before ? n_back[p] : before;
        in_a_row |= half[p] && p > 0 && half[p - 1];
    }
    const bool more = n_back[prior] > most + 1 && (n_back[prior] - most) * 10 >= n;
    if (period == 1)
        return more && n_back[prior] * 3 >= n ? TAKEN : NOT_TAKEN;
    const bool all = before * CLEAN_LINES >= n * (CLEAN_LINES - 1), few = n_half > 0 && n_half <= 2;
    if (!in_a_row && (!half[prior + 2] || n_all <= n * 3) && (half[prior] || (all && few)))
        return TAKEN;
    return (half[prior] && more) || (before && !in_a_row && few) ? PERHAPS_TAKEN : NOT_TAKEN;
}

/* Turned as often as what is beside it, by chance. */
static bool is_accident(const struct sides *sides, const struct sides *beside)
{
    const uint64_t n = sides->reversed.n;
    uint64_t chance = BY_CHANCE;
    for (uint64_t i = 1; i <= n && n < MANY_LINES; i++)
        chance = chance * (beside->reversed.n + 1) * (sides->normal.n + i) /
                 (beside->normal.n + beside->reversed.n + 1) / i;
    return n < MANY_LINES && chance > BY_CHANCE / NO_ACCIDENT;
}

/* A budget in which nothing else is turned. */
static bool is_only_one(const struct delen *d, size_t stand, size_t sectie)
{
    const struct sides *sides = sides_of(d, stand, sectie, 0);
    struct sides all = {0};
    for (size_t s = 0; s < SECTIE_COUNT; s++)
        sides_add(&all, sides_of(d, stand, s, 0));
    return strcmp(d->job->plan->standen[stand].kind, STAND_PRIMAIR) == 0 &&
           sides->reversed.n >= FEW_LINES && all.reversed.n == sides->reversed.n &&
           sides->normal.n == 0 && all.normal.n >= CLEAN_LINES * sides->reversed.n;
}

/* Lasten and baten of the month are turned, and not those of the others, in the year before too;
 * all of a January, which takes back what was set aside for it, and of which that says nothing. */
static bool is_mirrored(const struct delen *d, size_t stand, size_t period)
{
    const struct plan *plan = d->job->plan;
    uint64_t n = 0;
    for (enum sectie s = SECTIE_LASTEN; s <= SECTIE_BATEN; s++) {
        const struct sides *sides = sides_of(d, stand, s, period);
        struct sides beside = {0}, clean = {0};
        for (size_t i = 0; i < plan->n_standen; i++)
            if (i == stand ||
                (period > 1 && plan->standen[i].year + 1 == plan->standen[stand].year &&
                 strcmp(plan->standen[i].kind, plan->standen[stand].kind) == 0))
                add_witnesses(d, i, s, period, &beside, &clean);
        if (!sides_lean(sides) || beside.normal.n / 3 < beside.reversed.n ||
            beside.normal.n / 2 < sides->reversed.n || is_accident(sides, &beside) ||
            (period == 1 && sides->normal.n > sides->reversed.n / CLEAN_LINES) ||
            taken_back(d, stand, s, period) == TAKEN)
            return false;
        n += sides->reversed.n;
    }
    return n >= LEAST_LINES;
}

static bool is_turned(const struct delen *d, size_t stand, size_t sectie, size_t part)
{
    const struct sides *sides = sides_of(d, stand, sectie, part);
    struct sides beside = {0}, clean = {0};
    const bool all = sides_lean(sides), half = is_half_turned(sides);
    if ((!all && !half) || sides->normal.sum.overflow || sides->reversed.sum.overflow)
        return false;
    const size_t n = add_witnesses(d, stand, sectie, part, &beside, &clean);
    if (d->grain == PERIOD && is_mirrored(d, stand, part))
        return true;
    if (n == 0 || (d->grain == PERIOD && part == 1))
        return false;
    switch (d->grain) {
    case WHOLE:
        return half || !is_accident(sides, &beside) || is_only_one(d, stand, sectie);
    case PERIOD: /* what is taken back of another month is often beside its own lines */
        return n > 1 &&
               (half || (sides->reversed.n >= LEAST_LINES && !is_accident(sides, &beside))) &&
               sides->normal.n + sides->reversed.n >= clean.normal.n / n / 2 &&
               side_cents(&sides->normal) <= side_cents(&clean.normal) / (int64_t)n / 4 * 3 &&
               taken_back(d, stand, sectie, part) != TAKEN;
    case ACCOUNT:
        return all && !is_accident(sides, &beside);
    default:
        return all;
    }
}

static const char *part_words(const struct delen *d, size_t part)
{
    const struct job *job = d->job;
    const struct labels *accounts = &job->ledger->labels[DIMENSION_REKENING];
    return d->grain == WHOLE    ? ""
           : d->grain == PERIOD ? arena_printf(job->arena, " periode %zu", part)
           : d->grain == ACCOUNT
               ? arena_printf(job->arena, " rekening %s", accounts->texts[part])
               : arena_printf(job->arena, " %s", job->plan->mapping.posten[part].name);
}

static void tell(struct delen *d, size_t stand, size_t sectie, size_t part)
{
    const struct sides *sides = sides_of(d, stand, sectie, part);
    examples_add(&d->examples, "%s%s, %s (%llu van de %llu saldi, € %s)",
                 d->job->plan->standen[stand].name, part_words(d, part),
                 sectie_name((enum sectie)sectie), (unsigned long long)sides->reversed.n,
                 (unsigned long long)(sides->normal.n + sides->reversed.n),
                 money_words(d->job->arena, sides->reversed.sum.money));
    const bool doubt = d->grain == ACCOUNT || /* one may well be a recharge */
                       (d->grain == PERIOD && taken_back(d, stand, sectie, part) != NOT_TAKEN);
    d->n_lines += doubt ? 0 : sides->reversed.n;
    d->sure |= !doubt && d->grain <= PERIOD && sides_lean(sides) && sides->reversed.n >= MANY_LINES;
}

/* Of posten only so many of a stand together say something. */
static bool are_enough(const struct delen *d, size_t stand)
{
    uint64_t n = 0, n_lines = 0;
    for (size_t s = 0; d->grain == POST && s < SECTIE_COUNT; s++)
        for (size_t p = 0; p < d->n_parts; p++)
            if (is_turned(d, stand, s, p)) {
                n++;
                n_lines += sides_of(d, stand, s, p)->reversed.n;
            }
    return d->grain != POST || (n >= LEAST_PARTS && n_lines >= MANY_LINES);
}

static void look_at(struct delen *d)
{
    const size_t n_standen = d->job->plan->n_standen;
    const struct {
        enum sums_by by;
        size_t n_parts;
    } grains[GRAINS] = {
        [WHOLE] = {SUMS_BY_PERIOD, 1},
        [PERIOD] = {SUMS_BY_PERIOD, LEDGER_NO_PERIOD + 1},
        [ACCOUNT] = {SUMS_BY_REKENING, d->job->ledger->labels[DIMENSION_REKENING].n},
        [POST] = {SUMS_BY_KEY, d->job->plan->mapping.n_posten}};
    const struct key_sums sums = ledger_sums(d->job->ledger, grains[d->grain].by);
    d->n_parts = grains[d->grain].n_parts;
    d->sides = mem_alloc((n_standen * SECTIE_COUNT * d->n_parts + 1) * sizeof *d->sides);
    for (size_t i = 0; i < sums.n; i++)
        learn(d, &sums.items[i]);
    for (size_t stand = 0; stand < n_standen; stand++)
        for (size_t s = 0; s < SECTIE_COUNT && are_enough(d, stand); s++)
            for (size_t p = 0; p < d->n_parts; p++)
                if (is_turned(d, stand, s, p))
                    tell(d, stand, s, p);
    free(d->sides);
}

/* A besluit whose amounts are all plus, as its source has them, and do not balance, where in each
 * of the others, two or more, one line in PLUS_PART is minus. */
static void look_at_besluiten(struct delen *d, const struct source *source)
{
    const struct ledger *ledger = d->job->ledger;
    const struct labels *labels = &ledger->labels[DIMENSION_BESLUIT];
    size_t n_mixed = 0, n_others = 0;
    struct {
        uint64_t n, n_minus, net, secties;
    } *all = arena_alloc(d->job->arena, labels->n * sizeof *all), *plus = all, *b;
    for (struct key_cursor keys = ledger_keys_of(ledger, (size_t)(source - ledger->plan->sources));
         key_cursor_next(&keys);) {
        const int s = keys.line.sectie, factor = sign_rule_factor(&source->profile->sign, s);
        const int64_t cents = source->may_be_reversed[s] ? 0 : keys.line.tallied.figure.money.cents,
                      minus = source->may_be_reversed[s] ? 0 : keys.line.tallied.minus.cents;
        b = &all[keys.line.labels[KEY_BESLUIT]];
        b->n += cents != 0;
        b->n_minus += (factor > 0 ? minus : cents - minus) != 0;
        b->net += (uint64_t)cents;
        b->secties |= cents ? 1U << s : 0;
    }
    for (b = all + 1; b < all + labels->n; b++) {
        *(b->n_minus * PLUS_PART < b->n ? &n_others : &n_mixed) += b->n > 0;
        const bool is_mixed = (b->secties & (b->secties - 1)) != 0; /* an indexation is not */
        plus = b->n >= MANY_LINES && b->n_minus == 0 && b->net && is_mixed ? b : plus;
    }
    if (plus > all && n_others == 1 && n_mixed > 1)
        examples_add(&d->examples, "besluit %s van bron %s, alle %llu bedragen plus",
                     labels->texts[plus - all], source->name, (unsigned long long)plus->n);
}

/* Of sources in which the lines say it already. */
static const bool *learn_told(const struct job *job)
{
    bool *told = arena_alloc(job->arena, job->plan->n_sources + 1);
    for (size_t s = 0; s < job->plan->n_sources; s++)
        for (size_t i = 0; i < job->controls.n; i++)
            told[s] |= !job->controls.items[i].holds &&
                       strcmp(job->controls.items[i].name,
                              arena_printf(job->arena, "Bedragen aan de kant die teken zegt: %s",
                                           job->plan->sources[s].name)) == 0;
    return told;
}

void controles_delen(struct job *job)
{
    struct delen d = {.job = job, .examples = {.arena = job->arena}, .told = learn_told(job)};
    for (; d.grain < GRAINS && d.examples.n == 0; d.grain++)
        look_at(&d);
    bool any = false;
    for (size_t s = 0; s < job->plan->n_sources; s++)
        if (job->plan->sources[s].profile->role[ROLE_BESLUIT] != NO_COLUMN) {
            any = true;
            look_at_besluiten(&d, &job->plan->sources[s]);
        }
    if (any && !job->plan->keep[DIMENSION_BESLUIT])
        controls_not_done(&job->controls, job->arena, NAME ": besluiten", SEVERITY_WARNING, NULL);
    if (d.examples.n > 0)
        check_none(job, NAME, d.sure || d.n_lines >= SURE_LINES ? SEVERITY_ERROR : SEVERITY_WARNING,
                   &d.examples,
                   "Wat in een stand, maand, rekening, post of besluit voor het grootste deel aan "
                   "de andere kant staat dan ernaast, is misschien gespiegeld: debet en credit "
                   "verwisseld, een minteken verloren. Hoort dit zo, zet dan omgekeerd_toegestaan "
                   "met de sectie bij de bron.");
}
