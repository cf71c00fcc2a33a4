/* parts: sums of what the sender gave a total of by name: of an amount, or of a stand, whatever
 * becomes of its mutaties. Total lines and lines of layout aside. */
#include "pipeline/reading/line_stage.h"
#include "pipeline/reading/told.h"

#include <stdlib.h>

struct parts {
    const struct source *source;
};

static void *parts_open(const struct plan *plan, size_t source, void *context)
{
    struct parts *parts = mem_alloc(sizeof *parts);
    (void)context;
    parts->source = &plan->sources[source];
    return parts;
}

static void add_amount(const struct batch *batch, const struct named_total *total, size_t a,
                       struct sum *sum)
{
    const struct money *amounts = batch_amounts(batch, a);
    for (size_t i = 0; i < batch->n; i++)
        if (batch_is_booking(batch, i) &&
            (total->stand == PLAN_NO_PART || batch_destination(batch, a, i)->stand == total->stand))
            sum_add(sum, amounts[i]);
}

static void parts_batch(void *state, void *part, struct batch *batch)
{
    const struct source *source = ((const struct parts *)state)->source;
    struct told_parts *p = part;
    if (source->n_named_totals == 0)
        return;
    if (!p->sums)
        p->sums = arena_alloc(batch->arena, source->n_named_totals * sizeof *p->sums);
    for (size_t t = 0; t < source->n_named_totals; t++) {
        const struct named_total *total = &source->named_totals[t];
        for (size_t a = 0; a < source->profile->n_amounts; a++)
            if (total->amount == PLAN_NO_PART || total->amount == a)
                add_amount(batch, total, a, &p->sums[t]);
    }
}

static void add_sums(struct sum **to, const struct sum *from, size_t n, struct arena *arena)
{
    if (!*to)
        *to = arena_alloc(arena, n * sizeof **to);
    for (size_t t = 0; t < n; t++)
        sum_add_sum(&(*to)[t], from[t]);
}

static void parts_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct told_parts *p = part;
    struct told_parts *f = file;
    if (p->sums)
        add_sums(&f->sums, p->sums, ((const struct parts *)state)->source->n_named_totals,
                 place->arena);
}

static void parts_close_file(void *file, void *source, const struct place *place,
                             struct ledger_builder *builder)
{
    const struct told_parts *f = file;
    size_t n = builder->ledger->plan->sources[place->source].n_named_totals;
    if (f->sums)
        add_sums(&((struct told_parts *)source)->sums, f->sums, n, builder->arena);
}

const struct line_stage parts_stage = {
    .name = "parts",
    .of_lines = true,
    .part_size = sizeof(struct told_parts),
    .file_size = sizeof(struct told_parts),
    .source_size = sizeof(struct told_parts),
    .told_of_source = sizeof(struct told_parts),
    .open = parts_open,
    .batch = parts_batch,
    .commit = parts_commit,
    .close = free,
    .close_file = parts_close_file,
};
