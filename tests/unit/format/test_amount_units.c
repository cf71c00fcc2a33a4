/* What stands around and in place of the digits of an amount, and what one is worth. */
#include "tests/unit/amount_cases.h"

static const struct amount_format euro_1252 = {.decimal = AMOUNT_COMMA,
                                               .minus = AMOUNT_MINUS_FRONT,
                                               .currency = true,
                                               .unit_cents = 100,
                                               .encoding = TEXT_WINDOWS_1252};
static const struct text pounds[] = {{"\xA3", 1}, {"GBP", 3}};
static const struct amount_format pound_1252 = {.decimal = AMOUNT_POINT,
                                                .thousands = AMOUNT_COMMA,
                                                .minus = AMOUNT_MINUS_FRONT | AMOUNT_BRACKETS,
                                                .currencies = pounds,
                                                .n_currencies = LENGTH_OF(pounds),
                                                .unit_cents = 100,
                                                .encoding = TEXT_WINDOWS_1252};
static const struct text francs[] = {
    {"CHF", 3}, {"D\xC3\x89", 3}, {"KR", 2}, {"KR.", 3}, {"EUR", 3}};
static const struct amount_format francs_cr_dr = {.decimal = AMOUNT_POINT,
                                                  .thousands = AMOUNT_APOSTROPHE,
                                                  .minus = AMOUNT_CR_DR,
                                                  .currencies = francs,
                                                  .n_currencies = LENGTH_OF(francs),
                                                  .unit_cents = 100};
static const struct amount_format six_decimals = {.decimal = AMOUNT_POINT,
                                                  .thousands = AMOUNT_COMMA,
                                                  .minus = AMOUNT_MINUS_FRONT,
                                                  .decimals = 6,
                                                  .unit_cents = 100};
static const struct amount_format four_of_cents = {
    .decimal = AMOUNT_COMMA, .minus = AMOUNT_MINUS_FRONT, .decimals = 4, .unit_cents = 1};
static const struct amount_format euro_8859_15 = {.decimal = AMOUNT_COMMA,
                                                  .minus = AMOUNT_MINUS_FRONT,
                                                  .currency = true,
                                                  .unit_cents = 100,
                                                  .encoding = TEXT_ISO_8859_15};

/* ---- currency, dash, nothing ---- */

static void a_currency_may_stand_on_either_side_once(void **state)
{
    (void)state;
    static const struct accepted good[] = {
        {&euro, "€ 12,50", 1250},
        {&euro, "€12,50", 1250},
        {&euro, "12,50 €", 1250},
        {&euro, "EUR 1.234,56", 123456},
        {&euro, "1.234,56 EUR", 123456},
        {&euro, "1.234,56eur", 123456},
        {&euro, "€\u00A012,50", 1250},
        {&euro, "-€ 12,50", -1250},
        {&euro, "€ -12,50", -1250},
        {&euro, "€ - 12,50", -1250},
        {&euro, "12,50- EUR", -1250},
        {&euro, "12,50 EUR-", -1250},
        {&brackets, "(€ 12,50)", -1250},
        {&brackets, "€ (12,50)", -1250},
        {&brackets, "(12,50) EUR", -1250},
        {&euro_1252, "\x80 12,50", 1250},
        {&euro_8859_15, "12,50 \xA4", 1250},
        {&euro_1252, "EUR12,50", 1250},
    };
    static const struct refused bad[] = {
        {&dutch, "€ 12,50", AMOUNT_NOT_A_NUMBER},
        {&dutch, "EUR 12,50", AMOUNT_NOT_A_NUMBER},
        {&euro, "€ 12,50 EUR", AMOUNT_NOT_A_NUMBER},
        {&euro, "EUR EUR 12,50", AMOUNT_NOT_A_NUMBER},
        {&euro, "€", AMOUNT_NOT_A_NUMBER},
        {&euro, "EUR", AMOUNT_NOT_A_NUMBER},
        {&euro, "$ 12,50", AMOUNT_NOT_A_NUMBER},
        {&euro, "12,50 EU", AMOUNT_NOT_A_NUMBER},
        {&euro, "12 EUR 50", AMOUNT_NOT_A_NUMBER},
        {&euro, "\x80 12,50", AMOUNT_NOT_A_NUMBER},
        {&euro_1252, "€ 12,50", AMOUNT_NOT_A_NUMBER},
        {&euro_8859_15, "\x80 12,50", AMOUNT_NOT_A_NUMBER},
    };
    CHECK(check_accepted, good);
    CHECK(check_refused, bad);
}

static void any_currency_can_be_named(void **state)
{
    (void)state;
    static const struct accepted good[] = {
        {&pound_1252,
         "\xA3"
         "1,234.50",
         123450},
        {&pound_1252, " \xA3 1,234.50 ", 123450},
        {&pound_1252,
         "-\xA3"
         "12.50",
         -1250},
        {&pound_1252, "\xA3-12.50", -1250},
        {&pound_1252,
         "(\xA3"
         "12.50)",
         -1250},
        {&pound_1252, "\xA3(12.50)", -1250},
        {&pound_1252, "12.50 gbp", 1250},
        {&francs_cr_dr, "CHF 1'234.50", 123450},
        {&francs_cr_dr, "chf1'234.50 D", -123450},
        {&francs_cr_dr, "12.50 CHF C", 1250},
        {&francs_cr_dr, "kr 12", 1200},
        {&francs_cr_dr, "kr. 12", 1200},
        {&francs_cr_dr, "12 kr.", 1200},
        {&francs_cr_dr, "12.50 EUR", 1250},
    };
    static const struct refused bad[] = {
        {&pound_1252, "\x80 12.50", AMOUNT_NOT_A_NUMBER},
        {&pound_1252, "EUR 12.50", AMOUNT_NOT_A_NUMBER},
        {&pound_1252, "\xA3 12.50 GBP", AMOUNT_NOT_A_NUMBER},
        {&pound_1252, "\xA3", AMOUNT_NOT_A_NUMBER},
        {&pound_1252, "12.5%", AMOUNT_NOT_A_NUMBER},
        {&francs_cr_dr, "\u20AC 12.50", AMOUNT_NOT_A_NUMBER},
        {&francs_cr_dr, "C 12.50", AMOUNT_NOT_A_NUMBER},
        {&francs_cr_dr, "CHF CHF 12.50", AMOUNT_NOT_A_NUMBER},
    };
    CHECK(check_accepted, good);
    CHECK(check_refused, bad);
}

static void decimals_beyond_cents_must_be_announced_and_zero(void **state)
{
    (void)state;
    static const struct accepted good[] = {
        {&six_decimals, "1000.000000", 100000},
        {&six_decimals, "1,000.500000", 100050},
        {&six_decimals, "-0.010000", -1},
        {&six_decimals, "0.000", 0},
        {&six_decimals, "12.5", 1250},
        {&six_decimals, "9999999999999.990000", 999999999999999},
        {&four_of_cents, "12,0000", 12},
        {&four_of_cents, "12", 12},
    };
    static const struct refused bad[] = {
        {&six_decimals, "1000.001000", AMOUNT_DECIMALS},
        {&six_decimals, "1000.0000000", AMOUNT_DECIMALS},
        {&six_decimals, "99999999999999.990000", AMOUNT_TOO_LARGE},
        {&four_of_cents, "12,5000", AMOUNT_DECIMALS},
        {&english, "1000.000000", AMOUNT_DECIMALS},
    };
    CHECK(check_accepted, good);
    CHECK(check_refused, bad);
}

static void a_dash_or_nothing_is_zero_where_the_format_says_so(void **state)
{
    (void)state;
    static const struct accepted good[] = {
        {&euro, "-", 0},     {&euro, " -   ", 0},      {&euro, "€ -", 0},
        {&euro, "- EUR", 0}, {&norwegian, " -   ", 0}, {&brackets, "-", 0},
        {&euro, "", 0},      {&euro, "  \t", 0},       {&euro, "\u00A0", 0},
    };
    static const struct refused bad[] = {
        {&dutch, "-", AMOUNT_NOT_A_NUMBER},   {&dutch, "", AMOUNT_EMPTY},
        {&dutch, "  ", AMOUNT_EMPTY},         {&norwegian, "", AMOUNT_EMPTY},
        {&norwegian, "\u00A0", AMOUNT_EMPTY}, {&norwegian_ansi, "\xA0", AMOUNT_EMPTY},
        {&euro, "--", AMOUNT_NOT_A_NUMBER},   {&euro, "- -", AMOUNT_NOT_A_NUMBER},
        {&euro, "+", AMOUNT_NOT_A_NUMBER},    {&norwegian, "\u2013", AMOUNT_NOT_A_NUMBER},
    };
    CHECK(check_accepted, good);
    CHECK(check_refused, bad);
}

/* ---- units and sizes ---- */

static void a_unit_of_cents_or_thousands_stays_exact(void **state)
{
    (void)state;
    static const struct amount_format tens = {
        .decimal = AMOUNT_COMMA, .minus = AMOUNT_MINUS_FRONT, .unit_cents = 10};
    static const struct amount_format odd = {
        .decimal = AMOUNT_COMMA, .minus = AMOUNT_MINUS_FRONT, .unit_cents = 2500};
    static const struct accepted good[] = {
        {&cents, "123456", 123456},
        {&cents, "1.234.567", 1234567},
        {&cents, "-5", -5},
        {&cents, "999999999999999", MONEY_MAX_CENTS},
        {&thousands, "12", 1200000},
        {&thousands, "12,3", 1230000},
        {&thousands, "12,34", 1234000},
        {&thousands, "12,345", 1234500},
        {&thousands, "12,3456", 1234560},
        {&thousands, "12,34567", 1234567},
        {&thousands, "-1.234,5", -123450000},
        {&thousands, "1.234", 123400000},
        {&thousands, "9.999.999.999", INT64_C(999999999900000)},
        {&tens, "12,5", 125},
        {&odd, "3", 7500},
        {&odd, "3,04", 7600},
    };
    static const struct refused bad[] = {
        {&cents, "12,5", AMOUNT_DECIMALS},
        {&cents, "12,0", AMOUNT_DECIMALS},
        {&thousands, "12,345678", AMOUNT_DECIMALS},
        {&thousands, "12,345670", AMOUNT_DECIMALS},
        {&tens, "12,50", AMOUNT_DECIMALS},
        {&odd, "3,040", AMOUNT_DECIMALS},
        {&thousands, "9999999999999", AMOUNT_TOO_LARGE},
        {&thousands, "10.000.000.000", AMOUNT_TOO_LARGE},
        {&cents, "1000000000000000", AMOUNT_TOO_LARGE},
    };
    CHECK(check_accepted, good);
    CHECK(check_refused, bad);
}

static void more_than_fifteen_digits_are_refused(void **state)
{
    (void)state;
    static const struct accepted good[] = {
        {&plain, "9999999999999,99", MONEY_MAX_CENTS},
        {&plain, "-9999999999999,99", -MONEY_MAX_CENTS},
        {&plain, "9999999999999", INT64_C(999999999999900)},
        {&plain, "000000000000012", 1200},
        {&plain, "0000000000001,50", 150},
    };
    static const struct refused bad[] = {
        {&plain, "10000000000000,00", AMOUNT_TOO_LARGE},
        {&plain, "10000000000000", AMOUNT_TOO_LARGE},
        {&plain, "999999999999999", AMOUNT_TOO_LARGE},
        {&plain, "99999999999999,9", AMOUNT_TOO_LARGE},
        {&plain, "0000000000000012", AMOUNT_TOO_LARGE},
        {&plain, "00000000000001,50", AMOUNT_TOO_LARGE},
        {&plain, "1234567890123456", AMOUNT_TOO_LARGE},
        {&plain, "12345678901234567890123456789012345678901234567890", AMOUNT_TOO_LARGE},
        {&plain, "18446744073709551617", AMOUNT_TOO_LARGE}, /* 2^64 + 1 */
        {&dutch, "1.000.000.000.000.000.000.000,00", AMOUNT_TOO_LARGE},
        {&dutch, "10.000.000.000.000,00", AMOUNT_TOO_LARGE},
    };
    CHECK(check_accepted, good);
    CHECK(check_refused, bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_currency_may_stand_on_either_side_once),
        cmocka_unit_test(any_currency_can_be_named),
        cmocka_unit_test(decimals_beyond_cents_must_be_announced_and_zero),
        cmocka_unit_test(a_dash_or_nothing_is_zero_where_the_format_says_so),
        cmocka_unit_test(a_unit_of_cents_or_thousands_stays_exact),
        cmocka_unit_test(more_than_fifteen_digits_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
