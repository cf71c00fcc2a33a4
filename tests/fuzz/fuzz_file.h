/* For targets whose function takes a path: the bytes as a file that is not on disk. */
#pragma once

#include "pipeline/base/error.h"
#include "tests/fuzz/fuzz.h"

#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

struct fuzz_file {
    int descriptor;
    char path[32];
};

static inline struct fuzz_file fuzz_file_open(const void *bytes, size_t n_bytes)
{
    struct fuzz_file file;
    file.descriptor = memfd_create("fuzz", 0);
    MUST(file.descriptor >= 0);
    for (size_t n = 0; n < n_bytes;) {
        ssize_t n_written = write(file.descriptor, (const char *)bytes + n, n_bytes - n);
        MUST(n_written > 0);
        n += (size_t)n_written;
    }
    snprintf(file.path, sizeof file.path, "/proc/self/fd/%d", file.descriptor);
    return file;
}

static inline void fuzz_file_close(struct fuzz_file file)
{
    close(file.descriptor);
}

/* What a reader of settings returns is true exactly when it added no errors; all it may add are
 * errors of settings, each with a place and words. */
static inline void fuzz_check_errors(bool good, const struct errors *errors)
{
    MUST(good == (errors->n == 0));
    for (size_t i = 0; i < errors->n; i++) {
        MUST(errors->items[i].kind == ERROR_SETTINGS);
        MUST(errors->items[i].where[0] && errors->items[i].message[0]);
    }
}
