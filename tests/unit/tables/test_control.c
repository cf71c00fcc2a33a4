/* control.c: what a control says and when it holds. */
#include "pipeline/tables/control.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

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
        controls_money(&controls, &arena, "naam", SEVERITY_ERROR,
                       sum_made((struct money){cases[i].expected}, true),
                       sum_made((struct money){cases[i].found}, true), "zin");
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

static void add(struct controls *controls, struct arena *arena, const char *name, int cents)
{
    controls_money(controls, arena, name, cents < 2 ? SEVERITY_WARNING : SEVERITY_ERROR,
                   sum_made((struct money){0}, true), sum_made((struct money){cents}, true), "zin");
}

/* Verdicts first, then the table's order, then as they came. */
static void what_matters_comes_first(void **state)
{
    (void)state;
    static const char *const order[] = {"Debet = credit: b",
                                        "Controletotaal debet: a",
                                        "Levering volledig volgens de afzender: b",
                                        "Debet = credit: a",
                                        "Controletotaal debet: b",
                                        "Controletotaal debet: c",
                                        "Debet = credit per boekstuk: a"};
    struct arena arena = {0};
    struct controls controls = {0};
    add(&controls, &arena, "Debet = credit per boekstuk: a", 0);
    add(&controls, &arena, "Controletotaal debet: b", 0);
    controls_not_done(&controls, &arena, "Debet = credit: a", SEVERITY_ERROR, NULL);
    add(&controls, &arena, "Controletotaal debet: a", 1);
    add(&controls, &arena, "Controletotaal debet: c", 0);
    add(&controls, &arena, "Debet = credit: b", 2);
    controls_not_done(&controls, &arena, "Levering volledig volgens de afzender: b",
                      SEVERITY_WARNING, NULL);
    controls.n_published = controls.n;
    const struct control **sorted = controls_sorted(&controls, &arena);
    for (size_t i = 0; i < controls.n; i++)
        assert_string_equal(sorted[i]->name, order[i]);
    assert_string_equal(sorted[2]->known->group, "Levering");
    assert_non_null(strstr(sorted[3]->sentence, "sluitend = ja"));
    arena_release(&arena);
}

static void the_longest_row_of_the_table_that_fits_is_its_own(void **state)
{
    (void)state;
    assert_string_equal(control_known("Debet = credit per boekstuk: a")->name,
                        "Debet = credit per boekstuk");
    assert_string_equal(control_known("Debet = credit: per boekstuk")->name, "Debet = credit");
    assert_string_equal(control_known("Tabel overzicht = saldi: 2024")->name, "Tabel");
    assert_string_equal(control_known("Tabellen")->group, "Overig");
}

static void the_verdict_names_the_first_of_what_was_not_done(void **state)
{
    (void)state;
    static const char *const names[] = {"Debet = credit: a", "Gelijk aan een andere uitvoer",
                                        "Debet = credit: b", "Teruggelezen: CSV",
                                        "Levering volledig volgens de afzender: b"};
    struct arena arena = {0};
    struct controls controls = {0};
    add(&controls, &arena, "Controletotaal debet: a", 5);
    assert_string_equal(controls_not_done_words(&controls, &arena), "");
    for (size_t i = 0; i < 4; i++)
        controls_not_done(&controls, &arena, names[i], SEVERITY_ERROR, NULL);
    controls.n_published = controls.n;
    assert_string_equal(controls_not_done_words(&controls, &arena),
                        "4 controles niet gedaan (Debet = credit: a en nog 1, Gelijk aan een "
                        "andere uitvoer, Teruggelezen: CSV)");
    controls_not_done(&controls, &arena, names[4], SEVERITY_ERROR, NULL);
    assert_non_null(strstr(controls_not_done_words(&controls, &arena),
                           "; geen vorige publicatie om mee te vergelijken"));
    controls.n_published = controls.n;
    assert_string_equal(controls_not_done_words(&controls, &arena),
                        "5 controles niet gedaan (Levering volledig volgens de afzender: b, Debet "
                        "= credit: a en nog 1, Gelijk aan een andere uitvoer, …)");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_controls_hold_only_for_equal_cents),
        cmocka_unit_test(counts_are_compared_and_written_without_grouping),
        cmocka_unit_test(what_should_not_be_there_is_named_behind_the_sentence),
        cmocka_unit_test(what_was_not_done_counts_as_nothing),
        cmocka_unit_test(what_matters_comes_first),
        cmocka_unit_test(the_longest_row_of_the_table_that_fits_is_its_own),
        cmocka_unit_test(the_verdict_names_the_first_of_what_was_not_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
