/* workbook_compare.c: whatever differs between a workbook and its tables is found. */
#include "pipeline/tables/workbook_compare.h"
#include "tests/unit/xlsx_fixture.h"

static void same(struct fixture *fixture)
{
    (void)fixture;
}
static void other_title(struct fixture *fixture)
{
    fixture->job.tables.items[0]->title = "Wat gaat programma 6 kosten?";
}
static void other_subtitle(struct fixture *fixture)
{
    fixture->job.tables.items[1]->subtitle = "Bedragen x € 2";
}
static void other_heading(struct fixture *fixture)
{
    fixture->job.tables.items[0]->columns[3].heading = "Begroting";
}
static void other_note(struct fixture *fixture)
{
    fixture->job.tables.items[0]->note = "Het resultaat is € 2.";
}
static void other_text(struct fixture *fixture)
{
    fixture->job.tables.items[0]->rows[1].cells[CODE].text = "601";
}
static void one_cent(struct fixture *fixture)
{
    fixture->job.tables.items[0]->rows[4].cells[REALISATIE].money.cents--;
}
static void one_cent_in_a_formula(struct fixture *fixture)
{
    fixture->job.tables.items[0]->rows[4].cells[VERSCHIL].money.cents--;
}
static void text_for_a_number(struct fixture *fixture)
{
    fixture->job.tables.items[2]->rows[0].cells[1] = cell_text("2024");
}
static void blank_for_a_number(struct fixture *fixture)
{
    fixture->job.tables.items[2]->rows[0].cells[3] = (struct cell){0};
}
static void number_for_a_blank(struct fixture *fixture)
{
    fixture->job.tables.items[0]->rows[3].cells[CODE] = cell_integer(0);
}
static void no_formula(struct fixture *fixture)
{
    fixture->job.tables.items[1]->rows[2].formula = NULL;
}
static void other_formula(struct fixture *fixture)
{
    fixture->job.tables.items[0]->rows[7].formula = lasten;
}
static void formula_for_a_value(struct fixture *fixture)
{
    static const struct term year[] = {{1, 1}};
    fixture->job.tables.items[2]->columns[3].formula = year;
    fixture->job.tables.items[2]->columns[3].n_formula = 1;
}
static void other_sheet_name(struct fixture *fixture)
{
    fixture->job.tables.items[1]->sheet = "6M3";
}
static void other_order(struct fixture *fixture)
{
    struct table *first = fixture->job.tables.items[0];
    fixture->job.tables.items[0] = fixture->job.tables.items[2];
    fixture->job.tables.items[2] = first;
}
static void one_sheet_less(struct fixture *fixture)
{
    fixture->job.tables.items[2]->sheet = NULL;
    fixture->job.tables.items[1]->columns[2].choices = NULL;
}
static void one_row_less(struct fixture *fixture)
{
    fixture->job.tables.items[1]->n_rows--;
}
static void one_row_more(struct fixture *fixture)
{
    struct table_row *row = table_add_row(fixture->job.tables.items[2], &fixture->arena, ROW_DATA);
    row->cells[0] = cell_text("grootboek-2023");
}
static void other_choices(struct fixture *fixture)
{
    static const char *const is[] = {"I", "S", NULL};
    fixture->job.tables.items[1]->columns[2].choices = is;
}

static void every_difference_between_workbook_and_tables_is_found(void **state)
{
    (void)state;
    static const struct {
        void (*change)(struct fixture *fixture);
        const char *first; /* "": none */
    } cases[] = {
        {same, ""},
        {other_title, "blad Jaarrekening, cel A1: verwacht Wat gaat programma 6 kosten?, gevonden"},
        {other_subtitle, "blad 6L, cel A2: verwacht Bedragen x € 2, gevonden Bedragen x € 1"},
        {other_heading, "blad Jaarrekening, cel D3: verwacht Begroting, gevonden Begroting na"},
        {other_note, "blad Jaarrekening, cel A17: "},
        {other_text, "blad Jaarrekening, cel B5: verwacht 601, gevonden 0601"},
        {one_cent, "blad Jaarrekening, cel E8: verwacht 9.999.999.999.999,98, gevonden 99999999"},
        {one_cent_in_a_formula, "blad Jaarrekening, cel F8: "},
        {text_for_a_number, "blad Bronnen, cel B3: verwacht 2024, gevonden 2024"},
        {blank_for_a_number, "blad Bronnen: verwacht geen andere cellen dan die van de tabel"},
        {number_for_a_blank, "blad Jaarrekening, cel B7: verwacht 0, gevonden niets"},
        {no_formula, "blad 6L, cel B6: verwacht geen formule, gevonden SUM(B4:B5)"},
        {other_formula, "blad Jaarrekening, cel D11: verwacht SUM(D4:D5), gevonden D7+D10"},
        {formula_for_a_value, "blad Bronnen, cel D3: verwacht B3, gevonden geen formule"},
        {other_sheet_name, "blad 6M3: verwacht dit blad op deze plaats, gevonden 6L"},
        {other_order, "blad Bronnen: verwacht dit blad op deze plaats, gevonden Jaarrekening"},
        {one_sheet_less, "verwacht 2 bladen, gevonden 4"},
        {one_row_less, "blad 6L: verwacht geen andere cellen dan die van de tabel"},
        {one_row_more, "blad Bronnen, cel A4: verwacht grootboek-2023, gevonden niets"},
        {other_choices, "blad Keuzes: verwacht geen andere cellen dan die van de tabel"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture fixture;
        struct sheets sheets;
        struct workbook_comparison comparison;
        set_up(&fixture);
        write_it(&fixture);
        struct workbook workbook = read_it(&fixture);
        cases[i].change(&fixture);
        sheets_plan(&fixture.job.tables, &fixture.arena, &sheets);
        workbook_compare(&workbook, &sheets, &fixture.arena, &comparison);
        assert_int_equal(comparison.n_differences > 0, *cases[i].first != '\0');
        if (strncmp(comparison.first, cases[i].first, strlen(cases[i].first)) != 0)
            fail_msg("%s: %s", cases[i].first, comparison.first);
        release(&fixture);
    }
}

static void a_sheet_that_should_be_hidden_or_should_not_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        struct fixture fixture;
        struct sheets sheets;
        struct workbook_comparison comparison;
        set_up(&fixture);
        write_it(&fixture);
        struct workbook workbook = read_it(&fixture);
        sheets_plan(&fixture.job.tables, &fixture.arena, &sheets);
        sheets.items[i].hidden = !sheets.items[i].hidden;
        workbook_compare(&workbook, &sheets, &fixture.arena, &comparison);
        assert_int_equal(comparison.n_differences, 1);
        assert_non_null(strstr(comparison.first, i == 3 ? "zichtbaar blad" : "verborgen blad"));
        release(&fixture);
    }
}

/* A percentage and a bound, as indicators have them: no total of the column counts them. */
static void numbers_with_decimals_and_marks_are_held_as_they_are(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    struct table *table = tables_add(&fixture.job.tables, &fixture.arena, 2);
    table->sheet = "Indicatoren";
    table->title = "Wat we meten";
    table->columns[0] = (struct table_column){.name = "a", .heading = "A", .kind = COLUMN_NUMBER};
    table->columns[1] = (struct table_column){.name = "b", .heading = "B", .kind = COLUMN_NUMBER};
    struct table_row *row = table_add_row(table, &fixture.arena, ROW_DATA);
    row->cells[0] = cell_number((struct decimal){7375, 3});
    row->cells[1] = cell_marked(">400");
    row = table_add_row(table, &fixture.arena, ROW_DATA);
    row->cells[0] = cell_number((struct decimal){-1, 1});
    row->cells[1] = cell_marked("NB");
    write_it(&fixture);
    assert_int_equal(fixture.errors.n, 0);
    struct workbook workbook = read_it(&fixture);
    const struct workbook_sheet *sheet = &workbook.sheets[3];
    assert_string_equal(workbook_cell(sheet, 2, 0)->text, "7.375");
    assert_int_equal(workbook_cell(sheet, 2, 1)->kind, WORKBOOK_TEXT);
    assert_string_equal(workbook_cell(sheet, 2, 1)->text, ">400");
    assert_string_equal(workbook_cell(sheet, 3, 0)->text, "-0.1");
    release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_with_decimals_and_marks_are_held_as_they_are),
        cmocka_unit_test(every_difference_between_workbook_and_tables_is_found),
        cmocka_unit_test(a_sheet_that_should_be_hidden_or_should_not_is_found),
    };
    return cmocka_run_group_tests_name("workbook_compare", tests, NULL, NULL) ? 1 : 0;
}
