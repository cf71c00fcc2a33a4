/* What the settings of a run say, read. */
#include "tests/unit/plan_text.h"

static void defaults_are_what_the_header_says(void **state)
{
    (void)state;
    struct fixture f;
    struct plan p;
    expect_good(&f, NULL, 0, &p);
    assert_string_equal(p.name, "proef-2024");
    assert_int_equal(p.kind, PLAN_JAARREKENING);
    assert_string_equal(p.gemeente, "Proef");
    assert_string_equal(p.programma, "programma 6");
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
                "programma_naam = S\njaar = 2024\nperioden = 1-12, 55\n  07 - 13\n"
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
    for (size_t i = 0; i < kolom->n_terms; i++)
        text = arena_printf(&f->arena, "%s%+d %s;", text, kolom->terms[i].sign,
                            p->standen[kolom->terms[i].stand].name);
    for (size_t i = 0; i < kolom->n_of; i++)
        text = arena_printf(&f->arena, "%s%+d %s;", text, kolom->of[i].sign,
                            p->kolommen[kolom->of[i].index].name);
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
        cmocka_unit_test(the_runs_that_come_along_are_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
