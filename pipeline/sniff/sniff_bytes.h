/* The bytes of an unknown export, and what they say by themselves: packing, encoding; its records
 * one after the other, by the reference reader, with their lines. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/format/csv.h"

#include <stdint.h>

/* Of a larger file only the first so many bytes of text are looked at. */
#define SNIFF_MAX_BYTES ((size_t)16 << 20)

/* What bytes say about the encoding. */
enum sniff_byte {
    BYTE_NUL,
    BYTE_BEYOND_ASCII,
    BYTE_MULTIBYTE,  /* well-formed UTF-8 beyond ASCII */
    BYTE_ILL_FORMED, /* breaks UTF-8 */
    BYTE_C1,         /* 80-9F: printed characters in windows-1252 only */
    BYTE_UNASSIGNED, /* 81 8D 8F 90 9D: not even there */
    BYTE_LATIN9,     /* another character in ISO-8859-15 */
    BYTE_EURO,       /* of them: A4 beside a number, a euro there */
    BYTE_INSIDE,     /* of C1: between letters, and no letter in windows-1252 */
    BYTE_DOUBLED,    /* UTF-8 that was taken for windows-1252 and encoded again */
    BYTE_COUNT
};

struct sniff_bytes {
    struct text text;            /* without byte order mark; UTF-8 when it was UTF-16 on disk */
    bool whole;                  /* the text goes to the end of the file */
    bool compressed;             /* gzip */
    bool marked;                 /* it began with a byte order mark */
    bool utf16;                  /* on disk */
    bool is_rows;                /* of a sheet */
    uint64_t size;               /* on disk */
    size_t n[BYTE_COUNT];        /* how often */
    size_t first[BYTE_COUNT];    /* offset in the text; n > 0 */
    unsigned possible;           /* set of 1 << enum text_encoding: readings that remain */
    enum text_encoding encoding; /* to read `text` by: the first of them, UTF-8 for UTF-16 */
    char *room;                  /* heap, or NULL */
};

/* Reads at most n_most bytes of text, cut behind the last line end when more follows. The rows of a
 * sheet are as wide as the first one behind the n_skipped, as they are in a run. False after an
 * error: no such file (ERROR_SETTINGS), one that stream.h refuses, XML and the like, UTF-16 without
 * a mark (ERROR_DATA). */
bool sniff_bytes_read(const char *path, size_t n_most, size_t n_skipped, struct errors *errors,
                      struct sniff_bytes *bytes);

/* The 1-based physical line of an offset in the text. */
uint64_t sniff_bytes_line(const struct sniff_bytes *bytes, size_t offset);

void sniff_bytes_release(struct sniff_bytes *bytes);

/* ---- records ---- */

struct sniff_dialect {
    char separator;
    char quote;   /* 0 = none */
    char comment; /* 0 = none */
    bool is_rows; /* of a sheet: each is one line, whatever its cells hold */
};

struct sniff_record {
    enum csv_outcome outcome;  /* CSV_RECORD, CSV_STRAY_QUOTE or CSV_RUNAWAY */
    const struct text *fields; /* CSV_RECORD; until the next record is read */
    size_t n_fields;           /* 0 for a bad record */
    struct text raw;           /* line end included; of a bad record its first line */
    uint64_t line_no;          /* 1-based line of its first byte */
};

struct sniff_records {
    struct sniff_dialect dialect;
    struct csv_reader *csv;
    struct text rest;
    bool whole;    /* nothing follows the rest */
    size_t n_most; /* so many are left to read; a record with values or a fault is one */
    uint64_t line_no;
};

/* Starts at a text whose first byte begins a record, on that physical line; at all its records. */
void sniff_records_start(struct sniff_records *records, struct text text, bool whole,
                         uint64_t line_no, struct sniff_dialect dialect);

/* The next record; blank lines and comments are passed over. False at the end, also in front of a
 * record that does not end within a text that is not whole: the reader has ended then. */
bool sniff_records_next(struct sniff_records *records, struct sniff_record *record);

/* For who stops before that; once more does no harm. */
void sniff_records_end(struct sniff_records *records);

/* How many fields of a record hold something, from the first of them (0) on. */
size_t sniff_record_filled(const struct sniff_record *record, size_t from);
