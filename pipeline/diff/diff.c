#include "pipeline/diff/diff.h"

#include "pipeline/base/path.h"
#include "pipeline/diff/diff_changes.h"
#include "pipeline/publishing/publication.h"

#include <string.h>

/* ---- the two sides ---- */

static const struct manifest_file *recorded_output(const struct manifest *manifest,
                                                   const char *name)
{
    for (size_t i = 0; i < manifest->outputs.n; i++)
        if (strcmp(manifest->outputs.items[i].path, name) == 0)
            return &manifest->outputs.items[i];
    return NULL;
}

static const char *with_name(struct arena *arena, const char *names, const char *name)
{
    return arena_printf(arena, "%s%s%s", names, *names ? ", " : "", name);
}

/* What the folder holds is compared, whatever its manifest says; where they disagree, whoever reads
 * the result must know. */
static bool check_against_manifest(struct side *side, struct arena *arena, struct errors *errors)
{
    const struct manifest *manifest = &side->manifest;
    for (size_t i = 0; i < manifest->outputs.n; i++)
        if (!side_has(side, manifest->outputs.items[i].path))
            side->damaged = with_name(arena, side->damaged, manifest->outputs.items[i].path);
    for (size_t i = 0; i < side->files.n; i++) {
        const char *name = side->files.paths[i];
        const struct manifest_file *recorded = recorded_output(manifest, name);
        struct manifest_file found;
        if (strcmp(name, MANIFEST_NAME) == 0)
            continue;
        if (!manifest_hash_file(side->folder, name, arena, errors, &found))
            return false;
        if (!recorded || strcmp(recorded->sha256, found.sha256) != 0)
            side->damaged = with_name(arena, side->damaged, name);
    }
    return true;
}

/* Settings that a publication holds are told as settings: they are taken out of its files here. */
static bool set_settings_apart(struct side *side, struct arena *arena, struct errors *errors)
{
    size_t n = 0;
    for (size_t i = 0; i < side->files.n; i++) {
        const char *name = side->files.paths[i];
        const struct manifest_file *recorded = publication_setting_of(&side->manifest, name, arena);
        struct manifest_file found;
        if (!recorded)
            side->files.paths[n++] = name;
        else if (!manifest_hash_file(side->folder, name, arena, errors, &found))
            return false;
        else if (strcmp(recorded->sha256, found.sha256) != 0)
            side->damaged = with_name(arena, side->damaged, name);
    }
    side->files.n = n;
    return true;
}

static bool side_open(struct side *side, const char *folder, struct arena *arena,
                      struct errors *errors)
{
    *side = (struct side){.folder = folder, .damaged = ""};
    return manifest_read(folder, arena, errors, &side->manifest) &&
           folder_list(folder, arena, errors, &side->files) &&
           set_settings_apart(side, arena, errors) && check_against_manifest(side, arena, errors);
}

bool diff_folders(const struct diff_options *options, FILE *out, struct arena *arena,
                  struct errors *errors, bool *equal)
{
    struct side old, new;
    struct changes changes = {.arena = arena};
    bool both = side_open(&old, options->old_folder, arena, errors);
    both = side_open(&new, options->new_folder, arena, errors) && both;
    if (!both)
        return false;
    diff_origin(&old, &new, &changes);
    if (!diff_files(&old, &new, &changes, errors))
        return false;
    if (options->csv)
        diff_print_csv(&changes, out);
    else
        diff_print_text(&old, &new, &changes, out);
    *equal = changes.n == 0;
    return true;
}
