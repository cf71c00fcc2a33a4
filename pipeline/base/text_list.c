#include "pipeline/base/text_list.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void list_add(struct text_list *list, const char *format, ...)
{
    const char *between = list->n++ == 0 ? "" : list->between ? list->between : ", ";
    size_t n_between = strlen(between);
    va_list args, again;
    if (list->most && list->n > list->most)
        return;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    size_t n_part = length < 0 ? 0 : (size_t)length;
    list->bytes = arena_grow(list->arena, list->bytes, &list->cap,
                             list->n_bytes + n_between + n_part + 1, sizeof *list->bytes);
    memcpy(list->bytes + list->n_bytes, between, n_between);
    list->n_bytes += n_between;
    vsnprintf(list->bytes + list->n_bytes, n_part + 1, format, again);
    va_end(again);
    list->n_bytes += n_part;
}

const char *list_text(const struct text_list *list, const char *none)
{
    if (list->most && list->n > list->most)
        return arena_printf(list->arena, "%s en nog %zu", list->bytes, list->n - list->most);
    return list->n ? list->bytes : none;
}
