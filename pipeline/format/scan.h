/* The fast reader of delimited records: finds separators, line ends and quotes 64 bytes at a time
 * and hands out batches of borrowed records. Its reference is csv.h: for any bytes it gives the
 * same records, fields, faults and resynchronisation as csv_record called over and over.
 * Physical lines end with LF, CRLF or a lone CR, as there.
 *
 * Two paths, chosen per record: separators straight from the masks, those in well-formed quotes
 * taken out (checked by the positions of the quotes); anything else goes to csv_record.
 *
 * What a record is depends on the bytes from its first one on, never on where the buffer ends: a
 * record that is not complete in the buffer is not handed out (unless at_eof). Comments, and what
 * is behind the first CSV_MAX_RECORD_BYTES of a line above that cap, are skipped, however many
 * buffers it takes. */
#pragma once

#include "pipeline/base/text.h"
#include "pipeline/format/csv.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum scan_kind {
    SCAN_PLACED,  /* no quote byte in it, or well-formed quotes */
    SCAN_LIBCSV,  /* read by csv_record */
    SCAN_STRAY,   /* bad: a quote inside an unquoted field or text behind a closing quote */
    SCAN_RUNAWAY, /* bad: a quote that is never closed, or a record above the caps of csv.h */
};

struct scan_record {
    uint32_t start;    /* offset in the buffer of its first byte */
    uint32_t end;      /* one past its last byte, line end excluded; of a bad record: of its line,
                          at most CSV_MAX_RECORD_BYTES from its start */
    uint32_t first;    /* PLACED: its fields end at batch.places[first..+n_fields), and begin
                          behind the place before that;
                          LIBCSV: its fields are batch.fields[first..+n_fields) */
    uint32_t n_fields; /* >= 1; 0 for a bad record */
    uint32_t line;     /* physical lines between the start of the buffer and its first byte */
    uint32_t scratch;  /* doubled: where in batch.scratch its undoubled fields go */
    uint8_t kind;
    bool suspect; /* may hold a NUL or a byte above 7F: check its bytes */
    bool doubled; /* holds a doubled quote; PLACED only */
};

#ifndef SCAN_RECORDS /* fuzzing takes few, so that a little file has many batches */
#define SCAN_RECORDS 512
#endif
#define SCAN_PLACES  (SCAN_RECORDS * 24) /* a batch ends early when records are wide */
#define SCAN_LONGEST 12288               /* bytes; a longer record is always read by csv_record */
#define SCAN_SCRATCH (4 * CSV_MAX_RECORD_BYTES)

/* Where the places of a record that has none would be: all of them are 0, so that its fields are
 * of -1 bytes. */
#define SCAN_NO_PLACES (SCAN_PLACES + SCAN_LONGEST + 2433)

enum scan_oddity {
    SCAN_USUAL,   /* PLACED, on one line, of n_usual fields, without doubled quotes */
    SCAN_SUSPECT, /* the same, but suspect */
    SCAN_STRANGE, /* any other */
};
#define SCAN_MARKED 72 /* a block may mark so many records that the batch has no more room for */

/* All zeros before the first scanner_next. */
struct scan_batch {
    const char *bytes;            /* the buffer, borrowed */
    size_t n_records, n_blank;    /* n_blank: lines that were left out for that */
    uint32_t first[SCAN_RECORDS]; /* as scan_record's; SCAN_NO_PLACES unless PLACED */
    uint32_t line[SCAN_RECORDS];
    uint8_t odd[SCAN_RECORDS + SCAN_MARKED];  /* enum scan_oddity */
    uint32_t n_usual;                         /* fields: see scanner_expect */
    struct scan_record records[SCAN_RECORDS]; /* of strange ones; see scan_record */
    uint32_t n_places;
    uint32_t places[SCAN_NO_PLACES + CSV_MAX_RECORD_BYTES + 1]; /* where fields end: at separators,
                                                                   line ends; and one byte before
                                                                   what follows anything else */
    struct text *fields; /* of LIBCSV records; their bytes stand in scratch */
    size_t n_fields, fields_cap;
    uint32_t n_scratch;              /* bytes given away */
    char scratch[SCAN_SCRATCH + 64]; /* fields of LIBCSV records and undoubled ones */
};

/* Record `index`, until the next scanner_next. */
static inline struct scan_record *scan_record(struct scan_batch *batch, size_t index)
{
    struct scan_record *record = &batch->records[index];
    const uint32_t *places = batch->places + batch->first[index];
    if (batch->odd[index] != SCAN_STRANGE)
        *record = (struct scan_record){.start = places[-1] + 1,
                                       .end = places[batch->n_usual - 1],
                                       .first = batch->first[index],
                                       .n_fields = batch->n_usual,
                                       .line = batch->line[index],
                                       .kind = SCAN_PLACED,
                                       .suspect = batch->odd[index]};
    return record;
}

/* The first record from `index` on that is not a usual one; n_records: none. */
static inline size_t scan_next_odd(const struct scan_batch *batch, size_t index)
{
    for (uint64_t eight; index < batch->n_records; index += sizeof eight) {
        memcpy(&eight, batch->odd + index, sizeof eight);
        if (eight == 0)
            continue;
        index += (size_t)__builtin_ctzll(eight) / 8;
        break;
    }
    return index < batch->n_records ? index : batch->n_records;
}

/* Puts record `from` in the place of another. */
static inline void scan_move(struct scan_batch *batch, size_t from, size_t to)
{
    batch->first[to] = batch->first[from];
    batch->line[to] = batch->line[from];
    batch->odd[to] = batch->odd[from];
    batch->records[to] = batch->records[from];
}

struct scanner;

/* separator: any ASCII byte but quote, space, CR, LF, NUL; quote 0: quotes are plain text;
 * comment 0: none, else records that begin with this byte (unquoted) are skipped, to the end of the
 * physical line. */
struct scanner *scanner_new(char separator, char quote, char comment);
void scanner_free(struct scanner *scanner); /* NULL is fine */

/* Starts on a buffer whose first byte begins a record. So many bytes behind it must be readable
 * (their content does not matter); what was handed out is not read again. n_bytes < 2^31. */
#define SCAN_BEHIND 64
void scanner_start(struct scanner *scanner, const char *bytes, size_t n_bytes, bool at_eof);

/* Records of so many fields are the usual ones: most of what a struct says of them follows. */
void scanner_expect(struct scanner *scanner, size_t n_fields);

/* Directly after scanner_start: every record and blank line is one line, whatever is in it. */
void scanner_count_rows(struct scanner *scanner, bool rows);

/* Directly after scanner_start: the buffer begins inside a line that is being skipped. */
void scanner_skip_line(struct scanner *scanner);

/* Fills the batch with the next records; blank lines and comments are left out. 0 records: done.
 * Records stay valid until the next call. */
size_t scanner_next(struct scanner *scanner, struct scan_batch *batch);

/* After the last batch: where the first record that was not handed out begins (n_bytes when
 * at_eof), the physical lines before it, and whether that place is inside a line that is being
 * skipped: then the next buffer, which begins with the bytes from there on, wants
 * scanner_skip_line. */
size_t scanner_position(const struct scanner *scanner);
uint32_t scanner_lines(const struct scanner *scanner);
bool scanner_skips_line(const struct scanner *scanner);

/* Field `index` (0-based, < n_fields) of a good record as libcsv would give it: unquoted fields
 * trimmed, quotes taken off, doubled quotes undoubled (then the bytes live in the batch, with a NUL
 * behind them). */
struct text scan_field(struct scan_batch *batch, const struct scan_record *record, size_t index,
                       char quote);

/* The same of a record with places that begin at `first`, when there is nothing to take off or to
 * trim. Whether the field is empty is no branch of its own: every second amount is. */
static inline bool scan_plain_field(const struct scan_batch *batch, uint32_t first, size_t index,
                                    char quote, struct text *field)
{
    const uint32_t *places = batch->places + first + index;
    const uint32_t start = places[-1] + 1, end = places[0];
    const bool empty = start == end;
    const char front = batch->bytes[start], back = batch->bytes[end - !empty];
    *field = (struct text){batch->bytes + start, end - start};
    return empty | ((front > ' ') & (back > ' ') & (front != quote));
}

/* False of a field that goes over no line end: without quotes none does. */
static inline bool scan_may_hold_feeds(const struct scan_batch *batch,
                                       const struct scan_record *record, size_t index, char quote)
{
    return record->kind != SCAN_PLACED ||
           batch->bytes[batch->places[record->first + index - 1] + 1] == quote;
}

/* scan_field without a call for the common case. */
static inline struct text scan_field_fast(struct scan_batch *batch,
                                          const struct scan_record *record, size_t index,
                                          char quote)
{
    struct text field;
    return __builtin_expect(record->kind == SCAN_PLACED &&
                                scan_plain_field(batch, record->first, index, quote, &field),
                            1)
               ? field
               : scan_field(batch, record, index, quote);
}

void scan_batch_release(struct scan_batch *batch);
