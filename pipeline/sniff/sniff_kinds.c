/* The table of kinds of values. */
#include "pipeline/sniff/sniff_value.h"

#include <string.h>

#define CODE_LETTERS ((size_t)4) /* more letters without a digit are a word */
#define CODE_BYTES   24

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

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

static bool is_whole(const struct sniff_value *value)
{
    return value->reading[DECIMAL_COMMA].fits && value->reading[DECIMAL_POINT].fits &&
           value->reading[DECIMAL_COMMA].thousands == value->reading[DECIMAL_POINT].thousands;
}

static bool fits_only(const struct sniff_value *value, enum sniff_decimal decimal)
{
    return value->reading[decimal].fits && !value->reading[!decimal].fits;
}

static bool is_comma(const struct sniff_value *value)
{
    return fits_only(value, DECIMAL_COMMA);
}

static bool is_point(const struct sniff_value *value)
{
    return fits_only(value, DECIMAL_POINT);
}

static bool is_either(const struct sniff_value *value)
{
    return value->reading[DECIMAL_COMMA].fits && value->reading[DECIMAL_POINT].fits &&
           !is_whole(value);
}

static bool needs(const struct sniff_value *value, enum sniff_decimal decimal, unsigned thousands)
{
    return value->reading[decimal].fits && value->reading[decimal].thousands == thousands;
}

static bool is_comma_point(const struct sniff_value *value)
{
    return needs(value, DECIMAL_COMMA, AMOUNT_POINT);
}

static bool is_comma_space(const struct sniff_value *value)
{
    return needs(value, DECIMAL_COMMA, AMOUNT_SPACE);
}

static bool is_comma_apostrophe(const struct sniff_value *value)
{
    return needs(value, DECIMAL_COMMA, AMOUNT_APOSTROPHE);
}

static bool is_point_comma(const struct sniff_value *value)
{
    return needs(value, DECIMAL_POINT, AMOUNT_COMMA);
}

static bool is_point_space(const struct sniff_value *value)
{
    return needs(value, DECIMAL_POINT, AMOUNT_SPACE);
}

static bool is_point_apostrophe(const struct sniff_value *value)
{
    return needs(value, DECIMAL_POINT, AMOUNT_APOSTROPHE);
}

/* Digits behind the last mark, whatever sign or currency follows them. */
static bool has_cents(const struct sniff_value *value)
{
    struct text t = value->text;
    size_t at = t.n_bytes, n = 0;
    while (at > 0 && !is_one_of(t.bytes[at - 1], ",."))
        at--;
    while (at + n < t.n_bytes && is_digit(t.bytes[at + n]))
        n++;
    return at > 0 && (n == 1 || n == 2) && sniff_value_is_amount(value);
}

static bool is_float(const struct sniff_value *value)
{
    struct text t = value->text;
    size_t n = 0;
    while (n < t.n_bytes && is_digit(t.bytes[n]))
        n++;
    return n > 1 && n + 2 == t.n_bytes && t.bytes[n] == '.' && t.bytes[n + 1] == '0';
}

static bool is_comma_fine(const struct sniff_value *value)
{
    return value->reading[DECIMAL_COMMA].fits && value->reading[DECIMAL_COMMA].too_fine;
}

static bool is_point_fine(const struct sniff_value *value)
{
    return value->reading[DECIMAL_POINT].fits && value->reading[DECIMAL_POINT].too_fine;
}

static bool is_comma_padded(const struct sniff_value *value)
{
    return is_comma_fine(value) && value->reading[DECIMAL_COMMA].padded;
}

static bool is_point_padded(const struct sniff_value *value)
{
    return is_point_fine(value) && value->reading[DECIMAL_POINT].padded;
}

static bool is_minus_front(const struct sniff_value *value)
{
    return value->minus == AMOUNT_MINUS_FRONT;
}

static bool is_minus_back(const struct sniff_value *value)
{
    return value->minus == AMOUNT_MINUS_BACK;
}

static bool is_brackets(const struct sniff_value *value)
{
    return value->minus == AMOUNT_BRACKETS;
}

static bool is_cr_dr(const struct sniff_value *value)
{
    return value->minus == AMOUNT_CR_DR;
}

static bool is_currency(const struct sniff_value *value)
{
    return value->currency > 0;
}

static bool is_dash(const struct sniff_value *value)
{
    return value->dash;
}

static bool is_no_amount(const struct sniff_value *value)
{
    return !value->dash && !sniff_value_is_amount(value);
}

/* "1E+05", "1,5e3" */
static bool is_scientific(const struct sniff_value *value)
{
    struct text t = value->text;
    size_t n = 0;
    while (n < t.n_bytes && (is_digit(t.bytes[n]) || is_one_of(t.bytes[n], ",.-")))
        n++;
    if (n == 0 || n + 1 >= t.n_bytes || (t.bytes[n] | ' ') != 'e')
        return false;
    for (size_t i = n + 1; i < t.n_bytes; i++)
        if (!is_digit(t.bytes[i]) && !(i == n + 1 && is_one_of(t.bytes[i], "+-")))
            return false;
    return is_digit(t.bytes[t.n_bytes - 1]);
}

/* What a spreadsheet leaves where a formula failed: #VALUE!, #WAARDE!, #REF!, #N/B, #DEEL/0! */
static bool is_sheet_error(const struct sniff_value *value)
{
    struct text t = value->text;
    if (t.n_bytes < 4 || t.bytes[0] != '#')
        return false;
    for (size_t i = 1; i < t.n_bytes; i++)
        if (!(t.bytes[i] >= 'A' && t.bytes[i] <= 'Z') && !is_one_of(t.bytes[i], "/0!?"))
            return false;
    return true;
}

/* ---- digits ---- */

static bool is_digits(const struct sniff_value *value)
{
    return value->only_digits;
}

static bool is_zero_first(const struct sniff_value *value)
{
    return value->only_digits && value->text.n_bytes > 1 && value->text.bytes[0] == '0';
}

static bool is_year(const struct sniff_value *value)
{
    return value->only_digits && value->text.n_bytes == 4 && sniff_year_in(value->text) != 0;
}

static bool is_period(const struct sniff_value *value)
{
    int period;
    return value->only_digits && period_parse(value->text, &period);
}

static bool is_year_month(const struct sniff_value *value)
{
    int month;
    struct text t = value->text;
    return value->only_digits && t.n_bytes == 6 && sniff_year_in((struct text){t.bytes, 4}) != 0 &&
           period_parse((struct text){t.bytes + 4, 2}, &month) && month <= 16;
}

/* ---- texts ---- */

static bool is_code(const struct sniff_value *value)
{
    struct text t = value->text;
    size_t n_letters = 0, n_digits = 0;
    for (size_t i = 0; i < t.n_bytes && t.n_bytes <= CODE_BYTES; i++) {
        n_letters += is_letter(t.bytes[i]);
        n_digits += is_digit(t.bytes[i]);
        if (!is_letter(t.bytes[i]) && !is_digit(t.bytes[i]) && !is_one_of(t.bytes[i], "-_./+"))
            return false;
    }
    return t.n_bytes <= CODE_BYTES &&
           (n_digits ? n_letters <= 2 * CODE_LETTERS : n_letters <= CODE_LETTERS) &&
           n_letters + n_digits > 0;
}

static bool is_text(const struct sniff_value *value)
{
    return is_no_amount(value) && !is_code(value) && !is_scientific(value) &&
           !is_sheet_error(value);
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

static bool is_total(const struct sniff_value *value)
{
    return sniff_begins_as_total(value->text);
}

static bool is_personal(const struct sniff_value *value)
{
    const char *what;
    return value->text.n_bytes >= 9 && text_personal(value->text, &what);
}

static bool has_lines(const struct sniff_value *value)
{
    return memchr(value->text.bytes, '\n', value->text.n_bytes) ||
           memchr(value->text.bytes, '\r', value->text.n_bytes);
}

/* ---- the table ---- */

static const struct {
    const char *text;
    bool (*holds)(const struct sniff_value *value);
} kinds[KIND_COUNT] = {
    [KIND_AMOUNT] = {"leesbaar als bedrag", sniff_value_is_amount},
    [KIND_WHOLE] = {"zonder decimalen", is_whole},
    [KIND_COMMA] = {"met decimale komma, anders niet te lezen", is_comma},
    [KIND_POINT] = {"met decimale punt, anders niet te lezen", is_point},
    [KIND_EITHER] = {"met drie cijfers achter een enkele punt of komma", is_either},
    [KIND_COMMA_POINT] = {"met punten als duizendtalteken", is_comma_point},
    [KIND_COMMA_SPACE] = {"met spaties als duizendtalteken", is_comma_space},
    [KIND_COMMA_APOSTROPHE] = {"met apostrofs als duizendtalteken", is_comma_apostrophe},
    [KIND_POINT_COMMA] = {"met komma's als duizendtalteken", is_point_comma},
    [KIND_POINT_SPACE] = {"met spaties als duizendtalteken", is_point_space},
    [KIND_POINT_APOSTROPHE] = {"met apostrofs als duizendtalteken", is_point_apostrophe},
    [KIND_FLOAT] = {"een geheel getal met .0 erachter", is_float},
    [KIND_CENTS] = {"met een of twee decimalen", has_cents},
    [KIND_COMMA_FINE] = {"met meer dan twee decimalen", is_comma_fine},
    [KIND_POINT_FINE] = {"met meer dan twee decimalen", is_point_fine},
    [KIND_COMMA_PADDED] = {"daarvan met nullen achter de centen", is_comma_padded},
    [KIND_POINT_PADDED] = {"daarvan met nullen achter de centen", is_point_padded},
    [KIND_MINUS_FRONT] = {"met een min of plus voorop", is_minus_front},
    [KIND_MINUS_BACK] = {"met een min achteraan", is_minus_back},
    [KIND_BRACKETS] = {"tussen haakjes", is_brackets},
    [KIND_CR_DR] = {"met CR of DR", is_cr_dr},
    [KIND_CURRENCY] = {"met een valutateken", is_currency},
    [KIND_DASH] = {"een streepje", is_dash},
    [KIND_NO_AMOUNT] = {"geen bedrag", is_no_amount},
    [KIND_SCIENTIFIC] = {"in wetenschappelijke notatie (1E+05)", is_scientific},
    [KIND_SHEET_ERROR] = {"een foutmelding van een rekenblad (#VALUE!)", is_sheet_error},
    [KIND_DIGITS] = {"alleen cijfers", is_digits},
    [KIND_ZERO_FIRST] = {"met een nul voorop", is_zero_first},
    [KIND_YEAR] = {"een jaartal", is_year},
    [KIND_PERIOD] = {"een periodenummer", is_period},
    [KIND_YEAR_MONTH] = {"jaar en maand (jjjjmm)", is_year_month},
    [KIND_CODE] = {"een code", is_code},
    [KIND_TEXT] = {"tekst", is_text},
    [KIND_TOTAL] = {"beginnend met 'totaal'", is_total},
    [KIND_PERSONAL] = {"lijkt op een burgerservicenummer of IBAN", is_personal},
    [KIND_LINES] = {"met een regeleinde erin", has_lines},
};

const char *sniff_kind_text(enum sniff_kind kind)
{
    return kinds[kind].text;
}

bool sniff_kind_holds(enum sniff_kind kind, const struct sniff_value *value)
{
    return kinds[kind].holds(value);
}
