/* onderbouwing.c and grafieken.c: what the workbook shows beside the printed tables. */
#include "pipeline/chain.h"
#include "pipeline/tables/sheet.h"
#include "tests/unit/programma.h"

#define OURS     "lasten- baten+ stortingen+ onttrekkingen+ saldo+"
#define OPPOSITE "lasten+ baten- stortingen- onttrekkingen+ saldo-"

static void begin(struct programma *p, const char *shown)
{
    programma_begin(p, shown);
    programma_kolom(p, "primair", "primair 2024");
    programma_kolom(p, "begroting", "primair 2024 + wijziging 2024");
    programma_kolom(p, "realisatie", "realisatie 2024");
    programma_kolom(p, "verschil", "realisatie - begroting");
    programma_afwijkingen(p, "realisatie", "begroting", "verschil", (struct threshold){0},
                          (struct threshold){0});
    programma_label(p, DIMENSION_REKENING, "4000");
    programma_label(p, DIMENSION_REKENING, "4100");
    programma_label(p, DIMENSION_REKENING, "4200");
    programma_pakket(p, "6A", "Wijken", 0, 9999);
    programma_pakket(p, "6B", "Werk", 0, 9999);
    programma_post(p, "6A", "loon");
    programma_post(p, "6A", "huur");
    programma_post(p, "6B", "zaal");
}

static void run(struct programma *p, const struct stage *last)
{
    const struct stage *const stages[] = {&saldo_stage, &reserves_stage, &afwijkingen_stage,
                                          &wijzigingen_stage, last};
    programma_finish(p);
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        assert_true(stages[i]->run(&p->job));
    assert_int_equal(p->errors.n, 0);
}

static struct table *sheet_of(struct programma *p, const char *name)
{
    for (size_t i = 0; i < p->job.tables.n; i++)
        if (p->job.tables.items[i]->sheet && strcmp(p->job.tables.items[i]->sheet, name) == 0)
            return p->job.tables.items[i];
    fail_msg("no sheet %s", name);
    return NULL;
}

/* The cells of a row, cents for amounts, "." for blank. */
static void check_rows(const struct table *table, const char *const *expected, size_t n_rows)
{
    assert_int_equal(table->n_rows, n_rows);
    for (size_t r = 0; r < n_rows; r++) {
        char line[1024] = "";
        for (size_t c = 0; c < table->n_columns; c++) {
            const struct cell *cell = &table->rows[r].cells[c];
            size_t used = strlen(line);
            snprintf(line + used, sizeof line - used, c ? "|" : "");
            used = strlen(line);
            if (cell->kind == CELL_TEXT)
                snprintf(line + used, sizeof line - used, "%s", cell->text);
            else if (cell_form(cell) == CELL_AS_NUMBER)
                snprintf(line + used, sizeof line - used, "%lld", (long long)cell->money.cents);
            else
                snprintf(line + used, sizeof line - used, ".");
        }
        assert_string_equal(line, expected[r]);
    }
}

/* ---- onderbouwing ---- */

static void book_account(struct programma *p, const char *post, const char *stand,
                         const char *account, int64_t cents)
{
    programma_book(p, strcmp(post, "zaal") == 0 ? "6B" : "6A", post, SECTIE_LASTEN, stand, cents);
    p->ledger.lines[p->ledger.n_lines - 1].dimension[DIMENSION_REKENING] =
        programma_label(p, DIMENSION_REKENING, account);
}

static void every_figure_of_the_table_is_the_sum_of_its_posten_and_rekeningen(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "Lasten|6A|loon|4000|.|.|-700|-700",
        "Lasten|6A|loon|4100|-500|-520|.|520",
        "Lasten|6A|loon|totaal|-500|-520|-700|-180",
        "Lasten|6A|huur|4200|-100|-100|.|100",
        "Lasten|6A|Totaal Wijken|.|-600|-620|-700|-80",
        "Lasten|6B|zaal|zonder rekening|.|.|-3|-3",
        "Lasten|6B|Totaal Werk|.|0|0|-3|-3",
    };
    struct programma p;
    begin(&p, OURS);
    book_account(&p, "loon", "primair 2024", "4100", -500);
    book_account(&p, "loon", "wijziging 2024", "4100", -20);
    book_account(&p, "loon", "realisatie 2024", "4000", -700);
    book_account(&p, "huur", "primair 2024", "4200", -100);
    programma_book(&p, "6B", "zaal", SECTIE_LASTEN, "realisatie 2024", -3);
    run(&p, &onderbouwing_stage);
    const struct table *table = sheet_of(&p, "Onderbouwing");
    check_rows(table, expected, sizeof expected / sizeof *expected);
    struct sheets sheets;
    sheets_plan(&p.job.tables, &p.arena, &sheets);
    assert_true(sheets_check(&sheets, &p.errors)); /* every formula comes out at its figure */
    assert_int_equal(table->rows[2].n_formula, 2); /* loon: two rekeningen */
    assert_int_equal(table->rows[4].n_formula, 2); /* Wijken: two posten */
    programma_release(&p);
}

static bool leads(const struct table *from, size_t row, size_t column, const struct table *to,
                  size_t to_row)
{
    for (size_t i = 0; i < from->n_links; i++) {
        const struct table_link *link = &from->links[i];
        if (link->row == row && link->column == column)
            return link->to == to && link->to_row == to_row;
    }
    return false;
}

static void a_row_leads_to_its_afwijkingen_and_its_posten_and_they_lead_back(void **state)
{
    (void)state;
    struct programma p;
    begin(&p, OURS);
    book_account(&p, "loon", "primair 2024", "4100", -500);
    book_account(&p, "loon", "realisatie 2024", "4000", -700);
    run(&p, &onderbouwing_stage);
    const struct table *main = sheet_of(&p, "Jaarrekening"), *proof = sheet_of(&p, "Onderbouwing");
    const struct table *afwijkingen = sheet_of(&p, "Afwijkingen 6A");
    assert_true(leads(main, 0, 1, proof, 0));
    assert_true(leads(main, 0, 2, afwijkingen, TABLE_TOP));
    assert_true(leads(proof, 3, 2, main, 0)); /* Totaal Wijken */
    assert_true(leads(afwijkingen, 0, 0, proof, 0));
    assert_true(leads(proof, 0, 2, afwijkingen, 0));
    assert_true(leads(afwijkingen, 1, 0, main, 0)); /* Totaal */
    programma_release(&p);
}

static void an_iban_is_never_shown_as_a_rekening(void **state)
{
    (void)state;
    struct programma p;
    begin(&p, OURS);
    book_account(&p, "loon", "realisatie 2024", "NL91ABNA0417164300", -700);
    run(&p, &onderbouwing_stage);
    const struct table *table = sheet_of(&p, "Onderbouwing");
    assert_string_equal(table->rows[0].cells[3].text, "NLxxABNAxxxxxxxxxx");
    programma_release(&p);
}

static void a_sheet_that_would_be_too_long_stops_at_the_posten(void **state)
{
    (void)state;
    static const char *const expected[] = {"Lasten|6A|loon|.|.|.|-15000|-15000",
                                           "Lasten|6A|Totaal Wijken|.|0|0|-15000|-15000"};
    enum { MANY = 15000 };
    struct programma p;
    begin(&p, OURS);
    struct labels *labels = &p.ledger.labels[DIMENSION_REKENING];
    const char **texts = arena_alloc(&p.arena, (MANY + 1) * sizeof *texts);
    for (uint32_t i = 0; i <= MANY; i++) {
        texts[i] = i ? arena_printf(&p.arena, "%u", 400000 + i) : "";
        if (i == 0)
            continue;
        programma_book(&p, "6A", "loon", SECTIE_LASTEN, "realisatie 2024", -1);
        p.ledger.lines[p.ledger.n_lines - 1].dimension[DIMENSION_REKENING] = i;
    }
    *labels = (struct labels){.texts = texts, .n = MANY + 1};
    run(&p, &onderbouwing_stage);
    const struct table *table = sheet_of(&p, "Onderbouwing");
    check_rows(table, expected, 2);
    assert_non_null(strstr(table->subtitle, "het gaat tot de post"));
    programma_release(&p);
}

/* ---- from primair to realisatie ---- */

static void the_steps_are_drawn_where_they_begin_and_end(void **state)
{
    (void)state;
    /* stap, bedrag, saldo daarna, oordeel; voet, saldo, voordelig, nadelig */
    static const char *const expected[] = {
        "Primaire begroting|.|-1000|.|.|1000|.|.",
        "Wijzigingen|-200|-1200|nadelig|1000|.|.|200",
        "begroting|.|-1200|.|.|1200|.|.",
        "Afwijking lasten|300|-900|voordelig|900|.|300|.",
        "Afwijking baten|50|-850|voordelig|850|.|50|.",
        "realisatie|.|-850|.|.|850|.|.",
    };
    static const char *const conventions[] = {OURS, OPPOSITE};
    for (size_t i = 0; i < 2; i++) {
        struct programma p;
        begin(&p, conventions[i]);
        programma_book(&p, "6A", "loon", SECTIE_LASTEN, "primair 2024", -1000);
        programma_book(&p, "6A", "loon", SECTIE_LASTEN, "wijziging 2024", -200);
        programma_book(&p, "6A", "loon", SECTIE_LASTEN, "realisatie 2024", -900);
        programma_book(&p, "6A", "loon", SECTIE_BATEN, "realisatie 2024", 50);
        run(&p, &grafieken_stage);
        const struct table *table = sheet_of(&p, "Verloop");
        check_rows(table, expected, sizeof expected / sizeof *expected);
        assert_int_equal(table->n_charts, 1);
        assert_int_equal(table->charts[0].n_series, 4);
        programma_release(&p);
    }
}

static void a_step_through_nought_is_drawn_on_both_sides_of_it(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "Primaire begroting|.|-100|.|.|100|.|.|.|.",
        "begroting|.|-100|.|.|100|.|.|.|.",
        "Afwijking lasten|0|-100|.|100|.|0|.|.|.",
        "Afwijking baten|150|50|voordelig|0|.|100|.|-50|.",
        "realisatie|.|50|.|.|-50|.|.|.|.",
    };
    struct programma p;
    begin(&p, OURS);
    programma_book(&p, "6A", "loon", SECTIE_LASTEN, "primair 2024", -100);
    programma_book(&p, "6A", "loon", SECTIE_LASTEN, "realisatie 2024", -100);
    programma_book(&p, "6A", "loon", SECTIE_BATEN, "realisatie 2024", 150);
    run(&p, &grafieken_stage);
    const struct table *table = sheet_of(&p, "Verloop");
    check_rows(table, expected, sizeof expected / sizeof *expected);
    assert_int_equal(table->charts[0].n_series, 6);
    programma_release(&p);
}

static void the_axis_begins_above_nought_only_where_the_steps_are_small(void **state)
{
    (void)state;
    static const struct {
        int64_t realisatie;
        bool has_floor;
    } cases[] = {{-10100000, true}, {-19000000, false}};
    for (size_t i = 0; i < 2; i++) {
        struct programma p;
        begin(&p, OURS);
        programma_book(&p, "6A", "loon", SECTIE_LASTEN, "primair 2024", -10000000);
        programma_book(&p, "6A", "loon", SECTIE_LASTEN, "realisatie 2024", cases[i].realisatie);
        run(&p, &grafieken_stage);
        const struct chart *chart = &sheet_of(&p, "Verloop")->charts[0];
        assert_int_equal(chart->has_floor, cases[i].has_floor);
        assert_int_equal(strstr(chart->title, "niet bij nul") != NULL, cases[i].has_floor);
        programma_release(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_of_the_table_is_the_sum_of_its_posten_and_rekeningen),
        cmocka_unit_test(a_row_leads_to_its_afwijkingen_and_its_posten_and_they_lead_back),
        cmocka_unit_test(a_sheet_that_would_be_too_long_stops_at_the_posten),
        cmocka_unit_test(an_iban_is_never_shown_as_a_rekening),
        cmocka_unit_test(the_steps_are_drawn_where_they_begin_and_end),
        cmocka_unit_test(a_step_through_nought_is_drawn_on_both_sides_of_it),
        cmocka_unit_test(the_axis_begins_above_nought_only_where_the_steps_are_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
