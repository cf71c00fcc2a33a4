/* The shape of an unknown export: separator, quote, comments, and where its table begins. */
#pragma once

#include "pipeline/sniff/sniff_column.h"

#define SNIFF_MAX_SKIP 1000 /* lines that a profile can skip */

enum sniff_header { HEADER_NO, HEADER_YES, HEADER_UNSURE };

struct sniff_shape {
    struct sniff_dialect dialect;
    bool separator_known;         /* false: one column; dialect.separator is none of it */
    char rival;                   /* another separator that does as well, or 0 */
    size_t n_fields;              /* of the table's records, >= 1 */
    size_t n_agreeing, n_sampled; /* records of the sample with so many fields, and all */
    size_t skip_lines;   /* physical lines in front of the table, 0 when they are all blank or
                            comments */
    size_t n_comments;   /* in the sample */
    size_t start;        /* offset of the table's first record */
    uint64_t start_line; /* its physical line, 1-based */
    size_t behind_first; /* offset of the record behind it */
    uint64_t behind_first_line;
    enum sniff_header header; /* what the table's first record is */
    struct text *first;       /* that record's fields, in UTF-8, white space as a run reads it */
    struct text *first_bytes; /* the same, trimmed, as they stand in the file; n_fields both */
    size_t n_wide;            /* its fields, with empty ones behind the table's */
    bool two_rows;            /* the header: `first` is what both say, the upper one spread */
    bool loose;               /* records lack empty fields at their end: there are many */
};

/* Reads the file, and finds the shape from its first records; a sheet is read once more, from where
 * its table begins: all rows are then as wide as its header, as a run makes them. False after an
 * error, as sniff_bytes_read, or when there is no record at all; the caller releases *bytes in any
 * case. Strings live in the arena. */
bool sniff_shape_open(const char *path, struct arena *arena, struct errors *errors,
                      struct sniff_bytes *bytes, struct sniff_shape *shape);

/* Starts on the table's records; the first one is among them when it is no header. */
void sniff_shape_start(const struct sniff_bytes *bytes, const struct sniff_shape *shape,
                       struct sniff_records *records);

/* Reads the table's records into columns: the first ones, or all (SIZE_MAX) and, where a field
 * holds several things, the columns that are its parts. */
void sniff_shape_read(const struct sniff_bytes *bytes, const struct sniff_shape *shape,
                      size_t n_most, struct sniff_columns *columns);
