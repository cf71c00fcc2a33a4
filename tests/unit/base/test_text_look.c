/* How a text looks. */
#include "pipeline/base/text_look.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

static const struct {
    const char *text, *look, *spelled;
} looks[] = {
    {"", "", ""},
    {"6L", "6L", "6L"},
    {"  a  b ", "a b", "  a  b "},
    {"Cafe\u0301", "Caf\u00E9", "Cafe<U+0301>"},
    {"Caf\u00E9", "Caf\u00E9", "Caf\u00E9"},
    {"\u0301a", "\u0301a", "<U+0301>a"},
    {"A\u030Angstro\u0308m", "\u00C5ngstr\u00F6m", "A<U+030A>ngstro<U+0308>m"},
    {"x\u0301", "x\u0301", "x<U+0301>"},
    {"a\u00A0\u2009b\u202F", "a b", "a<U+00A0><U+2009>b<U+202F>"},
    {"\uFEFF\uFEFFa\u200Bb\u00AD", "ab", "<U+FEFF><U+FEFF>a<U+200B>b<U+00AD>"},
    {"a \u200B b", "a b", "a <U+200B> b"},
    {"1\u20112", "1-2", "1<U+2011>2"},
    {"1\u20132", "1\u20132", "1\u20132"},
    {"\x1B[2J\x7F\n", "\x1B[2J\x7F", "<1B>[2J<7F>\n"},
    {"D\u0430tum", "D\u0430tum", "D<U+0430>tum"},
    {"\u0414\u0430\u0442\u0430 x", "\u0414\u0430\u0442\u0430 x", "\u0414\u0430\u0442\u0430 x"},
    {"\xE9\u20AC", "\uFFFD\u20AC", "\xE9\u20AC"},
};

static void names_that_look_the_same_are_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH_OF(looks); i++) {
        struct arena arena = {0};
        assert_string_equal(text_look(&arena, text_of(looks[i].text)).bytes, looks[i].look);
        assert_string_equal(text_spelled(&arena, text_of(looks[i].text)), looks[i].spelled);
        arena_release(&arena);
    }
}

/* A dash can be seen; of a value that was refused it may be why. */
static void a_dash_is_spelled_where_a_value_is_refused(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_string_equal(text_refused(&arena, text_of("\u2013234,50 \u2014")),
                        "<U+2013>234,50 <U+2014>");
    assert_string_equal(text_spelled(&arena, text_of("Wegen \u2013 onderhoud\u200B")),
                        "Wegen \u2013 onderhoud<U+200B>");
    arena_release(&arena);
}

/* Every letter of the alphabet under every accent: where there is one character for the two, its
 * look is that one. */
static void the_one_form_is_its_own_form(void **state)
{
    (void)state;
    size_t n_composed = 0;
    for (uint32_t accent = 0x300; accent < 0x370; accent++) {
        for (char letter = 'A'; letter <= 'z'; letter++) {
            struct arena arena = {0};
            char bytes[8] = {letter};
            size_t n_bytes = 1 + text_put(accent, bytes + 1);
            struct text one = text_look(&arena, (struct text){bytes, n_bytes});
            assert_true(text_equal(text_look(&arena, one), one));
            n_composed += text_characters(one) == 1;
            arena_release(&arena);
        }
    }
    assert_int_equal(n_composed, 374); /* of the Unicode character database */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_look_the_same_are_one),
        cmocka_unit_test(a_dash_is_spelled_where_a_value_is_refused),
        cmocka_unit_test(the_one_form_is_its_own_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
