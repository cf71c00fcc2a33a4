/* A piece of bytes as one gzip member (RFC 1952), and back: what is kept packed, so that it can be
 * read without pnc. By libisal where it was there at build time, else by zlib; either reads what
 * the other made. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Room that n_bytes need at most when packed. */
size_t gzip_room(size_t n_bytes);

/* Packs n_bytes into `packed`, which has gzip_room(n_bytes). How many bytes it became. */
size_t gzip_pack(const void *bytes, size_t n_bytes, void *packed);

/* The other way: true when `packed` is one whole member of exactly n_bytes. */
bool gzip_unpack(const void *packed, size_t n_packed, void *bytes, size_t n_bytes);
