/* The table of kinds of values. */
#include "pipeline/sniff/sniff_value.h"

#include <string.h>

#define CODE_LETTERS ((size_t)4) /* more letters without a digit are a word */
#define CODE_BYTES   24

/* Unlike strchr: NUL is in no set. */
static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ---- amounts ---- */

const struct sniff_sign sniff_signs[SNIFF_SIGNS] = {
    {KIND_COMMA_POINT, AMOUNT_COMMA, AMOUNT_POINT},
    {KIND_COMMA_SPACE, AMOUNT_COMMA, AMOUNT_SPACE},
    {KIND_COMMA_APOSTROPHE, AMOUNT_COMMA, AMOUNT_APOSTROPHE},
    {KIND_POINT_COMMA, AMOUNT_POINT, AMOUNT_COMMA},
    {KIND_POINT_SPACE, AMOUNT_POINT, AMOUNT_SPACE},
    {KIND_POINT_APOSTROPHE, AMOUNT_POINT, AMOUNT_APOSTROPHE},
};

static uint64_t bit(enum sniff_kind kind, bool holds)
{
    return (uint64_t)holds << kind;
}

/* One or two digits behind the last mark, whatever sign or currency follows them. */
static bool has_cents(const struct sniff_value *value)
{
    struct text t = value->text;
    size_t at = t.n_bytes, n = 0;
    while (at > 0 && !is_one_of(t.bytes[at - 1], ",."))
        at--;
    while (at + n < t.n_bytes && text_is_digit(t.bytes[at + n]))
        n++;
    return at > 0 && (n == 1 || n == 2);
}

static bool is_float(struct text t)
{
    size_t n = 0;
    while (n < t.n_bytes && text_is_digit(t.bytes[n]))
        n++;
    return n > 1 && n + 2 == t.n_bytes && t.bytes[n] == '.' && t.bytes[n + 1] == '0';
}

/* By one decimal mark: what is only read so, and what is too fine. */
static uint64_t kinds_by_mark(const struct sniff_value *value, enum sniff_decimal decimal)
{
    const struct sniff_reading *reading = &value->reading[decimal];
    bool point = decimal == DECIMAL_POINT;
    if (!reading->fits)
        return 0;
    uint64_t set = bit(point ? KIND_POINT : KIND_COMMA, !value->reading[!decimal].fits) |
                   bit(point ? KIND_POINT_FINE : KIND_COMMA_FINE, reading->too_fine) |
                   bit(point ? KIND_POINT_PADDED : KIND_COMMA_PADDED, reading->padded);
    for (size_t i = 0; i < SNIFF_SIGNS; i++)
        set |= bit(sniff_signs[i].kind, (sniff_signs[i].decimal == AMOUNT_POINT) == point &&
                                            reading->thousands == sniff_signs[i].thousands);
    return set;
}

static uint64_t amount_kinds(const struct sniff_value *value)
{
    const struct sniff_reading *comma = &value->reading[DECIMAL_COMMA],
                               *point = &value->reading[DECIMAL_POINT];
    bool amount = comma->fits || point->fits, both = comma->fits && point->fits;
    bool same = comma->thousands == point->thousands;
    return kinds_by_mark(value, DECIMAL_COMMA) | kinds_by_mark(value, DECIMAL_POINT) |
           bit(KIND_AMOUNT, amount) | bit(KIND_NO_AMOUNT, !amount && !value->dash) |
           bit(KIND_WHOLE, both && same) | bit(KIND_EITHER, both && !same) |
           bit(KIND_CENTS, amount && has_cents(value)) | bit(KIND_FLOAT, is_float(value->text)) |
           bit(KIND_MINUS_FRONT, value->minus == AMOUNT_MINUS_FRONT) |
           bit(KIND_MINUS_BACK, value->minus == AMOUNT_MINUS_BACK) |
           bit(KIND_BRACKETS, value->minus == AMOUNT_BRACKETS) |
           bit(KIND_CR_DR, value->minus == AMOUNT_CR_DR) | bit(KIND_CURRENCY, value->currency > 0) |
           bit(KIND_DASH, value->dash);
}

/* "1E+05", "1,5e3" */
static bool is_scientific(struct text t)
{
    size_t n = 0;
    while (n < t.n_bytes && (text_is_digit(t.bytes[n]) || is_one_of(t.bytes[n], ",.-")))
        n++;
    if (n == 0 || n + 1 >= t.n_bytes || (t.bytes[n] | ' ') != 'e')
        return false;
    for (size_t i = n + 1; i < t.n_bytes; i++)
        if (!text_is_digit(t.bytes[i]) && !(i == n + 1 && is_one_of(t.bytes[i], "+-")))
            return false;
    return text_is_digit(t.bytes[t.n_bytes - 1]);
}

/* What a spreadsheet leaves where a formula failed: #VALUE!, #WAARDE!, #REF!, #N/B, #DEEL/0! */
static bool is_sheet_error(struct text t)
{
    if (t.n_bytes < 4 || t.bytes[0] != '#')
        return false;
    for (size_t i = 1; i < t.n_bytes; i++)
        if (!(t.bytes[i] >= 'A' && t.bytes[i] <= 'Z') && !is_one_of(t.bytes[i], "/0!?"))
            return false;
    return true;
}

/* ---- digits ---- */

static bool is_year_month(struct text t)
{
    int month;
    return t.n_bytes == 6 && sniff_year_in((struct text){t.bytes, 4}) != 0 &&
           period_parse((struct text){t.bytes + 4, 2}, &month) && month <= 16;
}

static uint64_t digit_kinds(struct text t)
{
    int period;
    return bit(KIND_DIGITS, true) | bit(KIND_ZERO_FIRST, t.n_bytes > 1 && t.bytes[0] == '0') |
           bit(KIND_YEAR, t.n_bytes == 4 && sniff_year_in(t) != 0) |
           bit(KIND_PERIOD, period_parse(t, &period)) | bit(KIND_YEAR_MONTH, is_year_month(t));
}

/* ---- texts ---- */

static bool is_code(struct text t)
{
    size_t n_letters = 0, n_digits = 0;
    for (size_t i = 0; i < t.n_bytes && t.n_bytes <= CODE_BYTES; i++) {
        n_letters += is_letter(t.bytes[i]);
        n_digits += text_is_digit(t.bytes[i]);
        if (!is_letter(t.bytes[i]) && !text_is_digit(t.bytes[i]) && !is_one_of(t.bytes[i], "-_./+"))
            return false;
    }
    return t.n_bytes <= CODE_BYTES &&
           (n_digits ? n_letters <= 2 * CODE_LETTERS : n_letters <= CODE_LETTERS) &&
           n_letters + n_digits > 0;
}

bool sniff_begins_as_total(struct text text)
{
    static const char *const words[] = {"totaal",   "eindtotaal", "subtotaal", "total",    "totals",
                                        "subtotal", "sum",        "summe",     "saldo per"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]);
        bool is_word =
            text.n_bytes == n ||
            (text.n_bytes > n && ((text.bytes[n] | ' ') < 'a' || (text.bytes[n] | ' ') > 'z'));
        if (is_word && strncasecmp(text.bytes, words[i], n) == 0)
            return true;
    }
    return false;
}

/* ---- the whole ---- */

static uint64_t text_kinds(struct text t)
{
    const char *what;
    return bit(KIND_CODE, is_code(t)) | bit(KIND_SCIENTIFIC, is_scientific(t)) |
           bit(KIND_SHEET_ERROR, is_sheet_error(t)) | bit(KIND_TOTAL, sniff_begins_as_total(t)) |
           bit(KIND_PERSONAL, t.n_bytes >= 9 && text_personal(t, &what)) |
           bit(KIND_LINES, memchr(t.bytes, '\n', t.n_bytes) || memchr(t.bytes, '\r', t.n_bytes));
}

uint64_t sniff_kinds_of(const struct sniff_value *value)
{
    static const uint64_t explained =
        UINT64_C(1) << KIND_CODE | UINT64_C(1) << KIND_SCIENTIFIC | UINT64_C(1) << KIND_SHEET_ERROR;
    uint64_t set = amount_kinds(value) | text_kinds(value->text);
    set |= bit(KIND_TEXT, (set >> KIND_NO_AMOUNT & 1) && !(set & explained));
    return value->only_digits ? set | digit_kinds(value->text) : set;
}

static const char *const texts[KIND_COUNT] = {
    [KIND_AMOUNT] = "leesbaar als bedrag",
    [KIND_WHOLE] = "zonder decimalen",
    [KIND_COMMA] = "met decimale komma, anders niet te lezen",
    [KIND_POINT] = "met decimale punt, anders niet te lezen",
    [KIND_EITHER] = "met drie cijfers achter een enkele punt of komma",
    [KIND_COMMA_POINT] = "met punten als duizendtalteken",
    [KIND_COMMA_SPACE] = "met spaties als duizendtalteken",
    [KIND_COMMA_APOSTROPHE] = "met apostrofs als duizendtalteken",
    [KIND_POINT_COMMA] = "met komma's als duizendtalteken",
    [KIND_POINT_SPACE] = "met spaties als duizendtalteken",
    [KIND_POINT_APOSTROPHE] = "met apostrofs als duizendtalteken",
    [KIND_CENTS] = "met een of twee decimalen",
    [KIND_COMMA_FINE] = "met meer dan twee decimalen",
    [KIND_POINT_FINE] = "met meer dan twee decimalen",
    [KIND_COMMA_PADDED] = "daarvan met nullen achter de centen",
    [KIND_POINT_PADDED] = "daarvan met nullen achter de centen",
    [KIND_MINUS_FRONT] = "met een min of plus voorop",
    [KIND_MINUS_BACK] = "met een min achteraan",
    [KIND_BRACKETS] = "tussen haakjes",
    [KIND_CR_DR] = "met CR of DR",
    [KIND_CURRENCY] = "met een valutateken",
    [KIND_DASH] = "een streepje",
    [KIND_SCIENTIFIC] = "in wetenschappelijke notatie (1E+05)",
    [KIND_SHEET_ERROR] = "een foutmelding van een rekenblad (#VALUE!)",
    [KIND_PERSONAL] = "lijkt op een burgerservicenummer of IBAN",
    [KIND_TOTAL] = "beginnend met 'totaal'",
    [KIND_LINES] = "met een regeleinde erin",
};

const char *sniff_kind_text(enum sniff_kind kind)
{
    return texts[kind];
}
