#include "pipeline/base/text.h"
#include "pipeline/format/workbook.h"

#define DIGITS_KEPT  15 /* what a workbook's number carries */
#define EXPONENT_MAX 400

/* digits * 10^exponent, without leading or trailing zeros; no digits is zero. */
struct digits {
    bool negative;
    int n_digits;
    char digits[DIGITS_KEPT];
    int exponent;
    bool rounds_up; /* the first digit that was not kept is 5 or more */
};

/* One more digit; the ones beyond the 15th only say which way to round. */
static void add_digit(struct digits *decimal, char digit, bool *first_dropped)
{
    if (decimal->n_digits == 0 && digit == '0')
        return;
    if (decimal->n_digits < DIGITS_KEPT) {
        decimal->digits[decimal->n_digits++] = digit;
        return;
    }
    if (*first_dropped)
        decimal->rounds_up = digit >= '5';
    *first_dropped = false;
    decimal->exponent++;
}

static bool read_exponent(const char *at, int *exponent)
{
    bool negative = *at == '-';
    int value = 0;
    if (*at == '-' || *at == '+')
        at++;
    if (!text_is_digit(*at))
        return false;
    for (; text_is_digit(*at); at++)
        value = value < EXPONENT_MAX ? value * 10 + (*at - '0') : value;
    *exponent += negative ? -value : value;
    return *at == '\0';
}

static bool read_decimal(const char *at, struct digits *decimal)
{
    bool first_dropped = true, any = false;
    decimal->negative = *at == '-';
    at += decimal->negative;
    for (; text_is_digit(*at); at++, any = true)
        add_digit(decimal, *at, &first_dropped);
    if (*at == '.')
        for (at++; text_is_digit(*at); at++, any = true) {
            add_digit(decimal, *at, &first_dropped);
            decimal->exponent--;
        }
    if (!any)
        return false;
    if (*at == 'E' || *at == 'e')
        return read_exponent(at + 1, &decimal->exponent);
    return *at == '\0';
}

bool workbook_cents(const char *text, struct money *money)
{
    return workbook_units(text, 2, &money->cents);
}

bool workbook_units(const char *text, int n_decimals, int64_t *units)
{
    struct digits decimal = {0};
    if (!read_decimal(text, &decimal))
        return false;
    int64_t value = 0; /* at most 10^15 */
    for (int i = 0; i < decimal.n_digits; i++)
        value = value * 10 + (decimal.digits[i] - '0');
    value += decimal.rounds_up;
    int exponent = decimal.exponent + n_decimals;
    for (; value != 0 && exponent < 0; exponent++) {
        if (value % 10 != 0)
            return false;
        value /= 10;
    }
    for (; value != 0 && exponent > 0; exponent--) {
        if (value > MONEY_MAX_CENTS)
            return false;
        value *= 10;
    }
    if (value > MONEY_MAX_CENTS)
        return false;
    *units = decimal.negative ? -value : value;
    return true;
}

/* What rounding up makes of the digits that are kept: 9,99 becomes 10,0. */
static void carry(struct digits *decimal)
{
    int at = decimal->n_digits - 1;
    while (at >= 0 && decimal->digits[at] == '9')
        decimal->digits[at--] = '0';
    if (at >= 0) {
        decimal->digits[at]++;
    } else {
        memset(decimal->digits, '0', DIGITS_KEPT);
        decimal->digits[0] = '1';
        decimal->exponent++;
    }
}

bool workbook_plain(const char *text, char mark, char plain[WORKBOOK_PLAIN_SIZE])
{
    struct digits decimal = {0};
    if (!read_decimal(text, &decimal))
        return false;
    if (decimal.rounds_up)
        carry(&decimal);
    while (decimal.n_digits > 0 && decimal.exponent < 0 &&
           decimal.digits[decimal.n_digits - 1] == '0') {
        decimal.n_digits--;
        decimal.exponent++;
    }
    if (decimal.n_digits == 0)
        decimal.exponent = decimal.negative = 0;
    int n_whole = decimal.n_digits + decimal.exponent;
    int n_total = (n_whole > 0 ? n_whole : 1) + (decimal.exponent < 0 ? -decimal.exponent : 0);
    if (n_total + 3 > WORKBOOK_PLAIN_SIZE)
        return false;
    char *at = plain;
    if (decimal.negative)
        *at++ = '-';
    if (n_whole <= 0)
        *at++ = '0';
    for (int i = n_whole < 0 ? n_whole : 0; i < decimal.n_digits || i < n_whole; i++) {
        if (i == (n_whole > 0 ? n_whole : n_whole < 0 ? n_whole : 0) && decimal.exponent < 0)
            *at++ = mark;
        *at++ = i < 0 || i >= decimal.n_digits ? '0' : decimal.digits[i];
    }
    *at = '\0';
    return true;
}
