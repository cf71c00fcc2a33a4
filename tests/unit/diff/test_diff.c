#include "tests/unit/scratch.h"

#include "pipeline/diff/diff.h"
#include "pipeline/publishing/manifest.h"

#define BOM "\xEF\xBB\xBF"

/* ---- two published folders, made by hand ---- */

static const char *const names[] = {
    "data/saldi.csv", "jaarrekening.csv", "afwijkingen.csv", "controles.csv", "x.xlsx",
};
#define N_NAMES (sizeof names / sizeof *names)

static const char *const contents[N_NAMES] = {
    "programma,pakket,post,sectie,stand,cents,mutaties\n"
    "6,6L,Sport,lasten,realisatie 2024,-100000,3\n"
    "6,6L,Sport,lasten,primair 2024,-90000,1\n"
    "6,6P,Jeugd lokaal,lasten,realisatie 2024,-123456789,40\n"
    "6,6P,Jeugd lokaal,baten,realisatie 2024,5000000,2\n",

    BOM "sectie;code;regel;realisatie_2024;verschil\r\n"
        "lasten;6L;Leefbaarheid;-1;0\r\n"
        "lasten;6P;Jeugdzorg;-1235;-12\r\n"
        ";;Totaal lasten;-1236;-12\r\n",

    BOM "pakket;post;lasten;baten;incidenteel_structureel;status;toelichting\r\n"
        "6P;Jeugd lokaal;-120;;I;toegelicht;Meer vraag.\r\n"
        "6P;Totaal;-120;5;;;\r\n",

    BOM "naam;ernst;verwacht;gevonden;verschil;oordeel;uitleg\r\n"
        "Regels in = regels uit;fout;46;46;;voldoet;Alles telt.\r\n"
        "Debet = credit;waarschuwing;0,00;0,00;0,00;voldoet;In balans.\r\n",

    "geen echt werkboek",
};

static struct manifest sample_manifest(struct arena *arena)
{
    struct manifest_file *settings = arena_alloc(arena, 2 * sizeof *settings);
    struct manifest_file *inputs = arena_alloc(arena, 2 * sizeof *inputs);
    struct manifest_fate *fate = arena_alloc(arena, sizeof *fate);
    struct manifest_source *source = arena_alloc(arena, sizeof *source);
    for (int i = 0; i < 2; i++) {
        memset(settings[i].sha256, 'a' + i, SHA256_HEX_SIZE - 1);
        memset(inputs[i].sha256, 'c' + i, SHA256_HEX_SIZE - 1);
        inputs[i].n_lines = 100;
    }
    settings[0].path = "x.ini";
    settings[1].path = "posten.csv";
    inputs[0].path = "../input/a.csv";
    inputs[1].path = "../input/b.csv";
    *fate = (struct manifest_fate){.name = "in een cel", .n_mutaties = 46, .cents = -118646789};
    *source = (struct manifest_source){.name = "grootboek",
                                       .profile = "bronnen/g.ini",
                                       .files = {inputs, 2},
                                       .n_mutaties = 46,
                                       .cents = -118646789,
                                       .fates = fate,
                                       .n_fates = 1};
    return (struct manifest){.version = "1.0.0",
                             .run = "proef-2024",
                             .run_ini = "x.ini",
                             .settings = {settings, 2},
                             .sources = source,
                             .n_sources = 1};
}

/* Writes the files and a manifest that describes them. */
static void publish(struct scratch *scratch, const char *folder, struct manifest *manifest,
                    const char *const texts[N_NAMES])
{
    struct arena *arena = &scratch->arena;
    manifest->outputs.n = N_NAMES;
    manifest->outputs.items = arena_alloc(arena, N_NAMES * sizeof *manifest->outputs.items);
    for (size_t i = 0; i < N_NAMES; i++) {
        scratch_write(scratch, path_join(arena, folder, names[i]), texts[i]);
        assert_true(manifest_hash_file(scratch_path(scratch, folder), names[i], arena,
                                       &scratch->errors, &manifest->outputs.items[i]));
    }
    manifest_set_run_id(manifest);
    scratch_write(scratch, path_join(arena, folder, MANIFEST_NAME),
                  manifest_format(manifest, arena).bytes);
}

static int make(void **state)
{
    struct scratch *scratch = scratch_new();
    struct manifest manifest = sample_manifest(&scratch->arena);
    publish(scratch, "oud", &manifest, contents);
    *state = scratch;
    return 0;
}

static int unmake(void **state)
{
    scratch_free(*state);
    return 0;
}

/* contents with `from` replaced by `to` wherever it stands first in each file. */
static void publish_with(struct scratch *scratch, struct manifest *manifest, const char *from,
                         const char *to)
{
    const char *texts[N_NAMES];
    for (size_t i = 0; i < N_NAMES; i++) {
        const char *at = strstr(contents[i], from);
        texts[i] = at ? arena_printf(&scratch->arena, "%.*s%s%s", (int)(at - contents[i]),
                                     contents[i], to, at + strlen(from))
                      : contents[i];
    }
    publish(scratch, "nieuw", manifest, texts);
}

struct outcome {
    bool equal;
    const char *printed;
};

static struct outcome compare(struct scratch *scratch, const char *form)
{
    struct outcome outcome = {.equal = false};
    struct diff_options options = {.old_folder = scratch_path(scratch, "oud"),
                                   .new_folder = scratch_path(scratch, "nieuw"),
                                   .form = form};
    char *printed = NULL;
    size_t n_bytes;
    FILE *out = open_memstream(&printed, &n_bytes);
    assert_non_null(out);
    bool ok = diff_folders(&options, out, &scratch->arena, &scratch->errors, &outcome.equal);
    assert_int_equal(fclose(out), 0);
    for (size_t i = 0; i < scratch->errors.n; i++)
        print_error("%s: %s\n", scratch->errors.items[i].where, scratch->errors.items[i].message);
    assert_true(ok);
    outcome.printed = arena_printf(&scratch->arena, "%s", printed);
    free(printed);
    return outcome;
}

static void assert_tells(struct outcome outcome, const char *line)
{
    if (!strstr(outcome.printed, line))
        fail_msg("not told: %s\nin:\n%s", line, outcome.printed);
}

static void assert_not_told(struct outcome outcome, const char *text)
{
    if (strstr(outcome.printed, text))
        fail_msg("told: %s\nin:\n%s", text, outcome.printed);
}

/* ---- tests ---- */

static void equal_folders_are_equal(void **state)
{
    struct scratch *scratch = *state;
    struct manifest manifest = sample_manifest(&scratch->arena);
    publish(scratch, "nieuw", &manifest, contents);
    struct outcome text = compare(scratch, "tekst"), json = compare(scratch, "json");
    assert_true(text.equal);
    assert_tells(text, "zijn gelijk");
    assert_true(json.equal);
    assert_tells(json, "\"gelijk\": true");
    assert_tells(json, "\"rijen\": [\n],\n  \"bestanden\": []\n}\n");
}

/* Each difference, alone, as both forms tell it. */
static void every_difference_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        const char *json;
        const char *text;
    } cases[] = {
        {"-123456789,40", "-123456790,41",
         "\"post\": \"Jeugd lokaal\", \"sectie\": \"lasten\", \"stand\": \"realisatie 2024\",\n    "
         "  \"oud\": -123456789, \"nieuw\": -123456790, \"verschil\": -1,",
         "  -0,01  6P Jeugd lokaal, lasten, realisatie 2024: van -1.234.567,89 naar "
         "-1.234.567,90\n"},
        {"-123456789,40", "-123456789,41",
         "{\"bestand\": \"data/saldi.csv\", \"kolom\": \"\", \"wat\": \"gewijzigd\"}",
         "  gewijzigd  data/saldi.csv\n"},
        {"6,6L,Sport,lasten,realisatie 2024,-100000,3\n", "",
         "\"post\": \"Sport\", \"sectie\": \"lasten\", \"stand\": \"realisatie 2024\",\n      "
         "\"oud\": -100000, \"nieuw\": 0, \"verschil\": 100000,",
         "  +1.000,00  6L Sport, lasten, realisatie 2024: van -1.000,00 naar 0,00\n"},
        {"6,6P,Jeugd lokaal,baten", "6,6P,Anders,baten",
         "\"post\": \"Anders\", \"sectie\": \"baten\", \"stand\": \"realisatie 2024\",\n      "
         "\"oud\": 0, \"nieuw\": 5000000, \"verschil\": 5000000,",
         "  baten   realisatie 2024  +50.000,00  -50.000,00       0,00\n"},
        {"6,6L,Sport,lasten,primair 2024,-90000,1\n", "",
         "\"post\": \"Sport\", \"sectie\": \"lasten\", \"stand\": \"primair 2024\",\n      "
         "\"oud\": -90000, \"nieuw\": 0, \"verschil\": 90000,",
         "  +900,00  6L Sport, lasten, primair 2024: van -900,00 naar 0,00\n"},
        {"6P;Jeugdzorg;-1235", "6P;Jeugdzorg;-1236",
         "\"regel\": \"lasten / 6P / Jeugdzorg\", \"wat\": \"gewijzigd\", \"kolom\": "
         "\"realisatie_2024\", \"oud\": -1235, \"nieuw\": -1236, \"verschil\": -1}",
         "  gewijzigd  jaarrekening.csv: lasten / 6P / Jeugdzorg: realisatie_2024 -1235 → -1236 "
         "(-1)\n"},
        {"Leefbaarheid;-1;0", "Leefbaarheid;-1;",
         "\"regel\": \"lasten / 6L / Leefbaarheid\", \"wat\": \"gewijzigd\", \"kolom\": "
         "\"verschil\", \"oud\": 0, \"nieuw\": \"\", \"verschil\": 0}",
         "verschil 0 → (leeg) (0)"},
        {";;Totaal lasten", ";;Som lasten",
         "\"regel\": \"Som lasten\", \"wat\": \"nieuw\", \"kolom\": \"realisatie_2024\", \"oud\": "
         "\"\", \"nieuw\": -1236, \"verschil\": -1236}",
         "  nieuw      jaarrekening.csv: Som lasten: realisatie_2024 -1236; verschil -12\n"},
        {"realisatie_2024;verschil", "realisatie_2024;afwijking",
         "{\"bestand\": \"jaarrekening.csv\", \"kolom\": \"afwijking\", \"wat\": \"nieuw\"}",
         "  nieuw      kolom afwijking van jaarrekening.csv\n"
         "  vervallen  kolom verschil van jaarrekening.csv\n"},
        {"-120;;I;toegelicht;Meer vraag.", "-130;;I;toegelicht;Meer vraag en hoger tarief.",
         "\"regel\": \"6P / Jeugd lokaal\", \"wat\": \"gewijzigd\", \"kolom\": \"toelichting\", "
         "\"oud\": \"Meer vraag.\", \"nieuw\": \"Meer vraag en hoger tarief.\", \"verschil\": "
         "null}",
         "  gewijzigd  6P / Jeugd lokaal: lasten -120 → -130 (-10); toelichting Meer vraag. → Meer "
         "vraag en hoger tarief.\n"},
        {"6P;Jeugd lokaal;", "6P;Jeugd elders;",
         "\"regel\": \"6P / Jeugd elders\", \"wat\": \"nieuw\", \"kolom\": \"status\", \"oud\": "
         "\"\", \"nieuw\": \"toegelicht\", \"verschil\": null}",
         "Afwijkingen: 1 nieuw, 1 vervallen."},
        {"0,00;0,00;0,00;voldoet", "0,00;7,50;7,50;voldoet niet",
         "\"regel\": \"Debet = credit\", \"wat\": \"gewijzigd\", \"kolom\": \"gevonden\", \"oud\": "
         "0.00, \"nieuw\": 7.50, \"verschil\": 7.50}",
         "Van oordeel veranderde: Debet = credit van voldoet naar voldoet niet."},
        {"Alles telt.", "Alles klopt.",
         "\"regel\": \"Regels in = regels uit\", \"wat\": \"gewijzigd\", \"kolom\": \"uitleg\"",
         "  gewijzigd  Regels in = regels uit: uitleg Alles telt. → Alles klopt.\n"},
        {"geen echt", "ook geen echt",
         "{\"bestand\": \"x.xlsx\", \"kolom\": \"\", \"wat\": \"gewijzigd\"}",
         "  gewijzigd  x.xlsx\n"},
        {"\r\n6P;Totaal;-120;5;;;\r\n", "\r\n\"6P\";Totaal;-120;5;;;\r\n",
         "{\"bestand\": \"afwijkingen.csv\", \"kolom\": \"\", \"wat\": \"gewijzigd\"}",
         "  gewijzigd  afwijkingen.csv\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        void *fresh;
        make(&fresh);
        struct scratch *scratch = fresh;
        struct manifest manifest = sample_manifest(&scratch->arena);
        publish_with(scratch, &manifest, cases[i].from, cases[i].to);
        struct outcome json = compare(scratch, "json"), text = compare(scratch, "tekst");
        assert_false(json.equal);
        assert_false(text.equal);
        assert_tells(json, cases[i].json);
        assert_tells(text, cases[i].text);
        assert_tells(text, "versie, instellingen en");
        unmake(&fresh);
    }
}

static void origins_are_told_by_name(void **state)
{
    struct scratch *scratch = *state;
    struct manifest manifest = sample_manifest(&scratch->arena);
    manifest.version = "1.1.0";
    manifest.settings.items[1].sha256[0] = 'f';
    manifest.sources[0].files.items[0].path = "../input/hernoemd.csv";
    manifest.sources[0].files.items[1].sha256[0] = 'f';
    manifest.sources[0].files.items[1].n_lines = 101;
    manifest.sources[0].fates[0].n_mutaties = 47;
    publish(scratch, "nieuw", &manifest, contents);
    struct outcome text = compare(scratch, "tekst"), json = compare(scratch, "json");
    assert_tells(text, "Waarom de saldi bewogen is niet te zeggen: ");
    assert_tells(text, "\n  posten.csv gewijzigd\n");
    assert_tells(text, "\n  invoer: ../input/a.csv vervallen\n");
    assert_tells(text, "\n  invoer: ../input/b.csv gewijzigd\n");
    assert_tells(text, "\n  invoer: ../input/hernoemd.csv nieuw\n");
    assert_not_told(text, "LET OP");
    assert_tells(json, "{\"wat\": \"posten.csv gewijzigd\"");
    assert_tells(json, "{\"wat\": \"invoer: ../input/b.csv gewijzigd\"");
    assert_false(json.equal);
}

static void a_file_on_one_side_is_told(void **state)
{
    struct scratch *scratch = *state;
    struct manifest manifest = sample_manifest(&scratch->arena);
    publish(scratch, "nieuw", &manifest, contents);
    scratch_write(scratch, "nieuw/extra.csv", "a\r\n");
    struct outcome text = compare(scratch, "tekst");
    assert_false(text.equal);
    assert_tells(text, "  nieuw      extra.csv\n");
    assert_tells(text, "LET OP: in NIEUW komt dit niet overeen met het manifest: extra.csv.");
}

static void a_changed_file_is_seen_whatever_the_manifest_says(void **state)
{
    struct scratch *scratch = *state;
    struct manifest manifest = sample_manifest(&scratch->arena);
    publish(scratch, "nieuw", &manifest, contents);
    scratch_write(scratch, "nieuw/x.xlsx", "stiekem\n");
    struct outcome text = compare(scratch, "tekst");
    assert_false(text.equal);
    assert_tells(text, "LET OP: in NIEUW komt dit niet overeen met het manifest: x.xlsx.");
}

static void rows_with_one_key_match_in_their_order(void **state)
{
    struct scratch *scratch = *state;
    const char *texts[N_NAMES];
    memcpy(texts, contents, sizeof texts);
    texts[3] = BOM "naam;oordeel\r\nA;voldoet\r\nA;fout\r\nB;voldoet\r\n";
    struct manifest manifest = sample_manifest(&scratch->arena);
    publish(scratch, "oud", &manifest, texts);
    texts[3] = BOM "naam;oordeel\r\nB;voldoet\r\nA;voldoet\r\nA;voldoet\r\n";
    publish(scratch, "nieuw", &manifest, texts);
    assert_tells(compare(scratch, "json"),
                 "\"rijen\": [\n  {\"bestand\": \"controles.csv\", \"regel\": \"A\", \"wat\": "
                 "\"gewijzigd\", \"kolom\": \"oordeel\", \"oud\": \"fout\", \"nieuw\": "
                 "\"voldoet\", \"verschil\": null}\n]");
}

static void what_is_no_published_folder_is_refused(void **state)
{
    struct scratch *scratch = *state;
    bool equal = true;
    struct diff_options options = {.old_folder = scratch_path(scratch, "oud"),
                                   .new_folder = scratch_path(scratch, "niets")};
    assert_false(diff_folders(&options, stdout, &scratch->arena, &scratch->errors, &equal));
    assert_int_equal(errors_worst(&scratch->errors), ERROR_SETTINGS);

    struct manifest manifest = sample_manifest(&scratch->arena);
    publish_with(scratch, &manifest, "6P;Totaal;-120;5;;;", "6P;\"Totaal");
    options.new_folder = scratch_path(scratch, "nieuw");
    assert_false(diff_folders(&options, stdout, &scratch->arena, &scratch->errors, &equal));
    assert_true(equal);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(equal_folders_are_equal),
        TEST(every_difference_is_told),
        TEST(origins_are_told_by_name),
        TEST(a_file_on_one_side_is_told),
        TEST(a_changed_file_is_seen_whatever_the_manifest_says),
        TEST(rows_with_one_key_match_in_their_order),
        TEST(what_is_no_published_folder_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
