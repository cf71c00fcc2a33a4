#include "pipeline/reading/numbering.h"

#define MOST_DIGITS 18
#define NEAR        10
#define LEAST_OWN   3 /* digits of a number within its series */

/* The bytes from `first` on as a number; false when they are none. */
static bool number_from(struct text text, size_t first, uint64_t *number)
{
    *number = 0;
    for (size_t i = first; i < text.n_bytes; i++) {
        if (!text_is_digit(text.bytes[i]))
            return false;
        *number = *number * 10 + (uint64_t)(text.bytes[i] - '0');
    }
    return text.n_bytes - first <= MOST_DIGITS;
}

/* "24200001": the first of a dagboek or a month, which the digit at `other` tells. */
static bool begins_series(struct text text, size_t other)
{
    size_t i = other + 1;
    while (i < text.n_bytes && text.bytes[i] == '0')
        i++;
    return text.n_bytes > other + LEAST_OWN &&
           (i == text.n_bytes || (i + 1 == text.n_bytes && text.bytes[i] == '1'));
}

/* How much further the second is; 0 when they are of two series. */
static uint64_t distance(struct text a, struct text b)
{
    size_t first = 0;
    uint64_t x, y;
    if (a.n_bytes != b.n_bytes)
        return 0;
    while (first < a.n_bytes && a.bytes[first] == b.bytes[first])
        first++;
    if (!number_from(a, first, &x) || !number_from(b, first, &y) || y <= x)
        return 0;
    return y - x > NEAR && begins_series(b, first) ? 0 : y - x;
}

static void add_gap(struct numbering *numbering, struct arena *arena, struct number_gap gap)
{
    if (numbering->n_gaps < NUMBERING_MOST_GAPS)
        numbering->gaps[numbering->n_gaps] =
            (struct number_gap){text_kept(arena, gap.before), text_kept(arena, gap.after), gap.n};
    numbering->n_gaps++;
}

void numbering_near(struct numbering *numbering, struct arena *arena, struct text before,
                    struct text after)
{
    if (distance(before, after) <= NEAR)
        numbering_step(numbering, arena, before, after);
}

void numbering_step(struct numbering *numbering, struct arena *arena, struct text before,
                    struct text after)
{
    if (numbering->n_gaps > NUMBERING_MOST_GAPS) /* it will not be dense any more */
        return;
    const uint64_t n = distance(before, after);
    numbering->n_next += n == 1;
    if (n > 1)
        add_gap(numbering, arena, (struct number_gap){before, after, n - 1});
}

void numbering_add(struct numbering *numbering, struct arena *arena, const struct numbering *from)
{
    for (size_t i = 0; i < from->n_gaps && i < NUMBERING_MOST_GAPS; i++)
        add_gap(numbering, arena, from->gaps[i]);
    if (from->n_gaps > NUMBERING_MOST_GAPS)
        numbering->n_gaps += from->n_gaps - NUMBERING_MOST_GAPS;
    numbering->n_next += from->n_next;
}

bool numbering_is_dense(const struct numbering *numbering)
{
    const uint64_t n = numbering->n_gaps,
                   each = n > NUMBERING_FEW ? NUMBERING_MANY : NUMBERING_LEAST;
    return n <= NUMBERING_MOST_GAPS && numbering->n_next >= each * (n + (n == 0));
}

struct text numbering_missing(const struct number_gap *gap, struct arena *arena)
{
    char *bytes = arena_copy(arena, gap->before.bytes, gap->before.n_bytes);
    size_t i = gap->before.n_bytes;
    while (i > 0 && bytes[i - 1] == '9')
        bytes[--i] = '0';
    if (i > 0)
        bytes[i - 1]++;
    return (struct text){bytes, gap->before.n_bytes};
}
