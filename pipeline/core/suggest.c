#include "pipeline/core/suggest.h"

struct suggestion suggestion_start(struct text wanted)
{
    /* one slip in a short name, one more per four characters */
    size_t allowed = wanted.n_bytes < 4 ? 1 : 1 + wanted.n_bytes / 4;
    return (struct suggestion){.wanted = wanted, .distance = allowed + 1};
}

void suggestion_try(struct suggestion *suggestion, const char *known)
{
    struct text candidate = text_of(known);
    size_t distance = text_distance(suggestion->wanted, candidate, suggestion->distance);
    /* a name that shares nothing with a short one is as far as can be, not near */
    if (distance >= suggestion->distance || distance >= suggestion->wanted.n_bytes)
        return;
    suggestion->distance = distance;
    suggestion->nearest = known;
}

const char *suggestion_text(struct arena *arena, const struct suggestion *suggestion)
{
    if (!suggestion->nearest)
        return "";
    return arena_printf(arena, "; bedoelde u '%s'?", suggestion->nearest);
}
