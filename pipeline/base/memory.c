#include "pipeline/base/memory.h"

#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK_BYTES ((size_t)64 * 1024)
#define FIRST_BYTES 1024 /* of an arena that may hold one text and go */
#define ALIGNMENT   16
#define LEAST_ITEMS 8 /* of an array that grows: a power of two */

struct arena_block {
    struct arena_block *next;
    size_t used;
    size_t size;
    _Alignas(ALIGNMENT) char bytes[];
};

void mem_exhausted(void)
{
    static const char message[] = "pnc: het geheugen is op; er is niets gepubliceerd\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);
    (void)ignored;
    _exit(3);
}

void mem_large_from(size_t n_bytes)
{
    mallopt(M_MMAP_THRESHOLD, (int)n_bytes);
    mallopt(M_TRIM_THRESHOLD, (int)(2 * MEM_LARGE));
}

void *mem_alloc(size_t n_bytes)
{
    void *memory = calloc(1, n_bytes ? n_bytes : 1);
    if (!memory)
        mem_exhausted();
    return memory;
}

#define LEAST_PAGE 4096

void *mem_alloc_written(size_t n_bytes)
{
    char *memory = mem_alloc(n_bytes);
    for (size_t at = 0; at < n_bytes; at += LEAST_PAGE)
        ((volatile char *)memory)[at] = 0;
    return memory;
}

/* The capacity that holds `need` items: doubled until it does, checked in items and in bytes. */
static size_t grown_cap(size_t cap, size_t need, size_t item_size)
{
    size_t new_cap = cap ? cap : LEAST_ITEMS;
    while (new_cap < need)
        if (__builtin_mul_overflow(new_cap, (size_t)2, &new_cap))
            mem_exhausted();
    size_t n_bytes;
    if (__builtin_mul_overflow(new_cap, item_size, &n_bytes))
        mem_exhausted();
    return new_cap;
}

void *mem_grow_unset(void *array, size_t *cap, size_t need, size_t item_size)
{
    if (need <= *cap)
        return array;
    *cap = grown_cap(*cap, need, item_size);
    void *grown = realloc(array, *cap * item_size);
    if (!grown)
        mem_exhausted();
    return grown;
}

void *mem_grow(void *array, size_t *cap, size_t need, size_t item_size)
{
    const size_t n_before = *cap;
    char *grown = mem_grow_unset(array, cap, need, item_size);
    if (*cap > n_before)
        memset(grown + n_before * item_size, 0, (*cap - n_before) * item_size);
    return grown;
}

void mem_bytes_add(struct mem_bytes *to, const char *bytes, size_t n_bytes)
{
    to->bytes = mem_grow(to->bytes, &to->cap, to->n_bytes + n_bytes + 1 + MEM_BYTES_BEHIND, 1);
    if (n_bytes)
        memcpy(to->bytes + to->n_bytes, bytes, n_bytes);
    to->n_bytes += n_bytes;
    to->bytes[to->n_bytes] = '\0';
}

void *arena_alloc(struct arena *arena, size_t n_bytes)
{
    if (n_bytes > SIZE_MAX / 2)
        mem_exhausted();
    size_t room = (n_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct arena_block *block = arena->blocks;
    if (!block || block->size - block->used < room) {
        size_t usual = !block                          ? FIRST_BYTES
                       : block->size < BLOCK_BYTES / 4 ? 4 * block->size
                                                       : BLOCK_BYTES;
        size_t size = room > usual ? room : usual;
        block = mem_alloc(sizeof *block + size);
        block->size = size;
        block->next = arena->blocks;
        arena->blocks = block;
        struct arena_block *begun = block->next;
        if (room > usual && begun && begun->size - begun->used > BLOCK_BYTES / 4) {
            /* full at once: what is begun goes on */
            block->next = begun->next;
            begun->next = block;
            arena->blocks = begun;
        }
    }
    void *memory = block->bytes + block->used;
    block->used += room;
    return memory;
}

void *arena_grow(struct arena *arena, void *array, size_t *cap, size_t need, size_t item_size)
{
    if (need <= *cap)
        return array;
    size_t new_cap = grown_cap(*cap, need, item_size);
    void *grown = arena_alloc(arena, new_cap * item_size);
    if (*cap)
        memcpy(grown, array, *cap * item_size);
    *cap = new_cap;
    return grown;
}

/* The room of an array of n items that were added one by one; SIZE_MAX: more than that. */
static size_t room_of(size_t n)
{
    const bool is_full = n == 0 || (n >= LEAST_ITEMS && (n & (n - 1)) == 0);
    return is_full ? n : SIZE_MAX;
}

void *mem_more(void *array, size_t n, size_t item_size)
{
    size_t cap = room_of(n);
    char *items = mem_grow(array, &cap, n + 1, item_size);
    memset(items + n * item_size, 0, item_size);
    return items;
}

void *arena_more(struct arena *arena, void *array, size_t n, size_t item_size)
{
    size_t cap = room_of(n);
    char *items = arena_grow(arena, array, &cap, n + 1, item_size);
    memset(items + n * item_size, 0, item_size);
    return items;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t n_bytes)
{
    char *copy = arena_alloc(arena, n_bytes + 1);
    if (n_bytes)
        memcpy(copy, bytes, n_bytes);
    return copy;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    if (length < 0)
        mem_exhausted();
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

void arena_release(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
    arena->seen = NULL;
}

#define KEPT_BYTES (4 * BLOCK_BYTES) /* a larger block is not worth keeping */

void arena_clear(struct arena *arena)
{
    struct arena_block *kept = arena->blocks;
    if (!kept || kept->size > KEPT_BYTES) {
        arena_release(arena);
        return;
    }
    arena->blocks = kept->next;
    arena_release(arena);
    memset(kept->bytes, 0, kept->used);
    kept->used = 0;
    kept->next = NULL;
    arena->blocks = kept;
}
