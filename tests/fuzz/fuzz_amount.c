/* Input: three bytes of format, then the field. */
#include "pipeline/format/amount.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>

#define UNTOUCHED INT64_C(-777777777777777777)

static struct amount_format format_of(const uint8_t data[3])
{
    static const int64_t units[] = {100, 100, 1, 100000, 10, 1000, 2500, INT64_MAX};
    static const enum text_encoding encodings[] = {TEXT_UTF8, TEXT_WINDOWS_1252, TEXT_ISO_8859_1,
                                                   TEXT_ISO_8859_15};
    static const struct text currencies[] = {{"$", 1}, {"KR", 2}, {"KR.", 3}, {"CHF", 3}};
    static const unsigned decimals[] = {0, 3, 6, 10};
    return (struct amount_format){
        .decimal = 1 + data[0] % 3u,
        .thousands = data[0] >> 2 & 15u,
        .minus = data[1] & 15u,
        .currency = data[1] & 16,
        .currencies = data[2] & 32 ? currencies : NULL,
        .n_currencies = data[2] & 32 ? sizeof currencies / sizeof *currencies : 0,
        .decimals = decimals[data[2] >> 6],
        .dash_is_zero = data[1] & 32,
        .empty_is_zero = data[1] & 64,
        .unit_cents = units[data[2] & 7],
        .encoding = encodings[data[2] >> 3 & 3],
    };
}

static enum amount_fault parse(const struct amount_format *format, const char *bytes,
                               size_t n_bytes, int64_t *cents)
{
    struct money money = {UNTOUCHED};
    enum amount_fault fault = amount_parse(format, (struct text){bytes, n_bytes}, &money);
    MUST(fault >= AMOUNT_OK && fault < AMOUNT_FAULT_COUNT);
    MUST(amount_fault_text(fault));
    MUST((fault == AMOUNT_OK) == (money.cents != UNTOUCHED));
    if (fault == AMOUNT_OK)
        MUST(money.cents >= -MONEY_MAX_CENTS && money.cents <= MONEY_MAX_CENTS);
    *cents = money.cents;
    return fault;
}

/* Blanks at the ends change nothing. */
static void check_blanks(const struct amount_format *format, const char *bytes, size_t n_bytes,
                         enum amount_fault fault, int64_t cents)
{
    char *padded = malloc(n_bytes + 3);
    MUST(padded);
    memcpy(padded, " \t", 2);
    if (n_bytes)
        memcpy(padded + 2, bytes, n_bytes);
    padded[n_bytes + 2] = ' ';
    int64_t again;
    MUST(parse(format, padded, n_bytes + 3, &again) == fault);
    MUST(again == cents);
    free(padded);
}

/* An amount, written as plainly as its format allows, is read as itself. */
static void check_written(const struct amount_format *format, int64_t cents)
{
    static const char marks[] = {0, ',', '.'};
    int64_t worth = format->unit_cents;
    int n_decimals = 0;
    if (worth % 100 == 0 && format->decimal != 3) {
        n_decimals = 2;
        worth /= 100;
    }
    int64_t number = (cents < 0 ? -cents : cents) / worth;
    if (number * worth != (cents < 0 ? -cents : cents))
        return;
    char field[48], digits[24];
    int n_digits = snprintf(digits, sizeof digits, "%0*lld", n_decimals + 1, (long long)number);
    int n_whole = n_digits - n_decimals;
    snprintf(field, sizeof field, "%.*s%.*s%s", n_whole, digits, n_decimals ? 1 : 0,
             &marks[format->decimal % sizeof marks], digits + n_whole);
    int64_t again;
    enum amount_fault fault = parse(format, field, strlen(field), &again);
    MUST(n_digits > 15 ? fault == AMOUNT_TOO_LARGE : fault == AMOUNT_OK);
    MUST(n_digits > 15 || again == number * worth);
}

/* What the hot path's forms accept is what amount_parse reads. */
static void check_quick(const struct amount_format *format, const char *bytes, size_t n_bytes)
{
    struct amount_quick quick;
    struct money money = {UNTOUCHED};
    int64_t cents;
    if (!amount_quick(format, &quick))
        return;
    char *padded = calloc(n_bytes + 17, 1);
    MUST(padded);
    memcpy(padded, bytes, n_bytes);
    bool accepted = amount_parse_quick(&quick, (struct text){padded, n_bytes}, &money);
    free(padded);
    if (accepted)
        MUST(parse(format, bytes, n_bytes, &cents) == AMOUNT_OK && money.cents == cents);
    else
        MUST(money.cents == UNTOUCHED);
    int64_t whole = UNTOUCHED;
    if (amount_parse_unsigned(bytes, n_bytes, quick.decimal, quick.thousands, &whole))
        MUST(parse(format, bytes, n_bytes, &cents) == AMOUNT_OK && whole == cents && whole >= 0);
    else
        MUST(whole == UNTOUCHED);
}

static void check_example(const struct amount_format *format)
{
    char example[MONEY_TEXT_SIZE];
    int64_t cents;
    MUST(amount_example(format, example) == example);
    MUST(strlen(example) < sizeof example);
    enum amount_fault fault = parse(format, example, strlen(example), &cents);
    MUST(fault == AMOUNT_OK || (fault == AMOUNT_TOO_LARGE && format->unit_cents == INT64_MAX));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3)
        return 0;
    struct amount_format format = format_of(data);
    size_t n_bytes = size - 3;
    char *field = fuzz_copy(data + 3, n_bytes);
    int64_t cents;
    enum amount_fault fault = parse(&format, field, n_bytes, &cents);
    if (fault == AMOUNT_OK)
        MUST(cents >= 0 || format.minus != 0);
    check_blanks(&format, field, n_bytes, fault, cents);
    if (fault == AMOUNT_OK)
        check_written(&format, cents);
    check_example(&format);
    format.unit_cents = 100;
    for (format.decimal = AMOUNT_COMMA; format.decimal <= AMOUNT_POINT; format.decimal++)
        check_quick(&format, field, n_bytes);
    free(field);
    return 0;
}
