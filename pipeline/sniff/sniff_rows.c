#include "pipeline/sniff/sniff_rows.h"

#include "pipeline/base/text_list.h"
#include "pipeline/settings/stand.h"

#include <stdlib.h>
#include <string.h>

#define MIN_AMOUNTS    3  /* two parts and their sum */
#define MIN_PROOFS     2  /* lines that say so */
#define ENOUGH_LETTERS 12 /* fewer of a difference may all be on one side */

/* ---- what may be ---- */

/* The others are lasten and baten, all of them, and this one is neither. */
static bool may_be_saldo(const struct sniff_rows *rows, size_t k)
{
    bool plus = false, minus = false;
    for (size_t i = 0; i < rows->n; i++) {
        if ((i == k) != (rows->items[i].effect == 0))
            return false;
        plus |= rows->items[i].effect > 0;
        minus |= rows->items[i].effect < 0;
    }
    return plus && minus;
}

/* A year in the header of one and not of the other is no other year. */
static bool are_of_one_year(const struct sniff_row *a, const struct sniff_row *b)
{
    int year = sniff_year_in(a->column->header), other = sniff_year_in(b->column->header);
    return year == other || !year || !other;
}

/* What a row is of by its header: a stand, "" of a difference, or NULL. */
static const char *kind_of(const struct sniff_row *row)
{
    return sniff_header_differs(row->column->header) ? "" : sniff_stand_kind(row->column->header);
}

/* What was decided first, once, and changes of it. */
static bool may_be_changed(const struct sniff_rows *rows, size_t k, int8_t *factor)
{
    const char *kind = kind_of(&rows->items[k]);
    size_t n_primair = 0, n_changes = 0;
    for (size_t i = 0; i < rows->n; i++) {
        const char *of = kind_of(&rows->items[i]);
        bool primair = of && strcmp(of, STAND_PRIMAIR) == 0;
        if (i == k || !are_of_one_year(&rows->items[i], &rows->items[k]) ||
            !(primair || (of && strcmp(of, STAND_WIJZIGING) == 0)))
            continue;
        factor[i] = 1;
        n_primair += primair;
        n_changes += !primair;
    }
    return (!kind || strcmp(kind, STAND_NA_WIJZIGING) == 0) && n_primair == 1 && n_changes > 0;
}

/* "Restant": what the budget as it is now has more than was spent, and than was said to be. */
static bool may_be_left(const struct sniff_rows *rows, size_t k, int8_t *factor)
{
    const char *budgets[] = {STAND_NA_WIJZIGING, STAND_PRIMAIR};
    size_t budget = rows->n;
    for (size_t b = 0; b < 2; b++)
        for (size_t i = 0; i < rows->n && budget == rows->n; i++) {
            const char *of = kind_of(&rows->items[i]);
            budget = i != k && of && strcmp(of, budgets[b]) == 0 ? i : budget;
        }
    if (budget == rows->n || !sniff_header_differs(rows->items[k].column->header))
        return false;
    factor[budget] = 1;
    for (size_t i = 0; i < rows->n; i++) {
        const char *of = kind_of(&rows->items[i]);
        bool spent =
            !of || strcmp(of, STAND_REALISATIE) == 0 || strcmp(of, STAND_VERPLICHTING) == 0;
        if (i != k && spent)
            factor[i] = -1;
    }
    return true;
}

static void make_guesses(struct sniff_rows *rows, size_t k)
{
    struct row_guess *guesses = rows->items[k].guesses;
    for (size_t i = 0; i < rows->n; i++) {
        guesses[ROW_ALL].factor[i] = i != k;
        guesses[ROW_SALDO].factor[i] = (int8_t)rows->items[i].effect;
    }
    guesses[ROW_ALL].may_be = rows->n >= MIN_AMOUNTS;
    guesses[ROW_SALDO].may_be = may_be_saldo(rows, k);
    guesses[ROW_LEFT].may_be = may_be_left(rows, k, guesses[ROW_LEFT].factor);
    guesses[ROW_CHANGED].may_be = may_be_changed(rows, k, guesses[ROW_CHANGED].factor);
}

void sniff_rows_find(struct sniff_rows *rows, struct draft *draft)
{
    *rows = (struct sniff_rows){.boekstuk = {"", 0}, .letters = {.all = true, .besluit = {"", 0}}};
    rows->letters.may_be = draft->of_word[WORD_VN] != NO_COLUMN && draft->number.readable &&
                           draft->of_word[WORD_DC] == NO_COLUMN && !draft_has_pair(draft);
    for (size_t i = 0; i < draft->columns.n_plain && rows->n < PROFILE_MAX_AMOUNTS; i++) {
        struct sniff_column *column = &draft->items[i];
        if (column->type == TYPE_AMOUNT && !column->aside && draft_usable(draft, i))
            rows->items[rows->n++] = (struct sniff_row){
                .column = column,
                .effect = column->sectie == SECTIE_COUNT ? 0 : sectie_effect(column->sectie)};
    }
    for (size_t k = 0; k < rows->n; k++)
        make_guesses(rows, k);
}

/* ---- lines ---- */

static void follow_guess(const struct sniff_rows *rows, const struct sniff_row *row,
                         struct row_guess *guess)
{
    struct money sum = {0};
    size_t n_filled = 0;
    for (size_t i = 0; i < rows->n && guess->may_be; i++) {
        struct money here = rows->items[i].column->amount;
        here.cents *= guess->factor[i];
        guess->may_be &= money_add(sum, here, &sum);
        n_filled += here.cents != 0;
        guess->n_plus += here.cents != 0 && guess->factor[i] > 0;
        guess->n_minus += here.cents != 0 && guess->factor[i] < 0;
    }
    guess->n_proofs += n_filled > 1;
    guess->other[0] |= sum.cents != row->column->amount.cents;
    guess->other[1] |= sum.cents != -row->column->amount.cents;
    guess->other[2] |= llabs(sum.cents) != row->column->amount.cents;
}

/* Of amounts with different signs each side proves it. */
static bool holds(const struct sniff_row *row, enum row_sum sum, int turned)
{
    const struct row_guess *guess = &row->guesses[sum];
    return guess->may_be && !guess->other[turned] &&
           (guess->n_proofs >= MIN_PROOFS ||
            (guess->n_plus >= MIN_PROOFS && guess->n_minus >= MIN_PROOFS));
}

/* "baten - lasten", or the other way round: those that add to it in front. */
static const char *rest_of(const struct sniff_rows *rows, const struct sniff_row *row,
                           enum row_sum sum, struct draft *draft)
{
    struct text_list list = {.arena = draft->arena, .between = " "};
    static const char *const marks[] = {"+ ", "- "};
    const int turned = holds(row, sum, 0) ? 1 : holds(row, sum, 1) ? -1 : 0;
    for (int sign = 1; sign >= -1; sign -= 2)
        for (size_t i = 0; i < rows->n && turned; i++)
            if (row->guesses[sum].factor[i] * turned == sign)
                list_add(&list, "%s%s", sign < 0 || list.n ? marks[sign < 0] : "",
                         rows->items[i].column->name);
    return list_text(&list, NULL);
}

/* Amounts that are a budget with its changes: a sum of those, and no mutatie. */
static bool find_changed(struct sniff_rows *rows, struct draft *draft)
{
    bool any = false;
    for (size_t k = 0; k < rows->n; k++) {
        struct sniff_row *row = &rows->items[k];
        if (!holds(row, ROW_CHANGED, 0))
            continue;
        for (size_t i = 0; i < rows->n; i++)
            rows->items[i].column->is_summed |= row->guesses[ROW_CHANGED].factor[i] != 0;
        row->column->rest_of = rest_of(rows, row, ROW_CHANGED, draft);
        any = row->column->aside = true;
    }
    return any;
}

static void find_rests(const struct sniff_rows *rows, struct draft *draft)
{
    for (size_t k = 0; k < rows->n; k++) {
        const struct sniff_row *row = &rows->items[k];
        for (int sum = ROW_SALDO; sum <= ROW_LEFT && !row->column->rest_of; sum++)
            row->column->rest_of = rest_of(rows, row, sum, draft);
    }
}

/* Quarters, and behind them the year. True where a saldo, beside a V or an N, lacks its sign: no
 * mutatie. */
static bool find_row_total(const struct sniff_rows *rows, struct draft *draft)
{
    bool any = false;
    for (size_t k = 0; k < rows->n; k++) {
        const struct sniff_row *row = &rows->items[k];
        bool all = holds(row, ROW_ALL, 0), saldo = holds(row, ROW_SALDO, 0);
        if (row->column->aside)
            continue;
        if (all || saldo || holds(row, ROW_SALDO, 1)) {
            draft->row_total = row->column->index;
            draft->row_saldo = all ? 0 : saldo ? 1 : -1;
        } else if (holds(row, ROW_SALDO, 2)) {
            any = row->column->aside = true;
        }
    }
    return any;
}

/* ---- amounts that a package repeats in each line of a boekstuk: what it adds up to ---- */

static void end_boekstuk(struct sniff_rows *rows)
{
    for (size_t k = 0; k < rows->n && rows->n_of_boekstuk > 1; k++)
        for (size_t i = 0; i < rows->n; i++) {
            struct sniff_row *row = &rows->items[k];
            const struct sniff_row *of = &rows->items[i];
            uint64_t bit = i == k ? 0 : UINT64_C(1) << i;
            if (row->varies || (row->first.cents != of->sides[0].cents &&
                                row->first.cents != of->sides[1].cents)) {
                row->other |= bit;
            } else if (of->varies && row->first.cents != 0) {
                row->twice_proven |= row->proven & bit;
                row->proven |= bit;
            }
        }
    rows->n_of_boekstuk = 0;
}

static void follow_boekstuk(struct sniff_rows *rows, struct draft *draft, struct text number,
                            bool debet)
{
    if (number.n_bytes == 0 || rows->n < 2)
        return;
    if (!text_equal(number, rows->boekstuk)) {
        end_boekstuk(rows);
        rows->boekstuk = text_kept(draft->arena, number);
    }
    bool begins = rows->n_of_boekstuk++ == 0, flagged = draft->of_word[WORD_DC] != NO_COLUMN;
    for (size_t k = 0; k < rows->n; k++) {
        struct sniff_row *row = &rows->items[k];
        struct money amount = row->column->amount;
        struct money *side = &row->sides[flagged ? debet : amount.cents < 0];
        if (begins) {
            row->varies = false;
            row->first = amount;
            row->sides[0] = row->sides[1] = (struct money){0};
        }
        row->varies |= amount.cents != row->first.cents;
        row->varies |= !money_add(*side, amount, side);
    }
}

/* ---- V and N ---- */

static void end_besluit(struct sniff_letters *letters)
{
    for (int by = 0; by < 2; by++) {
        letters->n_closed[by] += letters->sums[by].cents == 0;
        letters->sums[by] = (struct money){0};
    }
}

static void follow_letters(struct sniff_letters *letters, struct draft *draft)
{
    struct text besluit = sniff_here(draft, draft->role[ROLE_BESLUIT]);
    enum sectie told = draft_sectie_told(sniff_here(draft, draft->of_word[WORD_SOORT]));
    if (besluit.n_bytes > 0 && !text_equal(besluit, letters->besluit)) {
        end_besluit(letters);
        letters->besluit = text_kept(draft->arena, besluit);
    }
    for (size_t a = 0, last = NO_COLUMN; a < draft->n_meant; a++) {
        const struct sniff_column *column = &draft->items[draft->amounts[a].plus];
        size_t flag = draft_flag_of(draft, column->index, draft->of_word[WORD_VN]);
        const char *side = sniff_flag_means(WORD_VN, draft->items[flag].here);
        enum sectie sectie = column->sectie == SECTIE_COUNT ? told : column->sectie;
        struct money by[2] = {column->amount, column->amount};
        if (column->amount.cents == 0)
            continue;
        letters->all &= side != NULL;
        letters->may_be &= column->amount.cents > 0 && flag != last;
        last = flag;
        by[0].cents *= side && *side == 'C' ? 1 : -1;
        by[1].cents *= sectie == SECTIE_COUNT ? 1 : sectie_effect(sectie);
        letters->n[by[1].cents > 0] += sectie != SECTIE_COUNT;
        letters->n_alike[by[1].cents > 0] += by[0].cents == by[1].cents;
        for (int i = 0; i < 2; i++)
            letters->may_be &= money_add(letters->sums[i], by[i], &letters->sums[i]);
    }
}

/* Of changes, unless more besluiten come out at nul without; others may be of a difference. */
bool sniff_rows_take_letters(struct sniff_rows *rows, struct draft *draft)
{
    struct sniff_letters *letters = &rows->letters;
    const size_t *n = letters->n, *n_alike = letters->n_alike;
    end_besluit(letters);
    bool take = draft_gives_changes(draft) && !draft_tells_stand(draft, STAND_REALISATIE)
                    ? letters->n_closed[0] + letters->all > letters->n_closed[1]
                    : letters->all && n[0] && n[1] && n[0] + n[1] >= ENOUGH_LETTERS &&
                          n_alike[0] * 5 >= n[0] * 4 && n_alike[1] * 5 >= n[1] * 4;
    if (letters->may_be && take)
        draft->of_word[WORD_DC] = draft->of_word[WORD_VN];
    return letters->may_be && take;
}

/* ---- the whole ---- */

void sniff_rows_follow(struct sniff_rows *rows, struct draft *draft, bool debet)
{
    for (size_t k = 0; k < rows->n; k++)
        for (int sum = 0; sum < ROW_SUMS; sum++)
            follow_guess(rows, &rows->items[k], &rows->items[k].guesses[sum]);
    follow_boekstuk(rows, draft, sniff_here(draft, draft->role[ROLE_BOEKSTUK]), debet);
    if (rows->letters.may_be)
        follow_letters(&rows->letters, draft);
}

bool sniff_rows_judge(struct sniff_rows *rows, struct draft *draft)
{
    bool changed = false;
    draft->row_total = NO_COLUMN;
    if (draft->number.readable && !draft_has_pair(draft)) {
        changed = draft->of_word[WORD_DC] == NO_COLUMN && find_changed(rows, draft);
        changed |= find_row_total(rows, draft);
        find_rests(rows, draft);
    }
    end_boekstuk(rows);
    for (size_t k = 0; k < rows->n; k++)
        if (rows->items[k].twice_proven & ~rows->items[k].other)
            changed = rows->items[k].column->aside = true;
    return changed || draft->row_total != NO_COLUMN;
}
