/* Which publication came before one. */
#include "pipeline/diff/diff.h"

#include "pipeline/base/folder.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/manifest.h"
#include "pipeline/publishing/other_run.h"
#include "pipeline/settings/run_name.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* False when it is no publication. */
static bool time_of(const char *folder, struct arena *arena, struct timespec *made)
{
    struct stat status;
    if (stat(path_join(arena, folder, MANIFEST_NAME), &status) != 0)
        return false;
    *made = status.st_mtim;
    return true;
}

static bool is_later(struct timespec a, struct timespec b)
{
    return a.tv_sec != b.tv_sec ? a.tv_sec > b.tv_sec : a.tv_nsec > b.tv_nsec;
}

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
    if (!manifest_read(folder, arena, errors, &manifest) || !time_of(folder, arena, &own))
        return false;
    const char *archive =
        arena_printf(arena, "%s/" RUN_ARCHIVE "/%s", other_run_output(folder, arena), manifest.run);
    if (folder_exists(archive) && !folder_names(archive, arena, errors, &names))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        const char *path = path_join(arena, archive, names.paths[i]);
        if (!time_of(path, arena, &made) || is_itself(path, folder) || is_later(made, own) ||
            (*previous && !is_later(made, latest)))
            continue;
        *previous = path;
        latest = made;
    }
    return *previous ||
           errors_add(errors, ERROR_SETTINGS, folder,
                      "in het archief van deze run staat geen publicatie van daarvoor");
}
