/* Records of an unknown export one after the other, by the reference reader, with their lines. */
#pragma once

#include "pipeline/format/csv.h"

#include <stdint.h>

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
