#include "pipeline/settings/settings.h"

#include "tests/unit/fixture.h"

static bool read_settings(struct fixture *f, const char *content, struct settings *settings)
{
    fixture_start(f);
    const char *path = fixture_file(f, "x.ini", content);
    return settings_read(path, &f->arena, &f->errors, settings);
}

/* ---- reading ---- */

/* Every key as "section|name|value|value...", one per line, in file order. */
static const char *dump(struct fixture *f, const struct settings *settings)
{
    const char *text = "";
    for (size_t s = 0; s < settings->n_sections; s++) {
        const struct settings_section *section = &settings->sections[s];
        if (section->n_keys == 0)
            text = arena_printf(&f->arena, "%s%d:%s\n", text, section->line_no, section->name);
        for (size_t k = 0; k < section->n_keys; k++) {
            const struct settings_key *key = &section->keys[k];
            text =
                arena_printf(&f->arena, "%s%d:%s|%s", text, key->line_no, section->name, key->name);
            for (size_t v = 0; v < key->n_values; v++)
                text = arena_printf(&f->arena, "%s|%s", text, key->values[v].text);
            text = arena_printf(&f->arena, "%s\n", text);
        }
    }
    return text;
}

struct reading_case {
    const char *name;
    const char *content;
    const char *expected;
};

#define LONG_50  "01234567890123456789012345678901234567890123456789"
#define LONG_190 LONG_50 LONG_50 LONG_50 "0123456789012345678901234567890123456789"

static const struct reading_case good[] = {
    {"an empty file has nothing", "", ""},
    {"a section without keys is there", "[run]\n", "1:run\n"},
    {"keys and values are trimmed", "[run]\n naam  =  a b \t\n", "2:run|naam|a b\n"},
    {"CRLF and a byte order mark are fine", "\xEF\xBB\xBF[run]\r\na = 1\r\n", "2:run|a|1\n"},
    {"the last line needs no line end", "[run]\na = 1", "2:run|a|1\n"},
    {"comment lines are skipped", "; x\n# y\n[run]\n;a = 1\n#b = 2\n  ; z\nc = 3\n", "7:run|c|3\n"},
    {"space and ';' start a comment, ';' alone does not", "[run]\na = x ; y\nb = x;y\nc = #z\n",
     "2:run|a|x\n3:run|b|x;y\n4:run|c|#z\n"},
    {"no ';' between quotes does, nor does one quote keep a comment",
     "[run]\na = \"x ;y\" | \"\"\" ; \" ; z\nb = 3\" x ; y\n\"c ; d\" = e\n",
     "2:run|a|\"x ;y\" | \"\"\" ; \"\n3:run|b|3\" x\n4:run|\"c ; d\"|e\n"},
    {"a section may have a comment", "[run] ; x\na = 1\n", "2:run|a|1\n"},
    {"spaces in a section's name are single", "[ bron   x ]\na = 1\n", "2:bron x|a|1\n"},
    {"indented lines continue the key above", "[s]\nx = a\n  b\n\tc\ny = d\n",
     "2:s|x|a|b|c\n5:s|y|d\n"},
    {"a list may start on the next line", "[s]\nx =\n  a\n  b\n", "2:s|x|a|b\n"},
    {"blank lines and comments do not end a list", "[s]\nx = a\n\n; c\n  b ; d\n", "2:s|x|a|b\n"},
    {"behind a comma they continue the value", "[s]\nx = k: a,\n  b, ; c\n\td\n  e\n",
     "2:s|x|k: a, b, d|e\n"},
    {"an indented line with = continues too", "[s]\nx = a\n  b = c\n", "2:s|x|a|b = c\n"},
    {"a key may be indented when there is none above", "[s]\n  x = a\n", "2:s|x|a\n"},
    {"an empty value is kept", "[s]\nx =\ny = ; c\n", "2:s|x|\n3:s|y|\n"},
    {"the first = separates", "[s]\nx = a = b\n", "2:s|x|a = b\n"},
    {"keys may hold spaces, signs and colons", "[s]\na - b = x: y\nN01: n = z\n\"a\" = q\n",
     "2:s|a - b|x: y\n3:s|N01: n|z\n4:s|\"a\"|q\n"},
    {"long names are whole", "[" LONG_50 "x]\n" LONG_50 "y = 1\n  2\n" LONG_50 "z = 3\n",
     "2:" LONG_50 "x|" LONG_50 "y|1|2\n4:" LONG_50 "x|" LONG_50 "z|3\n"},
    {"199 bytes are a good line", "[s]\nabcde = 7" LONG_190 "\n", "2:s|abcde|7" LONG_190 "\n"},
    {"a comment may be longer", "[s]\n; " LONG_190 LONG_190 " x\nx = 1\n", "3:s|x|1\n"},
    {"accents are fine", "[s]\nco\xC3\xB6peratie = \xE2\x82\xAC\n",
     "2:s|co\xC3\xB6peratie|\xE2\x82\xAC\n"},
};

static void well_formed_files_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(good); i++) {
        struct fixture f;
        struct settings settings;
        bool read = read_settings(&f, good[i].content, &settings);
        fixture_expect(&f, good[i].name, ERROR_NONE, NULL, 0);
        assert_true(read);
        if (strcmp(dump(&f, &settings), good[i].expected) != 0)
            fail_msg("%s: %s", good[i].name, dump(&f, &settings));
        fixture_end(&f);
    }
}

struct refusal {
    const char *name;
    const char *content;
    const char *expected; /* what is left to use */
    struct expected_error errors[5];
};

static const struct refusal refusals[] = {
    {"a line without =",
     "[s]\nx\nx = 1\n",
     "3:s|x|1\n",
     {{"x.ini:2", "verwacht sleutel = waarde, gevonden 'x'"}}},
    {"a colon is not an =", "[s]\nx: 1\n", "1:s\n", {{"x.ini:2", "gevonden 'x: 1'"}}},
    {"a comment before the =", "[s]\nx ; = 1\n", "1:s\n", {{"x.ini:2", "verwacht sleutel"}}},
    {"a ';' that may be of the value",
     "[s]\nx = a ;b\ny = 1,\n  2 ;; c\n  3\t;d\n",
     "2:s|x|a\n3:s|y|1, 2|3\n",
     {{"x.ini:2", "gevonden ';b' achter een spatie"}, {"x.ini:5", "gevonden ';d'"}}},
    {"a line without = as the last", "[s]\nx = 1\ny", "2:s|x|1\n", {{"x.ini:3", "gevonden 'y'"}}},
    {"a key without a name", "[s]\n= 1\n", "1:s\n", {{"x.ini:2", "voor het = staat geen naam"}}},
    {"keys before a section",
     "x = 1\ny = 2\n[s]\n",
     "3:s\n",
     {{"x.ini:1", "'x' staat voor de eerste [sectie]"}, {"x.ini:2", "'y' staat voor"}}},
    {"sections that are none, without noise about their keys",
     "[s\nx = 1\nx = 1\n[]\ny = 2\n[ ]\n[s] x\nz = 3\n   4\n[t]\n",
     "10:t\n",
     {{"x.ini:1", "verwacht [sectie], gevonden '[s'"},
      {"x.ini:4", "gevonden '[]'"},
      {"x.ini:6", "gevonden '[ ]'"},
      {"x.ini:7", "gevonden '[s] x'"}}},
    {"a double key, without its list",
     "[s]\nx = 1\n\nx = 2\n  3\n",
     "2:s|x|1\n",
     {{"x.ini:4", "'x' staat er twee keer; de eerste staat op regel 2"}}},
    {"a double section, whose keys are read all the same",
     "[s]\nx = 1\n[t]\n[s]\ny = 2\nx = 3\n",
     "2:s|x|1\n5:s|y|2\n3:t\n",
     {{"x.ini:4", "[s] staat er twee keer; de eerste staat op regel 1"},
      {"x.ini:6", "'x' staat er twee keer; de eerste staat op regel 2"}}},
    {"a line of 200 bytes",
     "[s]\nabcde = 78" LONG_190 "\n  b\ny = 2\n",
     "4:s|y|2\n",
     {{"x.ini:2", "verwacht hoogstens 199 bytes, gevonden 200"}}},
    {"a long section takes its keys with it",
     "[s]\n[" LONG_190 "01234567890]\nx = 1\n  2\n[t]\n",
     "1:s\n5:t\n",
     {{"x.ini:2", "regel te lang"}}},
    {"bytes that are not UTF-8",
     "[s]\nx = caf\xE9\n# caf\xE9\ny = 1\n",
     "4:s|y|1\n",
     {{"x.ini:2", "verwacht UTF-8, gevonden byte E9"}, {"x.ini:3", "verwacht UTF-8"}}},
    {"control characters",
     "[s]\nx = a\x01"
     "b\ny = a\rb\n",
     "1:s\n",
     {{"x.ini:2", "stuurteken"}, {"x.ini:3", "stuurteken"}}},
};

static void every_malformed_line_is_reported(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(refusals); i++) {
        struct fixture f;
        struct settings settings;
        bool read = read_settings(&f, refusals[i].content, &settings);
        fixture_expect(&f, refusals[i].name, ERROR_SETTINGS, refusals[i].errors,
                       LENGTH(refusals[i].errors));
        assert_false(read);
        if (strcmp(dump(&f, &settings), refusals[i].expected) != 0)
            fail_msg("%s: %s", refusals[i].name, dump(&f, &settings));
        fixture_end(&f);
    }
}

static void a_file_that_is_not_there_is_an_error_of_settings(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    struct settings settings;
    assert_false(settings_read(fixture_path(&f, "x.ini"), &f.arena, &f.errors, &settings));
    static const struct expected_error expected[] = {{"x.ini", "bestaat niet"}};
    fixture_expect(&f, "no file", ERROR_SETTINGS, expected, LENGTH(expected));
    assert_int_equal(settings.n_sections, 0);
    assert_null(settings_section(&settings, "run"));
    fixture_end(&f);
}

/* ---- getters ---- */

static const char *const colours[] = {"rood", "groen", NULL};

static void values_come_out_as_they_are_written(void **state)
{
    (void)state;
    struct fixture f;
    struct settings s;
    assert_true(read_settings(&f,
                              "[s]\ntekst = a b\nkeuze = groen\nja = ja\nnee = nee\ngetal = -12\n"
                              "bedrag = 75.000,05\neuro = 75000\nmin = -1,5\n",
                              &s));
    assert_string_equal(settings_text(&s, "s", "tekst", NULL), "a b");
    assert_int_equal(settings_choice(&s, "s", "keuze", colours, -1), 1);
    assert_true(settings_yes(&s, "s", "ja", false));
    assert_false(settings_yes(&s, "s", "nee", true));
    assert_int_equal(settings_number(&s, "s", "getal", -12, 5, 0), -12);
    assert_int_equal(settings_money(&s, "s", "bedrag", (struct money){0}).cents, 7500005);
    assert_int_equal(settings_money(&s, "s", "euro", (struct money){0}).cents, 7500000);
    assert_int_equal(settings_money(&s, "s", "min", (struct money){0}).cents, -150);
    assert_int_equal(settings_line(&s, "s", "keuze"), 3);
    assert_int_equal(settings_line(&s, "s", "weg"), 1);
    assert_int_equal(settings_line(&s, "weg", "weg"), 0);
    assert_true(settings_finish(&s));
    fixture_expect(&f, "getters", ERROR_NONE, NULL, 0);
    fixture_end(&f);
}

static void absent_values_fall_back(void **state)
{
    (void)state;
    static const char *const files[] = {"", "[s]\n"};
    for (size_t i = 0; i < LENGTH(files); i++) {
        struct fixture f;
        struct settings s;
        assert_true(read_settings(&f, files[i], &s));
        assert_string_equal(settings_text(&s, "s", "x", "terug"), "terug");
        assert_int_equal(settings_choice(&s, "s", "x", colours, 0), 0);
        assert_true(settings_yes(&s, "s", "x", true));
        assert_int_equal(settings_number(&s, "s", "x", 0, 9, 7), 7);
        assert_int_equal(settings_money(&s, "s", "x", (struct money){42}).cents, 42);
        fixture_expect(&f, "fallbacks", ERROR_NONE, NULL, 0);
        fixture_end(&f);
    }
}

static void bad_values_are_refused_and_fall_back(void **state)
{
    (void)state;
    struct fixture f;
    struct settings s;
    assert_true(
        read_settings(&f,
                      "[s]\nleeg =\nlijst = a\n  b\nkeuze = blauw\nja = JA\ngetal = 13\n"
                      "half = 1,5\ngroot = 99999999999999999999\nbedrag = 1.23,4\nenkel = -\n",
                      &s));
    assert_string_equal(settings_text(&s, "s", "leeg", "terug"), "terug");
    assert_null(settings_text(&s, "s", "lijst", NULL));
    assert_int_equal(settings_choice(&s, "s", "keuze", colours, 0), -1);
    assert_true(settings_yes(&s, "s", "ja", true));
    assert_int_equal(settings_number(&s, "s", "getal", 0, 12, 7), 7);
    assert_int_equal(settings_number(&s, "s", "half", 0, 12, 7), 7);
    assert_int_equal(settings_number(&s, "s", "groot", 0, 12, 7), 7);
    assert_int_equal(settings_number(&s, "s", "enkel", 0, 12, 7), 7);
    assert_int_equal(settings_money(&s, "s", "bedrag", (struct money){42}).cents, 42);
    static const struct expected_error expected[] = {
        {"x.ini:2", "leeg: verwacht een waarde, gevonden niets"},
        {"x.ini:4", "lijst: verwacht een enkele waarde, gevonden 2 regels"},
        {"x.ini:5", "keuze: verwacht een van: rood, groen; gevonden 'blauw'"},
        {"x.ini:6", "ja: verwacht een van: nee, ja; gevonden 'JA'"},
        {"x.ini:7", "getal: verwacht een geheel getal van 0 tot en met 12, gevonden '13'"},
        {"x.ini:8", "gevonden '1,5'"},
        {"x.ini:9", "gevonden '99999999999999999999'"},
        {"x.ini:10", "bedrag: verwacht een bedrag zoals 75.000,00, gevonden '1.23,4'"},
        {"x.ini:11", "gevonden '-'"},
    };
    fixture_expect(&f, "bad values", ERROR_SETTINGS, expected, LENGTH(expected));
    fixture_end(&f);
}

static void required_values_are_missed(void **state)
{
    (void)state;
    struct fixture f;
    struct settings s;
    assert_true(read_settings(&f, "; x\n[s]\n", &s));
    assert_null(settings_text(&s, "s", "a", NULL));
    assert_int_equal(settings_choice(&s, "s", "b", colours, -1), -1);
    assert_int_equal(settings_number(&s, "s", "c", 1, 9, 0), 0);
    assert_null(settings_text(&s, "t", "d", NULL));
    assert_int_equal(settings_choice(&s, "t", "e", colours, -1), -1);
    static const struct expected_error expected[] = {
        {"x.ini:2", "instelling 'a' ontbreekt in [s]"},
        {"x.ini:2", "instelling 'b' ontbreekt in [s]"},
        {"x.ini:2", "instelling 'c' ontbreekt in [s]"},
        {"x.ini", "sectie [t] ontbreekt"},
    };
    fixture_expect(&f, "missing", ERROR_SETTINGS, expected, LENGTH(expected));
    fixture_end(&f);
}

static void unknown_names_are_reported_with_the_nearest(void **state)
{
    (void)state;
    struct fixture f;
    struct settings s;
    assert_true(read_settings(&f,
                              "[bestand]\ncodering = x\n[betekenis]\ntekn = x\nsluetel = y\n"
                              "zomaar = z\n[getall]\nx = 1\n[vrij]\na = 1\n",
                              &s));
    settings_text(&s, "bestand", "codering", NULL);
    settings_text(&s, "betekenis", "teken", "");
    settings_text(&s, "betekenis", "sleutel", "");
    settings_text(&s, "getal", "decimaal", "");
    settings_know_all(settings_section(&s, "vrij"));
    assert_false(settings_finish(&s));
    static const struct expected_error expected[] = {
        {"x.ini:4", "onbekende instelling 'tekn' in [betekenis]; bedoelde u 'teken'?"},
        {"x.ini:5", "onbekende instelling 'sluetel' in [betekenis]; bedoelde u 'sleutel'?"},
        {"x.ini:6", "onbekende instelling 'zomaar' in [betekenis]; bekend: teken, sleutel"},
        {"x.ini:7", "onbekende sectie [getall]; bedoelde u 'getal'?"},
    };
    fixture_expect(&f, "unknown names", ERROR_SETTINGS, expected, LENGTH(expected));
    fixture_end(&f);
}

/* ---- paths ---- */

static void paths_count_from_the_folder_of_the_file(void **state)
{
    (void)state;
    struct fixture f;
    fixture_start(&f);
    fixture_file(&f, "real/x", "");
    fixture_file(&f, "far/x", "");
    assert_int_equal(symlink("far", fixture_path(&f, "link")), 0);
    assert_int_equal(chdir(f.folder), 0);
    static const struct {
        const char *file, *relative, *expected;
    } cases[] = {
        {"run.ini", "a.csv", "a.csv"},
        {"real/run.ini", "a.csv", "real/a.csv"},
        {"real/run.ini", "./sub//a.csv", "real/sub/a.csv"},
        {"real/run.ini", "../input/a.csv", "input/a.csv"},
        {"./real/run.ini", "../input/*.csv", "input/*.csv"},
        {"real/run.ini", "../../a.csv", "../a.csv"},
        {"real/run.ini", "..", "."},
        {"link/run.ini", "../a.csv", "link/../a.csv"},
        {"none/run.ini", "../a.csv", "none/../a.csv"},
        {"../run.ini", "../a.csv", "../../a.csv"},
        {"real/run.ini", "/abs/./a.csv", "/abs/a.csv"},
        {"/run.ini", "a.csv", "/a.csv"},
        {"/etc/run.ini", "../a.csv", "/a.csv"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct settings settings = {.path = cases[i].file, .arena = &f.arena};
        assert_string_equal(settings_path(&settings, cases[i].relative), cases[i].expected);
    }
    assert_int_equal(chdir("/"), 0);
    fixture_end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_files_are_read),
        cmocka_unit_test(every_malformed_line_is_reported),
        cmocka_unit_test(a_file_that_is_not_there_is_an_error_of_settings),
        cmocka_unit_test(values_come_out_as_they_are_written),
        cmocka_unit_test(absent_values_fall_back),
        cmocka_unit_test(bad_values_are_refused_and_fall_back),
        cmocka_unit_test(required_values_are_missed),
        cmocka_unit_test(unknown_names_are_reported_with_the_nearest),
        cmocka_unit_test(paths_count_from_the_folder_of_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
