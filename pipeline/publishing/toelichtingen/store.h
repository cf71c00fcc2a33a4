/* The store of toelichtingen while it is added to: every row of the file stays, with its own bytes;
 * rows are changed and added, never dropped. */
#pragma once

#include "pipeline/publishing/filled.h"

struct store_row {
    struct text fields[TOELICHTING_COLUMNS];
    const char *pakket,
        *post;        /* as filled_name has them; the post under the name that it has now */
    const char *text; /* with LF */
    bool replaced;    /* kept, but another took its place */
};

struct store {
    const char *path;
    struct store_row *rows;
    size_t n;
    struct arena *arena;
};

bool store_read(const char *path, const struct mapping *mapping, struct arena *arena,
                struct errors *errors, struct store *store);

/* The next row of this pakket and post that holds, behind `after` (NULL: the first), or NULL. */
struct store_row *store_find(const struct store *store, const struct store_row *after,
                             const char *pakket, const char *post);

/* The row gets the text and I/S, the figures that they were written for, who and when; what was
 * agreed with is gone. `post` and `key` are those of the post as it is now. */
void store_set(struct store *store, struct store_row *row, const struct filled *file,
               const struct filled_row *filled, const char *post, const char *key, const char *is);

/* The text stays, with another I/S: what was agreed with one that it had is gone. */
void store_set_is(struct store_row *row, const char *is);

/* Somebody agrees with the text that the row has, for the figures that he saw. */
void store_agree(struct store *store, struct store_row *row, const struct filled_row *filled);

/* True when a row of this pakket and post, replaced or not, has the text, and the I/S if any. */
bool store_has(const struct store *store, const char *pakket, const char *post, const char *text,
               const char *is);

/* Keeps the row as it is, at the end, as one that was replaced. Moves the rows: returns where the
 * row itself is then. */
struct store_row *store_keep(struct store *store, const struct store_row *row);

/* True when the figures of the row are those of the file's. */
bool store_is_for(const struct store_row *row, const struct filled_row *filled);

/* A new row at the end. Moves the rows. */
struct store_row *store_add(struct store *store, const struct filled *file,
                            const struct filled_row *filled, const char *post, const char *key,
                            const char *is);

/* In the place of the file, whole or not at all. */
bool store_write(const struct store *store, struct errors *errors);
