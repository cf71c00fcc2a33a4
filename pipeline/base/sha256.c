#include "pipeline/base/sha256.h"

#include "pipeline/base/held.h"
#include "pipeline/base/memory.h"

/* The plain functions: EVP's fetch takes as long as a small file, reads a machine's openssl.cnf,
 * and can fail; these do neither, and are as fast. */
#define OPENSSL_API_COMPAT 10101
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_BYTES (256 * 1024)

struct sha256 {
    SHA256_CTX context;
};

struct sha256 *sha256_new(void)
{
    struct sha256 *sha = mem_alloc(sizeof *sha);
    SHA256_Init(&sha->context);
    return sha;
}

void sha256_update(struct sha256 *sha, const void *bytes, size_t n_bytes)
{
    SHA256_Update(&sha->context, bytes, n_bytes);
}

void sha256_hex(struct sha256 *sha, char hex[SHA256_HEX_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256_Final(digest, &sha->context);
    for (size_t i = 0; i < sizeof digest; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[SHA256_HEX_SIZE - 1] = '\0';
}

void sha256_free(struct sha256 *sha)
{
    free(sha);
}

void sha256_bytes(const void *bytes, size_t n_bytes, char hex[SHA256_HEX_SIZE])
{
    struct sha256 *sha = sha256_new();
    sha256_update(sha, bytes, n_bytes);
    sha256_hex(sha, hex);
    sha256_free(sha);
}

/* Feeds all of the file to the hash; false with errno set. */
static bool hash_all(struct sha256 *sha, int file, long long *n_bytes)
{
    size_t cap = 0;
    char *block = mem_grow_unset(NULL, &cap, BLOCK_BYTES, 1);
    ssize_t n_read;
    *n_bytes = 0;
    while ((n_read = read(file, block, BLOCK_BYTES)) > 0) {
        sha256_update(sha, block, (size_t)n_read);
        *n_bytes += n_read;
    }
    free(block);
    return n_read == 0;
}

bool sha256_file(const char *path, char hex[SHA256_HEX_SIZE], long long *n_bytes,
                 struct errors *errors)
{
    int file = held_regular(path);
    if (file < 0)
        return errors_add_errno(errors, path, "kan het bestand niet openen");
    struct sha256 *sha = sha256_new();
    long long n_hashed;
    bool whole = hash_all(sha, file, &n_hashed) ||
                 errors_add_errno(errors, path, "kan het bestand niet lezen");
    if (whole) {
        sha256_hex(sha, hex);
        *n_bytes = n_hashed;
    }
    sha256_free(sha);
    close(file);
    return whole;
}

bool sha256_matches(const char *path, const char *hex)
{
    char found[SHA256_HEX_SIZE];
    long long n_bytes;
    return sha256_file(path, found, &n_bytes, ERRORS_UNHEARD) && strcmp(found, hex) == 0;
}
