/* A fuzz target is a file fuzz_<name>.c with this function; its kept inputs are the files of
 * corpus/<name>/. `make fuzz-replay` runs those by replay.c; libFuzzer looks for new ones:
 *
 *     clang -std=c11 -D_GNU_SOURCE -I. -g -O1 -fsanitize=fuzzer,address,undefined \
 *         tests/fuzz/fuzz_<name>.c pipeline/… (make fuzz-run) -o build/fuzz_<name>
 *     build/fuzz_<name> -max_total_time=600 build/found tests/fuzz/corpus/<name>
 */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Returns 0; what must not happen ends the process. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold, also where NDEBUG is set. */
#define MUST(condition)                                                                            \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: must hold: %s\n", __FILE__, __LINE__, #condition);             \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

/* A copy that ends where its allocation ends, so that reading on is caught; to be freed. */
static inline char *fuzz_copy(const void *bytes, size_t n_bytes)
{
    char *copy = malloc(n_bytes ? n_bytes : 1);
    MUST(copy);
    if (n_bytes)
        memcpy(copy, bytes, n_bytes);
    return copy;
}
