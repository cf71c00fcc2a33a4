#include "pipeline/reading/fingerprint.h"

#include <string.h>

#define LEAST_DIFFERENT 6 /* lines of a window: an amount that comes every day is no block */

/* The marks with a larger mask; the array is the same, but shorter. */
static void marks_thin(struct marks *marks, uint64_t mask)
{
    size_t n = 0;
    for (size_t i = 0; i < marks->n; i++)
        if ((marks->items[i].hash & mask) == 0)
            marks->items[n++] = marks->items[i];
    marks->n = n;
    marks->mask = mask;
}

static void add_mark(struct marks *marks, struct arena *arena, struct mark mark)
{
    if (mark.hash & marks->mask)
        return;
    marks->items = arena_grow(arena, marks->items, &marks->cap, marks->n + 1, sizeof *marks->items);
    marks->items[marks->n++] = mark;
    while (marks->n > FINGERPRINT_MOST)
        marks_thin(marks, marks->mask << 1 | 1);
}

/* The low half is of values and amounts alone. */
static uint64_t mark_hash(uint64_t hash, uint64_t text)
{
    unsigned __int128 product =
        (unsigned __int128)(hash ^ UINT64_C(0x8EBC6AF09C88C6E3)) * (text | 1);
    uint64_t mixed = (uint64_t)product ^ (uint64_t)(product >> 64);
    return (hash & UINT32_MAX) | mixed << 32;
}

/* The last lines in their order, as one. */
static bool is_window(const struct fingerprint *f)
{
    unsigned n_different = 0;
    for (size_t i = 0; i < FINGERPRINT_WINDOW && n_different < LEAST_DIFFERENT; i++) {
        size_t k = 0;
        while (k < i && f->last[k] != f->last[i])
            k++;
        n_different += k == i;
    }
    return n_different >= LEAST_DIFFERENT;
}

static void keep_window(struct fingerprint *f, struct arena *arena, uint64_t text, uint64_t line)
{
    if (f->n >= FINGERPRINT_WINDOW && (f->rolling & f->windows.mask) == 0 && is_window(f))
        add_mark(&f->windows, arena, (struct mark){mark_hash(f->rolling, text), line});
}

static void keep_first(struct fingerprint *f, struct first_line line)
{
    if (f->n < FINGERPRINT_WINDOW)
        f->first[f->n - 1] = line;
}

void fingerprint_keep(struct fingerprint *fingerprint, struct arena *arena, uint64_t text,
                      uint64_t line)
{
    struct fingerprint *f = fingerprint;
    uint64_t hash = f->last[(f->n - 1) % FINGERPRINT_WINDOW];
    keep_first(f, (struct first_line){hash, text, line});
    if ((hash & f->lines.mask) == 0)
        add_mark(&f->lines, arena, (struct mark){mark_hash(hash, text), line});
    keep_window(f, arena, text, line);
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static void append_marks(struct marks *marks, struct arena *arena, const struct marks *part,
                         uint64_t line_no)
{
    if (part->mask > marks->mask)
        marks_thin(marks, part->mask);
    for (size_t i = 0; i < part->n; i++)
        add_mark(marks, arena, (struct mark){part->items[i].hash, part->items[i].line + line_no});
}

void fingerprint_append(struct fingerprint *fingerprint, struct arena *arena,
                        const struct fingerprint *part, uint64_t line_no)
{
    struct fingerprint *f = fingerprint;
    const uint64_t n = f->n + part->n;
    const uint64_t n_first = least(part->n, FINGERPRINT_WINDOW - 1);
    const uint64_t sum = f->sum + part->sum, product = f->product + part->product;
    append_marks(&f->lines, arena, &part->lines, line_no);
    for (uint64_t i = 0; i < n_first; i++) { /* windows over the cut */
        struct first_line line = part->first[i];
        line.line += line_no;
        fingerprint_pass(f, line.hash);
        keep_first(f, line);
        keep_window(f, arena, line.text, line.line);
    }
    append_marks(&f->windows, arena, &part->windows, line_no);
    for (uint64_t i = part->n - least(part->n, FINGERPRINT_WINDOW); i < part->n; i++)
        f->last[(n - part->n + i) % FINGERPRINT_WINDOW] = part->last[i % FINGERPRINT_WINDOW];
    if (part->n >= FINGERPRINT_WINDOW)
        f->rolling = part->rolling;
    f->n = n;
    f->sum = sum;
    f->product = product;
}

static void copy_marks(struct marks *marks, struct arena *arena)
{
    struct mark *items = arena_alloc(arena, marks->n * sizeof *items);
    if (marks->n)
        memcpy(items, marks->items, marks->n * sizeof *items);
    marks->items = items;
    marks->cap = marks->n;
}

void fingerprint_move(struct fingerprint *fingerprint, struct arena *arena)
{
    copy_marks(&fingerprint->lines, arena);
    copy_marks(&fingerprint->windows, arena);
}
