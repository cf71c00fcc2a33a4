/* Brings together what the workers tallied: sorted, so that the ledger is the same whoever did
 * what. */
#ifndef READING_LEDGER_BUILDER_H
#define READING_LEDGER_BUILDER_H

#include "pipeline/base/memo.h"
#include "pipeline/reading/ledger.h"

struct ledger_builder {
    struct ledger *ledger;
    struct arena *arena; /* where the ledger lives */
    struct memo labels[DIMENSION_COUNT];
    struct saldo_line *lines; /* heap; dimension = label number */
    size_t n_lines, lines_cap;
    struct key_line *key_lines; /* heap; labels as the numbers of the memos */
    size_t n_key_lines, key_lines_cap;
    struct unmapped *unmapped; /* heap */
    size_t n_unmapped, unmapped_cap;
    bool overflow;
    const char *rejects_path; /* where the rows of afgekeurd.csv are put together, NULL when nobody
                                 wants them */
    struct errors *errors;    /* what line stages have to tell when reading is done */
};

/* A ledger with empty accounts, in the arena. */
void ledger_builder_open(struct ledger_builder *builder, const struct plan *plan,
                         const char *rejects_path, struct arena *arena, struct errors *errors);

/* Adds a cell of a source; labels[d] is "" where the dimension is not kept. Lines of other
 * programma's only mark the key rule as used. */
void ledger_builder_add(struct ledger_builder *builder, size_t source, size_t rule,
                        enum sectie sectie, size_t stand, const struct text *labels,
                        struct figure figure);

/* Adds the same cell as the key rule brought it in; line.labels are filled in from all
 * labels of the cell. */
void ledger_builder_add_key(struct ledger_builder *builder, struct key_line line,
                            const struct text *labels);

/* Adds what nothing claims; text is copied. */
void ledger_builder_add_unmapped(struct ledger_builder *builder, size_t source,
                                 enum unmapped_kind kind, struct text text, int year,
                                 struct figure figure);

/* Adds to an account's fate. */
void ledger_builder_add_fate(struct ledger_builder *builder, size_t source, size_t fate,
                             struct figure figure);

/* Sorts and closes; tells of sums that are too large. */
void ledger_builder_close(struct ledger_builder *builder);

#endif
