/* Preloaded: a machine that does not do all that it is asked.
 *
 * Always: a manifest.json cannot be removed (a run removes one only when all its work is done), and
 * neither can a scratch file of the workbook's library.
 * ARCHIVE_ELSEWHERE set: the archive is on another file system.
 * SWAP=NAME: just before that is made in the run's folder, somebody else puts a link to a folder of
 * his own in the place of that. CALLS=FILE: every sync and every move is noted there, in order. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int refuse(int error)
{
    errno = error;
    return -1;
}

static void note(const char *what, const char *first, const char *second)
{
    const char *log = getenv("CALLS");
    FILE *stream = log ? fopen(log, "ae") : NULL;
    if (!stream)
        return;
    fprintf(stream, "%s %s %s\n", what, first, second);
    fclose(stream);
}

/* The whole path of a name in an open folder. */
static void whole(int folder, const char *name, char path[8192])
{
    char link[64], is[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t n = *name == '/' || folder == AT_FDCWD ? 0 : readlink(link, is, sizeof is - 1);
    snprintf(path, 8192, "%.*s%s%s", (int)(n > 0 ? n : 0), is, n > 0 ? "/" : "", name);
}

static void swap(int folder, const char *name)
{
    static int done;
    char place[8192], aside[8200];
    const char *wanted = getenv("SWAP");
    if (done || !wanted || strcmp(name, wanted) != 0)
        return;
    whole(folder, "", place);
    char *slash = strrchr(place, '/'), *last = slash;
    if (slash && !slash[1])
        *slash = '\0', last = strrchr(place, '/');
    if (!last || strncmp(last, "/.proef.", 8) != 0)
        return;
    done = 1;
    snprintf(aside, sizeof aside, "%.*s/weg", (int)(last - place), place);
    if (renameat(AT_FDCWD, place, AT_FDCWD, aside) != 0 || symlink("../elders", place) != 0)
        abort();
}

int openat(int folder, const char *name, int flags, ...)
{
    int (*really)(int, const char *, int, ...);
    va_list more;
    va_start(more, flags);
    unsigned mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, unsigned) : 0;
    va_end(more);
    if (flags & O_CREAT)
        swap(folder, name);
    *(void **)&really = dlsym(RTLD_NEXT, "openat");
    return really(folder, name, flags, mode);
}

int mkdirat(int folder, const char *name, unsigned mode);
int mkdirat(int folder, const char *name, unsigned mode)
{
    int (*really)(int, const char *, unsigned);
    swap(folder, name);
    *(void **)&really = dlsym(RTLD_NEXT, "mkdirat");
    return really(folder, name, mode);
}

int unlinkat(int folder, const char *name, int flags)
{
    int (*really)(int, const char *, int);
    if (!getenv("CALLS") && !getenv("SWAP") && !getenv("ARCHIVE_ELSEWHERE") &&
        strcmp(name, "manifest.json") == 0)
        return refuse(EACCES);
    *(void **)&really = dlsym(RTLD_NEXT, "unlinkat");
    return really(folder, name, flags);
}

int unlink(const char *path)
{
    int (*really)(const char *);
    const char *slash = strrchr(path, '/');
    if (slash && strncmp(slash, "/tmp", 4) == 0)
        return refuse(EACCES);
    *(void **)&really = dlsym(RTLD_NEXT, "unlink");
    return really(path);
}

int fsync(int file)
{
    int (*really)(int);
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t n = readlink(link, path, sizeof path - 1);
    path[n > 0 ? n : 0] = '\0';
    note("schijf", path, "");
    *(void **)&really = dlsym(RTLD_NEXT, "fsync");
    return really(file);
}

int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    int (*really)(int, const char *, int, const char *, unsigned);
    char first[8192], second[8192];
    whole(a, from, first);
    whole(b, to, second);
    if (getenv("ARCHIVE_ELSEWHERE") && strstr(second, "/archief/") && !strstr(first, "/archief/"))
        return refuse(EXDEV);
    note(flags ? "verwissel" : "verplaats", first, second);
    *(void **)&really = dlsym(RTLD_NEXT, "renameat2");
    return really(a, from, b, to, flags);
}
