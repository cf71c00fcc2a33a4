/* What stands beside keys and accounts as their names: each of a stand once, from where it first
 * does, with all its lines, however the files are cut; and no more than are kept. */
#include "pipeline/base/money.h"
#include "pipeline/reading/findings.h"
#include "tests/unit/towns.h"

static const char run_ini[] =
    "[run]\nnaam = proef\nsoort = jaarrekening\ngemeente = Verzonnen\nprogramma = 1\n"
    "programma_naam = Proef\njaar = 2024\n[mappings]\npakketten = pakketten.csv\n"
    "posten = posten.csv\n[tabel]\ntitel = Proef\neenheid = 1\n"
    "teken = lasten- baten+ stortingen+ onttrekkingen+ saldo+\nresultaat = ja\n"
    "[kolommen]\nrealisatie_2024 = realisatie 2024\n"
    "[bron boek]\nprofiel = profiel.ini\nbestanden = een.csv\n    twee.csv\n";

static const char profile_ini[] =
    "[bestand]\ncodering = utf-8\nscheidingsteken = puntkomma\n"
    "[kolommen]\nkpl = kpl\nnaam = naam\nrek = rek\nreknaam = reknaam\nbedrag = bedrag\n"
    "[getal]\ndecimaal = komma\n[bedragen]\nbedrag = realisatie 2024\n"
    "[betekenis]\nteken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = kpl\n"
    "rekening = rek\nsleutelnaam = naam\nrekeningnaam = reknaam\n"
    "[totaalregels]\ntotaal = kpl: Totaal\n"
    "[buiten_scope]\nbalans = rek: 1*\n[sectie]\nlasten = rek: 4*\n";

#define HEADER "kpl;naam;rek;reknaam;bedrag\n"

static void deliver(struct scratch *scratch, const char *one, const char *two)
{
    scratch_write(scratch, "run.ini", run_ini);
    scratch_write(scratch, "profiel.ini", profile_ini);
    scratch_write(scratch, "pakketten.csv", "pakket;naam;programma;van;tot\nA;A;1;;\n");
    scratch_write(scratch, "posten.csv", "sleutel;post;pakket;van;tot;altijd_tonen\n*;een;A;;;\n");
    scratch_write(scratch, "een.csv", one);
    scratch_write(scratch, "twee.csv", two);
}

static void expect_finding(const struct findings *findings, size_t i, struct finding wanted)
{
    assert_true(i < findings->n_listed);
    assert_string_equal(findings->items[i].what, wanted.what);
    assert_string_equal(findings->items[i].where, wanted.where);
    assert_int_equal(findings->items[i].n_lines, wanted.n_lines);
    assert_int_equal(findings->items[i].of_lines.money.cents, wanted.of_lines.money.cents);
}

static void names_are_those_of_the_lines(void **state)
{
    struct scratch *scratch = *state;
    deliver(scratch,
            HEADER "010;Wegen;400;Loon;-1,00\n10;Wegen;400;Loon;-2,00\n20; Groen ;400;;-4,00\n"
                   ";;100;Bank;-8,00\nTotaal;Alles;;;-15,00\n",
            HEADER "20;Groen;400;Loon;-16,00\n10;Groen;400;Loon;-32,00\n");
    for (size_t size = sizeof HEADER; size < 200; size += size < 100 ? 1 : 99) {
        struct town_run run;
        assert_true(town_plan(&run, scratch->folder));
        town_read(&run, (struct town_cut){size, 2});
        town_expect_no_errors(&run, "names");
        const struct findings *keys = run.ledger->accounts[0].findings + FINDING_SLEUTELNAAM;
        const struct findings *accounts = run.ledger->accounts[0].findings + FINDING_REKENINGNAAM;
        assert_int_equal(keys->n, 3);
        expect_finding(keys, 0,
                       (struct finding){"een.csv:2", "0\n10\nWegen", .n_lines = 2,
                                        .of_lines.money.cents = -300});
        expect_finding(keys, 1,
                       (struct finding){"een.csv:4", "0\n20\nGroen", .n_lines = 2,
                                        .of_lines.money.cents = -2000});
        expect_finding(keys, 2,
                       (struct finding){"twee.csv:3", "0\n10\nGroen", .n_lines = 1,
                                        .of_lines.money.cents = -3200});
        assert_int_equal(accounts->n, 2);
        expect_finding(accounts, 0,
                       (struct finding){"een.csv:2", "0\n400\nLoon", .n_lines = 4,
                                        .of_lines.money.cents = -5100});
        expect_finding(accounts, 1,
                       (struct finding){"een.csv:5", "0\n100\nBank", .n_lines = 1,
                                        .of_lines.money.cents = -800});
        town_release(&run);
    }
}

static void no_more_names_are_kept_than_are_told_apart(void **state)
{
    struct scratch *scratch = *state;
    struct town_run run;
    size_t n_bytes;
    char *bytes;
    FILE *out = open_memstream(&bytes, &n_bytes);
    fputs(HEADER, out);
    for (int i = 0; i < FINDINGS_MAX_LISTED + 1; i++)
        fprintf(out, "%d;naam %d;400;Loon;-1,00\n", i, i);
    fclose(out);
    deliver(scratch, bytes, HEADER);
    free(bytes);
    assert_true(town_plan(&run, scratch->folder));
    town_read(&run, town_uncut);
    const struct findings *keys = run.ledger->accounts[0].findings + FINDING_SLEUTELNAAM;
    assert_int_equal(keys->n_listed, FINDINGS_MAX_LISTED);
    assert_int_equal(keys->n, FINDINGS_MAX_LISTED + 1);
    town_stages(&run);
    bool told = false;
    for (size_t c = 0; c < run.job.controls.n; c++) {
        const struct control *control = &run.job.controls.items[c];
        told |= strcmp(control->name, "Namen bij hun sleutel en rekening: boek") == 0 &&
                control_verdict(control) == VERDICT_NOT_DONE;
    }
    assert_true(told);
    town_release(&run);
}

static void a_sum_of_counted_lines_that_does_not_fit_says_so(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct findings findings = {0};
    const struct finding half = {
        .where = "", .what = "", .of_lines.money.cents = INT64_MAX / 2 + 1};
    findings_count(&findings, &arena, half);
    assert_true(findings_count(&findings, &arena, half)->of_lines.overflow);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_those_of_the_lines),
        cmocka_unit_test(no_more_names_are_kept_than_are_told_apart),
        cmocka_unit_test(a_sum_of_counted_lines_that_does_not_fit_says_so),
    };
    return cmocka_run_group_tests(tests, towns_begin, towns_end) ? 1 : 0;
}
