/* Records with separators (RFC 4180), made by a packing whose file has none of its own. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/text.h"
#include "pipeline/format/packing.h"

#include <stdint.h>

/* What was made and not yet taken: the state of such a packing begins with it. Zero-initialised but
 * for the first three is empty and valid. */
struct records {
    const struct packing_wish *wish;     /* its separator and quote are written */
    const struct packing_source *source; /* of the state */
    /* Makes further records, or sets *ended; it is asked until enough are there. */
    bool (*more)(void *state, bool *ended, struct errors *errors);
    char *bytes;
    size_t n_used, n_bytes, cap;
    size_t n_fields; /* of the record that is being made */
    bool ended;      /* no more will be made */
    bool unwritable; /* a field holds what only quotes could keep, and there are none */
};

#define RECORDS_BEHIND 8

void records_field(struct records *records, struct text field); /* quoted where it must be */
void records_end(struct records *records);
/* True when a field needs no quotes. */
bool records_simple(const struct packing_wish *wish, struct text field);
/* All n fields of a record (at most 64), and its end: those whose bit is not in `there` are empty;
 * of those in `plain`, nothing can need quotes, and RECORDS_BEHIND bytes behind it can be read. */
void records_row(struct records *records, const struct text *fields, uint64_t there, uint64_t plain,
                 size_t n);
void records_bytes(struct records *records, struct text bytes); /* as they are */

/* A packing's read. */
bool records_read(void *state, char *buffer, size_t n_bytes, size_t *n_read, struct errors *errors);

void records_release(struct records *records);
