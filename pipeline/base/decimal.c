#include "pipeline/base/decimal.h"

__int128 decimal_power(int n)
{
    __int128 result = 1;
    while (n-- > 0)
        result *= 10;
    return result;
}

static __int128 scaled(struct decimal decimal, int n_decimals)
{
    return (__int128)decimal.mantissa * decimal_power(n_decimals - decimal.n_decimals);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* ---- text ---- */

/* Takes the whole part: its digits without points. False when the points do not stand in groups. */
static bool take_whole(struct text *rest, char *digits, size_t *n_digits, bool *grouped)
{
    size_t since_point = 0, i = 0;
    *grouped = false;
    for (; i < rest->n_bytes && (text_is_digit(rest->bytes[i]) || rest->bytes[i] == '.'); i++) {
        if (rest->bytes[i] != '.') {
            if (*n_digits == DECIMAL_MAX_DIGITS)
                return false;
            digits[(*n_digits)++] = rest->bytes[i];
            since_point++;
            continue;
        }
        if (since_point == 0 || since_point > 3 || (*grouped && since_point != 3))
            return false;
        *grouped = true;
        since_point = 0;
    }
    bool closed = !*grouped || since_point == 3;
    *rest = text_from(*rest, i);
    return *n_digits > 0 && closed && (digits[0] != '0' || *n_digits == 1);
}

static bool take_decimals(struct text rest, char *digits, size_t *n_digits, int *n_decimals)
{
    *n_decimals = 0;
    if (rest.n_bytes == 0)
        return true;
    if (rest.bytes[0] != ',' || rest.n_bytes < 2 || rest.n_bytes - 1 > DECIMAL_MAX_DECIMALS)
        return false;
    for (size_t i = 1; i < rest.n_bytes; i++) {
        if (!text_is_digit(rest.bytes[i]) || *n_digits == DECIMAL_MAX_DIGITS)
            return false;
        digits[(*n_digits)++] = rest.bytes[i];
    }
    *n_decimals = (int)rest.n_bytes - 1;
    return true;
}

bool decimal_parse(struct text text, struct decimal *decimal, bool *grouped)
{
    char digits[DECIMAL_MAX_DIGITS];
    size_t n_digits = 0;
    bool points, negative = text.n_bytes > 0 && text.bytes[0] == '-';
    struct decimal found = {0};
    if (negative)
        text = text_from(text, 1);
    if (!take_whole(&text, digits, &n_digits, &points) ||
        !take_decimals(text, digits, &n_digits, &found.n_decimals))
        return false;
    for (size_t i = 0; i < n_digits; i++)
        found.mantissa = found.mantissa * 10 + (digits[i] - '0');
    if (negative && found.mantissa == 0) /* there is no -0 */
        return false;
    found.mantissa = negative ? -found.mantissa : found.mantissa;
    *decimal = found;
    *grouped = points;
    return true;
}

const char *decimal_text(struct arena *arena, struct decimal decimal, bool grouped)
{
    char reversed[2 * DECIMAL_MAX_DIGITS + DECIMAL_MAX_DECIMALS + 4];
    size_t n = 0;
    uint64_t rest = decimal.mantissa < 0 ? -(uint64_t)decimal.mantissa : (uint64_t)decimal.mantissa;
    for (int i = 0; i < decimal.n_decimals; i++, rest /= 10)
        reversed[n++] = (char)('0' + rest % 10);
    if (decimal.n_decimals)
        reversed[n++] = ',';
    for (int i = 0; i == 0 || rest > 0; i++, rest /= 10) {
        if (grouped && i > 0 && i % 3 == 0)
            reversed[n++] = '.';
        reversed[n++] = (char)('0' + rest % 10);
    }
    if (decimal.mantissa < 0)
        reversed[n++] = '-';
    char *text = arena_alloc(arena, n + 1);
    for (size_t i = 0; i < n; i++)
        text[i] = reversed[n - 1 - i];
    return text;
}

/* ---- arithmetic ---- */

int decimal_compare(struct decimal a, struct decimal b)
{
    int n = larger(a.n_decimals, b.n_decimals);
    __int128 left = scaled(a, n), right = scaled(b, n);
    return (left > right) - (left < right);
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *sum)
{
    int n = larger(a.n_decimals, b.n_decimals);
    __int128 total = scaled(a, n) + scaled(b, n), limit = decimal_power(DECIMAL_MAX_DIGITS);
    if (total >= limit || total <= -limit)
        return false;
    *sum = (struct decimal){(int64_t)total, n};
    return true;
}

struct decimal decimal_divide(struct decimal a, int64_t divisor, int n_decimals)
{
    int n = larger(a.n_decimals, n_decimals);
    __int128 numerator = scaled(a, n),
             denominator = (__int128)divisor * decimal_power(n - n_decimals);
    __int128 half = denominator / 2;
    __int128 quotient = (numerator < 0 ? numerator - half : numerator + half) / denominator;
    return (struct decimal){(int64_t)quotient, n_decimals};
}

struct decimal decimal_distance(struct decimal a, struct decimal b)
{
    int n = larger(a.n_decimals, b.n_decimals);
    __int128 distance = scaled(a, n) - scaled(b, n);
    return (struct decimal){(int64_t)(distance < 0 ? -distance : distance), n};
}
