/* CSV, RFC 4180 with any separator: the reference reader (libcsv, strict) and the two dialects that
 * pnc writes. Only csv.c includes libcsv. The fast reader of ledgers is scan.h; it defers to
 * csv_record here for every record that is not plainly well-formed. */
#pragma once

#include "pipeline/base/decimal.h"
#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

#include <stdio.h>

/* A record of more bytes (its line end not counted) or more physical lines than these is caught as
 * a runaway quote. */
#define CSV_MAX_RECORD_BYTES 32768
#define CSV_MAX_RECORD_LINES 1000

/* The same for files that people fill in: some cells as long as Excel allows, in any language. */
#define CSV_MAX_FILLED_BYTES ((size_t)1 << 19)

/* ---- physical lines: they end with LF, CRLF or a lone CR ---- */

struct csv_line {
    size_t end;  /* bytes before its line end */
    size_t next; /* with its line end */
};

/* The line that begins at the start of `bytes`. False when its extent cannot be known without more
 * bytes (no line end, or a CR as the last byte, and at_eof is false): both are then the known part.
 */
bool csv_line(struct text bytes, bool at_eof, struct csv_line *line);

/* How many line ends there are in bytes that do not stop within a CRLF. */
size_t csv_line_ends(struct text bytes);

/* ---- one record by the reference reader ---- */

enum csv_outcome {
    CSV_RECORD,      /* fields are set; the record spans *n_used bytes, line end included */
    CSV_BLANK,       /* an empty line (or only spaces): *n_used bytes, no fields */
    CSV_STRAY_QUOTE, /* on the record's first line: a quote inside an unquoted field, or text behind
                        a closing quote */
    CSV_RUNAWAY,     /* a quote left open: the bytes end before it closes, one of the caps above was
                        hit, or a later line holds a stray quote (it then "closed" this one) */
    CSV_MORE,        /* at_eof is false and the bytes end inside the record; also when its last byte
                        is a CR, that may be half of a CRLF */
};

struct csv_reader; /* libcsv parser and the room for one record's fields; one per thread */

struct csv_reader *csv_reader_new(char separator, char quote); /* quote 0: quotes are plain text */
void csv_reader_free(struct csv_reader *reader);               /* NULL is fine */

/* The same with a cap of its own in the place of CSV_MAX_RECORD_BYTES, for whole files: a line in
 * which no quote stands is split without libcsv, into the same fields. */
struct csv_reader *csv_reader_new_capped(char separator, char quote, size_t max_bytes);

/* Reads one record from the start of `bytes`. Unquoted fields are trimmed of spaces and tabs;
 * quoted ones are not; doubled quotes are undoubled. CR, LF and CRLF end a record. On CSV_RECORD,
 * *fields points to *n_fields slices, each with a NUL behind it, that live in the reader until its
 * next call. After
 * CSV_STRAY_QUOTE and CSV_RUNAWAY *n_used is the length of the first physical line with its line
 * end: reading goes on there. Only when that line is longer than CSV_MAX_RECORD_BYTES and its end
 * is not in `bytes`, *n_used stops in front of it: the caller skips on to the line end. On CSV_MORE
 * nothing is set: call again with the same start and more bytes. CSV_MAX_RECORD_BYTES + 2 bytes
 * always suffice for an outcome. No bytes at all at the end of the file: CSV_BLANK, 0 used. */
enum csv_outcome csv_record(struct csv_reader *reader, struct text bytes, bool at_eof,
                            const struct text **fields, size_t *n_fields, size_t *n_used);

/* Where a record begins in bytes that begin anywhere, as far as can be told: behind the first line
 * feed that a record of so many fields follows, else behind the first one; n_bytes: there is none.
 */
size_t csv_guess_start(struct text bytes, char separator, char quote, size_t n_fields);

/* ---- a small file, whole: mappings ---- */

struct csv_row {
    const struct text *fields; /* valid UTF-8, n_fields of them, each NUL-terminated in the arena */
    size_t n_fields;
    int line_no; /* 1-based, of the record's first byte */
};

struct csv_file {
    const char *path;
    struct errors *errors; /* borrowed: of whoever reads it */
    struct text bytes;     /* all that was read, a byte order mark aside */
    bool from_windows;     /* it was windows-1252 */
    struct csv_row header;
    const char **own_names; /* of the columns behind the known ones (columns "*") */
    size_t n_own;
    struct csv_row *rows; /* blank lines left out; of a mapping also those with separators only */
    size_t n_rows;
};

/* Reads a file that people keep, as a spreadsheet program leaves it, into the arena: UTF-8 (BOM
 * allowed), UTF-16 with a BOM or windows-1252; separated by ; , or tab, perhaps with a line `sep=;`
 * in front; any line end. Checks that its header names are exactly `columns` (n_columns), in any
 * order and case, a space for '_', columns without a name or a value aside; afterwards every row's
 * fields stand in the order of `columns`. Columns whose name begins with '?' in `columns` are
 * optional: their fields are empty when the file lacks them. So are those that a row lacks at its
 * end. A last column "*" lets in columns of any other name: their fields follow those of `columns`,
 * in the order of the file, under file->own_names. An apostrophe that pnc itself put in front of a
 * formula-like text is taken off. Errors (ERROR_SETTINGS): unreadable, none of these encodings, a
 * NUL byte, over CSV_MAX_FILE_BYTES, renamed, missing, doubled or unknown columns (wanted and found
 * side by side), values for which there is no column, stray quotes, a record above
 * CSV_MAX_FILLED_BYTES: all of them. On false *file holds what could be read, perhaps nothing. A
 * file that the system refuses to read is an ERROR_MACHINE. */
#define CSV_MAX_FILE_BYTES    ((size_t)64 << 20)
#define CSV_MAX_WRITTEN_BYTES ((size_t)2 << 30) /* of what the program wrote itself */
bool csv_read_file(const char *path, const char *const *columns, size_t n_columns,
                   struct arena *arena, struct errors *errors, struct csv_file *file);

/* Adds an ERROR_SETTINGS at a line of the file, numbers of persons masked. Returns false. */
bool csv_file_error(const struct csv_file *file, int line_no, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
#define csv_row_error(file, row, ...) csv_file_error((file), (row)->line_no, __VA_ARGS__)
#define row_error(reading, row, ...)  csv_row_error(&(reading)->file, (row), __VA_ARGS__)

/* ---- writing ---- */

enum csv_dialect {
    CSV_FOR_PEOPLE,   /* ';', decimal comma, UTF-8 with BOM, CRLF, formula-like text defused */
    CSV_FOR_MACHINES, /* RFC 4180: ',', decimal point, LF, no BOM */
};

/* Reads a file that pnc wrote back into the arena, whatever its columns: header and rows as they
 * stand, texts without the apostrophe of a defusal. Errors as csv_read_file's, those about columns
 * aside. */
bool csv_read_written(const char *path, enum csv_dialect dialect, struct arena *arena,
                      struct errors *errors, struct csv_file *file);

/* The 0-based position of a column in the header, or CSV_NO_COLUMN. */
#define CSV_NO_COLUMN ((size_t)-1)
size_t csv_column(const struct csv_file *file, const char *name);

struct csv_writer {
    FILE *stream; /* borrowed; I/O errors stay in its ferror() */
    enum csv_dialect dialect;
    size_t n_fields;  /* written in the current record */
    bool shown;       /* set after the start: text as text_shown has it, for what goes to stdout */
    size_t n_defused; /* texts that got an apostrophe in front (CWE-1236) */
};

/* Starts a file: writes the BOM if the dialect has one. */
void csv_write_start(struct csv_writer *writer, FILE *stream, enum csv_dialect dialect);
/* A text field; quoted when it must be (separator, quote, CR, LF, or a space or tab at an end).
 * For people, text that begins with tab, CR or LF, or after spaces with = + - @, gets an apostrophe
 * in front; so does text that would look defused already, so that csv_read_file gives it back. */
void csv_write_text(struct csv_writer *writer, const char *utf8);
/* A whole number; never defused. */
void csv_write_integer(struct csv_writer *writer, long long number);
/* Exact euros: 1234,56 or 1234.56, no grouping. */
void csv_write_money(struct csv_writer *writer, long long cents);
/* The same for a number with its own decimals: 25,3. */
void csv_write_decimal(struct csv_writer *writer, struct decimal decimal);
/* A field, or several, that need no quotes any more and are never a formula, as they are. */
void csv_write_plain(struct csv_writer *writer, const char *utf8);
/* An empty field. */
void csv_write_blank(struct csv_writer *writer);
void csv_write_end(struct csv_writer *writer); /* ends the record */
/* A record of texts alone. */
void csv_write_texts(struct csv_writer *writer, const char *const *texts, size_t n);

/* True for text that a spreadsheet could run as a formula, apostrophes in front not counted. A
 * bullet is none: a hyphen, a space and a letter, without a call of a function or a '|' behind it.
 */
bool csv_formula_like(struct text text);

/* The same, bullets not excepted: an apostrophe in front of such a text may be pnc's own. */
bool csv_defused_like(struct text text);
