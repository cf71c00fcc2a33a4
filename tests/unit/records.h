/* A well-formed delimited file taken apart into records and fields, changed, and put together
 * again. Independent of the program's own readers. */
#pragma once

#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

struct records {
    const char *mark; /* byte order mark, or "" */
    const char *line_end;
    bool open_end; /* the last record has no line end */
    bool compressed;
    char separator;
    struct text *items; /* without line ends; [0] is the header */
    size_t n, cap;
};

#define RECORDS_MAX_BYTES (1 << 17)

static inline void records_split(struct records *file, struct arena *arena, struct text bytes)
{
    bool inside = false;
    size_t start = 0;
    file->line_end = "\n";
    for (size_t i = 0; i < bytes.n_bytes; i++) {
        inside ^= bytes.bytes[i] == '"';
        if (inside || bytes.bytes[i] != '\n')
            continue;
        bool crlf = i > start && bytes.bytes[i - 1] == '\r';
        file->line_end = crlf ? "\r\n" : "\n";
        file->items = arena_grow(arena, file->items, &file->cap, file->n + 1, sizeof *file->items);
        file->items[file->n++] = (struct text){bytes.bytes + start, i - crlf - start};
        start = i + 1;
    }
    file->open_end = start < bytes.n_bytes;
    if (!file->open_end)
        return;
    file->items = arena_grow(arena, file->items, &file->cap, file->n + 1, sizeof *file->items);
    file->items[file->n++] = (struct text){bytes.bytes + start, bytes.n_bytes - start};
}

static inline struct records records_read(struct arena *arena, const char *path, char separator)
{
    struct records file = {.mark = "", .separator = separator};
    gzFile from = gzopen(path, "rb");
    assert_non_null(from);
    char *bytes = arena_alloc(arena, RECORDS_MAX_BYTES);
    int n_bytes = gzread(from, bytes, RECORDS_MAX_BYTES);
    file.compressed = !gzdirect(from);
    gzclose(from);
    assert_in_range(n_bytes, 1, RECORDS_MAX_BYTES - 1);
    if (strncmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        file.mark = "\xEF\xBB\xBF";
    size_t n_mark = strlen(file.mark);
    records_split(&file, arena, (struct text){bytes + n_mark, (size_t)n_bytes - n_mark});
    return file;
}

static inline void records_put(gzFile to, const char *bytes, size_t n_bytes)
{
    if (n_bytes)
        assert_int_equal(gzwrite(to, bytes, (unsigned)n_bytes), n_bytes);
}

static inline void records_write(const struct records *file, const char *path)
{
    gzFile to = gzopen(path, file->compressed ? "wb" : "wbT");
    assert_non_null(to);
    records_put(to, file->mark, strlen(file->mark));
    for (size_t i = 0; i < file->n; i++) {
        records_put(to, file->items[i].bytes, file->items[i].n_bytes);
        if (i + 1 < file->n || !file->open_end)
            records_put(to, file->line_end, strlen(file->line_end));
    }
    assert_int_equal(gzclose(to), Z_OK);
}

/* The fields of a record as they stand, quotes included. */
static inline size_t records_fields(const struct records *file, size_t record, struct text *fields,
                                    size_t most)
{
    struct text all = file->items[record];
    size_t n = 0, start = 0;
    bool inside = false;
    for (size_t i = 0; i <= all.n_bytes; i++) {
        inside ^= i < all.n_bytes && all.bytes[i] == '"';
        if (i < all.n_bytes && (inside || all.bytes[i] != file->separator))
            continue;
        assert_true(n < most);
        fields[n++] = (struct text){all.bytes + start, i - start};
        start = i + 1;
    }
    return n;
}

/* Puts fields in the place of a record's. */
static inline void records_join(struct records *file, struct arena *arena, size_t record,
                                const struct text *fields, size_t n)
{
    char *joined = NULL;
    size_t n_bytes = 0, cap = 0;
    for (size_t i = 0; i < n; i++) {
        joined = arena_grow(arena, joined, &cap, n_bytes + fields[i].n_bytes + 2, 1);
        if (i)
            joined[n_bytes++] = file->separator;
        if (fields[i].n_bytes)
            memcpy(joined + n_bytes, fields[i].bytes, fields[i].n_bytes);
        n_bytes += fields[i].n_bytes;
    }
    file->items[record] = (struct text){joined, n_bytes};
}
