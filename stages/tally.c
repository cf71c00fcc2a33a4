/* tally: adds amounts up per key rule, sectie, stand and the dimensions that the run keeps; one
 * table per worker and part, so that nobody waits for another. */
#include "pipeline/format/csv.h"
#include "pipeline/reading/line_stage.h"

#include <stdlib.h>
#include <string.h>

/* A cell as one integer: combination of labels, period, stand, sectie, key rule. */
#define RULE_BITS        24
#define SECTIE_BITS      2
#define STAND_BITS       10
#define PERIOD_BITS      7
#define COMBINATION_BITS (64 - RULE_BITS - SECTIE_BITS - STAND_BITS - PERIOD_BITS)

_Static_assert(PLAN_MAX_STANDEN <= 1 << STAND_BITS, "every stand has a number");
_Static_assert(LEDGER_NO_PERIOD < 1 << PERIOD_BITS, "every period has a number");
_Static_assert(CSV_MAX_FILE_BYTES / 8 <= 1 << RULE_BITS, "every line of posten.csv has one");

struct cell_sum {
    uint64_t key; /* + 1; 0 = free */
    struct tallied tallied;
};

struct sums {
    struct cell_sum *slots;
    size_t n_slots; /* a power of two */
    size_t n;
};

struct unmapped_sum {
    uint32_t text; /* number in unmapped_sums.texts */
    int16_t year;
    uint8_t kind;
    struct figure figure;
};

/* What nothing claims, per distinct text, kind and year; on the heap. */
struct unmapped_sums {
    struct memo texts;
    struct pair_memo keys;
    struct unmapped_sum *items;
    size_t n;
};

/* What went to one slot of the batch, from all parts that are committed; `unclaimed` is what it was
 * when the slot was learned. */
struct slot {
    union {
        uint64_t key;      /* FATE_CELL, FATE_OTHER_PROGRAMMA */
        struct {           /* FATE_UNMAPPED */
            uint32_t text; /* number in tally.texts */
            int16_t year;
            uint8_t kind;
        };
    };
    struct money money, minus; /* minus: of the amounts below 0 */
    uint64_t fate; /* and above FATE_BITS how many mutaties: there are very many slots */
};

#define FATE_BITS   16
#define ONE_MUTATIE ((uint64_t)1 << FATE_BITS)

static uint64_t n_mutaties_of(const struct slot *slot)
{
    return slot->fate >> FATE_BITS;
}

static uint64_t fate_of(const struct slot *slot)
{
    return slot->fate & (ONE_MUTATIE - 1);
}

/* Amounts and their slots, in the order of the lines: the part may turn out to be wrong. */
struct tally_part {
    uint32_t *slots;
    struct money *amounts;
    size_t n, slots_cap, amounts_cap;
};

struct tally {
    const struct plan *plan;
    size_t source_index;
    const struct profile *profile;
    size_t n_fates;
    int factor[SECTIE_COUNT];
    struct slot *slots; /* of the groups at hand */
    size_t n_slots, slots_cap;
    unsigned slots_generation;
    struct memo texts;  /* of the slots that nothing claims */
    struct sums sums;   /* of groups that are forgotten */
    uint8_t *period_of; /* number of a value of the period column -> period */
    struct learned periods;
    struct figure *fates;
    struct unmapped_sums
        unmapped;              /* committed: the first in order, LEDGER_MOST_UNMAPPED at least */
    struct unmapped_sum *last; /* of those kept; NULL: none were left out */
    struct text last_text;
    struct arena last_arena;
    struct figure unmapped_rest; /* all that were left out */
    bool overflow;

    /* the dimensions that are kept and that the profile knows */
    enum dimension dimensions[DIMENSION_COUNT];
    size_t n_dimensions;
    struct memo labels[DIMENSION_COUNT]; /* by index in dimensions */
    uint32_t *label_of[DIMENSION_COUNT]; /* column number -> label number */
    struct learned known[DIMENSION_COUNT];
    struct pair_memo combinations[DIMENSION_COUNT];
    uint32_t combination[SCAN_RECORDS]; /* of every new group */
};

/* ---- sums ---- */

static size_t slot_of(const struct sums *sums, uint64_t key)
{
    size_t at = memo_hash(key, 0) & (sums->n_slots - 1);
    while (sums->slots[at].key && sums->slots[at].key != key + 1)
        at = (at + 1) & (sums->n_slots - 1);
    return at;
}

static void grow_sums(struct sums *sums)
{
    struct sums grown = {.n_slots = sums->n_slots ? sums->n_slots * 2 : 1024, .n = sums->n};
    grown.slots = mem_alloc_written(grown.n_slots * sizeof *grown.slots);
    for (size_t i = 0; i < sums->n_slots; i++)
        if (sums->slots[i].key)
            grown.slots[slot_of(&grown, sums->slots[i].key - 1)] = sums->slots[i];
    free(sums->slots);
    *sums = grown;
}

static inline bool add_to(struct figure *to, struct money money, uint64_t n_mutaties)
{
    to->n_mutaties += n_mutaties;
    return money_add(to->money, money, &to->money);
}

static inline bool add_sum(struct sums *sums, uint64_t key, struct tallied tallied)
{
    if (sums->n * 2 >= sums->n_slots)
        grow_sums(sums);
    struct cell_sum *slot = &sums->slots[slot_of(sums, key)];
    sums->n += slot->key == 0;
    slot->key = key + 1;
    return tallied_add(&slot->tallied, tallied);
}

/* ---- what nothing claims ---- */

static bool add_unmapped(struct unmapped_sums *sums, struct text text,
                         const struct unmapped_sum *sum)
{
    uint32_t which = (uint32_t)sum->year << 8 | sum->kind;
    uint32_t number = pair_memo_number(&sums->keys, memo_number_slow(&sums->texts, text), which);
    if (number < sums->n)
        return add_to(&sums->items[number].figure, sum->figure.money, sum->figure.n_mutaties);
    struct unmapped_sum *added = mem_add(sums->items, sums->n);
    *added = *sum;
    added->text = sums->keys.pairs[number] >> 32;
    return true;
}

static void release_unmapped(struct unmapped_sums *sums)
{
    memo_release(&sums->texts);
    pair_memo_release(&sums->keys);
    free(sums->items);
    *sums = (struct unmapped_sums){0};
}

static int compare_unmapped(const struct unmapped_sum *a, struct text a_text,
                            const struct unmapped_sum *b, struct text b_text)
{
    int order = a->kind - b->kind;
    order = order ? order : text_natural(a_text, b_text);
    return order ? order : a->year - b->year;
}

static int by_order(const void *a, const void *b, void *context)
{
    const struct unmapped_sum *x = a, *y = b;
    const struct text *texts = context;
    return compare_unmapped(x, texts[x->text], y, texts[y->text]);
}

static void leave_out(struct tally *tally, const struct unmapped_sum *sum)
{
    tally->overflow |= !add_to(&tally->unmapped_rest, sum->figure.money, sum->figure.n_mutaties);
}

/* Keeps the first in order and closes the door behind them: one that was left out never comes back,
 * so that what is kept is whole, whichever worker met which lines. */
static void prune_unmapped(struct tally *tally)
{
    struct unmapped_sums all = tally->unmapped;
    tally->unmapped = (struct unmapped_sums){0};
    qsort_r(all.items, all.n, sizeof *all.items, by_order, all.texts.texts);
    for (size_t i = 0; i < all.n; i++)
        if (i < LEDGER_MOST_UNMAPPED)
            add_unmapped(&tally->unmapped, all.texts.texts[all.items[i].text], &all.items[i]);
        else
            leave_out(tally, &all.items[i]);
    const struct unmapped_sum *last = &tally->unmapped.items[tally->unmapped.n - 1];
    struct text text = tally->unmapped.texts.texts[last->text];
    arena_release(&tally->last_arena);
    tally->last = arena_alloc(&tally->last_arena, sizeof *tally->last);
    *tally->last = *last;
    tally->last_text = text_kept(&tally->last_arena, text);
    release_unmapped(&all);
}

static void close_unmapped(struct tally *tally, const struct slot *slot)
{
    const struct unmapped_sum sum = {
        .kind = slot->kind, .year = slot->year, .figure = {slot->money, n_mutaties_of(slot)}};
    struct text text = tally->texts.texts[slot->text];
    if (tally->last && compare_unmapped(&sum, text, tally->last, tally->last_text) > 0)
        leave_out(tally, &sum);
    else
        tally->overflow |= !add_unmapped(&tally->unmapped, text, &sum);
    if (tally->unmapped.n >= 2 * LEDGER_MOST_UNMAPPED)
        prune_unmapped(tally);
}

/* ---- slots that are done with ---- */

/* Amounts become effects: those that add to a cell below 0 are the other ones where the source
 * writes a sectie the other way round. */
static struct tallied effect_of(const struct tally *tally, const struct slot *slot)
{
    int factor = tally->factor[slot->key >> RULE_BITS & ((1u << SECTIE_BITS) - 1)];
    int64_t cents = slot->money.cents, minus = slot->minus.cents;
    return (struct tallied){.figure = {{cents * factor}, n_mutaties_of(slot)},
                            .minus = {factor < 0 ? minus - cents : minus}};
}

static bool is_cell(const struct slot *slot)
{
    return n_mutaties_of(slot) > 0 &&
           (fate_of(slot) == FATE_CELL || fate_of(slot) == FATE_OTHER_PROGRAMMA);
}

/* Cells aside. */
static void close_slots(struct tally *tally)
{
    for (size_t s = 0; s < tally->n_slots; s++) {
        const struct slot *slot = &tally->slots[s];
        if (n_mutaties_of(slot) == 0)
            continue;
        tally->overflow |= !add_to(&tally->fates[fate_of(slot)], slot->money, n_mutaties_of(slot));
        if (fate_of(slot) == FATE_UNMAPPED)
            close_unmapped(tally, slot);
    }
}

static void forget_slots(struct tally *tally)
{
    close_slots(tally);
    for (size_t s = 0; s < tally->n_slots; s++)
        if (is_cell(&tally->slots[s]))
            tally->overflow |=
                !add_sum(&tally->sums, tally->slots[s].key, effect_of(tally, &tally->slots[s]));
    tally->n_slots = 0;
    memo_forget(&tally->texts);
}

/* ---- open, forget, close ---- */

static void open_dimensions(struct tally *tally)
{
    for (int d = 0; d < DIMENSION_COUNT; d++)
        if (tally->plan->keep[d] &&
            tally->profile->role[dimension_role((enum dimension)d)] != NO_COLUMN)
            tally->dimensions[tally->n_dimensions++] = (enum dimension)d;
}

static void *tally_open(const struct plan *plan, size_t source, void *context)
{
    (void)context;
    struct tally *tally = mem_alloc(sizeof *tally);
    tally->plan = plan;
    tally->source_index = source;
    tally->profile = plan->sources[source].profile;
    for (int s = 0; s < SECTIE_COUNT; s++)
        tally->factor[s] = sign_rule_factor(&tally->profile->sign, (enum sectie)s);
    tally->n_fates = FATE_SCOPE + tally->profile->n_scopes;
    tally->fates = mem_alloc(tally->n_fates * sizeof *tally->fates);
    open_dimensions(tally);
    tally->period_of = mem_grow(NULL, &tally->periods.cap, 1, sizeof *tally->period_of);
    tally->period_of[0] = LEDGER_NO_PERIOD; /* of a source without periods */
    return tally;
}

/* The room is kept. */
static void tally_forget(const void *state, void *part)
{
    (void)state;
    ((struct tally_part *)part)->n = 0;
}

static void tally_free_part(void *part)
{
    struct tally_part *p = part;
    free(p->slots);
    free(p->amounts);
}

static void tally_close(void *state)
{
    struct tally *tally = state;
    for (size_t i = 0; i < DIMENSION_COUNT; i++) {
        memo_release(&tally->labels[i]);
        pair_memo_release(&tally->combinations[i]);
        free(tally->label_of[i]);
    }
    release_unmapped(&tally->unmapped);
    arena_release(&tally->last_arena);
    free(tally->sums.slots);
    free(tally->slots);
    memo_release(&tally->texts);
    free(tally->period_of);
    free(tally->fates);
    free(tally);
}

/* ---- dimensions ---- */

/* Dates become ISO, periods two digits: every source writes them in its own way. */
static uint32_t label_number(struct tally *tally, size_t i, struct text value)
{
    size_t column = tally->profile->role[dimension_role(tally->dimensions[i])];
    char iso[32];
    struct date date;
    if (tally->dimensions[i] == DIMENSION_BESLUITDATUM &&
        profile_date(tally->profile, column, value, &date)) {
        snprintf(iso, sizeof iso, "%04d-%02d-%02d", date.year, date.month, date.day);
        value = text_of(iso);
    }
    if (tally->dimensions[i] == DIMENSION_PERIODE) {
        int period = column_period(tally->profile, value);
        snprintf(iso, sizeof iso, "%02d", period);
        value = text_of(period < 0 ? "" : iso);
    }
    return memo_number_slow(&tally->labels[i], value);
}

static void learn_labels(struct tally *tally, size_t i, const struct column *column)
{
    tally->label_of[i] =
        learned_room(&tally->known[i], tally->label_of[i], sizeof **tally->label_of,
                     column->memo.generation, column->n_learned);
    for (size_t *n = &tally->known[i].n; *n < column->n_learned; ++*n)
        tally->label_of[i][*n] = label_number(tally, i, column->values[*n]);
}

/* One number for all labels of each new group: pairs of pairs. */
static void combine_labels(struct tally *tally, const struct batch *batch)
{
    const struct groups *groups = &batch->groups;
    for (size_t i = 0; i < tally->n_dimensions; i++) {
        size_t index = tally->profile->role[dimension_role(tally->dimensions[i])];
        const struct column *column = &batch->columns[index];
        learn_labels(tally, i, column);
        for (size_t k = 0; k < groups->n - groups->first_new; k++) {
            uint32_t label = tally->label_of[i][column_number(column, groups->new_record[k])];
            uint32_t before = i ? tally->combination[k] : 0;
            tally->combination[k] = pair_memo_number(&tally->combinations[i], before, label);
        }
    }
}

/* ---- periods ---- */

static void learn_periods(struct tally *tally, const struct column *column)
{
    tally->period_of = learned_room(&tally->periods, tally->period_of, sizeof *tally->period_of,
                                    column->memo.generation, column->n_learned);
    for (size_t *n = &tally->periods.n; *n < column->n_learned; ++*n) {
        int period = column_period(tally->profile, column->values[*n]);
        tally->period_of[*n] = (uint8_t)(period < 0 ? LEDGER_NO_PERIOD : period);
    }
}

/* ---- slots ---- */

static uint64_t cell_key(const struct destination *to, uint64_t combination, uint64_t period)
{
    uint64_t key = (combination << PERIOD_BITS | period) << STAND_BITS | to->stand;
    return (key << SECTIE_BITS | to->sectie) << RULE_BITS | to->rule;
}

static uint64_t cut_bits(uint64_t *key, unsigned n_bits)
{
    uint64_t bits = *key & ((UINT64_C(1) << n_bits) - 1);
    *key >>= n_bits;
    return bits;
}

static struct slot slot_of_new(struct tally *tally, const struct batch *batch,
                               const struct destination *to, size_t k, uint8_t period)
{
    struct slot slot = {.fate = to->fate};
    if (to->fate == FATE_CELL || to->fate == FATE_OTHER_PROGRAMMA)
        slot.key = cell_key(to, tally->n_dimensions ? tally->combination[k] : 0, period);
    if (to->fate != FATE_UNMAPPED)
        return slot;
    const struct unclaimed *unclaimed = &batch->unclaimed[to->rule];
    slot.text = memo_number_slow(&tally->texts, unclaimed->text);
    slot.kind = (uint8_t)unclaimed->kind;
    if (unclaimed->kind == UNMAPPED_KEY)
        slot.year = (int16_t)tally->plan->standen[to->stand].year;
    return slot;
}

static void learn_slots(struct tally *tally, const struct batch *batch)
{
    const struct groups *groups = &batch->groups;
    size_t column = tally->profile->role[ROLE_PERIODE];
    if (tally->n_dimensions)
        combine_labels(tally, batch);
    if (column != NO_COLUMN)
        learn_periods(tally, &batch->columns[column]);
    tally->slots =
        mem_grow_unset(tally->slots, &tally->slots_cap, batch->n_slots, sizeof *tally->slots);
    for (size_t s = tally->n_slots; s < batch->n_slots; s++) {
        size_t k = batch_new_group(batch, s);
        size_t record = groups->new_record[k];
        uint8_t period =
            tally->period_of[column == NO_COLUMN ? 0
                                                 : column_number(&batch->columns[column], record)];
        tally->slots[s] = slot_of_new(tally, batch, &batch->destinations[s], k, period);
    }
    tally->n_slots = batch->n_slots;
}

/* ---- a batch ---- */

static void tally_batch(void *state, void *part, struct batch *batch)
{
    struct tally *tally = state;
    struct tally_part *p = part;
    if (tally->slots_generation != batch->groups.generation)
        forget_slots(tally);
    tally->slots_generation = batch->groups.generation;
    if (tally->n_slots < batch->n_slots)
        learn_slots(tally, batch);
    if (batch->n == 0)
        return;
    const size_t n_amounts = tally->profile->n_amounts, n = p->n + n_amounts * batch->n;
    p->slots = mem_grow_unset(p->slots, &p->slots_cap, n, sizeof *p->slots);
    p->amounts = mem_grow_unset(p->amounts, &p->amounts_cap, n, sizeof *p->amounts);
    for (size_t a = 0; a < n_amounts; a++, p->n += batch->n) {
        memcpy(p->slots + p->n, batch_slots(batch, a), batch->n * sizeof *p->slots);
        memcpy(p->amounts + p->n, batch_amounts(batch, a), batch->n * sizeof *p->amounts);
    }
}

/* ---- commit ---- */

static void tally_commit(void *state, void *part, void *file, const struct place *place)
{
    struct tally *tally = state;
    const struct tally_part *p = part;
    (void)file, (void)place;
    for (size_t i = 0; i < p->n; i++) {
        struct slot *slot = &tally->slots[p->slots[i]];
        struct money amount = p->amounts[i];
        const struct money minus = {amount.cents & amount.cents >> 63};
        slot->fate += ONE_MUTATIE;
        if (__builtin_expect(!money_add(slot->money, amount, &slot->money), 0))
            tally->overflow = true;
        if (__builtin_expect(!money_add(slot->minus, minus, &slot->minus), 0))
            tally->overflow = true;
    }
}

/* ---- finish ---- */

/* Only of cells: a part that began at the wrong byte has taught labels that nobody has. */
static uint32_t builder_label(const struct tally *tally, struct ledger_builder *builder, size_t i,
                              uint32_t label, uint32_t *numbers)
{
    if (numbers[label] == 0 && tally->labels[i].texts[label].n_bytes)
        numbers[label] =
            ledger_builder_label(builder, tally->dimensions[i], tally->labels[i].texts[label]);
    return numbers[label];
}

static void finish_cell(const struct tally *tally, struct ledger_builder *builder, uint64_t key,
                        struct tallied tallied, uint32_t *const numbers[DIMENSION_COUNT])
{
    uint32_t labels[DIMENSION_COUNT] = {0};
    struct key_line line = {.source = (uint32_t)tally->source_index, .tallied = tallied};
    line.rule = (uint32_t)cut_bits(&key, RULE_BITS);
    line.sectie = (uint8_t)cut_bits(&key, SECTIE_BITS);
    line.stand = (uint16_t)cut_bits(&key, STAND_BITS);
    line.period = (uint8_t)cut_bits(&key, PERIOD_BITS);
    for (size_t i = tally->n_dimensions; i-- > 0;) {
        uint64_t pair = tally->combinations[i].pairs[key];
        labels[tally->dimensions[i]] = builder_label(tally, builder, i, (uint32_t)pair, numbers[i]);
        key = pair >> 32;
    }
    ledger_builder_add(builder, line, labels);
}

static size_t rule_of(const struct slot *slot)
{
    return slot->key & ((1u << RULE_BITS) - 1);
}

/* Slots by their rule, for lines that are told from the one before. Heap. */
static uint32_t *slots_by_rule(const struct tally *tally, size_t *n)
{
    const size_t n_rules = tally->plan->mapping.n_keys;
    uint32_t *order = mem_alloc(tally->n_slots * sizeof *order);
    uint32_t *ends = mem_alloc((n_rules + 1) * sizeof *ends); /* of the rule before */
    for (size_t i = 0; i < tally->n_slots; i++)
        if (is_cell(&tally->slots[i]))
            ends[rule_of(&tally->slots[i]) + 1]++;
    for (size_t r = 0; r < n_rules; r++)
        ends[r + 1] += ends[r];
    *n = ends[n_rules];
    for (size_t i = 0; i < tally->n_slots; i++)
        if (is_cell(&tally->slots[i]))
            order[ends[rule_of(&tally->slots[i])]++] = (uint32_t)i;
    free(ends);
    return order;
}

static void tally_finish(void *state, struct ledger_builder *builder)
{
    struct tally *tally = state;
    uint32_t *numbers[DIMENSION_COUNT]; /* that the builder gave, by index in dimensions; or 0 */
    close_slots(tally);
    for (size_t i = 0; i < tally->n_dimensions; i++)
        numbers[i] = mem_alloc(tally->labels[i].n * sizeof *numbers[i]);
    for (size_t i = 0; i < tally->sums.n_slots; i++)
        if (tally->sums.slots[i].key)
            finish_cell(tally, builder, tally->sums.slots[i].key - 1, tally->sums.slots[i].tallied,
                        numbers);
    size_t n_cells;
    uint32_t *order = slots_by_rule(tally, &n_cells);
    for (size_t i = 0; i < n_cells; i++) {
        const struct slot *slot = &tally->slots[order[i]];
        finish_cell(tally, builder, slot->key, effect_of(tally, slot), numbers);
    }
    free(order);
    for (size_t i = 0; i < tally->n_dimensions; i++)
        free(numbers[i]);
    for (size_t f = 0; f < tally->n_fates; f++)
        ledger_builder_add_fate(builder, tally->source_index, f, tally->fates[f]);
    for (size_t i = 0; i < tally->unmapped.n; i++) {
        const struct unmapped_sum *sum = &tally->unmapped.items[i];
        ledger_builder_add_unmapped(builder, tally->source_index, (enum unmapped_kind)sum->kind,
                                    tally->unmapped.texts.texts[sum->text], sum->year, sum->figure);
    }
    if (tally->unmapped_rest.n_mutaties)
        ledger_builder_add_unmapped(builder, tally->source_index, UNMAPPED_REST,
                                    (struct text){"", 0}, 0, tally->unmapped_rest);
    for (size_t i = 0; i < tally->n_dimensions; i++)
        builder->too_many_labels[tally->source_index] |=
            tally->combinations[i].n >> COMBINATION_BITS != 0;
    builder->ledger->accounts[tally->source_index].too_large |= tally->overflow;
}

const struct line_stage tally_stage = {
    .name = "tally",
    .part_size = sizeof(struct tally_part),
    .open = tally_open,
    .batch = tally_batch,
    .commit = tally_commit,
    .close = tally_close,
    .finish = tally_finish,
    .forget = tally_forget,
    .free_part = tally_free_part,
};
