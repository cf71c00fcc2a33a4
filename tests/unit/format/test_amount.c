/* What each notation reads and refuses, case by case; test_amount_units.c has what stands around
 * the digits. test_amount_property.c checks the same parser against a slow one, test_amount_plain.c
 * the hot path's form of it. */
#include "tests/unit/amount_cases.h"

static const struct amount_format sap = {.decimal = AMOUNT_COMMA,
                                         .thousands = AMOUNT_POINT,
                                         .minus = AMOUNT_MINUS_BACK,
                                         .unit_cents = 100,
                                         .encoding = TEXT_WINDOWS_1252};
static const struct amount_format swiss = {.decimal = AMOUNT_POINT,
                                           .thousands = AMOUNT_APOSTROPHE,
                                           .minus = AMOUNT_MINUS_FRONT,
                                           .unit_cents = 100};
static const struct amount_format cr_dr = {
    .decimal = AMOUNT_COMMA, .thousands = AMOUNT_POINT, .minus = AMOUNT_CR_DR, .unit_cents = 100};
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
        {&sap, "1.234,56-", -123456},
        {&sap, "12-", -1200},
        {&sap, "12,5 -", -1250},
        {&sap, "1.234,56", 123456},
        {&dutch, "- 12,50", -1250},
        {&dutch, "+12,50", 1250},
        {&dutch, "+ 12", 1200},
        {&dutch, "\u221212,50", -1250},
        {&euro, "12,50-", -1250},
        {&euro, "-12,50", -1250},
        {&brackets, "(12,50)", -1250},
        {&brackets, "( 12,50 )", -1250},
        {&brackets, "(1.234)", -123400},
        {&brackets, "12", 1200},
        {&cr_dr, "12,50 CR", 1250},
        {&cr_dr, "12,50 DR", -1250},
        {&cr_dr, "12,50 DB", -1250},
        {&cr_dr, "12,50 C", 1250},
        {&cr_dr, "12,50d", -1250},
        {&cr_dr, "12,50DR", -1250},
        {&cr_dr, "12,50 dr", -1250},
        {&cr_dr, "12,50 Cr", 1250},
        {&cr_dr, "12,50", 1250},
        {&cr_dr, "1.234 DR ", -123400},
        {&unsigned_only, "1.234,56", 123456},
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
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_none_one_or_two),
        cmocka_unit_test(thousands_come_in_groups_of_three_or_not_at_all),
        cmocka_unit_test(two_readings_are_refused_and_one_is_taken),
        cmocka_unit_test(a_minus_stands_where_the_format_has_it),
        cmocka_unit_test(scientific_notation_is_refused_as_such),
        cmocka_unit_test(other_bytes_are_refused),
        cmocka_unit_test(a_nul_is_refused_wherever_it_stands),
        cmocka_unit_test(nothing_at_no_address_is_empty),
        cmocka_unit_test(every_fault_says_what_was_wanted),
        cmocka_unit_test(examples_show_the_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
