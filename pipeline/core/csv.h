/* CSV, RFC 4180 with any separator: the reference reader (libcsv, strict) and the two dialects that
 * pnc writes. The only file that includes libcsv. The fast reader of ledgers is scan.h; it defers to
 * csv_record here for every record that is not plainly well-formed. */
#ifndef CORE_CSV_H
#define CORE_CSV_H

#include "pipeline/core/error.h"
#include "pipeline/core/memory.h"
#include "pipeline/core/text.h"

#include <stdio.h>

/* A record that grows beyond these is caught as a runaway quote. */
#define CSV_MAX_RECORD_BYTES 32768
#define CSV_MAX_RECORD_LINES 1000

/* ---- one record by the reference reader ---- */

enum csv_outcome {
    CSV_RECORD,     /* fields are set; the record spans *n_used bytes, line end included */
    CSV_BLANK,      /* an empty line (or only spaces): *n_used bytes, no fields */
    CSV_STRAY_QUOTE,/* a quote inside an unquoted field, or text behind a closing quote */
    CSV_RUNAWAY,    /* quote never closed: end of file, or one of the caps above was hit */
    CSV_MORE,       /* at_eof is false and the bytes end inside the record */
};

struct csv_reader; /* libcsv parser and the room for one record's fields; one per thread */

struct csv_reader *csv_reader_new(char separator, char quote); /* quote 0: quotes are plain text */
void csv_reader_free(struct csv_reader *reader);                /* NULL is fine */

/* Reads one record from the start of `bytes`. Unquoted fields are trimmed of spaces and tabs;
 * quoted ones are not; doubled quotes are undoubled. CR, LF and CRLF end a record. On CSV_RECORD,
 * *fields points to *n_fields slices that live in the reader until its next call. After
 * CSV_STRAY_QUOTE and CSV_RUNAWAY *n_used is the length of the first physical line with its line
 * end: reading goes on there. */
enum csv_outcome csv_record(struct csv_reader *reader, struct text bytes, bool at_eof,
                            const struct text **fields, size_t *n_fields, size_t *n_used);

/* ---- a small file, whole: mappings ---- */

struct csv_row {
    const struct text *fields; /* valid UTF-8, n_fields of them, each NUL-terminated in the arena */
    size_t n_fields;
    int line_no; /* 1-based, of the record's first byte */
};

struct csv_file {
    const char *path;
    struct csv_row header;
    struct csv_row *rows; /* blank lines left out */
    size_t n_rows;
};

/* Reads a `;`-separated UTF-8 file (BOM allowed, LF or CRLF) into the arena and checks that its
 * header names are exactly `columns` (n_columns), in any order; afterwards every row's fields stand
 * in the order of `columns`. Columns whose name begins with '?' in `columns` are optional: their
 * fields are empty when the file lacks them. An apostrophe that pnc itself put in front of a
 * formula-like text is taken off. Errors (ERROR_SETTINGS): unreadable, not UTF-8, a renamed,
 * missing, doubled or unknown column (wanted and found side by side), rows with another number of
 * fields, stray quotes: all of them. */
bool csv_read_file(const char *path, const char *const *columns, size_t n_columns,
                   struct arena *arena, struct errors *errors, struct csv_file *file);

/* ---- writing ---- */

enum csv_dialect {
    CSV_FOR_PEOPLE,   /* ';', decimal comma, UTF-8 with BOM, CRLF, formula-like text defused */
    CSV_FOR_MACHINES, /* RFC 4180: ',', decimal point, LF, no BOM */
};

struct csv_writer {
    FILE *stream;             /* borrowed; I/O errors stay in its ferror() */
    enum csv_dialect dialect;
    size_t n_fields;          /* written in the current record */
    size_t n_defused;         /* texts that got an apostrophe in front (CWE-1236) */
};

/* Starts a file: writes the BOM if the dialect has one. */
void csv_write_start(struct csv_writer *writer, FILE *stream, enum csv_dialect dialect);
/* A text field; quoted when it must be (separator, quote, CR, LF, or spaces at an end). */
void csv_write_text(struct csv_writer *writer, const char *utf8);
/* A whole number; never defused. */
void csv_write_integer(struct csv_writer *writer, long long number);
/* Exact euros: 1234,56 or 1234.56, no grouping. */
void csv_write_money(struct csv_writer *writer, long long cents);
/* An empty field. */
void csv_write_blank(struct csv_writer *writer);
void csv_write_end(struct csv_writer *writer); /* ends the record */

#endif
