#include "pipeline/base/folder.h"
#include "pipeline/base/array.h"

#include "pipeline/base/file.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- one walk over a folder, for all that needs one ---- */

struct walk {
    struct arena arena; /* names and paths while walking */
    struct errors *errors;
    /* Called for all that is no folder, and for each folder after its contents. `parent` is the
     * open folder that holds `name`; `path` is for messages, `inside` is relative to where the walk
     * began.
     */
    bool (*file)(struct walk *walk, int parent, const char *name, const char *path,
                 const char *inside);
    bool (*folder)(struct walk *walk, int folder, const char *path);
    bool (*left)(struct walk *walk, int parent, const char *name,
                 const char *path); /* may be NULL */
    void *context;
};

static void files_add(struct folder_files *files, const char *path)
{
    *mem_add(files->paths, files->n) = path;
}

/* Sorts, and moves the array from the heap to the arena that holds the names. */
static void files_settle(struct folder_files *files, struct arena *arena)
{
    array_sort(files->paths, files->n, array_compare_texts);
    const char **settled = arena_alloc(arena, files->n * sizeof *settled);
    if (files->n > 0)
        memcpy(settled, files->paths, files->n * sizeof *settled);
    free(files->paths);
    *files = (struct folder_files){.paths = settled, .n = files->n};
}

/* Takes over `fd`. */
static bool names_of(int fd, const char *path, struct arena *arena, struct errors *errors,
                     struct folder_files *names)
{
    *names = (struct folder_files){0};
    DIR *stream = fdopendir(fd);
    if (!stream) {
        errors_add_errno(errors, path, "de map kan niet worden gelezen");
        close(fd);
        return false;
    }
    errno = 0;
    for (struct dirent *entry = readdir(stream); entry; entry = readdir(stream))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            files_add(names, arena_copy(arena, entry->d_name, strlen(entry->d_name)));
    bool ok = errno == 0 || errors_add_errno(errors, path, "de map kan niet worden gelezen");
    closedir(stream);
    files_settle(names, arena);
    return ok;
}

#define AS_FOLDER (O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)

static int open_folder(int parent, const char *name)
{
    return openat(parent, name, AS_FOLDER);
}

static bool walk_folder(struct walk *walk, int folder, const char *path, const char *inside,
                        int depth);

static bool walk_entry(struct walk *walk, int parent, const char *name, const char *path,
                       const char *inside, int depth)
{
    struct stat status;
    if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errors_add_errno(walk->errors, path, "kan niet worden bekeken");
    if (!S_ISDIR(status.st_mode))
        return walk->file(walk, parent, name, path, inside);
    int folder = open_folder(parent, name);
    int why = errno;
    if (folder < 0 && walk->left && unlinkat(parent, name, AT_REMOVEDIR) == 0)
        return true; /* nobody may look into it, but it was empty */
    errno = why;
    if (folder < 0)
        return errors_add_errno(walk->errors, path, "de map kan niet worden geopend");
    bool ok = walk_folder(walk, folder, path, inside, depth + 1);
    close(folder);
    return ok && (!walk->left || walk->left(walk, parent, name, path));
}

static bool walk_folder(struct walk *walk, int folder, const char *path, const char *inside,
                        int depth)
{
    if (depth > FOLDER_MAX_DEPTH)
        return errors_add(walk->errors, ERROR_MACHINE, path, "meer dan %d mappen diep",
                          FOLDER_MAX_DEPTH);
    int again = open_folder(folder, "."); /* reading the names closes its descriptor */
    if (again < 0)
        return errors_add_errno(walk->errors, path, "de map kan niet worden geopend");
    struct folder_files names;
    bool ok = names_of(again, path, &walk->arena, walk->errors, &names);
    for (size_t i = 0; ok && i < names.n; i++)
        ok = walk_entry(walk, folder, names.paths[i], path_join(&walk->arena, path, names.paths[i]),
                        path_join(&walk->arena, inside, names.paths[i]), depth);
    return ok && walk->folder(walk, folder, path);
}

/* Walks the folder at the path itself. */
static bool walk_path(struct walk *walk, const char *path)
{
    int folder = held_open(path, AS_FOLDER, 0);
    if (folder < 0)
        return errors_add_errno(walk->errors, path, "de map kan niet worden geopend");
    bool ok = walk_folder(walk, folder, path, "", 0);
    close(folder);
    arena_release(&walk->arena);
    return ok;
}

static bool pass_folder(struct walk *walk, int folder, const char *path)
{
    (void)walk, (void)folder, (void)path;
    return true;
}

/* ---- making ---- */

static bool make_one(const char *path, struct errors *errors)
{
    if (held_mkdir(path, 0777) == 0 || (errno == EEXIST && folder_exists(path)))
        return true;
    if (errno == EEXIST)
        return errors_add(errors, ERROR_MACHINE, path, "verwacht een map, gevonden een bestand");
    return errors_add_errno(errors, path, "de map kan niet worden gemaakt");
}

bool folder_make(const char *path, struct errors *errors)
{
    struct arena arena = {0};
    char *part = arena_copy(&arena, path, strlen(path));
    bool ok = true;
    for (char *slash = strchr(part + 1, '/'); ok && slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        ok = make_one(part, errors);
        *slash = '/';
    }
    ok = ok && make_one(path, errors);
    arena_release(&arena);
    return ok;
}

bool folder_make_new(const char *path, struct errors *errors)
{
    return held_mkdir(path, 0777) == 0 ||
           errors_add_errno(errors, path, "de map kan niet worden gemaakt");
}

bool folder_is_itself(const char *path, struct errors *errors)
{
    struct stat status;
    if (held_lstat(path, &status) != 0 || S_ISDIR(status.st_mode))
        return true;
    return errors_add(errors, ERROR_MACHINE, path,
                      S_ISLNK(status.st_mode)
                          ? "verwacht een map, gevonden een symbolische koppeling: die wordt niet "
                            "gevolgd en niet vervangen; haal haar weg, of geef met --output de map "
                            "waarin gepubliceerd moet worden"
                          : "verwacht een map, gevonden iets anders; haal het weg");
}

const char *folder_temporary(const char *above, const char *word, struct arena *arena,
                             struct errors *errors)
{
    const char *own = getenv("TMPDIR");
    const char *path =
        held_fresh(above ? arena_printf(arena, "%s/.%s-", above, word)
                         : arena_printf(arena, "%s/pnc-%s-", own && *own ? own : P_tmpdir, word),
                   arena);
    if (held_mkdir(path, 0700) != 0) {
        errors_add_errno(errors, path, "kan niet worden gemaakt");
        return NULL;
    }
    if (held_take(path, HELD_OWN, NULL, errors))
        return path;
    folder_remove(path, errors);
    return NULL;
}

/* ---- removing ---- */

static bool remove_file(struct walk *walk, int parent, const char *name, const char *path,
                        const char *inside)
{
    (void)inside;
    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
        return true;
    return errors_add_errno(walk->errors, path, "kan niet worden verwijderd");
}

static bool remove_left(struct walk *walk, int parent, const char *name, const char *path)
{
    if (unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT)
        return true;
    return errors_add_errno(walk->errors, path, "de map kan niet worden verwijderd");
}

/* A held folder is emptied wherever it is by now; what took its place is not ours. */
static bool remove_entry(struct walk *walk, const struct held_at *at, const char *path)
{
    struct stat status;
    int held = held_is(path);
    if (held >= 0)
        return walk_folder(walk, held, path, "", 0) &&
               (!held_stands(path, path) || remove_left(walk, at->folder, at->name, path));
    return fstatat(at->folder, at->name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
           walk_entry(walk, at->folder, at->name, path, "", 0);
}

bool folder_remove(const char *path, struct errors *errors)
{
    struct walk walk = {
        .errors = errors, .file = remove_file, .folder = pass_folder, .left = remove_left};
    struct held_at at;
    bool ok = held_enter(path, &at) ? remove_entry(&walk, &at, path) : errno == ENOENT;
    held_leave(&at);
    held_drop(path);
    arena_release(&walk.arena);
    return ok;
}

/* ---- syncing ---- */

/* Some file systems have no fsync for folders and say EINVAL. */
static bool sync_open_folder(struct walk *walk, int folder, const char *path)
{
    if (fsync(folder) == 0 || errno == EINVAL)
        return true;
    return errors_add_errno(walk->errors, path, "de map kan niet naar de schijf worden gebracht");
}

/* A pipe has nothing to write. */
static int start_sync(int fd)
{
    return sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE) == 0 || errno == ESPIPE ? 0 : -1;
}

static bool sync_file(struct walk *walk, int parent, const char *name, const char *path,
                      const char *inside)
{
    (void)inside;
    int (*const *sync)(int fd) = walk->context;
    int fd = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 && errno == ELOOP)
        return true;
    if (fd < 0)
        return errors_add_errno(walk->errors, path, "kan niet worden geopend");
    bool ok = (*sync)(fd) == 0 || errno == EINVAL ||
              errors_add_errno(walk->errors, path, "kan niet naar de schijf worden gebracht");
    close(fd);
    return ok;
}

/* All files are on their way before the first is waited for: the disk is asked once. */
bool folder_sync(const char *path, struct errors *errors)
{
    int (*syncs[])(int fd) = {start_sync, fsync};
    struct walk start = {
        .errors = errors, .file = sync_file, .folder = pass_folder, .context = &syncs[0]};
    struct walk sync = {
        .errors = errors, .file = sync_file, .folder = sync_open_folder, .context = &syncs[1]};
    return walk_path(&start, path) && walk_path(&sync, path);
}

bool folder_sync_names(const char *path, struct errors *errors)
{
    struct walk walk = {.errors = errors};
    int folder = held_open(path, AS_FOLDER, 0);
    if (folder < 0)
        return errors_add_errno(errors, path, "de map kan niet worden geopend");
    bool ok = sync_open_folder(&walk, folder, path);
    close(folder);
    return ok;
}

/* ---- listing and comparing ---- */

struct listing {
    struct arena *arena;
    struct folder_files *files;
};

static bool list_file(struct walk *walk, int parent, const char *name, const char *path,
                      const char *inside)
{
    (void)parent, (void)name, (void)path;
    struct listing *listing = walk->context;
    files_add(listing->files, arena_copy(listing->arena, inside, strlen(inside)));
    return true;
}

bool folder_list(const char *path, struct arena *arena, struct errors *errors,
                 struct folder_files *files)
{
    *files = (struct folder_files){0};
    struct listing listing = {.arena = arena, .files = files};
    struct walk walk = {
        .errors = errors, .file = list_file, .folder = pass_folder, .context = &listing};
    bool ok = walk_path(&walk, path);
    files_settle(files, arena);
    return ok;
}

bool folder_names(const char *path, struct arena *arena, struct errors *errors,
                  struct folder_files *names)
{
    *names = (struct folder_files){0};
    int folder = held_open(path, AS_FOLDER, 0);
    if (folder < 0)
        return errors_add_errno(errors, path, "de map kan niet worden geopend");
    return names_of(folder, path, arena, errors, names);
}

/* A link, device or pipe is never equal to anything: it is not ours. */
static FILE *open_regular(const char *path, struct stat *status)
{
    int fd = held_open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
    if (fd < 0)
        return NULL;
    FILE *stream = fstat(fd, status) == 0 && S_ISREG(status->st_mode) ? fdopen(fd, "rb") : NULL;
    if (!stream)
        close(fd);
    return stream;
}

static bool same_bytes(FILE *a, FILE *b)
{
    static const size_t room = 1 << 16;
    size_t cap = 0;
    char *chunk = mem_grow_unset(NULL, &cap, 2 * room, 1);
    bool same = true;
    for (size_t n_a = room; same && n_a > 0;) {
        n_a = fread(chunk, 1, room, a);
        size_t n_b = fread(chunk + room, 1, room, b);
        same = n_a == n_b && memcmp(chunk, chunk + room, n_a) == 0;
    }
    free(chunk);
    return same && !ferror(a) && !ferror(b);
}

static bool same_file(const char *a, const char *b)
{
    struct stat status_a, status_b;
    FILE *stream_a = open_regular(a, &status_a);
    FILE *stream_b = open_regular(b, &status_b);
    bool same = stream_a && stream_b && status_a.st_size == status_b.st_size &&
                same_bytes(stream_a, stream_b);
    if (stream_a)
        fclose(stream_a);
    if (stream_b)
        fclose(stream_b);
    return same;
}

bool folder_equal(const char *a, const char *b, bool *equal, struct errors *errors)
{
    struct arena arena = {0};
    struct folder_files in_a, in_b;
    bool ok = folder_list(a, &arena, errors, &in_a) && folder_list(b, &arena, errors, &in_b);
    bool same = ok && in_a.n == in_b.n;
    for (size_t i = 0; same && i < in_a.n; i++)
        same = strcmp(in_a.paths[i], in_b.paths[i]) == 0 &&
               same_file(path_join(&arena, a, in_a.paths[i]), path_join(&arena, b, in_b.paths[i]));
    if (ok)
        *equal = same;
    arena_release(&arena);
    return ok;
}

/* ---- copying ---- */

static bool copy_file(const char *from, const char *to, struct errors *errors)
{
    struct stat status;
    return held_lstat(from, &status) == 0 && S_ISREG(status.st_mode)
               ? file_copy(from, to, status.st_mode & 0777, errors)
               : errors_add_errno(errors, to, "de kopie kan niet worden gemaakt");
}

static bool copy_rights(const char *from, const char *to, struct errors *errors)
{
    struct stat status;
    return (held_stat(from, &status) == 0 && held_chmod(to, status.st_mode & 0777) == 0) ||
           errors_add_errno(errors, to, "de kopie kan niet worden gemaakt");
}

bool folder_copy(const char *from, const char *to, struct errors *errors)
{
    struct arena arena = {0};
    struct folder_files files;
    bool ok = folder_make_new(to, errors) && folder_list(from, &arena, errors, &files);
    for (size_t i = 0; ok && i < files.n; i++) {
        const char *copy = path_join(&arena, to, files.paths[i]);
        const char *file = path_join(&arena, from, files.paths[i]);
        ok = folder_make(path_folder(&arena, copy), errors) && copy_file(file, copy, errors) &&
             copy_rights(path_folder(&arena, file), path_folder(&arena, copy), errors);
    }
    arena_release(&arena);
    return ok;
}

bool folder_exists(const char *path)
{
    struct stat status;
    return held_stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool folder_occupied(const char *path)
{
    struct stat status;
    return held_lstat(path, &status) == 0;
}

/* ---- moving ---- */

bool folder_move(const char *from, const char *to, struct errors *errors)
{
    if (folder_occupied(to))
        return errors_add(errors, ERROR_MACHINE, to, "de plaats is al bezet");
    return held_rename(from, to, 0) == 0 ||
           errors_add_errno(errors, to, "kan niet op deze plaats worden gezet");
}

bool folder_exchange(const char *a, const char *b, bool *supported, struct errors *errors)
{
    *supported = true;
    if (held_rename(a, b, RENAME_EXCHANGE) == 0)
        return true;
    if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP) {
        *supported = false;
        return false;
    }
    return errors_add_errno(errors, b, "de mappen kunnen niet worden verwisseld");
}
