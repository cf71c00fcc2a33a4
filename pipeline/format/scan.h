/* The fast reader of delimited records: finds separators, line ends and quotes 64 bytes at a time
 * and hands out batches of borrowed records. Its reference is csv.h: for any bytes it gives the
 * same records, fields, faults and resynchronisation as csv_record called over and over.
 * Physical lines end with LF, CRLF or a lone CR, as there.
 *
 * Three paths, chosen per record: no quote byte in it (separators straight from the masks);
 * well-formed quotes (checked by the positions of the quotes); anything else goes to csv_record.
 *
 * What a record is depends on the bytes from its first one on, never on where the buffer ends: a
 * record that is not complete in the buffer is not handed out (unless at_eof). Comments, and what
 * is behind the first CSV_MAX_RECORD_BYTES of a line above that cap, are skipped, however many
 * buffers it takes. */
#ifndef FORMAT_SCAN_H
#define FORMAT_SCAN_H

#include "pipeline/base/text.h"
#include "pipeline/format/csv.h"

#include <stdbool.h>
#include <stdint.h>

enum scan_kind {
    SCAN_PLAIN,   /* no quote byte in it */
    SCAN_QUOTED,  /* well-formed quotes */
    SCAN_LIBCSV,  /* read by csv_record */
    SCAN_STRAY,   /* bad: a quote inside an unquoted field or text behind a closing quote */
    SCAN_RUNAWAY, /* bad: a quote that is never closed, or a record above the caps of csv.h */
};

struct scan_record {
    uint32_t start;    /* offset in the buffer of its first byte */
    uint32_t end;      /* one past its last byte, line end excluded; of a bad record: of its line,
                          at most CSV_MAX_RECORD_BYTES from its start */
    uint32_t first;    /* PLAIN, QUOTED: its separators are batch.places[first..+n_fields-1), and
                          it starts behind batch.places[first - 1];
                          LIBCSV: its fields are batch.fields[first..+n_fields) */
    uint32_t n_fields; /* >= 1; 0 for a bad record */
    uint32_t line;     /* physical lines between the start of the buffer and its first byte */
    uint32_t scratch;  /* doubled: where in batch.scratch its undoubled fields go */
    uint8_t kind;
    bool suspect; /* may hold a NUL or a byte above 7F: check its bytes */
    bool doubled; /* holds a doubled quote; QUOTED only */
};

#define SCAN_RECORDS 512
#define SCAN_PLACES  (SCAN_RECORDS * 24) /* a batch ends early when records are wide */
#define SCAN_LONGEST 12288               /* bytes; a longer record is always read by csv_record */
#define SCAN_SCRATCH (4 * CSV_MAX_RECORD_BYTES)

struct scan_batch {
    const char *bytes; /* the buffer, borrowed */
    size_t n_records;
    struct scan_record records[SCAN_RECORDS];
    uint32_t n_places;
    uint32_t places[SCAN_PLACES + SCAN_LONGEST + 1280]; /* of separators, line feeds, and one byte
                                                          before what follows anything else */
    bool any_returns;                                   /* lines may end in CRLF */
    struct text *fields; /* of LIBCSV records; their bytes stand in scratch */
    size_t n_fields, fields_cap;
    uint32_t n_scratch;              /* bytes given away */
    char scratch[SCAN_SCRATCH + 64]; /* fields of LIBCSV records and undoubled ones */
};

struct scanner;

/* separator: any ASCII byte but quote, space, CR, LF, NUL; quote 0: quotes are plain text;
 * comment 0: none, else records that begin with this byte (unquoted) are skipped, to the end of the
 * physical line. */
struct scanner *scanner_new(char separator, char quote, char comment);
void scanner_free(struct scanner *scanner); /* NULL is fine */

/* Starts on a buffer whose first byte begins a record. 64 bytes behind it must be readable (their
 * content does not matter). n_bytes < 2^31. */
void scanner_start(struct scanner *scanner, const char *bytes, size_t n_bytes, bool at_eof);

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
 * trimmed, quotes taken off, doubled quotes undoubled (then the bytes live in the batch). */
struct text scan_field(struct scan_batch *batch, const struct scan_record *record, size_t index,
                       char quote);

/* The same, without a call for the common case: nothing to take off or to trim. Whether the field
 * is empty is no branch of its own: every second amount is. */
static inline struct text scan_field_fast(struct scan_batch *batch,
                                          const struct scan_record *record, size_t index,
                                          char quote)
{
    if (__builtin_expect(record->kind <= SCAN_QUOTED, 1)) {
        const uint32_t *places = batch->places + record->first + index;
        uint32_t start = places[-1] + 1;
        uint32_t end = index + 1 == record->n_fields ? record->end : places[0];
        const char *bytes = batch->bytes;
        bool empty = start == end;
        char first = bytes[start], last = bytes[end - !empty];
        if (__builtin_expect(empty | ((first > ' ') & (last > ' ') & (first != quote)), 1))
            return (struct text){bytes + start, end - start};
    }
    return scan_field(batch, record, index, quote);
}

void scan_batch_release(struct scan_batch *batch);

#endif
