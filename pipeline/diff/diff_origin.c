/* What two published folders were made from, as their manifests say. */
#include "pipeline/diff/diff_changes.h"

#include <string.h>

static void compare_text(struct changes *changes, const char *what, const char *old,
                         const char *new)
{
    if (strcmp(old, new) != 0)
        changes_add(changes, CHANGE_RUN, &what, 1, old, new, false);
}

/* ---- files by name ---- */

/* One list of files on both sides; the source's name, if any, belongs to the key. */
struct lists {
    enum change_kind kind;
    const char *source;
    const struct manifest_files *old, *new;
    struct changes *changes;
};

static const struct manifest_file *find_path(const struct manifest_files *files, const char *path)
{
    for (size_t i = 0; i < files->n; i++)
        if (strcmp(files->items[i].path, path) == 0)
            return &files->items[i];
    return NULL;
}

/* The file in `files` with this hash whose name the other side does not know. */
static const struct manifest_file *find_renamed(const struct manifest_files *files,
                                                const struct manifest_files *other,
                                                const char *sha256)
{
    for (size_t i = 0; i < files->n; i++)
        if (strcmp(files->items[i].sha256, sha256) == 0 && !find_path(other, files->items[i].path))
            return &files->items[i];
    return NULL;
}

static struct change *add_file(const struct lists *lists, const char *path, const char *old,
                               const char *new)
{
    const char *keys[2] = {lists->source ? lists->source : path, path};
    return changes_add(lists->changes, lists->kind, keys, lists->source ? 2 : 1, old, new, false);
}

static void compare_count(const struct lists *lists, const char *path, const char *column,
                          long long old, long long new)
{
    struct arena *arena = lists->changes->arena;
    if (old != new)
        add_file(lists, path, arena_printf(arena, "%lld", old), arena_printf(arena, "%lld", new))
            ->column = column;
}

static void compare_pair(const struct lists *lists, const struct manifest_file *old,
                         const struct manifest_file *new)
{
    if (strcmp(old->sha256, new->sha256) != 0)
        add_file(lists, new->path, old->sha256, new->sha256);
    compare_count(lists, new->path, "regels", old->n_lines, new->n_lines);
    compare_count(lists, new->path, "afgekeurd", old->n_rejected, new->n_rejected);
}

static void compare_lists(const struct lists *lists)
{
    for (size_t i = 0; i < lists->new->n; i++) {
        const struct manifest_file *new = &lists->new->items[i];
        const struct manifest_file *old = find_path(lists->old, new->path);
        const struct manifest_file *renamed = find_renamed(lists->old, lists->new, new->sha256);
        if (old)
            compare_pair(lists, old, new);
        else if (renamed)
            add_file(lists, new->path, renamed->path, new->path)->column = "naam";
        else
            add_file(lists, new->path, NULL, new->sha256);
    }
    for (size_t i = 0; i < lists->old->n; i++) {
        const struct manifest_file *old = &lists->old->items[i];
        if (!find_path(lists->new, old->path) && !find_renamed(lists->new, lists->old, old->sha256))
            add_file(lists, old->path, old->sha256, NULL);
    }
}

/* ---- sources ---- */

static const struct manifest_source *find_source(const struct manifest *manifest, const char *name)
{
    for (size_t i = 0; i < manifest->n_sources; i++)
        if (strcmp(manifest->sources[i].name, name) == 0)
            return &manifest->sources[i];
    return NULL;
}

static const struct manifest_fate *find_fate(const struct manifest_source *source, const char *name)
{
    for (size_t i = 0; source && i < source->n_fates; i++)
        if (strcmp(source->fates[i].name, name) == 0)
            return &source->fates[i];
    return NULL;
}

static const char *amount(struct arena *arena, const long long *number)
{
    return number ? arena_printf(arena, "%lld", *number) : NULL;
}

static void compare_fate(struct changes *changes, const char *source, const char *name,
                         const struct manifest_fate *old, const struct manifest_fate *new)
{
    struct arena *arena = changes->arena;
    const char *keys[] = {source, name};
    long long n_old = old ? old->n_mutaties : 0, n_new = new ? new->n_mutaties : 0;
    long long cents_old = old ? old->cents : 0, cents_new = new ? new->cents : 0;
    if (n_old != n_new)
        changes_add(changes, CHANGE_FATE, keys, 2, amount(arena, old ? &n_old : NULL),
                    amount(arena, new ? &n_new : NULL), false)
            ->column = "mutaties";
    if (cents_old != cents_new)
        changes_add(changes, CHANGE_FATE, keys, 2, amount(arena, old ? &cents_old : NULL),
                    amount(arena, new ? &cents_new : NULL), true)
            ->column = "bedrag";
}

static void compare_fates(struct changes *changes, const char *name,
                          const struct manifest_source *old, const struct manifest_source *new)
{
    for (size_t i = 0; new &&i < new->n_fates; i++)
        compare_fate(changes, name, new->fates[i].name, find_fate(old, new->fates[i].name),
                     &new->fates[i]);
    for (size_t i = 0; old && i < old->n_fates; i++)
        if (!find_fate(new, old->fates[i].name))
            compare_fate(changes, name, old->fates[i].name, &old->fates[i], NULL);
}

static void compare_source(struct changes *changes, const char *name,
                           const struct manifest_source *old, const struct manifest_source *new)
{
    static const struct manifest_files none;
    compare_lists(&(struct lists){.kind = CHANGE_INPUT,
                                  .source = name,
                                  .old = old ? &old->files : &none,
                                  .new = new ? &new->files : &none,
                                  .changes = changes});
    compare_fates(changes, name, old, new);
}

/* The other runs of [vergelijk] as files of the output folder. */
static struct manifest_files other_files(const struct manifest_others *others, struct arena *arena)
{
    struct manifest_files files = {0};
    files.items = arena_alloc(arena, others->n * sizeof *files.items);
    for (size_t i = 0; i < others->n; i++) {
        const struct manifest_other *other = &others->items[i];
        if (!*other->sha256)
            continue; /* was not published */
        struct manifest_file *file = &files.items[files.n++];
        file->path = arena_printf(arena, "%s/data/saldi.csv", other->run);
        memcpy(file->sha256, other->sha256, sizeof file->sha256);
    }
    return files;
}

static void compare_others(struct changes *changes, const struct manifest *old,
                           const struct manifest *new)
{
    struct manifest_files before = other_files(&old->others, changes->arena);
    struct manifest_files after = other_files(&new->others, changes->arena);
    compare_lists(&(struct lists){.kind = CHANGE_INPUT,
                                  .source = "vergelijk",
                                  .old = &before,
                                  .new = &after,
                                  .changes = changes});
}

void diff_origin(const struct side *old, const struct side *new, struct changes *changes)
{
    const struct manifest *from = &old->manifest, *to = &new->manifest;
    compare_text(changes, "versie van pnc", from->version, to->version);
    compare_text(changes, "run", from->run, to->run);
    compare_text(changes, "run-id", from->run_id, to->run_id);
    compare_lists(&(struct lists){
        .kind = CHANGE_SETTING, .old = &from->settings, .new = &to->settings, .changes = changes});
    for (size_t i = 0; i < to->n_sources; i++)
        compare_source(changes, to->sources[i].name, find_source(from, to->sources[i].name),
                       &to->sources[i]);
    for (size_t i = 0; i < from->n_sources; i++)
        if (!find_source(to, from->sources[i].name))
            compare_source(changes, from->sources[i].name, &from->sources[i], NULL);
    compare_others(changes, from, to);
}
