#include "pipeline/reading/storno.h"

#include "pipeline/base/array.h"
#include "pipeline/reading/batch_text.h"
#include "pipeline/reading/column.h"
#include "pipeline/reading/doubles.h"
#include "pipeline/reading/told.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_LINES 12 /* in a row: fewer are told of nowhere; */
#define LEAST_PART  20 /* one in so many of the file's lines */
#define OWN         2 /* of one in so many the amount is no other line's: a rent comes each month */

struct booking {
    uint64_t key; /* a hash of key, stand, sectie and account */
    struct money money;
    size_t file, month; /* a period, or a file that tells none */
    uint64_t line;
    uint8_t sectie;
    bool reversed;
};

struct bookings { /* of a part, in its arena; of a source, heap */
    struct booking *items;
    size_t n;
};

/* Of the first amount, as stretches are. */
static void storno_batch(void *state, void *part, struct batch *batch)
{
    struct bookings *bookings = part;
    const struct profile *profile = batch->source->profile;
    const size_t period = profile->role[ROLE_PERIODE];
    (void)state;
    for (size_t i = 0; i < batch->n; i++) {
        const struct destination *to = batch_destination(batch, 0, i);
        const struct money money = batch_amounts(batch, 0)[i];
        if ((to->fate != FATE_CELL && to->fate != FATE_OTHER_PROGRAMMA) || money.cents == 0 ||
            !stand_is_booked(&batch->plan->standen[to->stand]))
            continue;
        const uint32_t place[] = {to->rule, to->stand, to->sectie};
        char bytes[sizeof place];
        memcpy(bytes, place, sizeof bytes);
        const struct text name = text_of(batch_role_text(batch, i, ROLE_REKENING));
        const int month =
            period == NO_COLUMN
                ? -1
                : column_period(profile, text_of(batch_role_text(batch, i, ROLE_PERIODE)));
        *arena_add(batch->arena, bookings->items, bookings->n) = (struct booking){
            .key = doubles_hash((struct text){bytes, sizeof bytes}, name),
            .money = money,
            .month = month < 0 ? LEDGER_NO_PERIOD : (size_t)month,
            .line = batch_line(batch, i),
            .sectie = to->sectie,
            .reversed = (money.cents < 0) != (profile->sign.sectie[to->sectie] < 0)};
    }
}

static void storno_commit(void *state, void *part, void *file, const struct place *place)
{
    struct bookings *all = state;
    const struct bookings *bookings = part;
    (void)file;
    for (size_t i = 0; i < bookings->n; i++) {
        struct booking *to = mem_add(all->items, all->n);
        *to = bookings->items[i];
        to->file = place->file;
        to->month += to->month == LEDGER_NO_PERIOD ? place->file : 0;
        to->line += place->line_no;
    }
}

static const struct line_stage storno_stage = {
    .name = "storno",
    .of_lines = true,
    .part_size = sizeof(struct bookings),
    .batch = storno_batch,
    .commit = storno_commit,
};

static int by_amount(const void *a, const void *b)
{
    const struct booking *x = a, *y = b;
    const int order = ARRAY_ORDER(x->key, y->key);
    return order ? order : ARRAY_ORDER(money_size(x->money).cents, money_size(y->money).cents);
}

/* What is left of a file. */
struct rest {
    struct told_sides sides;
    uint64_t n, n_own; /* taken out, of its stretch; whose amount is no other line's, */
    uint64_t n_again;  /* but of one that was booked again */
};

static bool is_in_row(const struct side_stretch *row, const struct booking *booking)
{
    return booking->reversed && booking->line >= row->first && booking->line <= row->last;
}

static void describe(struct side_stretch *row, const struct booking *booking)
{
    if (is_in_row(row, booking))
        sum_add(&row->sum, booking->money);
    if (booking->line == row->first)
        row->month = booking->month;
}

static void take_out(struct rest *rest, const struct booking *booking, size_t n_left)
{
    struct side *side = &rest->sides.of[SIDES_REALISATIE][booking->sectie].reversed;
    const struct side_stretch *stretch = &rest->sides.reversed;
    if (!is_in_row(stretch, booking))
        return;
    side->n--;
    sum_subtract(&side->sum, booking->money);
    rest->n++;
    rest->n_own += n_left <= 1;
    rest->n_again += n_left == 1;
}

/* Where as many lines are on their own side. */
static void take_out_all(struct rest *rests, struct bookings *all)
{
    array_sort(all->items, all->n, by_amount);
    for (size_t i = 0, end; i < all->n; i = end) {
        size_t n_reversed = 0;
        for (end = i; end < all->n && by_amount(&all->items[i], &all->items[end]) == 0; end++)
            n_reversed += all->items[end].reversed;
        const size_t n_normal = end - i - n_reversed;
        for (size_t k = i; k < end && n_normal >= n_reversed; k++)
            take_out(&rests[all->items[k].file], &all->items[k], n_normal - n_reversed);
    }
}

/* Whether enough are in a row; how many of them are on the other side. */
static bool has_many(const struct told_sides *sides, uint64_t *n_in_row)
{
    uint64_t n = 0;
    *n_in_row = 0;
    for (int s = 0; s < SECTIE_COUNT; s++) {
        n += sides->of[SIDES_REALISATIE][s].normal.n + sides->of[SIDES_REALISATIE][s].reversed.n;
        *n_in_row += sides->reversed.n_reversed[s];
    }
    return sides->reversed.score >= LEAST_LINES &&
           (uint64_t)sides->reversed.score >= n / LEAST_PART;
}

/* What is taken back stands beside its month's own lines, about as many as others have; what was
 * turned, in their place. Per month: how many are on their own side. */
static bool is_beside_others(const struct rest *rest, const uint64_t *months, size_t n_months)
{
    const size_t own = rest->sides.reversed.month; /* in which it begins */
    uint64_t n_others = 0, n = 0;
    for (size_t m = 0; m < n_months; m++) {
        n_others += m != own && months[m] > 0;
        n += m != own ? months[m] : 0;
    }
    return (months[own] + rest->n / 2) * n_others >= n;
}

/* Of its own file, when it is no more than what was booked again. */
static void forget_copied(struct findings *copied, const char *file, uint64_t n_again, bool renamed)
{
    uint64_t n_lines = 0;
    size_t n_left = 0;
    for (size_t i = 0; i < copied->n_listed; i++)
        if (strcmp(copied->items[i].where, file) == 0 && copied->items[i].renamed >= renamed)
            n_lines += copied->items[i].n_lines;
    if (n_lines > n_again)
        return;
    for (size_t i = 0; i < copied->n_listed; i++)
        if (strcmp(copied->items[i].where, file) != 0 || copied->items[i].renamed < renamed)
            copied->items[n_left++] = copied->items[i];
    copied->n -= copied->n_listed - n_left;
    copied->n_lines -= n_lines;
    copied->n_listed = n_left;
}

static void leave_out(const struct again *again, size_t source, struct bookings *all)
{
    const struct source *of = &again->ledger->plan->sources[source];
    struct source_account *account = &again->ledger->accounts[source];
    struct file_account *files = account->files;
    struct rest *rests = arena_alloc(again->arena, of->n_files * sizeof *rests);
    const size_t n_months = LEDGER_NO_PERIOD + of->n_files;
    uint64_t *months = arena_alloc(again->arena, n_months * sizeof *months);
    for (size_t f = 0; f < of->n_files; f++)
        rests[f].sides = *told_sides(&files[f]);
    for (size_t i = 0; i < all->n; i++) {
        months[all->items[i].month] += !all->items[i].reversed;
        describe(&rests[all->items[i].file].sides.reversed, &all->items[i]);
    }
    take_out_all(rests, all);
    for (size_t f = 0; f < of->n_files; f++) {
        uint64_t n_in_row;
        if (!has_many(&rests[f].sides, &n_in_row))
            continue;
        const bool back = rests[f].n >= n_in_row && rests[f].n_own * OWN >= rests[f].n;
        if (!back || !is_beside_others(&rests[f], months, n_months)) {
            memcpy(rests[f].sides.of, told_sides(&files[f])->of, sizeof rests[f].sides.of);
            rests[f].sides.perhaps_back = back;
        } else {
            rests[f].sides.reversed = (struct side_stretch){0};
            for (int kind = FINDING_COPIED; kind <= FINDING_COPIED_PERHAPS; kind++)
                forget_copied(&account->findings[kind], source_file_shown(of, f, again->arena),
                              rests[f].n_again, kind == FINDING_COPIED);
        }
        struct fact *fact = arena_alloc(again->arena, sizeof *fact);
        *fact = (struct fact){"sides", &rests[f].sides, files[f].facts};
        files[f].facts = fact; /* before that of the stage */
    }
}

void storno_leave_out(const struct again *again)
{
    for (size_t s = 0; s < again->ledger->plan->n_sources; s++) {
        const size_t n_files = again->ledger->plan->sources[s].n_files;
        const struct source_account *account = &again->ledger->accounts[s];
        struct bookings all = {0};
        uint64_t n_in_row;
        bool any = false;
        for (size_t f = 0; f < n_files; f++)
            any |= has_many(told_sides(&account->files[f]), &n_in_row);
        if (any && again_read(again, s, &storno_stage, &all, 1))
            leave_out(again, s, &all);
        free(all.items);
    }
}
