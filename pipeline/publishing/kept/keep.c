#include "pipeline/publishing/kept/keep.h"

#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/publishing/other_run.h"
#include "pipeline/publishing/published.h"

#include <string.h>
#include <sys/stat.h>

#define NEEDS_MAX_BYTES ((size_t)16 << 20)

/* ---- adding ---- */

static bool keeps_any(const struct keeping *keeping)
{
    return keeping->plan->retention.n_inputs > 0;
}

static const char *needs_name(const struct keeping *keeping, const char *manifest_hash)
{
    return depot_needs_name(keeping->publication->name, manifest_hash, keeping->arena);
}

/* An input may be a part of a file: the whole of it is kept, and named as what it is. */
static bool add_source(const struct keeping *keeping, const struct manifest_file *file,
                       struct text_list *needs)
{
    struct arena *arena = keeping->arena;
    const char *path = path_from_text(arena, file->path), *part;
    const char *full = path_join(arena, path_folder(arena, keeping->plan->path), path);
    const char *on_disk = file_of_path(arena, full, &part);
    size_t n_file = strlen(path) - (part ? strlen(part) + 1 : 0);
    list_add(needs, "%s %s\n", file->sha256, path_to_text(arena, arena_copy(arena, path, n_file)));
    return depot_add(&keeping->depot, on_disk, file->sha256, keeping->errors);
}

static bool add_sources(const struct keeping *keeping, const struct manifest *manifest,
                        struct text_list *needs)
{
    bool ok = true;
    for (size_t s = 0; s < manifest->n_sources; s++)
        for (size_t f = 0; ok && f < manifest->sources[s].files.n; f++)
            ok = add_source(keeping, &manifest->sources[s].files.items[f], needs);
    return ok;
}

/* Another run may have published anew since it was looked at: then that is in its archive. */
static bool add_others(const struct keeping *keeping, const struct manifest *manifest,
                       const char *compare, struct text_list *needs)
{
    bool ok = true;
    for (size_t i = 0; ok && i < manifest->others.n; i++) {
        const struct manifest_other *other = &manifest->others.items[i];
        const char *found = *other->sha256
                                ? other_run_find(compare, other->run, other->sha256, keeping->arena)
                                : NULL;
        if (!found)
            continue;
        ok = depot_add(&keeping->depot, found, other->sha256, keeping->errors);
        list_add(needs, "%s %s/" PUBLISHED_SALDI "\n", other->sha256, other->run);
    }
    return ok;
}

static bool add_all(const struct keeping *keeping, const struct manifest *manifest,
                    const char *compare)
{
    struct text_list needs = {.arena = keeping->arena, .between = ""};
    const char *path =
        depot_path(&keeping->depot, "nodig", needs_name(keeping, keeping->publication->manifest));
    return add_sources(keeping, manifest, &needs) &&
           add_others(keeping, manifest, compare, &needs) &&
           depot_commit(&keeping->depot, keeping->errors) &&
           file_replace(path, text_of(list_text(&needs, "")), keeping->errors) &&
           folder_sync_names(depot_folder(&keeping->depot, "nodig"), keeping->errors);
}

bool keep_inputs(struct keeping *keeping, const struct manifest *manifest, const char *compare,
                 int n_workers)
{
    keeping->depot = depot_of(keeping->publication->output, keeping->arena);
    keeping->depot.mode = keeping->plan->raw_mode;
    keeping->depot.n_workers = n_workers;
    if (!keeps_any(keeping) && !folder_exists(keeping->depot.folder))
        return true;
    if (!depot_lock(&keeping->depot, keeping->publication->name, keeping->errors))
        return false;
    if (!keeps_any(keeping) || add_all(keeping, manifest, compare))
        return true;
    keep_end(keeping);
    return false;
}

void keep_end(struct keeping *keeping)
{
    depot_unlock(&keeping->depot);
}

/* ---- which publications there are ---- */

struct standing {
    const char *folder;
    const char *needs; /* its name in nodig/ */
    struct timespec made;
    bool archived;
};

struct all_standing {
    struct standing *items; /* in the arena; the published one first, then the newest */
    size_t n;
};

static void add_standing(const struct keeping *keeping, struct all_standing *all,
                         const char *folder, bool archived)
{
    struct stat status;
    char hash[SHA256_HEX_SIZE];
    long long n_bytes;
    const char *path = path_join(keeping->arena, folder, MANIFEST_NAME);
    if (held_lstat(path, &status) != 0 || !sha256_file(path, hash, &n_bytes, ERRORS_UNHEARD))
        return;
    *arena_add(keeping->arena, all->items, all->n) =
        (struct standing){folder, needs_name(keeping, hash), status.st_mtim, archived};
}

static int compare_age(const void *a, const void *b)
{
    const struct standing *one = a, *other = b;
    int order = ARRAY_ORDER(one->archived, other->archived);
    order = order ? order : ARRAY_ORDER(other->made.tv_sec, one->made.tv_sec);
    order = order ? order : ARRAY_ORDER(other->made.tv_nsec, one->made.tv_nsec);
    return order ? order : strcmp(one->folder, other->folder);
}

static bool list_standing(const struct keeping *keeping, struct all_standing *all)
{
    const struct publication *publication = keeping->publication;
    const char *archive = publication_archive(publication);
    struct folder_files names = {0};
    *all = (struct all_standing){0};
    add_standing(keeping, all, publication->target, false);
    if (folder_exists(archive) && !folder_names(archive, keeping->arena, keeping->errors, &names))
        return false;
    for (size_t i = 0; i < names.n; i++)
        if (names.paths[i][0] != '.')
            add_standing(keeping, all, path_join(keeping->arena, archive, names.paths[i]), true);
    array_sort(all->items, all->n, compare_age);
    return true;
}

/* ---- letting go ---- */

/* The oldest of the archive; true also when there was nothing to do. */
static bool prune_archive(const struct keeping *keeping, struct all_standing *all)
{
    size_t most = keeping->plan->retention.n_archived;
    size_t n_archived = all->n - (all->n > 0 && !all->items[0].archived);
    bool ok = true;
    for (; ok && most > 0 && n_archived > most; n_archived--)
        ok = publication_drop(keeping->publication, all->items[--all->n].folder, keeping->errors);
    return ok;
}

/* True when one of the first n needs it. */
static bool is_needed(const struct all_standing *all, size_t n, const char *needs)
{
    return array_find(all->items, n < all->n ? n : all->n, needs, needs) != NULL;
}

static bool is_own(const struct keeping *keeping, const char *needs)
{
    size_t n_name = strlen(keeping->publication->name);
    return strncmp(needs, keeping->publication->name, n_name) == 0 && needs[n_name] == '.';
}

/* Lets go of what none of the first n publications needs. */
static bool drop_needs(const struct keeping *keeping, const struct all_standing *all, size_t n,
                       size_t *n_dropped, size_t *n_lost)
{
    const char *folder = depot_folder(&keeping->depot, "nodig");
    struct folder_files names;
    bool ok = folder_names(folder, keeping->arena, keeping->errors, &names);
    *n_dropped = 0;
    for (size_t i = 0; ok && i < names.n; i++) {
        if (!is_own(keeping, names.paths[i]) || is_needed(all, n, names.paths[i]))
            continue;
        *n_lost += is_needed(all, all->n, names.paths[i]);
        ++*n_dropped;
        ok = folder_remove(path_join(keeping->arena, folder, names.paths[i]), keeping->errors);
    }
    return ok && (*n_dropped == 0 || folder_sync_names(folder, keeping->errors));
}

struct needed {
    const char **items;
    size_t n;
};

/* The hashes of what a publication needs. */
static bool add_needed(const struct keeping *keeping, const char *path, struct needed *needed)
{
    struct text bytes, line, hash;
    if (!file_read(path, NEEDS_MAX_BYTES, keeping->arena, keeping->errors, &bytes))
        return false;
    while (text_split(&bytes, '\n', &line) && line.n_bytes > 0) {
        text_split(&line, ' ', &hash);
        *arena_add(keeping->arena, needed->items, needed->n) = text_string(keeping->arena, hash);
    }
    return true;
}

static bool sweep(const struct keeping *keeping)
{
    const char *folder = depot_folder(&keeping->depot, "nodig");
    struct folder_files names;
    struct needed needed = {0};
    bool ok = folder_names(folder, keeping->arena, keeping->errors, &names);
    for (size_t i = 0; ok && i < names.n; i++)
        ok = add_needed(keeping, path_join(keeping->arena, folder, names.paths[i]), &needed);
    array_sort(needed.items, needed.n, array_compare_texts);
    return ok && depot_sweep(&keeping->depot, needed.items, needed.n, keeping->errors);
}

/* Down to the publications whose inputs may stay: so many, and no more than fit. Those of what is
 * published now always stay. */
static bool prune_inputs(const struct keeping *keeping, const struct all_standing *all,
                         size_t *n_lost)
{
    const struct retention *retention = &keeping->plan->retention;
    size_t n_dropped;
    long long n_bytes = 0;
    size_t n = retention->n_inputs < all->n ? retention->n_inputs : all->n;
    bool ok = drop_needs(keeping, all, n, &n_dropped, n_lost) && (n_dropped == 0 || sweep(keeping));
    while (ok && retention->most_bytes > 0 && n > 1 &&
           depot_bytes(&keeping->depot, &n_bytes, keeping->errors) &&
           n_bytes > retention->most_bytes)
        ok = drop_needs(keeping, all, --n, &n_dropped, n_lost) && sweep(keeping);
    return ok;
}

static const char *told_lost(const struct keeping *keeping, size_t n_lost)
{
    return arena_printf(
        keeping->arena,
        "van %zu bewaarde %s is de invoer niet langer bewaard ([run] bewaar_invoer): %s alleen nog "
        "worden gevolgd en herhaald zolang de bestanden zelf zijn zoals toen",
        n_lost, n_lost == 1 ? "publicatie" : "publicaties", n_lost == 1 ? "zij kan" : "zij kunnen");
}

static const char *told_removed(const struct keeping *keeping, size_t n_removed)
{
    return arena_printf(keeping->arena,
                        "%zu oudste %s uit het archief verwijderd ([run] bewaar_publicaties)",
                        n_removed, n_removed == 1 ? "publicatie is" : "publicaties zijn");
}

bool keep_prune(struct keeping *keeping)
{
    struct all_standing all;
    size_t n_lost = 0;
    if (!list_standing(keeping, &all))
        return false;
    size_t n_before = all.n;
    bool ok = prune_archive(keeping, &all);
    if (ok && keeping->depot.lock.fd >= 0)
        ok = prune_inputs(keeping, &all, &n_lost);
    const char *lost = n_lost ? told_lost(keeping, n_lost) : NULL;
    const char *removed = n_before > all.n ? told_removed(keeping, n_before - all.n) : NULL;
    keeping->publication->told = lost && removed
                                     ? arena_printf(keeping->arena, "%s; %s", lost, removed)
                                 : lost ? lost
                                        : removed;
    return ok;
}
