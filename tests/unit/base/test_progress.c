/* What a terminal shows of long work: how far it is, and what is left. */
#include "pipeline/base/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void it_says_what_is_left(void **state)
{
    (void)state;
    static const struct {
        struct progress progress;
        const char *text;
    } cases[] = {
        {{1234567, 120000000, 480000000, 3000},
         "lezen: 1.234.567 regels, 120 van 480 MB (25 %), nog 9 s"},
        {{0, 120000000, 480000000, 3000}, "lezen: 120 van 480 MB (25 %), nog 9 s"},
        {{10, 480000000, 480000000, 3000}, "lezen: 10 regels, 480 van 480 MB (100 %), nog 0 s"},
        {{10, 490000000, 480000000, 999}, "lezen: 10 regels, 480 van 480 MB (100 %)"},
        {{5, 1000000, 482000000, 9000}, "lezen: 5 regels, 1 van 482 MB (0 %)"},
        {{5, 10000000, 100000000, 10000}, "lezen: 5 regels, 10 van 100 MB (10 %), nog 2 min"},
        {{5, 10000000, 100000000, 440000},
         "lezen: 5 regels, 10 van 100 MB (10 %), nog 1 uur 6 min"},
        {{5, 10000000, 100000000, 400000},
         "lezen: 5 regels, 10 van 100 MB (10 %), nog 1 uur 0 min"},
        {{7, 2999999, 0, 5000}, "lezen: 7 regels, 2 MB"},
        {{UINT64_C(20000000000), UINT64_C(4000000000000), UINT64_C(8000000000000), 3600000},
         "lezen: 20.000.000.000 regels, 4.000.000 van 8.000.000 MB (50 %), nog 1 uur 0 min"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[PROGRESS_SIZE];
        progress_text(&cases[i].progress, text);
        assert_string_equal(text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_says_what_is_left)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
