/* write_xlsx.c: the workbook holds what the tables say, and never passes for good when it does not.
 */
#include "pipeline/format/package.h"
#include "tests/unit/xlsx_fixture.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

/* The clock that the library sees: the linker finds this one before libc's. */
static time_t now = 1700000000;

time_t time(time_t *result)
{
    if (result)
        *result = now;
    return now;
}

/* The XML of a part, searched as text. */
static const char *part_of(struct fixture *fixture, const char *name)
{
    struct package package;
    assert_true(package_read(fixture->path, &fixture->arena, &fixture->errors, &package));
    const struct package_part *part = package_find(&package, name);
    assert_non_null(part);
    return part->bytes.bytes;
}

static void assert_holds(const char *xml, const char *wanted)
{
    if (!strstr(xml, wanted))
        fail_msg("niet gevonden: %s", wanted);
}

/* ---- what is in it ---- */

static void the_workbook_is_read_back_and_what_was_compared_is_counted(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    write_it(&fixture);
    assert_int_equal(fixture.errors.n, 0);
    static const struct manifest_reading readings[] = {{"bladen van het werkboek", 4},
                                                       {"cellen van het werkboek", 99},
                                                       {"formules van het werkboek", 23}};
    assert_int_equal(fixture.job.readings.n, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(fixture.job.readings.items[i].what, readings[i].what);
        assert_int_equal(fixture.job.readings.items[i].n, readings[i].n);
    }
    release(&fixture);
}

static void every_cell_stands_where_its_table_has_it(void **state)
{
    (void)state;
    static const struct {
        size_t row, column;
        const char *text; /* of a text, else NULL */
        long long cents;
        const char *formula;
    } expected[] = {
        {0, 0, "Wat heeft programma 6 gekost?", 0, NULL},
        {1, 0, "Bedragen x € 1.000. Een lege cel: het pakket bestaat dat jaar niet.", 0, NULL},
        {2, SECTIE, "Sectie", 0, NULL},
        {2, BEGROTING, "Begroting na wijziging 2024", 0, NULL},
        {3, CODE, "6L", 0, NULL},
        {3, BEGROTING, NULL, -6508667, NULL},
        {3, VERSCHIL, NULL, 2095917, "E4-D4"},
        {4, CODE, "0601", 0, NULL},
        {4, REGEL, "=1+1 blijft tekst", 0, NULL},
        {5, REGEL, "Opgroeien “en” opvoeden <&> _x0041_", 0, NULL},
        {6, REGEL, "Totaal Lasten", 0, NULL},
        {6, BEGROTING, NULL, -7743134, "SUM(D4:D6)"},
        {6, VERSCHIL, NULL, 2005817, "E7-D7"},
        {7, REALISATIE, NULL, 999999999999999, NULL},
        {8, REALISATIE, NULL, -999999999999998, NULL},
        {8, VERSCHIL, NULL, -999999999999999, "E9-D9"},
        {9, REALISATIE, NULL, 1, "SUM(E8:E9)"},
        {10, BEGROTING, NULL, -7693134, "D7+D10"},
        {13, REALISATIE, NULL, 103768, "E13-E12"},
        {14, REALISATIE, NULL, -5633548, "E11+E14"},
        {16, 0, "Het resultaat is € 1.", 0, NULL},
    };
    struct fixture fixture;
    set_up(&fixture);
    write_it(&fixture);
    struct workbook workbook = read_it(&fixture);
    const struct workbook_sheet *sheet = &workbook.sheets[0];
    assert_string_equal(sheet->name, "Jaarrekening");
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct workbook_cell *cell =
            workbook_cell(sheet, expected[i].row, expected[i].column);
        assert_non_null(cell);
        if (expected[i].text) {
            assert_int_equal(cell->kind, WORKBOOK_TEXT);
            assert_string_equal(cell->text, expected[i].text);
        } else {
            assert_int_equal(cell->kind, WORKBOOK_NUMBER);
            assert_true(cell->has_money);
            assert_int_equal(cell->money.cents, expected[i].cents);
        }
        if (expected[i].formula)
            assert_string_equal(cell->formula, expected[i].formula);
        else
            assert_null(cell->formula);
    }
    assert_null(workbook_cell(sheet, 6, SECTIE));
    assert_null(workbook_cell(sheet, 6, CODE));
    assert_null(workbook_cell(sheet, 15, 0));
    release(&fixture);
}

static void sheets_stand_in_order_and_the_choices_are_hidden(void **state)
{
    (void)state;
    static const char *const names[] = {"Jaarrekening", "6L", "Bronnen", "Keuzes"};
    struct fixture fixture;
    set_up(&fixture);
    fixture.job.tables.items[0]->csv_name = "jaarrekening.csv";
    tables_add(&fixture.job.tables, &fixture.arena, 1)->csv_name = "alleen-csv.csv";
    write_it(&fixture);
    struct workbook workbook = read_it(&fixture);
    assert_int_equal(workbook.n_sheets, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(workbook.sheets[i].name, names[i]);
        assert_int_equal(workbook.sheets[i].hidden, i == 3);
    }
    release(&fixture);
}

/* Our own small spreadsheet: SUM(D4:D6), cells, + and -, in whole cents. */
static long long cell_value(const struct workbook_sheet *sheet, const char **at)
{
    size_t column = (size_t)(*(*at)++ - 'A');
    size_t row = strtoul(*at, (char **)(uintptr_t)at, 10) - 1;
    const struct workbook_cell *cell = workbook_cell(sheet, row, column);
    if (!cell)
        return 0;
    assert_true(cell->has_money);
    return cell->money.cents;
}

static long long range_value(const struct workbook_sheet *sheet, const char **at)
{
    *at += strlen("SUM(");
    char column = **at;
    size_t first = strtoul(*at + 1, (char **)(uintptr_t)at, 10);
    assert_int_equal(*(*at)++, ':');
    assert_int_equal(*(*at)++, column);
    size_t last = strtoul(*at, (char **)(uintptr_t)at, 10);
    assert_int_equal(*(*at)++, ')');
    long long sum = 0;
    for (size_t row = first; row <= last; row++) {
        char name[32];
        const char *cell = name;
        snprintf(name, sizeof name, "%c%zu", column, row);
        sum += cell_value(sheet, &cell);
    }
    return sum;
}

static long long formula_value(const struct workbook_sheet *sheet, const char *formula)
{
    long long sum = 0;
    for (const char *at = formula; *at;) {
        int sign = *at == '-' ? -1 : 1;
        at += *at == '-' || *at == '+';
        sum +=
            sign * (strncmp(at, "SUM(", 4) == 0 ? range_value(sheet, &at) : cell_value(sheet, &at));
    }
    return sum;
}

static void every_formula_comes_out_at_the_figure_that_is_stored(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    write_it(&fixture);
    struct workbook workbook = read_it(&fixture);
    size_t n_formulas = 0;
    for (size_t s = 0; s < workbook.n_sheets; s++)
        for (size_t i = 0; i < workbook.sheets[s].n_cells; i++) {
            const struct workbook_cell *cell = &workbook.sheets[s].cells[i];
            if (!cell->formula)
                continue;
            n_formulas++;
            assert_int_equal(formula_value(&workbook.sheets[s], cell->formula), cell->money.cents);
        }
    assert_int_equal(n_formulas, 23);
    release(&fixture);
}

/* ---- looks ---- */

/* The style of a cell: its <xf> element and all behind it. */
static const char *style_of(struct fixture *fixture, const char *part, const char *cell)
{
    char wanted[64];
    int style;
    snprintf(wanted, sizeof wanted, "<c r=\"%s\" s=\"", cell);
    const char *at = strstr(part_of(fixture, part), wanted);
    assert_non_null(at);
    assert_int_equal(sscanf(at + strlen(wanted), "%d", &style), 1);
    at = strstr(part_of(fixture, "xl/styles.xml"), "<cellXfs");
    for (int i = 0; i <= style; i++)
        at = strstr(at + 1, "<xf ");
    return at;
}

static const char *number_format(struct fixture *fixture, const char *part, const char *cell)
{
    char wanted[64];
    int format;
    const char *style = style_of(fixture, part, cell);
    assert_int_equal(sscanf(style, "<xf numFmtId=\"%d\"", &format), 1);
    snprintf(wanted, sizeof wanted, "<numFmt numFmtId=\"%d\" formatCode=\"", format);
    const char *at = strstr(part_of(fixture, "xl/styles.xml"), wanted);
    assert_non_null(at);
    at += strlen(wanted);
    return arena_copy(&fixture->arena, at, strcspn(at, "\""));
}

static void long_texts_are_wrapped_in_rows_that_are_high_enough(void **state)
{
    (void)state;
    static const char sheet[] = "xl/worksheets/sheet2.xml";
    static const struct {
        const char *cell;
        bool top, wrapped; /* beginning at the top of a high row */
    } expected[] = {
        {"A4", true, false}, {"D4", true, true}, {"A5", false, false}, {"D5", false, true}};
    struct fixture fixture;
    set_up(&fixture);
    write_it(&fixture);
    assert_holds(part_of(&fixture, sheet), "<row r=\"4\" spans=\"1:4\" ht=\"28.5\"");
    assert_null(strstr(strstr(part_of(&fixture, sheet), "<row r=\"5\""), "customHeight"));
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const char *style = style_of(&fixture, sheet, expected[i].cell);
        const char *end = strstr(style, "</xf>");
        style = arena_copy(&fixture.arena, style, (size_t)(end - style));
        assert_int_equal(strstr(style, "vertical=\"top\"") != NULL, expected[i].top);
        assert_int_equal(strstr(style, "wrapText=\"1\"") != NULL, expected[i].wrapped);
    }
    assert_holds(part_of(&fixture, "xl/styles.xml"),
                 "\"><font><sz val=\"10\"/><color theme=\"1\"/><name val=\"Arial\"/>");
    release(&fixture);
}

static void numbers_are_shown_in_their_unit_and_never_as_minus_zero(void **state)
{
    (void)state;
    static const struct {
        const char *part, *cell, *format;
    } expected[] = {
        {"xl/worksheets/sheet1.xml", "D4", "#,##0,"},
        {"xl/worksheets/sheet1.xml", "E6", "#,##0,"}, /* -500,00 rounds to -1 */
        {"xl/worksheets/sheet1.xml", "F5", "#,##0,"}, /* -400,00 rounds to 0: below */
        {"xl/worksheets/sheet1.xml", "D8", "#,##0,"}, /* 499,99 */
        {"xl/worksheets/sheet1.xml", "A4", "@"},
        {"xl/worksheets/sheet2.xml", "B4", "#,##0"},
        {"xl/worksheets/sheet2.xml", "B5", "#,##0"}, /* -0,49 */
        {"xl/worksheets/sheet2.xml", "B6", "#,##0"},
        {"xl/worksheets/sheet3.xml", "B3", "0"}, /* 2024 */
        {"xl/worksheets/sheet3.xml", "C3", "#,##0"},
        {"xl/worksheets/sheet3.xml", "D3", "#,##0.00"},
    };
    struct fixture fixture;
    set_up(&fixture);
    write_it(&fixture);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_string_equal(number_format(&fixture, expected[i].part, expected[i].cell),
                            expected[i].format);
    assert_holds(part_of(&fixture, "xl/worksheets/sheet1.xml"),
                 "<conditionalFormatting sqref=\"F4:F15\"><cfRule type=\"cellIs\" dxfId=\"0\" "
                 "priority=\"1\" operator=\"between\"><formula>-499.99</formula>"
                 "<formula>-0.01</formula></cfRule></conditionalFormatting>");
    assert_holds(part_of(&fixture, "xl/styles.xml"), "formatCode=\"#,##0,;#,##0,\"/></dxf>");
    release(&fixture);
}

static void a_sheet_prints_as_it_is(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    write_it(&fixture);
    const char *sheet = part_of(&fixture, "xl/worksheets/sheet1.xml");
    assert_holds(sheet, "<pageSetUpPr fitToPage=\"1\"/>");
    assert_holds(sheet, "paperSize=\"9\"");
    assert_holds(sheet, "fitToHeight=\"0\"");
    assert_holds(sheet, "orientation=\"landscape\"");
    assert_holds(sheet, "Bergen &amp;&amp; \"Zo\", jaarrekening-2024");
    assert_holds(sheet, "pagina &amp;P van &amp;N");
    assert_null(strstr(sheet, "&amp;D"));
    assert_holds(sheet, "<pane xSplit=\"3\" ySplit=\"3\" topLeftCell=\"D4\"");
    assert_holds(sheet, "<ignoredError sqref=\"A4:F15\" numberStoredAsText=\"1\"/>");
    assert_null(strstr(sheet, "mergeCell"));
    assert_holds(sheet, "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" "
                        "formatColumns=\"0\" formatRows=\"0\" sort=\"0\" autoFilter=\"0\"/>");
    assert_holds(sheet, ", run "); /* in the footer */
    const char *book = part_of(&fixture, "xl/workbook.xml");
    assert_holds(book, ">'Jaarrekening'!$A$1:$F$17</definedName>");
    assert_holds(book, ">'Jaarrekening'!$3:$3</definedName>");
    assert_holds(book, ">'6L'!$3:$3</definedName>"); /* without quotes Excel calls it damage */
    assert_holds(book, ">'Bronnen'!$2:$2</definedName>");
    assert_null(strstr(book, "Keuzes'!"));
    release(&fixture);
}

static void what_an_adviser_fills_in_is_unlocked_and_has_its_choices(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    write_it(&fixture);
    const char *sheet = part_of(&fixture, "xl/worksheets/sheet2.xml");
    assert_holds(sheet, "<dataValidations count=\"1\"><dataValidation type=\"list\"");
    assert_holds(sheet, "sqref=\"C4:C5\"><formula1>Keuzes!$A$4:$A$6</formula1>");
    const char *styles = part_of(&fixture, "xl/styles.xml");
    assert_holds(styles, "<protection locked=\"0\"/>");
    assert_null(strstr(part_of(&fixture, "xl/worksheets/sheet1.xml"), "dataValidation"));
    release(&fixture);
}

static void properties_name_the_municipality_and_the_table(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    write_it(&fixture);
    const char *core = part_of(&fixture, "docProps/core.xml");
    assert_holds(core, "<dc:title>Wat heeft programma 6 gekost?</dc:title>");
    assert_holds(core, "<dc:subject>Programma 6 Sociaal domein, jaarrekening-2024</dc:subject>");
    assert_holds(core, ">2024-01-01T00:00:00Z</dcterms:created>");
    assert_holds(part_of(&fixture, "docProps/app.xml"), "<Company>Bergen &amp; \"Zo\"</Company>");
    release(&fixture);
}

static void a_run_of_another_year_carries_its_own_date(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    fixture.plan.year = 1970; /* 0 would mean: now */
    write_it(&fixture);
    assert_null(strstr(part_of(&fixture, "docProps/core.xml"), "2023-11-14"));
    release(&fixture);
}

/* ---- the same bytes ---- */

static size_t load(const char *path, char *bytes, size_t size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t n_bytes = fread(bytes, 1, size, file);
    fclose(file);
    assert_true(n_bytes < size);
    return n_bytes;
}

static void assert_same_bytes(struct fixture *fixture, const char *wanted, size_t n_wanted)
{
    static char bytes[65536];
    size_t n_bytes = load(fixture->path, bytes, sizeof bytes);
    assert_int_equal(n_bytes, n_wanted);
    assert_memory_equal(bytes, wanted, n_wanted);
}

static void clock_and_time_zone_change_no_byte(void **state)
{
    (void)state;
    static char bytes[65536];
    struct fixture fixture;
    set_up(&fixture);
    setenv("TZ", "UTC", 1);
    tzset();
    write_it(&fixture);
    size_t n_bytes = load(fixture.path, bytes, sizeof bytes);
    now += 400L * 86400 + 12345;
    setenv("TZ", "Pacific/Kiritimati", 1);
    tzset();
    write_it(&fixture);
    assert_same_bytes(&fixture, bytes, n_bytes);
    now -= 400L * 86400 + 12345;
    unsetenv("TZ");
    tzset();
    release(&fixture);
}

/* A locale with a decimal comma, made here: no machine has to know one. */
static void make_comma_locale(struct fixture *fixture)
{
    const char *folder = fixture->folder;
    const char *command = arena_printf(
        &fixture->arena,
        "printf 'LC_NUMERIC\\ndecimal_point \",\"\\nthousands_sep \".\"\\ngrouping 3;3\\n"
        "END LC_NUMERIC\\n' >%s/comma && localedef -c -i %s/comma %s/nl >/dev/null 2>&1; "
        "test -s %s/nl/LC_NUMERIC",
        folder, folder, folder, folder);
    assert_int_equal(system(command), 0);
}

static void remove_locale(struct fixture *fixture)
{
    temporary_remove(arena_printf(&fixture->arena, "%s/comma", fixture->folder));
    temporary_remove(arena_printf(&fixture->arena, "%s/nl", fixture->folder));
}

static void a_dutch_environment_changes_no_byte(void **state)
{
    (void)state;
    static char bytes[65536];
    struct fixture fixture;
    set_up(&fixture);
    write_it(&fixture);
    size_t n_bytes = load(fixture.path, bytes, sizeof bytes);
    make_comma_locale(&fixture);
    setenv("LOCPATH", fixture.folder, 1);
    setenv("LC_ALL", "nl", 1);
    write_it(&fixture);
    assert_same_bytes(&fixture, bytes, n_bytes);
    unsetenv("LC_ALL");
    unsetenv("LOCPATH");
    remove_locale(&fixture);
    release(&fixture);
}

static void a_decimal_comma_in_the_file_is_noticed(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    make_comma_locale(&fixture);
    setenv("LOCPATH", fixture.folder, 1);
    assert_non_null(setlocale(LC_NUMERIC, "nl")); /* which pnc never does */
    bool good = write_xlsx_stage.run(&fixture.job);
    assert_non_null(setlocale(LC_NUMERIC, "C"));
    unsetenv("LOCPATH");
    assert_false(good);
    assert_int_equal(fixture.errors.items[0].kind, ERROR_MACHINE);
    assert_non_null(strstr(fixture.errors.items[0].message, "niet wat er geschreven is"));
    assert_non_null(strstr(fixture.errors.items[0].message, "blad Jaarrekening, cel D4"));
    assert_int_equal(fixture.job.readings.n, 0);
    remove_locale(&fixture);
    release(&fixture);
}

/* ---- what goes wrong ---- */

/* The library grumbles on stderr when a file fails. */
static int silence_stderr(void)
{
    int kept = dup(STDERR_FILENO);
    int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDERR_FILENO);
    close(nowhere);
    return kept;
}

static void restore_stderr(int kept)
{
    dup2(kept, STDERR_FILENO);
    close(kept);
}

static void a_disk_that_fills_up_is_never_success(void **state)
{
    (void)state;
    static char bytes[65536];
    struct rlimit unlimited, limit;
    struct fixture fixture;
    set_up(&fixture);
    write_it(&fixture);
    size_t n_whole = load(fixture.path, bytes, sizeof bytes);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &unlimited), 0);
    size_t n_failed = 0, n_good = 0;
    for (rlim_t size = 0; size < n_whole + 4096; size += 97) {
        limit = (struct rlimit){size, unlimited.rlim_max};
        int kept = silence_stderr();
        setrlimit(RLIMIT_FSIZE, &limit);
        bool good = write_xlsx_stage.run(&fixture.job);
        setrlimit(RLIMIT_FSIZE, &unlimited);
        restore_stderr(kept);
        if (good) {
            assert_same_bytes(&fixture, bytes, n_whole);
            n_good++;
            continue;
        }
        n_failed++;
        assert_int_equal(errors_worst(&fixture.errors), ERROR_MACHINE);
        assert_int_equal(access(fixture.path, F_OK), -1);
    }
    assert_true(n_failed > 50);
    assert_true(n_good > 5);
    assert_int_equal(fixture.errors.n, n_failed);
    signal(SIGXFSZ, SIG_DFL);
    release(&fixture);
}

static void a_folder_that_cannot_be_written_is_reported(void **state)
{
    (void)state;
    static const struct {
        const char *folder;
        const char *message;
    } cases[] = {
        {"/bestaat-niet", "bestaat niet"},
        {"/dev/null", "geen map"},
        {"/proc", ""}, /* not even root writes here */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture fixture;
        set_up(&fixture);
        fixture.job.temporary = cases[i].folder;
        assert_false(write_xlsx_stage.run(&fixture.job));
        assert_int_equal(fixture.errors.n, 1);
        assert_int_equal(fixture.errors.items[0].kind, ERROR_MACHINE);
        assert_int_equal(
            strncmp(fixture.errors.items[0].where, cases[i].folder, strlen(cases[i].folder)), 0);
        assert_non_null(strstr(fixture.errors.items[0].message, cases[i].message));
        assert_int_equal(fixture.job.readings.n, 0);
        release(&fixture);
    }
}

static void what_a_workbook_cannot_hold_is_refused_before_a_file_exists(void **state)
{
    (void)state;
    struct fixture fixture;
    set_up(&fixture);
    fixture.job.tables.items[0]->rows[0].cells[REGEL] = cell_text("caf\xE9");
    fixture.job.tables.items[1]->rows[0].cells[1] = cell_money(cents(MONEY_MAX_CENTS + 1));
    assert_false(write_xlsx_stage.run(&fixture.job));
    assert_int_equal(fixture.errors.n, 3); /* the amount, and the total that it is in */
    assert_int_equal(errors_worst(&fixture.errors), ERROR_DATA);
    assert_string_equal(fixture.errors.items[0].where, "blad Jaarrekening, cel C4");
    assert_string_equal(fixture.errors.items[1].where, "blad 6L, cel B4");
    assert_int_equal(access(fixture.path, F_OK), -1);
    release(&fixture);
}

static void what_the_library_refuses_is_reported_with_its_place(void **state)
{
    (void)state;
    char long_name[300];
    struct fixture fixture;
    set_up(&fixture);
    memset(long_name, 'x', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    fixture.plan.gemeente = long_name; /* a footer holds 255 characters */
    assert_false(write_xlsx_stage.run(&fixture.job));
    assert_int_equal(fixture.errors.n, 1);
    assert_int_equal(fixture.errors.items[0].kind, ERROR_MACHINE);
    assert_non_null(strstr(fixture.errors.items[0].where, "blad Jaarrekening"));
    assert_non_null(strstr(fixture.errors.items[0].message, "langer dan 255 tekens"));
    release(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_workbook_is_read_back_and_what_was_compared_is_counted),
        cmocka_unit_test(every_cell_stands_where_its_table_has_it),
        cmocka_unit_test(sheets_stand_in_order_and_the_choices_are_hidden),
        cmocka_unit_test(every_formula_comes_out_at_the_figure_that_is_stored),
        cmocka_unit_test(numbers_are_shown_in_their_unit_and_never_as_minus_zero),
        cmocka_unit_test(long_texts_are_wrapped_in_rows_that_are_high_enough),
        cmocka_unit_test(a_sheet_prints_as_it_is),
        cmocka_unit_test(what_an_adviser_fills_in_is_unlocked_and_has_its_choices),
        cmocka_unit_test(properties_name_the_municipality_and_the_table),
        cmocka_unit_test(a_run_of_another_year_carries_its_own_date),
        cmocka_unit_test(clock_and_time_zone_change_no_byte),
        cmocka_unit_test(a_dutch_environment_changes_no_byte),
        cmocka_unit_test(a_decimal_comma_in_the_file_is_noticed),
        cmocka_unit_test(a_disk_that_fills_up_is_never_success),
        cmocka_unit_test(a_folder_that_cannot_be_written_is_reported),
        cmocka_unit_test(what_a_workbook_cannot_hold_is_refused_before_a_file_exists),
        cmocka_unit_test(what_the_library_refuses_is_reported_with_its_place),
    };
    return cmocka_run_group_tests_name("write_xlsx", tests, NULL, NULL) ? 1 : 0;
}
