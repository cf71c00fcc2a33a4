/* Every kind of cell: what stands in a CSV and in print, and what is taken for the same. */
#include "pipeline/tables/cell.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    struct cell cell;
    int64_t unit_euros;
    const char *csv, *shown, *format, *other;
} cases[] = {
    {{.kind = CELL_BLANK}, 1000, "", "", "#,##0,", "0"},
    {{.kind = CELL_TEXT, .text = "=a;b"}, 1, "\"'=a;b\"", "=a;b", "#,##0", "=a"},
    {{.kind = CELL_MONEY, .money = {-336300049}}, 1000, "-3363", "-3.363", "#,##0,", "-3362"},
    {{.kind = CELL_MONEY, .money = {-49900}}, 1000, "0", "0", "#,##0,;#,##0,", "-0"},
    {{.kind = CELL_MONEY, .money = {150}}, 1, "2", "2", "#,##0", "2,00"},
    {{.kind = CELL_EXACT, .money = {-5}}, 1000, "-0,05", "-0,05", "#,##0.00", "-0,5"},
    {{.kind = CELL_EXACT, .money = {123456}}, 1, "1234,56", "1.234,56", "#,##0.00", "1.234,56"},
    {{.kind = CELL_INTEGER, .integer = 2024}, 1000, "2024", "2.024", "0", "2024,0"},
    {{.kind = CELL_INTEGER, .integer = 25012}, 1, "25012", "25.012", "#,##0", "25013"},
    {{.kind = CELL_NUMBER, .number = {253, 1}}, 1000, "25,3", "25,3", "#,##0.0", "25,30"},
    {{.kind = CELL_NUMBER, .number = {-7, 3}}, 1, "-0,007", "-0,007", "#,##0.000", "0,007"},
    {{.kind = CELL_NUMBER, .number = {1375, 0}}, 1, "1375", "1.375", "#,##0", "1375,0"},
    {{.kind = CELL_MARKED, .text = "10,5*"}, 1, "10,5*", "10,5*", "@", "10,5"},
    {{.kind = CELL_MARKED, .text = "≤7,9%"}, 1, "≤7,9%", "≤7,9%", "@", "7,9%"},
    {{.kind = CELL_MARKED, .text = "-3*"}, 1, "-3*", "-3*", "@", "'-3*"},
};

static char *csv_of(const struct cell *cell, int64_t unit_euros)
{
    char *bytes = NULL;
    size_t n_bytes = 0;
    FILE *stream = open_memstream(&bytes, &n_bytes);
    struct csv_writer csv = {.stream = stream, .dialect = CSV_FOR_PEOPLE};
    cell_to_csv(cell, unit_euros, &csv);
    fclose(stream);
    return bytes;
}

static void every_kind_is_written_and_shown(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *csv = csv_of(&cases[i].cell, cases[i].unit_euros);
        assert_string_equal(csv, cases[i].csv);
        free(csv);
        assert_string_equal(cell_shown(&arena, &cases[i].cell, cases[i].unit_euros),
                            cases[i].shown);
        assert_string_equal(cell_format(&cases[i].cell, cases[i].unit_euros), cases[i].format);
    }
    arena_release(&arena);
}

static void what_was_written_is_the_same_and_nothing_else(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct cell *cell = &cases[i].cell;
        const char *same = cell->kind == CELL_TEXT ? cell->text : cases[i].csv;
        assert_true(cell_is_csv(cell, cases[i].unit_euros, CSV_FOR_PEOPLE, text_of(same)));
        assert_false(
            cell_is_csv(cell, cases[i].unit_euros, CSV_FOR_PEOPLE, text_of(cases[i].other)));
    }
}

/* What is no sum of its column is never given a formula. */
static void only_amounts_and_counts_add(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum cell_kind kind = cases[i].cell.kind;
        bool amount = kind == CELL_MONEY || kind == CELL_EXACT;
        assert_int_equal(cell_is_amount(&cases[i].cell), amount);
        assert_int_equal(cell_adds(&cases[i].cell), amount || kind == CELL_INTEGER);
    }
}

static void more_digits_than_a_workbook_holds_are_refused(void **state)
{
    (void)state;
    struct decimal number;
    struct cell most = cell_number((struct decimal){999999999999999, 3});
    struct cell more = cell_exact((struct money){-1000000000000000});
    struct cell text = cell_marked("3");
    assert_true(cell_exact_number(&most, &number));
    assert_int_equal(number.mantissa, 999999999999999);
    assert_false(cell_exact_number(&more, &number));
    assert_false(cell_exact_number(&text, &number));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_written_and_shown),
        cmocka_unit_test(what_was_written_is_the_same_and_nothing_else),
        cmocka_unit_test(only_amounts_and_counts_add),
        cmocka_unit_test(more_digits_than_a_workbook_holds_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
