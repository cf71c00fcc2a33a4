/* The benchmark's own sums: what it compares and what it prints must be right. */
#include "tests/bench/figures.h"
#include "tests/bench/load.h"
#include "tests/unit/scratch.h"

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

/* ---- spreads and ratios ---- */

static void a_spread_is_the_median_and_both_ends(void **state)
{
    (void)state;
    static const struct {
        int64_t values[5];
        size_t n;
        struct spread wanted;
    } cases[] = {
        {{7}, 1, {7, 7, 7}},
        {{9, 1}, 2, {5, 1, 9}},
        {{30, 10, 20}, 3, {20, 10, 30}},
        {{4, 1, 3, 2}, 4, {2, 1, 4}},
        {{1000, 1, 2, 3, 4}, 5, {3, 1, 1000}},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        int64_t values[5];
        memcpy(values, cases[i].values, sizeof values);
        struct spread found = spread_of(values, cases[i].n);
        assert_int_equal(found.median, cases[i].wanted.median);
        assert_int_equal(found.low, cases[i].wanted.low);
        assert_int_equal(found.high, cases[i].wanted.high);
    }
}

static void a_ratio_pairs_the_times_of_one_round(void **state)
{
    (void)state;
    struct usage fast[] = {{100, 0, 5}, {300, 0, 9}, {50, 0, 7}};
    struct usage slow[] = {{200, 0, 0}, {400, 0, 0}, {500, 0, 0}};
    struct task tasks[] = {{.samples = fast}, {.samples = slow}, {.samples = NULL}};
    struct series series = {.n_rounds = 3, .tasks = tasks, .n_tasks = 3};
    struct spread found;
    assert_true(figures_ratio(&series, &tasks[0], 1, &tasks[1], 1, &found));
    assert_int_equal(found.median, 500); /* of 0.5, 0.75 and 0.1; of the medians it were 0.25 */
    assert_int_equal(found.low, 100);
    assert_int_equal(found.high, 750);
    assert_true(figures_ratio(&series, &tasks[0], 10, &tasks[1], 40, &found));
    assert_int_equal(found.median, 2000);
    assert_false(figures_ratio(&series, &tasks[0], 1, &tasks[2], 1, &found));
    assert_int_equal(figures_peak(&series, &tasks[0]), 9);
    tasks[1].once = true;
    assert_true(figures_ratio(&series, &tasks[0], 1, &tasks[1], 1, &found));
    assert_int_equal(found.high, 500);
}

/* ---- results ---- */

#define PEER "pakket,post,sectie,stand,cents,mutaties\n"

static const char *difference(struct scratch *scratch, const char *one, const char *other)
{
    struct result results[2] = {{0}, {0}};
    scratch_write(scratch, "one.csv", one);
    scratch_write(scratch, "other.csv", other);
    assert_true(result_add_file(&results[0], scratch_path(scratch, "one.csv"), &scratch->arena,
                                &scratch->errors));
    assert_true(result_add_file(&results[1], scratch_path(scratch, "other.csv"), &scratch->arena,
                                &scratch->errors));
    result_close(&results[0]);
    result_close(&results[1]);
    return result_difference(&results[0], &results[1], &scratch->arena);
}

static void saldi_and_a_peers_rows_compare_in_any_order(void **state)
{
    (void)state;
    struct scratch *scratch = scratch_new();
    assert_null(difference(scratch,
                           "programma,pakket,post,sectie,stand,cents,mutaties\n"
                           "6,6L,\"Buurt, wijk\",lasten,realisatie 2024,-150,3\n"
                           "6,6P,Jeugd,baten,realisatie 2024,20,1\n",
                           PEER "\"6P\",\"Jeugd\",\"baten\",\"realisatie 2024\",20,1\n"
                                "6L,\"Buurt, wijk\",lasten,realisatie 2024,-150,3\n"));
    scratch_free(scratch);
}

static void rows_of_one_name_add_up(void **state)
{
    (void)state;
    struct scratch *scratch = scratch_new();
    assert_null(difference(scratch,
                           PEER "6L,A,lasten,s,5,1\n6L,B,lasten,s,1,1\n6L,A,lasten,s,7,2\n",
                           PEER "6L,A,lasten,s,12,3\n6L,B,lasten,s,1,1\n"));
    scratch_free(scratch);
}

static void every_difference_is_found(void **state)
{
    (void)state;
    static const char one[] = PEER "6L,A,lasten,s,12,3\n6L,B,lasten,s,1,1\n";
    static const struct {
        const char *other, *wanted;
    } cases[] = {
        {PEER "6L,A,lasten,s,13,3\n6L,B,lasten,s,1,1\n",
         "6L, A, lasten, s: 12 cents of 3 against 13 cents of 3"},
        {PEER "6L,A,lasten,s,12,2\n6L,B,lasten,s,1,1\n",
         "6L, A, lasten, s: 12 cents of 3 against 12 cents of 2"},
        {PEER "6L,A,lasten,s,12,3\n6L,C,lasten,s,1,1\n",
         "6L, B, lasten, s against 6L, C, lasten, s"},
        {PEER "6L,A,lasten,s,12,3\n", "2 rows against 1"},
        {PEER, "2 rows against 0"},
    };
    struct scratch *scratch = scratch_new();
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        const char *found = difference(scratch, one, cases[i].other);
        assert_non_null(found);
        assert_string_equal(found, cases[i].wanted);
    }
    scratch_free(scratch);
}

static void a_result_without_its_columns_or_numbers_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "pakket,post,sectie,stand,cents\n6L,A,lasten,s,12\n",
        PEER "6L,A,lasten,s,12.0,3\n",
        PEER "6L,A,lasten,s,,3\n",
    };
    struct scratch *scratch = scratch_new();
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct result result = {0};
        scratch_write(scratch, "result.csv", cases[i]);
        assert_false(result_add_file(&result, scratch_path(scratch, "result.csv"), &scratch->arena,
                                     &scratch->errors));
        assert_int_equal(scratch->errors.n, i + 1);
    }
    scratch_free(scratch);
}

/* ---- programs ---- */

static void a_program_that_fails_tells_its_last_words(void **state)
{
    (void)state;
    static const struct {
        const char *words[4];
        const char *wanted; /* NULL: it succeeds */
    } cases[] = {
        {{"sh", "-c", "exit 0", NULL}, NULL},
        {{"sh", "-c", "echo out of paper; exit 3", NULL}, "ended with status 3: out of paper\n"},
        {{"sh", "-c", "kill -9 $$", NULL}, "ended by signal 9: "},
        {{"./no-such-program", NULL}, "ended with status 127: cannot be started\n"},
    };
    struct scratch *scratch = scratch_new();
    size_t n_failed = 0;
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct usage usage = {-1, -1, -1};
        bool ok = usage_of(cases[i].words, scratch_path(scratch, "log"), &usage, &scratch->errors);
        assert_int_equal(ok, cases[i].wanted == NULL);
        assert_int_equal(usage.wall_us > 0, ok);
        if (!ok)
            assert_string_equal(scratch->errors.items[n_failed++].message, cases[i].wanted);
    }
    scratch_free(scratch);
}

static void programs_one_after_the_other_add_times_and_keep_the_largest_peak(void **state)
{
    (void)state;
    struct usage sum = {10, 20, 300};
    usage_add(&sum, &(struct usage){1, 2, 100});
    usage_add(&sum, &(struct usage){5, 5, 301});
    assert_int_equal(sum.wall_us, 16);
    assert_int_equal(sum.cpu_us, 27);
    assert_int_equal(sum.peak_kib, 301);
}

static void what_others_took_is_all_that_was_busy_but_our_own(void **state)
{
    (void)state;
    static const struct {
        struct load after; /* busy, idle, own; before it was 100, 100, 10 */
        int wanted;
    } cases[] = {
        {{300, 300, 210}, 0},  {{300, 300, 10}, 50}, {{1100, 100, 510}, 50},
        {{200, 1000, 104}, 1}, {{200, 100, 200}, 0}, {{100, 100, 10}, -1},
    };
    const struct load before = {100, 100, 10};
    for (size_t i = 0; i < LENGTH_OF(cases); i++)
        assert_int_equal(load_foreign(&before, &cases[i].after), cases[i].wanted);
    assert_true(load_now().busy_ms > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_spread_is_the_median_and_both_ends),
        cmocka_unit_test(a_ratio_pairs_the_times_of_one_round),
        cmocka_unit_test(saldi_and_a_peers_rows_compare_in_any_order),
        cmocka_unit_test(rows_of_one_name_add_up),
        cmocka_unit_test(every_difference_is_found),
        cmocka_unit_test(a_result_without_its_columns_or_numbers_is_refused),
        cmocka_unit_test(a_program_that_fails_tells_its_last_words),
        cmocka_unit_test(programs_one_after_the_other_add_times_and_keep_the_largest_peak),
        cmocka_unit_test(what_others_took_is_all_that_was_busy_but_our_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
