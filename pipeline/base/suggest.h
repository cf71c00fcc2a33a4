/* "bedoelde u 'teken'?": the known name that is nearest to one that is not known. */
#pragma once

#include "pipeline/base/array.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

struct suggestion {
    struct text wanted;
    const char *nearest; /* borrowed from suggestion_try, NULL when none is near */
    size_t distance;     /* of the nearest, or the first distance that is too far */
};

/* Starts looking; `wanted` is borrowed. */
struct suggestion suggestion_start(struct text wanted);

/* True of names that differ in their numbers alone, as 2025 and 2029: of two columns of a delivery
 * the one is never the other. */
bool suggest_other_number(struct text a, struct text b);

/* A known name. */
void suggestion_try(struct suggestion *suggestion, const char *known);

/* "; bedoelde u 'teken'?" in the arena, or "" when no known name was near. */
const char *suggestion_text(struct arena *arena, const struct suggestion *suggestion);

/* The same at once, of n structs whose member is their name: as array_find. */
#define suggestion_among(arena, wanted, items, n, member)                                          \
    suggestion_among_texts((arena), (wanted), (items), (n), sizeof *(items),                       \
                           ARRAY_TEXT_AT(items, member))
const char *suggestion_among_texts(struct arena *arena, struct text wanted, const void *items,
                                   size_t n, size_t n_bytes, size_t offset);
