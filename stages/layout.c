/* layout: lines of layout ([tekstregels]) are no bookings, and in none of them is an amount lost;
 * nor under the header without a name that a separator at the end makes. */
#include "pipeline/reading/line_stage.h"

#include <string.h>

/* Lines with an amount that one rule of [tekstregels] took. */
struct layout_lines {
    uint64_t n;
    uint32_t first;
};

struct layout_part {
    struct layout_lines *rules; /* in the part's arena; NULL: none */
    struct layout_lines unnamed;
    struct sum sum; /* of these */
};

static bool holds_amount(const struct batch *batch, size_t i)
{
    for (size_t a = 0; a < batch->source->profile->n_amounts; a++) {
        size_t at = a * SCAN_RECORDS + i;
        if (batch->debet[at].cents != 0 || batch_credit(batch, at).cents != 0)
            return true;
    }
    return false;
}

static bool is_unnamed(const struct batch *batch, size_t position)
{
    const struct profile *profile = batch->source->profile;
    bool named = profile->file.extra_columns || profile->file.is_fixed;
    for (size_t c = 0; c < profile->n_columns; c++)
        named |= batch->chunk->position_of[c] == position;
    return !named;
}

static void look_behind(struct layout_part *p, struct batch *batch)
{
    const struct profile *profile = batch->source->profile;
    const size_t last = batch->chunk->n_fields - 1;
    const bool unnamed = is_unnamed(batch, last);
    for (size_t i = 0; unnamed && i < batch->n; i++) {
        const struct text text =
            scan_field(&batch->scan, batch_record(batch, i), last, profile->file.quote);
        struct money money;
        if (!(memchr(text.bytes, ',', text.n_bytes) || memchr(text.bytes, '.', text.n_bytes)) ||
            !batch_is_booking(batch, i) ||
            amount_parse(&profile->number, text, &money) != AMOUNT_OK || money.cents == 0)
            continue;
        if (p->unnamed.n++ == 0)
            p->unnamed.first = batch_line(batch, i);
        sum_add(&p->sum, money);
    }
}

static void layout_batch(void *state, void *part, struct batch *batch)
{
    (void)state;
    const struct profile *profile = batch->source->profile;
    struct layout_part *p = part;
    look_behind(p, batch);
    for (size_t i = 0; profile->n_layout && i < batch->n; i++) {
        size_t fate = batch_destination(batch, 0, i)->fate;
        if (fate < FATE_SCOPE || fate >= FATE_SCOPE + profile->n_layout || !holds_amount(batch, i))
            continue;
        if (!p->rules)
            p->rules = arena_alloc(batch->arena, profile->n_layout * sizeof *p->rules);
        struct layout_lines *lines = &p->rules[fate - FATE_SCOPE];
        if (lines->n++ == 0)
            lines->first = batch_line(batch, i);
    }
}

static void layout_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct profile *profile = place->profile;
    const struct layout_part *p = part;
    (void)state, (void)file;
    for (size_t t = 0; p->rules && t < profile->n_layout; t++)
        if (p->rules[t].n > 0)
            place_count(
                place, FINDING_LAYOUT, p->rules[t].first,
                (struct finding){.what = profile->scopes[t].name, .n_lines = p->rules[t].n});
    if (p->unnamed.n > 0)
        place_count(place, FINDING_UNNAMED, p->unnamed.first,
                    (struct finding){.what = "", .n_lines = p->unnamed.n, .of_lines = p->sum});
}

const struct line_stage layout_stage = {
    .name = "layout",
    .of_lines = true,
    .part_size = sizeof(struct layout_part),
    .batch = layout_batch,
    .commit = layout_commit,
};
