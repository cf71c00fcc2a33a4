#include "pipeline/reading/boekstukken.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct open_entry {
    UT_hash_handle hh;
    struct money sum;
    size_t n_boekstuk;
    char boekstuk[];
};

/* Shorter first, then bytewise: numbers of boekstukken and lines ascend in it. */
static int compare_text(struct text a, struct text b)
{
    if (a.n_bytes != b.n_bytes)
        return a.n_bytes < b.n_bytes ? -1 : 1;
    return a.n_bytes ? memcmp(a.bytes, b.bytes, a.n_bytes) : 0;
}

static int compare_key(const struct boekstuk_key *a, const struct boekstuk_key *b)
{
    int order = compare_text(a->boekstuk, b->boekstuk);
    return order ? order : compare_text(a->regel, b->regel);
}

static struct text keep(struct arena *arena, struct text text)
{
    return (struct text){arena_copy(arena, text.bytes, text.n_bytes), text.n_bytes};
}

static struct boekstuk_key keep_key(struct arena *arena, struct boekstuk_key key)
{
    return (struct boekstuk_key){keep(arena, key.boekstuk), keep(arena, key.regel)};
}

/* ---- the line before ---- */

static struct boekstuk_text as_words(struct text text)
{
    if (text.n_bytes >= BOEKSTUK_SHORT)
        return (struct boekstuk_text){.n_bytes = text.n_bytes};
    const struct memo_words words = memo_words(text);
    return (struct boekstuk_text){.high = __builtin_bswap64(words.low),
                                  .low = __builtin_bswap64(words.high),
                                  .n_bytes = text.n_bytes};
}

/* Of short ones: shorter first, then bytewise. */
static bool is_before(const struct boekstuk_text *a, const struct boekstuk_text *b)
{
    if (a->n_bytes != b->n_bytes)
        return a->n_bytes < b->n_bytes;
    return a->high != b->high ? a->high < b->high : a->low < b->low;
}

static struct text kept_text(struct arena *arena, const struct boekstuk_text *kept)
{
    if (kept->n_bytes >= BOEKSTUK_SHORT)
        return keep(arena, (struct text){kept->room, kept->n_bytes});
    uint64_t words[] = {__builtin_bswap64(kept->high), __builtin_bswap64(kept->low)};
    return keep(arena, (struct text){(const char *)words, kept->n_bytes});
}

/* compare_text of the line before and this one. */
static int compare_kept(const struct boekstuk_text *before, const struct boekstuk_text *words,
                        struct text text)
{
    if (before->n_bytes == text.n_bytes && text.n_bytes >= BOEKSTUK_SHORT)
        return memcmp(before->room, text.bytes, text.n_bytes);
    return is_before(words, before) - is_before(before, words);
}

static void remember(struct arena *arena, struct boekstuk_text *kept,
                     const struct boekstuk_text *words, struct text text)
{
    kept->high = words->high;
    kept->low = words->low;
    kept->n_bytes = words->n_bytes;
    if (text.n_bytes < BOEKSTUK_SHORT)
        return;
    kept->room = arena_grow(arena, kept->room, &kept->room_cap, text.n_bytes, 1);
    memcpy(kept->room, text.bytes, text.n_bytes);
}

/* The line before, when it was told quickly. */
static void settle(struct boekstukken_part *part)
{
    const struct quick_line *quick = &part->quick;
    if (quick->boekstuk.low == 0)
        return;
    part->boekstuk.high = __builtin_bswap64(quick->boekstuk.low);
    part->boekstuk.low = __builtin_bswap64(quick->boekstuk.high);
    part->boekstuk.n_bytes = quick->n_boekstuk;
    const size_t n_free = quick->regel ? (size_t)__builtin_clzll(quick->regel) / 8 : 8;
    part->regel.high = n_free < 8 ? quick->regel << 8 * n_free : 0;
    part->regel.low = 0;
    part->regel.n_bytes = 8 - n_free;
}

/* What the next line is compared with. */
static void expect_next(struct boekstukken_part *part)
{
    const size_t n = part->regel.n_bytes;
    part->quick = (struct quick_line){0};
    if (part->boekstuk.n_bytes >= BOEKSTUK_SHORT || n > 8)
        return;
    part->quick = (struct quick_line){
        .boekstuk = {__builtin_bswap64(part->boekstuk.high), __builtin_bswap64(part->boekstuk.low)},
        .n_boekstuk = (uint32_t)part->boekstuk.n_bytes,
        .regel = n ? part->regel.high >> (64 - 8 * n) : 0};
}

static struct boekstuk_key current_key(struct boekstukken_part *part)
{
    return (struct boekstuk_key){kept_text(part->arena, &part->boekstuk),
                                 kept_text(part->arena, &part->regel)};
}

/* ---- a part ---- */

static void close_boekstuk(struct boekstukken_part *part)
{
    if (part->sum.cents == 0)
        return;
    part->open =
        arena_grow(part->arena, part->open, &part->open_cap, part->n_open + 1, sizeof *part->open);
    part->open[part->n_open++] =
        (struct open_boekstuk){kept_text(part->arena, &part->boekstuk), part->sum};
    part->sum = (struct money){0};
}

static void close_run(struct boekstukken_part *part)
{
    part->runs[part->n_runs - 1].last = current_key(part);
}

static void open_run(struct boekstukken_part *part)
{
    if (part->n_runs > BOEKSTUKKEN_MAX_RUNS) {
        part->n_runs--;
        part->disorderly = true;
    }
    part->runs =
        arena_grow(part->arena, part->runs, &part->runs_cap, part->n_runs + 1, sizeof *part->runs);
    part->runs[part->n_runs++].first = current_key(part);
}

/* See struct boekstuk_run. */
static bool are_few(size_t n_runs)
{
    return n_runs < BOEKSTUKKEN_MAX_RUNS / 2;
}

static bool are_of_one_kind(struct text a, struct text b)
{
    return a.n_bytes == b.n_bytes && (a.n_bytes == 0 || *a.bytes == *b.bytes);
}

static bool is_of_kept_kind(const struct boekstuk_text *before, struct text text)
{
    char first = before->n_bytes < BOEKSTUK_SHORT ? (char)(before->high >> 56) : *before->room;
    return are_of_one_kind((struct text){&first, before->n_bytes}, text);
}

static void add_line(struct boekstukken_part *part, struct text boekstuk, struct text regel)
{
    const struct boekstuk_text words = as_words(boekstuk), next = as_words(regel);
    int order = part->started ? compare_kept(&part->boekstuk, &words, boekstuk) : 1;
    bool same = order == 0;
    bool ascends =
        same ? compare_kept(&part->regel, &next, regel) < 0
             : order < 0 && (is_of_kept_kind(&part->boekstuk, boekstuk) || !are_few(part->n_runs));
    if (!ascends && part->started)
        close_run(part);
    if (!same) {
        close_boekstuk(part);
        remember(part->arena, &part->boekstuk, &words, boekstuk);
    }
    remember(part->arena, &part->regel, &next, regel);
    part->started = true;
    if (!ascends)
        open_run(part);
}

bool boekstukken_part_add(struct boekstukken_part *part, struct text boekstuk, struct text regel,
                          struct money amount)
{
    settle(part);
    add_line(part, boekstuk, regel);
    expect_next(part);
    return money_add(part->sum, amount, &part->sum);
}

void boekstukken_part_end(struct boekstukken_part *part)
{
    if (!part->started)
        return;
    settle(part);
    close_boekstuk(part);
    close_run(part);
    part->started = false;
}

/* ---- a file, a source ---- */

#define PRIME ((UINT64_C(1) << 61) - 1)

static uint64_t times(uint64_t a, uint64_t b)
{
    return (uint64_t)((unsigned __int128)a * b % PRIME);
}

static uint64_t hash_text(struct text text)
{
    uint64_t hash = text.n_bytes + 1;
    for (size_t i = 0; i < text.n_bytes; i++)
        hash = times(hash, UINT64_C(0x1B873593CC9E2D51) % PRIME) + (unsigned char)text.bytes[i] + 1;
    return times(hash, UINT64_C(0x165667B19E3779F9) % PRIME) % (PRIME - 1) + 1; /* never 0 */
}

/* The open ones, taken out, as a list by hh.next. */
static struct open_entry *take_entries(struct boekstukken *all)
{
    struct open_entry *entries = all->open;
    HASH_CLEAR(hh, all->open);
    return entries;
}

static void free_entries(struct open_entry *entries)
{
    while (entries) {
        struct open_entry *next = entries->hh.next;
        free(entries);
        entries = next;
    }
}

/* Names go, one number stays: memory is bounded, and whether all balance can still be told. */
static void fold(struct boekstukken *all)
{
    struct open_entry *entries = take_entries(all);
    for (const struct open_entry *entry = entries; entry; entry = entry->hh.next) {
        int64_t cents = entry->sum.cents % (int64_t)PRIME;
        uint64_t sum = cents < 0 ? PRIME - (uint64_t)-cents : (uint64_t)cents;
        struct text boekstuk = {entry->boekstuk, entry->n_boekstuk};
        all->fingerprint = (all->fingerprint + times(hash_text(boekstuk), sum)) % PRIME;
    }
    free_entries(entries);
    all->folded = true;
}

static void add_open(struct boekstukken *all, struct text boekstuk, struct money sum)
{
    struct open_entry *entry;
    HASH_FIND(hh, all->open, boekstuk.bytes, boekstuk.n_bytes, entry);
    if (!entry) {
        entry = mem_alloc(sizeof *entry + boekstuk.n_bytes + 1);
        memcpy(entry->boekstuk, boekstuk.bytes, boekstuk.n_bytes);
        entry->n_boekstuk = boekstuk.n_bytes;
        HASH_ADD(hh, all->open, boekstuk, entry->n_boekstuk, entry);
    }
    if (!money_add(entry->sum, sum, &entry->sum))
        all->overflow = true;
    if (entry->sum.cents == 0) {
        HASH_DEL(all->open, entry);
        free(entry);
    } else if (HASH_COUNT(all->open) > BOEKSTUKKEN_MAX_OPEN) {
        fold(all);
    }
}

static void add_run(struct boekstukken *all, const struct boekstuk_run *run)
{
    struct boekstuk_run *last = all->n_runs ? &all->runs[all->n_runs - 1] : NULL;
    if (last && compare_key(&last->last, &run->first) < 0 &&
        (are_of_one_kind(last->last.boekstuk, run->first.boekstuk) || !are_few(all->n_runs))) {
        last->last = keep_key(&all->arena, run->last);
        return;
    }
    if (all->n_runs >= BOEKSTUKKEN_MAX_RUNS) {
        all->disorderly = true;
        return;
    }
    all->runs = mem_grow(all->runs, &all->runs_cap, all->n_runs + 1, sizeof *all->runs);
    all->runs[all->n_runs++] =
        (struct boekstuk_run){keep_key(&all->arena, run->first), keep_key(&all->arena, run->last)};
}

void boekstukken_add_part(struct boekstukken *all, const struct boekstukken_part *part)
{
    all->disorderly |= part->disorderly;
    for (size_t i = 0; i < part->n_open; i++)
        add_open(all, part->open[i].boekstuk, part->open[i].sum);
    for (size_t i = 0; i < part->n_runs; i++)
        add_run(all, &part->runs[i]);
}

void boekstukken_add(struct boekstukken *all, const struct boekstukken *other)
{
    for (struct open_entry *e = other->open; e; e = e->hh.next)
        add_open(all, (struct text){e->boekstuk, e->n_boekstuk}, e->sum);
    for (size_t i = 0; i < other->n_runs; i++)
        add_run(all, &other->runs[i]);
    all->folded |= other->folded;
    all->fingerprint = (all->fingerprint + other->fingerprint) % PRIME;
    all->disorderly |= other->disorderly;
    all->overflow |= other->overflow;
}

void boekstukken_release(struct boekstukken *all)
{
    free_entries(take_entries(all));
    arena_release(&all->arena);
    free(all->runs);
    *all = (struct boekstukken){0};
}

static int by_boekstuk(const void *a, const void *b)
{
    const struct open_boekstuk *x = a, *y = b;
    return text_natural(x->boekstuk, y->boekstuk);
}

size_t boekstukken_unbalanced(struct boekstukken *all, struct arena *arena,
                              struct open_boekstuk *shown, size_t most)
{
    if (all->folded) {
        fold(all);
        if (all->fingerprint && most)
            shown[0] = (struct open_boekstuk){0};
        return all->fingerprint != 0;
    }
    size_t n = HASH_COUNT(all->open), at = 0;
    struct open_boekstuk *sorted = mem_alloc(n * sizeof *sorted);
    for (struct open_entry *e = all->open; e; e = e->hh.next)
        sorted[at++] = (struct open_boekstuk){{e->boekstuk, e->n_boekstuk}, e->sum};
    qsort(sorted, n, sizeof *sorted, by_boekstuk);
    for (size_t i = 0; i < n && i < most; i++)
        shown[i] = (struct open_boekstuk){keep(arena, sorted[i].boekstuk), sorted[i].sum};
    free(sorted);
    return n;
}

static int by_first(const void *a, const void *b)
{
    const struct boekstuk_run *x = a, *y = b;
    return compare_key(&x->first, &y->first);
}

bool boekstukken_no_doubles(struct boekstukken *all)
{
    if (all->disorderly)
        return false;
    if (all->n_runs == 0)
        return true;
    qsort(all->runs, all->n_runs, sizeof *all->runs, by_first);
    for (size_t i = 1; i < all->n_runs; i++)
        if (compare_key(&all->runs[i - 1].last, &all->runs[i].first) >= 0)
            return false;
    return true;
}
