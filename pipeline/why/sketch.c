#include "pipeline/why/sketch.h"

#include "pipeline/base/array.h"
#include "pipeline/base/memo.h"

#include <stdlib.h>
#include <string.h>

#define PRIME     ((UINT64_C(1) << 61) - 1)
#define ROW_BITS  15
#define ROW_CELLS ((size_t)1 << ROW_BITS)
#define N_ROWS    4 /* a cell of each for every hash: all is told up to 0.77 of the cells */
#define N_CELLS   (ROW_CELLS * N_ROWS)

struct cell {
    int64_t times;
    uint64_t hashes, checks; /* sums modulo PRIME */
};

struct sketch {
    struct cell cells[N_CELLS];
};

struct sketch *sketch_new(void)
{
    return mem_alloc(sizeof(struct sketch));
}

void sketch_free(struct sketch *sketch)
{
    free(sketch);
}

/* ---- arithmetic ---- */

static uint64_t reduce(uint64_t value)
{
    value = (value & PRIME) + (value >> 61);
    return value >= PRIME ? value - PRIME : value;
}

static uint64_t product(uint64_t a, uint64_t b)
{
    unsigned __int128 wide = (unsigned __int128)a * b;
    return reduce(((uint64_t)wide & PRIME) + (uint64_t)(wide >> 61));
}

/* `times` as a number modulo PRIME. */
static uint64_t residue(int64_t times)
{
    uint64_t size = reduce(times < 0 ? 0 - (uint64_t)times : (uint64_t)times);
    return times < 0 && size ? PRIME - size : size;
}

static uint64_t inverse(uint64_t value)
{
    uint64_t result = 1, power = value;
    for (uint64_t left = PRIME - 2; left; left >>= 1, power = product(power, power))
        if (left & 1)
            result = product(result, power);
    return result;
}

static uint64_t check_of(uint64_t hash)
{
    return reduce(memo_mix(hash ^ UINT64_C(0x9E3779B97F4A7C15), UINT64_C(0xD1B54A32D192ED03)));
}

uint64_t sketch_hash(const char *bytes, size_t n_bytes, uint64_t seed)
{
    uint64_t hash = seed ^ n_bytes * UINT64_C(0xA0761D6478BD642F), word;
    for (; n_bytes >= sizeof word; bytes += sizeof word, n_bytes -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        hash = memo_mix(hash ^ word, UINT64_C(0xE7037ED1A0B428DB)) + hash;
    }
    word = 0;
    memcpy(&word, bytes, n_bytes);
    return reduce(memo_mix(hash ^ word, UINT64_C(0x8EBC6AF09C88C6E3)));
}

/* ---- adding ---- */

/* The cells of a hash are bits of its own that do not overlap (the end of splitmix64). */
static size_t cell_of(uint64_t hash, size_t row)
{
    hash = (hash ^ hash >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    hash = (hash ^ hash >> 27) * UINT64_C(0x94D049BB133111EB);
    hash ^= hash >> 31;
    return row * ROW_CELLS + (hash >> row * ROW_BITS & (ROW_CELLS - 1));
}

static void add_sums(struct sketch *sketch, uint64_t hash, int64_t times, uint64_t hashes,
                     uint64_t checks)
{
    for (size_t row = 0; row < N_ROWS; row++) {
        struct cell *cell = &sketch->cells[cell_of(hash, row)];
        cell->times += times;
        cell->hashes = reduce(cell->hashes + hashes);
        cell->checks = reduce(cell->checks + checks);
    }
}

static void add(struct sketch *sketch, uint64_t hash, int64_t times)
{
    uint64_t n = residue(times);
    add_sums(sketch, hash, times, product(hash, n), product(check_of(hash), n));
}

void sketch_add(struct sketch *sketch, uint64_t hash, int times)
{
    uint64_t check = check_of(hash);
    if (times > 0)
        add_sums(sketch, hash, 1, hash, check);
    else
        add_sums(sketch, hash, -1, PRIME - hash, PRIME - check);
}

/* ---- telling ---- */

struct told {
    struct sketch_item *items;
    size_t n;
};

/* The only hash that is left in the cell, if it is only one. */
static bool is_single(const struct sketch *sketch, size_t index, struct sketch_item *item)
{
    const struct cell *cell = &sketch->cells[index];
    if (cell->times == 0)
        return false;
    uint64_t by = inverse(residue(cell->times));
    *item = (struct sketch_item){product(cell->hashes, by), cell->times};
    return cell_of(item->hash, index / ROW_CELLS) == index &&
           product(cell->checks, by) == check_of(item->hash);
}

static bool is_empty(const struct sketch *sketch)
{
    for (size_t i = 0; i < N_CELLS; i++)
        if (sketch->cells[i].times || sketch->cells[i].hashes || sketch->cells[i].checks)
            return false;
    return true;
}

/* Takes out what a cell tells, and what that uncovers. */
static void peel(struct sketch *sketch, size_t first, struct told *told)
{
    size_t *todo = NULL, n_todo = 0, cap = 0;
    todo = mem_grow(todo, &cap, 1, sizeof *todo);
    todo[n_todo++] = first;
    while (n_todo > 0) {
        struct sketch_item item;
        if (!is_single(sketch, todo[--n_todo], &item))
            continue;
        *mem_add(told->items, told->n) = item;
        add(sketch, item.hash, -item.times);
        todo = mem_grow(todo, &cap, n_todo + N_ROWS, sizeof *todo);
        for (size_t row = 0; row < N_ROWS; row++)
            todo[n_todo++] = cell_of(item.hash, row);
    }
    free(todo);
}

bool sketch_tell(struct sketch *sketch, struct sketch_item **items, size_t *n)
{
    struct told told = {0};
    for (size_t i = 0; i < N_CELLS; i++)
        peel(sketch, i, &told);
    bool all = is_empty(sketch);
    array_sort(told.items, told.n, array_compare_numbers);
    *items = told.items;
    *n = told.n;
    return all;
}
