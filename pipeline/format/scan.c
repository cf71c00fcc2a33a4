/* Vectors of places, which the compiler would make, take twice the instructions; memset, which it
 * would make of the marks, is a call. */
#pragma GCC optimize("no-tree-slp-vectorize", "no-tree-loop-distribute-patterns")

#include "pipeline/format/scan.h"

#include "pipeline/format/scan_block.h"

#include <stdlib.h>

struct scanner {
    char comment;
    struct scan_bytes wanted;
    enum scan_vector vector;
    struct csv_reader *reader;

    const char *bytes;
    size_t n_bytes;
    bool at_eof;
    size_t position; /* where the record that is to be read next begins */
    uint32_t lines;  /* physical lines before `position` */
    bool rows;       /* a record is a line, with the line ends in it */
    uint32_t n_usual;
    bool skipping; /* `position` stands in a line whose rest is to be skipped */
};

struct scanner *scanner_new(char separator, char quote, char comment)
{
    struct scanner *scanner = mem_alloc(sizeof *scanner);
    scanner->wanted = (struct scan_bytes){separator, quote, '\n', '\r'};
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
    scanner->skipping = scanner->rows = false;
}

void scanner_expect(struct scanner *scanner, size_t n_fields)
{
    /* A lone field may be a blank line, and any record a comment: these are looked at one by one.
     */
    scanner->n_usual = n_fields > 1 && !scanner->comment ? (uint32_t)n_fields : 0;
}

void scanner_count_rows(struct scanner *scanner, bool rows)
{
    scanner->rows = rows;
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

#define SCAN_LOOK 1024 /* bytes between two looks at how long a record is, and at the end */

static bool has_room(const struct scan_batch *batch)
{
    return batch->n_records < SCAN_RECORDS && batch->n_places < SCAN_PLACES &&
           batch->n_fields < SCAN_PLACES && batch->n_scratch <= SCAN_SCRATCH - CSV_MAX_RECORD_BYTES;
}

/* ---- the reference: one record, blank line or comment at s->position ---- */

static void take(struct scanner *s, size_t n_bytes)
{
    const struct text taken = {s->bytes + s->position, n_bytes};
    s->lines += s->rows ? !s->skipping : (uint32_t)csv_line_ends(taken);
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
    const size_t at = batch->n_records++;
    batch->first[at] = SCAN_NO_PLACES;
    batch->line[at] = s->lines;
    batch->odd[at] = SCAN_STRANGE;
    batch->records[at] = (struct scan_record){
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
    batch->n_blank += outcome == CSV_BLANK;
    if (outcome != CSV_BLANK)
        keep_record(s, batch, kinds[outcome], n_fields, n_bytes);
    keep_fields(batch, fields, n_fields);
    take(s, n_used);
    return true;
}

/* ---- one block ---- */

/* Inlined always, so that the loop is compiled whole for each instruction set. It calls nothing:
 * around a call no vector register keeps its value. */
#define LOOP static inline __attribute__((always_inline))

/* What the next block must know of the one before: of the masks, the last bit. */
struct border {
    uint64_t inside;  /* all ones: it ended inside quotes */
    uint64_t edges;   /* separators, line feeds and closing quotes: a quote may open behind them */
    uint64_t closing; /* quotes */
    uint64_t returns;
    uint64_t carried; /* not 0: the next block is special because of this one */
};

/* What is rare in a block; all nought in most. */
struct oddities {
    uint64_t doubled; /* the second quote of a doubled one */
    uint64_t inner;   /* LF inside quotes */
    uint64_t odd;     /* behind a lone CR, or a quote that is not at the edge of its field */
};

/* The same bits one byte further on, into the next block. */
LOOP uint64_t behind(uint64_t bits, uint64_t bits_before)
{
    return bits << 1 | bits_before >> 63;
}

/* Takes separators and line feeds inside quotes out of the block and finds what is odd in it. */
LOOP struct oddities judge(struct scan_block *block, uint64_t lone, struct border *border,
                           const struct scan_set *set)
{
    uint64_t inside = set->parity(block->quotes) ^ border->inside;
    uint64_t opening = block->quotes & inside, closing = block->quotes & ~inside;
    uint64_t inner = block->feeds & inside;
    block->separators &= ~inside;
    block->feeds &= ~inside;
    uint64_t ends = block->separators | block->feeds;
    uint64_t behind_edges = behind(ends | closing, border->edges);
    uint64_t behind_closing = behind(closing, border->closing);
    border->inside = 0 - (inside >> 63);
    border->closing = closing;
    return (struct oddities){
        .doubled = behind_closing & opening,
        .inner = inner,
        .odd = lone | (opening & ~behind_edges) |
               (behind_closing & ~(ends | block->returns | opening)),
    };
}

/* ---- one record ---- */

/* What a record holds: bits, and above them a number. */
enum {
    NOTE_DOUBLED = 1,
    NOTE_INNER = 2, /* times the number of line feeds inside its quotes */
};
#define NOTE_ODD   (UINT32_C(1) << 31)
#define NOTE_LIMIT ((uint32_t)CSV_MAX_RECORD_LINES * NOTE_INNER) /* too many of those, or odd */

/* A pass over blocks: where it stands. */
struct pass {
    uint32_t line;     /* of the record that is being read */
    uint32_t first;    /* its first place */
    uint32_t n_places; /* written so far, its own included */
    uint32_t notes;    /* on it, so far */
    uint32_t n_records, n_scratch;
    uint32_t n_usual; /* fields */
};

/* Where the record begins that is being read. */
LOOP uint32_t start_of(const struct scan_batch *batch, const struct pass *pass)
{
    return batch->places[pass->first - 1] + 1;
}

/* The notes with those on a part of the block. */
LOOP uint32_t noted(uint32_t notes, const struct oddities *found, uint64_t part,
                    const struct scan_set *set)
{
    notes |= (found->doubled & part ? NOTE_DOUBLED : 0) | (found->odd & part ? NOTE_ODD : 0);
    return notes + set->count(found->inner & part) * NOTE_INNER;
}

enum step {
    STEP_ON,
    STEP_FULL, /* the batch is */
    STEP_ODD,  /* a record for the reference; also comments and what may be a blank line */
};

/* Behind a record that was handed out: the next one begins behind the last of n_places. */
LOOP enum step next_record(struct pass *pass, uint32_t n_places)
{
    pass->first = n_places;
    return ++pass->n_records < SCAN_RECORDS ? STEP_ON : STEP_FULL;
}

/* Hands out any record, with what was noted on it, when it is one: its last place is a line feed's,
 * the one before perhaps that of the return in front of it. */
static enum step end_record(const struct scanner *s, struct scan_batch *batch, struct pass *pass,
                            bool behind_return, uint32_t n_places, uint32_t notes)
{
    const uint32_t n_fields = n_places - pass->first - behind_return;
    const char front = s->bytes[start_of(batch, pass)];
    if (notes >= NOTE_LIMIT || front == s->comment || (n_fields == 1 && front <= ' '))
        return STEP_ODD;
    struct scan_record *record = &batch->records[pass->n_records];
    *record = (struct scan_record){
        .start = start_of(batch, pass),
        .end = batch->places[pass->first + n_fields - 1],
        .first = pass->first,
        .n_fields = n_fields,
        .line = pass->line,
        .scratch = pass->n_scratch,
        .kind = SCAN_PLACED,
        .suspect = batch->odd[pass->n_records],
        .doubled = notes & NOTE_DOUBLED,
    };
    batch->first[pass->n_records] = pass->first;
    batch->line[pass->n_records] = pass->line;
    batch->odd[pass->n_records] = SCAN_STRANGE;
    pass->n_scratch += record->doubled ? record->end - record->start : 0;
    pass->line += 1 + (s->rows ? 0 : notes / NOTE_INNER);
    enum step step = next_record(pass, n_places);
    return pass->n_scratch <= SCAN_SCRATCH - CSV_MAX_RECORD_BYTES ? step : STEP_FULL;
}

/* ---- the scanner ---- */

/* A block that was looked at: its bits, and what is odd in it. */
struct looked_at {
    uint32_t offset; /* in the buffer */
    struct scan_block block;
    uint64_t pairs; /* line feeds behind a return: such a line end has two places */
    struct oddities found;
};

/* Hands out the records that end in a block; in most there is nothing special, and nothing to note.
 */
LOOP enum step end_records(const struct scanner *s, struct scan_batch *batch, struct pass *pass,
                           const struct looked_at *at, bool special, const struct scan_set *set)
{
    const uint64_t marks = at->block.separators | at->block.feeds | at->pairs >> 1;
    const uint32_t n_usual = pass->n_usual;
    uint64_t done = 0;
    if (at->pairs & 1)
        batch->places[pass->n_places++] = at->offset - 1;
    const uint32_t n_places = pass->n_places;
    set->places(marks, at->offset, batch->places + n_places);
    for (uint64_t feeds = at->block.feeds; feeds; feeds &= feeds - 1) {
        const uint64_t upto = feeds ^ (feeds - 1);
        const uint32_t n = n_places + set->count(marks & upto);
        const bool behind_return = (at->pairs & feeds & -feeds) != 0;
        if (special)
            pass->notes = noted(pass->notes, &at->found, upto & ~done, set);
        done = upto;
        enum step step;
        if (n - pass->first - behind_return == n_usual && !(special && pass->notes)) {
            batch->first[pass->n_records] = pass->first;
            batch->line[pass->n_records] = pass->line++;
            step = next_record(pass, n);
        } else {
            struct pass odd = *pass;
            step = end_record(s, batch, &odd, behind_return, n, special ? pass->notes : 0);
            *pass = odd;
        }
        if (step != STEP_ON)
            return step;
        if (special)
            pass->notes = 0;
    }
    pass->n_places = n_places + set->count(marks);
    if (special)
        pass->notes = noted(pass->notes, &at->found, ~done, set);
    /* Not at the next line feed only: lines that end with CR have none for a long way. */
    if (special && pass->notes >= NOTE_LIMIT)
        return STEP_ODD;
    return STEP_ON;
}

/* The record that is being read, and those that begin in this block. */
LOOP void mark_suspect(struct scan_batch *batch, uint32_t n_records, uint32_t n_more)
{
    for (uint32_t i = n_records; i <= n_records + n_more; i++)
        batch->odd[i] = SCAN_SUSPECT;
}

/* The records that end in a block with more than separators and line feeds, or behind one. */
LOOP enum step end_special(const struct scanner *s, struct scan_batch *batch, uint32_t offset,
                           struct scan_block block, struct pass *pass, struct border *border,
                           const struct scan_set *set)
{
    struct looked_at at = {.offset = offset, .block = block};
    if (block.suspect)
        mark_suspect(batch, pass->n_records, set->count(block.feeds));
    const uint64_t behind_returns = behind(block.returns, border->returns);
    const uint64_t lone = behind_returns & ~block.feeds;
    if (block.quotes | border->closing | border->inside | lone)
        at.found = judge(&at.block, lone, border, set);
    const struct oddities *found = &at.found;
    const bool any = (found->doubled | found->inner | found->odd | pass->notes) != 0;
    at.pairs = behind_returns & at.block.feeds;
    const enum step step = any ? end_records(s, batch, pass, &at, true, set)
                               : end_records(s, batch, pass, &at, false, set);
    border->edges = at.block.separators | at.block.feeds | border->closing;
    border->returns = block.returns;
    border->carried = border->closing | border->inside | pass->notes | block.returns >> 63;
    return step;
}

typedef enum step special_fn(const struct scanner *s, struct scan_batch *batch, uint32_t offset,
                             struct scan_block block, struct pass *pass, struct border *border);

/* Reads records from s->position on until the batch is full. False when it stops for another
 * reason: the record at s->position is not complete, too long for here, or odd. What is special is
 * left to a function of its own: the loop keeps its registers. */
LOOP bool scan_blocks(struct scanner *s, struct scan_batch *batch, const struct scan_set *set,
                      special_fn *end_special_ones)
{
    const char *bytes = s->bytes;
    const struct scan_bytes wanted = s->wanted;
    const uint64_t quotes = wanted.quote ? ~UINT64_C(0) : 0;
    const size_t n_bytes = s->n_bytes;
    struct border border = {0};
    struct pass pass = {
        .line = s->lines,
        .first = batch->n_places + 1,
        .n_places = batch->n_places + 1,
        .n_records = (uint32_t)batch->n_records,
        .n_scratch = batch->n_scratch,
        .n_usual = s->n_usual,
    };
    enum step step = STEP_ON;
    batch->places[batch->n_places] = (uint32_t)s->position - 1;
    size_t next_look = 0; /* at what is rarely the matter */
    uint64_t inside = ~UINT64_C(0), edges = ~UINT64_C(0), carried = 0;
    for (size_t at = s->position; step == STEP_ON; at += SCAN_BLOCK) {
        if (__builtin_expect(at >= next_look, 0)) {
            if (at >= n_bytes || at - start_of(batch, &pass) > SCAN_LONGEST - SCAN_BLOCK)
                break;
            if (pass.first >= SCAN_PLACES) {
                step = STEP_FULL;
                break;
            }
            next_look = at + (n_bytes - at < SCAN_LOOK + SCAN_BLOCK ? SCAN_BLOCK : SCAN_LOOK);
            /* Without its line feed nothing behind the end becomes part of a record. */
            if (n_bytes - at < SCAN_BLOCK)
                inside = (UINT64_C(1) << (n_bytes - at)) - 1;
        }
        struct scan_block block = set->block(bytes + at, wanted);
        block.feeds &= inside;
        if (__builtin_expect(!block.any && !carried, 1)) {
            const struct looked_at plain = {.offset = (uint32_t)at, .block = block};
            edges = block.separators | block.feeds;
            step = end_records(s, batch, &pass, &plain, false, set);
            continue;
        }
        struct pass in = pass;
        block.quotes &= quotes;
        border.edges = edges;
        step = end_special_ones(s, batch, (uint32_t)at, block, &in, &border);
        edges = border.edges;
        carried = border.carried;
        pass = in;
    }
    s->position = start_of(batch, &pass);
    s->lines = pass.line;
    if (pass.n_records > batch->n_records)
        batch->n_places = pass.first;
    batch->n_records = pass.n_records;
    batch->n_scratch = pass.n_scratch;
    return step == STEP_FULL;
}

__attribute__((noinline)) static enum step special_plain(const struct scanner *s,
                                                         struct scan_batch *batch, uint32_t offset,
                                                         struct scan_block block, struct pass *pass,
                                                         struct border *border)
{
    return end_special(s, batch, offset, block, pass, border, &scan_set_plain);
}

static bool scan_plain(struct scanner *s, struct scan_batch *batch)
{
    return scan_blocks(s, batch, &scan_set_plain, special_plain);
}

#if defined(__x86_64__)

__attribute__((noinline)) static enum step special_sse2(const struct scanner *s,
                                                        struct scan_batch *batch, uint32_t offset,
                                                        struct scan_block block, struct pass *pass,
                                                        struct border *border)
{
    return end_special(s, batch, offset, block, pass, border, &scan_set_sse2);
}

static bool scan_sse2(struct scanner *s, struct scan_batch *batch)
{
    return scan_blocks(s, batch, &scan_set_sse2, special_sse2);
}

SCAN_AVX2 __attribute__((noinline)) static enum step
special_avx2(const struct scanner *s, struct scan_batch *batch, uint32_t offset,
             struct scan_block block, struct pass *pass, struct border *border)
{
    return end_special(s, batch, offset, block, pass, border, &scan_set_avx2);
}

SCAN_AVX2 static bool scan_avx2(struct scanner *s, struct scan_batch *batch)
{
    return scan_blocks(s, batch, &scan_set_avx2, special_avx2);
}

bool scan_vector_supported(enum scan_vector vector)
{
    bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("pclmul");
    return avx2 || vector < SCAN_VECTOR_AVX2;
}

#else

#define scan_sse2 scan_plain
#define scan_avx2 scan_plain

bool scan_vector_supported(enum scan_vector vector)
{
    return vector == SCAN_VECTOR_NONE;
}

#endif

enum scan_vector scan_vector_best(void)
{
    enum scan_vector vector = SCAN_VECTOR_COUNT - 1;
    while (!scan_vector_supported(vector))
        vector--;
    return vector;
}

size_t scanner_next(struct scanner *scanner, struct scan_batch *batch)
{
    static bool (*const scan[])(struct scanner *, struct scan_batch *) = {
        [SCAN_VECTOR_NONE] = scan_plain,
        [SCAN_VECTOR_SSE2] = scan_sse2,
        [SCAN_VECTOR_AVX2] = scan_avx2,
    };
    batch->bytes = scanner->bytes;
    batch->n_records = batch->n_blank = 0;
    batch->n_places = 0;
    batch->n_fields = 0;
    batch->n_scratch = 0;
    batch->n_usual = scanner->n_usual;
    memset(batch->odd, 0, sizeof batch->odd);
    while (scanner->position < scanner->n_bytes && has_room(batch)) {
        bool full = !scanner->skipping && scan[scanner->vector](scanner, batch);
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
    out[n_out] = '\0';
    return (struct text){out, n_out};
}

struct text scan_field(struct scan_batch *batch, const struct scan_record *record, size_t index,
                       char quote)
{
    if (record->kind == SCAN_LIBCSV)
        return batch->fields[record->first + index];
    const uint32_t *places = batch->places + record->first + index;
    const uint32_t start = places[-1] + 1;
    struct text field = {batch->bytes + start, places[0] - start};
    if (!quote || field.n_bytes == 0 || field.bytes[0] != quote)
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
