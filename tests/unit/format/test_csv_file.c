/* A small file read whole, its columns by name. */
#include "pipeline/format/csv.h"
#include "tests/unit/fixture.h"

static const char *const columns[] = {"pakket", "naam", "?tot"};

/* In a fixture that it starts. */
static bool read_bytes(struct fixture *f, const char *bytes, size_t n_bytes, struct csv_file *file)
{
    fixture_start(f);
    const char *path = fixture_bytes(f, "x.csv", bytes, n_bytes);
    return csv_read_file(path, columns, LENGTH(columns), &f->arena, &f->errors, file);
}

static void columns_come_in_the_asked_order(void **state)
{
    (void)state;
    static const char *const files[] = {
        "pakket;naam;tot\n6L;Leefbaarheid;2024\n\n6N;\"a;b\";\n",
        "\xEF\xBB\xBFtot;naam;pakket\r\n2024;Leefbaarheid;6L\r\n\r\n;\"a;b\";6N",
    };
    for (size_t i = 0; i < LENGTH(files); i++) {
        struct fixture f;
        struct csv_file file;
        assert_true(read_bytes(&f, files[i], strlen(files[i]), &file));
        assert_int_equal(f.errors.n, 0);
        assert_int_equal(file.n_rows, 2);
        assert_string_equal(file.rows[0].fields[0].bytes, "6L");
        assert_string_equal(file.rows[0].fields[1].bytes, "Leefbaarheid");
        assert_string_equal(file.rows[0].fields[2].bytes, "2024");
        assert_int_equal(file.rows[0].line_no, 2);
        assert_string_equal(file.rows[1].fields[1].bytes, "a;b");
        assert_int_equal(file.rows[1].fields[2].n_bytes, 0);
        assert_int_equal(file.rows[1].line_no, 4);
        fixture_end(&f);
    }
}

/* The same table as spreadsheet programs leave it. */
static void a_spreadsheet_may_have_saved_it(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n_bytes; /* 0: up to the NUL */
        int line_no;
    } files[] = {
        {"pakket,naam,tot\n6L,\"Caf\xC3\xA9, zuid\",\n", 0, 2},
        {"\xEF\xBB\xBF\"pakket\"\tnaam\ttot\r\n6L\tCaf\xC3\xA9, zuid\t\r\n", 0, 2},
        {"sep=;\r\nPakket;NAAM;Tot\r\n6L;Caf\xE9, zuid;\r\n", 0, 3},
        {"sep=,\r\nPakket;NAAM;Tot\r\n6L;Caf\xE9, zuid;\r\n", 0, 3},
        {"pakket;naam;tot;;\r\n6L;Caf\xE9, zuid;;;\r\n;;;;\r\n;;;;\r\n", 0, 2},
        {"pakket;naam;tot\r\n6L;Caf\xE9, zuid\r\n;\r\n", 0, 2},
        {"pakket;naam;tot,,\n6L;Caf\xC3\xA9, zuid;,\n", 0, 2},
        {"\xFF\xFEp\0a\0k\0k\0e\0t\0\t\0n\0a\0a\0m\0\n\0\66\0L\0\t\0C\0a\0f\0\xE9\0,\0 \0z\0u\0"
         "i\0d\0\n\0",
         54, 2},
    };
    for (size_t i = 0; i < LENGTH(files); i++) {
        struct fixture f;
        struct csv_file file;
        size_t n_bytes = files[i].n_bytes ? files[i].n_bytes : strlen(files[i].bytes);
        if (!read_bytes(&f, files[i].bytes, n_bytes, &file))
            fail_msg("file %zu: %s", i, f.errors.items[0].message);
        assert_int_equal(file.n_rows, 1);
        assert_string_equal(file.rows[0].fields[0].bytes, "6L");
        assert_string_equal(file.rows[0].fields[1].bytes, "Caf\xC3\xA9, zuid");
        assert_string_equal(file.rows[0].fields[2].bytes, "");
        assert_int_equal(file.rows[0].line_no, files[i].line_no);
        fixture_end(&f);
    }
}

static void an_optional_column_may_be_absent(void **state)
{
    (void)state;
    static const char bytes[] = "pakket;naam\n\"6\nL\";x\n6N;y\n";
    struct fixture f;
    struct csv_file file;
    assert_true(read_bytes(&f, bytes, strlen(bytes), &file));
    assert_int_equal(file.n_rows, 2);
    assert_string_equal(file.rows[0].fields[2].bytes, "");
    assert_int_equal(file.rows[0].fields[2].n_bytes, 0);
    assert_int_equal(file.rows[1].line_no, 4);
    fixture_end(&f);
}

static void columns_of_the_files_own_follow_the_known_ones(void **state)
{
    (void)state;
    static const char *const wanted[] = {"code", "?naam", "*"};
    struct fixture f;
    struct csv_file file;
    fixture_start(&f);
    const char *path = fixture_file(&f, "x.csv", "2023;code;2024;naam\n1;a;2;b\n;c;4;\n");
    assert_true(csv_read_file(path, wanted, LENGTH(wanted), &f.arena, &f.errors, &file));
    assert_int_equal(file.n_own, 2);
    assert_string_equal(file.own_names[0], "2023");
    assert_string_equal(file.own_names[1], "2024");
    assert_int_equal(file.rows[0].n_fields, 4);
    assert_string_equal(file.rows[0].fields[0].bytes, "a");
    assert_string_equal(file.rows[0].fields[1].bytes, "b");
    assert_string_equal(file.rows[0].fields[2].bytes, "1");
    assert_string_equal(file.rows[0].fields[3].bytes, "2");
    assert_string_equal(file.rows[1].fields[2].bytes, "");
    path = fixture_file(&f, "y.csv", "2023;code;2023\n1;a;2\n");
    assert_false(csv_read_file(path, wanted, LENGTH(wanted), &f.arena, &f.errors, &file));
    assert_non_null(strstr(f.errors.items[0].message, "kolom '2023' staat er twee keer"));
    fixture_end(&f);
}

struct refusal {
    const char *name;
    const char *bytes;
    size_t n_bytes; /* 0: up to the NUL */
    const char *where[4];
    const char *words[4]; /* one per error, in order; NULL ends */
};

static const struct refusal refusals[] = {
    {"a renamed column",
     "pakket;name\n",
     0,
     {":1"},
     {"kolom 'naam' ontbreekt; verwacht: pakket;naam;tot; gevonden: pakket;name"}},
    {"columns too many", "pakket;naam;x;y\n", 0, {":1"}, {"kolom 'x', 'y' is onbekend"}},
    {"a doubled column", "pakket;naam;naam\n", 0, {":1"}, {"kolom 'naam' staat er twee keer"}},
    {"a value in a column without a name",
     "pakket;naam;\na;b;\na;b;c\n",
     0,
     {":3"},
     {"in kolom 3, die geen naam heeft, staat 'c'"}},
    {"a header of another file", "x\n1;2\n", 0, {":1"}, {"kolom 'pakket', 'naam' ontbreekt"}},
    {"rows with another number of fields, all of them",
     "pakket;naam;tot\na;b;c;d\nb;c;\na;b;c;;f\n",
     0,
     {":2", ":4"},
     {"verwacht 3 velden zoals in de kopregel, gevonden 4", "gevonden 5"}},
    {"a row that is cut", "pakket;naam\na;b\nc", 0, {":3"}, {"gevonden 1"}},
    {"stray and open quotes, all of them",
     "pakket;naam\na\"b;c\n\nd;e\n\"f;g\n",
     0,
     {":2", ":5"},
     {"aanhalingsteken op een verkeerde plaats", "aanhalingsteken dat niet wordt gesloten"}},
    {"windows-1252 behind UTF-8",
     "pakket;naam\r\n6L;caf\xC3\xA9\r\n6M;caf\xE9\r\n",
     0,
     {":3"},
     {"verwacht UTF-8 zoals elders in het bestand, gevonden byte E9"}},
    {"no windows-1252 either",
     "pakket;naam\r\n6L;caf\x81\r\n",
     0,
     {":2"},
     {"verwacht UTF-8 of windows-1252, gevonden byte 81"}},
    {"a NUL byte", "pakket;naam\n6L;a\0b\n", 20, {":2"}, {"NUL-byte"}},
    {"an empty file", "", 0, {":1"}, {"leeg; verwacht: pakket;naam;tot"}},
    {"blank lines only", "\n \n", 0, {":1"}, {"leeg"}},
};

static void faults_of_a_file_are_all_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(refusals); i++) {
        const struct refusal *r = &refusals[i];
        struct fixture f;
        struct csv_file file;
        size_t n_bytes = r->n_bytes ? r->n_bytes : strlen(r->bytes);
        if (read_bytes(&f, r->bytes, n_bytes, &file))
            fail_msg("%s was accepted", r->name);
        size_t n_wanted = 0;
        while (n_wanted < LENGTH(r->words) && r->words[n_wanted])
            n_wanted++;
        if (f.errors.n != n_wanted)
            fail_msg("%s: %zu errors", r->name, f.errors.n);
        for (size_t e = 0; e < n_wanted; e++) {
            const struct error *error = &f.errors.items[e];
            assert_int_equal(error->kind, ERROR_SETTINGS);
            if (!strstr(error->message, r->words[e]) ||
                strcmp(strrchr(error->where, ':'), r->where[e]) != 0)
                fail_msg("%s: %s: %s", r->name, error->where, error->message);
        }
        fixture_end(&f);
    }
}

static void an_unreadable_file_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        const char *words;
    } cases[] = {
        {"/nowhere/pakketten.csv", "bestaat niet"},
        {"/etc/passwd/pakketten.csv", "bestaat niet"},
        {"/etc", "gevonden een map"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        struct csv_file file;
        struct fixture f;
        fixture_start(&f);
        assert_false(
            csv_read_file(cases[i].path, columns, LENGTH(columns), &f.arena, &f.errors, &file));
        assert_int_equal(f.errors.n, 1);
        assert_int_equal(f.errors.items[0].kind, ERROR_SETTINGS);
        assert_string_equal(f.errors.items[0].where, cases[i].path);
        assert_non_null(strstr(f.errors.items[0].message, cases[i].words));
        assert_int_equal(file.n_rows, 0);
        fixture_end(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_come_in_the_asked_order),
        cmocka_unit_test(a_spreadsheet_may_have_saved_it),
        cmocka_unit_test(an_optional_column_may_be_absent),
        cmocka_unit_test(columns_of_the_files_own_follow_the_known_ones),
        cmocka_unit_test(faults_of_a_file_are_all_named),
        cmocka_unit_test(an_unreadable_file_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
