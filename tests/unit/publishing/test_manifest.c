#include "pipeline/publishing/manifest.h"

#include "pipeline/base/text.h"

#include <limits.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const char GOOD[] = "{\n"
                           "  \"pnc\": \"1.0\",\n"
                           "  \"pnc_sha256\": \"\",\n"
                           "  \"run\": \"a\\\"b\\\\c\\u0001/\xc3\xa9\",\n"
                           "  \"run_id\": \"0123456789abcdef\",\n"
                           "  \"run_ini\": \"r.ini\",\n"
                           "  \"instellingen\": [],\n"
                           "  \"bronnen\": [\n"
                           "    {\n"
                           "      \"naam\": \"b\",\n"
                           "      \"profiel\": \"../p.ini\",\n"
                           "      \"bestanden\": [],\n"
                           "      \"mutaties\": 0,\n"
                           "      \"cent\": -9223372036854775808,\n"
                           "      \"bestemming\": [\n"
                           "        {\n"
                           "          \"naam\": \"in een cel\",\n"
                           "          \"mutaties\": 9223372036854775807,\n"
                           "          \"cent\": 1\n"
                           "        }\n"
                           "      ]\n"
                           "    }\n"
                           "  ],\n"
                           "  \"vergeleken\": [],\n"
                           "  \"teruggelezen\": [],\n"
                           "  \"uitvoer\": [\n"
                           "    {\n"
                           "      \"bestand\": \"data/a.csv\",\n"
                           "      \"sha256\": \"" HASH "\",\n"
                           "      \"bytes\": 7\n"
                           "    }\n"
                           "  ]\n"
                           "}\n";

struct fixture {
    struct arena arena;
    struct errors errors;
    struct manifest manifest;
};

static int make(void **state)
{
    *state = mem_alloc(sizeof(struct fixture));
    return 0;
}

static int unmake(void **state)
{
    struct fixture *fixture = *state;
    arena_release(&fixture->arena);
    errors_release(&fixture->errors);
    free(fixture);
    return 0;
}

static bool parse(struct fixture *fixture, struct text bytes)
{
    return manifest_parse(bytes, "m.json", &fixture->arena, &fixture->errors, &fixture->manifest);
}

static void the_layout_is_fixed_and_read_again(void **state)
{
    struct fixture *fixture = *state;
    assert_true(parse(fixture, text_of(GOOD)));
    const struct manifest *manifest = &fixture->manifest;
    assert_string_equal(manifest->run, "a\"b\\c\x01/\xc3\xa9");
    assert_null(manifest->subject);
    assert_int_equal(manifest->n_sources, 1);
    assert_true(manifest->sources[0].cents == LLONG_MIN);
    assert_true(manifest->sources[0].fates[0].n_mutaties == LLONG_MAX);
    assert_string_equal(manifest->outputs.items[0].sha256, HASH);
    assert_string_equal(manifest_format(manifest, &fixture->arena).bytes, GOOD);
}

/* The good one with `old` replaced, once. */
static struct text changed(struct fixture *fixture, const char *old, const char *now)
{
    const char *at = strstr(GOOD, old);
    assert_non_null(at);
    return text_of(
        arena_printf(&fixture->arena, "%.*s%s%s", (int)(at - GOOD), GOOD, now, at + strlen(old)));
}

static void what_is_wrong_is_refused_with_its_place(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *old, *now, *where, *message;
    } cases[] = {
        {"\"run\": ", "\"pnc\": ", "m.json:4", "verwacht elke naam hoogstens een keer"},
        {"1.0", "1.\\u0000", "m.json:2", "verwacht een tekst zonder \\u0000"},
        {"1.0", "\xff", "m.json:2", "verwacht geldige UTF-8"},
        {"1.0", "\\ud83d", "m.json:2", "verwacht JSON, gevonden iets anders bij teken 17"},
        {"\"run\"", "run", "m.json:4", "verwacht JSON, gevonden iets anders bij teken 5"},
        {"9223372036854775807", "9223372036854775808", "m.json:18",
         "verwacht een geheel getal van hoogstens 64 bits"},
        {"7\n    }\n  ]\n}", "7\n    }\n  ]\n}\n[", "m.json:34",
         "verwacht niets achter de laatste haak"},
        {"7\n    }\n  ]\n}", "7\n    }\n  ]", "m.json:33",
         "verwacht nog meer, gevonden het einde van het bestand"},
        {"\"mutaties\": 0,", "", "m.json",
         "bronnen 1: mutaties: verwacht een geheel getal, gevonden niets"},
        {"\"mutaties\": 0", "\"mutaties\": 0.5", "m.json",
         "bronnen 1: mutaties: verwacht een geheel getal, gevonden een breuk"},
        {"9223372036854775807", "-1", "m.json",
         "bronnen 1: bestemming 1: mutaties: verwacht een aantal van 0 of meer, gevonden -1"},
        {"\"in een cel\"", "null", "m.json",
         "bronnen 1: bestemming 1: naam: verwacht een tekst, gevonden null"},
        {"\"bytes\": 7", "\"bytes\": 7, \"meer\": {}", "m.json",
         "uitvoer 1: meer: verwacht geen onbekende naam, gevonden een object"},
        {"\"data/a.csv\"", "\"../a.csv\"", "m.json",
         "uitvoer 1: bestand: verwacht een naam binnen de map, gevonden \"../a.csv\""},
        {"0123456789abcdef\",", "0123456789ABCDEF\",", "m.json",
         "run_id: verwacht 16 hexadecimale cijfers, gevonden \"0123456789ABCDEF\""},
        {"[]", "[1]", "m.json", "instellingen 1: waarde: verwacht een object, gevonden 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture->manifest = (struct manifest){.version = "onaangeroerd"};
        assert_false(parse(fixture, changed(fixture, cases[i].old, cases[i].now)));
        assert_string_equal(fixture->manifest.version, "onaangeroerd");
        assert_int_equal(fixture->errors.n, 1);
        assert_int_equal(fixture->errors.items[0].kind, ERROR_DATA);
        assert_string_equal(fixture->errors.items[0].message, cases[i].message);
        assert_string_equal(fixture->errors.items[0].where, cases[i].where);
        errors_release(&fixture->errors);
    }
}

static void no_cut_of_a_good_one_is_accepted(void **state)
{
    struct fixture *fixture = *state;
    for (size_t n = 0; n + 2 < sizeof GOOD; n++)
        assert_false(parse(fixture, (struct text){GOOD, n}));
}

static void *parse_apart(void *fixture)
{
    size_t n_bytes = 100000;
    char *bytes = mem_alloc(n_bytes);
    memset(bytes, '[', n_bytes);
    assert_false(parse(fixture, (struct text){bytes, n_bytes}));
    free(bytes);
    return NULL;
}

static void brackets_in_brackets_need_no_stack(void **state)
{
    pthread_attr_t small;
    pthread_t thread;
    assert_int_equal(pthread_attr_init(&small), 0);
    assert_int_equal(pthread_attr_setstacksize(&small, 64 << 10), 0);
    assert_int_equal(pthread_create(&thread, &small, parse_apart, *state), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    pthread_attr_destroy(&small);
    struct fixture *fixture = *state;
    assert_string_equal(fixture->errors.items[0].message, "verwacht hoogstens 16 haken in elkaar");
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_layout_is_fixed_and_read_again),
        TEST(what_is_wrong_is_refused_with_its_place),
        TEST(no_cut_of_a_good_one_is_accepted),
        TEST(brackets_in_brackets_need_no_stack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
