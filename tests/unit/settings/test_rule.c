#include "pipeline/settings/rule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static const char *const columns[] = {"rekening", "soort", "omschrijving"};

static size_t column_of(void *context, struct text name)
{
    (void)context;
    for (size_t i = 0; i < LENGTH(columns); i++)
        if (text_is(name, columns[i]))
            return i;
    return (size_t)-1;
}

/* ---- single conditions ---- */

static const struct {
    const char *patterns;
    const char *matching[5];
    const char *others[7];
} matches[] = {
    {"6", {"6"}, {"", "60", "06", " 6"}},
    {"6, 7,8", {"6", "7", "8"}, {"", "67", "6,7"}},
    {"6*", {"6", "60", "6*"}, {"", "06", "56"}},
    {"*saldo", {"saldo", "eindsaldo"}, {"", "saldo's", "aldo"}},
    {"*TOTAAL*", {"TOTAAL", "SUBTOTAAL 6", "x TOTAAL"}, {"", "totaal", "TOTAA"}},
    {"400000-499999",
     {"400000", "499999", "450000"},
     {"", "399999", "500000", "40", "0000410000", "400000x", "4000001"}},
    {"4 - 7", {"4", "7"}, {"3", "8", "x", "4x", "55"}},
    {"0010-0019", {"0010"}, {"10", "0020", "0009", "001999"}},
    {"0010-0019 elke lengte", {"0010", "001999"}, {"10", "0020", "0009", "0010x"}},
    {"leeg", {""}, {" ", "leeg"}},
    {"\"leeg\"", {"leeg"}, {""}},
    {"*", {"", "x", "*"}, {NULL}},
    {"\"*\"", {"*"}, {"", "x"}},
    {"\"a, b & c: d\"", {"a, b & c: d"}, {"a"}},
    {"\"4001-10\"", {"4001-10"}, {"4005"}},
    {"\"zei \"\"ja\"\"\"", {"zei \"ja\""}, {"zei ja"}},
    {"\"a-b\"*", {"a-b", "a-bc"}, {"a", "xa-b"}},
    {"*\"a-b\"", {"a-b", "xa-b"}, {"a-bc"}},
    {"*\"a-b\"*", {"a-b", "xa-bc"}, {"ab"}},
    {"*\"Subtotaal *\"", {"Subtotaal *"}, {"Subtotaal", "Subtotaal *x"}},
    {"\"\"", {""}, {"\""}},
    {"twee woorden", {"twee woorden"}, {"twee", "woorden"}},
    {"niet X", {"", "Y", "niet X"}, {"X"}},
    {"niet X, Y*", {"", "Z"}, {"X", "Y", "Y1"}},
    {"niet leeg", {"x", " "}, {""}},
    {"\"niet X\"", {"niet X"}, {"X", "Y"}},
    {"niets", {"niets"}, {"", "s"}},
    {"caf\xC3\xA9*", {"caf\xC3\xA9s"}, {"cafe"}},
};

static void conditions_match_what_their_patterns_say(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t i = 0; i < LENGTH(matches); i++) {
        struct rule rule = {.line_no = 7};
        const char *reason = NULL;
        const char *line = arena_printf(&arena, " rekening :  %s ", matches[i].patterns);
        if (!rule_parse(&arena, line, column_of, NULL, &rule, &reason))
            fail_msg("%s: %s", line, reason);
        assert_int_equal(rule.n_conditions, 1);
        assert_int_equal(rule.line_no, 7);
        for (size_t k = 0; k < LENGTH(matches[i].matching) && matches[i].matching[k]; k++)
            if (!condition_matches(rule.conditions, text_of(matches[i].matching[k])))
                fail_msg("%s does not match '%s'", matches[i].patterns, matches[i].matching[k]);
        for (size_t k = 0; k < LENGTH(matches[i].others) && matches[i].others[k]; k++)
            if (condition_matches(rule.conditions, text_of(matches[i].others[k])))
                fail_msg("%s matches '%s'", matches[i].patterns, matches[i].others[k]);
    }
    arena_release(&arena);
}

/* ---- whole lines ---- */

static void a_line_is_a_list_of_conditions(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct rule rule = {0};
    const char *reason;
    assert_true(rule_parse(&arena, "soort: niet \"a & b\", X & rekening:4*&omschrijving: *x*",
                           column_of, NULL, &rule, &reason));
    assert_int_equal(rule.n_conditions, 3);
    assert_int_equal(rule.conditions[0].column, 1);
    assert_true(rule.conditions[0].negated);
    assert_int_equal(rule.conditions[0].n_patterns, 2);
    assert_true(text_is(rule.conditions[0].patterns[0].low, "a & b"));
    assert_int_equal(rule.conditions[1].column, 0);
    assert_false(rule.conditions[1].negated);
    assert_int_equal(rule.conditions[1].patterns[0].kind, PATTERN_START);
    assert_int_equal(rule.conditions[2].column, 2);
    assert_int_equal(rule.conditions[2].patterns[0].kind, PATTERN_PART);

    assert_true(rule_parse(&arena, " altijd ", column_of, NULL, &rule, &reason));
    assert_int_equal(rule.n_conditions, 0);
    arena_release(&arena);
}

static const struct {
    const char *line;
    const char *words;
} refusals[] = {
    {"", "verwacht kolom: patroon, gevonden ''"},
    {"rekening", "verwacht kolom: patroon, gevonden 'rekening'"},
    {"rekening 4*", "verwacht kolom: patroon"},
    {"rekening: 4* &", "verwacht kolom: patroon, gevonden ''"},
    {"altijd & rekening: 4", "verwacht kolom: patroon, gevonden 'altijd'"},
    {"rekeningen: 4", "kolom 'rekeningen' staat niet in [kolommen]"},
    {": 4", "kolom '' staat niet in [kolommen]"},
    {"rekening:", "leeg patroon ''"},
    {"rekening: 4,,5", "leeg patroon ''"},
    {"rekening: niet", "leeg patroon ''"},
    {"rekening: **", "leeg patroon '**'"},
    {"rekening: 4*5", "'4*5' is geen patroon"},
    {"rekening: ***x", "'**x' is geen patroon"},
    {"rekening: \"a*\"", "erachter, of ervoor als het veld op een * eindigt"},
    {"rekening: a\"b", "'a\"b' is geen patroon"},
    {"rekening: leeg \\& rekening: 4", "'leeg \\' is geen patroon"},
    {"rekening: 4: 5", "'4: 5' is geen patroon"},
    {"rekening: \"a", "aanhalingstekens kloppen niet in '\"a'"},
    {"rekening: \"a\" b", "aanhalingstekens kloppen niet"},
    {"rekening: \"a\"b\"", "aanhalingstekens kloppen niet"},
    {"rekening: \"", "aanhalingstekens kloppen niet"},
    {"rekening: 4-55", "'4-55' is geen bereik"},
    {"rekening: A1-A9", "'A1-A9' is geen bereik"},
    {"rekening: -5", "'-5' is geen bereik"},
    {"rekening: 5-", "'5-' is geen bereik"},
    {"rekening: 1-2-3", "'1-2-3' is geen bereik"},
    {"rekening: 5-4", "bereik '5-4' begint na zijn einde"},
    {"rekening: 4-5*", "'4-5': zet een tekst met een streepje tussen aanhalingstekens"},
};

static void lines_that_mean_nothing_sure_are_refused(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t i = 0; i < LENGTH(refusals); i++) {
        struct rule rule = {.n_conditions = 42};
        const char *reason = NULL;
        if (rule_parse(&arena, refusals[i].line, column_of, NULL, &rule, &reason))
            fail_msg("%s was accepted", refusals[i].line);
        if (!strstr(reason, refusals[i].words))
            fail_msg("%s: %s", refusals[i].line, reason);
        assert_int_equal(rule.n_conditions, 42);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_match_what_their_patterns_say),
        cmocka_unit_test(a_line_is_a_list_of_conditions),
        cmocka_unit_test(lines_that_mean_nothing_sure_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
