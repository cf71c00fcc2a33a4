#include "pipeline/reading/span.h"

#include <stdlib.h>

void span_begin(struct span *span, const size_t columns[2])
{
    memo_forget(&span->memo);
    memcpy(span->columns, columns, sizeof span->columns);
    span->n_known = span->n_lines = span->n_apart = 0;
}

void span_release(struct span *span)
{
    memo_release(&span->memo);
    free(span->is.pairs);
}

bool span_is_apart(const struct span *span)
{
    return span->n_apart > span->n_lines / 8;
}

/* Longer than any text that is read as one. */
struct long_pair {
    char mark[MEMO_SHORT];
    struct span_pair pair;
};

uint32_t span_number(struct span *span, struct text text, struct span_pair pair)
{
    const struct long_pair name = {.pair = pair};
    span->n_apart += !text.bytes;
    uint32_t number = memo_number_slow(
        &span->memo, text.bytes ? text : (struct text){(const char *)&name, sizeof name});
    if (number < span->n_known)
        return number;
    span->is.pairs =
        mem_grow(span->is.pairs, &span->cap, span->n_known + 1, sizeof *span->is.pairs);
    span->is.pairs[span->n_known++] = pair;
    return number;
}
