/* Small files, whole: settings and mappings. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/sha256.h"
#include "pipeline/base/text.h"

/* A file that was read into an arena: what it was then, whatever became of it since. */
struct file_seen {
    const char *path; /* as it was asked for */
    char sha256[SHA256_HEX_SIZE];
    long long n_bytes; /* a byte order mark included */
    struct file_seen *next;
};

/* Reads a file into the arena, NUL-terminated, without a UTF-8 BOM in front, and notes there what
 * was read. Errors, at `path`: ERROR_SETTINGS when there is no such file, it is a folder, a pipe or
 * a device, or it has more than max_bytes; ERROR_MACHINE when the system refuses to read it.
 * *content is set only on success. */
bool file_read(const char *path, size_t max_bytes, struct arena *arena, struct errors *errors,
               struct text *content);

/* What was read last from this path into the arena, or NULL. */
const struct file_seen *file_seen(const struct arena *arena, const char *path);

/* A path may go on behind the name of a file, to a part of what the file holds:
 * "in/levering.zip/boek.csv". Its beginning that is a file (or is not there at all), in the arena;
 * *part, if not NULL, becomes what stands behind it, or NULL when there is nothing. */
const char *file_of_path(struct arena *arena, const char *path, const char **part);

/* Puts these bytes in the place of the file, whole or not at all; it keeps its permissions. */
bool file_replace(const char *path, struct text bytes, struct errors *errors);

/* Copies a regular file (a link to one is followed) to a place that is free, where it gets these
 * permissions. */
bool file_copy(const char *from, const char *to, int mode, struct errors *errors);

/* All of the bytes, to where the descriptor stands; or from an offset on, *n_read fewer only at the
 * end of the file. False with errno. */
bool file_write_all(int fd, const char *bytes, size_t n_bytes);
bool file_read_at(int fd, uint64_t offset, char *buffer, size_t n_bytes, size_t *n_read);
