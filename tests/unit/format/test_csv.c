/* One record after another, split anywhere, capped. */
#include "pipeline/format/csv.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* ---- one record ---- */

/* Fields in `expected` are separated by '|', which no input holds. */
struct record_case {
    const char *name;
    const char *bytes;
    enum csv_outcome outcome;
    const char *expected;
    size_t n_used;
};

static const struct record_case semicolon_cases[] = {
    {"a record ends at LF", "a;b\nc", CSV_RECORD, "a|b", 4},
    {"a record ends at CRLF", "a;b\r\nc", CSV_RECORD, "a|b", 5},
    {"a record ends at a lone CR", "a;b\rc", CSV_RECORD, "a|b", 4},
    {"a record ends at the end of the file", "a;b", CSV_RECORD, "a|b", 3},
    {"a quoted field may be the last of the file", "a;\"b\"", CSV_RECORD, "a|b", 5},
    {"one field is a record", "a\n", CSV_RECORD, "a", 2},
    {"empty fields are fields", ";;\n", CSV_RECORD, "||", 3},
    {"an empty field at the end of the file is a field", "a;", CSV_RECORD, "a|", 2},
    {"unquoted fields are trimmed of spaces and tabs", " a \t;\tb c ;  \n", CSV_RECORD, "a|b c|",
     14},
    {"quoted fields keep their spaces", "\" a \"; \" b\t\" \n", CSV_RECORD, " a | b\t", 14},
    {"a quoted empty field is empty", "\"\";a\n", CSV_RECORD, "|a", 5},
    {"a doubled quote is one quote", "\"a \"\"b\"\"\";c\n", CSV_RECORD, "a \"b\"|c", 12},
    {"a quoted separator is text", "\"a;b\";c\n", CSV_RECORD, "a;b|c", 8},
    {"a quoted LF is text", "\"a\nb\";c\nd", CSV_RECORD, "a\nb|c", 8},
    {"a quoted CRLF is text", "\"a\r\nb\";c\r\nd", CSV_RECORD, "a\r\nb|c", 10},
    {"quoted empty lines are text", "\"a\n\n\nb\"\n", CSV_RECORD, "a\n\n\nb", 8},
    {"another separator is text", "a,b\n", CSV_RECORD, "a,b", 4},
    {"accents are bytes", "caf\xC3\xA9;\xE9\n", CSV_RECORD, "caf\xC3\xA9|\xE9", 8},
    {"an empty line is blank", "\na;b\n", CSV_BLANK, "", 1},
    {"an empty CRLF line is blank and one line", "\r\na;b\n", CSV_BLANK, "", 2},
    {"a line of spaces is blank", "  \t \na;b\n", CSV_BLANK, "", 5},
    {"spaces before the end of the file are blank", "   ", CSV_BLANK, "", 3},
    {"nothing at all is blank", "", CSV_BLANK, "", 0},
    {"a quote inside an unquoted field is refused", "a\"b;c\nd;e\n", CSV_STRAY_QUOTE, "", 6},
    {"text behind a closing quote is refused", "\"a\"b;c\r\nd;e\n", CSV_STRAY_QUOTE, "", 8},
    {"a quote behind a closing quote and a space is refused", "\"a\" \"b\"\nd;e\n", CSV_STRAY_QUOTE,
     "", 8},
    {"a stray quote on the last line is refused", "a;b\"", CSV_STRAY_QUOTE, "", 4},
    {"a quote that never closes runs away, one line is used", "\"a;b\nc;d\ne;f\n", CSV_RUNAWAY, "",
     5},
    {"a quote that never closes on the last line runs away", "a;\"b", CSV_RUNAWAY, "", 4},
    {"a quote that a later line seems to close runs away", "1;\"a\r\n2;\"b\";c\r\n", CSV_RUNAWAY,
     "", 6},
};

static const struct record_case tab_cases[] = {
    {"tabs separate", "a\tb\n", CSV_RECORD, "a|b", 4},
    {"tabs are not trimmed away", "\t\ta\t\n", CSV_RECORD, "||a|", 5},
    {"a line of tabs is not blank", "\t\n", CSV_RECORD, "|", 2},
    {"spaces are trimmed between tabs", " a \t b\n", CSV_RECORD, "a|b", 7},
    {"a quoted tab is text", "\"a\tb\"\tc\n", CSV_RECORD, "a\tb|c", 8},
};

static const struct record_case no_quote_cases[] = {
    {"quotes are text", "\"a;b\"c\nd", CSV_RECORD, "\"a|b\"c", 7},
    {"one quote is text", "a\";b\r\n", CSV_RECORD, "a\"|b", 6},
    {"fields are trimmed", " a ; b\t;\n", CSV_RECORD, "a|b|", 9},
    {"a blank line is blank", " \r\n", CSV_BLANK, "", 3},
    {"the last line needs no line end", "a;b", CSV_RECORD, "a|b", 3},
};

static const struct record_case single_quote_cases[] = {
    {"single quotes quote", "'a;b';c\n", CSV_RECORD, "a;b|c", 8},
    {"double quotes are text", "a\"b;\"\n", CSV_RECORD, "a\"b|\"", 6},
};

static void join_fields(char *joined, size_t size, const struct text *fields, size_t n_fields)
{
    size_t n = 0;
    for (size_t i = 0; i < n_fields; i++)
        n += (size_t)snprintf(joined + n, size - n, "%s%.*s", i ? "|" : "", TEXT_ARG(fields[i]));
    joined[n] = '\0';
}

static void expect_outcome(struct csv_reader *reader, const struct record_case *c, size_t n_bytes,
                           bool at_eof, bool may_want_more)
{
    const struct text *fields = NULL;
    size_t n_fields = 0, n_used = 0;
    char *exact = malloc(n_bytes + 1); /* so that a sanitizer sees a byte too far */
    assert_non_null(exact);
    char *bytes = exact + 1;
    memcpy(bytes, c->bytes, n_bytes);
    enum csv_outcome outcome =
        csv_record(reader, (struct text){bytes, n_bytes}, at_eof, &fields, &n_fields, &n_used);
    if (!(may_want_more && outcome == CSV_MORE)) {
        char joined[256] = "";
        join_fields(joined, sizeof joined, fields, n_fields);
        if (outcome != c->outcome || n_used != c->n_used || strcmp(joined, c->expected) != 0)
            fail_msg("%s (%zu bytes%s): outcome %d, fields '%s', %zu used", c->name, n_bytes,
                     at_eof ? ", end of file" : "", (int)outcome, joined, n_used);
    }
    free(exact);
}

/* How many of the bytes must be there before the outcome is certain. */
static size_t n_decisive(const struct record_case *c)
{
    size_t n_bytes = strlen(c->bytes);
    bool ends_in_cr = c->n_used > 0 && c->bytes[c->n_used - 1] == '\r';
    bool has_line_end = c->n_used > 0 && strchr("\r\n", c->bytes[c->n_used - 1]);
    if (!has_line_end || c->outcome == CSV_RUNAWAY)
        return n_bytes + 1; /* only the end of the file decides, or a later line */
    return c->n_used + (ends_in_cr ? 1 : 0);
}

static void replay(const struct record_case *cases, size_t n_cases, char separator, char quote)
{
    struct csv_reader *reader = csv_reader_new(separator, quote);
    for (size_t i = 0; i < n_cases; i++) {
        size_t n_bytes = strlen(cases[i].bytes);
        expect_outcome(reader, &cases[i], n_bytes, true, false);
        for (size_t n = 0; n <= n_bytes; n++)
            expect_outcome(reader, &cases[i], n, false, n < n_decisive(&cases[i]));
        expect_outcome(reader, &cases[i], n_bytes, true, false);
    }
    csv_reader_free(reader);
}

static void records_come_out_the_same_at_every_split(void **state)
{
    (void)state;
    replay(semicolon_cases, LENGTH(semicolon_cases), ';', '"');
    replay(tab_cases, LENGTH(tab_cases), '\t', '"');
    replay(no_quote_cases, LENGTH(no_quote_cases), ';', 0);
    replay(single_quote_cases, LENGTH(single_quote_cases), ';', '\'');
}

static void a_prefix_without_the_record_end_wants_more(void **state)
{
    (void)state;
    static const char *const prefixes[] = {"", "a", "a;b", "\"a\n", "\"a\nb\"", "a\r", "\"a\"\r"};
    struct csv_reader *reader = csv_reader_new(';', '"');
    for (size_t i = 0; i < LENGTH(prefixes); i++) {
        const struct text *fields;
        size_t n_fields, n_used;
        assert_int_equal(
            csv_record(reader, text_of(prefixes[i]), false, &fields, &n_fields, &n_used), CSV_MORE);
    }
    csv_reader_free(reader);
}

static void a_nul_byte_is_part_of_a_field(void **state)
{
    (void)state;
    static const char quotes[] = {'"', 0};
    for (size_t i = 0; i < LENGTH(quotes); i++) {
        struct csv_reader *reader = csv_reader_new(';', quotes[i]);
        const struct text *fields;
        size_t n_fields, n_used;
        struct text bytes = {"\0a;b\0\nc", 7};
        assert_int_equal(csv_record(reader, bytes, false, &fields, &n_fields, &n_used), CSV_RECORD);
        assert_int_equal(n_fields, 2);
        assert_int_equal(n_used, 6);
        assert_true(text_equal(fields[0], (struct text){"\0a", 2}));
        assert_true(text_equal(fields[1], (struct text){"b\0", 2}));
        csv_reader_free(reader);
    }
}

/* ---- the caps ---- */

/* n_bytes of 'x', with `start` in front and `end` behind, replacing x's. */
static char *long_text(size_t n_bytes, const char *start, const char *end)
{
    char *bytes = malloc(n_bytes + 1);
    assert_non_null(bytes);
    memset(bytes, 'x', n_bytes);
    for (size_t i = 0; start[i]; i++)
        bytes[i] = start[i];
    memcpy(bytes + n_bytes - strlen(end), end, strlen(end) + 1);
    return bytes;
}

static void records_are_capped_in_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        size_t n_bytes;
        const char *start, *end;
        bool at_eof;
        enum csv_outcome outcome;
        size_t n_used; /* 0: not checked */
    } cases[] = {
        {"the longest record", CSV_MAX_RECORD_BYTES + 1, "", "\n", false, CSV_RECORD,
         CSV_MAX_RECORD_BYTES + 1},
        {"the longest record with CRLF", CSV_MAX_RECORD_BYTES + 2, "", "\r\n", false, CSV_RECORD,
         CSV_MAX_RECORD_BYTES + 2},
        {"the longest quoted record", CSV_MAX_RECORD_BYTES + 1, "\"\n", "\"\n", false, CSV_RECORD,
         CSV_MAX_RECORD_BYTES + 1},
        {"the longest record at the end of the file", CSV_MAX_RECORD_BYTES, "", "", true,
         CSV_RECORD, CSV_MAX_RECORD_BYTES},
        {"the longest record may still end", CSV_MAX_RECORD_BYTES, "", "", false, CSV_MORE, 0},
        {"a CR behind the longest record may be half of a CRLF", CSV_MAX_RECORD_BYTES + 1, "", "\r",
         false, CSV_MORE, 0},
        {"one byte too many", CSV_MAX_RECORD_BYTES + 2, "", "\n", false, CSV_RUNAWAY,
         CSV_MAX_RECORD_BYTES + 2},
        {"one byte too many, no line end in sight", CSV_MAX_RECORD_BYTES + 1, "", "", false,
         CSV_RUNAWAY, CSV_MAX_RECORD_BYTES + 1},
        {"one byte too many, half a line end in sight", CSV_MAX_RECORD_BYTES + 2, "", "\r", false,
         CSV_RUNAWAY, CSV_MAX_RECORD_BYTES + 1},
        {"one byte too many at the end of the file", CSV_MAX_RECORD_BYTES + 1, "", "", true,
         CSV_RUNAWAY, CSV_MAX_RECORD_BYTES + 1},
        {"an open quote that grows too long", CSV_MAX_RECORD_BYTES + 1, "a;\"\r\n", "", false,
         CSV_RUNAWAY, 5},
        {"a closed quote that grew too long", CSV_MAX_RECORD_BYTES + 3, "a;\"\n", "\"\n", false,
         CSV_RUNAWAY, 4},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        char *bytes = long_text(cases[i].n_bytes, cases[i].start, cases[i].end);
        struct csv_reader *reader = csv_reader_new(';', '"');
        const struct text *fields;
        size_t n_fields, n_used = 0;
        enum csv_outcome outcome = csv_record(reader, (struct text){bytes, cases[i].n_bytes},
                                              cases[i].at_eof, &fields, &n_fields, &n_used);
        if (outcome != cases[i].outcome || n_used != cases[i].n_used)
            fail_msg("%s: outcome %d, %zu used", cases[i].name, (int)outcome, n_used);
        csv_reader_free(reader);
        free(bytes);
    }
}

/* A record of n_lines physical lines, quoted. */
static enum csv_outcome outcome_of_lines(size_t n_lines, size_t *n_used)
{
    char *bytes = malloc(2 * n_lines + 8);
    assert_non_null(bytes);
    size_t n = 0;
    bytes[n++] = '"';
    for (size_t i = 1; i < n_lines; i++) {
        bytes[n++] = '\r';
        bytes[n++] = '\n';
    }
    n += (size_t)sprintf(bytes + n, "\"\nx");
    struct csv_reader *reader = csv_reader_new(';', '"');
    const struct text *fields;
    size_t n_fields;
    enum csv_outcome outcome =
        csv_record(reader, (struct text){bytes, n}, false, &fields, &n_fields, n_used);
    csv_reader_free(reader);
    free(bytes);
    return outcome;
}

static void records_are_capped_in_lines(void **state)
{
    (void)state;
    size_t n_used;
    assert_int_equal(outcome_of_lines(CSV_MAX_RECORD_LINES, &n_used), CSV_RECORD);
    assert_int_equal(n_used, 2 * (CSV_MAX_RECORD_LINES - 1) + 3);
    assert_int_equal(outcome_of_lines(CSV_MAX_RECORD_LINES + 1, &n_used), CSV_RUNAWAY);
    assert_int_equal(n_used, 3);
}

static void a_record_of_separators_has_all_its_fields(void **state)
{
    (void)state;
    char *bytes = malloc(CSV_MAX_RECORD_BYTES + 1);
    assert_non_null(bytes);
    memset(bytes, ';', CSV_MAX_RECORD_BYTES);
    bytes[CSV_MAX_RECORD_BYTES] = '\n';
    struct csv_reader *reader = csv_reader_new(';', '"');
    const struct text *fields;
    size_t n_fields, n_used;
    assert_int_equal(csv_record(reader, (struct text){bytes, CSV_MAX_RECORD_BYTES + 1}, false,
                                &fields, &n_fields, &n_used),
                     CSV_RECORD);
    assert_int_equal(n_fields, CSV_MAX_RECORD_BYTES + 1);
    csv_reader_free(reader);
    free(bytes);
}

static void reading_goes_on_behind_a_refused_record(void **state)
{
    (void)state;
    struct text bytes = text_of("a;\"b\nc;d\n\"e\"f\n\n\"g\nh\";i\n");
    static const enum csv_outcome expected[] = {CSV_RUNAWAY, CSV_RECORD, CSV_STRAY_QUOTE, CSV_BLANK,
                                                CSV_RECORD};
    struct csv_reader *reader = csv_reader_new(';', '"');
    for (size_t i = 0; i < LENGTH(expected); i++) {
        const struct text *fields;
        size_t n_fields, n_used;
        assert_int_equal(csv_record(reader, bytes, true, &fields, &n_fields, &n_used), expected[i]);
        bytes.bytes += n_used;
        bytes.n_bytes -= n_used;
    }
    assert_int_equal(bytes.n_bytes, 0);
    csv_reader_free(reader);
    csv_reader_free(NULL);
}

/* Where the guess is to be: the place of '|', which is taken out. */
static void a_record_is_guessed_by_its_width(void **state)
{
    static const char *const texts[] = {
        "b;c\n|1;2;3\n",
        "een\n|1;2;3\n4;5;6\n",
        "in de tekst\nen verder\";3\n|1;\"2;\n\";3\n",
        "tekst\n3\";3\n|4;5;6\n",
        "a\n|1;2\n3;4\n",
        "a\n|1;2;3",
        "geen einde|",
        "a\n|\"\n\n\n\n\n\n\n\n\n1;2;3\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char bytes[64];
        const char *mark = strchr(texts[i], '|');
        const int n =
            snprintf(bytes, sizeof bytes, "%.*s%s", (int)(mark - texts[i]), texts[i], mark + 1);
        assert_int_equal(csv_guess_start((struct text){bytes, (size_t)n}, ';', '"', 3),
                         mark - texts[i]);
    }
}

/* A reader of whole files splits what has no quotes by itself: the same as libcsv in every way. */
static void whole_files_are_read_as_ledgers_are(void **state)
{
    (void)state;
    static const char letters[] = {'a', ' ', '\t', ';', ';', '\n', '\r', '"', '\0', 'b'};
    struct csv_reader *ledgers = csv_reader_new(';', '"');
    struct csv_reader *files = csv_reader_new_capped(';', '"', CSV_MAX_RECORD_BYTES);
    uint32_t seed = 1;
    for (int round = 0; round < 200000; round++) {
        char bytes[12];
        const struct text text = {bytes, sizeof bytes};
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525 + 1013904223;
            bytes[i] = letters[(seed >> 16) % sizeof letters];
        }
        const struct text *wanted, *found;
        size_t n_wanted, n_found, used_wanted = 0, used_found = 0;
        enum csv_outcome outcome =
            csv_record(ledgers, text, round % 2, &wanted, &n_wanted, &used_wanted);
        assert_int_equal(csv_record(files, text, round % 2, &found, &n_found, &used_found),
                         outcome);
        assert_int_equal(used_found, used_wanted);
        if (outcome != CSV_RECORD)
            continue;
        assert_int_equal(n_found, n_wanted);
        for (size_t f = 0; f < n_found; f++) {
            assert_true(text_equal(found[f], wanted[f]));
            assert_int_equal(found[f].bytes[found[f].n_bytes], '\0');
            assert_int_equal(wanted[f].bytes[wanted[f].n_bytes], '\0');
        }
    }
    csv_reader_free(ledgers);
    csv_reader_free(files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_come_out_the_same_at_every_split),
        cmocka_unit_test(a_prefix_without_the_record_end_wants_more),
        cmocka_unit_test(a_nul_byte_is_part_of_a_field),
        cmocka_unit_test(records_are_capped_in_bytes),
        cmocka_unit_test(records_are_capped_in_lines),
        cmocka_unit_test(a_record_of_separators_has_all_its_fields),
        cmocka_unit_test(reading_goes_on_behind_a_refused_record),
        cmocka_unit_test(a_record_is_guessed_by_its_width),
        cmocka_unit_test(whole_files_are_read_as_ledgers_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
