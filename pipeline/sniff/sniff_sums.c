/* What a second look at the records tells, now that the columns are known: totals of the amount
 * columns, signs of amounts by account and sectie, which lines are totals, whether a boekstuk's
 * number recurs in another year or dagboek. */
#include "pipeline/sniff/sniff_rows.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define ENOUGH_ABOVE 8      /* lines that add up to one by accident are fewer */
#define FOLLOWED     100000 /* numbers of boekstukken, bookings */
#define A_NAME_TOO   "*saldo* *resultaat* lasten baten" /* a total when the figures prove it */

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
    uint64_t line_no;                          /* of the record at hand */
    struct money running[PROFILE_MAX_AMOUNTS]; /* of the lines that are no totals */
    struct money saldo[PROFILE_MAX_AMOUNTS];   /* of them, by what a column says of the sectie */
    struct money of[SECTIE_COUNT][PROFILE_MAX_AMOUNTS]; /* of those of which one says it */
    bool overflow;                                      /* they are too large to tell */
    size_t n_before;                                    /* so many of them */
    struct draft_sums levels;                           /* totals of totals, by their names alone */
    struct sniff_rows rows;
    struct seen numbers[DRAFT_RESTARTS]; /* of boekstukken, beside their year, their dagboek */
    struct seen bookings; /* "boekstuk;account;account;cents", beside whichever of both was first */
};

/* ---- one record ---- */

/* Nothing, or a word for that. */
static bool is_empty(const struct adder *adder, size_t column)
{
    return sniff_is_empty(adder->draft->items[column].here, adder->draft->bytes.encoding);
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
    const struct sniff_column *column = &adder->draft->items[flag];
    const char *side = sniff_flag_means(column->word, column->here);
    return !side || *side == 'D';
}

/* False when nothing can be read there, as a total's line may have it. */
static bool read_drafted(const struct adder *adder, size_t a, enum draft_side sideless,
                         struct money *money)
{
    const struct draft_amount *amount = &adder->draft->amounts[a];
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

static struct draft_total *new_totals(struct draft *draft)
{
    return arena_alloc(draft->arena, DRAFT_MAX_TOTALS * sizeof(struct draft_total));
}

static void add_candidate(struct draft *draft, struct draft_sums *sums, struct draft_total total)
{
    for (size_t t = 0; t < sums->n_totals; t++)
        if (sums->totals[t].column == total.column && text_equal(sums->totals[t].word, total.word))
            return;
    total.word = text_kept(draft->arena, total.word);
    if (sums->n_totals < DRAFT_MAX_TOTALS)
        sums->totals[sums->n_totals++] = total;
}

/* Stars and the blank behind them, or the letters in front of a total's name, as they are spelled
 * there; of a saldo two words. */
static void add_named(struct draft *draft, size_t column, struct text value)
{
    const size_t n_stars = sniff_stars(value);
    struct text word = {value.bytes, n_stars + (value.n_bytes > n_stars)};
    if (n_stars == 0)
        for (word.n_bytes = sniff_matches(value, "saldo*") ? strlen("saldo ") : 0;
             word.n_bytes < value.n_bytes; word.n_bytes++)
            if (value.bytes[word.n_bytes] > 0 && ((value.bytes[word.n_bytes] | ' ') < 'a' ||
                                                  (value.bytes[word.n_bytes] | ' ') > 'z'))
                break;
    if (word.n_bytes > 0)
        add_candidate(draft, &draft->sums,
                      (struct draft_total){.column = column,
                                           .word = word,
                                           .whole = n_stars == value.n_bytes,
                                           .alone = text_equal(value, word)});
}

/* A column full of totals is about something else. */
static void find_candidates(struct draft *draft)
{
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        const struct sniff_column *column = &draft->items[i];
        const struct memo *distinct = &column->distinct;
        bool words = column->n[KIND_TOTAL] * 2 <= draft->columns.n_records;
        bool told = draft->of_word[WORD_SOORT] != NO_COLUMN && column->type != TYPE_AMOUNT;
        for (size_t k = 0; draft_usable(draft, i) && k < distinct->n; k++)
            if (words && sniff_begins_as_total(distinct->texts[k]))
                add_named(draft, i, distinct->texts[k]);
            else if (told && sniff_matches(distinct->texts[k], A_NAME_TOO) &&
                     (column->type != TYPE_FLAG ||
                      draft_sectie_told(distinct->texts[k]) == SECTIE_COUNT))
                add_candidate(
                    draft, &draft->sums,
                    (struct draft_total){.column = i, .word = distinct->texts[k], .whole = true});
    }
}

/* What no name tells: a last line with a value of its own; lines that lack what the others have,
 * the account likeliest. */
static void find_guesses(struct draft *draft)
{
    static const enum sniff_word lacked[] = {WORD_REKENING, WORD_KOSTENPLAATS, WORD_PRODUCT};
    enum { N_LACKED = sizeof lacked / sizeof *lacked };
    for (size_t turn = 0; turn <= N_LACKED + 1; turn++)
        for (size_t i = 0; i < draft->columns.n_plain; i++) {
            const struct sniff_column *column = &draft->items[i];
            struct draft_total total = {.column = i, .whole = true, .guess = true};
            size_t at = 1, n = column->distinct.n;
            while (at <= N_LACKED && lacked[at - 1] != column->word)
                at++;
            bool lacks = at == turn && column->n_empty > 0 &&
                         (column->n_empty < column->n_filled || column->is_down);
            bool own = turn == 0 && n > 0 && n <= SNIFF_MAX_FLAGS && column->n_flag[n - 1] == 1;
            total.word = own ? column->distinct.texts[n - 1] : text_of("");
            if ((own || lacks) && column->type != TYPE_AMOUNT && column->word != WORD_DC &&
                draft_usable(draft, i))
                add_candidate(draft, &draft->sums, total);
        }
}

/* It is told by what it has not. */
static bool is_lacking(const struct draft_total *total)
{
    return total->word.n_bytes == 0;
}

static bool is_told(const struct adder *adder, const struct draft_total *total)
{
    struct text value = adder->draft->items[total->column].here;
    if (is_lacking(total)) /* of a key that most lines lack, the total of all lacks more */
        return is_empty(adder, total->column) &&
               (!adder->draft->items[total->column].is_down ||
                sniff_here(adder->draft, adder->draft->role[ROLE_REKENING]).n_bytes == 0);
    if (!total->whole && value.n_bytes > total->word.n_bytes)
        value.n_bytes = total->word.n_bytes;
    return text_equal(value, total->word);
}

static struct draft_total *total_of(const struct adder *adder)
{
    struct draft_sums *sums = &adder->draft->sums;
    for (size_t t = 0; t < sums->n_totals; t++) {
        struct draft_total *total = &sums->totals[t];
        if (!total->guess && is_told(adder, total))
            return total;
    }
    return NULL;
}

/* The lines before it, those that are such totals themselves left out. */
static bool added_up(const struct adder *adder, const struct draft_total *total, size_t a,
                     struct money *sum)
{
    return !adder->overflow && money_subtract(adder->running[a], total->found.own[a], sum);
}

/* No sum of the lines since the last such line, it may be one of the totals of those: "Totaal
 * programma 1" among "Totaal 610100 Raad". They begin alike, up to a number; else it is the only
 * one. */
static void add_level(struct adder *adder, const struct draft_total *total)
{
    struct text value = adder->draft->items[total->column].here, word = {value.bytes, 0};
    while (word.n_bytes < value.n_bytes && !text_is_digit(value.bytes[word.n_bytes]))
        word.n_bytes++;
    while (word.n_bytes < value.n_bytes && word.n_bytes > 0 && value.bytes[word.n_bytes - 1] != ' ')
        word.n_bytes--;
    if (word.n_bytes <= total->word.n_bytes)
        word = value;
    add_candidate(adder->draft, &adder->levels,
                  (struct draft_total){.column = total->column,
                                       .word = word,
                                       .whole = word.n_bytes == value.n_bytes,
                                       .level = true});
}

static void count_agreeing(struct adder *adder, struct draft_total *total, enum draft_side sideless)
{
    bool all = true, since = true, any = false;
    for (size_t a = 0; a < adder->draft->n_meant; a++) {
        struct money found, sum = {0}, part = {0};
        if (!read_drafted(adder, a, sideless, &found))
            continue;
        any = true;
        all &= added_up(adder, total, a, &sum) && found.cents == sum.cents;
        since &= money_subtract(sum, total->found.since[a], &part) && found.cents == part.cents;
    }
    total->found.agreeing[sideless].n_all += any && all;
    total->found.agreeing[sideless].n_since += any && since;
    total->found.agreeing[sideless].n_either += any && (all || since);
    if (any && !since && !total->whole && sideless == SIDE_DEBET)
        add_level(adder, total);
}

/* Every field says something, as a booking's may and a total's does not. */
static bool is_full(const struct adder *adder)
{
    for (size_t i = 0; i < adder->draft->columns.n_plain; i++)
        if (adder->draft->items[i].n_filled > 0 && is_empty(adder, i))
            return false;
    return true;
}

/* The lines behind the last such total are all there. */
static void end_group(const struct adder *adder, struct draft_total *total)
{
    bool equal = true, any = false;
    for (size_t a = 0; a < adder->draft->n_meant; a++) {
        struct money sum = {0}, part = {0}, last = total->found.last[a];
        equal &= added_up(adder, total, a, &sum) &&
                 money_subtract(sum, total->found.since[a], &part) && part.cents == last.cents;
        any |= last.cents != 0;
    }
    total->found.n_after += equal && total->found.n > 0;
    total->found.n_after_proofs +=
        equal && any && adder->n_before - total->found.n_own > total->found.n_since + 1;
}

/* `added`: it is added up with the lines. */
static void check_total(struct adder *adder, struct draft_total *total, bool added)
{
    size_t n_lines = adder->n_before - total->found.n_own;
    bool any = false, saldo = !adder->overflow;
    const enum sectie told =
        draft_sectie_told(sniff_here(adder->draft, adder->draft->of_word[WORD_SOORT]));
    unsigned of = told == SECTIE_COUNT ? (1U << SECTIE_COUNT) - 1 : 1U << told; /* a set */
    end_group(adder, total);
    for (int side = 0; side < SIDE_COUNT; side++)
        count_agreeing(adder, total, (enum draft_side)side);
    total->found.n_full += is_full(adder);
    total->found.n_booked +=
        sniff_here(adder->draft, adder->draft->role[ROLE_BOEKSTUK]).n_bytes > 0;
    if (total->found.n++ == 0) {
        total->found.n_above = n_lines;
        total->found.first = adder->line_no;
    }
    for (size_t a = 0; a < adder->draft->n_meant; a++) {
        struct money found, part = {0};
        added_up(adder, total, a, &total->found.since[a]);
        read_drafted(adder, a, SIDE_DEBET, &found);
        any |= found.cents != 0;
        saldo &= imaxabs(adder->saldo[a].cents) == imaxabs(found.cents) ||
                 (money_subtract(adder->saldo[a], total->found.saldo[a], &part) &&
                  imaxabs(part.cents) == imaxabs(found.cents));
        for (int s = 0; s < SECTIE_COUNT; s++)
            if (adder->of[s][a].cents != found.cents &&
                (!money_subtract(adder->of[s][a], total->found.of[s][a], &part) ||
                 part.cents != found.cents))
                of &= ~(1U << s);
        if (told == SECTIE_COUNT || !of)
            total->found.saldo[a] = adder->saldo[a];
        total->found.last[a] = found;
        if (added)
            adder->overflow |= !money_add(total->found.own[a], found, &total->found.own[a]);
    }
    if (of) /* the lines of one sectie, since that was told last */
        memcpy(total->found.of[ffs((int)of) - 1], adder->of[ffs((int)of) - 1], sizeof *adder->of);
    total->found.n_parted += of || saldo;
    total->found.n_saldo += saldo;
    total->found.n_proofs += any && n_lines > total->found.n_since + 1;
    total->found.n_since = n_lines;
    total->found.n_own += added;
}

/* Where bookings lack a D/C too they tell what it stands for, not the totals. */
static enum draft_side judge_sideless(const struct draft_sums *sums)
{
    size_t n[SIDE_COUNT] = {0};
    for (size_t t = 0; t < sums->n_totals; t++)
        for (int side = 0; side < SIDE_COUNT; side++)
            n[side] +=
                !sums->totals[t].guess && draft_is_total(&sums->totals[t], (enum draft_side)side);
    return sums->n_sideless > 0 || n[SIDE_DEBET] > n[SIDE_CREDIT] ? SIDE_DEBET : SIDE_CREDIT;
}

/* ---- sums and signs ---- */

static void add_amounts(struct adder *adder)
{
    struct draft *draft = adder->draft;
    enum sectie told = draft_sectie_told(sniff_here(draft, draft->of_word[WORD_SOORT]));
    adder->n_before++;
    for (size_t i = 0; i < draft->columns.n; i++) {
        struct sniff_column *column = &draft->items[i];
        column->overflow |= !money_add(column->total, column->amount, &column->total);
    }
    for (size_t a = 0; a < adder->draft->n_meant; a++) {
        struct money money;
        read_drafted(adder, a, SIDE_DEBET, &money);
        adder->overflow |= !money_add(adder->running[a], money, &adder->running[a]);
        if (told != SECTIE_COUNT)
            adder->overflow |= !money_add(adder->of[told][a], money, &adder->of[told][a]);
        money.cents *= told == SECTIE_COUNT ? 0 : sectie_effect(told);
        adder->overflow |= !money_add(adder->saldo[a], money, &adder->saldo[a]);
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
    struct text account = sniff_here(adder->draft, adder->draft->role[ROLE_REKENING]);
    if (account.n_bytes == 0)
        return;
    const char *letter = memchr("LB", account.bytes[0], 2);
    sums->n_accounts++;
    if (letter) {
        sums->n_letter[*letter == 'B']++;
        count_sign(&sums->secties[*letter == 'B' ? SECTIE_BATEN : SECTIE_LASTEN], effect);
    } else if (text_is_digit(account.bytes[0]) && !draft_is_category(account)) {
        size_t at = adder->draft->items[adder->draft->role[ROLE_REKENING]].n_zeros;
        char c = account.n_bytes > at ? account.bytes[at] : '0';
        struct draft_signs *digit = &sums->digits[text_is_digit(c) ? c - '0' : 0];
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
        *first = (struct seen_first){adder->line_no, text_kept(adder->draft->arena, beside)};
    } else if (!text_equal(first->beside, beside)) {
        lines[0] = first->line_no;
        lines[1] = adder->line_no;
    }
}

static void release_seen(struct seen *seen)
{
    memo_release(&seen->texts);
    free(seen->first);
}

/* A booking that stands under its contra account too. */
static void follow_contra(struct adder *adder, int64_t effect)
{
    struct draft *draft = adder->draft;
    struct text from = sniff_here(draft, draft->role[ROLE_REKENING]);
    struct text to = sniff_here(draft, draft->role[ROLE_CONTRA]);
    bool turned = text_natural(from, to) > 0;
    char key[128];
    if (from.n_bytes == 0 || to.n_bytes == 0 || text_equal(from, to) || effect == 0)
        return;
    snprintf(key, sizeof key, "%.*s;%.*s;%.*s;%" PRId64, TEXT_ARG(turned ? to : from),
             TEXT_ARG(turned ? from : to), TEXT_ARG(sniff_here(draft, draft->role[ROLE_BOEKSTUK])),
             turned ? -effect : effect);
    follow(adder, &adder->bookings, text_of(key), from, draft->mirrored);
}

/* The record's effect: that of the first amount. */
static void add_effect(struct adder *adder)
{
    struct draft *draft = adder->draft;
    struct draft_sums *sums = &draft->sums;
    struct money effect = {0};
    if (adder->draft->n_meant)
        read_drafted(adder, 0, SIDE_DEBET, &effect);
    struct money *side = effect.cents < 0 ? &sums->debet : &sums->credit;
    struct money size = {effect.cents < 0 ? -effect.cents : effect.cents};
    enum sectie told = draft_sectie_told(sniff_here(draft, draft->of_word[WORD_SOORT]));
    sums->unbalanced |= !money_add(*side, size, side);
    count_secties(adder, told, effect.cents);
    count_account(adder, told, effect.cents);
    follow_contra(adder, effect.cents);
    for (int r = 0; r < DRAFT_RESTARTS; r++)
        if (draft->of_word[draft_restart_words[r]] != NO_COLUMN)
            follow(adder, &adder->numbers[r], sniff_here(draft, draft->role[ROLE_BOEKSTUK]),
                   sniff_here(draft, draft->of_word[draft_restart_words[r]]), draft->recurring[r]);
}

/* ---- all records ---- */

static void add_record(struct adder *adder)
{
    struct draft_sums *sums = &adder->draft->sums;
    size_t flag = adder->draft->of_word[WORD_DC];
    struct draft_total *total = total_of(adder);
    if (flag != NO_COLUMN && is_empty(adder, flag))
        ++*(total ? &sums->n_sideless_totals : &sums->n_sideless);
    for (size_t t = 0; t < sums->n_totals && (!total || is_lacking(total)); t++)
        if (sums->totals[t].guess && is_told(adder, &sums->totals[t]))
            check_total(adder, &sums->totals[t], !total);
    if (total) {
        check_total(adder, total, false);
        return;
    }
    sniff_rows_follow(&adder->rows, adder->draft,
                      flag != NO_COLUMN && is_debet(adder, flag, sums->sideless));
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
    *adder = (struct adder){.draft = draft, .format = draft_amount_format(draft)};
    adder->levels.totals = new_totals(draft);
    draft_find_amounts(draft);
    sniff_rows_find(&adder->rows, draft);
    sniff_shape_start(&draft->bytes, &draft->shape, &records);
    while (sniff_records_next(&records, &record))
        if (sniff_columns_class(&draft->columns, &record) <= CLASS_LONG) {
            read_record(adder, &record);
            add_record(adder);
        }
    for (size_t t = 0; t < sums->n_totals; t++)
        end_group(adder, &sums->totals[t]);
    sums->sideless = judge_sideless(sums);
    for (int r = 0; r < DRAFT_RESTARTS; r++)
        release_seen(&adder->numbers[r]);
    release_seen(&adder->bookings);
}

/* The figures prove it: in two totals of several lines, above or below them, in the last line, or
 * in one of many. A total belongs to no boekstuk. */
static bool is_proven(const struct adder *adder, const struct draft_total *total)
{
    size_t n = total->found.n, n_above = total->found.n_above;
    bool is_last = n_above + 1 == adder->n_before || total->found.n_own < n;
    bool enough = n > 1 ? total->found.n_proofs > 1
                        : total->found.n_proofs && (is_last || is_lacking(total)) &&
                              (n_above >= ENOUGH_ABOVE || (is_last && total->found.n_full == 0));
    return total->guess && total->found.n_booked == 0 &&
           ((enough && total->found.agreeing[SIDE_DEBET].n_either == n) || draft_is_above(total));
}

/* A line that begins as a total, says as much as a booking and adds up to nothing, of a sectie
 * either, is a booking: "Total" is a name too. */
static bool is_booking(const struct draft_total *total)
{
    bool proven = (total->alone || total->found.n > 1 || total->found.n_above >= ENOUGH_ABOVE) &&
                  (draft_is_total(total, SIDE_DEBET) || draft_is_total(total, SIDE_CREDIT));
    return !proven && !draft_is_parted(total) && total->found.n == total->found.n_full;
}

/* Totals of totals in that column are what they are called, all of them. */
static bool are_levels(const struct draft_total *all, size_t n, size_t column)
{
    bool are = true;
    for (size_t t = 0; t < n; t++)
        are &= !all[t].level || all[t].column != column || draft_is_total(&all[t], SIDE_DEBET);
    return are;
}

/* Keeps those with a name, but for bookings, their levels in front, and the first guess that is
 * proven. Where some of its lines are totals of all and the others of a few, another guess may tell
 * those: it is kept for the next pass, and then comes in front. True when another pass will tell
 * more. */
static bool judge_totals(const struct adder *adder, struct draft_sums *sums, bool first)
{
    const size_t n_all = sums->n_totals;
    const struct draft_total *proven = NULL;
    const struct draft_sums *levels = &adder->levels;
    size_t n_added = 0, n_named = 0, n_grand = 0, n = 0;
    struct draft_total *all = memcpy(arena_alloc(adder->draft->arena, n_all * sizeof *all + 1),
                                     sums->totals, n_all * sizeof *all);
    for (size_t t = n_all; t-- > 0;) {
        proven = is_proven(adder, &all[t]) ? &all[t] : proven;
        n_named += !all[t].guess;
    }
    if (first && proven && !draft_is_total(proven, SIDE_DEBET) && !draft_is_above(proven))
        n_grand = proven->found.n - proven->found.agreeing[SIDE_DEBET].n_since;
    for (size_t t = 0; t < n_all; t++) {
        const bool is_total = draft_is_total(&all[t], SIDE_DEBET);
        all[t].saldo = !all[t].guess && !is_total && all[t].found.n_proofs &&
                       all[t].found.n_saldo * 2 > all[t].found.n;
        all[t].parted = !is_total && !all[t].saldo && all[t].found.n_parted == all[t].found.n &&
                        all[t].found.n_proofs > (all[t].found.n_above < ENOUGH_ABOVE);
        bool other = all[t].whole && !is_total && !all[t].saldo && !all[t].parted &&
                     sniff_matches(all[t].word, A_NAME_TOO);
        if (all[t].guess || is_lacking(&all[t]) || other ||
            (first && !all[t].saldo && is_booking(&all[t]) &&
             ((*all[t].word.bytes | ' ') < 'a' ||
              !draft_tells_post(adder->draft, all[t].column))) ||
            (all[t].level && !are_levels(all, n_all, all[t].column)))
            continue;
        for (size_t l = 0; first && !all[t].saldo && !all[t].parted && l < levels->n_totals; l++)
            if (levels->totals[l].column == all[t].column && n_all + n_added < DRAFT_MAX_TOTALS &&
                text_starts(levels->totals[l].word, all[t].word)) {
                sums->totals[n++] = levels->totals[l];
                n_added++;
            }
        sums->totals[n++] = all[t];
    }
    if (proven) {
        sums->totals[n] = *proven;
        sums->totals[n++].guess = false;
    }
    for (size_t t = 0; t < n_all; t++)
        if (is_lacking(&all[t]) && &all[t] != proven &&
            (!all[t].guess || (n_grand && all[t].found.n == n_grand)))
            sums->totals[n++] = all[t];
    sums->n_totals = n;
    return proven || n_added || n != n_named;
}

/* Once, and again when that showed which lines are totals, and totals of those. */
void draft_add_up(struct draft *draft)
{
    struct draft_sums *sums = &draft->sums;
    struct adder *adder = arena_alloc(draft->arena, sizeof *adder);
    sums->totals = new_totals(draft);
    find_candidates(draft);
    find_guesses(draft);
    pass_over(draft, adder);
    if (sniff_rows_take_letters(&adder->rows, draft))
        pass_over(draft, adder);
    bool changed = judge_totals(adder, sums, true);
    changed |= sniff_rows_judge(&adder->rows, draft);
    if (changed)
        pass_over(draft, adder);
    if (changed && judge_totals(adder, sums, false))
        pass_over(draft, adder);
    draft_find_amounts(draft);
    draft_find_down(draft, true);
}
