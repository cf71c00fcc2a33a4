/* swapped: in a file with several amounts per line, one that in every line is the sum of two
 * others, though its stand is none: headers that were swapped. `def = ini + mod` read as mod is a
 * wijziging that is primair + something. Standen of one year only; a profile with [gelijk] has said
 * what is. */
#include "pipeline/reading/line_stage.h"

#include <stdlib.h>
#include <string.h>

/* So many lines in which neither term is 0, before it is no chance. */
#define FULL_LINES 2

/* Indexes of amounts: sum = a + b, which should not be so. */
struct trio {
    size_t sum, a, b;
};

struct trios {
    struct trio *items; /* heap */
    size_t n, cap;
};

struct trio_seen {
    uint64_t n_full; /* lines with both terms */
    bool refuted;
};

struct swapped_part {
    struct trio_seen *seen; /* per trio, in the arena; NULL: no lines */
};

/* ---- which trios there are ---- */

static struct text kind_of(const struct profile *profile, size_t amount)
{
    struct text source = text_of(profile->amounts[amount].stand.source), kind;
    return text_split(&source, ' ', &kind) && !memchr(kind.bytes, '{', kind.n_bytes)
               ? kind
               : (struct text){"", 0};
}

/* The stand behind its kind: "2024", "{jaar}". */
static const char *year_of(const struct profile *profile, size_t amount)
{
    const char *space = strchr(profile->amounts[amount].stand.source, ' ');
    return space ? space : "";
}

static bool is_no_sum(struct text kind)
{
    return text_is(kind, STAND_PRIMAIR) || text_is(kind, STAND_WIJZIGING) ||
           text_is(kind, STAND_REALISATIE);
}

/* Three kinds of one year, and no sum among those that make up a begroting na wijziging but one
 * that it cannot be. */
static bool is_trio(const struct profile *profile, const struct trio *trio)
{
    struct text sum = kind_of(profile, trio->sum);
    struct text a = kind_of(profile, trio->a), b = kind_of(profile, trio->b);
    const char *year = year_of(profile, trio->sum);
    return is_no_sum(sum) && (is_no_sum(a) || is_no_sum(b)) && a.n_bytes && b.n_bytes &&
           !text_equal(sum, a) && !text_equal(sum, b) && !text_equal(a, b) &&
           strcmp(year, year_of(profile, trio->a)) == 0 &&
           strcmp(year, year_of(profile, trio->b)) == 0;
}

static struct trios find_trios(const struct profile *profile)
{
    struct trios trios = {0};
    const size_t n = profile->n_amounts;
    for (size_t sum = 0; sum < n; sum++) {
        for (size_t a = 0; a < n; a++) {
            for (size_t b = a + 1; b < n; b++) {
                struct trio trio = {sum, a, b};
                if (sum == a || sum == b || !is_trio(profile, &trio))
                    continue;
                trios.items = mem_grow(trios.items, &trios.cap, trios.n + 1, sizeof trio);
                trios.items[trios.n++] = trio;
            }
        }
    }
    return trios;
}

static bool swapped_wants(const struct profile *profile)
{
    if (profile->n_amounts < 3 || profile->n_identities > 0)
        return false;
    struct trios trios = find_trios(profile);
    free(trios.items);
    return trios.n > 0;
}

static void *swapped_open(const struct plan *plan, size_t source, void *context)
{
    struct trios *trios = mem_alloc(sizeof *trios);
    (void)context;
    *trios = find_trios(plan->sources[source].profile);
    return trios;
}

static void swapped_close(void *state)
{
    struct trios *trios = state;
    free(trios->items);
    free(trios);
}

/* ---- the lines ---- */

static void look_at(const struct batch *batch, const struct trio *trio, struct trio_seen *seen)
{
    const struct destination *destinations = batch_destinations(batch, 0);
    const struct money *sum = batch_amounts(batch, trio->sum);
    const struct money *a = batch_amounts(batch, trio->a), *b = batch_amounts(batch, trio->b);
    for (size_t i = 0; i < batch->n && !seen->refuted; i++) {
        if (!fate_is_booking(batch->source->profile, destinations[i].fate))
            continue;
        seen->refuted = sum[i].cents != a[i].cents + b[i].cents;
        seen->n_full += a[i].cents != 0 && b[i].cents != 0;
    }
}

static void swapped_batch(void *state, void *part, struct batch *batch)
{
    const struct trios *trios = state;
    struct swapped_part *p = part;
    if (!p->seen)
        p->seen = arena_alloc(batch->arena, trios->n * sizeof *p->seen);
    for (size_t t = 0; t < trios->n; t++)
        look_at(batch, &trios->items[t], &p->seen[t]);
}

static void swapped_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct trios *trios = state;
    const struct swapped_part *p = part;
    struct swapped_part *f = file;
    if (!f->seen)
        f->seen = arena_alloc(place->arena, trios->n * sizeof *f->seen);
    for (size_t t = 0; p->seen && t < trios->n; t++) {
        f->seen[t].refuted |= p->seen[t].refuted;
        f->seen[t].n_full += p->seen[t].n_full;
    }
}

static void swapped_close_file(void *file, void *source, const struct place *place,
                               struct ledger_builder *builder)
{
    const struct swapped_part *f = file;
    const struct profile *profile = place->profile;
    struct trios trios = f->seen ? find_trios(profile) : (struct trios){0};
    (void)source, (void)builder;
    for (size_t t = 0; t < trios.n; t++) {
        const struct trio *trio = &trios.items[t];
        if (f->seen[t].refuted || f->seen[t].n_full < FULL_LINES)
            continue;
        const char *what =
            arena_printf(place->arena, "%s (%s) is in elke regel %s + %s",
                         profile->amounts[trio->sum].name, profile->amounts[trio->sum].stand.source,
                         profile->amounts[trio->a].name, profile->amounts[trio->b].name);
        place_find(place, FINDING_SWAPPED, 0, (struct finding){.what = what});
    }
    free(trios.items);
}

const struct line_stage swapped_stage = {
    .name = "swapped",
    .part_size = sizeof(struct swapped_part),
    .file_size = sizeof(struct swapped_part),
    .wants = swapped_wants,
    .open = swapped_open,
    .batch = swapped_batch,
    .commit = swapped_commit,
    .close = swapped_close,
    .close_file = swapped_close_file,
};
