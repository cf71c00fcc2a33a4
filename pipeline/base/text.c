#include "pipeline/base/text.h"

#include <stdlib.h>

bool text_equal(struct text a, struct text b)
{
    return a.n_bytes == b.n_bytes && (a.n_bytes == 0 || memcmp(a.bytes, b.bytes, a.n_bytes) == 0);
}

bool text_among(struct text t, const struct text *texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (text_equal(t, texts[i]))
            return true;
    return false;
}

bool text_is(struct text a, const char *zero_terminated)
{
    return text_equal(a, text_of(zero_terminated));
}

bool text_is_digits(struct text t)
{
    for (size_t i = 0; i < t.n_bytes; i++)
        if (!text_is_digit(t.bytes[i]))
            return false;
    return t.n_bytes > 0;
}

bool text_is_sheet_error(struct text t)
{
    bool marked = false;
    if (t.n_bytes < 4 || t.bytes[0] != '#')
        return false;
    for (size_t i = 1; i < t.n_bytes; i++) {
        const bool mark = t.bytes[i] && strchr("/!?", t.bytes[i]);
        marked |= mark;
        if (!mark && t.bytes[i] != '0' && (t.bytes[i] < 'A' || t.bytes[i] > 'Z'))
            return false;
    }
    return marked;
}

bool text_starts(struct text t, struct text start)
{
    return t.n_bytes >= start.n_bytes &&
           (start.n_bytes == 0 || memcmp(t.bytes, start.bytes, start.n_bytes) == 0);
}

bool text_begins(struct text t, const char *start)
{
    return text_starts(t, text_of(start));
}

bool text_take_start(struct text *t, const char *start)
{
    bool begins = text_begins(*t, start);
    *t = begins ? text_from(*t, strlen(start)) : *t;
    return begins;
}

bool text_take_digits(struct text *t, size_t most, uint64_t *number)
{
    size_t n = 0;
    for (*number = 0; n < t->n_bytes && n < most && text_is_digit(t->bytes[n]); n++)
        *number = *number * 10 + (uint64_t)(t->bytes[n] - '0');
    *t = text_from(*t, n);
    return n > 0;
}

bool text_take_word(struct text *t, const char *word)
{
    struct text rest = *t;
    if (!text_take_start(&rest, word) || (rest.n_bytes > 0 && !text_is_blank(rest.bytes[0])))
        return false;
    *t = text_trim(rest);
    return true;
}

bool text_has_word(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (strcasestr(text, *words))
            return true;
    return false;
}

bool text_ends(struct text t, const char *end)
{
    size_t n = strlen(end);
    return t.n_bytes >= n && memcmp(t.bytes + t.n_bytes - n, end, n) == 0;
}

const char *text_plain_lines(struct arena *arena, const char *text)
{
    char *copy = arena_copy(arena, text, strlen(text)), *to = copy;
    for (const char *at = copy; *at; at++)
        if (*at != '\r' || at[1] != '\n')
            *to++ = *at == '\r' ? '\n' : *at;
    *to = '\0';
    return copy;
}

bool text_split(struct text *rest, char separator, struct text *part)
{
    if (!rest->bytes)
        return false;
    const char *at = rest->n_bytes ? memchr(rest->bytes, separator, rest->n_bytes) : NULL;
    *part = *rest;
    *rest = (struct text){NULL, 0};
    if (at) {
        *rest = (struct text){at + 1, part->n_bytes - (size_t)(at - part->bytes) - 1};
        part->n_bytes = (size_t)(at - part->bytes);
    }
    return true;
}

/* A run of digits taken from the front of *t: its value as digits without leading zeros. */
static struct text take_number(struct text *t, size_t *n_zeros)
{
    size_t n_digits = 0;
    while (n_digits < t->n_bytes && text_is_digit(t->bytes[n_digits]))
        n_digits++;
    *n_zeros = 0;
    while (*n_zeros < n_digits && t->bytes[*n_zeros] == '0')
        ++*n_zeros;
    struct text value = {t->bytes + *n_zeros, n_digits - *n_zeros};
    t->bytes += n_digits;
    t->n_bytes -= n_digits;
    return value;
}

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* Compares the digit runs at the front of both and takes them off; *zeros becomes which has more
 * leading zeros, when it was not decided yet. */
static int compare_numbers(struct text *a, struct text *b, int *zeros)
{
    size_t zeros_a, zeros_b;
    struct text value_a = take_number(a, &zeros_a);
    struct text value_b = take_number(b, &zeros_b);
    if (*zeros == 0)
        *zeros = compare_sizes(zeros_a, zeros_b);
    if (value_a.n_bytes != value_b.n_bytes)
        return compare_sizes(value_a.n_bytes, value_b.n_bytes);
    return value_a.n_bytes ? memcmp(value_a.bytes, value_b.bytes, value_a.n_bytes) : 0;
}

int text_natural(struct text a, struct text b)
{
    int zeros = 0;
    while (a.n_bytes > 0 && b.n_bytes > 0) {
        int order;
        if (text_is_digit(a.bytes[0]) && text_is_digit(b.bytes[0])) {
            order = compare_numbers(&a, &b, &zeros);
        } else {
            order = (unsigned char)*a.bytes++ - (unsigned char)*b.bytes++;
            a.n_bytes--;
            b.n_bytes--;
        }
        if (order != 0)
            return order < 0 ? -1 : 1;
    }
    return a.n_bytes != b.n_bytes ? compare_sizes(a.n_bytes, b.n_bytes) : zeros;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* One row of the table of distances: current[j] is that between the first i bytes of a and the
 * first j of b. Returns the smallest of the row. */
static size_t distance_row(struct text a, struct text b, size_t i, size_t *current,
                           const size_t *previous, const size_t *before_previous)
{
    size_t least = current[0] = i;
    for (size_t j = 1; j <= b.n_bytes; j++) {
        bool same = a.bytes[i - 1] == b.bytes[j - 1];
        size_t best = smaller(previous[j], current[j - 1]) + 1;
        best = smaller(best, previous[j - 1] + (same ? 0 : 1));
        if (i > 1 && j > 1 && a.bytes[i - 1] == b.bytes[j - 2] && a.bytes[i - 2] == b.bytes[j - 1])
            best = smaller(best, before_previous[j - 2] + 1);
        current[j] = best;
        least = smaller(least, best);
    }
    return least;
}

size_t text_distance(struct text a, struct text b, size_t limit)
{
    size_t n_longer = a.n_bytes > b.n_bytes ? a.n_bytes : b.n_bytes;
    if (limit >= n_longer)
        limit = n_longer;
    if (n_longer - smaller(a.n_bytes, b.n_bytes) > limit)
        return limit + 1;

    size_t width = b.n_bytes + 1;
    size_t *rows = mem_alloc(3 * width * sizeof *rows);
    for (size_t j = 0; j < width; j++)
        rows[j] = j;
    size_t least = 0, i = 0;
    while (i < a.n_bytes && least <= limit) {
        i++;
        least = distance_row(a, b, i, rows + i % 3 * width, rows + (i + 2) % 3 * width,
                             rows + (i + 1) % 3 * width);
    }
    size_t distance = i == a.n_bytes ? rows[i % 3 * width + b.n_bytes] : limit + 1;
    free(rows);
    return smaller(distance, limit + 1);
}
