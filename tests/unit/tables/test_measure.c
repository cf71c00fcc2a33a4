/* measure.c: how wide a text is in a column, and where it breaks. */
#include "pipeline/tables/measure.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static void a_width_follows_from_the_letters(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum measure_font font;
        int width;
    } cases[] = {
        {"", MEASURE_PLAIN, 1},
        {"0", MEASURE_PLAIN, 2},
        {"0000000000", MEASURE_PLAIN, 12},
        {"0000000000", MEASURE_BOLD, 13},
        {"0000000000", MEASURE_SMALL, 11},
        {"iiiiiiiiii", MEASURE_PLAIN, 5},
        {"WWWWWWWWWW", MEASURE_PLAIN, 19},
        {"éééééééééé", MEASURE_PLAIN, 12}, /* ten characters, twenty bytes */
        {"6M4 Inburgering, (arbeids)participatie en integratie van statushouders", MEASURE_PLAIN,
         60},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(measure_width(text_of(cases[i].text), cases[i].font), cases[i].width);
}

static void a_text_breaks_at_spaces_and_newlines(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int width;
        const char *lines; /* joined by '|' */
    } cases[] = {
        {"", 10, ""},
        {"kort", 10, "kort"},
        {"een twee drie", 100, "een twee drie"},
        {"een twee drie", 9, "een twee|drie"},
        {"een twee drie", 8, "een|twee|drie"},
        {"een twee drie", 4, "een|twee|drie"},
        {"een\ntwee drie", 100, "een|twee drie"},
        {"een\n\ntwee", 100, "een||twee"},
        {"een\n", 100, "een"},
        {"regelomloopvoorlangewoorden kort", 10, "regelomloopvoorlangewoorden|kort"},
        {"regelomloopvoorlangewoorden", 1, "regelomloopvoorlangewoorden"},
        {"a regelomloopvoorlangewoorden", 10, "a|regelomloopvoorlangewoorden"},
        {"één één", 5, "één|één"},
        {"een ", 3, "een"},
        {" een", 3, " een"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = {0};
        const char *joined = "";
        int n = 0;
        struct text rest = text_of(cases[i].text), line;
        while (measure_line(&rest, cases[i].width, MEASURE_PLAIN, &line)) {
            joined = arena_printf(&arena, "%s%s%.*s", joined, n > 0 ? "|" : "", TEXT_ARG(line));
            n++;
        }
        assert_string_equal(joined, cases[i].lines);
        assert_int_equal(measure_lines(cases[i].text, cases[i].width, MEASURE_PLAIN), n);
        arena_release(&arena);
    }
}

static void lines_lose_nothing_and_fit(void **state)
{
    (void)state;
    static const char *const words[] = {"de", "toelichting", "cliënten",
                                        "€",  "1.234",       "Wmo-begeleiding"};
    srand(6);
    for (int round = 0; round < 2000; round++) {
        struct arena arena = {0};
        const char *text = "";
        int n_words = 1 + rand() % 40, width = 6 + rand() % 60;
        for (int i = 0; i < n_words; i++) {
            const char *word = words[(size_t)rand() % (sizeof words / sizeof *words)];
            text = arena_printf(&arena, "%s%s%s", text, i ? " " : "", word);
        }
        size_t at = 0;
        struct text rest = text_of(text), line;
        while (measure_line(&rest, width, MEASURE_SMALL, &line)) {
            assert_ptr_equal(line.bytes, text + at);
            at += line.n_bytes + 1;
            assert_true(text[at - 1] == ' ' || text[at - 1] == '\0');
            assert_true(measure_width(line, MEASURE_SMALL) <= width ||
                        !memchr(line.bytes, ' ', line.n_bytes));
        }
        assert_int_equal(at, strlen(text) + 1);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_width_follows_from_the_letters),
        cmocka_unit_test(a_text_breaks_at_spaces_and_newlines),
        cmocka_unit_test(lines_lose_nothing_and_fit),
    };
    return cmocka_run_group_tests_name("measure", tests, NULL, NULL) ? 1 : 0;
}
