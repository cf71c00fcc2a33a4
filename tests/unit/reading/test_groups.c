#include "tests/unit/scratch.h"

#include "pipeline/reading/groups.h"
#include "pipeline/reading/span.h"

#include <stdlib.h>

#define MOST_VALUES 11
#define N_RECORDS   200

/* Values of record i of a batch: few different ones, the last of them in few records only. */
static void fill(uint32_t (*values)[SCAN_RECORDS], size_t n_values, unsigned seed)
{
    for (size_t v = 0; v < n_values; v++)
        for (size_t i = 0; i < N_RECORDS; i++)
            values[v][i] =
                (uint32_t)((i * (v + 3) + seed) / (v + 1) % 3 + (i % 50 == v ? 70000 : 0));
}

static bool same_values(uint32_t (*a)[SCAN_RECORDS], size_t i, uint32_t (*b)[SCAN_RECORDS],
                        size_t k, size_t n_values)
{
    bool same = true;
    for (size_t v = 0; v < n_values; v++)
        same &= a[v][i] == b[v][k];
    return same;
}

static void check_numbers(size_t n_values)
{
    static uint32_t values[MOST_VALUES][SCAN_RECORDS], before[MOST_VALUES][SCAN_RECORDS];
    uint32_t of[SCAN_RECORDS], of_before[SCAN_RECORDS];
    const size_t most = 70003;
    struct groups groups = {0};
    groups_begin(&groups, MOST_VALUES);
    for (size_t v = 0; v < n_values; v++)
        groups_by(&groups, values[v], &most);
    fill(values, n_values, 0);
    groups_number(&groups, N_RECORDS, of_before);
    memcpy(before, values, sizeof values);
    size_t n_first = groups.n;
    fill(values, n_values, 1);
    groups_number(&groups, N_RECORDS, of);
    assert_int_equal(groups.first_new, n_first);
    for (size_t i = 0; i < N_RECORDS; i++) {
        assert_true(of[i] < groups.n);
        for (size_t k = 0; k < N_RECORDS; k++) {
            assert_true((of[i] == of[k]) == same_values(values, i, values, k, n_values));
            assert_true((of[i] == of_before[k]) == same_values(values, i, before, k, n_values));
        }
    }
    for (size_t g = groups.first_new; g < groups.n; g++)
        assert_int_equal(of[groups.new_record[g - groups.first_new]], g);
    unsigned generation = groups.generation;
    groups_begin(&groups, MOST_VALUES);
    assert_int_equal(groups.n, 0);
    assert_true(groups.generation != generation);
    groups_release(&groups);
}

static void records_are_of_one_group_when_all_their_values_are_the_same(void **state)
{
    (void)state;
    for (size_t n_values = 0; n_values <= MOST_VALUES; n_values++)
        check_numbers(n_values);
}

static void a_pair_is_one_number_however_it_was_read(void **state)
{
    (void)state;
    struct span *span = calloc(1, sizeof *span);
    const size_t columns[2] = {3, 4};
    span_begin(span, columns);
    const char text[2 * MEMO_SHORT] = "49;62";
    const struct text one = {text, 5};
    assert_int_equal(span_number(span, &one, (struct span_pair){{7, 8}}), 0);
    assert_int_equal(memo_number(&span->memo, one), 0);
    assert_int_equal(span->n_apart, 0);
    uint32_t apart = span_number(span, NULL, (struct span_pair){{9, 8}});
    assert_int_equal(apart, 1);
    assert_int_equal(span->is.pairs[apart].of[0], 9);
    assert_int_equal(span_number(span, NULL, (struct span_pair){{9, 8}}), apart);
    assert_int_equal(span_number(span, NULL, (struct span_pair){{8, 9}}), 2);
    span->n_lines = 100;
    assert_false(span_is_apart(span));
    span->n_lines = 16;
    assert_true(span_is_apart(span));
    span_begin(span, columns);
    assert_int_equal(span_number(span, NULL, (struct span_pair){{8, 9}}), 0);
    span_release(span);
    free(span);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_of_one_group_when_all_their_values_are_the_same),
        cmocka_unit_test(a_pair_is_one_number_however_it_was_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
