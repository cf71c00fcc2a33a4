#include "pipeline/core/scan.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK       64
#define MAX_QUOTES  128                        /* per record on the fast path */
#define LONG_RECORD (CSV_MAX_RECORD_BYTES / 2) /* from here on csv_record decides about the caps   \
                                                */

struct scanner {
    char separator, quote, comment;
    struct csv_reader *reader;
    scan_masks_fn *masks_of;

    const char *bytes;
    size_t n_bytes;
    bool at_eof;
    size_t position; /* where the record that is being read begins */
    uint32_t lines;  /* physical lines before `position` */

    size_t base;     /* offset of the window's first byte */
    size_t n_blocks; /* in the window, 0 = none loaded */
    size_t block;    /* the current one */
    uint64_t bits;   /* of the current block: stops and quotes still to be visited */
    uint64_t inside; /* all ones when the next block begins inside quotes */
    struct scan_masks masks;
};

struct scanner *scanner_new(char separator, char quote, char comment)
{
    struct scanner *scanner = mem_alloc(sizeof *scanner);
    scanner->separator = separator;
    scanner->quote = quote;
    scanner->comment = comment;
    scanner->reader = csv_reader_new(separator, quote);
    scanner->masks_of = scan_masks_best();
    return scanner;
}

void scanner_free(struct scanner *scanner)
{
    if (!scanner)
        return;
    csv_reader_free(scanner->reader);
    free(scanner);
}

/* Begin reading masks at an offset that is known to stand outside quotes. */
static void restart_at(struct scanner *s, size_t position)
{
    s->position = position;
    s->base = position;
    s->n_blocks = 0;
    s->block = 0;
    s->bits = 0;
    s->inside = 0;
}

void scanner_start(struct scanner *scanner, const char *bytes, size_t n_bytes, bool at_eof)
{
    scanner->bytes = bytes;
    scanner->n_bytes = n_bytes;
    scanner->at_eof = at_eof;
    scanner->lines = 0;
    restart_at(scanner, 0);
}

size_t scanner_position(const struct scanner *scanner)
{
    return scanner->position;
}

uint32_t scanner_lines(const struct scanner *scanner)
{
    return scanner->lines;
}

/* Bit i of the result is the parity of bits 0..i. */
static uint64_t parity_from_start(uint64_t bits)
{
    bits ^= bits << 1;
    bits ^= bits << 2;
    bits ^= bits << 4;
    bits ^= bits << 8;
    bits ^= bits << 16;
    bits ^= bits << 32;
    return bits;
}

static bool load_window(struct scanner *s)
{
    s->base += s->n_blocks * BLOCK;
    if (s->base >= s->n_bytes)
        return false;
    size_t n_blocks = (s->n_bytes - s->base + BLOCK - 1) / BLOCK;
    s->n_blocks = n_blocks < SCAN_WINDOW ? n_blocks : SCAN_WINDOW;
    s->block = 0;
    s->masks_of(s->bytes + s->base, s->n_blocks, s->separator, s->quote, &s->masks);
    if (!s->quote)
        memset(s->masks.quotes, 0, sizeof s->masks.quotes);
    return true;
}

/* CRs that do not stand before an LF: they end a record in the reference. */
static uint64_t lone_returns(const struct scanner *s, size_t offset, uint64_t returns)
{
    uint64_t lone = 0;
    for (; returns; returns &= returns - 1) {
        size_t at = offset + (size_t)__builtin_ctzll(returns);
        if (at + 1 >= s->n_bytes || s->bytes[at + 1] != '\n')
            lone |= returns & -returns;
    }
    return lone;
}

/* The stops and quotes of block `s->block`: separators and line feeds outside quotes. */
static uint64_t block_bits(struct scanner *s)
{
    size_t offset = s->base + s->block * BLOCK;
    uint64_t quotes = s->masks.quotes[s->block];
    uint64_t stops = s->masks.stops[s->block];
    uint64_t returns = s->masks.returns[s->block];
    uint64_t valid = ~UINT64_C(0);
    if (__builtin_expect(s->n_bytes - offset < BLOCK, 0))
        valid = (UINT64_C(1) << (s->n_bytes - offset)) - 1;
    quotes &= valid;
    if (quotes) {
        uint64_t inside = parity_from_start(quotes) ^ s->inside;
        s->inside = (uint64_t)((int64_t)inside >> 63);
        stops &= ~inside;
    } else {
        stops &= ~s->inside;
    }
    uint64_t bits = (stops & valid) | quotes;
    if (returns)
        bits |= lone_returns(s, offset, returns & valid);
    return bits;
}

/* Moves to the next block. False at the end of the buffer. */
static inline bool next_block(struct scanner *s, bool *suspect)
{
    if (s->n_blocks == 0 || ++s->block == s->n_blocks) {
        if (!load_window(s))
            return false;
    }
    s->bits = block_bits(s);
    *suspect |= s->masks.suspect[s->block] != 0;
    return true;
}

static uint32_t count_lines(const char *bytes, size_t n_bytes)
{
    uint32_t n = 0;
    const char *end = bytes + n_bytes;
    for (const char *at = bytes; at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        n++;
    return n;
}

/* The record at s->position by the reference reader. False when it is not complete. */
static bool odd_record(struct scanner *s, struct scan_batch *batch)
{
    struct text rest = {s->bytes + s->position, s->n_bytes - s->position};
    const struct text *fields;
    size_t n_fields, n_used;
    enum csv_outcome outcome = csv_record(s->reader, rest, s->at_eof, &fields, &n_fields, &n_used);
    if (outcome == CSV_MORE) {
        restart_at(s, s->position);
        return false;
    }
    size_t end = n_used;
    if (end > 0 && rest.bytes[end - 1] == '\n')
        end--;
    if (end > 0 && rest.bytes[end - 1] == '\r')
        end--;
    if (outcome != CSV_BLANK) {
        struct scan_record *record = &batch->records[batch->n_records++];
        *record = (struct scan_record){
            .start = (uint32_t)s->position,
            .end = (uint32_t)(s->position + end),
            .first = (uint32_t)batch->n_fields,
            .line = s->lines,
            .suspect = true,
            .kind = outcome == CSV_RECORD        ? SCAN_LIBCSV
                    : outcome == CSV_STRAY_QUOTE ? SCAN_STRAY
                                                 : SCAN_RUNAWAY,
        };
        if (outcome == CSV_RECORD) {
            record->n_fields = (uint32_t)n_fields;
            batch->fields = mem_grow(batch->fields, &batch->fields_cap, batch->n_fields + n_fields,
                                     sizeof *batch->fields);
            for (size_t i = 0; i < n_fields; i++) {
                char *copy = batch->scratch + batch->scratch_used;
                if (fields[i].n_bytes)
                    memcpy(copy, fields[i].bytes, fields[i].n_bytes);
                batch->fields[batch->n_fields++] = (struct text){copy, fields[i].n_bytes};
                batch->scratch_used += (uint32_t)fields[i].n_bytes;
            }
        }
    }
    s->lines += count_lines(rest.bytes, n_used);
    restart_at(s, s->position + n_used);
    return true;
}

/* Each pair of quotes must open at the start of a field and close at its end, or be doubled. */
static bool quotes_well_formed(const struct scanner *s, const uint32_t *quotes, size_t n_quotes,
                               size_t start, size_t end, bool *doubled)
{
    if (n_quotes % 2 || n_quotes > MAX_QUOTES)
        return false;
    bool open_is_second = false; /* this opening quote is the second of a doubled pair */
    for (size_t i = 0; i < n_quotes; i += 2) {
        uint32_t open = quotes[i], close = quotes[i + 1];
        if (!open_is_second && open != start && s->bytes[open - 1] != s->separator)
            return false;
        open_is_second = i + 2 < n_quotes && quotes[i + 2] == close + 1;
        if (open_is_second)
            *doubled = true;
        else if (close + 1 != end && s->bytes[close + 1] != s->separator)
            return false;
    }
    return true;
}

static bool is_blank(const char *bytes, size_t start, size_t end)
{
    while (start < end && (bytes[start] == ' ' || bytes[start] == '\t'))
        start++;
    return start == end;
}

/* Skips the physical line that begins at s->position. False when its end is not in the buffer. */
static bool skip_line(struct scanner *s)
{
    const char *feed = memchr(s->bytes + s->position, '\n', s->n_bytes - s->position);
    if (!feed && !s->at_eof)
        return false;
    s->lines += feed != NULL;
    restart_at(s, feed ? (size_t)(feed - s->bytes) + 1 : s->n_bytes);
    return true;
}

/* Reads one record (or skips a blank line or a comment). False when the buffer is exhausted. */
static bool read_record(struct scanner *s, struct scan_batch *batch)
{
    const char *bytes = s->bytes;
    const char separator = s->separator;
    const uint32_t first = batch->n_separators;
    uint32_t *separators = batch->separators;
    uint32_t quotes[MAX_QUOTES];
    size_t n_separators = 0, n_quotes = 0;
    bool odd = false;
    bool suspect = s->n_blocks != 0 && s->masks.suspect[s->block] != 0;
    uint64_t bits = s->bits;
    size_t end;
    bool finished = false;

    while (!finished) {
        while (bits == 0) {
            if (!next_block(s, &suspect))
                goto exhausted;
            bits = s->bits;
            if (__builtin_expect(s->base + s->block * BLOCK - s->position > LONG_RECORD &&
                                     s->position < s->base + s->block * BLOCK,
                                 0))
                return odd_record(s, batch);
        }
        size_t offset = s->base + s->block * BLOCK;
        do {
            end = offset + (size_t)__builtin_ctzll(bits);
            bits &= bits - 1;
            char c = bytes[end];
            if (__builtin_expect(c == separator, 1)) {
                if (n_separators < SCAN_MAX_FIELDS)
                    separators[first + n_separators] = (uint32_t)end;
                n_separators++;
            } else if (c == '\n') {
                finished = true;
                break;
            } else if (c == '\r') {
                odd = true;
            } else {
                quotes[n_quotes & (MAX_QUOTES - 1)] = (uint32_t)end;
                n_quotes++;
            }
        } while (bits);
    }
    s->bits = bits;
    size_t next = end + 1;
    if (end > s->position && bytes[end - 1] == '\r')
        end--;
    goto complete;

exhausted:
    s->bits = 0;
    if (s->position >= s->n_bytes)
        return false;
    if (s->comment && bytes[s->position] == s->comment)
        return skip_line(s);
    if (odd || s->inside || n_quotes || s->n_bytes - s->position > LONG_RECORD)
        return odd_record(s, batch);
    if (!s->at_eof) {
        restart_at(s, s->position);
        return false;
    }
    next = end = s->n_bytes;

complete:
    if (__builtin_expect(s->comment != 0 && bytes[s->position] == s->comment, 0))
        return skip_line(s);
    bool doubled = false;
    if (__builtin_expect(odd || n_quotes || end - s->position > LONG_RECORD, 0)) {
        if (odd || end - s->position > LONG_RECORD ||
            !quotes_well_formed(s, quotes, n_quotes, s->position, end, &doubled))
            return odd_record(s, batch);
    }
    uint32_t n_lines = next > end;
    if (n_quotes) {
        n_lines = count_lines(bytes + s->position, next - s->position);
        if (n_lines > CSV_MAX_RECORD_LINES / 2)
            return odd_record(s, batch);
    } else if (n_separators == 0 && is_blank(bytes, s->position, end)) {
        s->lines += n_lines;
        s->position = next;
        return true;
    }
    struct scan_record *record = &batch->records[batch->n_records++];
    record->start = (uint32_t)s->position;
    record->end = (uint32_t)end;
    record->first = first;
    record->n_fields =
        (uint32_t)(n_separators < SCAN_MAX_FIELDS ? n_separators + 1 : SCAN_MAX_FIELDS + 1);
    record->line = s->lines;
    record->kind = n_quotes ? SCAN_QUOTED : SCAN_PLAIN;
    record->suspect = suspect;
    record->doubled = doubled;
    batch->n_separators +=
        (uint32_t)(n_separators < SCAN_MAX_FIELDS ? n_separators : SCAN_MAX_FIELDS);
    if (doubled)
        batch->scratch_promised += (uint32_t)(end - s->position);
    s->lines += n_lines;
    s->position = next;
    return true;
}

static bool has_room(const struct scan_batch *batch)
{
    return batch->n_records < SCAN_RECORDS && batch->n_separators < SCAN_SEPARATORS &&
           batch->scratch_used + batch->scratch_promised <= SCAN_SCRATCH - CSV_MAX_RECORD_BYTES;
}

size_t scanner_next(struct scanner *scanner, struct scan_batch *batch)
{
    batch->bytes = scanner->bytes;
    batch->n_records = 0;
    batch->n_separators = 0;
    batch->n_fields = 0;
    batch->scratch_used = 0;
    batch->scratch_promised = 0;
    while (has_room(batch) && read_record(scanner, batch))
        ;
    return batch->n_records;
}

static struct text undouble(struct scan_batch *batch, struct text inner, char quote)
{
    /* A field that is looked at again (to explain a fault) may find the promised room used up: the
     * last stretch is kept free for one record and is written over. */
    if (batch->scratch_used + inner.n_bytes > SCAN_SCRATCH)
        batch->scratch_used = SCAN_SCRATCH - CSV_MAX_RECORD_BYTES;
    char *out = batch->scratch + batch->scratch_used;
    size_t n_out = 0;
    for (size_t i = 0; i < inner.n_bytes; i++) {
        out[n_out++] = inner.bytes[i];
        if (inner.bytes[i] == quote)
            i++;
    }
    batch->scratch_used += (uint32_t)n_out;
    return (struct text){out, n_out};
}

struct text scan_field(struct scan_batch *batch, const struct scan_record *record, size_t index,
                       char quote)
{
    if (record->kind == SCAN_LIBCSV)
        return batch->fields[record->first + index];
    const uint32_t *separators = batch->separators + record->first;
    uint32_t start = index == 0 ? record->start : separators[index - 1] + 1;
    uint32_t end = index + 1 == record->n_fields ? record->end : separators[index];
    const char *bytes = batch->bytes;
    if (record->kind == SCAN_QUOTED && start < end && bytes[start] == quote) {
        struct text inner = {bytes + start + 1, end - start - 2};
        if (record->doubled && memchr(inner.bytes, quote, inner.n_bytes))
            return undouble(batch, inner, quote);
        return inner;
    }
    while (start < end && (bytes[start] == ' ' || bytes[start] == '\t'))
        start++;
    while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t'))
        end--;
    return (struct text){bytes + start, end - start};
}

void scan_batch_release(struct scan_batch *batch)
{
    free(batch->fields);
    batch->fields = NULL;
    batch->fields_cap = 0;
}
