#include "pipeline/format/quoted.h"

bool quoted_cut(struct text *rest, char mark, struct text *part)
{
    if (!rest->bytes)
        return false;
    bool quoted = false;
    for (size_t i = 0; i < rest->n_bytes; i++) {
        if (rest->bytes[i] == '"')
            quoted = !quoted;
        if (rest->bytes[i] == mark && !quoted) {
            *part = text_trim((struct text){rest->bytes, i});
            *rest = (struct text){rest->bytes + i + 1, rest->n_bytes - i - 1};
            return true;
        }
    }
    *part = text_trim(*rest);
    *rest = (struct text){NULL, 0};
    return true;
}

size_t quoted_count(struct text rest, char mark)
{
    size_t n = 0;
    for (struct text part; quoted_cut(&rest, mark, &part);)
        n++;
    return n;
}

bool quoted_plain(struct arena *arena, struct text part, struct text *plain)
{
    if (part.n_bytes == 0 || part.bytes[0] != '"') {
        *plain = part;
        return true;
    }
    char *copy = arena_alloc(arena, part.n_bytes);
    size_t n = 0;
    for (size_t i = 1; i < part.n_bytes; i++) {
        if (part.bytes[i] == '"' && i + 1 == part.n_bytes) {
            *plain = (struct text){copy, n};
            return true;
        }
        if (part.bytes[i] == '"' && part.bytes[++i] != '"')
            return false;
        copy[n++] = part.bytes[i];
    }
    return false;
}
