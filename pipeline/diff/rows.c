#include "pipeline/diff/telling.h"

#include "pipeline/base/array.h"
#include "pipeline/base/memo.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/publishing/published.h"
#include "pipeline/settings/mapping/mapping.h"

#include <stdlib.h>
#include <string.h>

/* One file on both sides. */
struct pair {
    const char *name;
    struct csv_file old, new;
    size_t n_keys;
    struct rows *rows;
};

struct folders {
    const struct diff_side *old, *new;
    struct rows *rows;
    struct errors *errors;
};

static int compare_names(const void *a, const void *b)
{
    return strcmp(a, *(const char *const *)b);
}

bool side_has(const struct diff_side *side, const char *name)
{
    return side->files.n && bsearch(name, side->files.paths, side->files.n,
                                    sizeof *side->files.paths, compare_names);
}

const char *row_state_name(enum row_state state)
{
    static const char *const names[ROW_STATES] = {"gewijzigd", "nieuw", "vervallen"};
    return names[state];
}

/* ---- which columns are the key ---- */

static bool same_names(const struct pair *pair, size_t n)
{
    bool same = pair->old.header.n_fields >= n && pair->new.header.n_fields >= n;
    for (size_t c = 0; same && c < n; c++)
        same = text_equal(pair->old.header.fields[c], pair->new.header.fields[c]);
    return same;
}

static const char *key_of(struct arena *arena, const struct csv_row *row, size_t n_keys)
{
    static const size_t n_rest = sizeof MAPPING_REST - 1;
    struct text_list key = {.arena = arena, .between = "\n"};
    for (size_t k = 0; k < n_keys && k < row->n_fields; k++) {
        const struct text field = row->fields[k];
        bool rest = field.n_bytes > n_rest && memcmp(field.bytes, MAPPING_REST, n_rest) == 0;
        list_add(&key, "%s", rest ? MAPPING_REST : field.bytes);
    }
    return list_text(&key, "");
}

/* True when no two rows agree in their first n fields. */
static bool tells_apart(const struct csv_file *file, size_t n)
{
    struct arena arena = {0};
    struct memo seen = {0};
    for (size_t i = 0; i < file->n_rows && seen.n == i; i++)
        memo_number_slow(&seen, text_of(key_of(&arena, &file->rows[i], n)));
    bool apart = seen.n == file->n_rows;
    memo_release(&seen);
    arena_release(&arena);
    return apart;
}

#define MOST_KEYS 4

/* Of a table of indicators, whose headings are its maker's: the first columns that tell its rows
 * apart, or one. */
static size_t n_telling(const struct pair *pair)
{
    for (size_t n = 1; n <= MOST_KEYS && n < pair->new.header.n_fields; n++)
        if (same_names(pair, n) && tells_apart(&pair->old, n) && tells_apart(&pair->new, n))
            return n;
    return 1;
}

static bool is_table_of_indicators(const struct folders *folders, const char *name)
{
    static const char *const lists[] = {PUBLISHED_BEVINDINGEN, PUBLISHED_AFGEKEURD,
                                        PUBLISHED_ONGEBRUIKT};
    return !array_has(lists, ARRAY_LENGTH(lists), name) &&
           side_has(folders->new, PUBLISHED_WAARDEN) && strncmp(name, "data/", 5) != 0;
}

/* 0: its rows have no key. */
static size_t n_keys_of(const struct folders *folders, const struct pair *pair)
{
    size_t n = published_keys(pair->name);
    size_t regel = csv_column(&pair->new, PUBLISHED_REGEL);
    if (n == 0 && regel < MOST_KEYS)
        n = regel + 1;
    if (n == 0 && is_table_of_indicators(folders, pair->name))
        n = n_telling(pair);
    return n > 0 && same_names(pair, n) ? n : 0;
}

/* ---- values ---- */

static enum row_of file_rows(const char *file)
{
    return strcmp(file, PUBLISHED_AFWIJKINGEN) == 0 ? OF_AFWIJKING
           : strcmp(file, PUBLISHED_CONTROLES) == 0 ? OF_CONTROL
           : strcmp(file, PUBLISHED_WAARDEN) == 0   ? OF_INDICATOR
                                                    : OF_TABLE;
}

static struct row *add_row(const struct pair *pair, const struct csv_row *of, size_t index,
                           enum row_state state)
{
    struct rows *rows = pair->rows;
    struct text_list key = {.arena = rows->arena, .between = " / "};
    for (size_t k = 0; k < pair->n_keys; k++)
        if (of->fields[k].n_bytes > 0)
            list_add(&key, "%s", of->fields[k].bytes);
    struct row *row = arena_add(rows->arena, rows->items, rows->n);
    *row = (struct row){.of = file_rows(pair->name),
                        .file = pair->name,
                        .key = list_text(&key, ""),
                        .index = index,
                        .state = state};
    return row;
}

static const char *value_of(const struct csv_row *row, size_t column)
{
    return row ? row->fields[column].bytes : NULL;
}

/* Where a value stands in its file says nothing about it. */
static bool is_place(const struct pair *pair, size_t column)
{
    return file_rows(pair->name) == OF_INDICATOR &&
           text_is(pair->new.header.fields[column], "herkomst");
}

static void compare_rows(const struct pair *pair, const struct csv_row *old,
                         const struct csv_row *new, size_t index)
{
    struct row *row =
        old && new ? NULL : add_row(pair, old ? old : new, index, old ? ROW_GONE : ROW_NEW);
    for (size_t c = pair->n_keys; c < pair->new.header.n_fields; c++) {
        const char *column = pair->new.header.fields[c].bytes;
        size_t old_column = csv_column(&pair->old, column);
        if (old_column == CSV_NO_COLUMN)
            continue;
        const char *before = value_of(old, old_column), *after = value_of(new, c);
        if (strcmp(before ? before : "", after ? after : "") == 0 || (!row && is_place(pair, c)))
            continue;
        row = row ? row : add_row(pair, new, index, ROW_CHANGED);
        *arena_add(pair->rows->arena, row->values, row->n_values) =
            (struct row_value){column, before, after};
    }
}

/* ---- matching ---- */

/* Old rows by key; those of one key match in their order. */
struct queue {
    struct memo keys;
    size_t *next;  /* per old row: the next one of its key, + 1 */
    size_t *heads; /* per key: the first one that is not matched, + 1 */
};

static void queue_fill(struct queue *queue, const struct pair *pair, struct arena *arena)
{
    queue->next = mem_alloc((pair->old.n_rows + 1) * sizeof *queue->next);
    queue->heads = mem_alloc((pair->old.n_rows + 1) * sizeof *queue->heads);
    for (size_t i = pair->old.n_rows; i-- > 0;) {
        const char *key = key_of(arena, &pair->old.rows[i], pair->n_keys);
        uint32_t number = memo_number_slow(&queue->keys, text_of(key));
        queue->next[i] = queue->heads[number];
        queue->heads[number] = i + 1;
    }
}

static void match_rows(const struct pair *pair)
{
    struct arena arena = {0};
    struct queue queue = {.next = NULL};
    queue_fill(&queue, pair, &arena);
    const size_t n_known = queue.keys.n;
    for (size_t i = 0; i < pair->new.n_rows; i++) {
        const struct csv_row *new = &pair->new.rows[i];
        uint32_t number = memo_number_slow(&queue.keys, text_of(key_of(&arena, new, pair->n_keys)));
        size_t at = number < n_known ? queue.heads[number] : 0;
        if (at > 0)
            queue.heads[number] = queue.next[at - 1];
        compare_rows(pair, at > 0 ? &pair->old.rows[at - 1] : NULL, new, i);
        if (at > 0)
            queue.next[at - 1] = SIZE_MAX; /* matched */
    }
    for (size_t i = 0; i < pair->old.n_rows; i++)
        if (queue.next[i] != SIZE_MAX)
            compare_rows(pair, &pair->old.rows[i], NULL, i);
    memo_release(&queue.keys);
    arena_release(&arena);
    free(queue.next);
    free(queue.heads);
}

/* ---- files ---- */

static void add_file(struct rows *rows, struct row_file file)
{
    *arena_add(rows->arena, rows->files, rows->n_files) = file;
}

static void compare_columns(const struct pair *pair)
{
    const struct csv_file *const sides[] = {&pair->new, &pair->old};
    for (int i = 0; i < 2; i++)
        for (size_t c = 0; c < sides[i]->header.n_fields; c++) {
            const char *column = sides[i]->header.fields[c].bytes;
            if (csv_column(sides[1 - i], column) == CSV_NO_COLUMN)
                add_file(pair->rows, (struct row_file){.file = pair->name,
                                                       .column = column,
                                                       .state = i ? ROW_GONE : ROW_NEW});
        }
}

bool rows_read(const struct diff_side *side, const char *name, struct arena *arena,
               struct errors *errors, struct csv_file *file)
{
    bool machines = strncmp(name, "data/", 5) == 0;
    return csv_read_written(path_join(arena, side->folder, name),
                            machines ? CSV_FOR_MACHINES : CSV_FOR_PEOPLE, arena, errors, file);
}

/* *done: the file has rows with a key, and they were compared. */
static bool compare_csv(const struct folders *folders, const char *name, bool *done)
{
    struct rows *rows = folders->rows;
    struct pair pair = {.name = name, .rows = rows};
    const size_t n_before = rows->n + rows->n_files;
    if (!rows_read(folders->old, name, rows->arena, folders->errors, &pair.old) ||
        !rows_read(folders->new, name, rows->arena, folders->errors, &pair.new))
        return false;
    pair.n_keys = n_keys_of(folders, &pair);
    if (pair.n_keys > 0) {
        compare_columns(&pair);
        match_rows(&pair);
    }
    *done = rows->n + rows->n_files > n_before; /* else it differs in order or layout */
    return true;
}

static const char *hash_of(const struct folders *folders, const struct diff_side *side,
                           const char *name)
{
    struct manifest_file file;
    if (!side_has(side, name) ||
        !manifest_hash_file(side->folder, name, folders->rows->arena, folders->errors, &file))
        return NULL;
    return arena_printf(folders->rows->arena, "%s", file.sha256);
}

/* What why tells already, from the same. */
static bool is_told(const char *name)
{
    static const char *const told[] = {MANIFEST_NAME, PUBLISHED_SALDI, PUBLISHED_SLEUTELS,
                                       PUBLISHED_WAAROM};
    return array_has(told, ARRAY_LENGTH(told), name);
}

static bool compare_file(const struct folders *folders, const char *name)
{
    const size_t n_before = folders->errors->n, length = strlen(name);
    const char *old = hash_of(folders, folders->old, name);
    const char *new = hash_of(folders, folders->new, name);
    bool done = false, ok = folders->errors->n == n_before;
    if (!ok || (old && new &&strcmp(old, new) == 0))
        return ok;
    if (old && new &&length > 4 && strcmp(name + length - 4, ".csv") == 0 && !is_told(name))
        ok = compare_csv(folders, name, &done);
    if (!done)
        add_file(folders->rows, (struct row_file){.file = name,
                                                  .state = !old   ? ROW_NEW
                                                           : !new ? ROW_GONE
                                                                  : ROW_CHANGED});
    return ok;
}

bool rows_find(const struct diff_side *old, const struct diff_side *new, struct rows *rows,
               struct errors *errors)
{
    struct folders folders = {old, new, rows, errors};
    bool ok = true;
    for (size_t i = 0; i < new->files.n; i++)
        ok &= strcmp(new->files.paths[i], MANIFEST_NAME) == 0 ||
              compare_file(&folders, new->files.paths[i]);
    for (size_t i = 0; i < old->files.n; i++)
        ok &= side_has(new, old->files.paths[i]) || compare_file(&folders, old->files.paths[i]);
    return ok;
}

size_t rows_count(const struct rows *rows, enum row_of of, enum row_state state)
{
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++)
        n += rows->items[i].state == state && rows->items[i].of == of;
    return n;
}

/* ---- numbers ---- */

bool rows_number(const char *text, struct decimal *number)
{
    bool grouped;
    *number = (struct decimal){0};
    return text && decimal_parse(text_of(text), number, &grouped);
}

bool rows_subtract(const char *old, const char *new, struct decimal *difference)
{
    struct decimal a, b;
    bool was = rows_number(old, &a), is = rows_number(new, &b);
    a.mantissa = -a.mantissa;
    return (was || is) && (was || !old || !*old) && (is || !new || !*new) &&
           decimal_add(b, a, difference);
}

const char *rows_difference(struct arena *arena, const char *old, const char *new)
{
    struct decimal difference;
    if (!rows_subtract(old, new, &difference))
        return "";
    return arena_printf(arena, "%s%s", difference.mantissa > 0 ? "+" : "",
                        decimal_text(arena, difference, true));
}
