/* [bedragen]: which columns are amounts, and what they may be amounts of. */
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/settings/stand.h"
#include "pipeline/sniff/sniff_draft.h"

#include <string.h>

#define EXAMPLE_YEAR 2024 /* in lines to fill in, when nothing tells a year */

struct drafted_amount {
    const char *text;   /* "credit - debet" */
    size_t plus, minus; /* columns, minus perhaps NO_COLUMN; the header of the latter, or else of
                           the former, tells what it is */
    const char *kind;   /* of its stand, or NULL: not known */
    const char *year;   /* "2026", "{boekjaar}", or NULL: not known */
    bool in_doubt;      /* another column may be meant */
};

/* A date of bookings tells the year, however it is written. */
static const char *year_in_date(struct draft *draft, size_t column)
{
    const struct sniff_column *item = &draft->items[column];
    return item->patterns ? arena_printf(draft->arena, "{jaar(%s)}", item->name) : NULL;
}

static const char *year_of(struct draft *draft, const struct sniff_column *column)
{
    int year = sniff_year_in(column->header);
    size_t jaar = draft->of_word[WORD_JAAR], period = draft->role[ROLE_PERIODE],
           date = draft->role[ROLE_DATUM];
    if (year)
        return arena_printf(draft->arena, "%d", year);
    if (jaar != NO_COLUMN)
        return arena_printf(draft->arena, "{%s}", draft_name(draft, jaar));
    if (period != NO_COLUMN && draft->items[period].type == TYPE_YEAR_MONTH)
        return arena_printf(draft->arena, "{%s[1-4]}", draft_name(draft, period));
    return date == NO_COLUMN ? NULL : year_in_date(draft, date);
}

/* ---- lines ---- */

static void print_total(struct draft *draft, size_t column)
{
    char text[MONEY_TEXT_SIZE];
    if (!draft->sums.known || draft_unit_column(draft))
        return;
    if (draft->sums.overflow[column])
        say_note(draft, "%s telt op tot meer dan pnc kan tellen", draft_name(draft, column));
    else
        say_note(draft, "%s telt op tot %s%s", draft_name(draft, column),
                 money_format(draft->sums.total[column], true, text),
                 draft->sums.n_totals ? ", zonder de regels die een totaal heten" : "");
}

/* A year from the file's name, or from the header of another amount, makes a better example than
 * none; so does a word for the kind, or a column of besluiten. */
static const char *example_kind(const struct draft *draft)
{
    const char *kind = sniff_stand_kind(text_of(path_name(draft->path)));
    const char *otherwise = draft->of_word[WORD_BESLUIT] == NO_COLUMN ? "realisatie" : "wijziging";
    return kind ? kind : otherwise;
}

/* No column, header or file name tells the year. */
static bool is_any_year(const struct draft *draft)
{
    bool told = sniff_year_in(text_of(path_name(draft->path))) != 0;
    for (size_t i = 0; i < draft->columns.n; i++)
        told |= draft->items[i].type == TYPE_AMOUNT && sniff_year_in(draft->items[i].header) != 0;
    return !told;
}

static const char *example_year(struct draft *draft)
{
    int year = sniff_year_in(text_of(path_name(draft->path)));
    for (size_t i = 0; i < draft->columns.n && !year; i++)
        if (draft->items[i].type == TYPE_AMOUNT)
            year = sniff_year_in(draft->items[i].header);
    return arena_printf(draft->arena, "%d", year ? year : EXAMPLE_YEAR);
}

static bool is_known(const struct drafted_amount *amount)
{
    return amount->kind && amount->year && !amount->in_doubt;
}

static void print_amount(struct draft *draft, enum draft_mark mark,
                         const struct drafted_amount *amount)
{
    draft_say(draft, mark, "%s = %s %s", amount->text,
              amount->kind ? amount->kind : example_kind(draft),
              amount->year ? amount->year : example_year(draft));
}

static void print_first(struct draft *draft, const struct drafted_amount *amount)
{
    if (amount->year && strncmp(amount->year, "{jaar(", 6) == 0)
        say_note(draft, "het jaar komt hier uit de datum: een boeking van na 31 december telt dan "
                        "in het volgende jaar");
    static const char *const question =
        "realisatie, primair (begroting) of wijziging, en welk jaar?";
    draft_say(draft, is_known(amount) ? SAY_CHECK : SAY_COMMENT, "%s", question);
    if (!amount->year && is_any_year(draft))
        say_note(draft, "het jaar staat er nergens: %d is maar een voorbeeld", EXAMPLE_YEAR);
    print_amount(draft, is_known(amount) ? SAY_LINE : SAY_FILL, amount);
}

/* ---- which columns ---- */

/* The k-th column of amounts about that, or NO_COLUMN. */
static size_t nth_amount(const struct draft *draft, enum sniff_word word, size_t k)
{
    for (size_t i = 0; i < draft->columns.n; i++)
        if (draft->items[i].word == word && draft->items[i].type == TYPE_AMOUNT &&
            draft_usable(draft, i) && k-- == 0)
            return i;
    return NO_COLUMN;
}

static struct drafted_amount make_pair(struct draft *draft, size_t debet, size_t credit)
{
    const char *kind = sniff_stand_kind(draft->items[debet].header);
    return (struct drafted_amount){
        .text = arena_printf(draft->arena, "%s - %s", draft_name(draft, credit),
                             draft_name(draft, debet)),
        .plus = credit,
        .minus = debet,
        .kind = kind ? kind : "realisatie",
        .year = year_of(draft, &draft->items[debet]),
    };
}

/* Debet and credit go together in the order of the columns; the first of them is meant. */
static size_t list_pairs(struct draft *draft, struct drafted_amount *amounts)
{
    size_t n = 0;
    for (; n < PROFILE_MAX_AMOUNTS; n++) {
        size_t debet = nth_amount(draft, WORD_DEBET, n), credit = nth_amount(draft, WORD_CREDIT, n);
        if (debet == NO_COLUMN || credit == NO_COLUMN)
            break;
        amounts[n] = make_pair(draft, debet, credit);
    }
    return n;
}

/* By its header, or by a column that tells it line by line. */
static const char *stand_kind(struct draft *draft, const struct sniff_column *item)
{
    size_t column = draft->of_word[WORD_STAND];
    const char *kind = sniff_stand_kind(item->header);
    return column == NO_COLUMN ? kind
                               : arena_printf(draft->arena, "{%s}", draft_name(draft, column));
}

static struct drafted_amount make_amount(struct draft *draft, size_t column)
{
    size_t flag = draft->of_word[WORD_DC];
    const struct sniff_column *item = &draft->items[column];
    return (struct drafted_amount){
        .text = flag == NO_COLUMN
                    ? item->name
                    : arena_printf(draft->arena, "%s per %s", item->name, draft_name(draft, flag)),
        .plus = column,
        .minus = NO_COLUMN,
        .kind = stand_kind(draft, item),
        .year = year_of(draft, item),
    };
}

static bool are_other_words(const char *a, const char *b)
{
    return a && b && strcmp(a, b) != 0;
}

static bool differ(const struct draft *draft, const struct drafted_amount *a,
                   const struct drafted_amount *b)
{
    struct text x = draft->items[a->plus].header, y = draft->items[b->plus].header;
    int year = sniff_year_in(x), other = sniff_year_in(y);
    return (year && other && year != other) || are_other_words(a->kind, b->kind) ||
           are_other_words(sniff_header_sectie(x), sniff_header_sectie(y));
}

/* Amounts beside each other are all meant when each is of another stand, or sectie: by the years in
 * their headers, or by the words. Else one of them is, or a part of one, and adding them up would
 * count twice. */
static bool all_differ(const struct draft *draft, const struct drafted_amount *amounts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (!differ(draft, &amounts[i], &amounts[k]))
                return false;
    return true;
}

/* What the other amounts tell already. */
static bool is_aside(const struct draft *draft, size_t column)
{
    return column == draft->row_total || sniff_header_differs(draft->items[column].header);
}

/* Those aside are last, the row total behind them; *n_aside of them. */
static size_t list_all(struct draft *draft, struct drafted_amount *amounts, size_t *n_aside)
{
    size_t n = 0, n_plain = 0;
    for (int aside = 0; aside < 3; aside++) {
        for (size_t i = 0; i < draft->columns.n && n < PROFILE_MAX_AMOUNTS; i++) {
            int here = !is_aside(draft, i) ? 0 : i == draft->row_total ? 2 : 1;
            if (draft->items[i].type == TYPE_AMOUNT && draft_usable(draft, i) && here == aside)
                amounts[n++] = make_amount(draft, i);
        }
        n_plain = aside == 0 ? n : n_plain;
    }
    *n_aside = n_plain ? n - n_plain : 0;
    return n;
}

static void last_goes_first(struct drafted_amount *amounts, size_t n)
{
    struct drafted_amount last = amounts[n - 1];
    memmove(amounts + 1, amounts, (n - 1) * sizeof *amounts);
    amounts[0] = last;
}

/* What was decided first, its changes and, last, their sum: each of another stand, and the lines
 * prove that they are. */
static bool are_changes(const struct draft *draft, const struct drafted_amount *amounts, size_t n)
{
    size_t n_primair = 0, n_wijziging = 0;
    if (n < 3 || draft->row_total == NO_COLUMN || draft->row_saldo || draft_has_pair(draft) ||
        draft->of_word[WORD_DC] != NO_COLUMN || amounts[n - 1].plus != draft->row_total)
        return false;
    for (size_t i = 0; i + 1 < n; i++) {
        const char *kind = amounts[i].kind;
        n_primair += kind && strcmp(kind, STAND_PRIMAIR) == 0;
        n_wijziging += kind && strcmp(kind, STAND_WIJZIGING) == 0;
    }
    return n_primair == 1 && n_wijziging == n - 2;
}

/* Those that are meant, *n_meant of them, then the others. Of parts and their sum only the sum is,
 * unless the parts are of different standen: then those are. */
static size_t list_amounts(struct draft *draft, struct drafted_amount *amounts, size_t *n_meant)
{
    bool pairs = draft_has_pair(draft), has_total = !pairs && draft->row_total != NO_COLUMN;
    size_t n_aside = 0;
    size_t n = pairs ? list_pairs(draft, amounts) : list_all(draft, amounts, &n_aside);
    *n_meant = n - n_aside;
    if (are_changes(draft, amounts, n)) {
        amounts[n - 1].kind = "nawijziging";
        *n_meant = n;
    } else if (n > 1 && (pairs || !all_differ(draft, amounts, *n_meant))) {
        *n_meant = 1;
        if (has_total)
            last_goes_first(amounts, n);
    }
    for (size_t i = 0; i < n; i++)
        amounts[i].in_doubt = *n_meant < n;
    return n;
}

bool draft_knows_year(struct draft *draft)
{
    struct draft_amount amounts[PROFILE_MAX_AMOUNTS];
    return draft_list_amounts(draft, amounts) > 0 &&
           year_of(draft, &draft->items[amounts[0].plus]) != NULL;
}

const char *draft_likely_kind(struct draft *draft)
{
    struct draft_amount amounts[PROFILE_MAX_AMOUNTS];
    const char *kind = NULL;
    if (draft_list_amounts(draft, amounts) > 0 && !draft_has_pair(draft))
        kind = stand_kind(draft, &draft->items[amounts[0].plus]);
    return kind ? kind : example_kind(draft);
}

size_t draft_list_amounts(struct draft *draft, struct draft_amount read[PROFILE_MAX_AMOUNTS])
{
    struct drafted_amount amounts[PROFILE_MAX_AMOUNTS];
    size_t n_meant;
    list_amounts(draft, amounts, &n_meant);
    for (size_t i = 0; i < n_meant; i++)
        read[i] = (struct draft_amount){amounts[i].plus, amounts[i].minus,
                                        amounts[i].minus == NO_COLUMN ? draft->of_word[WORD_DC]
                                                                      : NO_COLUMN};
    return n_meant;
}

/* Of amounts beside each other that are parts of one the first alone is not the whole. */
static void tell_parts(struct draft *draft, const struct drafted_amount *amounts, size_t n,
                       size_t n_meant)
{
    bool pairs = draft_has_pair(draft);
    for (size_t i = n_meant; !pairs && i < n; i++)
        if (sniff_header_differs(draft->items[amounts[i].plus].header))
            say_note(draft, "%s is een verschil, en telt niet mee",
                     draft_name(draft, amounts[i].plus));
    if (pairs || (n_meant < n && sniff_header_differs(draft->items[amounts[n_meant].plus].header)))
        return;
    if (draft->row_total != NO_COLUMN && n_meant == n && n > 1)
        say_note(draft, "%s is in elke regel de som van de andere: zie [gelijk]",
                 draft_name(draft, draft->row_total));
    else if (draft->row_total != NO_COLUMN)
        say_note(draft, "%s is in elke regel %s van de andere bedragen%s",
                 draft_name(draft, draft->row_total), draft->row_saldo ? "het saldo" : "de som",
                 n_meant == 1 ? ": dat of die andere, niet beide" : " en telt niet mee");
    else if (n_meant < n)
        say_note(draft, "een van deze bedragen, of alle als het delen zijn (kwartalen): haal dan "
                        "ook elk \"of: \" weg");
}

static void print_list(struct draft *draft, const struct drafted_amount *amounts, size_t n,
                       size_t n_meant)
{
    tell_parts(draft, amounts, n, n_meant);
    for (size_t i = 0; i < n; i++) {
        if (amounts[i].minus != NO_COLUMN)
            print_total(draft, amounts[i].minus);
        print_total(draft, amounts[i].plus);
        if (i == 0)
            print_first(draft, &amounts[i]);
        else
            print_amount(draft,
                         i >= n_meant            ? SAY_OR
                         : is_known(&amounts[i]) ? SAY_LINE
                                                 : SAY_FILL,
                         &amounts[i]);
    }
}

/* Where debet and credit are the amount. */
static void tell_others(struct draft *draft, const struct drafted_amount *amounts, size_t n)
{
    for (size_t i = 0; draft_has_pair(draft) && i < draft->columns.n; i++) {
        bool listed = draft->items[i].type != TYPE_AMOUNT;
        for (size_t k = 0; k < n; k++)
            listed |= amounts[k].plus == i || amounts[k].minus == i;
        if (!listed)
            say_note(draft, "%s is ook een bedrag; hier telt het niet mee", draft_name(draft, i));
    }
}

static void print_none(struct draft *draft)
{
    size_t last = draft->columns.n_plain - 1;
    while (!draft_usable(draft, last))
        last--;
    say_note(draft, "geen kolom ziet eruit als een bedrag");
    say_fill(draft, "%s = %s %s", draft_name(draft, last), example_kind(draft),
             example_year(draft));
}

static void print_identity(struct draft *draft, const struct drafted_amount *amounts, size_t n)
{
    struct text_list list = {.arena = draft->arena, .between = " + "};
    for (size_t i = 0; i + 1 < n; i++)
        list_add(&list, "%s", amounts[i].text);
    draft_section(draft, "gelijk");
    say_line(draft, "%s = %s", amounts[n - 1].text, list_text(&list, ""));
}

void draft_print_amounts(struct draft *draft)
{
    draft_section(draft, "bedragen");
    say_note(draft, "bedrag = stand: <soort> <jaar>, of het jaar uit een kolom: realisatie {jaar}");
    struct drafted_amount amounts[PROFILE_MAX_AMOUNTS];
    size_t n_meant, n = list_amounts(draft, amounts, &n_meant);
    print_list(draft, amounts, n, n_meant);
    tell_others(draft, amounts, n);
    if (are_changes(draft, amounts, n))
        print_identity(draft, amounts, n);
    if (n == 0)
        print_none(draft);
}
