/* control.c: what a control says and when it holds. */
#include "pipeline/tables/control.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void money_controls_hold_only_for_equal_cents(void **state)
{
    (void)state;
    static const struct {
        int64_t expected, found;
        bool holds;
        const char *expected_text, *found_text;
    } cases[] = {
        {-336300000, -336300000, true, "-3.363.000,00", "-3.363.000,00"},
        {-336300000, -336299999, false, "-3.363.000,00", "-3.362.999,99"},
        {0, -5, false, "0,00", "-0,05"},
        {-1, INT64_MAX, false, "-0,01", "92.233.720.368.547.758,07"},
    };
    struct arena arena = {0};
    struct controls controls = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        controls_money(&controls, &arena, "naam", SEVERITY_ERROR, (struct money){cases[i].expected},
                       (struct money){cases[i].found}, "zin");
        const struct control *control = &controls.items[i];
        assert_string_equal(control->expected, cases[i].expected_text);
        assert_string_equal(control->found, cases[i].found_text);
        assert_int_equal(control->holds, cases[i].holds);
        assert_int_equal(control->kind, CONTROL_MONEY);
        assert_int_equal(control->found_money.cents, cases[i].found);
    }
    assert_int_equal(controls_failed(&controls, SEVERITY_ERROR), 3);
    assert_int_equal(controls_failed(&controls, SEVERITY_WARNING), 0);
    arena_release(&arena);
}

static void counts_are_compared_and_written_without_grouping(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct controls controls = {0};
    controls_count(&controls, &arena, "regels", SEVERITY_WARNING, 25012, 25011, "zin");
    assert_string_equal(controls.items[0].expected, "25012");
    assert_string_equal(controls.items[0].found, "25011");
    assert_false(controls.items[0].holds);
    assert_int_equal(controls.items[0].kind, CONTROL_COUNT);
    assert_int_equal(controls.items[0].found_count, 25011);
    assert_int_equal(controls_failed(&controls, SEVERITY_WARNING), 1);
    arena_release(&arena);
}

static void what_should_not_be_there_is_named_behind_the_sentence(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct controls controls = {0};
    controls_none(&controls, &arena, "geen", SEVERITY_ERROR, 0, "", "Dit hoort er niet.");
    controls_none(&controls, &arena, "twee", SEVERITY_ERROR, 2, "a, b", "Dit hoort er niet.");
    assert_true(controls.items[0].holds);
    assert_string_equal(controls.items[0].sentence, "Dit hoort er niet.");
    assert_false(controls.items[1].holds);
    assert_string_equal(controls.items[1].sentence, "Dit hoort er niet. Gevonden: a, b.");
    arena_release(&arena);
}

static void what_was_not_done_counts_as_nothing(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct controls controls = {0};
    controls_not_done(&controls, &arena, "naam", SEVERITY_ERROR, "Met x = ja kan het.");
    assert_true(controls.items[0].not_done);
    assert_string_equal(controls.items[0].found, "niet gedaan");
    assert_string_equal(controls.items[0].sentence, "Met x = ja kan het.");
    assert_int_equal(controls_failed(&controls, SEVERITY_ERROR), 0);
    assert_int_equal(controls_failed(&controls, SEVERITY_WARNING), 0);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_controls_hold_only_for_equal_cents),
        cmocka_unit_test(counts_are_compared_and_written_without_grouping),
        cmocka_unit_test(what_should_not_be_there_is_named_behind_the_sentence),
        cmocka_unit_test(what_was_not_done_counts_as_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
