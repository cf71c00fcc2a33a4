/* Which column of a file is which column of a profile. */
#include "pipeline/settings/profile/profile.h"

#include "tests/unit/fixture.h"

#define NOT NO_COLUMN

struct binding_case {
    const char *name;
    const char *header; /* fields separated by ';' */
    bool extra;
    size_t position_of[3]; /* a, b (optional), c = C | CC */
    const char *words[3];  /* per error */
};

static const struct binding_case bindings[] = {
    {"in order", "A;B;C", false, {0, 1, 2}, {NULL}},
    {"in another order, untrimmed, by an alternative", " CC ;A; B", false, {1, 2, 0}, {NULL}},
    {"without the optional column", "C;A", false, {1, NOT, 0}, {NULL}},
    {"with a column too many, allowed", "A;X;C;", true, {0, NOT, 2}, {NULL}},
    {"with columns too many",
     "A;X;C;",
     false,
     {0, NOT, 2},
     {"onbekende kolommen: 'X', ''; verwacht alleen de kolommen van"}},
    {"lines that begin and end in a separator", ";A;C;", false, {1, NOT, 2}, {NULL}},
    {"a column without a name between others",
     "A;;C",
     false,
     {0, NOT, 2},
     {"onbekende kolommen: ''; verwacht"}},
    {"white space of any kind", "A;\r\nC  \xC2\xA0 \nC\t", false, {0, NOT, 1}, {NULL}},
    {"a renamed column",
     "A;C (EUR)",
     true,
     {0, NOT, NOT},
     {"kolom 'C' of 'CC' of 'C C' of 'D (2 van 2)' ontbreekt; wel aanwezig: 'C (EUR)'"}},
    {"many others are counted",
     "C;a1;a2;a3;a4;a5;a6;a7;a8;a9;a10",
     true,
     {NOT, NOT, 0},
     {"kolom 'A' ontbreekt; wel aanwezig: 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8' en nog "
      "2"}},
    {"case counts", "a;B;C", true, {NOT, 1, 2}, {"kolom 'A' ontbreekt; wel aanwezig: 'a'"}},
    {"a doubled column",
     "A;C;A",
     false,
     {2, NOT, 1},
     {"kolom 'A' staat er twee keer: plaats 1 en 3; in [kolommen] van p.ini heet deze 'A (2 van "
      "2)'"}},
    {"the second of two", "A;D;D", true, {0, NOT, 2}, {NULL}},
    {"the second of two where there are three",
     "A;D;D;D",
     true,
     {0, NOT, NOT},
     {"ontbreekt; wel aanwezig: 'D (1 van 3)', 'D (2 van 3)', 'D (3 van 3)'"}},
    {"both alternatives",
     "A;C;CC",
     false,
     {0, NOT, 2},
     {"kolom 'C' of 'CC' of 'C C' of 'D (2 van 2)' staat er twee keer: plaats 2 en 3"}},
    {"all at once",
     "B;B;x",
     false,
     {NOT, 1, NOT},
     {"kolom 'B' staat er twee keer",
      "kolom 'A', 'C' of 'CC' of 'C C' of 'D (2 van 2)' ontbreekt; wel aanwezig: 'x'"}},
};

static void bind(const struct binding_case *c)
{
    const char *a[] = {"A"}, *b[] = {"B"}, *both[] = {"C", "CC", "C C", "D (2 van 2)"};
    struct profile_column columns[] = {
        {.name = "a", .headers = a, .n_headers = 1},
        {.name = "b", .headers = b, .n_headers = 1, .optional = true},
        {.name = "c", .headers = both, .n_headers = 4},
    };
    struct profile profile = {.path = "p.ini",
                              .columns = columns,
                              .n_columns = 3,
                              .file = {.has_header = true, .extra_columns = c->extra}};
    struct text header[16], rest = text_of(c->header);
    size_t n_header = 0, position_of[3], n_expected = 0;
    while (text_split(&rest, ';', &header[n_header]))
        n_header++;
    struct errors errors = {0};
    bool bound = profile_bind(&profile, header, n_header, "x.csv:1", &errors, position_of);
    while (n_expected < 3 && c->words[n_expected])
        n_expected++;
    assert_int_equal(bound, n_expected == 0);
    if (errors.n != n_expected)
        fail_msg("%s: %zu errors, the first: %s", c->name, errors.n,
                 errors.n ? errors.items[0].message : "");
    for (size_t e = 0; e < n_expected; e++) {
        assert_int_equal(errors.items[e].kind, ERROR_DATA);
        assert_string_equal(errors.items[e].where, "x.csv:1");
        if (!strstr(errors.items[e].message, c->words[e]))
            fail_msg("%s: %s", c->name, errors.items[e].message);
    }
    for (size_t i = 0; i < 3; i++)
        assert_true(position_of[i] == c->position_of[i]);
    errors_release(&errors);
}

static void headers_are_bound_by_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(bindings); i++)
        bind(&bindings[i]);
}

static void a_renamed_column_is_recognised(void **state)
{
    (void)state;
    const char *headers[] = {"Bedrag"};
    struct profile_column column = {.name = "bedrag", .headers = headers, .n_headers = 1};
    struct profile profile = {.path = "p.ini", .columns = &column, .n_columns = 1};
    static const char *const found[] = {"Bedrag (EUR)", "Bedraag", "BEDRAG"};
    for (size_t i = 0; i < LENGTH(found); i++) {
        struct text header[] = {text_of("Jaar"), text_of(found[i])};
        struct errors errors = {0};
        size_t position;
        char words[64];
        assert_false(profile_bind(&profile, header, 2, "x.csv:1", &errors, &position));
        snprintf(words, sizeof words, "bedoelde u '%s'?", found[i]);
        assert_non_null(strstr(errors.items[0].message, words));
        errors_release(&errors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_bound_by_name),
        cmocka_unit_test(a_renamed_column_is_recognised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
