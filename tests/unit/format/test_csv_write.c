/* What is written for people and for machines. */
#include "pipeline/base/money.h"
#include "pipeline/format/csv.h"
#include "tests/unit/fixture.h"

struct text_case {
    const char *text;
    const char *people;
    const char *machines;
};

static const struct text_case text_cases[] = {
    {"gewoon", "gewoon", "gewoon"},
    {"", "", ""},
    {"a;b", "\"a;b\"", "a;b"},
    {"a,b", "a,b", "\"a,b\""},
    {"zei \"ja\"", "\"zei \"\"ja\"\"\"", "\"zei \"\"ja\"\"\""},
    {"a\nb", "\"a\nb\"", "\"a\nb\""},
    {"a\rb", "\"a\rb\"", "\"a\rb\""},
    {" a", "\" a\"", "\" a\""},
    {"a\t", "\"a\t\"", "\"a\t\""},
    {"=1+1", "'=1+1", "=1+1"},
    {"+31", "'+31", "+31"},
    {"-", "'-", "-"},
    {"@som", "'@som", "@som"},
    {"- lagere instroom (12)", "- lagere instroom (12)", "- lagere instroom (12)"},
    {"- \xC3\xA9\xC3\xA9n", "- \xC3\xA9\xC3\xA9n", "- \xC3\xA9\xC3\xA9n"},
    {"- 1", "'- 1", "- 1"},
    {"-lager", "'-lager", "-lager"},
    {"- SOM(A1)", "'- SOM(A1)", "- SOM(A1)"},
    {"- cmd|' /C x'!A0", "'- cmd|' /C x'!A0", "- cmd|' /C x'!A0"},
    {"'- lager", "''- lager", "'- lager"},
    {"  =1", "\"'  =1\"", "\"  =1\""},
    {"\tx", "\"'\tx\"", "\"\tx\""},
    {"\rx", "\"'\rx\"", "\"\rx\""},
    {"a=1", "a=1", "a=1"},
    {"'s avonds", "'s avonds", "'s avonds"},
    {"'=1", "''=1", "'=1"},
    {"caf\xC3\xA9", "caf\xC3\xA9", "caf\xC3\xA9"},
};

static char *written(const char *text, enum csv_dialect dialect, size_t *n_defused)
{
    char *bytes = NULL;
    size_t n_bytes = 0;
    FILE *stream = open_memstream(&bytes, &n_bytes);
    assert_non_null(stream);
    struct csv_writer writer;
    csv_write_start(&writer, stream, dialect);
    csv_write_text(&writer, text);
    csv_write_text(&writer, "x");
    csv_write_end(&writer);
    *n_defused = writer.n_defused;
    fclose(stream);
    return bytes;
}

static void text_is_quoted_and_defused_as_the_dialect_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(text_cases); i++) {
        const struct text_case *c = &text_cases[i];
        char expected[64];
        size_t n_defused;
        char *bytes = written(c->text, CSV_FOR_PEOPLE, &n_defused);
        snprintf(expected, sizeof expected, "\xEF\xBB\xBF%s;x\r\n", c->people);
        assert_string_equal(bytes, expected);
        assert_int_equal(n_defused, csv_formula_like(text_of(c->text)) ? 1 : 0);
        free(bytes);

        bytes = written(c->text, CSV_FOR_MACHINES, &n_defused);
        snprintf(expected, sizeof expected, "%s,x\n", c->machines);
        assert_string_equal(bytes, expected);
        assert_int_equal(n_defused, 0);
        free(bytes);
    }
}

static void what_was_written_for_people_reads_back_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(text_cases); i++) {
        char *bytes = NULL;
        size_t n_bytes = 0;
        FILE *stream = open_memstream(&bytes, &n_bytes);
        assert_non_null(stream);
        struct csv_writer writer;
        csv_write_start(&writer, stream, CSV_FOR_PEOPLE);
        csv_write_text(&writer, "pakket");
        csv_write_text(&writer, "naam");
        csv_write_text(&writer, "programma");
        csv_write_end(&writer);
        csv_write_text(&writer, text_cases[i].text);
        csv_write_text(&writer, text_cases[i].text);
        csv_write_text(&writer, "6"); /* so that no row is empty */
        csv_write_end(&writer);
        fclose(stream);
        static const char *const columns[] = {"pakket", "naam", "programma"};
        struct fixture f;
        struct csv_file file;
        fixture_start(&f);
        const char *path = fixture_bytes(&f, "x.csv", bytes, n_bytes);
        assert_true(csv_read_file(path, columns, 3, &f.arena, &f.errors, &file));
        assert_string_equal(file.rows[0].fields[0].bytes, text_cases[i].text);
        assert_string_equal(file.rows[0].fields[1].bytes, text_cases[i].text);
        fixture_end(&f);
        free(bytes);
    }
}

static void numbers_are_exact_and_never_defused(void **state)
{
    (void)state;
    static const struct {
        enum csv_dialect dialect;
        const char *expected;
    } cases[] = {
        {CSV_FOR_PEOPLE, "\xEF\xBB\xBF-3363;-1234,56;0,05;;999999999999999\r\n-1\r\n"},
        {CSV_FOR_MACHINES, "-3363,-1234.56,0.05,,999999999999999\n-1\n"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        char *bytes = NULL;
        size_t n_bytes = 0;
        FILE *stream = open_memstream(&bytes, &n_bytes);
        assert_non_null(stream);
        struct csv_writer writer;
        csv_write_start(&writer, stream, cases[i].dialect);
        csv_write_integer(&writer, -3363);
        csv_write_money(&writer, -123456);
        csv_write_money(&writer, 5);
        csv_write_blank(&writer);
        csv_write_integer(&writer, 999999999999999);
        csv_write_end(&writer);
        csv_write_integer(&writer, -1);
        csv_write_end(&writer);
        assert_int_equal(writer.n_defused, 0);
        fclose(stream);
        assert_string_equal(bytes, cases[i].expected);
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_quoted_and_defused_as_the_dialect_says),
        cmocka_unit_test(what_was_written_for_people_reads_back_the_same),
        cmocka_unit_test(numbers_are_exact_and_never_defused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
