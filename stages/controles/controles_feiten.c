/* Controls per source on what its lines look like, which in = out cannot see. */
#include "stages/controles/controles_bronnen.h"

/* ---- on which side the amounts are ----
 *
 * Of each sectie nearly all amounts of realisatie and primair are on the side that `teken` says:
 * corrections are some per cent of the lines and of the euros. Where three quarters of both are on
 * the other side, and they are too many for chance, the file is mirrored. */
#define NO_CHANCE  6  /* so many more of a sectie in a file than the others */
#define FILE_LINES 3  /* so many when a file has nothing else, in more than one sectie */
#define SURE_LINES 20 /* of a source: a fout */

struct reversed {
    const struct check *check;
    struct examples examples;
    uint64_t n_lines;
};

static int64_t euros(const struct side *side)
{
    return side->sum.money.cents < 0 ? -side->sum.money.cents : side->sum.money.cents;
}

static bool leans(const struct sides *sides)
{
    return sides->reversed.n > 0 && sides->reversed.n / 3 >= sides->normal.n &&
           !sides->normal.sum.overflow && !sides->reversed.sum.overflow &&
           euros(&sides->reversed) / 3 >= euros(&sides->normal);
}

/* True when nothing else is there, in more than one sectie. */
static bool all_lean(const struct sides secties[SECTIE_COUNT])
{
    uint64_t n_normal = 0, n_reversed = 0;
    int n_secties = 0;
    for (int s = 0; s < SECTIE_COUNT; s++) {
        n_normal += secties[s].normal.n;
        n_reversed += secties[s].reversed.n;
        n_secties += secties[s].reversed.n > 0;
    }
    return n_normal == 0 && n_reversed >= FILE_LINES && n_secties > 1;
}

static void tell_reversed(struct reversed *reversed, const char *where,
                          const struct sides secties[SECTIE_COUNT])
{
    struct arena *arena = reversed->check->job->arena;
    bool all = all_lean(secties);
    for (int s = 0; s < SECTIE_COUNT; s++) {
        const struct sides *sides = &secties[s];
        if (reversed->check->source->may_be_reversed[s] || !leans(sides) ||
            (!all && sides->reversed.n < sides->normal.n + NO_CHANCE))
            continue;
        examples_add(&reversed->examples, arena, "%s, %s (%llu van de %llu regels, € %s)", where,
                     sectie_name((enum sectie)s), (unsigned long long)sides->reversed.n,
                     (unsigned long long)(sides->normal.n + sides->reversed.n),
                     money_words(arena, sides->reversed.sum.money));
        reversed->n_lines += sides->reversed.n;
    }
}

static void add_side(struct side *to, const struct side *side)
{
    to->n += side->n;
    sum_add_sum(&to->sum, side->sum);
}

/* Files of a few lines each say nothing one by one. */
static void look_at_all_files(struct reversed *reversed, size_t kind)
{
    struct sides secties[SECTIE_COUNT] = {0};
    for (size_t f = 0; f < reversed->check->source->n_files; f++) {
        for (int s = 0; s < SECTIE_COUNT; s++) {
            const struct sides *sides = &reversed->check->account->files[f].sides[kind][s];
            add_side(&secties[s].normal, &sides->normal);
            add_side(&secties[s].reversed, &sides->reversed);
        }
    }
    tell_reversed(reversed, "alle bestanden samen", secties);
}

static void look_at_files(struct reversed *reversed, size_t kind)
{
    const struct check *check = reversed->check;
    for (size_t f = 0; f < check->source->n_files; f++)
        tell_reversed(reversed, source_file_shown(check->source, f, check->job->arena),
                      check->account->files[f].sides[kind]);
    if (reversed->examples.n == 0 && check->source->n_files > 1)
        look_at_all_files(reversed, kind);
}

void amounts_are_on_their_side(const struct check *check)
{
    struct reversed reversed = {.check = check, .examples = {.text = ""}};
    for (size_t kind = 0; kind < SIDES_KINDS; kind++)
        look_at_files(&reversed, kind);
    check_none(check->job, check_name(check, "Bedragen aan de kant die teken zegt"),
               reversed.n_lines >= SURE_LINES ? SEVERITY_ERROR : SEVERITY_WARNING,
               &reversed.examples,
               "Realisatie en primaire begroting staan per sectie voor het grootste deel aan een "
               "kant; hier staan ze aan de andere: debet en credit (of D en C) verwisseld, een "
               "minteken verloren, of een ander teken dan [betekenis] van het bronprofiel zegt. "
               "Hoort dit zo, zet dan omgekeerd_toegestaan met de sectie bij de bron.");
}
