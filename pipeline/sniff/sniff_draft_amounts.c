/* [bedragen]: which columns are amounts, and what they may be amounts of. */
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/settings/settings.h"
#include "pipeline/sniff/sniff_draft.h"

#include <string.h>

#define EXAMPLE_YEAR 2024 /* in lines to fill in, when nothing tells a year */

/* ---- what an amount is of ---- */

bool draft_is_booked(const struct draft *draft)
{
    return draft->role[ROLE_PERIODE] != NO_COLUMN || draft->role[ROLE_BOEKSTUK] != NO_COLUMN ||
           draft->role[ROLE_DATUM] != NO_COLUMN;
}

/* A name of what was spent, also where it says "budget"; of what lines without a date or a number
 * are, "begroting" may say more. */
static bool is_of_spent(const struct draft *draft, struct text name)
{
    return sniff_matches(name, "*actuals* *uitputting*") ||
           (sniff_matches(name, "*werkelijk* *bewaking* *budgetrapport* *begrotingsrapport*") &&
            (draft_is_booked(draft) ||
             !sniff_matches(name, "*begroting* *primiti* *budgetrapport*")));
}

/* The next one alone in its line above the table. */
static bool next_title(const struct draft *draft, struct text *rest, struct text *title)
{
    struct text line;
    while (text_split(rest, '\n', &line)) {
        while (text_split(&line, draft->shape.dialect.separator, title) &&
               !sniff_matches(*title, "*[a-z0-9]*"))
            continue;
        if (!sniff_matches(line, "*[a-z0-9]*"))
            return true;
    }
    return false;
}

/* By the name beside its own or a title, where no header of an amount says it: "Reserves begroting
 * 2025". Of what is booked the year of its budget is no title. */
static const char *kind_in_titles(const struct draft *draft)
{
    struct text rest = {draft->bytes.text.bytes, draft->shape.start},
                title = text_of(draft->beside);
    const char *patterns = draft_is_booked(draft) ? "*begrotingswijziging*" : "*", *kind = NULL;
    for (size_t i = 0; i < draft->columns.n; i++)
        if (draft->items[i].type == TYPE_AMOUNT && sniff_stand_kind(draft->items[i].header))
            return STAND_REALISATIE;
    do {
        if (sniff_matches(title, patterns) && !is_of_spent(draft, title) &&
            !sniff_matches(title, "*realisatie* *rekening* *laatste* *begrotingsjaar* *budgeth*"))
            kind = sniff_stand_kind(title);
    } while (!kind && next_title(draft, &rest, &title));
    return kind ? kind : STAND_REALISATIE;
}

const char *draft_example_kind(const struct draft *draft)
{
    struct text name = text_of(path_name(draft->path));
    const char *kind = sniff_stand_kind(name);
    if ((!kind || strcmp(kind, STAND_PRIMAIR) == 0) && is_of_spent(draft, name))
        return STAND_REALISATIE;
    return kind                                        ? kind
           : draft->of_word[WORD_BESLUIT] != NO_COLUMN ? STAND_WIJZIGING
                                                       : kind_in_titles(draft);
}

/* By its header, a column, the period or the date: a date of bookings tells the year, that and the
 * number of a besluit not of which year it is. NULL: nothing tells it. */
static const char *year_of(struct draft *draft, const struct sniff_column *column, const char *kind)
{
    const bool decided = strcmp(kind ? kind : draft_example_kind(draft), STAND_WIJZIGING) == 0;
    int year = sniff_year_in(column->header);
    size_t jaar = draft->of_word[WORD_JAAR], period = draft->role[ROLE_PERIODE],
           date = draft->role[ROLE_DATUM];
    if (!year && sniff_matches(column->header, SNIFF_BEFORE) && draft_told_year(draft))
        year = draft_told_year(draft) - 1;
    if (year)
        return arena_printf(draft->arena, "%d", year);
    if (jaar != NO_COLUMN && !(decided && jaar >= draft->columns.n_plain))
        return arena_printf(draft->arena, "{%s}", draft_name(draft, jaar));
    if (period != NO_COLUMN && draft->items[period].type == TYPE_YEAR_MONTH)
        return arena_printf(draft->arena, "{%s[1-4]}", draft_name(draft, period));
    if (date != NO_COLUMN && draft->items[date].patterns && !decided)
        return arena_printf(draft->arena, "{jaar(%s)}", draft_name(draft, date));
    return NULL;
}

static int year_in_titles(const struct draft *draft)
{
    struct text rest = {draft->bytes.text.bytes, draft->shape.start}, line;
    int year = 0;
    while (text_split(&rest, '\n', &line))
        sniff_add_year(&year, sniff_year_in(line));
    return year;
}

static int year_in_column(const struct draft *draft, size_t column)
{
    return column == NO_COLUMN ? 0 : sniff_column_year(&draft->items[column]);
}

/* A year from the file's name, or from the header of another amount, makes a better example than
 * none; so does a word for the kind, or a column of besluiten. 0: no year there. */
static int named_year(const struct draft *draft)
{
    int year = sniff_year_in(text_of(path_name(draft->path)));
    for (size_t i = 0; i < draft->columns.n && !year; i++)
        if (draft->items[i].type == TYPE_AMOUNT)
            year = sniff_year_in(draft->items[i].header);
    return year;
}

int draft_told_year(struct draft *draft)
{
    int year = named_year(draft);
    year = year ? year : year_in_titles(draft);
    year = year ? year : sniff_year_in(text_of(draft->beside));
    year = year ? year : year_in_column(draft, draft->of_word[WORD_JAAR]);
    year = year ? year : year_in_column(draft, draft->of_word[WORD_STAND]);
    year = year ? year : year_in_column(draft, draft->role[ROLE_DATUM]);
    return year > 0 ? year : 0;
}

/* What the export says around its amounts, then what the others say; a budget of next year is
 * decided on before. 0: no year anywhere. */
static int example_year(struct draft *draft)
{
    int year = draft_told_year(draft);
    year = year ? year : draft->year_beside;
    year = year ? year : year_in_column(draft, draft->role[ROLE_BESLUITDATUM]);
    return year > 0 ? year : 0;
}

/* Its kind by its header, or by a column that tells it line by line; of debet and credit what no
 * code of a stand is may be one of a dagboek. */
static struct draft_amount make_amount(struct draft *draft, size_t plus, size_t minus)
{
    bool pair = minus != NO_COLUMN;
    size_t flag = pair ? NO_COLUMN : draft_flag_of(draft, plus, draft->of_word[WORD_DC]),
           stand = draft->of_word[WORD_STAND];
    const struct sniff_column *column = &draft->items[pair ? minus : plus];
    const char *name = draft_name(draft, plus), *kind = sniff_stand_kind(column->header);
    bool told = stand != NO_COLUMN;
    if (flag != NO_COLUMN && draft->of_word[WORD_BESLUIT] != NO_COLUMN && kind &&
        sniff_column_means(&draft->items[flag], WORD_BEDRAG, NULL)) /* "Budgetmutatie" */
        kind = draft_has_first(draft) ? NULL : STAND_WIJZIGING;
    kind = column->stand ? column->stand : kind;
    for (size_t i = plus;
         !kind && i-- > 0 && /* "Realisatie Q1", "Q2" */
         sniff_parts_differ(sniff_part_of(draft->items[i].header), sniff_part_of(column->header));)
        kind = sniff_stand_kind(draft->items[i].header);
    told = told && (!pair || sniff_column_means(&draft->items[stand], WORD_STANDCODE, NULL) ==
                                 draft->items[stand].distinct.n);
    const bool booked = pair && !kind && !told &&
                        !sniff_matches(column->header, SNIFF_NADEEL " " SNIFF_TAKEN) &&
                        strcmp(draft_example_kind(draft), STAND_REALISATIE) == 0;
    if (told)
        kind = arena_printf(draft->arena, "{%s}", draft_name(draft, stand));
    else if (!kind && draft_tells_first(draft))
        kind = "{" DRAFT_OF_BESLUIT "}";
    return (struct draft_amount){
        .text = pair ? arena_printf(draft->arena, "%s - %s", name, column->name)
                : flag != NO_COLUMN
                    ? arena_printf(draft->arena, "%s per %s", name, draft_name(draft, flag))
                    : name,
        .plus = plus,
        .minus = minus,
        .flag = flag,
        .kind = booked ? STAND_REALISATIE : kind,
        .year = year_of(draft, column, kind),
        .asked = (!kind && !booked && draft->is_planned && draft_has_first(draft)) ||
                 (draft->side_asked && (flag != NO_COLUMN || draft_is_booked(draft) ||
                                        draft->of_word[WORD_BESLUIT] != NO_COLUMN)),
    };
}

/* ---- which columns ---- */

/* Debet and credit go together in the order of the columns. */
static size_t list_pairs(struct draft *draft, struct draft_amount *amounts)
{
    size_t columns[2][PROFILE_MAX_AMOUNTS], n[2] = {0};
    for (size_t i = 0; i < draft->columns.n; i++) {
        int side = draft->items[i].word == WORD_CREDIT;
        if ((side || draft->items[i].word == WORD_DEBET) && draft->items[i].type == TYPE_AMOUNT &&
            draft_usable(draft, i) && n[side] < PROFILE_MAX_AMOUNTS)
            columns[side][n[side]++] = i;
    }
    size_t n_pairs = n[0] < n[1] ? n[0] : n[1];
    for (size_t i = 0; i < n_pairs; i++)
        amounts[i] = make_amount(draft, columns[1][i], columns[0][i]);
    return n_pairs;
}

static bool are_other_words(const char *a, const char *b)
{
    return a && b && strcmp(a, b) != 0;
}

/* "Toevoeging" beside "Begroot toevoeging" is what was done. */
static const char *kind_beside(const struct draft *draft, const struct draft_amount *amount)
{
    bool of_sectie = draft->items[amount->plus].sectie != SECTIE_COUNT;
    return amount->kind || !of_sectie ? amount->kind : draft_example_kind(draft);
}

bool draft_has_sides(const struct draft *draft)
{
    bool sides[SECTIE_COUNT + 1] = {false};
    for (size_t i = 0; i < draft->columns.n; i++)
        sides[draft->items[i].sectie] |= draft->items[i].type == TYPE_AMOUNT;
    return (sides[SECTIE_LASTEN] && sides[SECTIE_BATEN]) ||
           (sides[SECTIE_STORTINGEN] && sides[SECTIE_ONTTREKKINGEN]);
}

static bool is_of_kind(const struct draft_amount *amount, const char *kind)
{
    return amount->kind && strcmp(amount->kind, kind) == 0;
}

/* Each is of another stand, or sectie: by the years in their headers, or by the words; or their sum
 * is one of lasten and baten. Else adding them up would count twice. */
static bool differ(const struct draft *draft, const struct draft_amount *first,
                   const struct draft_amount *second)
{
    const struct sniff_column *a = &draft->items[first->plus], *b = &draft->items[second->plus];
    struct text x = a->header, y = b->header;
    int year = sniff_year_in(x), other = sniff_year_in(y);
    bool parts =
        draft->row_total != NO_COLUMN
            ? draft_has_sides(draft) && a->sectie != SECTIE_COUNT && b->sectie != SECTIE_COUNT
            : (sniff_parts_differ(sniff_part_of(x), sniff_part_of(y)) && !a->grows) ||
                  (sniff_matches(x, SNIFF_ACCOUNT([48])) && sniff_matches(y, SNIFF_ACCOUNT([48])));
    const bool before = (first->year || second->year) && !year && !other &&
                        sniff_matches(x, SNIFF_BEFORE) != sniff_matches(y, SNIFF_BEFORE);
    return parts || before || (year && other && year != other) || (a->is_summed && b->is_summed) ||
           are_other_words(kind_beside(draft, first), kind_beside(draft, second)) ||
           (a->sectie != b->sectie && a->sectie != SECTIE_COUNT && b->sectie != SECTIE_COUNT);
}

/* How many are meant: all when they differ; else those whose kind is told and that differ, in
 * front, of several na wijziging the last, which has all changes; else one of them, or a part of
 * one. */
static size_t put_meant_first(const struct draft *draft, struct draft_amount *amounts, size_t n)
{
    struct draft_amount all[PROFILE_MAX_AMOUNTS];
    size_t n_meant = 0, n_differ = 0;
    memcpy(all, amounts, n * sizeof *all);
    for (size_t i = 0; i < n; i++) {
        size_t k = 0, before = 0;
        while (before < i && differ(draft, &all[i], &all[before]))
            before++;
        while (k < n_meant && differ(draft, &all[i], &amounts[k]))
            k++;
        n_differ += before == i;
        if (k < n_meant && is_of_kind(&all[i], STAND_NA_WIJZIGING)) {
            amounts[i] = amounts[k];
            amounts[k] = all[i];
        } else if (k == n_meant && all[i].kind) {
            memmove(amounts + n_meant + 1, amounts + n_meant, (i - n_meant) * sizeof *amounts);
            amounts[n_meant++] = all[i];
        }
    }
    if (n_differ == n || draft->row_total != NO_COLUMN)
        memcpy(amounts, all, n * sizeof *all);
    return n_differ == n ? n : n_meant && draft->row_total == NO_COLUMN ? n_meant : 1;
}

/* "Realisatie Q1" beside "Realisatie", "Begroting t/m juni" beside "Begroting". */
static bool is_part(const struct draft *draft, size_t of)
{
    static const char until[] = "*[gnt]tm* *periode*";
    const struct text x = draft->items[of].header;
    const char *kind = sniff_stand_kind(x);
    bool is = false;
    for (size_t i = 0; kind && i < draft->columns.n_plain; i++) {
        const struct text y = draft->items[i].header;
        const char *other = sniff_stand_kind(y) ? sniff_stand_kind(y) : "";
        is |= draft->items[i].type == TYPE_AMOUNT && strcmp(other, kind) == 0 &&
              sniff_year_in(x) == sniff_year_in(y) &&
              draft->items[i].sectie == draft->items[of].sectie && !sniff_part_of(y) &&
              !sniff_matches(y, until);
    }
    return is && (sniff_part_of(x) || sniff_matches(x, until));
}

/* What is added and what is taken off are one change: the other of the two, beside it. */
static size_t other_half(const struct draft *draft, size_t of, const char *this, const char *that)
{
    for (size_t i = of ? of - 1 : 0; i <= of + 1 && i < draft->columns.n_plain; i++) {
        const struct sniff_column *less = &draft->items[strcmp(this, SNIFF_TAKEN) == 0 ? of : i];
        if (draft->items[i].type == TYPE_AMOUNT && less->sectie == SECTIE_COUNT &&
            !less->is_signed && sniff_matches(draft->items[i].header, that) &&
            sniff_matches(draft->items[of].header, this) &&
            sniff_column_minus(less) * 2 <= sniff_column_amounts(less))
            return i;
    }
    return NO_COLUMN;
}

/* Those that the others tell already are last, the row total behind them; n_plain others. */
static size_t list_all(struct draft *draft, struct draft_amount *amounts)
{
    size_t n = 0;
    for (int aside = 0; aside < 3; aside++) {
        for (size_t i = 0; i < draft->columns.n && n < PROFILE_MAX_AMOUNTS; i++) {
            struct text header = draft->items[i].header;
            bool beside = (sniff_header_aside(header) && !draft->items[i].stand) ||
                          is_part(draft, i) ||
                          (sniff_matches(header, "saldo* stand*") && draft_has_sides(draft));
            int here = i == draft->row_total ? 2 : beside;
            if (draft->items[i].type != TYPE_AMOUNT || draft->items[i].aside ||
                !draft_usable(draft, i) || here != aside ||
                other_half(draft, i, SNIFF_TAKEN, SNIFF_ADDED) != NO_COLUMN)
                continue;
            if (here == 1 && n > 0 && sniff_header_moves(header))
                draft->items[i].problem =
                    "de kop noemt een dag of maand: een volgende keer een andere";
            else
                amounts[n++] =
                    make_amount(draft, i, other_half(draft, i, SNIFF_ADDED, SNIFF_TAKEN));
        }
        draft->n_plain = aside == 0 ? n : draft->n_plain;
    }
    draft->n_plain = draft->n_plain ? draft->n_plain : n;
    return n;
}

/* Of parts and their sum only the sum is meant, unless the parts are of different standen: then
 * those are. With btw is what is paid, and not what it costs: the part without comes first. */
void draft_find_amounts(struct draft *draft)
{
    bool pairs = draft_has_pair(draft);
    struct draft_amount *amounts = draft->amounts;
    size_t n = draft->n_amounts = pairs ? list_pairs(draft, amounts) : list_all(draft, amounts);
    draft->n_plain = pairs ? n : draft->n_plain;
    draft->n_meant = pairs && n ? 1 : put_meant_first(draft, amounts, draft->n_plain);
    if (!pairs && n > 1 && draft->n_meant == 1 && draft->row_total != NO_COLUMN &&
        !sniff_matches(draft->items[draft->row_total].header, "*incl*")) {
        struct draft_amount last = amounts[n - 1];
        memmove(amounts + 1, amounts, (n - 1) * sizeof *amounts);
        amounts[0] = last;
    }
}

const char *draft_likely_kind(const struct draft *draft)
{
    const struct draft_amount *first = draft->n_amounts ? draft->amounts : NULL;
    return first && first->minus == NO_COLUMN && first->kind ? first->kind
                                                             : draft_example_kind(draft);
}

bool draft_gives_changes(const struct draft *draft)
{
    bool any = draft_tells_stand(draft, STAND_WIJZIGING) ||
               strcmp(draft_likely_kind(draft), STAND_WIJZIGING) == 0;
    for (size_t i = 0; i < draft->n_meant; i++)
        any |= is_of_kind(&draft->amounts[i], STAND_WIJZIGING);
    return any;
}

void draft_find_changes(struct draft *draft)
{
    for (size_t i = 0; i < draft->n_meant; i++)
        for (size_t k = 0; k < draft->n_meant; k++) {
            struct draft_amount *after = &draft->amounts[i], *first = &draft->amounts[k];
            bool beside = draft->items[after->plus].sectie == draft->items[first->plus].sectie &&
                          !are_other_words(after->year, first->year) && after->flag == NO_COLUMN;
            if (beside && is_of_kind(after, STAND_NA_WIJZIGING) &&
                is_of_kind(first, STAND_PRIMAIR)) {
                after->text = arena_printf(draft->arena, "%s - %s", after->text, first->text);
                after->kind = STAND_WIJZIGING;
                after->asked = true;
            }
        }
}

void draft_ask_realisatie(struct draft *draft, int year)
{
    for (size_t i = 0; i < draft->n_meant && !draft_is_booked(draft); i++) {
        struct draft_amount *amount = &draft->amounts[i];
        const int own = amount->year ? sniff_year_in(text_of(amount->year)) : 0;
        amount->asked |= is_of_kind(amount, STAND_REALISATIE) && (!own || !year || own == year);
    }
}

/* ---- lines ---- */

static void print_total(struct draft *draft, size_t column)
{
    char text[MONEY_TEXT_SIZE];
    if (!draft->number.readable || column == NO_COLUMN || draft_unit_column(draft))
        return;
    if (draft->items[column].overflow)
        say_note(draft, "%s telt op tot meer dan pnc kan tellen", draft_name(draft, column));
    else
        say_note(draft, "%s telt op tot %s%s", draft_name(draft, column),
                 money_format(draft->items[column].total, true, text),
                 draft->sums.n_totals ? ", zonder de regels die een totaal heten" : "");
}

static void print_amount(struct draft *draft, enum draft_mark mark,
                         const struct draft_amount *amount)
{
    int year = example_year(draft);
    const bool budget = is_of_kind(&draft->amounts[0], STAND_PRIMAIR) ||
                        is_of_kind(&draft->amounts[1], STAND_PRIMAIR);
    const bool given = draft_more_and_less(draft, amount) ||
                       (mark == SAY_OR && draft->n_meant > 1 && budget); /* as what else there is */
    draft->year_unknown |= !amount->year && !year && draft->of_many;
    draft_say(draft, mark, "%s = %s %s", amount->text,
              amount->kind ? amount->kind
              : given      ? STAND_WIJZIGING
                           : draft_example_kind(draft),
              amount->year          ? amount->year
              : draft->year_unknown ? DRAFT_UNKNOWN
                                    : arena_printf(draft->arena, "%d", year ? year : EXAMPLE_YEAR));
}

/* Of an amount that is asked: without a side, or with its besluit 0 as what was decided first. */
static void print_other(struct draft *draft, struct draft_amount amount)
{
    if (draft->side_asked && amount.flag != NO_COLUMN) {
        amount.text = draft_name(draft, amount.plus);
        amount.kind = sniff_stand_kind(draft->items[amount.plus].header);
    } else if (!amount.kind && draft->is_planned && draft_has_first(draft)) {
        say_check(draft,
                  "is 0 de begroting, elders al geteld? Dan [buiten_scope]: begroting = %s: 0",
                  draft_name(draft, draft->role[ROLE_BESLUIT]));
        amount.kind = "{" DRAFT_OF_BESLUIT "}";
    } else {
        return;
    }
    print_amount(draft, SAY_OR, &amount);
}

/* It may be the side of its amounts, and not of a saldo beside them. */
static bool is_side(const struct draft *draft, size_t side)
{
    bool signs = side == NO_COLUMN || draft->of_word[WORD_DC] != NO_COLUMN || draft_has_pair(draft);
    for (size_t i = 0; i < draft->columns.n_plain && draft->n_amounts > 1; i++)
        signs |= draft->items[i].type == TYPE_AMOUNT &&
                 (draft->items[i].aside || sniff_column_minus(&draft->items[i]));
    return !signs;
}

static void ask_first(struct draft *draft, const struct draft_amount *amount, bool known)
{
    if (amount->year && strncmp(amount->year, "{jaar(", 6) == 0)
        say_note(draft,
                 "het jaar komt hier uit de datum: een boeking van na 31 december telt dan in het "
                 "volgende jaar");
    size_t side = draft->of_word[WORD_VN];
    struct text_list list = {.arena = draft->arena};
    for (size_t a = 0; a < draft->n_meant && is_side(draft, side); a++)
        list_add(&list, "%s per %s", draft->amounts[a].text,
                 draft_name(draft, draft_flag_of(draft, draft->amounts[a].plus, side)));
    if (list.n)
        say_check(draft,
                  "zegt %s niets van het teken van %s? Anders: %s (ook onder [sectie]), met "
                  "[waarden %s] N = D, V = C en teken = lasten- baten+ stortingen- onttrekkingen+",
                  draft_name(draft, side), list.n > 1 ? "deze bedragen" : "dit bedrag",
                  list_text(&list, ""), draft_name(draft, side));
    draft_say(draft, known ? SAY_CHECK : SAY_COMMENT,
              "realisatie, primair (begroting) of wijziging, en welk jaar?");
    int year = example_year(draft);
    if (!amount->year && !year && draft->of_many)
        say_note(draft, "het jaar staat nergens: schrijf het in plaats van het vraagteken");
    else if (!amount->year && !year)
        say_note(draft, "het jaar staat er nergens: %d is maar een voorbeeld", EXAMPLE_YEAR);
    else if (!amount->year && !named_year(draft))
        say_note(draft, "%d zegt %s", year,
                 draft_told_year(draft)
                     ? "een titel, de naam van de werkmap of het blad, of een datum"
                     : "een andere export, of de datum van de besluiten");
}

/* Some have a sign of their own beside the column that says how they go. */
static bool is_turned(const struct draft *draft, const struct draft_amount *amount)
{
    return amount->flag != NO_COLUMN && sniff_column_minus(&draft->items[amount->plus]) &&
           sniff_column_means(&draft->items[amount->flag], WORD_BEDRAG, NULL);
}

/* Nothing says whether it counts, no header, sum or difference: beside others of its stand that no
 * header calls another part, but for those na wijziging; or beside a stand, of no kind. */
static bool is_open(const struct draft *draft, size_t of)
{
    const struct draft_amount *amounts = draft->amounts;
    const char *kind = amounts[of].kind, *first = amounts[0].kind;
    const bool alone = draft->n_meant == 1, meant = of < draft->n_meant;
    bool open = !meant && of < draft->n_plain && !kind && first && *first != '{';
    size_t called = NO_COLUMN;
    open |= !kind && draft_more_and_less(draft, &amounts[of]) && /* of a reserve */
            strcmp(draft_example_kind(draft), STAND_WIJZIGING) != 0;
    open |= meant && is_of_kind(&amounts[of], STAND_WIJZIGING) &&
            is_side(draft, draft->of_word[WORD_VN]);
    for (size_t i = 0; i < draft->n_plain && meant; i++) {
        open |= i >= draft->n_meant && (kind ? is_of_kind(&amounts[i], kind) : alone);
        if (sniff_matches(draft->items[amounts[i].plus].header,
                          "bedrag bedrageur bedrageuro bedragineur bedragineuro amount"))
            called = called == NO_COLUMN ? i : draft->n_plain;
    }
    open &= alone || !kind || strcmp(kind, STAND_NA_WIJZIGING) != 0; /* the last counts */
    return open && draft->row_total == NO_COLUMN && called != of;
}

/* Of amounts beside each other that are parts of one the first alone is not the whole. */
static void tell_parts(struct draft *draft)
{
    const struct draft_amount *amounts = draft->amounts;
    size_t n = draft->n_amounts, n_meant = draft->n_meant;
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any |= is_open(draft, i);
    bool differs = n_meant < n && sniff_header_differs(draft->items[amounts[n_meant].plus].header);
    for (size_t i = n_meant; i < n; i++)
        if (sniff_header_differs(draft->items[amounts[i].plus].header))
            say_note(draft, "%s is een verschil, en telt niet mee",
                     draft_name(draft, amounts[i].plus));
    if (differs)
        return;
    if (draft->row_total != NO_COLUMN)
        say_note(draft, "%s is in elke regel de som van de andere bedragen%s",
                 draft_name(draft, draft->row_total),
                 n_meant == 1 ? ": dat of die andere, niet beide" : " en telt niet mee");
    else if (n_meant < n)
        say_note(draft,
                 "een van deze bedragen, of alle als het delen zijn (kwartalen): haal bij elk dat "
                 "telt \"; of: \" weg%s",
                 any ? ", en de regel met het vraagteken" : "");
}

/* Where debet and credit are the amount, and those that are no mutatie. */
static void tell_others(struct draft *draft)
{
    for (size_t i = 0; i < draft->columns.n; i++) {
        bool listed = draft->items[i].type != TYPE_AMOUNT ||
                      !(draft->items[i].aside || draft_has_pair(draft));
        for (size_t k = 0; k < draft->n_amounts; k++)
            listed |= draft->amounts[k].plus == i || draft->amounts[k].minus == i;
        if (!listed)
            say_note(draft, "%s is %s%s; hier telt het niet mee", draft_name(draft, i),
                     draft->items[i].rest_of ? "in elke regel " : "ook een bedrag",
                     draft->items[i].rest_of ? draft->items[i].rest_of : "");
    }
}

static void print_none(struct draft *draft)
{
    size_t last = draft->columns.n_plain - 1;
    while (!draft_usable(draft, last))
        last--;
    say_note(draft, "geen kolom ziet eruit als een bedrag");
    print_amount(draft, SAY_FILL, &(struct draft_amount){.text = draft_name(draft, last)});
}

void draft_print_amounts(struct draft *draft)
{
    const struct draft_amount *amounts = draft->amounts;
    size_t n = draft->n_amounts, n_meant = draft->n_meant;
    draft_section(draft, "bedragen");
    say_note(draft, "bedrag = stand: <soort> <jaar>, of het jaar uit een kolom: realisatie {jaar}");
    if (!draft_has_pair(draft))
        tell_parts(draft);
    for (size_t i = 0; i < n; i++) {
        bool known = amounts[i].kind && amounts[i].year && n_meant == n;
        print_total(draft, amounts[i].minus);
        print_total(draft, amounts[i].plus);
        if (i == 0)
            ask_first(draft, &amounts[i], known);
        bool is_sum = n_meant > 1 && amounts[i].plus == draft->row_total; /* see [gelijk] */
        const bool turned = is_turned(draft, &amounts[i]),
                   asked = amounts[i].asked || turned || is_open(draft, i);
        if (turned)
            say_check(draft, "%s bedragen hebben ook een min van zichzelf: keert %s die om?",
                      draft_count(draft, sniff_column_minus(&draft->items[amounts[i].plus])),
                      draft_name(draft, amounts[i].flag));
        if (asked)
            say_fill(draft, "%s = " DRAFT_UNKNOWN, draft_name(draft, amounts[i].plus));
        if (i < n_meant || !(is_sum || sniff_header_differs(draft->items[amounts[i].plus].header)))
            print_amount(draft,
                         i >= n_meant || asked ? SAY_OR
                         : known               ? SAY_LINE
                                               : SAY_FILL,
                         &amounts[i]);
        if (asked)
            print_other(draft, amounts[i]);
    }
    tell_others(draft);
    if (n == 0)
        print_none(draft);
    draft_print_identities(draft);
}
