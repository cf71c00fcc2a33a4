#include "pipeline/sniff/sniff_value.h"

#include "pipeline/base/array.h"
#include "pipeline/settings/stand.h"

#include <stdio.h>
#include <string.h>

#define MAX_AMOUNT_BYTES   48
#define MAX_AMOUNT_LETTERS 5           /* "EUR" and "CR" */
#define MAX_DECIMALS       10          /* that a profile can allow */
#define CODE_LETTERS       ((size_t)4) /* more letters without a digit are a word */
#define CODE_BYTES         24
#define MAX_DATE_BYTES     40 /* with a time */

/* Unlike strchr: NUL is in no set. */
static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

bool sniff_has_digit(struct text text)
{
    for (size_t i = 0; i < text.n_bytes; i++)
        if (text_is_digit(text.bytes[i]))
            return true;
    return false;
}

/* ---- trimming: amounts come with no-break spaces around them ---- */

/* Bytes of the blank at that end, or 0. */
static size_t blank_at(struct text t, bool at_back, enum text_encoding encoding)
{
    static const char *const blanks[] = {" ", "\t", "\xA0", "\xC2\xA0", "\xE2\x80\xAF"};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
        size_t n = strlen(blanks[i]);
        if (i > 1 && (encoding == TEXT_UTF8) != (n > 1))
            continue;
        if (t.n_bytes >= n &&
            memcmp(at_back ? t.bytes + t.n_bytes - n : t.bytes, blanks[i], n) == 0)
            return n;
    }
    return 0;
}

static struct text trim(struct text t, enum text_encoding encoding)
{
    for (size_t n; (n = blank_at(t, false, encoding)) > 0;)
        t = (struct text){t.bytes + n, t.n_bytes - n};
    for (size_t n; (n = blank_at(t, true, encoding)) > 0;)
        t.n_bytes -= n;
    return t;
}

/* ---- currencies ---- */

const char *const sniff_currency_names[SNIFF_CURRENCIES] = {
    "€", "£", "$", "GBP", "USD", "kr", "\"kr.\"", "NOK", "SEK", "DKK", "CHF"};

/* All but the euro, in capitals: in a one-byte encoding, in UTF-8. */
#define T(text)                                                                                    \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }
#define OTHERS T("$"), T("GBP"), T("USD"), T("KR"), T("KR."), T("NOK"), T("SEK"), T("DKK"), T("CHF")
static const struct text currencies[2][SNIFF_CURRENCIES - 1] = {{T("\xA3"), OTHERS},
                                                                {T("\xC2\xA3"), OTHERS}};

struct amount_format sniff_amount_format(enum text_encoding encoding)
{
    return (struct amount_format){
        .minus = AMOUNT_MINUS_FRONT | AMOUNT_MINUS_BACK | AMOUNT_BRACKETS | AMOUNT_CR_DR,
        .currency = true,
        .currencies = currencies[encoding == TEXT_UTF8],
        .n_currencies = SNIFF_CURRENCIES - 1,
        .unit_cents = 100,
        .encoding = encoding,
    };
}

/* ---- words for nothing ---- */

/* The last ones are a dash of U+2013, one of U+2014, and the same in windows-1252. */
static const char *const empty_words[] = {
    "NULL",  "null",   "Null",   "\\N",     "n/a",    "N/A", "n.a.", "N.A.",
    "nvt",   "NVT",    "n.v.t.", "N.v.t.",  "N.V.T.", "NaN", "nan",  "None",
    "none",  "(null)", "(leeg)", "(blank)", ".",      "..",  "?",    "--",
    "nihil", "Nihil",  "geen",   "Geen",    "–",      "—",   "\x96", "\x97"};

_Static_assert(sizeof empty_words / sizeof *empty_words == SNIFF_EMPTY_WORDS, "a count for each");

const char *sniff_empty_word(size_t index)
{
    const char *word = empty_words[index];
    return *word == '\\' ? "\"\\N\"" : *word == '\x96' ? "–" : *word == '\x97' ? "—" : word;
}

static size_t find_empty_word(struct text text)
{
    for (size_t i = 0; text.n_bytes > 0 && text.n_bytes <= 7 && i < SNIFF_EMPTY_WORDS; i++)
        if (*text.bytes == *empty_words[i] && text_is(text, empty_words[i]))
            return i + 1;
    return 0;
}

/* ---- amounts ---- */

/* Cheap: most texts are not worth trying. */
static bool worth_trying(struct text t)
{
    size_t n_digits = 0, n_letters = 0;
    bool dash = false;
    if (t.n_bytes > MAX_AMOUNT_BYTES)
        return false;
    for (size_t i = 0; i < t.n_bytes; i++) {
        char c = t.bytes[i];
        n_digits += text_is_digit(c);
        n_letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        dash |= c == '-' || c < 0; /* U+2212 too */
        if (!text_is_digit(c) && c > 0 && !is_one_of(c, " \t.,'+-()$") &&
            !((c | ' ') >= 'a' && (c | ' ') <= 'z'))
            return false;
    }
    return (n_digits > 0 || dash) && n_letters <= MAX_AMOUNT_LETTERS;
}

static bool is_amount(const struct amount_format *format, struct text text, bool *too_fine)
{
    struct money money;
    enum amount_fault fault = amount_parse(format, text, &money);
    *too_fine = fault == AMOUNT_DECIMALS;
    return fault == AMOUNT_OK || fault == AMOUNT_DECIMALS;
}

/* Which the format cannot do without, of these settings of a member of it, becomes the member's:
 * its index, or n when it reads the text with none of them. */
static size_t needed(const struct amount_format *format, struct text text, unsigned *member,
                     const unsigned *settings, size_t n, bool *too_fine)
{
    size_t i = 0;
    while (i < n && !(*member = settings[i], is_amount(format, text, too_fine)))
        i++;
    return i;
}

const struct sniff_sign sniff_signs[SNIFF_SIGNS] = {
    {AMOUNT_COMMA, AMOUNT_POINT}, {AMOUNT_COMMA, AMOUNT_SPACE}, {AMOUNT_COMMA, AMOUNT_APOSTROPHE},
    {AMOUNT_POINT, AMOUNT_COMMA}, {AMOUNT_POINT, AMOUNT_SPACE}, {AMOUNT_POINT, AMOUNT_APOSTROPHE},
};

static uint64_t bit(enum sniff_kind kind, bool holds)
{
    return (uint64_t)holds << kind;
}

/* How the amount is read with the format's decimal mark: 0 or the sign it needs between thousands,
 * -1 when it is none. What else that says comes into *kinds. */
static int read_amount(struct amount_format format, struct text text, uint64_t *kinds)
{
    bool too_fine, beyond, point = format.decimal == AMOUNT_POINT;
    const unsigned signs[] = {0, point ? AMOUNT_COMMA : AMOUNT_POINT, AMOUNT_SPACE,
                              AMOUNT_APOSTROPHE};
    if (needed(&format, text, &format.thousands, signs, 4, &too_fine) == 4)
        return -1;
    for (int i = 0; i < SNIFF_SIGNS; i++)
        *kinds |= bit(KIND_COMMA_POINT + i, sniff_signs[i].decimal == format.decimal &&
                                                sniff_signs[i].thousands == format.thousands);
    *kinds |= bit(KIND_AMOUNT, true) | bit(point ? KIND_POINT_FINE : KIND_COMMA_FINE, too_fine);
    format.decimals = MAX_DECIMALS;
    if (too_fine && is_amount(&format, text, &beyond))
        *kinds |= bit(point ? KIND_POINT_PADDED : KIND_COMMA_PADDED, !beyond);
    return (int)format.thousands;
}

/* The way of writing its sign that it needs. */
static uint64_t read_minus(struct amount_format format, struct text text)
{
    static const unsigned ways[] = {0, AMOUNT_MINUS_FRONT, AMOUNT_MINUS_BACK, AMOUNT_BRACKETS,
                                    AMOUNT_CR_DR};
    bool too_fine;
    size_t way = needed(&format, text, &format.minus, ways, 5, &too_fine);
    return way % 5 ? bit(KIND_MINUS_FRONT + way - 1, true) : 0;
}

/* Which sign it cannot do without. */
static size_t read_currency(struct amount_format format, struct text text)
{
    const struct text *all = format.currencies;
    bool too_fine;
    format.currency = false;
    format.n_currencies = 0;
    if (is_amount(&format, text, &too_fine))
        return 0;
    format.n_currencies = 1;
    for (size_t i = SNIFF_CURRENCIES - 1; i > 0; i--) { /* "kr." before "kr" */
        format.currencies = &all[i - 1];
        if (is_amount(&format, text, &too_fine))
            return i + 1;
    }
    return 1;
}

/* Digits behind the last mark, whatever sign or currency follows them. */
static unsigned count_decimals(struct text t)
{
    unsigned n = 0;
    size_t at = t.n_bytes;
    while (at > 0 && !is_one_of(t.bytes[at - 1], ",."))
        at--;
    while (at > 0 && at + n < t.n_bytes && text_is_digit(t.bytes[at + n]))
        n++;
    return n;
}

static bool is_zero(struct text text)
{
    size_t i = 0;
    while (i < text.n_bytes && !(text.bytes[i] >= '1' && text.bytes[i] <= '9'))
        i++;
    return i == text.n_bytes;
}

static void look_at_amount(struct sniff_value *value, struct amount_format format)
{
    uint64_t *kinds = &value->kinds;
    bool too_fine;
    if (!sniff_has_digit(value->text)) { /* "-" alone, and "$ -": a zero as spreadsheets show it */
        format.decimal = AMOUNT_COMMA;
        format.dash_is_zero = true;
        *kinds = bit(KIND_DASH, is_amount(&format, value->text, &too_fine));
        value->currency = *kinds ? read_currency(format, value->text) : 0;
        *kinds |= bit(KIND_CURRENCY, value->currency > 0);
        return;
    }
    format.decimal = AMOUNT_POINT;
    int point = read_amount(format, value->text, kinds);
    format.decimal = AMOUNT_COMMA;
    int comma = read_amount(format, value->text, kinds);
    if (comma < 0 && point < 0)
        return;
    if (comma < 0)
        format.decimal = AMOUNT_POINT;
    format.thousands = (unsigned)(comma < 0 ? point : comma);
    if (!value->only_digits) {
        value->decimals = count_decimals(value->text);
        value->currency = read_currency(format, value->text);
        *kinds |= read_minus(format, value->text);
    }
    *kinds |= bit(KIND_COMMA, point < 0) | bit(KIND_POINT, comma < 0) |
              bit(KIND_EITHER, comma >= 0 && point >= 0 && comma != point) |
              bit(KIND_CENTS, value->decimals == 1 || value->decimals == 2) |
              bit(KIND_ZERO, is_zero(value->text)) | bit(KIND_CURRENCY, value->currency > 0);
}

bool sniff_is_empty(struct text field, enum text_encoding encoding)
{
    struct text text = trim(field, encoding);
    return text.n_bytes == 0 || find_empty_word(text);
}

/* ---- other kinds ---- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_float(struct text t)
{
    bool ends = t.n_bytes > 3 && memcmp(t.bytes + t.n_bytes - 2, ".0", 2) == 0;
    return ends && text_is_digits((struct text){t.bytes, t.n_bytes - 2});
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

size_t sniff_stars(struct text text)
{
    size_t n = text.n_bytes < 3 ? text.n_bytes : 3;
    while (n > 0 && memcmp(text.bytes, "***", n) != 0)
        n--;
    return text.n_bytes == n || text.bytes[n] == ' ' ? n : 0;
}

bool sniff_begins_as_total(struct text text)
{
    static const char *const words[] = {"totaal", "totale",    "eindtotaal",      "subtotaal",
                                        "total",  "totals",    "subtotal",        "sum",
                                        "summe",  "saldo per", "saldo programma", "saldo begroting",
                                        "∑"};
    for (size_t i = 0; i < sizeof words / sizeof *words && text.n_bytes > 0; i++) {
        if ((*text.bytes | ' ') != *words[i])
            continue;
        size_t n = strlen(words[i]);
        bool is_word =
            text.n_bytes == n ||
            (text.n_bytes > n && ((text.bytes[n] | ' ') < 'a' || (text.bytes[n] | ' ') > 'z'));
        if (is_word && strncasecmp(text.bytes, words[i], n) == 0)
            return true;
    }
    return sniff_stars(text) > 0;
}

/* ---- the whole ---- */

static uint64_t text_kinds(struct text t)
{
    const char *what;
    return bit(KIND_CODE, is_code(t)) | bit(KIND_FLOAT, is_float(t)) |
           bit(KIND_SCIENTIFIC, is_scientific(t)) | bit(KIND_SHEET_ERROR, text_is_sheet_error(t)) |
           bit(KIND_TOTAL, sniff_begins_as_total(t)) |
           bit(KIND_PERSONAL, t.n_bytes >= 9 && text_personal(t, &what)) |
           bit(KIND_LINES, memchr(t.bytes, '\n', t.n_bytes) || memchr(t.bytes, '\r', t.n_bytes));
}

static uint64_t other_kinds(const struct sniff_value *value)
{
    static const uint64_t explained =
        UINT64_C(1) << KIND_CODE | UINT64_C(1) << KIND_SCIENTIFIC | UINT64_C(1) << KIND_SHEET_ERROR;
    uint64_t set = text_kinds(value->text) | (value->only_digits ? digit_kinds(value->text) : 0);
    bool amount = sniff_value_is(KIND_AMOUNT, value) || sniff_value_is(KIND_DASH, value);
    return set | bit(KIND_NO_AMOUNT, !amount) | bit(KIND_TEXT, !amount && !(set & explained));
}

bool sniff_value_look(struct text field, enum text_encoding encoding, struct sniff_value *value)
{
    *value = (struct sniff_value){.text = trim(field, encoding), .encoding = encoding};
    if (value->text.n_bytes == 0)
        return false;
    value->only_digits = text_is_digits(value->text);
    value->empty_word = find_empty_word(value->text);
    if (!value->empty_word && worth_trying(value->text))
        look_at_amount(value, sniff_amount_format(encoding));
    value->kinds |= other_kinds(value);
    return true;
}

/* ---- dates and years ---- */

/* Of patterns with the same separators the stricter one stands first. */
static const char *const known_patterns[] = {
    "dd-mm-jjjj", "dd/mm/jjjj",  "dd.mm.jjjj",  "dd mm jjjj", "mm-dd-jjjj", "mm/dd/jjjj",
    "jjjj-mm-dd", "jjjj/mm/dd",  "jjjj.mm.dd",  "jjjjmmdd",   "ddmmjjjj",   "mmddjjjj",
    "dd-mm-jj",   "dd/mm/jj",    "dd.mm.jj",    "mm-dd-jj",   "mm/dd/jj",   "jj-mm-dd",
    "jj/mm/dd",   "jjmmdd",      "ddmmjj",      "d-m-jjjj",   "d/m/jjjj",   "d.m.jjjj",
    "m-d-jjjj",   "m/d/jjjj",    "d-m-jj",      "d/m/jj",     "d.m.jj",     "m-d-jj",
    "m/d/jj",     "dd-mmm-jjjj", "dd mmm jjjj", "d-mmm-jjjj", "d mmm jjjj", "d. mmm jjjj",
    "dd-mmm-jj",  "dd mmm jj",   "d-mmm-jj",    "d mmm jj",   "jjjj-mmm-dd"};

_Static_assert(sizeof known_patterns / sizeof *known_patterns <= SNIFF_MAX_PATTERNS,
               "a set of patterns is 64 bits");

void sniff_patterns_make(struct sniff_patterns *patterns)
{
    patterns->n = 0;
    for (size_t i = 0; i < sizeof known_patterns / sizeof *known_patterns; i++) {
        const char *text = known_patterns[i];
        struct sniff_pattern *pattern = &patterns->items[patterns->n];
        char timed[32];
        snprintf(timed, sizeof timed, "%s tijd", text);
        *pattern = (struct sniff_pattern){.text = text,
                                          .order = *text == 'd'   ? "dag eerst"
                                                   : *text == 'm' ? "maand eerst"
                                                                  : "jaar eerst",
                                          .separated = strpbrk(text, "-/. ") != NULL};
        patterns->n +=
            date_format_parse(text, &pattern->format) && date_format_parse(timed, &pattern->timed);
    }
}

/* Cheap: a digit in front, and separators unless it is digits alone. */
static bool shaped_like_date(const struct sniff_value *value)
{
    struct text t = value->text;
    if (t.n_bytes < 6 || t.n_bytes > MAX_DATE_BYTES || !text_is_digit(t.bytes[0]))
        return false;
    if (value->only_digits)
        return t.n_bytes == 6 || t.n_bytes == 8;
    for (size_t i = 1; i < 5; i++)
        if ((t.bytes[i] && strchr("-/. ", t.bytes[i])))
            return true;
    return false;
}

static uint64_t match(const struct sniff_patterns *patterns, const struct sniff_value *value,
                      bool timed)
{
    uint64_t set = 0;
    struct date date;
    for (size_t i = 0; i < patterns->n; i++) {
        const struct sniff_pattern *pattern = &patterns->items[i];
        if (pattern->separated != value->only_digits &&
            date_parse(timed ? &pattern->timed : &pattern->format, value->text, &date) &&
            date.year >= 1950 && date.year <= 2099)
            set |= UINT64_C(1) << i;
    }
    return set;
}

uint64_t sniff_patterns_match(const struct sniff_patterns *patterns,
                              const struct sniff_value *value, bool *timed)
{
    *timed = false;
    if (!shaped_like_date(value))
        return 0;
    uint64_t set = match(patterns, value, false);
    if (set == 0 && memchr(value->text.bytes, ':', value->text.n_bytes)) {
        set = match(patterns, value, true);
        *timed = set != 0;
    }
    return set;
}

bool sniff_is_figure(const struct sniff_value *value, const struct sniff_patterns *patterns)
{
    bool timed;
    return sniff_value_is(KIND_AMOUNT, value) || sniff_value_is(KIND_DASH, value) ||
           sniff_patterns_match(patterns, value, &timed);
}

size_t sniff_patterns_swapped(const struct sniff_patterns *patterns, size_t index)
{
    char swapped[16] = "";
    const char *text = patterns->items[index].text;
    for (size_t i = 0; text[i]; i++)
        swapped[i] = text[i] == 'd' ? 'm' : text[i] == 'm' ? 'd' : text[i];
    return array_index(patterns->items, patterns->n, text, swapped);
}

int sniff_year_in(struct text text)
{
    int year;
    while (stand_next_year(&text, &year))
        if (year >= 1990 && year <= 2049)
            return year;
    return 0;
}
