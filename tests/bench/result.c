#include "tests/bench/result.h"

#include "pipeline/format/csv.h"

#include <stdlib.h>
#include <string.h>

enum result_column { PAKKET, POST, SECTIE, STAND, CENTS, MUTATIES, COLUMN_COUNT };

static const char *const column_names[COLUMN_COUNT] = {
    [PAKKET] = "pakket", [POST] = "post",   [SECTIE] = "sectie",
    [STAND] = "stand",   [CENTS] = "cents", [MUTATIES] = "mutaties",
};

static bool find_columns(const struct csv_file *file, size_t columns[COLUMN_COUNT],
                         struct errors *errors)
{
    for (int i = 0; i < COLUMN_COUNT; i++) {
        columns[i] = csv_column(file, column_names[i]);
        if (columns[i] == CSV_NO_COLUMN)
            return errors_add(errors, ERROR_DATA, file->path, "no column %s", column_names[i]);
    }
    return true;
}

static bool read_number(const char *text, long long *number)
{
    char *end;
    *number = strtoll(text, &end, 10);
    return *text && !*end;
}

static bool add_row(struct result *result, const struct csv_file *file, const struct csv_row *row,
                    const size_t columns[COLUMN_COUNT], struct arena *arena, struct errors *errors)
{
    const char *values[COLUMN_COUNT];
    struct result_row new_row;
    for (int i = 0; i < COLUMN_COUNT; i++)
        values[i] = row->fields[columns[i]].bytes;
    if (!read_number(values[CENTS], &new_row.cents) || !read_number(values[MUTATIES], &new_row.n))
        return errors_add(errors, ERROR_DATA, file->path, "line %d: no whole numbers: %s, %s",
                          row->line_no, values[CENTS], values[MUTATIES]);
    new_row.name = arena_printf(arena, "%s, %s, %s, %s", values[PAKKET], values[POST],
                                values[SECTIE], values[STAND]);
    result->rows =
        arena_grow(arena, result->rows, &result->cap, result->n + 1, sizeof *result->rows);
    result->rows[result->n++] = new_row;
    return true;
}

bool result_add_file(struct result *result, const char *path, struct arena *arena,
                     struct errors *errors)
{
    struct csv_file file;
    size_t columns[COLUMN_COUNT] = {0};
    bool ok = csv_read_written(path, CSV_FOR_MACHINES, arena, errors, &file) &&
              find_columns(&file, columns, errors);
    for (size_t i = 0; ok && i < file.n_rows; i++)
        ok = add_row(result, &file, &file.rows[i], columns, arena, errors);
    return ok;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct result_row *)a)->name, ((const struct result_row *)b)->name);
}

void result_close(struct result *result)
{
    size_t n_kept = 0;
    if (result->n > 0)
        qsort(result->rows, result->n, sizeof *result->rows, by_name);
    for (size_t i = 0; i < result->n; i++) {
        struct result_row *row = &result->rows[i];
        struct result_row *last = n_kept > 0 ? &result->rows[n_kept - 1] : NULL;
        if (last && strcmp(last->name, row->name) == 0) {
            last->cents += row->cents;
            last->n += row->n;
        } else {
            result->rows[n_kept++] = *row;
        }
    }
    result->n = n_kept;
}

const char *result_difference(const struct result *a, const struct result *b, struct arena *arena)
{
    for (size_t i = 0; i < a->n && i < b->n; i++) {
        const struct result_row *one = &a->rows[i], *other = &b->rows[i];
        if (by_name(one, other) != 0)
            return arena_printf(arena, "%s against %s", one->name, other->name);
        if (one->cents != other->cents || one->n != other->n)
            return arena_printf(arena, "%s: %lld cents of %lld against %lld cents of %lld",
                                one->name, one->cents, one->n, other->cents, other->n);
    }
    if (a->n != b->n)
        return arena_printf(arena, "%zu rows against %zu", a->n, b->n);
    return NULL;
}
