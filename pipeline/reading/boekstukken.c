#include "pipeline/reading/boekstukken.h"

#include "pipeline/base/array.h"

#include <stdlib.h>
#include <string.h>

/* Shorter first, then bytewise: numbers of boekstukken and lines ascend in it. */
static int compare_text(struct text a, struct text b)
{
    const int order = ARRAY_ORDER(a.n_bytes, b.n_bytes);
    return order || a.n_bytes == 0 ? order : memcmp(a.bytes, b.bytes, a.n_bytes);
}

static int compare_key(const struct boekstuk_key *a, const struct boekstuk_key *b)
{
    int order = compare_text(a->boekstuk, b->boekstuk);
    return order ? order : compare_text(a->regel, b->regel);
}

static struct boekstuk_key keep_key(struct arena *arena, struct boekstuk_key key)
{
    return (struct boekstuk_key){text_kept(arena, key.boekstuk), text_kept(arena, key.regel)};
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

/* Borrowed; of a short one in `words`. */
static struct text borrowed_text(const struct boekstuk_text *kept, uint64_t words[2])
{
    if (kept->n_bytes >= BOEKSTUK_SHORT)
        return (struct text){kept->room, kept->n_bytes};
    words[0] = __builtin_bswap64(kept->high);
    words[1] = __builtin_bswap64(kept->low);
    return (struct text){(const char *)words, kept->n_bytes};
}

static struct text kept_text(struct arena *arena, const struct boekstuk_text *kept)
{
    uint64_t words[2];
    return text_kept(arena, borrowed_text(kept, words));
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
    const char front = (char)(part->boekstuk.high >> 56); /* as it stands it may have quotes */
    part->quick = (struct quick_line){0};
    if (part->boekstuk.n_bytes >= BOEKSTUK_SHORT || n > 8 || front == '"' || front == '\'')
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

/* ---- a piece of a boekstuk ---- */

#define FIRST_SLOTS 64 /* a power of two */
#define SEED_LOW    UINT64_C(0x9E3779B97F4A7C15)
#define SEED_HIGH   UINT64_C(0xD6E8FEB86659FD93)

static uint64_t hash_words(struct memo_words words)
{
    return memo_mix(memo_mix(words.low ^ SEED_LOW, words.high ^ SEED_HIGH), SEED_LOW);
}

static uint64_t hash_long(struct text text)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < text.n_bytes; i++)
        hash = memo_mix(hash ^ (unsigned char)text.bytes[i] ^ SEED_LOW, SEED_HIGH);
    return hash;
}

/* Borrows a long text. */
static struct boekstuk_sum piece_of(struct text boekstuk, struct money sum)
{
    if (boekstuk.n_bytes < BOEKSTUK_SHORT)
        return (struct boekstuk_sum){memo_words(boekstuk), NULL, sum};
    return (struct boekstuk_sum){{hash_long(boekstuk), boekstuk.n_bytes}, boekstuk.bytes, sum};
}

static bool is_same(const struct boekstuk_sum *a, const struct boekstuk_sum *b)
{
    return a->words.low == b->words.low && a->words.high == b->words.high && !a->rest == !b->rest &&
           (!a->rest || memcmp(a->rest, b->rest, a->words.high) == 0);
}

static struct text piece_text(const struct boekstuk_sum *piece)
{
    return piece->rest ? (struct text){piece->rest, piece->words.high}
                       : (struct text){(const char *)&piece->words,
                                       strnlen((const char *)&piece->words, BOEKSTUK_SHORT)};
}

#define PRIME ((UINT64_C(1) << 61) - 1)

/* Modulo PRIME, but for PRIME itself and a little more. */
static uint64_t reduced(unsigned __int128 number)
{
    return (uint64_t)(number & PRIME) + (uint64_t)(number >> 61);
}

/* Without a branch: nobody can foresee which amounts are below 0. */
static void fold_in(uint64_t *fingerprint, const struct boekstuk_sum *piece)
{
    const int64_t cents = piece->sum.cents;
    const uint64_t sum = reduced((uint64_t)cents + ((uint64_t)(cents >> 63) & 5 * PRIME));
    const uint64_t hash = hash_words(piece->words) >> 3;
    *fingerprint = (*fingerprint + reduced((unsigned __int128)(hash + (hash == 0)) * sum)) % PRIME;
}

/* ---- a part ---- */

static void add_piece(struct boekstukken_part *part, struct boekstuk_sum piece)
{
    part->open = mem_grow_unset(part->open, &part->open_cap, part->n_open + 1, sizeof *part->open);
    if (piece.rest)
        piece.rest = arena_copy(part->arena, piece.rest, piece.words.high);
    part->open[part->n_open++] = piece;
}

static void close_boekstuk(struct boekstukken_part *part)
{
    if (part->sum.cents == 0)
        return;
    const struct boekstuk_text *kept = &part->boekstuk;
    add_piece(part, kept->n_bytes < BOEKSTUK_SHORT
                        ? (struct boekstuk_sum){{__builtin_bswap64(kept->high),
                                                 __builtin_bswap64(kept->low)},
                                                NULL,
                                                part->sum}
                        : piece_of((struct text){kept->room, kept->n_bytes}, part->sum));
    part->sum = (struct money){0};
}

static void close_run(struct boekstukken_part *part)
{
    part->runs[part->n_runs - 1].last = current_key(part);
}

/* True when this one, which begins at the line, makes that there is no order. */
static bool note_break(struct boekstuk_breaks *breaks, uint64_t line)
{
    uint64_t *at = breaks->at;
    memmove(at, at + 1, (BOEKSTUKKEN_BREAKS - 1) * sizeof *at);
    at[BOEKSTUKKEN_BREAKS - 1] = line + 1;
    return at[0] && line + 1 - at[0] < BOEKSTUKKEN_WITHIN;
}

static void open_run(struct boekstukken_part *part, uint64_t line)
{
    part->loose |= part->n_runs && note_break(&part->breaks, line);
    *arena_add(part->arena, part->runs, part->n_runs) =
        (struct boekstuk_run){.first = current_key(part), .line = line};
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

static void add_line(struct boekstukken_part *part, struct text boekstuk, struct text regel,
                     uint64_t line)
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
        uint64_t before[2];
        if (ascends)
            numbering_step(&part->numbering, part->arena, borrowed_text(&part->boekstuk, before),
                           boekstuk);
        close_boekstuk(part);
        remember(part->arena, &part->boekstuk, &words, boekstuk);
    }
    remember(part->arena, &part->regel, &next, regel);
    part->started = true;
    if (!ascends)
        open_run(part, line);
}

void boekstukken_part_step(struct boekstukken_part *part, struct text boekstuk)
{
    numbering_step(&part->numbering, part->arena,
                   (struct text){(const char *)&part->quick.boekstuk, part->quick.n_boekstuk},
                   boekstuk);
}

bool boekstukken_part_leave(struct boekstukken_part *part, struct text boekstuk, struct text regel,
                            struct money amount)
{
    const struct quick_line before = part->quick;
    const struct boekstuk_sum piece = {before.boekstuk, NULL, part->sum};
    if (piece.sum.cents == 0)
        return false;
    part->sum = (struct money){0};
    if (boekstukken_part_next(part, boekstuk, regel, amount) &&
        (part->quick.boekstuk.low != before.boekstuk.low ||
         part->quick.boekstuk.high != before.boekstuk.high)) {
        add_piece(part, piece);
        return true;
    }
    part->quick = before; /* the same boekstuk, whose sum overflows */
    part->sum = piece.sum;
    return false;
}

void boekstukken_part_add(struct boekstukken_part *part, struct text boekstuk, struct text regel,
                          struct money amount, uint64_t line)
{
    settle(part);
    add_line(part, boekstuk, regel, line);
    expect_next(part);
    part->overflow |= !money_add(part->sum, amount, &part->sum);
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

void boekstukken_part_forget(struct boekstukken_part *part)
{
    *part = (struct boekstukken_part){.arena = part->arena,
                                      .open = part->open,
                                      .open_cap = part->open_cap,
                                      .hashes = part->hashes,
                                      .hashes_cap = part->hashes_cap};
}

void boekstukken_part_release(void *part)
{
    struct boekstukken_part *p = part;
    free(p->open);
    free(p->hashes);
}

void boekstukken_part_add_loose(struct boekstukken_part *part, struct text boekstuk,
                                struct money amount)
{
    const struct boekstuk_sum piece = piece_of(boekstuk, amount);
    if (part->folded) {
        fold_in(&part->fingerprint, &piece);
        return;
    }
    struct boekstuk_sum *last = part->n_open ? &part->open[part->n_open - 1] : NULL;
    if (!last || !is_same(last, &piece) || !money_add(last->sum, amount, &last->sum))
        add_piece(part, piece);
}

/* ---- a file, a source ---- */

static void free_open(struct boekstukken *all)
{
    for (size_t i = 0; i < all->n_slots; i++)
        free((void *)(uintptr_t)all->open[i].rest);
    free(all->open);
    all->open = NULL;
    all->n_open = all->n_slots = 0;
}

/* Names go, one number stays: memory is bounded, and whether all balance can still be told. */
static void fold(struct boekstukken *all)
{
    for (size_t i = 0; i < all->n_slots; i++)
        fold_in(&all->fingerprint, &all->open[i]);
    free_open(all);
    all->folded = true;
}

static size_t home_of(const struct boekstukken *all, const struct boekstuk_sum *piece)
{
    return memo_hash(piece->words.low, piece->words.high) & (all->n_slots - 1);
}

/* Where it is, or would be. */
static size_t slot_of(const struct boekstukken *all, const struct boekstuk_sum *piece)
{
    size_t at = home_of(all, piece);
    while (all->open[at].sum.cents && !is_same(&all->open[at], piece))
        at = (at + 1) & (all->n_slots - 1);
    return at;
}

static void grow_open(struct boekstukken *all)
{
    struct boekstukken larger = {.n_slots = all->n_slots ? 2 * all->n_slots : FIRST_SLOTS};
    larger.open = mem_alloc_written(larger.n_slots * sizeof *larger.open);
    for (size_t i = 0; i < all->n_slots; i++)
        if (all->open[i].sum.cents)
            larger.open[slot_of(&larger, &all->open[i])] = all->open[i];
    free(all->open);
    all->open = larger.open;
    all->n_slots = larger.n_slots;
}

/* Those that stand behind it because it was there move up. */
static void free_slot(struct boekstukken *all, size_t hole)
{
    const size_t mask = all->n_slots - 1;
    free((void *)(uintptr_t)all->open[hole].rest);
    for (size_t at = (hole + 1) & mask; all->open[at].sum.cents; at = (at + 1) & mask) {
        if (((at - home_of(all, &all->open[at])) & mask) < ((at - hole) & mask))
            continue;
        all->open[hole] = all->open[at];
        hole = at;
    }
    all->open[hole] = (struct boekstuk_sum){0};
    all->n_open--;
}

/* A sum that is not 0. */
static void add_open(struct boekstukken *all, const struct boekstuk_sum *piece)
{
    if (all->n_open * 2 >= all->n_slots)
        grow_open(all);
    const size_t at = slot_of(all, piece);
    struct boekstuk_sum *open = &all->open[at];
    if (open->sum.cents == 0) {
        *open = *piece;
        if (piece->rest)
            open->rest = memcpy(mem_alloc(piece->words.high), piece->rest, piece->words.high);
        all->n_open++;
        return;
    }
    if (!money_add(open->sum, piece->sum, &open->sum))
        all->overflow = true;
    if (open->sum.cents == 0)
        free_slot(all, at);
}

/* Whether the last run goes on with this one. */
static bool goes_on(const struct boekstukken *all, const struct boekstuk_run *run, bool few)
{
    const struct boekstuk_run *last = all->n_runs ? &all->runs[all->n_runs - 1] : NULL;
    return last && compare_key(&last->last, &run->first) < 0 &&
           (!few || are_of_one_kind(last->last.boekstuk, run->first.boekstuk));
}

static void add_run(struct boekstukken *all, const struct boekstuk_run *run)
{
    if (goes_on(all, run, are_few(all->n_runs))) {
        struct boekstuk_run *last = &all->runs[all->n_runs - 1];
        numbering_step(&all->numbering, &all->arena, last->last.boekstuk, run->first.boekstuk);
        last->last = keep_key(&all->arena, run->last);
        return;
    }
    if (all->n_runs >= BOEKSTUKKEN_MAX_RUNS) {
        all->loose = true;
        return;
    }
    *mem_add(all->runs, all->n_runs) = (struct boekstuk_run){
        .first = keep_key(&all->arena, run->first), .last = keep_key(&all->arena, run->last)};
}

static void add(struct boekstukken *all, const struct boekstukken_part *part)
{
    all->loose |= part->loose;
    all->folded |= part->folded;
    all->overflow |= part->overflow;
    all->fingerprint = (all->fingerprint + part->fingerprint) % PRIME;
    for (size_t i = 0; i < part->n_open; i++) {
        const struct boekstuk_sum *piece = &part->open[i];
        if (all->folded)
            fold_in(&all->fingerprint, piece);
        else if (piece->sum.cents)
            add_open(all, piece);
        if (all->n_open > BOEKSTUKKEN_MAX_OPEN)
            fold(all);
    }
    for (size_t i = 0; i < part->n_runs; i++)
        add_run(all, &part->runs[i]);
    /* Behind a gap over the border. */
    numbering_add(&all->numbering, &all->arena, &part->numbering);
}

void boekstukken_add_part(struct boekstukken *file, const struct boekstukken_part *part,
                          uint64_t line_no)
{
    for (size_t i = 0; i < part->n_runs; i++)
        if (i > 0 || (file->n_runs && !goes_on(file, part->runs, true)))
            file->loose |= note_break(&file->breaks, line_no + part->runs[i].line);
    add(file, part);
}

void boekstukken_add(struct boekstukken *all, const struct boekstukken *other)
{
    add(all, &(struct boekstukken_part){.open = other->open,
                                        .n_open = other->n_slots,
                                        .runs = other->runs,
                                        .n_runs = other->n_runs,
                                        .numbering = other->numbering,
                                        .loose = other->loose,
                                        .folded = other->folded,
                                        .fingerprint = other->fingerprint,
                                        .overflow = other->overflow});
}

void boekstukken_release(void *boekstukken)
{
    struct boekstukken *all = boekstukken;
    free_open(all);
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
    size_t n = all->n_open, at = 0;
    struct open_boekstuk *sorted = mem_alloc(n * sizeof *sorted);
    for (size_t i = 0; i < all->n_slots; i++)
        if (all->open[i].sum.cents)
            sorted[at++] = (struct open_boekstuk){piece_text(&all->open[i]), all->open[i].sum};
    array_sort(sorted, n, by_boekstuk);
    for (size_t i = 0; i < n && i < most; i++)
        shown[i] = (struct open_boekstuk){text_kept(arena, sorted[i].boekstuk), sorted[i].sum};
    free(sorted);
    return n;
}

static int by_first(const void *a, const void *b)
{
    const struct boekstuk_run *x = a, *y = b;
    return compare_key(&x->first, &y->first);
}

static bool is_within(const struct number_gap *gap, struct text boekstuk)
{
    return compare_text(gap->before, boekstuk) < 0 && compare_text(boekstuk, gap->after) < 0;
}

/* Files in another order than their boekstukken. A dagboek may have numbers of its own, far away.
 */
static void step_over_runs(struct boekstukken *all)
{
    array_sort(all->runs, all->n_runs, by_first);
    for (size_t i = 1; i < all->n_runs; i++)
        numbering_near(&all->numbering, &all->arena, all->runs[i - 1].last.boekstuk,
                       all->runs[i].first.boekstuk);
}

/* Another run may have what is missing: it goes on over it, and does not step over it too. Of two
 * that miss the same the first gap says it. */
static bool is_filled(const struct boekstukken *all, const struct numbering *found, size_t g)
{
    const struct number_gap *gap = &found->gaps[g];
    int n_over = 0;
    for (size_t i = 0; i < all->n_runs; i++) {
        const struct text first = all->runs[i].first.boekstuk, last = all->runs[i].last.boekstuk;
        if (is_within(gap, first) || is_within(gap, last))
            return true;
        n_over += are_of_one_kind(first, gap->before) && compare_text(first, gap->before) <= 0 &&
                  compare_text(gap->after, last) <= 0;
    }
    for (size_t i = 0; i < found->n_gaps; i++) {
        const struct number_gap *other = &found->gaps[i];
        n_over -= i != g && (other->n != gap->n || i > g) &&
                  compare_text(other->before, gap->before) <= 0 &&
                  compare_text(gap->after, other->after) <= 0;
    }
    return n_over > 1;
}

bool boekstukken_are_numbered(struct boekstukken *all)
{
    struct numbering *numbering = &all->numbering;
    step_over_runs(all);
    if (all->loose || !numbering_is_dense(numbering))
        return false;
    const struct numbering found = *numbering;
    numbering->n_gaps = 0;
    for (size_t g = 0; g < found.n_gaps; g++)
        if (found.gaps[g].n <= found.n_next /* or another series */ && !is_filled(all, &found, g))
            numbering->gaps[numbering->n_gaps++] = found.gaps[g];
    return true;
}

bool boekstukken_no_doubles(struct boekstukken *all)
{
    if (all->loose)
        return false;
    array_sort(all->runs, all->n_runs, by_first);
    for (size_t i = 1; i < all->n_runs; i++)
        if (compare_key(&all->runs[i - 1].last, &all->runs[i].first) >= 0)
            return false;
    return true;
}
