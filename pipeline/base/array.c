#include "pipeline/base/array.h"

#include <stdint.h>
#include <string.h>

size_t array_index_text(const void *items, size_t n, size_t n_bytes, size_t offset,
                        struct text text)
{
    const char *at = items;
    for (size_t i = 0; i < n; i++, at += n_bytes)
        if (text_is(text, *(const char *const *)(const void *)(at + offset)))
            return i;
    return n;
}

void *array_find_text(const void *items, size_t n, size_t n_bytes, size_t offset, struct text text)
{
    size_t i = array_index_text(items, n, n_bytes, offset, text);
    return i < n ? (char *)(uintptr_t)items + i * n_bytes : NULL;
}

bool array_has(const char *const *texts, size_t n, const char *text)
{
    return array_index_text(texts, n, sizeof *texts, 0, text_of(text)) < n;
}

int array_compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

int array_compare_numbers(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return ARRAY_ORDER(x, y);
}

void array_sort_items(void *items, size_t n, size_t n_bytes,
                      int (*compare)(const void *, const void *))
{
    if (n > 1)
        qsort(items, n, n_bytes, compare);
}
