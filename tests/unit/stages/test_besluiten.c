/* controles_wijzigingen.c and what was decided: the table per besluit, neutrality, dates, lasten
 * and reserves against the budget. */
#include "tests/unit/controles.h"

/* ---- besluiten ---- */

static void the_wijzigingen_table_has_a_column_per_besluit_in_order_of_date(void **state)
{
    (void)state;
    struct programma p;
    begin(&p);
    add_date_format(&p);
    change(&p, "groot", -500, "2024-9", "01-10-2024", "N");
    change(&p, "groot", -70, "2024-10", "02-03-2024", "N");
    change(&p, "klein", -4, NULL, NULL, NULL);
    change(&p, "klein", 3, "2024-9", "01-10-2024", "N");
    programma_book(&p, "6A", "groot", SECTIE_LASTEN, "primair 2024", -10000);
    programma_finish(&p);
    run(&p);
    const struct table *table = tables_find(&p.job.tables, "wijzigingen.csv");
    assert_non_null(table);
    static const char *const names[] = {"sectie",  "code",   "regel",          "primair",
                                        "2024-10", "2024-9", "zonder_besluit", "begroting"};
    static const int64_t cents[] = {-10000, -70, -497, -4, -10571};
    assert_int_equal(table->n_columns, 8);
    for (size_t c = 0; c < 8; c++)
        assert_string_equal(table->columns[c].name, names[c]);
    assert_string_equal(table->columns[4].heading, "Besluit 2024-10, 02-03-2024");
    assert_string_equal(table->title, "Van primaire begroting naar begroting na wijziging 2024");
    assert_string_equal(table->sheet, "Wijzigingen");
    assert_string_equal(table->rows[0].cells[2].text, "6A Wijken");
    for (size_t c = 0; c < 5; c++)
        assert_int_equal(table->rows[0].cells[3 + c].money.cents, cents[c]);
    assert_string_equal(table->rows[1].cells[2].text, "Totaal Lasten");
    assert_true(check_formulas(table) > 0);
    assert_true(find_control(&p, "Primair + besluiten: begroting")->holds);
    const struct control *numbered = find_control(&p, "Wijzigingen met besluitnummer: begroting");
    assert_false(numbered->holds);
    assert_string_equal(numbered->found, "1");
    programma_release(&p);
}

static void a_date_that_cannot_be_read_gives_way_to_one_that_can(void **state)
{
    (void)state;
    struct programma p;
    begin(&p);
    change(&p, "groot", -500, "2024-1", "ooit", "N");
    change(&p, "groot", -500, "2024-2", "01-10-2024", "N");
    change(&p, "klein", -70, "2024-1", "01-11-2024", "N");
    programma_finish(&p);
    run(&p);
    const struct table *table = tables_find(&p.job.tables, "wijzigingen.csv");
    assert_string_equal(table->columns[4].heading, "Besluit 2024-2, 01-10-2024");
    assert_string_equal(table->columns[5].heading, "Besluit 2024-1, 01-11-2024");
    programma_release(&p);
}

static void without_kept_besluiten_the_changes_are_one_column(void **state)
{
    (void)state;
    struct programma p;
    begin(&p);
    p.plan.keep[DIMENSION_BESLUIT] = p.plan.keep[DIMENSION_BESLUITDATUM] = false;
    change(&p, "groot", -500, NULL, NULL, NULL);
    programma_finish(&p);
    run(&p);
    const struct table *table = tables_find(&p.job.tables, "wijzigingen.csv");
    assert_int_equal(table->n_columns, 6);
    assert_string_equal(table->columns[4].name, "wijzigingen");
    programma_release(&p);
}

static void a_besluit_that_claims_to_be_neutral_must_be(void **state)
{
    (void)state;
    struct programma p;
    begin(&p);
    add_date_format(&p);
    change(&p, "groot", -500, "2024-1", "01-10-2024", "J");
    change(&p, "klein", 499, "2024-1", "01-10-2024", "J");
    change(&p, "klein", 499, "2024-2", "01-10-2024", "N");
    programma_finish(&p);
    run(&p);
    const struct control *control = find_control(&p, "Budgetneutrale besluiten: begroting");
    assert_false(control->holds);
    assert_string_equal(control->found, "1");
    assert_non_null(strstr(control->sentence, "2024-1 (€ -0,01)"));
    programma_release(&p);
}

static void a_besluit_after_its_year_or_without_a_date_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *date;
        bool in_time;
    } cases[] = {
        {"31-12-2024", true}, {"2024-12-31", true},   {"01-01-2025", false}, {"2025-01-01", false},
        {NULL, false},        {"31 december", false}, {"15-11-2023", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct programma p;
        begin(&p);
        add_date_format(&p);
        change(&p, "groot", -500, "2024-1", cases[i].date, "N");
        programma_finish(&p);
        run(&p);
        const struct control *control =
            find_control(&p, "Besluiten uiterlijk 31 december: begroting");
        assert_int_equal(control->holds, cases[i].in_time);
        assert_int_equal(control->severity, SEVERITY_WARNING);
        programma_release(&p);
    }
}

static void a_late_change_without_a_number_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *date;
        bool in_time;
    } cases[] = {{"31-12-2024", true}, {"31-01-2025", false}, {"ooit", false}, {NULL, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct programma p;
        begin(&p);
        add_date_format(&p);
        change(&p, "groot", -500, NULL, cases[i].date, "N");
        programma_finish(&p);
        run(&p);
        const struct control *control =
            find_control(&p, "Besluiten uiterlijk 31 december: begroting");
        assert_int_equal(control->holds, cases[i].in_time);
        if (!control->holds)
            assert_non_null(strstr(control->sentence, "Gevonden: zonder nummer ("));
        assert_false(find_control(&p, "Wijzigingen met besluitnummer: begroting")->holds);
        programma_release(&p);
    }
}

static void a_besluit_with_two_dates_is_named(void **state)
{
    (void)state;
    struct programma p;
    begin(&p);
    add_date_format(&p);
    change(&p, "groot", -500, "2024-1", "01-10-2024", "N");
    change(&p, "klein", -400, "2024-1", "02-10-2024", "N");
    change(&p, "klein", -300, "2024-2", "03-10-2024", "N");
    change(&p, "groot", -300, "2024-2", "2024-10-03", "N");
    change(&p, "groot", -200, "2024-2", NULL, "N");
    programma_finish(&p);
    run(&p);
    const struct control *control = find_control(&p, "Besluiten met één datum: begroting");
    assert_false(control->holds);
    assert_int_equal(control->severity, SEVERITY_WARNING);
    assert_string_equal(control->found, "1");
    assert_non_null(strstr(control->sentence, "2024-1 (01-10-2024 en 02-10-2024)"));
    programma_release(&p);
}

static void what_the_settings_do_not_keep_is_shown_as_not_done(void **state)
{
    (void)state;
    static const struct {
        bool kept, in_profile;
        const char *control, *wanted; /* NULL: it is evaluated, and does not hold */
    } cases[] = {
        {false, true, "Budgetneutrale besluiten", "met: besluit bij bewaren in [run], neutraal"},
        {false, true, "Besluiten uiterlijk 31 december", "met: besluitdatum bij bewaren in [run]."},
        {false, true, "Besluiten met één datum", "met: besluit bij bewaren in [run], besluitdatum"},
        {false, true, "Wijzigingen met besluitnummer", "met: besluit bij bewaren in [run]."},
        {true, false, "Budgetneutrale besluiten", "besluit in [betekenis] van het bronprofiel"},
        {true, false, "Besluiten uiterlijk 31 december", "besluitdatum in [betekenis]"},
        {false, false, "Wijzigingen met besluitnummer", "besluit in [betekenis]"},
        {true, false, "Wijzigingen met besluitnummer", "besluit in [betekenis]"},
        {true, true, "Wijzigingen met besluitnummer", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct programma p;
        begin(&p);
        p.plan.keep[DIMENSION_BESLUIT] = p.plan.keep[DIMENSION_BESLUITDATUM] = cases[i].kept;
        p.plan.keep[DIMENSION_NEUTRAAL] = cases[i].kept;
        for (int role = 0; !cases[i].in_profile && role < ROLE_COUNT; role++)
            p.profile.role[role] = NO_COLUMN;
        change(&p, "groot", -500, NULL, NULL, NULL);
        programma_finish(&p);
        run(&p);
        const struct control *control =
            find_control(&p, arena_printf(&p.arena, "%s: begroting", cases[i].control));
        assert_int_equal(control->not_done, cases[i].wanted != NULL);
        assert_int_equal(control->holds, cases[i].wanted != NULL);
        if (cases[i].wanted)
            assert_non_null(strstr(control->sentence, cases[i].wanted));
        programma_release(&p);
    }
}

/* ---- what was decided ---- */

static void lasten_above_the_budget_are_a_warning(void **state)
{
    (void)state;
    static const struct {
        int64_t realised;
        bool holds;
    } cases[] = {{-100000, true}, {-100001, false}, {-99999, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct programma p;
        begin(&p);
        programma_book(&p, "6A", "groot", SECTIE_LASTEN, "primair 2024", -100000);
        programma_book(&p, "6A", "groot", SECTIE_LASTEN, "realisatie 2024", cases[i].realised);
        programma_finish(&p);
        run(&p);
        const struct control *control = find_control(&p, "Lasten binnen de begroting: programma 6");
        assert_int_equal(control->holds, cases[i].holds);
        assert_int_equal(control->severity, SEVERITY_WARNING);
        assert_int_equal(control->found_money.cents - control->expected_money.cents,
                         cases[i].realised + 100000);
        programma_release(&p);
    }
}

static void reserve_movements_beyond_the_besluit_are_named(void **state)
{
    (void)state;
    struct programma p;
    begin(&p);
    programma_book(&p, "6Z", "pot", SECTIE_STORTINGEN, "primair 2024", -100);
    programma_book(&p, "6Z", "pot", SECTIE_STORTINGEN, "realisatie 2024", -100);
    programma_book(&p, "6Z", "kas", SECTIE_ONTTREKKINGEN, "realisatie 2024", 200);
    programma_book(&p, "6Z", "bus", SECTIE_ONTTREKKINGEN, "primair 2024", 300);
    programma_finish(&p);
    run(&p);
    const struct control *control = find_control(&p, "Reservemutaties binnen een besluit");
    assert_false(control->holds);
    assert_non_null(
        strstr(control->sentence, "Gevonden: onttrekkingen kas: besloten € 0,00, geboekt € 2,00."));
    programma_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_wijzigingen_table_has_a_column_per_besluit_in_order_of_date),
        cmocka_unit_test(a_date_that_cannot_be_read_gives_way_to_one_that_can),
        cmocka_unit_test(without_kept_besluiten_the_changes_are_one_column),
        cmocka_unit_test(a_besluit_that_claims_to_be_neutral_must_be),
        cmocka_unit_test(a_besluit_after_its_year_or_without_a_date_is_found),
        cmocka_unit_test(a_late_change_without_a_number_is_found),
        cmocka_unit_test(a_besluit_with_two_dates_is_named),
        cmocka_unit_test(what_the_settings_do_not_keep_is_shown_as_not_done),
        cmocka_unit_test(lasten_above_the_budget_are_a_warning),
        cmocka_unit_test(reserve_movements_beyond_the_besluit_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
