/* Which accounts are lasten and which baten, where another export says so by a column of its own.
 */
#include "pipeline/sniff/nieuw/nieuw.h"

#include "pipeline/base/array.h"
#include "pipeline/base/text_list.h"

#include <ctype.h>
#include <string.h>

#define MAX_FRONTS 12 /* of the accounts of a sectie */

bool nieuw_names_reserve(const char *name)
{
    return name && strcasestr(name, "reserve") && !strcasestr(name, "reservering");
}

enum sectie nieuw_reserve_of(const char *name, enum sectie sectie)
{
    static const char *const from[] = {"onttrek", "beschikk", "aanwend", "vrijval", "uit ", NULL};
    static const char *const into[] = {"toevoeg", "storting", "dotatie", "aan ", NULL};
    if (!nieuw_names_reserve(name) || sectie > SECTIE_BATEN)
        return SECTIE_COUNT;
    return text_has_word(name, from)   ? SECTIE_ONTTREKKINGEN
           : text_has_word(name, into) ? SECTIE_STORTINGEN
           : sectie == SECTIE_BATEN    ? SECTIE_ONTTREKKINGEN
                                       : SECTIE_STORTINGEN;
}

/* Accounts of which exports tell the sectie, by their names too. */
struct told {
    struct text *accounts; /* n of them */
    unsigned *secties;     /* per account a set of 1 << sectie */
    size_t n;
    struct text *others; /* accounts of the export that takes it over, of which it says nothing */
    size_t n_others;
};

static struct told list_told(const struct nieuw *nieuw)
{
    const struct nieuw_codes *accounts = &nieuw->accounts;
    struct told told = {
        .accounts = arena_alloc(nieuw->arena, accounts->codes.n * sizeof *told.accounts),
        .secties = arena_alloc(nieuw->arena, accounts->codes.n * sizeof *told.secties)};
    for (size_t i = 0; i < accounts->codes.n; i++) {
        const struct nieuw_code *account = &accounts->items[i];
        if (!account->secties)
            continue;
        told.accounts[told.n] = accounts->codes.texts[i];
        for (int s = 0; s < SECTIE_COUNT; s++) {
            enum sectie reserve = nieuw_reserve_of(account->name, (enum sectie)s);
            if (account->secties >> s & 1)
                told.secties[told.n] |= 1u << (reserve == SECTIE_COUNT ? s : (int)reserve);
        }
        told.n++;
    }
    return told;
}

/* All lasten have a 4 in front or all baten an 8, as is usual: then accounts that are not told are
 * that too. */
static bool is_usual(struct text front, unsigned secties)
{
    front = nieuw_bare(front);
    return (text_is(front, "4") && secties == 1u << SECTIE_LASTEN) ||
           (text_is(front, "8") && secties == 1u << SECTIE_BATEN);
}

/* The shortest beginning that no account has of another sectie or of which nothing is told, but for
 * reserves, whose rules come first; nothing: there is none that a rule can hold. */
static struct text front_of(const struct told *told, size_t account)
{
    struct text whole = told->accounts[account], front = {whole.bytes, 0};
    bool reserve = told->secties[account] >= 1u << SECTIE_STORTINGEN;
    while (front.n_bytes < whole.n_bytes && isalnum((unsigned char)whole.bytes[front.n_bytes])) {
        bool shared = false;
        front.n_bytes++;
        for (size_t i = 0; i < told->n && !shared; i++)
            shared = told->secties[i] != told->secties[account] &&
                     (told->secties[i] < 1u << SECTIE_STORTINGEN || reserve) &&
                     text_starts(told->accounts[i], front);
        for (size_t i = 0; i < told->n_others && !is_usual(front, told->secties[account]); i++)
            shared |= text_starts(told->others[i], front);
        if (!shared)
            return front;
    }
    return (struct text){whole.bytes, 0};
}

/* The rule for a beginning, as it stands in front of the accounts: of one account that account, for
 * nothing tells of others. */
static const char *rule_of(struct nieuw *nieuw, const struct told *told, const char *front)
{
    const char *single = NULL;
    size_t n = 0;
    for (size_t i = 0; i < told->n; i++)
        if (text_starts(told->accounts[i], text_of(front)) && n++ == 0)
            single = arena_copy(nieuw->arena, told->accounts[i].bytes, told->accounts[i].n_bytes);
    bool usual = is_usual(text_of(front), 1u << SECTIE_LASTEN) ||
                 is_usual(text_of(front), 1u << SECTIE_BATEN);
    return n == 1 && !usual ? single : arena_printf(nieuw->arena, "%s*", front);
}

/* "34*, 36*"; NULL: there is no account of it, or *good becomes false. */
static const char *fronts_of(struct nieuw *nieuw, const struct told *told, int sectie, bool *good)
{
    const char *fronts[MAX_FRONTS];
    struct text_list list = {.arena = nieuw->arena};
    size_t n = 0;
    for (size_t i = 0; i < told->n && *good; i++) {
        bool known = told->secties[i] != 1u << sectie;
        for (size_t k = 0; k < n && !known; k++)
            known = text_starts(told->accounts[i], text_of(fronts[k]));
        struct text front = known ? text_of("") : front_of(told, i);
        *good = known || (front.n_bytes > 0 && n < MAX_FRONTS);
        if (!known && *good)
            fronts[n++] = arena_copy(nieuw->arena, front.bytes, front.n_bytes);
    }
    array_sort(fronts, n, nieuw_compare_codes);
    for (size_t i = 0; i < n; i++)
        list_add(&list, "%s", rule_of(nieuw, told, fronts[i]));
    return list_text(&list, NULL);
}

/* Half of the accounts of the one that has fewest stand in the other too: those are one plan.
 * Keeps the others of the draft. */
static bool same_accounts(const struct draft *draft, struct told *told)
{
    const struct memo *accounts = &draft->items[draft->role[ROLE_REKENING]].distinct;
    size_t n = told->n, n_shared = 0;
    told->others = arena_alloc(draft->arena, accounts->n * sizeof *told->others);
    told->n_others = 0;
    for (size_t k = 0; k < accounts->n; k++) {
        size_t i = 0;
        while (i < n && !text_equal(told->accounts[i], accounts->texts[k]))
            i++;
        n_shared += i < n;
        if (i == n)
            told->others[told->n_others++] = accounts->texts[k];
    }
    return n_shared > 1 && n_shared * 2 >= (n < accounts->n ? n : accounts->n);
}

static bool is_budget(struct draft *draft)
{
    return draft->role[ROLE_REKENING] != NO_COLUMN && !draft_tells_stand(draft, STAND_REALISATIE) &&
           strcmp(draft_likely_kind(draft), STAND_REALISATIE) != 0;
}

/* What is budgeted is no balance, and neither are accounts that begin as one of a budget. */
static void tell_budgeted(struct nieuw *nieuw, struct draft *draft)
{
    const struct sniff_column *column = &draft->items[draft->role[ROLE_REKENING]];
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        struct draft *budget = nieuw->kinds[k].draft;
        if (!is_budget(budget))
            continue;
        const struct memo *accounts = &budget->items[budget->role[ROLE_REKENING]].distinct;
        for (size_t i = 0; i < accounts->n; i++)
            for (size_t n = 0; n < column->distinct.n; n++) {
                struct text code = text_from(accounts->texts[i], column->n_zeros);
                if (text_equal(accounts->texts[i], column->distinct.texts[n]) && code.n_bytes &&
                    text_is_digit(*code.bytes))
                    draft->sums.digits[*code.bytes - '0'].told = true;
            }
    }
}

/* An account in two secties, or all of it in one, tells nothing by its beginning. */
void nieuw_find_secties(struct nieuw *nieuw)
{
    struct told told = list_told(nieuw);
    bool single = true;
    unsigned all = 0;
    for (size_t i = 0; i < told.n; i++) {
        all |= told.secties[i];
        single &= (told.secties[i] & (told.secties[i] - 1)) == 0;
    }
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        struct draft *draft = nieuw->kinds[k].draft;
        if (draft->role[ROLE_REKENING] != NO_COLUMN)
            tell_budgeted(nieuw, draft);
        if (draft->of_word[WORD_SOORT] != NO_COLUMN || draft->role[ROLE_REKENING] == NO_COLUMN ||
            (all & (all - 1)) == 0 || !same_accounts(draft, &told))
            continue;
        bool good = single;
        for (int s = 0; s < SECTIE_COUNT; s++)
            draft->secties[s] = good ? fronts_of(nieuw, &told, s, &good) : NULL;
        for (int s = 0; s < SECTIE_COUNT && !good; s++)
            draft->secties[s] = NULL;
        draft->told_by = nieuw->told_by;
    }
}
