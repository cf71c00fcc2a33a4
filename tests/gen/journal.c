#include "tests/gen/journal.h"

#include "tests/gen/flow.h"
#include "tests/gen/spread.h"

#include <stdlib.h>
#include <string.h>

#define MAX_FLOWS     16
#define MAX_SCATTERED 1500

/* A part of a target's amount, on its way to a voucher. */
struct leg {
    const struct flow *flow;
    size_t target; /* index */
    int key;       /* kostenplaats */
    int period;
    int64_t cents; /* normal amount */
    size_t seq;
};

struct build {
    const struct facts *facts;
    struct journal_order order;
    struct dice *dice;
    struct arena *arena;
    struct journal *journal;
    struct leg *legs;
    size_t n_legs;
    size_t cap_legs;
};

int journal_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

/* ---- vouchers ---- */

static struct voucher *add_voucher(struct build *build, const char *dagboek, int period, int day,
                                   size_t n_lines)
{
    struct journal *journal = build->journal;
    journal->vouchers = mem_grow(journal->vouchers, &journal->cap, journal->n_vouchers + 1,
                                 sizeof *journal->vouchers);
    struct voucher *voucher = &journal->vouchers[journal->n_vouchers];
    int n_days = journal_days(build->order.year, period > 12 ? 12 : period);
    *voucher = (struct voucher){
        .dagboek = dagboek,
        .period = period,
        .day = day > n_days || period > 12 ? n_days : day,
        .seq = journal->n_vouchers++,
        .lines = arena_alloc(build->arena, n_lines * sizeof *voucher->lines),
    };
    return voucher;
}

static bool books_credit(enum sectie sectie)
{
    return sectie == SECTIE_BATEN || sectie == SECTIE_ONTTREKKINGEN;
}

static const char *key_text(struct build *build, int key)
{
    return arena_printf(build->arena, "%06d", key);
}

static void add_line(struct voucher *voucher, struct journal_line line)
{
    voucher->lines[voucher->n_lines++] = line;
}

static void add_vat(struct voucher *voucher, bool negative)
{
    int64_t net = 0;
    for (size_t i = 0; i < voucher->n_lines; i++)
        net += voucher->lines[i].net;
    add_line(voucher, (struct journal_line){.account = "151000",
                                            .kostenplaats = "",
                                            .text = "Compensabele btw",
                                            .net = net * 21 / 100,
                                            .negative = negative});
}

/* Closes the voucher: the counters take what its lines come to. */
static void add_counters(struct build *build, struct voucher *voucher, const struct style *style,
                         const char *supplier, bool negative)
{
    int64_t net = 0;
    for (size_t i = 0; i < voucher->n_lines; i++)
        net += voucher->lines[i].net;
    bool credit_side = !voucher->lines[0].credit_side;
    int64_t left = net;
    for (const struct counter *counter = style->counters;; counter++) {
        bool is_last = counter == style->counters + 2 || !counter[1].account;
        int64_t part = is_last ? left : net * counter->percent / 100;
        left -= part;
        add_line(voucher,
                 (struct journal_line){
                     .account = counter->account,
                     .kostenplaats = counter->kostenplaats,
                     .text = supplier ? arena_printf(build->arena, "%s %s", counter->text, supplier)
                                      : counter->text,
                     .net = -part,
                     .credit_side = credit_side,
                     .negative = negative});
        if (is_last)
            return;
    }
}

/* The voucher was entered twice: an equal one the same day, and its reversal a month later. */
static void book_twice(struct build *build, size_t voucher_index)
{
    for (int copy = 0; copy < 2; copy++) {
        struct voucher first = build->journal->vouchers[voucher_index];
        bool reversal = copy == 1;
        bool negative = reversal && dice_chance(build->dice, 600);
        int period = reversal && first.period < 12 ? first.period + 1 : first.period;
        struct voucher *voucher =
            add_voucher(build, first.dagboek, period, first.day, first.n_lines);
        for (size_t i = 0; i < first.n_lines; i++) {
            struct journal_line line = first.lines[i];
            if (reversal) {
                line.net = -line.net;
                line.negative = negative;
                line.text = arena_printf(build->arena, "Storno dubbele boeking: %s", line.text);
            }
            add_line(voucher, line);
        }
    }
}

static const char *pick_supplier(struct dice *dice, const char *const *suppliers)
{
    size_t n = 0;
    while (suppliers && suppliers[n])
        n++;
    return n ? suppliers[dice_below(dice, n)] : NULL;
}

static void make_voucher(struct build *build, const struct leg *legs, size_t n_legs)
{
    struct dice *dice = build->dice;
    const struct flow *flow = legs->flow;
    const struct style *style = flow->style;
    int day = (int)dice_between(dice, style->day_first, style->day_last);
    size_t index = build->journal->n_vouchers;
    struct voucher *voucher = add_voucher(build, style->dagboek, legs->period, day, n_legs + 1 + 3);
    struct flow_words words = {.supplier = pick_supplier(dice, flow->suppliers),
                               .year = build->order.year,
                               .period = legs->period,
                               .number = dice_below(dice, 100000)};
    bool negative = dice_chance(dice, 400);
    for (size_t i = 0; i < n_legs; i++) {
        bool credit = books_credit(legs[i].flow->sectie);
        const char *text = flow_text(build->arena, flow_template(dice, legs[i].flow), &words);
        if (legs[i].cents < 0)
            text = arena_printf(build->arena, "Correctie %s", text);
        add_line(voucher, (struct journal_line){.account = legs[i].flow->account,
                                                .kostenplaats = key_text(build, legs[i].key),
                                                .text = text,
                                                .net = credit ? -legs[i].cents : legs[i].cents,
                                                .credit_side = credit,
                                                .negative = negative});
    }
    if (dice_chance(dice, style->vat_per_mille))
        add_vat(voucher, negative);
    add_counters(build, voucher, style, words.supplier, negative);
    if (dice_chance(dice, style->twice_per_mille))
        book_twice(build, index);
}

/* ---- from amounts to legs ---- */

static void add_leg(struct build *build, struct leg leg)
{
    if (leg.cents == 0)
        return;
    build->legs = mem_grow(build->legs, &build->cap_legs, build->n_legs + 1, sizeof *build->legs);
    leg.seq = build->n_legs;
    build->legs[build->n_legs++] = leg;
}

/* How many legs an amount makes; one is worth €50 at least. */
static size_t count_legs(const struct build *build, const struct flow *flow, int64_t cents,
                         size_t n_keys)
{
    static const size_t per_year[] = {
        [RHYTHM_MONTHLY] = 12, [RHYTHM_QUARTERLY] = 4, [RHYTHM_CLOSING] = 1};
    size_t n;
    if (flow->style->rhythm == RHYTHM_SCATTERED) {
        n = (size_t)(cents / 100 / flow->style->typical_euros * build->order.detail / 100);
        if (n < 2 * n_keys)
            n = 2 * n_keys;
    } else {
        n = per_year[flow->style->rhythm] * n_keys;
    }
    size_t n_max = (size_t)(cents / 5000) + 1;
    if (n_max > MAX_SCATTERED)
        n_max = MAX_SCATTERED;
    return n < n_max ? n : n_max;
}

static int leg_period(struct dice *dice, enum rhythm rhythm, size_t round, size_t n_rounds)
{
    switch (rhythm) {
    case RHYTHM_MONTHLY:
        return 1 + (int)(round * 12 / n_rounds);
    case RHYTHM_QUARTERLY:
        return 3 + 3 * (int)(round * 4 / n_rounds);
    case RHYTHM_CLOSING:
        return 13;
    case RHYTHM_SCATTERED:
        break;
    }
    return 1 + (int)dice_below(dice, 12);
}

/* Legs that take a little back; returns what the others must come to in addition. */
static int64_t add_corrections(struct build *build, struct leg like, const int *keys, size_t n_keys,
                               size_t n_legs)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n_legs; i++) {
        if (!dice_chance(build->dice, 15))
            continue;
        like.cents = -dice_between(build->dice, 1500, 60000);
        like.key = keys[dice_below(build->dice, n_keys)];
        like.period = 1 + (int)dice_below(build->dice, 12);
        add_leg(build, like);
        sum -= like.cents;
    }
    return sum;
}

static void add_flow(struct build *build, struct leg like, int64_t cents, const int *keys,
                     size_t n_keys)
{
    const struct style *style = like.flow->style;
    size_t n_legs = count_legs(build, like.flow, cents, n_keys);
    if (style->rhythm == RHYTHM_SCATTERED && n_legs > 20)
        cents += add_corrections(build, like, keys, n_keys, n_legs);
    int64_t pieces[MAX_SCATTERED];
    spread_cents(build->dice, cents, n_legs, style->variation, pieces);
    size_t n_rounds = (n_legs + n_keys - 1) / n_keys;
    for (size_t i = 0; i < n_legs; i++) {
        bool at_random = style->rhythm == RHYTHM_SCATTERED && i >= n_keys;
        like.key = keys[at_random ? dice_below(build->dice, n_keys) : i % n_keys];
        like.period = leg_period(build->dice, style->rhythm, i / n_keys, n_rounds);
        like.cents = pieces[i];
        add_leg(build, like);
    }
}

/* Amounts moved from one kostenplaats of a post to another: nothing changes for the post. */
static void add_reclassification(struct build *build, const struct flow *flow, const int *keys,
                                 size_t n_keys)
{
    int period = 3 * (int)dice_between(build->dice, 1, 4);
    struct voucher *voucher = add_voucher(build, "MEM", period, 31, 2);
    size_t from = dice_below(build->dice, n_keys);
    int64_t net = dice_between(build->dice, 5000, 400000);
    const char *text = arena_printf(build->arena, "Herrubricering kostenplaats %06d; zie memo %u",
                                    keys[from], dice_below(build->dice, 900) + 100);
    for (int side = 0; side < 2; side++)
        add_line(voucher, (struct journal_line){
                              .account = flow->account,
                              .kostenplaats = key_text(build, keys[(from + (size_t)side) % n_keys]),
                              .text = text,
                              .net = side ? net : -net,
                              .credit_side = books_credit(flow->sectie)});
}

/* What the overhead post is charged for by all others: it books that much more itself. */
static int64_t charged_by_others(const struct build *build)
{
    int64_t sum = 0;
    for (size_t t = 0; t < build->facts->n_targets; t++) {
        const struct fact_target *target = &build->facts->targets[t];
        size_t n;
        int64_t shares[MAX_FLOWS];
        const struct flow *flow =
            flow_of(build->facts->posten[target->post].kind, target->sectie, &n);
        flow_shares(flow, n, target->cents[build->order.column], shares);
        for (size_t i = 0; i < n; i++)
            if (*flow[i].style->counters[0].kostenplaats)
                sum += shares[i];
    }
    return sum;
}

static bool is_overhead(const struct fact_target *target, const int *keys, size_t n_keys)
{
    for (size_t i = 0; i < n_keys; i++)
        if (keys[i] == 1911 && target->sectie == SECTIE_LASTEN)
            return true;
    return false;
}

static void add_target(struct build *build, size_t index)
{
    const struct fact_target *target = &build->facts->targets[index];
    int64_t cents = target->cents[build->order.column];
    if (!target->has[build->order.column])
        return;
    int keys[FACT_MAX_KEYS];
    size_t n_keys = facts_keys(build->facts, target->post, build->order.year, keys);
    if (is_overhead(target, keys, n_keys))
        cents += charged_by_others(build);

    size_t n;
    int64_t shares[MAX_FLOWS];
    const struct flow *flow = flow_of(build->facts->posten[target->post].kind, target->sectie, &n);
    flow_shares(flow, n, cents, shares);
    for (size_t i = 0; i < n; i++)
        if (shares[i] > 0)
            add_flow(build, (struct leg){.flow = &flow[i], .target = index}, shares[i], keys,
                     n_keys);
    if (n_keys > 1 && dice_chance(build->dice, 700))
        add_reclassification(build, flow, keys, n_keys);
}

/* ---- from legs to vouchers ---- */

/* What must be equal for two legs to share a voucher; the style's rank is its first flow. */
struct group {
    size_t style, target, flow;
    int period;
};

static struct group group_of(const struct leg *leg)
{
    const struct style *style = leg->flow->style;
    size_t rank = 0;
    while (flows[rank].style != style)
        rank++;
    return (struct group){.style = rank,
                          .target = style->shared ? 0 : leg->target,
                          .flow = style->shared ? 0 : (size_t)(leg->flow - flows),
                          .period = leg->period};
}

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_groups(struct group a, struct group b)
{
    int order = compare_sizes(a.style, b.style);
    if (!order)
        order = compare_sizes(a.target, b.target);
    if (!order)
        order = compare_sizes(a.flow, b.flow);
    return order ? order : a.period - b.period;
}

static int compare_legs(const void *a, const void *b)
{
    const struct leg *left = a, *right = b;
    int order = compare_groups(group_of(left), group_of(right));
    return order ? order : compare_sizes(left->seq, right->seq);
}

static void group_legs(struct build *build)
{
    if (build->n_legs == 0)
        return;
    qsort(build->legs, build->n_legs, sizeof *build->legs, compare_legs);
    size_t n;
    for (size_t i = 0; i < build->n_legs; i += n) {
        const struct style *style = build->legs[i].flow->style;
        size_t n_max = style->rhythm == RHYTHM_SCATTERED
                           ? 1 + dice_below(build->dice, style->max_legs)
                           : style->max_legs;
        struct group group = group_of(&build->legs[i]);
        for (n = 1; n < n_max && i + n < build->n_legs; n++)
            if (compare_groups(group, group_of(&build->legs[i + n])) != 0)
                break;
        make_voucher(build, build->legs + i, n);
    }
}

/* Payment runs: vouchers without a kostenplaats. */
static void add_payments(struct build *build)
{
    for (int period = 1; period <= 12; period++)
        for (int day = 7; day <= 28; day += 7) {
            struct voucher *voucher = add_voucher(build, "BNK", period, day, 2);
            int64_t net = dice_between(build->dice, 1000000, 180000000);
            const char *text =
                arena_printf(build->arena, "Betaalrun %02d-%02d; crediteuren", day, period);
            add_line(voucher,
                     (struct journal_line){
                         .account = "160000", .kostenplaats = "", .text = text, .net = net});
            add_line(voucher, (struct journal_line){.account = "104000",
                                                    .kostenplaats = "",
                                                    .text = text,
                                                    .net = -net,
                                                    .credit_side = true});
        }
}

static int compare_vouchers(const void *a, const void *b)
{
    const struct voucher *left = a, *right = b;
    if (left->period != right->period)
        return left->period - right->period;
    if (left->day != right->day)
        return left->day - right->day;
    return compare_sizes(left->seq, right->seq);
}

void journal_build(const struct facts *facts, struct journal_order order, struct dice *dice,
                   struct arena *arena, struct journal *journal)
{
    *journal = (struct journal){.year = order.year};
    struct build build = {
        .facts = facts, .order = order, .dice = dice, .arena = arena, .journal = journal};
    for (size_t i = 0; i < facts->n_targets; i++)
        add_target(&build, i);
    group_legs(&build);
    add_payments(&build);
    qsort(journal->vouchers, journal->n_vouchers, sizeof *journal->vouchers, compare_vouchers);
    free(build.legs);
}

void journal_release(struct journal *journal)
{
    free(journal->vouchers);
    *journal = (struct journal){0};
}
