#include "pipeline/core/plan.h"

#include "tests/unit/fixture.h"

#include <unistd.h>

/* A run is a base whose sections a case replaces, leaves out (NULL body) or adds to. */
struct section {
    const char *name;
    const char *body;
};

static const struct section base[] = {
    {"run", "naam = proef-2024\nsoort = jaarrekening\ngemeente = Proef\nprogramma = 6\n"
            "programma_naam = Sociaal\njaar = 2024\n"},
    {"mappings", "pakketten = pakketten.csv\nposten = posten.csv\n"},
    {"tabel", "titel = Wat kost het?\nteken = lasten- baten+ stortingen+ onttrekkingen+ saldo+\n"},
    {"kolommen", "primair_2024 = primair 2024\nna = primair 2024 + wijziging 2024\n"
                 "realisatie_2024 = realisatie 2024\nverschil = realisatie_2024 - na\n"},
    {"bron boek", "profiel = alles.ini\nbestanden = ../input/boek.csv\n"},
};

#define PROFILE                                                                                    \
    "[bestand]\ncodering = utf-8\nscheidingsteken = puntkomma\n"                                   \
    "[kolommen]\nsoort = S\njaar = J\nrekening = R\nbedrag = B\n"                                  \
    "[waarden soort]\nP = primair\nW = wijziging\nR = realisatie\n"                                \
    "[getal]\ndecimaal = komma\n[bedragen]\nbedrag = {soort} {jaar}\n"                             \
    "[betekenis]\nteken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = rekening\n"         \
    "[sectie]\nlasten = altijd\n"

static const char *compose(struct fixture *f, const struct section *changes, size_t n_changes)
{
    const char *text = "";
    bool used[8] = {0};
    for (size_t b = 0; b < LENGTH(base); b++) {
        const struct section *section = &base[b];
        for (size_t c = 0; c < n_changes && changes[c].name; c++) {
            if (strcmp(changes[c].name, section->name) == 0) {
                section = &changes[c];
                used[c] = true;
            }
        }
        if (section->body)
            text = arena_printf(&f->arena, "%s[%s]\n%s", text, section->name, section->body);
    }
    for (size_t c = 0; c < n_changes && changes[c].name; c++)
        if (!used[c])
            text = arena_printf(&f->arena, "%s[%s]\n%s", text, changes[c].name, changes[c].body);
    return text;
}

/* Writes a good world, and the run with the changes of a case in it. */
static void start(struct fixture *f)
{
    fixture_start(f);
    fixture_file(f, "input/boek.csv", "x\n");
    fixture_file(f, "input/boek-2.csv", "x\n");
    fixture_file(f, "input/ander.csv", "x\n");
    fixture_file(f, "mappings/alles.ini", PROFILE);
    fixture_file(
        f, "mappings/pakketten.csv",
        "pakket;naam;programma;van;tot\n6N;Zorg;6;;\n6M;Oud;6;2020;2023\n1A;Bestuur;1;;\n");
    fixture_file(f, "mappings/posten.csv",
                 "sleutel;post;pakket;van;tot;altijd_tonen\n1;A;6N;;;\n2;B;1A;;;\n");
}

static bool read_run(struct fixture *f, const struct section *changes, size_t n_changes,
                     struct plan *plan)
{
    const char *path = fixture_file(f, "mappings/run.ini", compose(f, changes, n_changes));
    return plan_read(path, &f->arena, &f->errors, plan);
}

static void expect_good(struct fixture *f, const struct section *changes, size_t n_changes,
                        struct plan *plan)
{
    start(f);
    bool read = read_run(f, changes, n_changes, plan);
    fixture_expect(f, "a good run", ERROR_NONE, NULL, 0);
    assert_true(read);
}

/* ---- what is read ---- */

static void defaults_are_what_the_header_says(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    expect_good(&f, NULL, 0, &p);
    assert_string_equal(p.name, "proef-2024");
    assert_int_equal(p.kind, PLAN_JAARREKENING);
    assert_string_equal(p.gemeente, "Proef");
    assert_string_equal(p.programma, "6");
    assert_string_equal(p.programma_name, "Sociaal");
    assert_int_equal(p.year, 2024);
    for (int period = 0; period < 100; period++)
        assert_true(p.period_counts[period]);
    for (int d = 0; d < DIMENSION_COUNT; d++)
        assert_false(p.keep[d]);
    assert_string_equal(p.title, "Wat kost het?");
    assert_int_equal(p.unit_euros, 1000);
    assert_false(p.show_resultaat);
    assert_null(p.sentence);
    assert_false(p.has_afwijkingen);
    assert_int_equal(p.n_comparisons, 0);
    assert_int_equal(p.n_sources, 1);
    assert_string_equal(p.sources[0].name, "boek");
    assert_int_equal(p.sources[0].tolerance_lines, 0);
    assert_int_equal(p.sources[0].tolerance_euros.cents, 0);
    assert_false(p.sources[0].has_lines || p.sources[0].has_debet || p.sources[0].has_credit ||
                 p.sources[0].has_total);
    assert_int_equal(p.n_profiles, 1);
    assert_ptr_equal(p.sources[0].profile, p.profiles[0]);
    assert_null(p.mapping.toelichtingen_path);
    fixture_end(&f);
}

static void a_run_says_which_periods_and_dimensions_count(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    const struct section changes[] = {
        {"run", "naam = b-2026\nsoort = begroting\ngemeente = Proef\nprogramma = 6\n"
                "programma_naam = S\njaar = 2026\nperioden = 1-12, 55\n  07 - 13\n"
                "bewaren = besluit, neutraal\n  incidenteel_structureel\n"},
        {"tabel", "titel = T\nteken = lasten+ baten- stortingen+ onttrekkingen- saldo-\n"
                  "eenheid = 1\nresultaat = ja\nzin = Het is {bedrag}.\n"}};
    expect_good(&f, changes, 2, &p);
    assert_int_equal(p.kind, PLAN_BEGROTING);
    for (int period = 0; period < 100; period++)
        assert_int_equal(p.period_counts[period], (period >= 1 && period <= 13) || period == 55);
    for (int d = 0; d < DIMENSION_COUNT; d++)
        assert_int_equal(p.keep[d],
                         d == DIMENSION_BESLUIT || d == DIMENSION_NEUTRAAL || d == DIMENSION_IS);
    assert_int_equal(p.unit_euros, 1);
    assert_true(p.show_resultaat);
    assert_string_equal(p.sentence, "Het is {bedrag}.");
    assert_int_equal(p.shown.saldo, -1);
    assert_int_equal(p.shown.sectie[SECTIE_LASTEN], 1);
    fixture_end(&f);
}

static void dimensions_are_roles(void **state)
{
    (void)state;
    assert_string_equal(dimension_name(DIMENSION_BESLUIT), "besluit");
    assert_string_equal(dimension_name(DIMENSION_IS), "incidenteel_structureel");
    for (int d = 0; d < DIMENSION_COUNT; d++)
        assert_string_equal(dimension_name((enum dimension)d),
                            role_name(dimension_role((enum dimension)d)));
}

static const char *terms_text(struct fixture *f, const struct plan *p, const struct kolom *kolom)
{
    const char *text = "";
    for (size_t i = 0; i < kolom->n_standen; i++)
        text = arena_printf(&f->arena, "%s%+d %s;", text, kolom->standen[i].sign,
                            p->standen[kolom->standen[i].index].name);
    for (size_t i = 0; i < kolom->n_kolommen; i++)
        text = arena_printf(&f->arena, "%s%+d %s;", text, kolom->kolommen[i].sign,
                            p->kolommen[kolom->kolommen[i].index].name);
    return text;
}

static void kolommen_are_signed_sums_of_standen(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    const struct section changes[] = {
        {"kolommen", "r = realisatie  2024\np = primair 2024\nna = primair 2024 + wijziging 2024\n"
                     "verschil = r - na\nw = na - p\nmin = - primair 2025\n  + wijziging 2025\n"
                     "om = - r + na\n"},
        {"koppen", "r = Rekening\nw = Wijziging in 2024\n"}};
    expect_good(&f, changes, 2, &p);
    static const struct {
        const char *name, *heading, *terms;
    } expected[] = {
        {"r", "Rekening", "+1 realisatie 2024;"},
        {"p", "P", "+1 primair 2024;"},
        {"na", "Na", "+1 primair 2024;+1 wijziging 2024;"},
        {"verschil", "Verschil",
         "+1 realisatie 2024;-1 primair 2024;-1 wijziging 2024;+1 r;-1 na;"},
        {"w", "Wijziging in 2024", "+1 wijziging 2024;+1 na;-1 p;"},
        {"min", "Min", "-1 primair 2025;+1 wijziging 2025;"},
        {"om", "Om", "-1 realisatie 2024;+1 primair 2024;+1 wijziging 2024;-1 r;+1 na;"},
    };
    assert_int_equal(p.n_kolommen, LENGTH(expected));
    for (size_t i = 0; i < LENGTH(expected); i++) {
        assert_string_equal(p.kolommen[i].name, expected[i].name);
        assert_string_equal(p.kolommen[i].heading, expected[i].heading);
        assert_string_equal(terms_text(&f, &p, &p.kolommen[i]), expected[i].terms);
    }
    static const char *const standen[] = {"realisatie 2024", "primair 2024", "wijziging 2024",
                                          "primair 2025", "wijziging 2025"};
    assert_int_equal(p.n_standen, LENGTH(standen));
    for (size_t i = 0; i < LENGTH(standen); i++)
        assert_string_equal(p.standen[i].name, standen[i]);
    assert_string_equal(p.standen[2].kind, "wijziging");
    assert_int_equal(p.standen[3].year, 2025);
    fixture_end(&f);
}

static void headings_follow_from_names(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    const struct section changes[] = {
        {"kolommen", "begroting_na_wijziging_2024 = primair 2024\n2024_x = primair 2024\n"}};
    expect_good(&f, changes, 1, &p);
    assert_string_equal(p.kolommen[0].heading, "Begroting na wijziging 2024");
    assert_string_equal(p.kolommen[1].heading, "2024 x");
    fixture_end(&f);
}

static void thresholds_are_amounts_percentages_or_both(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        int64_t cents, minimum;
        int per_mille;
    } cases[] = {
        {"drempel_pakket = 75.000,00\n", 7500000, 0, 0},
        {"drempel_pakket = 0\n", 0, 0, 0},
        {"drempel_pakket_percentage = 2,5\n", 0, 0, 25},
        {"drempel_pakket_percentage = 100 %\ndrempel_pakket_minimum = 1000\n", 0, 100000, 1000},
        {"drempel_pakket = 50000\ndrempel_pakket_percentage = 5%\n", 5000000, 0, 50},
        {"drempel_pakket_percentage = 0,1\n", 0, 0, 1},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct fixture f;
        struct plan p;
        struct arena arena = {0};
        const char *body = arena_printf(&arena,
                                        "realisatie = realisatie_2024\nbegroting = na\n"
                                        "verschil = verschil\ndrempel_post = 1\n%s",
                                        cases[i].body);
        const struct section changes[] = {{"afwijkingen", body}};
        expect_good(&f, changes, 1, &p);
        assert_true(p.has_afwijkingen);
        assert_int_equal(p.realisatie_kolom, 2);
        assert_int_equal(p.begroting_kolom, 1);
        assert_int_equal(p.verschil_kolom, 3);
        assert_int_equal(p.pakket_threshold.amount.cents, cases[i].cents);
        assert_int_equal(p.pakket_threshold.minimum.cents, cases[i].minimum);
        assert_int_equal(p.pakket_threshold.per_mille, cases[i].per_mille);
        assert_int_equal(p.post_threshold.amount.cents, 100);
        fixture_end(&f);
        arena_release(&arena);
    }
}

static void the_other_sign_of_verschil_is_fine(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    const struct section changes[] = {
        {"kolommen", "r = realisatie 2024\nb = primair 2024 + wijziging 2024\n"
                     "v = primair 2024 + wijziging 2024 - realisatie 2024\n"},
        {"afwijkingen", "realisatie = r\nbegroting = b\nverschil = v\ndrempel_pakket = 1\n"
                        "drempel_post = 1\n"}};
    expect_good(&f, changes, 2, &p);
    assert_int_equal(p.verschil_kolom, 2);
    fixture_end(&f);
}

static void comparisons_name_another_run(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    const struct section changes[] = {
        {"vergelijk", "realisatie 2024 = begroting-2026: realisatie 2024\n  x: y  2023\n"
                      "wijziging 2024 = z:wijziging 2024\n"}};
    expect_good(&f, changes, 1, &p);
    assert_int_equal(p.n_comparisons, 3);
    assert_string_equal(p.standen[p.comparisons[0].stand].name, "realisatie 2024");
    assert_string_equal(p.comparisons[0].run, "begroting-2026");
    assert_string_equal(p.comparisons[0].other_stand, "realisatie 2024");
    assert_string_equal(p.comparisons[1].run, "x");
    assert_string_equal(p.comparisons[1].other_stand, "y 2023");
    assert_string_equal(p.standen[p.comparisons[2].stand].name, "wijziging 2024");
    fixture_end(&f);
}

/* The names of a source's files behind the last '/'. */
static const char *names_of(struct fixture *f, const struct source *source)
{
    const char *text = "";
    for (size_t i = 0; i < source->n_files; i++)
        text = arena_printf(&f->arena, "%s%s;", text, strrchr(source->files[i], '/') + 1);
    return text;
}

static void sources_are_lists_and_patterns(void **state)
{
    (void)state;
    static const struct {
        const char *files;
        const char *expected;
    } cases[] = {
        {"../input/boek.csv", "boek.csv;"},
        {"../input/boek*.csv", "boek-2.csv;boek.csv;"},
        {"../input/boek.csv\n  ../input/*.csv\n  ../input/../input/boek.csv",
         "ander.csv;boek-2.csv;boek.csv;q[x].csv;"},
        {"\n  ../input/boek.csv\n  ../input/ander.csv", "ander.csv;boek.csv;"},
        {"../input/[ab]*r.csv", "ander.csv;"},
        {"../input/q?x]*", "q[x].csv;"},
        {"../input/q[x].csv", "q[x].csv;"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct fixture f;
        struct plan p;
        start(&f);
        fixture_file(&f, "input/q[x].csv", "x");
        const struct section changes[] = {
            {"bron boek",
             arena_printf(&f.arena, "profiel = alles.ini\nbestanden = %s\n", cases[i].files)}};
        bool read = read_run(&f, changes, 1, &p);
        fixture_expect(&f, cases[i].files, ERROR_NONE, NULL, 0);
        assert_true(read);
        if (strcmp(names_of(&f, &p.sources[0]), cases[i].expected) != 0)
            fail_msg("%s: %s", cases[i].files, names_of(&f, &p.sources[0]));
        fixture_end(&f);
    }
}

static void a_folder_with_marks_of_patterns_is_plain(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    start(&f);
    fixture_file(&f, "[2024]*/a1.csv", "x");
    fixture_file(&f, "[2024]*/alles.ini", PROFILE);
    const char *path =
        fixture_file(&f, "[2024]*/run.ini",
                     arena_printf(&f.arena, "[bron x]\nprofiel = alles.ini\nbestanden = a?.csv\n"));
    plan_read(path, &f.arena, &f.errors, &p);
    assert_int_equal(p.n_sources, 1);
    assert_int_equal(p.sources[0].n_files, 1);
    assert_string_equal(names_of(&f, &p.sources[0]), "a1.csv;");
    fixture_end(&f);
}

static void sources_have_tolerances_and_control_totals(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    const struct section changes[] = {
        {"bron boek", "profiel = alles.ini\nbestanden = ../input/boek.csv\ntolerantie_regels = 3\n"
                      "tolerantie_euro = 12,50\ncontrole_regels = 0\ncontrole_debet = 1.000,01\n"
                      "controle_credit = 5\ncontrole_totaal = -995,01\n"},
        {"bron twee", "profiel = ./alles.ini\nbestanden = ../input/ander.csv\n"}};
    expect_good(&f, changes, 2, &p);
    const struct source *s = &p.sources[0];
    assert_int_equal(s->tolerance_lines, 3);
    assert_int_equal(s->tolerance_euros.cents, 1250);
    assert_true(s->has_lines && s->has_debet && s->has_credit && s->has_total);
    assert_int_equal(s->control_lines, 0);
    assert_int_equal(s->control_debet.cents, 100001);
    assert_int_equal(s->control_credit.cents, 500);
    assert_int_equal(s->control_total.cents, -99501);
    assert_int_equal(p.n_sources, 2);
    assert_int_equal(p.n_profiles, 1);
    assert_ptr_equal(p.sources[1].profile, s->profile);
    fixture_end(&f);
}

static void every_settings_file_is_listed_once(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    start(&f);
    fixture_file(&f, "mappings/teksten.csv",
                 "pakket;post;lasten;baten;incidenteel_structureel;status;toelichting\n");
    fixture_file(&f, "mappings/ander.ini", PROFILE);
    const struct section changes[] = {
        {"mappings",
         "pakketten = pakketten.csv\nposten = posten.csv\ntoelichtingen = teksten.csv\n"},
        {"bron twee", "profiel = ander.ini\nbestanden = ../input/ander.csv\n"},
        {"bron drie", "profiel = alles.ini\nbestanden = ../input/boek-2.csv\n"}};
    assert_true(read_run(&f, changes, 3, &p));
    static const char *const expected[] = {"run.ini",       "alles.ini",  "ander.ini",
                                           "pakketten.csv", "posten.csv", "teksten.csv"};
    assert_int_equal(p.n_settings_files, LENGTH(expected));
    for (size_t i = 0; i < LENGTH(expected); i++)
        assert_string_equal(strrchr(p.settings_files[i], '/') + 1, expected[i]);
    fixture_end(&f);
}

static void posten_are_in_scope_by_their_pakket(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    expect_good(&f, NULL, 0, &p);
    assert_string_equal(plan_pakket(&p, 0)->code, "1A");
    assert_false(plan_in_scope(&p, 0));
    assert_string_equal(plan_pakket(&p, 1)->code, "6N");
    assert_true(plan_in_scope(&p, 1));
    const struct pakket *old = &p.mapping.pakketten[1];
    assert_string_equal(old->code, "6M");
    assert_false(plan_pakket_exists(&p, old, &p.kolommen[3]));
    assert_true(plan_pakket_exists(&p, plan_pakket(&p, 1), &p.kolommen[3]));
    p.standen[0].year = 2023;
    assert_true(plan_pakket_exists(&p, old, &p.kolommen[3]));
    fixture_end(&f);
}

/* ---- what is refused ---- */

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
      {"run.ini:3", "soort: verwacht een van: jaarrekening, begroting; gevonden 'rekening'"},
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
     {{"kolommen", "Verschil = primair 2024\nsectie = primair 2024\na = primair\nb = primair 24\n"
                   "c = primair 2024 +\nd = a_b + primair 2024\ne = primair 2024 + primair 2024\n"
                   "f = primair 2024 - primair 2024\n"}},
     {{"run.ini:15",
       "naam van een kolom: verwacht kleine letters, cijfers en _, gevonden 'Verschil'"},
      {"run.ini:16", "'sectie' is al de naam van een kolom van de tabel"},
      {"run.ini:17", "a: 'primair' is geen stand (<woord> <jaar>) en geen eerdere kolom"},
      {"run.ini:18", "b: verwacht een stand zoals 'primair 2024', gevonden 'primair 24'"},
      {"run.ini:19", "c: verwacht een stand of kolom voor en na elke + en -"},
      {"run.ini:20", "d: 'a_b' is geen stand"},
      {"run.ini:20", "d: verwacht alleen standen of alleen kolommen, gevonden allebei"},
      {"run.ini:21", "e: 'primair 2024' telt meer dan eens mee"},
      {"run.ini:22", "f: de formule is altijd nul"}}},
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
     {{"weg.ini", "bestand bestaat niet"},
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
     {{"run.ini:15", "geen bron levert de stand 'primiar 2024'; wel: '{soort} {jaar}'"},
      {"run.ini:16", "geen bron levert de stand 'budget 2024'"}}},
    {"mappings that are missing",
     {{"mappings", "posten = weg.csv\npaketten = x\n"}},
     {{"run.ini:8", "instelling 'pakketten' ontbreekt in [mappings]"},
      {"run.ini:10", "onbekende instelling 'paketten' in [mappings]; bedoelde u 'pakketten'?"}}},
    {"a mapping file that is not there",
     {{"mappings", "pakketten = pakketten.csv\nposten = weg.csv\n"}},
     {{"weg.csv", "bestand bestaat niet"}}},
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
    fixture_expect(&f, "missing input", ERROR_DATA, expected, LENGTH(expected));
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

static void the_runs_that_come_along_are_good(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        size_t n_standen, n_kolommen, n_sources, n_files;
    } cases[] = {
        {"mappings/jaarrekening-2024.ini", 4, 5, 4, 5},
        {"mappings/begroting-2026.ini", 7, 6, 4, 5},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct fixture f;
        struct plan p;
        fixture_start(&f);
        bool read = plan_read(cases[i].path, &f.arena, &f.errors, &p);
        fixture_expect(&f, cases[i].path, ERROR_NONE, NULL, 0);
        assert_true(read);
        size_t n_files = 0;
        for (size_t s = 0; s < p.n_sources; s++)
            n_files += p.sources[s].n_files;
        assert_int_equal(p.n_standen, cases[i].n_standen);
        assert_int_equal(p.n_kolommen, cases[i].n_kolommen);
        assert_int_equal(p.n_sources, cases[i].n_sources);
        assert_int_equal(n_files, cases[i].n_files);
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_what_the_header_says),
        cmocka_unit_test(a_run_says_which_periods_and_dimensions_count),
        cmocka_unit_test(dimensions_are_roles),
        cmocka_unit_test(kolommen_are_signed_sums_of_standen),
        cmocka_unit_test(headings_follow_from_names),
        cmocka_unit_test(thresholds_are_amounts_percentages_or_both),
        cmocka_unit_test(the_other_sign_of_verschil_is_fine),
        cmocka_unit_test(comparisons_name_another_run),
        cmocka_unit_test(sources_are_lists_and_patterns),
        cmocka_unit_test(a_folder_with_marks_of_patterns_is_plain),
        cmocka_unit_test(sources_have_tolerances_and_control_totals),
        cmocka_unit_test(every_settings_file_is_listed_once),
        cmocka_unit_test(posten_are_in_scope_by_their_pakket),
        cmocka_unit_test(every_fault_of_a_run_is_named),
        cmocka_unit_test(faults_of_the_run_its_profiles_and_mappings_come_together),
        cmocka_unit_test(input_that_is_not_there_is_an_error_of_the_data),
        cmocka_unit_test(a_run_that_is_not_there_is_an_error_of_settings),
        cmocka_unit_test(the_runs_that_come_along_are_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
