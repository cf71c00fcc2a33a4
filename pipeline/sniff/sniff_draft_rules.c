/* [sectie] and [buiten_scope]. */
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/sniff/sniff_draft.h"

#include <string.h>

#define MAX_WIDTH 12 /* of an account in a range */
#define ALL_LINES "altijd"
#define OF_LASTEN "*lasten* *uitgaven* *kosten*"
#define OF_BATEN  "*baten* *inkomsten* *ontvangsten* *opbrengsten*"

/* ---- secties by name ---- */

enum sectie draft_sectie_called(const char *name)
{
    int s = 0;
    while (s < SECTIE_COUNT && (!name || strcmp(name, sectie_name((enum sectie)s)) != 0))
        s++;
    return (enum sectie)s;
}

enum sectie draft_sectie_of_file(const struct draft *draft)
{
    const struct text name = text_of(path_name(draft->path));
    const bool lasten = sniff_matches(name, OF_LASTEN), baten = sniff_matches(name, OF_BATEN);
    const size_t account = draft->role[ROLE_REKENING];
    bool told = (account != NO_COLUMN && !draft->items[account].guessed) ||
                draft->of_word[WORD_SOORT] != NO_COLUMN || draft_has_sides(draft);
    return told || lasten == baten ? SECTIE_COUNT : lasten ? SECTIE_LASTEN : SECTIE_BATEN;
}

/* In front of all accounts. */
static const char *zeros_of(struct draft *draft)
{
    size_t account = draft->role[ROLE_REKENING];
    int n = account == NO_COLUMN ? 0 : (int)draft->items[account].n_zeros;
    return arena_printf(draft->arena, "%0*d", n + 1, 0) + 1;
}

/* ---- reserves and balance by taakveld ---- */

static bool is_reserves(struct text value)
{
    return text_is(value, "0.10");
}

/* A code of two digits behind the point that Iv3 has not: its programma 0 goes to 0.11, with 0.61
 * to 0.64, and no other ends in a 0. 0.12, 0.20, 1.10 are products of one's own. */
static bool is_own(struct text value)
{
    const char *at = value.bytes;
    return value.n_bytes == 4 && at[1] == '.' &&
           (at[0] == '0' && at[2] == '1' ? at[3] > '1'
                                         : at[3] == '0' && (at[0] != '0' || at[2] != '6'));
}

/* 0.6, and 0.41, which may be half of 0.4. */
static bool may_be_own(struct text value)
{
    const char *at = value.bytes;
    return text_is(value, "0.6") ||
           (value.n_bytes == 4 && at[0] == '0' && at[1] == '.' && at[2] != '1' && at[2] != '6');
}

static bool is_balance(struct text value)
{
    return value.n_bytes >= 3 && (value.bytes[0] == 'A' || value.bytes[0] == 'P') &&
           value.bytes[1] >= '1' && value.bytes[1] <= '3' && value.bytes[2] >= '1' &&
           value.bytes[2] <= '9';
}

static bool is_taakveld(struct text value)
{
    return value.n_bytes > 0 && text_is_digit(value.bytes[0]);
}

static bool has_value(const struct sniff_column *column, bool (*is_it)(struct text))
{
    bool has = false;
    for (size_t i = 0; column && i < column->distinct.n; i++)
        has |= is_it(column->distinct.texts[i]);
    return has;
}

static bool is_named_so(const struct sniff_column *column)
{
    return sniff_matches(column->header, "*taakveld*");
}

/* The column of taakvelden, or part of one, that has 0.10, Mutaties reserves; else NULL. */
static const struct sniff_column *with_reserves(const struct draft *draft)
{
    for (const struct sniff_column *c = draft->items; c < draft->items + draft->columns.n; c++)
        if ((sniff_word_of(c->header) == WORD_PRODUCT || sniff_column_is_iv3(c)) &&
            has_value(c, is_reserves) && (is_named_so(c) || !has_value(c, is_own)))
            return c;
    return NULL;
}

/* ---- what tells secties: a rule for each, and whether it is sure ---- */

struct secties {
    const char *rules[SECTIE_COUNT];     /* "soort: L, U"; NULL: none */
    enum draft_mark marks[SECTIE_COUNT]; /* SAY_LINE unless another one is said; SAY_CHECK: that
                                            above a line */
};

/* One file of two. */
static bool by_file(struct draft *draft, struct secties *secties)
{
    if (!draft->has_counterpart)
        return false;
    const enum sectie sectie = draft_sectie_of_file(draft);
    secties->rules[sectie] = ALL_LINES;
    secties->marks[sectie] = SAY_FILL;
    say_note(draft, "zo heet het bestand, en een ander met dezelfde kop heet naar de andere kant");
    return true;
}

/* A column whose values say it. */
static bool by_flag(struct draft *draft, struct secties *secties)
{
    size_t flag = draft->of_word[WORD_SOORT];
    const struct sniff_column *column = &draft->items[flag == NO_COLUMN ? 0 : flag];
    bool any = false;
    for (int s = 0; s < SECTIE_COUNT && flag != NO_COLUMN; s++) {
        struct text_list list = {.arena = draft->arena};
        for (size_t i = 0; i < column->distinct.n; i++)
            if (draft_sectie_told(column->distinct.texts[i]) == (enum sectie)s)
                list_add(&list, "%s", draft_rule_text(draft, column->distinct.texts[i]));
        any |= list.n > 0;
        if (list.n)
            secties->rules[s] =
                arena_printf(draft->arena, "%s: %s", column->name, list_text(&list, ""));
    }
    if (any)
        say_check(draft, "de waarden van %s zeggen het", column->name);
    return any;
}

/* Lasten and baten side by side: which amount it is tells. One that [bedragen] could read as well
 * is another possibility. */
static bool by_amount(struct draft *draft, struct secties *secties)
{
    bool any_meant = false;
    for (int s = 0; s < SECTIE_COUNT; s++) {
        struct text_list list = {.arena = draft->arena};
        bool meant = false;
        for (size_t i = 0; i < draft->n_amounts; i++)
            if (draft->items[draft->amounts[i].plus].sectie == (enum sectie)s) {
                list_add(&list, "%s%s", list.n ? "" : "bedragkolom: ",
                         sniff_rule_text(draft->arena, draft->amounts[i].text));
                meant |= i < draft->n_meant;
            }
        any_meant |= meant;
        secties->rules[s] = list_text(&list, NULL);
        secties->marks[s] = meant ? SAY_LINE : SAY_OR;
    }
    bool both = (secties->rules[SECTIE_LASTEN] && secties->rules[SECTIE_BATEN]) ||
                (secties->rules[SECTIE_STORTINGEN] && secties->rules[SECTIE_ONTTREKKINGEN]);
    if (!both || !any_meant || draft_has_pair(draft))
        return false;
    say_check(draft, "de koppen van de bedragen zeggen het");
    return true;
}

/* "L3.5.1" and "B3.5.1": categories as municipalities report them. */
static bool by_letter(struct draft *draft, struct secties *secties)
{
    const struct draft_sums *sums = &draft->sums;
    size_t rekening = draft->role[ROLE_REKENING];
    size_t n_others = sums->n_accounts - sums->n_letter[0] - sums->n_letter[1];
    if (rekening == NO_COLUMN || !sums->n_letter[0] || !sums->n_letter[1] ||
        n_others * 20 > sums->n_accounts * 3)
        return false;
    const char *name = draft_name(draft, rekening);
    say_check(draft, "%s begint met L (%s regels) of B (%s regels)%s", name,
              draft_count(draft, sums->n_letter[0]), draft_count(draft, sums->n_letter[1]),
              n_others ? arena_printf(draft->arena, ", of met iets anders (%s regels)",
                                      draft_count(draft, n_others))
                       : "");
    if (!with_reserves(draft)) { /* 7.1 is of reserves in Iv3 */
        secties->rules[SECTIE_STORTINGEN] = arena_printf(draft->arena, "%s: L7.1*", name);
        secties->rules[SECTIE_ONTTREKKINGEN] = arena_printf(draft->arena, "%s: B7.1*", name);
    }
    secties->rules[SECTIE_LASTEN] = arena_printf(draft->arena, "%s: L*", name);
    secties->rules[SECTIE_BATEN] = arena_printf(draft->arena, "%s: B*", name);
    return true;
}

/* ---- [sectie] by account ---- */

/* "4*", or "400000-499999" when all accounts are digits of one length. */
static const char *account_range(struct draft *draft, const struct sniff_column *column, int front)
{
    int width = (int)(column->longest - column->n_zeros);
    const char *zeros = zeros_of(draft);
    bool even = column->shortest == column->longest && width > 1 && width <= MAX_WIDTH &&
                column->n[KIND_DIGITS] == column->n_filled;
    return even ? arena_printf(draft->arena, "%s: %s%d%0*d-%s%d%.*s", column->name, zeros, front,
                               width - 1, 0, zeros, front, width - 1, "999999999999")
                : arena_printf(draft->arena, "%s: %s%d*", column->name, zeros, front);
}

/* Another digit than 8 that most lines have, the first of equals; one of the balance, which as a
 * rule has less than a 4, where there is no other. -1: there is none. */
static int likeliest(const struct draft_sums *sums, int not_digit)
{
    int best = -1;
    for (int digit = 9; digit >= 0; digit--) {
        size_t n = digit == 8 || digit == not_digit ? 0 : sums->digits[digit].n;
        if (n > 0 && (best < 0 || ((digit < 4) == (best < 4) && n >= sums->digits[best].n)))
            best = digit;
    }
    return best;
}

/* 4 and 8 as is usual; where no account begins with a 4 the likeliest, and where none begins with
 * an 8 either the next one. */
static void likely_digits(const struct draft_sums *sums, int *lasten, int *baten)
{
    int most = likeliest(sums, -1), second = likeliest(sums, most);
    *lasten = sums->digits[4].n || most < 0 ? 4 : most;
    *baten = *lasten == 4 || sums->digits[8].n || second < 0 ? 8 : second;
}

#define MOST_ACCOUNTS 12 /* of reserves, named one by one */

/* The accounts with that front that were seen, or NULL. */
static const char *accounts_with(struct draft *draft, const struct sniff_column *column, int front)
{
    struct text_list list = {.arena = draft->arena};
    for (size_t i = 0; i < column->distinct.n; i++) {
        struct text account = column->distinct.texts[i];
        const char *at = account.bytes + column->n_zeros;
        if (account.n_bytes > column->n_zeros + 2 && at[0] == '0' + front / 10 &&
            at[1] == '0' + front % 10)
            list_add(&list, "%s", draft_rule_text(draft, account));
    }
    return list.n <= MOST_ACCOUNTS ? list_text(&list, NULL)
                                   : arena_printf(draft->arena, "%s%d*", zeros_of(draft), front);
}

#define FRONT_OF(sectie) ((sectie) == SECTIE_STORTINGEN ? 71 : 72) /* where they usually are */

static void print_reserve_accounts(struct draft *draft, const struct sniff_column *column)
{
    for (int s = SECTIE_STORTINGEN; s < SECTIE_COUNT; s++) {
        const char *there = accounts_with(draft, column, FRONT_OF(s));
        if (there)
            draft_say(draft, draft_option(draft, true), "%s = %s: %s", sectie_name((enum sectie)s),
                      column->name, there);
    }
}

/* The lasten and baten of 0.10, and the accounts of reserves there. */
static void print_reserves(struct draft *draft, const char *const rules[SECTIE_COUNT])
{
    const struct sniff_column *taakveld = with_reserves(draft);
    const size_t account = draft->role[ROLE_REKENING];
    if (!taakveld)
        return;
    const bool asked = has_value(taakveld, is_named_so(taakveld) ? is_own : may_be_own);
    say_check(draft, "0.10 is in de indeling van Iv3 Mutaties reserves");
    for (int s = SECTIE_STORTINGEN; s < SECTIE_COUNT; s++) {
        const char *rule = rules[s - SECTIE_STORTINGEN];
        if (!rule)
            continue;
        const bool all = strcmp(rule, ALL_LINES) == 0;
        if (asked)
            say_fill(draft, "%s = " DRAFT_UNKNOWN, sectie_name((enum sectie)s));
        draft_say(draft, asked ? SAY_OR : SAY_LINE, "%s = %s: 0.10%s%s",
                  sectie_name((enum sectie)s), taakveld->name, all ? "" : " & ", all ? "" : rule);
        const bool by_account =
            account != NO_COLUMN && text_begins(text_of(rule), draft_name(draft, account));
        const char *there =
            by_account ? accounts_with(draft, &draft->items[account], FRONT_OF(s)) : NULL;
        if (there && !asked)
            say_line(draft, "    %s: 0.10 & %s: %s", taakveld->name, draft_name(draft, account),
                     there);
    }
}

static void ask_usual(struct draft *draft, struct secties *secties)
{
    const struct sniff_column *column = &draft->items[draft->role[ROLE_REKENING]];
    int lasten, baten;
    likely_digits(&draft->sums, &lasten, &baten);
    secties->rules[SECTIE_LASTEN] = account_range(draft, column, lasten);
    secties->rules[SECTIE_BATEN] = account_range(draft, column, baten);
    secties->marks[SECTIE_LASTEN] = secties->marks[SECTIE_BATEN] = SAY_FILL;
}

/* As another export tells it of the same accounts; where it tells reserves only the others are as
 * usual. */
static bool by_other(struct draft *draft, struct secties *secties)
{
    if (!draft->told_by)
        return false;
    const struct sniff_column *column = &draft->items[draft->role[ROLE_REKENING]];
    bool told = false, reserves = false;
    for (int s = 0; s < SECTIE_COUNT; s++) {
        bool reserve = s != SECTIE_LASTEN && s != SECTIE_BATEN;
        secties->marks[s] = reserve ? SAY_CHECK : SAY_FILL;
        if (draft->secties[s])
            secties->rules[s] =
                arena_printf(draft->arena, "%s: %s", column->name, draft->secties[s]);
        told |= draft->secties[s] != NULL;
        reserves |= draft->secties[s] && reserve;
    }
    say_note(draft,
             told ? "zo zegt %s het van dezelfde rekeningen"
                  : "%s heeft dezelfde rekeningen, en geen begin van hun nummer zegt wat lasten en "
                    "wat baten zijn",
             draft->told_by);
    if (told && !reserves && !with_reserves(draft))
        print_reserve_accounts(draft, column);
    if (told && !secties->rules[SECTIE_LASTEN] && !secties->rules[SECTIE_BATEN])
        ask_usual(draft, secties);
    return told;
}

static bool by_account(struct draft *draft, struct secties *secties)
{
    if (draft->role[ROLE_REKENING] == NO_COLUMN || draft->told_by)
        return false;
    const struct sniff_column *column = &draft->items[draft->role[ROLE_REKENING]];
    if (draft->sums.n_accounts > 0 && likeliest(&draft->sums, -1) < 0 && !draft->sums.digits[8].n)
        return false;
    for (int digit = 0; digit < 10; digit++)
        if (draft->sums.digits[digit].n)
            say_note(draft, "%s met %d vooraan: %s regels", column->name, digit,
                     draft_count(draft, draft->sums.digits[digit].n));
    say_note(draft, "de eerste regel die past, geldt");
    if (!with_reserves(draft))
        print_reserve_accounts(draft, column);
    ask_usual(draft, secties);
    return true;
}

/* ---- nothing tells them ---- */

/* Else codes that no header speaks of and that are no key: perhaps the account. */
static const char *likely_account(const struct draft *draft)
{
    size_t first = NO_COLUMN, best = draft->role[ROLE_REKENING], keys[DRAFT_MAX_KEYS];
    if (best != NO_COLUMN)
        return draft_name(draft, best);
    draft_list_keys(draft, keys);
    keys[0] = draft->key != NO_COLUMN ? draft->key : keys[0];
    for (size_t i = draft->columns.n; i-- > 0;) {
        first = draft_usable(draft, i) ? i : first;
        best = draft_may_be_key(draft, i, WORD_NONE) && i != keys[0] ? i : best;
    }
    return draft_name(draft, best != NO_COLUMN ? best : first);
}

static void ask_secties(struct draft *draft)
{
    say_note(draft,
             "waaraan is een last of een bate te zien? Een regel is <kolom>: <waarden>, of altijd");
    say_fill(draft, "lasten = %s: " DRAFT_UNKNOWN, likely_account(draft));
    for (int s = 0; s < SECTIE_STORTINGEN; s++) /* headers of amounts tell no other */
        if (draft->sums.secties[!s].n == 0)
            say_or(draft, "%s = altijd", sectie_name((enum sectie)s));
    draft->sectie_unknown = true;
}

static void print_secties(struct draft *draft)
{
    static bool (*const ways[])(struct draft *, struct secties *) = {
        by_file, by_flag, by_amount, by_letter, by_other, by_account};
    struct secties secties;
    bool told = false;
    draft_section(draft, "sectie");
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !told; i++) {
        secties = (struct secties){.marks = {SAY_LINE}};
        told = ways[i](draft, &secties);
    }
    if (!told) {
        ask_secties(draft);
        return;
    }
    if (!secties.rules[SECTIE_STORTINGEN] && !secties.rules[SECTIE_ONTTREKKINGEN])
        print_reserves(draft, secties.rules);
    for (int i = 0; i < SECTIE_COUNT; i++) { /* the first that holds wins: reserves first */
        int s = (i + SECTIE_STORTINGEN) % SECTIE_COUNT;
        if (!secties.rules[s])
            continue;
        if (secties.marks[s] == SAY_CHECK)
            say_check(draft, "rekeningen die daar reserves zijn, of dat in hun naam hebben");
        draft_say(draft, secties.marks[s] == SAY_CHECK ? SAY_LINE : secties.marks[s], "%s = %s",
                  sectie_name((enum sectie)s), secties.rules[s]);
    }
}

/* ---- [buiten_scope] ---- */

/* An account of lasten or baten begins with it, as another export tells it. */
static bool is_told(struct draft *draft, int digit)
{
    const char *front = arena_printf(draft->arena, "%s%d", zeros_of(draft), digit);
    bool told = false;
    for (int s = 0; s < SECTIE_COUNT; s++)
        for (const char *at = draft->secties[s]; at; at = strchr(at, ' '))
            told |= text_begins(text_of(at += *at == ' '), front);
    return told;
}

/* Accounts, or contra accounts, begin with it. */
static bool occurs(const struct draft *draft, int digit)
{
    size_t contra = draft->role[ROLE_CONTRA];
    bool any = draft->sums.digits[digit].n > 0 || draft->sums.digits[digit].other;
    for (size_t i = 0; contra != NO_COLUMN && i < draft->items[contra].distinct.n && !any; i++)
        any = draft->items[contra].distinct.texts[i].bytes[draft->items[contra].n_zeros] ==
              '0' + digit;
    return any;
}

/* Accounts of the balance: with less than a 4 in front, and no sectie by a column of their own. */
static const char *balance_accounts(struct draft *draft)
{
    struct text_list list = {.arena = draft->arena};
    int lasten, baten;
    likely_digits(&draft->sums, &lasten, &baten);
    const size_t account = draft->role[ROLE_REKENING];
    const bool of_key = account < draft->columns.n && account >= draft->columns.n_plain &&
                        draft->items[draft->items[account].source].word == WORD_PRODUCT;
    for (int digit = 0; digit < 4 && account != NO_COLUMN && !of_key; digit++)
        if (occurs(draft, digit) && !draft->sums.digits[digit].told &&
            (draft->secties[SECTIE_LASTEN] ? !is_told(draft, digit)
                                           : digit != lasten && digit != baten))
            list_add(&list, "%s%d*", zeros_of(draft), digit);
    return list_text(&list, NULL);
}

/* What is ordered is in no table before it is booked; what a code means is still to be told. */
static void print_ordered(struct draft *draft)
{
    size_t stand = draft->of_word[WORD_STAND], i = 0;
    const struct sniff_column *column = &draft->items[stand == NO_COLUMN ? 0 : stand];
    while (i < column->distinct.n && draft_stand_told(column, column->distinct.texts[i]))
        i++;
    const bool asked = i < column->distinct.n && (draft->is_planned || draft_is_booked(draft));
    if (stand == NO_COLUMN || !(asked || draft_tells_stand(draft, STAND_VERPLICHTING)))
        return;
    say_check(draft, "verplichtingen zijn nog geen lasten: tellen ze niet mee?");
    say_line(draft, "verplichtingen = %s: " STAND_VERPLICHTING, column->name);
}

/* A profile has no totals above their lines, or of a sectie among others, and no saldo below them:
 * they are out of scope. */
static void print_other_totals(struct draft *draft)
{
    for (size_t t = 0; t < draft->sums.n_totals; t++) {
        const struct draft_total *total = &draft->sums.totals[t];
        const size_t n = total->found.n, n_saldo = total->saldo ? total->found.n_saldo : n;
        const char *name = draft_name(draft, total->column), *count = draft_count(draft, n);
        if (!total->saldo && !total->parted && !draft_is_above(total))
            continue;
        if (n_saldo < n)
            count = arena_printf(draft->arena, "%s van %s", draft_count(draft, n_saldo), count);
        say_check(draft,
                  total->saldo ? "%s keer, eerst op regel %s, het saldo van de regels ervoor: telt "
                                 "dat niet mee?"
                  : total->parted
                      ? "%s regels, eerst regel %s, zijn elk de som van de lasten of van de baten "
                        "ervoor: tellen ze niet mee?"
                      : "%s regels, eerst regel %s, zijn elk de som van de regels "
                        "eronder: tellen ze niet mee?",
                  count, draft_count(draft, total->found.first));
        draft_say(draft, n_saldo < n ? SAY_OPTION : SAY_LINE, "%s_%zu = %s: %s%s",
                  total->saldo    ? "saldo"
                  : total->parted ? "totalen"
                                  : "totalen_erboven",
                  t + 1, name, total->word.n_bytes ? draft_rule_text(draft, total->word) : "leeg",
                  total->whole ? "" : "*");
    }
}

void draft_print_rules(struct draft *draft)
{
    print_secties(draft);
    const char *accounts = balance_accounts(draft);
    const size_t product = draft->of_word[WORD_PRODUCT];
    const struct sniff_column *taakveld = product == NO_COLUMN ? NULL : &draft->items[product];
    draft_section(draft, "buiten_scope");
    if (accounts)
        draft_say(draft, draft_option(draft, true), "balansrekening = %s: %s",
                  draft->items[draft->role[ROLE_REKENING]].name, accounts);
    print_other_totals(draft);
    print_ordered(draft);
    if (has_value(taakveld, is_taakveld) && has_value(taakveld, is_balance)) {
        say_check(draft, "A en P met een getal zijn in de indeling van Iv3 balansposten");
        say_line(draft, "balanspost = %s: A*, P*", taakveld->name);
    }
}
