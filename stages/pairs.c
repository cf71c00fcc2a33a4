/* pairs: what each file of a source comes to per key and account (reading/pairs.h), and what these
 * are called there, per stand (controles_heten.c). */
#include "pipeline/reading/pairs.h"
#include "pipeline/reading/doubles.h"
#include "pipeline/reading/line_stage.h"

#include <stdlib.h>

/* The lines of a slot. */
struct slot_sum {
    uint64_t pair, besluit; /* pair 0: no mutatie of a cell */
    const char *names[2];   /* of its key, its account, as the findings have them, or NULL */
    int64_t cents;
    uint64_t n;
    uint32_t line; /* the first one */
};

struct pairs_part { /* in its arena */
    size_t n_most;  /* pairs of a file; 0: the source has no other */
    uint32_t *of;   /* by slot: number in sums + 1 */
    size_t n_slots;
    struct slot_sum *sums;
    size_t n;
};

struct pairs_file {
    struct told_pairs told;
    struct pair_sum *items; /* heap */
    size_t n;
};

static size_t n_most_of(const struct source *source)
{
    return source->n_files > 1 && !source->may_repeat ? PAIRS_MOST / source->n_files : 0;
}

/* Of what decides; nothing where there is none. */
static struct text value_of(const struct batch *batch, size_t column, size_t record)
{
    const struct column *values = column == NO_COLUMN ? NULL : &batch->columns[column];
    return values && values->decides ? values->values[column_number(values, record)] : text_of("");
}

static const char *name_of(const struct batch *batch, size_t s, size_t record, size_t code,
                           size_t name)
{
    const struct profile *profile = batch->source->profile;
    struct text key = value_of(batch, code, record), called = value_of(batch, name, record);
    while (key.n_bytes > 1 && *key.bytes == '0') /* a spreadsheet takes them off */
        key = text_from(key, 1);
    return key.n_bytes == 0 || called.n_bytes == 0 || profile->role[ROLE_CONTRA] != NO_COLUMN ||
                   profile->columns[name].privacy == COLUMN_PERSONAL ||
                   !fate_is_booking(profile, batch->destinations[s].fate)
               ? NULL
               : arena_printf(batch->arena, "%u\n%.*s\n%.*s", batch->destinations[s].stand,
                              TEXT_ARG(key), TEXT_ARG(called));
}

/* Of slot s, which begins with this record. */
static struct slot_sum slot_of(const struct batch *batch, size_t s, size_t record)
{
    const size_t *role = batch->source->profile->role;
    const struct destination *to = &batch->destinations[s];
    const uint32_t place[] = {to->rule, to->sectie};
    const struct text besluit = value_of(batch, role[ROLE_BESLUIT], record);
    struct slot_sum sum = {
        .names = {name_of(batch, s, record, batch->source->profile->key->column,
                          role[ROLE_SLEUTELNAAM]),
                  name_of(batch, s, record, role[ROLE_REKENING], role[ROLE_REKENINGNAAM])},
        .line = batch_line(batch, record)};
    if (to->fate != FATE_CELL && to->fate != FATE_OTHER_PROGRAMMA)
        return sum;
    sum.pair = pair_of(doubles_hash((struct text){(const char *)place, sizeof place},
                                    value_of(batch, role[ROLE_REKENING], record)),
                       to->stand);
    sum.besluit = besluit.n_bytes ? doubles_hash(besluit, text_of("")) : 0;
    return sum;
}

static void pairs_batch(void *state, void *part, struct batch *batch)
{
    struct pairs_part *p = part;
    const size_t *role = batch->source->profile->role;
    (void)state;
    p->n_most = n_most_of(batch->source);
    if (p->n_most == 0 && role[ROLE_SLEUTELNAAM] == NO_COLUMN &&
        role[ROLE_REKENINGNAAM] == NO_COLUMN)
        return;
    p->of = arena_grow(batch->arena, p->of, &p->n_slots, batch->n_slots, sizeof *p->of);
    for (size_t a = 0; a < batch->source->profile->n_amounts; a++) {
        const uint32_t *slots = batch_slots(batch, a);
        const struct money *amounts = batch_amounts(batch, a);
        for (size_t i = 0; i < batch->n; i++) {
            uint32_t *of = &p->of[slots[i]];
            if (*of == 0) {
                *arena_add(batch->arena, p->sums, p->n) = slot_of(batch, slots[i], i);
                *of = (uint32_t)p->n;
            }
            struct slot_sum *sum = &p->sums[*of - 1];
            sum->n++;
            sum->cents = (int64_t)((uint64_t)sum->cents + (uint64_t)amounts[i].cents);
        }
    }
}

/* ---- in the order of the file ---- */

static void add_up(struct pairs_file *f, size_t n_most)
{
    f->n = pairs_add_up(f->items, f->n);
    if (f->n > n_most) {
        free(f->items);
        *f = (struct pairs_file){.told = {.too_many = true}};
    }
}

/* Whether there are too many follows from the file, however it was cut. */
static void pairs_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct pairs_part *p = part;
    struct pairs_file *f = file;
    (void)state;
    for (const struct slot_sum *sum = p->sums; sum < p->sums + p->n; sum++) {
        for (int k = 0; k < 2; k++)
            if (sum->names[k])
                place_count(place, FINDING_SLEUTELNAAM + (enum finding_kind)k, sum->line,
                            (struct finding){.what = sum->names[k],
                                             .n_lines = sum->n,
                                             .of_lines.money.cents = sum->cents});
        if (sum->pair && p->n_most > 0 && !f->told.too_many)
            *mem_add(f->items, f->n) =
                (struct pair_sum){sum->pair, sum->besluit, sum->cents, sum->n};
    }
    if (p->n > 0 && f->n > 2 * p->n_most)
        add_up(f, p->n_most);
}

static void pairs_close_file(void *file, void *source, const struct place *place,
                             struct ledger_builder *builder)
{
    (void)source;
    struct pairs_file *f = file;
    add_up(f, n_most_of(&builder->ledger->plan->sources[place->source]));
    f->told.n = f->n;
    if (f->n)
        f->told.items = (struct pair_sum *)arena_copy(builder->arena, (const char *)f->items,
                                                      f->n * sizeof *f->items);
}

static void pairs_free_file(void *file)
{
    free(((struct pairs_file *)file)->items);
}

const struct line_stage pairs_stage = {
    .name = "pairs",
    .part_size = sizeof(struct pairs_part),
    .file_size = sizeof(struct pairs_file),
    .told_of_file = sizeof(struct told_pairs),
    .batch = pairs_batch,
    .commit = pairs_commit,
    .close_file = pairs_close_file,
    .free_file = pairs_free_file,
};
