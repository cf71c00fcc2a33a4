#include "pipeline/reading/repeats.h"
#include "pipeline/base/array.h"

#include "pipeline/base/memory.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N_HEAPS       256
#define BLOCK_NUMBERS 128 /* 1 KB */

struct repeats {
    FILE *file; /* blocks, in the order in which they were full; NULL until the first one is */
    int error;  /* errno of the first failure, 0 = none */
    struct heap {
        uint64_t block[BLOCK_NUMBERS]; /* what is not in the file yet */
        size_t n_block;
        uint32_t *blocks; /* which ones of the file are this heap's */
        size_t n_blocks;
    } heaps[N_HEAPS];
    uint32_t n_blocks;
};

/* A heap's numbers while it is looked through. */
struct table {
    uint64_t *slots; /* 0 = free */
    size_t n_slots;  /* a power of two */
    uint64_t *found; /* came more than once; each as often as it came again */
    size_t n_found;
};

struct repeats *repeats_new(void)
{
    return mem_alloc(sizeof(struct repeats));
}

void repeats_free(struct repeats *repeats)
{
    if (repeats->file)
        fclose(repeats->file);
    for (size_t h = 0; h < N_HEAPS; h++)
        free(repeats->heaps[h].blocks);
    free(repeats);
}

static void write_block(struct repeats *repeats, struct heap *heap)
{
    if (!repeats->file)
        repeats->file = tmpfile();
    if (!repeats->error &&
        (!repeats->file ||
         fwrite(heap->block, sizeof *heap->block, BLOCK_NUMBERS, repeats->file) != BLOCK_NUMBERS))
        repeats->error = errno;
    *mem_add(heap->blocks, heap->n_blocks) = repeats->n_blocks++;
    heap->n_block = 0;
}

void repeats_add(struct repeats *repeats, uint64_t number)
{
    struct heap *heap = &repeats->heaps[number >> 56];
    heap->block[heap->n_block++] = number | (number == 0);
    if (heap->n_block == BLOCK_NUMBERS)
        write_block(repeats, heap);
}

static void look_up(struct table *table, const uint64_t *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t at = numbers[i] & (table->n_slots - 1);
        while (table->slots[at] && table->slots[at] != numbers[i])
            at = (at + 1) & (table->n_slots - 1);
        if (table->slots[at]) {
            *mem_add(table->found, table->n_found) = numbers[i];
        }
        table->slots[at] = numbers[i];
    }
}

static bool look_through(struct repeats *repeats, const struct heap *heap, struct table *table)
{
    uint64_t block[BLOCK_NUMBERS];
    size_t n = heap->n_blocks * BLOCK_NUMBERS + heap->n_block;
    table->n_found = 0;
    if (table->n_slots < 2 * n) {
        free(table->slots);
        for (table->n_slots = 1024; table->n_slots < 2 * n;)
            table->n_slots *= 2;
        table->slots = mem_alloc(table->n_slots * sizeof *table->slots);
    } else if (table->n_slots) {
        memset(table->slots, 0, table->n_slots * sizeof *table->slots);
    }
    for (size_t b = 0; b < heap->n_blocks; b++) {
        if (pread(fileno(repeats->file), block, sizeof block,
                  (off_t)heap->blocks[b] * (off_t)sizeof block) != (ssize_t)sizeof block)
            return false;
        look_up(table, block, BLOCK_NUMBERS);
    }
    look_up(table, heap->block, heap->n_block);
    array_sort(table->found, table->n_found, array_compare_numbers);
    return true;
}

bool repeats_find(struct repeats *repeats, size_t most, uint64_t *n_repeated, uint64_t **items,
                  size_t *n_items, bool *all)
{
    struct table table = {0};
    uint64_t *list = NULL, n_all = 0;
    size_t n = 0;
    if (repeats->file && fflush(repeats->file) != 0)
        repeats->error = errno;
    bool ok = !repeats->error, whole = true;
    errno = repeats->error;
    for (size_t h = 0; ok && h < N_HEAPS; h++) {
        ok = look_through(repeats, &repeats->heaps[h], &table);
        n_all += table.n_found;
        for (size_t i = 0; ok && i < table.n_found; i++) {
            if (i > 0 && table.found[i] == table.found[i - 1])
                continue;
            whole &= n < most;
            if (n == most)
                break;
            *mem_add(list, n) = table.found[i];
        }
    }
    free(table.slots);
    free(table.found);
    *n_repeated = n_all;
    *items = list;
    *n_items = n;
    *all = whole;
    return ok;
}
