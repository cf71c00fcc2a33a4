/* table.c: growing tables, finding them, sheet names, formulas on stored cents. */
#include "pipeline/tables/table.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <string.h>

static void a_new_table_is_empty_and_has_its_columns(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct tables tables = {0};
    struct table *table = tables_add(&tables, &arena, 3);
    assert_int_equal(tables.n, 1);
    assert_ptr_equal(tables.items[0], table);
    assert_int_equal(table->n_columns, 3);
    assert_int_equal(table->n_rows, 0);
    assert_null(table->columns[2].name);
    arena_release(&arena);
}

static void tables_stay_where_they_are_when_more_are_added(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct tables tables = {0};
    struct table *first = tables_add(&tables, &arena, 1);
    first->csv_name = "eerste.csv";
    for (int i = 0; i < 100; i++)
        tables_add(&tables, &arena, 1);
    assert_int_equal(tables.n, 101);
    assert_ptr_equal(tables_find(&tables, "eerste.csv"), first);
    assert_null(tables_find(&tables, "tweede.csv"));
    arena_release(&arena);
}

static void rows_keep_their_cells_when_more_are_added(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct tables tables = {0};
    struct table *table = tables_add(&tables, &arena, 2);
    for (int i = 0; i < 100; i++) {
        struct table_row *row = table_add_row(table, &arena, i % 2 ? ROW_TOTAL : ROW_DATA);
        assert_int_equal(row->cells[0].kind, CELL_BLANK);
        row->cells[1] = cell_integer(i);
    }
    assert_int_equal(table->n_rows, 100);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(table->rows[i].kind, i % 2 ? ROW_TOTAL : ROW_DATA);
        assert_int_equal(table->rows[i].cells[1].integer, i);
    }
    arena_release(&arena);
}

static void formulas_add_stored_cents_and_count_blank_cells_as_zero(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct tables tables = {0};
    struct table *table = tables_add(&tables, &arena, 2);
    table_add_row(table, &arena, ROW_DATA)->cells[0] = cell_money((struct money){150});
    table_add_row(table, &arena, ROW_DATA);
    table_add_row(table, &arena, ROW_DATA)->cells[0] = cell_money((struct money){40});
    table->rows[0].cells[1] = cell_money((struct money){-7});
    const struct term rows[] = {{0, +1}, {1, +1}, {2, -1}};
    const struct term columns[] = {{0, -1}, {1, +1}};
    struct money sum;
    assert_true(table_sum_rows(table, rows, 3, 0, &sum));
    assert_int_equal(sum.cents, 110);
    assert_true(table_sum_columns(table, columns, 2, 0, &sum));
    assert_int_equal(sum.cents, -157);
    arena_release(&arena);
}

static void a_formula_that_overflows_is_refused_and_leaves_the_result(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct tables tables = {0};
    struct table *table = tables_add(&tables, &arena, 1);
    for (int i = 0; i < 2; i++)
        table_add_row(table, &arena, ROW_DATA)->cells[0] = cell_money((struct money){INT64_MAX});
    const struct term terms[] = {{0, +1}, {1, +1}};
    struct money sum = {42};
    assert_false(table_sum_rows(table, terms, 2, 0, &sum));
    assert_int_equal(sum.cents, 42);
    arena_release(&arena);
}

static void sheet_names_are_valid_and_unique(void **state)
{
    (void)state;
    static const struct {
        const char *wanted, *name;
    } cases[] = {
        {"Afwijkingen 6L", "Afwijkingen 6L"},
        {"AFWIJKINGEN 6l", "AFWIJKINGEN 6l (2)"},
        {"Afwijkingen 6L", "Afwijkingen 6L (3)"},
        {"a/b\\c[d]e:f*g?h", "a-b-c-d-e-f-g-h"},
        {"'quoted'", "-quoted-"},
        {"twaalf letters en nog veel meer dan dat", "twaalf letters en nog veel meer"},
        {"twaalf letters en nog veel meer, anders", "twaalf letters en nog veel  (2)"},
        {"ééééééééééééééééééééééééééééééé!", "ééééééééééééééééééééééééééééééé"},
        {"", "Blad"},
    };
    struct arena arena = {0};
    struct tables tables = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct table *table = tables_add(&tables, &arena, 1);
        table->sheet = tables_sheet_name(&tables, &arena, cases[i].wanted);
        assert_string_equal(table->sheet, cases[i].name);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_table_is_empty_and_has_its_columns),
        cmocka_unit_test(tables_stay_where_they_are_when_more_are_added),
        cmocka_unit_test(rows_keep_their_cells_when_more_are_added),
        cmocka_unit_test(formulas_add_stored_cents_and_count_blank_cells_as_zero),
        cmocka_unit_test(a_formula_that_overflows_is_refused_and_leaves_the_result),
        cmocka_unit_test(sheet_names_are_valid_and_unique),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
