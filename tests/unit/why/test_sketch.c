#include "pipeline/why/sketch.h"

#include "pipeline/base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static uint64_t hash_of(unsigned long line)
{
    char text[32];
    int n_bytes = sprintf(text, "regel %lu", line);
    return sketch_hash(text, (size_t)n_bytes, 0);
}

/* Both sides have `n_same` lines; the new one has n_more others, one of them so many times. */
static bool told(unsigned long n_same, unsigned long n_more, int times, size_t *n,
                 struct sketch_item **items)
{
    struct sketch *sketch = sketch_new();
    for (unsigned long i = 0; i < n_same; i++) {
        sketch_add(sketch, hash_of(i), 1);
        sketch_add(sketch, hash_of(n_same - 1 - i), -1);
    }
    for (unsigned long i = 0; i < n_more; i++)
        for (int k = 0; k < (i == 0 ? abs(times) : 1); k++)
            sketch_add(sketch, hash_of(n_same + i), times < 0 && i == 0 ? -1 : 1);
    bool all = sketch_tell(sketch, items, n);
    sketch_free(sketch);
    return all;
}

static void what_is_on_both_sides_leaves_nothing(void **state)
{
    struct sketch_item *items;
    size_t n;
    (void)state;
    assert_true(told(200000, 0, 1, &n, &items));
    assert_int_equal(n, 0);
    free(items);
}

static void what_differs_is_told_as_often_as_it_does(void **state)
{
    static const int times[] = {1, 2, 4, 1000, -1, -2, -6};
    (void)state;
    for (size_t t = 0; t < sizeof times / sizeof *times; t++) {
        struct sketch_item *items;
        size_t n, found = 0;
        assert_true(told(5000, 300, times[t], &n, &items));
        assert_int_equal(n, 300);
        for (size_t i = 0; i < n; i++) {
            bool first = items[i].hash == hash_of(5000);
            found += first;
            assert_int_equal(items[i].times, first ? times[t] : 1);
            assert_true(i == 0 || items[i - 1].hash < items[i].hash);
        }
        assert_int_equal(found, 1);
        free(items);
    }
}

static void up_to_what_is_promised_all_is_told_and_beyond_it_is_said(void **state)
{
    struct sketch_item *items;
    size_t n;
    (void)state;
    assert_true(told(1000, SKETCH_MOST, 1, &n, &items));
    assert_int_equal(n, SKETCH_MOST);
    free(items);
    assert_false(told(1000, 2 * SKETCH_MOST, 1, &n, &items));
    free(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_on_both_sides_leaves_nothing),
        cmocka_unit_test(what_differs_is_told_as_often_as_it_does),
        cmocka_unit_test(up_to_what_is_promised_all_is_told_and_beyond_it_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
