/* What a profile says, read. */
#include "tests/unit/profile_text.h"

static void defaults_are_what_the_header_says(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    expect_good(&f, NULL, 0, &p);
    assert_int_equal(p.file.encoding, TEXT_UTF8);
    assert_int_equal(p.file.separator, ';');
    assert_int_equal(p.file.quote, '"');
    assert_int_equal(p.file.skip_lines, 0);
    assert_true(p.file.has_header);
    assert_int_equal(p.file.comment, 0);
    assert_false(p.file.extra_columns);
    assert_int_equal(p.n_columns, 6);
    assert_string_equal(p.columns[2].name, "rekening");
    assert_string_equal(p.columns[2].headers[0], "Rekening");
    assert_false(p.columns[2].optional);
    assert_null(p.columns[2].values);
    assert_int_equal(p.number.decimal, AMOUNT_COMMA);
    assert_int_equal(p.number.thousands, 0);
    assert_int_equal(p.number.minus, AMOUNT_MINUS_FRONT);
    assert_false(p.number.currency || p.number.dash_is_zero || p.number.empty_is_zero);
    assert_int_equal(p.number.unit_cents, 100);
    assert_true(p.unit_column == NO_COLUMN);
    assert_int_equal(p.n_amounts, 1);
    assert_int_equal(p.amounts[0].kind, AMOUNT_SIGNED);
    assert_int_equal(p.amounts[0].plus, 3);
    assert_true(p.amounts[0].minus == NO_COLUMN && p.amounts[0].flag == NO_COLUMN);
    assert_int_equal(p.n_key, 1);
    assert_int_equal(p.key[0].column, 2);
    for (int role = 0; role < ROLE_COUNT; role++)
        assert_true(p.role[role] == NO_COLUMN);
    for (size_t c = 0; c < p.n_columns; c++)
        assert_null(p.date_of[c].text);
    assert_false(p.balanced);
    assert_int_equal(p.n_secties, 2);
    assert_int_equal(p.secties[1].sectie, SECTIE_BATEN);
    assert_int_equal(p.secties[1].rule.n_conditions, 0);
    assert_int_equal(p.n_scopes, 0);
    assert_int_equal(p.n_totals, 0);
    fixture_end(&f);
}

static void a_file_is_described(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        struct profile_file expected;
    } cases[] = {
        {"codering = windows-1252\nscheidingsteken = tab\naanhalingsteken = geen\n",
         {.encoding = TEXT_WINDOWS_1252, .separator = '\t', .has_header = true}},
        {"codering = iso-8859-1\nscheidingsteken = komma\naanhalingsteken = enkel\n"
         "regels_overslaan = 3\ncommentaar = #\nextra_kolommen = ja\n",
         {.encoding = TEXT_ISO_8859_1,
          .separator = ',',
          .quote = '\'',
          .skip_lines = 3,
          .has_header = true,
          .comment = '#',
          .extra_columns = true}},
        {"codering = iso-8859-15\nscheidingsteken = verticale-streep\ncommentaar = puntkomma\n",
         {.encoding = TEXT_ISO_8859_15,
          .separator = '|',
          .quote = '"',
          .has_header = true,
          .comment = ';'}},
        {"codering = utf-16\nscheidingsteken = puntkomma\naanhalingsteken = dubbel\n"
         "kopregel = ja\ncommentaar = geen\n",
         {.encoding = TEXT_UTF16, .separator = ';', .quote = '"', .has_header = true}},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct fixture f;
        struct profile p;
        const struct section changes[] = {{"bestand", cases[i].body}};
        const struct profile_file *e = &cases[i].expected;
        expect_good(&f, changes, 1, &p);
        assert_int_equal(p.file.encoding, e->encoding);
        assert_int_equal(p.file.separator, e->separator);
        assert_int_equal(p.file.quote, e->quote);
        assert_int_equal(p.file.skip_lines, e->skip_lines);
        assert_int_equal(p.file.has_header, e->has_header);
        assert_int_equal(p.file.comment, e->comment);
        assert_int_equal(p.file.extra_columns, e->extra_columns);
        assert_int_equal(p.number.encoding, e->encoding == TEXT_UTF16 ? TEXT_UTF8 : e->encoding);
        fixture_end(&f);
    }
}

static void columns_have_alternatives_or_positions(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    const struct section with_headers[] = {
        {"kolommen", "jaar? = Jaar | Boekjaar\n  \"a|b\" | \"\"\nrekening = Rek\nbedrag = B\n"}};
    expect_good(&f, with_headers, 1, &p);
    assert_string_equal(p.columns[0].name, "jaar");
    assert_true(p.columns[0].optional);
    static const char *const headers[] = {"Jaar", "Boekjaar", "a|b", ""};
    assert_int_equal(p.columns[0].n_headers, LENGTH(headers));
    for (size_t i = 0; i < LENGTH(headers); i++)
        assert_string_equal(p.columns[0].headers[i], headers[i]);
    fixture_end(&f);

    const struct section without[] = {
        {"bestand", "codering = utf-8\nscheidingsteken = tab\nkopregel = nee\n"},
        {"kolommen", "jaar = 12\nrekening = 1\nbedrag = 3\n"}};
    expect_good(&f, without, 2, &p);
    assert_int_equal(p.columns[0].position, 11);
    assert_int_equal(p.columns[1].position, 0);
    assert_int_equal(p.columns[0].n_headers, 0);
    fixture_end(&f);
}

static void one_field_may_be_translated_beside_itself(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    const struct section changes[] = {
        {"kolommen", "groep = Groep\nsoort = Groep\nrekening = R\nbedrag = B\njaar = J\n"},
        {"waarden soort", "N00 = primair\n* = wijziging\n"},
        {"bedragen", "bedrag = {soort} {jaar}\n"},
        {"sectie", "stortingen = groep: N14\nlasten = altijd\n"}};
    expect_good(&f, changes, LENGTH(changes), &p);
    struct text header[] = {text_of("B"), text_of("Groep"), text_of("R"), text_of("J")};
    size_t position_of[5];
    assert_true(profile_bind(&p, header, 4, "x", &f.errors, position_of));
    static const size_t expected[] = {1, 1, 2, 0, 3};
    assert_memory_equal(position_of, expected, sizeof expected);
    assert_null(p.columns[0].values);
    assert_non_null(p.columns[1].values);
    fixture_end(&f);
}

static void numbers_are_described(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        unsigned decimal, thousands, minus;
        int64_t unit_cents;
    } cases[] = {
        {"decimaal = punt\nduizendtal = komma, spatie\n  apostrof\nmin = achter\n", AMOUNT_POINT,
         AMOUNT_COMMA | AMOUNT_SPACE | AMOUNT_APOSTROPHE, AMOUNT_MINUS_BACK, 100},
        {"decimaal = komma, punt\nduizendtal = punt\nmin = voor, haakjes, crdr\neenheid = 1000\n",
         AMOUNT_COMMA | AMOUNT_POINT, AMOUNT_POINT,
         AMOUNT_MINUS_FRONT | AMOUNT_BRACKETS | AMOUNT_CR_DR, 100000},
        {"decimaal = komma\nduizendtal = geen\neenheid = 0,01\n", AMOUNT_COMMA, 0,
         AMOUNT_MINUS_FRONT, 1},
        {"decimaal = komma\neenheid = 1\n", AMOUNT_COMMA, 0, AMOUNT_MINUS_FRONT, 100},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct fixture f;
        struct profile p;
        const struct section changes[] = {{"getal", cases[i].body}};
        expect_good(&f, changes, 1, &p);
        assert_int_equal(p.number.decimal, cases[i].decimal);
        assert_int_equal(p.number.thousands, cases[i].thousands);
        assert_int_equal(p.number.minus, cases[i].minus);
        assert_int_equal(p.number.unit_cents, cases[i].unit_cents);
        fixture_end(&f);
    }
    struct fixture f;
    struct profile p;
    const struct section changes[] = {{"getal", "decimaal = komma\neenheid = soort\nvaluta = ja\n"
                                                "streepje_is_nul = ja\nleeg_is_nul = ja\n"},
                                      {"waarden soort", "E = 1\nD = 1000\nC = 0,01\n* = 1\n"}};
    expect_good(&f, changes, 2, &p);
    assert_int_equal(p.unit_column, 1);
    assert_true(p.number.currency && p.number.dash_is_zero && p.number.empty_is_zero);
    fixture_end(&f);
}

static const char *template_text(struct fixture *f, const struct template *template)
{
    const char *text = "";
    for (size_t i = 0; i < template->n_parts; i++) {
        const struct template_part *part = &template->parts[i];
        if (part->literal)
            text = arena_printf(&f->arena, "%s'%s'", text, part->literal);
        else if (part->first)
            text = arena_printf(&f->arena, "%s{%zu[%zu-%zu]}", text, part->column, part->first,
                                part->last);
        else
            text = arena_printf(&f->arena, "%s{%zu}", text, part->column);
    }
    return text;
}

static void amounts_come_in_three_kinds(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    const struct section changes[] = {
        {"kolommen", "a = A\nb = B\nc = C\nd = D\ne = E\nf = F\ndc = X\njaar = J\nsoort = S\n"
                     "rekening = R\nversie = V\ng = G\nh = H\n"},
        {"waarden dc", "Debet = D\n* = C\n"},
        {"waarden soort", "I = primair\nW = wijziging\n"},
        {"waarden versie", "1 = primair 2024\n2 = wijziging 2025\n"},
        {"bedragen", "a = primair   2026\nb  -  c = realisatie {jaar}\nd per dc = {soort} {jaar}\n"
                     "e = {versie}\nf = x{soort}y 20{jaar}\ng = realisatie {jaar[7-10]}\n"
                     "h = p{soort[2]} 2024\n"}};
    expect_good(&f, changes, LENGTH(changes), &p);
    static const struct {
        enum amount_kind kind;
        size_t plus, minus, flag;
        const char *template;
    } expected[] = {
        {AMOUNT_SIGNED, 0, NO_COLUMN, NO_COLUMN, "'primair 2026'"},
        {AMOUNT_DIFFERENCE, 1, 2, NO_COLUMN, "'realisatie '{7}"},
        {AMOUNT_FLAGGED, 3, NO_COLUMN, 6, "{8}' '{7}"},
        {AMOUNT_SIGNED, 4, NO_COLUMN, NO_COLUMN, "{10}"},
        {AMOUNT_SIGNED, 5, NO_COLUMN, NO_COLUMN, "'x'{8}'y 20'{7}"},
        {AMOUNT_SIGNED, 11, NO_COLUMN, NO_COLUMN, "'realisatie '{7[7-10]}"},
        {AMOUNT_SIGNED, 12, NO_COLUMN, NO_COLUMN, "'p'{8[2-2]}' 2024'"},
    };
    assert_int_equal(p.n_amounts, LENGTH(expected));
    for (size_t i = 0; i < LENGTH(expected); i++) {
        assert_int_equal(p.amounts[i].kind, expected[i].kind);
        assert_true(p.amounts[i].plus == expected[i].plus);
        assert_true(p.amounts[i].minus == expected[i].minus);
        assert_true(p.amounts[i].flag == expected[i].flag);
        assert_string_equal(template_text(&f, &p.amounts[i].stand), expected[i].template);
    }
    assert_string_equal(p.amounts[1].stand.source, "realisatie {jaar}");
    fixture_end(&f);
}

static void values_are_translated_literally(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    const struct section changes[] = {{"waarden soort",
                                       "I = primair\n\"*\" = ster\nleeg = geen\n\"leeg\" = "
                                       "woord\nN01: x = met\n\"a \"\"b\"\"\" = q\n"
                                       "* = rest\nweg =\n"}};
    expect_good(&f, changes, 1, &p);
    const struct value_map *map = p.columns[1].values;
    static const char *const from[] = {"I", "*", "", "leeg", "N01: x", "a \"b\"", "weg"};
    static const char *const to[] = {"primair", "ster", "geen", "woord", "met", "q", ""};
    assert_int_equal(map->n, LENGTH(from));
    for (size_t i = 0; i < map->n; i++) {
        assert_true(text_is(map->from[i], from[i]));
        assert_true(text_is(map->to[i], to[i]));
    }
    assert_string_equal(map->otherwise, "rest");
    fixture_end(&f);
}

static void the_key_is_made_of_parts(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    const struct section changes[] = {
        {"betekenis", "teken = lasten+ baten+ stortingen+ onttrekkingen-\n"
                      "sleutel = jaar . soort[1-4] kaal.rekening[3] vul 6 . datum kaal vul 12\n"}};
    expect_good(&f, changes, 1, &p);
    static const struct key_part expected[] = {
        {0, 0, 0, 0, false}, {1, 1, 4, 0, true}, {2, 3, 3, 6, false}, {5, 0, 0, 12, true}};
    assert_int_equal(p.n_key, LENGTH(expected));
    for (size_t i = 0; i < LENGTH(expected); i++) {
        assert_int_equal(p.key[i].column, expected[i].column);
        assert_int_equal(p.key[i].first, expected[i].first);
        assert_int_equal(p.key[i].last, expected[i].last);
        assert_int_equal(p.key[i].pad_width, expected[i].pad_width);
        assert_int_equal(p.key[i].strip_zeros, expected[i].strip_zeros);
    }
    assert_int_equal(sign_rule_factor(&p.sign, SECTIE_ONTTREKKINGEN), -1);
    fixture_end(&f);
}

static void columns_have_roles(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    const struct section changes[] = {
        {"kolommen", "a = A\nb = B\nc = C\nd = D\ne = E\nf = F\ng = G\nh = H\ni = I\nj = J\nk = K\n"
                     "l = L\nm = M\nn = N\njaar = X\nbedrag = Y\nrekening = Z\n"},
        {"datums", "d = dd-mm-jjjj\ni = jjjjmmdd\n"},
        {"waarden j", "Ja = J\nNee = N\n"},
        {"waarden k", "1 = I\n2 = S\nleeg =\n"},
        {"betekenis",
         "teken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = rekening\n"
         "periode = jjjjmm(a)\nboekstuk = b\nregel = c\ndatum = d\nrekening = e\n"
         "kostenplaats = f\nomschrijving = g\nbesluit = h\nbesluitdatum = i\n"
         "neutraal = j\nincidenteel_structureel = k\nsleutelnaam = l\nrekeningnaam = m\n"
         "tegenrekening = n\nsluitend = ja\n"}};
    expect_good(&f, changes, LENGTH(changes), &p);
    for (size_t role = 0; role < ROLE_COUNT; role++)
        assert_int_equal(p.role[role], role);
    assert_int_equal(p.period_kind, PERIOD_YEAR_MONTH);
    assert_true(p.balanced);
    assert_string_equal(p.date_of[3].text, "dd-mm-jjjj");
    assert_string_equal(p.date_of[8].text, "jjjjmmdd");
    assert_null(p.date_of[0].text);
    assert_string_equal(role_name(ROLE_IS), "incidenteel_structureel");
    fixture_end(&f);
}

static void periods_come_from_a_number_or_a_date(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        enum period_kind kind;
    } cases[] = {{"soort", PERIOD_NUMBER},
                 {"jjjjmm(soort)", PERIOD_YEAR_MONTH},
                 {"maand(datum)", PERIOD_OF_DATE},
                 {"maand( datum )", PERIOD_OF_DATE}};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct fixture f;
        struct profile p;
        fixture_start(&f);
        struct arena arena = {0};
        const char *meaning = arena_printf(
            &arena,
            "teken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = rekening\nperiode = %s\n",
            cases[i].source);
        fixture_end(&f);
        const struct section changes[] = {{"betekenis", meaning},
                                          {"datums", "datum = dd-mm-jjjj\n"}};
        expect_good(&f, changes, 2, &p);
        assert_int_equal(p.period_kind, cases[i].kind);
        assert_int_equal(p.role[ROLE_PERIODE], cases[i].kind == PERIOD_OF_DATE ? 5 : 1);
        fixture_end(&f);
        arena_release(&arena);
    }
}

static void rules_keep_the_order_of_the_file(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    const struct section changes[] = {
        {"sectie", "stortingen = rekening: 71*\nlasten = rekening: 4*\n  rekening: 7*\n"
                   "baten = altijd\n"},
        {"buiten_scope", "balans = rekening: 0*\n  rekening: 1*\nproef = soort: P\n"},
        {"totaalregels", "sub = soort: SUB\nsub.over = sinds vorige\neind = soort: TOT\n"
                         "  soort: TOTAAL\n"}};
    expect_good(&f, changes, LENGTH(changes), &p);
    static const enum sectie secties[] = {SECTIE_STORTINGEN, SECTIE_LASTEN, SECTIE_LASTEN,
                                          SECTIE_BATEN};
    assert_int_equal(p.n_secties, LENGTH(secties));
    for (size_t i = 0; i < p.n_secties; i++)
        assert_int_equal(p.secties[i].sectie, secties[i]);
    assert_int_equal(p.secties[2].rule.line_no, p.secties[1].rule.line_no + 1);
    assert_int_equal(p.n_scopes, 2);
    assert_string_equal(p.scopes[0].name, "balans");
    assert_int_equal(p.scopes[0].n_rules, 2);
    assert_string_equal(p.scopes[1].name, "proef");
    assert_int_equal(p.n_totals, 2);
    assert_true(p.totals[0].since_previous);
    assert_false(p.totals[1].since_previous);
    assert_string_equal(p.totals[1].name, "eind");
    assert_int_equal(p.totals[1].n_rules, 2);
    fixture_end(&f);
}

static void positions_are_a_part_of_a_value(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        size_t first, last;
        const char *expected;
    } cases[] = {
        {"31-12-2024", 7, 10, "2024"}, {"202413", 1, 4, "2024"}, {"202413", 5, 9, "13"},
        {"202413", 6, 6, "3"},         {"202413", 7, 9, ""},     {"", 1, 4, ""},
        {"202413", 0, 0, "202413"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++)
        assert_true(
            text_is(profile_positions(text_of(cases[i].value), cases[i].first, cases[i].last),
                    cases[i].expected));
}

static void the_profiles_that_come_along_are_good(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "mappings/bronnen/begroting.ini", "mappings/bronnen/begrotingswijzigingen.ini",
        "mappings/bronnen/grootboek.ini", "mappings/bronnen/meerjarenbegroting.ini"};
    for (size_t i = 0; i < LENGTH(paths); i++) {
        struct fixture f;
        struct profile p;
        fixture_start(&f);
        bool read = profile_read(paths[i], &f.arena, &f.errors, &p);
        fixture_expect(&f, paths[i], ERROR_NONE, NULL, 0);
        assert_true(read);
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_what_the_header_says),
        cmocka_unit_test(a_file_is_described),
        cmocka_unit_test(columns_have_alternatives_or_positions),
        cmocka_unit_test(one_field_may_be_translated_beside_itself),
        cmocka_unit_test(numbers_are_described),
        cmocka_unit_test(amounts_come_in_three_kinds),
        cmocka_unit_test(values_are_translated_literally),
        cmocka_unit_test(the_key_is_made_of_parts),
        cmocka_unit_test(columns_have_roles),
        cmocka_unit_test(periods_come_from_a_number_or_a_date),
        cmocka_unit_test(rules_keep_the_order_of_the_file),
        cmocka_unit_test(positions_are_a_part_of_a_value),
        cmocka_unit_test(the_profiles_that_come_along_are_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
