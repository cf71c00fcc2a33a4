/* Two columns that decide where a line belongs and stand beside each other in a file, numbered as
 * one text: "490000;620112". Which columns do follows from the file's header. */
#pragma once

#include "pipeline/reading/column.h"

struct span {
    size_t columns[2]; /* of the profile */
    struct memo memo;  /* of the text of both, and of pairs of their numbers */
    struct spanned is;
    size_t n_known, cap;     /* pairs */
    size_t n_lines, n_apart; /* seen; of them those that are not to be read as one text */
};

/* Forgets what was learned: the columns are other ones, or have forgotten their numbers. */
void span_begin(struct span *span, const size_t columns[2]);
void span_release(struct span *span);

/* True when it has turned out to be no good: many lines are long or quoted. */
bool span_is_apart(const struct span *span);

/* The number of a pair that is new, perhaps, or whose values were numbered one by one (text.bytes
 * NULL).
 */
uint32_t span_number(struct span *span, struct text text, struct span_pair pair);
