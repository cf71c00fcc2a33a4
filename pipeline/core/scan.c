#include "pipeline/core/scan.h"

#include "pipeline/core/scan_masks.h"

#include <stdlib.h>
#include <string.h>

#define WINDOW_BYTES (SCAN_WINDOW * SCAN_BLOCK)

struct scanner {
    char separator, quote, comment;
    enum scan_vector vector;
    struct csv_reader *reader;

    const char *bytes;
    size_t n_bytes;
    bool at_eof;
    size_t position; /* where the record that is to be read next begins */
    uint32_t lines;  /* physical lines before `position` */
    bool skipping;   /* `position` stands in a line whose rest is to be skipped */

    size_t base;     /* offset of the window's first byte */
    size_t n_blocks; /* in the window, 0 = none loaded */
    struct scan_masks masks;
};

struct scanner *scanner_new(char separator, char quote, char comment)
{
    struct scanner *scanner = mem_alloc(sizeof *scanner);
    scanner->separator = separator;
    scanner->quote = quote;
    scanner->comment = comment;
    scanner->reader = csv_reader_new(separator, quote);
    scanner->vector = scan_vector_best();
    return scanner;
}

void scanner_use(struct scanner *scanner, enum scan_vector vector)
{
    scanner->vector = vector;
}

void scanner_free(struct scanner *scanner)
{
    if (!scanner)
        return;
    csv_reader_free(scanner->reader);
    free(scanner);
}

void scanner_start(struct scanner *scanner, const char *bytes, size_t n_bytes, bool at_eof)
{
    scanner->bytes = bytes;
    scanner->n_bytes = n_bytes;
    scanner->at_eof = at_eof;
    scanner->position = 0;
    scanner->lines = 0;
    scanner->skipping = false;
    scanner->n_blocks = 0;
}

void scanner_skip_line(struct scanner *scanner)
{
    scanner->skipping = true;
}

size_t scanner_position(const struct scanner *scanner)
{
    return scanner->position;
}

uint32_t scanner_lines(const struct scanner *scanner)
{
    return scanner->lines;
}

bool scanner_skips_line(const struct scanner *scanner)
{
    return scanner->skipping;
}

static bool has_room(const struct scan_batch *batch)
{
    return batch->n_records < SCAN_RECORDS && batch->n_separators < SCAN_SEPARATORS &&
           batch->n_fields < SCAN_SEPARATORS &&
           batch->n_scratch <= SCAN_SCRATCH - CSV_MAX_RECORD_BYTES;
}

/* ---- the reference: one record, blank line or comment at s->position ---- */

static void take(struct scanner *s, size_t n_bytes)
{
    s->lines += (uint32_t)csv_line_ends((struct text){s->bytes + s->position, n_bytes});
    s->position += n_bytes;
}

/* False when the line's end is not in the buffer. */
static bool skip_line(struct scanner *s)
{
    struct csv_line line;
    struct text rest = {s->bytes + s->position, s->n_bytes - s->position};
    s->skipping = !csv_line(rest, s->at_eof, &line);
    take(s, line.next);
    return !s->skipping;
}

/* csv_record's fields live until its next call: copies them into the batch. */
static void keep_fields(struct scan_batch *batch, const struct text *fields, size_t n_fields)
{
    batch->fields = mem_grow(batch->fields, &batch->fields_cap, batch->n_fields + n_fields,
                             sizeof *batch->fields);
    for (size_t i = 0; i < n_fields; i++) {
        char *copy = batch->scratch + batch->n_scratch;
        if (fields[i].n_bytes)
            memcpy(copy, fields[i].bytes, fields[i].n_bytes);
        batch->fields[batch->n_fields++] = (struct text){copy, fields[i].n_bytes};
        batch->n_scratch += (uint32_t)fields[i].n_bytes;
    }
}

static void keep_record(struct scanner *s, struct scan_batch *batch, enum scan_kind kind,
                        size_t n_fields, size_t n_bytes)
{
    batch->records[batch->n_records++] = (struct scan_record){
        .start = (uint32_t)s->position,
        .end = (uint32_t)(s->position + n_bytes),
        .first = (uint32_t)batch->n_fields,
        .n_fields = (uint32_t)n_fields,
        .line = s->lines,
        .suspect = true,
        .kind = (uint8_t)kind,
    };
}

static size_t without_line_end(struct text record)
{
    size_t n = record.n_bytes;
    if (n > 0 && record.bytes[n - 1] == '\n')
        n--;
    return n > 0 && record.bytes[n - 1] == '\r' ? n - 1 : n;
}

/* False when what stands at s->position is not complete, or nothing is left. */
static bool read_by_reference(struct scanner *s, struct scan_batch *batch)
{
    static const enum scan_kind kinds[] = {
        [CSV_RECORD] = SCAN_LIBCSV,
        [CSV_STRAY_QUOTE] = SCAN_STRAY,
        [CSV_RUNAWAY] = SCAN_RUNAWAY,
    };
    struct text rest = {s->bytes + s->position, s->n_bytes - s->position};
    if (rest.n_bytes == 0)
        return false;
    if (s->skipping || (s->comment && rest.bytes[0] == s->comment))
        return skip_line(s);
    const struct text *fields = NULL;
    size_t n_fields = 0, n_used;
    enum csv_outcome outcome = csv_record(s->reader, rest, s->at_eof, &fields, &n_fields, &n_used);
    if (outcome == CSV_MORE)
        return false;
    size_t n_bytes = outcome == CSV_BLANK ? 0 : without_line_end((struct text){rest.bytes, n_used});
    s->skipping = n_bytes > CSV_MAX_RECORD_BYTES;
    if (s->skipping)
        n_bytes = n_used = CSV_MAX_RECORD_BYTES;
    if (outcome != CSV_BLANK)
        keep_record(s, batch, kinds[outcome], n_fields, n_bytes);
    keep_fields(batch, fields, n_fields);
    take(s, n_used);
    return true;
}

/* ---- the window ---- */

static void load_window(struct scanner *s, size_t base)
{
    size_t n_bytes = s->n_bytes - base;
    s->base = base;
    s->n_blocks = n_bytes < WINDOW_BYTES ? (n_bytes + SCAN_BLOCK - 1) / SCAN_BLOCK : SCAN_WINDOW;
    scan_masks(s->vector, s->bytes + base, s->n_blocks, s->separator, s->quote, &s->masks);
    /* Without a line feed nothing behind the end becomes part of a record. */
    if (n_bytes < WINDOW_BYTES && n_bytes % SCAN_BLOCK)
        s->masks.feeds[s->n_blocks - 1] &= (UINT64_C(1) << n_bytes % SCAN_BLOCK) - 1;
}

/* Makes the masks begin at s->position, outside quotes. Returns the block it stands in. */
static size_t begin_at_position(struct scanner *s)
{
    if (s->position < s->base || s->position >= s->base + s->n_blocks * SCAN_BLOCK)
        load_window(s, s->position);
    size_t block = (s->position - s->base) / SCAN_BLOCK;
    unsigned at = (s->position - s->base) % SCAN_BLOCK;
    if (at) {
        uint64_t there = ~UINT64_C(0) << at;
        bool inside = s->masks.parity[block] >> (at - 1) & 1;
        s->masks.separators[block] &= there;
        s->masks.feeds[block] &= there;
        s->masks.returns[block] &= there;
        s->masks.suspect[block] &= there;
        s->masks.quotes[block] &= there;
        s->masks.parity[block] ^= inside ? ~UINT64_C(0) : 0;
    }
    return block;
}

/* The next window, while the record that begins at `start` is not read to its end. False at the
 * end of the buffer, and when the record becomes too long for the fast path. */
static bool next_window(struct scanner *s, size_t start)
{
    size_t base = s->base + s->n_blocks * SCAN_BLOCK;
    if (base >= s->n_bytes || base - start > SCAN_LONGEST - WINDOW_BYTES)
        return false;
    load_window(s, base);
    return true;
}

/* ---- one block ---- */

/* What the next block must know of the one before. */
struct border {
    uint64_t inside;   /* all ones: it begins inside quotes */
    uint64_t edge;     /* bits where a quote may open, because of what stands before */
    uint64_t closed;   /* 1: its first byte stands behind a closing quote */
    uint64_t returned; /* 1: its first byte stands behind a CR */
};

struct marks {
    uint64_t separators, feeds; /* outside quotes */
    uint64_t behind_returns;
    uint64_t quotes;
    uint64_t doubled; /* second quote of a doubled one */
    uint64_t inner;   /* LF inside quotes */
    uint64_t odd;     /* behind a lone CR, a quote that is not at the edge of its field */
    uint64_t suspect;
};

static inline struct marks block_marks(const struct scan_masks *masks, size_t block,
                                       struct border *border)
{
    uint64_t inside = masks->parity[block] ^ border->inside;
    uint64_t feeds = masks->feeds[block], returns = masks->returns[block];
    uint64_t quotes = masks->quotes[block];
    uint64_t opening = quotes & inside, closing = quotes & ~inside;
    struct marks m = {
        .separators = masks->separators[block] & ~inside,
        .feeds = feeds & ~inside,
        .behind_returns = returns << 1 | border->returned,
        .quotes = quotes,
        .inner = feeds & inside,
        .suspect = masks->suspect[block],
    };
    uint64_t edges = m.separators | m.feeds | closing;
    uint64_t behind_closing = closing << 1 | border->closed;
    m.doubled = behind_closing & opening;
    m.odd = (opening & ~(edges << 1 | border->edge)) |
            (behind_closing & ~(m.separators | m.feeds | returns | opening)) |
            (m.behind_returns & ~feeds);
    *border = (struct border){
        .inside = 0 - (inside >> 63),
        .edge = edges >> 63,
        .closed = closing >> 63,
        .returned = returns >> 63,
    };
    return m;
}

/* What a record holds: bits. */
enum note {
    NOTE_QUOTES = 1,
    NOTE_DOUBLED = 2,
    NOTE_INNER = 4,
    NOTE_ODD = 8,
    NOTE_SUSPECT = 16,
    NOTE_COMMENT = 32, /* it may be one */
};

static inline unsigned notes_of(const struct marks *m, uint64_t part)
{
    return (m->quotes & part ? NOTE_QUOTES : 0) | (m->doubled & part ? NOTE_DOUBLED : 0) |
           (m->inner & part ? NOTE_INNER : 0) | (m->odd & part ? NOTE_ODD : 0) |
           (m->suspect & part ? NOTE_SUSPECT : 0);
}

static inline uint32_t n_bits(uint64_t bits)
{
    return (uint32_t)__builtin_popcountll(bits);
}

/* Writes offset + the place of each bit; may write up to 7 places more. */
static inline void write_places(uint64_t bits, uint32_t offset, uint32_t *places)
{
    for (; bits; places += 8)
        for (int i = 0; i < 8; i++) {
            places[i] = offset + (uint32_t)__builtin_ctzll(bits | UINT64_C(1) << 63);
            bits &= bits - 1;
        }
}

/* ---- one record ---- */

enum settled {
    SETTLED,       /* a record */
    SETTLED_BLANK, /* nothing */
    SETTLED_ODD,   /* a matter for the reference, comments included */
};

/* Looks closer at a record that is not plain. *n_lines becomes its number of physical lines. */
static enum settled settle(const struct scanner *s, struct scan_batch *batch,
                           struct scan_record *record, unsigned notes, uint32_t *n_lines)
{
    struct text whole = {s->bytes + record->start, record->end - record->start};
    if (notes & NOTE_ODD || (notes & NOTE_COMMENT && whole.bytes[0] == s->comment))
        return SETTLED_ODD;
    if (record->n_fields == 1 && text_trim(whole).n_bytes == 0)
        return SETTLED_BLANK;
    if (notes & NOTE_INNER) {
        *n_lines += (uint32_t)csv_line_ends(whole);
        if (*n_lines > CSV_MAX_RECORD_LINES)
            return SETTLED_ODD;
    }
    record->kind = notes & NOTE_QUOTES ? SCAN_QUOTED : SCAN_PLAIN;
    record->suspect = notes & NOTE_SUSPECT;
    record->doubled = notes & NOTE_DOUBLED;
    if (record->doubled) {
        record->scratch = batch->n_scratch;
        batch->n_scratch += record->end - record->start;
    }
    return SETTLED;
}

/* ---- the scanner ---- */

/* A pass over blocks: where it stands. */
struct pass {
    uint32_t start, line;  /* of the record that is being read */
    uint32_t first;        /* its first separator */
    uint32_t n_separators; /* written so far, its own included */
    uint32_t n_records;
    unsigned notes; /* on this record, so far */
    unsigned usual; /* what is noted on every record */
};

enum step { STEP_ON, STEP_FULL, STEP_ODD };

/* Hands out the record that ends at a line feed. */
static inline enum step end_record(const struct scanner *s, struct scan_batch *batch,
                                   struct pass *pass, uint32_t feed, bool behind_return,
                                   uint32_t n_separators)
{
    struct scan_record *record = &batch->records[pass->n_records];
    *record = (struct scan_record){
        .start = pass->start,
        .end = feed - behind_return,
        .first = pass->first,
        .n_fields = n_separators - pass->first + 1,
        .line = pass->line,
    };
    uint32_t n_lines = 1;
    enum settled settled = SETTLED;
    if (pass->notes || record->n_fields == 1) {
        settled = settle(s, batch, record, pass->notes, &n_lines);
        if (settled == SETTLED_ODD)
            return STEP_ODD;
    }
    pass->n_records += settled == SETTLED;
    pass->start = feed + 1;
    pass->line += n_lines;
    pass->first = n_separators;
    pass->notes = pass->usual;
    bool room = pass->n_records < SCAN_RECORDS && n_separators < SCAN_SEPARATORS &&
                batch->n_scratch <= SCAN_SCRATCH - CSV_MAX_RECORD_BYTES;
    return room ? STEP_ON : STEP_FULL;
}

static inline enum step scan_block(const struct scanner *s, struct scan_batch *batch, size_t block,
                                   struct pass *pass, struct border *border)
{
    uint32_t offset = (uint32_t)(s->base + block * SCAN_BLOCK);
    struct marks m = block_marks(&s->masks, block, border);
    write_places(m.separators, offset, batch->separators + pass->n_separators);
    uint64_t done = 0;
    for (uint64_t feeds = m.feeds; feeds; feeds &= feeds - 1) {
        uint64_t upto = feeds ^ (feeds - 1);
        unsigned at = (unsigned)__builtin_ctzll(feeds);
        pass->notes |= notes_of(&m, upto & ~done);
        done = upto;
        uint32_t n_separators = pass->n_separators + n_bits(m.separators & upto);
        enum step step =
            end_record(s, batch, pass, offset + at, m.behind_returns >> at & 1, n_separators);
        if (step != STEP_ON)
            return step;
    }
    pass->notes |= notes_of(&m, ~done);
    pass->n_separators += n_bits(m.separators);
    return STEP_ON;
}

/* Reads records from s->position on until the batch is full. False when it stops for another
 * reason: the record at s->position is not complete, or odd. */
static inline bool scan_blocks(struct scanner *s, struct scan_batch *batch)
{
    size_t block = begin_at_position(s);
    struct border border = {.edge = UINT64_C(1) << (s->position - s->base) % SCAN_BLOCK};
    struct pass pass = {
        .start = (uint32_t)s->position,
        .line = s->lines,
        .first = batch->n_separators,
        .n_separators = batch->n_separators,
        .n_records = (uint32_t)batch->n_records,
        .notes = s->comment ? NOTE_COMMENT : 0,
        .usual = s->comment ? NOTE_COMMENT : 0,
    };
    enum step step = STEP_ON;
    while (step == STEP_ON) {
        if (block == s->n_blocks) {
            if (!next_window(s, pass.start))
                break;
            block = 0;
        }
        step = scan_block(s, batch, block++, &pass, &border);
    }
    s->position = pass.start;
    s->lines = pass.line;
    batch->n_separators = pass.first;
    batch->n_records = pass.n_records;
    return step == STEP_FULL;
}

size_t scanner_next(struct scanner *scanner, struct scan_batch *batch)
{
    batch->bytes = scanner->bytes;
    batch->n_records = 0;
    batch->n_separators = 0;
    batch->n_fields = 0;
    batch->n_scratch = 0;
    while (scanner->position < scanner->n_bytes && has_room(batch)) {
        bool full = !scanner->skipping && scan_blocks(scanner, batch);
        if (full || !read_by_reference(scanner, batch))
            break;
    }
    return batch->n_records;
}

/* ---- fields ---- */

/* The undoubled bytes have a place of their own in the record's room, so that a field may be asked
 * for again. */
static struct text undouble(struct scan_batch *batch, const struct scan_record *record,
                            struct text inner, char quote)
{
    char *out = batch->scratch + record->scratch + (inner.bytes - batch->bytes - record->start);
    size_t n_out = 0;
    for (size_t i = 0; i < inner.n_bytes; i++) {
        out[n_out++] = inner.bytes[i];
        if (inner.bytes[i] == quote)
            i++;
    }
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
    struct text field = {batch->bytes + start, end - start};
    if (record->kind == SCAN_PLAIN || field.n_bytes == 0 || field.bytes[0] != quote)
        return text_trim(field);
    struct text inner = {field.bytes + 1, field.n_bytes - 2};
    bool doubled = record->doubled && memchr(inner.bytes, quote, inner.n_bytes);
    return doubled ? undouble(batch, record, inner, quote) : inner;
}

void scan_batch_release(struct scan_batch *batch)
{
    free(batch->fields);
    batch->fields = NULL;
    batch->fields_cap = 0;
}
