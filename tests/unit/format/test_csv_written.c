#include "tests/unit/scratch.h"

#include "pipeline/format/csv.h"

static const char *const texts[] = {
    "",     "plain", " spaces ",   "a;b,c",      "quote \" here",
    "=1+1", "-x",    "two\nlines", "'=apostrof", "\xc3\xa9\xe2\x82\xac"};
#define N_TEXTS (sizeof texts / sizeof *texts)

static int make(void **state)
{
    *state = scratch_new();
    return 0;
}

static int unmake(void **state)
{
    scratch_free(*state);
    return 0;
}

static void write_sample(struct scratch *scratch, enum csv_dialect dialect)
{
    FILE *stream = fopen(scratch_path(scratch, "x.csv"), "wb");
    assert_non_null(stream);
    struct csv_writer writer;
    csv_write_start(&writer, stream, dialect);
    csv_write_text(&writer, "tekst");
    csv_write_text(&writer, "bedrag");
    csv_write_end(&writer);
    for (size_t i = 0; i < N_TEXTS; i++) {
        csv_write_text(&writer, texts[i]);
        csv_write_money(&writer, -5);
        csv_write_end(&writer);
    }
    assert_int_equal(fclose(stream), 0);
}

static void a_written_file_reads_back_the_same_in_both_dialects(void **state)
{
    struct scratch *scratch = *state;
    static const char *const money[] = {[CSV_FOR_PEOPLE] = "-0,05", [CSV_FOR_MACHINES] = "-0.05"};
    for (int dialect = CSV_FOR_PEOPLE; dialect <= CSV_FOR_MACHINES; dialect++) {
        struct csv_file file;
        write_sample(scratch, dialect);
        assert_true(csv_read_written(scratch_path(scratch, "x.csv"), dialect, &scratch->arena,
                                     &scratch->errors, &file));
        assert_int_equal(csv_column(&file, "tekst"), 0);
        assert_int_equal(csv_column(&file, "bedrag"), 1);
        assert_true(csv_column(&file, "Bedrag") == CSV_NO_COLUMN);
        assert_int_equal(file.n_rows, N_TEXTS);
        for (size_t i = 0; i < N_TEXTS; i++) {
            assert_string_equal(file.rows[i].fields[0].bytes, texts[i]);
            assert_string_equal(file.rows[i].fields[1].bytes, money[dialect]);
        }
    }
}

/* data/sleutels.csv of forty sources is larger than what a person may hand in. */
static void a_large_file_of_our_own_reads_back(void **state)
{
    struct scratch *scratch = *state;
    static char long_text[30000];
    const size_t n_rows = CSV_MAX_FILE_BYTES / sizeof long_text + 2;
    FILE *stream = fopen(scratch_path(scratch, "x.csv"), "wb");
    assert_non_null(stream);
    memset(long_text, 'x', sizeof long_text - 1);
    struct csv_writer writer;
    csv_write_start(&writer, stream, CSV_FOR_MACHINES);
    csv_write_text(&writer, "tekst");
    csv_write_end(&writer);
    for (size_t i = 0; i < n_rows; i++) {
        csv_write_text(&writer, long_text);
        csv_write_end(&writer);
    }
    assert_int_equal(fclose(stream), 0);
    struct csv_file file;
    assert_true(csv_read_written(scratch_path(scratch, "x.csv"), CSV_FOR_MACHINES, &scratch->arena,
                                 &scratch->errors, &file));
    assert_int_equal(file.n_rows, n_rows);
}

static void a_damaged_file_is_refused(void **state)
{
    struct scratch *scratch = *state;
    static const char *const damaged[] = {"", "a;b\r\n1\r\n", "a;b\r\n\"1;2\r\n",
                                          "a;b\r\n1;\xff\r\n"};
    for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++) {
        struct csv_file file;
        scratch_write(scratch, "x.csv", damaged[i]);
        assert_false(csv_read_written(scratch_path(scratch, "x.csv"), CSV_FOR_PEOPLE,
                                      &scratch->arena, &scratch->errors, &file));
        assert_int_equal(errors_worst(&scratch->errors), ERROR_SETTINGS);
        errors_release(&scratch->errors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_written_file_reads_back_the_same_in_both_dialects, make,
                                        unmake),
        cmocka_unit_test_setup_teardown(a_large_file_of_our_own_reads_back, make, unmake),
        cmocka_unit_test_setup_teardown(a_damaged_file_is_refused, make, unmake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
