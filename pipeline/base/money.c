#include "pipeline/base/money.h"

#include <stdio.h>

bool money_subtract(struct money a, struct money b, struct money *difference)
{
    int64_t cents;
    if (__builtin_sub_overflow(a.cents, b.cents, &cents))
        return false;
    difference->cents = cents;
    return true;
}

void sum_subtract(struct sum *sum, struct money money)
{
    sum->overflow |= !money_subtract(sum->money, money, &sum->money);
}

void sum_add_sum(struct sum *sum, struct sum other)
{
    sum_add(sum, other.money);
    sum->overflow |= other.overflow;
}

struct sum sum_difference(struct sum a, struct sum b)
{
    sum_subtract(&a, b.money);
    a.overflow |= b.overflow;
    return a;
}

bool money_parse_cents(struct text text, struct money *money)
{
    bool negative = text.n_bytes > 0 && text.bytes[0] == '-';
    int64_t cents = 0;
    for (size_t i = negative; i < text.n_bytes; i++)
        if (!text_is_digit(text.bytes[i]) || __builtin_mul_overflow(cents, 10, &cents) ||
            __builtin_sub_overflow(cents, text.bytes[i] - '0', &cents))
            return false;
    if (text.n_bytes == negative || (!negative && cents == INT64_MIN))
        return false;
    money->cents = negative ? cents : -cents;
    return true;
}

int64_t money_round(struct money m, int64_t unit_euros)
{
    return money_round_to(m, unit_euros * 100);
}

int64_t money_round_to(struct money m, int64_t unit_cents)
{
    int64_t whole = m.cents / unit_cents;
    int64_t rest = m.cents % unit_cents;
    if (rest > 0 && rest >= unit_cents - rest)
        return whole + 1;
    if (rest < 0 && -rest >= unit_cents + rest)
        return whole - 1;
    return whole;
}

char *money_format(struct money m, bool grouped, char buffer[MONEY_TEXT_SIZE])
{
    uint64_t magnitude = money_magnitude(m.cents);
    char digits[24];
    int n_digits = snprintf(digits, sizeof digits, "%llu", (unsigned long long)(magnitude / 100));
    char *at = buffer;
    if (m.cents < 0)
        *at++ = '-';
    for (int i = 0; i < n_digits; i++) {
        if (grouped && i > 0 && (n_digits - i) % 3 == 0)
            *at++ = '.';
        *at++ = digits[i];
    }
    snprintf(at, 4, ",%02d", (int)(magnitude % 100));
    return buffer;
}
