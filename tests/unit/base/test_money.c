#include "pipeline/base/money.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

static void whole_cents_are_read_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
        int64_t cents;
    } cases[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"007", true, 7},
        {"-1234567", true, -1234567},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 5},
        {"-9223372036854775809", false, 5},
        {"99999999999999999999", false, 5},
        {"", false, 5},
        {"-", false, 5},
        {"--1", false, 5},
        {"+1", false, 5},
        {" 1", false, 5},
        {"1 ", false, 5},
        {"1,00", false, 5},
        {"1e3", false, 5},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct money money = {5}; /* stays where it is refused */
        bool good = money_parse_cents(text_of(cases[i].text), &money);
        if (good != cases[i].good || money.cents != cases[i].cents)
            fail_msg("\"%s\": %lld", cases[i].text, (long long)money.cents);
    }
}

static void sums_and_differences_are_exact_or_refused(void **state)
{
    (void)state;
    static const struct {
        int64_t a, b;
        bool adds, subtracts;
        int64_t sum, difference;
    } cases[] = {
        {0, 0, true, true, 0, 0},
        {1, 2, true, true, 3, -1},
        {-250000, 250000, true, true, 0, -500000},
        {INT64_MAX, 0, true, true, INT64_MAX, INT64_MAX},
        {INT64_MIN, 0, true, true, INT64_MIN, INT64_MIN},
        {INT64_MAX, 1, false, true, 7, INT64_MAX - 1},
        {INT64_MIN, 1, true, false, INT64_MIN + 1, 7},
        {INT64_MAX, -1, true, false, INT64_MAX - 1, 7},
        {INT64_MIN, -1, false, true, 7, INT64_MIN + 1},
        {INT64_MAX, INT64_MAX, false, true, 7, 0},
        {INT64_MIN, INT64_MIN, false, true, 7, 0},
        {INT64_MAX, INT64_MIN, true, false, -1, 7},
        {0, INT64_MIN, true, false, INT64_MIN, 7},
        {-1, INT64_MIN, false, true, 7, INT64_MAX},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct money a = {cases[i].a}, b = {cases[i].b}, sum = {7}, difference = {7};
        /* 7 stays where it is refused: the result is written on success only */
        if (money_add(a, b, &sum) != cases[i].adds || sum.cents != cases[i].sum)
            fail_msg("%lld + %lld", (long long)a.cents, (long long)b.cents);
        if (money_subtract(a, b, &difference) != cases[i].subtracts ||
            difference.cents != cases[i].difference)
            fail_msg("%lld - %lld", (long long)a.cents, (long long)b.cents);
    }
}

static void a_sum_may_stand_in_its_own_operand(void **state)
{
    (void)state;
    struct money sum = {40};
    assert_true(money_add(sum, (struct money){2}, &sum));
    assert_int_equal(sum.cents, 42);
    assert_true(money_subtract(sum, (struct money){2}, &sum));
    assert_int_equal(sum.cents, 40);
}

/* From the operation that is too large on it is no amount, whatever is added or taken away. */
static void a_sum_that_became_too_large_stays_so(void **state)
{
    (void)state;
    const struct money most = {INT64_MAX}, least = {INT64_MIN}, one = {1};
    struct sum up = {0}, down = {0}, small = {.money = {5}};
    sum_add(&up, most);
    sum_subtract(&down, one);
    assert_false(up.overflow || down.overflow);
    sum_add(&up, one);
    sum_subtract(&down, most);
    sum_subtract(&down, one);
    assert_true(up.overflow);
    assert_true(down.overflow);
    sum_add(&up, least);
    sum_subtract(&down, least);
    assert_true(up.overflow);
    assert_true(down.overflow);
    assert_true(sum_difference(small, up).overflow);
    assert_true(sum_difference(up, small).overflow);
    assert_false(sum_difference(small, small).overflow);
    sum_add_sum(&small, up);
    assert_true(small.overflow);
    sum_add_sum(&small, (struct sum){.money = one});
    assert_true(small.overflow);
}

static void amounts_round_half_away_from_zero(void **state)
{
    (void)state;
    static const struct {
        int64_t cents, unit, wanted;
    } cases[] = {
        {0, 1000, 0},
        {49999, 1000, 0},
        {50000, 1000, 1},
        {50001, 1000, 1},
        {-49999, 1000, 0},
        {-50000, 1000, -1},
        {-50001, 1000, -1},
        {250000, 1000, 3},
        {-250000, 1000, -3},
        {149999, 1000, 1},
        {150000, 1000, 2},
        {-149999, 1000, -1},
        {-150000, 1000, -2},
        {49, 1, 0},
        {50, 1, 1},
        {-49, 1, 0},
        {-50, 1, -1},
        {149, 1, 1},
        {150, 1, 2},
        {-150, 1, -2},
        {336300000, 1000, 3363},
        {-336300000, 1000, -3363},
        {99, 1, 1},
        {100, 1, 1},
        {50000000, 1000000, 1},
        {49999999, 1000000, 0},
        {INT64_MAX, 1, 92233720368547758},
        {INT64_MIN, 1, -92233720368547758},
        {INT64_MAX, 1000, 92233720368548},
        {INT64_MIN, 1000, -92233720368548},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        int64_t found = money_round((struct money){cases[i].cents}, cases[i].unit);
        if (found != cases[i].wanted)
            fail_msg("%lld by %lld: %lld", (long long)cases[i].cents, (long long)cases[i].unit,
                     (long long)found);
    }
}

/* The definition: at most half a unit away, and of two that are equally near the one further from
 * zero. */
static void check_rounding(int64_t cents, int64_t unit_euros)
{
    __int128 unit = (__int128)unit_euros * 100;
    __int128 rounded = money_round((struct money){cents}, unit_euros);
    __int128 twice_off = 2 * ((__int128)cents - rounded * unit);
    bool near = twice_off <= unit && twice_off >= -unit;
    bool tie = twice_off == unit || twice_off == -unit;
    __int128 size = rounded * unit < 0 ? -rounded * unit : rounded * unit;
    __int128 wanted_size = cents < 0 ? -(__int128)cents : cents;
    if (!near || (tie && size < wanted_size))
        fail_msg("%lld by %lld", (long long)cents, (long long)unit_euros);
}

static void rounding_is_right_around_every_half_unit(void **state)
{
    (void)state;
    for (int64_t cents = -1000000; cents <= 1000000; cents++)
        check_rounding(cents, 1);
    for (int64_t cents = -2000000; cents <= 2000000; cents++)
        check_rounding(cents, 1000);
    static const int64_t units[] = {1, 1000};
    for (size_t u = 0; u < LENGTH_OF(units); u++)
        for (int64_t halves = -20001; halves <= 20001; halves++)
            for (int64_t off = -2; off <= 2; off++)
                check_rounding(halves * 50 * units[u] + off, units[u]);
}

static void rounding_is_right_at_the_ends_of_the_range(void **state)
{
    (void)state;
    static const int64_t units[] = {1, 2, 1000, 1000000, INT64_MAX / 100};
    for (size_t u = 0; u < LENGTH_OF(units); u++)
        for (int64_t off = 0; off < 300000; off++) {
            check_rounding(INT64_MAX - off, units[u]);
            check_rounding(INT64_MIN + off, units[u]);
        }
}

static void amounts_print_exactly_the_dutch_way(void **state)
{
    (void)state;
    static const struct {
        int64_t cents;
        const char *grouped, *plain;
    } cases[] = {
        {0, "0,00", "0,00"},
        {1, "0,01", "0,01"},
        {-1, "-0,01", "-0,01"},
        {-99, "-0,99", "-0,99"},
        {100, "1,00", "1,00"},
        {99999, "999,99", "999,99"},
        {100000, "1.000,00", "1000,00"},
        {-123456, "-1.234,56", "-1234,56"},
        {-336300000, "-3.363.000,00", "-3363000,00"},
        {123456789, "1.234.567,89", "1234567,89"},
        {MONEY_MAX_CENTS, "9.999.999.999.999,99", "9999999999999,99"},
        {INT64_MAX, "92.233.720.368.547.758,07", "92233720368547758,07"},
        {INT64_MIN, "-92.233.720.368.547.758,08", "-92233720368547758,08"},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        char buffer[MONEY_TEXT_SIZE];
        assert_string_equal(money_format((struct money){cases[i].cents}, true, buffer),
                            cases[i].grouped);
        assert_string_equal(money_format((struct money){cases[i].cents}, false, buffer),
                            cases[i].plain);
        assert_ptr_equal(money_format((struct money){cases[i].cents}, false, buffer), buffer);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_cents_are_read_or_refused),
        cmocka_unit_test(sums_and_differences_are_exact_or_refused),
        cmocka_unit_test(a_sum_may_stand_in_its_own_operand),
        cmocka_unit_test(a_sum_that_became_too_large_stays_so),
        cmocka_unit_test(amounts_round_half_away_from_zero),
        cmocka_unit_test(rounding_is_right_around_every_half_unit),
        cmocka_unit_test(rounding_is_right_at_the_ends_of_the_range),
        cmocka_unit_test(amounts_print_exactly_the_dutch_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
