/* Arrays, looked through and sorted; they may be empty, and then NULL. */
#pragma once

#include "pipeline/base/text.h"

#include <stdlib.h>

#define ARRAY_LENGTH(array) (sizeof(array) / sizeof *(array))

/* Of two numbers or places: < 0 when a stands before b, 0 when they are equal. */
#define ARRAY_ORDER(a, b) (((a) > (b)) - ((a) < (b)))

/* The first of n structs whose member, a pointer to a text, is this text; NULL when none is. */
#define array_find(items, n, member, string) array_find_of(items, n, member, text_of(string))
/* Its index, or n. */
#define array_index(items, n, member, string) array_index_of(items, n, member, text_of(string))
/* The same of a text that no NUL ends. */
#define array_find_of(items, n, member, text)                                                      \
    array_find_text((items), (n), sizeof *(items), ARRAY_TEXT_AT(items, member), (text))
#define array_index_of(items, n, member, text)                                                     \
    array_index_text((items), (n), sizeof *(items), ARRAY_TEXT_AT(items, member), (text))

/* The offset of a member; an array of char is none and does not compile. */
#define ARRAY_TEXT_AT(items, member)                                                               \
    (offsetof(__typeof__(*(items)), member) +                                                      \
     0 * sizeof(char[sizeof((items)->member) == sizeof(char *) ? 1 : -1]))

void *array_find_text(const void *items, size_t n, size_t n_bytes, size_t offset, struct text text);
size_t array_index_text(const void *items, size_t n, size_t n_bytes, size_t offset,
                        struct text text);

/* True when one of n texts is this one. */
bool array_has(const char *const *texts, size_t n, const char *text);

/* By strcmp, for texts. */
int array_compare_texts(const void *a, const void *b);
/* For uint64_t. */
int array_compare_numbers(const void *a, const void *b);

#define array_sort(items, n, compare) array_sort_items((items), (n), sizeof *(items), (compare))
void array_sort_items(void *items, size_t n, size_t n_bytes,
                      int (*compare)(const void *, const void *));
