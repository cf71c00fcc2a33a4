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

/* What is not little is soon as much as there can be: what is outgrown stays in the arena. */
static void add_mark(struct marks *marks, struct arena *arena, struct mark mark)
{
    if (mark.hash & marks->mask)
        return;
    size_t n_need = marks->n < FINGERPRINT_MOST / 16 ? marks->n + 1 : FINGERPRINT_MOST + 1;
    if (n_need > marks->cap && n_need > FINGERPRINT_MOST) {
        struct mark *items = arena_alloc(arena, n_need * sizeof *items);
        memcpy(items, marks->items, marks->n * sizeof *items);
        marks->items = items;
        marks->cap = n_need;
    }
    if (marks->n == marks->cap)
        marks->items =
            arena_grow(arena, marks->items, &marks->cap, marks->n + 1, sizeof *marks->items);
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

/* Whether the last lines are different ones; hashes that differ nearly always do in a few bits. */
static bool is_window(const uint64_t *last)
{
    uint64_t seen = 0;
    for (size_t i = 0; i < FINGERPRINT_WINDOW; i++)
        seen |= UINT64_C(1) << last[i] % 64;
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
static void keep_window(struct fingerprint *f, struct arena *arena, const uint64_t *hash,
                        uint64_t rolling, uint64_t text, uint64_t line)
{
    if (f->n >= FINGERPRINT_WINDOW && (rolling & f->windows.mask) == 0 &&
        is_window(hash + 1 - FINGERPRINT_WINDOW))
        add_mark(&f->windows, arena, mark_at(mark_hash(rolling, text), line));
}

bool fingerprint_pass(struct fingerprint *f, struct passing *lines)
{
    const uint64_t *hashes = lines->hashes;
    const bool is_first = f->n < FINGERPRINT_WINDOW - 1; /* all of these are kept */
    const uint64_t lines_mask = is_first ? 0 : f->lines.mask, windows_mask = f->windows.mask;
    uint64_t rolling = lines->rolling, sum = f->sum;
    size_t i = lines->next;
    bool found = false;
    for (; i < lines->n && !found; i++) {
        rolling = fingerprint_roll(rolling, hashes + i);
        sum += hashes[i];
        found = ((hashes[i] & lines_mask) == 0) | ((rolling & windows_mask) == 0);
    }
    f->n += i - lines->next;
    f->sum = sum;
    lines->next = i;
    lines->rolling = rolling;
    if (found)
        return true;
    f->rolling = rolling;
    memcpy(f->last, hashes + lines->n - FINGERPRINT_WINDOW, sizeof f->last);
    return false;
}

void fingerprint_keep(struct fingerprint *fingerprint, struct arena *arena,
                      const struct passing *lines, uint64_t text, uint64_t line)
{
    struct fingerprint *f = fingerprint;
    const uint64_t *hash = lines->hashes + lines->next - 1;
    if (f->n < FINGERPRINT_WINDOW)
        f->first[f->n - 1] = (struct first_line){*hash, text, line};
    if ((*hash & f->lines.mask) == 0)
        add_mark(&f->lines, arena, mark_at(mark_hash(*hash, text), line));
    keep_window(f, arena, hash, lines->rolling, text, line);
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
        add_mark(marks, arena, mark_at(part->items[i].hash, part->items[i].line + line_no));
}

/* Windows over the cut before a part. */
static void append_first(struct fingerprint *f, struct arena *arena, const struct fingerprint *part,
                         uint64_t line_no)
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
        keep_window(f, arena, hash, f->rolling, line->text, line->line + line_no);
    }
    memcpy(f->last, hashes + n, sizeof f->last);
}

void fingerprint_append(struct fingerprint *fingerprint, struct arena *arena,
                        const struct fingerprint *part, uint64_t line_no)
{
    struct fingerprint *f = fingerprint;
    const uint64_t n = f->n + part->n;
    append_marks(&f->lines, arena, &part->lines, line_no);
    append_first(f, arena, part, line_no);
    append_marks(&f->windows, arena, &part->windows, line_no);
    if (part->n >= FINGERPRINT_WINDOW) {
        memcpy(f->last, part->last, sizeof f->last);
        f->rolling = part->rolling;
    }
    f->n = n;
    f->sum += part->sum;
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
