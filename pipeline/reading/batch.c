#include "pipeline/reading/batch.h"

#include <stdlib.h>
#include <string.h>

#define BOEKSTUK_BEHIND 16 /* bytes that can be read behind a boekstuk */

struct batch *batch_new(const struct plan *plan, size_t source)
{
    struct batch *batch = mem_alloc(sizeof *batch);
    batch->plan = plan;
    batch->source = &plan->sources[source];
    batch->source_index = source;
    const struct profile *profile = batch->source->profile;
    const size_t n = profile->n_amounts * SCAN_RECORDS, n_read = profile->n_read * SCAN_RECORDS;
    batch->columns = mem_alloc(profile->n_columns * sizeof *batch->columns);
    batch->debet = mem_alloc(n_read * sizeof *batch->debet);
    batch->turnover = mem_alloc(profile->n_amounts * sizeof *batch->turnover);
    batch->amounts = mem_alloc(n_read * sizeof *batch->amounts);
    batch->empty = mem_alloc(n_read * sizeof *batch->empty);
    if (profile->role[ROLE_CONTRA] != NO_COLUMN)
        batch->has_contra = mem_alloc(SCAN_RECORDS * sizeof *batch->has_contra);
    batch->slots = mem_alloc((n + SCAN_RECORDS) * sizeof *batch->slots);
    batch->group = profile->n_amounts == 1 ? batch->slots : batch->slots + n;
    bool kept_roles[ROLE_COUNT] = {0};
    for (int d = 0; d < DIMENSION_COUNT; d++)
        if (plan->keep[d])
            kept_roles[dimension_role((enum dimension)d)] = true;
    column_mark_used(profile, kept_roles, batch->columns);
    batch->spans = mem_alloc((profile->n_columns / 2 + 1) * sizeof *batch->spans);
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
    free(batch->turnover);
    free(batch->amounts);
    free(batch->empty);
    free(batch->has_contra);
    free(batch->slots);
    for (size_t s = 0; s < batch->source->profile->n_columns / 2 + 1; s++)
        span_release(&batch->spans[s]);
    free(batch->spans);
    free(batch->position_of);
    groups_release(&batch->groups);
    free(batch->destinations);
    free(batch->unclaimed);
    free(batch->boekstuk);
    arena_release(&batch->unclaimed_texts);
    scan_batch_release(&batch->scan);
    free(batch);
}

/* A column that may be numbered with its neighbour. */
static bool may_pair(const struct batch *batch, size_t column)
{
    const struct column *c = &batch->columns[column];
    return c->decides && !c->apart && !c->span && !batch->has_contra &&
           !batch->source->profile->date_of[column].text && batch->position_of[column] != NO_COLUMN;
}

/* The column behind this one in the file, when both may be numbered together; else NO_COLUMN. */
static size_t neighbour_of(const struct batch *batch, size_t column)
{
    if (may_pair(batch, column))
        for (size_t c = 0; c < batch->source->profile->n_columns; c++)
            if (batch->position_of[c] == batch->position_of[column] + 1 && may_pair(batch, c))
                return c;
    return NO_COLUMN;
}

/* Spans for the columns as they stand in the file, and groups by what decides. */
static void lay_out(struct batch *batch)
{
    const size_t n = batch->source->profile->n_columns;
    groups_begin(&batch->groups, n + 1);
    batch->n_spans = 0;
    for (size_t c = 0; c < n; c++)
        batch->columns[c].span = NULL;
    for (size_t c = 0; c < n; c++) {
        const size_t pair[2] = {c, neighbour_of(batch, c)};
        if (pair[1] != NO_COLUMN) {
            struct span *span = &batch->spans[batch->n_spans++];
            span_begin(span, pair);
            for (size_t k = 0; k < 2; k++) {
                batch->columns[pair[k]].span = &span->is;
                batch->columns[pair[k]].in_span = k;
            }
            groups_by(&batch->groups, span->is.number, &span->n_known);
        }
    }
    for (size_t c = 0; c < n; c++) {
        const struct column *column = &batch->columns[c];
        if (column->decides && !column->span)
            groups_by(&batch->groups, column->by_month ? column->month : column->number,
                      column->by_month ? &column->n_months : &column->n_learned);
    }
}

/* True when the columns stand where they did. */
static bool same_places(struct batch *batch, const struct chunk *chunk)
{
    size_t n_bytes = batch->source->profile->n_columns * sizeof *batch->position_of;
    if (batch->position_of && memcmp(batch->position_of, chunk->position_of, n_bytes) == 0)
        return true;
    if (!batch->position_of)
        batch->position_of = mem_alloc(n_bytes);
    memcpy(batch->position_of, chunk->position_of, n_bytes);
    return false;
}

static bool part_spans(struct batch *batch)
{
    bool any = false;
    for (size_t s = 0; s < batch->n_spans; s++) {
        bool apart = span_is_apart(&batch->spans[s]);
        any |= apart;
        for (size_t k = 0; k < 2; k++)
            batch->columns[batch->spans[s].columns[k]].apart |= apart;
    }
    return any;
}

void batch_begin_chunk(struct batch *batch, const struct chunk *chunk)
{
    bool full = batch->groups.n > MEMO_FULL || batch->n_slots > 4 * MEMO_FULL;
    for (size_t c = 0; c < batch->source->profile->n_columns; c++) {
        if (batch->columns[c].memo.n <= MEMO_FULL)
            continue;
        column_forget(&batch->columns[c]);
        full = true;
    }
    for (size_t s = 0; s < batch->n_spans; s++)
        full |= batch->spans[s].memo.n > MEMO_FULL;
    full |= part_spans(batch) | !same_places(batch, chunk);
    if (!full)
        return;
    lay_out(batch);
    batch->any_elsewhere = batch->any_unbooked = false;
    arena_release(&batch->unclaimed_texts);
    batch->n_unclaimed = 0;
}

void batch_group(struct batch *batch)
{
    const size_t n_amounts = batch->source->profile->n_amounts;
    for (size_t c = 0; c < batch->source->profile->n_columns; c++) {
        struct column *column = &batch->columns[c];
        for (size_t i = 0; column->by_month && !column->span && i < batch->n; i++)
            column->month[i] = column->months[column->number[i]];
    }
    groups_number(&batch->groups, batch->n, batch->group);
    batch->n_slots = batch_slot(batch, batch->groups.n, 0, false);
    for (size_t a = 0; n_amounts > 1 && a < n_amounts; a++)
        for (size_t i = 0; i < batch->n; i++) {
            size_t at = a * SCAN_RECORDS + i;
            batch->slots[at] = (uint32_t)batch_slot(batch, batch->group[i], a, batch->empty[at]);
        }
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
