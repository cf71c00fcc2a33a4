/* The delivered files of a run, cut into chunks for any number of workers.
 *
 * A worker claims a chunk, works on it from where a record seems to begin (a guess: the chunk may
 * begin inside quotes), then waits for its turn. Turns come in file order. With its turn a worker
 * gets the unfinished record of the chunks before it, checks its guess, commits its results and
 * hands the turn on. So the order of everything, rejects and line numbers included, is that of the
 * file, whatever the number of workers; hashing goes along, in order as well; each byte is read
 * once.
 *
 * Memory: one chunk per worker and one unfinished record per open file. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/progress.h"
#include "pipeline/format/scan.h"
#include "pipeline/reading/delivered.h"
#include "pipeline/reading/ledger.h"
#include "pipeline/settings/plan/plan.h"

#include <stdint.h>

#define READER_CHUNK_BYTES ((size_t)512 * 1024)
#define READER_PADDING     SCAN_BEHIND
/* So many bytes at least are in a file's last chunk, beside those of its first: what ends a text of
 * DOS never stands in two. */
#define READER_TAIL              (DELIVERED_DOS_END + 1)
#define READER_ROOM(chunk_bytes) ((chunk_bytes) + READER_TAIL + READER_PADDING)

struct reader;

/* What the workers of one file hand on with the turn. */
struct turn {
    char *carry; /* the unfinished record at the end of the chunks before; heap, the reader's */
    size_t n_carry, carry_cap;
    bool skips_line;       /* it stands inside a line that the scanner skips */
    bool line_is_open;     /* no line end behind the text so far */
    uint64_t carry_offset; /* of carry[0] (or of the next chunk) in the text */
    uint64_t line_no;      /* 1-based physical line of that byte */
    uint64_t n_records;    /* committed so far, good and bad ones */
    struct above {         /* what the last record says, per column of the profile that is `down` */
        struct text of[PROFILE_MAX_COLUMNS]; /* SCAN_BEHIND bytes behind; nothing: unknown */
        bool apart, headed; /* lines that are none stand behind it, a header among them */
        bool begun;         /* the head of a card does, and no line of it */
        struct title {      /* in those columns, and of the page before */
            uint64_t letters, numbers; /* their sum */
        } title, last;
        uint64_t first_line, behind; /* of what is being read; the line behind that record */
        struct arena arena;
    } above;
};

struct chunk {
    size_t source, file;       /* indexes in the plan */
    struct file_state *of;     /* the reader's */
    const size_t *position_of; /* per profile column: its place in a record, or NO_COLUMN */
    size_t n_fields;           /* that every record must have */
    char *bytes;               /* the worker's buffer */
    size_t n_bytes;
    size_t start;    /* first byte of data: behind the header in a file's first chunk, else 0 */
    uint64_t offset; /* of bytes[0] in the file (plain), or in its text (gzip, UTF-16) */
    uint64_t index;  /* 0-based, in the file */
    bool is_rows;    /* its records are rows of a sheet: each counts as one line */
    bool last;       /* no text follows */
    /* Left out of bytes: DOS's end of file (Ctrl-Z), on a line of its own behind all others. */
    char dos_end[DELIVERED_DOS_END];
    size_t n_dos_end;
    bool failed; /* could not be read: nothing to do but wait and pass */
};

/* `wanted`, per source of the plan, or NULL for all; chunk_bytes as a rule READER_CHUNK_BYTES
 * (tests take small ones). `unhashed`: no account gets its SHA-256. The plan outlives the reader.
 */
struct reader *reader_new(const struct plan *plan, const bool *wanted, bool unhashed,
                          size_t chunk_bytes);
void reader_free(struct reader *reader);

/* Claims the next chunk into *buffer (READER_ROOM of chunk_bytes), which may be exchanged for
 * another worker's: of the file of the worker's last chunk, which *chunk is, or all zeros, and a
 * file to each worker as long as there are files. False when there is none left. */
bool reader_claim(struct reader *reader, char **buffer, struct chunk *chunk);

/* Waits for the chunk's turn. */
struct turn *reader_wait(const struct chunk *chunk);

/* Hands the turn on, then hashes the chunk's bytes in their turn and, after a file's last chunk,
 * finishes the file. */
void reader_pass(struct reader *reader, const struct chunk *chunk);

/* For the progress line; any thread, any time. */
struct progress reader_progress(const struct reader *reader);

/* After all workers have ended: the account of each file that was wanted, in the order of the plan;
 * all that went wrong, in file order. */
const struct file_account *reader_account(const struct reader *reader, size_t index);
bool reader_errors(struct reader *reader, struct errors *errors);
