#include "pipeline/settings/mapping/mapping.h"

#include "tests/unit/fixture.h"

#define PAKKETTEN "pakket;naam;programma;van;tot\n"
#define POSTEN    "sleutel;post;pakket;van;tot;altijd_tonen\n"
#define TEKSTEN   "pakket;post;lasten;baten;incidenteel_structureel;status;toelichting\n"

/* Two pakketten: 6M5 from 2025 on. */
#define TWO_PAKKETTEN PAKKETTEN "6N;Zorg;6;;\n6M5;Schulden;6;2025;\n"

static bool read_mapping(struct fixture *f, const char *pakketten, const char *posten,
                         const char *teksten, struct mapping *mapping)
{
    fixture_start(f);
    const char *pakketten_path = fixture_file(f, "pakketten.csv", pakketten);
    const char *posten_path = fixture_file(f, "posten.csv", posten);
    const char *teksten_path = teksten ? fixture_file(f, "teksten.csv", teksten) : NULL;
    return mapping_read(pakketten_path, posten_path, teksten_path, &f->arena, &f->errors, mapping);
}

/* ---- what is read ---- */

static void pakketten_come_in_natural_order(void **state)
{
    (void)state;
    struct fixture f;
    struct mapping m;
    assert_true(read_mapping(&f, PAKKETTEN "6N;Zorg;6;;\n6M4;Werk;6;2020;2024\n6L;Leefbaar;6;;\n",
                             POSTEN "10;Zorg;6N;;;\n", NULL, &m));
    assert_int_equal(m.n_pakketten, 3);
    assert_string_equal(m.pakketten[0].code, "6L");
    assert_string_equal(m.pakketten[1].code, "6M4");
    assert_string_equal(m.pakketten[1].name, "Werk");
    assert_string_equal(m.pakketten[1].programma, "6");
    assert_int_equal(m.pakketten[1].years.first, 2020);
    assert_int_equal(m.pakketten[1].years.last, 2024);
    assert_int_equal(m.pakketten[1].line_no, 3);
    assert_int_equal(m.pakketten[2].years.first, 0);
    assert_int_equal(m.pakketten[2].years.last, 9999);
    assert_int_equal(m.n_posten, 1);
    assert_int_equal(m.n_keys, 1);
    fixture_end(&f);
}

static void posten_come_per_pakket_in_order_of_appearance(void **state)
{
    (void)state;
    struct fixture f;
    struct mapping m;
    assert_true(read_mapping(&f, TWO_PAKKETTEN,
                             POSTEN "20;Zwemmen;6N;;;\n10;Sanering;6M5;;;ja\n11;Aanpak;6N;;;nee\n"
                                    "12;Zwemmen;6N;;;ja\n13;Zwemmen;6M5;;;\n",
                             NULL, &m));
    static const struct {
        const char *name, *pakket;
        bool always;
    } expected[] = {{"Sanering", "6M5", true},
                    {"Zwemmen", "6M5", false},
                    {"Zwemmen", "6N", true},
                    {"Aanpak", "6N", false}};
    assert_int_equal(m.n_posten, LENGTH(expected));
    for (size_t i = 0; i < m.n_posten; i++) {
        assert_string_equal(m.posten[i].name, expected[i].name);
        assert_string_equal(m.pakketten[m.posten[i].pakket].code, expected[i].pakket);
        assert_int_equal(m.posten[i].always_shown, expected[i].always);
    }
    static const char *const keys[] = {"10", "11", "12", "13", "20"};
    static const size_t posten[] = {0, 3, 2, 1, 2};
    assert_int_equal(m.n_keys, LENGTH(keys));
    for (size_t i = 0; i < m.n_keys; i++) {
        assert_true(text_is(m.keys[i].key, keys[i]));
        assert_int_equal(m.keys[i].post, posten[i]);
    }
    fixture_end(&f);
}

static void keys_are_claimed_by_themselves_or_their_beginning(void **state)
{
    (void)state;
    struct fixture f;
    struct mapping m;
    assert_true(read_mapping(&f, TWO_PAKKETTEN,
                             POSTEN "0601;A;6N;;2023;\n0601;B;6N;2024;2024;\n0601;C;6N;2025;;\n"
                                    "07*;D;6N;2024;;\n07;E;6N;;2023;\n071*;F;6N;;2023;\n"
                                    "9;G;6M5;;2025;\n8;H;6M5;;;\n8;I;6N;;2024;\n",
                             NULL, &m));
    static const struct {
        const char *key;
        const char *post; /* NULL: none */
        int year;
        bool other_year;
    } cases[] = {
        {"0601", "A", 2020, false},   {"0601", "A", 2023, false}, {"0601", "B", 2024, false},
        {"0601", "C", 2025, false},   {"0601", "C", 2199, false}, {"060", NULL, 2024, false},
        {"06011", NULL, 2024, false}, {"601", NULL, 2024, false}, {"", NULL, 2024, false},
        {"07", "D", 2024, false},     {"07", "E", 2023, false},   {"071", "D", 2024, false},
        {"0712", "D", 2024, false},   {"0712", "F", 2023, false}, {"071", "F", 2023, false},
        {"072", NULL, 2023, true},    {"9", "G", 2025, false},    {"9", NULL, 2024, true},
        {"9", NULL, 2026, true},      {"8", "H", 2025, false},    {"8", "I", 2024, false},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        bool other_year = !cases[i].other_year;
        size_t rule = mapping_find(&m, text_of(cases[i].key), cases[i].year, &other_year);
        const char *post = rule == MAPPING_NONE ? NULL : m.posten[m.keys[rule].post].name;
        if (!cases[i].post != !post || (post && strcmp(post, cases[i].post) != 0))
            fail_msg("%s in %d: %s", cases[i].key, cases[i].year, post ? post : "none");
        if (!post)
            assert_int_equal(other_year, cases[i].other_year);
        assert_int_equal(mapping_find(&m, text_of(cases[i].key), cases[i].year, NULL), rule);
    }
    fixture_end(&f);
}

static void a_bare_star_claims_every_key(void **state)
{
    (void)state;
    struct fixture f;
    struct mapping m;
    assert_true(read_mapping(&f, TWO_PAKKETTEN, POSTEN "*;Alles;6N;;;\n", NULL, &m));
    assert_int_equal(mapping_find(&m, text_of(""), 2024, NULL), 0);
    assert_int_equal(mapping_find(&m, text_of("x"), 2024, NULL), 0);
    fixture_end(&f);
}

static void near_keys_are_found(void **state)
{
    (void)state;
    struct fixture f;
    struct mapping m;
    assert_true(read_mapping(
        &f, TWO_PAKKETTEN,
        POSTEN "060101;A;6N;;2024;\n060101;A;6N;2025;;\n060102;B;6N;;;\n"
               "060201;C;6N;;;\n99;D;6N;;;\n00077*;E;6N;;;\n000;F;6N;;;\n10.0042;G;6N;;;\n"
               "0804.00;H;6N;;;\n6.1;I;6N;;;\n6.10;J;6N;;;\n",
        NULL, &m));
    static const struct {
        const char *key;
        const char *nearest; /* '|' between them, at most three */
        bool after_padding;
    } cases[] = {
        {"060103", "060101|060102|060201", false},
        {"060110", "060101|060102|060201", false},
        {"60101", "060101", true},
        {"00060102", "060102", true},
        {"060101", "060102|060201", false},
        {"7712", "00077*", true},
        {"9", "", false},
        {"98", "99", false},
        {"zzzzzz", "", false},
        {"", "", false},
        {"0", "000", true},
        {"10.42", "10.0042", true},
        {"010.00042", "10.0042", true},
        {"10.0420", "10.0042", false},
        {"10,0042", "10.0042", true},
        {"10,00420", "10.0042", true},
        {"10,042", "10.0042", false},
        {"804", "0804.00", true},
        {"6,1", "6.1|6.10", false},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        size_t nearest[3];
        bool after_padding = !cases[i].after_padding;
        size_t n = mapping_nearest(&m, text_of(cases[i].key), nearest, 3, &after_padding);
        const char *found = "";
        for (size_t k = 0; k < n; k++)
            found = arena_printf(&f.arena, "%s%s%.*s%s", found, k ? "|" : "",
                                 TEXT_ARG(m.keys[nearest[k]].key),
                                 m.keys[nearest[k]].is_prefix ? "*" : "");
        if (strcmp(found, cases[i].nearest) != 0 || after_padding != cases[i].after_padding)
            fail_msg("%s: %s%s", cases[i].key, found, after_padding ? " after padding" : "");
    }
    size_t one;
    bool after_padding;
    assert_int_equal(mapping_nearest(&m, text_of("60101"), &one, 1, &after_padding), 1);
    assert_true(text_is(m.keys[one].key, "060101"));
    assert_int_equal(mapping_nearest(&m, text_of("60101"), NULL, 0, &after_padding), 0);
    assert_true(after_padding);
    fixture_end(&f);
}

static void a_published_sheet_can_be_fed_back(void **state)
{
    (void)state;
    struct fixture f;
    struct mapping m;
    assert_true(read_mapping(&f, TWO_PAKKETTEN, POSTEN "1;A;6N;;;\n2;- B;6N;;;\n",
                             "\xEF\xBB\xBF" TEKSTEN
                             "6N;A;-1.234;;I;;\"Meer\nuitgaven\"\r\n6N;'- B;21;0;I/S;;\r\n"
                             "6N;Overige diverse posten < \xE2\x82\xAC 50.000;;5;;;Klein\r\n"
                             "6N;Totaal;-1213;5;;;\r\n",
                             &m));
    assert_int_equal(m.n_toelichtingen, 3);
    const struct toelichting *t = m.toelichtingen;
    assert_string_equal(m.pakketten[t[0].pakket].code, "6N");
    assert_string_equal(t[0].post, "A");
    assert_string_equal(t[0].is, "I");
    assert_string_equal(t[0].text, "Meer\nuitgaven");
    assert_true(t[0].has_lasten && t[0].lasten == -1234 && !t[0].has_baten);
    assert_string_equal(t[1].post, "- B");
    assert_string_equal(t[1].is, "I/S");
    assert_string_equal(t[1].text, "");
    assert_true(t[1].has_baten && t[1].baten == 0 && t[1].lasten == 21);
    assert_string_equal(t[2].post, MAPPING_REST);
    assert_string_equal(t[2].is, "");
    assert_int_equal(t[2].line_no, 5);
    fixture_end(&f);
}

/* A text without a place is no reason to be without figures. */
static void what_has_no_place_is_remarked(void **state)
{
    (void)state;
    static const char *const expected[] = {
        "regel 2: pakket '6X' staat niet in ",
        "regel 3: post 'Jeugdhulp locaal' van pakket '6N' staat niet in ",
        "regel 4: lasten: verwacht een geheel getal of niets, gevonden '1,5'",
        "regel 4: baten: verwacht een geheel getal of niets, gevonden 'x'",
        "regel 4: incidenteel_structureel: verwacht I, S, I/S of niets, gevonden 'Q'",
        "regel 5: toelichting op de rij Totaal: zet haar bij een post of bij 'Overige diverse "
        "posten'",
    };
    struct fixture f;
    struct mapping m;
    assert_true(read_mapping(
        &f, TWO_PAKKETTEN, POSTEN "1;Jeugdhulp lokaal;6N;;;\n",
        TEKSTEN "6X;A;;;;;\n6N;Jeugdhulp locaal;;;;;\n6N;Jeugdhulp lokaal;1,5;x;Q;;a\n"
                "6N;Totaal;;;;;tekst\n6N;Jeugdhulp lokaal;;;;;b\n"
                "6N;Overige diverse posten;;;;;a\n6N;Overige diverse posten < 5;;;;;a\n",
        &m));
    assert_int_equal(m.n_remarks, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < m.n_remarks; i++)
        if (strncmp(m.remarks[i], expected[i], strlen(expected[i])) != 0)
            fail_msg("%s", m.remarks[i]);
    assert_non_null(strstr(m.remarks[1], "bedoelde u 'Jeugdhulp lokaal'?"));
    assert_string_equal(m.posten[0].toelichting->text, "a");
    assert_string_equal(m.posten[0].toelichting->rival->text, "b");
    assert_null(m.posten[0].toelichting->rival->rival);
    assert_null(m.pakketten[m.toelichtingen[2].pakket].rest->rival); /* the same text twice */
    fixture_end(&f);
}

/* A published file that is fed back unread says again for which figures its texts were written. */
static void an_outdated_text_stays_outdated(void **state)
{
    (void)state;
    struct fixture f;
    struct mapping m;
    assert_true(read_mapping(&f, TWO_PAKKETTEN, POSTEN "1;A;6N;;;\n2;B;6N;;;\n3;C;6N;;;ja\n",
                             "pakket;post;lasten;baten;incidenteel_structureel;status;toelichting;"
                             "eigenaar;altijd_tonen\n"
                             "6N;A;-60;7;I;verouderd: lasten -50 → -60;a;Jan;ja\n"
                             "6N;B;-60;;S;verouderd;b;;\n6N;C;1;2;S;toegelicht;c;;nee\n",
                             &m));
    assert_int_equal(m.toelichtingen[0].lasten, -50);
    assert_int_equal(m.toelichtingen[0].baten, 7);
    assert_false(m.toelichtingen[0].outdated);
    assert_string_equal(m.toelichtingen[0].owner, "Jan");
    assert_true(m.toelichtingen[1].outdated);
    assert_false(m.toelichtingen[2].outdated);
    assert_true(m.posten[0].always_shown);
    assert_false(m.posten[1].always_shown);
    assert_true(m.posten[2].always_shown);
    fixture_end(&f);
}

/* ---- what is refused ---- */

struct refusal {
    const char *name;
    const char *pakketten, *posten, *teksten;
    struct expected_error errors[7];
};

static const struct refusal refusals[] = {
    {"pakketten with every fault, whose posten are known all the same",
     PAKKETTEN ";x;6;;\n6L;;;;\n6M;x;6;20;2O24\n6N;x;6;2025;2024\n6L;y;6;;\n",
     POSTEN "1;A;6N;;;\n2;B;6L;;;\n",
     NULL,
     {{"pakketten.csv:2", "pakket: verwacht een waarde, gevonden niets"},
      {"pakketten.csv:3", "naam: verwacht een waarde"},
      {"pakketten.csv:3", "programma: verwacht een waarde"},
      {"pakketten.csv:4",
       "van: verwacht een jaar van 1900 tot en met 2199 of niets, gevonden '20'"},
      {"pakketten.csv:4",
       "tot: verwacht een jaar van 1900 tot en met 2199 of niets, gevonden '2O24'"},
      {"pakketten.csv:5", "van 2025 ligt na tot 2024"},
      {"pakketten.csv:6", "pakket '6L' staat er twee keer; de eerste staat op regel 3"}}},
    {"posten with every fault",
     TWO_PAKKETTEN,
     POSTEN ";A;6N;;;\n1*2;A;6N;;;\n1;;6N;;;\n2;A;6n;;;\n3;A;6N;;;soms\n4;Totaal;6N;;;\n"
            "5;A;6M5;;2024;\n",
     NULL,
     {{"posten.csv:2", "sleutel: verwacht een waarde"},
      {"posten.csv:3", "een * mag alleen aan het eind staan, gevonden '1*2'"},
      {"posten.csv:4", "post: verwacht een waarde"},
      {"posten.csv:5", "pakket '6n' staat niet in"},
      {"posten.csv:6", "altijd_tonen: verwacht ja, nee of niets, gevonden 'soms'"},
      {"posten.csv:7", "'Totaal' is de naam van een rij die pnc zelf maakt"},
      {"posten.csv:8", "geldt t/m 2024, maar pakket '6M5' bestaat vanaf 2025"}}},
    {"a near pakket is suggested",
     TWO_PAKKETTEN,
     POSTEN "1;A;6M6;;;\n",
     NULL,
     {{"posten.csv:2", "bedoelde u '6M5'?"}}},
    {"the name of the Overige row",
     TWO_PAKKETTEN,
     POSTEN "1;Overige diverse posten wijk;6N;;;\n",
     NULL,
     {{"posten.csv:2", "is de naam van een rij"}}},
    {"one key twice in a year",
     TWO_PAKKETTEN,
     POSTEN "1;A;6N;2023;2024;\n1;B;6N;2024;2025;\n2;C;6N;;;\n2;C;6N;;;\n",
     NULL,
     {{"posten.csv:3",
       "sleutel '1' (post 'B') is dubbel met '1' op regel 2 (post 'A'): 2024 t/m 2024"},
      {"posten.csv:5",
       "sleutel '2' (post 'C') is dubbel met '2' op regel 4 (post 'C'): alle jaren"}}},
    {"beginnings that hold each other or a key",
     TWO_PAKKETTEN,
     POSTEN "60*;A;6N;2020;;\n6012;B;6N;;2021;\n601*;C;6N;;2019;\n60;D;6N;2024;;\n61;E;6N;;;\n",
     NULL,
     {{"posten.csv:3", "sleutel '6012' (post 'B') is dubbel met '60*' op regel 2"},
      {"posten.csv:5",
       "sleutel '60' (post 'D') is dubbel met '60*' op regel 2 (post 'A'): vanaf 2024"}}},
    {"a beginning equal to a key, seen later",
     TWO_PAKKETTEN,
     POSTEN "60;D;6N;2020;;\n60*;A;6N;2024;;\n",
     NULL,
     {{"posten.csv:3", "sleutel '60*' (post 'A') is dubbel met '60' op regel 2"}}},
    {"personal data, never shown, but a key may look like a citizen number",
     PAKKETTEN "6N;Zorg 111222333;6;;\n",
     POSTEN "111222333;A 111222333;6N;;;\n",
     TEKSTEN "6N;Overige diverse posten;;;;;naar NL91 ABNA 0417 1643 00\n",
     {{"pakketten.csv:2", "naam: er lijkt een burgerservicenummer in te staan"},
      {"posten.csv:2", "post: er lijkt een burgerservicenummer in te staan"},
      {"teksten.csv:2", "toelichting: er lijkt een IBAN in te staan"}}},
    {"names over several lines",
     PAKKETTEN "6N;\"Zorg\nen\";6;;\n",
     POSTEN "1;\"A\r\nB\";6N;;;\n",
     NULL,
     {{"pakketten.csv:2", "naam: verwacht een enkele regel"},
      {"posten.csv:2", "post: verwacht een enkele regel"}}},
    {"an unreadable table, without noise about what was in it",
     "pakket;naam\n",
     POSTEN "1;A;6N;;;\n",
     TEKSTEN "6N;A;;;;;\n",
     {{"pakketten.csv:1", "kolom 'programma', 'van', 'tot' ontbreekt"}}},
};

static void every_fault_of_the_tables_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(refusals); i++) {
        const struct refusal *r = &refusals[i];
        struct fixture f;
        struct mapping m;
        bool read = read_mapping(&f, r->pakketten, r->posten, r->teksten, &m);
        fixture_expect(&f, r->name, ERROR_SETTINGS, r->errors, LENGTH(r->errors));
        assert_false(read);
        for (size_t e = 0; e < f.errors.n; e++) {
            assert_null(strstr(f.errors.items[e].message, "111222333"));
            assert_null(strstr(f.errors.items[e].message, "0417"));
        }
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pakketten_come_in_natural_order),
        cmocka_unit_test(posten_come_per_pakket_in_order_of_appearance),
        cmocka_unit_test(keys_are_claimed_by_themselves_or_their_beginning),
        cmocka_unit_test(a_bare_star_claims_every_key),
        cmocka_unit_test(near_keys_are_found),
        cmocka_unit_test(a_published_sheet_can_be_fed_back),
        cmocka_unit_test(what_has_no_place_is_remarked),
        cmocka_unit_test(an_outdated_text_stays_outdated),
        cmocka_unit_test(every_fault_of_the_tables_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
