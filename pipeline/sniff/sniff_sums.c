/* What a second look at the records tells, now that the columns are known: totals of the amount
 * columns, which of them is the sum of the others, signs of amounts by account and sectie, whether
 * lines of totals are that, whether a boekstuk's number recurs in another dagboek. */
#include "pipeline/sniff/sniff_draft.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define ENOUGH_ABOVE     8      /* lines that add up to one by accident are fewer */
#define NUMBERS_FOLLOWED 100000 /* of boekstukken */
#define MIN_AMOUNTS      3      /* two parts and their sum */
#define MIN_PROOFS       2      /* lines that say so */

/* An amount of each line: is it the sum of the others there? */
struct row {
    size_t column;
    int effect;      /* of its sectie, by its header; 0: none */
    bool broken;     /* it is not, in some line */
    bool unequal;    /* it is not baten less lasten either, or more */
    size_t n_proofs; /* lines with two other amounts at least */
    /* is it, in each line of a boekstuk, the sum of one side of another amount there? */
    struct money first, sides[2];  /* within the boekstuk */
    bool varies;                   /* there */
    uint64_t other;                /* rows, a bit each: it is no sum of theirs */
    uint64_t proven, twice_proven; /* it is, where theirs are not all the same */
};
_Static_assert(PROFILE_MAX_AMOUNTS <= 64, "a bit each");

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
    size_t nameless;           /* the column that tells the last record, if that is their sum and
                                  no total by name; or NO_COLUMN */
    struct text nameless_word; /* its value there, or nothing */
    struct row rows[PROFILE_MAX_AMOUNTS];
    size_t n_rows;
    struct text boekstuk; /* of the last record */
    size_t n_of_boekstuk; /* records with it, one behind the other */
    struct memo numbers;  /* of boekstukken */
    struct place {
        uint64_t line_no;
        struct text dagboek;
    } * places; /* per number: where it stood first */
    size_t places_cap;
    struct memo bookings;  /* "boekstuk;account;account;cents", whichever account it stands under */
    uint64_t (*booked)[2]; /* per booking: lines under either account, or 0 */
    size_t booked_cap;
};

/* ---- one record ---- */

static struct text value_of(const struct adder *adder, size_t column)
{
    return text_trim(sniff_columns_value(&adder->draft->columns, adder->record, column));
}

static struct text copy_of(struct adder *adder, struct text text)
{
    return (struct text){
        arena_copy(adder->draft->arena, text.bytes ? text.bytes : "", text.n_bytes), text.n_bytes};
}

/* Nothing, or a word for that. */
static bool is_empty(const struct adder *adder, size_t column)
{
    struct sniff_value value;
    return !sniff_value_look(value_of(adder, column), adder->draft->bytes.encoding, &value) ||
           value.empty_word;
}

static void read_amounts(struct adder *adder)
{
    struct draft *draft = adder->draft;
    for (size_t i = 0; i < draft->columns.n; i++) {
        adder->amount[i] = (struct money){0};
        adder->has_amount[i] =
            draft->sums.known && draft->items[i].type == TYPE_AMOUNT &&
            value_of(adder, i).n_bytes > 0 &&
            amount_parse(&adder->format, value_of(adder, i), &adder->amount[i]) == AMOUNT_OK;
    }
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

/* ---- lines of totals ---- */

static bool is_star(struct text text)
{
    return text.n_bytes > 0 && text.n_bytes <= 3 && memcmp(text.bytes, "***", text.n_bytes) == 0;
}

/* A star, or the letters in front of a total's name, as they are spelled there. */
static void add_candidate(struct draft *draft, size_t column, struct text value, bool stars)
{
    struct draft_sums *sums = &draft->sums;
    struct text word = value;
    for (size_t n = 0; !stars && n <= value.n_bytes; n++)
        if (n == value.n_bytes || (value.bytes[n] | ' ') < 'a' || (value.bytes[n] | ' ') > 'z') {
            word.n_bytes = n;
            break;
        }
    for (size_t t = 0; t < sums->n_totals; t++)
        if (sums->totals[t].column == column && text_equal(sums->totals[t].word, word))
            return;
    if (sums->n_totals < DRAFT_MAX_TOTALS && word.n_bytes > 0)
        sums->totals[sums->n_totals++] = (struct draft_total){
            .column = column, .word = word, .stars = stars, .alone = text_equal(value, word)};
}

/* A column full of totals is about something else. */
static void find_candidates(struct draft *draft)
{
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        const struct sniff_column *column = &draft->items[i];
        const struct memo *distinct = &column->distinct;
        bool stars = distinct->n > 0 && column->n_filled * 2 < draft->columns.n_records;
        bool words = column->n[KIND_TOTAL] * 2 <= draft->columns.n_records;
        for (size_t k = 0; k < distinct->n; k++)
            stars = stars && is_star(distinct->texts[k]);
        for (size_t k = 0; draft_usable(draft, i) && k < distinct->n; k++)
            if (stars || (words && sniff_begins_as_total(distinct->texts[k])))
                add_candidate(draft, i, distinct->texts[k], stars);
    }
}

static struct draft_total *total_of(const struct adder *adder)
{
    struct draft_sums *sums = &adder->draft->sums;
    for (size_t t = 0; t < sums->n_totals; t++) {
        struct draft_total *total = &sums->totals[t];
        struct text value = value_of(adder, total->column);
        if (!total->stars && value.n_bytes > total->word.n_bytes)
            value.n_bytes = total->word.n_bytes;
        if (text_equal(value, total->word))
            return total;
    }
    return NULL;
}

static void count_agreeing(const struct adder *adder, struct draft_total *total,
                           enum draft_side sideless)
{
    bool all = !adder->overflow, since = all, any = false;
    for (size_t a = 0; a < adder->n_amounts; a++) {
        struct money found, part = {0};
        if (!read_drafted(adder, a, sideless, &found))
            continue;
        any = true;
        all &= found.cents == adder->running[a].cents;
        since &= money_subtract(adder->running[a], total->found.since[a], &part) &&
                 found.cents == part.cents;
    }
    total->found.agreeing[sideless].n_all += any && all;
    total->found.agreeing[sideless].n_since += any && since;
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
    for (int side = 0; side < SIDE_COUNT; side++)
        count_agreeing(adder, total, (enum draft_side)side);
    total->found.n_full += is_full(adder);
    if (total->found.n++ == 0) {
        total->found.n_above = adder->n_before;
        total->found.first = adder->record->line_no;
    }
    memcpy(total->found.since, adder->running, adder->n_amounts * sizeof *adder->running);
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

static bool occurs_once(const struct sniff_column *column, struct text value)
{
    bool few = !column->more_distinct && column->distinct.n <= SNIFF_MAX_FLAGS;
    for (size_t k = 0; few && k < column->distinct.n; k++)
        if (text_equal(column->distinct.texts[k], value))
            return column->n_flag[k] == 1;
    return false;
}

/* What stands in this line alone: a value, or else nothing in a column that is filled elsewhere. */
static void follow_nameless(struct adder *adder)
{
    struct draft *draft = adder->draft;
    adder->nameless = NO_COLUMN;
    if (!is_sum_of_all(adder) || (is_full(adder) && adder->n_before < ENOUGH_ABOVE))
        return;
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        const struct sniff_column *column = &draft->items[i];
        struct text value = value_of(adder, i);
        bool empty_here = value.n_bytes == 0 && column->n_empty == 1;
        if (column->type == TYPE_AMOUNT || !draft_usable(draft, i) ||
            !(empty_here || occurs_once(column, value)))
            continue;
        adder->nameless = i;
        adder->nameless_word = copy_of(adder, value);
        if (!empty_here)
            return;
    }
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

/* ---- sums and signs ---- */

static void add_amounts(struct adder *adder)
{
    struct draft_sums *sums = &adder->draft->sums;
    adder->n_before++;
    for (size_t i = 0; i < adder->draft->columns.n; i++)
        sums->overflow[i] |= !money_add(sums->total[i], adder->amount[i], &sums->total[i]);
    for (size_t a = 0; a < adder->n_amounts; a++) {
        struct money money;
        read_drafted(adder, a, SIDE_DEBET, &money);
        adder->overflow |= !money_add(adder->running[a], money, &adder->running[a]);
    }
}

static void count_sectie(struct draft_sums *sums, enum sectie sectie, int64_t cents)
{
    if (sectie == SECTIE_COUNT)
        return;
    sums->n_sectie_plus[sectie] += cents > 0;
    sums->n_sectie_minus[sectie] += cents < 0;
}

/* By a column that tells lasten from baten, or by the headers of amounts. */
static void count_secties(struct adder *adder, int64_t effect)
{
    struct draft *draft = adder->draft;
    size_t flag = draft->of_word[WORD_SOORT];
    if (flag != NO_COLUMN)
        count_sectie(&draft->sums, draft_sectie_told(value_of(adder, flag)), effect);
    for (size_t i = 0; flag == NO_COLUMN && i < draft->columns.n; i++)
        if (adder->has_amount[i])
            count_sectie(&draft->sums,
                         draft_sectie_called(sniff_header_sectie(draft->items[i].header)),
                         adder->amount[i].cents);
}

static void count_account(struct adder *adder, int64_t effect)
{
    struct draft_sums *sums = &adder->draft->sums;
    size_t rekening = adder->draft->role[ROLE_REKENING], flag = adder->draft->of_word[WORD_SOORT];
    struct text account = rekening == NO_COLUMN ? text_of("") : value_of(adder, rekening);
    if (account.n_bytes == 0)
        return;
    char first = account.bytes[0];
    sums->n_accounts++;
    sums->n_lasten += first == 'L';
    sums->n_baten += first == 'B';
    if (first == 'L' || first == 'B')
        count_sectie(sums, first == 'L' ? SECTIE_LASTEN : SECTIE_BATEN, effect);
    if (!text_is_digit(first))
        return;
    sums->n_lines[first - '0']++;
    sums->told[first - '0'] |=
        flag != NO_COLUMN && draft_sectie_told(value_of(adder, flag)) != SECTIE_COUNT;
    sums->n_plus[first - '0'] += effect > 0;
    sums->n_minus[first - '0'] += effect < 0;
}

/* A booking that stands under its contra account too. */
static void follow_contra(struct adder *adder, int64_t effect)
{
    struct draft *draft = adder->draft;
    size_t contra = draft->role[ROLE_CONTRA], boekstuk = draft->role[ROLE_BOEKSTUK];
    if (contra == NO_COLUMN || draft->mirrored[1] || adder->bookings.n >= NUMBERS_FOLLOWED)
        return;
    struct text from = value_of(adder, draft->role[ROLE_REKENING]), to = value_of(adder, contra);
    struct text number = boekstuk == NO_COLUMN ? text_of("") : value_of(adder, boekstuk);
    bool turned = text_natural(from, to) > 0;
    char key[128] = {0};
    if (from.n_bytes == 0 || to.n_bytes == 0 || text_equal(from, to) || effect == 0)
        return;
    snprintf(key, sizeof key, "%.*s;%.*s;%.*s;%" PRId64, TEXT_ARG(turned ? to : from),
             TEXT_ARG(turned ? from : to), TEXT_ARG(number), turned ? -effect : effect);
    size_t index = memo_number_slow(&adder->bookings, text_of(key));
    adder->booked = mem_grow(adder->booked, &adder->booked_cap, index + 1, sizeof *adder->booked);
    adder->booked[index][turned] = adder->record->line_no;
    if (adder->booked[index][!turned])
        memcpy(draft->mirrored, adder->booked[index], sizeof draft->mirrored);
}

/* The record's effect: that of the first amount. */
static void add_effect(struct adder *adder)
{
    struct draft_sums *sums = &adder->draft->sums;
    struct money effect = {0};
    if (adder->n_amounts)
        read_drafted(adder, 0, SIDE_DEBET, &effect);
    struct money *side = effect.cents < 0 ? &sums->debet : &sums->credit;
    struct money size = {effect.cents < 0 ? -effect.cents : effect.cents};
    sums->unbalanced |= !money_add(*side, size, side);
    count_secties(adder, effect.cents);
    count_account(adder, effect.cents);
    follow_contra(adder, effect.cents);
}

/* ---- quarters, and behind them the year: an amount that is the sum of the others ---- */

static void find_rows(struct adder *adder)
{
    const struct draft *draft = adder->draft;
    for (size_t i = 0; i < draft->columns.n_plain && adder->n_rows < PROFILE_MAX_AMOUNTS; i++) {
        if (draft->items[i].type != TYPE_AMOUNT || draft->items[i].aside || !draft_usable(draft, i))
            continue;
        enum sectie sectie = draft_sectie_called(sniff_header_sectie(draft->items[i].header));
        adder->rows[adder->n_rows++] =
            (struct row){.column = i, .effect = sectie == SECTIE_COUNT ? 0 : sectie_effect(sectie)};
    }
}

static void follow_row(struct adder *adder)
{
    struct money sum = {0}, others;
    int64_t saldo = 0; /* of amounts that fit a profile: no sum of them is too large */
    bool fits = true;
    size_t n_filled = 0;
    for (size_t k = 0; k < adder->n_rows; k++) {
        struct money here = adder->amount[adder->rows[k].column];
        fits &= money_add(sum, here, &sum);
        saldo += adder->rows[k].effect * here.cents;
        n_filled += here.cents != 0;
    }
    for (size_t k = 0; k < adder->n_rows; k++) {
        struct row *row = &adder->rows[k];
        struct money here = adder->amount[row->column];
        fits &= money_subtract(sum, here, &others);
        row->broken |= !fits || others.cents != here.cents;
        row->unequal |= saldo != here.cents && saldo != -here.cents;
        row->n_proofs += n_filled - (here.cents != 0) >= MIN_AMOUNTS - 1;
    }
}

/* The others are lasten and baten, all of them, and this one is neither. */
static bool may_be_saldo(const struct adder *adder, size_t k)
{
    bool plus = false, minus = false;
    for (size_t i = 0; i < adder->n_rows; i++) {
        if ((i == k) != (adder->rows[i].effect == 0))
            return false;
        plus |= adder->rows[i].effect > 0;
        minus |= adder->rows[i].effect < 0;
    }
    return plus && minus;
}

/* True when there is one. */
static bool find_row_total(struct draft *draft, const struct adder *adder)
{
    bool may = draft->number.readable && !draft_has_pair(draft) && adder->n_rows >= MIN_AMOUNTS;
    for (size_t k = 0; may && k < adder->n_rows; k++) {
        const struct row *row = &adder->rows[k];
        if (row->n_proofs < MIN_PROOFS ||
            (row->broken && (row->unequal || !may_be_saldo(adder, k))))
            continue;
        draft->row_total = row->column;
        draft->row_saldo = row->broken;
    }
    return draft->row_total != NO_COLUMN;
}

/* ---- boekstukken ---- */

static void follow_number(struct adder *adder)
{
    struct draft *draft = adder->draft;
    size_t boekstuk = draft->role[ROLE_BOEKSTUK], dagboek = draft->of_word[WORD_DAGBOEK];
    if (boekstuk == NO_COLUMN || dagboek == NO_COLUMN || draft->recurring[1] ||
        adder->numbers.n >= NUMBERS_FOLLOWED)
        return;
    struct text number = value_of(adder, boekstuk), book = value_of(adder, dagboek);
    if (number.n_bytes == 0 || memchr(number.bytes, '\0', number.n_bytes))
        return;
    size_t index = memo_number_slow(&adder->numbers, number);
    adder->places = mem_grow(adder->places, &adder->places_cap, index + 1, sizeof *adder->places);
    struct place *place = &adder->places[index];
    if (place->line_no == 0) {
        *place = (struct place){adder->record->line_no, copy_of(adder, book)};
    } else if (!text_equal(place->dagboek, book)) {
        draft->recurring[0] = place->line_no;
        draft->recurring[1] = adder->record->line_no;
    }
}

static void end_boekstuk(struct adder *adder)
{
    for (size_t k = 0; k < adder->n_rows; k++) {
        struct row *row = &adder->rows[k];
        for (size_t i = 0; i < adder->n_rows && adder->n_of_boekstuk > 1; i++) {
            const struct row *of = &adder->rows[i];
            uint64_t bit = i == k ? 0 : UINT64_C(1) << i;
            if (row->varies || (row->first.cents != of->sides[0].cents &&
                                row->first.cents != of->sides[1].cents)) {
                row->other |= bit;
            } else if (of->varies && row->first.cents != 0) {
                row->twice_proven |= row->proven & bit;
                row->proven |= bit;
            }
        }
    }
    for (size_t k = 0; k < adder->n_rows; k++) {
        struct row *row = &adder->rows[k];
        row->varies = false;
        row->first = row->sides[0] = row->sides[1] = (struct money){0};
    }
    adder->n_of_boekstuk = 0;
}

/* Amounts that a package repeats in each line of a boekstuk: what it adds up to. */
static void follow_boekstuk(struct adder *adder)
{
    struct draft *draft = adder->draft;
    size_t boekstuk = draft->role[ROLE_BOEKSTUK], flag = draft->of_word[WORD_DC];
    if (boekstuk == NO_COLUMN || adder->n_rows < 2)
        return;
    struct text number = value_of(adder, boekstuk);
    if (number.n_bytes == 0)
        return;
    if (!text_equal(number, adder->boekstuk)) {
        end_boekstuk(adder);
        adder->boekstuk = copy_of(adder, number);
    }
    for (size_t k = 0; k < adder->n_rows; k++) {
        struct row *row = &adder->rows[k];
        struct money amount = adder->amount[row->column];
        bool debet =
            flag == NO_COLUMN ? amount.cents < 0 : is_debet(adder, flag, draft->sums.sideless);
        if (adder->n_of_boekstuk == 0)
            row->first = amount;
        row->varies |= amount.cents != row->first.cents;
        if (!money_add(row->sides[debet], amount, &row->sides[debet]))
            row->varies = true;
    }
    adder->n_of_boekstuk++;
}

static bool find_boekstuk_totals(struct draft *draft, struct adder *adder)
{
    bool any = false;
    end_boekstuk(adder);
    for (size_t k = 0; k < adder->n_rows; k++)
        if (adder->rows[k].twice_proven & ~adder->rows[k].other)
            any = draft->items[adder->rows[k].column].aside = true;
    return any;
}

/* ---- all records ---- */

static void add_record(struct adder *adder)
{
    struct draft *draft = adder->draft;
    size_t flag = draft->of_word[WORD_DC];
    read_amounts(adder);
    struct draft_total *total = total_of(adder);
    if (flag != NO_COLUMN && is_empty(adder, flag))
        ++*(total ? &draft->sums.n_sideless_totals : &draft->sums.n_sideless);
    if (total) {
        check_total(adder, total);
        return;
    }
    follow_row(adder);
    follow_boekstuk(adder);
    follow_nameless(adder);
    add_amounts(adder);
    add_effect(adder);
    follow_number(adder);
}

static void pass_over(struct draft *draft, struct adder *adder)
{
    struct sniff_records records;
    struct sniff_record record;
    struct draft_sums *sums = &draft->sums;
    size_t n = draft->columns.n;
    *sums = (struct draft_sums){
        .totals = sums->totals, .n_totals = sums->n_totals, .known = draft->number.readable};
    for (size_t t = 0; t < sums->n_totals; t++)
        memset(&sums->totals[t].found, 0, sizeof sums->totals[t].found);
    sums->total = arena_alloc(draft->arena, n * sizeof *sums->total);
    sums->overflow = arena_alloc(draft->arena, n * sizeof *sums->overflow);
    *adder = (struct adder){.draft = draft,
                            .record = &record,
                            .nameless = NO_COLUMN,
                            .boekstuk = text_of(""),
                            .format = draft_amount_format(draft),
                            .amount = arena_alloc(draft->arena, n * sizeof *adder->amount),
                            .has_amount = arena_alloc(draft->arena, n * sizeof *adder->has_amount)};
    draft_list_amounts(draft, adder->amounts, &adder->n_amounts);
    find_rows(adder);
    sniff_shape_start(&draft->bytes, &draft->shape, &records);
    while (sniff_records_next(&records, &record))
        if (sniff_columns_class(&draft->columns, &record) <= CLASS_LONG)
            add_record(adder);
    sniff_records_end(&records);
    sums->sideless = judge_sideless(sums);
    memo_release(&adder->numbers);
    free(adder->places);
    memo_release(&adder->bookings);
    free(adder->booked);
}

/* A line that begins as a total, says as much as a booking and adds up to nothing is a booking:
 * "Total" is a name too. */
static bool drop_bookings(struct draft_sums *sums)
{
    size_t n = 0, n_all = sums->n_totals;
    for (size_t t = 0; t < n_all; t++) {
        const struct draft_total *total = &sums->totals[t];
        bool is_proven =
            (total->alone || total->found.n > 1 || total->found.n_above >= ENOUGH_ABOVE) &&
            (draft_is_total(total, SIDE_DEBET) || draft_is_total(total, SIDE_CREDIT));
        if (is_proven || total->found.n != total->found.n_full)
            sums->totals[n++] = *total;
    }
    sums->n_totals = n;
    return n < n_all;
}

/* Once, and once more when that showed which lines are totals. */
void draft_add_up(struct draft *draft)
{
    struct draft_sums *sums = &draft->sums;
    struct adder *adder = arena_alloc(draft->arena, sizeof *adder);
    draft->row_total = NO_COLUMN;
    sums->totals = arena_alloc(draft->arena, DRAFT_MAX_TOTALS * sizeof *sums->totals);
    find_candidates(draft);
    pass_over(draft, adder);
    bool changed = drop_bookings(sums);
    if (adder->nameless != NO_COLUMN && sums->n_totals < DRAFT_MAX_TOTALS) {
        sums->totals[sums->n_totals++] = (struct draft_total){
            .column = adder->nameless, .word = adder->nameless_word, .stars = true};
        changed = true;
    }
    changed |= find_row_total(draft, adder);
    changed |= find_boekstuk_totals(draft, adder);
    if (changed)
        pass_over(draft, adder);
}
