/* identities: in every line an amount is the sum of others, or no more, as [gelijk] of the profile
 * says. */
#include "pipeline/reading/line_stage.h"

/* The lines of one [gelijk] that are not so. */
struct unequal {
    uint64_t n;
    uint32_t first;
    struct money expected, found; /* of the first */
};

struct identities_part {
    struct unequal *identities; /* in the part's arena; NULL: none */
};

/* False when the amount is what it should be; a sum that is too large never is. */
static bool is_unequal(const struct batch *batch, const struct amount_identity *identity, size_t i,
                       struct unequal *unequal)
{
    struct sum sum = {0};
    for (size_t a = 0; a < batch->source->profile->n_read; a++) {
        struct money amount = batch_amounts(batch, a)[i];
        for (int n = 0; n < identity->sign[a]; n++)
            sum_add(&sum, amount);
        for (int n = 0; n > identity->sign[a]; n--)
            sum_subtract(&sum, amount);
    }
    unequal->expected = sum.money;
    unequal->found = batch_amounts(batch, identity->whole)[i];
    return sum.overflow || (identity->at_most ? money_size(unequal->found).cents >
                                                    money_size(unequal->expected).cents
                                              : unequal->found.cents != unequal->expected.cents);
}

static void look_at(struct batch *batch, size_t i, struct identities_part *p)
{
    const struct profile *profile = batch->source->profile;
    for (size_t k = 0; k < profile->n_identities; k++) {
        struct unequal seen = {.first = batch_line(batch, i)};
        if (!is_unequal(batch, &profile->identities[k], i, &seen))
            continue;
        if (!p->identities)
            p->identities =
                arena_alloc(batch->arena, profile->n_identities * sizeof *p->identities);
        seen.n = p->identities[k].n + 1;
        if (seen.n == 1)
            p->identities[k] = seen;
        p->identities[k].n = seen.n;
    }
}

static void identities_batch(void *state, void *part, struct batch *batch)
{
    (void)state;
    for (size_t i = 0; i < batch->n; i++)
        if (batch_is_booking(batch, i))
            look_at(batch, i, part);
}

static void identities_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct identities_part *p = part;
    (void)state, (void)file;
    for (size_t k = 0; p->identities && k < place->profile->n_identities; k++)
        if (p->identities[k].n > 0)
            place_count(place, FINDING_UNEQUAL, p->identities[k].first,
                        (struct finding){.what = place->profile->identities[k].text,
                                         .expected = p->identities[k].expected,
                                         .found = p->identities[k].found,
                                         .n_lines = p->identities[k].n});
}

const struct line_stage identities_stage = {
    .name = "identities",
    .of_lines = true,
    .part_size = sizeof(struct identities_part),
    .needs = offsetof(struct profile, n_identities),
    .batch = identities_batch,
    .commit = identities_commit,
};
