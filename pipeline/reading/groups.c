#include "pipeline/reading/groups.h"

#include <stdlib.h>

#define MOST_CELLS ((size_t)1 << 19) /* of a table: 2 MiB */

static void forget_level(struct group_level *level)
{
    free(level->table);
    pair_memo_release(&level->pairs);
    *level = (struct group_level){0};
}

void groups_begin(struct groups *groups, size_t most)
{
    if (!groups->values) {
        groups->values = mem_alloc(most * sizeof *groups->values);
        groups->levels = mem_alloc(most * sizeof *groups->levels);
        groups->n_room = most;
    }
    for (size_t l = 0; l < groups->n_room; l++)
        forget_level(&groups->levels[l]);
    groups->n_values = 0;
    groups->n = 0;
    groups->generation++;
}

void groups_by(struct groups *groups, const uint32_t values[SCAN_RECORDS], const size_t *n)
{
    groups->values[groups->n_values++] = (struct group_value){values, n};
}

void groups_release(struct groups *groups)
{
    for (size_t l = 0; l < groups->n_room; l++)
        forget_level(&groups->levels[l]);
    free(groups->levels);
    free(groups->values);
}

/* ---- the table of a level ---- */

/* Every known pair, by number: a << 32 | b. */
static uint64_t *pairs_of(const struct group_level *level)
{
    uint64_t *pairs = mem_alloc(level->n * sizeof *pairs);
    for (size_t at = 0; at < level->n_rows << level->bits; at++)
        if (level->table[at])
            pairs[level->table[at] - 1] =
                (uint64_t)(at >> level->bits) << 32 | (at & ((UINT64_C(1) << level->bits) - 1));
    return pairs;
}

/* The level as it is, in a table of that size or, when that is too large, without one. */
static void lay_out(struct group_level *level, size_t n_rows, unsigned bits)
{
    struct group_level grown = {.n = level->n, .n_rows = n_rows, .bits = bits};
    uint64_t *pairs = pairs_of(level);
    if (n_rows << bits <= MOST_CELLS)
        grown.table = mem_alloc((n_rows << bits) * sizeof *grown.table);
    for (size_t i = 0; i < level->n; i++) {
        const uint32_t a = (uint32_t)(pairs[i] >> 32), b = (uint32_t)pairs[i];
        if (grown.table)
            grown.table[(size_t)a << bits | b] = (uint32_t)i + 1;
        else
            pair_memo_number(&grown.pairs, a, b);
    }
    free(pairs);
    free(level->table);
    *level = grown;
}

/* Room for pairs of numbers below these. */
static void make_room(struct group_level *level, size_t n_first, size_t n_second)
{
    size_t n_rows = level->n_rows ? level->n_rows : 1;
    unsigned bits = level->bits;
    while (n_rows < n_first)
        n_rows *= 2;
    while ((size_t)1 << bits < n_second)
        bits++;
    if (n_rows > level->n_rows || bits > level->bits)
        if (level->table || level->n_rows == 0)
            lay_out(level, n_rows, bits);
}

/* ---- the records of a batch ---- */

/* Notes the records whose pair is new, one for each. */
static void number_pairs(struct group_level *level, const uint32_t *a, const uint32_t *b, size_t n,
                         uint32_t *of, uint16_t new_record[SCAN_RECORDS])
{
    const unsigned bits = level->bits;
    uint32_t *table = level->table;
    size_t n_new = 0;
    for (size_t i = 0; table && i < n; i++) {
        uint32_t *number = &table[(size_t)a[i] << bits | b[i]];
        if (__builtin_expect(*number == 0, 0)) {
            *number = (uint32_t)(level->n + ++n_new);
            new_record[n_new - 1] = (uint16_t)i;
        }
        of[i] = *number - 1;
    }
    for (size_t i = 0; !table && i < n; i++) {
        of[i] = pair_memo_number(&level->pairs, a[i], b[i]);
        if (of[i] == level->n + n_new)
            new_record[n_new++] = (uint16_t)i;
    }
    level->n += n_new;
}

void groups_number(struct groups *groups, size_t n, uint32_t *of)
{
    static const uint32_t none[SCAN_RECORDS];
    static const size_t one = 1;
    struct group_value first = {none, &one};
    const struct group_level *last = groups->levels;
    if (groups->n_values > 0)
        first = groups->values[0];
    for (size_t v = 1, l = 0; v < groups->n_values || l == 0; v++, l++) {
        struct group_level *level = &groups->levels[l];
        struct group_value second = {none, &one};
        if (v < groups->n_values)
            second = groups->values[v];
        make_room(level, *first.n, *second.n);
        number_pairs(level, first.of, second.of, n, of, groups->new_record);
        first = (struct group_value){of, &level->n};
        last = level;
    }
    groups->first_new = groups->n;
    groups->n = last->n;
}
