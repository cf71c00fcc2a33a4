/* What the columns of an export are: their types, and what they are about. */
#include "pipeline/base/array.h"
#include "pipeline/sniff/sniff_draft.h"

#include <string.h>

#define SHORT_FLAG 4  /* bytes of a value that says nothing about anyone */
#define LONG_FLAG  40 /* the same in a column that is about kinds */
#define FEW_YEARS  5

/* ---- shares ---- */

/* A dash stands for nothing in a column of any type. */
static bool nearly_all(const struct sniff_column *column, size_t n)
{
    return n > 0 && n * 20 >= (column->n_filled - column->n[KIND_DASH]) * 19;
}

/* The name of a total may stand among codes; a column full of them is about something else. */
static bool nearly_all_but_totals(const struct sniff_column *column, size_t n)
{
    size_t n_totals = column->n[KIND_TOTAL];
    return nearly_all(column, n_totals * 2 <= column->n_filled ? n + n_totals : n);
}

/* Sets of words. */
#define OF(word) (UINT32_C(1) << WORD_##word)
#define OF_CODES                                                                                   \
    (OF(REGEL) | OF(KOSTENPLAATS) | OF(PRODUCT) | OF(BOEKSTUK) | OF(DAGBOEK) | OF(REKENING) |      \
     OF(BESLUIT) | OF(EENHEID)) /* whatever its values look like, it is a code */
#define OF_DATES (OF(DATUM) | OF(BESLUITDATUM))
#define OF_KINDS (OF(SOORT) | OF(STATUS) | OF(VALUTA))
#define OF_STANDEN                                                                                 \
    (OF(NONE) | OF(SOORT) | OF(STATUS) | OF(BEDRAG)) /* its values may tell standen */

static bool is_about(const struct sniff_column *column, uint32_t words)
{
    return words >> column->word & 1;
}

/* An amount is never a part of a field. */
static bool is_part(const struct sniff_column *column)
{
    return column->part.first > 0 || column->part.piece > 0;
}

/* A year in the header makes a column of numbers one of amounts: "Begroting 2026", "2013". */
static bool is_about_amounts(const struct sniff_column *column)
{
    bool dated = sniff_year_in(column->header) && is_about(column, OF(NONE) | OF(REKENING)) &&
                 column->n[KIND_YEAR] < column->n_filled;
    bool amount =
        is_about(column, OF(BEDRAG)) && !sniff_header_numbers(column->header) &&
        (column->n[KIND_YEAR] < column->n_filled || !sniff_matches(column->header, "*jaar"));
    return !is_part(column) && (dated || amount || is_about(column, OF(DEBET) | OF(CREDIT)));
}

/* ---- dates ---- */

/* Bare digits are dates when the header says so, or when nothing else is said of eight of them; two
 * digits of a year need dashes, slashes or such a header. */
static bool pattern_may_be(const struct sniff_column *column, const struct sniff_pattern *pattern)
{
    if (is_about(column, OF_DATES))
        return true;
    if (is_about(column, OF_CODES) || is_about_amounts(column))
        return false;
    if (!pattern->separated)
        return column->word == WORD_NONE && strcmp(pattern->text, "jjjjmmdd") == 0;
    return strstr(pattern->text, "jjjj") || !strchr(pattern->text, '.');
}

/* The patterns that read all dates: the strictest of each order; and the one when it is single. */
static void judge_patterns(const struct draft *draft, struct sniff_column *column)
{
    const struct sniff_patterns *patterns = &draft->columns.patterns;
    size_t n = 0;
    column->pattern = patterns->n;
    for (size_t i = 0; i < patterns->n; i++) {
        bool fits = column->n_dates > 0 && column->n_pattern[i] == column->n_dates &&
                    pattern_may_be(column, &patterns->items[i]);
        for (size_t k = 0; k < i && fits; k++)
            fits = !(column->patterns >> k & 1) ||
                   strcmp(patterns->items[k].order, patterns->items[i].order) != 0;
        if (!fits)
            continue;
        column->patterns |= UINT64_C(1) << i;
        column->pattern = n++ == 0 ? i : patterns->n;
    }
}

/* ---- flags ---- */

/* A short code. Letters alone may be initials, unless the header says what they are, or `kinds`. */
static bool is_flag_value(const struct sniff_column *column, struct text value, bool kinds)
{
    const char *marks = kinds ? "/+- _." : "/+-";
    bool code = value.n_bytes > 0 && value.n_bytes <= (kinds ? LONG_FLAG : SHORT_FLAG);
    for (size_t i = 0; i < value.n_bytes && code; i++) {
        char c = value.bytes[i];
        code =
            text_is_digit(c) || ((c | ' ') >= 'a' && (c | ' ') <= 'z') || (c && strchr(marks, c));
    }
    bool harmless =
        kinds || column->word != WORD_NONE || value.n_bytes == 1 || sniff_has_digit(value);
    return sniff_flag_known(value) || (code && harmless);
}

/* A letter is a sectie where its counterpart stands beside it, or all others are secties too: B is
 * budget as well. T and O are reserves beside L and B. */
static bool tells_secties(const struct sniff_column *column)
{
    bool lasten = sniff_column_tells(column, WORD_SOORT, "lasten"),
         baten = sniff_column_tells(column, WORD_SOORT, "baten"),
         reserves = sniff_column_tells(column, WORD_SOORT, "stortingen") ||
                    sniff_column_tells(column, WORD_SOORT, "onttrekkingen");
    return (lasten && baten) ||
           (!(reserves && column->longest == 1) &&
            sniff_column_means(column, WORD_SOORT, NULL) == column->distinct.n);
}

/* Every value means something there, and not all the same: D and C, lasten and baten speak for
 * themselves, whatever the header; J and N, I and S do not. */
static bool is_few(const struct sniff_column *column)
{
    return !column->more_distinct && column->distinct.n <= SNIFF_MAX_FLAGS;
}

static bool speaks_for_itself(const struct sniff_column *column, enum sniff_word word)
{
    bool differ;
    return is_few(column) && sniff_column_means(column, word, &differ) == column->distinct.n &&
           differ && (word != WORD_SOORT || tells_secties(column));
}

/* Each value is of a stand or a code that may be, and not all the same; or one is what is ordered,
 * whatever the others are. Under the head of a code it takes both. */
static bool tells_standen(const struct sniff_column *column)
{
    const bool own = is_about(column, OF_STANDEN),
               ordered = sniff_column_tells(column, WORD_STAND, STAND_VERPLICHTING);
    return is_few(column) && column->word != WORD_PERSOON &&
           ((ordered && (own || column->word == WORD_DAGBOEK)) ||
            ((own || ordered) && speaks_for_itself(column, WORD_STANDCODE)));
}

/* In a column that is not about a flag values must come back, and not be digits alone. */
static bool is_flag(const struct sniff_column *column)
{
    bool wanted = is_about(column, OF(NEUTRAAL) | OF(IS) | OF(DC) | OF(VN) | OF_KINDS) ||
                  speaks_for_itself(column, WORD_DC) || speaks_for_itself(column, WORD_SOORT) ||
                  tells_standen(column);
    if (column->word == WORD_PERSOON || !is_few(column) || column->distinct.n == 0 ||
        (!wanted && (column->n_filled < 2 * column->distinct.n || column->n[KIND_DIGITS] > 0)))
        return false;
    for (size_t i = 0; i < column->distinct.n; i++)
        if (!is_flag_value(column, column->distinct.texts[i],
                           is_about(column, OF_KINDS) || tells_standen(column)))
            return false;
    return true;
}

static void judge_flag(struct sniff_column *column)
{
    size_t n_standen = sniff_column_means(column, WORD_STANDCODE, NULL);
    if (column->type != TYPE_FLAG || column->word == WORD_NEUTRAAL || column->word == WORD_IS)
        return;
    bool goes = sniff_column_tells(column, WORD_BEDRAG, "verhoging") &&
                sniff_column_tells(column, WORD_BEDRAG, "verlaging");
    if ((goes || speaks_for_itself(column, WORD_DC)) && !is_about(column, OF(STATUS) | OF(VN)))
        column->word = WORD_DC;
    else if (speaks_for_itself(column, WORD_SOORT))
        column->word = WORD_SOORT;
    else if (sniff_column_year(column) >= 0 && /* budgets of two years are no standen of one */
             (tells_standen(column) ||
              (column->word == WORD_SOORT && n_standen > 0 && n_standen * 2 >= column->distinct.n)))
        column->word = WORD_STAND;
}

/* Lines in which such a column says that the amount goes off. */
static size_t count_down(const struct sniff_column *side)
{
    size_t n = 0;
    for (size_t i = 0; i < side->distinct.n; i++) {
        const char *means = sniff_flag_means(WORD_DC, side->distinct.texts[i]);
        n += means && *means == 'D' ? side->n_flag[i] : 0;
    }
    return n;
}

/* A plus or a min beside amounts of which as many have a sign of their own says nothing more;
 * beside standen which of two is more, but where lines are booked or decided and only one is told.
 * Of lines with a date or one besluit, and beside what may be a change of a stand, it is asked. */
static void judge_side(struct draft *draft)
{
    bool listed = false, dated = false, open = false, differ;
    size_t n_standen = 0, n_minus[2] = {0}; /* [1]: of standen */
    for (size_t i = 0; i < draft->columns.n; i++) {
        const struct sniff_column *column = &draft->items[i];
        const char *kind = sniff_stand_kind(column->header);
        const bool amount = column->type == TYPE_AMOUNT,
                   stand = amount && kind && strcmp(kind, STAND_WIJZIGING) != 0;
        listed |= is_about(column, OF(BESLUIT) | OF(BOEKSTUK)) && column->distinct.n > 1;
        dated |= is_about(column, OF(BESLUIT) | OF(DATUM) | OF(PERIODE));
        n_minus[stand] += amount ? sniff_column_minus(column) : 0;
        n_standen += stand;
        open |= amount && !stand && (kind || sniff_matches(column->header, "*mutatie* *bedrag*"));
    }
    for (size_t i = 0; i < draft->columns.n; i++) {
        struct sniff_column *side = &draft->items[i];
        if (side->word != WORD_DC || !sniff_column_means(side, WORD_BEDRAG, &differ))
            continue;
        const size_t n_down = count_down(side);
        if (sniff_matches(side->header, "*trend* *signaal* index ontwikkeling* *dan20[0-9][0-9]") ||
            n_minus[0] * 2 > n_down ||
            (!open && (n_minus[1] * 2 > n_down || n_standen > (listed || dated))))
            side->word = WORD_NONE;
        else
            draft->side_asked = !n_standen ? 0 : open ? 1 : listed ? 0 : 2;
    }
}

/* ---- types ---- */

/* The first that holds. */
static enum draft_type type_of(const struct sniff_column *column, size_t *n_readable)
{
    const size_t *n = column->n;
    size_t n_amounts = n[KIND_AMOUNT] + n[KIND_DASH], n_filled = column->n_filled;
    bool amounts = is_about_amounts(column), about = is_about(column, OF_CODES);
    bool few = !column->more_distinct && column->distinct.n <= FEW_YEARS;
    const struct {
        enum draft_type type;
        size_t n_readable; /* values of it */
        bool holds;
    } types[] = {
        {TYPE_EMPTY, n_filled, n_filled == 0 && !amounts},
        {TYPE_TEXT, n_filled, sniff_header_of_share(column->header)},
        {TYPE_DATE, column->n_dates,
         (column->patterns || is_about(column, OF_DATES)) && nearly_all(column, column->n_dates)},
        /* values that a spreadsheet spoiled were amounts */
        {TYPE_AMOUNT, n_amounts,
         amounts && (n_amounts + n[KIND_SCIENTIFIC] + n[KIND_SHEET_ERROR]) * 10 >= n_filled},
        {TYPE_FLAG, n_filled, is_flag(column)},
        {TYPE_YEAR_MONTH, n[KIND_YEAR_MONTH],
         nearly_all(column, n[KIND_YEAR_MONTH]) && is_about(column, OF(PERIODE) | OF(JAAR))},
        {TYPE_YEAR, n[KIND_YEAR],
         nearly_all(column, n[KIND_YEAR]) &&
             (column->word == WORD_JAAR || (column->word == WORD_NONE && few))},
        {TYPE_PERIOD, n[KIND_PERIOD],
         column->word == WORD_PERIODE && nearly_all(column, n[KIND_PERIOD])},
        /* numbers of which some have a decimal mark, a sign, a currency */
        {TYPE_AMOUNT, n_amounts,
         n[KIND_AMOUNT] > n[KIND_DIGITS] + n[KIND_FLOAT] && nearly_all(column, n_amounts) &&
             !about && !is_part(column)},
        {TYPE_CODE, n[KIND_CODE],
         (n[KIND_CODE] > 0 && nearly_all_but_totals(column, n[KIND_CODE])) ||
             (about && n[KIND_CODE] * 2 >= n_filled)},
        {TYPE_TEXT, n_filled, true},
    };
    size_t i = 0;
    while (!types[i].holds)
        i++;
    *n_readable = types[i].n_readable;
    return types[i].type;
}

static void judge_type(const struct draft *draft, struct sniff_column *column)
{
    judge_patterns(draft, column);
    column->type = type_of(column, &column->n_readable);
    column->is_private = column->type == TYPE_TEXT ||
                         is_about(column, OF(PERSOON) | OF(OMSCHRIJVING)) ||
                         column->n[KIND_PERSONAL] * 4 > column->n_filled;
}

/* Digits that no header speaks of. */
static bool is_number(const struct sniff_column *column)
{
    return column->type == TYPE_CODE && column->word == WORD_NONE && column->n_filled > 0 &&
           column->n[KIND_DIGITS] == column->n_filled;
}

/* Numbers of any size that no header speaks of are amounts where there are no others, and behind
 * a stand; of whatever size where those beside them are empty. */
static void judge_whole(struct draft *draft)
{
    bool any = false, behind = false;
    for (size_t i = 0; i < draft->columns.n; i++)
        any |= draft->items[i].type == TYPE_AMOUNT;
    for (size_t i = 1; i < draft->columns.n_plain && !draft->by_number; i++) {
        struct sniff_column *column = &draft->items[i];
        behind = column[-1].type == TYPE_AMOUNT && (behind || sniff_stand_kind(column[-1].header));
        column->is_whole = is_number(column) && column->n[KIND_ZERO_FIRST] == 0 &&
                           column->shortest < column->longest &&
                           !sniff_header_numbers(column->header);
        bool fills = column[-1].type == TYPE_AMOUNT && column[-1].n_empty == column->n_filled &&
                     is_number(column) && !sniff_header_numbers(column->header);
        if ((column->is_whole && (behind || !any)) || fills)
            column->type = TYPE_AMOUNT;
    }
}

/* Small numbers that come back, beside an amount that is called so, are those of besluiten. */
static void judge_besluit(struct draft *draft)
{
    bool named = false;
    for (size_t i = 0; i < draft->columns.n_plain; i++)
        named |= draft->items[i].type == TYPE_AMOUNT &&
                 sniff_matches(draft->items[i].header, "*bedrag*");
    for (size_t i = 0; i < draft->columns.n_plain && named; i++) {
        struct sniff_column *column = &draft->items[i];
        if (sniff_matches(column->header, "*wijziging mutatie") && column->longest <= 3 &&
            column->n[KIND_DIGITS] == column->n_filled &&
            column->distinct.n * 2 <= column->n_filled) {
            column->word = WORD_BESLUIT;
            column->type = TYPE_CODE;
        }
    }
}

/* ---- what columns are about ---- */

/* A column of one of these types (set of 1 << type) about this, or NO_COLUMN. */
static size_t find_column(const struct draft *draft, enum sniff_word word, unsigned set)
{
    for (size_t i = 0; i < draft->columns.n; i++)
        if (draft->items[i].word == word && (set >> draft->items[i].type & 1) &&
            draft_usable(draft, i))
            return i;
    return NO_COLUMN;
}

enum {
    CODES = 1u << TYPE_CODE | 1u << TYPE_FLAG | 1u << TYPE_YEAR | 1u << TYPE_PERIOD |
            1u << TYPE_YEAR_MONTH,
    TEXTS = CODES | 1u << TYPE_TEXT,
};

/* What a column about that must look like to be of use; 0: it is of none. */
static unsigned types_of(enum sniff_word word)
{
    static const struct {
        uint32_t words;
        unsigned types;
    } uses[] = {
        {OF(DC) | OF(VN) | OF(NEUTRAAL) | OF(IS) | OF(SOORT) | OF(STAND) | OF(VALUTA),
         1u << TYPE_FLAG},
        {OF(DEBET) | OF(CREDIT) | OF(BEDRAG), 1u << TYPE_AMOUNT},
        {OF(DATUM) | OF(BESLUITDATUM), 1u << TYPE_DATE},
        {OF(JAAR), 1u << TYPE_YEAR},
        {OF(PERIODE), 1u << TYPE_PERIOD | 1u << TYPE_YEAR_MONTH},
        {OF(BESLUIT) | OF(OMSCHRIJVING) | OF(EENHEID), TEXTS},
        {OF_CODES, CODES},
    };
    for (size_t i = 0; i < ARRAY_LENGTH(uses); i++)
        if (uses[i].words >> word & 1)
            return uses[i].types;
    return 0;
}

static const enum sniff_word role_words[ROLE_COUNT] = {
    [ROLE_PERIODE] = WORD_PERIODE,   [ROLE_BOEKSTUK] = WORD_BOEKSTUK,
    [ROLE_REGEL] = WORD_REGEL,       [ROLE_DATUM] = WORD_DATUM,
    [ROLE_REKENING] = WORD_REKENING, [ROLE_KOSTENPLAATS] = WORD_KOSTENPLAATS,
    [ROLE_BESLUIT] = WORD_BESLUIT,   [ROLE_BESLUITDATUM] = WORD_BESLUITDATUM,
    [ROLE_NEUTRAAL] = WORD_NEUTRAAL, [ROLE_IS] = WORD_IS};

/* Of several columns with descriptions the one that varies most. */
static size_t find_description(const struct draft *draft)
{
    size_t best = NO_COLUMN;
    for (size_t i = 0; i < draft->columns.n; i++) {
        const struct sniff_column *column = &draft->items[i];
        if (column->word == WORD_OMSCHRIJVING && (TEXTS >> column->type & 1) &&
            draft_usable(draft, i) &&
            (best == NO_COLUMN || column->distinct.n > draft->items[best].distinct.n))
            best = i;
    }
    return best;
}

/* Numbers such as those of rekening; one of a bank is of somebody else. */
static size_t find_contra(const struct draft *draft)
{
    size_t rekening = draft->role[ROLE_REKENING], i = 0;
    const struct sniff_column *account = &draft->items[rekening == NO_COLUMN ? 0 : rekening];
    for (; i < draft->columns.n_plain && rekening != NO_COLUMN; i++) {
        const struct sniff_column *column = &draft->items[i];
        if (sniff_matches(column->header, "*tegenrek* *gegenkonto* *contraaccount* *contrarek*") &&
            column->n_filled > 0 && column->n[KIND_DIGITS] == column->n_filled &&
            column->shortest >= account->shortest && column->longest <= account->longest &&
            draft_usable(draft, i) && i != rekening)
            return i;
    }
    return NO_COLUMN;
}

/* What comes back in a list of wijzigingen and numbers documents, or cases, numbers its besluiten:
 * of no boekstuk, and the date beside it is theirs. */
static void take_documents(struct draft *draft)
{
    size_t *role = draft->role, date = role[ROLE_DATUM];
    draft_find_amounts(draft);
    if (draft_tells_stand(draft, STAND_REALISATIE) ||
        !(draft_tells_stand(draft, STAND_WIJZIGING) ||
          strcmp(draft_likely_kind(draft), STAND_WIJZIGING) == 0 ||
          (role[ROLE_BESLUITDATUM] != NO_COLUMN && date == NO_COLUMN &&
           role[ROLE_PERIODE] == NO_COLUMN)))
        return;
    for (size_t i = 0; i < draft->columns.n_plain && role[ROLE_BESLUIT] == NO_COLUMN; i++) {
        struct sniff_column *column = &draft->items[i];
        if ((i == role[ROLE_BOEKSTUK] ||
             sniff_matches(column->header, "zaakn* agendapunt* kenmerk*")) &&
            (CODES >> column->type & 1) && column->distinct.n * 2 <= column->n_filled &&
            draft_usable(draft, i)) {
            role[ROLE_BESLUIT] = draft->of_word[WORD_BESLUIT] = i;
            role[ROLE_BOEKSTUK] = i == role[ROLE_BOEKSTUK] ? NO_COLUMN : role[ROLE_BOEKSTUK];
            column->word = WORD_BESLUIT;
            column->guessed = true;
        }
    }
    if (role[ROLE_BESLUIT] != NO_COLUMN && role[ROLE_BESLUITDATUM] == NO_COLUMN &&
        role[ROLE_BOEKSTUK] == NO_COLUMN && role[ROLE_PERIODE] == NO_COLUMN && date != NO_COLUMN &&
        sniff_matches(draft->items[date].header, "datum")) {
        role[ROLE_BESLUITDATUM] = date;
        role[ROLE_DATUM] = NO_COLUMN;
    }
}

/* 043210 and 081000 are a 4 and an 8. */
static void find_zeros(struct draft *draft)
{
    size_t rekening = draft->role[ROLE_REKENING];
    struct sniff_column *column = &draft->items[rekening == NO_COLUMN ? 0 : rekening];
    if (rekening == NO_COLUMN || column->n[KIND_ZERO_FIRST] != column->n_filled ||
        column->shortest != column->longest || column->longest > 12 || column->n_filled == 0)
        return;
    column->n_zeros = sniff_column_zeros(column);
}

void draft_take_account(struct draft *draft, size_t column)
{
    draft->role[ROLE_REKENING] = column;
    draft->role[ROLE_CONTRA] = find_contra(draft);
    find_zeros(draft);
    draft_add_up(draft);
}

static void find_roles(struct draft *draft)
{
    for (int word = 0; word < WORD_COUNT; word++)
        draft->of_word[word] =
            find_column(draft, (enum sniff_word)word, types_of((enum sniff_word)word));
    for (int role = 0; role < ROLE_COUNT; role++)
        draft->role[role] = draft->of_word[role_words[role]]; /* of WORD_NONE there is none */
    draft->role[ROLE_OMSCHRIJVING] = find_description(draft);
    draft->role[ROLE_CONTRA] = find_contra(draft);
    size_t soort = draft->of_word[WORD_SOORT];
    /* Years that no header speaks of are years all the same. */
    if (draft->of_word[WORD_JAAR] == NO_COLUMN)
        draft->of_word[WORD_JAAR] = find_column(draft, WORD_NONE, 1u << TYPE_YEAR);
    if (soort != NO_COLUMN && !tells_secties(&draft->items[soort]))
        draft->of_word[WORD_SOORT] = NO_COLUMN;
    draft_find_standen(draft);
    take_documents(draft);
    if (draft->role[ROLE_BOEKSTUK] == NO_COLUMN)
        draft->role[ROLE_REGEL] = NO_COLUMN;
    find_zeros(draft);
}

/* ---- parts that nothing speaks of ---- */

static bool is_number_code(const struct sniff_column *column)
{
    return is_number(column) && column->shortest >= 4;
}

/* Numbers of one length, some of lasten, others of baten or the balance. */
static bool is_account(const struct sniff_column *column)
{
    size_t n[10] = {0};
    for (size_t i = 0; is_number_code(column) && i < column->distinct.n; i++)
        n[column->distinct.texts[i].bytes[0] - '0']++;
    return column->shortest == column->longest && n[4] && (n[8] || n[0] || n[1]);
}

/* The first of these columns that may be about that, where no other one is. */
static void guess_word(struct draft *draft, enum sniff_word word, size_t first, size_t end,
                       bool (*may_be)(const struct sniff_column *))
{
    while (first < end && !may_be(&draft->items[first]))
        first++;
    if (first == end || find_column(draft, word, types_of(word)) != NO_COLUMN)
        return;
    draft->items[first].word = word;
    draft->items[first].guessed = true;
}

/* ---- auditfiles ---- */

/* The mutatie of an auditfile is the amnt of a trLine, of which amntTp tells the side (Auditfile
 * Financieel, 3.2 and 4.0): that of its transaction, of its btw or in another currency is none. */
static void judge_auditfile(struct draft *draft)
{
    size_t side = find_column(draft, WORD_DC, 1u << TYPE_FLAG);
    bool is = side != NO_COLUMN && text_is(draft->items[side].header, "amntTp");
    for (size_t i = 0; i < draft->columns.n && is; i++)
        draft->items[i].aside =
            draft->items[i].type == TYPE_AMOUNT && !text_is(draft->items[i].header, "amnt");
}

/* What goes up and down is a reserve, but not of a list of besluiten, nor beside a budget. */
static void judge_reserves(struct draft *draft)
{
    bool budget = find_column(draft, WORD_BESLUIT, types_of(WORD_BESLUIT)) != NO_COLUMN;
    for (size_t i = 0; i < draft->columns.n; i++)
        budget |= draft->items[i].type == TYPE_AMOUNT && draft->items[i].sectie == SECTIE_COUNT &&
                  sniff_stand_kind(draft->items[i].header);
    for (size_t i = 0; i < draft->columns.n && budget; i++)
        if (sniff_matches(draft->items[i].header, SNIFF_TAKEN " " SNIFF_ADDED))
            draft->items[i].sectie = SECTIE_COUNT;
}

/* ---- the whole ---- */

void draft_judge(struct draft *draft)
{
    size_t n = draft->columns.n;
    draft_name_columns(draft);
    for (size_t i = 0; i < n; i++) {
        struct sniff_column *column = &draft->items[i];
        if (column->word == WORD_NONE && (column->is_code || sniff_column_is_iv3(column))) {
            column->word = WORD_PRODUCT;
            column->guessed = true;
        }
        judge_type(draft, column);
        judge_flag(column);
    }
    judge_side(draft);
    judge_whole(draft);
    bool others = find_column(draft, WORD_BEDRAG, 1u << TYPE_AMOUNT) != NO_COLUMN ||
                  find_column(draft, WORD_NONE, 1u << TYPE_AMOUNT) != NO_COLUMN;
    for (size_t i = 0; i < n; i++) /* of what is taken off already, too */
        others |= sniff_matches(draft->items[i].header, SNIFF_LESS) &&
                  sniff_column_minus(&draft->items[i]);
    for (size_t i = 0; i < n && others; i++)
        if (sniff_matches(draft->items[i].header,
                          SNIFF_VOORDEEL " " SNIFF_NADEEL " " SNIFF_MORE " " SNIFF_LESS))
            draft->items[i].word = WORD_BEDRAG; /* of them the difference, or a change */
    judge_besluit(draft);
    judge_reserves(draft);
    judge_auditfile(draft);
    if (draft->by_number)
        guess_word(draft, WORD_REKENING, 0, draft->columns.n_plain, is_account);
    guess_word(draft, WORD_REKENING, draft->columns.n_plain, n,
               is_number_code); /* a code's parts */
    guess_word(draft, WORD_KOSTENPLAATS, draft->columns.n_plain, n, is_number_code);
    find_roles(draft);
    draft_find_down(draft, false);
    draft_judge_number(draft);
}

void draft_take_code(struct draft *draft, size_t column)
{
    draft->items[column].is_code = true;
    draft_judge(draft);
    draft_add_up(draft);
}
