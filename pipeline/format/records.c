#include "pipeline/format/records.h"

#include "pipeline/base/memory.h"

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

static bool is_simple(const struct packing_wish *wish, struct text field)
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

void records_field(struct records *records, struct text field)
{
    if (records->n_fields++ > 0)
        records_bytes(records, (struct text){&records->wish->separator, 1});
    if (field.n_bytes == 0)
        return;
    if (is_simple(records->wish, field))
        records_bytes(records, field);
    else if (records->wish->quote)
        put_quoted(records, field);
    else
        records->unwritable = true;
}

void records_end(struct records *records)
{
    records_bytes(records, (struct text){"\n", 1});
    records->n_fields = 0;
}

void records_row(struct records *records, const struct text *fields, const bool *is_plain, size_t n)
{
    size_t n_most = n + 1 + RECORDS_BEHIND;
    for (size_t i = 0; i < n; i++)
        n_most += fields[i].n_bytes;
    records->bytes = mem_grow(records->bytes, &records->cap, records->n_bytes + n_most, 1);
    char *at = records->bytes + records->n_bytes;
    size_t i = 0;
    for (; i < n && (fields[i].n_bytes == 0 || is_plain[i] || is_simple(records->wish, fields[i]));
         i++) {
        if (i > 0)
            *at++ = records->wish->separator;
        if (is_plain[i])
            for (size_t k = 0; k < fields[i].n_bytes; k += RECORDS_BEHIND)
                memcpy(at + k, fields[i].bytes + k, RECORDS_BEHIND);
        else if (fields[i].n_bytes)
            memcpy(at, fields[i].bytes, fields[i].n_bytes);
        at += fields[i].n_bytes;
    }
    records->n_bytes = (size_t)(at - records->bytes);
    records->n_fields = i;
    for (; i < n; i++)
        records_field(records, fields[i]);
    records_end(records);
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

bool records_read(struct records *records, bool (*more)(void *state, bool *ended, struct errors *),
                  void *state, const char *path, char *buffer, size_t n_bytes, size_t *n_read,
                  struct errors *errors)
{
    *n_read = records_take(records, buffer, n_bytes);
    while (*n_read < n_bytes && !records->ended) {
        if (!more(state, &records->ended, errors))
            return false;
        if (records->unwritable)
            return errors_add(errors, ERROR_DATA, path,
                              "een waarde bevat het scheidingsteken of een regeleinde; zet "
                              "aanhalingsteken = dubbel in [bestand] van het bronprofiel");
        *n_read += records_take(records, buffer + *n_read, n_bytes - *n_read);
    }
    return true;
}

void records_release(struct records *records)
{
    free(records->bytes);
    *records = (struct records){.wish = records->wish};
}
