#include "pipeline/publishing/kept/depot.h"

#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_SECONDS   600
#define NEEDS_DIGITS   16 /* of a hash, in a name */
#define LIST_MAX_BYTES ((size_t)64 << 20)

/* ---- places ---- */

struct depot depot_of(const char *output, struct arena *arena)
{
    return (struct depot){.folder = path_join(arena, output, DEPOT_NAME),
                          .mode = 0600,
                          .n_workers = 1,
                          .lock = {.fd = -1},
                          .arena = arena};
}

const char *depot_folder(const struct depot *depot, const char *what)
{
    return path_join(depot->arena, depot->folder, what);
}

const char *depot_path(const struct depot *depot, const char *what, const char *name)
{
    return path_join(depot->arena, depot_folder(depot, what), name);
}

const char *depot_needs_name(const char *run, const char *manifest_hash, struct arena *arena)
{
    return arena_printf(arena, "%s.%.*s", run, NEEDS_DIGITS, manifest_hash);
}

bool depot_has(const struct depot *depot, const char *sha256)
{
    return folder_occupied(depot_path(depot, "bestand", sha256));
}

/* ---- the lock ---- */

static bool make_folders(const struct depot *depot, struct errors *errors)
{
    static const char *const names[] = {"stuk", "bestand", "nodig"};
    bool ok = folder_is_itself(depot->folder, errors) && folder_make(depot->folder, errors);
    for (size_t i = 0; ok && i < sizeof names / sizeof *names; i++)
        ok = folder_is_itself(depot_folder(depot, names[i]), errors) &&
             folder_make(depot_folder(depot, names[i]), errors);
    return ok && folder_sync_names(depot->folder, errors);
}

bool depot_lock(struct depot *depot, const char *holder, struct errors *errors)
{
    const struct lock_patience patience = {.seconds = LOCK_SECONDS};
    const char *new = depot_folder(depot, "nieuw");
    if (!make_folders(depot, errors) || !lock_take(&depot->lock, depot_folder(depot, "slot"),
                                                   holder, &patience, depot->arena, errors))
        return false;
    if (folder_remove(new, errors) && folder_make_new(new, errors))
        return true;
    depot_unlock(depot);
    return false;
}

void depot_unlock(struct depot *depot)
{
    if (depot->lock.fd >= 0)
        folder_remove(depot_folder(depot, "nieuw"), ERRORS_UNHEARD);
    lock_release(&depot->lock);
}

/* ---- the pieces of an input ---- */

static bool is_hash(struct text text)
{
    size_t n = 0;
    while (n < text.n_bytes &&
           (text_is_digit(text.bytes[n]) || (text.bytes[n] >= 'a' && text.bytes[n] <= 'f')))
        n++;
    return n == text.n_bytes && n + 1 == SHA256_HEX_SIZE;
}

/* "<sha256> <bytes>" */
static bool take_piece(struct text line, struct depot_pieces *pieces)
{
    struct text hash;
    text_split(&line, ' ', &hash);
    unsigned long n_bytes = line.n_bytes ? strtoul(line.bytes, NULL, 10) : 0;
    if (!is_hash(hash) || n_bytes == 0 || n_bytes > DEPOT_MOST_BYTES)
        return false;
    struct depot_piece *piece = mem_add(pieces->items, pieces->n);
    *piece = (struct depot_piece){.n_bytes = (unsigned)n_bytes};
    if (pieces->n > 1)
        piece->offset = piece[-1].offset + piece[-1].n_bytes;
    memcpy(piece->sha256, hash.bytes, hash.n_bytes);
    return true;
}

bool depot_list(const struct depot *depot, const char *sha256, struct depot_pieces *pieces,
                struct errors *errors)
{
    struct arena arena = {0};
    const char *path = depot_path(depot, "bestand", sha256);
    struct text bytes, line;
    *pieces = (struct depot_pieces){0};
    bool read = file_read(path, LIST_MAX_BYTES, &arena, errors, &bytes);
    bool ok = read && text_split(&bytes, '\n', &line) && text_is(line, DEPOT_LIST_HEAD);
    while (ok && text_split(&bytes, '\n', &line) && line.n_bytes > 0)
        ok = take_piece(line, pieces);
    if (read && !ok)
        errors_add(errors, ERROR_MACHINE, path, "is beschadigd: geen lijst van stukken");
    arena_release(&arena);
    return ok;
}

/* ---- what nobody needs ---- */

static int compare_pieces(const void *a, const void *b)
{
    return strcmp(((const struct depot_piece *)a)->sha256, ((const struct depot_piece *)b)->sha256);
}

/* Removes the inputs that are not needed, and collects the pieces of those that are. */
static bool sweep_inputs(const struct depot *depot, const char *const *needed, size_t n_needed,
                         struct depot_pieces *used, struct errors *errors)
{
    struct folder_files names;
    bool ok = folder_names(depot_folder(depot, "bestand"), depot->arena, errors, &names);
    for (size_t i = 0; ok && i < names.n; i++) {
        struct depot_pieces pieces = {0};
        if (n_needed == 0 ||
            !bsearch(&names.paths[i], needed, n_needed, sizeof *needed, array_compare_texts)) {
            ok = folder_remove(depot_path(depot, "bestand", names.paths[i]), errors);
            continue;
        }
        ok = depot_list(depot, names.paths[i], &pieces, errors);
        for (size_t p = 0; p < pieces.n; p++)
            *mem_add(used->items, used->n) = pieces.items[p];
        free(pieces.items);
    }
    return ok && folder_sync_names(depot_folder(depot, "bestand"), errors);
}

static bool is_used(const struct depot_pieces *used, const char *name)
{
    struct depot_piece wanted = {0};
    size_t n = strlen(name) < sizeof wanted.sha256 ? strlen(name) : sizeof wanted.sha256 - 1;
    memcpy(wanted.sha256, name, n);
    return used->n > 0 &&
           bsearch(&wanted, used->items, used->n, sizeof *used->items, compare_pieces);
}

bool depot_sweep(const struct depot *depot, const char *const *needed, size_t n_needed,
                 struct errors *errors)
{
    struct depot_pieces used = {0};
    struct folder_files names = {0};
    bool ok = sweep_inputs(depot, needed, n_needed, &used, errors) &&
              folder_names(depot_folder(depot, "stuk"), depot->arena, errors, &names);
    array_sort(used.items, used.n, compare_pieces);
    for (size_t i = 0; ok && i < names.n; i++)
        if (!is_used(&used, names.paths[i]))
            ok = folder_remove(depot_path(depot, "stuk", names.paths[i]), errors);
    free(used.items);
    return ok && folder_sync_names(depot_folder(depot, "stuk"), errors);
}

bool depot_bytes(const struct depot *depot, long long *n_bytes, struct errors *errors)
{
    struct folder_files names;
    *n_bytes = 0;
    if (!folder_names(depot_folder(depot, "stuk"), depot->arena, errors, &names))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        struct stat status;
        if (held_lstat(depot_path(depot, "stuk", names.paths[i]), &status) == 0)
            *n_bytes += (long long)status.st_size;
    }
    return true;
}
