#include "pipeline/publishing/toelichtingen/store.h"

#include "pipeline/base/file.h"
#include "pipeline/base/path.h"
#include "pipeline/format/csv.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define N_ALWAYS TOELICHTING_ALWAYS /* the columns that every file has */

static struct store_row *new_row(struct store *store)
{
    return arena_add(store->arena, store->rows, store->n);
}

/* A post that got another name since is known by its key. */
static const char *name_now(const struct mapping *mapping, const struct store_row *row,
                            struct arena *arena)
{
    bool rest;
    const struct filled_row named = {
        .pakket = row->pakket, .post = row->post, .key = row->fields[TOELICHTING_KEY].bytes};
    size_t post = filled_post(mapping, &named, arena, &rest);
    return post == MAPPING_NONE ? row->post : filled_name(arena, mapping->posten[post].name);
}

bool store_read(const char *path, const struct mapping *mapping, struct arena *arena,
                struct errors *errors, struct store *store)
{
    struct csv_file file;
    *store = (struct store){.path = path, .arena = arena};
    if (!csv_read_file(path, toelichting_columns, TOELICHTING_COLUMNS, arena, errors, &file))
        return false;
    for (size_t i = 0; i < file.n_rows; i++) {
        struct store_row *row = new_row(store);
        for (size_t c = 0; c < TOELICHTING_COLUMNS; c++)
            row->fields[c] = file.rows[i].fields[c];
        row->pakket = filled_name(arena, row->fields[TOELICHTING_PAKKET].bytes);
        row->post = filled_name(arena, row->fields[TOELICHTING_POST].bytes);
        row->post = name_now(mapping, row, arena);
        row->replaced = text_is(row->fields[TOELICHTING_STATUS], TOELICHTING_REPLACED);
        row->text = text_plain_lines(arena, row->fields[TOELICHTING_TEXT].bytes);
    }
    return true;
}

static bool is_about(const struct store_row *row, const char *pakket, const char *post)
{
    return strcmp(row->post, post) == 0 && strcmp(row->pakket, pakket) == 0;
}

struct store_row *store_find(const struct store *store, const struct store_row *after,
                             const char *pakket, const char *post)
{
    for (size_t i = after ? (size_t)(after - store->rows) + 1 : 0; i < store->n; i++)
        if (!store->rows[i].replaced && is_about(&store->rows[i], pakket, post))
            return &store->rows[i];
    return NULL;
}

bool store_has(const struct store *store, const char *pakket, const char *post, const char *text,
               const char *is)
{
    for (size_t i = 0; i < store->n; i++) {
        const struct store_row *row = &store->rows[i];
        if (is_about(row, pakket, post) && strcmp(row->text, text) == 0 &&
            (!*is || text_is(row->fields[TOELICHTING_IS], is)))
            return true;
    }
    return false;
}

struct store_row *store_keep(struct store *store, const struct store_row *row)
{
    size_t index = (size_t)(row - store->rows);
    struct store_row *kept = new_row(store);
    *kept = store->rows[index];
    kept->replaced = true;
    kept->fields[TOELICHTING_STATUS] = text_of(TOELICHTING_REPLACED);
    return &store->rows[index];
}

/* Who wrote a row of a file, and when: as the row says it, else the file. */
static const char *store_by(const struct filled *file, const struct filled_row *row)
{
    return *row->by ? row->by : *file->by ? file->by : path_name(file->path);
}

static void set_figures(struct store *store, struct store_row *row, const struct filled_row *filled)
{
    row->fields[TOELICHTING_STATUS] = text_of("");
    row->fields[TOELICHTING_LASTEN] =
        text_of(arena_printf(store->arena, "%" PRId64, filled->lasten));
    row->fields[TOELICHTING_BATEN] = text_of(arena_printf(store->arena, "%" PRId64, filled->baten));
}

void store_set(struct store *store, struct store_row *row, const struct filled *file,
               const struct filled_row *filled, const char *post, const char *key, const char *is)
{
    row->text = filled->text;
    row->fields[TOELICHTING_POST] = text_of(post);
    row->fields[TOELICHTING_KEY] = text_of(key);
    row->fields[TOELICHTING_TEXT] = text_of(filled->text);
    row->fields[TOELICHTING_IS] = text_of(is);
    row->fields[TOELICHTING_AGREED] = text_of("");
    row->fields[TOELICHTING_BY] = text_of(store_by(file, filled));
    row->fields[TOELICHTING_WHEN] = text_of(*filled->when ? filled->when : file->when);
    if (*filled->owner)
        row->fields[TOELICHTING_OWNER] = text_of(filled->owner);
    set_figures(store, row, filled);
}

void store_set_is(struct store_row *row, const char *is)
{
    if (row->fields[TOELICHTING_IS].n_bytes > 0)
        row->fields[TOELICHTING_AGREED] = text_of("");
    row->fields[TOELICHTING_IS] = text_of(is);
}

void store_agree(struct store *store, struct store_row *row, const struct filled_row *filled)
{
    row->fields[TOELICHTING_AGREED] = text_of(filled->agreed);
    set_figures(store, row, filled);
}

bool store_is_for(const struct store_row *row, const struct filled_row *filled)
{
    return strtoll(row->fields[TOELICHTING_LASTEN].bytes, NULL, 10) == filled->lasten &&
           strtoll(row->fields[TOELICHTING_BATEN].bytes, NULL, 10) == filled->baten;
}

struct store_row *store_add(struct store *store, const struct filled *file,
                            const struct filled_row *filled, const char *post, const char *key,
                            const char *is)
{
    struct store_row *row = new_row(store);
    for (size_t c = 0; c < TOELICHTING_COLUMNS; c++)
        row->fields[c] = text_of("");
    row->pakket = filled->pakket;
    row->post = filled_name(store->arena, post);
    row->fields[TOELICHTING_PAKKET] = text_of(filled->pakket);
    store_set(store, row, file, filled, post, key, is);
    return row;
}

/* Optional columns are written when any row has something in them. */
static bool is_used(const struct store *store, size_t column)
{
    bool used = column < N_ALWAYS;
    for (size_t i = 0; !used && i < store->n; i++)
        used = store->rows[i].fields[column].n_bytes > 0;
    return used;
}

static bool is_figure(const char *text)
{
    return text[strspn(text, "-.,0123456789")] == '\0' && strcmp(text, "-") != 0;
}

static void write_rows(const struct store *store, FILE *stream)
{
    struct csv_writer csv;
    csv_write_start(&csv, stream, CSV_FOR_PEOPLE);
    for (size_t c = 0; c < TOELICHTING_COLUMNS; c++)
        if (is_used(store, c))
            csv_write_text(&csv, toelichting_columns[c] + (toelichting_columns[c][0] == '?'));
    csv_write_end(&csv);
    for (size_t i = 0; i < store->n; i++) {
        for (size_t c = 0; c < TOELICHTING_COLUMNS; c++)
            if (is_used(store, c) && is_figure(store->rows[i].fields[c].bytes))
                csv_write_plain(&csv, store->rows[i].fields[c].bytes);
            else if (is_used(store, c))
                csv_write_text(&csv, store->rows[i].fields[c].bytes);
        csv_write_end(&csv);
    }
}

bool store_write(const struct store *store, struct errors *errors)
{
    char *bytes = NULL;
    size_t n_bytes = 0;
    FILE *stream = open_memstream(&bytes, &n_bytes);
    if (!stream)
        mem_exhausted();
    write_rows(store, stream);
    bool whole = !ferror(stream);
    whole = fclose(stream) == 0 && whole;
    if (!whole)
        mem_exhausted();
    bool ok = file_replace(store->path, (struct text){bytes, n_bytes}, errors);
    free(bytes);
    return ok;
}
