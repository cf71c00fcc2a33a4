/* The texts that the cells of a workbook share, in bounded memory: they wait in a file without a
 * name in $TMPDIR, and are seen through it. */
#pragma once

#include "pipeline/base/text.h"
#include "pipeline/format/zip.h"

struct shared_texts {
    char *bytes; /* mapped; NULL when there are none */
    uint64_t n_bytes;
    uint64_t *ends; /* per text, behind it in bytes */
    size_t n;
};

/* Reads the part into *shared, which must be zeroed and is to be released in any case. NULL, or
 * what is wrong, in Dutch; that text may live in the arena. */
const char *shared_read(struct zip *zip, const char *part, struct arena *arena,
                        struct shared_texts *shared);

bool shared_text(const struct shared_texts *shared, size_t index, struct text *text);

void shared_release(struct shared_texts *shared);
