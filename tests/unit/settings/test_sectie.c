#include "pipeline/settings/sectie.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

static void secties_have_names_headings_and_effects(void **state)
{
    (void)state;
    static const struct {
        enum sectie sectie;
        const char *name, *heading;
        int effect;
    } cases[] = {
        {SECTIE_LASTEN, "lasten", "Lasten", -1},
        {SECTIE_BATEN, "baten", "Baten", 1},
        {SECTIE_STORTINGEN, "stortingen", "Stortingen", -1},
        {SECTIE_ONTTREKKINGEN, "onttrekkingen", "Onttrekkingen", 1},
    };
    assert_int_equal(LENGTH_OF(cases), SECTIE_COUNT);
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        assert_string_equal(sectie_name(cases[i].sectie), cases[i].name);
        assert_string_equal(sectie_heading(cases[i].sectie), cases[i].heading);
        assert_int_equal(sectie_effect(cases[i].sectie), cases[i].effect);
    }
}

static void a_sign_rule_names_each_sectie_once_in_any_order(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool with_saldo;
        struct sign_rule wanted; /* lasten, baten, stortingen, onttrekkingen; saldo */
    } cases[] = {
        {"lasten- baten+ stortingen+ onttrekkingen+ saldo+", true, {{-1, 1, 1, 1}, 1}},
        {"lasten+ baten- stortingen- onttrekkingen- saldo-", true, {{1, -1, -1, -1}, -1}},
        {"lasten+ baten+ stortingen+ onttrekkingen+", false, {{1, 1, 1, 1}, 0}},
        {"lasten- baten+ stortingen- onttrekkingen+", false, {{-1, 1, -1, 1}, 0}},
        {"onttrekkingen-\tstortingen+   baten- lasten+", false, {{1, -1, 1, -1}, 0}},
        {"  lasten- baten- stortingen- onttrekkingen-  ", false, {{-1, -1, -1, -1}, 0}},
        {"saldo- lasten+ baten- stortingen+ onttrekkingen+", true, {{1, -1, 1, 1}, -1}},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct sign_rule rule = {{9, 9, 9, 9}, 9};
        if (!sign_rule_parse(cases[i].text, cases[i].with_saldo, &rule) ||
            memcmp(&rule, &cases[i].wanted, sizeof rule) != 0)
            fail_msg("%s", cases[i].text);
        struct sign_rule untouched = {{9, 9, 9, 9}, 9};
        if (sign_rule_parse(cases[i].text, !cases[i].with_saldo, &untouched) ||
            untouched.saldo != 9)
            fail_msg("saldo of %s", cases[i].text);
    }
}

static void other_sign_rules_are_refused_untouched(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "",
        " ",
        "lasten-",
        "lasten- baten+ stortingen+",
        "lasten- baten+ stortingen+ onttrekkingen+ lasten-",
        "lasten- lasten- baten+ stortingen+ onttrekkingen+",
        "lasten- baten+ stortingen+ onttrekkingen",
        "lasten baten+ stortingen+ onttrekkingen+",
        "lasten -baten+ stortingen+ onttrekkingen+",
        "lasten- baten+ stortingen+ onttrekkingen+ kosten-",
        "Lasten- baten+ stortingen+ onttrekkingen+",
        "lasten-, baten+, stortingen+, onttrekkingen+",
        "lasten-- baten+ stortingen+ onttrekkingen+",
        "lasten-baten+stortingen+onttrekkingen+",
        "lasten- baten+ stortingen+ onttrekkingen+ +",
        "lasten- baten+ stortingen+ onttrekkingen+ saldo+ saldo+",
    };
    for (size_t i = 0; i < LENGTH_OF(refused); i++)
        for (int with_saldo = 0; with_saldo <= 1; with_saldo++) {
            struct sign_rule rule = {{9, 9, 9, 9}, 9}, before = rule;
            if (sign_rule_parse(refused[i], with_saldo, &rule) ||
                memcmp(&rule, &before, sizeof rule) != 0)
                fail_msg("\"%s\"", refused[i]);
        }
}

static void a_factor_turns_a_notation_into_effects_and_back(void **state)
{
    (void)state;
    for (int signs = 0; signs < 1 << SECTIE_COUNT; signs++) {
        struct sign_rule rule = {0};
        for (int s = 0; s < SECTIE_COUNT; s++)
            rule.sectie[s] = signs >> s & 1 ? 1 : -1;
        for (int s = 0; s < SECTIE_COUNT; s++) {
            int factor = sign_rule_factor(&rule, (enum sectie)s);
            /* a normal amount, shown with the rule's sign, has the sectie's effect */
            assert_int_equal(rule.sectie[s] * factor, sectie_effect((enum sectie)s));
            assert_int_equal(sectie_effect((enum sectie)s) * factor, rule.sectie[s]);
        }
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(secties_have_names_headings_and_effects),
        cmocka_unit_test(a_sign_rule_names_each_sectie_once_in_any_order),
        cmocka_unit_test(other_sign_rules_are_refused_untouched),
        cmocka_unit_test(a_factor_turns_a_notation_into_effects_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
