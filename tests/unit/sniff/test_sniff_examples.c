/* Drafts of real exports against the profiles that read them: those of the example municipality,
 * and those of many invented ones. What a draft says without asking must be so. */
#include "tests/gen/town.h"
#include "tests/unit/sniffed.h"

#include <glob.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))
#define TOWNS         ((size_t)60)

/* ---- the example municipality ---- */

static const struct {
    const char *input, *profile;
} examples[] = {
    {"input/grootboek-2023.csv.gz", "mappings/bronnen/grootboek.ini"},
    {"input/grootboek-2024-1.csv", "mappings/bronnen/grootboek.ini"},
    {"input/grootboek-2024-2.csv", "mappings/bronnen/grootboek.ini"},
    {"input/begroting-2024.csv", "mappings/bronnen/begroting.ini"},
    {"input/begroting-2025.csv", "mappings/bronnen/begroting.ini"},
    {"input/begrotingswijzigingen-2024.csv", "mappings/bronnen/begrotingswijzigingen.ini"},
    {"input/begrotingswijzigingen-2025.csv", "mappings/bronnen/begrotingswijzigingen.ini"},
    {"input/meerjarenbegroting-2026.csv", "mappings/bronnen/meerjarenbegroting.ini"},
};

static struct profile *read_profile(struct scratch *scratch, const char *path)
{
    struct profile *profile = arena_alloc(&scratch->arena, sizeof *profile);
    assert_true(profile_read(path, &scratch->arena, &scratch->errors, profile));
    return profile;
}

static void check_file(const struct profile_file *drafted, const struct profile_file *shipped)
{
    assert_int_equal(drafted->encoding, shipped->encoding);
    assert_int_equal(drafted->separator, shipped->separator);
    assert_int_equal(drafted->quote, shipped->quote);
    assert_int_equal(drafted->skip_lines, shipped->skip_lines);
    assert_int_equal(drafted->has_header, shipped->has_header);
    assert_int_equal(drafted->comment, shipped->comment);
    assert_int_equal(drafted->extra_columns, shipped->extra_columns);
}

static void check_number(const struct amount_format *drafted, const struct amount_format *shipped)
{
    assert_int_equal(drafted->decimal, shipped->decimal);
    assert_int_equal(drafted->thousands, shipped->thousands);
    assert_int_equal(drafted->minus, shipped->minus);
    assert_int_equal(drafted->currency, shipped->currency);
    assert_int_equal(drafted->dash_is_zero, shipped->dash_is_zero);
    assert_int_equal(drafted->empty_is_zero, shipped->empty_is_zero);
    assert_int_equal(drafted->unit_cents, shipped->unit_cents);
    assert_int_equal(drafted->encoding, shipped->encoding);
}

/* The column that reads this header, or NO_COLUMN. */
static size_t column_with(const struct profile *profile, const char *header)
{
    for (size_t c = 0; c < profile->n_columns; c++)
        for (size_t i = 0; i < profile->columns[c].n_headers; i++)
            if (strcmp(profile->columns[c].headers[i], header) == 0)
                return c;
    return NO_COLUMN;
}

static void check_dates(const struct profile *drafted, const struct profile *shipped)
{
    size_t n_drafted = 0, n_shipped = 0;
    for (size_t c = 0; c < shipped->n_columns; c++) {
        size_t twin = column_with(drafted, shipped->columns[c].headers[0]);
        assert_true(twin != NO_COLUMN);
        assert_string_equal(drafted->date_of[twin].formats[0].pattern,
                            shipped->date_of[c].formats[0].pattern);
        n_shipped += shipped->date_of[c].formats[0].pattern[0] != '\0';
    }
    for (size_t c = 0; c < drafted->n_columns; c++)
        n_drafted += drafted->date_of[c].formats[0].pattern[0] != '\0';
    assert_int_equal(n_drafted, n_shipped);
}

static void drafts_of_the_example_say_what_its_profiles_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(examples); i++) {
        struct scratch *scratch = scratch_new();
        const char *draft = sniffed_file(scratch, examples[i].input);
        const struct profile *drafted = sniffed_profile(scratch, draft);
        const struct profile *shipped = read_profile(scratch, examples[i].profile);
        check_file(&drafted->file, &shipped->file);
        check_number(&drafted->number, &shipped->number);
        check_dates(drafted, shipped);
        scratch_free(scratch);
    }
}

/* The roles of a shipped profile that the headers speak of are found, key and amounts too. */
static void drafts_of_the_example_find_what_columns_mean(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(examples); i++) {
        struct scratch *scratch = scratch_new();
        const struct profile *drafted =
            sniffed_profile(scratch, sniffed_file(scratch, examples[i].input));
        const struct profile *shipped = read_profile(scratch, examples[i].profile);
        for (int role = 0; role < ROLE_COUNT; role++) {
            size_t wanted = shipped->role[role], found = drafted->role[role];
            assert_int_equal(wanted == NO_COLUMN, found == NO_COLUMN);
            if (wanted != NO_COLUMN)
                assert_string_equal(drafted->columns[found].headers[0],
                                    shipped->columns[wanted].headers[0]);
        }
        assert_string_equal(drafted->columns[drafted->key[0].column].headers[0],
                            shipped->columns[shipped->key[0].column].headers[0]);
        assert_int_equal(drafted->n_amounts, shipped->n_amounts);
        assert_int_equal(drafted->amounts[0].kind, shipped->amounts[0].kind);
        assert_int_equal(drafted->balanced, shipped->balanced);
        scratch_free(scratch);
    }
}

/* ---- invented municipalities ---- */

struct comparison {
    struct scratch *scratch;
    const char *path;
    const struct profile *drafted, *truth;
    size_t n_amounts, n_dates; /* values compared */
    size_t n_files, n_certain; /* files, and those whose notation of amounts was certain */
};

/* Each amount that the truth reads, the draft reads as the same. */
static void compare_amount(struct comparison *comparison, struct text field)
{
    struct money wanted, found = {INT64_MIN};
    if (amount_parse(&comparison->truth->number, field, &wanted) != AMOUNT_OK)
        return;
    enum amount_fault fault = amount_parse(&comparison->drafted->number, field, &found);
    if (fault != AMOUNT_OK || found.cents != wanted.cents)
        fail_msg("%s: bedrag '%.*s' gelezen als %lld", comparison->path, TEXT_ARG(field),
                 (long long)found.cents);
    comparison->n_amounts++;
}

static void compare_date(struct comparison *comparison, size_t column, const char *header,
                         struct text field)
{
    size_t twin = column_with(comparison->drafted, header);
    struct date wanted, found;
    if (!date_parse(&comparison->truth->date_of[column].formats[0], field, &wanted))
        return;
    if (!date_parse(&comparison->drafted->date_of[twin].formats[0], field, &found) ||
        date_number(found) != date_number(wanted))
        fail_msg("%s: datum '%.*s' met %s", comparison->path, TEXT_ARG(field),
                 comparison->drafted->date_of[twin].formats[0].pattern);
    comparison->n_dates++;
}

static bool amounts_are_certain(const char *draft)
{
    return !strstr(draft, FILL_MARK "decimaal") && !strstr(draft, FILL_MARK "duizendtal");
}

static bool date_is_certain(struct scratch *scratch, const char *draft, const char *name)
{
    return !strstr(draft, arena_printf(&scratch->arena, FILL_MARK "%s = d", name)) &&
           !strstr(draft, arena_printf(&scratch->arena, FILL_MARK "%s = m", name)) &&
           !strstr(draft, arena_printf(&scratch->arena, FILL_MARK "%s = j", name));
}

static void compare_records(struct comparison *comparison, const char *draft,
                            const struct sniff_bytes *bytes)
{
    const struct profile *truth = comparison->truth;
    struct scratch *scratch = comparison->scratch;
    struct sniff_records records;
    struct sniff_record record;
    size_t position_of[PROFILE_MAX_COLUMNS];
    sniffed_bind(scratch, comparison->drafted, bytes, &records, position_of);
    sniff_records_end(&records);
    sniffed_bind(scratch, truth, bytes, &records, position_of);
    while (sniff_records_next(&records, &record)) {
        assert_int_equal(record.outcome, CSV_RECORD);
        for (size_t a = 0; a < truth->n_amounts && amounts_are_certain(draft); a++) {
            compare_amount(comparison, record.fields[position_of[truth->amounts[a].plus]]);
            if (truth->amounts[a].minus != NO_COLUMN)
                compare_amount(comparison, record.fields[position_of[truth->amounts[a].minus]]);
        }
        for (size_t c = 0; c < truth->n_columns; c++) {
            const char *header = truth->columns[c].headers[0];
            size_t twin = column_with(comparison->drafted, header);
            if (truth->date_of[c].formats[0].pattern[0] && twin != NO_COLUMN &&
                comparison->drafted->date_of[twin].formats[0].pattern[0] &&
                date_is_certain(scratch, draft, comparison->drafted->columns[twin].name))
                compare_date(comparison, c, header, record.fields[position_of[c]]);
        }
    }
    sniff_records_end(&records);
}

static void compare_file(struct comparison *comparison)
{
    struct scratch *scratch = comparison->scratch;
    struct sniff_bytes bytes;
    const char *draft = sniffed_file(scratch, comparison->path);
    comparison->drafted = sniffed_profile(scratch, draft);
    const struct profile_file *drafted = &comparison->drafted->file,
                              *truth = &comparison->truth->file;
    assert_true(sniff_bytes_read(comparison->path, SNIFF_MAX_BYTES, 0, &scratch->errors, &bytes));
    if (bytes.n[BYTE_BEYOND_ASCII] > 0)
        assert_int_equal(drafted->encoding, truth->encoding);
    if (drafted->separator != truth->separator || !drafted->has_header)
        fail_msg("%s: scheidingsteken '%c', kopregel %d", comparison->path, drafted->separator,
                 drafted->has_header);
    assert_false(drafted->comment || drafted->skip_lines || drafted->extra_columns);
    comparison->n_files++;
    comparison->n_certain += amounts_are_certain(draft);
    compare_records(comparison, draft, &bytes);
    sniff_bytes_release(&bytes);
}

static void compare_source(struct comparison *comparison, const char *ini)
{
    struct scratch *scratch = comparison->scratch;
    const char *name = path_name(ini);
    const char *pattern = arena_printf(&scratch->arena, "%s/input/%.*s-*", scratch->folder,
                                       (int)(strlen(name) - strlen(".ini")), name);
    glob_t files;
    comparison->truth = read_profile(scratch, ini);
    if (glob(pattern, 0, NULL, &files) != 0)
        return; /* a source without a file this time */
    for (size_t i = 0; i < files.gl_pathc; i++) {
        comparison->path = files.gl_pathv[i];
        compare_file(comparison);
    }
    globfree(&files);
}

static void drafts_of_invented_municipalities_never_read_a_value_wrongly(void **state)
{
    (void)state;
    struct comparison comparison = {0};
    size_t n_sources = 0;
    for (uint64_t seed = 1; seed <= TOWNS; seed++) {
        struct scratch *scratch = scratch_new();
        glob_t profiles;
        assert_true(town_write(scratch->folder, seed, &scratch->errors));
        assert_int_equal(glob(scratch_path(scratch, "bronnen/*.ini"), 0, NULL, &profiles), 0);
        comparison.scratch = scratch;
        for (size_t i = 0; i < profiles.gl_pathc; i++, n_sources++)
            compare_source(&comparison, profiles.gl_pathv[i]);
        globfree(&profiles);
        scratch_free(scratch);
    }
    /* Hardly anything was left open. */
    assert_true(comparison.n_certain * 100 >= comparison.n_files * 95);
    assert_true(n_sources >= TOWNS * 3);
    assert_true(comparison.n_amounts > TOWNS * 100);
    assert_true(comparison.n_dates > TOWNS * 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drafts_of_the_example_say_what_its_profiles_say),
        cmocka_unit_test(drafts_of_the_example_find_what_columns_mean),
        cmocka_unit_test(drafts_of_invented_municipalities_never_read_a_value_wrongly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
