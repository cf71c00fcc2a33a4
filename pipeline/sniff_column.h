/* The columns of an unknown export: what their values look like, counted. */
#ifndef PIPELINE_SNIFF_COLUMN_H
#define PIPELINE_SNIFF_COLUMN_H

#include "pipeline/core/memo.h"
#include "pipeline/sniff_records.h"
#include "pipeline/sniff_value.h"

#define SNIFF_MAX_COLUMNS  256  /* of one file; those behind are not looked at */
#define SNIFF_MAX_DISTINCT 2000 /* values that a column remembers */
#define SNIFF_MAX_FLAGS    12   /* the first ones are counted, too */
#define SNIFF_SIGHT_BYTES  32

/* Where something was seen first. */
struct sniff_sight {
    uint64_t line_no; /* of the record; 0 = never seen */
    uint8_t n_bytes;
    char bytes[SNIFF_SIGHT_BYTES]; /* the value, cut off when it is longer */
};

struct sniff_column {
    size_t n_filled, n_empty;
    size_t n[KIND_COUNT];
    struct sniff_sight first[KIND_COUNT];
    size_t n_dates; /* values that some pattern reads */
    size_t n_timed; /* of them, with a time behind the date */
    size_t n_pattern[SNIFF_MAX_PATTERNS];
    struct sniff_sight refuted[SNIFF_MAX_PATTERNS]; /* a date that this pattern does not read */
    struct sniff_sight no_date;
    size_t shortest, longest; /* characters of filled values */
    size_t n_numbers;         /* values of at most 18 digits */
    uint64_t lowest, highest; /* of those */
    struct memo distinct;     /* the first different values; one too many when there are more */
    bool more_distinct;       /* there were others */
    size_t n_flag[SNIFF_MAX_FLAGS]; /* how often each of the first ones occurs; only right while
                                       there are no others */
};

/* Records that are not as the others, and the first of them. */
struct sniff_faults {
    size_t n_stray, n_runaway, n_other_width, n_nul, n_ill_formed;
    uint64_t stray, runaway, other_width, nul, ill_formed; /* lines; 0 = none */
    size_t width;                                          /* fields of the record at other_width */
};

struct sniff_columns {
    struct sniff_column *items; /* heap */
    size_t n;
    size_t n_records; /* good ones */
    struct sniff_faults faults;
    struct sniff_patterns patterns;
    enum text_encoding encoding;
    size_t n_fields; /* that a record must have; n is at most SNIFF_MAX_COLUMNS */
};

void sniff_columns_start(struct sniff_columns *columns, size_t n_fields,
                         enum text_encoding encoding);
/* Counts one record, good or bad. */
void sniff_columns_add(struct sniff_columns *columns, const struct sniff_record *record);
void sniff_columns_release(struct sniff_columns *columns);

/* True when nine in ten of the filled values are digits, amounts or dates. */
bool sniff_column_is_typed(const struct sniff_column *column);

#endif
