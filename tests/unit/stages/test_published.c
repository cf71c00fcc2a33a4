/* The published tables of programma 6, every cell, from the reconstruction's amounts per post.
 * Run from the root of the checkout: the figures stand in tests/published. */
#include "pipeline/chain.h"
#include "pipeline/format/csv.h"
#include "tests/unit/programma.h"

#define PUBLISHED "tests/published/"
#define SHOWN     "lasten- baten+ stortingen+ onttrekkingen+ saldo+"

static struct csv_file read_published(struct programma *p, const char *path,
                                      const char *const *columns, size_t n_columns)
{
    struct csv_file file = {0};
    if (!csv_read_file(path, columns, n_columns, &p->arena, &p->errors, &file))
        fail_msg("%s: %s", p->errors.items[0].where, p->errors.items[0].message);
    return file;
}

static const char *field(const struct csv_file *file, size_t row, size_t column)
{
    return file->rows[row].fields[column].bytes;
}

static void add_pakketten(struct programma *p)
{
    static const struct {
        const char *code, *name;
        int first;
    } pakketten[] = {
        {"6L", "Leefbaarheid en veiligheid", 0},
        {"6M3", "Arbeidsparticipatie en minima ondersteunende regelingen", 0},
        {"6M4", "Inburgering, (arbeids)participatie en integratie van statushouders", 0},
        {"6M5", "Multifunctionele gebouwen", 2025},
        {"6N", "Zelfredzaamheid en eigen mogelijkheden", 0},
        {"6O", "Gezonde leefstijl", 0},
        {"6P", "Opgroeien en opvoeden", 0},
        {"6Z", "Niet in pakketjes opgenomen", 0},
    };
    for (size_t i = 0; i < sizeof pakketten / sizeof *pakketten; i++)
        programma_pakket(p, pakketten[i].code, pakketten[i].name, pakketten[i].first, 9999);
}

/* ---- the reconstruction as a ledger ---- */

static enum sectie sectie_of(const char *heading)
{
    for (int s = 0; s < SECTIE_COUNT; s++)
        if (strcmp(sectie_heading((enum sectie)s), heading) == 0)
            return (enum sectie)s;
    fail_msg("no sectie %s", heading);
    return SECTIE_COUNT;
}

/* Which stand a column of the reconstruction is booked on; na wijziging 2024 is booked as the
 * change on top of the primaire begroting. */
static const struct {
    const char *kolom, *stand, *taken_off;
} bookings[] = {
    {"realisatie_2023", "realisatie 2023", NULL},
    {"primaire_begroting_2024", "primair 2024", "wijziging 2024"},
    {"begroting_na_wijziging_2024", "wijziging 2024", NULL},
    {"realisatie_2024", "realisatie 2024", NULL},
    {"begroting_na_wijziging_2025", "wijziging 2025", NULL},
    {"primaire_begroting_2026", "primair 2026", NULL},
    {"primaire_begroting_2027", "primair 2027", NULL},
    {"primaire_begroting_2028", "primair 2028", NULL},
    {"primaire_begroting_2029", "primair 2029", NULL},
};

static bool has_stand(const struct programma *p, const char *name)
{
    for (size_t i = 0; i < p->plan.n_standen; i++)
        if (strcmp(p->plan.standen[i].name, name) == 0)
            return true;
    return false;
}

static void book_row(struct programma *p, const struct csv_file *file, size_t row)
{
    enum sectie sectie = sectie_of(field(file, row, 2));
    int64_t cents = strtoll(field(file, row, 4), NULL, 10);
    int64_t effect = cents * sign_rule_factor(&p->plan.shown, sectie);
    const char *code = field(file, row, 0), *post = field(file, row, 1);
    for (size_t i = 0; i < sizeof bookings / sizeof *bookings; i++) {
        if (strcmp(bookings[i].kolom, field(file, row, 3)) != 0)
            continue;
        if (has_stand(p, bookings[i].stand))
            programma_book(p, code, post, sectie, bookings[i].stand, effect);
        if (bookings[i].taken_off && has_stand(p, bookings[i].taken_off))
            programma_book(p, code, post, sectie, bookings[i].taken_off, -effect);
        return;
    }
    fail_msg("no kolom %s", field(file, row, 3));
}

static void book_reconstruction(struct programma *p)
{
    static const char *const columns[] = {"pakket", "post", "sectie", "kolom", "cents"};
    struct csv_file file =
        read_published(p, PUBLISHED "reconstruction-programma-6.csv", columns, 5);
    for (size_t i = 0; i < file.n_rows; i++)
        book_row(p, &file, i);
    programma_finish(p);
}

/* ---- the two main tables ---- */

static void begin_jaarrekening(struct programma *p)
{
    programma_begin(p, SHOWN);
    p->plan.sentence =
        "Het resultaat van programma 6 ten opzichte van de begroting na wijziging is {bedrag}.";
    programma_kolom(p, "realisatie_2023", "realisatie 2023");
    programma_kolom(p, "primaire_begroting_2024", "primair 2024");
    programma_kolom(p, "begroting_na_wijziging_2024", "primair 2024 + wijziging 2024");
    programma_kolom(p, "realisatie_2024", "realisatie 2024");
    programma_kolom(p, "verschil", "realisatie_2024 - begroting_na_wijziging_2024");
    programma_afwijkingen(p, "realisatie_2024", "begroting_na_wijziging_2024", "verschil",
                          (struct threshold){.amount = {7500000}},
                          (struct threshold){.amount = {5000000}});
    add_pakketten(p);
}

static void begin_begroting(struct programma *p)
{
    programma_begin(p, SHOWN);
    p->plan.kind = PLAN_BEGROTING;
    p->plan.show_resultaat = true;
    programma_kolom(p, "realisatie_2024", "realisatie 2024");
    programma_kolom(p, "begroting_na_wijziging_2025", "primair 2025 + wijziging 2025");
    programma_kolom(p, "primaire_begroting_2026", "primair 2026");
    programma_kolom(p, "primaire_begroting_2027", "primair 2027");
    programma_kolom(p, "primaire_begroting_2028", "primair 2028");
    programma_kolom(p, "primaire_begroting_2029", "primair 2029");
    add_pakketten(p);
}

static void run(struct programma *p)
{
    assert_true(saldo_stage.run(&p->job));
    assert_true(reserves_stage.run(&p->job));
    assert_true(afwijkingen_stage.run(&p->job));
    assert_int_equal(p->errors.n, 0);
}

/* Every cell of the published file against the table: sectie, regel and the kolommen by name. */
static void check_main_table(struct programma *p, const char *path)
{
    const struct table *table = p->job.tables.items[0];
    const char *columns[16] = {"sectie", "regel"};
    size_t n_columns = 2;
    for (size_t i = 3; i < table_csv_columns(table); i++)
        columns[n_columns++] = table->columns[i].name;
    struct csv_file file = read_published(p, path, columns, n_columns);
    assert_int_equal(table->n_rows, file.n_rows);
    for (size_t r = 0; r < file.n_rows; r++)
        for (size_t c = 0; c < n_columns; c++) {
            char shown[512];
            size_t column = c == 0 ? 0 : c + 1;
            if (strcmp(shown_cell(table, r, column, shown), field(&file, r, c)) != 0)
                fail_msg("%s, %s: \"%s\" in print, \"%s\" here", field(&file, r, 1), columns[c],
                         field(&file, r, c), shown);
        }
    assert_true(check_formulas(table) > 0);
}

static void the_jaarrekening_equals_print(void **state)
{
    (void)state;
    struct programma p;
    begin_jaarrekening(&p);
    book_reconstruction(&p);
    run(&p);
    check_main_table(&p, PUBLISHED "jaarrekening-2024-programma-6.csv");
    assert_string_equal(p.job.sentence, "Het resultaat van programma 6 ten opzichte van de "
                                        "begroting na wijziging is € −3.363.000.");
    programma_release(&p);
}

static void the_begroting_equals_print(void **state)
{
    (void)state;
    struct programma p;
    begin_begroting(&p);
    book_reconstruction(&p);
    run(&p);
    check_main_table(&p, PUBLISHED "begroting-2026-programma-6.csv");
    assert_string_equal(p.job.tables.items[0]->csv_name, "begroting.csv");
    assert_null(p.job.sentence);
    programma_release(&p);
}

/* ---- the Afwijkingen sheets ---- */

struct expected_row {
    const char *pakket, *post, *lasten, *baten, *is;
};

/* The printed rows, with the two sheets that do not add up in print as they come out. */
static size_t expect_afwijkingen(const struct csv_file *file, struct expected_row *rows)
{
    size_t n = 0;
    for (size_t i = 0; i < file->n_rows; i++) {
        struct expected_row row = {field(file, i, 0), field(file, i, 1), field(file, i, 2),
                                   field(file, i, 3), field(file, i, 4)};
        if (strcmp(row.pakket, "6M3") == 0 && strcmp(row.post, "Totaal") == 0)
            rows[n++] = (struct expected_row){"6M3", "Minimaregelingen overig", "363", "55", ""};
        if (strcmp(row.pakket, "6P") == 0 && strcmp(row.lasten, "23") == 0)
            row.lasten = "5";
        rows[n++] = row;
    }
    return n;
}

/* The I/S column is the advisers' word, fed in as toelichtingen; posten come in the order of the
 * sheets, as a controller lists them in posten.csv. */
static void feed_rows(struct programma *p, const struct expected_row *rows, size_t n_rows)
{
    struct mapping *mapping = &p->plan.mapping;
    mapping->toelichtingen = arena_alloc(&p->arena, n_rows * sizeof *mapping->toelichtingen);
    for (size_t i = 0; i < n_rows; i++) {
        if (strcmp(rows[i].post, "Totaal") == 0)
            continue;
        mapping->toelichtingen[mapping->n_toelichtingen++] =
            (struct toelichting){.pakket = programma_find_pakket(p, rows[i].pakket),
                                 .post = rows[i].post,
                                 .is = rows[i].is,
                                 .text = ""};
        if (strncmp(rows[i].post, MAPPING_REST, strlen(MAPPING_REST)) == 0)
            continue;
        size_t post = programma_post(p, rows[i].pakket, rows[i].post);
        mapping->posten[post].always_shown =
            strcmp(rows[i].post, "Jeugdhulp crisis/LTA/GGZ-verblijf regionale inkoop") == 0;
    }
}

static void the_afwijkingen_equal_print(void **state)
{
    (void)state;
    static const char *const columns[] = {"pakket", "post", "lasten", "baten",
                                          "incidenteel_structureel"};
    struct expected_row rows[64];
    struct programma p;
    begin_jaarrekening(&p);
    struct csv_file file =
        read_published(&p, PUBLISHED "afwijkingen-2024-programma-6.csv", columns, 5);
    assert_true(file.n_rows < 60);
    size_t n_rows = expect_afwijkingen(&file, rows);
    feed_rows(&p, rows, n_rows);
    book_reconstruction(&p);
    run(&p);
    const struct table *table = tables_find(&p.job.tables, "afwijkingen.csv");
    assert_int_equal(table->n_rows, n_rows);
    for (size_t r = 0; r < n_rows; r++) {
        const char *const printed[] = {rows[r].pakket, rows[r].post, rows[r].lasten, rows[r].baten,
                                       rows[r].is};
        char shown[512];
        for (size_t c = 0; c < 5; c++)
            if (strcmp(shown_cell(table, r, c, shown), printed[c]) != 0)
                fail_msg("%s, %s, %s: \"%s\" in print, \"%s\" here", rows[r].pakket, rows[r].post,
                         columns[c], printed[c], shown);
    }
    programma_release(&p);
}

static void every_pakket_with_an_afwijking_has_its_sheet(void **state)
{
    (void)state;
    static const char *const sheets[] = {"Afwijkingen 6L", "Afwijkingen 6M3", "Afwijkingen 6M4",
                                         "Afwijkingen 6N", "Afwijkingen 6O",  "Afwijkingen 6P"};
    struct programma p;
    begin_jaarrekening(&p);
    book_reconstruction(&p);
    run(&p);
    size_t n = 0;
    for (size_t i = 1; i < p.job.tables.n; i++)
        if (p.job.tables.items[i]->sheet) {
            assert_true(n < 6);
            assert_string_equal(p.job.tables.items[i]->sheet, sheets[n++]);
            assert_true(check_formulas(p.job.tables.items[i]) > 0);
        }
    assert_int_equal(n, 6);
    programma_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_jaarrekening_equals_print),
        cmocka_unit_test(the_begroting_equals_print),
        cmocka_unit_test(the_afwijkingen_equal_print),
        cmocka_unit_test(every_pakket_with_an_afwijking_has_its_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
