/* The published CSVs, row by row: rows are matched by their key, values compared as published. */
#include "pipeline/diff/diff_changes.h"

#include "pipeline/base/path.h"
#include "pipeline/publishing/published.h"
#include "pipeline/settings/mapping/mapping.h"
#include "pipeline/settings/sectie.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What the rows of a file are about, told by the columns that it begins with. */
struct form {
    const char *keys[CHANGE_MAX_KEYS];
    size_t n_keys;
    const char *file;     /* only of that name, or NULL */
    const char *side_key; /* a key that may be there on one side only as a whole, or NULL */
    enum change_kind kind;
    bool by_key;      /* sorted by key; else in the order of the new file, gone rows last */
    bool file_is_key; /* several files have this form: the file's name belongs to the key */
};

static const struct form forms[] = {
    {.kind = CHANGE_SALDO,
     .keys = {"programma", "pakket", "post", "sectie", "stand"},
     .n_keys = 5,
     .by_key = true,
     .side_key = "stand"},
    {.kind = CHANGE_AFWIJKING, .keys = {"pakket", "post"}, .n_keys = 2},
    {.kind = CHANGE_CONTROL, .keys = {"naam"}, .n_keys = 1, .file = PUBLISHED_CONTROLES},
    {.kind = CHANGE_CELL, /* data/waarden.csv */
     .keys = {"code", "periode", "soort", "document"},
     .n_keys = 4,
     .file_is_key = true},
};

static bool begins_with(const struct csv_file *file, const struct form *form)
{
    if (file->header.n_fields < form->n_keys)
        return false;
    for (size_t i = 0; i < form->n_keys; i++)
        if (!text_is(file->header.fields[i], form->keys[i]))
            return false;
    return !form->file || strcmp(path_name(file->path), form->file) == 0;
}

/* ---- rows in the order of their keys ---- */

struct keyed {
    const struct csv_row *row;
    size_t index; /* in its file: rows with the same key match in this order */
};

struct pair {
    struct keyed old, new; /* row NULL: not there */
};

struct pairs {
    struct pair *items;
    size_t n;
};

/* Secties in the order of the tables, then any other text. */
static int sectie_rank(struct text name)
{
    int rank = 0;
    while (rank < SECTIE_COUNT && !text_is(name, sectie_name((enum sectie)rank)))
        rank++;
    return rank;
}

/* A row that only carries another threshold in its name is the same row. */
static struct text key_of(struct text name)
{
    static const size_t n_rest = sizeof MAPPING_REST - 1;
    bool is_rest = name.n_bytes > n_rest && memcmp(name.bytes, MAPPING_REST, n_rest) == 0;
    return is_rest ? (struct text){name.bytes, n_rest} : name;
}

static int compare_keys(const struct csv_row *a, const struct csv_row *b, const struct form *form)
{
    for (size_t k = 0; k < form->n_keys; k++) {
        int order = 0;
        if (strcmp(form->keys[k], "sectie") == 0)
            order = sectie_rank(a->fields[k]) - sectie_rank(b->fields[k]);
        if (order == 0)
            order = text_natural(key_of(a->fields[k]), key_of(b->fields[k]));
        if (order != 0)
            return order;
    }
    return 0;
}

static int compare_keyed(const void *a, const void *b, void *form)
{
    const struct keyed *left = a, *right = b;
    int order = compare_keys(left->row, right->row, form);
    if (order != 0)
        return order;
    return left->index < right->index ? -1 : left->index > right->index;
}

static struct keyed *sort_rows(const struct csv_file *file, const struct form *form)
{
    struct keyed *rows = mem_alloc(file->n_rows * sizeof *rows);
    struct form context = *form; /* qsort_r wants it writable */
    for (size_t i = 0; i < file->n_rows; i++)
        rows[i] = (struct keyed){.row = &file->rows[i], .index = i};
    if (file->n_rows > 1)
        qsort_r(rows, file->n_rows, sizeof *rows, compare_keyed, &context);
    return rows;
}

/* ---- forms ---- */

/* The columns that name the rows of a table by settings: those of `sectie`, `code` and `regel` that
 * it has, in front of its figures, and perhaps one before them (per programma). */
static size_t n_labels(const struct csv_file *file)
{
    static const char *const labels[] = {"sectie", "code", "regel"};
    size_t n = 0;
    bool has_regel = false;
    for (size_t c = 0; c < file->header.n_fields && c < CHANGE_MAX_KEYS - 1; c++) {
        has_regel |= text_is(file->header.fields[c], "regel");
        for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
            if (text_is(file->header.fields[c], labels[i]))
                n = c + 1;
    }
    return has_regel ? n : 0;
}

/* True when no two rows agree in their first n fields. */
static bool tells_apart(const struct csv_file *file, size_t n)
{
    struct form form = {.n_keys = n};
    for (size_t i = 0; i < n; i++)
        form.keys[i] = "";
    struct keyed *rows = sort_rows(file, &form);
    bool apart = true;
    for (size_t i = 1; apart && i < file->n_rows; i++)
        apart = compare_keys(rows[i - 1].row, rows[i].row, &form) != 0;
    free(rows);
    return apart;
}

/* Of a table of indicators, whose headings are its maker's: the first columns that tell its rows
 * apart, or one. */
static size_t n_telling(const struct csv_file *old, const struct csv_file *new)
{
    for (size_t n = 1; n < CHANGE_MAX_KEYS - 1; n++)
        if (n < old->header.n_fields && n < new->header.n_fields &&tells_apart(old, n) &&
            tells_apart(new, n))
            return n;
    return 1;
}

static bool has_labels(const struct csv_file *old, const struct csv_file *new, bool of_indicators,
                       struct form *form)
{
    *form = (struct form){.kind = CHANGE_CELL, .n_keys = n_labels(new), .file_is_key = true};
    if (form->n_keys == 0 && of_indicators) {
        form->n_keys = n_telling(old, new);
        for (size_t i = 0; i < form->n_keys; i++)
            form->keys[i] = new->header.fields[i].bytes;
        return begins_with(old, form);
    }
    for (size_t i = 0; i < form->n_keys; i++)
        form->keys[i] = new->header.fields[i].bytes;
    return form->n_keys > 0 && n_labels(old) == form->n_keys && begins_with(old, form);
}

static const struct form *form_of(const struct csv_file *old, const struct csv_file *new,
                                  bool of_indicators, struct form *labels)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (begins_with(old, &forms[i]) && begins_with(new, &forms[i]))
            return &forms[i];
    return has_labels(old, new, of_indicators, labels) ? labels : NULL;
}

/* ---- matching rows ---- */

static int compare_places(const void *a, const void *b)
{
    const struct pair *left = a, *right = b;
    bool left_gone = !left->new.row, right_gone = !right->new.row;
    if (left_gone != right_gone)
        return left_gone ? 1 : -1;
    size_t left_index = left_gone ? left->old.index : left->new.index;
    size_t right_index = right_gone ? right->old.index : right->new.index;
    return left_index < right_index ? -1 : left_index > right_index;
}

static struct pairs match_rows(const struct csv_file *old, const struct csv_file *new,
                               const struct form *form)
{
    struct keyed *in_old = sort_rows(old, form), *in_new = sort_rows(new, form);
    struct pairs pairs = {.items = mem_alloc((old->n_rows + new->n_rows) * sizeof *pairs.items)};
    size_t i = 0, j = 0;
    while (i < old->n_rows || j < new->n_rows) {
        struct pair *pair = &pairs.items[pairs.n++];
        int order = i == old->n_rows   ? 1
                    : j == new->n_rows ? -1
                                       : compare_keys(in_old[i].row, in_new[j].row, form);
        if (order <= 0)
            pair->old = in_old[i++];
        if (order >= 0)
            pair->new = in_new[j++];
    }
    free(in_old);
    free(in_new);
    if (!form->by_key && pairs.n > 1)
        qsort(pairs.items, pairs.n, sizeof *pairs.items, compare_places);
    return pairs;
}

/* ---- comparing values ---- */

/* One file on both sides. */
struct rows {
    const char *name;
    const struct form *form;
    const struct csv_file *old, *new;
    struct changes *changes;
};

static const char *value_of(const struct csv_row *row, size_t column)
{
    return row && column != CSV_NO_COLUMN ? row->fields[column].bytes : NULL;
}

static bool same_value(const char *old, const char *new)
{
    return strcmp(old ? old : "", new ? new : "") == 0;
}

static bool has_key(const struct csv_file *file, size_t key, struct text value)
{
    for (size_t i = 0; i < file->n_rows; i++)
        if (text_equal(file->rows[i].fields[key], value))
            return true;
    return false;
}

/* True when the stand of a new or gone row is new or gone as a whole. */
static bool stand_one_sided(const struct rows *rows, const struct pair *pair)
{
    if (!rows->form->side_key || (pair->old.row && pair->new.row))
        return false;
    const struct csv_row *row = pair->old.row ? pair->old.row : pair->new.row;
    size_t key = csv_column(rows->new, rows->form->side_key);
    return !has_key(pair->old.row ? rows->new : rows->old, key, row->fields[key]);
}

static void add_change(const struct rows *rows, const struct pair *pair, const char *column,
                       const char *old, const char *new, bool one_sided)
{
    const char *keys[CHANGE_MAX_KEYS + 1];
    size_t n_keys = 0;
    const struct csv_row *row = pair->new.row ? pair->new.row : pair->old.row;
    enum change_kind kind = rows->form->kind;
    bool cents = kind == CHANGE_SALDO && strcmp(column, "cents") == 0;
    if (kind == CHANGE_SALDO && !cents)
        kind = CHANGE_MUTATIES;
    if (rows->form->file_is_key)
        keys[n_keys++] = rows->name;
    for (size_t k = 0; k < rows->form->n_keys; k++)
        keys[n_keys++] = row->fields[k].bytes;
    struct change *change = changes_add(rows->changes, kind, keys, n_keys, old, new, cents);
    change->column = column;
    change->one_sided = one_sided;
}

/* Where a value stands in its file says nothing about it. */
static bool is_place(const struct rows *rows, size_t column)
{
    return strcmp(rows->name, PUBLISHED_WAARDEN) == 0 && column != CSV_NO_COLUMN &&
           text_is(rows->new->header.fields[column], "herkomst");
}

static void compare_column(const struct rows *rows, const struct pairs *pairs, size_t index,
                           size_t old_column, size_t new_column)
{
    const struct pair *pair = &pairs->items[index];
    const char *old = value_of(pair->old.row, old_column);
    const char *new = value_of(pair->new.row, new_column);
    if (same_value(old, new) || (old && new &&is_place(rows, new_column)))
        return;
    bool column_one_sided = old_column == CSV_NO_COLUMN || new_column == CSV_NO_COLUMN;
    const char *column = new_column != CSV_NO_COLUMN ? rows->new->header.fields[new_column].bytes
                                                     : rows->old->header.fields[old_column].bytes;
    add_change(rows, pair, column, old, new, column_one_sided || stand_one_sided(rows, pair));
}

/* A row without any value can come or go too. */
static void compare_presence(const struct rows *rows, const struct pair *pair, size_t n_before)
{
    if (rows->changes->n == n_before && !(pair->old.row && pair->new.row))
        add_change(rows, pair, "regel", pair->old.row ? "" : NULL, pair->new.row ? "" : NULL,
                   false);
}

static void compare_rows(const struct rows *rows)
{
    struct pairs pairs = match_rows(rows->old, rows->new, rows->form);
    for (size_t i = 0; i < pairs.n; i++) {
        size_t n_before = rows->changes->n;
        for (size_t c = rows->form->n_keys; c < rows->new->header.n_fields; c++)
            compare_column(rows, &pairs, i,
                           csv_column(rows->old, rows->new->header.fields[c].bytes), c);
        for (size_t c = rows->form->n_keys; c < rows->old->header.n_fields; c++)
            if (csv_column(rows->new, rows->old->header.fields[c].bytes) == CSV_NO_COLUMN)
                compare_column(rows, &pairs, i, c, CSV_NO_COLUMN);
        compare_presence(rows, &pairs.items[i], n_before);
    }
    free(pairs.items);
}

/* ---- files ---- */

struct folders {
    struct side *old, *new;
    struct changes *changes;
    struct errors *errors;
};

static bool is_csv(const char *name)
{
    size_t length = strlen(name);
    return length > 4 && strcmp(name + length - 4, ".csv") == 0;
}

static enum csv_dialect dialect_of(const char *name)
{
    return strncmp(name, "data/", 5) == 0 ? CSV_FOR_MACHINES : CSV_FOR_PEOPLE;
}

static bool read_side(const struct folders *folders, const struct side *side, const char *name,
                      struct csv_file *file)
{
    struct arena *arena = folders->changes->arena;
    return csv_read_written(path_join(arena, side->folder, name), dialect_of(name), arena,
                            folders->errors, file);
}

/* A table that a run of indicators prints; not the lists of what was found or rejected. */
static bool of_indicators(const struct folders *folders, const char *name)
{
    static const char *const lists[] = {PUBLISHED_BEVINDINGEN, PUBLISHED_AFGEKEURD,
                                        PUBLISHED_ONGEBRUIKT};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (strcmp(lists[i], name) == 0)
            return false;
    return side_has(folders->old, PUBLISHED_WAARDEN) && side_has(folders->new, PUBLISHED_WAARDEN) &&
           strncmp(name, "data/", 5) != 0;
}

/* *done: the file has rows with a key, and they were compared. */
static bool compare_csv(const struct folders *folders, const char *name, bool *done)
{
    struct arena *arena = folders->changes->arena;
    struct csv_file *old = arena_alloc(arena, sizeof *old), *new = arena_alloc(arena, sizeof *new);
    if (!read_side(folders, folders->old, name, old) ||
        !read_side(folders, folders->new, name, new))
        return false;
    struct form labels;
    const struct form *form = form_of(old, new, of_indicators(folders, name), &labels);
    *done = form != NULL;
    if (!form)
        return true;
    if (form->kind == CHANGE_SALDO) {
        folders->old->saldi = *old;
        folders->new->saldi = *new;
    }
    size_t n_before = folders->changes->n;
    compare_rows(&(struct rows){
        .name = name, .form = form, .old = old, .new = new, .changes = folders->changes});
    *done = folders->changes->n > n_before; /* else it differs in order or layout */
    return true;
}

static bool compare_common(const struct folders *folders, const char *name)
{
    struct arena *arena = folders->changes->arena;
    struct manifest_file old, new;
    bool done = false;
    if (!manifest_hash_file(folders->old->folder, name, arena, folders->errors, &old) ||
        !manifest_hash_file(folders->new->folder, name, arena, folders->errors, &new))
        return false;
    if (strcmp(old.sha256, new.sha256) == 0)
        return true;
    if (is_csv(name) && !compare_csv(folders, name, &done))
        return false;
    if (!done)
        changes_add(folders->changes, CHANGE_FILE, &name, 1, arena_printf(arena, "%s", old.sha256),
                    arena_printf(arena, "%s", new.sha256), false);
    return true;
}

static bool add_lonely(const struct folders *folders, const struct side *side, const char *name)
{
    struct arena *arena = folders->changes->arena;
    struct manifest_file file;
    if (!manifest_hash_file(side->folder, name, arena, folders->errors, &file))
        return false;
    const char *hash = arena_printf(arena, "%s", file.sha256);
    bool is_old = side == folders->old;
    changes_add(folders->changes, CHANGE_FILE, &name, 1, is_old ? hash : NULL, is_old ? NULL : hash,
                false);
    return true;
}

bool diff_files(struct side *old, struct side *new, struct changes *changes, struct errors *errors)
{
    struct folders folders = {.old = old, .new = new, .changes = changes, .errors = errors};
    bool ok = true;
    for (size_t i = 0; i < new->files.n; i++) {
        const char *name = new->files.paths[i];
        if (strcmp(name, MANIFEST_NAME) == 0)
            continue;
        ok &=
            side_has(old, name) ? compare_common(&folders, name) : add_lonely(&folders, new, name);
    }
    for (size_t i = 0; i < old->files.n; i++)
        if (!side_has(new, old->files.paths[i]))
            ok &= add_lonely(&folders, old, old->files.paths[i]);
    return ok;
}
