/* The settings that a publication holds. */
#include "pipeline/publishing/publication.h"

#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/path.h"

#include <string.h>

/* "boven/" for each "../" in front, "wortel" for the "/" of an absolute path; a folder that has one
 * of these names itself gets a "_" behind it. */
const char *publication_setting(const char *path, struct arena *arena)
{
    const char *place = PUBLICATION_SETTINGS "/";
    if (*path == '/')
        place = arena_printf(arena, "%swortel", place);
    while (strncmp(path, "../", 3) == 0) {
        place = arena_printf(arena, "%sboven/", place);
        path += 3;
    }
    size_t n = strcspn(path, "/"), n_mark = strcspn(path, "_");
    bool is_ours = (strncmp(path, "boven", 5) == 0 && (n_mark == 5 || n == 5)) ||
                   (strncmp(path, "wortel", 6) == 0 && (n_mark == 6 || n == 6));
    return arena_printf(arena, "%s%.*s%s%s", place, (int)n, path, is_ours ? "_" : "", path + n);
}

/* True when the place of a setting is this file, or a part of it. */
static bool is_place(const char *place, const char *path)
{
    size_t n = strlen(path);
    return strncmp(place, path, n) == 0 && (place[n] == '\0' || place[n] == '/');
}

const struct manifest_file *publication_setting_of(const struct manifest *manifest,
                                                   const char *path, struct arena *arena)
{
    for (size_t i = 0; i < manifest->settings.n; i++)
        if (is_place(publication_setting(manifest->settings.items[i].path, arena), path))
            return &manifest->settings.items[i];
    return NULL;
}

bool publication_names(const struct manifest *manifest, const char *path, struct arena *arena)
{
    return manifest_find(&manifest->outputs, path) || strcmp(path, MANIFEST_NAME) == 0 ||
           publication_setting_of(manifest, path, arena);
}

/* Two settings may be parts of one file. */
static bool keep_setting(const struct publication *publication, const char *path, int mode,
                         const struct manifest_file *recorded, struct errors *errors)
{
    struct arena *arena = publication->arena;
    const char *part, *on_disk = file_of_path(arena, path, &part);
    const char *inside = publication_setting(path_from_text(arena, recorded->path), arena);
    size_t n_inside = strlen(inside) - (part ? strlen(part) + 1 : 0);
    const char *to = path_join(arena, publication->temporary, arena_copy(arena, inside, n_inside));
    struct manifest_file copied;
    if (!folder_make(path_folder(arena, to), errors) ||
        (!folder_occupied(to) && !file_copy(on_disk, to, mode, errors)) ||
        !manifest_hash_file("", to, arena, errors, &copied))
        return false;
    return strcmp(copied.sha256, recorded->sha256) == 0 ||
           errors_add(errors, ERROR_SETTINGS, path,
                      "verwacht dezelfde inhoud als toen de run begon, gevonden een gewijzigd "
                      "bestand; begin de run opnieuw");
}

bool publication_keep_settings(const struct publication *publication, const struct plan *plan,
                               struct errors *errors)
{
    bool kept = true;
    for (size_t i = 0; i < plan->n_settings_files; i++)
        kept &= keep_setting(publication, plan->settings_files[i], plan->raw_mode,
                             &publication->settings.items[i], errors);
    return kept;
}
