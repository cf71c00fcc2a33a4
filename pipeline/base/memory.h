/* Memory with one owner: all that a run knows after reading its settings lives in an arena and is
 * freed with it in one call.
 *
 * Running out of memory is not an error that callers handle: the program says so in Dutch and
 * leaves with exit status 3. That is safe because publishing is a single exchange at the very end.
 */
#pragma once

#include <stdarg.h>
#include <stddef.h>

/* Says that memory ran out and leaves; for callers whose library reports it. Does not return. */
void mem_exhausted(void) __attribute__((noreturn));

/* From so many bytes on memory has pages of its own: it grows where it stands, and is gone when it
 * is given back, at the price of a call each time. */
void mem_large_from(size_t n_bytes);
#define MEM_LARGE ((size_t)1024 * 1024) /* as a rule */

/* Zeroed memory, owned by the caller, released with free(). Never NULL, also for 0 bytes. */
void *mem_alloc(size_t n_bytes);

/* The same for a table that is looked into before it is filled: every page of it is written. A page
 * that is only read at first is exchanged when it is written, and all threads stop for that. */
void *mem_alloc_written(size_t n_bytes);

/* Grow an array on the heap so that it holds at least `need` items of `item_size` bytes;
 * *cap is its capacity in items. New items are zeroed. Returns the array, perhaps moved. */
void *mem_grow(void *array, size_t *cap, size_t need, size_t item_size);

/* The same for a caller that sets all new items itself. */
void *mem_grow_unset(void *array, size_t *cap, size_t need, size_t item_size);

/* One more at the end of an array of n items, all zeros: it is counted, the array may move, and the
 * result points at it. How many there is room for follows from n: an array that is added to so
 * grows in no other way. */
#define mem_add(items, n) ((items) = mem_more((items), (n), sizeof *(items)), &(items)[(n)++])
void *mem_more(void *array, size_t n, size_t item_size);

/* Bytes that grow on the heap; zero-initialised is empty and valid. Behind what was added stand a
 * NUL and MEM_BYTES_BEHIND that can be read. Released with free(bytes). */
struct mem_bytes {
    char *bytes; /* NULL: nothing was added yet */
    size_t n_bytes, cap;
};
#define MEM_BYTES_BEHIND 8
void mem_bytes_add(struct mem_bytes *to, const char *bytes, size_t n_bytes);

/* An arena: a list of blocks. Zero-initialised is empty and valid. */
struct arena {
    struct arena_block *blocks; /* newest first, or NULL */
    struct file_seen *seen;     /* the files read into it (base/file.h), newest first, or NULL */
};

/* Zeroed, 16-byte aligned, valid until arena_release. Never NULL. */
void *arena_alloc(struct arena *arena, size_t n_bytes);

/* Copy of n_bytes with a NUL behind it. */
char *arena_copy(struct arena *arena, const char *bytes, size_t n_bytes);

/* Grow an array in the arena so that it holds at least `need` items, as mem_grow does on the heap;
 * the old array stays behind in the arena. */
void *arena_grow(struct arena *arena, void *array, size_t *cap, size_t need, size_t item_size);

/* As mem_add, in the arena. */
#define arena_add(arena, items, n)                                                                 \
    ((items) = arena_more((arena), (items), (n), sizeof *(items)), &(items)[(n)++])
void *arena_more(struct arena *arena, void *array, size_t n, size_t item_size);

/* printf into the arena. */
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Frees everything the arena handed out; the arena is empty and usable again. */
void arena_release(struct arena *arena);

/* The same, but the newest block stays for what is to come. */
void arena_clear(struct arena *arena);
