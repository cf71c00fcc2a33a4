#include "pipeline/format/json.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    struct arena arena;
    struct errors errors;
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

static bool read_text(struct fixture *fixture, const char *json, struct json_value *value)
{
    return json_read(text_of(json), "m.json", &fixture->arena, &fixture->errors, value);
}

static void write_sample(FILE *stream)
{
    struct json_writer writer;
    json_write_start(&writer, stream);
    json_write_object(&writer, NULL);
    json_write_text(&writer, "naam", "a\"b\\c\n\t\x01\x7f/\xc3\xa9\xe2\x82\xac");
    json_write_integer(&writer, "klein", LLONG_MIN);
    json_write_array(&writer, "leeg");
    json_write_end(&writer);
    json_write_array(&writer, "lijst");
    json_write_integer(&writer, NULL, 0);
    json_write_object(&writer, NULL);
    json_write_end(&writer);
    json_write_object(&writer, NULL);
    json_write_text(&writer, "", "");
    json_write_end(&writer);
    json_write_end(&writer);
    json_write_end(&writer);
}

static char *sample(void)
{
    char *buffer = NULL;
    size_t n_bytes;
    FILE *stream = open_memstream(&buffer, &n_bytes);
    assert_non_null(stream);
    write_sample(stream);
    assert_int_equal(fclose(stream), 0);
    return buffer;
}

static void the_layout_is_fixed(void **state)
{
    (void)state;
    char *written = sample();
    assert_string_equal(written, "{\n"
                                 "  \"naam\": \"a\\\"b\\\\c\\u000a\\u0009\\u0001\\u007f/"
                                 "\xc3\xa9\xe2\x82\xac\",\n"
                                 "  \"klein\": -9223372036854775808,\n"
                                 "  \"leeg\": [],\n"
                                 "  \"lijst\": [\n"
                                 "    0,\n"
                                 "    {},\n"
                                 "    {\n"
                                 "      \"\": \"\"\n"
                                 "    }\n"
                                 "  ]\n"
                                 "}\n");
    free(written);
}

static void what_was_written_is_read(void **state)
{
    struct fixture *fixture = *state;
    char *written = sample();
    struct json_value root;
    assert_true(read_text(fixture, written, &root));
    assert_int_equal(root.kind, JSON_OBJECT);
    assert_int_equal(root.n, 4);
    assert_string_equal(json_member(&root, "naam")->text,
                        "a\"b\\c\n\t\x01\x7f/\xc3\xa9\xe2\x82\xac");
    assert_true(json_member(&root, "klein")->integer == LLONG_MIN);
    assert_int_equal(json_member(&root, "leeg")->n, 0);
    const struct json_value *list = json_member(&root, "lijst");
    assert_int_equal(list->kind, JSON_ARRAY);
    assert_int_equal(list->n, 3);
    assert_int_equal(list->line_no, 5);
    assert_null(list->items[0].key);
    assert_string_equal(json_member(&list->items[2], "")->text, "");
    assert_null(json_member(&root, "Naam"));
    assert_null(json_member(list, "naam"));
    free(written);
}

static void escapes_are_understood(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *json, *wanted;
    } cases[] = {
        {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"},
        {"\"\\u0041\"", "A"},
        {"\"\\u00e9\\u00E9\"", "\xc3\xa9\xc3\xa9"},
        {"\"\\u20ac\"", "\xe2\x82\xac"},
        {"\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80"},
        {" \r\n\t\"x\" \n", "x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct json_value value;
        assert_true(read_text(fixture, cases[i].json, &value));
        assert_int_equal(value.kind, JSON_TEXT);
        assert_string_equal(value.text, cases[i].wanted);
    }
}

static void whole_numbers_keep_every_digit(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *json;
        long long wanted;
    } cases[] = {
        {"0", 0},
        {"-1", -1},
        {"9223372036854775807", LLONG_MAX},
        {"-9223372036854775808", LLONG_MIN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct json_value value;
        assert_true(read_text(fixture, cases[i].json, &value));
        assert_int_equal(value.kind, JSON_INTEGER);
        assert_true(value.integer == cases[i].wanted);
    }
}

static void all_else_is_refused_with_its_line(void **state)
{
    struct fixture *fixture = *state;
    static const struct {
        const char *json, *where;
    } cases[] = {
        {"", "m.json:1"},
        {"\n\n", "m.json:3"},
        {"{", "m.json:1"},
        {"[1,]", "m.json:1"},
        {"[,1]", "m.json:1"},
        {"[1 2]", "m.json:1"},
        {"{\"a\":1,}", "m.json:1"},
        {"{\"a\" 1}", "m.json:1"},
        {"{a:1}", "m.json:1"},
        {"{\"a\":1,\n\"a\":2}", "m.json:2"},
        {"[1]\n[2]", "m.json:2"},
        {"[1}", "m.json:1"},
        {"true", "m.json:1"},
        {"null", "m.json:1"},
        {"01", "m.json:1"},
        {"-", "m.json:1"},
        {"+1", "m.json:1"},
        {"1.5", "m.json:1"},
        {"1e3", "m.json:1"},
        {"9223372036854775808", "m.json:1"},
        {"-9223372036854775809", "m.json:1"},
        {"\"", "m.json:1"},
        {"\"\\", "m.json:1"},
        {"\"\\\"", "m.json:1"},
        {"\"a\nb\"", "m.json:1"},
        {"\"\\x\"", "m.json:1"},
        {"\"\\u12\"", "m.json:1"},
        {"\"\\u0000\"", "m.json:1"},
        {"\"\\ud83d\"", "m.json:1"},
        {"\"\\ud83d\\u0041\"", "m.json:1"},
        {"\"\\ude00\"", "m.json:1"},
        {"\"\xff\"", "m.json"},
        {"[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "m.json:1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct json_value value = {.integer = 42};
        assert_false(read_text(fixture, cases[i].json, &value));
        assert_int_equal(value.integer, 42);
        assert_int_equal(fixture->errors.n, 1);
        assert_int_equal(fixture->errors.items[0].kind, ERROR_DATA);
        assert_string_equal(fixture->errors.items[0].where, cases[i].where);
        errors_release(&fixture->errors);
    }
    struct json_value value;
    assert_false(json_read((struct text){"\"a\0b\"", 5}, "m.json", &fixture->arena,
                           &fixture->errors, &value));
}

static void no_cut_of_a_good_file_is_accepted(void **state)
{
    struct fixture *fixture = *state;
    char *written = sample();
    struct json_value value;
    for (size_t n = 0; n + 2 < strlen(written); n++)
        assert_false(json_read((struct text){written, n}, "m.json", &fixture->arena,
                               &fixture->errors, &value));
    free(written);
}

static void sixteen_brackets_are_fine(void **state)
{
    struct fixture *fixture = *state;
    struct json_value value;
    assert_true(read_text(fixture, "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]", &value));
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_layout_is_fixed),
        TEST(what_was_written_is_read),
        TEST(escapes_are_understood),
        TEST(whole_numbers_keep_every_digit),
        TEST(all_else_is_refused_with_its_line),
        TEST(no_cut_of_a_good_file_is_accepted),
        TEST(sixteen_brackets_are_fine),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
