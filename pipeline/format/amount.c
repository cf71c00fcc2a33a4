#include "pipeline/format/amount.h"

#include "pipeline/base/array.h"

#include <stdio.h>

#define MAX_DIGITS 15

/* ---- the signs around and in an amount, as each encoding writes them ---- */

enum {
    IN_UTF8 = 1u << TEXT_UTF8 | 1u << TEXT_UTF16, /* UTF-16 is delivered as UTF-8 */
    IN_1252 = 1u << TEXT_WINDOWS_1252,
    IN_8859_15 = 1u << TEXT_ISO_8859_15,
    IN_ONE_BYTE = IN_1252 | 1u << TEXT_ISO_8859_1 | IN_8859_15,
    IN_ALL = IN_UTF8 | IN_ONE_BYTE,
};

/* Bits: what may stand around the digits. */
enum token {
    TOKEN_BLANK = 1,
    TOKEN_MINUS = 2,
    TOKEN_PLUS = 4,
    TOKEN_EURO = 8,
    TOKEN_OPEN = 16,
    TOKEN_CLOSE = 32,
    TOKEN_CREDIT = 64,
    TOKEN_DEBIT = 128,
    TOKEN_CURRENCY = 256, /* one of the format's own */
    TOKEN_ANY = 511,
};

struct spelling {
    unsigned meaning; /* an enum token or an enum amount_mark */
    unsigned encodings;
    const char *bytes; /* letters in capitals */
};

static const struct spelling token_spellings[] = {
    {TOKEN_MINUS, IN_ALL, "-"},
    {TOKEN_MINUS, IN_UTF8, "\xE2\x88\x92"},
    {TOKEN_PLUS, IN_ALL, "+"},
    {TOKEN_BLANK, IN_ALL, " "},
    {TOKEN_BLANK, IN_ALL, "\t"},
    {TOKEN_BLANK, IN_ONE_BYTE, "\xA0"},
    {TOKEN_BLANK, IN_UTF8, "\xC2\xA0"},
    {TOKEN_BLANK, IN_UTF8, "\xE2\x80\xAF"},
    {TOKEN_BLANK, IN_UTF8, "\xE2\x80\x89"},
    {TOKEN_EURO, IN_UTF8, "\xE2\x82\xAC"},
    {TOKEN_EURO, IN_1252, "\x80"},
    {TOKEN_EURO, IN_8859_15, "\xA4"},
    {TOKEN_EURO, IN_ALL, "EUR"},
    {TOKEN_OPEN, IN_ALL, "("},
    {TOKEN_CLOSE, IN_ALL, ")"},
    {TOKEN_CREDIT, IN_ALL, "CR"},
    {TOKEN_CREDIT, IN_ALL, "C"},
    {TOKEN_DEBIT, IN_ALL, "DR"},
    {TOKEN_DEBIT, IN_ALL, "DB"},
    {TOKEN_DEBIT, IN_ALL, "D"},
    {0, 0, ""},
};

static const struct spelling mark_spellings[] = {
    {AMOUNT_POINT, IN_ALL, "."},
    {AMOUNT_COMMA, IN_ALL, ","},
    {AMOUNT_SPACE, IN_ALL, " "},
    {AMOUNT_APOSTROPHE, IN_ALL, "'"},
    {AMOUNT_SPACE, IN_ONE_BYTE, "\xA0"},
    {AMOUNT_SPACE, IN_UTF8, "\xC2\xA0"},
    {AMOUNT_SPACE, IN_UTF8, "\xE2\x80\xAF"},
    {AMOUNT_SPACE, IN_UTF8, "\xE2\x80\x89"},
    {AMOUNT_APOSTROPHE, IN_UTF8, "\xE2\x80\x99"},
    {AMOUNT_APOSTROPHE, IN_1252, "\x92"},
    {0, 0, ""},
};

static bool spelled(const char *bytes, struct text spelling)
{
    for (size_t i = 0; i < spelling.n_bytes; i++)
        if (text_upper(bytes[i]) != spelling.bytes[i])
            return false;
    return true;
}

/* What stands at the front (or the back) of t, and how many bytes it takes; 0 = none of these. */
static unsigned find_spelling(const struct spelling *spelling, enum text_encoding encoding,
                              struct text t, bool at_back, size_t *n_bytes)
{
    for (; spelling->meaning; spelling++) {
        struct text wanted = text_of(spelling->bytes);
        if (wanted.n_bytes > t.n_bytes || !(spelling->encodings >> encoding & 1))
            continue;
        *n_bytes = wanted.n_bytes;
        if (spelled(at_back ? t.bytes + t.n_bytes - wanted.n_bytes : t.bytes, wanted))
            break;
    }
    return spelling->meaning;
}

/* ---- what stands around the digits ---- */

struct peeled {
    struct text rest; /* what is left between what was taken off at both ends */
    int n_signs;
    int n_open; /* brackets opened less those closed */
    int n_currencies;
    bool negative;
};

/* Which enum amount_minus allows a sign at the front, and at the back; 0 = none does. */
static const struct {
    enum token token;
    unsigned front, back;
    int n_signs, n_open;
    bool negative;
} signs[] = {
    {TOKEN_MINUS, AMOUNT_MINUS_FRONT, AMOUNT_MINUS_BACK, 1, 0, true},
    {TOKEN_PLUS, AMOUNT_MINUS_FRONT, 0, 1, 0, false},
    {TOKEN_OPEN, AMOUNT_BRACKETS, 0, 1, 1, true},
    {TOKEN_CLOSE, 0, AMOUNT_BRACKETS, 0, -1, true},
    {TOKEN_CREDIT, 0, AMOUNT_CR_DR, 1, 0, false},
    {TOKEN_DEBIT, 0, AMOUNT_CR_DR, 1, 0, true},
};

/* The same for tokens, the format's own currencies among them. Of two readings the longer is meant:
 * "CHF" is no C. */
static unsigned find_token(const struct amount_format *format, struct text t, bool at_back,
                           size_t *n_bytes)
{
    unsigned token = find_spelling(token_spellings, format->encoding, t, at_back, n_bytes);
    for (size_t i = 0; i < format->n_currencies; i++) {
        struct text sign = format->currencies[i];
        if (sign.n_bytes > t.n_bytes || (token && sign.n_bytes < *n_bytes) ||
            !spelled(at_back ? t.bytes + t.n_bytes - sign.n_bytes : t.bytes, sign))
            continue;
        token = TOKEN_CURRENCY;
        *n_bytes = sign.n_bytes;
    }
    return token;
}

/* Notes a token; false when the format does not have it there. */
static bool note_token(const struct amount_format *format, unsigned token, bool at_back,
                       struct peeled *peeled)
{
    if (token == TOKEN_BLANK)
        return true;
    if (token & (TOKEN_EURO | TOKEN_CURRENCY))
        return (token == TOKEN_CURRENCY || format->currency) && peeled->n_currencies++ == 0;
    for (size_t i = 0; i < ARRAY_LENGTH(signs); i++) {
        if (signs[i].token != token)
            continue;
        peeled->n_signs += signs[i].n_signs;
        peeled->n_open += signs[i].n_open;
        peeled->negative |= signs[i].negative;
        return (format->minus & (at_back ? signs[i].back : signs[i].front)) != 0;
    }
    return false;
}

/* Takes all tokens of a set off one end; false when one is there that the format does not have. */
static bool peel_end(const struct amount_format *format, unsigned tokens, bool at_back,
                     struct peeled *peeled)
{
    struct text *rest = &peeled->rest;
    while (rest->n_bytes > 0 && !text_is_digit(rest->bytes[at_back ? rest->n_bytes - 1 : 0])) {
        size_t n_bytes = 0;
        unsigned token = find_token(format, *rest, at_back, &n_bytes);
        if (!(token & tokens))
            break;
        if (!note_token(format, token, at_back, peeled))
            return false;
        rest->n_bytes -= n_bytes;
        rest->bytes += at_back ? 0 : n_bytes;
    }
    return true;
}

static bool peel(const struct amount_format *format, unsigned tokens, struct peeled *peeled)
{
    return peel_end(format, tokens, false, peeled) && peel_end(format, tokens, true, peeled);
}

/* ---- digits and the marks between them ---- */

struct number {
    uint64_t digits; /* the first sixteen of them */
    size_t n_digits;
    size_t n_marks;
    unsigned earlier; /* set of all marks but the last */
    unsigned last;    /* the last mark, 0 = none */
    size_t first_run; /* digits before the first mark */
    size_t last_run;  /* digits behind the last mark */
    bool threes;      /* all runs between marks have three digits */
    bool zero_first;  /* begins with a 0 */
};

static void end_run(struct number *number, size_t n_run)
{
    if (number->n_marks == 0)
        number->first_run = n_run;
    else if (n_run != 3)
        number->threes = false;
}

/* False when there is anything but digits with single marks between them. */
static bool scan_number(enum text_encoding encoding, struct text t, struct number *number)
{
    *number = (struct number){.threes = true, .zero_first = t.n_bytes > 0 && t.bytes[0] == '0'};
    size_t n_run = 0;
    while (t.n_bytes > 0) {
        size_t n_bytes = 1;
        if (text_is_digit(t.bytes[0])) {
            if (number->n_digits++ <= MAX_DIGITS)
                number->digits = number->digits * 10 + (uint64_t)(t.bytes[0] - '0');
            n_run++;
        } else {
            unsigned mark = find_spelling(mark_spellings, encoding, t, false, &n_bytes);
            if (mark == 0 || n_run == 0)
                return false;
            end_run(number, n_run);
            number->earlier |= number->last;
            number->last = mark;
            number->n_marks++;
            n_run = 0;
        }
        t = text_from(t, n_bytes);
    }
    number->last_run = n_run;
    if (number->n_marks == 0)
        number->first_run = n_run;
    return n_run > 0;
}

/* "1E+05", "1,5e3" */
static bool is_scientific(struct text t)
{
    size_t at = 0;
    while (at < t.n_bytes &&
           (text_is_digit(t.bytes[at]) || t.bytes[at] == ',' || t.bytes[at] == '.'))
        at++;
    if (at == 0 || at == t.n_bytes || text_upper(t.bytes[at]) != 'E')
        return false;
    at++;
    if (at < t.n_bytes && (t.bytes[at] == '+' || t.bytes[at] == '-'))
        at++;
    size_t exponent = at;
    while (at < t.n_bytes && text_is_digit(t.bytes[at]))
        at++;
    return at > exponent && at == t.n_bytes;
}

/* True when these marks, those of a whole number, are one thousands sign in its right places. */
static bool is_grouped(const struct amount_format *format, const struct number *number,
                       unsigned marks)
{
    bool one_sign = (marks & (marks - 1)) == 0;
    return one_sign && (marks & format->thousands) && number->first_run <= 3 &&
           !number->zero_first && number->threes;
}

/* How many of the digits are decimals, when there is exactly one way to read the marks. */
static enum amount_fault read_marks(const struct amount_format *format, const struct number *number,
                                    size_t *n_decimals)
{
    *n_decimals = 0;
    if (number->n_marks == 0)
        return AMOUNT_OK;
    bool decimal = (number->last & format->decimal) && !(number->last & number->earlier) &&
                   (number->n_marks == 1 || is_grouped(format, number, number->earlier));
    unsigned marks = number->earlier | number->last;
    bool whole = number->last_run == 3 && is_grouped(format, number, marks);
    if (decimal && whole)
        return AMOUNT_AMBIGUOUS;
    if (!decimal && !whole)
        return marks & format->thousands ? AMOUNT_GROUPING : AMOUNT_NOT_A_NUMBER;
    *n_decimals = decimal ? number->last_run : 0;
    return AMOUNT_OK;
}

static enum amount_fault to_cents(const struct number *number, size_t n_decimals,
                                  int64_t unit_cents, int64_t *cents)
{
    for (size_t i = 0; i < n_decimals; i++) {
        if (unit_cents % 10 != 0)
            return AMOUNT_DECIMALS;
        unit_cents /= 10;
    }
    if (number->n_digits > MAX_DIGITS ||
        __builtin_mul_overflow((int64_t)number->digits, unit_cents, cents) ||
        *cents > MONEY_MAX_CENTS)
        return AMOUNT_TOO_LARGE;
    return AMOUNT_OK;
}

/* How many decimals give whole cents, whatever the digits. */
static size_t decimals_of(int64_t unit_cents)
{
    size_t n = 0;
    for (; unit_cents % 10 == 0; unit_cents /= 10)
        n++;
    return n;
}

/* Takes off the decimals that say nothing; false when there are none such. */
static bool drop_zeros(const struct amount_format *format, size_t n_decimals, struct text *t)
{
    size_t n_kept = decimals_of(format->unit_cents);
    if (n_decimals <= n_kept || n_decimals > format->decimals)
        return false;
    size_t n_dropped = n_decimals - n_kept;
    for (size_t i = t->n_bytes - n_dropped; i < t->n_bytes; i++)
        if (t->bytes[i] != '0')
            return false;
    t->n_bytes -= n_dropped + (n_kept == 0); /* the mark too */
    return true;
}

static enum amount_fault parse_number(const struct amount_format *format, struct text t,
                                      int64_t *cents)
{
    struct number number;
    if (!scan_number(format->encoding, t, &number))
        return is_scientific(t) ? AMOUNT_SCIENTIFIC : AMOUNT_NOT_A_NUMBER;
    size_t n_decimals;
    enum amount_fault fault = read_marks(format, &number, &n_decimals);
    if (fault != AMOUNT_OK)
        return fault;
    if (drop_zeros(format, n_decimals, &t)) {
        scan_number(format->encoding, t, &number);
        n_decimals = decimals_of(format->unit_cents);
    }
    return to_cents(&number, n_decimals, format->unit_cents, cents);
}

/* ---- the whole ---- */

static enum amount_fault parse_zero(bool allowed, enum amount_fault otherwise, struct money *money)
{
    if (!allowed)
        return otherwise;
    money->cents = 0;
    return AMOUNT_OK;
}

/* A minus and nothing else. */
static bool is_dash(const struct amount_format *format, struct text t)
{
    size_t n_bytes = 0;
    return find_spelling(token_spellings, format->encoding, t, false, &n_bytes) == TOKEN_MINUS &&
           n_bytes == t.n_bytes;
}

static enum amount_fault parse_any(const struct amount_format *format, struct text field,
                                   struct money *money)
{
    struct peeled peeled = {.rest = field};
    peel(format, TOKEN_BLANK, &peeled);
    if (peeled.rest.n_bytes == 0)
        return parse_zero(format->empty_is_zero, AMOUNT_EMPTY, money);
    if (!peel(format, TOKEN_BLANK | TOKEN_EURO | TOKEN_CURRENCY, &peeled))
        return AMOUNT_NOT_A_NUMBER;
    if (is_dash(format, peeled.rest))
        return parse_zero(format->dash_is_zero, AMOUNT_NOT_A_NUMBER, money);

    if (!peel(format, TOKEN_ANY, &peeled) || peeled.n_signs > 1 || peeled.n_open != 0)
        return AMOUNT_NOT_A_NUMBER;
    int64_t cents;
    enum amount_fault fault = parse_number(format, peeled.rest, &cents);
    if (fault == AMOUNT_OK)
        money->cents = peeled.negative ? -cents : cents;
    return fault;
}

/* An amount read as euros, in another unit; false when that does not come out in cents that fit. */
static bool change_unit(int64_t unit_cents, int64_t *cents)
{
    return unit_cents % 100 == 0 && !__builtin_mul_overflow(*cents, unit_cents / 100, cents) &&
           *cents <= MONEY_MAX_CENTS;
}

/* The common notations, quickly; false for all that it does not know. */
static bool parse_common(const struct amount_format *format, struct text field, struct money *money)
{
    static const char marks[] = {[AMOUNT_COMMA] = ',', [AMOUNT_POINT] = '.'};
    bool comma = format->decimal == AMOUNT_COMMA;
    if ((!comma && format->decimal != AMOUNT_POINT) || field.n_bytes == 0)
        return false;
    char thousands = marks[format->thousands & (comma ? AMOUNT_POINT : AMOUNT_COMMA)];
    bool front = (format->minus & AMOUNT_MINUS_FRONT) && field.bytes[0] == '-';
    bool back = (format->minus & AMOUNT_MINUS_BACK) && field.bytes[field.n_bytes - 1] == '-';
    int64_t cents;
    if ((front && back) ||
        !amount_parse_unsigned(field.bytes + front, field.n_bytes - front - back,
                               marks[format->decimal], thousands, &cents) ||
        (format->unit_cents != 100 && !change_unit(format->unit_cents, &cents)))
        return false;
    money->cents = front || back ? -cents : cents;
    return true;
}

enum amount_fault amount_parse(const struct amount_format *format, struct text field,
                               struct money *money)
{
    return parse_common(format, field, money) ? AMOUNT_OK : parse_any(format, field, money);
}

/* ---- in words ---- */

const char *amount_fault_text(enum amount_fault fault)
{
    static const char *const texts[AMOUNT_FAULT_COUNT] = {
        [AMOUNT_OK] = "bedrag",
        [AMOUNT_EMPTY] = "bedrag, geen leeg veld",
        [AMOUNT_NOT_A_NUMBER] = "bedrag in cijfers, in de schrijfwijze van het bronprofiel",
        [AMOUNT_SCIENTIFIC] = "bedrag zonder exponent",
        [AMOUNT_DECIMALS] = "bedrag in hele centen, zonder verdere decimalen",
        [AMOUNT_AMBIGUOUS] = "bedrag dat maar op één manier te lezen is",
        [AMOUNT_GROUPING] = "bedrag met duizendtallen in groepen van drie cijfers",
        [AMOUNT_TOO_LARGE] = "bedrag van hoogstens 15 cijfers, centen meegeteld",
    };
    return texts[fault];
}

/* The first of a set of marks, "" when there is none. */
static const char *mark_text(unsigned marks)
{
    static const char *const texts[] = {",", ".", " ", "'"};
    for (size_t i = 0; i < ARRAY_LENGTH(texts); i++)
        if (marks & 1u << i)
            return texts[i];
    return "";
}

char *amount_example(const struct amount_format *format, char buffer[MONEY_TEXT_SIZE])
{
    static const struct {
        unsigned minus;
        const char *before, *behind;
    } forms[] = {
        {AMOUNT_MINUS_FRONT, "-", ""},
        {AMOUNT_MINUS_BACK, "", "-"},
        {AMOUNT_BRACKETS, "(", ")"},
        {AMOUNT_CR_DR, "", " DR"},
        {0, "", ""},
    };
    size_t form = 0;
    while (forms[form].minus && !(forms[form].minus & format->minus))
        form++;

    bool has_decimals = format->unit_cents % 10 == 0;
    const char *decimals = format->unit_cents % 100 == 0 ? "56" : "5";
    unsigned decimal = format->decimal & -format->decimal;
    /* Without decimals a mark that can be either would make the example ambiguous. */
    unsigned thousands = format->thousands & ~(has_decimals ? decimal : format->decimal);
    snprintf(buffer, MONEY_TEXT_SIZE, "%s1%s234%s%s%s", forms[form].before, mark_text(thousands),
             has_decimals ? mark_text(decimal) : "", has_decimals ? decimals : "",
             forms[form].behind);
    return buffer;
}
