/* What the generator promises: the committed example is what it makes, its lines add up to the
 * facts, and its large files are what the benchmark asked for. */
#include "pipeline/format/csv.h"
#include "tests/gen/bulk.h"
#include "tests/gen/example.h"
#include "tests/gen/town.h"
#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include <cmocka.h>

#define FOLDER_SIZE 1024
#define PATH_SIZE   (FOLDER_SIZE + 64)

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* ---- reading ---- */

struct content {
    char *bytes; /* inflated, a NUL behind it */
    size_t n_bytes;
};

static struct content read_content(const char *path)
{
    struct content content = {0};
    size_t cap = 0;
    gzFile file = gzopen(path, "rb");
    if (!file)
        fail_msg("%s: kan niet worden gelezen", path);
    int n;
    do {
        content.bytes = mem_grow(content.bytes, &cap, content.n_bytes + 65537, 1);
        n = gzread(file, content.bytes + content.n_bytes, 65536);
        assert_true(n >= 0);
        content.n_bytes += (size_t)n;
    } while (n > 0);
    assert_int_equal(gzclose(file), Z_OK);
    content.bytes[content.n_bytes] = 0;
    return content;
}

typedef void record_fn(void *context, const struct text *fields, size_t n_fields);

/* Hands over every data record; returns how many. */
static long each_record(const char *path, size_t n_fields, record_fn *record, void *context)
{
    struct content content = read_content(path);
    struct text rest = {content.bytes, content.n_bytes};
    if (content.n_bytes > 3 && memcmp(content.bytes, "\xEF\xBB\xBF", 3) == 0)
        rest = (struct text){content.bytes + 3, content.n_bytes - 3};
    struct csv_reader *reader = csv_reader_new(';', '"');
    long n_records = 0;
    while (rest.n_bytes > 0) {
        const struct text *fields;
        size_t n, n_used;
        assert_int_equal(csv_record(reader, rest, true, &fields, &n, &n_used), CSV_RECORD);
        assert_int_equal(n, n_fields);
        if (n_records++ > 0)
            record(context, fields, n);
        rest = (struct text){rest.bytes + n_used, rest.n_bytes - n_used};
    }
    csv_reader_free(reader);
    free(content.bytes);
    return n_records - 1;
}

/* "1.234,56", "-1234,56", "1.234,56-" or nothing, in cents. */
static int64_t cents_of(struct text field)
{
    int64_t cents = 0;
    bool negative = false;
    size_t n_decimals = 0;
    bool behind = false;
    for (size_t i = 0; i < field.n_bytes; i++) {
        char c = field.bytes[i];
        if (c == '-')
            negative = true;
        else if (c == ',')
            behind = true;
        else if (c != '.') {
            assert_true(c >= '0' && c <= '9');
            cents = cents * 10 + (c - '0');
            n_decimals += behind;
        }
    }
    assert_true(field.n_bytes == 0 || n_decimals == 2);
    return negative ? -cents : cents;
}

/* A field that is digits alone. */
static long number_of(struct text field)
{
    long number = 0;
    for (size_t i = 0; i < field.n_bytes; i++) {
        assert_in_range(field.bytes[i], '0', '9');
        number = number * 10 + (field.bytes[i] - '0');
    }
    return number;
}

/* The part of a date dd-mm-jjjj from its byte `first` on. */
static long date_part(struct text date, size_t first, size_t n_bytes)
{
    assert_int_equal(date.n_bytes, 10);
    return number_of((struct text){date.bytes + first, n_bytes});
}

/* ---- the example adds up ---- */

struct tally {
    const struct facts *facts;
    int64_t sums[128][COLUMN_COUNT]; /* per target, normal amounts */
    long n_lines;
    /* the voucher being read */
    char boekstuk[16];
    long regel;
    int64_t net;
    long n_vouchers;
    int year;
};

static enum sectie sectie_of(struct text account)
{
    long number = number_of(account);
    assert_int_equal(account.n_bytes, 6);
    if (number / 10000 == 71)
        return SECTIE_STORTINGEN;
    if (number / 10000 == 72)
        return SECTIE_ONTTREKKINGEN;
    return number / 100000 == 4   ? SECTIE_LASTEN
           : number / 100000 == 8 ? SECTIE_BATEN
                                  : SECTIE_COUNT;
}

static void add_to_target(struct tally *tally, int year, struct text key, struct text account,
                          enum column column, int64_t cents)
{
    enum sectie sectie = sectie_of(account);
    assert_int_equal(key.n_bytes, 6);
    for (size_t t = 0; t < tally->facts->n_targets; t++) {
        int keys[FACT_MAX_KEYS];
        const struct fact_target *target = &tally->facts->targets[t];
        size_t n =
            target->sectie == sectie ? facts_keys(tally->facts, target->post, year, keys) : 0;
        for (size_t k = 0; k < n; k++)
            if (keys[k] == number_of(key)) {
                tally->sums[t][column] += cents;
                return;
            }
    }
    fail_msg("kostenplaats %.*s, rekening %.*s hoort bij geen post", TEXT_ARG(key),
             TEXT_ARG(account));
}

static void ledger_record(void *context, const struct text *fields, size_t n_fields)
{
    struct tally *tally = context;
    (void)n_fields;
    int64_t net = cents_of(fields[9]) - cents_of(fields[10]);
    if (!text_is(fields[3], tally->boekstuk)) {
        assert_int_equal(tally->net, 0);
        assert_int_equal(number_of(fields[3]), tally->year * 1000000L + ++tally->n_vouchers);
        snprintf(tally->boekstuk, sizeof tally->boekstuk, "%.*s", TEXT_ARG(fields[3]));
        tally->regel = 0;
    }
    assert_int_equal(number_of(fields[0]), tally->year);
    assert_int_equal(number_of(fields[4]), ++tally->regel);
    tally->net += net;
    tally->n_lines++;

    long period = number_of(fields[1]);
    assert_int_equal(date_part(fields[5], 3, 2), period == 13 ? 12 : period);
    assert_int_equal(date_part(fields[5], 6, 4), tally->year);
    enum sectie sectie = sectie_of(fields[6]);
    if (sectie == SECTIE_COUNT)
        assert_int_equal(fields[7].n_bytes, 0);
    else
        add_to_target(tally, tally->year, fields[7], fields[6],
                      tally->year == 2023 ? REALISATIE_2023 : REALISATIE_2024,
                      -net * sectie_effect(sectie));
}

static void budget_record(void *context, const struct text *fields, size_t n_fields)
{
    struct tally *tally = context;
    (void)n_fields;
    assert_int_equal(number_of(fields[0]), tally->year);
    add_to_target(tally, tally->year, fields[1], fields[2],
                  tally->year == 2024 ? PRIMAIR_2024 : PRIMAIR_2025, cents_of(fields[4]));
}

static void wide_record(void *context, const struct text *fields, size_t n_fields)
{
    (void)n_fields;
    int effect = sectie_effect(sectie_of(fields[1]));
    for (int i = 0; i < 4; i++)
        add_to_target(context, 2026 + i, fields[0], fields[1], PRIMAIR_2026 + i,
                      cents_of(fields[3 + i]) * effect);
}

static struct tally start_tally(struct arena *arena, struct facts *facts, int year)
{
    struct errors errors = {0};
    assert_true(facts_read(arena, &errors, facts));
    assert_true(facts->n_targets <= 128);
    return (struct tally){.facts = facts, .year = year};
}

static void check_sums(const struct tally *tally, enum column column)
{
    for (size_t t = 0; t < tally->facts->n_targets; t++)
        assert_int_equal(tally->sums[t][column], tally->facts->targets[t].cents[column]);
}

static void the_ledger_of_2023_adds_up_to_the_facts(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct facts facts;
    struct tally tally = start_tally(&arena, &facts, 2023);
    each_record("input/grootboek-2023.csv.gz", 11, ledger_record, &tally);
    assert_int_equal(tally.net, 0);
    check_sums(&tally, REALISATIE_2023);
    arena_release(&arena);
}

static void the_ledger_of_2024_adds_up_to_the_facts_over_two_files(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct facts facts;
    struct tally tally = start_tally(&arena, &facts, 2024);
    each_record("input/grootboek-2024-1.csv", 11, ledger_record, &tally);
    each_record("input/grootboek-2024-2.csv", 11, ledger_record, &tally);
    assert_int_equal(tally.net, 0);
    assert_true(tally.n_lines >= 25000);
    check_sums(&tally, REALISATIE_2024);
    arena_release(&arena);
}

static void the_budgets_add_up_to_the_facts(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct facts facts;
    struct tally tally = start_tally(&arena, &facts, 2024);
    each_record("input/begroting-2024.csv", 5, budget_record, &tally);
    tally.year = 2025;
    each_record("input/begroting-2025.csv", 5, budget_record, &tally);
    each_record("input/meerjarenbegroting-2026.csv", 7, wide_record, &tally);
    check_sums(&tally, PRIMAIR_2024);
    check_sums(&tally, PRIMAIR_2025);
    for (int column = PRIMAIR_2026; column <= PRIMAIR_2029; column++)
        check_sums(&tally, (enum column)column);
    arena_release(&arena);
}

/* ---- changes ---- */

#define MAX_BESLUITEN 16

struct besluiten {
    struct tally tally;
    struct {
        char number[16], date[16];
        bool neutral;
        int64_t effect;
    } items[MAX_BESLUITEN];
    size_t n;
};

static void change_record(void *context, const struct text *fields, size_t n_fields)
{
    struct besluiten *besluiten = context;
    (void)n_fields;
    size_t i = 0;
    while (i < besluiten->n && !text_is(fields[1], besluiten->items[i].number))
        i++;
    assert_true(i < MAX_BESLUITEN);
    if (i == besluiten->n) {
        besluiten->n++;
        snprintf(besluiten->items[i].number, 16, "%.*s", TEXT_ARG(fields[1]));
        snprintf(besluiten->items[i].date, 16, "%.*s", TEXT_ARG(fields[2]));
        besluiten->items[i].neutral = text_is(fields[3], "J");
    }
    assert_true(text_is(fields[2], besluiten->items[i].date));
    assert_true(text_is(fields[3], besluiten->items[i].neutral ? "J" : "N"));
    assert_true(text_is(fields[6], "I") || text_is(fields[6], "S"));
    assert_int_equal(number_of(fields[0]), besluiten->tally.year);
    assert_int_equal(date_part(fields[2], 6, 4), besluiten->tally.year);

    int64_t cents = cents_of(fields[8]);
    besluiten->items[i].effect += cents * sectie_effect(sectie_of(fields[5]));
    add_to_target(&besluiten->tally, besluiten->tally.year, fields[4], fields[5],
                  besluiten->tally.year == 2024 ? NA_WIJZIGING_2024 : NA_WIJZIGING_2025, cents);
}

static void check_changes(int year, const char *path, enum column primair, enum column changed)
{
    struct arena arena = {0};
    struct facts facts;
    struct besluiten besluiten = {.tally = start_tally(&arena, &facts, year)};
    each_record(path, 9, change_record, &besluiten);
    for (size_t t = 0; t < facts.n_targets; t++)
        if (facts.targets[t].has[changed])
            assert_int_equal(facts.targets[t].cents[primair] + besluiten.tally.sums[t][changed],
                             facts.targets[t].cents[changed]);
    assert_true(besluiten.n > 3);
    for (size_t i = 0; i < besluiten.n; i++)
        assert_int_equal(besluiten.items[i].neutral, besluiten.items[i].effect == 0);
    arena_release(&arena);
}

static void primair_plus_changes_is_na_wijziging_and_neutral_besluiten_are(void **state)
{
    (void)state;
    check_changes(2024, "input/begrotingswijzigingen-2024.csv", PRIMAIR_2024, NA_WIJZIGING_2024);
    check_changes(2025, "input/begrotingswijzigingen-2025.csv", PRIMAIR_2025, NA_WIJZIGING_2025);
}

/* ---- the same again ---- */

static const char *const example_files[] = {
    "input/grootboek-2023.csv.gz",
    "input/grootboek-2024-1.csv",
    "input/grootboek-2024-2.csv",
    "input/begroting-2024.csv",
    "input/begroting-2025.csv",
    "input/begrotingswijzigingen-2024.csv",
    "input/begrotingswijzigingen-2025.csv",
    "input/meerjarenbegroting-2026.csv",
    "mappings/pakketten.csv",
    "mappings/posten.csv",
    "mappings/toelichtingen-2024.csv",
};

static void make_folder(char path[FOLDER_SIZE])
{
    struct arena arena = {0};
    snprintf(path, FOLDER_SIZE, "%s", temporary_folder(&arena));
    arena_release(&arena);
}

static void remove_below(const char *folder, const char *file)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/%s", folder, file);
    assert_int_equal(remove(path), 0);
}

/* Compressed files by their content: another zlib may pack it differently. */
static void assert_same_file(const char *left, const char *right)
{
    struct content a = read_content(left), b = read_content(right);
    if (a.n_bytes != b.n_bytes || memcmp(a.bytes, b.bytes, a.n_bytes) != 0)
        fail_msg("%s en %s verschillen: draai gen example .", left, right);
    free(a.bytes);
    free(b.bytes);
}

static void the_committed_example_is_what_the_generator_makes(void **state)
{
    (void)state;
    char folder[FOLDER_SIZE], path[PATH_SIZE];
    struct errors errors = {0};
    make_folder(folder);
    assert_true(example_write(folder, &errors));
    for (size_t i = 0; i < LENGTH(example_files); i++) {
        snprintf(path, sizeof path, "%s/%s", folder, example_files[i]);
        assert_same_file(path, example_files[i]);
        remove_below(folder, example_files[i]);
    }
    remove_below(folder, "input");
    remove_below(folder, "mappings");
    assert_int_equal(remove(folder), 0);
}

static void the_compressed_ledger_carries_no_name_and_no_time(void **state)
{
    (void)state;
    unsigned char head[8];
    FILE *file = fopen("input/grootboek-2023.csv.gz", "rb");
    assert_non_null(file);
    assert_int_equal(fread(head, 1, sizeof head, file), sizeof head);
    fclose(file);
    assert_memory_equal(head, "\x1f\x8b\x08\0\0\0\0\0", 8);
}

static void no_file_is_larger_than_two_mebibytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(example_files); i++) {
        struct stat status;
        assert_int_equal(stat(example_files[i], &status), 0);
        assert_true(status.st_size < 2 * 1024 * 1024);
    }
}

/* ---- large files ---- */

struct bulk_tally {
    int64_t net; /* of the voucher */
    char boekstuk[16];
    long n_vouchers;
    int last_year;
};

static void bulk_record(void *context, const struct text *fields, size_t n_fields)
{
    struct bulk_tally *tally = context;
    (void)n_fields;
    if (!text_is(fields[3], tally->boekstuk)) {
        assert_int_equal(tally->net, 0);
        snprintf(tally->boekstuk, sizeof tally->boekstuk, "%.*s", TEXT_ARG(fields[3]));
        tally->n_vouchers++;
    }
    tally->net += cents_of(fields[9]) - cents_of(fields[10]);
    tally->last_year = (int)number_of(fields[0]);
}

static void ignore_record(void *context, const struct text *fields, size_t n_fields)
{
    (void)context;
    (void)fields;
    (void)n_fields;
}

/* Makes a file in a folder of its own and returns its path. */
static void make_bulk(struct bulk_order order, bool wide, char path[PATH_SIZE])
{
    char folder[FOLDER_SIZE];
    struct errors errors = {0};
    make_folder(folder);
    snprintf(path, PATH_SIZE, "%s/bulk.csv", folder);
    order.path = path;
    assert_true(wide ? bulk_wide(&order, &errors) : bulk_ledger(&order, &errors));
}

static void remove_bulk(char path[PATH_SIZE])
{
    assert_int_equal(remove(path), 0);
    *strrchr(path, '/') = 0;
    assert_int_equal(remove(path), 0);
}

static void bulk_ledgers_have_the_lines_asked_for_and_balance(void **state)
{
    (void)state;
    static const struct bulk_order orders[] = {
        {.n_lines = 4, .first_year = 2023, .last_year = 2024},
        {.n_lines = 5, .first_year = 2024, .last_year = 2024, .quoted = 100},
        {.n_lines = 7, .first_year = 2024, .last_year = 2024, .seed = 9},
        {.n_lines = 20001, .first_year = 2024, .last_year = 2024, .quoted = 2},
        {.n_lines = 20000, .first_year = 2023, .last_year = 2024, .quoted = 100, .gzip = true},
    };
    for (size_t i = 0; i < LENGTH(orders); i++) {
        char path[PATH_SIZE];
        make_bulk(orders[i], false, path);
        struct bulk_tally tally = {0};
        assert_int_equal(each_record(path, 11, bulk_record, &tally), orders[i].n_lines);
        assert_int_equal(tally.net, 0);
        assert_int_equal(tally.last_year, orders[i].last_year);
        remove_bulk(path);
    }
}

static size_t count_quotes(bool wide, int quoted)
{
    char made[PATH_SIZE];
    make_bulk(
        (struct bulk_order){
            .n_lines = 20000, .first_year = 2024, .last_year = 2024, .quoted = quoted, .seed = 5},
        wide, made);
    struct content content = read_content(made);
    size_t n = 0;
    for (size_t i = 1; i < content.n_bytes; i++)
        n += content.bytes[i] == '"' && content.bytes[i - 1] == ';';
    free(content.bytes);
    remove_bulk(made);
    return n;
}

static void the_share_of_quoted_descriptions_is_the_one_asked_for(void **state)
{
    (void)state;
    for (int wide = 0; wide < 2; wide++) {
        assert_int_equal(count_quotes(wide, 0), 0);
        assert_in_range(count_quotes(wide, 2), 300, 500);
        assert_true(count_quotes(wide, 100) >= 20000);
    }
}

static void wide_files_have_the_lines_asked_for(void **state)
{
    (void)state;
    char path[PATH_SIZE];
    make_bulk((struct bulk_order){.n_lines = 10001, .quoted = 10, .seed = 2}, true, path);
    assert_int_equal(each_record(path, 7, ignore_record, NULL), 10001);
    remove_bulk(path);
}

/* ---- random municipalities ---- */

static void the_same_seed_gives_the_same_municipality(void **state)
{
    (void)state;
    static const char *const files[] = {"run.ini",
                                        "pakketten.csv",
                                        "posten.csv",
                                        "truth.csv",
                                        "truth-bronnen.csv",
                                        "toelichtingen.csv",
                                        "bronnen/grootboek.ini",
                                        "bronnen/begroting.ini",
                                        "bronnen/wijzigingen.ini"};
    char first[FOLDER_SIZE], second[FOLDER_SIZE], left[PATH_SIZE], right[PATH_SIZE];
    struct errors errors = {0};
    make_folder(first);
    make_folder(second);
    for (uint64_t seed = 0; seed < 40; seed++) {
        assert_true(town_write(first, seed, &errors));
        assert_true(town_write(second, seed, &errors));
        for (size_t i = 0; i < LENGTH(files); i++) {
            snprintf(left, sizeof left, "%s/%s", first, files[i]);
            snprintf(right, sizeof right, "%s/%s", second, files[i]);
            assert_same_file(left, right);
        }
    }
    temporary_remove(first);
    temporary_remove(second);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ledger_of_2023_adds_up_to_the_facts),
        cmocka_unit_test(the_ledger_of_2024_adds_up_to_the_facts_over_two_files),
        cmocka_unit_test(the_budgets_add_up_to_the_facts),
        cmocka_unit_test(primair_plus_changes_is_na_wijziging_and_neutral_besluiten_are),
        cmocka_unit_test(the_committed_example_is_what_the_generator_makes),
        cmocka_unit_test(the_compressed_ledger_carries_no_name_and_no_time),
        cmocka_unit_test(no_file_is_larger_than_two_mebibytes),
        cmocka_unit_test(bulk_ledgers_have_the_lines_asked_for_and_balance),
        cmocka_unit_test(the_share_of_quoted_descriptions_is_the_one_asked_for),
        cmocka_unit_test(wide_files_have_the_lines_asked_for),
        cmocka_unit_test(the_same_seed_gives_the_same_municipality),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
