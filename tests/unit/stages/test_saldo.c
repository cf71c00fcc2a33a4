/* saldo.c and reserves.c: the main table under both sign conventions, its rows, blanks and
 * formulas. */
#include "pipeline/chain.h"
#include "pipeline/tables/overview.h"
#include "tests/unit/programma.h"

#define OURS     "lasten- baten+ stortingen+ onttrekkingen+ saldo+"
#define OPPOSITE "lasten+ baten- stortingen- onttrekkingen+ saldo-"

/* Two pakketten with lasten and baten, one that only exists from 2025 on, one with reserves. */
static void begin(struct programma *p, const char *shown, const char *verschil)
{
    programma_begin(p, shown);
    programma_kolom(p, "primair_2024", "primair 2024");
    programma_kolom(p, "na_wijziging_2024", "primair 2024 + wijziging 2024");
    programma_kolom(p, "realisatie_2024", "realisatie 2024");
    programma_kolom(p, "verschil", verschil);
    programma_kolom(p, "primair_2025", "primair 2025");
    programma_pakket(p, "6A", "Wijken", 0, 9999);
    programma_pakket(p, "6B2", "Werk", 0, 9999);
    programma_pakket(p, "6B10", "Gebouwen", 2025, 9999);
    programma_pakket(p, "6C", "Leeg", 0, 9999);
    programma_pakket(p, "6Z", "Reserves", 0, 9999);
    programma_afwijkingen(p, "realisatie_2024", "na_wijziging_2024", "verschil",
                          (struct threshold){.amount = {7500000}},
                          (struct threshold){.amount = {5000000}});
}

static void book(struct programma *p)
{
    programma_book(p, "6A", "straat", SECTIE_LASTEN, "primair 2024", -150000);
    programma_book(p, "6A", "straat", SECTIE_LASTEN, "realisatie 2024", -250000);
    programma_book(p, "6B2", "loon", SECTIE_LASTEN, "primair 2024", -1000049);
    programma_book(p, "6B2", "loon", SECTIE_LASTEN, "wijziging 2024", -49951);
    programma_book(p, "6B2", "loon", SECTIE_LASTEN, "realisatie 2024", -1000000);
    programma_book(p, "6B2", "loon", SECTIE_BATEN, "realisatie 2024", 333333);
    programma_book(p, "6B10", "zaal", SECTIE_LASTEN, "primair 2025", -777777);
    programma_book(p, "6Z", "pot", SECTIE_STORTINGEN, "realisatie 2024", -116400);
    programma_book(p, "6Z", "pot", SECTIE_STORTINGEN, "primair 2024", -83300);
    programma_book(p, "6Z", "pot", SECTIE_ONTTREKKINGEN, "wijziging 2024", 226700);
    programma_book(p, "6Z", "pot", SECTIE_ONTTREKKINGEN, "realisatie 2024", 220200);
    programma_finish(p);
}

static struct table *run(struct programma *p)
{
    assert_true(saldo_stage.run(&p->job));
    assert_true(reserves_stage.run(&p->job));
    assert_int_equal(p->errors.n, 0);
    assert_int_equal(p->job.tables.n, 1);
    return p->job.tables.items[0];
}

/* The whole table, cents per cell, "." for blank. */
static void check_table(const struct table *table, const char *const *expected, size_t n_rows)
{
    assert_int_equal(table->n_rows, n_rows);
    for (size_t r = 0; r < n_rows; r++) {
        char line[1024] = "";
        for (size_t c = 0; c < table->n_columns; c++) {
            const struct cell *cell = &table->rows[r].cells[c];
            char text[512] = ".";
            if (cell->kind == CELL_TEXT)
                snprintf(text, sizeof text, "%s", cell->text);
            if (cell->kind == CELL_MONEY)
                snprintf(text, sizeof text, "%lld", (long long)cell->money.cents);
            snprintf(line + strlen(line), sizeof line - strlen(line), "%s%s", c ? "|" : "", text);
        }
        assert_string_equal(line, expected[r]);
    }
}

static void the_table_shows_lasten_negative_and_baten_positive(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "Lasten|6A|6A Wijken|-150000|-150000|-250000|-100000|0|nadelig",
        "Lasten|6B2|6B2 Werk|-1000049|-1050000|-1000000|50000|0|voordelig",
        "Lasten|6B10|6B10 Gebouwen|.|.|.|.|-777777|.",
        ".|.|Totaal Lasten|-1150049|-1200000|-1250000|-50000|-777777|nadelig",
        "Baten|6B2|6B2 Werk|0|0|333333|333333|0|voordelig",
        ".|.|Totaal Baten|0|0|333333|333333|0|voordelig",
        ".|.|Saldo Lasten en Baten programma 6|-1150049|-1200000|-916667|283333|-777777|voordelig",
        "Stortingen|6Z|6Z Reserves|83300|83300|116400|33100|0|nadelig",
        "Onttrekkingen|6Z|6Z Reserves|0|226700|220200|-6500|0|nadelig",
        ".|.|Saldo Reserves programma 6|-83300|143400|103800|-39600|0|nadelig",
        ".|.|Resultaat programma 6|-1233349|-1056600|-812867|243733|-777777|voordelig",
    };
    struct programma p;
    begin(&p, OURS, "realisatie_2024 - na_wijziging_2024");
    p.plan.show_resultaat = true;
    book(&p);
    struct table *table = run(&p);
    check_table(table, expected, sizeof expected / sizeof *expected);
    assert_string_equal(table->csv_name, "jaarrekening.csv");
    assert_string_equal(table->sheet, "Jaarrekening");
    assert_int_equal(table->unit_euros, 1000);
    programma_release(&p);
}

static void the_opposite_convention_turns_every_sign_and_keeps_the_sums(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "Lasten|6A|6A Wijken|150000|150000|250000|-100000|0|nadelig",
        "Lasten|6B2|6B2 Werk|1000049|1050000|1000000|50000|0|voordelig",
        "Lasten|6B10|6B10 Gebouwen|.|.|.|.|777777|.",
        ".|.|Totaal Lasten|1150049|1200000|1250000|-50000|777777|nadelig",
        "Baten|6B2|6B2 Werk|0|0|-333333|333333|0|voordelig",
        ".|.|Totaal Baten|0|0|-333333|333333|0|voordelig",
        ".|.|Saldo Lasten en Baten programma 6|1150049|1200000|916667|283333|777777|voordelig",
        "Stortingen|6Z|6Z Reserves|-83300|-83300|-116400|33100|0|nadelig",
        "Onttrekkingen|6Z|6Z Reserves|0|226700|220200|6500|0|nadelig",
        ".|.|Saldo Reserves programma 6|83300|-143400|-103800|-39600|0|nadelig",
        ".|.|Resultaat programma 6|1233349|1056600|812867|243733|777777|voordelig",
    };
    struct programma p;
    begin(&p, OPPOSITE, "na_wijziging_2024 - realisatie_2024");
    p.plan.show_resultaat = true;
    book(&p);
    check_table(run(&p), expected, sizeof expected / sizeof *expected);
    programma_release(&p);
}

static void every_formula_holds_under_every_convention(void **state)
{
    (void)state;
    for (int bits = 0; bits < 32; bits++) {
        struct programma p;
        char shown[80];
        snprintf(shown, sizeof shown, "lasten%c baten%c stortingen%c onttrekkingen%c saldo%c",
                 bits & 1 ? '+' : '-', bits & 2 ? '+' : '-', bits & 4 ? '+' : '-',
                 bits & 8 ? '+' : '-', bits & 16 ? '+' : '-');
        begin(&p, shown, "realisatie_2024 - na_wijziging_2024");
        p.plan.show_resultaat = true;
        book(&p);
        struct table *table = run(&p);
        /* 5 rows with a row formula in 5 columns; the verschil of all rows but the blank one */
        assert_int_equal(check_formulas(table), 5 * 5 + 10);
        size_t last = table->n_rows - 1;
        int64_t sign = bits & 16 ? 1 : -1;
        assert_int_equal(table->rows[last].cells[5].money.cents, sign * -812867);
        programma_release(&p);
    }
}

static void a_pakket_without_mutaties_has_no_row_and_one_with_only_zeros_has(void **state)
{
    (void)state;
    struct programma p;
    begin(&p, OURS, "realisatie_2024 - na_wijziging_2024");
    programma_book(&p, "6C", "niets", SECTIE_BATEN, "realisatie 2024", 0);
    programma_finish(&p);
    struct table *table = run(&p);
    size_t row = table_row_of(table, 1, "6C", 0);
    assert_string_equal(table->rows[row].cells[0].text, "Baten");
    assert_int_equal(table->rows[row].cells[5].kind, CELL_MONEY);
    for (size_t i = 0; i < table->n_rows; i++)
        if (table->rows[i].kind == ROW_DATA)
            assert_int_equal(i, row);
    programma_release(&p);
}

static void money_in_a_year_without_the_pakket_is_shown_not_hidden(void **state)
{
    (void)state;
    struct programma p;
    begin(&p, OURS, "realisatie_2024 - na_wijziging_2024");
    programma_book(&p, "6B10", "zaal", SECTIE_LASTEN, "realisatie 2024", -4200);
    programma_finish(&p);
    struct table *table = run(&p);
    size_t row = table_row_of(table, 1, "6B10", 0);
    assert_int_equal(table->rows[row].cells[3].kind, CELL_BLANK);
    assert_int_equal(table->rows[row].cells[5].money.cents, -4200);
    assert_int_equal(table->rows[row].cells[6].money.cents, -4200);
    programma_release(&p);
}

static void another_programma_has_no_rows(void **state)
{
    (void)state;
    struct programma p;
    begin(&p, OURS, "realisatie_2024 - na_wijziging_2024");
    p.plan.mapping.pakketten[0].programma = "7";
    book(&p);
    struct table *table = run(&p);
    for (size_t i = 0; i < table->n_rows; i++)
        if (table->rows[i].kind == ROW_DATA)
            assert_string_not_equal(table->rows[i].cells[1].text, "6A");
    programma_release(&p);
}

static void the_sentence_tells_the_resultaat_rounded_once(void **state)
{
    (void)state;
    static const struct {
        const char *shown, *verschil;
        int64_t unit_euros;
        const char *sentence;
    } cases[] = {
        {OURS, "realisatie_2024 - na_wijziging_2024", 1000, "Het is € 2.000."},
        {OURS, "na_wijziging_2024 - realisatie_2024", 1000, "Het is € −2.000."},
        {OPPOSITE, "realisatie_2024 - na_wijziging_2024", 1, "Het is € −2.437."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct programma p;
        begin(&p, cases[i].shown, cases[i].verschil);
        p.plan.unit_euros = cases[i].unit_euros;
        p.plan.sentence = "Het is {bedrag}.";
        book(&p);
        struct table *table = run(&p);
        assert_string_equal(p.job.sentence, cases[i].sentence);
        assert_string_equal(table->note, cases[i].sentence);
        programma_release(&p);
    }
}

static void the_subtitle_says_the_unit_and_what_a_minus_means(void **state)
{
    (void)state;
    static const struct {
        const char *shown, *verschil, *subtitle;
    } cases[] = {
        {OURS, "realisatie_2024 - na_wijziging_2024",
         "Bedragen x € 1.000. Negatief getoond: lasten; positief: baten, stortingen en "
         "onttrekkingen. Een negatief saldo is een nadeel. In de kolom verschil is een minus een "
         "nadeel bij lasten, baten, onttrekkingen en saldi, een plus bij stortingen."},
        {OPPOSITE, "na_wijziging_2024 - realisatie_2024",
         "Bedragen x € 1.000. Negatief getoond: baten en stortingen; positief: lasten en "
         "onttrekkingen. Een positief saldo is een nadeel. In de kolom verschil is een minus een "
         "nadeel bij lasten, baten en saldi, een plus bij stortingen en onttrekkingen."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct programma p;
        begin(&p, cases[i].shown, cases[i].verschil);
        book(&p);
        assert_string_equal(run(&p)->subtitle, cases[i].subtitle);
        programma_release(&p);
    }
}

static void an_amount_beyond_fifteen_digits_is_an_error_not_a_wrong_cell(void **state)
{
    (void)state;
    struct programma p;
    begin(&p, OURS, "realisatie_2024 - na_wijziging_2024");
    programma_book(&p, "6A", "a", SECTIE_LASTEN, "realisatie 2024", -MONEY_MAX_CENTS);
    programma_book(&p, "6A", "b", SECTIE_LASTEN, "realisatie 2024", -1);
    programma_book(&p, "6A", "a", SECTIE_BATEN, "realisatie 2024", 1);
    programma_finish(&p);
    assert_true(saldo_stage.run(&p.job));
    const struct table *table = p.job.main->table;
    assert_true(table->incomplete);
    assert_int_equal(table->rows[0].cells[OVERVIEW_LABELS + 2].kind, CELL_BLANK);
    assert_int_equal(errors_worst(&p.errors), ERROR_DATA);
    assert_non_null(strstr(p.errors.items[0].message, "6A Wijken"));
    programma_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_shows_lasten_negative_and_baten_positive),
        cmocka_unit_test(the_opposite_convention_turns_every_sign_and_keeps_the_sums),
        cmocka_unit_test(every_formula_holds_under_every_convention),
        cmocka_unit_test(a_pakket_without_mutaties_has_no_row_and_one_with_only_zeros_has),
        cmocka_unit_test(money_in_a_year_without_the_pakket_is_shown_not_hidden),
        cmocka_unit_test(another_programma_has_no_rows),
        cmocka_unit_test(the_sentence_tells_the_resultaat_rounded_once),
        cmocka_unit_test(the_subtitle_says_the_unit_and_what_a_minus_means),
        cmocka_unit_test(an_amount_beyond_fifteen_digits_is_an_error_not_a_wrong_cell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
