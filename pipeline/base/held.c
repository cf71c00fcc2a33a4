#include "pipeline/base/held.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

struct held {
    char *path; /* without '/' at its end */
    size_t n_path;
    int folder;
    enum held_kind kind;
    const char *const *names;
};

static struct held *all;
static size_t n_all;

/* ---- taking ---- */

static size_t length_of(const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    return n;
}

/* The one that was taken last. */
static struct held *find_taken(const char *path)
{
    size_t n = length_of(path);
    for (size_t i = n_all; i-- > 0;)
        if (all[i].n_path == n && memcmp(all[i].path, path, n) == 0)
            return &all[i];
    return NULL;
}

static const struct held *find(const char *path, const char **rest);

/* A share may give a new folder another owner and mode than were asked for: below a folder that is
 * held it is ours all the same. */
static bool is_own(const char *path, int folder)
{
    const char *rest;
    struct stat status;
    return find(path, &rest) || (fstat(folder, &status) == 0 && status.st_uid == geteuid() &&
                                 (status.st_mode & 0022) == 0);
}

bool held_take(const char *path, enum held_kind kind, const char *const *names,
               struct errors *errors)
{
    int link = kind == HELD_OWN ? O_NOFOLLOW : 0;
    int folder = held_open(path, O_PATH | O_DIRECTORY | O_CLOEXEC | link, 0);
    if (folder >= 0 && kind == HELD_OWN && !is_own(path, folder)) {
        close(folder);
        return errors_add(errors, ERROR_MACHINE, path,
                          "verwacht een map waarin alleen wie pnc draait kan schrijven; zet TMPDIR "
                          "op een eigen schijf");
    }
    if (folder < 0)
        return errors_add_errno(errors, path, "de map kan niet worden geopend");
    struct held *held = mem_add(all, n_all);
    *held =
        (struct held){.n_path = length_of(path), .folder = folder, .kind = kind, .names = names};
    held->path = mem_alloc(held->n_path + 1);
    memcpy(held->path, path, held->n_path);
    return true;
}

void held_drop(const char *path)
{
    struct held *held = find_taken(path);
    if (!held)
        return;
    close(held->folder);
    free(held->path);
    memmove(held, held + 1, (size_t)(all + n_all - held - 1) * sizeof *held);
    n_all--;
}

int held_is(const char *path)
{
    const struct held *held = find_taken(path);
    return held ? held->folder : -1;
}

bool held_stands(const char *taken, const char *path)
{
    const struct held *held = find_taken(taken);
    struct held_at at;
    struct stat is, named;
    if (!held || !held_enter(path, &at))
        return false;
    bool stands = fstat(held->folder, &is) == 0 &&
                  fstatat(at.folder, at.name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
                  is.st_dev == named.st_dev && is.st_ino == named.st_ino;
    held_leave(&at);
    return stands;
}

/* ---- finding ---- */

static bool climbs(const char *rest)
{
    for (; *rest; rest += strcspn(rest, "/"), rest += strspn(rest, "/"))
        if (strcspn(rest, "/") == 2 && rest[0] == '.' && rest[1] == '.')
            return true;
    return false;
}

static bool is_named(const struct held *held, const char *rest)
{
    size_t n = strcspn(rest, "/");
    if (held->kind != HELD_NAMES || !rest[n + strspn(rest + n, "/")])
        return true;
    for (const char *const *name = held->names; *name; name++) {
        size_t n_name = strlen(*name);
        if (strncmp(rest, *name, n_name) == 0 && ((*name)[n_name - 1] == '.' || n == n_name))
            return true;
    }
    return false;
}

/* What stands behind the held folder in the path; NULL when it is not below it. */
static const char *below(const struct held *held, const char *path)
{
    if (strncmp(path, held->path, held->n_path) != 0)
        return NULL;
    const char *rest = path + held->n_path;
    if (*rest != '/' && held->path[held->n_path - 1] != '/')
        return NULL;
    rest += strspn(rest, "/");
    return *rest && (held->kind == HELD_OWN || !climbs(rest)) && is_named(held, rest) ? rest : NULL;
}

/* The deepest that the path lies below. */
static const struct held *find(const char *path, const char **rest)
{
    const struct held *found = NULL;
    for (size_t i = n_all; i-- > 0;)
        if ((!found || all[i].n_path > found->n_path) && below(&all[i], path))
            found = &all[i];
    *rest = found ? below(found, path) : path;
    return found;
}

/* One folder on the way. Takes over the descriptor that it had, if it opened that. */
static bool step(struct held_at *at, const char *name, size_t n_name)
{
    char part[NAME_MAX + 1];
    int next = -1;
    if (n_name > NAME_MAX) {
        errno = ENAMETOOLONG;
    } else {
        memcpy(part, name, n_name);
        part[n_name] = '\0';
        next = openat(at->folder, part, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    }
    int reason = errno;
    held_leave(at);
    errno = reason;
    at->folder = next;
    at->close = next >= 0;
    return next >= 0;
}

bool held_enter(const char *path, struct held_at *at)
{
    const char *rest;
    const struct held *held = find(path, &rest);
    *at = (struct held_at){held ? held->folder : AT_FDCWD, rest, false,
                           held && held->kind != HELD_OWN};
    for (size_t n; at->linkless; at->name += n, at->name += strspn(at->name, "/")) {
        n = strcspn(at->name, "/");
        if (!at->name[n + strspn(at->name + n, "/")])
            break;
        if (!step(at, at->name, n))
            return false;
    }
    at->linkless = at->linkless && (held->kind == HELD_WHOLE || at->name != rest);
    return true;
}

void held_leave(const struct held_at *at)
{
    int reason = errno;
    if (at->close)
        close(at->folder);
    errno = reason;
}

/* ---- the calls ---- */

#define AT(call)                                                                                   \
    struct held_at at;                                                                             \
    int result = held_enter(path, &at) ? (call) : -1;                                              \
    held_leave(&at);                                                                               \
    return result

/* A held folder itself is its descriptor. */
int held_open(const char *path, int flags, mode_t mode)
{
    struct held_at at;
    int folder = held_is(path);
    if (folder >= 0)
        return openat(folder, ".", flags & ~O_NOFOLLOW, mode);
    int file = held_enter(path, &at)
                   ? openat(at.folder, at.name, flags | (at.linkless ? O_NOFOLLOW : 0), mode)
                   : -1;
    held_leave(&at);
    return file;
}

int held_lstat(const char *path, struct stat *status)
{
    AT(fstatat(at.folder, at.name, status, AT_SYMLINK_NOFOLLOW));
}

static int stat_at(const char *path, struct stat *status)
{
    AT(fstatat(at.folder, at.name, status, at.linkless ? AT_SYMLINK_NOFOLLOW : 0));
}

int held_stat(const char *path, struct stat *status)
{
    int folder = held_is(path);
    return folder >= 0 ? fstat(folder, status) : stat_at(path, status);
}

int held_regular(const char *path)
{
    struct stat status;
    int fd = held_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0);
    if (fd < 0 || (fstat(fd, &status) == 0 && S_ISREG(status.st_mode)))
        return fd;
    close(fd);
    errno = S_ISDIR(status.st_mode) ? EISDIR : ESPIPE;
    return -1;
}

int held_access(const char *path, int how)
{
    AT(faccessat(at.folder, at.name, how, 0));
}

int held_mkdir(const char *path, mode_t mode)
{
    AT(mkdirat(at.folder, at.name, mode));
}

int held_unlink(const char *path)
{
    AT(unlinkat(at.folder, at.name, 0));
}

int held_symlink(const char *to, const char *path)
{
    AT(symlinkat(to, at.folder, at.name));
}

int held_chmod(const char *path, mode_t mode)
{
    int file = held_open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
    int failed = file < 0 ? -1 : fchmod(file, mode);
    held_leave(&(struct held_at){.folder = file, .close = file >= 0});
    return failed;
}

int held_rename(const char *from, const char *to, unsigned flags)
{
    struct held_at a, b;
    if (!held_enter(from, &a))
        return -1;
    int failed = held_enter(to, &b) ? renameat2(a.folder, a.name, b.folder, b.name, flags) : -1;
    held_leave(&b);
    held_leave(&a);
    return failed;
}

FILE *held_file(const char *path, const char *mode)
{
    int flags = *mode == 'r'   ? O_RDONLY
                : *mode == 'x' ? O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW
                               : O_WRONLY | O_APPEND | O_NOFOLLOW;
    int file = held_open(path, flags | O_CLOEXEC, 0666);
    FILE *stream = file < 0 ? NULL : fdopen(file, *mode == 'r' ? "rb" : *mode == 'x' ? "wb" : "ab");
    if (file >= 0 && !stream)
        close(file);
    return stream;
}

const char *held_fresh(const char *before, struct arena *arena)
{
    unsigned long long chance = 0;
    if (getrandom(&chance, sizeof chance, 0) != (ssize_t)sizeof chance)
        chance = 0; /* making it still refuses what is there */
    return arena_printf(arena, "%s%016llx", before, chance);
}

char *held_way(const char *path, struct arena *arena)
{
    const char *rest;
    const struct held *held = find(path, &rest);
    if (held && access("/proc/self/fd", X_OK) == 0)
        return arena_printf(arena, "/proc/self/fd/%d/%s", held->folder, rest);
    return arena_copy(arena, path, strlen(path));
}
