#include "pipeline/publishing/previous_run.h"

#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/published.h"
#include "pipeline/settings/run_name.h"

#include <unistd.h>

static enum previous_state read_previous(const char *folder, struct arena *arena,
                                         struct previous_run *previous)
{
    if (held_access(folder, F_OK) != 0)
        return PREVIOUS_NONE;
    if (!manifest_read(folder, arena, ERRORS_UNHEARD, &previous->manifest))
        return PREVIOUS_DAMAGED;
    const struct manifest_file *file =
        manifest_find(&previous->manifest.outputs, PUBLISHED_SLEUTELS);
    if (!file)
        return PREVIOUS_OLDER;
    previous->sleutels = path_join(arena, folder, PUBLISHED_SLEUTELS);
    return sha256_matches(previous->sleutels, file->sha256) ? PREVIOUS_GOOD : PREVIOUS_DAMAGED;
}

void previous_run_read(const char *output, const char *run, struct arena *arena,
                       struct previous_run *previous)
{
    *previous = (struct previous_run){0};
    previous->state = read_previous(path_join(arena, output, run), arena, previous);
    const char *kept = path_join(arena, path_join(arena, output, RUN_ARCHIVE), run);
    if (previous->state == PREVIOUS_NONE && held_access(kept, F_OK) == 0)
        previous->state = PREVIOUS_LOST;
}
