/* subtotals: lines with a key of their own that are the sum of the lines before them: totals of a
 * report that would count twice. Only where no boekstuk has to balance, in which such a line shows.
 *
 * Of a file whose last line is one: the sum of all lines, or the last of several, each of what came
 * since the one before it, or the total below these. Sums are of effects, and of one stand, so that
 * neither what balances nor a begroting na wijziging is one. */
#include "pipeline/reading/line_stage.h"

#include <stdlib.h>
#include <string.h>

/* Digits of a sum in cents, zeros at its end left out: each makes chance ten times less. */
#define SURE_DIGITS  6  /* of a sum of all lines, */
#define SURE_LINES   3  /* so many or more */
#define CHAIN_DIGITS 15 /* of several together, */
#define CHAIN_MEAN   6  /* and of each, */
#define CHAIN_PART   20 /* unless one in so many lines is one */

struct line {
    uint32_t line;
    uint16_t stand;
    bool counts; /* in a cell, of this programma or another */
};

struct subtotals_part {
    struct line *lines; /* in the part's arena, as their effects, [line][amount] */
    uint64_t *effects;
    size_t n, cap, cap_effects;
};

/* Sums of effects, per amount; what does not fit goes round. */
struct sums {
    uint64_t cents[PROFILE_MAX_AMOUNTS];
};

struct chain {
    uint64_t first; /* line of the file, of the first that counts */
    uint64_t n, n_digits;
    struct sums sum;
};

struct subtotals_file {
    struct chain chain, before; /* and without its last subtotal */
    struct sums since, anew;    /* the last subtotal; the one before it, if that was a line */
    struct sums all, last;      /* lines; the last line */
    uint64_t n, n_since;
    uint64_t last_no;
    uint16_t last_stand;
    bool counts;       /* the last line does */
    bool is_subtotal;  /* so is the last line */
    bool was_subtotal; /* and the one before it */
    bool mixed;        /* lines of several standen */
};

static bool subtotals_wants(const struct profile *profile)
{
    return !profile_checks_balance(profile);
}

/* ---- a part ---- */

static void subtotals_batch(void *state, void *part, struct batch *batch)
{
    struct subtotals_part *p = part;
    const struct profile *profile = batch->source->profile;
    const size_t n_amounts = profile->n_amounts, need = p->n + batch->n;
    (void)state;
    p->lines = arena_grow(batch->arena, p->lines, &p->cap, need, sizeof *p->lines);
    p->effects =
        arena_grow(batch->arena, p->effects, &p->cap_effects, need * n_amounts, sizeof *p->effects);
    for (size_t i = 0; i < batch->n; i++) {
        struct line line = {.line = batch_line(batch, i),
                            .stand = batch_destination(batch, 0, i)->stand};
        if (!batch_is_booking(batch, i))
            continue;
        for (size_t a = 0; a < n_amounts; a++) {
            const struct destination *to = batch_destination(batch, a, i);
            const int factor = sign_rule_factor(&profile->sign, (enum sectie)to->sectie);
            p->effects[p->n * n_amounts + a] =
                (uint64_t)(batch_amounts(batch, a)[i].cents * factor);
            line.counts |= to->fate == FATE_CELL || to->fate == FATE_OTHER_PROGRAMMA;
        }
        p->lines[p->n++] = line;
    }
}

/* ---- in the order of the file ---- */

static void add(struct sums *sums, const struct sums *more, size_t n)
{
    for (size_t a = 0; a < n; a++)
        sums->cents[a] += more->cents[a];
}

static void subtract(struct sums *sums, const struct sums *less, size_t n)
{
    for (size_t a = 0; a < n; a++)
        sums->cents[a] -= less->cents[a];
}

static bool is_equal(const struct sums *a, const struct sums *b, size_t n)
{
    return memcmp(a->cents, b->cents, n * sizeof *a->cents) == 0;
}

static uint64_t digits_of(const struct sums *sums, size_t n)
{
    uint64_t n_digits = 0;
    for (size_t a = 0; a < n; a++) {
        uint64_t cents = money_magnitude((int64_t)sums->cents[a]);
        while (cents > 0 && cents % 10 == 0)
            cents /= 10;
        for (; cents > 0; cents /= 10)
            n_digits++;
    }
    return n_digits;
}

/* What equals one line only says little. */
static void add_subtotal(struct subtotals_file *f, size_t n, bool telling)
{
    add(&f->chain.sum, &f->last, n);
    if (!f->counts)
        return;
    f->chain.first = f->chain.first ? f->chain.first : f->last_no;
    f->chain.n++;
    f->chain.n_digits += telling ? digits_of(&f->last, n) : 0;
}

/* Of two lines with the same amount the second may have been taken for a subtotal: then the next
 * one is the sum of all since the one before it. */
static bool is_subtotal(struct subtotals_file *f, size_t n)
{
    static const struct sums zero;
    if (is_equal(&f->last, &zero, n))
        return false;
    if (f->n_since > 0 && is_equal(&f->last, &f->since, n)) {
        f->before = f->chain;
        f->anew = f->since;
        add_subtotal(f, n, f->n_since > 1);
        return true;
    }
    if (!is_equal(&f->last, &f->anew, n))
        return false;
    f->chain = f->before;
    add_subtotal(f, n, true);
    return true;
}

static void add_line(struct subtotals_file *f, size_t n)
{
    static const struct sums zero;
    f->was_subtotal = f->is_subtotal;
    f->is_subtotal = is_subtotal(f, n);
    add(&f->all, &f->last, n);
    add(&f->anew, &f->last, n);
    add(&f->since, &f->last, n);
    f->n++;
    f->n_since++;
    if (f->is_subtotal) {
        f->since = zero;
        f->n_since = 0;
    }
}

static void subtotals_commit(void *state, void *part, void *file, const struct place *place)
{
    const struct subtotals_part *p = part;
    struct subtotals_file *f = file;
    const size_t n = place->profile->n_amounts;
    (void)state;
    for (size_t i = 0; i < p->n; i++) {
        const struct line *line = &p->lines[i];
        memcpy(f->last.cents, &p->effects[i * n], n * sizeof *p->effects);
        f->mixed |= f->n > 0 && line->stand != f->last_stand;
        f->last_stand = line->stand;
        f->last_no = place->line_no + line->line;
        f->counts = line->counts;
        add_line(f, n);
    }
}

/* ---- a file ---- */

/* The last line is the sum of all others, or of those that are no subtotals. */
static bool is_total(const struct subtotals_file *f, size_t n)
{
    struct sums lines = f->all;
    subtract(&lines, &f->last, n);
    if (f->counts && is_equal(&lines, &f->last, n))
        return true;
    subtract(&lines, &f->chain.sum, n);
    return f->counts && !f->is_subtotal && f->was_subtotal && is_equal(&lines, &f->last, n);
}

static bool is_sure_chain(const struct chain *chain, uint64_t n_lines)
{
    return chain->n > 1 && chain->n_digits >= CHAIN_DIGITS &&
           (chain->n_digits >= CHAIN_MEAN * chain->n || chain->n * CHAIN_PART >= n_lines);
}

static struct money size_of(const struct sums *sums, size_t n)
{
    struct sum sum = {0};
    for (size_t a = 0; a < n; a++)
        sum_add(&sum, (struct money){(int64_t)sums->cents[a]});
    return money_size(sum.money);
}

static void subtotals_close_file(void *file, void *source, const struct place *place,
                                 struct ledger_builder *builder)
{
    struct subtotals_file *f = file;
    const size_t n = place->profile->n_amounts;
    const bool total = is_total(f, n);
    (void)source;
    if (builder->ledger->plan->sources[place->source].may_repeat || f->mixed || f->n <= SURE_LINES)
        return;
    if ((f->is_subtotal || total) && is_sure_chain(&f->chain, f->n)) {
        if (!f->is_subtotal)
            add_subtotal(f, n, true);
        place_find(place, FINDING_SUBTOTAL, f->chain.first,
                   (struct finding){.what = arena_printf(place->arena,
                                                         "%s en %llu regels erna, elk de som van "
                                                         "regels ervoor",
                                                         place_words(place, f->chain.first),
                                                         (unsigned long long)f->chain.n - 1),
                                    .found = size_of(&f->chain.sum, n),
                                    .n_lines = f->chain.n});
    } else if (total && digits_of(&f->last, n) >= SURE_DIGITS) {
        place_find(place, FINDING_SUBTOTAL, f->last_no,
                   (struct finding){.what = arena_printf(place->arena,
                                                         "%s, de som van alle %llu regels ervoor",
                                                         place_words(place, f->last_no),
                                                         (unsigned long long)f->n - 1),
                                    .found = size_of(&f->last, n)});
    }
}

const struct line_stage subtotals_stage = {
    .name = "subtotals",
    .of_lines = true,
    .part_size = sizeof(struct subtotals_part),
    .file_size = sizeof(struct subtotals_file),
    .wants = subtotals_wants,
    .batch = subtotals_batch,
    .commit = subtotals_commit,
    .close_file = subtotals_close_file,
};
