/* subtotals: lines with a key of their own that are the sum of the lines before them: totals of a
 * report that would count twice. Only where no boekstuk has to balance, in which such a line shows.
 *
 * Of a file whose last line is one: the sum of all lines, or the last of several, each of what came
 * since the one before it, or the total below these. Sums are of effects, and of one stand, so that
 * neither what balances nor a begroting na wijziging is one. Equal amounts, what was taken back and
 * zeros make many sums that are no totals: those say nothing.
 *
 * Totals above their lines are the same in the lines from the last one to the first. That is looked
 * at when the first way finds nothing, in files of at most MOST_KEPT lines: these are kept. */
#include "pipeline/reading/line_stage.h"

#include <stdlib.h>
#include <string.h>

/* Digits of a sum in cents, zeros at its end left out: each makes chance ten times less. */
#define SURE_DIGITS  6  /* of a sum of all lines, */
#define SURE_LINES   3  /* so many or more */
#define ROUND_DIGITS 4  /* of a sum that is larger than each of them, */
#define ROUND_LINES  20 /* so many or more; of half as many one digit more */
#define CHAIN_DIGITS 15 /* of several together, */
#define CHAIN_MEAN   6  /* and of each, */
#define CHAIN_PART   20 /* unless one in so many lines is one */
#define LONE_LINES   8  /* of one sum in the middle: of so many, and digits for their number, too */
#define MOST_KEPT    65536

struct line {
    uint32_t no;     /* of the part; of a file that is kept, of the file */
    bool counts;     /* in a cell, of this programma or another, or would with a mapping */
    uint64_t turned; /* a bit per amount: the file has the other sign than the effect */
};

/* Of a part, on the heap; or kept of a file, in its arena. */
struct lines {
    struct line *lines;
    uint64_t *effects; /* [line][amount] */
    size_t n, cap, cap_effects;
    uint16_t stand; /* of them all, */
    bool mixed;     /* or of several: nothing is asked of such a file */
};

/* Where a subtotal stood, or the file began. Of two lines with the same amount the second may have
 * been taken for one: then a later line is the sum since a place before it. */
#define MOST_PLACES 8
struct subtotal {
    uint64_t *all, *sum; /* per amount: all lines up to there; the subtotals among them */
    uint64_t n;          /* lines up to there */
    uint64_t n_chain, n_digits;
    uint64_t first; /* line of the file, of the first subtotal that counts */
};

/* Lines one after another, down or up the file. What does not fit in a sum goes round. */
struct walk {
    const struct lines *kept; /* those of the file, as far as they are kept */
    bool up;
    struct subtotal places[MOST_PLACES];
    size_t n_places;
    uint64_t marks;       /* of their sums: a bit each */
    uint64_t *all, *last; /* per amount: all lines; the last one; in the file's arena */
    struct line line;     /* the last one */
    uint64_t n;
    uint64_t n_subtotal; /* lines up to the last one that is a subtotal */
    uint64_t n_lone;     /* those before the last one that is the sum of them all */
};

struct subtotals_file {
    struct walk down;
    struct lines kept; /* all, when they are at most MOST_KEPT */
};

static bool subtotals_wants(const struct profile *profile)
{
    return !profile_checks_balance(profile);
}

/* ---- a part ---- */

static void add_booking(struct lines *p, const int factor[SECTIE_COUNT], const struct batch *batch,
                        size_t i)
{
    const size_t n_amounts = batch->source->profile->n_amounts;
    uint64_t *effects = p->effects + p->n * n_amounts;
    const uint16_t stand = batch_destination(batch, 0, i)->stand;
    struct line line = {.no = batch_line(batch, i)};
    for (size_t a = 0; a < n_amounts; a++) {
        const struct destination *to = batch_destination(batch, a, i);
        effects[a] = (uint64_t)(batch_amounts(batch, a)[i].cents * factor[to->sectie]);
        line.turned |= (uint64_t)(factor[to->sectie] < 0) << a;
        line.counts |=
            to->fate == FATE_CELL || to->fate == FATE_OTHER_PROGRAMMA || to->fate == FATE_UNMAPPED;
    }
    if (p->n == 0)
        p->stand = stand;
    p->mixed |= stand != p->stand;
    p->lines[p->n++] = line;
}

static void subtotals_batch(void *state, void *part, struct batch *batch)
{
    struct lines *p = part;
    const struct profile *profile = batch->source->profile;
    const size_t n = p->n + batch->n;
    (void)state;
    if (p->mixed)
        return;
    int factor[SECTIE_COUNT];
    for (int sectie = 0; sectie < SECTIE_COUNT; sectie++)
        factor[sectie] = sign_rule_factor(&profile->sign, (enum sectie)sectie);
    p->lines = mem_grow_unset(p->lines, &p->cap, n, sizeof *p->lines);
    p->effects =
        mem_grow_unset(p->effects, &p->cap_effects, n * profile->n_amounts, sizeof *p->effects);
    for (size_t i = 0; i < batch->n; i++)
        if (batch_is_booking(batch, i))
            add_booking(p, factor, batch, i);
}

static void subtotals_forget(const void *state, void *part)
{
    (void)state;
    struct lines *p = part;
    p->n = 0;
    p->mixed = false;
}

static void subtotals_free_part(void *part)
{
    struct lines *p = part;
    free(p->lines);
    free(p->effects);
}

/* ---- in the order of the file ---- */

static uint64_t digits_of(const uint64_t *amounts, size_t n)
{
    uint64_t n_digits = 0;
    for (size_t a = 0; a < n; a++) {
        uint64_t cents = money_magnitude((int64_t)amounts[a]);
        while (cents > 0 && cents % 10 == 0)
            cents /= 10;
        for (; cents > 0; cents /= 10)
            n_digits++;
    }
    return n_digits;
}

static uint64_t mark_of(uint64_t sum)
{
    return UINT64_C(1) << (sum * UINT64_C(0x9E3779B97F4A7C15) >> 58);
}

/* all - before - less: per amount what the last line is. `less` may be NULL. */
static bool last_is(const struct walk *f, const uint64_t *before, const uint64_t *less, size_t n)
{
    bool any = false;
    for (size_t a = 0; a < n; a++) {
        if (f->all[a] - (before ? before[a] : 0) - (less ? less[a] : 0) != f->last[a])
            return false;
        any |= f->last[a] != 0;
    }
    return any;
}

static struct subtotal *last_place(struct walk *f)
{
    return &f->places[f->n_places - 1];
}

/* Line i of the walk; NULL: not kept. */
static const uint64_t *line_of(const struct walk *f, uint64_t i, size_t n)
{
    const uint64_t n_kept = f->kept->n;
    return i < n_kept ? f->kept->effects + (f->up ? n_kept - 1 - i : i) * n : NULL;
}

/* But for their signs. */
static bool is_alike(const uint64_t *a, const uint64_t *b, size_t n)
{
    size_t i = 0;
    while (i < n && money_magnitude((int64_t)a[i]) == money_magnitude((int64_t)b[i]))
        i++;
    return i == n;
}

static bool is_zero(const uint64_t *a, size_t n)
{
    size_t i = 0;
    while (i < n && a[i] == 0)
        i++;
    return i == n;
}

/* Of the lines [first, end) that the last line is the sum of: more than two, or two that differ,
 * and none that equals it. */
static bool says_something(const struct walk *f, uint64_t first, uint64_t end, size_t n)
{
    const uint64_t *other = NULL, *line = NULL;
    uint64_t n_there = 0;
    for (uint64_t i = first; i < end && (line = line_of(f, i, n)); i++) {
        if (is_zero(line, n))
            continue;
        if (is_alike(line, f->last, n))
            return false;
        n_there += other && !is_alike(line, other, n) ? 2 : 1;
        other = line;
    }
    return n_there > 2 || !line;
}

/* The last line becomes a subtotal, behind the last place. */
static void add_subtotal(struct walk *f, size_t n)
{
    if (f->n_places == MOST_PLACES) {
        const struct subtotal first = f->places[0];
        memmove(f->places, f->places + 1, (MOST_PLACES - 1) * sizeof *f->places);
        f->places[MOST_PLACES - 1] = first;
        f->n_places--;
    }
    const struct subtotal *before = last_place(f);
    struct subtotal *now = &f->places[f->n_places++];
    for (size_t a = 0; a < n; a++) {
        now->all[a] = f->all[a] + f->last[a];
        now->sum[a] = before->sum[a] + f->last[a];
    }
    now->n = f->n + 1;
    now->n_chain = before->n_chain + f->line.counts;
    now->n_digits =
        before->n_digits +
        (f->line.counts && says_something(f, before->n, f->n, n) ? digits_of(f->last, n) : 0);
    now->first = before->first ? before->first : f->line.counts ? f->line.no : 0;
    f->marks = 0;
    for (size_t i = 0; i < f->n_places; i++)
        f->marks |= mark_of(f->places[i].all[0]);
}

/* The sum of all lines before it. */
static bool is_lone(const struct walk *f, size_t n)
{
    return f->line.counts && f->n >= LONE_LINES && line_of(f, f->n, n) &&
           last_is(f, NULL, NULL, n) && says_something(f, 0, f->n, n) &&
           digits_of(f->last, n) >= SURE_DIGITS + digits_of(&f->n, 1);
}

static void look_at(struct walk *f, size_t n)
{
    const uint64_t before = f->all[0] - f->last[0];
    size_t at = f->n_places;
    while (at > 0 && (f->places[at - 1].all[0] != before || f->n == f->places[at - 1].n ||
                      !last_is(f, f->places[at - 1].all, NULL, n)))
        at--;
    if (at == 0)
        return;
    f->n_lone = is_lone(f, n) ? f->n : f->n_lone;
    f->n_places = at;
    add_subtotal(f, n);
    f->n_subtotal = f->n + 1;
}

static void set_last(struct walk *f, size_t n, const struct line *line, const uint64_t *effects)
{
    f->line = *line;
    memcpy(f->last, effects, n * sizeof *effects);
}

/* At least one line. Only few can be subtotals: their marks tell the others. */
static void add_lines(struct walk *f, size_t n, const struct line *lines, const uint64_t *effects,
                      size_t n_lines)
{
    for (size_t i = 0; i < n_lines; i++) {
        if (f->marks & mark_of(f->all[0] - effects[i * n])) {
            set_last(f, n, &lines[i], &effects[i * n]);
            look_at(f, n);
        }
        for (size_t a = 0; a < n; a++)
            f->all[a] += effects[i * n + a];
        f->n++;
    }
    set_last(f, n, &lines[n_lines - 1], &effects[(n_lines - 1) * n]);
}

static void begin(struct walk *f, const struct lines *kept, size_t n, struct arena *arena)
{
    uint64_t *room = arena_alloc(arena, (MOST_PLACES + 1) * 2 * n * sizeof *room);
    for (size_t i = 0; i < MOST_PLACES; i++) {
        f->places[i].all = room + 2 * i * n;
        f->places[i].sum = room + (2 * i + 1) * n;
    }
    f->all = room + MOST_PLACES * 2 * n;
    f->last = f->all + n;
    f->n_places = 1;
    f->marks = mark_of(0);
    f->kept = kept;
}

static void keep(struct lines *kept, const struct lines *p, size_t n, struct arena *arena)
{
    const size_t n_lines = kept->n + p->n;
    kept->lines = arena_grow(arena, kept->lines, &kept->cap, n_lines, sizeof *kept->lines);
    kept->effects =
        arena_grow(arena, kept->effects, &kept->cap_effects, n_lines * n, sizeof *kept->effects);
    memcpy(kept->lines + kept->n, p->lines, p->n * sizeof *p->lines);
    memcpy(kept->effects + kept->n * n, p->effects, p->n * n * sizeof *p->effects);
    kept->n += p->n;
}

static void subtotals_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct lines *p = part;
    struct subtotals_file *f = file;
    struct walk *down = &f->down;
    const size_t n = place->profile->n_amounts;
    (void)state;
    if (p->n == 0)
        return;
    f->kept.mixed |= p->mixed || (down->n > 0 && p->stand != f->kept.stand);
    f->kept.stand = p->stand;
    if (f->kept.mixed)
        return;
    if (down->n == 0)
        begin(down, &f->kept, n, place->arena);
    for (size_t i = 0; i < p->n; i++)
        p->lines[i].no += (uint32_t)place->line_no;
    if (down->n + p->n <= MOST_KEPT)
        keep(&f->kept, p, n, place->arena);
    add_lines(down, n, p->lines, p->effects, p->n);
}

/* ---- a file ---- */

/* The last line is the sum of those that are no subtotals, behind one. */
static bool is_total(struct walk *f, size_t n)
{
    return f->line.counts && f->n_subtotal + 1 == f->n &&
           last_is(f, f->last, last_place(f)->sum, n);
}

static bool is_sure_chain(const struct subtotal *last, uint64_t n_lines)
{
    return last->n_chain > 1 && last->n_digits >= CHAIN_DIGITS &&
           (last->n_digits >= CHAIN_MEAN * last->n_chain ||
            (n_lines <= MOST_KEPT && last->n_chain * CHAIN_PART >= n_lines));
}

static void tell(const struct place *place, uint64_t line, const char *what,
                 const uint64_t *amounts, uint64_t n_lines)
{
    struct sum sum = {0};
    for (size_t a = 0; a < place->profile->n_amounts; a++)
        sum_add(&sum, (struct money){(int64_t)amounts[a]});
    place_find(
        place, FINDING_SUBTOTAL, line,
        (struct finding){.what = arena_printf(place->arena, "%s%s", place_words(place, line), what),
                         .found = money_size(sum.money),
                         .n_lines = n_lines});
}

static void tell_total(const struct place *place, uint64_t line, const uint64_t *amounts,
                       uint64_t n_summed, const char *summed)
{
    tell(place, line,
         arena_printf(place->arena, ", de som van alle %llu regels %s",
                      (unsigned long long)n_summed, summed),
         amounts, 1);
}

/* What the lines say, gone down or up the file. False: no totals. */
static bool judge(struct walk *f, const struct place *place, bool up)
{
    const size_t n = place->profile->n_amounts;
    const char *summed = up ? "erna" : "ervoor", *others = up ? "ervoor" : "erna";
    const bool sum = f->line.counts && last_is(f, f->last, NULL, n), total = is_total(f, n),
               is_subtotal = f->n_subtotal == f->n;
    const struct subtotal *last = last_place(f);
    const bool sure = (sum && says_something(f, 0, f->n - 1, n)) || (total && last->n_digits > 0);
    for (size_t a = 0; a < n && !is_subtotal; a++)
        last->sum[a] += f->last[a];
    if ((is_subtotal || sum || total) && is_sure_chain(last, f->n))
        tell(place, last->first,
             arena_printf(place->arena, " en %llu regels %s, elk de som van regels %s",
                          (unsigned long long)(last->n_chain - is_subtotal), others, summed),
             last->sum, last->n_chain + !is_subtotal);
    else if (sure && digits_of(f->last, n) >= SURE_DIGITS)
        tell_total(place, f->line.no, f->last, f->n - 1, summed);
    else if (f->n_lone)
        tell_total(place, f->kept->lines[up ? f->kept->n - 1 - f->n_lone : f->n_lone].no,
                   line_of(f, f->n_lone, n), f->n_lone, summed);
    else
        return false;
    return true;
}

/* ---- a total of the whole file, when nothing of it was seen so far ----
 *
 * Also of the column as the file has it, lasten and baten together, which no effects come to; what
 * covers all others is none. And one in thousands, of few digits. */
static bool is_column_total(const struct lines *kept, size_t at, bool as_written, size_t n)
{
    const uint64_t *total = kept->effects + at * n;
    bool many = kept->n > ROUND_LINES / 2, equal = false, balances = true;
    for (size_t a = 0; a < n; a++) {
        const uint64_t here = money_magnitude((int64_t)total[a]);
        uint64_t sum = 0, all = 0;
        for (size_t i = 0; i < kept->n; i++) {
            const uint64_t effect = kept->effects[i * n + a];
            const uint64_t turned = kept->lines[i].turned ^ kept->lines[at].turned;
            all += effect;
            if (i == at)
                continue;
            sum += as_written && turned >> a & 1 ? -effect : effect;
            many &= money_magnitude((int64_t)effect) < here;
        }
        if (sum != total[a])
            return false;
        balances &= all == 0;
    }
    for (size_t i = 0; i < kept->n && !equal; i++)
        equal = i != at && is_alike(kept->effects + i * n, total, n);
    const uint64_t n_digits = digits_of(total, n);
    return kept->lines[at].counts && !balances &&
           ((n_digits >= SURE_DIGITS && !equal) ||
            (n_digits >= ROUND_DIGITS + (kept->n <= ROUND_LINES) && many));
}

static void look_at_column(const struct lines *kept, const struct place *place)
{
    const size_t n = place->profile->n_amounts, ends[] = {kept->n - 1, 0};
    for (int end = 0; end < 2; end++)
        for (int as_written = 0; as_written < 2; as_written++) {
            if (!is_column_total(kept, ends[end], as_written, n))
                continue;
            tell_total(place, kept->lines[ends[end]].no, kept->effects + ends[end] * n, kept->n - 1,
                       end ? "erna" : "ervoor");
            return;
        }
}

static void subtotals_close_file(void *file, void *source, const struct place *place,
                                 struct ledger_builder *builder)
{
    struct subtotals_file *f = file;
    struct walk up = {0};
    const size_t n = place->profile->n_amounts;
    (void)source;
    if (builder->ledger->plan->sources[place->source].may_repeat || f->kept.mixed ||
        f->down.n <= SURE_LINES || judge(&f->down, place, false) || f->down.n > f->kept.n)
        return;
    begin(&up, &f->kept, n, place->arena);
    up.up = true;
    for (size_t i = f->down.n; i-- > 0;)
        add_lines(&up, n, &f->kept.lines[i], &f->kept.effects[i * n], 1);
    if (!judge(&up, place, true))
        look_at_column(&f->kept, place);
}

const struct line_stage subtotals_stage = {
    .name = "subtotals",
    .of_lines = true,
    .part_size = sizeof(struct lines),
    .file_size = sizeof(struct subtotals_file),
    .wants = subtotals_wants,
    .batch = subtotals_batch,
    .commit = subtotals_commit,
    .close_file = subtotals_close_file,
    .forget = subtotals_forget,
    .free_part = subtotals_free_part,
};
