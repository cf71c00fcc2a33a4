/* Which publication came before one. */
#include "pipeline/diff/diff.h"

#include "pipeline/base/folder.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/manifest.h"
#include "pipeline/publishing/other_run.h"
#include "pipeline/settings/run_name.h"

#include <sys/stat.h>

static bool is_itself(const char *a, const char *b)
{
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

bool diff_previous(const char *folder, struct arena *arena, struct errors *errors,
                   const char **previous)
{
    struct manifest manifest;
    struct folder_files names = {0};
    struct timespec own, made, latest = {0};
    *previous = NULL;
    if (!manifest_read(folder, arena, errors, &manifest) || !manifest_time(folder, arena, &own))
        return false;
    const char *archive =
        arena_printf(arena, "%s/" RUN_ARCHIVE "/%s", other_run_output(folder, arena), manifest.run);
    if (folder_exists(archive) && !folder_names(archive, arena, errors, &names))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        const char *path = path_join(arena, archive, names.paths[i]);
        if (!manifest_time(path, arena, &made) || is_itself(path, folder) ||
            manifest_is_later(made, own) || (*previous && !manifest_is_later(made, latest)))
            continue;
        *previous = path;
        latest = made;
    }
    return *previous ||
           errors_add(errors, ERROR_SETTINGS, folder,
                      "in het archief van deze run staat geen publicatie van daarvoor");
}
