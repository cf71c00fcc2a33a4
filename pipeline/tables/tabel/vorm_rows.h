/* Inside the vormen only: a table while its rows are made. */
#pragma once

#include "pipeline/tables/job.h"
#include "pipeline/tables/tabel/vorm_row.h"

#define N_LABELS 3 /* sectie, code, regel; number columns follow */

struct building;

/* The rows of a group, named so, where they are more than one. */
typedef void vorm_group_fn(struct building *b, const char *name, size_t first, size_t behind);

struct building {
    struct job *job;
    const struct groepen *groepen;
    const struct tabel *tabel;
    struct table *table;
    size_t sectie, code, regel; /* the label columns */
    const struct cell_style *style;
    size_t first, behind;            /* items */
    struct formula rows[MAAT_COUNT]; /* what the total of each maat adds up */
    struct vorm_rows *made;          /* or NULL */
    vorm_group_fn *group;            /* of its vorm, or NULL: a group has one row */
    struct groepen_index index;      /* of a table with texts */
};

/* What `labels` says of it, or `otherwise`; of a maat. */
const char *vorm_label(const struct building *b, const char *what, const char *otherwise);
const char *vorm_maat_label(const struct building *b, enum maat maat);

/* False for a saldo of secties. */
bool vorm_is_single(enum maat maat);

/* The effect of items [first, behind) and secties in an added up kolom; the place of a kolom of the
 * plan among those; what is shown of it. */
struct figure vorm_figure(struct building *b, size_t first, size_t behind, unsigned secties,
                          size_t k);
size_t vorm_place(const struct building *b, size_t kolom);
struct cell vorm_number(struct building *b, enum maat maat, size_t k, size_t first, size_t behind);

/* The last level that an item has a value of, n_levels when it has none; code and name of a row. */
size_t vorm_named_level(const struct building *b, size_t item);
struct text vorm_code(const struct building *b, size_t item); /* "" when it has none */
void vorm_name_row(struct building *b, struct cell *cells, size_t item, size_t level);

/* A row of blank cells, of those items; that of a leaf, and a total, with their numbers. They
 * return its index. */
struct cell *vorm_add_row(struct building *b, enum row_kind kind, struct vorm_row row);
size_t vorm_add_leaf(struct building *b, enum maat maat, size_t first, size_t behind);
size_t vorm_add_total(struct building *b, enum maat maat, size_t first, size_t behind,
                      const char *name);

/* Adds the rows of the items from a level on: of groups their totals, of leaves what the function
 * makes of them; `parts` becomes what their total adds up. */
typedef void vorm_leaf_fn(struct building *b, enum maat maat, size_t first, size_t behind,
                          struct formula *parts);
void vorm_add_groups(struct building *b, enum maat maat, vorm_leaf_fn *leaf, size_t level,
                     size_t first, size_t behind, struct formula *parts);
