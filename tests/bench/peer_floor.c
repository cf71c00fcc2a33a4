/* The floor: a pass that finds every separator, line end and quote of a file and does nothing with
 * them: see README.md.
 *
 *     peer_floor LEDGER MAPPING RESULT THREADS LAYOUT BOUNDARY
 *
 * Two threads read on both sides of BOUNDARY, a byte where a record is known to begin. RESULT is
 * "records,separators", those between quotes left out. */
#include "pipeline/format/scan_block.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t)256 * 1024)

struct part {
    const char *path;
    off_t start, end;
    enum scan_vector vector;
    uint64_t inside; /* all ones between quotes */
    unsigned long long n_records, n_separators;
    bool failed;
};

/* n_bytes is a multiple of SCAN_BLOCK. */
static inline __attribute__((always_inline)) void
scan_with(struct part *part, const char *bytes, size_t n_bytes, const struct scan_set *set)
{
    const struct scan_bytes wanted = {';', '"', '\n', '\r'};
    for (size_t at = 0; at < n_bytes; at += SCAN_BLOCK) {
        struct scan_block block = set->block(bytes + at, wanted);
        uint64_t inside = set->parity(block.quotes) ^ part->inside;
        part->n_records += set->count(block.feeds & ~inside);
        part->n_separators += set->count(block.separators & ~inside);
        part->inside = 0 - (inside >> 63);
    }
}

static void scan_plain(struct part *part, const char *bytes, size_t n_bytes)
{
    scan_with(part, bytes, n_bytes, &scan_set_plain);
}

#if defined(__x86_64__)

static void scan_sse2(struct part *part, const char *bytes, size_t n_bytes)
{
    scan_with(part, bytes, n_bytes, &scan_set_sse2);
}

SCAN_AVX2 static void scan_avx2(struct part *part, const char *bytes, size_t n_bytes)
{
    scan_with(part, bytes, n_bytes, &scan_set_avx2);
}

#else

#define scan_sse2 scan_plain
#define scan_avx2 scan_plain

#endif

static const struct {
    const char *name;
    void (*scan)(struct part *part, const char *bytes, size_t n_bytes);
} vectors[SCAN_VECTOR_COUNT] = {
    [SCAN_VECTOR_NONE] = {"no vectors", scan_plain},
    [SCAN_VECTOR_SSE2] = {"SSE2", scan_sse2},
    [SCAN_VECTOR_AVX2] = {"AVX2", scan_avx2},
};

/* Fills the block but for the end of the part; 0 bytes there, or when reading failed. */
static size_t fill(struct part *part, int fd, char *block)
{
    size_t n_bytes = 0;
    while (n_bytes < BLOCK_BYTES && part->start < part->end) {
        size_t wanted = BLOCK_BYTES - n_bytes;
        if ((off_t)wanted > part->end - part->start)
            wanted = (size_t)(part->end - part->start);
        ssize_t n = pread(fd, block + n_bytes, wanted, part->start);
        if (n <= 0) {
            part->failed = true;
            return 0;
        }
        n_bytes += (size_t)n;
        part->start += n;
    }
    return n_bytes;
}

static void *part_read(void *context)
{
    struct part *part = context;
    char *block = aligned_alloc(SCAN_BLOCK, BLOCK_BYTES);
    int fd = open(part->path, O_RDONLY | O_CLOEXEC);
    part->failed = fd < 0 || !block;
    for (size_t n; !part->failed && (n = fill(part, fd, block)) > 0;) {
        size_t whole = (n + SCAN_BLOCK - 1) / SCAN_BLOCK * SCAN_BLOCK;
        memset(block + n, ' ', whole - n);
        vectors[part->vector].scan(part, block, whole);
    }
    close(fd);
    free(block);
    return NULL;
}

static bool write_result(const char *path, const struct part *parts, int n_parts)
{
    unsigned long long n_records = 0, n_separators = 0;
    for (int i = 0; i < n_parts; i++) {
        n_records += parts[i].n_records;
        n_separators += parts[i].n_separators;
    }
    FILE *out = fopen(path, "w");
    if (!out)
        return false;
    fprintf(out, "%llu,%llu\n", n_records, n_separators);
    return fclose(out) == 0;
}

static bool pass(char **arguments)
{
    struct stat status;
    int n_parts = atoi(arguments[3]) == 2 ? 2 : 1;
    off_t boundary = (off_t)atoll(arguments[5]);
    if (stat(arguments[0], &status) != 0)
        return false;
    struct part parts[2] = {{.path = NULL}};
    for (int i = 0; i < n_parts; i++)
        parts[i] = (struct part){.path = arguments[0],
                                 .start = i == 0 ? 0 : boundary,
                                 .end = i + 1 == n_parts ? status.st_size : boundary,
                                 .vector = scan_vector_best()};
    pthread_t other;
    if (n_parts == 2 && pthread_create(&other, NULL, part_read, &parts[1]) != 0)
        return false;
    part_read(&parts[0]);
    if (n_parts == 2)
        pthread_join(other, NULL);
    return !parts[0].failed && !parts[n_parts - 1].failed &&
           write_result(arguments[2], parts, n_parts);
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        printf("scan_block of pnc, %s\n", vectors[scan_vector_best()].name);
        return 0;
    }
    if (argc != 7 || !pass(argv + 1)) {
        fputs("peer_floor: failed\n", stderr);
        return 1;
    }
    return 0;
}
