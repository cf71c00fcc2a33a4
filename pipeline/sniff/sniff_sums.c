/* What a second look at the records tells, now that the columns are known: totals of the amount
 * columns, which of them is the sum of the others, signs of amounts by account and sectie, whether
 * lines of totals are that, whether a boekstuk's number recurs in another dagboek. */
#include "pipeline/sniff/sniff_draft.h"

#include <stdlib.h>
#include <string.h>

#define ENOUGH_ABOVE     8      /* lines that add up to one by accident are fewer */
#define NUMBERS_FOLLOWED 100000 /* of boekstukken */
#define MIN_AMOUNTS      3      /* two parts and their sum */
#define MIN_PROOFS       2      /* lines that say so */

/* What goes along with the records. */
struct adder {
    struct draft *draft;
    struct amount_format format;
    const struct sniff_record *record;
    struct money *amount; /* per column, of this record */
    bool *has_amount;
    struct draft_amount amounts[PROFILE_MAX_AMOUNTS]; /* that the draft reads */
    size_t n_amounts;
    struct money running[PROFILE_MAX_AMOUNTS]; /* of the lines that are no totals */
    bool overflow;                             /* they are too large to tell */
    size_t n_before;                           /* so many of them */
    size_t nameless;                           /* the column that tells the last record, if that
                                                  is their sum and no total by name; or NO_COLUMN */
    struct text nameless_word;                 /* its value there, or nothing */
    struct rows {                              /* is a column the sum of the others in each line? */
        size_t columns[PROFILE_MAX_AMOUNTS], n;
        int effect[PROFILE_MAX_AMOUNTS];      /* of its sectie, by its header; 0: none */
        bool broken[PROFILE_MAX_AMOUNTS];     /* it is not, in some line */
        bool unequal[PROFILE_MAX_AMOUNTS];    /* it is not baten less lasten either, or more */
        size_t n_proofs[PROFILE_MAX_AMOUNTS]; /* lines with two other amounts at least */
    } rows;
    struct memo numbers; /* of boekstukken */
    struct place {
        uint64_t line_no;
        struct text dagboek;
    } * places; /* per number: where it stood first */
    size_t places_cap;
};

/* ---- one record ---- */

static struct text value_of(const struct adder *adder, size_t column)
{
    return text_trim(sniff_columns_value(&adder->draft->columns, adder->record, column));
}

/* Nothing, or a word for that. */
static bool is_empty(const struct adder *adder, size_t column)
{
    struct sniff_value value;
    return !sniff_value_look(value_of(adder, column), adder->draft->columns.encoding, &value) ||
           value.empty_word;
}

static void read_amounts(struct adder *adder)
{
    const struct draft *draft = adder->draft;
    for (size_t i = 0; i < draft->columns.n; i++) {
        adder->amount[i] = (struct money){0};
        adder->has_amount[i] =
            draft->sums.known && draft->items[i].type == TYPE_AMOUNT &&
            value_of(adder, i).n_bytes > 0 &&
            amount_parse(&adder->format, value_of(adder, i), &adder->amount[i]) == AMOUNT_OK;
    }
}

/* ---- lines of totals ---- */

static bool is_star(struct text text)
{
    for (size_t i = 0; i < text.n_bytes; i++)
        if (text.bytes[i] != '*')
            return false;
    return text.n_bytes > 0 && text.n_bytes <= 3;
}

static bool begins_with(struct text text, struct text word)
{
    return text.n_bytes >= word.n_bytes && memcmp(text.bytes, word.bytes, word.n_bytes) == 0;
}

/* The letters in front of a total's name, as they are spelled there. */
static struct text first_word(struct text text)
{
    size_t n = 0;
    while (n < text.n_bytes && (text.bytes[n] | ' ') >= 'a' && (text.bytes[n] | ' ') <= 'z')
        n++;
    return (struct text){text.bytes, n};
}

static void add_candidate(struct draft *draft, size_t column, struct text value, bool stars)
{
    struct draft_sums *sums = &draft->sums;
    struct text word = stars ? value : first_word(value);
    for (size_t t = 0; t < sums->n_totals; t++)
        if (sums->totals[t].column == column && text_equal(sums->totals[t].word, word))
            return;
    if (sums->n_totals == DRAFT_MAX_TOTALS || word.n_bytes == 0)
        return;
    struct draft_total *total = &sums->totals[sums->n_totals++];
    *total = (struct draft_total){
        .column = column, .word = word, .stars = stars, .alone = text_equal(value, word)};
    total->since = arena_alloc(draft->arena, PROFILE_MAX_AMOUNTS * sizeof *total->since);
}

static bool holds_stars_only(const struct sniff_column *counts)
{
    for (size_t i = 0; i < counts->distinct.n; i++)
        if (!is_star(counts->distinct.texts[i]))
            return false;
    return counts->distinct.n > 0;
}

/* A column full of totals is about something else. */
static void find_candidates(struct draft *draft)
{
    struct draft_sums *sums = &draft->sums;
    sums->totals = arena_alloc(draft->arena, DRAFT_MAX_TOTALS * sizeof *sums->totals);
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        const struct sniff_column *counts = &draft->items[i];
        bool stars = holds_stars_only(counts) && counts->n_filled * 2 < draft->columns.n_records;
        bool words = counts->n[KIND_TOTAL] * 2 <= draft->columns.n_records;
        for (size_t k = 0; draft_usable(draft, i) && k < counts->distinct.n; k++)
            if (stars || (words && sniff_begins_as_total(counts->distinct.texts[k])))
                add_candidate(draft, i, counts->distinct.texts[k], stars);
    }
}

static struct draft_total *total_of(const struct adder *adder)
{
    const struct draft_sums *sums = &adder->draft->sums;
    for (size_t t = 0; t < sums->n_totals; t++) {
        struct draft_total *total = &sums->totals[t];
        struct text value = value_of(adder, total->column);
        if (total->stars ? text_equal(value, total->word) : begins_with(value, total->word))
            return total;
    }
    return NULL;
}

/* As the lines of [waarden] will have it that are drafted for the column. */
static bool is_debet(const struct adder *adder, size_t flag, enum draft_side sideless)
{
    if (is_empty(adder, flag))
        return sideless == SIDE_DEBET;
    const char *side = sniff_flag_means(WORD_DC, value_of(adder, flag));
    return !side || *side == 'D';
}

/* False when nothing can be read there, as a total's line may have it. */
static bool read_drafted(const struct adder *adder, size_t a, enum draft_side sideless,
                         struct money *money)
{
    const struct draft_amount *amount = &adder->amounts[a];
    bool is_pair = amount->minus != NO_COLUMN;
    *money = adder->amount[amount->plus];
    if (is_pair)
        money->cents -= adder->amount[amount->minus].cents;
    else if (amount->flag != NO_COLUMN && is_debet(adder, amount->flag, sideless))
        money->cents = -money->cents;
    return adder->has_amount[amount->plus] || (is_pair && adder->has_amount[amount->minus]);
}

static void count_agreeing(const struct adder *adder, const struct draft_total *total,
                           enum draft_side sideless, struct draft_agreeing *agreeing)
{
    bool all = !adder->overflow, since = all, any = false;
    for (size_t a = 0; a < adder->n_amounts; a++) {
        struct money found, part = {0};
        if (!read_drafted(adder, a, sideless, &found))
            continue;
        any = true;
        all &= found.cents == adder->running[a].cents;
        since &=
            money_subtract(adder->running[a], total->since[a], &part) && found.cents == part.cents;
    }
    agreeing->n_all += any && all;
    agreeing->n_since += any && since;
}

/* Every field says something, as a booking's may and a total's does not. */
static bool is_full(const struct adder *adder)
{
    for (size_t i = 0; i < adder->draft->columns.n_plain; i++)
        if (adder->draft->items[i].n_filled > 0 && is_empty(adder, i))
            return false;
    return true;
}

static void check_total(struct adder *adder, struct draft_total *total)
{
    total->n_full += is_full(adder);
    for (int side = 0; side < SIDE_COUNT; side++)
        count_agreeing(adder, total, (enum draft_side)side, &total->agreeing[side]);
    if (total->n == 0)
        total->n_above = adder->n_before;
    if (total->n++ == 0)
        total->first = adder->record->line_no;
    memcpy(total->since, adder->running, adder->n_amounts * sizeof *total->since);
}

/* ---- a total without a name: the last line, which the figures prove ---- */

static bool is_sum_of_all(const struct adder *adder)
{
    bool any = false;
    for (size_t a = 0; a < adder->n_amounts; a++) {
        struct money found;
        if (!read_drafted(adder, a, SIDE_DEBET, &found) || found.cents != adder->running[a].cents)
            return false;
        any |= found.cents != 0;
    }
    return any && adder->n_before > 1 && !adder->overflow;
}

static bool occurs_once(const struct sniff_column *counts, struct text value)
{
    if (counts->more_distinct || counts->distinct.n > SNIFF_MAX_FLAGS)
        return false;
    for (size_t k = 0; k < counts->distinct.n; k++)
        if (text_equal(counts->distinct.texts[k], value))
            return counts->n_flag[k] == 1;
    return false;
}

/* What stands in this line alone: a value, or else nothing in a column that is filled elsewhere. */
static void follow_nameless(struct adder *adder)
{
    const struct draft *draft = adder->draft;
    adder->nameless = NO_COLUMN;
    if (!is_sum_of_all(adder) || (is_full(adder) && adder->n_before < ENOUGH_ABOVE))
        return;
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        struct text value = value_of(adder, i);
        const struct sniff_column *counts = &draft->items[i];
        if (draft->items[i].type == TYPE_AMOUNT || !draft_usable(draft, i))
            continue;
        bool empty_here = value.n_bytes == 0 && counts->n_empty == 1;
        if (!empty_here && !occurs_once(counts, value))
            continue;
        adder->nameless = i;
        adder->nameless_word =
            (struct text){arena_copy(draft->arena, value.n_bytes ? value.bytes : "", value.n_bytes),
                          value.n_bytes};
        if (!empty_here)
            return;
    }
}

static void add_to_totals(struct adder *adder)
{
    adder->n_before++;
    for (size_t a = 0; a < adder->n_amounts; a++) {
        struct money money;
        read_drafted(adder, a, SIDE_DEBET, &money);
        adder->overflow |= !money_add(adder->running[a], money, &adder->running[a]);
    }
}

static void count_sideless(struct adder *adder, bool is_total)
{
    struct draft_sums *sums = &adder->draft->sums;
    size_t flag = adder->draft->of_word[WORD_DC];
    if (flag != NO_COLUMN && is_empty(adder, flag))
        ++*(is_total ? &sums->n_sideless_totals : &sums->n_sideless);
}

/* Where bookings lack a D/C too they tell what it stands for, not the totals. */
static enum draft_side judge_sideless(const struct draft_sums *sums)
{
    size_t n[SIDE_COUNT] = {0};
    for (size_t t = 0; t < sums->n_totals; t++)
        for (int side = 0; side < SIDE_COUNT; side++)
            n[side] += draft_is_total(&sums->totals[t], (enum draft_side)side);
    return sums->n_sideless > 0 || n[SIDE_DEBET] > n[SIDE_CREDIT] ? SIDE_DEBET : SIDE_CREDIT;
}

/* ---- signs ---- */

static void add_amounts(struct adder *adder)
{
    struct draft_sums *sums = &adder->draft->sums;
    for (size_t i = 0; i < adder->draft->columns.n; i++)
        if (!money_add(sums->total[i], adder->amount[i], &sums->total[i]))
            sums->overflow[i] = true;
}

static size_t first_amount(const struct draft *draft)
{
    size_t i = 0;
    while (i < draft->columns.n && draft->items[i].type != TYPE_AMOUNT)
        i++;
    return i;
}

/* The record's effect: credit minus debet, or the first amount. */
static struct money effect_of(const struct adder *adder, size_t *column)
{
    const struct draft *draft = adder->draft;
    size_t flag = draft->of_word[WORD_DC];
    *column = first_amount(draft);
    if (draft_has_pair(draft)) {
        *column = draft->of_word[WORD_CREDIT];
        return (struct money){adder->amount[draft->of_word[WORD_CREDIT]].cents -
                              adder->amount[draft->of_word[WORD_DEBET]].cents};
    }
    if (*column == draft->columns.n)
        return (struct money){0};
    struct money amount = adder->amount[*column];
    if (flag != NO_COLUMN && is_debet(adder, flag, SIDE_DEBET))
        amount.cents = -amount.cents;
    return amount;
}

static void add_balance(struct adder *adder, struct money effect)
{
    struct draft_sums *sums = &adder->draft->sums;
    struct money size = {effect.cents < 0 ? -effect.cents : effect.cents};
    struct money *side = effect.cents < 0 ? &sums->debet : &sums->credit;
    if (!money_add(*side, size, side))
        sums->unbalanced = true;
}

static void count_sectie(struct draft_sums *sums, const char *name, int64_t cents)
{
    for (int s = 0; name && s < SECTIE_COUNT; s++) {
        if (strcmp(name, sectie_name((enum sectie)s)) != 0)
            continue;
        sums->n_sectie_plus[s] += cents > 0;
        sums->n_sectie_minus[s] += cents < 0;
    }
}

/* By a column that tells lasten from baten, or by the headers of amounts. */
static void count_secties(struct adder *adder, int64_t effect)
{
    const struct draft *draft = adder->draft;
    size_t flag = draft->of_word[WORD_SOORT];
    if (flag != NO_COLUMN) {
        count_sectie(&adder->draft->sums, sniff_flag_means(WORD_SOORT, value_of(adder, flag)),
                     effect);
        return;
    }
    for (size_t i = 0; i < draft->columns.n; i++)
        if (adder->has_amount[i])
            count_sectie(&adder->draft->sums, sniff_header_sectie(draft->items[i].header),
                         adder->amount[i].cents);
}

static void count_account(struct adder *adder, int64_t effect)
{
    struct draft_sums *sums = &adder->draft->sums;
    size_t rekening = adder->draft->role[ROLE_REKENING];
    struct text account = {"", 0};
    if (rekening != NO_COLUMN)
        account = value_of(adder, rekening);
    if (account.n_bytes == 0)
        return;
    char first = account.bytes[0];
    sums->n_accounts++;
    sums->n_lasten += first == 'L';
    sums->n_baten += first == 'B';
    if (first == 'L' || first == 'B')
        count_sectie(sums, sectie_name(first == 'L' ? SECTIE_LASTEN : SECTIE_BATEN), effect);
    if (first < '0' || first > '9')
        return;
    sums->n_lines[first - '0']++;
    sums->n_plus[first - '0'] += effect > 0;
    sums->n_minus[first - '0'] += effect < 0;
}

/* ---- quarters, and behind them the year: an amount that is the sum of the others ---- */

static int effect_by_header(struct text header)
{
    const char *name = sniff_header_sectie(header);
    for (int s = 0; name && s < SECTIE_COUNT; s++)
        if (strcmp(name, sectie_name((enum sectie)s)) == 0)
            return sectie_effect((enum sectie)s);
    return 0;
}

static void find_rows(struct rows *rows, const struct draft *draft)
{
    for (size_t i = 0; i < draft->columns.n_plain && rows->n < PROFILE_MAX_AMOUNTS; i++)
        if (draft->items[i].type == TYPE_AMOUNT && draft_usable(draft, i)) {
            rows->effect[rows->n] = effect_by_header(draft->items[i].header);
            rows->columns[rows->n++] = i;
        }
}

static void follow_row(struct rows *rows, const struct money *amount)
{
    struct money sum = {0}, others;
    int64_t saldo = 0; /* of amounts that fit a profile: no sum of them is too large */
    bool fits = true;
    size_t n_filled = 0;
    for (size_t k = 0; k < rows->n; k++) {
        int64_t cents = amount[rows->columns[k]].cents;
        fits &= money_add(sum, amount[rows->columns[k]], &sum);
        saldo += rows->effect[k] * cents;
        n_filled += cents != 0;
    }
    for (size_t k = 0; k < rows->n; k++) {
        struct money here = amount[rows->columns[k]];
        fits &= money_subtract(sum, here, &others);
        rows->broken[k] |= !fits || others.cents != here.cents;
        rows->unequal[k] |= saldo != here.cents && saldo != -here.cents;
        rows->n_proofs[k] += n_filled - (here.cents != 0) >= MIN_AMOUNTS - 1;
    }
}

/* The others are lasten and baten, all of them, and this one is neither. */
static bool may_be_saldo(const struct rows *rows, size_t k)
{
    bool plus = false, minus = false;
    for (size_t i = 0; i < rows->n; i++) {
        if (i != k && rows->effect[i] == 0)
            return false;
        plus |= rows->effect[i] > 0;
        minus |= rows->effect[i] < 0;
    }
    return rows->effect[k] == 0 && plus && minus;
}

/* True when there is one. */
static bool find_row_total(struct draft *draft, const struct rows *rows)
{
    if (!draft->number.readable || draft_has_pair(draft) || rows->n < MIN_AMOUNTS)
        return false;
    for (size_t k = 0; k < rows->n; k++)
        if ((!rows->broken[k] || (!rows->unequal[k] && may_be_saldo(rows, k))) &&
            rows->n_proofs[k] >= MIN_PROOFS) {
            draft->row_total = rows->columns[k];
            draft->row_saldo = rows->broken[k];
        }
    return draft->row_total != NO_COLUMN;
}

/* ---- boekstukken ---- */

static void follow_number(struct adder *adder)
{
    struct draft *draft = adder->draft;
    size_t boekstuk = draft->role[ROLE_BOEKSTUK], dagboek = draft->of_word[WORD_DAGBOEK];
    if (boekstuk == NO_COLUMN || dagboek == NO_COLUMN || draft->sums.recurring.second ||
        adder->numbers.n >= NUMBERS_FOLLOWED)
        return;
    struct text number = value_of(adder, boekstuk), book = value_of(adder, dagboek);
    if (number.n_bytes == 0 || memchr(number.bytes, '\0', number.n_bytes))
        return;
    uint32_t index = memo_number_slow(&adder->numbers, number);
    bool is_new = (size_t)index + 1 > adder->places_cap || adder->places[index].line_no == 0;
    adder->places =
        mem_grow(adder->places, &adder->places_cap, (size_t)index + 1, sizeof *adder->places);
    struct place *place = &adder->places[index];
    if (is_new) {
        *place = (struct place){adder->record->line_no,
                                {arena_copy(draft->arena, book.bytes, book.n_bytes), book.n_bytes}};
    } else if (!text_equal(place->dagboek, book)) {
        draft->sums.recurring = (struct draft_recurring){
            place->line_no,
            adder->record->line_no,
            {arena_copy(draft->arena, number.bytes, number.n_bytes), number.n_bytes},
        };
    }
}

/* ---- all records ---- */

static void add_record(struct adder *adder)
{
    size_t column;
    read_amounts(adder);
    struct draft_total *total = total_of(adder);
    count_sideless(adder, total != NULL);
    if (total) {
        check_total(adder, total);
        return;
    }
    follow_row(&adder->rows, adder->amount);
    follow_nameless(adder);
    struct money effect = effect_of(adder, &column);
    add_amounts(adder);
    add_to_totals(adder);
    add_balance(adder, effect);
    count_secties(adder, effect.cents);
    count_account(adder, effect.cents);
    follow_number(adder);
}

static void pass_over(struct draft *draft, struct adder *adder)
{
    struct sniff_records records;
    struct sniff_record record;
    size_t n = draft->columns.n;
    draft->sums = (struct draft_sums){.totals = draft->sums.totals,
                                      .n_totals = draft->sums.n_totals,
                                      .known = draft->number.readable};
    *adder = (struct adder){.draft = draft, .record = &record, .nameless = NO_COLUMN};
    draft->sums.total = arena_alloc(draft->arena, n * sizeof *draft->sums.total);
    draft->sums.overflow = arena_alloc(draft->arena, n * sizeof *draft->sums.overflow);
    adder->format = draft_amount_format(draft);
    adder->amount = arena_alloc(draft->arena, n * sizeof *adder->amount);
    adder->has_amount = arena_alloc(draft->arena, n * sizeof *adder->has_amount);
    adder->n_amounts = draft_list_amounts(draft, adder->amounts);
    find_rows(&adder->rows, draft);
    sniff_shape_start(&draft->bytes, &draft->shape, &records);
    while (sniff_records_next(&records, &record))
        if (sniff_columns_class(&draft->columns, &record) <= CLASS_LONG)
            add_record(adder);
    sniff_records_end(&records);
    draft->sums.sideless = judge_sideless(&draft->sums);
    memo_release(&adder->numbers);
    free(adder->places);
}

/* A line that begins as a total, says as much as a booking and adds up to nothing is a booking:
 * "Total" is a name too. */
static bool drop_bookings(struct draft *draft)
{
    struct draft_sums *sums = &draft->sums;
    size_t n = 0;
    for (size_t t = 0; t < sums->n_totals; t++) {
        const struct draft_total *total = &sums->totals[t];
        bool is_proven = (total->alone || total->n > 1 || total->n_above >= ENOUGH_ABOVE) &&
                         (draft_is_total(total, SIDE_DEBET) || draft_is_total(total, SIDE_CREDIT));
        bool is_booking = total->n == total->n_full && !is_proven;
        if (!is_booking)
            sums->totals[n++] = *total;
    }
    bool dropped = n < sums->n_totals;
    sums->n_totals = n;
    return dropped;
}

static bool add_nameless(struct draft *draft, const struct adder *adder)
{
    if (adder->nameless == NO_COLUMN || draft->sums.n_totals == DRAFT_MAX_TOTALS)
        return false;
    draft->sums.totals[draft->sums.n_totals++] = (struct draft_total){
        .column = adder->nameless, .word = adder->nameless_word, .stars = true};
    return true;
}

static void forget_counts(struct draft *draft)
{
    for (size_t t = 0; t < draft->sums.n_totals; t++) {
        struct draft_total *total = &draft->sums.totals[t];
        *total = (struct draft_total){.column = total->column,
                                      .word = total->word,
                                      .stars = total->stars,
                                      .alone = total->alone};
        total->since = arena_alloc(draft->arena, PROFILE_MAX_AMOUNTS * sizeof *total->since);
    }
}

/* Once, and once more when that showed which lines are totals. */
void draft_add_up(struct draft *draft)
{
    struct adder adder;
    draft->row_total = NO_COLUMN;
    find_candidates(draft);
    pass_over(draft, &adder);
    bool changed = drop_bookings(draft);
    changed |= add_nameless(draft, &adder);
    changed |= find_row_total(draft, &adder.rows);
    if (!changed)
        return;
    forget_counts(draft);
    pass_over(draft, &adder);
}
