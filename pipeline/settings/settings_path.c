#include "pipeline/settings/settings.h"

#include "pipeline/base/held.h"
#include "pipeline/base/path.h"

#include <string.h>
#include <sys/stat.h>

static bool is_real_folder(const char *path)
{
    struct stat status;
    return held_lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Appends a part, or takes the last one off when the part is ".." and the result means the same. */
static char *with_part(struct arena *arena, char *path, struct text part)
{
    char *last = path + (path_name(path) - path);
    bool climbs = text_is(part, "..") && *last && strcmp(last, "..") != 0 && is_real_folder(path);
    if (!climbs) {
        const char *slash = *path && path[strlen(path) - 1] != '/' ? "/" : "";
        return arena_printf(arena, "%s%s%.*s", path, slash, TEXT_ARG(part));
    }
    if (last - path > 1)
        last--;
    *last = '\0';
    return path;
}

const char *settings_path(struct settings *settings, const char *relative)
{
    struct arena *arena = settings->arena;
    const char *slash = strrchr(settings->path, '/');
    const char *full = relative;
    if (slash && relative[0] != '/')
        full =
            arena_printf(arena, "%.*s/%s", (int)(slash - settings->path), settings->path, relative);
    char *path = arena_copy(arena, "/", full[0] == '/' ? 1 : 0);
    struct text rest = text_of(full), part;
    while (text_split(&rest, '/', &part))
        if (part.n_bytes > 0 && !text_is(part, "."))
            path = with_part(arena, path, part);
    return *path ? path : ".";
}
