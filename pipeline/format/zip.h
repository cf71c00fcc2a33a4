/* A zip (PKWARE APPNOTE: stored or deflated members, zip64), read through an open file (minizip
 * underneath). What is wrong comes back as a piece of a Dutch sentence, NULL when nothing is. */
#pragma once

#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZIP_MAX_MEMBERS 65536

struct zip;

struct zip_member {
    const char *name; /* as it stands there: perhaps no UTF-8 */
    uint64_t n_bytes; /* unpacked, as promised */
    bool is_folder, is_encrypted;
};

/* Opens the zip that the file is, whole: it ends where the zip does, and no name comes twice. The
 * descriptor stays the caller's, its position unused. */
const char *zip_open(int fd, struct zip **zip);

/* In the order of the zip; they live as long as it does. */
const struct zip_member *zip_members(const struct zip *zip, size_t *n_members);
const struct zip_member *zip_find(const struct zip *zip, const char *name); /* NULL: none */

/* Begins to read a member, which is a part of the list. */
const char *zip_enter(struct zip *zip, const struct zip_member *member);

/* The next n_bytes of it; fewer only at the end, where its size and CRC-32 were compared with what
 * the zip promises. */
const char *zip_read(struct zip *zip, char *buffer, size_t n_bytes, size_t *n_read);

/* All of a member, into the arena, with a NUL behind it. */
const char *zip_read_whole(struct zip *zip, const struct zip_member *member, struct arena *arena,
                           struct text *whole);

/* A member as it stands there, unseen: for another zip. */
struct zip_packed {
    struct text bytes;
    uint64_t n_bytes; /* unpacked, as promised */
    uint32_t crc;
    int method;
    int attributes; /* the internal ones: 1 is text */
};

/* Takes a member into the arena without unpacking it. */
const char *zip_take(struct zip *zip, const struct zip_member *member, struct arena *arena,
                     struct zip_packed *packed);

/* How many bytes of the file it has read so far. */
uint64_t zip_taken(const struct zip *zip);

void zip_close(struct zip *zip); /* NULL is fine */
