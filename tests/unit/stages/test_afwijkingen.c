/* afwijkingen.c of stages/ and of tables/: which posten get a row, what the cells and the status
 * say. */
#include "pipeline/chain.h"
#include "pipeline/tables/afwijkingen.h"
#include "tests/unit/programma.h"

#define OURS     "lasten- baten+ stortingen+ onttrekkingen+ saldo+"
#define OPPOSITE "lasten+ baten- stortingen- onttrekkingen+ saldo-"

static const struct threshold euros_75000 = {.amount = {7500000}};
static const struct threshold euros_50000 = {.amount = {5000000}};

static void begin(struct programma *p, const char *shown, const char *verschil)
{
    programma_begin(p, shown);
    programma_kolom(p, "vorig_jaar", "realisatie 2023");
    programma_kolom(p, "begroting", "primair 2024");
    programma_kolom(p, "realisatie", "realisatie 2024");
    programma_kolom(p, "verschil", verschil);
    programma_pakket(p, "6A", "Wijken", 0, 9999);
    programma_pakket(p, "6B", "Werk", 0, 9999);
    programma_afwijkingen(p, "realisatie", "begroting", "verschil", euros_75000, euros_50000);
}

/* Budget 1.000.000 on the side, realised so that the effect deviates by `cents`. */
static void book(struct programma *p, const char *code, const char *post, enum sectie sectie,
                 int64_t cents)
{
    int64_t budget = INT64_C(100000000) * sectie_effect(sectie);
    programma_book(p, code, post, sectie, "primair 2024", budget);
    programma_book(p, code, post, sectie, "realisatie 2024", budget + cents);
}

#define OORDEEL 3 /* a column of the sheet only */

/* "post|lasten|baten|is|status" per row, rounded; checks the sheet and the CSV are the same. */
static void check_sheet(struct programma *p, const char *code, const char *const *expected,
                        size_t n_rows)
{
    const struct table *table = NULL, *csv = tables_find(&p->job.tables, "afwijkingen.csv");
    char name[64], cell[512];
    snprintf(name, sizeof name, "Afwijkingen %s", code);
    for (size_t i = 0; i < p->job.tables.n; i++)
        if (p->job.tables.items[i]->sheet && strcmp(p->job.tables.items[i]->sheet, name) == 0)
            table = p->job.tables.items[i];
    if (!table) {
        fail_msg("no sheet %s", name);
        return;
    }
    assert_int_equal(table->n_rows, n_rows);
    size_t first = table_row_of(csv, 0, code, 0);
    for (size_t r = 0; r < n_rows; r++) {
        char line[2048] = "";
        for (size_t c = 0; c < 5; c++) {
            size_t used = strlen(line), at = c < OORDEEL ? c : c + 1;
            snprintf(line + used, sizeof line - used, "%s%s", c ? "|" : "",
                     shown_cell(table, r, at, cell));
            assert_memory_equal(&table->rows[r].cells[at], &csv->rows[first + r].cells[c + 1],
                                sizeof(struct cell));
        }
        assert_string_equal(line, expected[r]);
        assert_int_equal(table->rows[r].kind, r + 1 == n_rows ? ROW_TOTAL : ROW_DATA);
        assert_string_equal(csv->rows[first + r].cells[0].text, code);
    }
    assert_true(check_formulas(table) > 0);
}

#define CHECK_SHEET(p, code, expected)                                                             \
    check_sheet(p, code, expected, sizeof(expected) / sizeof *(expected))

static void run(struct programma *p)
{
    programma_finish(p);
    assert_true(afwijkingen_stage.run(&p->job));
    assert_int_equal(p->errors.n, 0);
}

static void a_pakket_at_the_threshold_is_explained_and_one_cent_below_it_is_not(void **state)
{
    (void)state;
    static const char *const at[] = {"groot|-75|||toelichting ontbreekt", "Totaal|-75|0||"};
    static const char *const below[] = {"Overige diverse posten < € 50.000||75||", "Totaal|0|75||"};
    struct programma p;
    begin(&p, OURS, "realisatie - begroting");
    book(&p, "6A", "groot", SECTIE_LASTEN, -7500000);
    book(&p, "6B", "net niet", SECTIE_BATEN, 7499999);
    run(&p);
    CHECK_SHEET(&p, "6A", at);
    CHECK_SHEET(&p, "6B", below);
    programma_release(&p);
}

static void posten_below_their_threshold_are_one_row_in_exact_cents(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "b|50|||toelichting ontbreekt",
        "e|30|-50||toelichting ontbreekt",
        "Overige diverse posten < € 50.000|100|0||",
        "Totaal|180|-50||",
    };
    struct programma p;
    begin(&p, OURS, "realisatie - begroting");
    book(&p, "6A", "a", SECTIE_LASTEN, 4999999);
    book(&p, "6A", "b", SECTIE_LASTEN, 5000000);
    book(&p, "6A", "c", SECTIE_LASTEN, 4999999);
    book(&p, "6A", "c", SECTIE_BATEN, 49999);
    book(&p, "6A", "d", SECTIE_LASTEN, 0);
    book(&p, "6A", "e", SECTIE_LASTEN, 3000000);
    book(&p, "6A", "e", SECTIE_BATEN, -5000000);
    run(&p);
    CHECK_SHEET(&p, "6A", expected);
    const struct table *csv = tables_find(&p.job.tables, "afwijkingen.csv");
    assert_int_equal(csv->rows[2].cells[2].money.cents, 9999998);
    programma_release(&p);
}

static void without_small_posten_there_is_no_overige_row(void **state)
{
    (void)state;
    static const char *const expected[] = {"a|80|||toelichting ontbreekt", "Totaal|80|0||"};
    struct programma p;
    begin(&p, OURS, "realisatie - begroting");
    book(&p, "6A", "a", SECTIE_LASTEN, 8000000);
    programma_book(&p, "6A", "vroeger", SECTIE_LASTEN, "realisatie 2023", -9000000);
    run(&p);
    CHECK_SHEET(&p, "6A", expected);
    programma_release(&p);
}

static void a_post_that_is_always_shown_has_a_row_below_every_threshold(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "klein|1|||toelichting ontbreekt",
        "Overige diverse posten < € 50.000|2|||",
        "Totaal|3|0||",
    };
    struct programma p;
    begin(&p, OURS, "realisatie - begroting");
    book(&p, "6A", "klein", SECTIE_LASTEN, 100000);
    book(&p, "6A", "ook klein", SECTIE_LASTEN, 200000);
    p.plan.mapping.posten[0].always_shown = true;
    run(&p);
    CHECK_SHEET(&p, "6A", expected);
    programma_release(&p);
}

static void spending_without_budget_and_budget_without_spending_are_rows(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "zonder budget|-100|||toelichting ontbreekt",
        "zonder uitgaven|90|||toelichting ontbreekt",
        "Totaal|-10|0||",
    };
    struct programma p;
    begin(&p, OURS, "realisatie - begroting");
    p.plan.pakket_threshold = (struct threshold){.amount = {1000000}};
    programma_book(&p, "6A", "zonder budget", SECTIE_LASTEN, "realisatie 2024", -10000000);
    programma_book(&p, "6A", "zonder uitgaven", SECTIE_LASTEN, "primair 2024", -9000000);
    run(&p);
    CHECK_SHEET(&p, "6A", expected);
    programma_release(&p);
}

static void the_opposite_convention_shows_the_same_voordeel_with_its_own_sign(void **state)
{
    (void)state;
    static const char *const expected[] = {"a|-80|60||toelichting ontbreekt", "Totaal|-80|60||"};
    struct programma p;
    begin(&p, OPPOSITE, "begroting - realisatie");
    book(&p, "6A", "a", SECTIE_LASTEN, -8000000); /* spent more: 80 less is left */
    book(&p, "6A", "a", SECTIE_BATEN, 6000000);   /* received more, shown negative */
    run(&p);
    CHECK_SHEET(&p, "6A", expected);
    programma_release(&p);
}

/* Shown as lasten and baten are, whatever the table's sign of the reserves. */
static void reserves_are_among_the_lasten_and_baten_and_all_rows_make_the_resultaat(void **state)
{
    (void)state;
    static const char *const rest[] = {"Overige diverse posten < € 50.000|100|||",
                                       "Totaal|100|0||"};
    static const char *const reserves[] = {
        "beide|0|||toelichting ontbreekt",
        "reserve|-60|-55||toelichting ontbreekt",
        "Totaal|-60|-55||",
    };
    static const char *const signs[][2] = {{OURS, "realisatie - begroting"},
                                           {OPPOSITE, "begroting - realisatie"}};
    for (size_t i = 0; i < 2; i++) {
        struct programma p;
        begin(&p, signs[i][0], signs[i][1]);
        p.plan.explain_reserves = true;
        p.plan.pakket_threshold = euros_50000;
        book(&p, "6A", "a", SECTIE_LASTEN, 4999999);
        book(&p, "6A", "b", SECTIE_LASTEN, 4999999);
        book(&p, "6B", "beide", SECTIE_LASTEN, 6000000);
        book(&p, "6B", "beide", SECTIE_STORTINGEN, -6000049);
        book(&p, "6B", "reserve", SECTIE_STORTINGEN, -6000000);
        book(&p, "6B", "reserve", SECTIE_ONTTREKKINGEN, -5500000);
        p.plan.mapping.posten[2].always_shown = true;
        run(&p);
        CHECK_SHEET(&p, "6A", rest);
        CHECK_SHEET(&p, "6B", reserves);
        assert_true(totaal_stage.run(&p.job));
        const struct table *totaal = tables_find(&p.job.tables, "afwijkingen_totaal.csv");
        char cell[512];
        assert_true(check_formulas(totaal) > 0);
        assert_int_equal(totaal->n_rows, 7);
        assert_string_equal(shown_cell(totaal, 5, 1, cell), "Totaal programma 6");
        assert_int_equal(totaal->rows[5].cells[2].money.cents,
                         2 * 4999999 - 49 - 6000000 - 5500000);
        programma_release(&p);
    }
}

static void a_sheet_says_what_it_compares_and_what_a_minus_means(void **state)
{
    (void)state;
    static const struct {
        const char *shown, *verschil, *subtitle;
    } cases[] = {
        {OURS, "realisatie - begroting",
         "realisatie tegenover begroting. Bedragen x € 1.000. Op dit blad is een minus een "
         "nadeel."},
        {OPPOSITE, "realisatie - begroting",
         "realisatie tegenover begroting. Bedragen x € 1.000. Op dit blad is een plus een nadeel."},
        {"lasten+ baten+ stortingen+ onttrekkingen+ saldo+", "realisatie - begroting",
         "realisatie tegenover begroting. Bedragen x € 1.000. Op dit blad is een minus een nadeel "
         "bij baten, een plus bij lasten."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct programma p;
        begin(&p, cases[i].shown, cases[i].verschil);
        book(&p, "6A", "a", SECTIE_LASTEN, -8000000);
        run(&p);
        assert_string_equal(p.job.tables.items[1]->subtitle, cases[i].subtitle);
        programma_release(&p);
    }
}

static void a_pakket_without_anything_in_either_kolom_has_no_sheet(void **state)
{
    (void)state;
    struct programma p;
    begin(&p, OURS, "realisatie - begroting");
    book(&p, "6A", "a", SECTIE_LASTEN, 0);
    programma_book(&p, "6B", "b", SECTIE_LASTEN, "realisatie 2023", -100);
    run(&p);
    assert_int_equal(p.job.tables.n, 2); /* the CSV and 6A */
    programma_release(&p);
}

static void a_plan_without_afwijkingen_makes_no_tables(void **state)
{
    (void)state;
    struct programma p;
    begin(&p, OURS, "realisatie - begroting");
    p.plan.has_afwijkingen = false;
    book(&p, "6A", "a", SECTIE_LASTEN, -8000000);
    run(&p);
    assert_int_equal(p.job.tables.n, 0);
    programma_release(&p);
}

static void a_toelichting_is_found_and_knows_when_its_figure_changed(void **state)
{
    (void)state;
    static struct toelichting toelichtingen[] = {
        {.pakket = 0,
         .post = "klopt",
         .is = "S",
         .text = "Meer cliënten.",
         .has_lasten = true,
         .lasten = -80},
        {.pakket = 0,
         .post = "anders",
         .is = "I",
         .text = "Oud verhaal.",
         .has_lasten = true,
         .lasten = -79},
        {.pakket = 0, .post = "eens", .is = "I", .text = "Gelezen.", .agreed = "Els"},
        {.pakket = 0, .post = "zonder cijfer", .is = "I/S", .text = "Altijd waar."},
        {.pakket = 0, .post = "alleen I/S", .is = "I", .text = ""},
        {.pakket = 0,
         .post = "nieuwe baten",
         .is = "",
         .text = "Alleen over lasten.",
         .has_lasten = true,
         .lasten = -80},
        {.pakket = 0, .post = MAPPING_REST " < € 50.000", .is = "I", .text = ""},
        {.pakket = 1, .post = "anders", .is = "S", .text = "Van een ander pakket."},
    };
    static const char *const expected[] = {
        "klopt|-80||S|toegelicht",
        "anders|-80||I|verouderd: lasten -79 → -80",
        "eens|-80||I|akkoord: Els",
        "zonder cijfer|-80||I/S|toegelicht",
        "alleen I/S|-80||I|toelichting ontbreekt",
        "nieuwe baten|-80|60||verouderd: baten 0 → 60",
        "geen|-80|||toelichting ontbreekt",
        "Overige diverse posten < € 50.000|-1||I|",
        "Totaal|-561|60||",
    };
    struct programma p;
    begin(&p, OURS, "realisatie - begroting");
    p.plan.mapping.toelichtingen = toelichtingen;
    p.plan.mapping.n_toelichtingen = sizeof toelichtingen / sizeof *toelichtingen;
    book(&p, "6A", "klopt", SECTIE_LASTEN, -8000000);
    book(&p, "6A", "anders", SECTIE_LASTEN, -8000000);
    book(&p, "6A", "eens", SECTIE_LASTEN, -8000000);
    book(&p, "6A", "zonder cijfer", SECTIE_LASTEN, -8000000);
    book(&p, "6A", "alleen I/S", SECTIE_LASTEN, -8000000);
    book(&p, "6A", "nieuwe baten", SECTIE_LASTEN, -8000000);
    book(&p, "6A", "nieuwe baten", SECTIE_BATEN, 6000000);
    book(&p, "6A", "geen", SECTIE_LASTEN, -8000000);
    book(&p, "6A", "klein", SECTIE_LASTEN, -100000);
    run(&p);
    CHECK_SHEET(&p, "6A", expected);
    const struct table *csv = tables_find(&p.job.tables, "afwijkingen.csv");
    assert_string_equal(csv->rows[0].cells[6].text, "Meer cliënten.");
    programma_release(&p);
}

static void i_or_s_comes_from_the_ledger_only_when_every_mutatie_says_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *budget, *realised, *is;
    } cases[] = {{"S", "S", "S"}, {"S", "I", ""}, {"S", NULL, ""}, {NULL, NULL, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct programma p;
        begin(&p, OURS, "realisatie - begroting");
        p.plan.keep[DIMENSION_IS] = true;
        programma_book_besluit(&p, "6A", "a", SECTIE_LASTEN, "primair 2024", -1,
                               (struct besluit){.is = cases[i].budget});
        programma_book_besluit(&p, "6A", "a", SECTIE_LASTEN, "realisatie 2024", -9000000,
                               (struct besluit){.is = cases[i].realised});
        programma_book_besluit(&p, "6A", "a", SECTIE_LASTEN, "realisatie 2023", -1,
                               (struct besluit){.is = "I/S"});
        run(&p);
        const struct table *csv = tables_find(&p.job.tables, "afwijkingen.csv");
        char is[512];
        assert_string_equal(shown_cell(csv, 0, 4, is), cases[i].is);
        programma_release(&p);
    }
}

static void what_an_adviser_fills_in_is_marked(void **state)
{
    (void)state;
    struct programma p;
    begin(&p, OURS, "realisatie - begroting");
    book(&p, "6A", "a", SECTIE_LASTEN, 1);
    run(&p);
    const struct table *csv = tables_find(&p.job.tables, "afwijkingen.csv");
    static const char *const names[] = {
        "pakket", "post", "lasten", "baten", "incidenteel_structureel", "status", "toelichting"};
    assert_int_equal(csv->n_columns, 7);
    for (size_t i = 0; i < 7; i++) {
        assert_string_equal(csv->columns[i].name, names[i]);
        assert_int_equal(csv->columns[i].editable, i == 4 || i == 6);
    }
    assert_string_equal(csv->columns[4].choices[2], "I/S");
    programma_release(&p);
}

static void thresholds_count_amount_and_percentage_together(void **state)
{
    (void)state;
    static const struct {
        const char *statement;
        struct threshold threshold;
        int64_t verschil, begroting;
        bool reached;
    } cases[] = {
        {"at the amount", {.amount = {5000000}}, -5000000, 0, true},
        {"a cent below", {.amount = {5000000}}, 4999999, 0, false},
        {"no threshold: any afwijking", {{0}, 0, {0}}, 1, 0, true},
        {"no threshold: no afwijking", {{0}, 0, {0}}, 0, 500, false},
        {"at 2,5 percent", {.per_mille = 25}, 2500, -100000, true},
        {"below 2,5 percent", {.per_mille = 25}, 2499, 100000, false},
        {"percentage of nothing", {.per_mille = 25}, 1, 0, true},
        {"the minimum holds for small budgets",
         {.per_mille = 25, .minimum = {3000}},
         2999,
         100,
         false},
        {"at the minimum", {.per_mille = 25, .minimum = {3000}}, -3000, 100, true},
        {"both: only the amount", {{100}, 500, {0}}, 100, 1000, false},
        {"both: only the percentage", {{1000}, 100, {0}}, 999, 1000, false},
        {"both", {{1000}, 500, {0}}, -1000, 2000, true},
        {"a percentage is never rounded", {.per_mille = 333}, 333, 1001, false},
        {"large amounts do not overflow",
         {.per_mille = 1000},
         MONEY_MAX_CENTS,
         MONEY_MAX_CENTS,
         true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (threshold_reached(&cases[i].threshold, (struct money){cases[i].verschil},
                              (struct money){cases[i].begroting}) != cases[i].reached)
            fail_msg("%s", cases[i].statement);
}

static void the_label_of_the_rest_follows_the_threshold(void **state)
{
    (void)state;
    static const struct {
        struct threshold threshold;
        const char *label;
    } cases[] = {
        {{.amount = {5000000}}, "Overige diverse posten < € 50.000"},
        {{.amount = {100000050}}, "Overige diverse posten < € 1.000.000,50"},
        {{.per_mille = 50, .minimum = {1000}}, "Overige diverse posten onder de drempel"},
        {{{5000000}, 50, {0}}, "Overige diverse posten onder de drempel"},
        {{{0}, 0, {0}}, "Overige diverse posten"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *label = afwijking_rest_label(&cases[i].threshold, &arena);
        assert_string_equal(label, cases[i].label);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pakket_at_the_threshold_is_explained_and_one_cent_below_it_is_not),
        cmocka_unit_test(posten_below_their_threshold_are_one_row_in_exact_cents),
        cmocka_unit_test(without_small_posten_there_is_no_overige_row),
        cmocka_unit_test(a_post_that_is_always_shown_has_a_row_below_every_threshold),
        cmocka_unit_test(spending_without_budget_and_budget_without_spending_are_rows),
        cmocka_unit_test(the_opposite_convention_shows_the_same_voordeel_with_its_own_sign),
        cmocka_unit_test(reserves_are_among_the_lasten_and_baten_and_all_rows_make_the_resultaat),
        cmocka_unit_test(a_sheet_says_what_it_compares_and_what_a_minus_means),
        cmocka_unit_test(a_pakket_without_anything_in_either_kolom_has_no_sheet),
        cmocka_unit_test(a_plan_without_afwijkingen_makes_no_tables),
        cmocka_unit_test(a_toelichting_is_found_and_knows_when_its_figure_changed),
        cmocka_unit_test(i_or_s_comes_from_the_ledger_only_when_every_mutatie_says_the_same),
        cmocka_unit_test(what_an_adviser_fills_in_is_marked),
        cmocka_unit_test(thresholds_count_amount_and_percentage_together),
        cmocka_unit_test(the_label_of_the_rest_follows_the_threshold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
