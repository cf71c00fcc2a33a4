#include "pipeline/reading/pairs.h"

#include "pipeline/base/array.h"
#include "pipeline/base/memo.h"

#include <stdlib.h>
#include <string.h>

/* What is no chance: */
#define LEAST_SAME    8  /* pairs, or different amounts, that are the same to the cent */
#define LEAST_BESLUIT 4  /* the same of a besluit */
#define LEAST_GROWN   20 /* amounts that grew, for one that did not; twice of two files */
#define LEAST_EQUAL   3  /* keys of a stand, to the cent; of a part of it one in so many, */
#define LEAST_NEAR    8  /* or of what is nearly as much */
#define SURE_LINKS    3  /* so often in a row */
#define MOST_VERSIONS 40
#define PERHAPS_AGAIN 2 /* times what is booked: the year's in halves, */
#define PARTS_AGAIN   4 /* in quarters, */
#define MONTHS_AGAIN  8 /* in months, of which most was late */

struct list {
    const struct kind *kind;
    const struct again *again;
    size_t source;
    struct pair_unit *units; /* in order */
    size_t n;
};

struct same {
    bool (*is)(const struct list *list, size_t a, size_t b);
    const char *words, *what; /* as tell() has them */
};

struct kind {
    const char *(*name)(const struct list *list, size_t number);
    bool (*relations[4])(struct list *list); /* the first that holds is told */
    const struct same *same;                 /* of tell_same, */
    size_t least;                            /* and of so many pairs */
    bool by_stand;                           /* the group is a stand */
    bool sure, is_total;                     /* where amounts are various; the sum of others */
    enum dimension dimension;                /* of label_name */
};

enum { FILES, BESLUIT_FILES, PERIODS, IN_FILES, IN_PERIODS, BESLUITEN, ACCOUNTS, SOURCES, KINDS };
static const struct kind kinds[KINDS];

/* ---- units ---- */

static void relate(const struct again *again, const struct kind *kind, size_t source,
                   struct pair_units *units)
{
    pair_units_close(units);
    for (size_t i = 0, end; i < units->n && units->items[i].n > 0; i = end) {
        struct list list = {kind, again, source, &units->items[i], 0};
        for (end = i; end < units->n && units->items[end].group == list.units->group; end++)
            list.n++;
        for (size_t r = 0; r < ARRAY_LENGTH(kind->relations) && kind->relations[r]; r++)
            if (list.n > 1 && list.n <= PAIR_MOST_UNITS && kind->relations[r](&list))
                break;
    }
    pair_units_release(units);
}

static const char *name_of(const struct list *list, size_t u)
{
    return list->kind->name(list, list->units[u].number);
}

/* "a `is bij elk` van de 72 sleutels en rekeningen `de som van` b"; of one: "a is `de som van` b".
 * False where lines told it already: one cause is told once. */
static bool tell(struct list *list, enum finding_kind kind, size_t u, const char *is,
                 const char *what, const char *other)
{
    struct arena *arena = list->again->arena;
    struct findings *findings = list->again->ledger->accounts[list->source].findings;
    const struct pair_unit *unit = &list->units[u];
    const char *of = arena_printf(
        arena, "%s van de %zu sleutels en %s", is, unit->n,
        kind == FINDING_STAND || kind == FINDING_STAND_PERHAPS ? "secties" : "rekeningen");
    const int n_of = (int)(unit->n == 1 ? strcspn(of, " ") : strlen(of));
    what = arena_printf(arena, "%s %.*s %s %s", name_of(list, u), n_of, of, what, other);
    if (kind != FINDING_SMALL && (findings[FINDING_COPIED].n || findings[kind].n))
        return false;
    findings_add(&findings[kind], arena,
                 (struct finding){.where = name_of(list, u),
                                  .what = what,
                                  .found = {unit->total},
                                  .n_lines = unit->n_mutaties});
    return true;
}

static const char *range_of(const struct list *list, size_t from, size_t end)
{
    return arena_printf(list->again->arena, "%s t/m %s", name_of(list, from),
                        name_of(list, end - 1));
}

static struct likeness likeness(const struct list *list, size_t a, size_t b)
{
    return pair_likeness(list->units, a, a + 1, b);
}

/* Parts of a year by one rule. */
static bool in_ratio(struct likeness like)
{
    return like.n_common > 0 && like.n_in_ratio * 10 >= like.n_common * 9;
}

/* How many amounts grew; 0: too few, or too many others. */
static size_t n_grown(struct likeness like)
{
    const bool grew = like.n_grown >= LEAST_GROWN && like.n_not_grown * LEAST_GROWN <= like.n_grown;
    return grew ? like.n_grown : 0;
}

/* ---- the sum of others ---- */

/* One twelfth of a year may well be two other ones. */
static bool tell_sum(struct list *list, size_t of, size_t from, size_t end, size_t n_parts)
{
    const struct likeness like = pair_likeness(list->units, from, end, of);
    const bool by_rule = in_ratio(likeness(list, of, from));
    return like.n == list->units[of].n && like.n_equal == like.n &&
           (!by_rule || n_parts >= MONTHS_ALIKE - 1) &&
           tell(list,
                by_rule                ? FINDING_COPIED_PERHAPS
                : list->kind->is_total ? FINDING_SUBTOTAL
                                       : FINDING_COPIED,
                of, "is bij elk", "op de cent de som van", range_of(list, from, end));
}

/* What was taken back is booked again. */
static bool is_taken_back(const struct list *list, size_t of)
{
    for (size_t u = 0; u < list->n; u++)
        if (u != of && list->units[u].total == -list->units[of].total)
            return true;
    return false;
}

static bool tell_sums(struct list *list)
{
    bool told = false;
    for (size_t of = 0; of < list->n; of++)
        for (size_t from = 0; from < list->n && list->units[of].n >= LEAST_SAME && !told; from++) {
            int64_t total = 0;
            size_t n_parts = 0;
            for (size_t u = from; u < list->n && from != of && !told; u++) {
                total += u == of ? 0 : list->units[u].total;
                n_parts += u != of;
                told = u != of && n_parts > 1 && total == list->units[of].total &&
                       !is_taken_back(list, of) && tell_sum(list, of, from, u + 1, n_parts);
            }
        }
    return told;
}

/* An account that is all others of its sectie together, per key or in one line. */
static bool tell_total(struct list *list)
{
    int64_t total = 0;
    size_t n = 0, of = 0;
    for (size_t u = 0; u < list->n; u++) {
        total += list->units[u].total;
        n += list->units[u].n;
    }
    while (of < list->n && list->units[of].total != total - list->units[of].total)
        of++;
    const size_t from = of == 0, end = list->n - (of + 1 == list->n);
    return list->n <= 2 || of == list->n ? false
           : list->units[of].n_mutaties == 1 && n > LEAST_LIST
               ? tell(list, FINDING_SUBTOTAL, of, "is bij elk", "op de cent de som van",
                      range_of(list, from, end))
               : list->units[of].n >= LEAST_SAME && tell_sum(list, of, from, end, list->n - 1);
}

/* ---- all that came before ---- */

static size_t n_grown_once(const struct list *list, size_t u)
{
    if (!list->units[u - 1].once || !list->units[u].once)
        return 0;
    const struct likeness like = likeness(list, u - 1, u);
    return in_ratio(like) ? 0 : n_grown(like);
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

/* The last one holds all of those before it besides its own. What is booked grows from month to
 * month; of a budget one file may well be more than another. */
static bool tell_grown(struct list *list)
{
    const size_t last = list->n - 1;
    return stand_is_booked(&list->again->ledger->plan->standen[list->units[0].group]) &&
           (tell_chain(list) ||
            (last >= SURE_LINKS && n_grown(pair_likeness(list->units, 0, last, last)) > 0 &&
             tell(
                 list, FINDING_COPIED_PERHAPS, last, "is bij bijna elk",
                 "meer dan alles ervoor samen, en bevat dat misschien:", range_of(list, 0, last))));
}

/* ---- the same once more, or in another unit ---- */

/* Two that are equal among others that are not, nor the same but for a factor: terms of a year. */
static bool is_equal(const struct list *list, size_t a, size_t b)
{
    const size_t n = list->units[a].n;
    bool is = list->n > 2 && list->units[a].total == list->units[b].total &&
              likeness(list, a, b).n_equal == n;
    for (size_t u = 0; u < list->n && is; u++)
        if (u != a && u != b) {
            const struct likeness like = likeness(list, a, u);
            is = like.n_equal * 2 <= n && (like.n_common * 2 <= n || !in_ratio(like));
        }
    return is;
}

static bool may_be_version(const struct list *list, size_t a, size_t b)
{
    const struct pair_unit *one = &list->units[a], *other = &list->units[b];
    return one->once && other->once && one->n == other->n &&
           (one->sums[0].cents < 0) == (other->sums[0].cents < 0) &&
           (a == b || in_ratio(likeness(list, a, b)));
}

/* Two or three of one budget; of a source whose lines say when, a month may be so. */
static bool is_version(const struct list *list, size_t a, size_t b)
{
    const struct pair_unit *one = &list->units[a], *other = &list->units[b];
    size_t n = 0;
    if (list->n > MOST_VERSIONS ||
        profile_dates_lines(list->again->ledger->plan->sources[list->source].profile) ||
        one->size / (100 * PAIR_EURO) <= (int64_t)one->n || one->size > 2 * other->size ||
        other->size > 2 * one->size || !may_be_version(list, a, b))
        return false;
    for (size_t u = 0; u < list->n && n < MONTHS_ALIKE; u++)
        n += may_be_version(list, u, b);
    const struct likeness like = likeness(list, a, b);
    return n < MONTHS_ALIKE && like.n_common == one->n && like.n_equal * 2 < one->n;
}

/* In many files it is one that each month has a part of. */
static bool is_besluit_again(const struct list *list, size_t a, size_t b)
{
    size_t n = 0;
    bool nearly = false;
    for (size_t u = 0; u < list->n && n < MONTHS_ALIKE; u++) {
        const bool is = list->units[u].n == list->units[b].n &&
                        (u == b || likeness(list, u, b).n_near * 4 >= list->units[u].n * 3);
        n += is;
        nearly |= is && u == a;
    }
    return n < MONTHS_ALIKE && nearly;
}

static bool is_various(const struct pair_unit *unit)
{
    size_t n = 0;
    for (size_t i = 0, k; i < unit->n && n < LEAST_SAME; i++) {
        for (k = 0; llabs(unit->sums[k].cents) != llabs(unit->sums[i].cents);)
            k++;
        n += k == i;
    }
    return n == LEAST_SAME;
}

static bool tell_same(struct list *list)
{
    const struct kind *kind = list->kind;
    for (size_t b = 1; b < list->n; b++)
        for (size_t a = 0; a < b; a++)
            if (list->units[a].n == list->units[b].n && list->units[b].n >= kind->least &&
                kind->same->is(list, a, b))
                return tell(list,
                            kind->sure && is_various(&list->units[b]) ? FINDING_COPIED
                                                                      : FINDING_COPIED_PERHAPS,
                            b, kind->same->words, kind->same->what, name_of(list, a));
    return false;
}

/* What moved went one way, unless it is a budget by stand; the rest not at all. */
static bool is_one_list(const struct list *list, size_t a, size_t b)
{
    const struct likeness like = likeness(list, a, b);
    const size_t n = like.n > list->units[b].n ? like.n : list->units[b].n;
    const size_t more = like.n_grown, less = like.n_not_grown;
    return like.n_equal >= (list->n < MONTHS_ALIKE ? LEAST_LIST : LEAST_SAME) &&
           like.n_equal * 5 >= n * 2 && like.n_equal < n && like.n_common * 5 >= n * 4 &&
           (list->kind->by_stand || more * 10 <= less || less * 10 <= more);
}

/* Two or three of one list, or more that mostly are; sure of its budget, unless each of many may be
 * of its own month: the last is nearly the first, or, by stand, has cents or is as the first. */
static bool tell_snapshot(struct list *list)
{
    const struct plan *plan = list->again->ledger->plan;
    const struct profile *profile = plan->sources[list->source].profile;
    const bool by_stand = list->kind->by_stand, many = list->n >= MONTHS_ALIKE;
    const bool may = profile_is_of_rows(profile) && !profile_dates_lines(profile) &&
                     (profile->n_amounts == 1) == by_stand &&
                     !(by_stand && stand_is_booked(&plan->standen[list->units->group]));
    const size_t last = list->n - 1;
    const struct likeness all = likeness(list, 0, last);
    size_t n_alike = 0, b = 0, n_moved = 0;
    for (size_t u = 1; may && u <= last; u++) {
        const bool alike = is_one_list(list, u - 1, u);
        n_alike += alike;
        b = alike ? u : b;
        n_moved += list->units[u].n - likeness(list, u, u - 1).n_equal;
    }
    if (n_alike == 0 || (many && n_alike * 3 < last * 2))
        return false;
    const bool back = all.n_equal * 3 >= all.n && (all.n - all.n_equal) * 3 <= n_moved * 2;
    const bool month = by_stand ? list->units[last].cents || back : all.n_near * 10 >= all.n * 9;
    const bool sure = !ledger_is_booked(list->again->ledger, list->source) && !(many && month);
    return tell(list, sure ? FINDING_COPIED : FINDING_COPIED_PERHAPS, b,
                arena_printf(list->again->arena, "heeft bij %zu", likeness(list, b - 1, b).n_equal),
                "hetzelfde bedrag als", name_of(list, b - 1));
}

/* What is booked of the run's year in a file, or a period. */
static int64_t booked_in(const struct list *list, size_t number)
{
    const struct ledger *ledger = list->again->ledger;
    int64_t booked = 0;
    if (list->kind == &kinds[IN_PERIODS])
        return ledger_booked(ledger, list->source, (unsigned)number);
    const struct told_pairs *told = told_pairs(&ledger->accounts[list->source].files[number]);
    for (size_t i = 0; i < told->n; i++)
        if (plan_books(ledger->plan, pair_stand(told->items[i].pair)))
            booked += llabs(told->items[i].cents);
    return booked;
}

/* Of an amount that is the same in each, beside what is booked there: a part of the year comes to
 * about as much as that, the whole year each time to some times as much. */
static bool tell_whole_year(struct list *list)
{
    struct arena *arena = list->again->arena;
    const struct ledger *ledger = list->again->ledger;
    struct findings *findings = ledger->accounts[list->source].findings;
    const size_t last = list->n - 1, stand = list->units[0].group;
    int64_t size = 0, booked = 0;
    size_t n_alike = 0; /* but where a besluit changed it */
    for (size_t u = 0; u <= last && !plan_books(ledger->plan, stand); u++) {
        const struct likeness like = likeness(list, u ? u - 1 : last, u);
        const int64_t here = booked_in(list, list->units[u].number);
        size += here ? list->units[u].size : 0;
        booked += here;
        n_alike += u && like.n >= LEAST_LIST && like.n_equal * 10 >= like.n * 9;
    }
    const bool months = list->n > MONTHS_ALIKE || list->kind == &kinds[IN_PERIODS];
    const int64_t times = booked ? size / booked : 0;
    const enum finding_kind kind =
        times >= (months ? MONTHS_AGAIN : PARTS_AGAIN) ? FINDING_SUMMED : FINDING_COPIED_PERHAPS;
    if (findings[FINDING_COPIED].n + findings[kind].n > 0 || n_alike == 0 ||
        n_alike * 3 < last * 2 || times < PERHAPS_AGAIN)
        return false;
    findings_add(&findings[kind], arena,
                 (struct finding){
                     .where = name_of(list, last),
                     .what = arena_printf(
                         arena,
                         "%s%s%s is bij bijna alle %zu sleutels en rekeningen hetzelfde als in %s, "
                         "en samen %lld keer wat er geboekt is: misschien telkens dat van het hele "
                         "jaar",
                         kind == FINDING_SUMMED ? "" : name_of(list, last),
                         kind == FINDING_SUMMED ? "" : ": ", ledger->plan->standen[stand].name,
                         list->units[last].n,
                         last == 1 ? name_of(list, 0) : range_of(list, 0, last), (long long)times),
                     .n_lines = list->units[last].n_mutaties});
    return true;
}

/* A thousand times is ten bits, for most amounts: one large key says nothing. */
static bool tell_small(struct list *list)
{
    const bool own = list->kind->sure; /* keys have besluiten, and no cents; fifties are euros */
    for (size_t of = 0; of < list->n && list->n > 2; of++) {
        const struct pair_unit *small = &list->units[of];
        uint64_t n = 0, n_bits = 0, n_common = own ? small->n - small->n_round : 0;
        for (size_t u = 0;
             u < list->n && small->n >= (own ? LEAST_SAME : LEAST_LIST) && !small->cents; u++) {
            if (u == of || !(own || list->units[u].cents))
                continue;
            const size_t n_here = own ? 0 : likeness(list, of, u).n_common;
            n_common = n_here > n_common ? n_here : n_common;
            n += list->units[u].n;
            n_bits += list->units[u].n_bits;
        }
        const uint64_t more = n ? n_bits / n - small->n_bits / small->n : 0;
        if (n_common * 2 > small->n && more >= 8 && more <= 12)
            tell(list, FINDING_SMALL, of, "heeft bij elk",
                 "geen cent, en ongeveer een duizendste van de bedragen", "in de andere");
    }
    return false;
}

static const char *period_name(const struct list *list, size_t period)
{
    return arena_printf(list->again->arena, "periode %zu", period);
}

static const struct profile *profile_of(const struct list *list, size_t u)
{
    return list->again->ledger->plan->sources[list->units[u].number].profile;
}

/* It says that there are two of the stand, or it was told: one cause is told once. */
static bool is_sure_of(const struct list *list, size_t u, const struct stand *stand)
{
    const struct ledger *ledger = list->again->ledger;
    const struct source *source = &ledger->plan->sources[list->units[u].number];
    return array_find(source->other_standen, source->n_other_standen, name, stand->name) ||
           ledger->accounts[list->units[u].number].findings[FINDING_STAND].n > 0;
}

/* One stand from two sources, in the year or in a period: nearly as much in both (two halves of a
 * year may be so); of a budget in a part, or beside bookings; or of an earlier year, and the run's
 * has nothing of the keys; unless a source says that there are two. */
static bool tell_sources(struct list *list)
{
    const struct plan *plan = list->again->ledger->plan;
    const struct stand *stand = &plan->standen[list->units[0].group % plan->n_standen];
    const size_t now = list->n - (list->units[list->n - 1].number == plan->n_sources);
    const size_t period = list->units[0].group / plan->n_standen; /* and one; 0: of the year */
    for (size_t b = 1; b < now; b++)
        for (size_t a = 0; a < b; a++) {
            const struct likeness like = likeness(list, a, b);
            const size_t few = list->units[a].n < list->units[b].n ? a : b, n = list->units[few].n;
            const bool equal = like.n_equal >= LEAST_EQUAL && like.n_equal * 10 >= n * 9;
            const bool near = like.n_near >= LEAST_NEAR && like.n_near * 10 >= n * 9 &&
                              (period || profile_of(list, a)->role[ROLE_PERIODE] == NO_COLUMN ||
                               profile_of(list, b)->role[ROLE_PERIODE] == NO_COLUMN);
            const bool common = like.n_common >= LEAST_NEAR && like.n_common * 10 >= n * 9;
            const bool part = common && like.n_equal * LEAST_EQUAL >= n && !stand_is_booked(stand);
            const bool booked =
                common && like.n_common * 2 >= list->units[a + b - few].n &&
                strcmp(stand->kind, STAND_PRIMAIR) == 0 &&
                profile_is_of_rows(profile_of(list, a)) != profile_is_of_rows(profile_of(list, b));
            const bool of_now = now < list->n && common && !likeness(list, b, now).n_common;
            const char *as = equal    ? "hetzelfde bedrag als"
                             : of_now ? "een bedrag, en nergens een van dit jaar, net als"
                             : near   ? "ongeveer evenveel als"
                             : booked ? "een bedrag, en een van beide is van boekingen, net als"
                                      : "een bedrag, soms op de cent hetzelfde, net als";
            const bool sure = equal || near || of_now || booked;
            list->source = list->units[few].number;
            if (!is_sure_of(list, a, stand) && !is_sure_of(list, b, stand) && (sure || part))
                tell(list, sure ? FINDING_STAND : FINDING_STAND_PERHAPS, few, "geeft bij bijna elk",
                     arena_printf(list->again->arena, "in %s%s%s %s",
                                  period ? period_name(list, period - 1) : "",
                                  period ? " van " : "", stand->name, as),
                     name_of(list, a + b - few));
        }
    return false;
}

/* ---- all of them ---- */

static const char *file_name(const struct list *list, size_t file)
{
    return source_file_shown(&list->again->ledger->plan->sources[list->source], file,
                             list->again->arena);
}

static const char *label_name(const struct list *list, size_t number)
{
    const enum dimension dimension = list->kind->dimension;
    return arena_printf(list->again->arena, "%s %s", dimension_name(dimension),
                        list->again->ledger->labels[dimension].texts[number]);
}

static const char *source_name(const struct list *list, size_t source)
{
    return list->again->ledger->plan->sources[source].name;
}

static const struct same
    equal = {is_equal, "is bij elk", "op de cent gelijk aan"},
    version = {is_version, "heeft elk",
               "met bedragen in een vaste verhouding: misschien een andere versie van"},
    besluit_again = {is_besluit_again, "heeft elk",
                     "van een besluit, met bijna dezelfde bedragen, nog eens na"};
static const struct kind kinds[KINDS] = {
    [FILES] = {file_name, {tell_small, tell_sums, tell_snapshot, tell_same}, &version, LEAST_LIST},
    [BESLUIT_FILES] = {file_name, {tell_same}, &besluit_again, LEAST_BESLUIT},
    [PERIODS] = {period_name, {tell_sums, tell_same}, &equal, LEAST_LIST},
    [IN_FILES] = {file_name, {tell_whole_year, tell_snapshot, tell_grown}, .by_stand = true},
    [IN_PERIODS] = {period_name, {tell_whole_year, tell_grown}},
    [BESLUITEN] = {label_name, {tell_small, tell_same}, &equal, LEAST_BESLUIT, .sure = true},
    [ACCOUNTS] = {label_name, {tell_total}, .is_total = true, .dimension = DIMENSION_REKENING},
    [SOURCES] = {source_name, {tell_sources}},
};

static void add_files(const struct again *again, size_t source, struct pair_units units[KINDS])
{
    for (size_t f = 0; f < again->ledger->plan->sources[source].n_files; f++) {
        const struct told_pairs *told = told_pairs(&again->ledger->accounts[source].files[f]);
        for (size_t i = 0; i < told->n; i++) {
            pair_units_add(&units[FILES], 0, f, told->items[i]);
            pair_units_add(&units[IN_FILES], pair_stand(told->items[i].pair), f, told->items[i]);
            if (told->items[i].besluit)
                pair_units_add(&units[BESLUIT_FILES], told->items[i].besluit, f, told->items[i]);
        }
    }
}

static void add_keys(const struct again *again, size_t source, struct pair_units units[KINDS])
{
    for (struct key_cursor keys = ledger_keys_of(again->ledger, source); key_cursor_next(&keys);) {
        const struct key_line *line = &keys.line;
        const uint32_t account = line->labels[KEY_REKENING], besluit = line->labels[KEY_BESLUIT];
        const uint64_t key = (uint64_t)line->rule << 40 | (uint64_t)line->sectie << 38;
        struct pair_sum sum = {.pair = pair_of(key | account, line->stand),
                               .cents = line->tallied.figure.money.cents,
                               .n = line->tallied.figure.n_mutaties};
        if (line->period != LEDGER_NO_PERIOD) {
            pair_units_add(&units[PERIODS], 0, line->period, sum);
            pair_units_add(&units[IN_PERIODS], line->stand, line->period, sum);
        }
        if (besluit)
            pair_units_add(&units[BESLUITEN], 0, besluit, sum);
        sum.pair = key;
        if (line->period != LEDGER_NO_PERIOD) /* a group behind those of standen */
            pair_units_add(&units[SOURCES],
                           again->ledger->plan->n_standen * (1 + line->period) + line->stand,
                           source, sum);
        if (account)
            pair_units_add(&units[ACCOUNTS], line->stand * SECTIE_COUNT + line->sectie, account,
                           sum);
    }
}

/* Of a stand, with that of the run's year, if that is a later one, as of one source more. */
static void add_sources(const struct again *again, struct pair_units *units)
{
    const struct ledger *ledger = again->ledger;
    const struct plan *plan = ledger->plan;
    const struct key_sums sums = ledger_sums(ledger, SUMS_BY_KEY);
    for (const struct key_sum *sum = sums.items; sum < sums.items + sums.n; sum++)
        for (size_t stand = 0; stand < plan->n_standen; stand++) {
            const struct stand *of = &plan->standen[sum->stand], *asked = &plan->standen[stand];
            const bool is_now = of->year == plan->year && of->year > asked->year &&
                                strcmp(of->kind, asked->kind) == 0;
            if ((sum->stand == stand || is_now) && !ledger->accounts[sum->source].too_large)
                pair_units_add(
                    units, stand, is_now ? plan->n_sources : sum->source,
                    (struct pair_sum){.pair = (uint64_t)sum->of << SECTIE_COUNT | sum->sectie,
                                      .cents = sum->money.cents,
                                      .n = sum->n_mutaties});
        }
}

void pairs_find(const struct again *again)
{
    const struct plan *plan = again->ledger->plan;
    struct pair_units units[KINDS] = {0};
    for (size_t s = 0; s < plan->n_sources; s++) {
        if (plan->sources[s].may_repeat || again->ledger->accounts[s].too_large)
            continue;
        add_files(again, s, units);
        add_keys(again, s, units);
        for (size_t k = 0; k < SOURCES; k++)
            relate(again, &kinds[k], s, &units[k]);
    }
    add_sources(again, &units[SOURCES]);
    relate(again, &kinds[SOURCES], 0, &units[SOURCES]);
}
