/* What profiles say about layouts further from home: parts of a field, lasten and baten side by
 * side, words for nothing, currencies, dates with names and times. */
#include "tests/unit/profile_text.h"

#include "pipeline/reading/column.h"

/* ---- parts of a field ---- */

static void a_column_may_be_a_part_of_its_field(void **state)
{
    (void)state;
    static const struct {
        const char *part, *field, *expected;
    } cases[] = {
        {"[1-4]", "4000-010-200", "4000"},
        {"[6]", "4000-010-200", "0"},
        {"[1-40]", "4000", "4000"},
        {"[9-10]", "4000", ""},
        {"[1-2]", "\u00e9\u00e9n", "\u00e9\u00e9"},
        {"deel 1 tussen -", "4000-010-200", "4000"},
        {"deel 2 tussen -", "4000-010-200", "010"},
        {"deel 3 tussen -", "4000-010-200", "200"},
        {"deel 4 tussen -", "4000-010-200", ""},
        {"deel 2 tussen -", "4000", ""},
        {"deel 1 tussen -", "4000", "4000"},
        {"deel 2 tussen -", "4000--200", ""},
        {"deel 2 tussen - ", "4000 - 010 - 200", "010"},
        {"deel 2 tussen \" - \"", "4000-1 - 010", "010"},
        {"deel 2 tussen \" \"", "0.1 Bestuur", "Bestuur"},
        {"deel 999 tussen -", "4000-010", ""},
        {"deel 1 tussen -", "", ""},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct fixture f;
        struct profile p;
        char parts[64];
        snprintf(parts, sizeof parts, "soort = %s\n", cases[i].part);
        const struct section changes[] = {{"delen", parts}};
        expect_good(&f, changes, 1, &p);
        assert_true(profile_has_part(&p.columns[1]) && !profile_has_part(&p.columns[0]));
        struct text found = profile_part(&p.columns[1], text_of(cases[i].field));
        if (!text_is(found, cases[i].expected))
            fail_msg("%s of \"%s\": \"%.*s\"", cases[i].part, cases[i].field, TEXT_ARG(found));
        fixture_end(&f);
    }
}

/* Teaches a column one value; its fault. */
static enum column_fault learn(const struct profile *p, size_t index, const char *field,
                               struct text *value)
{
    static struct column column;
    column = (struct column){.used = true};
    char padded[64] = {0};
    snprintf(padded, sizeof padded, "%s", field);
    uint32_t number = memo_number_slow(&column.memo, (struct text){padded, strlen(field)});
    column_learn(p, index, &column);
    enum column_fault fault = (enum column_fault)column.faults[number];
    static char kept[64];
    snprintf(kept, sizeof kept, "%.*s", TEXT_ARG(column.values[number]));
    *value = text_of(kept);
    column_release(&column);
    return fault;
}

static void dates_and_values_are_about_the_part(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    const struct section changes[] = {
        {"kolommen", "code = Code\nrekening = Code\nsoort = Code\ndatum = Tijdstip\n"
                     "dag = Tijdstip\nbedrag = Bedrag\n"},
        {"delen", "rekening = deel 1 tussen /\nsoort = deel 2 tussen /\ndag = [1-10]\n"},
        {"datums", "dag = dd-mm-jjjj\ndatum = dd-mm-jjjj tijd\n"},
        {"waarden soort", "B = primair\nW = wijziging\n"},
        {"bedragen", "bedrag = {soort} {jaar(dag)}\n"},
        {"sectie", "lasten = rekening: 400000-499999\nbaten = altijd\n"},
    };
    expect_good(&f, changes, LENGTH(changes), &p);
    struct text value;
    assert_int_equal(learn(&p, 0, "431000/W", &value), COLUMN_OK);
    assert_true(text_is(value, "431000/W"));
    assert_int_equal(learn(&p, 1, "431000/W", &value), COLUMN_OK);
    assert_true(text_is(value, "431000"));
    assert_int_equal(learn(&p, 2, "431000/W", &value), COLUMN_OK);
    assert_true(text_is(value, "wijziging"));
    assert_int_equal(learn(&p, 2, "431000", &value), COLUMN_VALUE);
    assert_int_equal(learn(&p, 4, "31-12-2024 12:00", &value), COLUMN_OK);
    assert_true(text_is(value, "31-12-2024"));
    assert_int_equal(learn(&p, 4, "31-13-2024 12:00", &value), COLUMN_DATE);
    assert_int_equal(learn(&p, 3, "31-12-2024 12:00", &value), COLUMN_OK);
    assert_int_equal(learn(&p, 3, "31-12-2024 25:00", &value), COLUMN_DATE);
    assert_true(p.amounts[0].stand.parts[2].year_of_date);
    assert_int_equal(p.amounts[0].stand.parts[2].column, 4);
    fixture_end(&f);
}

/* ---- words for nothing ---- */

static void words_may_stand_for_an_empty_field(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    const struct section changes[] = {
        {"bestand", "codering = windows-1252\nscheidingsteken = puntkomma\n"
                    "leeg = NULL, \"\\N\", ., \u2013\n"},
        {"kolommen", "jaar = Jaar\nsoort? = Soort\nrekening = Rekening\nbedrag = Bedrag\n"},
        {"waarden soort", "leeg = niets\nB = begroot\n"},
    };
    expect_good(&f, changes, LENGTH(changes), &p);
    assert_int_equal(p.file.n_empty_words, 4);
    static const struct {
        const char *field;
        bool is_empty;
    } cases[] = {{"NULL", true}, {"\\N", true},          {".", true},  {"\x96", true},
                 {"", true},     {"..", false},          {"-", false}, {"null", false},
                 {"0", false},   {"\xE2\x80\x93", false}};
    for (size_t i = 0; i < LENGTH(cases); i++)
        if (profile_is_empty(&p, text_of(cases[i].field)) != cases[i].is_empty)
            fail_msg("%s", cases[i].field);
    struct text value;
    assert_int_equal(learn(&p, 1, "NULL", &value), COLUMN_OK);
    assert_true(text_is(value, "niets"));
    assert_int_equal(learn(&p, 1, " \x96 ", &value), COLUMN_OK);
    assert_true(text_is(value, "niets"));
    assert_int_equal(learn(&p, 0, "\\N", &value), COLUMN_OK);
    assert_true(text_is(value, ""));
    fixture_end(&f);
}

/* ---- lasten and baten side by side ---- */

static void the_amount_itself_may_say_the_sectie(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    const struct section changes[] = {
        {"kolommen", "taakveld = T\nlasten_b = LB\nbaten_b = BB\nin = I\nuit = U\n"},
        {"bedragen",
         "lasten_b = primair 2024\nbaten_b = primair 2024\nin - uit = realisatie 2024\n"},
        {"betekenis", "teken = lasten+ baten+ stortingen+ onttrekkingen+\nsleutel = taakveld\n"},
        {"sectie", "stortingen = taakveld: 0.10 & bedragkolom: lasten_*\n"
                   "onttrekkingen = taakveld: 0.10 & bedragkolom: \"baten_b\", \"in - uit\"\n"
                   "lasten = bedragkolom: lasten_*\nbaten = altijd\n"},
    };
    expect_good(&f, changes, LENGTH(changes), &p);
    assert_string_equal(p.amounts[0].name, "lasten_b");
    assert_string_equal(p.amounts[2].name, "in - uit");
    assert_int_equal(p.secties[0].rule.conditions[0].column, 0);
    assert_true(p.secties[0].rule.conditions[1].column == AMOUNT_COLUMN);
    assert_true(condition_matches(&p.secties[1].rule.conditions[1], text_of(p.amounts[2].name)));
    fixture_end(&f);
}

/* ---- boekstukken, layout ---- */

static void a_boekstuk_may_be_several_columns(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    const struct section changes[] = {
        {"kolommen", "jaar = J\ndagboek = D\nnummer = N\nrekening = R\nbedrag = B\n"},
        {"betekenis", "teken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = rekening\n"
                      "boekstuk = jaar.dagboek . nummer\n"},
    };
    expect_good(&f, changes, LENGTH(changes), &p);
    assert_int_equal(p.n_boekstuk, 3);
    assert_int_equal(p.boekstuk[0], 0);
    assert_int_equal(p.boekstuk[1], 1);
    assert_int_equal(p.boekstuk[2], 2);
    assert_int_equal(p.role[ROLE_BOEKSTUK], 2);
    fixture_end(&f);
}

static void layout_goes_before_what_is_out_of_scope(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    const struct section changes[] = {
        {"bestand", "codering = utf-8\nscheidingsteken = tab\nlege_velden_achteraan = ja\n"},
        {"buiten_scope", "balans = rekening: 0*\n"},
        {"tekstregels", "kop = jaar: Jaar\n  soort: \"---\"*\nleeg = jaar: leeg & soort: leeg\n"},
    };
    expect_good(&f, changes, LENGTH(changes), &p);
    assert_true(p.file.loose_tail);
    assert_int_equal(p.n_layout, 2);
    assert_int_equal(p.n_scopes, 3);
    assert_string_equal(p.scopes[0].name, "kop");
    assert_int_equal(p.scopes[0].n_rules, 2);
    assert_string_equal(p.scopes[2].name, "balans");
    fixture_end(&f);
}

/* ---- amounts in other countries ---- */

static void a_currency_is_written_in_the_encoding_of_the_file(void **state)
{
    (void)state;
    static const struct {
        const char *encoding, *currency, *sign;
    } cases[] = {
        {"utf-8", "\u00a3", "\xC2\xA3"},    {"windows-1252", "\u00a3, gbp", "\xA3"},
        {"utf-16", "z\u0142", "Z\xC5\x82"}, {"iso-8859-15", "\u20ac", "\xA4"},
        {"utf-8", "\"kr.\", kr", "KR."},    {"utf-8", "$\n  USD", "$"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct fixture f;
        struct profile p;
        struct arena arena = {0};
        const struct section changes[] = {
            {"bestand",
             arena_printf(&arena, "codering = %s\nscheidingsteken = tab\n", cases[i].encoding)},
            {"getal", arena_printf(&arena, "decimaal = punt\ndecimalen = 4\nvaluta = %s\n",
                                   cases[i].currency)},
        };
        expect_good(&f, changes, 2, &p);
        assert_false(p.number.currency);
        assert_int_equal(p.number.decimals, 4);
        assert_int_equal(p.number.n_currencies, 1 + (strpbrk(cases[i].currency, ",\n") != NULL));
        assert_true(text_is(p.number.currencies[0], cases[i].sign));
        arena_release(&arena);
        fixture_end(&f);
    }
}

/* ---- the one in the manual ---- */

static void the_profile_of_the_manual_is_good(void **state)
{
    (void)state;
    struct fixture f;
    struct profile p;
    fixture_start(&f);
    FILE *manual = fopen("HANDLEIDING.md", "r");
    assert_non_null(manual);
    char line[512];
    const char *text = "";
    bool inside = false;
    while (fgets(line, sizeof line, manual)) {
        if (strncmp(line, "```", 3) == 0)
            inside = strcmp(line, "```ini\n") == 0;
        else if (inside)
            text = arena_printf(&f.arena, "%s%s", text, line);
    }
    fclose(manual);
    bool read = profile_read(fixture_file(&f, "manual.ini", text), &f.arena, &f.errors, &p);
    fixture_expect(&f, "the manual's profile", ERROR_NONE, NULL, 0);
    assert_true(read);
    assert_int_equal(p.n_columns, 10);
    assert_int_equal(p.n_secties, 2);
    fixture_end(&f);
}

/* ---- what is refused ---- */

static const struct {
    const char *name;
    struct section changes[4];
    struct expected_error errors[8];
} refusals[] = {
    {"parts that are no parts",
     {{"delen", "jaar = 1-4\nsoort = [4-1]\nrekening = deel 0 tussen -\nbedrag = [1-2]\n"
                "dattum = [1]\ncredit = deel 1 tussen\ndatum = deel 1 tussen \"\"\n"}},
     {{"p.ini:22", "jaar: verwacht [1-4] of deel 1 tussen -, gevonden '1-4'"},
      {"p.ini:23", "gevonden '[4-1]'"},
      {"p.ini:24", "gevonden 'deel 0 tussen -'"},
      {"p.ini:14", "kolom 'bedrag' moet hier het hele veld zijn, geen deel ervan"},
      {"p.ini:26", "kolom 'dattum' staat niet in [kolommen]; bedoelde u 'datum'?"},
      {"p.ini:27", "gevonden 'deel 1 tussen'"},
      {"p.ini:28", "gevonden 'deel 1 tussen \"\"'"}}},
    {"one field as two plain columns, and a boekstuk that is a part",
     {{"kolommen",
       "jaar = Jaar\nrekening = Rek\nnummer = Stuk\nstuk = Stuk\nbedrag = B\ntweede = B\n"},
      {"delen", "stuk = [1-3]\n"},
      {"betekenis", "teken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = rekening\n"
                    "boekstuk = stuk\n"}},
     {{"p.ini:10", "kop 'B' hoort al bij kolom 'bedrag' op regel 9"},
      {"p.ini:18", "kolom 'stuk' moet hier het hele veld zijn"}}},
    {"amounts in rules",
     {{"kolommen", "jaar = Jaar\nrekening = Rek\nbedrag = B\nbedragkolom = C\n"},
      {"sectie", "lasten = bedragkolom: lasten_*\nbaten = altijd\n"},
      {"buiten_scope", "balans = bedragkolom: bedrag\n"}},
     {{"p.ini:8", "'bedragkolom' heeft in [sectie] een betekenis: kies een andere naam"},
      {"p.ini:17", "lasten: bedragkolom: geen van de namen in [bedragen] voldoet hieraan: "
                   "\"bedrag\""}}},
    {"amounts in other rules",
     {{"buiten_scope", "balans = bedragkolom: bedrag\n"}},
     {{"p.ini:22", "balans: kolom 'bedragkolom' staat niet in [kolommen]"}}},
    {"words that the file cannot hold, currencies that are none",
     {{"bestand", "codering = iso-8859-1\nscheidingsteken = tab\nleeg = NULL, , \u2014\n"},
      {"getal", "decimaal = punt\nvaluta = \u20ac, 1, (x), \"\"\ndecimalen = 11\n"}},
     {{"p.ini:4", "leeg: verwacht een tekst, gevonden ''"},
      {"p.ini:4", "leeg: '\u2014' bestaat niet in de codering van het bestand"},
      {"p.ini:14", "valuta: '\u20ac' bestaat niet in de codering van het bestand"},
      {"p.ini:14", "gevonden '1'"},
      {"p.ini:14", "gevonden '(x)'"},
      {"p.ini:14", "valuta: verwacht een tekst, gevonden '\"\"'"},
      {"p.ini:15", "decimalen: verwacht een geheel getal van 2 tot en met 10, gevonden '11'"}}},
    {"rules of one name in two sections, and a name of pnc's own",
     {{"tekstregels", "kop = jaar: Jaar\ntotaalregel = jaar: leeg\n"},
      {"buiten_scope", "kop = rekening: 0*\n"}},
     {{"p.ini:23", "'totaalregel' is de naam van een regel die pnc zelf heeft"},
      {"p.ini:25", "'kop' is al de naam van een regel in een andere sectie"}}},
    {"a boekstuk of columns that are none",
     {{"betekenis", "teken = lasten- baten+ stortingen- onttrekkingen+\nsleutel = rekening\n"
                    "boekstuk = jaar . nummer\n"}},
     {{"p.ini:18", "kolom 'nummer' staat niet in [kolommen]"}}},
    {"the year of what is no date",
     {{"bedragen", "bedrag = realisatie {jaar(jaar)}\ncredit = realisatie {jaar(dattum)}\n"}},
     {{"p.ini:14", "kolom 'jaar' moet in [datums] staan"},
      {"p.ini:15", "kolom 'dattum' staat niet in [kolommen]; bedoelde u 'datum'?"}}},
};

static void every_fault_of_a_layout_is_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(refusals); i++) {
        struct fixture f;
        struct profile p;
        bool read = read_profile(&f, refusals[i].changes, LENGTH(refusals[i].changes), &p);
        fixture_expect(&f, refusals[i].name, ERROR_SETTINGS, refusals[i].errors,
                       LENGTH(refusals[i].errors));
        assert_false(read);
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_may_be_a_part_of_its_field),
        cmocka_unit_test(dates_and_values_are_about_the_part),
        cmocka_unit_test(words_may_stand_for_an_empty_field),
        cmocka_unit_test(the_amount_itself_may_say_the_sectie),
        cmocka_unit_test(a_boekstuk_may_be_several_columns),
        cmocka_unit_test(layout_goes_before_what_is_out_of_scope),
        cmocka_unit_test(a_currency_is_written_in_the_encoding_of_the_file),
        cmocka_unit_test(the_profile_of_the_manual_is_good),
        cmocka_unit_test(every_fault_of_a_layout_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
