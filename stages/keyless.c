/* keyless: lines that no line of posten.csv claims because their key is empty. A key that is there
 * names its lines; of these somebody must find them. */
#include "pipeline/reading/line_stage.h"

#define MOST_LINES 3 /* of a part */

struct keyless_part {
    uint32_t lines[MOST_LINES];
    size_t n;
    uint64_t n_lines; /* all of them */
};

/* Of a key of several parts points stand between them. */
static bool is_empty(struct text key)
{
    while (key.n_bytes > 0 && *key.bytes == '.')
        key = (struct text){key.bytes + 1, key.n_bytes - 1};
    return key.n_bytes == 0;
}

static bool is_keyless(const struct batch *batch, size_t i)
{
    bool any = false;
    for (size_t a = 0; a < batch->source->profile->n_amounts; a++) {
        const struct destination *to = batch_destination(batch, a, i);
        const struct unclaimed *unclaimed =
            to->fate == FATE_UNMAPPED ? &batch->unclaimed[to->rule] : NULL;
        any |= unclaimed && unclaimed->kind == UNMAPPED_KEY && is_empty(unclaimed->text);
    }
    return any;
}

static void keyless_batch(void *state, void *part, struct batch *batch)
{
    struct keyless_part *p = part;
    (void)state;
    for (size_t i = 0; i < batch->n && batch->n_unclaimed > 0; i++)
        if (is_keyless(batch, i) && p->n_lines++ < MOST_LINES)
            p->lines[p->n++] = batch_line(batch, i);
}

static void keyless_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct keyless_part *p = part;
    (void)state, (void)file;
    for (size_t i = 0; i < p->n; i++)
        place_find(place, FINDING_KEYLESS, p->lines[i],
                   (struct finding){.what = "", .n_lines = i ? 1 : p->n_lines - p->n + 1});
}

const struct line_stage keyless_stage = {
    .name = "keyless",
    .of_lines = true,
    .part_size = sizeof(struct keyless_part),
    .batch = keyless_batch,
    .commit = keyless_commit,
};
