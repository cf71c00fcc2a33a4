/* "bedoelde u 'teken'?": the known name that is nearest to one that is not known. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

struct suggestion {
    struct text wanted;
    const char *nearest; /* borrowed from suggestion_try, NULL when none is near */
    size_t distance;     /* of the nearest, or the first distance that is too far */
};

/* Starts looking; `wanted` is borrowed. */
struct suggestion suggestion_start(struct text wanted);

/* A known name. */
void suggestion_try(struct suggestion *suggestion, const char *known);

/* "; bedoelde u 'teken'?" in the arena, or "" when no known name was near. */
const char *suggestion_text(struct arena *arena, const struct suggestion *suggestion);

#endif
