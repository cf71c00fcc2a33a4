/* Bedragen aan de kant die teken zegt: on which side the amounts of a source are.
 *
 * Of each sectie nearly all amounts of realisatie and primair are on the side that `teken` says:
 * corrections are some per cent of the lines and of the euros. Where three quarters of both are on
 * the other side, and they are too many for chance, the file is mirrored. */
#include "stages/controles/controles_bronnen.h"

#define NO_CHANCE  6  /* so many more of a sectie in a file than the others */
#define FILE_LINES 3  /* so many when a file has nothing else; in more than one sectie a fout */
#define ALL_LINES  3  /* so many when they are all that a source has of a sectie, */
#define ALL_PART   2  /* at least one in so many of its lines, */
#define MORE_PART  4  /* or, where they are more, in so many, */
#define ALL_SHARE  20 /* and one in so many of its euros; else NO_CHANCE */
#define ONE_PART   3  /* so few are one line when one of them has more than 3 of 4 parts */
#define SURE_LINES 20 /* of a source: a fout */
#define SURE_ALL   8  /* so many of a budget, which has no corrections, */
#define SURE_SHARE 20 /* and of its lines and euros fewer than one in so many on their own side */

struct reversed {
    const struct check *check;
    size_t kind; /* the one at hand */
    struct examples examples;
    uint64_t n_lines;
    bool sure;
    bool by_file;      /* the whole says nothing: a file of one sectie may */
    bool perhaps_back; /* the file at hand: a warning */
};

/* One large correction among small ones is one line. Of the source, where lines of one key and
 * account count as so many of the same. */
static bool is_one_line(const struct check *check, size_t kind, int sectie,
                        const struct side *reversed)
{
    const struct plan *plan = check->job->plan;
    int64_t largest = 0;
    for (struct key_cursor keys =
             ledger_keys_of(check->job->ledger, (size_t)(check->source - plan->sources));
         key_cursor_next(&keys);) {
        const struct figure *figure = &keys.line.tallied.figure;
        const struct stand *stand = &plan->standen[keys.line.stand];
        if (keys.line.sectie != sectie ||
            (kind == SIDES_PRIMAIR ? strcmp(stand->kind, STAND_PRIMAIR) != 0
                                   : !stand_is_booked(stand)))
            continue;
        int64_t cents = money_size(figure->money).cents / (int64_t)figure->n_mutaties;
        largest = cents > largest ? cents : largest;
    }
    return largest / ONE_PART > side_cents(reversed) / (ONE_PART + 1);
}

static bool is_turned_budget(size_t kind, const struct sides *sides)
{
    return kind == SIDES_PRIMAIR && sides->reversed.n >= SURE_ALL &&
           sides->normal.n * SURE_SHARE <= sides->reversed.n &&
           side_cents(&sides->normal) <= side_cents(&sides->reversed) / SURE_SHARE;
}

/* `whole`: of all files; then a few are enough where nothing is on its own side. A few lines of
 * one boekstuk are a correction. */
static void tell_reversed(struct reversed *reversed, const char *where, bool whole,
                          const struct sides secties[SECTIE_COUNT], unsigned n_boekstukken)
{
    struct sides sides_of_all = {0};
    struct sum gross = {0};
    int n_secties = 0;
    for (int s = 0; s < SECTIE_COUNT; s++) {
        sides_add(&sides_of_all, &secties[s]);
        n_secties += secties[s].reversed.n > 0;
        sum_add(&gross, (struct money){side_cents(&secties[s].normal)});
        sum_add(&gross, (struct money){side_cents(&secties[s].reversed)});
    }
    const uint64_t n_reversed = sides_of_all.reversed.n,
                   n_lines = sides_of_all.normal.n + n_reversed;
    /* nothing else is there; of one sectie that says little */
    const bool all =
        n_reversed == n_lines && n_reversed >= FILE_LINES && (n_secties > 1 || reversed->by_file);
    if (n_boekstukken == 1 && n_reversed < SURE_LINES)
        return;
    for (int s = 0; s < SECTIE_COUNT; s++) {
        const struct sides *sides = &secties[s];
        uint64_t part = sides->reversed.n > ALL_LINES ? MORE_PART : ALL_PART;
        bool weighs = side_cents(&sides->reversed) >= gross.money.cents / ALL_SHARE &&
                      sides->reversed.n * part >= n_lines;
        bool few = whole && weighs && sides->reversed.n >= ALL_LINES;
        bool alone = sides->normal.n == 0 && (few || sides->reversed.n >= NO_CHANCE);
        if (reversed->check->source->may_be_reversed[s] || !sides_lean(sides) ||
            (!all && !alone && sides->reversed.n < sides->normal.n + NO_CHANCE) ||
            ((!all || n_secties == 1) && sides->reversed.n < NO_CHANCE &&
             is_one_line(reversed->check, reversed->kind, s, &sides->reversed)))
            continue;
        reversed->sure |= !reversed->perhaps_back &&
                          ((all && n_secties > 1) || is_turned_budget(reversed->kind, sides));
        examples_add(&reversed->examples, "%s, %s (%llu van de %llu regels, € %s)", where,
                     sectie_name((enum sectie)s), (unsigned long long)sides->reversed.n,
                     (unsigned long long)(sides->normal.n + sides->reversed.n),
                     money_words(reversed->check->job->arena, sides->reversed.sum.money));
        reversed->n_lines += reversed->perhaps_back ? 0 : sides->reversed.n;
    }
}

/* Files of a few lines each say nothing one by one. */
static void look_at_all_files(struct reversed *reversed)
{
    struct arena *arena = reversed->check->job->arena;
    struct sides secties[SECTIE_COUNT] = {0};
    unsigned n_boekstukken = 0;
    const size_t n_files = reversed->check->source->n_files;
    for (size_t f = 0; f < n_files; f++) {
        n_boekstukken += told_sides(&reversed->check->account->files[f])->n_boekstukken;
        for (int s = 0; s < SECTIE_COUNT; s++)
            sides_add(&secties[s],
                      &told_sides(&reversed->check->account->files[f])->of[reversed->kind][s]);
    }
    tell_reversed(reversed,
                  n_files > 1 ? "alle bestanden samen"
                              : source_file_shown(reversed->check->source, 0, arena),
                  true, secties, n_boekstukken);
}

/* ---- a stretch of a file ----
 *
 * Half of a file that is mirrored, a month that was added the other way round: three quarters of
 * its lines, too. What one sectie has in a row may be an account that is always so. */
#define STRETCH_LINES 20
#define STRETCH_SHARE 20 /* one in so many of the file's lines; */
#define SMALL_LINES   12 /* fewer are a warning, where they are */
#define SMALL_SHARE   4  /* one in so many */

static uint64_t lines_of(const struct source *source,
                         const struct sides kinds[SIDES_KINDS][SECTIE_COUNT], size_t n_kinds,
                         bool reversible)
{
    uint64_t n = 0;
    for (size_t kind = 0; kind < n_kinds; kind++)
        for (int s = 0; s < SECTIE_COUNT; s++)
            if (reversible || !source->may_be_reversed[s])
                n += kinds[kind][s].normal.n + kinds[kind][s].reversed.n;
    return n;
}

static bool is_mirrored(const struct source *source, const struct told_sides *sides)
{
    const struct side_stretch *stretch = &sides->reversed;
    uint64_t n = 0, n_all = 0, n_secties = 0;
    for (int s = 0; s < SECTIE_COUNT; s++) {
        n += source->may_be_reversed[s] ? 0 : stretch->n_reversed[s];
        n_all += stretch->n_reversed[s];
    }
    for (int s = 0; s < SECTIE_COUNT; s++)
        n_secties += !source->may_be_reversed[s] && stretch->n_reversed[s] * 10 >= n &&
                     stretch->n_reversed[s] > 0;
    const bool many = stretch->score >= STRETCH_LINES;
    return n_secties > 1 && stretch->score >= SMALL_LINES &&
           n_all / 3 >= n_all - (uint64_t)stretch->score &&
           n >= lines_of(source, sides->of, SIDES_KINDS, false) /
                    (many ? STRETCH_SHARE : SMALL_SHARE);
}

/* Where nothing was told of the whole. */
static void look_at_stretches(struct reversed *reversed)
{
    const struct check *check = reversed->check;
    struct arena *arena = check->job->arena;
    const size_t n_told = reversed->examples.n;
    for (size_t f = 0; f < check->source->n_files && n_told == 0; f++) {
        const struct told_sides *sides = told_sides(&check->account->files[f]);
        const struct side_stretch *stretch = &sides->reversed;
        if (!is_mirrored(check->source, sides))
            continue;
        const char *month = stretch->month > 0 && stretch->month < LEDGER_NO_PERIOD
                                ? arena_printf(arena, ", vanaf periode %zu", stretch->month)
                                : "";
        const char *sum =
            arena_printf(arena, " (samen € %s%s)", sum_words(arena, stretch->sum), month);
        examples_add(&reversed->examples, "%s, regel %llu tot en met %llu%s",
                     source_file_shown(check->source, f, arena), (unsigned long long)stretch->first,
                     (unsigned long long)stretch->last, stretch->sum.money.cents ? sum : "");
        reversed->sure |= !sides->perhaps_back && stretch->score >= STRETCH_LINES;
    }
}

/* ---- all of it ---- */

static void look_at_each_file(struct reversed *reversed)
{
    const struct check *check = reversed->check;
    for (size_t f = 0; f < check->source->n_files; f++) {
        const struct told_sides *sides = told_sides(&check->account->files[f]);
        reversed->perhaps_back = sides->perhaps_back;
        tell_reversed(reversed, source_file_shown(check->source, f, check->job->arena), false,
                      sides->of[reversed->kind], sides->n_boekstukken);
    }
    reversed->perhaps_back = false;
}

static void look_at_files(struct reversed *reversed)
{
    look_at_each_file(reversed);
    if (reversed->examples.n == 0)
        look_at_all_files(reversed);
    reversed->by_file = true;
    if (reversed->examples.n == 0)
        look_at_each_file(reversed);
    reversed->by_file = false;
}

bool check_has_sides(const struct check *check, size_t n_kinds, bool reversible)
{
    uint64_t n = 0;
    for (size_t f = 0; f < check->source->n_files; f++)
        n +=
            lines_of(check->source, told_sides(&check->account->files[f])->of, n_kinds, reversible);
    return n > 0;
}

/* In its first days a year has little but what was set aside in the last one, taken back. */
static bool is_all_january(const struct check *check)
{
    const struct plan *plan = check->job->plan;
    const struct key_sums sums =
        ledger_sums_of(check->job->ledger, SUMS_BY_PERIOD, (size_t)(check->source - plan->sources));
    bool all = sums.n > 0;
    for (const struct key_sum *sum = sums.items; sum < sums.items + sums.n; sum++)
        all &= sum->of <= 1 && plan->standen[sum->stand].year >= plan->year;
    return all;
}

void amounts_are_on_their_side(const struct check *check)
{
    struct reversed reversed = {.check = check, .examples = {.arena = check->job->arena}};
    if (!check_has_sides(check, SIDES_KINDS, false)) {
        if (check_has_sides(check, SIDES_KINDS, true))
            check_not_done(check, "Bedragen aan de kant die teken zegt", SEVERITY_WARNING);
        return;
    }
    for (; reversed.kind < SIDES_KINDS; reversed.kind++)
        look_at_files(&reversed);
    look_at_stretches(&reversed);
    const bool one_of_more = reversed.examples.n > 0 && check->source->n_files > 1;
    check_none(check->job, check_name(check, "Bedragen aan de kant die teken zegt"),
               (reversed.sure || reversed.n_lines >= SURE_LINES) && !is_all_january(check)
                   ? SEVERITY_ERROR
                   : SEVERITY_WARNING,
               &reversed.examples,
               arena_printf(
                   check->job->arena,
                   "Realisatie en primaire begroting staan per sectie voor het grootste deel aan "
                   "een kant; hier staan ze aan de andere: debet en credit (of D en C) verwisseld, "
                   "een minteken verloren, of een ander teken dan [betekenis] van het bronprofiel "
                   "zegt. Hoort dit zo, zet dan omgekeerd_toegestaan met de sectie bij de bron%s.",
                   one_of_more ? "; geldt het voor een van haar bestanden, geef dat dan een eigen "
                                 "bron"
                               : ""));
}
