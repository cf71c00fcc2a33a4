/* What a second look at the records tells, now that the columns are known: totals of the amount
 * columns, which of them is the sum of the others, signs of amounts by account and sectie, whether
 * lines of totals are that, whether a boekstuk's number recurs in another dagboek. */
#include "pipeline/sniff/sniff_draft.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define ENOUGH_ABOVE 8      /* lines that add up to one by accident are fewer */
#define FOLLOWED     100000 /* numbers of boekstukken, bookings */
#define MIN_AMOUNTS  3      /* two parts and their sum */
#define MIN_PROOFS   2      /* lines that say so */

/* An amount of each line: is it the sum of the others there? */
struct row {
    struct sniff_column *column;
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

/* Texts, and what stood beside each of them first. */
struct seen {
    struct memo texts;
    struct seen_first {
        uint64_t line_no;
        struct text beside;
    } * first; /* per text */
    size_t cap;
};

/* What goes along with the records. */
struct adder {
    struct draft *draft;
    struct amount_format format;
    uint64_t line_no;                                 /* of the record at hand */
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
    struct seen numbers;  /* of boekstukken, beside their dagboek */
    struct seen bookings; /* "boekstuk;account;account;cents", beside whichever of both was first */
};

/* ---- one record ---- */

static struct text copy_of(struct adder *adder, struct text text)
{
    return (struct text){arena_copy(adder->draft->arena, text.bytes, text.n_bytes), text.n_bytes};
}

/* Nothing, or a word for that. */
static bool is_empty(const struct adder *adder, size_t column)
{
    return sniff_is_empty(adder->draft->items[column].here, adder->draft->bytes.encoding);
}

/* What a column about that holds, or nothing. */
static struct text here_about(const struct adder *adder, size_t column)
{
    return column == NO_COLUMN ? text_of("") : adder->draft->items[column].here;
}

static void read_record(struct adder *adder, const struct sniff_record *record)
{
    const struct sniff_columns *columns = &adder->draft->columns;
    adder->line_no = record->line_no;
    for (size_t i = 0; i < columns->n; i++) {
        struct sniff_column *column = &columns->items[i];
        column->here = text_trim(sniff_columns_value(columns, record, i));
        column->amount = (struct money){0};
        column->has_amount =
            adder->draft->number.readable && column->type == TYPE_AMOUNT &&
            column->here.n_bytes > 0 &&
            amount_parse(&adder->format, column->here, &column->amount) == AMOUNT_OK;
    }
}

/* As the lines of [waarden] will have it that are drafted for the column. */
static bool is_debet(const struct adder *adder, size_t flag, enum draft_side sideless)
{
    if (is_empty(adder, flag))
        return sideless == SIDE_DEBET;
    const char *side = sniff_flag_means(WORD_DC, adder->draft->items[flag].here);
    return !side || *side == 'D';
}

/* False when nothing can be read there, as a total's line may have it. */
static bool read_drafted(const struct adder *adder, size_t a, enum draft_side sideless,
                         struct money *money)
{
    const struct draft_amount *amount = &adder->amounts[a];
    const struct sniff_column *items = adder->draft->items;
    bool is_pair = amount->minus != NO_COLUMN;
    *money = items[amount->plus].amount;
    if (is_pair)
        money->cents -= items[amount->minus].amount.cents;
    else if (amount->flag != NO_COLUMN && is_debet(adder, amount->flag, sideless))
        money->cents = -money->cents;
    return items[amount->plus].has_amount || (is_pair && items[amount->minus].has_amount);
}

/* ---- lines of totals ---- */

static bool is_star(struct text text)
{
    return text.n_bytes > 0 && text.n_bytes <= 3 && memcmp(text.bytes, "***", text.n_bytes) == 0;
}

/* A star, or the letters in front of a total's name, as they are spelled there. */
static void add_candidate(struct draft_sums *sums, size_t column, struct text value, bool stars)
{
    struct text word = value;
    if (!stars)
        for (word.n_bytes = 0; word.n_bytes < value.n_bytes; word.n_bytes++)
            if ((value.bytes[word.n_bytes] | ' ') < 'a' || (value.bytes[word.n_bytes] | ' ') > 'z')
                break;
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
                add_candidate(&draft->sums, i, distinct->texts[k], stars);
    }
}

static struct draft_total *total_of(const struct adder *adder)
{
    struct draft_sums *sums = &adder->draft->sums;
    for (size_t t = 0; t < sums->n_totals; t++) {
        struct draft_total *total = &sums->totals[t];
        struct text value = adder->draft->items[total->column].here;
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
        total->found.first = adder->line_no;
    }
    memcpy(total->found.since, adder->running, adder->n_amounts * sizeof *adder->running);
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
        bool empty_here = column->here.n_bytes == 0 && column->n_empty == 1;
        if (column->type == TYPE_AMOUNT || !draft_usable(draft, i) ||
            !(empty_here || occurs_once(column, column->here)))
            continue;
        adder->nameless = i;
        adder->nameless_word = copy_of(adder, column->here);
        if (!empty_here)
            return;
    }
}

/* ---- sums and signs ---- */

static void add_amounts(struct adder *adder)
{
    struct draft *draft = adder->draft;
    adder->n_before++;
    for (size_t i = 0; i < draft->columns.n; i++) {
        struct sniff_column *column = &draft->items[i];
        column->overflow |= !money_add(column->total, column->amount, &column->total);
    }
    for (size_t a = 0; a < adder->n_amounts; a++) {
        struct money money;
        read_drafted(adder, a, SIDE_DEBET, &money);
        adder->overflow |= !money_add(adder->running[a], money, &adder->running[a]);
    }
}

static void count_sign(struct draft_signs *signs, int64_t cents)
{
    signs->n++;
    signs->n_plus += cents > 0;
    signs->n_minus += cents < 0;
}

/* By a column that tells lasten from baten, or by the headers of amounts. */
static void count_secties(struct adder *adder, enum sectie told, int64_t effect)
{
    struct draft *draft = adder->draft;
    if (draft->of_word[WORD_SOORT] != NO_COLUMN) {
        count_sign(&draft->sums.secties[told], effect);
        return;
    }
    for (size_t i = 0; i < draft->columns.n; i++)
        if (draft->items[i].has_amount)
            count_sign(&draft->sums.secties[draft->items[i].sectie], draft->items[i].amount.cents);
}

static void count_account(struct adder *adder, enum sectie told, int64_t effect)
{
    struct draft_sums *sums = &adder->draft->sums;
    struct text account = here_about(adder, adder->draft->role[ROLE_REKENING]);
    if (account.n_bytes == 0)
        return;
    const char *letter = memchr("LB", account.bytes[0], 2);
    sums->n_accounts++;
    if (letter) {
        sums->n_letter[*letter == 'B']++;
        count_sign(&sums->secties[*letter == 'B' ? SECTIE_BATEN : SECTIE_LASTEN], effect);
    } else if (text_is_digit(account.bytes[0])) {
        struct draft_signs *digit = &sums->digits[account.bytes[0] - '0'];
        count_sign(digit, effect);
        digit->told |= told != SECTIE_COUNT;
    }
}

/* A text that comes back beside something else: where it stood first, and where it does so. */
static void follow(struct adder *adder, struct seen *seen, struct text text, struct text beside,
                   uint64_t lines[2])
{
    if (lines[1] || seen->texts.n >= FOLLOWED || text.n_bytes == 0 ||
        memchr(text.bytes, '\0', text.n_bytes))
        return;
    size_t index = memo_number_slow(&seen->texts, text);
    seen->first = mem_grow(seen->first, &seen->cap, index + 1, sizeof *seen->first);
    struct seen_first *first = &seen->first[index];
    if (first->line_no == 0) {
        *first = (struct seen_first){adder->line_no, copy_of(adder, beside)};
    } else if (!text_equal(first->beside, beside)) {
        lines[0] = first->line_no;
        lines[1] = adder->line_no;
    }
}

/* A booking that stands under its contra account too. */
static void follow_contra(struct adder *adder, int64_t effect)
{
    struct draft *draft = adder->draft;
    struct text from = here_about(adder, draft->role[ROLE_REKENING]);
    struct text to = here_about(adder, draft->role[ROLE_CONTRA]);
    bool turned = text_natural(from, to) > 0;
    char key[128];
    if (from.n_bytes == 0 || to.n_bytes == 0 || text_equal(from, to) || effect == 0)
        return;
    snprintf(key, sizeof key, "%.*s;%.*s;%.*s;%" PRId64, TEXT_ARG(turned ? to : from),
             TEXT_ARG(turned ? from : to), TEXT_ARG(here_about(adder, draft->role[ROLE_BOEKSTUK])),
             turned ? -effect : effect);
    follow(adder, &adder->bookings, text_of(key), from, draft->mirrored);
}

/* The record's effect: that of the first amount. */
static void add_effect(struct adder *adder)
{
    struct draft *draft = adder->draft;
    struct draft_sums *sums = &draft->sums;
    struct money effect = {0};
    if (adder->n_amounts)
        read_drafted(adder, 0, SIDE_DEBET, &effect);
    struct money *side = effect.cents < 0 ? &sums->debet : &sums->credit;
    struct money size = {effect.cents < 0 ? -effect.cents : effect.cents};
    enum sectie told = draft_sectie_told(here_about(adder, draft->of_word[WORD_SOORT]));
    sums->unbalanced |= !money_add(*side, size, side);
    count_secties(adder, told, effect.cents);
    count_account(adder, told, effect.cents);
    follow_contra(adder, effect.cents);
    if (draft->of_word[WORD_DAGBOEK] != NO_COLUMN)
        follow(adder, &adder->numbers, here_about(adder, draft->role[ROLE_BOEKSTUK]),
               here_about(adder, draft->of_word[WORD_DAGBOEK]), draft->recurring);
}

/* ---- quarters, and behind them the year: an amount that is the sum of the others ---- */

static void find_rows(struct adder *adder)
{
    struct draft *draft = adder->draft;
    for (size_t i = 0; i < draft->columns.n_plain && adder->n_rows < PROFILE_MAX_AMOUNTS; i++) {
        struct sniff_column *column = &draft->items[i];
        if (column->type == TYPE_AMOUNT && !column->aside && draft_usable(draft, i))
            adder->rows[adder->n_rows++] = (struct row){
                .column = column,
                .effect = column->sectie == SECTIE_COUNT ? 0 : sectie_effect(column->sectie)};
    }
}

static void follow_row(struct adder *adder)
{
    struct money sum = {0}, others;
    int64_t saldo = 0; /* of amounts that fit a profile: no sum of them is too large */
    bool fits = true;
    size_t n_filled = 0;
    for (size_t k = 0; k < adder->n_rows; k++) {
        struct money here = adder->rows[k].column->amount;
        fits &= money_add(sum, here, &sum);
        saldo += adder->rows[k].effect * here.cents;
        n_filled += here.cents != 0;
    }
    for (size_t k = 0; k < adder->n_rows; k++) {
        struct row *row = &adder->rows[k];
        struct money here = row->column->amount;
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
        draft->row_total = row->column->index;
        draft->row_saldo = row->broken;
    }
    return draft->row_total != NO_COLUMN;
}

/* ---- amounts that a package repeats in each line of a boekstuk: what it adds up to ---- */

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
    adder->n_of_boekstuk = 0;
}

static void follow_boekstuk(struct adder *adder)
{
    struct draft *draft = adder->draft;
    size_t flag = draft->of_word[WORD_DC];
    struct text number = here_about(adder, draft->role[ROLE_BOEKSTUK]);
    if (number.n_bytes == 0 || adder->n_rows < 2)
        return;
    if (!text_equal(number, adder->boekstuk)) {
        end_boekstuk(adder);
        adder->boekstuk = copy_of(adder, number);
    }
    bool begins = adder->n_of_boekstuk++ == 0;
    for (size_t k = 0; k < adder->n_rows; k++) {
        struct row *row = &adder->rows[k];
        struct money amount = row->column->amount;
        bool debet =
            flag == NO_COLUMN ? amount.cents < 0 : is_debet(adder, flag, draft->sums.sideless);
        if (begins) {
            row->varies = false;
            row->first = amount;
            row->sides[0] = row->sides[1] = (struct money){0};
        }
        row->varies |= amount.cents != row->first.cents;
        row->varies |= !money_add(row->sides[debet], amount, &row->sides[debet]);
    }
}

static bool find_boekstuk_totals(struct adder *adder)
{
    bool any = false;
    end_boekstuk(adder);
    for (size_t k = 0; k < adder->n_rows; k++)
        if (adder->rows[k].twice_proven & ~adder->rows[k].other)
            any = adder->rows[k].column->aside = true;
    return any;
}

/* ---- all records ---- */

static void add_record(struct adder *adder)
{
    struct draft_sums *sums = &adder->draft->sums;
    size_t flag = adder->draft->of_word[WORD_DC];
    struct draft_total *total = total_of(adder);
    if (flag != NO_COLUMN && is_empty(adder, flag))
        ++*(total ? &sums->n_sideless_totals : &sums->n_sideless);
    if (total) {
        check_total(adder, total);
        return;
    }
    follow_row(adder);
    follow_boekstuk(adder);
    follow_nameless(adder);
    add_amounts(adder);
    add_effect(adder);
}

static void pass_over(struct draft *draft, struct adder *adder)
{
    struct sniff_records records;
    struct sniff_record record;
    struct draft_sums *sums = &draft->sums;
    *sums = (struct draft_sums){.totals = sums->totals, .n_totals = sums->n_totals};
    for (size_t t = 0; t < sums->n_totals; t++)
        memset(&sums->totals[t].found, 0, sizeof sums->totals[t].found);
    for (size_t i = 0; i < draft->columns.n; i++) {
        draft->items[i].total = (struct money){0};
        draft->items[i].overflow = false;
    }
    *adder = (struct adder){.draft = draft,
                            .nameless = NO_COLUMN,
                            .boekstuk = text_of(""),
                            .format = draft_amount_format(draft)};
    draft_list_amounts(draft, adder->amounts, &adder->n_amounts);
    find_rows(adder);
    sniff_shape_start(&draft->bytes, &draft->shape, &records);
    while (sniff_records_next(&records, &record))
        if (sniff_columns_class(&draft->columns, &record) <= CLASS_LONG) {
            read_record(adder, &record);
            add_record(adder);
        }
    sums->sideless = judge_sideless(sums);
    memo_release(&adder->numbers.texts);
    memo_release(&adder->bookings.texts);
    free(adder->numbers.first);
    free(adder->bookings.first);
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
    changed |= find_boekstuk_totals(adder);
    if (changed)
        pass_over(draft, adder);
}
