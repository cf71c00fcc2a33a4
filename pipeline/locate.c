#include "pipeline/locate.h"

#include "pipeline/core/folder.h"
#include "pipeline/core/path.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAPPINGS "mappings"

struct search {
    const char *name;   /* of the INI */
    const char *sha256; /* its recorded hash, NULL when any will do */
    struct arena *arena;
};

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool matches(const struct search *search, const char *path)
{
    struct errors unimportant = {0};
    char hex[SHA256_HEX_SIZE];
    long long n_bytes;
    if (!is_file(path))
        return false;
    bool same = !search->sha256 || (sha256_file(path, hex, &n_bytes, &unimportant) &&
                                    strcmp(hex, search->sha256) == 0);
    errors_release(&unimportant);
    return same;
}

/* folder/NAME or folder/mappings/NAME, or NULL. */
static const char *look_in(const struct search *search, const char *folder)
{
    const char *here = path_join(search->arena, folder, search->name);
    if (matches(search, here))
        return here;
    const char *below =
        path_join(search->arena, path_join(search->arena, folder, MAPPINGS), search->name);
    return matches(search, below) ? below : NULL;
}

/* The same in each folder that lies in `folder`. */
static const char *look_below(const struct search *search, const char *folder)
{
    struct errors unimportant = {0};
    struct folder_files names;
    const char *found = NULL;
    folder_names(folder, search->arena, &unimportant, &names);
    for (size_t i = 0; !found && i < names.n; i++)
        found = look_in(search, path_join(search->arena, folder, names.paths[i]));
    errors_release(&unimportant);
    return found;
}

typedef const char *look_fn(const struct search *search, const char *folder);

/* From `folder` upwards. The root's own folders are the system's: they are not searched. */
static const char *look_upwards(const struct search *search, const char *folder, look_fn *look)
{
    const char *found = NULL;
    for (; !found && strcmp(folder, "/") != 0; folder = path_folder(search->arena, folder))
        found = look(search, folder);
    return found;
}

/* An INI beside the published folder that was changed since must win from an untouched copy of it
 * somewhere else: otherwise the change would stay unseen. */
static const struct {
    bool from_current; /* else from the published folder */
    bool by_hash;      /* else by name alone */
    look_fn *look;
} steps[] = {
    {false, true, look_in},    {false, false, look_in},  {true, true, look_in},
    {false, true, look_below}, {true, true, look_below}, {true, false, look_in},
};

static const char *recorded_hash(const struct manifest *manifest)
{
    for (size_t i = 0; i < manifest->settings.n; i++)
        if (strcmp(manifest->settings.items[i].path, manifest->run_ini) == 0)
            return manifest->settings.items[i].sha256;
    return NULL;
}

const char *locate_run(const char *published, const struct manifest *manifest, struct arena *arena)
{
    const char *hash = recorded_hash(manifest);
    char *from = realpath(published, NULL);
    char *current = getcwd(NULL, 0);
    const char *found = NULL;
    struct search search = {.name = manifest->run_ini, .arena = arena};
    for (size_t i = 0; !found && hash && from && current && i < sizeof steps / sizeof *steps; i++) {
        search.sha256 = steps[i].by_hash ? hash : NULL;
        found = look_upwards(&search, steps[i].from_current ? current : path_folder(arena, from),
                             steps[i].look);
    }
    if (found && strncmp(found, current, strlen(current)) == 0 && found[strlen(current)] == '/')
        found += strlen(current) + 1;
    free(from);
    free(current);
    return found;
}
