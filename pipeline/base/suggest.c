#include "pipeline/base/suggest.h"

#include <string.h>
#include <strings.h>

struct suggestion suggestion_start(struct text wanted)
{
    /* one slip in a short name, one more per four characters */
    size_t allowed = wanted.n_bytes < 4 ? 1 : 1 + wanted.n_bytes / 4;
    return (struct suggestion){.wanted = wanted, .distance = allowed + 1};
}

/* The same apart from case, or one holds the other: "Bedrag" and "Bedrag (EUR)". */
static bool is_variant(struct text a, struct text b)
{
    struct text small = a.n_bytes < b.n_bytes ? a : b, large = a.n_bytes < b.n_bytes ? b : a;
    if (small.n_bytes < 3)
        return false;
    return (a.n_bytes == b.n_bytes && strncasecmp(a.bytes, b.bytes, a.n_bytes) == 0) ||
           memmem(large.bytes, large.n_bytes, small.bytes, small.n_bytes);
}

bool suggest_other_number(struct text a, struct text b)
{
    size_t i = 0, j = 0;
    bool differ = false;
    for (;; i++, j++) {
        size_t from = i, to = j;
        while (i < a.n_bytes && text_is_digit(a.bytes[i]))
            i++;
        while (j < b.n_bytes && text_is_digit(b.bytes[j]))
            j++;
        struct text one = {a.bytes + from, i - from}, other = {b.bytes + to, j - to};
        if ((one.n_bytes == 0) != (other.n_bytes == 0))
            return false;
        differ |= !text_equal(one, other);
        if (i == a.n_bytes || j == b.n_bytes)
            return differ && i == a.n_bytes && j == b.n_bytes;
        if (strncasecmp(a.bytes + i, b.bytes + j, 1) != 0)
            return false;
    }
}

void suggestion_try(struct suggestion *suggestion, const char *known)
{
    struct text candidate = text_of(known);
    size_t distance = text_distance(suggestion->wanted, candidate, suggestion->distance);
    if (distance >= suggestion->distance && !suggestion->nearest &&
        is_variant(suggestion->wanted, candidate))
        distance = suggestion->distance - 1;
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

const char *suggestion_among_texts(struct arena *arena, struct text wanted, const void *items,
                                   size_t n, size_t n_bytes, size_t offset)
{
    struct suggestion suggestion = suggestion_start(wanted);
    for (size_t i = 0; i < n; i++) {
        const char *at = (const char *)items + i * n_bytes + offset;
        suggestion_try(&suggestion, *(const char *const *)(const void *)at);
    }
    return suggestion_text(arena, &suggestion);
}
