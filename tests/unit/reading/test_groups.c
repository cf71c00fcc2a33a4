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
    struct groups others = {0}; /* which never knew any */
    groups_begin(&others, MOST_VALUES);
    for (size_t v = 0; v < n_values; v++) {
        groups_by(&groups, values[v], &most);
        groups_by(&others, values[v], &most);
    }
    groups_number(&groups, N_RECORDS, of);
    groups_number(&others, N_RECORDS, of_before);
    assert_int_equal(groups.n, others.n);
    assert_memory_equal(of, of_before, N_RECORDS * sizeof *of);
    groups_release(&others);
    groups_release(&groups);
}

static void records_are_of_one_group_when_all_their_values_are_the_same(void **state)
{
    (void)state;
    for (size_t n_values = 0; n_values <= MOST_VALUES; n_values++)
        check_numbers(n_values);
}

/* Of few values it is a table, which grows with them; of many it is none. */
static void what_grows_keeps_its_numbers(void **state)
{
    (void)state;
    static const size_t rooms[][2] = {{4, 4}, {100, 4}, {100, 300}, {70000, 300}, {70000, 70000}};
    uint32_t a[SCAN_RECORDS], b[SCAN_RECORDS], of[SCAN_RECORDS];
    size_t most[2];
    struct groups groups = {0};
    groups_begin(&groups, 2);
    groups_by(&groups, a, &most[0]);
    groups_by(&groups, b, &most[1]);
    for (size_t r = 0; r < sizeof rooms / sizeof *rooms; r++) {
        memcpy(most, rooms[r], sizeof most);
        for (uint32_t i = 0; i < 16; i++) {
            a[i] = i / 4;
            b[i] = i % 4;
        }
        a[16] = (uint32_t)most[0] - 1; /* of the first room it is record 15 again */
        b[16] = (uint32_t)most[1] - 1;
        groups_number(&groups, 17, of);
        for (uint32_t i = 0; i < 16; i++)
            assert_int_equal(of[i], i);
        assert_int_equal(of[16], 15 + r);
        assert_int_equal(groups.n, 16 + r);
    }
    groups_release(&groups);
}

/* The fifth value beside the first, and the first beside the second. */
static void the_last_value_is_not_the_first_of_the_next_row(void **state)
{
    (void)state;
    const uint32_t a[SCAN_RECORDS] = {0, 1}, b[SCAN_RECORDS] = {4, 0};
    const size_t most[2] = {2, 5};
    uint32_t of[SCAN_RECORDS];
    struct groups groups = {0};
    groups_begin(&groups, 2);
    groups_by(&groups, a, &most[0]);
    groups_by(&groups, b, &most[1]);
    groups_number(&groups, 2, of);
    assert_int_equal(groups.n, 2);
    groups_release(&groups);
}

static void a_pair_is_one_number_however_it_was_read(void **state)
{
    (void)state;
    struct span *span = calloc(1, sizeof *span);
    const size_t columns[2] = {3, 4};
    span_begin(span, columns);
    const char text[2 * MEMO_SHORT] = "49;62";
    const struct text one = {text, 5}, none = {NULL, 0};
    assert_int_equal(span_number(span, one, (struct span_pair){{7, 8}}), 0);
    assert_int_equal(memo_number(&span->memo, one), 0);
    assert_int_equal(span->n_apart, 0);
    uint32_t apart = span_number(span, none, (struct span_pair){{9, 8}});
    assert_int_equal(apart, 1);
    assert_int_equal(span->is.pairs[apart].of[0], 9);
    assert_int_equal(span_number(span, none, (struct span_pair){{9, 8}}), apart);
    assert_int_equal(span_number(span, none, (struct span_pair){{8, 9}}), 2);
    span->n_lines = 100;
    assert_false(span_is_apart(span));
    span->n_lines = 16;
    assert_true(span_is_apart(span));
    span_begin(span, columns);
    assert_int_equal(span_number(span, none, (struct span_pair){{8, 9}}), 0);
    span_release(span);
    free(span);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_of_one_group_when_all_their_values_are_the_same),
        cmocka_unit_test(what_grows_keeps_its_numbers),
        cmocka_unit_test(the_last_value_is_not_the_first_of_the_next_row),
        cmocka_unit_test(a_pair_is_one_number_however_it_was_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
