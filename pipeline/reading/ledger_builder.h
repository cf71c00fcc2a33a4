/* Brings together what the workers tallied: sorted, so that the ledger is the same whoever did
 * what. */
#pragma once

#include "pipeline/base/memo.h"
#include "pipeline/reading/ledger.h"

struct ledger_builder {
    struct ledger *ledger;
    struct arena *arena; /* where the ledger lives */
    struct memo labels[DIMENSION_COUNT];
    struct saldo_line *lines; /* heap; dimension = label number; each cell once */
    size_t n_lines;
    uint32_t *line_slots; /* heap: a line's index + 1 where its cell is looked for; 0 = free */
    size_t n_line_slots;  /* a power of two */
    struct key_lines *key_lines; /* heap, per source; as they come, labels as numbers of the memos,
                                    perhaps a line more than once */
    bool *too_many_labels;       /* per source */
    struct unmapped *unmapped;   /* heap */
    size_t n_unmapped;
    bool overflow;
    const char *rejects_path; /* where the rows of afgekeurd.csv are put together, NULL when nobody
                                 wants them */
    struct errors *errors;    /* what line stages have to tell when reading is done */
};

/* A ledger with empty accounts, in the arena. */
void ledger_builder_open(struct ledger_builder *builder, const struct plan *plan,
                         const char *rejects_path, struct arena *arena, struct errors *errors);

/* The number of a label of a dimension; 0 is "". */
uint32_t ledger_builder_label(struct ledger_builder *builder, enum dimension dimension,
                              struct text text);

/* Adds a cell of a source as a key rule brought it in; labels[d]: its numbers, 0 where the
 * dimension is not kept. line.labels are filled in from them. */
void ledger_builder_add(struct ledger_builder *builder, struct key_line line,
                        const uint32_t labels[DIMENSION_COUNT]);

/* Adds what nothing claims; text is copied. */
void ledger_builder_add_unmapped(struct ledger_builder *builder, size_t source,
                                 enum unmapped_kind kind, struct text text, int year,
                                 struct figure figure);

/* Adds to an account's fate. */
void ledger_builder_add_fate(struct ledger_builder *builder, size_t source, size_t fate,
                             struct figure figure);

/* Sorts and closes; tells of sums that are too large. */
void ledger_builder_close(struct ledger_builder *builder, int n_workers);
