/* [sectie] and [buiten_scope]. */
#include "pipeline/base/text_list.h"
#include "pipeline/sniff/sniff_draft.h"

#include <string.h>

#define MAX_WIDTH 12 /* of an account in a range */

/* ---- reserves and balance by taakveld ---- */

static bool is_reserves(struct text value)
{
    return text_is(value, "0.10");
}

static bool is_balance(struct text value)
{
    return value.n_bytes >= 3 && (value.bytes[0] == 'A' || value.bytes[0] == 'P') &&
           value.bytes[1] >= '1' && value.bytes[1] <= '3' && value.bytes[2] >= '1' &&
           value.bytes[2] <= '9';
}

/* The column of taakvelden when it has 0.10, Mutaties reserves, or codes such as A213 of the
 * balance; else NULL. */
static const struct sniff_column *taakveld_with(const struct draft *draft,
                                                bool (*is_it)(struct text))
{
    size_t index = draft->of_word[WORD_PRODUCT];
    const struct sniff_column *column = index == NO_COLUMN ? NULL : &draft->items[index];
    for (size_t i = 0; column && i < column->distinct.n; i++)
        if (is_it(column->distinct.texts[i]))
            return column;
    return NULL;
}

static void print_reserves(struct draft *draft, const char *lasten, const char *baten)
{
    const struct sniff_column *taakveld = taakveld_with(draft, is_reserves);
    if (!taakveld)
        return;
    say_check(draft, "0.10 is in de indeling van Iv3 Mutaties reserves");
    if (lasten)
        say_line(draft, "stortingen = %s: 0.10 & %s", taakveld->name, lasten);
    if (baten)
        say_line(draft, "onttrekkingen = %s: 0.10 & %s", taakveld->name, baten);
}

/* ---- [sectie] by a flag ---- */

/* "soort: L, U", or NULL when no value says so. */
static const char *flag_rule(struct draft *draft, const struct sniff_column *column,
                             enum sectie sectie)
{
    struct text_list list = {.arena = draft->arena};
    for (size_t i = 0; i < column->distinct.n; i++) {
        const char *means = sniff_flag_means(WORD_SOORT, column->distinct.texts[i]);
        if (means && strcmp(means, sectie_name(sectie)) == 0)
            list_add(&list, "%s", draft_rule_text(draft, column->distinct.texts[i]));
    }
    return list.n ? arena_printf(draft->arena, "%s: %s", column->name, list_text(&list, "")) : NULL;
}

static bool has_meaning(struct draft *draft, const struct sniff_column *column)
{
    bool has = false;
    for (int s = 0; s < SECTIE_COUNT; s++)
        has |= flag_rule(draft, column, (enum sectie)s) != NULL;
    return has;
}

static void print_by_flag(struct draft *draft, const struct sniff_column *column)
{
    say_check(draft, "de waarden van %s zeggen het", column->name);
    print_reserves(draft, flag_rule(draft, column, SECTIE_LASTEN),
                   flag_rule(draft, column, SECTIE_BATEN));
    for (int sectie = 0; sectie < SECTIE_COUNT; sectie++) {
        const char *rule = flag_rule(draft, column, (enum sectie)sectie);
        if (rule)
            say_line(draft, "%s = %s", sectie_name((enum sectie)sectie), rule);
    }
}

/* ---- [sectie] by account ---- */

/* "400000-499999" when all accounts are digits of one length, else "4*". */
static const char *account_range(struct draft *draft, const struct sniff_column *column,
                                 const char *front)
{
    size_t width = column->longest, n_front = strlen(front);
    bool even = column->shortest == width && column->n[KIND_DIGITS] == column->n_filled &&
                width > n_front && width <= MAX_WIDTH;
    if (!even)
        return arena_printf(draft->arena, "%s*", front);
    return arena_printf(draft->arena, "%s%0*d-%s%.*s", front, (int)(width - n_front), 0, front,
                        (int)(width - n_front), "999999999999");
}

/* "L3.5.1" and "B3.5.1": categories as municipalities report them. */
static bool begins_with_sectie(const struct draft_sums *sums)
{
    return sums->n_lasten > 0 && sums->n_baten > 0 &&
           (sums->n_lasten + sums->n_baten) * 20 >= sums->n_accounts * 17;
}

static void print_by_letter(struct draft *draft, const struct sniff_column *column)
{
    const struct draft_sums *sums = &draft->sums;
    size_t n_others = sums->n_accounts - sums->n_lasten - sums->n_baten;
    say_check(draft, "%s begint met L (%s regels) of B (%s regels)%s", column->name,
              draft_count(draft, sums->n_lasten), draft_count(draft, sums->n_baten),
              n_others ? arena_printf(draft->arena, ", of met iets anders (%s regels)",
                                      draft_count(draft, n_others))
                       : "");
    print_reserves(draft, arena_printf(draft->arena, "%s: L*", column->name),
                   arena_printf(draft->arena, "%s: B*", column->name));
    say_line(draft, "lasten = %s: L*", column->name);
    say_line(draft, "baten = %s: B*", column->name);
}

/* 4 and 8 as is usual; where neither occurs the two that occur most. */
static void likely_digits(const struct draft_sums *sums, int *lasten, int *baten)
{
    int most = -1, second = -1;
    for (int digit = 9; digit >= 0; digit--) {
        size_t n = sums->n_lines[digit];
        if (n && (most < 0 || n > sums->n_lines[most])) {
            second = most;
            most = digit;
        } else if (n && (second < 0 || n > sums->n_lines[second])) {
            second = digit;
        }
    }
    bool usual = sums->n_lines[4] || sums->n_lines[8] || most < 0;
    *lasten = usual ? 4 : most;
    *baten = usual || second < 0 ? 8 : second;
}

static bool has_account(const struct sniff_column *column, const char *front)
{
    const struct memo *distinct = &column->distinct;
    size_t n = strlen(front);
    for (size_t i = 0; i < distinct->n; i++)
        if (distinct->texts[i].n_bytes > n && memcmp(distinct->texts[i].bytes, front, n) == 0)
            return true;
    return false;
}

/* By their names or taakveld; else where they usually are. */
static void print_reserve_accounts(struct draft *draft, const struct sniff_column *column,
                                   const char *lasten, const char *baten)
{
    static const struct {
        enum sectie sectie;
        const char *front;
    } usual[] = {{SECTIE_STORTINGEN, "71"}, {SECTIE_ONTTREKKINGEN, "72"}};
    bool named = draft->reserves[SECTIE_STORTINGEN] || draft->reserves[SECTIE_ONTTREKKINGEN];
    if (taakveld_with(draft, is_reserves)) {
        print_reserves(draft, arena_printf(draft->arena, "%s: %s", column->name, lasten),
                       arena_printf(draft->arena, "%s: %s", column->name, baten));
        return;
    }
    if (named)
        say_check(draft, "rekeningen die reserves in hun naam hebben");
    for (size_t i = 0; i < 2; i++) {
        const char *name = sectie_name(usual[i].sectie);
        if (draft->reserves[usual[i].sectie])
            say_line(draft, "%s = %s: %s", name, column->name, draft->reserves[usual[i].sectie]);
        else if (!named)
            draft_say(draft, draft_option(draft, has_account(column, usual[i].front)),
                      "%s = %s: %s", name, column->name,
                      account_range(draft, column, usual[i].front));
    }
}

static void print_by_account(struct draft *draft, const struct sniff_column *column)
{
    int lasten, baten;
    char digit_text[2] = "0";
    likely_digits(&draft->sums, &lasten, &baten);
    for (int digit = 0; digit < 10; digit++)
        if (draft->sums.n_lines[digit])
            say_note(draft, "%s met %d vooraan: %s regels", column->name, digit,
                     draft_count(draft, draft->sums.n_lines[digit]));
    say_note(draft, "de eerste regel die past, geldt");
    digit_text[0] = (char)('0' + lasten);
    const char *of_lasten = account_range(draft, column, digit_text);
    digit_text[0] = (char)('0' + baten);
    const char *of_baten = account_range(draft, column, digit_text);
    print_reserve_accounts(draft, column, of_lasten, of_baten);
    say_fill(draft, "lasten = %s: %s", column->name, of_lasten);
    say_fill(draft, "baten = %s: %s", column->name, of_baten);
}

/* ---- [sectie] by amount ---- */

static bool is_of(const struct draft *draft, size_t column, enum sectie sectie)
{
    const char *name = sniff_header_sectie(draft->items[column].header);
    return name && draft->items[column].type == TYPE_AMOUNT && draft_usable(draft, column) &&
           strcmp(name, sectie_name(sectie)) == 0;
}

/* An amount of the sectie that [bedragen] reads, not one that could be read as well. */
static bool is_meant(struct draft *draft, enum sectie sectie)
{
    struct draft_amount amounts[PROFILE_MAX_AMOUNTS];
    size_t n = 0;
    for (draft_list_amounts(draft, amounts, &n); n > 0; n--)
        if (is_of(draft, amounts[n - 1].plus, sectie))
            return true;
    return false;
}

static bool has_two_sides(struct draft *draft)
{
    bool found[SECTIE_COUNT] = {false}, meant = false;
    for (int s = 0; s < SECTIE_COUNT && !draft_has_pair(draft); s++) {
        for (size_t i = 0; i < draft->columns.n; i++)
            found[s] |= is_of(draft, i, (enum sectie)s);
        meant |= is_meant(draft, (enum sectie)s);
    }
    return found[SECTIE_LASTEN] && found[SECTIE_BATEN] && meant;
}

/* Lasten and baten side by side: which amount it is tells. */
static void print_by_amount(struct draft *draft)
{
    const char *rules[SECTIE_COUNT];
    say_check(draft, "de koppen van de bedragen zeggen het");
    for (int s = 0; s < SECTIE_COUNT; s++) {
        struct text_list list = {.arena = draft->arena};
        for (size_t i = 0; i < draft->columns.n; i++)
            if (is_of(draft, i, (enum sectie)s))
                list_add(&list, "%s%s", list.n ? "" : "bedragkolom: ", draft->items[i].name);
        rules[s] = list_text(&list, NULL);
    }
    print_reserves(draft, rules[SECTIE_LASTEN], rules[SECTIE_BATEN]);
    for (int s = 0; s < SECTIE_COUNT; s++)
        if (rules[s])
            draft_say(draft, is_meant(draft, (enum sectie)s) ? SAY_LINE : SAY_OR, "%s = %s",
                      sectie_name((enum sectie)s), rules[s]);
}

/* Codes that no header speaks of and that are no key: perhaps the account. */
static const char *likely_account(const struct draft *draft)
{
    size_t first = NO_COLUMN, best = NO_COLUMN, keys[DRAFT_MAX_KEYS];
    draft_list_keys(draft, keys);
    for (size_t i = draft->columns.n; i-- > 0;) {
        first = draft_usable(draft, i) ? i : first;
        best = draft_may_be_key(draft, i, WORD_NONE) && i != keys[0] ? i : best;
    }
    return draft_name(draft, best != NO_COLUMN ? best : first);
}

static void print_secties(struct draft *draft)
{
    size_t flag = draft->of_word[WORD_SOORT], rekening = draft->role[ROLE_REKENING];
    draft_section(draft, "sectie");
    if (flag != NO_COLUMN && has_meaning(draft, &draft->items[flag])) {
        print_by_flag(draft, &draft->items[flag]);
    } else if (has_two_sides(draft)) {
        print_by_amount(draft);
    } else if (rekening != NO_COLUMN && begins_with_sectie(&draft->sums)) {
        print_by_letter(draft, &draft->items[rekening]);
    } else if (rekening != NO_COLUMN) {
        print_by_account(draft, &draft->items[rekening]);
    } else {
        say_note(
            draft,
            "waaraan is een last of een bate te zien? Een regel is <kolom>: <waarden>, of altijd");
        say_fill(draft, "lasten = %s: " DRAFT_UNKNOWN, likely_account(draft));
        say_or(draft, "lasten = altijd");
        say_or(draft, "baten = altijd");
        draft->sectie_unknown = true;
    }
}

/* ---- [buiten_scope] ---- */

/* Accounts of the balance: with less than a 4 in front. */
static const char *balance_accounts(struct draft *draft)
{
    struct text_list list = {.arena = draft->arena};
    int lasten, baten;
    likely_digits(&draft->sums, &lasten, &baten);
    for (int digit = 0; digit < 4 && draft->role[ROLE_REKENING] != NO_COLUMN; digit++)
        if (draft->sums.n_lines[digit] && digit != lasten && digit != baten)
            list_add(&list, "%d*", digit);
    return list_text(&list, NULL);
}

/* A status, a model, a currency: perhaps only the lines with one value count, the one that occurs
 * most. */
static void print_choice(struct draft *draft, const struct sniff_column *column)
{
    size_t most = 0;
    if ((column->word != WORD_STATUS && column->word != WORD_VALUTA) || column->type != TYPE_FLAG ||
        column->distinct.n < 2 || !draft_usable(draft, column->index))
        return;
    for (size_t i = 1; i < column->distinct.n; i++)
        most = column->n_flag[i] > column->n_flag[most] ? i : most;
    say_check(draft, "tellen alleen de regels met een waarde van %s?", column->name);
    say_option(draft, "andere %s = %s: niet %s", column->name, column->name,
               draft_rule_text(draft, column->distinct.texts[most]));
}

static void print_scope(struct draft *draft)
{
    const char *accounts = balance_accounts(draft);
    const struct sniff_column *taakveld = taakveld_with(draft, is_balance);
    draft_section(draft, "buiten_scope");
    if (accounts)
        draft_say(draft, draft_option(draft, true), "balansrekening = %s: %s",
                  draft->items[draft->role[ROLE_REKENING]].name, accounts);
    if (taakveld) {
        say_check(draft, "A en P met een getal zijn in de indeling van Iv3 balansposten");
        say_line(draft, "balanspost = %s: A*, P*", taakveld->name);
    }
    for (size_t i = 0; i < draft->columns.n; i++)
        print_choice(draft, &draft->items[i]);
}

void draft_print_rules(struct draft *draft)
{
    print_secties(draft);
    print_scope(draft);
}
