#include "pipeline/reading/pairs.h"

#include "pipeline/base/array.h"
#include "pipeline/reading/told.h"

#include <stdlib.h>
#include <string.h>

/* What is no chance: */
#define LEAST_SAME    8  /* pairs that are the same to the cent */
#define LEAST_PART    20 /* of a month or a file */
#define LEAST_BESLUIT 4  /* the same of a besluit */
#define LEAST_GROWN   20 /* amounts that grew, for one that did not; twice of two files */
#define SURE_LINKS    3  /* so often in a row */
#define MONTHS_ALIKE  4  /* that have their amounts in one ratio are parts of a year */
#define MOST_UNITS    400
#define MOST_VERSIONS 40
#define EURO          100
#define THOUSANDS(n)  ((n) >= 250 && (n) <= 4000)

/* A sum of a unit: a file, a month, a besluit. Only those of a group are compared. */
struct raw {
    uint64_t group;
    size_t unit;
    struct pair_sum sum;
};

struct raws {
    struct raw *items; /* heap */
    size_t n;
};

/* A unit; sums of 0 left out. */
struct table {
    size_t unit;
    const struct raw *sums; /* by pair */
    size_t n;
    uint64_t n_mutaties;
    int64_t total, size; /* size: signs aside */
    bool once;           /* of every pair one mutatie */
};

struct list {
    const struct kind *kind;
    const struct again *again;
    size_t source;
    struct table *tables; /* in the arena, in order */
    size_t n;
};

struct kind {
    const char *(*name)(const struct list *list, size_t unit);
    bool (*relations[4])(struct list *list); /* the first that holds is told */
    size_t least;                            /* pairs */
};

/* ---- tables ---- */

static int compare(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int by_pair(const void *a, const void *b)
{
    const struct pair_sum *x = a, *y = b;
    const int order = compare(x->pair, y->pair);
    return order ? order : compare(x->besluit, y->besluit);
}

static void add_sum(struct pair_sum *to, const struct pair_sum *from)
{
    to->cents = (int64_t)((uint64_t)to->cents + (uint64_t)from->cents);
    to->n += from->n;
}

size_t pairs_add_up(struct pair_sum *items, size_t n)
{
    size_t n_left = 0;
    array_sort(items, n, by_pair);
    for (size_t i = 0; i < n; i++)
        if (n_left && by_pair(&items[n_left - 1], &items[i]) == 0)
            add_sum(&items[n_left - 1], &items[i]);
        else
            items[n_left++] = items[i];
    return n_left;
}

const struct told_pairs *told_pairs(const struct file_account *account)
{
    return told_by(account->facts, "pairs");
}

static int by_unit(const void *a, const void *b)
{
    const struct raw *x = a, *y = b;
    int order = compare(x->group, y->group);
    order = order ? order : compare(x->unit, y->unit);
    return order ? order : compare(x->sum.pair, y->sum.pair);
}

static void add_raw(struct raws *raws, uint64_t group, size_t unit, struct pair_sum sum)
{
    *mem_add(raws->items, raws->n) = (struct raw){group, unit, sum};
}

static void sort_raws(struct raws *raws)
{
    size_t n = 0;
    array_sort(raws->items, raws->n, by_unit);
    for (size_t i = 0, end; i < raws->n; i = end) {
        struct raw raw = raws->items[i];
        for (end = i + 1; end < raws->n && by_unit(&raw, &raws->items[end]) == 0; end++)
            add_sum(&raw.sum, &raws->items[end].sum);
        if (raw.sum.cents != 0)
            raws->items[n++] = raw;
    }
    raws->n = n;
}

static void add_to_table(struct list *list, const struct raw *raw)
{
    struct table *table = list->n ? &list->tables[list->n - 1] : NULL;
    if (!table || table->unit != raw->unit) {
        table = arena_add(list->again->arena, list->tables, list->n);
        *table = (struct table){.unit = raw->unit, .sums = raw, .once = true};
    }
    table->n++;
    table->n_mutaties += raw->sum.n;
    table->total += raw->sum.cents;
    table->size += llabs(raw->sum.cents);
    table->once &= raw->sum.n == 1;
}

static void relate(const struct again *again, const struct kind *kind, size_t source,
                   struct raws *raws)
{
    sort_raws(raws);
    for (size_t i = 0, end; i < raws->n; i = end) {
        struct list list = {.kind = kind, .again = again, .source = source};
        for (end = i; end < raws->n && raws->items[end].group == raws->items[i].group; end++)
            add_to_table(&list, &raws->items[end]);
        for (size_t r = 0; r < ARRAY_LENGTH(kind->relations) && kind->relations[r]; r++)
            if (list.n > 1 && list.n <= MOST_UNITS && kind->relations[r](&list))
                break;
    }
    free(raws->items);
    *raws = (struct raws){0};
}

static int64_t sum_of(const struct table *table, uint64_t pair)
{
    size_t from = 0, end = table->n;
    while (from < end) {
        const size_t middle = (from + end) / 2;
        if (table->sums[middle].sum.pair < pair)
            from = middle + 1;
        else
            end = middle;
    }
    return from < table->n && table->sums[from].sum.pair == pair ? table->sums[from].sum.cents : 0;
}

/* What tables from..end - 1 but one come to together. */
static struct raws add_tables(const struct list *list, size_t from, size_t end, size_t but)
{
    struct raws raws = {0};
    for (size_t t = from; t < end; t++)
        for (size_t i = 0; t != but && i < list->tables[t].n; i++)
            add_raw(&raws, 0, 0, list->tables[t].sums[i].sum);
    sort_raws(&raws);
    return raws;
}

static const char *name_of(const struct list *list, size_t t)
{
    return list->kind->name(list, list->tables[t].unit);
}

/* "a `is bij elk` van de 72 sleutels en rekeningen `de som van` b". False where lines told it
 * already: one cause is told once. */
static bool tell(struct list *list, enum finding_kind kind, size_t t, const char *is,
                 const char *what, const char *other)
{
    struct findings *findings = list->again->ledger->accounts[list->source].findings;
    const struct table *table = &list->tables[t];
    if ((kind != FINDING_SMALL && findings[FINDING_COPIED].n) ||
        (kind == FINDING_COPIED_PERHAPS && findings[FINDING_COPIED_PERHAPS].n))
        return false;
    findings_add(
        &findings[kind], list->again->arena,
        (struct finding){.where = name_of(list, t),
                         .what = arena_printf(list->again->arena,
                                              "%s %s van de %zu sleutels en rekeningen %s %s",
                                              name_of(list, t), is, table->n, what, other),
                         .found = {table->total},
                         .n_lines = table->n_mutaties});
    return true;
}

static const char *range_of(const struct list *list, size_t from, size_t end)
{
    return arena_printf(list->again->arena, "%s t/m %s", name_of(list, from),
                        name_of(list, end - 1));
}

/* ---- how two are to each other ---- */

static size_t n_equal(const struct table *a, const struct table *b)
{
    size_t n = 0;
    for (size_t i = 0; i < a->n; i++)
        n += sum_of(b, a->sums[i].sum.pair) == a->sums[i].sum.cents;
    return n;
}

/* How many pairs both have, and of how many the amounts are in the ratio of the largest, but for
 * what is rounded. */
static size_t n_in_ratio(const struct table *a, const struct table *b, size_t *n_common)
{
    int64_t largest[2] = {0};
    size_t n = 0;
    *n_common = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < a->n; i++) {
            const int64_t cents = a->sums[i].sum.cents, other = sum_of(b, a->sums[i].sum.pair);
            if (other == 0)
                continue;
            const __int128 by = (__int128)other * largest[0] - (__int128)cents * largest[1];
            n += pass == 1 && (by < 0 ? -by : by) <= (__int128)llabs(largest[0]) * EURO;
            *n_common += pass == 1;
            if (pass == 0 && llabs(cents) > llabs(largest[0]))
                largest[0] = cents, largest[1] = other;
        }
    return n;
}

/* Parts of a year by one rule. */
static bool is_in_ratio(const struct table *a, const struct table *b)
{
    size_t n_common;
    const size_t n = n_in_ratio(a, b, &n_common);
    return n_common > 0 && n * 10 >= n_common * 9;
}

/* How many amounts grew; 0: too few, or too many others. */
static size_t n_grown(const struct table *before, const struct table *after)
{
    size_t n = 0, n_not = 0;
    for (size_t i = 0; i < before->n; i++) {
        const int64_t from = before->sums[i].sum.cents,
                      to = sum_of(after, before->sums[i].sum.pair);
        const bool away = (from < 0) == (to < 0) && llabs(to) >= llabs(from);
        n += away && to != from;
        n_not += !away;
    }
    return n >= LEAST_GROWN && n_not * LEAST_GROWN <= n ? n : 0;
}

/* ---- the sum of others ---- */

/* One twelfth of a year may well be two other ones. */
static bool tell_sum(struct list *list, size_t of, size_t from, size_t end, size_t n_parts)
{
    const struct table *whole = &list->tables[of];
    struct raws parts = add_tables(list, from, end, of);
    const struct table sum = {.sums = parts.items, .n = parts.n};
    const bool by_rule = is_in_ratio(whole, &list->tables[from]);
    const bool told = sum.n == whole->n && n_equal(whole, &sum) == whole->n &&
                      (!by_rule || n_parts >= MONTHS_ALIKE - 1) &&
                      tell(list, by_rule ? FINDING_COPIED_PERHAPS : FINDING_COPIED, of,
                           "is bij elk", "op de cent de som van", range_of(list, from, end));
    free(parts.items);
    return told;
}

/* What was taken back is booked again. */
static bool is_taken_back(const struct list *list, size_t of)
{
    for (size_t t = 0; t < list->n; t++)
        if (t != of && list->tables[t].total == -list->tables[of].total)
            return true;
    return false;
}

static bool tell_sums(struct list *list)
{
    bool told = false;
    for (size_t of = 0; of < list->n; of++)
        for (size_t from = 0; from < list->n && list->tables[of].n >= LEAST_SAME && !told; from++) {
            int64_t total = 0;
            size_t n_parts = 0;
            for (size_t t = from; t < list->n && from != of && !told; t++) {
                total += t == of ? 0 : list->tables[t].total;
                n_parts += t != of;
                told = t != of && n_parts > 1 && total == list->tables[of].total &&
                       !is_taken_back(list, of) && tell_sum(list, of, from, t + 1, n_parts);
            }
        }
    return told;
}

/* ---- all that came before ---- */

static size_t n_grown_once(const struct list *list, size_t t)
{
    const struct table *before = &list->tables[t - 1], *after = before + 1;
    return before->once && after->once && !is_in_ratio(before, after) ? n_grown(before, after) : 0;
}

/* Balances per month, from one to the next, up to the last: all of them, or very many. */
static bool tell_chain(struct list *list)
{
    const size_t last = list->n - 1;
    size_t n_links = 0, n_least = SIZE_MAX;
    for (size_t n; n_links < last && (n = n_grown_once(list, last - n_links)) > 0; n_links++)
        n_least = n < n_least ? n : n_least;
    const bool large = n_least >= 2 * LEAST_GROWN, sure = large && n_links >= SURE_LINKS;
    return n_links > 0 && (sure || (n_links == last && (large || last > 1))) &&
           tell(list, sure ? FINDING_COPIED : FINDING_COPIED_PERHAPS, last, "is bij bijna elk",
                "meer dan wat ervoor komt: misschien een stand tot en met zijn maand, zoals elk "
                "vanaf",
                name_of(list, last - n_links));
}

/* What is booked grows from month to month; of a budget one file may well be more than another. */
static bool is_booked(const struct list *list)
{
    const struct ledger *ledger = list->again->ledger;
    for (struct key_cursor keys = ledger_keys_of(ledger, list->source); key_cursor_next(&keys);)
        if (strcmp(ledger->plan->standen[keys.line.stand].kind, STAND_REALISATIE) != 0)
            return false;
    return true;
}

/* The last one holds all of those before it besides its own. */
static bool tell_grown(struct list *list)
{
    const size_t last = list->n - 1;
    if (!is_booked(list))
        return false;
    if (tell_chain(list))
        return true;
    struct raws parts = add_tables(list, 0, last, last);
    const struct table sum = {.sums = parts.items, .n = parts.n};
    const bool grown = last >= SURE_LINKS && n_grown(&sum, &list->tables[last]);
    free(parts.items);
    return grown &&
           tell(list, FINDING_COPIED_PERHAPS, last, "is bij bijna elk",
                "meer dan alles ervoor samen, en bevat dat misschien:", range_of(list, 0, last));
}

/* ---- the same once more ---- */

typedef bool same_fn(const struct list *list, size_t a, size_t b);

static bool tell_same(struct list *list, same_fn *is_same, const char *is, const char *what)
{
    for (size_t b = 1; b < list->n; b++)
        for (size_t a = 0; a < b; a++)
            if (list->tables[a].n == list->tables[b].n && list->tables[b].n >= list->kind->least &&
                is_same(list, a, b))
                return tell(list, FINDING_COPIED_PERHAPS, b, is, what, name_of(list, a));
    return false;
}

/* Two that are equal among others that are not, nor the same but for a factor: terms of a year. */
static bool is_equal(const struct list *list, size_t a, size_t b)
{
    const struct table *one = &list->tables[a];
    bool is = list->n > 2 && n_equal(one, &list->tables[b]) == one->n;
    for (size_t t = 0; t < list->n && is; t++)
        is = t == a || t == b ||
             (n_equal(one, &list->tables[t]) * 2 <= one->n && !is_in_ratio(one, &list->tables[t]));
    return is;
}

static bool tell_equal(struct list *list)
{
    return tell_same(list, is_equal, "is bij elk", "op de cent gelijk aan");
}

static bool may_be_version(const struct table *a, const struct table *b)
{
    return a->once && b->once && a->n == b->n && is_in_ratio(a, b) &&
           (a->sums[0].sum.cents < 0) == (b->sums[0].sum.cents < 0);
}

/* Two or three of one budget. */
static bool is_version(const struct list *list, size_t a, size_t b)
{
    const struct table *one = &list->tables[a], *other = &list->tables[b];
    size_t n = 0, n_common;
    if (one->size / (100 * EURO) <= (int64_t)one->n || one->size > 2 * other->size ||
        other->size > 2 * one->size || !may_be_version(one, other))
        return false;
    for (size_t t = 0; t < list->n && n < MONTHS_ALIKE; t++)
        n += may_be_version(&list->tables[t], other);
    n_in_ratio(one, other, &n_common);
    return n < MONTHS_ALIKE && n_common == one->n && n_equal(one, other) * 2 < one->n;
}

/* Of a source whose lines say when, a month may be so; many files are no versions. */
static bool tell_versions(struct list *list)
{
    const struct profile *profile = list->again->ledger->plan->sources[list->source].profile;
    return list->n <= MOST_VERSIONS && profile->role[ROLE_DATUM] == NO_COLUMN &&
           profile->role[ROLE_PERIODE] == NO_COLUMN &&
           tell_same(list, is_version, "heeft elk",
                     "met bedragen in een vaste verhouding: misschien een andere versie van");
}

static bool is_nearly(const struct list *list, size_t a, size_t b)
{
    const struct table *one = &list->tables[a];
    size_t n = 0;
    for (size_t i = 0; i < one->n; i++) {
        const int64_t cents = one->sums[i].sum.cents;
        n += llabs(sum_of(&list->tables[b], one->sums[i].sum.pair) - cents) * 10 <= llabs(cents);
    }
    return n * 4 >= one->n * 3;
}

/* In many files it is one that each month has a part of. */
static bool is_besluit_again(const struct list *list, size_t a, size_t b)
{
    size_t n = 0;
    for (size_t t = 0; t < list->n && n < MONTHS_ALIKE; t++)
        n += list->tables[t].n == list->tables[b].n && is_nearly(list, t, b);
    return n < MONTHS_ALIKE && is_nearly(list, a, b);
}

static bool tell_besluit_again(struct list *list)
{
    return tell_same(list, is_besluit_again, "heeft elk",
                     "van een besluit, met bijna dezelfde bedragen, nog eens na");
}

/* ---- another unit ---- */

static bool has_no_cents(const struct table *table)
{
    size_t n = 0;
    for (size_t i = 0; i < table->n; i++)
        n += table->sums[i].sum.cents % EURO == 0;
    return n == table->n;
}

static bool tell_small(struct list *list)
{
    for (size_t of = 0; of < list->n && list->n > 2; of++) {
        const struct table *small = &list->tables[of];
        size_t n = 0, n_common = 0;
        int64_t size = 0;
        for (size_t t = 0; t < list->n && small->n >= LEAST_PART && has_no_cents(small); t++) {
            const struct table *other = &list->tables[t];
            size_t n_here;
            if (t == of || has_no_cents(other))
                continue;
            n_in_ratio(small, other, &n_here);
            n_common = n_here > n_common ? n_here : n_common;
            n += other->n;
            size += other->size;
        }
        if (n_common * 2 > small->n &&
            THOUSANDS(size / (int64_t)n * (int64_t)small->n / small->size))
            tell(list, FINDING_SMALL, of, "heeft bij elk",
                 "geen cent, en ongeveer een duizendste van de bedragen", "in de andere bestanden");
    }
    return false;
}

/* ---- all of them ---- */

static const char *file_name(const struct list *list, size_t unit)
{
    return source_file_shown(&list->again->ledger->plan->sources[list->source], unit,
                             list->again->arena);
}

static const char *period_name(const struct list *list, size_t unit)
{
    return arena_printf(list->again->arena, "periode %zu", unit);
}

static const char *besluit_name(const struct list *list, size_t unit)
{
    return arena_printf(list->again->arena, "besluit %s",
                        list->again->ledger->labels[DIMENSION_BESLUIT].texts[unit]);
}

enum { FILES, BESLUIT_FILES, PERIODS, BESLUITEN, KINDS };
static const struct kind kinds[KINDS] = {
    [FILES] = {file_name, {tell_small, tell_sums, tell_grown, tell_versions}, LEAST_PART},
    [BESLUIT_FILES] = {file_name, {tell_besluit_again}, LEAST_BESLUIT},
    [PERIODS] = {period_name, {tell_sums, tell_grown, tell_equal}, LEAST_PART},
    [BESLUITEN] = {besluit_name, {tell_equal}, LEAST_BESLUIT},
};

static void add_files(const struct again *again, size_t source, struct raws raws[KINDS])
{
    for (size_t f = 0; f < again->ledger->plan->sources[source].n_files; f++) {
        const struct told_pairs *told = told_pairs(&again->ledger->accounts[source].files[f]);
        for (size_t i = 0; i < told->n; i++) {
            add_raw(&raws[FILES], 0, f, told->items[i]);
            if (told->items[i].besluit)
                add_raw(&raws[BESLUIT_FILES], told->items[i].besluit, f, told->items[i]);
        }
    }
}

static void add_keys(const struct again *again, size_t source, struct raws raws[KINDS])
{
    for (struct key_cursor keys = ledger_keys_of(again->ledger, source); key_cursor_next(&keys);) {
        const struct key_line *line = &keys.line;
        const uint64_t pair = (uint64_t)line->rule << 44 |
                              (uint64_t)line->labels[KEY_REKENING] << 12 | line->stand << 2 |
                              line->sectie;
        const struct pair_sum sum = {.pair = pair,
                                     .cents = line->tallied.figure.money.cents,
                                     .n = line->tallied.figure.n_mutaties};
        if (line->period != LEDGER_NO_PERIOD)
            add_raw(&raws[PERIODS], 0, line->period, sum);
        if (line->labels[KEY_BESLUIT])
            add_raw(&raws[BESLUITEN], 0, line->labels[KEY_BESLUIT], sum);
    }
}

void pairs_find(const struct again *again)
{
    const struct plan *plan = again->ledger->plan;
    struct raws raws[KINDS] = {0};
    for (size_t s = 0; s < plan->n_sources; s++) {
        if (plan->sources[s].may_repeat)
            continue;
        add_files(again, s, raws);
        add_keys(again, s, raws);
        for (size_t k = 0; k < KINDS; k++)
            relate(again, &kinds[k], s, &raws[k]);
    }
}
