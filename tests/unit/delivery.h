/* For tests of reading delivered files: bytes, gzip members, a file read whole in steps of any
 * size. */
#pragma once

#include "tests/unit/scratch.h"

#include "pipeline/format/stream.h"

#include <zlib.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* ---- files ---- */

struct bytes {
    unsigned char *at;
    size_t n, cap;
};

static inline void add(struct bytes *bytes, const void *more, size_t n_more)
{
    bytes->at = mem_grow(bytes->at, &bytes->cap, bytes->n + n_more + 1, 1);
    memcpy(bytes->at + bytes->n, more, n_more);
    bytes->n += n_more;
}

static inline struct bytes bytes_of(const char *text)
{
    struct bytes bytes = {0};
    add(&bytes, text, strlen(text));
    return bytes;
}

/* One gzip member. */
static inline void add_packed(struct bytes *bytes, const void *text, size_t n_text, int level)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&z, n_text);
    unsigned char *packed = mem_alloc(room);
    z.next_in = (Bytef *)(uintptr_t)text;
    z.avail_in = (uInt)n_text;
    z.next_out = packed;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    add(bytes, packed, room - z.avail_out);
    deflateEnd(&z);
    free(packed);
}

static inline struct bytes packed(const char *text)
{
    struct bytes bytes = {0};
    add_packed(&bytes, text, strlen(text), 6);
    return bytes;
}

static const char *write_file(struct scratch *scratch, const char *name, struct bytes bytes)
{
    const char *path = scratch_path(scratch, name);
    FILE *stream = fopen(path, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes.at, 1, bytes.n, stream), bytes.n);
    assert_int_equal(fclose(stream), 0);
    return path;
}

/* ---- reading one whole ---- */

struct outcome {
    struct bytes text;
    enum error_kind kind; /* ERROR_NONE: read to its end */
    char message[256];
    char sha256[SHA256_HEX_SIZE];
};

static inline void outcome_release(struct outcome *outcome)
{
    free(outcome->text.at);
    *outcome = (struct outcome){0};
}

static inline bool read_plain(struct stream *stream, size_t n_step, struct outcome *outcome,
                              struct errors *errors)
{
    char *buffer = mem_alloc(n_step);
    uint64_t at = stream_text_start(stream);
    size_t n = 1;
    bool ok = true;
    if (at) {
        ok = stream_read_at(stream, 0, buffer, at < n_step ? at : n_step, &n, errors);
        stream_hash(stream, "\xEF\xBB\xBF", at);
    }
    for (; ok && n > 0; at += n) {
        ok = stream_read_at(stream, at, buffer, n_step, &n, errors);
        stream_hash(stream, buffer, n);
        add(&outcome->text, buffer, n);
    }
    free(buffer);
    return ok;
}

static inline bool read_streamed(struct stream *stream, size_t n_step, struct outcome *outcome,
                                 struct errors *errors)
{
    char *buffer = mem_alloc(n_step);
    size_t n = n_step;
    bool ok = true;
    while (ok && n == n_step) {
        ok = stream_read(stream, buffer, n_step, &n, errors);
        if (ok)
            add(&outcome->text, buffer, n);
    }
    free(buffer);
    return ok;
}

static inline struct stream *open_stream(const char *path, enum text_encoding encoding,
                                         struct errors *errors)
{
    struct packing_wish wish = {.encoding = encoding, .separator = ';', .quote = '"'};
    return stream_open(path, &wish, errors);
}

static inline struct outcome outcome_of(const char *path, enum text_encoding encoding,
                                        size_t n_step)
{
    struct outcome outcome = {0};
    struct errors errors = {0};
    struct stream *stream = open_stream(path, encoding, &errors);
    bool ok = stream && (stream_seekable(stream) ? read_plain : read_streamed)(stream, n_step,
                                                                               &outcome, &errors);
    if (ok)
        ok = stream_finish(stream, outcome.sha256, &errors);
    stream_close(stream);
    assert_int_equal(ok, errors.n == 0);
    assert_true(errors.n <= 1);
    if (errors.n) {
        outcome.kind = errors.items[0].kind;
        snprintf(outcome.message, sizeof outcome.message, "%s", errors.items[0].message);
        assert_string_equal(errors.items[0].where, path);
    }
    errors_release(&errors);
    return outcome;
}

static const size_t steps[] = {1, 3, 7, 64, 4096, 65536, 100000};

/* The file reads as `text`, whatever the size of the steps, and its hash is that of the file. */
static inline void expect_text(const char *path, enum text_encoding encoding, const void *text,
                               size_t n_text)
{
    char hex[SHA256_HEX_SIZE];
    long long n_bytes;
    struct errors errors = {0};
    assert_true(sha256_file(path, hex, &n_bytes, &errors));
    for (size_t i = n_text > 10000 ? 3 : 0; i < LENGTH(steps); i++) {
        struct outcome outcome = outcome_of(path, encoding, steps[i]);
        if (outcome.kind != ERROR_NONE)
            fail_msg("%s: %s", path, outcome.message);
        assert_int_equal(outcome.text.n, n_text);
        if (n_text)
            assert_memory_equal(outcome.text.at, text, n_text);
        assert_string_equal(outcome.sha256, hex);
        outcome_release(&outcome);
    }
}

static inline void expect_refusal(const char *path, enum text_encoding encoding,
                                  enum error_kind kind, const char *words)
{
    for (size_t i = 0; i < LENGTH(steps); i++) {
        struct outcome outcome = outcome_of(path, encoding, steps[i]);
        if (outcome.kind != kind || !strstr(outcome.message, words))
            fail_msg("%s: wanted '%s', got %d '%s'", path, words, (int)outcome.kind,
                     outcome.message);
        outcome_release(&outcome);
    }
}

static inline int begin(void **state)
{
    *state = scratch_new();
    return 0;
}

static inline int end(void **state)
{
    scratch_free(*state);
    return 0;
}
