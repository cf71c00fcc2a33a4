/* What the files of extract share; nobody else includes it. */
#pragma once

#include "pipeline/format/amount.h"
#include "pipeline/reading/delivered.h"
#include "stages/extract/rejects.h"

/* Behind the raw text of a record whose line is longer than CSV_MAX_RECORD_BYTES. */
#define EXTRACT_CUT_MARK " [hier afgekapt: de regel is langer dan 32.768 bytes]"

struct reject {
    uint32_t line;   /* physical lines before it in the part */
    uint64_t offset; /* but for what was put in before the part */
    const char *columns, *reason;
    bool about_bytes; /* and nothing else */
    bool is_open;     /* within quotes to its end */
    const char *raw;  /* whole, or cut at the end of a character, with that mark */
};

/* What a part gave and was not committed yet. */
struct extract_part {
    struct reject *rejects; /* in the part's arena */
    size_t n_rejects;
    uint64_t n_put; /* separators that are not in the file (fields at fixed places) */
    struct delivered_bytes bytes;
    struct trailer trailer;
    struct counts counts; /* but for what follows from the others */
};

/* What a file gave. */
struct extract_file {
    struct counts counts;
    struct trailer trailer;
    struct rejects rejects;
    uint64_t n_put;
    struct damaged_bytes {
        struct delivered_bytes bytes; /* its line that of the file */
        uint64_t n_about_bytes;       /* rejects about nothing else */
        uint64_t open_line;           /* the last one that is within quotes to its end; 0 = none */
    } damaged;
};

/* What a source gave: what may be an error of a whole file. */
struct extract_source {
    struct damaged_bytes *damaged; /* per file */
    size_t first_note;             /* of the ledger's, where the source's begin */
};

struct extract {
    const struct source *source;
    const struct profile *profile;
    bool is_quick; /* most amounts can be read by: */
    struct amount_quick quick;
    bool any_both;                  /* a record of the batch has a debet beside its credit */
    uint16_t order[SCAN_RECORDS];   /* 0, 1, 2, ... */
    uint8_t bad[SCAN_RECORDS];      /* by index in the scan */
    uint32_t n_found[SCAN_RECORDS]; /* by the same: fields, where their number is wrong and the
                                       record was given the right one */
    bool any_other_width;           /* of them is not 0 */
    /* extract_contra.c: the chunk at hand, with two columns changed over */
    struct chunk changed;
    size_t positions[PROFILE_MAX_COLUMNS];
    /* a date with its year behind it */
    char *dated;
    size_t dated_cap;
};

struct amount_place {
    struct extract *x;
    struct batch *batch;
    const struct profile_amount *amount;
    const struct scan_record *record;
    size_t i; /* index of the good record */
    struct amount_format format;
};

/* What was read, or the column that is at fault. */
struct amount_read {
    struct money debet, credit;
    bool empty;
    enum amount_fault fault;
    size_t column;
};

/* extract_values.c: gives the column's values of all good records their numbers, and learns them.
 */
void extract_number(struct extract *x, struct batch *batch, size_t column);

/* The same of two columns as one; they are to be learned. */
void extract_number_span(struct batch *batch, struct span *span);

/* The field of a column in a good record; behind a date without a year stands the year, in room
 * that lasts until the next one is asked for. */
struct text extract_field(struct extract *x, struct batch *batch, const struct scan_record *record,
                          size_t column);

/* Puts good record `from` of the batch in the place of another. */
void extract_move(const struct extract *x, struct batch *batch, size_t from, size_t to);

/* What was debet in good record i becomes credit, and the other way round. */
void extract_change_sides(struct batch *batch, size_t i);

/* extract_contra.c: notes which records have a second mutatie, and marks those bad where it cannot
 * be read; returns how often. */
size_t extract_find_contra(struct extract *x, struct batch *batch);

/* What is wrong with the record's second mutatie, in the arena; NULL: nothing. */
const char *extract_explain_contra(const struct extract *x, struct batch *batch,
                                   const struct scan_record *record, struct arena *arena);

/* The batch becomes that of its second mutaties; its chunk is x->changed until it is set again. */
void extract_to_contra(struct extract *x, struct batch *batch);

/* Reads one amount of one record in the general way. */
void extract_read_amount(const struct amount_place *place, struct amount_read *read);

/* extract_quick.c: reads one amount of every good record that is plainly written; lists the records
 * that it leaves to the general way and returns how many they are. Of a profile and a file for
 * which extract_is_quick. */
bool extract_is_quick(const struct extract *x, const struct batch *batch,
                      const struct profile_amount *amount);
size_t extract_read_quickly(struct extract *x, struct batch *batch, size_t amount,
                            uint16_t left[SCAN_RECORDS]);

/* The number format that holds for good record i of the batch: the unit may come from a column. */
struct amount_format extract_format(const struct extract *x, const struct batch *batch, size_t i);

bool extract_is_total(const struct profile *profile, const struct batch *batch, size_t i);

/* True when record i may have a fault in this column: it is a total line, whose amounts are all
 * that matters. The columns have numbers for it. */
bool extract_excuses(const struct extract *x, const struct batch *batch, size_t column, size_t i);

/* extract_shape.c: lists the records that can be looked into in the batch and marks the bad ones,
 * listed or not; returns how many are bad. */
size_t extract_select(struct extract *x, struct extract_part *p, struct batch *batch);

/* Most of its fields are the headers of their columns, as at the top of a page. */
bool extract_is_header(const struct profile *profile, struct batch *batch,
                       const struct scan_record *record);

/* True for a record of separators alone, as a spreadsheet leaves them below its last line. */
bool extract_is_blank(const struct extract *x, struct batch *batch,
                      const struct scan_record *record);

/* True for a record that took other lines along between two stray quotation marks. */
bool extract_swallows(const struct extract *x, struct batch *batch,
                      const struct scan_record *record);

/* Numbered columns that are `down`; a total, a blank and an unusable record end the group. */
void extract_fill_down(struct extract *x, struct batch *batch);

/* extract_trailer.c: true for a record that says what is in the file; it is kept with the part. */
bool extract_is_trailer(const struct extract *x, struct extract_part *p, struct batch *batch,
                        const struct scan_record *record);

/* Adds what a later part of the file has. */
void extract_add_trailer(struct trailer *to, const struct trailer *later);

/* Lines of layout are not bad, whatever is the matter with them. */
void extract_spare_layout(struct extract *x, struct batch *batch);

/* How many fields a record has in the file, empty ones that do not matter aside. */
size_t extract_n_fields(const struct extract *x, const struct batch *batch,
                        const struct scan_record *record);

/* The bytes of a record without its line end. */
struct text extract_record_bytes(const struct batch *batch, const struct scan_record *record);

/* extract_reject.c: explains all that is wrong with a record and keeps it with the part. */
void extract_reject(struct extract *x, struct extract_part *p, struct batch *batch,
                    const struct scan_record *record);

/* Keeps a part's rejects with the file's, as rows of afgekeurd.csv. */
void extract_commit_rejects(const struct extract *x, const struct extract_part *part,
                            struct rejects *rejects, const struct place *place);
