#include "pipeline/base/sha256.h"

#include "pipeline/base/memory.h"
#include "pipeline/base/regular.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_BYTES (256 * 1024)

struct sha256 {
    EVP_MD_CTX *context;
};

/* SHA-256 has no failures but those of memory and of a broken library: nothing to hand back. */
static void require(int succeeded)
{
    static const char message[] =
        "pnc: libcrypto kan geen SHA-256 berekenen; er is niets gepubliceerd\n";
    if (succeeded)
        return;
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
    (void)ignored;
    _exit(3);
}

/* Fetched once: each time takes as long as hashing a small file. */
static const EVP_MD *algorithm;

static void fetch(void)
{
    /* A machine's openssl.cnf must not matter to a hash, and reading it takes time. */
    require(OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL));
    algorithm = EVP_MD_fetch(NULL, "SHA256", NULL);
    require(algorithm != NULL);
}

struct sha256 *sha256_new(void)
{
    static pthread_once_t fetched = PTHREAD_ONCE_INIT;
    pthread_once(&fetched, fetch);
    struct sha256 *sha = mem_alloc(sizeof *sha);
    sha->context = EVP_MD_CTX_new();
    require(sha->context && EVP_DigestInit_ex(sha->context, algorithm, NULL));
    return sha;
}

void sha256_update(struct sha256 *sha, const void *bytes, size_t n_bytes)
{
    require(EVP_DigestUpdate(sha->context, bytes, n_bytes));
}

void sha256_hex(struct sha256 *sha, char hex[SHA256_HEX_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned n_digest = 0;
    require(EVP_DigestFinal_ex(sha->context, digest, &n_digest) &&
            n_digest * 2 + 1 == SHA256_HEX_SIZE);
    for (size_t i = 0; i < n_digest; i++) {
        hex[2 * i] = digits[digest[i] >> 4];
        hex[2 * i + 1] = digits[digest[i] & 15];
    }
    hex[SHA256_HEX_SIZE - 1] = '\0';
}

void sha256_free(struct sha256 *sha)
{
    if (!sha)
        return;
    EVP_MD_CTX_free(sha->context);
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
    int file = regular_open(path);
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
