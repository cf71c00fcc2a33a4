/* Preloaded: a machine that does not do all that it is asked.
 *
 * Always: a manifest.json cannot be removed (a run removes one only when all its work is done), and
 * neither can a scratch file of the workbook's library.
 * ARCHIVE_ELSEWHERE set: the archive is on another file system.
 * CALLS=FILE: every sync and every move is noted there, in order. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
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

int unlinkat(int folder, const char *name, int flags)
{
    int (*really)(int, const char *, int);
    if (!getenv("CALLS") && !getenv("ARCHIVE_ELSEWHERE") && strcmp(name, "manifest.json") == 0)
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

int rename(const char *from, const char *to)
{
    int (*really)(const char *, const char *);
    if (getenv("ARCHIVE_ELSEWHERE") && strstr(to, "/archief/") && !strstr(from, "/archief/"))
        return refuse(EXDEV);
    note("verplaats", from, to);
    *(void **)&really = dlsym(RTLD_NEXT, "rename");
    return really(from, to);
}

int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    int (*really)(int, const char *, int, const char *, unsigned);
    note("verwissel", from, to);
    *(void **)&really = dlsym(RTLD_NEXT, "renameat2");
    return really(a, from, b, to, flags);
}
