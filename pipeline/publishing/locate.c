#include "pipeline/publishing/locate.h"

#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
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

/* The same in each folder that lies in `folder`. */
static const char *look_below(const struct search *search, const char *folder)
{
    struct folder_files names;
    const char *found = NULL;
    folder_names(path_join(search->arena, folder, "."), search->arena, ERRORS_UNHEARD, &names);
    for (size_t i = 0; !found && i < names.n; i++)
        found = look_in(search, path_join(search->arena, folder, names.paths[i]));
    return found;
}

typedef const char *look_fn(const struct search *search, const char *folder);

#define EVERYWHERE 1000

/* From `folder` upwards, so many of them. The root's own folders are the system's: they are not
 * searched. */
static const char *look_upwards(const struct search *search, const char *folder, int n_folders,
                                look_fn *look)
{
    const char *found = NULL;
    for (; !found && n_folders > 0 && strcmp(folder, "/") != 0; n_folders--) {
        found = look(search, folder);
        folder = path_folder(search->arena, folder);
    }
    return found;
}

enum start { FROM_OUTPUT, FROM_CURRENT };

/* An INI beside the published folder that was changed since must win from an untouched copy of it
 * somewhere else: otherwise the change would stay unseen. A copy without any inputs is where the
 * run was never done. */
static const struct {
    enum start from;
    int n_folders;
    bool by_hash; /* else by name alone */
    bool inputs;  /* some stand beside it */
    look_fn *look;
} steps[] = {
    {FROM_OUTPUT, 2, true, true, look_in},
    {FROM_OUTPUT, 2, false, true, look_in},
    {FROM_CURRENT, EVERYWHERE, true, true, look_in},
    {FROM_OUTPUT, EVERYWHERE, true, true, look_in},
    {FROM_OUTPUT, 2, true, false, look_in},
    {FROM_OUTPUT, 2, false, false, look_in},
    {FROM_CURRENT, EVERYWHERE, true, true, look_below},
    {FROM_OUTPUT, EVERYWHERE, true, true, look_below},
    {FROM_CURRENT, EVERYWHERE, true, false, look_in},
    {FROM_OUTPUT, EVERYWHERE, true, false, look_in},
    {FROM_OUTPUT, EVERYWHERE, false, false, look_in},
    {FROM_CURRENT, EVERYWHERE, true, false, look_below},
    {FROM_OUTPUT, EVERYWHERE, true, false, look_below},
    {FROM_CURRENT, EVERYWHERE, false, false, look_in},
};

const char *locate_run(const char *published, const struct manifest *manifest, struct arena *arena)
{
    const struct manifest_file *ini = manifest_find(&manifest->settings, manifest->run_ini);
    const char *output = other_run_output(published, arena);
    char *current = getcwd(NULL, 0);
    const char *found = NULL;
    struct search search = {.name = path_from_text(arena, manifest->run_ini), .arena = arena};
    for (size_t i = 0; !found && ini && current && i < sizeof steps / sizeof *steps; i++) {
        search.sha256 = steps[i].by_hash ? ini->sha256 : NULL;
        search.inputs = steps[i].inputs ? manifest : NULL;
        found = look_upwards(&search, steps[i].from == FROM_CURRENT ? current : output,
                             steps[i].n_folders, steps[i].look);
    }
    if (found && strncmp(found, current, strlen(current)) == 0 && found[strlen(current)] == '/')
        found += strlen(current) + 1;
    free(current);
    return found;
}
