/* What flows through the hot path: up to SCAN_RECORDS records of one file, column by column.
 * extract fills values and amounts, map the destinations, tally adds them up. Everything in a batch
 * is borrowed and valid until the batch is filled again. A worker has one for each source. */
#ifndef READING_BATCH_H
#define READING_BATCH_H

#include "pipeline/format/scan.h"
#include "pipeline/reading/column.h"
#include "pipeline/reading/ledger.h"
#include "pipeline/reading/reader.h"

/* Where one amount of one record goes. */
struct destination {
    uint32_t rule;  /* index of the mapping's key rule (FATE_CELL, FATE_OTHER_PROGRAMMA), of the
                       profile's total rule (FATE_TOTAL_LINE), in batch.other_standen
                       (FATE_OTHER_STAND), or the period (FATE_OTHER_PERIOD) */
    uint16_t stand; /* of the run's; n_standen: none of them, or not looked for */
    uint16_t fate;
    uint8_t sectie;
    uint32_t unmapped; /* index in batch.unclaimed; FATE_UNMAPPED */
};

/* What nothing claims, of one mutatie. */
struct unclaimed {
    enum unmapped_kind kind;
    struct text text;
};

struct batch {
    const struct plan *plan;
    const struct source *source;
    size_t source_index;
    struct arena *arena; /* of the part of the file at hand: what stages keep of it, until it is
                            committed or forgotten */
    const struct chunk *chunk;
    uint64_t offset; /* of the scanned buffer's first byte, as chunk.offset counts */
    struct scan_batch scan;

    /* extract */
    size_t n;                      /* good records */
    uint16_t record[SCAN_RECORDS]; /* of each, its index in scan.records */
    struct column *columns;        /* one per profile column; numbers of the good records */
    struct money *debet,
        *credit;           /* [amount][SCAN_RECORDS]: of a signed amount, its minus and plus */
    struct money *amounts; /* [amount][SCAN_RECORDS]: credit - debet, the source's notation */
    bool *empty;           /* [amount][SCAN_RECORDS]: nothing there (wide files) */
    /* Of a profile with a tegenrekening: which good records are a second mutatie as well. When all
     * stages have seen the batch it comes once more, with these mutaties. */
    bool *has_contra; /* [SCAN_RECORDS], or NULL */
    bool is_contra;   /* it is that second time */

    /* map */
    struct destination *destinations; /* [amount][SCAN_RECORDS] */
    const struct memo *other_standen; /* standen that no kolom asks for, by number */
    struct unclaimed *unclaimed;
    size_t n_unclaimed, unclaimed_cap;
    struct arena unclaimed_texts;

    char *boekstuk; /* a boekstuk of several columns */
    size_t boekstuk_cap;
};

static inline struct money *batch_amounts(const struct batch *batch, size_t amount)
{
    return batch->amounts + amount * SCAN_RECORDS;
}

static inline struct destination *batch_destinations(const struct batch *batch, size_t amount)
{
    return batch->destinations + amount * SCAN_RECORDS;
}

struct batch *batch_new(const struct plan *plan, size_t source);
void batch_free(struct batch *batch); /* NULL is fine */
void batch_begin_unclaimed(struct batch *batch);
/* Keeps a copy of the text; returns its index. */
uint32_t batch_unclaimed(struct batch *batch, enum unmapped_kind kind, struct text text);

/* The raw field of a profile column in a good record; empty when the column is absent. */
static inline struct text batch_field(struct batch *batch, const struct scan_record *record,
                                      size_t column)
{
    size_t position = batch->chunk->position_of[column];
    if (position == NO_COLUMN)
        return (struct text){"                ", 0};
    return scan_field_fast(&batch->scan, record, position, batch->source->profile->file.quote);
}

/* The same for a loop over the batch's records. */
static inline struct scan_view batch_view(const struct batch *batch, size_t column)
{
    return scan_view_of(&batch->scan, batch->chunk->position_of[column], batch->chunk->n_fields,
                        batch->source->profile->file.quote);
}

static inline struct text batch_view_field(struct batch *batch, const struct scan_view *view,
                                           size_t index)
{
    struct text raw;
    if (view->position == NO_COLUMN)
        return (struct text){"                ", 0};
    if (__builtin_expect(scan_view_raw(view, index, &raw), 1) &&
        (raw.n_bytes == 0 || (raw.bytes[0] > ' ' && raw.bytes[raw.n_bytes - 1] > ' ')))
        return raw;
    return scan_field(&batch->scan, &view->records[index], view->position, view->quote);
}

/* The columns of a boekstuk joined with points, whole; a point inside one of them is doubled, so
 * that 1.2 . 3 and 1 . 2.3 stay two. */
struct text batch_joined_boekstuk(struct batch *batch, const struct scan_record *record);

/* The boekstuk of a good record: a field, or several joined, until the next one is asked for. 16
 * bytes can be read behind it. */
static inline struct text batch_boekstuk(struct batch *batch, const struct scan_record *record)
{
    const struct profile *profile = batch->source->profile;
    return profile->n_boekstuk > 1 ? batch_joined_boekstuk(batch, record)
                                   : batch_field(batch, record, profile->role[ROLE_BOEKSTUK]);
}

#endif
