#include "pipeline/base/file.h"

#include "pipeline/base/held.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COPY_BYTES ((size_t)64 * 1024)

/* The whole stream on the heap, *n_bytes of it; stops behind max_bytes. */
static char *read_all(FILE *stream, size_t max_bytes, size_t *n_bytes)
{
    char *bytes = NULL;
    size_t cap = 0;
    *n_bytes = 0;
    while (*n_bytes <= max_bytes) {
        bytes = mem_grow(bytes, &cap, *n_bytes + 4096, 1);
        size_t n_read = fread(bytes + *n_bytes, 1, cap - *n_bytes, stream);
        *n_bytes += n_read;
        if (n_read == 0)
            break;
    }
    return bytes;
}

static bool cannot_read(const char *path, struct errors *errors)
{
    if (errno == ENOENT || errno == ENOTDIR)
        return errors_add(errors, ERROR_SETTINGS, path, "bestand bestaat niet");
    if (errno == EISDIR)
        return errors_add(errors, ERROR_SETTINGS, path, "verwacht een bestand, gevonden een map");
    if (errno == ESPIPE)
        return errors_add(errors, ERROR_SETTINGS, path,
                          "verwacht een gewoon bestand, gevonden een pijp of apparaat");
    return errors_add_errno(errors, path, "bestand kan niet worden gelezen");
}

static struct text without_bom(struct text content)
{
    if (content.n_bytes >= 3 && memcmp(content.bytes, "\xEF\xBB\xBF", 3) == 0)
        return text_from(content, 3);
    return content;
}

static FILE *open_stream(const char *path)
{
    int fd = held_regular(path);
    FILE *stream = fd < 0 ? NULL : fdopen(fd, "rb");
    if (fd >= 0 && !stream)
        close(fd);
    return stream;
}

static void note(struct arena *arena, const char *path, struct text bytes)
{
    struct file_seen *seen = arena_alloc(arena, sizeof *seen);
    *seen = (struct file_seen){.path = arena_copy(arena, path, strlen(path)),
                               .n_bytes = (long long)bytes.n_bytes,
                               .next = arena->seen};
    sha256_bytes(bytes.bytes, bytes.n_bytes, seen->sha256);
    arena->seen = seen;
}

const struct file_seen *file_seen(const struct arena *arena, const char *path)
{
    const struct file_seen *seen = arena->seen;
    while (seen && strcmp(seen->path, path) != 0)
        seen = seen->next;
    return seen;
}

bool file_read(const char *path, size_t max_bytes, struct arena *arena, struct errors *errors,
               struct text *content)
{
    FILE *stream = open_stream(path);
    if (!stream)
        return cannot_read(path, errors);
    size_t n_bytes;
    char *bytes = read_all(stream, max_bytes, &n_bytes);
    bool good = true;
    if (ferror(stream))
        good = cannot_read(path, errors);
    else if (n_bytes > max_bytes)
        good = errors_add(errors, ERROR_SETTINGS, path,
                          "bestand is te groot: verwacht hoogstens %zu bytes", max_bytes);
    else {
        *content = without_bom((struct text){arena_copy(arena, bytes, n_bytes), n_bytes});
        note(arena, path, (struct text){bytes, n_bytes});
    }
    free(bytes);
    fclose(stream);
    return good;
}

bool file_write_all(int fd, const char *bytes, size_t n_bytes)
{
    while (n_bytes > 0) {
        ssize_t n = write(fd, bytes, n_bytes);
        if (n < 0 && errno != EINTR)
            return false;
        bytes += n > 0 ? n : 0;
        n_bytes -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

bool file_read_at(int fd, uint64_t offset, char *buffer, size_t n_bytes, size_t *n_read)
{
    ssize_t n = 1;
    for (*n_read = 0; *n_read < n_bytes && n != 0; *n_read += n > 0 ? (size_t)n : 0) {
        n = pread(fd, buffer + *n_read, n_bytes - *n_read, (off_t)(offset + *n_read));
        if (n < 0 && errno != EINTR)
            return false;
    }
    return true;
}

static bool write_synced(int fd, struct text bytes)
{
    return file_write_all(fd, bytes.bytes, bytes.n_bytes) && fsync(fd) == 0;
}

bool file_replace(const char *path, struct text bytes, struct errors *errors)
{
    struct arena arena = {0};
    struct stat old;
    const char *beside = held_fresh(arena_printf(&arena, "%s.", path), &arena);
    int fd = held_open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && write_synced(fd, bytes) &&
              fchmod(fd, held_stat(path, &old) == 0 ? old.st_mode & 07777 : 0644) == 0;
    if (fd >= 0)
        ok = close(fd) == 0 && ok;
    if (!ok || held_rename(beside, path, 0) != 0) {
        ok = errors_add_errno(errors, path, "kan niet worden geschreven");
        if (fd >= 0)
            held_unlink(beside);
    }
    arena_release(&arena);
    return ok;
}

const char *file_of_path(struct arena *arena, const char *path, const char **part)
{
    struct stat status;
    char *file = arena_copy(arena, path, strlen(path));
    const char *behind = NULL;
    while (held_stat(file, &status) != 0 && errno == ENOTDIR) {
        char *slash = strrchr(file, '/');
        if (!slash)
            break;
        *slash = '\0';
        behind = path + (slash - file) + 1;
    }
    if (part)
        *part = behind;
    return file;
}

static bool copy_all(int in, int out)
{
    char *bytes = mem_alloc(COPY_BYTES);
    ssize_t n;
    bool ok = true;
    while (ok && (n = read(in, bytes, COPY_BYTES)) != 0)
        ok = n > 0 ? file_write_all(out, bytes, (size_t)n) : errno == EINTR;
    free(bytes);
    return ok;
}

bool file_copy(const char *from, const char *to, int mode, struct errors *errors)
{
    int in = held_regular(from);
    if (in < 0)
        return cannot_read(from, errors);
    int out = held_open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    bool ok = out >= 0 && copy_all(in, out) && fchmod(out, (mode_t)mode) == 0;
    if (out >= 0)
        ok = close(out) == 0 && ok;
    close(in);
    return ok || errors_add_errno(errors, to, "de kopie kan niet worden gemaakt");
}
