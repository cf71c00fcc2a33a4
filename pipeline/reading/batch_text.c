#include "pipeline/reading/batch_text.h"

const char *batch_role_text(struct batch *batch, size_t i, enum role role)
{
    const struct profile *profile = batch->source->profile;
    size_t index = profile->role[role];
    if (index == NO_COLUMN)
        return "";
    const struct column *column = &batch->columns[index];
    if (column->used) {
        struct text value = column->values[column_number(column, i)];
        return arena_copy(batch->arena, value.bytes, value.n_bytes);
    }
    const struct scan_record *record = batch_record(batch, i);
    return text_to_utf8(batch->arena, batch_field(batch, record, index), profile_encoding(profile));
}

const char *batch_boekstuk_text(struct batch *batch, size_t i)
{
    const struct profile *profile = batch->source->profile;
    if (profile->role[ROLE_BOEKSTUK] == NO_COLUMN)
        return "";
    const struct scan_record *record = batch_record(batch, i);
    return text_to_utf8(batch->arena, batch_boekstuk(batch, record), profile_encoding(profile));
}
