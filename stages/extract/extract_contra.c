/* [betekenis] tegenrekening: a line is a second mutatie as well, of the other sign, on the account
 * in another column. It is the line once more, with the fields of the two columns changed over: so
 * all that comes from the account (key, sectie, scope, length) comes from the other one. */
#include "stages/extract/extract.h"

#include <string.h>

static size_t position_of_role(const struct extract *x, const struct batch *batch, enum role role)
{
    return batch->chunk->position_of[x->profile->role[role]];
}

/* The column whose field a used one reads in the second mutatie: contra for rekening itself and
 * what is a part of it, and the other way round; NO_COLUMN: its own. */
static size_t changed_over(const struct extract *x, const struct batch *batch, size_t column)
{
    const size_t position = batch->chunk->position_of[column];
    if (!batch->columns[column].used || position == NO_COLUMN)
        return NO_COLUMN;
    return position == position_of_role(x, batch, ROLE_REKENING) ? x->profile->role[ROLE_CONTRA]
           : position == position_of_role(x, batch, ROLE_CONTRA) ? x->profile->role[ROLE_REKENING]
                                                                 : NO_COLUMN;
}

/* As the column reads what stands in the other one. */
static void number_as(const struct extract *x, struct batch *batch, size_t column, size_t other,
                      uint32_t numbers[SCAN_RECORDS])
{
    struct column *reading = &batch->columns[column];
    for (size_t i = 0; i < batch->n; i++) {
        const struct scan_record *record = batch_record(batch, i);
        numbers[i] = memo_number(&reading->memo, batch_field(batch, record, other));
    }
    column_learn(x->profile, column, reading);
}

/* What stands there decides, whatever the account's column makes of it. */
static bool has_contra(const struct extract *x, struct batch *batch,
                       const struct scan_record *record)
{
    struct text field = batch_field(batch, record, x->profile->role[ROLE_CONTRA]);
    return !profile_is_empty(x->profile, text_trim(field));
}

size_t extract_find_contra(struct extract *x, struct batch *batch)
{
    uint32_t numbers[SCAN_RECORDS];
    size_t n_bad = 0;
    memset(batch->has_contra, 0, batch->n);
    if (position_of_role(x, batch, ROLE_CONTRA) == NO_COLUMN)
        return 0;
    for (size_t i = 0; i < batch->n; i++)
        batch->has_contra[i] = has_contra(x, batch, batch_record(batch, i));
    for (size_t c = 0; c < x->profile->n_columns; c++) {
        const size_t other = changed_over(x, batch, c);
        if (other == NO_COLUMN)
            continue;
        number_as(x, batch, c, other, numbers);
        for (size_t i = 0; i < batch->n; i++) {
            bool bad = batch->has_contra[i] && batch->columns[c].faults[numbers[i]] != COLUMN_OK &&
                       !extract_excuses(x, batch, c, i);
            x->bad[batch->record[i]] |= bad;
            n_bad += bad;
        }
    }
    return n_bad;
}

const char *extract_explain_contra(const struct extract *x, struct batch *batch,
                                   const struct scan_record *record, struct arena *arena)
{
    const size_t contra = x->profile->role[ROLE_CONTRA];
    const bool there = contra != NO_COLUMN && has_contra(x, batch, record);
    for (size_t c = 0; there && c < x->profile->n_columns; c++) {
        struct column *column = &batch->columns[c];
        const size_t other = changed_over(x, batch, c);
        if (other == NO_COLUMN)
            continue;
        uint32_t number = memo_number(&column->memo, batch_field(batch, record, other));
        column_learn(x->profile, c, column);
        if (column->faults[number] != COLUMN_OK)
            return arena_printf(arena, "%s, gelezen als %s", x->profile->columns[other].name,
                                column_explain(x->profile, c, column, number, arena));
    }
    return NULL;
}

/* Bookings that have one: total lines and lines of layout have not. */
static void keep_contra(struct extract *x, struct batch *batch)
{
    size_t n = 0;
    for (size_t i = 0; i < batch->n; i++)
        if (batch->has_contra[i] && batch_is_booking(batch, i))
            extract_move(x, batch, i, n++);
    batch->n = n;
}

/* The chunk as the second mutaties are read from it. */
static void change_over(struct extract *x, struct batch *batch)
{
    const size_t account = position_of_role(x, batch, ROLE_REKENING);
    const size_t contra = position_of_role(x, batch, ROLE_CONTRA);
    x->changed = *batch->chunk;
    x->changed.position_of = x->positions;
    for (size_t c = 0; c < x->profile->n_columns; c++) {
        size_t position = batch->chunk->position_of[c];
        x->positions[c] = position == account ? contra : position == contra ? account : position;
    }
    batch->chunk = &x->changed;
}

void extract_to_contra(struct extract *x, struct batch *batch)
{
    const size_t *before = batch->chunk->position_of;
    keep_contra(x, batch);
    change_over(x, batch);
    for (size_t c = 0; c < x->profile->n_columns; c++)
        if (batch->columns[c].used && before[c] != x->positions[c])
            extract_number(x, batch, c);
    for (size_t i = 0; i < batch->n; i++)
        extract_change_sides(batch, i);
}
