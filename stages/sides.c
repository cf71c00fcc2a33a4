/* sides: on which side of a file the lines and euros of each sectie are, as `teken` says them: a
 * file that was mirrored (debet and credit swapped, a minus lost, another `teken`) balances as well
 * as the right one does. Only of realisatie and primair: changes go both ways. */
#include "pipeline/reading/line_stage.h"
#include "pipeline/reading/told.h"

#include <stdlib.h>
#include <string.h>

/* One per kind, sectie and side, and one for all that is not asked. */
#define N_PLACES (SIDES_KINDS * SECTIE_COUNT * 2 + 1)
#define NOWHERE  (N_PLACES - 1) /* even; NOWHERE + 1 is nowhere, too */

/* Lines of one side behind each other, those without a side left out. Of normal ones only how many
 * there are counts, as n[0]. */
struct side_run {
    uint32_t first, last; /* lines of the part */
    uint32_t n[SECTIE_COUNT];
    bool reversed;
};

struct sides_part {
    struct side places[N_PLACES];
    struct side_run *runs; /* of the first amount; in the part's arena */
    size_t n_runs;
    struct text boekstuk; /* of the first reversed line */
    unsigned n_boekstukken;
};

struct sides_file {
    struct told_sides told;
    struct side_stretch now;
    const char *boekstuk;
};

struct sides_map {
    uint8_t *first; /* per stand: the first place of its kind, NOWHERE when it has none */
    int8_t normal[SECTIE_COUNT];
    uint8_t *of; /* by slot: the place of amounts above 0; those below 0 have the other one */
    struct learned known;
};

static void *sides_open(const struct plan *plan, size_t source, void *context)
{
    (void)context;
    struct sides_map *sides = mem_alloc(sizeof *sides);
    sides->first = mem_alloc(plan->n_standen + 1);
    sides->first[plan->n_standen] = NOWHERE;
    for (size_t s = 0; s < plan->n_standen; s++) {
        bool primair = strcmp(plan->standen[s].kind, STAND_PRIMAIR) == 0;
        sides->first[s] =
            primair || stand_is_booked(&plan->standen[s])
                ? (uint8_t)((primair ? SIDES_PRIMAIR : SIDES_REALISATIE) * SECTIE_COUNT * 2)
                : NOWHERE;
    }
    memcpy(sides->normal, plan->sources[source].profile->sign.sectie, sizeof sides->normal);
    return sides;
}

/* Sums over one batch need no check. */
_Static_assert(MONEY_MAX_CENTS < INT64_MAX / SCAN_RECORDS, "a batch of amounts fits");

static uint8_t place_of(const struct sides_map *sides, const struct destination *to)
{
    size_t first = sides->first[to->stand];
    if ((to->fate != FATE_CELL && to->fate != FATE_OTHER_PROGRAMMA) || first == NOWHERE)
        return NOWHERE;
    return (uint8_t)(first + to->sectie * 2u + (sides->normal[to->sectie] < 0));
}

static void learn(struct sides_map *sides, const struct batch *batch)
{
    sides->of = learned_room(&sides->known, sides->of, sizeof *sides->of, batch->groups.generation,
                             batch->n_slots);
    for (size_t *n = &sides->known.n; *n < batch->n_slots; ++*n)
        sides->of[*n] = place_of(sides, &batch->destinations[*n]);
}

/* Without a branch: what becomes of a line cannot be foreseen. */
static inline uint8_t place_of_amount(uint8_t place, int64_t cents)
{
    place ^= cents < 0;
    return ((cents == 0) | (place > NOWHERE)) ? NOWHERE : place;
}

/* ---- stretches ---- */

static struct side_run *run_of(struct sides_part *p, const struct batch *batch, size_t i,
                               bool reversed)
{
    struct side_run *run = p->n_runs ? &p->runs[p->n_runs - 1] : NULL;
    if (run && run->reversed == reversed)
        return run;
    run = arena_add(batch->arena, p->runs, p->n_runs);
    *run = (struct side_run){.first = batch_line(batch, i), .reversed = reversed};
    return run;
}

static void add_normal(struct sides_part *p, const struct batch *batch, size_t i, size_t n)
{
    if (n > 0)
        run_of(p, batch, i, false)->n[0] += (uint32_t)n;
}

/* Of reversed lines: only whether these are of more boekstukken than one. */
static void note_boekstuk(struct sides_part *p, struct batch *batch, size_t i)
{
    if (p->n_boekstukken > 1 || batch->source->profile->role[ROLE_BOEKSTUK] == NO_COLUMN)
        return;
    const struct text boekstuk = batch_boekstuk(batch, batch_record(batch, i));
    if (p->n_boekstukken == 0)
        p->boekstuk = (struct text){arena_copy(batch->arena, boekstuk.bytes, boekstuk.n_bytes),
                                    boekstuk.n_bytes};
    p->n_boekstukken = text_equal(boekstuk, p->boekstuk) ? 1 : 2;
}

static void add_reversed(struct sides_part *p, struct batch *batch, size_t i, uint8_t place)
{
    note_boekstuk(p, batch, i);
    struct side_run *run = run_of(p, batch, i, true);
    run->last = batch_line(batch, i);
    run->n[place / 2 % SECTIE_COUNT]++;
}

/* The largest sum of a stretch, as it goes. */
static void add_run(struct sides_file *f, const struct side_run *run, uint64_t line_no)
{
    struct side_stretch *now = &f->now;
    int64_t n = 0;
    for (int s = 0; s < SECTIE_COUNT; s++)
        n += run->n[s];
    now->score += run->reversed ? n : -n;
    if (now->score <= 0)
        *now = (struct side_stretch){0};
    if (!run->reversed)
        return;
    if (now->first == 0)
        now->first = line_no + run->first;
    now->last = line_no + run->last;
    for (int s = 0; s < SECTIE_COUNT; s++)
        now->n_reversed[s] += run->n[s];
    if (now->score > f->told.reversed.score)
        f->told.reversed = *now;
}

/* ---- a batch ---- */

static void sides_batch(void *state, void *part, struct batch *batch)
{
    struct sides_map *sides = state;
    struct sides_part *p = part;
    uint64_t n[N_PLACES] = {0};
    int64_t cents[N_PLACES] = {0};
    learn(sides, batch);
    for (size_t a = 0; a < batch->source->profile->n_amounts; a++) {
        const uint32_t *slots = batch_slots(batch, a);
        const struct money *amounts = batch_amounts(batch, a);
        const bool runs = a == 0 && !batch->is_contra; /* these go from line to line */
        size_t n_told = 0;                             /* lines with a side, in a run already */
        for (size_t i = 0; i < batch->n; i++) {
            uint8_t place = place_of_amount(sides->of[slots[i]], amounts[i].cents);
            if (__builtin_expect((place & 1) && runs, 0)) {
                const size_t n_before = i - n[NOWHERE];
                add_normal(p, batch, i, n_before - n_told);
                add_reversed(p, batch, i, place);
                n_told = n_before + 1;
            }
            n[place]++;
            cents[place] += amounts[i].cents;
        }
        if (runs)
            add_normal(p, batch, 0, batch->n - n[NOWHERE] - n_told);
        for (size_t place = 0; place < N_PLACES; place++) {
            p->places[place].n += n[place];
            sum_add(&p->places[place].sum, (struct money){cents[place]});
            n[place] = 0;
            cents[place] = 0;
        }
    }
}

static void add_boekstukken(struct sides_file *f, const struct sides_part *p,
                            const struct place *place)
{
    if (p->n_boekstukken && !f->boekstuk)
        f->boekstuk = arena_printf(place->arena, "%.*s", TEXT_ARG(p->boekstuk));
    f->told.n_boekstukken =
        p->n_boekstukken && !text_is(p->boekstuk, f->boekstuk)
            ? 2
            : (p->n_boekstukken > f->told.n_boekstukken ? p->n_boekstukken : f->told.n_boekstukken);
}

static void sides_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct sides_part *p = part;
    struct sides_file *f = file;
    (void)state;
    for (size_t kind = 0; kind < SIDES_KINDS; kind++)
        for (size_t s = 0; s < SECTIE_COUNT; s++) {
            const struct side *of = &p->places[(kind * SECTIE_COUNT + s) * 2];
            side_add(&f->told.of[kind][s].normal, &of[0]);
            side_add(&f->told.of[kind][s].reversed, &of[1]);
        }
    for (size_t i = 0; i < p->n_runs; i++)
        add_run(f, &p->runs[i], place->line_no);
    add_boekstukken(f, p, place);
}

static void sides_close(void *state)
{
    struct sides_map *sides = state;
    free(sides->first);
    free(sides->of);
    free(sides);
}

const struct line_stage sides_stage = {
    .name = "sides",
    .part_size = sizeof(struct sides_part),
    .file_size = sizeof(struct sides_file),
    .told_of_file = sizeof(struct told_sides),
    .open = sides_open,
    .batch = sides_batch,
    .commit = sides_commit,
    .close = sides_close,
};
