#include "pipeline/publishing/locate.h"

#include "pipeline/base/file.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/other_run.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAPPINGS "mappings"

struct search {
    const char *name;              /* of the INI */
    const char *sha256;            /* its recorded hash, NULL when any will do */
    const struct manifest *inputs; /* some of them must be there; NULL: or not */
    struct arena *arena;
};

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* True when any of the inputs that the manifest names stands where the INI has it, or it names
 * none.
 */
static bool has_inputs(const struct manifest *manifest, const char *run_ini, struct arena *arena)
{
    const char *folder = path_folder(arena, run_ini);
    size_t n = 0;
    for (size_t s = 0; s < manifest->n_sources; s++)
        for (size_t f = 0; f < manifest->sources[s].files.n; f++, n++) {
            const char *path = path_from_text(arena, manifest->sources[s].files.items[f].path);
            if (is_file(file_of_path(arena, path_join(arena, folder, path), NULL)))
                return true;
        }
    return n == 0;
}

static bool matches(const struct search *search, const char *path)
{
    return is_file(path) && (!search->sha256 || sha256_matches(path, search->sha256)) &&
           (!search->inputs || has_inputs(search->inputs, path, search->arena));
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

#define EVERYWHERE 1000

/* From `folder` upwards, so many of them. The root's own folders are the system's: they are not
 * searched. */
static const char *look_upwards(const struct search *search, const char *folder, int n_folders)
{
    const char *found = NULL;
    for (; !found && n_folders > 0 && strcmp(folder, "/") != 0; n_folders--) {
        found = look_in(search, folder);
        folder = path_folder(search->arena, folder);
    }
    return found;
}

/* An INI beside the published folder that was changed since must win from an untouched copy of it
 * somewhere else: otherwise the change would stay unseen. A copy without any inputs is where the
 * run was never done. */
static const struct {
    bool from_output; /* else from the current folder */
    int n_folders;
    bool by_hash; /* else by name alone */
} steps[] = {
    {true, 2, true},          {true, 2, false},          {false, EVERYWHERE, true},
    {true, EVERYWHERE, true}, {true, EVERYWHERE, false}, {false, EVERYWHERE, false},
};
#define N_STEPS (sizeof steps / sizeof *steps)

const char *locate_run(const char *published, const struct manifest *manifest, struct arena *arena)
{
    const struct manifest_file *ini = manifest_find(&manifest->settings, manifest->run_ini);
    const char *output = other_run_output(published, arena);
    char *current = getcwd(NULL, 0);
    const char *found = NULL;
    struct search search = {.name = path_from_text(arena, manifest->run_ini), .arena = arena};
    for (size_t i = 0; !found && ini && current && i < 2 * N_STEPS; i++) {
        search.sha256 = steps[i % N_STEPS].by_hash ? ini->sha256 : NULL;
        search.inputs = i < N_STEPS ? manifest : NULL;
        found = look_upwards(&search, steps[i % N_STEPS].from_output ? output : current,
                             steps[i % N_STEPS].n_folders);
    }
    if (found && strncmp(found, current, strlen(current)) == 0 && found[strlen(current)] == '/')
        found += strlen(current) + 1;
    free(current);
    return found;
}
