/* Contradictions between the values of indicators: each that is planted is found by its own toets
 * and by no other; the set without it is quiet. */
#include "stages/indicatoren/indicatoren.h"

#include "tests/unit/fixture.h"

/* A set in which everything agrees. */
#define ITEMS                                                                                      \
    "code;naam;eenheid;richting;som;aandeel;gemiddelde;zelfde_als\n"                               \
    "jong;Jongeren 12-18;aantal;hoger;;;;\noud;Volwassenen 18+;aantal;hoger;;;;\n"                 \
    "alle;Personen 12+;aantal;hoger;jong, oud;;;\n"                                                \
    "a;Goed;%;hoger;;a, b;;\nb;Slecht;%;lager;;;;\n"                                               \
    "m;Gemiddeld;%;lager;;;a, b;\nwmo;Per 10.000;per 10.000 inwoners;lager;;;;\n"                  \
    "wmo1;Per 1.000;per 1.000 inwoners;lager;;;;wmo : 10\n"
#define VALUES                                                                                     \
    "code;periode;soort;document;waarde;voorlopig;noot\n"                                          \
    "jong;2023;realisatie;jv;218;;\noud;2023;realisatie;jv;203;;\nalle;2023;realisatie;jv;421;;\n" \
    "a;2023;realisatie;jv;54,4%;;\nb;2023;realisatie;jv;45,5%;;\nm;2023;realisatie;jv;50,0%;;\n"   \
    "wmo;2023;realisatie;jv;550;;\nwmo1;2023;realisatie;jv;55;;\n"                                 \
    "alle;2025;streef;jv;>430;;\n"
#define GOALS "code;doel;jaar;richting;streefwaarde;indicator\nG1;meer;2025;>;430;alle\n"
#define TABLES                                                                                     \
    "tabel;document;titel;kolommen;code;regel;noot\n"                                              \
    "t1;jv;Personen;naam: regel | 2023: realisatie 2023 | 2025: streef 2025;jong;;\n"              \
    "t1;;;;oud;;\nt1;;;;alle;;\n"                                                                  \
    "t2;jv;Aandelen;naam: regel | 2023: realisatie 2023;a;;\nt2;;;;b;;\nt2;;;;m;;\n"

#define TABLES_OF(code)                                                                            \
    "tabel;document;titel;kolommen;code\nt1;;T;naam: regel | 2024: realisatie 2024;" code "\n"

struct set {
    struct fixture fixture;
    struct indicators indicators;
};

static void read_set(struct set *set, const char *items, const char *values, const char *goals,
                     const char *tables)
{
    struct fixture *f = &set->fixture;
    fixture_start(f);
    static struct document documents[] = {{"jv", {2024, 12, 31}}};
    const char *value_files[] = {fixture_file(f, "waarden.csv", values)};
    const struct indicator_files files = {.indicators = fixture_file(f, "indicatoren.csv", items),
                                          .goals = fixture_file(f, "doelen.csv", goals),
                                          .tables = fixture_file(f, "tabellen.csv", tables),
                                          .values = value_files,
                                          .n_values = 1,
                                          .documents = documents,
                                          .n_documents = LENGTH(documents),
                                          .old_years = 3};
    bool good = indicators_read(&files, &f->arena, &f->errors, &set->indicators);
    if (!good)
        print_message("%s: %s\n", f->errors.items[0].where, f->errors.items[0].message);
    assert_true(good);
}

static size_t found_by(struct set *set, const struct toets *toets, const char **first)
{
    struct toetsing toetsing = {
        .indicators = &set->indicators, .year = 2025, .found = {.arena = &set->fixture.arena}};
    toets_look(toets, &toetsing);
    *first = toetsing.found.n ? toetsing.found.all[0] : "";
    return toetsing.found.n;
}

static void what_agrees_is_quiet(void **state)
{
    (void)state;
    struct set set;
    read_set(&set, ITEMS, VALUES, GOALS, TABLES);
    for (size_t i = 0; i < n_toetsen; i++) {
        const char *first;
        size_t n = found_by(&set, &toetsen[i], &first);
        if (n)
            print_message("%s: %s\n", toetsen[i].name, first);
        assert_int_equal(n, 0);
    }
    fixture_end(&set.fixture);
}

static void each_contradiction_is_found_by_its_own_toets(void **state)
{
    (void)state;
    static const struct {
        const char *toets, *items, *values, *goals, *tables, *words;
    } plants[] = {
        {"Eén waarde in alle documenten", ITEMS, VALUES "jong;2023;realisatie;bg;219;;\n", GOALS,
         TABLES, "jong realisatie 2023: 218 in jv (waarden.csv:2), 219 in bg"},
        {"Sommen van delen", ITEMS,
         VALUES "jong;2022;realisatie;jv;1;;\noud;2022;realisatie;jv;2;;\n"
                "alle;2022;realisatie;jv;4;;\n",
         GOALS, TABLES, "alle 2022: 4, de delen zijn samen 3"},
        {"Aandelen zijn samen 100 %", ITEMS,
         VALUES "a;2022;realisatie;jv;54%;;\nb;2022;realisatie;jv;44%;;\n", GOALS, TABLES,
         "de delen zijn samen 98%"},
        {"Gemiddelden van delen", ITEMS,
         VALUES "a;2022;realisatie;jv;54%;;\nb;2022;realisatie;jv;46%;;\n"
                "m;2022;realisatie;jv;51%;;\n",
         GOALS, TABLES, "m 2022: 51%, het gemiddelde van de delen is 50"},
        {"Zelfde waarde onder twee namen", ITEMS,
         VALUES "wmo;2022;realisatie;jv;570;;\nwmo1;2022;realisatie;jv;58;;\n", GOALS, TABLES,
         "en dat zou 57 zijn"},
        {"Doel en tabel noemen dezelfde streefwaarde", ITEMS, VALUES,
         "code;doel;jaar;richting;streefwaarde;indicator\nG1;meer;2025;≥;430;alle\n", TABLES,
         "doel G1: ≥430 in 2025 volgens de zin, >430 volgens de tabel"},
        {"NB is ook elders niet bekend", ITEMS,
         VALUES "wmo;2022;realisatie;jv;570;;\nwmo1;2022;realisatie;jv;NB;;\n", GOALS, TABLES,
         "wmo1 2022: NB, maar wmo is 570"},
        {"Voorlopig en definitief gelijk", ITEMS, VALUES "jong;2023;realisatie;bg;217*;ja;CBS\n",
         GOALS, TABLES, "218 in jv (waarden.csv:2), 217* in bg"},
        {"Streefwaarde niet zwakker dan de uitkomst", ITEMS, VALUES "jong;2024;streef;jv;>200;;\n",
         GOALS, TABLES, "jong: streefwaarde >200 voor 2024, bereikt was al 218 in 2023"},
        {"Belofte in een titel wordt gehaald", ITEMS, VALUES "b;2022;realisatie;jv;44%;;\n", GOALS,
         TABLES "t3;jv;Slecht neemt toe met 5 % per jaar;naam: regel | 22: realisatie 2022 | 23: "
                "realisatie 2023;b;;\n",
         "tabel t3 belooft 5% per jaar; b: 44% in 2022, 45,5% in 2023"},
        {"Naam en notatie noemen dezelfde eenheid", ITEMS, VALUES, GOALS,
         TABLES "t3;jv;Meer;naam: regel | 23: realisatie 2023;a;Aantal goed;\n",
         "de naam noemt een aantal, de cellen zijn percentages"},
        {"Eén notatie per regel", ITEMS, VALUES "b;2022;realisatie;jv;44;;\n", GOALS,
         TABLES "t3;jv;Meer;naam: regel | 22: realisatie 2022 | 23: realisatie 2023;b;;\n",
         "1 van 2 cellen met %"},
        {"Bij elke * een noot, bij elke noot een *", ITEMS, VALUES "b;2022;realisatie;jv;44%*;;\n",
         GOALS, TABLES "t3;jv;Meer;naam: regel | 22: realisatie 2022;b;;\n", "een * zonder noot"},
        {"Bij elke * een noot, bij elke noot een *", ITEMS, VALUES "b;2022;realisatie;jv;44%;;n\n",
         GOALS, TABLES "t3;jv;Meer;naam: regel | 22: realisatie 2022;b;;\n", "een noot zonder *"},
        {"Namen van regels zonder verschil in een teken", ITEMS, VALUES, GOALS,
         TABLES "t1;;;;jong;Jongeren 12;\n", "'Jongeren 12' zonder plus, 'Personen 12+' met"},
        {"Eén titel boven één tabel", ITEMS, VALUES, GOALS,
         TABLES "t3;jv;6. Personen;naam: regel | 23: realisatie 2023;alle;;\n",
         "tabellen t1 en t3"},
        {"Waarden zijn bekend", ITEMS, VALUES "a;2022;realisatie;jv;NB;;\n", GOALS,
         TABLES "t3;jv;Meer;naam: regel | 22: realisatie 2022;a;;\n",
         "tabel t3: 1 van 1 waarden niet bekend"},
        {"Waarden zijn recent", ITEMS "x;Oud;aantal;;;;;\n", VALUES "x;2021;realisatie;jv;4;;\n",
         GOALS,
         "tabel;document;titel;kolommen;code\nt1;jv;T;naam: regel | 2021: realisatie 2021;x\n",
         "tabel t1, 'Oud': de laatste uitkomst is van 2021, jv van 2024"},
        {"Waarden zijn van voor het document", ITEMS,
         "code;periode;soort;document;waarde;peildatum\njong;2024;realisatie;jv;218;01-01-2025\n",
         GOALS, TABLES, "jong 2024: gemeten op 01-01-2025, na de datum van jv"},
        {"Waarden zijn van voor het document", ITEMS, VALUES "jong;2025;realisatie;jv;218;;\n",
         GOALS, TABLES, "jong: realisatie 2025 in jv, een document van 2024"},
        {"Waarden hebben de decimalen van hun indicator", "code;naam;decimalen\nx;Prijs;2\n",
         "code;periode;soort;waarde\nx;2024;realisatie;4,5\n",
         "code;doel;jaar;richting\nG1;meer;2025;ja/nee\n", TABLES_OF("x"),
         "x 2024: 4,5, met 1 in plaats van 2 decimalen (waarden.csv:2)"},
        {"Formules", "code;naam;formule\na;A;\nb;B;\nf;Deel;( a - b ) / a * 100\n",
         "code;periode;soort;waarde\na;2024;realisatie;300\nb;2024;realisatie;100\n"
         "f;2024;realisatie;66,6%\n",
         "code;doel;jaar;richting\nG1;meer;2025;ja/nee\n", TABLES_OF("f"),
         "f 2024: 66,6%, de formule geeft 66,7 (waarden.csv:4)"},
        {"Zin van een doel noemt zijn streefwaarde", ITEMS, VALUES,
         "code;doel;jaar;richting;streefwaarde;indicator\n"
         "G1;meer dan 435 personen van 12-18 jaar in 2025;2025;>;430;alle\n",
         TABLES, "doel G1: de zin noemt >435, de streefwaarde is >430 (doelen.csv:2)"},
        {"Zin van een doel noemt zijn streefwaarde", ITEMS, VALUES,
         "code;doel;jaar;richting;streefwaarde;indicator\nG1;lager dan 430;2025;>;430;alle\n",
         TABLES, "doel G1: de zin noemt <430, de streefwaarde is >430"},
        {"Zin van een doel noemt zijn streefwaarde", ITEMS, VALUES,
         "code;doel;jaar;richting;streefwaarde;indicator\nG1;in 2026 meer dan "
         "430;2025;>;430;alle\n",
         TABLES, "doel G1: de zin noemt 2025 niet"},
        {"Belofte in een titel wordt gehaald", ITEMS,
         VALUES "b;2022;realisatie;jv;44%;;\nb;2022;nulmeting;jv;44%;;\n", GOALS,
         TABLES
         "t3;jv;Slecht neemt in de periode 2020-2023 toe met 10% (t.o.v. de nulmeting);naam: "
         "regel | 23: realisatie 2023;b;;\n",
         "tabel t3 belooft 10%; b: 44% in 2022, 45,5% in 2023"},
        {"Belofte in een titel wordt gehaald", ITEMS, VALUES "b;2022;realisatie;jv;44%;;\n", GOALS,
         TABLES "t3;jv;Slecht +5 % per jaar;naam: regel | 22: realisatie 2022 | 23: realisatie "
                "2023;b;;\n",
         "tabel t3 belooft 5% per jaar; b: 44% in 2022"},
        {"Streefwaarde niet zwakker dan de uitkomst", "code;naam\nx;Kans\n",
         "code;periode;soort;waarde\nx;2023;realisatie;33%\nx;2024;streef;<34%\n",
         "code;doel;jaar;richting\nG1;meer;2025;ja/nee\n", TABLES_OF("x"),
         "x: streefwaarde <34% voor 2024, bereikt was al 33% in 2023"},
        {"Naam en notatie noemen dezelfde eenheid", ITEMS, VALUES "jong;2022;realisatie;jv;44%;;\n",
         GOALS, TABLES "t3;jv;Meer;naam: regel | 22: realisatie 2022;jong;;\n",
         "de eenheid is aantal, de cellen zijn percentages"},
        {"Naam en notatie noemen dezelfde eenheid", ITEMS,
         VALUES
         "a;2022;realisatie;jv;44;;\nb;2022;realisatie;jv;56;;\nm;2022;realisatie;jv;50,0;;\n",
         GOALS, TABLES "t3;jv;Meer;naam: regel | 22: realisatie 2022;a;Aantal goed;\n",
         "de naam noemt een aantal, de eenheid is %"},
    };
    for (size_t p = 0; p < LENGTH(plants); p++) {
        struct set set;
        read_set(&set, plants[p].items, plants[p].values, plants[p].goals, plants[p].tables);
        for (size_t i = 0; i < n_toetsen; i++) {
            const char *first;
            bool wanted = strcmp(toetsen[i].name, plants[p].toets) == 0;
            size_t n = found_by(&set, &toetsen[i], &first);
            if (n != wanted || (wanted && !strstr(first, plants[p].words)))
                print_message("plant %zu, %s: %zu: %s\n", p, toetsen[i].name, n, first);
            assert_int_equal(n, wanted);
            assert_true(!wanted || strstr(first, plants[p].words));
        }
        fixture_end(&set.fixture);
    }
}

/* Years that a sentence compares with, ages, ranges and what it starts from are no targets. */
static void a_sentence_that_agrees_is_quiet(void **state)
{
    (void)state;
    static const char *const sentences[] = {
        "meer dan 430 personen",
        "in 2025 meer dan 430",
        "meer dan 430 ten opzichte van 2023",
        "van 421 naar meer dan 430 personen van 12-18 jaar en 65+",
        "Meer dan 430 (6M3-8) sinds 2015",
        "430 personen",
        "meer personen dan in de 3 jaren ervoor",
        "meer dan 430, waarvan minder dan 50 jonger dan 18",
    };
    for (size_t i = 0; i < LENGTH(sentences); i++) {
        struct set set;
        char text[256];
        const char *first;
        snprintf(text, sizeof text,
                 "code;doel;jaar;richting;streefwaarde;indicator\nG1;%s;2025;>;430;alle\n",
                 sentences[i]);
        read_set(&set, ITEMS, VALUES, text, TABLES);
        for (size_t t = 0; t < n_toetsen; t++)
            assert_int_equal(found_by(&set, &toetsen[t], &first), 0);
        fixture_end(&set.fixture);
    }
}

static void a_goal_is_reached_in_the_sense_of_its_words(void **state)
{
    (void)state;
    static const struct {
        const char *goal; /* jaar;richting;streefwaarde;ten_opzichte_van;uitkomst */
        enum outcome outcome;
    } goals[] = {
        {"2023;<;421;;", OUTCOME_MISSED},
        {"2023;≤;421;;", OUTCOME_REACHED},
        {"2023;=;421,0;;", OUTCOME_REACHED},
        {"2024;<;421;;", OUTCOME_UNKNOWN},
        {"2023;stijgt;;2022;", OUTCOME_REACHED},
        {"2023;daalt;;2022;", OUTCOME_MISSED},
        {"2023;stijgt;;;", OUTCOME_NO_TARGET},
        {"2023;niet gestegen;;2022;", OUTCOME_MISSED},
        {"2023;toename ≥;21;2022;", OUTCOME_REACHED},
        {"2023;toename >;21;2022;", OUTCOME_MISSED},
        {"2023;toename ≥;5,25%;2022;", OUTCOME_REACHED},
        {"2023;toename ≥;5,26%;2022;", OUTCOME_MISSED},
        {"2023;afname ≥;1%;2022;", OUTCOME_MISSED},
        {"2023;ja/nee;;;ja", OUTCOME_REACHED},
        {"2023;ja/nee;;;", OUTCOME_UNKNOWN},
    };
    for (size_t i = 0; i < LENGTH(goals); i++) {
        struct set set;
        char text[256];
        snprintf(text, sizeof text,
                 "code;doel;indicator;jaar;richting;streefwaarde;ten_opzichte_van;uitkomst\n"
                 "G;x;alle;%s\n",
                 goals[i].goal);
        read_set(&set, ITEMS, VALUES "alle;2022;realisatie;jv;400;;\n", text, TABLES);
        enum outcome outcome = goal_outcome(&set.indicators, &set.indicators.goals[0]);
        if (outcome != goals[i].outcome)
            print_message("%s: %s\n", goals[i].goal, outcome_names[outcome]);
        assert_int_equal(outcome, goals[i].outcome);
        fixture_end(&set.fixture);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_agrees_is_quiet),
        cmocka_unit_test(each_contradiction_is_found_by_its_own_toets),
        cmocka_unit_test(a_sentence_that_agrees_is_quiet),
        cmocka_unit_test(a_goal_is_reached_in_the_sense_of_its_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
