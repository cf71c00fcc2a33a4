#include "pipeline/settings/mapping/mapping.h"

#include "pipeline/base/text_look.h"

#include <stdlib.h>
#include <string.h>

bool years_hold(struct years years, int year)
{
    return years.first <= year && year <= years.last;
}

/* ---- which rule claims a key ---- */

int mapping_compare_keys(struct text a, struct text b)
{
    size_t n_common = a.n_bytes < b.n_bytes ? a.n_bytes : b.n_bytes;
    int order = n_common ? memcmp(a.bytes, b.bytes, n_common) : 0;
    return order ? order : (a.n_bytes > b.n_bytes) - (a.n_bytes < b.n_bytes);
}

size_t mapping_first_key(const struct mapping *mapping, struct text key)
{
    size_t low = 0, high = mapping->n_keys;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mapping_compare_keys(mapping->keys[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t mapping_find(const struct mapping *mapping, struct text key, int year, bool *other_year)
{
    if (other_year)
        *other_year = false;
    for (size_t n_cut = 0; n_cut <= key.n_bytes; n_cut++) {
        struct text start = {key.bytes, key.n_bytes - n_cut};
        size_t i = mapping_first_key(mapping, start);
        for (; i < mapping->n_keys && text_equal(mapping->keys[i].key, start); i++) {
            if (n_cut > 0 && !mapping->keys[i].is_prefix)
                continue;
            if (years_hold(mapping->keys[i].years, year))
                return i;
            if (other_year)
                *other_year = true;
        }
    }
    return MAPPING_NONE;
}

/* Takes a part of a key, in which points are doubled, from its front. */
static bool take_part(struct text *key, const char *part)
{
    for (; *part; part++)
        for (int n = *part == '.' ? 2 : 1; n > 0; n--) {
            if (key->n_bytes == 0 || key->bytes[0] != *part)
                return false;
            *key = text_from(*key, 1);
        }
    return true;
}

size_t mapping_find_post(const struct mapping *mapping, struct text key, int year)
{
    for (size_t i = 0; i < mapping->n_keys; i++) {
        const struct post *post = &mapping->posten[mapping->keys[i].post];
        struct text rest = key;
        if (years_hold(mapping->keys[i].years, year) &&
            take_part(&rest, mapping->pakketten[post->pakket].code) && rest.n_bytes > 0 &&
            rest.bytes[0] == '.') {
            rest = text_from(rest, 1);
            if (take_part(&rest, post->name) && rest.n_bytes == 0)
                return i;
        }
    }
    return MAPPING_NONE;
}

/* ---- what looks like a key ---- */

static struct text without_zeros(struct text t)
{
    while (t.n_bytes > 0 && t.bytes[0] == '0') {
        t.bytes++;
        t.n_bytes--;
    }
    return t;
}

/* The parts between points one by one: 10.42 is 10.0042. */
static bool same_but_for_zeros(struct text a, struct text b)
{
    for (;;) {
        struct text in_a, in_b;
        bool more = text_split(&a, '.', &in_a);
        if (text_split(&b, '.', &in_b) != more)
            return false;
        if (!more)
            return true;
        if ((in_a.n_bytes == 0) != (in_b.n_bytes == 0) ||
            !text_equal(without_zeros(in_a), without_zeros(in_b)))
            return false;
    }
}

/* Of a key that a spreadsheet takes for a number: what stands before and behind its point or comma.
 */
static bool as_number(struct text key, struct text *whole, struct text *rest)
{
    size_t n = 0;
    while (n < key.n_bytes && key.bytes[n] != '.' && key.bytes[n] != ',')
        n++;
    *whole = (struct text){key.bytes, n};
    *rest = text_from(key, n < key.n_bytes ? n + 1 : n);
    bool is = text_is_digits(*whole) && (n == key.n_bytes || text_is_digits(*rest));
    *whole = without_zeros(*whole);
    while (rest->n_bytes > 0 && rest->bytes[rest->n_bytes - 1] == '0')
        rest->n_bytes--;
    return is;
}

/* What 001.10 becomes there is 1,1. */
static bool same_number(struct text a, struct text b)
{
    struct text whole_a, whole_b, rest_a, rest_b;
    return as_number(a, &whole_a, &rest_a) && as_number(b, &whole_b, &rest_b) &&
           text_equal(whole_a, whole_b) && text_equal(rest_a, rest_b);
}

/* The same to the eye, and not the same. */
static bool looks_like(struct text a, struct text b)
{
    struct arena arena = {0};
    bool same = !text_equal(a, b) && text_equal(text_look(&arena, a), text_look(&arena, b));
    arena_release(&arena);
    return same;
}

static bool matches_after_padding(const struct key_rule *rule, struct text key)
{
    if (!rule->is_prefix)
        return same_but_for_zeros(rule->key, key);
    struct text wanted = without_zeros(rule->key), found = without_zeros(key);
    return wanted.n_bytes > 0 && text_starts(found, wanted);
}

/* Puts rule i behind the ones that are as near; returns the new number. */
static size_t insert(size_t *nearest, size_t *distances, size_t n, size_t n_max, size_t i,
                     size_t distance)
{
    size_t at = n < n_max ? n : n_max;
    while (at > 0 && distances[at - 1] > distance)
        at--;
    if (at == n_max)
        return n;
    size_t n_kept = n < n_max ? n : n_max - 1;
    memmove(nearest + at + 1, nearest + at, (n_kept - at) * sizeof *nearest);
    memmove(distances + at + 1, distances + at, (n_kept - at) * sizeof *distances);
    nearest[at] = i;
    distances[at] = distance;
    return n_kept + 1;
}

static bool same_rule_before(const struct mapping *mapping, size_t i)
{
    const struct key_rule *keys = mapping->keys;
    return i > 0 && keys[i].is_prefix == keys[i - 1].is_prefix &&
           text_equal(keys[i].key, keys[i - 1].key);
}

size_t mapping_nearest(const struct mapping *mapping, struct text key, size_t *nearest,
                       size_t n_nearest, bool *after_padding)
{
    size_t limit = key.n_bytes < 4 ? 1 : 1 + key.n_bytes / 4;
    size_t *distances = mem_alloc((n_nearest + 1) * sizeof *distances);
    size_t n = 0, n_same = 0, n_numbers = 0;
    *after_padding = false;
    for (size_t i = 0; i < mapping->n_keys; i++) {
        const struct key_rule *rule = &mapping->keys[i];
        if (same_rule_before(mapping, i) || text_equal(rule->key, key))
            continue;
        if (!rule->is_prefix && looks_like(rule->key, key)) {
            n = insert(nearest, distances, n, n_nearest, i, 0);
        } else if (matches_after_padding(rule, key)) {
            *after_padding = true;
            n = insert(nearest, distances, n, n_nearest, i, 0);
        } else if (!rule->is_prefix && same_number(rule->key, key)) {
            n_numbers++;
            n = insert(nearest, distances, n, n_nearest, i, 0);
        } else if (!rule->is_prefix) {
            size_t distance = text_distance(rule->key, key, limit);
            if (distance <= limit && distance < key.n_bytes)
                n = insert(nearest, distances, n, n_nearest, i, distance);
        }
    }
    *after_padding |= n_numbers == 1;
    while (n_same < n && distances[n_same] == 0)
        n_same++;
    free(distances);
    return n_same ? n_same : n;
}
