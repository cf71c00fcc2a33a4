/* What a reader of records said about some bytes, and three ways to ask: csv_record called over and
 * over (the reference), the scanner on the whole, and the scanner on chunks as reader.h cuts them.
 * For the unit test and the fuzz target; a disagreement is explained on stderr. */
#pragma once

#include "pipeline/format/scan.h"
#include "pipeline/format/scan_block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCAN_PADDING 64

struct dialect {
    char separator, quote, comment;
};

/* Every separator with every quote, some with comments. */
static const struct dialect scan_dialects[] = {
    {';', '"', 0},   {',', '"', 0},   {'\t', '"', 0},    {'|', '"', 0},
    {';', '\'', 0},  {',', '\'', 0},  {'\t', '\'', 0},   {'|', '\'', 0},
    {';', 0, 0},     {',', 0, 0},     {'\t', 0, 0},      {'|', 0, 0},
    {';', '"', '#'}, {',', '"', '#'}, {'\t', '\'', '#'}, {'|', 0, '#'},
};

#define SCAN_DIALECTS (sizeof scan_dialects / sizeof *scan_dialects)

enum verdict { VERDICT_GOOD, VERDICT_STRAY, VERDICT_RUNAWAY };

struct heard_record {
    uint64_t start, end, line;
    enum verdict verdict;
    size_t n_fields;
    size_t fields_at, fields_end; /* in bytes: per field its length and its bytes */
};

/* All records, where reading ended and the physical lines before that. */
struct heard {
    struct heard_record *records;
    size_t n, cap;
    char *bytes;
    size_t n_bytes, bytes_cap;
    uint64_t position, lines;
    bool skips_line;
};

static inline void heard_clear(struct heard *heard)
{
    heard->n = 0;
    heard->n_bytes = 0;
    heard->position = heard->lines = 0;
    heard->skips_line = false;
}

static inline void heard_release(struct heard *heard)
{
    free(heard->records);
    free(heard->bytes);
    *heard = (struct heard){0};
}

static inline struct heard_record *heard_add(struct heard *heard, struct heard_record record)
{
    heard->records = mem_grow(heard->records, &heard->cap, heard->n + 1, sizeof *heard->records);
    record.fields_at = record.fields_end = heard->n_bytes;
    heard->records[heard->n] = record;
    return &heard->records[heard->n++];
}

static inline void heard_field(struct heard *heard, struct text field)
{
    uint32_t length = (uint32_t)field.n_bytes;
    heard->bytes =
        mem_grow(heard->bytes, &heard->bytes_cap, heard->n_bytes + sizeof length + length, 1);
    memcpy(heard->bytes + heard->n_bytes, &length, sizeof length);
    if (length)
        memcpy(heard->bytes + heard->n_bytes + sizeof length, field.bytes, length);
    heard->n_bytes += sizeof length + length;
    struct heard_record *record = &heard->records[heard->n - 1];
    record->n_fields++;
    record->fields_end = heard->n_bytes;
}

/* ---- comparing ---- */

static inline void show_bytes(const char *bytes, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes && i < 160; i++)
        fprintf(stderr, bytes[i] > ' ' && bytes[i] <= '~' ? "%c" : "<%02X>",
                bytes[i] > ' ' && bytes[i] <= '~' ? (unsigned)bytes[i]
                                                  : (unsigned)(unsigned char)bytes[i]);
    fprintf(stderr, n_bytes > 160 ? "... (%zu bytes)\n" : "\n", n_bytes);
}

static inline void heard_show(const struct heard *heard, size_t index, const char *who)
{
    static const char *const verdicts[] = {"good", "stray", "runaway"};
    if (index >= heard->n) {
        fprintf(stderr, "  %s: no record %zu; ended at %llu, line %llu%s\n", who, index,
                (unsigned long long)heard->position, (unsigned long long)heard->lines,
                heard->skips_line ? ", skipping it" : "");
        return;
    }
    const struct heard_record *r = &heard->records[index];
    fprintf(stderr, "  %s: record %zu %s, bytes %llu..%llu, line %llu, %zu fields: ", who, index,
            verdicts[r->verdict], (unsigned long long)r->start, (unsigned long long)r->end,
            (unsigned long long)r->line, r->n_fields);
    show_bytes(heard->bytes + r->fields_at, r->fields_end - r->fields_at);
}

static inline bool same_record(const struct heard *a, const struct heard *b, size_t index)
{
    const struct heard_record *x = &a->records[index], *y = &b->records[index];
    size_t n_bytes = x->fields_end - x->fields_at;
    return x->start == y->start && x->end == y->end && x->line == y->line &&
           x->verdict == y->verdict && x->n_fields == y->n_fields &&
           n_bytes == y->fields_end - y->fields_at &&
           (n_bytes == 0 || memcmp(a->bytes + x->fields_at, b->bytes + y->fields_at, n_bytes) == 0);
}

/* True when both say the same; else says on stderr what differs first. */
static inline bool heard_same(const struct heard *expected, const struct heard *found,
                              const char *who)
{
    size_t index = 0;
    while (index < expected->n && index < found->n && same_record(expected, found, index))
        index++;
    if (index == expected->n && index == found->n && expected->position == found->position &&
        expected->lines == found->lines && expected->skips_line == found->skips_line)
        return true;
    heard_show(expected, index, "reference");
    heard_show(found, index, who);
    return false;
}

/* ---- the reference ---- */

struct extent {
    size_t end, next; /* without and with its line end */
    bool complete;
};

/* The physical line that begins at `start`. */
static inline struct extent line_extent(struct text bytes, size_t start, bool at_eof)
{
    size_t end = start;
    while (end < bytes.n_bytes && bytes.bytes[end] != '\n' && bytes.bytes[end] != '\r')
        end++;
    if (end == bytes.n_bytes)
        return (struct extent){end, end, at_eof};
    bool last = end + 1 == bytes.n_bytes, is_return = bytes.bytes[end] == '\r';
    bool pair = is_return && !last && bytes.bytes[end + 1] == '\n';
    return (struct extent){end, end + (pair ? 2 : 1), at_eof || !is_return || !last};
}

/* Line ends (LF, CRLF or a lone CR) in the bytes. */
static inline uint64_t line_ends(struct text bytes)
{
    uint64_t n = 0;
    for (size_t at = 0; at < bytes.n_bytes;) {
        struct extent line = line_extent(bytes, at, true);
        n += line.next > line.end;
        at = line.next;
    }
    return n;
}

static inline size_t without_line_end(const char *bytes, size_t end)
{
    if (end > 0 && bytes[end - 1] == '\n')
        end--;
    return end > 0 && bytes[end - 1] == '\r' ? end - 1 : end;
}

static inline void add_outcome(struct heard *heard, enum csv_outcome outcome, size_t end,
                               const struct text *fields, size_t n_fields)
{
    static const enum verdict verdicts[] = {
        [CSV_RECORD] = VERDICT_GOOD,
        [CSV_STRAY_QUOTE] = VERDICT_STRAY,
        [CSV_RUNAWAY] = VERDICT_RUNAWAY,
    };
    heard_add(heard, (struct heard_record){
                         .start = heard->position,
                         .end = heard->position + end,
                         .line = heard->lines,
                         .verdict = verdicts[outcome],
                     });
    for (size_t i = 0; outcome == CSV_RECORD && i < n_fields; i++)
        heard_field(heard, fields[i]);
}

/* One step: *n_used bytes are a record, a blank line or skipped. False when no more can be told. */
static inline bool reference_step(struct csv_reader *reader, struct dialect dialect,
                                  struct text rest, bool at_eof, struct heard *heard,
                                  size_t *n_used)
{
    struct extent line = line_extent(rest, 0, at_eof);
    if (heard->skips_line || (dialect.comment && rest.bytes[0] == dialect.comment)) {
        heard->skips_line = !line.complete;
        *n_used = line.complete ? line.next : line.end;
        return line.complete;
    }
    const struct text *fields;
    size_t n_fields, end;
    enum csv_outcome outcome = csv_record(reader, rest, at_eof, &fields, &n_fields, n_used);
    if (outcome == CSV_MORE || outcome == CSV_BLANK) {
        *n_used = outcome == CSV_MORE ? 0 : *n_used;
        return outcome == CSV_BLANK;
    }
    end = without_line_end(rest.bytes, *n_used);
    if (line.end > CSV_MAX_RECORD_BYTES) {
        heard->skips_line = true;
        *n_used = end = CSV_MAX_RECORD_BYTES;
    }
    add_outcome(heard, outcome, end, fields, n_fields);
    return true;
}

static inline void hear_reference(struct csv_reader *reader, struct dialect dialect,
                                  struct text bytes, bool at_eof, struct heard *heard)
{
    heard_clear(heard);
    bool more = true;
    while (more && heard->position < bytes.n_bytes) {
        struct text rest = {bytes.bytes + heard->position, bytes.n_bytes - heard->position};
        size_t n_used;
        more = reference_step(reader, dialect, rest, at_eof, heard, &n_used);
        heard->lines += line_ends((struct text){rest.bytes, n_used});
        heard->position += n_used;
    }
}

/* ---- the scanner ---- */

struct ear {
    struct scanner *scanner;
    struct scan_batch *batch;
    struct dialect dialect;
    const char *fault; /* a broken promise of scan.h, else NULL */
};

static inline void ear_open(struct ear *ear, struct dialect dialect, enum scan_vector vector)
{
    *ear = (struct ear){
        .scanner = scanner_new(dialect.separator, dialect.quote, dialect.comment),
        .batch = mem_alloc(sizeof *ear->batch),
        .dialect = dialect,
    };
    scanner_use(ear->scanner, vector);
}

static inline void ear_close(struct ear *ear)
{
    scanner_free(ear->scanner);
    scan_batch_release(ear->batch);
    free(ear->batch);
}

static inline bool is_suspect(const char *bytes, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes; i++)
        if ((signed char)bytes[i] < 1)
            return true;
    return false;
}

/* What scan.h says of the kinds. */
static inline void check_kind(struct ear *ear, const struct scan_record *record)
{
    const char *bytes = ear->batch->bytes + record->start;
    size_t n_bytes = record->end - record->start;
    if (is_suspect(bytes, n_bytes) && !record->suspect)
        ear->fault = "a suspect byte was not told of";
    if ((record->kind >= SCAN_STRAY) != (record->n_fields == 0))
        ear->fault = "only bad records have no fields";
}

/* What a loop over all records goes by. */
static inline void check_places(struct ear *ear, size_t index, const struct scan_record *record)
{
    const struct scan_batch *batch = ear->batch;
    const uint32_t *places = batch->places + batch->first[index];
    bool has_places = record->kind == SCAN_PLACED;
    if (batch->line[index] != record->line)
        ear->fault = "a record has two lines";
    if (has_places &&
        (places[-1] + 1 != record->start || places[record->n_fields - 1] != record->end))
        ear->fault = "the places of a record are not its own";
    for (size_t i = 0; !has_places && i <= record->n_fields; i++)
        if (places[(int)i - 1] != 0)
            ear->fault = "a record without places has some";
}

/* Each field, by both functions; the last ones first, and twice: order and repetition must not
 * matter. */
static inline void hear_fields(struct ear *ear, const struct scan_record *record,
                               struct heard *heard)
{
    char quote = ear->dialect.quote;
    for (size_t i = record->n_fields; i-- > 0;) {
        struct text slow = scan_field(ear->batch, record, i, quote);
        struct text fast = scan_field_fast(ear->batch, record, i, quote);
        if (!text_equal(slow, fast))
            ear->fault = "scan_field and scan_field_fast differ";
    }
    for (size_t i = 0; i < record->n_fields; i++)
        heard_field(heard, scan_field_fast(ear->batch, record, i, quote));
}

static inline void hear_batch(struct ear *ear, uint64_t offset, uint64_t lines, struct heard *heard)
{
    struct scan_batch *batch = ear->batch;
    if (batch->n_fields > SCAN_PLACES + CSV_MAX_RECORD_BYTES)
        ear->fault = "more fields in a batch than memory is meant for";
    for (size_t i = 0; i < batch->n_records; i++) {
        const struct scan_record *record = scan_record(batch, i);
        check_kind(ear, record);
        check_places(ear, i, record);
        heard_add(heard, (struct heard_record){
                             .start = offset + record->start,
                             .end = offset + record->end,
                             .line = lines + record->line,
                             .verdict = record->kind == SCAN_STRAY     ? VERDICT_STRAY
                                        : record->kind == SCAN_RUNAWAY ? VERDICT_RUNAWAY
                                                                       : VERDICT_GOOD,
                         });
        hear_fields(ear, record, heard);
    }
}

/* Adds what the scanner says; offset and lines stand before bytes[0], and heard->skips_line tells
 * whether that is inside a skipped line. SCAN_PADDING bytes must be readable behind. */
static inline void hear_more(struct ear *ear, struct text bytes, bool at_eof, uint64_t offset,
                             uint64_t lines, struct heard *heard)
{
    scanner_start(ear->scanner, bytes.bytes, bytes.n_bytes, at_eof);
    scanner_expect(ear->scanner, bytes.n_bytes % 4); /* nothing depends on it */
    if (heard->skips_line)
        scanner_skip_line(ear->scanner);
    while (scanner_next(ear->scanner, ear->batch))
        hear_batch(ear, offset, lines, heard);
    if (scanner_next(ear->scanner, ear->batch) != 0)
        ear->fault = "records after the last batch";
    heard->position = offset + scanner_position(ear->scanner);
    heard->lines = lines + scanner_lines(ear->scanner);
    heard->skips_line = scanner_skips_line(ear->scanner);
}

static inline void hear_scanner(struct ear *ear, struct text bytes, bool at_eof,
                                struct heard *heard)
{
    heard_clear(heard);
    hear_more(ear, bytes, at_eof, 0, 0, heard);
}

/* ---- chunks, as reader.h describes ---- */

struct chunked {
    struct ear *ear;
    char *room; /* the bytes that are scanned, always with other bytes behind them */
    size_t room_cap;
    struct heard body;
    uint64_t n_right, n_wrong; /* guesses */
};

static inline struct text in_room(struct chunked *chunked, struct text head, struct text rest)
{
    size_t n_bytes = head.n_bytes + rest.n_bytes;
    chunked->room = mem_grow(chunked->room, &chunked->room_cap, n_bytes + SCAN_PADDING, 1);
    if (head.n_bytes)
        memmove(chunked->room, head.bytes, head.n_bytes);
    if (rest.n_bytes)
        memcpy(chunked->room + head.n_bytes, rest.bytes, rest.n_bytes);
    for (size_t i = 0; i < SCAN_PADDING; i++)
        chunked->room[n_bytes + i] = "\"\n;\r'"[i % 5];
    return (struct text){chunked->room, n_bytes};
}

static inline void append_heard(struct heard *heard, const struct heard *body, uint64_t lines)
{
    for (size_t i = 0; i < body->n; i++) {
        const struct heard_record *from = &body->records[i];
        struct heard_record *to = heard_add(heard, *from);
        size_t n_bytes = from->fields_end - from->fields_at;
        to->line += lines;
        to->fields_end = to->fields_at + n_bytes;
        heard->bytes = mem_grow(heard->bytes, &heard->bytes_cap, heard->n_bytes + n_bytes, 1);
        if (n_bytes)
            memcpy(heard->bytes + heard->n_bytes, body->bytes + from->fields_at, n_bytes);
        heard->n_bytes += n_bytes;
    }
    heard->position = body->position;
    heard->lines = lines + body->lines;
    heard->skips_line = body->skips_line;
}

/* The chunk bytes[start..end): first its body from the guess on, then, with the carry that begins
 * at heard->position, its head; the guess is right when these parse to exactly the body's start. */
static inline void hear_chunk(struct chunked *chunked, struct text bytes, size_t start, size_t end,
                              bool at_eof, struct heard *heard)
{
    at_eof = at_eof && end == bytes.n_bytes;
    const char *feed =
        start == 0 || start == end ? NULL : memchr(bytes.bytes + start, '\n', end - start);
    size_t guess = start == 0 ? 0 : feed ? (size_t)(feed - bytes.bytes) + 1 : end;
    struct text none = {0};
    heard_clear(&chunked->body);
    hear_more(chunked->ear, in_room(chunked, (struct text){bytes.bytes + guess, end - guess}, none),
              at_eof, guess, 0, &chunked->body);

    size_t n_before = heard->n, carry = heard->position, lines = heard->lines;
    bool skips_line = heard->skips_line;
    struct text carried = {bytes.bytes + carry, start - carry};
    struct text head = {bytes.bytes + start, guess - start};
    hear_more(chunked->ear, in_room(chunked, carried, head), false, carry, lines, heard);
    if (heard->position == guess && !heard->skips_line) {
        append_heard(heard, &chunked->body, heard->lines);
        chunked->n_right++;
        return;
    }
    heard->n_bytes = n_before < heard->n ? heard->records[n_before].fields_at : heard->n_bytes;
    heard->n = n_before;
    heard->skips_line = skips_line;
    struct text whole = {bytes.bytes + start, end - start};
    hear_more(chunked->ear, in_room(chunked, carried, whole), at_eof, carry, lines, heard);
    chunked->n_wrong++;
}

/* The first chunk ends at `cut`, all others have n_chunk bytes. */
static inline void hear_chunks(struct chunked *chunked, struct text bytes, size_t cut,
                               size_t n_chunk, bool at_eof, struct heard *heard)
{
    heard_clear(heard);
    for (size_t start = 0, end = cut;; start = end, end += n_chunk) {
        if (end > bytes.n_bytes)
            end = bytes.n_bytes;
        hear_chunk(chunked, bytes, start, end, at_eof, heard);
        if (end == bytes.n_bytes)
            return;
    }
}

static inline void chunked_release(struct chunked *chunked)
{
    free(chunked->room);
    heard_release(&chunked->body);
}
