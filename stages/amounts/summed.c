/* summed: amounts of one stand in a line, months above all, of which one is the sum of others next
 * to it (a year, a quarter), or which each hold all that was before (up to and including a month).
 * Each counts, so that the same money counts twice. By file. */
#include "pipeline/reading/line_stage.h"

#include <stdlib.h>
#include <string.h>

#define MOST_AMOUNTS 62 /* of one stand, so that where a run begins or ends is a bit */
#define FULL_LINES   8  /* lines that say something, before it is no chance */
#define FEW_STEPS    3  /* of a line in which what was so far grows */
#define LONG_RUN     4 /* amounts: fewer may be the terms of a year, where all lines have one ratio */
#define MOST_PARTS   (INT64_C(1) << 40)
#define VARIED       10 /* one line in so many that has another */

/* The amounts of one stand, in the profile's order. */
struct group {
    size_t amounts[MOST_AMOUNTS], n;
};

struct summed {
    struct group *groups; /* heap */
    size_t n;
};

/* Run e of an amount at `at`: from e up to it, or where e is behind it, from the next one up to e.
 */
struct group_seen {
    uint64_t refuted[MOST_AMOUNTS]; /* a bit per run: in some line not the sum */
    uint64_t n_full[MOST_AMOUNTS];  /* lines in which it is nothing else's amount, and not 0 */
    uint64_t n_lines, n_varied;     /* with a first amount; of which the others are other parts */
    int64_t parts[MOST_AMOUNTS]; /* of the first of those lines: thousandths of its first amount */
    bool fell;                   /* an amount is not at least the one before it */
    uint64_t n_grew;             /* lines with FEW_STEPS to more */
};

struct summed_part {
    struct group_seen *groups; /* in the arena; NULL: no lines */
};

/* Of two and more. */
static uint64_t runs_of(const struct group *group, size_t at)
{
    uint64_t runs = 0;
    for (size_t e = 0; e <= group->n; e++)
        if (e + 2 <= at || e >= at + 3)
            runs |= UINT64_C(1) << e;
    return runs;
}

static const char *stand_of(const struct profile *profile, size_t amount)
{
    return profile->amounts[amount].stand.source;
}

static struct group group_of(const struct profile *profile, size_t first)
{
    struct group group = {.n = 0};
    for (size_t a = 0; a < profile->n_amounts && group.n < MOST_AMOUNTS; a++)
        if (strcmp(stand_of(profile, a), stand_of(profile, first)) == 0)
            group.amounts[group.n++] = a;
    return group;
}

static void *summed_open(const struct plan *plan, size_t source, void *context)
{
    const struct profile *profile = plan->sources[source].profile;
    struct summed *summed = mem_alloc(sizeof *summed);
    (void)context;
    for (size_t a = 0; a < profile->n_amounts; a++) {
        struct group group = group_of(profile, a);
        if (group.amounts[0] == a && group.n > 2)
            *mem_add(summed->groups, summed->n) = group;
    }
    return summed;
}

static void summed_close(void *state)
{
    struct summed *summed = state;
    free(summed->groups);
    free(summed);
}

static bool summed_wants(const struct profile *profile)
{
    return profile->n_amounts > 2;
}

/* Sums wrap around, all in the same way. */
static void look_for_sums(const uint64_t *amounts, size_t n, struct group_seen *seen,
                          const uint64_t *runs)
{
    uint64_t before[MOST_AMOUNTS + 1] = {0};
    for (size_t at = 0; at < n; at++)
        before[at + 1] = before[at] + amounts[at];
    for (size_t at = 0; at < n; at++) {
        bool full = amounts[at] != 0;
        if ((runs[at] & ~seen->refuted[at]) == 0)
            continue;
        for (size_t e = 0; e <= n; e++)
            if ((e < at ? before[at] - before[e] : before[e] - before[at + 1]) != amounts[at])
                seen->refuted[at] |= UINT64_C(1) << e;
        for (size_t other = 0; other < n && full; other++)
            full = other == at || amounts[other] != amounts[at];
        seen->n_full[at] += full;
    }
}

static void look_for_growth(const uint64_t *amounts, size_t n, struct group_seen *seen)
{
    size_t n_steps = 0;
    for (size_t at = 1; at < n && !seen->fell; at++) {
        int64_t step = (int64_t)(amounts[at] - amounts[at - 1]);
        seen->fell = step != 0 && (step < 0) != ((int64_t)amounts[at] < 0);
        n_steps += step != 0;
    }
    seen->n_grew += n_steps >= FEW_STEPS;
}

/* To two in a hundred. */
static bool has_parts(const int64_t *parts, const int64_t *wanted, size_t n)
{
    size_t at = 1;
    while (at < n && llabs(parts[at] - wanted[at]) <= 20 + llabs(wanted[at]) / 50)
        at++;
    return at == n;
}

static void look_at_parts(const uint64_t *amounts, size_t n, struct group_seen *seen)
{
    const int64_t first = (int64_t)amounts[0];
    int64_t parts[MOST_AMOUNTS];
    if (first == 0)
        return;
    for (size_t at = 0; at < n; at++) {
        __int128 part = (__int128)(int64_t)amounts[at] * 1000 / first;
        parts[at] = part > MOST_PARTS    ? MOST_PARTS
                    : part < -MOST_PARTS ? -MOST_PARTS
                                         : (int64_t)part;
    }
    if (seen->n_lines++ == 0)
        memcpy(seen->parts, parts, n * sizeof *parts);
    seen->n_varied += !has_parts(parts, seen->parts, n);
}

static void look_at_group(const struct batch *batch, const struct group *group,
                          struct group_seen *seen)
{
    uint64_t runs[MOST_AMOUNTS], amounts[MOST_AMOUNTS];
    for (size_t at = 0; at < group->n; at++)
        runs[at] = runs_of(group, at);
    for (size_t i = 0; i < batch->n; i++) {
        if (!batch_is_booking(batch, i))
            continue;
        for (size_t at = 0; at < group->n; at++)
            amounts[at] = (uint64_t)batch_amounts(batch, group->amounts[at])[i].cents;
        look_for_sums(amounts, group->n, seen, runs);
        look_for_growth(amounts, group->n, seen);
        look_at_parts(amounts, group->n, seen);
    }
}

static void make_room(struct summed_part *p, const struct summed *summed, struct arena *arena)
{
    if (!p->groups)
        p->groups = arena_alloc(arena, (summed->n + 1) * sizeof *p->groups);
}

static void summed_batch(void *state, void *part, struct batch *batch)
{
    const struct summed *summed = state;
    struct summed_part *p = part;
    make_room(p, summed, batch->arena);
    for (size_t g = 0; g < summed->n; g++)
        look_at_group(batch, &summed->groups[g], &p->groups[g]);
}

static void summed_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct summed *summed = state;
    const struct summed_part *p = part;
    struct summed_part *f = file;
    if (!p->groups)
        return;
    make_room(f, summed, place->arena);
    for (size_t g = 0; g < summed->n; g++) {
        struct group_seen *to = &f->groups[g];
        for (size_t at = 0; at < MOST_AMOUNTS; at++) {
            to->refuted[at] |= p->groups[g].refuted[at];
            to->n_full[at] += p->groups[g].n_full[at];
        }
        const struct group_seen *from = &p->groups[g];
        if (to->n_lines == 0)
            memcpy(to->parts, from->parts, sizeof to->parts);
        to->n_varied +=
            has_parts(from->parts, to->parts, summed->groups[g].n) ? from->n_varied : from->n_lines;
        to->n_lines += from->n_lines;
        to->fell |= p->groups[g].fell;
        to->n_grew += p->groups[g].n_grew;
    }
}

static void tell(const struct place *place, const struct group *group, size_t at, size_t from,
                 size_t end, const char *is)
{
    const struct profile_amount *amounts = place->profile->amounts;
    const char *what =
        arena_printf(place->arena, "%s (%s) is in elke regel %s %s t/m %s",
                     amounts[group->amounts[at]].name, stand_of(place->profile, group->amounts[at]),
                     is, amounts[group->amounts[from]].name, amounts[group->amounts[end - 1]].name);
    place_find(place, FINDING_SUMMED, 0, (struct finding){.what = what});
}

static void tell_group(const struct place *place, const struct group *group,
                       const struct group_seen *seen)
{
    const bool by_rule = seen->n_varied * VARIED <= seen->n_lines;
    if (!seen->fell && seen->n_grew >= FULL_LINES && !by_rule) {
        tell(place, group, group->n - 1, 0, group->n - 1, "minstens zo groot als elk van");
        return;
    }
    for (size_t at = 0; at < group->n; at++) {
        uint64_t left = runs_of(group, at) & ~seen->refuted[at];
        if (!left || seen->n_full[at] < FULL_LINES)
            continue;
        size_t e = (size_t)__builtin_ctzll(left); /* the longest of those before it */
        if (by_rule && (e < at ? at - e : e - at - 1) < LONG_RUN)
            continue;
        tell(place, group, at, e < at ? e : at + 1, e < at ? at : e, "de som van");
    }
}

static void summed_close_file(void *file, void *source, const struct place *place,
                              struct ledger_builder *builder)
{
    const struct summed_part *f = file;
    struct summed *summed = summed_open(builder->ledger->plan, place->source, NULL);
    (void)source;
    for (size_t g = 0; f->groups && g < summed->n; g++)
        tell_group(place, &summed->groups[g], &f->groups[g]);
    summed_close(summed);
}

const struct line_stage summed_stage = {
    .name = "summed",
    .of_lines = true,
    .part_size = sizeof(struct summed_part),
    .file_size = sizeof(struct summed_part),
    .wants = summed_wants,
    .open = summed_open,
    .batch = summed_batch,
    .commit = summed_commit,
    .close = summed_close,
    .close_file = summed_close_file,
};
