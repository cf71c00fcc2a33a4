#include "pipeline/sniff/sniff_rows.h"

#include "pipeline/base/text_list.h"

#include <stdlib.h>
#include <string.h>

#define MIN_PROOFS     2          /* lines in which a part is not nothing */
#define PRIME          2147483647 /* products of what is left by it fit in 64 bits */
#define ENOUGH_GROWN   8          /* lines in which by accident one is less; 3 of a short list */
#define ONE_TERM       50         /* of a year that is spread evenly a part may be a little more */
#define ENOUGH_LETTERS 12         /* fewer of a difference may all be on one side */

/* ---- what may be ---- */

static bool is_kind(const struct sniff_row *row, const char *kind)
{
    return row->kind && strcmp(row->kind, kind) == 0;
}

static bool is_budget(const struct sniff_row *row)
{
    return is_kind(row, STAND_PRIMAIR) || is_kind(row, STAND_NA_WIJZIGING);
}

static bool is_spent(const struct sniff_row *row)
{
    return is_kind(row, STAND_REALISATIE) || is_kind(row, STAND_VERPLICHTING);
}

/* What is left of a budget, by its header. */
static bool is_rest(const struct sniff_row *row)
{
    return sniff_header_differs(row->column->header) ||
           sniff_matches(row->column->header, "*beschikbaar* *saldo* *rest*budget* vrij resteert*");
}

/* The less a header says, the likelier it is a sum or a difference of others. */
static int doubt(const struct sniff_row *row)
{
    return is_rest(row) || sniff_matches(row->column->header, "*tota*") ? 3
           : !row->kind && row->effect == 0                             ? 2
                                            : is_kind(row, STAND_NA_WIJZIGING);
}

/* Of a header that says no stand it is that of the part before. */
static struct sniff_column *part_before(struct draft *draft, const struct sniff_column *column)
{
    const char *kind = sniff_stand_kind(column->header);
    for (struct sniff_column *c = &draft->items[column->index]; c-- > draft->items;) {
        const char *other = sniff_stand_kind(c->header);
        if (c->type == TYPE_AMOUNT && sniff_column_amounts(c) && c->sectie == column->sectie &&
            sniff_parts_differ(sniff_part_of(c->header), sniff_part_of(column->header)) &&
            sniff_year_in(c->header) == sniff_year_in(column->header) &&
            (!kind || (other && strcmp(kind, other) == 0)))
            return c;
    }
    return NULL;
}

void sniff_rows_find(struct sniff_rows *rows, struct draft *draft)
{
    *rows = (struct sniff_rows){.boekstuk = {"", 0}, .letters = {.all = true, .besluit = {"", 0}}};
    rows->letters.may_be = draft->of_word[WORD_VN] != NO_COLUMN && draft->number.readable &&
                           draft->of_word[WORD_DC] == NO_COLUMN && !draft_has_pair(draft);
    for (int level = 0; level < 4; level++)
        for (size_t i = 0; i < draft->columns.n_plain && rows->n < PROFILE_MAX_AMOUNTS; i++) {
            struct sniff_column *column = &draft->items[i];
            struct sniff_row row = {
                .column = column,
                .kind = column->sectie == SECTIE_COUNT &&
                                sniff_matches(column->header, SNIFF_TAKEN " " SNIFF_ADDED)
                            ? STAND_WIJZIGING
                            : sniff_stand_kind(column->header),
                .effect = column->sectie == SECTIE_COUNT ? 0 : sectie_effect(column->sectie)};
            if (column->type == TYPE_AMOUNT && !column->aside && draft_usable(draft, i) &&
                doubt(&row) == level)
                rows->items[rows->n++] = row;
        }
    size_t n_of[3] = {0}; /* of lasten, of neither, of baten */
    for (size_t i = 0; i < rows->n; i++) {
        struct sniff_column *column = rows->items[i].column;
        column->before = part_before(draft, column);
        column->n_more = column->n_less = 0;
        n_of[rows->items[i].effect + 1]++;
        rows->saldo = rows->items[i].effect ? rows->saldo : i;
    }
    if (!n_of[0] || n_of[1] != 1 || !n_of[2])
        rows->saldo = rows->n;
}

/* ---- lines ---- */

/* A line without what it has in a column where the other one has something. */
static void reduce(const struct sniff_rows *rows, uint64_t *line, const uint64_t *other, size_t at)
{
    const uint64_t times = PRIME - line[at];
    for (size_t i = 0; i < rows->n && times != PRIME; i++)
        line[i] = (line[i] * other[at] + times * other[i]) % PRIME;
}

/* Of a year that is spread evenly a part may be a little more. */
static void compare_parts(struct sniff_column *column, int64_t cents, int64_t before)
{
    const int64_t more = llabs(cents) - llabs(before);
    const bool other = cents && before && (cents < 0) != (before < 0);
    column->n_less += other || more < -llabs(before) / ONE_TERM;
    column->n_more += !other && more > llabs(cents) / ONE_TERM;
}

static void follow_line(struct sniff_rows *rows)
{
    uint64_t *line = rows->basis[rows->rank];
    struct money saldo = {0};
    size_t at = 0;
    for (size_t i = 0; i < rows->n; i++) {
        struct sniff_column *column = rows->items[i].column;
        const int64_t cents = column->amount.cents;
        line[i] = (uint64_t)((cents % PRIME + PRIME) % PRIME);
        rows->items[i].n_filled += cents != 0;
        if (column->before)
            compare_parts(column, cents, column->before->amount.cents);
        rows->other_saldo |=
            !money_add(saldo, (struct money){cents * rows->items[i].effect}, &saldo);
    }
    rows->other_saldo |= rows->saldo < rows->n &&
                         llabs(saldo.cents) != rows->items[rows->saldo].column->amount.cents;
    for (size_t r = 0; r < rows->rank; r++)
        reduce(rows, line, rows->basis[r], rows->pivot[r]);
    while (at < rows->n && line[at] == 0)
        at++;
    if (at == rows->n)
        return;
    for (size_t r = 0; r < rows->rank; r++)
        reduce(rows, rows->basis[r], line, at);
    rows->pivot[rows->rank++] = at;
}

/* ---- what is a sum of others ---- */

/* Of amounts with these signs nothing is left in any line, and three of them are something. */
static bool is_nothing(const struct sniff_rows *rows, const int8_t *factor)
{
    size_t n = 0;
    for (size_t i = 0; i < rows->n; i++)
        n += factor[i] && rows->items[i].n_filled >= MIN_PROOFS;
    for (size_t r = 0; r < rows->rank && n > 2; r++) {
        uint64_t sum = 0;
        for (size_t i = 0; i < rows->n; i++)
            sum += factor[i] < 0 ? PRIME - rows->basis[r][i] : factor[i] ? rows->basis[r][i] : 0;
        n = sum % PRIME ? 0 : n;
    }
    return n > 2;
}

/* What an amount is of those that say more; where the same stands in it that another is, that. */
static bool find_factors(struct sniff_rows *rows, size_t k)
{
    int8_t *factor = rows->items[k].factor;
    factor[k] = -1;
    for (size_t r = 0; r < rows->rank; r++) {
        const uint64_t of = rows->basis[r][rows->pivot[r]], here = rows->basis[r][k];
        if (rows->pivot[r] != k)
            factor[rows->pivot[r]] = here + of == PRIME ? -1 : here == of;
    }
    if (!is_nothing(rows, factor))
        memset(factor, 0, sizeof rows->items[k].factor);
    for (size_t o = 0; o < k; o++)
        for (int8_t sign = -1; sign <= 1; sign += 2) {
            const int8_t *other = rows->items[o].factor;
            bool has = other[o] != 0;
            for (size_t i = 0; i < rows->n; i++)
                has &= i == o || !other[i] || factor[i] == sign * other[i];
            for (size_t i = 0; i < rows->n && has; i++)
                factor[i] = (int8_t)(factor[i] - sign * other[i]);
        }
    return factor[k] != 0;
}

/* "baten - lasten": those that add to it in front. */
static const char *rest_of(const struct sniff_rows *rows, const struct sniff_row *row,
                           struct draft *draft)
{
    struct text_list list = {.arena = draft->arena, .between = " "};
    static const char *const marks[] = {"+ ", "- "};
    for (int sign = 1; sign >= -1; sign -= 2)
        for (size_t i = 0; i < rows->n; i++)
            if (row->factor[i] == sign && &rows->items[i] != row)
                list_add(&list, "%s%s", sign < 0 || list.n ? marks[sign < 0] : "",
                         rows->items[i].column->name);
    return list_text(&list, NULL);
}

/* A year in the header of one and not of the other is no other year. */
static bool are_of_one_year(const struct sniff_row *a, const struct sniff_row *b)
{
    int year = sniff_year_in(a->column->header), other = sniff_year_in(b->column->header);
    return year == other || !year || !other;
}

/* Besluiten with what there was, what they change and what there is then: whatever these are
 * called, only the change counts. */
static bool take_change(struct sniff_rows *rows, struct sniff_row *row, struct draft *draft)
{
    struct sniff_row *sum = NULL, *parts[2];
    int side = 0, n = 0;
    bool alike = true;
    for (size_t i = 0; i < rows->n; i++)
        side += row->factor[i];
    for (size_t i = 0; i < rows->n; i++) {
        struct sniff_row *item = &rows->items[i];
        if (!row->factor[i])
            continue;
        alike &= item->effect == row->effect && are_of_one_year(item, row) && !is_spent(item) &&
                 item->column->word != WORD_IS;
        if (row->factor[i] == -side && !sum)
            sum = item;
        else if (n++ < 2)
            parts[n - 1] = item;
    }
    if (!alike || !sum || n != 2 || !are_of_one_year(parts[0], parts[1]) ||
        !are_of_one_year(sum, parts[0]) || !are_of_one_year(sum, parts[1]) ||
        (is_kind(parts[0], STAND_WIJZIGING) && is_kind(parts[1], STAND_WIJZIGING)))
        return false;
    const bool first = is_kind(parts[0], STAND_WIJZIGING) ||
                       sniff_matches(parts[0]->column->header, "mutatie* bijaf*");
    struct sniff_row *change = parts[!first], *old = parts[first];
    const bool listed = draft->of_word[WORD_BESLUIT] != NO_COLUMN ||
                        (strcmp(draft_example_kind(draft), STAND_WIJZIGING) == 0 &&
                         !sniff_matches(old->column->header, "*primiti* *oorspronk*"));
    const bool filled =
        doubt(sum) < 3 && old->n_filled * 2 > sum->n_filled && change->n_filled * 2 > sum->n_filled;
    if (listed ? !is_budget(old) && !is_budget(sum) && !filled
               : change->kind || !is_budget(old) || !is_budget(sum) || is_rest(old) ||
                     old->column > sum->column)
        return false;
    change->column->stand = STAND_WIJZIGING;
    old->column->aside = listed;
    sum->column->aside = true;
    sum->column->rest_of =
        arena_printf(draft->arena, "%s + %s", old->column->name, change->column->name);
    return true;
}

/* What parts of different kinds, or changes, add up to, or what is left of some, is no mutatie;
 * those parts are meant together. */
static bool take_sum(struct sniff_rows *rows, struct sniff_row *row, struct draft *draft)
{
    const struct sniff_row *first = NULL;
    const bool saldo = row == &rows->items[rows->saldo], rest = saldo || is_rest(row);
    bool known = true, any = false, differ = false, whole = true, spent = false;
    int side = !rest;  /* of what is nothing yet, and will belong to it */
    size_t n_open = 0; /* of what is left, the parts of which one may be what was spent */
    for (size_t i = 0; i < rows->n; i++) {
        const struct sniff_row *part = &rows->items[i];
        if (part == row || !row->factor[i])
            continue;
        const bool told = part->kind || part->effect;
        first = first ? first : part;
        any |= told;
        known &= told && are_of_one_year(row, part) &&
                 (is_kind(part, STAND_WIJZIGING) ? !is_spent(row) : row->factor[i] > 0);
        differ |= part->effect != first->effect || is_kind(part, STAND_WIJZIGING) ||
                  (part->kind && !is_kind(first, part->kind));
        side = rest && is_budget(part) ? -row->factor[i] : side;
        n_open += !part->kind + 2 * is_kind(part, STAND_REALISATIE);
        draft->row_saldo = saldo ? row->factor[i] * part->effect : draft->row_saldo;
    }
    if (rest ? !any : !known || !differ)
        return false;
    for (size_t i = 0; i < rows->n; i++) {
        struct sniff_row *part = &rows->items[i];
        if (part->n_filled == 0 && (rest ? is_spent(part) : is_kind(part, STAND_WIJZIGING)))
            row->factor[i] = (int8_t)side;
        if (n_open == 1 && rest && side && part != row && row->factor[i] == side && !part->kind) {
            part->column->stand = STAND_REALISATIE;
            spent = true;
        }
        part->column->is_summed |= row->factor[i] && !rest;
        if (row->factor[i] && !rest && is_kind(part, STAND_WIJZIGING)) {
            part->column->stand = STAND_WIJZIGING;
            part->column->is_signed = row->factor[i] > 0;
        }
        whole &= part->n_filled > 0 || row->factor[i];
    }
    row->column->aside = !sniff_header_differs(row->column->header);
    row->column->rest_of = whole ? rest_of(rows, row, draft) : NULL;
    return row->column->aside || spent;
}

/* Quarters, and behind them the year. What is left of an amount is no part of it, nor what another
 * header calls another stand. */
static void judge_total(struct sniff_rows *rows, struct draft *draft)
{
    for (size_t k = 0; k < rows->n && draft->row_total == NO_COLUMN; k++) {
        struct sniff_row *row = &rows->items[k];
        bool alike = !row->column->aside && !is_rest(row);
        const bool named = rows->n > 3 || /* a is c + b, too, where c is what is left of it */
                           sniff_matches(row->column->header, "*tota* *saldo* *bedrag*");
        for (size_t i = 0; i < rows->n; i++) {
            const struct sniff_row *part = &rows->items[i];
            row->factor[i] = i == k ? -1 : !part->column->aside && !is_rest(part);
            alike &= !row->factor[i] || i == k || sniff_part_of(part->column->header) ||
                     (row->kind ? part->kind && is_kind(part, row->kind) : named || part->effect);
        }
        if (alike && is_nothing(rows, row->factor))
            draft->row_total = row->column->index;
    }
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
    follow_line(rows);
    follow_boekstuk(rows, draft, sniff_here(draft, draft->role[ROLE_BOEKSTUK]), debet);
    if (rows->letters.may_be)
        follow_letters(&rows->letters, draft);
}

/* Parts are up to a date when each is more than the one before it in time, but for a line in so
 * many; one that is not there yet, nothing or the one before once more, goes with it. */
static void judge_parts(struct draft *draft)
{
    for (size_t i = 0; i < draft->columns.n_plain; i++) {
        struct sniff_column *c = &draft->items[i], *b = c->before;
        const bool back = b && sniff_part_of(c->header) < sniff_part_of(b->header);
        const size_t n = sniff_column_amounts(c), n_more = back ? c->n_less : c->n_more,
                     n_less = back ? c->n_more : c->n_less;
        const bool still = n == 0 || (n_more + n_less) * 20 <= n,
                   up = n_more > (n_more * 2 > n ? 2 : ENOUGH_GROWN - 1) && n_less * 5 <= n_more;
        c->grows = b && (b->grows ? still || up : up && !b->before);
        for (; b && !c->grows; b = b->before)
            b->grows = false;
    }
}

bool sniff_rows_judge(struct sniff_rows *rows, struct draft *draft)
{
    bool changed = false;
    draft->row_total = NO_COLUMN;
    if (draft->number.readable && !draft_has_pair(draft)) {
        for (size_t k = 0; k < rows->n && draft->of_word[WORD_DC] == NO_COLUMN; k++)
            if (!rows->items[k].column->aside && find_factors(rows, k))
                changed |= take_change(rows, &rows->items[k], draft) ||
                           take_sum(rows, &rows->items[k], draft);
        if (rows->saldo < rows->n && !rows->other_saldo)
            changed = rows->items[rows->saldo].column->aside = true;
        judge_total(rows, draft);
    }
    judge_parts(draft);
    end_boekstuk(rows);
    for (size_t k = 0; k < rows->n; k++)
        if (rows->items[k].twice_proven & ~rows->items[k].other)
            changed = rows->items[k].column->aside = true;
    return changed || draft->row_total != NO_COLUMN;
}
