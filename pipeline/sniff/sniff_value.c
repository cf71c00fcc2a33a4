#include "pipeline/sniff/sniff_value.h"

#include <stdio.h>
#include <string.h>

#define MAX_AMOUNT_BYTES   48
#define MAX_AMOUNT_LETTERS 5  /* "EUR" and "CR" */
#define MAX_DECIMALS       10 /* that a profile can allow */
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

static const unsigned decimal_marks[DECIMAL_COUNT] = {AMOUNT_COMMA, AMOUNT_POINT};

static bool all_digits(struct text t)
{
    for (size_t i = 0; i < t.n_bytes; i++)
        if (!text_is_digit(t.bytes[i]))
            return false;
    return t.n_bytes > 0;
}

/* ---- currencies ---- */

static const struct {
    const char *name, *utf8, *one_byte; /* in capitals */
} currencies[] = {
    {"€", "", ""},
    {"£", "\xC2\xA3", "\xA3"},
    {"$", "$", "$"},
    {"GBP", "GBP", "GBP"},
    {"USD", "USD", "USD"},
    {"kr", "KR", "KR"},
    {"\"kr.\"", "KR.", "KR."},
    {"NOK", "NOK", "NOK"},
    {"SEK", "SEK", "SEK"},
    {"DKK", "DKK", "DKK"},
    {"CHF", "CHF", "CHF"},
};

_Static_assert(sizeof currencies / sizeof *currencies == SNIFF_CURRENCIES, "a count for each");

const char *sniff_currency_name(size_t index)
{
    return currencies[index].name;
}

/* All but the euro, in the encoding; returns the array. */
static const struct text *currency_texts(enum text_encoding encoding,
                                         struct text texts[SNIFF_CURRENCIES])
{
    for (size_t i = 1; i < SNIFF_CURRENCIES; i++)
        texts[i - 1] = text_of(encoding == TEXT_UTF8 ? currencies[i].utf8 : currencies[i].one_byte);
    return texts;
}

const struct text *sniff_currencies(enum text_encoding encoding, struct arena *arena)
{
    return currency_texts(encoding, arena_alloc(arena, SNIFF_CURRENCIES * sizeof(struct text)));
}

/* ---- words for nothing ---- */

/* The last ones are a dash of U+2013, one of U+2014, and the same in windows-1252. */
static const char *const empty_words[] = {
    "NULL",   "null",   "Null",   "\\N", "n/a",   "N/A",   "n.a.", "N.A.",   "nvt",    "NVT",
    "n.v.t.", "N.v.t.", "N.V.T.", "NaN", "nan",   "None",  "none", "(null)", "(leeg)", "(blank)",
    ".",      "..",     "?",      "--",  "nihil", "Nihil", "–",    "—",      "\x96",   "\x97"};

_Static_assert(sizeof empty_words / sizeof *empty_words == SNIFF_EMPTY_WORDS, "a count for each");

const char *sniff_empty_word(size_t index)
{
    const char *word = empty_words[index];
    return *word == '\\' ? "\"\\N\"" : *word == '\x96' ? "–" : *word == '\x97' ? "—" : word;
}

static size_t find_empty_word(struct text text)
{
    for (size_t i = 0; text.n_bytes <= 7 && i < SNIFF_EMPTY_WORDS; i++)
        if (text_is(text, empty_words[i]))
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
        dash |= c == '-';
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

static struct sniff_reading read_amount(struct amount_format format, struct text text)
{
    static const unsigned signs[] = {0, AMOUNT_POINT, AMOUNT_COMMA, AMOUNT_SPACE,
                                     AMOUNT_APOSTROPHE};
    struct sniff_reading reading = {0};
    for (size_t i = 0; i < sizeof signs / sizeof *signs && !reading.fits; i++) {
        if (signs[i] == format.decimal)
            continue;
        format.thousands = reading.thousands = signs[i];
        reading.fits = is_amount(&format, text, &reading.too_fine);
    }
    bool beyond;
    format.decimals = MAX_DECIMALS;
    reading.padded = reading.too_fine && is_amount(&format, text, &beyond) && !beyond;
    return reading;
}

/* What the sign needs: nothing, or one of the four ways. */
static unsigned read_minus(struct amount_format format, struct text text)
{
    static const unsigned ways[] = {0, AMOUNT_MINUS_FRONT, AMOUNT_MINUS_BACK, AMOUNT_BRACKETS,
                                    AMOUNT_CR_DR};
    bool too_fine;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        format.minus = ways[i];
        if (is_amount(&format, text, &too_fine))
            return ways[i];
    }
    return 0;
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

static unsigned count_decimals(struct text t)
{
    unsigned n = 0;
    size_t at = t.n_bytes;
    while (at > 0 && !is_one_of(t.bytes[at - 1], ",."))
        at--;
    for (size_t i = at; at > 0 && i < t.n_bytes && text_is_digit(t.bytes[i]); i++)
        n++;
    return n;
}

static void read_around(struct sniff_value *value, struct amount_format format)
{
    enum sniff_decimal decimal = value->reading[DECIMAL_COMMA].fits ? DECIMAL_COMMA : DECIMAL_POINT;
    format.decimal = decimal_marks[decimal];
    format.thousands = value->reading[decimal].thousands;
    value->decimals = count_decimals(value->text);
    value->minus = read_minus(format, value->text);
    value->currency = read_currency(format, value->text);
}

/* "-" alone, and "$ -": a zero as spreadsheets show it. */
static void read_dash(struct sniff_value *value, struct amount_format format)
{
    bool too_fine;
    format.decimal = AMOUNT_COMMA;
    format.dash_is_zero = true;
    value->dash = is_amount(&format, value->text, &too_fine);
    value->currency = value->dash ? read_currency(format, value->text) : 0;
}

bool sniff_value_look(struct text field, enum text_encoding encoding, struct sniff_value *value)
{
    struct text texts[SNIFF_CURRENCIES];
    *value = (struct sniff_value){.text = trim(field, encoding), .encoding = encoding};
    if (value->text.n_bytes == 0)
        return false;
    value->only_digits = all_digits(value->text);
    value->empty_word = find_empty_word(value->text);
    if (value->empty_word || !worth_trying(value->text))
        return true;
    struct amount_format format = {
        .minus = AMOUNT_MINUS_FRONT | AMOUNT_MINUS_BACK | AMOUNT_BRACKETS | AMOUNT_CR_DR,
        .currency = true,
        .currencies = currency_texts(encoding, texts),
        .n_currencies = SNIFF_CURRENCIES - 1,
        .unit_cents = 100, /* it does not matter here */
        .encoding = encoding,
    };
    if (!sniff_has_digit(value->text)) {
        read_dash(value, format);
        return true;
    }
    for (int d = 0; d < DECIMAL_COUNT; d++) {
        format.decimal = decimal_marks[d];
        value->reading[d] = read_amount(format, value->text);
    }
    if (sniff_value_is_amount(value) && !value->only_digits)
        read_around(value, format);
    return true;
}

bool sniff_value_is_amount(const struct sniff_value *value)
{
    return value->reading[DECIMAL_COMMA].fits || value->reading[DECIMAL_POINT].fits;
}

/* ---- dates ---- */

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
        if (is_one_of(t.bytes[i], "-/. "))
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

size_t sniff_patterns_swapped(const struct sniff_patterns *patterns, size_t index)
{
    char swapped[16] = "";
    const char *text = patterns->items[index].text;
    for (size_t i = 0; text[i]; i++)
        swapped[i] = text[i] == 'd' ? 'm' : text[i] == 'm' ? 'd' : text[i];
    size_t at = 0;
    while (at < patterns->n && strcmp(patterns->items[at].text, swapped) != 0)
        at++;
    return at;
}

int sniff_year_in(struct text text)
{
    for (size_t i = 0; i + 4 <= text.n_bytes; i++) {
        int year = 0;
        for (size_t k = 0; k < 4; k++)
            year = text_is_digit(text.bytes[i + k]) ? year * 10 + text.bytes[i + k] - '0' : -100000;
        bool alone = (i == 0 || !text_is_digit(text.bytes[i - 1])) &&
                     (i + 4 == text.n_bytes || !text_is_digit(text.bytes[i + 4]));
        if (alone && year >= 1990 && year <= 2049)
            return year;
    }
    return 0;
}
