/* [sectie], [buiten_scope] and [totaalregels]. */
#include "pipeline/sniff_draft.h"

#include <string.h>

#define MAX_WIDTH 12 /* of an account in a range */

/* ---- [sectie] by a flag ---- */

static void print_flag_sectie(struct draft *draft, const struct draft_column *column,
                              enum sectie sectie)
{
    const struct memo *distinct = &column->counts->distinct;
    const char *list = "";
    for (size_t i = 0; i < distinct->n; i++) {
        const char *means = sniff_flag_means(WORD_SOORT, distinct->texts[i]);
        if (means && strcmp(means, sectie_name(sectie)) == 0)
            list = arena_printf(draft->arena, "%s%s%.*s", list, *list ? ", " : "",
                                TEXT_ARG(distinct->texts[i]));
    }
    if (*list)
        draft_say(draft, SAY_LINE, "%s = %s: %s", sectie_name(sectie), column->name, list);
}

static bool has_meaning(const struct draft_column *column)
{
    const struct memo *distinct = &column->counts->distinct;
    for (size_t i = 0; i < distinct->n; i++)
        if (sniff_flag_means(WORD_SOORT, distinct->texts[i]))
            return true;
    return false;
}

static void print_by_flag(struct draft *draft, const struct draft_column *column)
{
    draft_say(draft, SAY_CHECK, "de waarden van %s zeggen het", column->name);
    for (int sectie = 0; sectie < SECTIE_COUNT; sectie++)
        print_flag_sectie(draft, column, (enum sectie)sectie);
}

/* ---- [sectie] by account ---- */

/* "400000-499999" when all accounts are digits of one length, else "4*". */
static const char *account_range(struct draft *draft, const struct draft_column *column,
                                 const char *front)
{
    const struct sniff_column *counts = column->counts;
    size_t width = counts->longest, n_front = strlen(front);
    bool even = counts->shortest == width && counts->n[KIND_DIGITS] == counts->n_filled &&
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
           sums->n_lasten + sums->n_baten == sums->n_accounts;
}

static void print_by_letter(struct draft *draft, const struct draft_column *column)
{
    draft_say(draft, SAY_CHECK, "%s begint met L (%s regels) of B (%s regels)", column->name,
              draft_count(draft, draft->sums.n_lasten), draft_count(draft, draft->sums.n_baten));
    draft_say(draft, SAY_LINE, "lasten = %s: L*", column->name);
    draft_say(draft, SAY_LINE, "baten = %s: B*", column->name);
}

static void print_by_account(struct draft *draft, const struct draft_column *column)
{
    for (int digit = 0; digit < 10; digit++)
        if (draft->sums.n_lines[digit])
            draft_say(draft, SAY_COMMENT, "%s met %d vooraan: %s regels", column->name, digit,
                      draft_count(draft, draft->sums.n_lines[digit]));
    draft_say(draft, SAY_COMMENT, "de eerste regel die past, geldt");
    draft_say(draft, SAY_OPTION, "stortingen = %s: %s", column->name,
              account_range(draft, column, "71"));
    draft_say(draft, SAY_OPTION, "onttrekkingen = %s: %s", column->name,
              account_range(draft, column, "72"));
    draft_say(draft, SAY_FILL, "lasten = %s: %s", column->name, account_range(draft, column, "4"));
    draft_say(draft, SAY_FILL, "baten = %s: %s", column->name, account_range(draft, column, "8"));
}

static void print_secties(struct draft *draft)
{
    size_t flag = draft->of_word[WORD_SOORT], rekening = draft->role[ROLE_REKENING];
    draft_section(draft, "sectie");
    if (flag != NO_COLUMN && has_meaning(&draft->items[flag])) {
        print_by_flag(draft, &draft->items[flag]);
    } else if (rekening != NO_COLUMN && begins_with_sectie(&draft->sums)) {
        print_by_letter(draft, &draft->items[rekening]);
    } else if (rekening != NO_COLUMN) {
        print_by_account(draft, &draft->items[rekening]);
    } else {
        draft_say(draft, SAY_COMMENT,
                  "waaraan is een last of een bate te zien? Een regel is "
                  "<kolom>: <waarden>, of altijd");
        draft_say(draft, SAY_FILL, "lasten = altijd");
        draft_say(draft, SAY_OR, "baten = altijd");
    }
}

/* ---- [buiten_scope] ---- */

static void print_scope(struct draft *draft)
{
    size_t rekening = draft->role[ROLE_REKENING];
    const char *list = "";
    for (int digit = 0; digit < 4; digit++)
        if (draft->sums.n_lines[digit])
            list = arena_printf(draft->arena, "%s%s%d*", list, *list ? ", " : "", digit);
    if (rekening == NO_COLUMN || !*list)
        return;
    draft_section(draft, "buiten_scope");
    draft_say(draft, SAY_OPTION, "balansrekening = %s: %s", draft->items[rekening].name, list);
}

/* ---- [totaalregels] ---- */

/* The word for a total as it is spelled there. */
static const char *total_word(struct draft *draft, const struct sniff_sight *sight)
{
    size_t n = 0;
    while (n < sight->n_bytes && ((sight->bytes[n] | ' ') >= 'a' && (sight->bytes[n] | ' ') <= 'z'))
        n++;
    return arena_copy(draft->arena, sight->bytes, n);
}

/* A total stands now and then; a column full of them is about something else. */
static void print_totals(struct draft *draft)
{
    bool begun = false;
    for (size_t i = 0; i < draft->columns->n; i++) {
        const struct sniff_column *counts = &draft->columns->items[i];
        if (counts->n[KIND_TOTAL] == 0 || counts->n[KIND_TOTAL] * 4 > draft->columns->n_records ||
            !draft_usable(draft, i))
            continue;
        if (!begun)
            draft_section(draft, "totaalregels");
        begun = true;
        draft_say(draft, SAY_COMMENT,
                  "%s begint %s keer met een woord voor totaal, eerst op regel %s",
                  draft->items[i].name, draft_count(draft, counts->n[KIND_TOTAL]),
                  draft_count(draft, counts->first[KIND_TOTAL].line_no));
        draft_say(draft, SAY_OPTION, "totaal_%s = %s: %s*", draft->items[i].name,
                  draft->items[i].name, total_word(draft, &counts->first[KIND_TOTAL]));
    }
}

void draft_print_rules(struct draft *draft)
{
    print_secties(draft);
    print_scope(draft);
    print_totals(draft);
}
