#include "pipeline/format/notation.h"

#include "tests/unit/fixture.h"

static struct notation parsed(const char *text)
{
    struct notation notation;
    assert_true(notation_parse(text_of(text), &notation));
    return notation;
}

static void every_notation_comes_out_as_it_went_in(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0",     "1.375",  "9.622", "54%",   "54 %",    "10,5*",   ">400",  "<3%",          "≥27%",
        "≤7,9%", ">0,7%*", "<=7",   ">= 7",  "=70%",    "€ 9.622", "€12",   "NB",           "Nb",
        "NB*",   "n.b.",   "-",     "–",     "n.v.t.",  "",        "-0,5",  "1.234.567,25", "73,0",
        "0,08%", "192**",  "1375",  "≈5",    "≈ 1.375", "ca. 5",   "ca.5%", "circa 5",      "± 5",
        "−0,5%", "+3%",    ">+0,5", "€ -12", "10,5 *",  "NB *"};
    struct arena arena = {0};
    for (size_t i = 0; i < LENGTH(texts); i++) {
        struct notation notation = parsed(texts[i]);
        assert_string_equal(notation_text(&arena, &notation), texts[i]);
    }
    arena_release(&arena);
}

static void what_is_no_value_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {"*",      "1.37",
                                        "13.75",  ",5",
                                        "5,",     "1,0000001",
                                        "<",      "%",
                                        "007",    "-0",
                                        "<>3",    "3<",
                                        " 3",     "3 ",
                                        "1.0000", ".375",
                                        "drie",   "NBB",
                                        "--",     "1,5,5",
                                        "≤≤3",    "1234567890123456",
                                        "+0",     "−0",
                                        "+-5",    "−-5",
                                        "–0,5",   " *",
                                        "≈",      "ca. ",
                                        "5:1"};
    struct notation untouched = {.n_stars = 7};
    for (size_t i = 0; i < LENGTH(texts); i++)
        assert_false(notation_parse(text_of(texts[i]), &untouched));
    assert_int_equal(untouched.n_stars, 7);
}

static void the_parts_are_told_apart(void **state)
{
    (void)state;
    struct notation notation = parsed(">0,7%*");
    assert_int_equal(notation.status, VALUE_KNOWN);
    assert_int_equal(notation.relation, RELATION_MORE);
    assert_int_equal(notation.value.mantissa, 7);
    assert_int_equal(notation.value.n_decimals, 1);
    assert_true(notation.percent);
    assert_int_equal(notation.n_stars, 1);
    assert_int_equal(parsed("Nb").status, VALUE_NB);
    assert_int_equal(parsed("-").status, VALUE_NVT);
    assert_int_equal(parsed("").status, VALUE_EMPTY);
    assert_int_equal(parsed("<=7,9%").relation, RELATION_AT_MOST);
    assert_int_equal(parsed("ca. 5").relation, RELATION_ABOUT);
    assert_int_equal(parsed("−0,5").value.mantissa, -5);
    assert_int_equal(parsed("+0,5").value.mantissa, 5);
}

static void what_is_refused_says_why(void **state)
{
    (void)state;
    static const struct {
        const char *text, *part;
    } expected[] = {
        {"5 : 1", "verhouding"},      {"1/3", "verhouding"},           {"1 op 5", "verhouding"},
        {"5-10", "bereik"},           {"5 – 10%", "bereik"},           {"2 à 3", "bereik"},
        {"–0,5", "minteken"},         {"54\xC2\xA0%", "vaste spatie"}, {"drie", "dit woord"},
        {"NBB", "dit woord"},         {"12 dagen", "eenheid"},         {"13.5", "groepen van drie"},
        {"1.37", "groepen van drie"}, {"1,1234567", "15 cijfers"},     {"5%%", "geen notatie"},
        {"<", "geen notatie"},        {"*", "geen notatie"},
    };
    for (size_t i = 0; i < LENGTH(expected); i++) {
        struct notation notation;
        assert_false(notation_parse(text_of(expected[i].text), &notation));
        assert_non_null(strstr(notation_fault(text_of(expected[i].text)), expected[i].part));
    }
}

static struct decimal value_of(const char *text)
{
    return parsed(text).value;
}

static void equal_is_not_lower(void **state)
{
    (void)state;
    assert_false(relation_holds(RELATION_LESS, value_of("2,30"), value_of("2,3")));
    assert_true(relation_holds(RELATION_AT_MOST, value_of("2,30"), value_of("2,3")));
    assert_true(relation_holds(RELATION_LESS, value_of("2,29"), value_of("2,3")));
    assert_false(relation_holds(RELATION_MORE, value_of("400"), value_of("400")));
    assert_true(relation_holds(RELATION_AT_LEAST, value_of("400"), value_of("400")));
    assert_true(relation_holds(RELATION_EQUAL, value_of("70,0"), value_of("70")));
    assert_false(relation_holds(RELATION_NONE, value_of("-1"), value_of("1")));
}

static void decimals_are_added_and_divided_exactly(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct decimal sum = value_of("0,1");
    for (int i = 0; i < 9; i++)
        assert_true(decimal_add(sum, value_of("0,10"), &sum));
    assert_string_equal(decimal_text(&arena, sum, false), "1,00");
    assert_string_equal(decimal_text(&arena, decimal_divide(value_of("202,0"), 8, 1), false),
                        "25,3");
    assert_string_equal(decimal_text(&arena, decimal_divide(value_of("-0,25"), 1, 1), false),
                        "-0,3");
    assert_string_equal(decimal_text(&arena, decimal_divide(value_of("1"), 3, 2), false), "0,33");
    assert_string_equal(
        decimal_text(&arena, decimal_distance(value_of("1,5"), value_of("2")), false), "0,5");
    assert_false(decimal_add(value_of("999.999.999.999.999"), value_of("1"), &sum));
    assert_string_equal(decimal_text(&arena, sum, false), "1,00");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_notation_comes_out_as_it_went_in),
        cmocka_unit_test(what_is_no_value_is_refused),
        cmocka_unit_test(what_is_refused_says_why),
        cmocka_unit_test(the_parts_are_told_apart),
        cmocka_unit_test(equal_is_not_lower),
        cmocka_unit_test(decimals_are_added_and_divided_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
