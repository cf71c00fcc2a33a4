#include "pipeline/reading/batch.h"

#include <stdlib.h>

#define BOEKSTUK_BEHIND 16 /* bytes that can be read behind a boekstuk */

struct batch *batch_new(const struct plan *plan, size_t source)
{
    struct batch *batch = mem_alloc(sizeof *batch);
    batch->plan = plan;
    batch->source = &plan->sources[source];
    batch->source_index = source;
    const struct profile *profile = batch->source->profile;
    size_t n = profile->n_amounts * SCAN_RECORDS;
    batch->columns = mem_alloc(profile->n_columns * sizeof *batch->columns);
    batch->debet = mem_alloc(n * sizeof *batch->debet);
    batch->credit = mem_alloc(n * sizeof *batch->credit);
    batch->amounts = mem_alloc(n * sizeof *batch->amounts);
    batch->empty = mem_alloc(n * sizeof *batch->empty);
    batch->destinations = mem_alloc(n * sizeof *batch->destinations);
    if (profile->role[ROLE_CONTRA] != NO_COLUMN)
        batch->has_contra = mem_alloc(SCAN_RECORDS * sizeof *batch->has_contra);
    bool kept_roles[ROLE_COUNT] = {0};
    for (int d = 0; d < DIMENSION_COUNT; d++)
        if (plan->keep[d])
            kept_roles[dimension_role((enum dimension)d)] = true;
    column_mark_used(profile, kept_roles, batch->columns);
    return batch;
}

void batch_free(struct batch *batch)
{
    if (!batch)
        return;
    for (size_t c = 0; c < batch->source->profile->n_columns; c++)
        column_release(&batch->columns[c]);
    free(batch->columns);
    free(batch->debet);
    free(batch->credit);
    free(batch->amounts);
    free(batch->empty);
    free(batch->has_contra);
    free(batch->destinations);
    free(batch->unclaimed);
    free(batch->boekstuk);
    arena_release(&batch->unclaimed_texts);
    scan_batch_release(&batch->scan);
    free(batch);
}

void batch_begin_unclaimed(struct batch *batch)
{
    if (batch->n_unclaimed)
        arena_release(&batch->unclaimed_texts);
    batch->n_unclaimed = 0;
}

uint32_t batch_unclaimed(struct batch *batch, enum unmapped_kind kind, struct text text)
{
    batch->unclaimed = mem_grow(batch->unclaimed, &batch->unclaimed_cap, batch->n_unclaimed + 1,
                                sizeof *batch->unclaimed);
    char *copy = arena_copy(&batch->unclaimed_texts, text.bytes, text.n_bytes);
    batch->unclaimed[batch->n_unclaimed] =
        (struct unclaimed){.kind = kind, .text = {copy, text.n_bytes}};
    return (uint32_t)batch->n_unclaimed++;
}

static void put(struct batch *batch, size_t *n, char c)
{
    batch->boekstuk = mem_grow(batch->boekstuk, &batch->boekstuk_cap, *n + 1 + BOEKSTUK_BEHIND, 1);
    batch->boekstuk[(*n)++] = c;
}

struct text batch_joined_boekstuk(struct batch *batch, const struct scan_record *record)
{
    const struct profile *profile = batch->source->profile;
    size_t n = 0;
    for (size_t i = 0; i < profile->n_boekstuk; i++) {
        struct text field = batch_field(batch, record, profile->boekstuk[i]);
        if (i > 0)
            put(batch, &n, '.');
        for (size_t k = 0; k < field.n_bytes; k++) {
            if (field.bytes[k] == '.')
                put(batch, &n, '.');
            put(batch, &n, field.bytes[k]);
        }
    }
    return (struct text){batch->boekstuk, n};
}
