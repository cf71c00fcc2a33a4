/* cents: in a source whose eenheid is thousands, amounts with two decimals or more that are no
 * zeros: euros and cents, most probably. `decimalen` above 2 in [getal] says that they are not. A
 * source in euros beside it is the better witness (controles_eenheid). */
#include "pipeline/reading/line_stage.h"

#define THOUSANDS    100000 /* cents per 1 */
#define TWO_DECIMALS 10000  /* what has one of them is a multiple */
#define LEAST_LINES  20

struct cents {
    uint64_t n, n_cents; /* amounts; those with two decimals */
    struct sum sum;      /* as read, in thousands */
};

static bool cents_wants(const struct profile *profile)
{
    return profile->number.unit_cents == THOUSANDS && profile->unit_column == NO_COLUMN &&
           profile->number.decimals <= 2;
}

static void cents_batch(void *state, void *part, struct batch *batch)
{
    struct cents *p = part;
    (void)state;
    for (size_t a = 0; a < batch->source->profile->n_amounts; a++) {
        const struct money *amounts = batch_amounts(batch, a);
        for (size_t i = 0; i < batch->n; i++) {
            p->n += amounts[i].cents != 0;
            p->n_cents += amounts[i].cents % TWO_DECIMALS != 0;
            sum_add(&p->sum, amounts[i]);
        }
    }
}

static void add(struct cents *to, const struct cents *from)
{
    to->n += from->n;
    to->n_cents += from->n_cents;
    sum_add_sum(&to->sum, from->sum);
}

static void cents_commit(void *state, void *part, void *file, const struct place *place)
{
    (void)state, (void)place;
    add(file, part);
}

static void cents_close_file(void *file, void *source, const struct place *place,
                             struct ledger_builder *builder)
{
    (void)place, (void)builder;
    add(source, file);
}

static bool has_witness(const struct plan *plan)
{
    for (size_t s = 0; s < plan->n_sources; s++)
        if (plan->sources[s].profile->number.unit_cents != THOUSANDS)
            return true;
    return false;
}

/* Of three quarters it is no chance. */
static void cents_close_source(void *source, size_t index, struct ledger_builder *builder)
{
    const struct cents *seen = source;
    if (seen->n < LEAST_LINES || seen->n_cents < seen->n - seen->n / 4 ||
        has_witness(builder->ledger->plan))
        return;
    findings_add(&builder->ledger->accounts[index].findings[FINDING_CENTS], builder->arena,
                 (struct finding){.where = "",
                                  .what = arena_printf(builder->arena, "%llu van de %llu bedragen",
                                                       (unsigned long long)seen->n_cents,
                                                       (unsigned long long)seen->n),
                                  .found = seen->sum.money,
                                  .n_lines = seen->n_cents});
}

const struct line_stage cents_stage = {
    .name = "cents",
    .of_lines = true,
    .part_size = sizeof(struct cents),
    .file_size = sizeof(struct cents),
    .source_size = sizeof(struct cents),
    .wants = cents_wants,
    .batch = cents_batch,
    .commit = cents_commit,
    .close_file = cents_close_file,
    .close_source = cents_close_source,
};
