/* What flows through the hot path: up to SCAN_RECORDS records of one file, column by column.
 * extract fills values and amounts, map the destinations, tally adds them up. Everything in a batch
 * is borrowed and valid until the batch is filled again. A worker has one for each source. */
#pragma once

#include "pipeline/format/scan.h"
#include "pipeline/reading/groups.h"
#include "pipeline/reading/ledger.h"
#include "pipeline/reading/reader.h"
#include "pipeline/reading/span.h"

/* Where one amount goes. */
struct destination {
    uint32_t rule;  /* index of the mapping's key rule (FATE_CELL, FATE_OTHER_PROGRAMMA), of the
                       profile's total rule (FATE_TOTAL_LINE), in batch.other_standen
                       (FATE_OTHER_STAND), in batch.unclaimed (FATE_UNMAPPED), or the period
                       (FATE_OTHER_PERIOD) */
    uint16_t stand; /* of the run's; n_standen: none of them, or not looked for */
    uint16_t fate;
    uint8_t sectie;
    uint8_t period; /* of FATE_OTHER_STAND; LEDGER_NO_PERIOD: none */
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
    struct above *above; /* of a profile with columns that say a value once per group */

    /* extract */
    size_t n;                      /* good records */
    uint16_t record[SCAN_RECORDS]; /* of each, its index in the scan */
    uint32_t first[SCAN_RECORDS];  /* and its places; of one that libcsv read SCAN_NO_PLACES */
    struct column *columns;        /* one per profile column; numbers of the good records */
    struct money *amounts;  /* [amount][SCAN_RECORDS]: credit - debet, the source's notation; of all
                               that are read */
    struct money *debet;    /* [amount][SCAN_RECORDS]; of a signed amount what it is below 0 */
    struct money *turnover; /* [amount]: debet + credit of all good records */
    bool any_two_sided;     /* some of them may have a debet beside their credit */
    bool *empty;            /* [amount][SCAN_RECORDS]: nothing there (wide files) */
    /* Of a profile with a tegenrekening: which good records are a second mutatie as well. When all
     * stages have seen the batch it comes once more, with these mutaties. */
    bool *has_contra; /* [SCAN_RECORDS], or NULL */
    bool is_contra;   /* it is that second time */
    struct span *spans;
    size_t n_spans;
    size_t *position_of; /* of the chunk's file: what spans were made for */
    struct groups groups;
    uint32_t *group; /* of every good record */
    uint32_t *slots; /* [amount][SCAN_RECORDS]: an amount goes where all of its slot do */
    size_t n_slots;  /* of all groups that are known */

    /* map */
    struct destination *destinations; /* by slot */
    size_t destinations_cap;
    bool any_elsewhere; /* some of them: of a stand that no kolom asks for, or a period that does
                           not count */
    bool any_unbooked;  /* some of them: total lines or layout */
    const struct memo *other_standen; /* standen that no kolom asks for, by number */
    struct unclaimed *unclaimed;      /* as long as groups are known */
    size_t n_unclaimed, unclaimed_cap;
    struct arena unclaimed_texts;

    char *boekstuk; /* a boekstuk of several columns */
    size_t boekstuk_cap;
};

static inline struct money *batch_amounts(const struct batch *batch, size_t amount)
{
    return batch->amounts + amount * SCAN_RECORDS;
}

/* By index in amounts. */
static inline struct money batch_credit(const struct batch *batch, size_t at)
{
    return (struct money){batch->amounts[at].cents + batch->debet[at].cents};
}

static inline const uint32_t *batch_slots(const struct batch *batch, size_t amount)
{
    return batch->slots + amount * SCAN_RECORDS;
}

/* Where an amount of good record i goes. */
static inline const struct destination *batch_destination(const struct batch *batch, size_t amount,
                                                          size_t i)
{
    return &batch->destinations[batch_slots(batch, amount)[i]];
}

/* False for total lines and lines of layout. */
static inline bool batch_is_booking(const struct batch *batch, size_t i)
{
    return !batch->any_unbooked ||
           fate_is_booking(batch->source->profile, batch_destination(batch, 0, i)->fate);
}

/* The slots of one amount of a group: where it is there, and where it is empty. Of a file with one
 * amount per line both are the same, and the group's number. */
static inline size_t batch_slot(const struct batch *batch, size_t group, size_t amount, bool empty)
{
    size_t n_amounts = batch->source->profile->n_amounts;
    return n_amounts == 1 ? group : (group * n_amounts + amount) * 2 + empty;
}

/* Of a new slot: which of the new groups it is of. */
static inline size_t batch_new_group(const struct batch *batch, size_t slot)
{
    size_t n_amounts = batch->source->profile->n_amounts;
    return slot / (n_amounts == 1 ? 1 : n_amounts * 2) - batch->groups.first_new;
}

struct batch *batch_new(const struct plan *plan, size_t source);
void batch_free(struct batch *batch); /* NULL is fine */
/* Before a chunk: forgets values and groups, when there are many or the columns stand otherwise. */
void batch_begin_chunk(struct batch *batch, const struct chunk *chunk);
/* When the good records are known: their groups and slots. */
void batch_group(struct batch *batch);
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

static inline bool batch_has(const struct batch *batch, size_t column)
{
    return batch->chunk->position_of[column] != NO_COLUMN;
}

/* Good record i, and the lines before it. */
static inline struct scan_record *batch_record(struct batch *batch, size_t i)
{
    return scan_record(&batch->scan, batch->record[i]);
}

static inline uint32_t batch_line(const struct batch *batch, size_t i)
{
    return batch->scan.line[batch->record[i]];
}

/* Two columns that are there (or one, twice), for a loop over the good records. */
struct fields_view {
    const char *bytes;
    const uint32_t *first, *places[2]; /* where the field of a record ends whose first is 0 */
};

static inline struct fields_view batch_view(const struct batch *batch, size_t one, size_t two)
{
    const size_t *position_of = batch->chunk->position_of;
    const uint32_t *places = batch->scan.places;
    return (struct fields_view){
        batch->scan.bytes, batch->first, {places + position_of[one], places + position_of[two]}};
}

/* From one field of record i to another, as it stands: spaces, tabs, quotes included. UINT32_MAX
 * bytes of a record that libcsv read. */
static inline struct text view_text(const struct fields_view *view, size_t i, size_t from,
                                    size_t upto)
{
    const size_t first = view->first[i];
    const uint32_t start = view->places[from][first - 1] + 1;
    return (struct text){view->bytes + start, (uint32_t)(view->places[upto][first] - start)};
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
