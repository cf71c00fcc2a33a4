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

/* Where the next operator is; the length when there is none. */
static size_t next_operator(struct text text, size_t from)
{
    size_t i = from;
    for (; i < text.n_bytes; i++)
        if ((text.bytes[i] == '+' || text.bytes[i] == '-') &&
            (i == 0 || text.bytes[i - 1] == ' ') &&
            (i + 1 == text.n_bytes || text.bytes[i + 1] == ' '))
            break;
    return i;
}

bool signed_cut(struct text *rest, struct text *operand, int *sign)
{
    if (!rest->bytes)
        return false;
    struct text text = *rest;
    size_t start = text.n_bytes > 0 && next_operator(text, 0) == 0 ? 1 : 0;
    size_t end = next_operator(text, start);
    *sign = start && text.bytes[0] == '-' ? -1 : +1;
    *operand = text_trim((struct text){text.bytes + start, end - start});
    *rest = end < text.n_bytes ? text_from(text, end) : (struct text){NULL, 0};
    return true;
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
