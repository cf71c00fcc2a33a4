/* SHA-256 (FIPS 180-4) by libcrypto. */
#pragma once

#include "pipeline/base/error.h"

#include <stddef.h>

#define SHA256_HEX_SIZE 65 /* 64 lower-case hex digits and a NUL */

struct sha256; /* a running hash */

struct sha256 *sha256_new(void);
void sha256_update(struct sha256 *sha, const void *bytes, size_t n_bytes);
/* Writes the digest; the hash must not be updated afterwards. Does not free. */
void sha256_hex(struct sha256 *sha, char hex[SHA256_HEX_SIZE]);
void sha256_free(struct sha256 *sha); /* NULL is fine */

/* The hash of bytes in memory. */
void sha256_bytes(const void *bytes, size_t n_bytes, char hex[SHA256_HEX_SIZE]);

/* The hash and size of a regular file on disk. */
bool sha256_file(const char *path, char hex[SHA256_HEX_SIZE], long long *n_bytes,
                 struct errors *errors);

/* True when a regular file stands there that can be read and has this hash. */
bool sha256_matches(const char *path, const char *hex);
