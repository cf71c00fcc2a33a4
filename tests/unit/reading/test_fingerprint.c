/* A file's fingerprint is the same however the file was cut. */
#include "pipeline/reading/fingerprint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define N_LINES 64

static uint64_t mixed(uint64_t number)
{
    number = (number + 1) * UINT64_C(0x9E3779B97F4A7C15);
    return (number ^ number >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
}

/* Lines from..to, behind what is there. */
static void read_part(struct fingerprint *file, size_t from, size_t to)
{
    static struct passing passing;
    struct fingerprint part = {0};
    uint64_t texts[N_LINES];
    uint32_t line[N_LINES];
    for (size_t i = from; i < to; i++)
        passing.hashes[FINGERPRINT_WINDOW + i - from] = mixed(i);
    fingerprint_pass(&part, &passing, to - from);
    for (size_t k = 0; k < passing.n_kept; k++) {
        texts[k] = mixed(1000 + from + passing.kept[k]);
        line[k] = passing.kept[k];
    }
    fingerprint_keep(&part, &passing, texts, line);
    fingerprint_append(file, &part, from);
    fingerprint_release(&part);
}

static int by_line(const void *a, const void *b)
{
    const struct mark *x = a, *y = b;
    return (x->line > y->line) - (x->line < y->line);
}

static void expect_same(const struct marks *found, const struct marks *wanted)
{
    assert_int_equal(found->n, wanted->n);
    qsort(found->items, found->n, sizeof *found->items, by_line);
    assert_memory_equal(found->items, wanted->items, wanted->n * sizeof *wanted->items);
}

static void every_cut_gives_the_same_fingerprint(void **state)
{
    (void)state;
    struct fingerprint whole = {0};
    uint64_t sum = 0;
    for (size_t i = 0; i < N_LINES; i++)
        sum += mixed(i);
    read_part(&whole, 0, N_LINES);
    assert_int_equal(whole.windows.n, N_LINES + 1 - FINGERPRINT_WINDOW);
    for (size_t cut = 0; cut <= N_LINES; cut++)
        for (size_t n = 0; n <= N_LINES - cut; n++) {
            struct fingerprint file = {0};
            read_part(&file, 0, cut);
            read_part(&file, cut, cut + n);
            read_part(&file, cut + n, N_LINES);
            assert_int_equal(file.n, whole.n);
            assert_true(file.sum == sum);
            expect_same(&file.lines, &whole.lines);
            expect_same(&file.windows, &whole.windows);
            fingerprint_release(&file);
        }
    fingerprint_release(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_cut_gives_the_same_fingerprint)};
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
