/* parts: sums of what the sender gave a total of by name: of an amount, or of a stand, whatever
 * becomes of its mutaties. Total lines and lines of layout aside. */
#include "pipeline/reading/line_stage.h"
#include "pipeline/reading/told.h"

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
    const struct source *source = batch->source;
    struct told_parts *p = part;
    (void)state;
    if (source->n_named_totals == 0)
        return;
    if (!p->sums)
        *p =
            (struct told_parts){arena_alloc(batch->arena, source->n_named_totals * sizeof *p->sums),
                                source->n_named_totals};
    for (size_t t = 0; t < source->n_named_totals; t++) {
        const struct named_total *total = &source->named_totals[t];
        for (size_t a = 0; a < source->profile->n_amounts; a++)
            if (total->amount == PLAN_NO_PART || total->amount == a)
                add_amount(batch, total, a, &p->sums[t]);
    }
}

static void add_sums(struct told_parts *to, const struct told_parts *from, struct arena *arena)
{
    if (!to->sums && from->n)
        *to = (struct told_parts){arena_alloc(arena, from->n * sizeof *to->sums), from->n};
    for (size_t t = 0; t < from->n; t++)
        sum_add_sum(&to->sums[t], from->sums[t]);
}

static void parts_commit(void *state, void *part, void *file, const struct place *place)
{
    (void)state;
    add_sums(file, part, place->arena);
}

static void parts_close_file(void *file, void *source, const struct place *place,
                             struct ledger_builder *builder)
{
    (void)place;
    add_sums(source, file, builder->arena);
}

const struct line_stage parts_stage = {
    .name = "parts",
    .of_lines = true,
    .part_size = sizeof(struct told_parts),
    .file_size = sizeof(struct told_parts),
    .source_size = sizeof(struct told_parts),
    .told_of_source = sizeof(struct told_parts),
    .batch = parts_batch,
    .commit = parts_commit,
    .close_file = parts_close_file,
};
