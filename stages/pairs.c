/* pairs: what each file of a source comes to per key and account (reading/pairs.h). */
#include "pipeline/reading/pairs.h"
#include "pipeline/reading/line_stage.h"

#include <stdlib.h>

struct slot {
    uint64_t pair, besluit; /* pair 0: no mutatie of a cell */
};

struct pairs {
    const struct profile *profile;
    size_t n_most; /* per file; 0: the source has no other */
    struct slot *slots;
    struct learned known;
};

struct pairs_part {
    struct slot_sum {
        int64_t cents;
        uint64_t n;
    } * of;            /* by slot; heap */
    uint32_t *touched; /* slots with mutaties; heap */
    size_t cap, n_touched, touched_cap;
};

struct pairs_file {
    struct told_pairs told;
    struct pair_sum *items; /* heap */
    size_t n, cap;
};

static size_t n_most_of(const struct source *source)
{
    return source->n_files > 1 && !source->may_repeat ? PAIRS_MOST / source->n_files : 0;
}

static void *pairs_open(const struct plan *plan, size_t source, void *context)
{
    (void)context;
    struct pairs *pairs = mem_alloc(sizeof *pairs);
    pairs->profile = plan->sources[source].profile;
    pairs->n_most = n_most_of(&plan->sources[source]);
    return pairs;
}

static void pairs_close(void *state)
{
    free(((struct pairs *)state)->slots);
    free(state);
}

/* The same in every process. */
static uint64_t add_hash(uint64_t hash, uint64_t value)
{
    return memo_mix(hash ^ UINT64_C(0x9E3779B97F4A7C15), UINT64_C(0xD6E8FEB86659FD93) + value);
}

/* Of the value with this role, where it decides; 0: there is none. */
static uint64_t hash_of(const struct batch *batch, enum role role, size_t record)
{
    const size_t c = batch->source->profile->role[role];
    if (c == NO_COLUMN || !batch->columns[c].decides)
        return 0;
    const struct column *column = &batch->columns[c];
    const struct text value = column->values[column_number(column, record)];
    uint64_t hash = value.n_bytes;
    for (size_t i = 0; i < value.n_bytes; i++)
        hash = add_hash(hash, (unsigned char)value.bytes[i]);
    return hash;
}

static struct slot slot_of(const struct batch *batch, size_t s)
{
    const struct destination *to = &batch->destinations[s];
    const size_t record = batch->groups.new_record[batch_new_group(batch, s)];
    if (to->fate != FATE_CELL && to->fate != FATE_OTHER_PROGRAMMA)
        return (struct slot){0};
    const uint64_t key = ((uint64_t)to->rule << 16 | to->stand) << SECTIE_COUNT | to->sectie;
    return (struct slot){.pair =
                             add_hash(add_hash(1, key), hash_of(batch, ROLE_REKENING, record)) | 1,
                         .besluit = hash_of(batch, ROLE_BESLUIT, record)};
}

static void learn(struct pairs *pairs, const struct batch *batch)
{
    pairs->slots = learned_room(&pairs->known, pairs->slots, sizeof *pairs->slots,
                                batch->groups.generation, batch->n_slots);
    for (size_t *n = &pairs->known.n; *n < batch->n_slots; ++*n)
        pairs->slots[*n] = slot_of(batch, *n);
}

static void pairs_batch(void *state, void *part, struct batch *batch)
{
    struct pairs *pairs = state;
    struct pairs_part *p = part;
    if (pairs->n_most == 0)
        return;
    learn(pairs, batch);
    p->of = mem_grow(p->of, &p->cap, batch->n_slots, sizeof *p->of);
    for (size_t a = 0; a < pairs->profile->n_amounts; a++) {
        const uint32_t *slots = batch_slots(batch, a);
        const struct money *amounts = batch_amounts(batch, a);
        for (size_t i = 0; i < batch->n; i++) {
            struct slot_sum *sum = &p->of[slots[i]];
            if (sum->n++ == 0) {
                p->touched = mem_grow_unset(p->touched, &p->touched_cap, p->n_touched + 1,
                                            sizeof *p->touched);
                p->touched[p->n_touched++] = slots[i];
            }
            sum->cents = (int64_t)((uint64_t)sum->cents + (uint64_t)amounts[i].cents);
        }
    }
}

static void pairs_forget(const void *state, void *part)
{
    (void)state;
    struct pairs_part *p = part;
    for (size_t t = 0; t < p->n_touched; t++)
        p->of[p->touched[t]] = (struct slot_sum){0};
    p->n_touched = 0;
}

static void pairs_free_part(void *part)
{
    struct pairs_part *p = part;
    free(p->of);
    free(p->touched);
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
    const struct pairs *pairs = state;
    const struct pairs_part *p = part;
    struct pairs_file *f = file;
    (void)place;
    if (f->told.too_many || p->n_touched == 0)
        return;
    f->items = mem_grow_unset(f->items, &f->cap, f->n + p->n_touched, sizeof *f->items);
    for (size_t t = 0; t < p->n_touched; t++) {
        const uint32_t s = p->touched[t];
        if (pairs->slots[s].pair)
            f->items[f->n++] = (struct pair_sum){pairs->slots[s].pair, pairs->slots[s].besluit,
                                                 p->of[s].cents, p->of[s].n};
    }
    if (f->n > 2 * pairs->n_most)
        add_up(f, pairs->n_most);
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
    .open = pairs_open,
    .batch = pairs_batch,
    .commit = pairs_commit,
    .close = pairs_close,
    .close_file = pairs_close_file,
    .free_file = pairs_free_file,
    .forget = pairs_forget,
    .free_part = pairs_free_part,
};
