#include "pipeline/format/records.h"

#include <stdlib.h>
#include <string.h>

void records_bytes(struct records *records, struct text bytes)
{
    if (bytes.n_bytes == 0)
        return;
    records->bytes = mem_grow(records->bytes, &records->cap, records->n_bytes + bytes.n_bytes, 1);
    memcpy(records->bytes + records->n_bytes, bytes.bytes, bytes.n_bytes);
    records->n_bytes += bytes.n_bytes;
}

bool records_simple(const struct packing_wish *wish, struct text field)
{
    for (size_t i = 0; i < field.n_bytes; i++) {
        char c = field.bytes[i];
        if (c == wish->separator || c == '\n' || c == '\r' || (wish->quote && c == wish->quote))
            return false;
    }
    return field.n_bytes == 0 ||
           (field.bytes[0] != ' ' && field.bytes[0] != '\t' &&
            field.bytes[field.n_bytes - 1] != ' ' && field.bytes[field.n_bytes - 1] != '\t');
}

static void put_quoted(struct records *records, struct text field)
{
    const char quote = records->wish->quote;
    records_bytes(records, (struct text){&quote, 1});
    for (size_t i = 0; i < field.n_bytes; i++) {
        if (field.bytes[i] == quote)
            records_bytes(records, (struct text){&quote, 1});
        records_bytes(records, (struct text){&field.bytes[i], 1});
    }
    records_bytes(records, (struct text){&quote, 1});
}

static void put(struct records *records, struct text field)
{
    if (records_simple(records->wish, field))
        records_bytes(records, field);
    else if (records->wish->quote)
        put_quoted(records, field);
    else
        records->unwritable = true;
}

void records_field(struct records *records, struct text field)
{
    if (records->n_fields++ > 0)
        records_bytes(records, (struct text){&records->wish->separator, 1});
    if (field.n_bytes > 0)
        put(records, field);
}

void records_end(struct records *records)
{
    records_bytes(records, (struct text){"\n", 1});
    records->n_fields = 0;
}

/* Copies of eight bytes at a time: a few too many are written over by what comes behind. */
static char *copy_plain(char *to, struct text field)
{
    for (size_t i = 0; i < field.n_bytes; i += RECORDS_BEHIND)
        memcpy(to + i, field.bytes + i, RECORDS_BEHIND);
    return to + field.n_bytes;
}

static char *separate(char *to, uint64_t separators, size_t n)
{
    for (size_t i = 0; i < n; i += sizeof separators)
        memcpy(to + i, &separators, sizeof separators);
    return to + n;
}

void records_row(struct records *records, const struct text *fields, uint64_t there, uint64_t plain,
                 size_t n)
{
    const uint64_t separators = (unsigned char)records->wish->separator * (UINT64_MAX / UINT8_MAX);
    size_t n_most = n + 1 + RECORDS_BEHIND, last = 0;
    for (uint64_t left = there; left; left &= left - 1)
        n_most += 2 + 2 * fields[__builtin_ctzll(left)].n_bytes; /* with quotes, all doubled */
    if (records->cap - records->n_bytes < n_most)
        records->bytes = mem_grow(records->bytes, &records->cap, records->n_bytes + n_most, 1);
    char *at = records->bytes + records->n_bytes;
    for (uint64_t left = there; left; left &= left - 1) {
        size_t i = (size_t)__builtin_ctzll(left);
        at = separate(at, separators, i - last);
        last = i;
        if (plain >> i & 1) {
            at = copy_plain(at, fields[i]);
            continue;
        }
        records->n_bytes = (size_t)(at - records->bytes);
        put(records, fields[i]);
        at = records->bytes + records->n_bytes;
    }
    at = separate(at, separators, n - 1 - last);
    *at++ = '\n';
    records->n_bytes = (size_t)(at - records->bytes);
}

/* Moves at most n_bytes to `buffer`; returns how many. */
static size_t records_take(struct records *records, char *buffer, size_t n_bytes)
{
    size_t n = records->n_bytes - records->n_used;
    if (n > n_bytes)
        n = n_bytes;
    if (n > 0)
        memcpy(buffer, records->bytes + records->n_used, n);
    records->n_used += n;
    if (records->n_used == records->n_bytes)
        records->n_used = records->n_bytes = 0;
    return n;
}

bool records_read(void *state, char *buffer, size_t n_bytes, size_t *n_read, struct errors *errors)
{
    struct records *records = state;
    *n_read = records_take(records, buffer, n_bytes);
    while (*n_read < n_bytes && !records->ended) {
        if (!records->more(state, &records->ended, errors))
            return false;
        if (records->unwritable)
            return errors_add(errors, ERROR_DATA, records->source->path,
                              "een waarde bevat het scheidingsteken of een regeleinde; zet "
                              "aanhalingsteken = dubbel in [bestand] van het bronprofiel");
        *n_read += records_take(records, buffer + *n_read, n_bytes - *n_read);
    }
    return true;
}

void records_release(struct records *records)
{
    free(records->bytes);
}
