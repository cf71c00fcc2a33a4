/* The figures of a table by settings (settings/plan/tabel.h): the ledger's lines that its filter
 * lets through, added up per row, sectie and kolom, in one pass. */
#pragma once

#include "pipeline/base/memo.h"
#include "pipeline/tables/tabel/indelen.h"

/* The lowest rows: one combination of values of all levels. */
struct groep {
    const uint32_t *path;   /* per level: a value of groepen_level; 0 = none */
    struct figure *figures; /* [sectie][kolom], as effects */
};

struct groepen_level {
    size_t indeling;
    enum tabel_total total;
    const char **codes; /* by value; [0] is "" */
    uint32_t *rank;     /* by value: its place */
    size_t n;
};

/* What stayed below the threshold, and where it went: paths as groepen_index has them. */
struct groepen_small {
    const char *path, *rest;
};

struct groepen {
    const struct plan *plan;
    const struct tabel *tabel;
    const struct account_rule **accounts; /* by label of the rekening */
    size_t n_per;                         /* 1 when the first level is that of `per`, else 0 */
    struct groepen_level levels[TABEL_MAX_LEVELS + 1];
    size_t n_levels;
    struct groep *items; /* in the order of their paths */
    size_t n;
    struct groepen_small *small;
    size_t n_small;
    uint64_t n_without_period; /* mutaties that a kolom with periods could not place */
    bool too_large;            /* an amount does not fit: what is in the items is not to be used */
};

/* Lives in the arena. */
void groepen_collect(const struct ledger *ledger, const struct tabel *tabel, struct arena *arena,
                     struct groepen *groepen);

/* The end of the items of the sheet that begins at `first`: all, or those of one value of `per`. */
size_t groepen_sheet_end(const struct groepen *groepen, size_t first);

/* Which item a mutatie was added to. To be released. */
struct groepen_index {
    struct memo paths;
    size_t *items; /* heap */
    size_t n;
};
void groepen_index_make(const struct groepen *groepen, struct groepen_index *index);
void groepen_index_release(struct groepen_index *index);
bool groepen_index_find(struct groepen_index *index, const struct groepen *groepen,
                        const struct indelen *of, struct arena *scratch, size_t *item);

/* True when the rows with this code are there whatever they hold. */
bool groepen_is_always(const struct tabel *tabel, struct text code);

/* What is added up: the ledger's lines, and two for each item of the list of what is incidenteel.
 */
struct groepen_line {
    struct indelen of;
    size_t stand;
    struct figure figure;
    bool listed; /* an item of the list: it has no period */
};
size_t groepen_n_lines(const struct ledger *ledger);
struct groepen_line groepen_line(const struct groepen *groepen, const struct ledger *ledger,
                                 size_t i);

/* The sum over items [first, behind) and a set of secties (1 << enum sectie). False when it does
 * not fit a cell. */
bool groepen_sum(const struct groepen *groepen, size_t first, size_t behind, unsigned secties,
                 size_t kolom, struct figure *sum);
