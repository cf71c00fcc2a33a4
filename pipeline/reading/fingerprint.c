#include "pipeline/reading/fingerprint.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_DIFFERENT 6 /* lines of a window: an amount that comes every day is no block */

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* The marks with a larger mask; the array is the same, but shorter. */
static __attribute__((noinline)) void marks_thin(struct marks *marks, uint64_t mask)
{
    size_t n = 0;
    for (size_t i = 0; i < marks->n; i++)
        if ((marks->items[i].hash & mask) == 0)
            marks->items[n++] = marks->items[i];
    marks->n = n;
    marks->mask = mask;
}

static void set_room(struct marks *marks, size_t cap)
{
    struct mark *items = realloc(marks->items, cap * sizeof *items);
    if (!items)
        mem_exhausted();
    marks->items = items;
    marks->cap = cap;
}

/* What is not little is soon as much as there can be. */
static void make_room(struct marks *marks, size_t most)
{
    const size_t little = FINGERPRINT_MOST / 16;
    set_room(marks, marks->n < little ? little : most + 1);
}

static inline void add_mark(struct marks *marks, size_t most, struct mark mark)
{
    if (mark.hash & marks->mask)
        return;
    if (marks->n == marks->cap)
        make_room(marks, most);
    marks->items[marks->n++] = mark;
    while (__builtin_expect(marks->n > most, 0))
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

/* Whether the last lines are different ones; hashes that differ nearly always do in a few bits. */
static bool is_window(const uint64_t *last)
{
    uint64_t seen = 0;
#pragma GCC unroll 8
    for (size_t i = 0; i < FINGERPRINT_WINDOW; i++)
        seen |= UINT64_C(1) << last[i] % 64;
#pragma GCC unroll 8
    for (unsigned n = 1; n < LEAST_DIFFERENT; n++)
        seen &= seen - 1;
    if (seen)
        return true;
    unsigned n_different = 0;
    for (size_t i = 0; i < FINGERPRINT_WINDOW; i++) {
        size_t k = 0;
        while (k < i && last[k] != last[i])
            k++;
        n_different += k == i;
    }
    return n_different >= LEAST_DIFFERENT;
}

/* Of the line with this hash; those before it stand before it. */
static void keep_window(struct fingerprint *f, const uint64_t *hash, uint64_t rolling,
                        uint64_t text, uint64_t line)
{
    if ((rolling & f->windows.mask) == 0 && is_window(hash + 1 - FINGERPRINT_WINDOW))
        add_mark(&f->windows, FINGERPRINT_MOST, mark_at(mark_hash(rolling, text), line));
}

/* Lines from..to, of which those are to be kept that one of the masks leaves. */
static void pass_some(struct fingerprint *f, struct passing *lines, size_t from, size_t to,
                      uint64_t lines_mask, uint64_t windows_mask)
{
    const uint64_t *hashes = lines->hashes + FINGERPRINT_WINDOW;
    uint64_t rolling = f->rolling, sum = f->sum;
    size_t n_kept = lines->n_kept;
    for (size_t i = from; i < to; i++) {
        rolling = fingerprint_roll(rolling, hashes + i);
        sum += hashes[i];
        lines->rolling[i] = rolling;
        lines->kept[n_kept] = (uint16_t)i;
        n_kept += ((hashes[i] & lines_mask) == 0) | ((rolling & windows_mask) == 0);
    }
    f->rolling = rolling;
    f->sum = sum;
    lines->n_kept = n_kept;
}

void fingerprint_pass(struct fingerprint *f, struct passing *lines, size_t n)
{
    const uint64_t n_lead = FINGERPRINT_WINDOW - 1; /* all of these are kept */
    const size_t n_first = (size_t)(f->n >= n_lead ? 0 : least(n_lead - f->n, n));
    lines->n_before = f->n;
    lines->n = n;
    lines->n_kept = 0;
    memcpy(lines->hashes, f->last, sizeof f->last);
    pass_some(f, lines, 0, n_first, 0, 0);
    pass_some(f, lines, n_first, n, f->lines.mask, f->windows.mask);
    f->n += n;
    memcpy(f->last, lines->hashes + n, sizeof f->last);
}

static inline void keep_line(struct fingerprint *f, const struct passing *lines, size_t index,
                             uint64_t text, uint64_t line)
{
    const uint64_t *hash = lines->hashes + FINGERPRINT_WINDOW + index;
    const uint64_t n = lines->n_before + index + 1;
    if (n < FINGERPRINT_WINDOW)
        f->first[n - 1] = (struct first_line){*hash, text, line};
    if ((*hash & f->lines.mask) == 0)
        add_mark(&f->lines, FINGERPRINT_MOST, mark_at(mark_hash(*hash, text), line));
    if (n >= FINGERPRINT_WINDOW)
        keep_window(f, hash, lines->rolling[index], text, line);
}

void fingerprint_keep(struct fingerprint *fingerprint, const struct passing *lines,
                      const uint64_t *texts, const uint32_t *line)
{
    for (size_t k = 0; k < lines->n_kept; k++)
        keep_line(fingerprint, lines, lines->kept[k], texts[k], line[k]);
}

void fingerprint_keep_row(struct fingerprint *fingerprint, uint64_t hash, uint32_t line)
{
    add_mark(&fingerprint->rows, FINGERPRINT_ROWS, mark_at(hash, line));
}

static void append_marks(struct marks *marks, size_t most, const struct marks *part,
                         uint64_t line_no)
{
    if (part->mask > marks->mask)
        marks_thin(marks, part->mask);
    for (size_t i = 0; i < part->n; i++)
        add_mark(marks, most, mark_at(part->items[i].hash, part->items[i].line + line_no));
}

/* Windows over the cut before a part. */
static void append_first(struct fingerprint *f, const struct fingerprint *part, uint64_t line_no)
{
    uint64_t hashes[2 * FINGERPRINT_WINDOW];
    const uint64_t n = least(part->n, FINGERPRINT_WINDOW - 1);
    memcpy(hashes, f->last, sizeof f->last);
    for (uint64_t i = 0; i < n; i++) {
        const struct first_line *line = &part->first[i];
        uint64_t *hash = hashes + FINGERPRINT_WINDOW + i;
        *hash = line->hash;
        f->rolling = fingerprint_roll(f->rolling, hash);
        if (f->n++ < FINGERPRINT_WINDOW - 1)
            f->first[f->n - 1] = (struct first_line){line->hash, line->text, line->line + line_no};
        if (f->n >= FINGERPRINT_WINDOW)
            keep_window(f, hash, f->rolling, line->text, line->line + line_no);
    }
    memcpy(f->last, hashes + n, sizeof f->last);
}

void fingerprint_append(struct fingerprint *fingerprint, const struct fingerprint *part,
                        uint64_t line_no)
{
    struct fingerprint *f = fingerprint;
    const uint64_t n = f->n + part->n;
    append_marks(&f->lines, FINGERPRINT_MOST, &part->lines, line_no);
    append_first(f, part, line_no);
    append_marks(&f->windows, FINGERPRINT_MOST, &part->windows, line_no);
    append_marks(&f->rows, FINGERPRINT_ROWS, &part->rows, line_no);
    if (part->n >= FINGERPRINT_WINDOW) {
        memcpy(f->last, part->last, sizeof f->last);
        f->rolling = part->rolling;
    }
    f->n = n;
    f->sum += part->sum;
}

void fingerprint_fit(struct fingerprint *fingerprint)
{
    set_room(&fingerprint->lines, fingerprint->lines.n + 1);
    set_room(&fingerprint->windows, fingerprint->windows.n + 1);
    set_room(&fingerprint->rows, fingerprint->rows.n + 1);
}

static void move_marks(struct marks *marks, struct arena *arena)
{
    struct mark *items = arena_alloc(arena, marks->n * sizeof *items);
    if (marks->n)
        memcpy(items, marks->items, marks->n * sizeof *items);
    free(marks->items);
    marks->items = items;
    marks->cap = 0;
}

void fingerprint_move(struct fingerprint *fingerprint, struct arena *arena)
{
    move_marks(&fingerprint->lines, arena);
    move_marks(&fingerprint->windows, arena);
    move_marks(&fingerprint->rows, arena);
}

void fingerprint_forget(struct fingerprint *fingerprint)
{
    const struct marks lines = fingerprint->lines, windows = fingerprint->windows;
    const struct marks rows = fingerprint->rows;
    *fingerprint = (struct fingerprint){
        .lines = {.items = lines.items, .cap = lines.cap},
        .windows = {.items = windows.items, .cap = windows.cap},
        .rows = {.items = rows.items, .cap = rows.cap},
    };
}

static void release_marks(const struct marks *marks)
{
    if (marks->cap)
        free(marks->items);
}

void fingerprint_release(struct fingerprint *fingerprint)
{
    release_marks(&fingerprint->lines);
    release_marks(&fingerprint->windows);
    release_marks(&fingerprint->rows);
}
