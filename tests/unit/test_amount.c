/* What each notation reads and refuses, case by case. test_amount_property.c checks the same parser
 * against a slow one, test_amount_plain.c the hot path's form of it. */
#include "pipeline/core/amount.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

#define UNTOUCHED INT64_C(-777)

static const struct amount_format dutch = {.decimal = AMOUNT_COMMA,
                                           .thousands = AMOUNT_POINT,
                                           .minus = AMOUNT_MINUS_FRONT,
                                           .unit_cents = 100};
static const struct amount_format plain = {
    .decimal = AMOUNT_COMMA, .minus = AMOUNT_MINUS_FRONT, .unit_cents = 100};
static const struct amount_format english = {.decimal = AMOUNT_POINT,
                                             .thousands = AMOUNT_COMMA,
                                             .minus = AMOUNT_MINUS_FRONT,
                                             .unit_cents = 100};
static const struct amount_format sap = {.decimal = AMOUNT_COMMA,
                                         .thousands = AMOUNT_POINT,
                                         .minus = AMOUNT_MINUS_BACK,
                                         .unit_cents = 100,
                                         .encoding = TEXT_WINDOWS_1252};
static const struct amount_format swiss = {.decimal = AMOUNT_POINT,
                                           .thousands = AMOUNT_APOSTROPHE,
                                           .minus = AMOUNT_MINUS_FRONT,
                                           .unit_cents = 100};
static const struct amount_format norwegian = {.decimal = AMOUNT_COMMA,
                                               .thousands = AMOUNT_SPACE,
                                               .minus = AMOUNT_MINUS_FRONT,
                                               .dash_is_zero = true,
                                               .unit_cents = 100};
static const struct amount_format norwegian_ansi = {.decimal = AMOUNT_COMMA,
                                                    .thousands = AMOUNT_SPACE,
                                                    .minus = AMOUNT_MINUS_FRONT,
                                                    .unit_cents = 100,
                                                    .encoding = TEXT_ISO_8859_1};
static const struct amount_format brackets = {.decimal = AMOUNT_COMMA,
                                              .thousands = AMOUNT_POINT,
                                              .minus = AMOUNT_BRACKETS,
                                              .currency = true,
                                              .dash_is_zero = true,
                                              .unit_cents = 100};
static const struct amount_format cr_dr = {
    .decimal = AMOUNT_COMMA, .thousands = AMOUNT_POINT, .minus = AMOUNT_CR_DR, .unit_cents = 100};
static const struct amount_format euro = {.decimal = AMOUNT_COMMA,
                                          .thousands = AMOUNT_POINT,
                                          .minus = AMOUNT_MINUS_FRONT | AMOUNT_MINUS_BACK,
                                          .currency = true,
                                          .dash_is_zero = true,
                                          .empty_is_zero = true,
                                          .unit_cents = 100};
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
static const struct amount_format cents = {.decimal = AMOUNT_COMMA,
                                           .thousands = AMOUNT_POINT,
                                           .minus = AMOUNT_MINUS_FRONT,
                                           .unit_cents = 1};
static const struct amount_format thousands = {.decimal = AMOUNT_COMMA,
                                               .thousands = AMOUNT_POINT,
                                               .minus = AMOUNT_MINUS_FRONT,
                                               .unit_cents = 100000};
static const struct amount_format either = {.decimal = AMOUNT_COMMA | AMOUNT_POINT,
                                            .thousands = AMOUNT_COMMA | AMOUNT_POINT,
                                            .minus = AMOUNT_MINUS_FRONT,
                                            .unit_cents = 100};
static const struct amount_format either_thousands = {.decimal = AMOUNT_COMMA | AMOUNT_POINT,
                                                      .thousands = AMOUNT_COMMA | AMOUNT_POINT,
                                                      .minus = AMOUNT_MINUS_FRONT,
                                                      .unit_cents = 100000};
static const struct amount_format unsigned_only = {
    .decimal = AMOUNT_COMMA, .thousands = AMOUNT_POINT, .unit_cents = 100};

struct accepted {
    const struct amount_format *format;
    const char *field;
    int64_t cents;
};

struct refused {
    const struct amount_format *format;
    const char *field;
    enum amount_fault fault;
};

/* Parses a copy that ends where its allocation ends, so that reading on is caught. */
static enum amount_fault parse(const struct amount_format *format, const char *bytes,
                               size_t n_bytes, int64_t *found)
{
    char *copy = malloc(n_bytes ? n_bytes : 1);
    if (n_bytes)
        memcpy(copy, bytes, n_bytes);
    struct money money = {UNTOUCHED};
    enum amount_fault fault = amount_parse(format, (struct text){copy, n_bytes}, &money);
    free(copy);
    *found = money.cents;
    return fault;
}

static void check_accepted(const struct accepted *cases, size_t n_cases)
{
    for (size_t i = 0; i < n_cases; i++) {
        int64_t found;
        enum amount_fault fault =
            parse(cases[i].format, cases[i].field, strlen(cases[i].field), &found);
        if (fault != AMOUNT_OK || found != cases[i].cents)
            fail_msg("\"%s\": fault %d, %lld cents, wanted %lld", cases[i].field, (int)fault,
                     (long long)found, (long long)cases[i].cents);
    }
}

static void check_refused(const struct refused *cases, size_t n_cases)
{
    for (size_t i = 0; i < n_cases; i++) {
        int64_t found;
        enum amount_fault fault =
            parse(cases[i].format, cases[i].field, strlen(cases[i].field), &found);
        if (fault != cases[i].fault || found != UNTOUCHED)
            fail_msg("\"%s\": fault %d, wanted %d, %lld cents", cases[i].field, (int)fault,
                     (int)cases[i].fault, (long long)found);
    }
}

#define CHECK(check, cases) check(cases, LENGTH_OF(cases))

/* ---- decimals ---- */

static void decimals_are_none_one_or_two(void **state)
{
    (void)state;
    static const struct accepted good[] = {
        {&plain, "0", 0},
        {&plain, "0,0", 0},
        {&plain, "0,00", 0},
        {&plain, "1234,56", 123456},
        {&plain, "1234", 123400},
        {&plain, "1234,5", 123450},
        {&plain, "0,05", 5},
        {&plain, "0,5", 50},
        {&plain, "007,5", 750},
        {&plain, "-0,00", 0},
        {&plain, "-1234,56", -123456},
        {&english, "1234.56", 123456},
        {&english, "-0.01", -1},
        {&english, "12", 1200},
        {&plain, " 12,50", 1250},
        {&plain, "12,50\t ", 1250},
    };
    static const struct refused bad[] = {
        {&plain, ",50", AMOUNT_NOT_A_NUMBER},   {&plain, "12,", AMOUNT_NOT_A_NUMBER},
        {&plain, ",", AMOUNT_NOT_A_NUMBER},     {&plain, "-", AMOUNT_NOT_A_NUMBER},
        {&plain, "-,5", AMOUNT_NOT_A_NUMBER},   {&plain, "12,5,6", AMOUNT_NOT_A_NUMBER},
        {&plain, "12,,5", AMOUNT_NOT_A_NUMBER}, {&plain, "12.50", AMOUNT_NOT_A_NUMBER},
        {&english, "12,50", AMOUNT_GROUPING},   {&plain, "1,005", AMOUNT_DECIMALS},
        {&plain, "1,000", AMOUNT_DECIMALS},     {&plain, "0,1234567890123456", AMOUNT_DECIMALS},
        {&english, "1.005", AMOUNT_DECIMALS},   {&dutch, "1.234,567", AMOUNT_DECIMALS},
    };
    CHECK(check_accepted, good);
    CHECK(check_refused, bad);
}

/* ---- thousands ---- */

static void thousands_come_in_groups_of_three_or_not_at_all(void **state)
{
    (void)state;
    static const struct accepted good[] = {
        {&dutch, "1.234,56", 123456},
        {&dutch, "1234,56", 123456},
        {&dutch, "1.234", 123400},
        {&dutch, "1.005", 100500},
        {&dutch, "12.345", 1234500},
        {&dutch, "123.456", 12345600},
        {&dutch, "123,45", 12345},
        {&dutch, "1.234,5", 123450},
        {&dutch, "1.234.567,89", 123456789},
        {&dutch, "12.345.678,90", 1234567890},
        {&dutch, "-9.999.999.999.999,99", -MONEY_MAX_CENTS},
        {&english, "1,234,567.89", 123456789},
        {&english, "1,005", 100500},
        {&swiss, "1'234'567.89", 123456789},
        {&swiss, "1\u2019234.50", 123450},
        {&norwegian, "1 234 567,89", 123456789},
        {&norwegian, "-1 234", -123400},
        {&norwegian, "1\u00A0234\u00A0567", 123456700},
        {&norwegian, "1\u202F234", 123400},
        {&norwegian, "1\u00A0234 567", 123456700}, /* both are a space */
        {&norwegian, " 1 234 ", 123400},
        {&norwegian_ansi,
         "1\xA0"
         "234\xA0"
         "567,8",
         123456780},
    };
    static const struct refused bad[] = {
        {&dutch, "1.23.456", AMOUNT_GROUPING},
        {&dutch, "1234.567", AMOUNT_GROUPING},
        {&dutch, "1.2345", AMOUNT_GROUPING},
        {&dutch, "1.23", AMOUNT_GROUPING},
        {&dutch, "1.2", AMOUNT_GROUPING},
        {&dutch, "1.234.56", AMOUNT_GROUPING},
        {&dutch, "1.234567,89", AMOUNT_GROUPING},
        {&dutch, "1234.567,89", AMOUNT_GROUPING},
        {&dutch, "1,234.56", AMOUNT_GROUPING},
        {&dutch, "1,234.567", AMOUNT_GROUPING},
        {&dutch, "0.005", AMOUNT_GROUPING}, /* a number of another notation */
        {&dutch, "01.234", AMOUNT_GROUPING},
        {&dutch, "0.123.456,00", AMOUNT_GROUPING},
        {&dutch, ".234", AMOUNT_NOT_A_NUMBER},
        {&dutch, "1.", AMOUNT_NOT_A_NUMBER},
        {&dutch, "1..234", AMOUNT_NOT_A_NUMBER},
        {&dutch, "1.234.,00", AMOUNT_NOT_A_NUMBER},
        {&dutch, "1 234", AMOUNT_NOT_A_NUMBER},
        {&plain, "1 234", AMOUNT_NOT_A_NUMBER},
        {&plain, "1.234,56", AMOUNT_NOT_A_NUMBER},
        {&plain, "1'234", AMOUNT_NOT_A_NUMBER},
        {&swiss, "1,234.50", AMOUNT_NOT_A_NUMBER},
        {&norwegian, "1  234", AMOUNT_NOT_A_NUMBER},
        {&norwegian, "1\t234", AMOUNT_NOT_A_NUMBER},
        {&norwegian, "12 34", AMOUNT_GROUPING},
        {&norwegian,
         "1\xA0"
         "234",
         AMOUNT_NOT_A_NUMBER},                                /* not UTF-8 */
        {&norwegian_ansi, "1\u00A0234", AMOUNT_NOT_A_NUMBER}, /* A-circumflex, space */
        {&swiss, "1\u2018234.50", AMOUNT_NOT_A_NUMBER},
    };
    CHECK(check_accepted, good);
    CHECK(check_refused, bad);
}

static void two_readings_are_refused_and_one_is_taken(void **state)
{
    (void)state;
    static const struct accepted good[] = {
        {&either, "1.005,00", 100500},
        {&either, "1,005.00", 100500},
        {&either, "1.234.567", 123456700},
        {&either, "1,234,567", 123456700},
        {&either, "12.50", 1250},
        {&either, "12,5", 1250},
        {&either, "1234", 123400},
        {&either, "1.234.567,8", 123456780},
        {&either_thousands, "0.500", 50000}, /* no group begins with 0 */
        {&either_thousands, "1234.567", 123456700},
    };
    static const struct refused bad[] = {
        {&either, "1.005", AMOUNT_AMBIGUOUS},
        {&either, "1,005", AMOUNT_AMBIGUOUS},
        {&either, "-123.456", AMOUNT_AMBIGUOUS},
        {&either, "1234.567", AMOUNT_DECIMALS},
        {&either, "0.005", AMOUNT_DECIMALS},
        {&either, "1.234,567", AMOUNT_DECIMALS},
        {&either, "1.234.56", AMOUNT_GROUPING},
        {&either, "1,234.567,89", AMOUNT_GROUPING},
        {&either_thousands, "1.500", AMOUNT_AMBIGUOUS},
    };
    CHECK(check_accepted, good);
    CHECK(check_refused, bad);
}

/* ---- signs ---- */

static void a_minus_stands_where_the_format_has_it(void **state)
{
    (void)state;
    static const struct accepted good[] = {
        {&sap, "1.234,56-", -123456},    {&sap, "12-", -1200},
        {&sap, "12,5 -", -1250},         {&sap, "1.234,56", 123456},
        {&dutch, "- 12,50", -1250},      {&dutch, "+12,50", 1250},
        {&dutch, "+ 12", 1200},          {&dutch, "\u221212,50", -1250},
        {&euro, "12,50-", -1250},        {&euro, "-12,50", -1250},
        {&brackets, "(12,50)", -1250},   {&brackets, "( 12,50 )", -1250},
        {&brackets, "(1.234)", -123400}, {&brackets, "12", 1200},
        {&cr_dr, "12,50 CR", 1250},      {&cr_dr, "12,50 DR", -1250},
        {&cr_dr, "12,50 C", 1250},       {&cr_dr, "12,50d", -1250},
        {&cr_dr, "12,50DR", -1250},      {&cr_dr, "12,50 dr", -1250},
        {&cr_dr, "12,50 Cr", 1250},      {&cr_dr, "12,50", 1250},
        {&cr_dr, "1.234 DR ", -123400},  {&unsigned_only, "1.234,56", 123456},
    };
    static const struct refused bad[] = {
        {&dutch, "12,50-", AMOUNT_NOT_A_NUMBER},
        {&sap, "-12,50", AMOUNT_NOT_A_NUMBER},
        {&sap, "+12,50", AMOUNT_NOT_A_NUMBER},
        {&sap, "12,50+", AMOUNT_NOT_A_NUMBER},
        {&dutch, "12,50+", AMOUNT_NOT_A_NUMBER},
        {&dutch, "--12", AMOUNT_NOT_A_NUMBER},
        {&dutch, "+-12", AMOUNT_NOT_A_NUMBER},
        {&dutch, "-+12", AMOUNT_NOT_A_NUMBER},
        {&euro, "-12,50-", AMOUNT_NOT_A_NUMBER},
        {&euro, "+12,50-", AMOUNT_NOT_A_NUMBER},
        {&sap, "12,50--", AMOUNT_NOT_A_NUMBER},
        {&dutch, "1-2", AMOUNT_NOT_A_NUMBER},
        {&dutch, "(12,50)", AMOUNT_NOT_A_NUMBER},
        {&brackets, "-12,50", AMOUNT_NOT_A_NUMBER},
        {&brackets, "(12,50", AMOUNT_NOT_A_NUMBER},
        {&brackets, "12,50)", AMOUNT_NOT_A_NUMBER},
        {&brackets, ")12,50(", AMOUNT_NOT_A_NUMBER},
        {&brackets, "((12,50))", AMOUNT_NOT_A_NUMBER},
        {&brackets, "()", AMOUNT_NOT_A_NUMBER},
        {&brackets, "(12,50))", AMOUNT_NOT_A_NUMBER},
        {&brackets, "(-12,50)", AMOUNT_NOT_A_NUMBER},
        {&brackets, "(-)", AMOUNT_NOT_A_NUMBER},
        {&cr_dr, "12,50 CR DR", AMOUNT_NOT_A_NUMBER},
        {&cr_dr, "DR 12,50", AMOUNT_NOT_A_NUMBER},
        {&cr_dr, "-12,50 DR", AMOUNT_NOT_A_NUMBER},
        {&cr_dr, "12,50 CD", AMOUNT_NOT_A_NUMBER},
        {&cr_dr, "12,50 R", AMOUNT_NOT_A_NUMBER},
        {&cr_dr, "DR", AMOUNT_NOT_A_NUMBER},
        {&dutch, "12,50 CR", AMOUNT_NOT_A_NUMBER},
        {&unsigned_only, "-12", AMOUNT_NOT_A_NUMBER},
        {&unsigned_only, "+12", AMOUNT_NOT_A_NUMBER},
        {&dutch, "\u201312,50", AMOUNT_NOT_A_NUMBER}, /* a dash between words */
        {&sap,
         "\x96"
         "12,50",
         AMOUNT_NOT_A_NUMBER},
    };
    CHECK(check_accepted, good);
    CHECK(check_refused, bad);
}

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

/* ---- what is no amount at all ---- */

static void scientific_notation_is_refused_as_such(void **state)
{
    (void)state;
    static const struct refused bad[] = {
        {&plain, "1E+05", AMOUNT_SCIENTIFIC},      {&plain, "1,5E+05", AMOUNT_SCIENTIFIC},
        {&plain, "1e5", AMOUNT_SCIENTIFIC},        {&plain, "-1,2E-3", AMOUNT_SCIENTIFIC},
        {&english, "1.234E+3", AMOUNT_SCIENTIFIC}, {&euro, "1E5", AMOUNT_SCIENTIFIC},
        {&euro, "1E5 EUR", AMOUNT_SCIENTIFIC},     {&sap, "1E5-", AMOUNT_SCIENTIFIC},
        {&plain, "1E", AMOUNT_NOT_A_NUMBER},       {&plain, "E5", AMOUNT_NOT_A_NUMBER},
        {&plain, "1E+", AMOUNT_NOT_A_NUMBER},      {&plain, "1E5x", AMOUNT_NOT_A_NUMBER},
    };
    CHECK(check_refused, bad);
}

static void other_bytes_are_refused(void **state)
{
    (void)state;
    static const struct refused bad[] = {
        {&plain, "#VALUE!", AMOUNT_NOT_A_NUMBER},  {&plain, "#N/B", AMOUNT_NOT_A_NUMBER},
        {&plain, "n.v.t.", AMOUNT_NOT_A_NUMBER},   {&plain, "NaN", AMOUNT_NOT_A_NUMBER},
        {&plain, "inf", AMOUNT_NOT_A_NUMBER},      {&plain, "0x10", AMOUNT_NOT_A_NUMBER},
        {&plain, "1,0x", AMOUNT_NOT_A_NUMBER},     {&plain, "1O0", AMOUNT_NOT_A_NUMBER},
        {&plain, "12%", AMOUNT_NOT_A_NUMBER},      {&plain, "=1+1", AMOUNT_NOT_A_NUMBER},
        {&plain, "'12", AMOUNT_NOT_A_NUMBER},      {&plain, "12\n", AMOUNT_NOT_A_NUMBER},
        {&plain, "\r12", AMOUNT_NOT_A_NUMBER},     {&plain, "1/2", AMOUNT_NOT_A_NUMBER},
        {&plain, "1:5", AMOUNT_NOT_A_NUMBER},      {&plain, "\uFF11", AMOUNT_NOT_A_NUMBER},
        {&plain, "\u0661", AMOUNT_NOT_A_NUMBER},   {&plain, "12\xFF", AMOUNT_NOT_A_NUMBER},
        {&plain, "\uFEFF12", AMOUNT_NOT_A_NUMBER},
    };
    CHECK(check_refused, bad);
}

static void a_nul_is_refused_wherever_it_stands(void **state)
{
    (void)state;
    static const struct amount_format *const formats[] = {&plain, &dutch, &sap, &euro, &cents};
    for (size_t i = 0; i < LENGTH_OF(formats); i++)
        for (size_t at = 0; at <= 7; at++) {
            char field[8] = "1234567";
            memmove(field + at, field + at + (at < 7), 7 - at);
            field[at] = '\0';
            int64_t found;
            assert_int_equal(parse(formats[i], field, 8, &found), AMOUNT_NOT_A_NUMBER);
            assert_int_equal(found, UNTOUCHED);
        }
}

static void nothing_at_no_address_is_empty(void **state)
{
    (void)state;
    struct money money = {UNTOUCHED};
    assert_int_equal(amount_parse(&plain, (struct text){NULL, 0}, &money), AMOUNT_EMPTY);
    assert_int_equal(money.cents, UNTOUCHED);
    assert_int_equal(amount_parse(&euro, (struct text){NULL, 0}, &money), AMOUNT_OK);
    assert_int_equal(money.cents, 0);
}

/* ---- in words ---- */

static void every_fault_says_what_was_wanted(void **state)
{
    (void)state;
    for (int fault = 0; fault < AMOUNT_FAULT_COUNT; fault++) {
        const char *text = amount_fault_text((enum amount_fault)fault);
        assert_non_null(text);
        assert_int_equal(strncmp(text, "bedrag", 6), 0);
        assert_true(text_valid(text_of(text), TEXT_UTF8, NULL));
        for (int other = 0; other < fault; other++)
            assert_string_not_equal(text, amount_fault_text((enum amount_fault)other));
    }
}

static void examples_show_the_format(void **state)
{
    (void)state;
    static const struct {
        const struct amount_format *format;
        const char *wanted;
    } cases[] = {
        {&plain, "-1234,56"},      {&dutch, "-1.234,56"},        {&english, "-1,234.56"},
        {&sap, "1.234,56-"},       {&swiss, "-1'234.56"},        {&norwegian, "-1 234,56"},
        {&brackets, "(1.234,56)"}, {&cr_dr, "1.234,56 DR"},      {&cents, "-1.234"},
        {&either, "-1.234,56"},    {&unsigned_only, "1.234,56"},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        char buffer[MONEY_TEXT_SIZE];
        assert_string_equal(amount_example(cases[i].format, buffer), cases[i].wanted);
        assert_ptr_equal(amount_example(cases[i].format, buffer), buffer);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_none_one_or_two),
        cmocka_unit_test(thousands_come_in_groups_of_three_or_not_at_all),
        cmocka_unit_test(two_readings_are_refused_and_one_is_taken),
        cmocka_unit_test(a_minus_stands_where_the_format_has_it),
        cmocka_unit_test(a_currency_may_stand_on_either_side_once),
        cmocka_unit_test(any_currency_can_be_named),
        cmocka_unit_test(decimals_beyond_cents_must_be_announced_and_zero),
        cmocka_unit_test(a_dash_or_nothing_is_zero_where_the_format_says_so),
        cmocka_unit_test(a_unit_of_cents_or_thousands_stays_exact),
        cmocka_unit_test(more_than_fifteen_digits_are_refused),
        cmocka_unit_test(scientific_notation_is_refused_as_such),
        cmocka_unit_test(other_bytes_are_refused),
        cmocka_unit_test(a_nul_is_refused_wherever_it_stands),
        cmocka_unit_test(nothing_at_no_address_is_empty),
        cmocka_unit_test(every_fault_says_what_was_wanted),
        cmocka_unit_test(examples_show_the_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
