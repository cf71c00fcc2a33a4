#include "pipeline/trace/trace_keep.h"

#include "pipeline/base/array.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

/* ---- lines ---- */

/* All texts of a line, the file's name first. */
static const size_t texts[] = {
    offsetof(struct traced, file),         offsetof(struct traced, boekstuk),
    offsetof(struct traced, datum),        offsetof(struct traced, rekening),
    offsetof(struct traced, kostenplaats), offsetof(struct traced, omschrijving),
    offsetof(struct traced, periode),      offsetof(struct traced, post),
};
#define N_TEXTS (sizeof texts / sizeof *texts)

static const char **text_at(struct traced *line, size_t i)
{
    return (const char **)(void *)((char *)line + texts[i]);
}

static struct traced copy_of(const struct traced *line)
{
    struct traced copy = *line;
    size_t n_bytes = 0;
    for (size_t i = 0; i < N_TEXTS; i++)
        n_bytes += strlen(*text_at(&copy, i)) + 1;
    char *to = mem_alloc(n_bytes);
    for (size_t i = 0; i < N_TEXTS; i++) {
        size_t n = strlen(*text_at(&copy, i)) + 1;
        memcpy(to, *text_at(&copy, i), n);
        *text_at(&copy, i) = to;
        to += n;
    }
    return copy;
}

static void forget(struct traced *line)
{
    free((void *)(uintptr_t)line->file); /* the first text begins the block */
}

void kept_add(struct kept_lines *kept, const struct traced *line)
{
    *mem_add(kept->items, kept->n) = copy_of(line);
}

/* < 0 when a stands before b. */
static int by_size(const void *a, const void *b)
{
    const struct traced *x = a, *y = b;
    uint64_t size_x = traced_size(x->amount), size_y = traced_size(y->amount);
    if (size_x != size_y)
        return size_x < size_y ? 1 : -1;
    return (x->seq > y->seq) - (x->seq < y->seq);
}

static void swap(struct traced *a, struct traced *b)
{
    struct traced c = *a;
    *a = *b;
    *b = c;
}

static void sift_up(struct kept_lines *kept, size_t at)
{
    for (size_t parent; at > 0; at = parent) {
        parent = (at - 1) / 2;
        if (by_size(&kept->items[parent], &kept->items[at]) >= 0)
            return;
        swap(&kept->items[parent], &kept->items[at]);
    }
}

static void sift_down(struct kept_lines *kept)
{
    for (size_t at = 0, child; (child = 2 * at + 1) < kept->n; at = child) {
        if (child + 1 < kept->n && by_size(&kept->items[child + 1], &kept->items[child]) > 0)
            child++;
        if (by_size(&kept->items[at], &kept->items[child]) >= 0)
            return;
        swap(&kept->items[at], &kept->items[child]);
    }
}

void kept_add_top(struct kept_lines *kept, const struct traced *line, size_t most)
{
    if (kept->n < most) {
        kept_add(kept, line);
        sift_up(kept, kept->n - 1);
    } else if (by_size(line, &kept->items[0]) < 0) {
        forget(&kept->items[0]);
        kept->items[0] = copy_of(line);
        sift_down(kept);
    }
}

void kept_sort(struct kept_lines *kept)
{
    array_sort(kept->items, kept->n, by_size);
}

void kept_release(struct kept_lines *kept)
{
    for (size_t i = 0; i < kept->n; i++)
        forget(&kept->items[i]);
    free(kept->items);
    *kept = (struct kept_lines){0};
}

/* ---- places ---- */

static int by_place(const void *a, const void *b)
{
    const struct trace_place *x = a, *y = b;
    if (x->size != y->size)
        return x->size < y->size ? 1 : -1;
    return (x->seq > y->seq) - (x->seq < y->seq);
}

void trace_places_sort(struct trace_place *places, size_t n)
{
    array_sort(places, n, by_place);
}

/* ---- sums per value ---- */

struct group_entry {
    struct trace_group group;
    UT_hash_handle hh;
};

void trace_groups_add(struct trace_groups *groups, const char *value, struct money amount)
{
    struct group_entry *entry;
    size_t n_bytes = strlen(value);
    HASH_FIND(hh, groups->entries, value, n_bytes, entry);
    if (!entry) {
        entry = arena_alloc(&groups->arena, sizeof *entry);
        entry->group.value = arena_copy(&groups->arena, value, n_bytes);
        HASH_ADD_KEYPTR(hh, groups->entries, entry->group.value, n_bytes, entry);
    }
    entry->group.n_lines++;
    groups->overflow |= !money_add(entry->group.sum, amount, &entry->group.sum);
}

static int by_value(const void *a, const void *b)
{
    return text_natural(text_of(((const struct trace_group *)a)->value),
                        text_of(((const struct trace_group *)b)->value));
}

static int by_sum(const void *a, const void *b)
{
    uint64_t x = traced_size(((const struct trace_group *)a)->sum);
    uint64_t y = traced_size(((const struct trace_group *)b)->sum);
    return x != y ? (x < y ? 1 : -1) : by_value(a, b);
}

void trace_groups_list(struct trace_groups *groups, bool by_size)
{
    groups->items = mem_alloc((HASH_COUNT(groups->entries) + 1) * sizeof *groups->items);
    for (struct group_entry *at = groups->entries; at; at = at->hh.next)
        groups->items[groups->n++] = at->group;
    qsort(groups->items, groups->n, sizeof *groups->items, by_size ? by_sum : by_value);
}

void trace_groups_release(struct trace_groups *groups)
{
    HASH_CLEAR(hh, groups->entries);
    free(groups->items);
    arena_release(&groups->arena);
    *groups = (struct trace_groups){0};
}
