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

bool publication_names(const struct manifest *manifest, const char *path, struct arena *arena)
{
    bool named = manifest_find(&manifest->outputs, path) || strcmp(path, MANIFEST_NAME) == 0;
    for (size_t i = 0; !named && i < manifest->settings.n; i++)
        named = strcmp(path, publication_setting(manifest->settings.items[i].path, arena)) == 0;
    return named;
}

static bool keep_setting(const struct publication *publication, const char *path, int mode,
                         const struct manifest_file *recorded, struct errors *errors)
{
    struct arena *arena = publication->arena;
    const char *inside = publication_setting(path_from_text(arena, recorded->path), arena);
    const char *to = path_join(arena, publication->temporary, inside);
    struct manifest_file copied;
    if (!folder_make(path_folder(arena, to), errors) || !file_copy(path, to, mode, errors) ||
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
