/* repeats.c: which of very many numbers come more than once, also when they are in the file. */
#include "pipeline/reading/repeats.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* Number i of a row that looks random: splitmix64, each number once. */
static uint64_t number(uint64_t i)
{
    uint64_t z = (i + 1) * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static void add(struct repeats *repeats, uint64_t first, uint64_t end)
{
    for (uint64_t i = first; i < end; i++)
        repeats_add(repeats, number(i));
}

struct outcome {
    uint64_t n_repeated, *items;
    size_t n;
    bool all;
};

static struct outcome find(struct repeats *repeats, size_t most)
{
    struct outcome outcome;
    assert_true(
        repeats_find(repeats, most, &outcome.n_repeated, &outcome.items, &outcome.n, &outcome.all));
    for (size_t i = 1; i < outcome.n; i++)
        assert_true(outcome.items[i - 1] < outcome.items[i]);
    return outcome;
}

/* 32,768 numbers are all that the blocks in memory hold. */
#define MANY 600000

static void what_came_again_is_found_wherever_it_stands(void **state)
{
    (void)state;
    struct repeats *repeats = repeats_new();
    add(repeats, 0, MANY);
    add(repeats, 0, 300);           /* first in the file, again in memory */
    add(repeats, MANY, MANY + 200); /* twice in memory */
    add(repeats, MANY, MANY + 200);
    add(repeats, 0, 100); /* three times */
    struct outcome outcome = find(repeats, MANY);
    assert_int_equal(outcome.n_repeated, 600);
    assert_int_equal(outcome.n, 500);
    assert_true(outcome.all);
    bool seen[500] = {false};
    for (size_t i = 0; i < outcome.n; i++)
        for (uint64_t k = 0; k < 500; k++)
            seen[k] |= outcome.items[i] == number(k < 300 ? k : MANY + k - 300);
    for (size_t k = 0; k < 500; k++)
        assert_true(seen[k]);
    free(outcome.items);
    repeats_free(repeats);
}

static void both_halves_may_stand_in_the_file(void **state)
{
    (void)state;
    struct repeats *repeats = repeats_new();
    add(repeats, 0, MANY);
    add(repeats, 0, MANY);
    struct outcome outcome = find(repeats, MANY);
    assert_int_equal(outcome.n_repeated, MANY);
    assert_int_equal(outcome.n, MANY);
    free(outcome.items);
    repeats_free(repeats);
}

static void above_the_most_all_are_counted_and_the_first_are_given(void **state)
{
    (void)state;
    struct repeats *repeats = repeats_new();
    add(repeats, 0, MANY);
    add(repeats, 0, 5000);
    struct outcome whole = find(repeats, 5000), cut = find(repeats, 4999);
    assert_true(whole.all);
    assert_false(cut.all);
    assert_int_equal(whole.n, 5000);
    assert_int_equal(cut.n, 4999);
    assert_int_equal(cut.n_repeated, 5000);
    assert_memory_equal(cut.items, whole.items, 4999 * sizeof *cut.items);
    free(whole.items);
    free(cut.items);
    repeats_free(repeats);
}

static void nothing_twice_is_nothing(void **state)
{
    (void)state;
    struct repeats *repeats = repeats_new();
    add(repeats, 0, MANY);
    struct outcome outcome = find(repeats, 10);
    assert_int_equal(outcome.n_repeated, 0);
    assert_int_equal(outcome.n, 0);
    assert_true(outcome.all);
    repeats_free(repeats);
}

/* Nought is how a free place is written. */
static void nought_is_a_number_too(void **state)
{
    (void)state;
    struct repeats *repeats = repeats_new();
    repeats_add(repeats, 0);
    add(repeats, 0, 10);
    struct outcome outcome = find(repeats, 10);
    assert_int_equal(outcome.n_repeated, 0);
    free(outcome.items);
    repeats_add(repeats, 0);
    outcome = find(repeats, 10);
    assert_int_equal(outcome.n_repeated, 1);
    free(outcome.items);
    repeats_free(repeats);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_came_again_is_found_wherever_it_stands),
        cmocka_unit_test(nought_is_a_number_too),
        cmocka_unit_test(both_halves_may_stand_in_the_file),
        cmocka_unit_test(above_the_most_all_are_counted_and_the_first_are_given),
        cmocka_unit_test(nothing_twice_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
