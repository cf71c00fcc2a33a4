/* sheet*.c: where a table lies on its sheet, which formulas it gets, what is refused beforehand. */
#include "pipeline/tables/sheet.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#define N_COLUMNS 6 /* sectie, regel, begroting, realisatie, verschil, regels */

static const struct term realisatie_min_begroting[] = {{3, 1}, {2, -1}};

struct fixture {
    struct arena arena;
    struct tables tables;
    struct table *table;
    struct sheets sheets;
    struct errors errors;
};

static void add_row(struct fixture *fixture, const char *sectie, const char *regel, long long euros)
{
    struct table_row *row = table_add_row(fixture->table, &fixture->arena, ROW_DATA);
    row->cells[0] = cell_text(sectie);
    row->cells[1] = cell_text(regel);
    row->cells[2] = cell_money((struct money){euros * 100});
    row->cells[3] = cell_money((struct money){euros * 300});
    row->cells[4] = cell_money((struct money){euros * 200});
    row->cells[5] = cell_integer(euros);
}

/* A total in euros of the given rows; its figures are right. */
static void add_total(struct fixture *fixture, const char *regel, const struct term *terms,
                      size_t n_terms)
{
    struct table_row *row = table_add_row(fixture->table, &fixture->arena, ROW_TOTAL);
    row->cells[1] = cell_text(regel);
    row->formula = terms;
    row->n_formula = n_terms;
    for (size_t c = 2; c < N_COLUMNS; c++) {
        struct cell total = fixture->table->rows[0].cells[c];
        total.money.cents = 0;
        total.integer = 0;
        for (size_t i = 0; i < n_terms; i++) {
            const struct cell *cell = &fixture->table->rows[terms[i].index].cells[c];
            total.money.cents += terms[i].sign * cell->money.cents;
            total.integer += terms[i].sign * cell->integer;
        }
        row->cells[c] = total;
    }
}

static const struct term total_lasten[] = {{0, 1}, {1, 1}, {2, 1}};
static const struct term total_baten[] = {{4, 1}};
static const struct term saldo[] = {{3, 1}, {5, 1}};

static void set_up_columns(struct table *table)
{
    static const char *const headings[N_COLUMNS] = {"Sectie",     "Regel",    "Begroting",
                                                    "Realisatie", "Verschil", "Aantal regels"};
    for (size_t c = 0; c < N_COLUMNS; c++) {
        table->columns[c] = (struct table_column){.name = headings[c], .heading = headings[c]};
        table->columns[c].kind = c < 2 ? COLUMN_TEXT : COLUMN_NUMBER;
    }
    table->columns[4].formula = realisatie_min_begroting;
    table->columns[4].n_formula = 2;
}

/* Rows 0-2 lasten, 3 their total, 4 baten, 5 their total, 6 the saldo. On the sheet from row 4 on.
 */
static void set_up(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    struct table *table = tables_add(&fixture->tables, &fixture->arena, N_COLUMNS);
    fixture->table = table;
    table->sheet = "Jaarrekening";
    table->title = "Wat heeft het gekost?";
    table->subtitle = "Bedragen x € 1.000";
    table->unit_euros = 1000;
    set_up_columns(table);
    add_row(fixture, "Lasten", "6L Leefbaarheid", -1500);
    add_row(fixture, "Lasten", "6P Opgroeien", -20400);
    add_row(fixture, "Lasten", "6N Zelfredzaamheid", -300);
    add_total(fixture, "Totaal Lasten", total_lasten, 3);
    add_row(fixture, "Baten", "6P Opgroeien", 700);
    add_total(fixture, "Totaal Baten", total_baten, 1);
    add_total(fixture, "Saldo", saldo, 2);
    sheets_plan(&fixture->tables, &fixture->arena, &fixture->sheets);
}

static void release(struct fixture *fixture)
{
    errors_release(&fixture->errors);
    arena_release(&fixture->arena);
}

/* ---- layout ---- */

static void a_table_lies_under_its_title_and_above_its_note(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    const struct sheet *sheet = &fixture.sheets.items[0];
    assert_int_equal(fixture.sheets.n, 1);
    assert_int_equal(sheet->n_intro, 1);
    assert_string_equal(sheet->intro[0], "Bedragen x € 1.000");
    assert_int_equal(sheet->header_row, 2);
    assert_int_equal(sheet->first_row, 3);
    assert_int_equal(sheet->note_row, 3 + 7 + 1);
    assert_int_equal(sheet->n_notes, 0);
    assert_int_equal(sheet->n_labels, 2);
    assert_true(sheet->grouped);
    release(&fixture);
}

static void tables_without_a_sheet_are_left_out(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    tables_add(&fixture.tables, &fixture.arena, 3)->csv_name = "alleen.csv";
    sheets_plan(&fixture.tables, &fixture.arena, &fixture.sheets);
    assert_int_equal(fixture.sheets.n, 1);
    release(&fixture);
}

static void a_subtitle_is_broken_where_the_table_ends(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    fixture.table->subtitle =
        "Een zin van vijf woorden.\n"
        "Deze tweede zin is zo lang dat zij breder is dan de hele tabel, hoe "
        "breed die ook is, en daarom over meer dan een regel loopt, en nog een.";
    fixture.table->note = "";
    sheets_plan(&fixture.tables, &fixture.arena, &fixture.sheets);
    const struct sheet *sheet = &fixture.sheets.items[0];
    assert_int_equal(sheet->n_intro, 3);
    assert_string_equal(sheet->intro[0], "Een zin van vijf woorden.");
    assert_int_equal(strncmp(sheet->intro[1], "Deze tweede", 11), 0);
    assert_true(strlen(sheet->intro[1]) + strlen(sheet->intro[2]) + 1 ==
                strlen(strchr(fixture.table->subtitle, '\n') + 1));
    assert_int_equal(sheet->header_row, 4);
    assert_int_equal(sheet->n_notes, 0);
    release(&fixture);
}

static void columns_are_wide_enough_for_their_numbers(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    fixture.table->rows[0].cells[2] = cell_money((struct money){-MONEY_MAX_CENTS});
    fixture.table->rows[0].cells[3] = cell_exact((struct money){-MONEY_MAX_CENTS});
    sheets_plan(&fixture.tables, &fixture.arena, &fixture.sheets);
    const int *widths = fixture.sheets.items[0].widths;
    assert_true(widths[2] > (int)strlen("-9.999.999.999"));
    assert_true(widths[2] < (int)strlen("-9.999.999.999.999,99"));
    assert_true(widths[3] > (int)strlen("-9.999.999.999.999,99"));
    assert_true(widths[1] >= (int)strlen("6N Zelfredzaamheid"));
    release(&fixture);
}

static void long_texts_make_a_row_higher(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    struct table *table = fixture.table;
    table->columns[1].width = 20;
    table->columns[1].wrap = true;
    table->rows[0].cells[1] = cell_text("twintig tekens breed en dat wel drie keer achter elkaar");
    table->rows[1].cells[1] = cell_text("twee\nregels");
    sheets_plan(&fixture.tables, &fixture.arena, &fixture.sheets);
    const struct sheet *sheet = &fixture.sheets.items[0];
    assert_int_equal(sheet->row_lines[0], 3);
    assert_int_equal(sheet->row_lines[1], 2);
    assert_int_equal(sheet->row_lines[2], 1);
    assert_int_equal(sheet_cell_lines(sheet, 0, 1), 3);
    assert_int_equal(sheet_cell_lines(sheet, 0, 2), 1);
    release(&fixture);
}

static void a_link_stands_on_one_line(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    struct table *table = fixture.table;
    table->rows[3].cells[1] = cell_text(
        "Totaal Inburgering, (arbeids)participatie en integratie van statushouders en anderen");
    sheets_plan(&fixture.tables, &fixture.arena, &fixture.sheets);
    assert_int_equal(fixture.sheets.items[0].row_lines[3], 2);
    table_add_link(table, &fixture.arena, (struct table_link){3, 1, table, TABLE_TOP, ""});
    sheets_plan(&fixture.tables, &fixture.arena, &fixture.sheets);
    assert_int_equal(fixture.sheets.items[0].row_lines[3], 1);
    assert_true(fixture.sheets.items[0].widths[1] > 60);
    release(&fixture);
}

static void a_total_over_totals_or_groups_is_a_saldo(void **state)
{
    (void)state;
    static const struct term over_groups[] = {{2, 1}, {4, 1}};
    static const struct term with_minus[] = {{4, 1}, {4, -1}};
    static const enum row_rank expected[] = {RANK_DATA,  RANK_DATA,  RANK_DATA,
                                             RANK_TOTAL, RANK_DATA,  RANK_TOTAL,
                                             RANK_SALDO, RANK_SALDO, RANK_SALDO};
    struct fixture fixture;
    set_up(&fixture);
    add_total(&fixture, "Over secties", over_groups, 2);
    add_total(&fixture, "Verschil", with_minus, 2);
    sheets_plan(&fixture.tables, &fixture.arena, &fixture.sheets);
    const struct sheet *sheet = &fixture.sheets.items[0];
    for (size_t r = 0; r < fixture.table->n_rows; r++)
        assert_int_equal(table_rank(sheet->table, sheet->grouped, r), expected[r]);
    assert_false(table_repeats(sheet->table, 0));
    assert_true(table_repeats(sheet->table, 1));
    assert_false(table_repeats(sheet->table, 3));
    assert_false(table_repeats(sheet->table, 4));
    release(&fixture);
}

static void without_shared_labels_a_total_stays_a_total(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    fixture.table->rows[1].cells[0] = cell_text("Andere");
    sheets_plan(&fixture.tables, &fixture.arena, &fixture.sheets);
    assert_false(fixture.sheets.items[0].grouped);
    assert_int_equal(table_rank(fixture.table, false, 3), RANK_TOTAL);
    fixture.table->rows[0].cells[0] = fixture.table->rows[1].cells[0] = (struct cell){0};
    sheets_plan(&fixture.tables, &fixture.arena, &fixture.sheets);
    assert_false(fixture.sheets.items[0].grouped); /* nothing is not shared */
    release(&fixture);
}

static void choices_stand_once_on_a_hidden_sheet(void **state)
{
    (void)state;
    static const char *const is[] = {"I", "S", "I/S", NULL};
    static const char *const same[] = {"I", "S", "I/S", NULL};
    static const char *const status[] = {"nieuw", "gewijzigd", NULL};
    struct fixture fixture;
    set_up(&fixture);
    fixture.table->columns[0].choices = is;
    fixture.table->columns[1].choices = status;
    fixture.table->columns[5].choices = same;
    sheets_plan(&fixture.tables, &fixture.arena, &fixture.sheets);
    assert_int_equal(fixture.sheets.n, 2);
    const struct sheet *sheet = &fixture.sheets.items[1];
    assert_true(sheet->hidden);
    assert_string_equal(sheet->table->sheet, SHEET_CHOICES);
    assert_int_equal(sheet->table->n_columns, 2);
    assert_int_equal(sheet->table->n_rows, 3);
    assert_string_equal(sheet->table->rows[2].cells[0].text, "I/S");
    assert_int_equal(sheet->table->rows[2].cells[1].kind, CELL_BLANK);
    assert_string_equal(sheets_choices(&fixture.sheets, &fixture.arena, is), "=Keuzes!$A$4:$A$6");
    assert_string_equal(sheets_choices(&fixture.sheets, &fixture.arena, same), "=Keuzes!$A$4:$A$6");
    assert_string_equal(sheets_choices(&fixture.sheets, &fixture.arena, status),
                        "=Keuzes!$B$4:$B$5");
    release(&fixture);
}

/* ---- formulas ---- */

static void cells_have_the_names_that_people_use(void **state)
{
    (void)state;
    static const struct {
        size_t row, column;
        const char *name, *absolute;
    } cases[] = {
        {0, 0, "A1", "$A$1"},
        {4, 3, "D5", "$D$5"},
        {9, 25, "Z10", "$Z$10"},
        {0, 26, "AA1", "$AA$1"},
        {0, 51, "AZ1", "$AZ$1"},
        {0, 52, "BA1", "$BA$1"},
        {0, 701, "ZZ1", "$ZZ$1"},
        {0, 702, "AAA1", "$AAA$1"},
        {1048575, 16383, "XFD1048576", "$XFD$1048576"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char buffer[SHEET_CELL_SIZE];
        assert_string_equal(sheet_cell(cases[i].row, cases[i].column, buffer), cases[i].name);
        assert_string_equal(sheet_cell_absolute(cases[i].row, cases[i].column, buffer),
                            cases[i].absolute);
    }
}

static void formulas_are_written_as_a_controller_would(void **state)
{
    (void)state;
    static const struct {
        struct term terms[8];
        size_t n_terms;
        const char *text; /* in column C, table row 0 on sheet row 4 */
    } cases[] = {
        {{{0, 1}, {1, 1}, {2, 1}}, 3, "SUM(C4:C6)"},
        {{{4, 1}}, 1, "C8"},
        {{{4, -1}}, 1, "-C8"},
        {{{3, 1}, {5, 1}}, 2, "C7+C9"},
        {{{5, 1}, {3, -1}}, 2, "C9-C7"},
        {{{0, 1}, {1, 1}, {4, -1}, {5, -1}, {2, 1}}, 5, "SUM(C4:C5)-SUM(C8:C9)+C6"},
        {{{1, 1}, {0, 1}}, 2, "C5+C4"},
        {{{1, 1}, {2, -1}}, 2, "C5-C6"},
    };
    struct fixture fixture;
    set_up(&fixture);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[WORKBOOK_MAX_FORMULA];
        struct sheet_formula formula = {cases[i].terms, cases[i].n_terms, true};
        assert_true(sheet_formula_text(&fixture.sheets.items[0], 6, 2, &formula, text));
        assert_string_equal(text, cases[i].text);
    }
    release(&fixture);
}

static void a_columns_formula_goes_before_a_rows(void **state)
{
    (void)state;
    static const struct {
        size_t row, column;
        const char *text; /* NULL: none */
    } cases[] = {
        {0, 0, NULL},         {0, 2, NULL},    {0, 4, "D4-C4"},      {0, 5, NULL},    {3, 1, NULL},
        {3, 2, "SUM(C4:C6)"}, {3, 4, "D7-C7"}, {3, 5, "SUM(F4:F6)"}, {6, 2, "C7+C9"},
    };
    struct fixture fixture;
    set_up(&fixture);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[WORKBOOK_MAX_FORMULA];
        struct sheet_formula formula;
        bool has = sheet_formula(fixture.table, cases[i].row, cases[i].column, &formula);
        assert_int_equal(has, cases[i].text != NULL);
        if (!has)
            continue;
        sheet_formula_text(&fixture.sheets.items[0], cases[i].row, cases[i].column, &formula, text);
        assert_string_equal(text, cases[i].text);
    }
    fixture.table->rows[3].cells[2] = (struct cell){0};
    struct sheet_formula formula;
    assert_false(sheet_formula(fixture.table, 3, 2, &formula)); /* blank stays blank */
    fixture.table->rows[3].cells[4] = cell_integer(7); /* neither the column's nor the row's */
    assert_false(sheet_formula(fixture.table, 3, 4, &formula));
    release(&fixture);
}

static void a_formulas_value_is_exact_or_refused(void **state)
{
    (void)state;
    static const struct term beyond[] = {{99, 1}};
    static const struct term none_text[] = {{1, 1}};
    struct fixture fixture;
    set_up(&fixture);
    struct sheet_formula formula = {total_lasten, 3, true};
    struct decimal value;
    assert_true(sheet_formula_value(fixture.table, 3, 2, &formula, &value));
    assert_int_equal(value.mantissa, -2220000);
    fixture.table->rows[1].cells[2] = (struct cell){0};
    assert_true(sheet_formula_value(fixture.table, 3, 2, &formula, &value));
    assert_int_equal(value.mantissa, -180000);
    formula = (struct sheet_formula){beyond, 1, true};
    assert_false(sheet_formula_value(fixture.table, 3, 2, &formula, &value));
    formula = (struct sheet_formula){beyond, 1, false};
    assert_false(sheet_formula_value(fixture.table, 3, 2, &formula, &value));
    formula = (struct sheet_formula){none_text, 1, false};
    assert_false(sheet_formula_value(fixture.table, 3, 2, &formula, &value));
    release(&fixture);
}

/* ---- what is refused ---- */

static void a_good_table_passes(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    assert_true(sheets_check(&fixture.sheets, &fixture.errors));
    assert_int_equal(fixture.errors.n, 0);
    release(&fixture);
}

static const char *long_text(struct fixture *fixture, size_t n_characters)
{
    char *text = arena_alloc(&fixture->arena, 2 * n_characters + 1);
    for (size_t i = 0; i < n_characters; i++)
        text[2 * i] = '\xC3', text[2 * i + 1] = '\xA9';
    return text;
}

static void title_no_utf8(struct fixture *fixture)
{
    fixture->table->title = "caf\xE9";
}
static void subtitle_no_utf8(struct fixture *fixture)
{
    fixture->table->subtitle = "caf\xE9";
}
static void note_no_utf8(struct fixture *fixture)
{
    fixture->table->note = "\xC0\x80";
}
static void heading_no_utf8(struct fixture *fixture)
{
    fixture->table->columns[1].heading = "\xED\xA0\x80";
}
static void cell_no_utf8(struct fixture *fixture)
{
    fixture->table->rows[4].cells[1] = cell_text("100 \x80");
}
static void cell_noncharacter(struct fixture *fixture)
{
    fixture->table->rows[4].cells[1] = cell_text("x\xEF\xBF\xBF");
}
static void cell_too_long(struct fixture *fixture)
{
    fixture->table->rows[4].cells[1] = cell_text(long_text(fixture, WORKBOOK_MAX_CHARACTERS + 1));
}
static void too_much_money(struct fixture *fixture)
{
    fixture->table->rows[4].cells[3] = cell_exact((struct money){MONEY_MAX_CENTS + 1});
}
static void too_much_debt(struct fixture *fixture)
{
    fixture->table->rows[4].cells[3] = cell_money((struct money){INT64_MIN});
}
static void too_many(struct fixture *fixture)
{
    fixture->table->rows[4].cells[5] = cell_integer(INT64_MAX);
}
static void wrong_total(struct fixture *fixture)
{
    fixture->table->rows[3].cells[2].money.cents++;
}
static void term_beyond(struct fixture *fixture)
{
    static const struct term beyond[] = {{7, 1}};
    fixture->table->rows[5].formula = beyond;
}
static void name_empty(struct fixture *fixture)
{
    fixture->table->sheet = "";
}
static void name_long(struct fixture *fixture)
{
    fixture->table->sheet = long_text(fixture, 32);
}
static void name_marks(struct fixture *fixture)
{
    fixture->table->sheet = "6L/6M3";
}
static void name_apostrophe(struct fixture *fixture)
{
    fixture->table->sheet = "'s-Gravenhage";
}
static void name_no_utf8(struct fixture *fixture)
{
    fixture->table->sheet = "6L\xFF";
}
static void name_twice(struct fixture *fixture)
{
    struct table *table = tables_add(&fixture->tables, &fixture->arena, 1);
    *table->columns = (struct table_column){.name = "a", .heading = "A"};
    table->title = table->subtitle = "";
    table->sheet = "JAARREKENING";
}
static void unit_unknown(struct fixture *fixture)
{
    fixture->table->unit_euros = 10;
}

static void what_a_workbook_cannot_hold_is_refused_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        void (*spoil)(struct fixture *fixture);
        size_t n_errors;
        const char *where, *message;
    } cases[] = {
        {"title", title_no_utf8, 1, "blad Jaarrekening, cel A1", "geen geldige UTF-8"},
        {"subtitle", subtitle_no_utf8, 1, "blad Jaarrekening, cel A2", "geen geldige UTF-8"},
        {"note", note_no_utf8, 1, "blad Jaarrekening, cel A12", "geen geldige UTF-8"},
        {"heading", heading_no_utf8, 1, "blad Jaarrekening, cel B3", "geen geldige UTF-8"},
        {"cell", cell_no_utf8, 1, "blad Jaarrekening, cel B8", "geen geldige UTF-8"},
        {"noncharacter", cell_noncharacter, 1, "blad Jaarrekening, cel B8", "U+FFFF"},
        {"long text", cell_too_long, 1, "blad Jaarrekening, cel B8", "hoogstens 32767"},
        {"much money", too_much_money, 3, "blad Jaarrekening, cel D8", "bedrag is te groot"},
        {"much debt", too_much_debt, 3, "blad Jaarrekening, cel D8", "bedrag is te groot"},
        {"many", too_many, 2, "blad Jaarrekening, cel F8", "bedrag is te groot"},
        {"wrong total", wrong_total, 3, "blad Jaarrekening, cel C7", "niet uit op het eigen"},
        {"term beyond", term_beyond, 3, "blad Jaarrekening, cel C9", "iets anders dan getallen"},
        {"no name", name_empty, 1, "blad ", "geen naam"},
        {"long name", name_long, 1, "blad éééééééééé", "hoogstens 31"},
        {"marks in a name", name_marks, 1, "blad 6L/6M3", "[ ] : * ? / \\"},
        {"apostrophe", name_apostrophe, 1, "blad 's-Gravenhage", "apostrof"},
        {"name no UTF-8", name_no_utf8, 1, "blad (onleesbare naam)", "geen geldige UTF-8"},
        {"name twice", name_twice, 1, "blad JAARREKENING", "al een blad met deze naam"},
        {"unit", unit_unknown, 1, "blad Jaarrekening", "verwacht 1, 100, 1000 of 1000000"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture fixture;
        set_up(&fixture);
        cases[i].spoil(&fixture);
        sheets_plan(&fixture.tables, &fixture.arena, &fixture.sheets);
        if (sheets_check(&fixture.sheets, &fixture.errors))
            fail_msg("%s: goedgekeurd", cases[i].name);
        if (fixture.errors.n != cases[i].n_errors)
            fail_msg("%s: %zu fouten", cases[i].name, fixture.errors.n);
        const struct error *error = &fixture.errors.items[0];
        assert_int_equal(error->kind, ERROR_DATA);
        if (!strstr(error->where, cases[i].where) || !strstr(error->message, cases[i].message))
            fail_msg("%s: %s: %s", cases[i].name, error->where, error->message);
        release(&fixture);
    }
}

static void a_formula_longer_than_a_cell_holds_is_refused(void **state)
{
    (void)state;
    static const struct {
        size_t n_terms; /* "C6", then "+C4" or "+C6" each: 2 + 3 * (n - 1) characters and the "=" */
        bool good;
    } cases[] = {{2730, true}, {2731, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture fixture;
        set_up(&fixture);
        struct term *terms = arena_alloc(&fixture.arena, cases[i].n_terms * sizeof *terms);
        for (size_t t = 0; t < cases[i].n_terms; t++)
            terms[t] = (struct term){t % 2 ? 0 : 2, 1};
        add_total(&fixture, "Lang", terms, cases[i].n_terms);
        sheets_plan(&fixture.tables, &fixture.arena, &fixture.sheets);
        assert_int_equal(sheets_check(&fixture.sheets, &fixture.errors), cases[i].good);
        if (!cases[i].good) {
            assert_non_null(strstr(fixture.errors.items[0].message, "formule is te lang"));
            assert_string_equal(fixture.errors.items[0].where, "blad Jaarrekening, cel C11");
        }
        release(&fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_lies_under_its_title_and_above_its_note),
        cmocka_unit_test(tables_without_a_sheet_are_left_out),
        cmocka_unit_test(a_subtitle_is_broken_where_the_table_ends),
        cmocka_unit_test(columns_are_wide_enough_for_their_numbers),
        cmocka_unit_test(long_texts_make_a_row_higher),
        cmocka_unit_test(a_link_stands_on_one_line),
        cmocka_unit_test(a_total_over_totals_or_groups_is_a_saldo),
        cmocka_unit_test(without_shared_labels_a_total_stays_a_total),
        cmocka_unit_test(choices_stand_once_on_a_hidden_sheet),
        cmocka_unit_test(cells_have_the_names_that_people_use),
        cmocka_unit_test(formulas_are_written_as_a_controller_would),
        cmocka_unit_test(a_columns_formula_goes_before_a_rows),
        cmocka_unit_test(a_formulas_value_is_exact_or_refused),
        cmocka_unit_test(a_good_table_passes),
        cmocka_unit_test(what_a_workbook_cannot_hold_is_refused_with_its_place),
        cmocka_unit_test(a_formula_longer_than_a_cell_holds_is_refused),
    };
    return cmocka_run_group_tests_name("sheet", tests, NULL, NULL) ? 1 : 0;
}
