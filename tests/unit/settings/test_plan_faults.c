/* What is refused in the settings of a run. */
#include "tests/unit/plan_text.h"

#include <unistd.h>

struct refusal {
    const char *name;
    struct section changes[4];
    struct expected_error errors[10];
};

#define AFWIJKINGEN "realisatie = realisatie_2024\nbegroting = na\nverschil = verschil\n"

static const struct refusal refusals[] = {
    {"a run with every fault",
     {{"run", "naam = Jaar 2024\nsoort = rekening\ngemeente =\nprogramma = 8\njaar = 24\n"
              "perioden = 1-12, 100\n  5-3\nbewaren = besluiten\nprograma_naam = x\n"}},
     {{"run.ini:2", "naam: verwacht kleine letters, cijfers en streepjes"},
      {"run.ini:3", "soort: verwacht een van: jaarrekening, begroting, tussenrapportage, "
                    "indicatoren; gevonden 'rekening'"},
      {"run.ini:4", "gemeente: verwacht een waarde"},
      {"run.ini:5", "programma '8' heeft geen pakketten in"},
      {"run.ini:1", "instelling 'programma_naam' ontbreekt in [run]"},
      {"run.ini:6", "jaar: verwacht een geheel getal van 1900 tot en met 2199"},
      {"run.ini:7",
       "perioden: verwacht perioden van 0 tot en met 99 zoals 0-13 of 1-12, 55; gevonden "
       "'100'"},
      {"run.ini:8", "gevonden '5-3'"},
      {"run.ini:9", "bewaren: verwacht een of meer van: besluit, besluitdatum, neutraal, "},
      {"run.ini:10",
       "onbekende instelling 'programa_naam' in [run]; bedoelde u 'programma_naam'?"}}},
    {"a name that is a folder of pnc's own",
     {{"run", "naam = archief\nsoort = begroting\ngemeente = P\nprogramma = 6\nprogramma_naam = S\n"
              "jaar = 2024\n"}},
     {{"run.ini:2", "naam: verwacht"}}},
    {"a name that ends as a folder of pnc's own",
     {{"run", "naam = x-afgekeurd\nsoort = begroting\ngemeente = P\nprogramma = 6\n"
              "programma_naam = S\njaar = 2024\n"}},
     {{"run.ini:2", "naam: verwacht"}}},
    {"missing sections",
     {{"run", NULL}, {"tabel", NULL}, {"kolommen", NULL}, {"bron boek", NULL}},
     {{"run.ini", "sectie [run] ontbreekt"},
      {"run.ini", "sectie [tabel] ontbreekt"},
      {"run.ini", "sectie [kolommen] ontbreekt"},
      {"run.ini", "er is geen bron: verwacht een of meer secties [bron NAAM]"}}},
    {"a table with every fault",
     {{"tabel",
       "teken = lasten- baten+ stortingen+ onttrekkingen+\neenheid = 100\nresultaat = soms\n"
       "zin = Het is {bedrag} en {bedrag}.\n"}},
     {{"run.ini:11", "instelling 'titel' ontbreekt"},
      {"run.ini:12", "teken: verwacht elke sectie en saldo een keer met + of -"},
      {"run.ini:13", "eenheid: verwacht een van: 1, 1000; gevonden '100'"},
      {"run.ini:14", "resultaat: verwacht een van: nee, ja"},
      {"run.ini:15", "zin: verwacht een zin met een keer {bedrag}"}}},
    {"kolommen with every fault",
     {{"kolommen",
       "Verschil = primair 2024\nsectie = primair 2024\na = primair\nb = primair 24\n"
       "c = primair 2024 +\nd = a_b + primair 2024\ne = primair 2024 + primair 2024\n"
       "f = primair 2024 - primair 2024\ng = primair 2023 - primair 2024 - primair 2024\n"}},
     {{"run.ini:15",
       "naam van een kolom: verwacht kleine letters, cijfers en _, gevonden 'Verschil'"},
      {"run.ini:16", "'sectie' is al de naam van een kolom van de tabel"},
      {"run.ini:17", "a: 'primair' is geen stand (<woord> <jaar>) en geen eerdere kolom"},
      {"run.ini:18", "b: verwacht een stand zoals 'primair 2024', gevonden 'primair 24'"},
      {"run.ini:19", "c: verwacht een stand of kolom voor en na elke + en -"},
      {"run.ini:20", "d: 'a_b' is geen stand"},
      {"run.ini:20", "d: verwacht alleen standen of alleen kolommen, gevonden allebei"},
      {"run.ini:21", "e: 'primair 2024' telt meer dan eens mee"},
      {"run.ini:22", "f: de formule is altijd nul"},
      {"run.ini:23", "g: 'primair 2024' telt meer dan eens mee"}}},
    {"a later kolom, and headings of no kolom",
     {{"kolommen", "a = na\nna = primair 2024\nb = na-a\nc =\n"}, {"koppen", "nna = Na\n"}},
     {{"run.ini:15", "a: 'na' is geen stand (<woord> <jaar>) en geen eerdere kolom"},
      {"run.ini:17", "b: 'na-a' is geen stand"},
      {"run.ini:18", "c: verwacht een stand of kolom"},
      {"run.ini:23", "onbekende instelling 'nna' in [koppen]; bedoelde u 'na'?"}}},
    {"no kolom at all", {{"kolommen", ""}}, {{"run.ini:14", "[kolommen] is leeg"}}},
    {"afwijkingen with every fault",
     {{"afwijkingen", "realisatie = realisatie_2023\nbegroting = na\nverschil = verschil\n"
                      "drempel_pakket = -1\ndrempel_post_minimum = 5\n"
                      "drempel_pakket_percentage = 2,55\n"}},
     {{"run.ini:23", "realisatie: kolom 'realisatie_2023' staat niet in [kolommen]; bedoelde u "
                     "'realisatie_2024'?"},
      {"run.ini:26", "drempel_pakket: verwacht een bedrag van 0 of meer"},
      {"run.ini:22",
       "drempel ontbreekt: verwacht drempel_post, drempel_post_percentage of allebei"},
      {"run.ini:27", "drempel_post_minimum hoort bij drempel_post_percentage, en die ontbreekt"},
      {"run.ini:28", "drempel_pakket_percentage: verwacht een percentage tot en met 100"}}},
    {"percentages that are none",
     {{"afwijkingen", AFWIJKINGEN "drempel_pakket_percentage = 100,1\n"
                                  "drempel_post_percentage = 0\n"}},
     {{"run.ini:26", "drempel_pakket_percentage: verwacht een percentage"},
      {"run.ini:27", "drempel_post_percentage: verwacht een percentage"}}},
    {"a verschil that is another difference",
     {{"afwijkingen",
       "realisatie = realisatie_2024\nbegroting = primair_2024\nverschil = verschil\n"
       "drempel_pakket = 1\ndrempel_post = 1\n"}},
     {{"run.ini:25", "verschil: kolom 'verschil' is niet 'realisatie_2024' min 'primair_2024', of "
                     "andersom"}}},
    {"comparisons with every fault",
     {{"vergelijk",
       "realisatie 2023 = x: realisatie 2023\nrealisatie 2024 = x realisatie 2024\n"
       "primair 2024 = proef-2024: primair 2024\nwijziging 2024 = X: wijziging 2024\n"}},
     {{"run.ini:23", "'realisatie 2023' is geen stand van deze run: hij staat in geen kolom"},
      {"run.ini:24", "verwacht een andere run en een stand daarvan"},
      {"run.ini:25", "een run wordt niet met zichzelf vergeleken"},
      {"run.ini:26", "verwacht een andere run"}}},
    {"sources with every fault",
     {{"bron boek", "profiel = weg.ini\ntolerantie_regels = -1\ntolerantie_euro = -1\n"
                    "controle_regels = veel\ncontrole_debet = x\n"},
      {"bron twee", "bestanden =\n"},
      {"bron  twee", "controle_totaal = 1\n"}},
     {{"run.ini:20", "profiel: bestand bestaat niet: '"},
      {"run.ini:19", "instelling 'bestanden' ontbreekt in [bron boek]"},
      {"run.ini:21", "tolerantie_regels: verwacht een geheel getal van 0"},
      {"run.ini:22", "tolerantie_euro: verwacht een bedrag van 0 of meer"},
      {"run.ini:23", "controle_regels: verwacht een geheel getal"},
      {"run.ini:24", "controle_debet: verwacht een bedrag"},
      {"run.ini:25", "instelling 'profiel' ontbreekt in [bron twee]"},
      {"run.ini:26", "bestanden: verwacht een waarde"},
      {"run.ini:27", "sectie [bron twee] staat er twee keer; de eerste staat op regel 25"}}},
    {"one file in two sources",
     {{"bron twee", "profiel = alles.ini\nbestanden = ../mappings/../input/*.csv\n"}},
     {{"run.ini:22", "hoort al bij bron boek: het zou dubbel tellen"}}},
    {"a stand that no source gives",
     {{"kolommen", "a = primiar 2024\nb = realisatie 2024 + budget 2024\n"}},
     {{"run.ini:15",
       "geen bron levert de stand 'primiar 2024': haal haar uit deze kolom; wel: '{soort} {jaar}'"},
      {"run.ini:16", "geen bron levert de stand 'budget 2024'"}}},
    {"mappings that are missing",
     {{"mappings", "posten = weg.csv\npaketten = x\n"}},
     {{"run.ini:8", "instelling 'pakketten' ontbreekt in [mappings]"},
      {"run.ini:9", "posten: bestand bestaat niet: '"},
      {"run.ini:10", "onbekende instelling 'paketten' in [mappings]; bedoelde u 'pakketten'?"}}},
    {"a mapping file that is not there",
     {{"mappings", "pakketten = pakketten.csv\nposten = weg.csv\n"}},
     {{"run.ini:10", "posten: bestand bestaat niet: '"}}},
    {"unknown sections",
     {{"afwijking", "x = 1\n"}},
     {{"run.ini:22", "onbekende sectie [afwijking]; bedoelde u 'afwijkingen'?"}}},
};

static void every_fault_of_a_run_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(refusals); i++) {
        struct fixture f;
        struct plan p;
        start(&f);
        bool read = read_run(&f, refusals[i].changes, LENGTH(refusals[i].changes), &p);
        fixture_expect(&f, refusals[i].name, ERROR_SETTINGS, refusals[i].errors,
                       LENGTH(refusals[i].errors));
        assert_false(read);
        fixture_end(&f);
    }
}

static void faults_of_the_run_its_profiles_and_mappings_come_together(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    start(&f);
    fixture_file(&f, "mappings/slecht.ini", "[bestand]\nx = 1\n" PROFILE);
    fixture_file(&f, "mappings/posten.csv", "sleutel;post;pakket;van;tot;altijd_tonen\n1;A;9;;;\n");
    const struct section changes[] = {
        {"tabel", "titel = T\n"},
        {"bron twee", "profiel = slecht.ini\nbestanden = ../input/ander.csv\n"},
        {"bron drie", "profiel = slecht.ini\nbestanden = ../input/boek-2.csv\n"}};
    assert_false(read_run(&f, changes, 3, &p));
    static const struct expected_error expected[] = {
        {"run.ini:11", "instelling 'teken' ontbreekt"},
        {"slecht.ini:3", "sectie [bestand] staat er twee keer"},
        {"slecht.ini:2", "onbekende instelling 'x' in [bestand]"},
        {"posten.csv:2", "pakket '9' staat niet in"},
    };
    fixture_expect(&f, "three files", ERROR_SETTINGS, expected, LENGTH(expected));
    fixture_end(&f);
}

static void input_that_is_not_there_is_an_error_of_the_data(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    start(&f);
    const struct section changes[] = {
        {"bron boek", "profiel = alles.ini\nbestanden = ../input/weg.csv\n  ../input/geen*.csv\n"
                      "  ../input\n  ../input/boek.csv/x\n  /dev/null\n  ../input/boek.csv\n"}};
    bool read = read_run(&f, changes, 1, &p);
    static const struct expected_error expected[] = {
        {"run.ini:21", "bron boek: bestand bestaat niet: '"},
        {"run.ini:22", "bron boek: geen bestand past bij '"},
        {"run.ini:23", "bron boek: verwacht een bestand, gevonden een map: '"},
        {"run.ini:24", "bron boek: bestand bestaat niet: '"},
        {"run.ini:25", "bron boek: verwacht een gewoon bestand, gevonden iets anders: '/dev/null'"},
    };
    fixture_expect(&f, "missing input", ERROR_MACHINE, expected, LENGTH(expected));
    assert_false(read);
    fixture_end(&f);
}

static void a_run_that_is_not_there_is_an_error_of_settings(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    fixture_start(&f);
    assert_false(plan_read(fixture_path(&f, "run.ini"), &f.arena, &f.errors, &p));
    static const struct expected_error expected[] = {{"run.ini", "bestand bestaat niet"}};
    fixture_expect(&f, "no run", ERROR_SETTINGS, expected, LENGTH(expected));
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_of_a_run_is_named),
        cmocka_unit_test(faults_of_the_run_its_profiles_and_mappings_come_together),
        cmocka_unit_test(input_that_is_not_there_is_an_error_of_the_data),
        cmocka_unit_test(a_run_that_is_not_there_is_an_error_of_settings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
