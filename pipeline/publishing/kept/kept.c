#include "pipeline/publishing/kept/kept.h"

#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/held.h"
#include "pipeline/base/interrupt.h"
#include "pipeline/base/path.h"
#include "pipeline/base/share.h"
#include "pipeline/publishing/kept/depot.h"
#include "pipeline/publishing/other_run.h"
#include "pipeline/publishing/publication.h"
#include "pipeline/publishing/published.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NEEDS_MAX_BYTES ((size_t)16 << 20)
#define LEAST_DEPTH     5 /* of the folder of the INI, so that what lies above it has a place */

/* ---- the settings ---- */

#define MAPPINGS "mappings"

struct ini_search {
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

static bool matches(const struct ini_search *search, const char *path)
{
    return is_file(path) && (!search->sha256 || sha256_matches(path, search->sha256)) &&
           (!search->inputs || has_inputs(search->inputs, path, search->arena));
}

/* folder/NAME or folder/mappings/NAME, or NULL. */
static const char *look_in(const struct ini_search *search, const char *folder)
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
static const char *look_upwards(const struct ini_search *search, const char *folder, int n_folders)
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

/* The path of the run's INI (here NAME), in the arena, relative when it lies below the current
 * folder; NULL when there is none. Looked for as F/NAME and F/mappings/NAME, first where inputs of
 * the run are found from it, then whatever became of these:
 *  - F being the output folder or the one above it: by the recorded hash, else by name (it
 * changed);
 *  - F being the current folder and each above it, then each above the output folder, by hash;
 *  - F being the output folder and each above it, then the current one, by name alone. */
static const char *locate_run(const char *published, const struct manifest *manifest,
                              struct arena *arena)
{
    const struct manifest_file *ini = manifest_find(&manifest->settings, manifest->run_ini);
    const char *output = other_run_output(published, arena);
    char *current = getcwd(NULL, 0);
    const char *found = NULL;
    struct ini_search search = {.name = path_from_text(arena, manifest->run_ini), .arena = arena};
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

/* ---- all that it was made from ---- */

struct search {
    struct kept *kept;
    const char *output; /* the output folder that the publication lies in */
    struct depot depot;
    struct text needs; /* of this publication, as the depot noted them */
    struct arena *arena;
};

/* ---- one file ---- */

static bool is_there(const char *path)
{
    struct stat status;
    return path && held_stat(path, &status) == 0;
}

/* True when a file with these very bytes stands there. */
static bool is_same(const char *path, const struct manifest_file *recorded)
{
    struct stat status;
    return path && held_stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
           status.st_size == recorded->n_bytes && sha256_matches(path, recorded->sha256);
}

/* The recorded path without the part of the file that stands at `path`: NULL when none does. */
static const char *without_part(const struct search *search, const struct manifest_file *recorded,
                                const char *path)
{
    const char *whole = path_from_text(search->arena, recorded->path), *part;
    if (!path || !is_there(file_of_path(search->arena, path, &part)))
        return NULL;
    size_t n_part = part ? strlen(part) + 1 : 0;
    return n_part < strlen(whole) ? arena_copy(search->arena, whole, strlen(whole) - n_part) : NULL;
}

/* The same by what the depot noted of it: "<sha256> <path>". */
static const char *noted_path(const struct search *search, const struct manifest_file *recorded)
{
    struct text rest = search->needs, line, hash;
    while (text_split(&rest, '\n', &line)) {
        text_split(&line, ' ', &hash);
        if (text_is(hash, recorded->sha256) && line.n_bytes <= strlen(recorded->path) &&
            line.n_bytes > 0 && memcmp(line.bytes, recorded->path, line.n_bytes) == 0)
            return path_from_text(search->arena, text_string(search->arena, line));
    }
    return path_from_text(search->arena, recorded->path);
}

/* `copy` is a file that may have its bytes, too; or NULL. */
static struct kept_file find_file(const struct search *search, const struct manifest_file *recorded,
                                  const char *standing, const char *copy)
{
    struct kept_file file = {.recorded = recorded};
    file.standing = standing ? file_of_path(search->arena, standing, NULL) : NULL;
    copy = copy ? copy : "";
    const char *copied = file_of_path(search->arena, copy, NULL);
    file.moved_on = !is_same(file.standing, recorded);
    if (!file.moved_on)
        file.from = file.standing;
    else if (is_same(copied, recorded))
        file.from = copied;
    file.path = file.moved_on ? without_part(search, recorded, file.from ? copy : NULL)
                              : without_part(search, recorded, standing);
    if (!file.path)
        file.path = noted_path(search, recorded);
    if (!file.moved_on)
        file.state = KEPT_STANDS;
    else if (file.from || depot_has(&search->depot, recorded->sha256))
        file.state = KEPT_STORED;
    else
        file.state = is_there(file.standing) ? KEPT_CHANGED : KEPT_MISSING;
    return file;
}

/* What the depot noted of this publication; empty when it did not. */
static void read_needs(struct search *search)
{
    struct manifest_file self;
    if (manifest_hash_file(search->kept->folder, MANIFEST_NAME, search->arena, ERRORS_UNHEARD,
                           &self))
        file_read(
            depot_path(&search->depot, "nodig",
                       depot_needs_name(search->kept->manifest.run, self.sha256, search->arena)),
            NEEDS_MAX_BYTES, search->arena, ERRORS_UNHEARD, &search->needs);
}

/* ---- all of them ---- */

static const char *at_place(const struct search *search, const char *path)
{
    if (!search->kept->place)
        return NULL;
    return path_join(search->arena, path_folder(search->arena, search->kept->place),
                     path_from_text(search->arena, path));
}

static void find_settings(const struct search *search)
{
    struct kept *kept = search->kept;
    const struct manifest_files *recorded = &kept->manifest.settings;
    for (size_t i = 0; i < recorded->n; i++) {
        const struct manifest_file *file = &recorded->items[i];
        const char *inside =
            publication_setting(path_from_text(search->arena, file->path), search->arena);
        *arena_add(search->arena, kept->settings.items, kept->settings.n) =
            find_file(search, file, at_place(search, file->path),
                      path_join(search->arena, kept->folder, inside));
    }
}

static void find_inputs(const struct search *search)
{
    struct kept *kept = search->kept;
    for (size_t s = 0; s < kept->manifest.n_sources; s++) {
        const struct manifest_files *files = &kept->manifest.sources[s].files;
        for (size_t f = 0; f < files->n; f++)
            *arena_add(search->arena, kept->inputs.items, kept->inputs.n) =
                find_file(search, &files->items[f], at_place(search, files->items[f].path), NULL);
    }
}

static void find_others(const struct search *search)
{
    struct kept *kept = search->kept;
    const struct manifest_others *others = &kept->manifest.others;
    for (size_t i = 0; i < others->n; i++) {
        const struct manifest_other *other = &others->items[i];
        if (!*other->sha256)
            continue;
        struct manifest_file *file = arena_alloc(search->arena, sizeof *file);
        file->path = arena_printf(search->arena, "%s/" PUBLISHED_SALDI, other->run);
        file->n_bytes = other->n_bytes;
        memcpy(file->sha256, other->sha256, sizeof file->sha256);
        *arena_add(search->arena, kept->others.items, kept->others.n) =
            find_file(search, file, path_join(search->arena, search->output, file->path),
                      other_run_find(search->output, other->run, other->sha256, search->arena));
    }
}

bool kept_find(const char *folder, const char *run_ini, struct arena *arena, struct errors *errors,
               struct kept *kept)
{
    *kept = (struct kept){.folder = folder, .arena = arena};
    if (!manifest_read(folder, arena, errors, &kept->manifest))
        return false;
    struct search search = {
        .kept = kept, .output = other_run_output(folder, arena), .arena = arena};
    search.depot = depot_of(search.output, arena);
    read_needs(&search);
    kept->place = run_ini ? run_ini : locate_run(folder, &kept->manifest, arena);
    find_settings(&search);
    find_inputs(&search);
    find_others(&search);
    return true;
}

static size_t n_lacking(const struct kept_files *files)
{
    size_t n = 0;
    for (size_t i = 0; i < files->n; i++)
        n += files->items[i].state >= KEPT_CHANGED;
    return n;
}

bool kept_whole(const struct kept *kept)
{
    return n_lacking(&kept->settings) + n_lacking(&kept->inputs) + n_lacking(&kept->others) == 0;
}

/* ---- what is lacking ---- */

static void tell_lacking(const struct kept_files *files, const char *what, const char *cure,
                         struct errors *errors)
{
    for (size_t i = 0; i < files->n; i++) {
        const struct kept_file *file = &files->items[i];
        if (file->state < KEPT_CHANGED)
            continue;
        const char *is = "is er niet meer, en niet bewaard";
        if (file->state == KEPT_CHANGED)
            is = "is veranderd sinds er gepubliceerd is (andere SHA-256), en niet bewaard";
        errors_add(errors, ERROR_DATA, file->standing ? file->standing : file->recorded->path,
                   "%s %s; %s", what, is, cure);
    }
}

static bool is_complete(const struct kept *kept, struct errors *errors)
{
    const char *cure = "zet terug wat er stond";
    if (!kept->place)
        cure = arena_printf(kept->arena, "geef met --instellingen aan waar %s nu staat",
                            kept->manifest.run_ini);
    tell_lacking(&kept->settings, "deze instelling", cure, errors);
    tell_lacking(&kept->inputs, "deze invoer", cure, errors);
    tell_lacking(&kept->others, "wat een andere run toen zei",
                 "die is sindsdien opnieuw gepubliceerd", errors);
    return kept_whole(kept);
}

/* ---- putting it together ---- */

/* How many "../" a path has in front. */
static size_t n_climbs(const char *path)
{
    size_t n = 0;
    for (; strncmp(path, "../", 3) == 0; path += 3)
        n++;
    return n;
}

/* Anybody can write a manifest: nothing is put outside of our own folder. */
static bool is_harmless(const char *path, struct errors *errors)
{
    return path_stays_inside(path + 3 * n_climbs(path)) ||
           errors_add(errors, ERROR_DATA, MANIFEST_NAME, "verwacht een gewoon pad, gevonden '%s'",
                      path);
}

static size_t most_climbs(const struct kept_files *files, size_t most)
{
    for (size_t i = 0; i < files->n; i++) {
        size_t n = n_climbs(files->items[i].path);
        most = n > most ? n : most;
    }
    return most;
}

static bool put_link(const char *from, const char *to, struct errors *errors)
{
    char *real = realpath(from, NULL);
    bool ok = (real && held_symlink(real, to) == 0) ||
              errors_add_errno(errors, to, "kan niet worden gemaakt");
    free(real);
    return ok;
}

/* Large files are not copied: a link, or the bytes out of the depot. */
static bool put_file(const struct kept_file *file, bool large, const char *to, struct depot *depot,
                     struct errors *errors)
{
    if (folder_occupied(to)) /* another part of the same file */
        return true;
    if (!folder_make(path_folder(depot->arena, to), errors))
        return false;
    if (!file->from)
        return depot_restore(depot, file->recorded->sha256, to, errors);
    return large ? put_link(file->from, to, errors) : file_copy(file->from, to, 0600, errors);
}

static bool put_files(const struct kept_files *files, bool large, const char *folder,
                      struct depot *depot, struct errors *errors)
{
    bool ok = true;
    for (size_t i = 0; ok && i < files->n; i++) {
        const char *path = files->items[i].path;
        if (*path == '/' && files->items[i].state == KEPT_STANDS)
            continue; /* the settings name it there */
        if (*path == '/')
            ok = errors_add(errors, ERROR_DATA, path,
                            "is niet meer wat er stond, en de instellingen noemen dit bestand met "
                            "een absoluut pad: zet het terug zoals het was");
        else
            ok = is_harmless(path, errors) &&
                 put_file(&files->items[i], large, path_join(depot->arena, folder, path), depot,
                          errors);
    }
    return ok;
}

/* What the run found of the other runs: their figures, and whether they looked at it. */
static bool put_others(const struct kept *kept, struct depot *depot, struct errors *errors)
{
    bool ok = put_files(&kept->others, false, kept->output, depot, errors);
    size_t at = 0;
    for (size_t i = 0; ok && i < kept->manifest.others.n; i++) {
        const struct manifest_other *other = &kept->manifest.others.items[i];
        if (!*other->sha256)
            continue;
        struct manifest_file saldi = *kept->others.items[at++].recorded;
        struct manifest_other back = {.run = kept->manifest.run};
        struct manifest said = {.version = "", .run = other->run, .run_ini = "run.ini"};
        saldi.path = PUBLISHED_SALDI;
        said.outputs = (struct manifest_files){&saldi, 1};
        said.others = (struct manifest_others){&back, other->mutual != 0};
        manifest_set_run_id(&said);
        ok = file_replace(
            arena_printf(depot->arena, "%s/%s/" MANIFEST_NAME, kept->output, other->run),
            manifest_format(&said, depot->arena), errors);
    }
    return ok;
}

static bool put_together(struct kept *kept, struct errors *errors)
{
    struct arena *arena = kept->arena;
    struct depot depot = depot_of(other_run_output(kept->folder, arena), arena);
    size_t depth = most_climbs(&kept->inputs, most_climbs(&kept->settings, LEAST_DEPTH));
    const char *folder = path_join(arena, kept->temporary, "run");
    for (size_t i = 0; i < depth; i++)
        folder = path_join(arena, folder, "map");
    depot.n_workers = share_workers();
    kept->output = path_join(arena, kept->temporary, "uitvoer");
    kept->run_ini = path_join(arena, folder, path_from_text(arena, kept->manifest.run_ini));
    bool held = held_take(depot.folder, HELD_WHOLE, NULL, ERRORS_UNHEARD);
    bool ok = folder_make(kept->output, errors) &&
              put_files(&kept->settings, false, folder, &depot, errors) &&
              put_files(&kept->inputs, true, folder, &depot, errors) &&
              put_others(kept, &depot, errors);
    if (held)
        held_drop(depot.folder);
    return ok;
}

bool kept_open(const char *folder, const char *run_ini, const char *above, struct arena *arena,
               struct errors *errors, struct kept *kept)
{
    if (!kept_find(folder, run_ini, arena, errors, kept) || !is_complete(kept, errors))
        return false;
    interrupt_hold(); /* what is put together holds delivered lines, and must not stay behind */
    kept->was_whole = true;
    kept->temporary = folder_temporary(above, "bewaard", arena, errors);
    if (!kept->temporary)
        return false;
    if (put_together(kept, errors))
        return true;
    kept_close(kept, errors);
    return false;
}

bool kept_close(struct kept *kept, struct errors *errors)
{
    bool ok = !kept->temporary || folder_remove(kept->temporary, errors);
    kept->temporary = NULL;
    return ok;
}
