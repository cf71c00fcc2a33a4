/* workbook.c, package.c, xml.c: what a workbook says is read exactly, damage is always noticed. */
#include "pipeline/base/interrupt.h"
#include "pipeline/format/package.h"
#include "pipeline/format/workbook.h"

#include "tests/unit/temporary.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

/* ---- a workbook by hand ---- */

struct part {
    const char *name;
    const char *content;
};

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define REL  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const struct part relations = {
    "xl/_rels/workbook.xml.rels",
    HEAD "<Relationships>"
         "<Relationship Id=\"rId1\" Type=\"" REL "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
         "<Relationship Id=\"rId2\" Type=\"" REL "/worksheet\" Target=\"/xl/worksheets/b.xml\"/>"
         "<Relationship Id=\"rId3\" Type=\"" REL "/sharedStrings\" Target=\"strings.xml\"/>"
         "</Relationships>"};
static const struct part two_sheets = {
    "xl/workbook.xml", HEAD "<workbook><sheets><sheet name=\"6P &amp; meer\" sheetId=\"7\" "
                            "r:id=\"rId2\"/><sheet name=\"Keuzes\" sheetId=\"3\" state=\"hidden\" "
                            "r:id=\"rId1\"/></sheets></workbook>"};
static const struct part strings = {
    "xl/strings.xml",
    HEAD "<sst><si><t>nul</t></si>"
         "<si><r><t xml:space=\"preserve\">twee </t></r><r><t>delen</t></r>"
         "<rPh><t>klank</t></rPh></si>"
         "<si><t>regel_x000D_\n_x005F_x0041_ _x00E9_ _xD800_ _xZZZZ_</t></si></sst>"};
static const struct part empty_sheet = {"xl/worksheets/sheet1.xml",
                                        HEAD "<worksheet><sheetData/></worksheet>"};

static struct arena of_folder;
static const char *folder, *path;

static void write_zip(const struct part *parts, size_t n_parts)
{
    zipFile zip = zipOpen(path, APPEND_STATUS_CREATE);
    assert_non_null(zip);
    zip_fileinfo info = {0};
    for (size_t i = 0; i < n_parts; i++) {
        assert_int_equal(zipOpenNewFileInZip(zip, parts[i].name, &info, NULL, 0, NULL, 0, NULL,
                                             Z_DEFLATED, Z_DEFAULT_COMPRESSION),
                         ZIP_OK);
        zipWriteInFileInZip(zip, parts[i].content, (unsigned)strlen(parts[i].content));
        assert_int_equal(zipCloseFileInZip(zip), ZIP_OK);
    }
    assert_int_equal(zipClose(zip, NULL), ZIP_OK);
}

#define SHEET(cells) HEAD "<worksheet><sheetData>" cells "</sheetData></worksheet>"

/* The usual parts around one sheet, "6P & meer". */
static void write_sheet(const char *xml)
{
    struct part parts[] = {
        relations, two_sheets, strings, empty_sheet, {"xl/worksheets/b.xml", xml}};
    write_zip(parts, sizeof parts / sizeof *parts);
}

/* ---- reading ---- */

struct fixture {
    struct arena arena;
    struct errors errors;
    struct workbook workbook;
};

static bool read_it(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    return workbook_read(path, &fixture->arena, &fixture->errors, &fixture->workbook);
}

static void release(struct fixture *fixture)
{
    errors_release(&fixture->errors);
    arena_release(&fixture->arena);
}

static void sheets_come_in_the_order_of_the_tabs(void **state)
{
    (void)state;
    struct fixture fixture;
    write_sheet(SHEET(""));
    assert_true(read_it(&fixture));
    assert_int_equal(fixture.workbook.n_sheets, 2);
    assert_string_equal(fixture.workbook.sheets[0].name, "6P & meer");
    assert_false(fixture.workbook.sheets[0].hidden);
    assert_string_equal(fixture.workbook.sheets[1].name, "Keuzes");
    assert_true(fixture.workbook.sheets[1].hidden);
    release(&fixture);
}

/* The signal is held back, and waits. */
static void reading_stops_when_asked(void **state)
{
    (void)state;
    struct fixture fixture;
    sigset_t asked;
    int signal;
    interrupt_hold();
    sigemptyset(&asked);
    sigaddset(&asked, SIGTERM);
    write_sheet(SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"));
    raise(SIGTERM);
    bool read = read_it(&fixture);
    sigwait(&asked, &signal);
    assert_false(read);
    assert_int_equal(errors_worst(&fixture.errors), ERROR_MACHINE);
    assert_non_null(strstr(fixture.errors.items[0].message, "onderbroken"));
    release(&fixture);
    assert_true(read_it(&fixture));
    release(&fixture);
}

static void every_kind_of_cell_is_read(void **state)
{
    (void)state;
    static const struct {
        size_t row, column;
        enum workbook_kind kind;
        const char *text;
        long long cents; /* -1: not money */
        const char *formula;
    } expected[] = {
        {0, 0, WORKBOOK_TEXT, "nul", -1, NULL},
        {0, 1, WORKBOOK_TEXT, "twee delen", -1, NULL},
        {0, 2, WORKBOOK_TEXT, "regel\r\n_x0041_ \xC3\xA9 _xD800_ _xZZZZ_", -1, NULL},
        {0, 27, WORKBOOK_TEXT, "in de cel", -1, NULL},
        {4, 0, WORKBOOK_NUMBER, "1234.56", 123456, NULL},
        {4, 1, WORKBOOK_NUMBER, "0.125", -1, NULL},
        {4, 2, WORKBOOK_NUMBER, "-0.01", -1 /* cents, checked below */, "A5-B5"},
        {4, 3, WORKBOOK_TEXT, "uitkomst", -1, "A1&B1"},
        {4, 4, WORKBOOK_OTHER, "#VALUE!", -1, "A1+1"},
        {4, 5, WORKBOOK_OTHER, "1", -1, NULL},
        {4, 6, WORKBOOK_NUMBER, "7", 700, ""},
    };
    struct fixture fixture;
    write_sheet(SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\" s=\"4\"><v>0</v></c>"
                      "<c t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c>"
                      "<c r=\"AB1\" t=\"inlineStr\"><is><t>in de cel</t></is></c></row>"
                      "<row r=\"5\"><c r=\"A5\"><v>1234.56</v></c>"
                      "<c r=\"B5\" t=\"n\"><v>0.125</v></c>"
                      "<c r=\"C5\"><f>A5-B5</f><v>-0.01</v></c>"
                      "<c r=\"D5\" t=\"str\"><f>A1&amp;B1</f><v>uitkomst</v></c>"
                      "<c r=\"E5\" t=\"e\"><f>A1+1</f><v>#VALUE!</v></c>"
                      "<c r=\"F5\" t=\"b\"><v>1</v></c>"
                      "<c r=\"G5\"><f t=\"shared\" si=\"0\"/><v>7</v></c>"
                      "<c r=\"H5\" s=\"3\"/></row>"));
    assert_true(read_it(&fixture));
    const struct workbook_sheet *sheet = &fixture.workbook.sheets[0];
    size_t n = sizeof expected / sizeof *expected;
    assert_int_equal(sheet->n_cells, n);
    for (size_t i = 0; i < n; i++) {
        const struct workbook_cell *cell =
            workbook_cell(sheet, expected[i].row, expected[i].column);
        assert_non_null(cell);
        assert_int_equal(cell->kind, expected[i].kind);
        assert_string_equal(cell->text, expected[i].text);
        if (expected[i].cents >= 0)
            assert_int_equal(cell->money.cents, expected[i].cents);
        if (expected[i].formula)
            assert_string_equal(cell->formula, expected[i].formula);
        else
            assert_null(cell->formula);
    }
    assert_false(workbook_cell(sheet, 4, 1)->has_money);
    assert_true(workbook_cell(sheet, 4, 2)->has_money);
    assert_int_equal(workbook_cell(sheet, 4, 2)->money.cents, -1);
    assert_null(workbook_cell(sheet, 4, 7)); /* a style alone is nothing */
    assert_null(workbook_cell(sheet, 2, 0));
    release(&fixture);
}

static void a_namespace_prefix_changes_nothing(void **state)
{
    (void)state;
    struct fixture fixture;
    write_sheet(HEAD
                "<x:worksheet xmlns:x=\"u\"><x:sheetData><x:row><x:c><x:v>3</x:v></x:c></x:row>"
                "</x:sheetData></x:worksheet>");
    assert_true(read_it(&fixture));
    assert_int_equal(workbook_cell(&fixture.workbook.sheets[0], 0, 0)->money.cents, 300);
    release(&fixture);
}

/* ---- damage ---- */

static void expect_damage(const char *name, const char *message)
{
    struct fixture fixture;
    if (read_it(&fixture))
        fail_msg("%s: gelezen", name);
    assert_int_equal(fixture.errors.n, 1);
    assert_int_equal(fixture.errors.items[0].kind, ERROR_MACHINE);
    assert_string_equal(fixture.errors.items[0].where, path);
    if (!strstr(fixture.errors.items[0].message, message))
        fail_msg("%s: %s", name, fixture.errors.items[0].message);
    assert_int_equal(fixture.workbook.n_sheets, 0);
    release(&fixture);
}

static void a_sheet_that_is_not_whole_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *xml;
        const char *message;
    } cases[] = {
        {"empty", "", "b.xml: is leeg"},
        {"cut off", HEAD "<worksheet><sheetData><row r=\"1\">", "geen welgevormde XML"},
        {"not XML", "dit is geen XML", "geen welgevormde XML"},
        {"bytes that are no UTF-8", SHEET("<row><c t=\"str\"><v>\xFF</v></c></row>"),
         "welgevormde"},
        {"doctype", "<!DOCTYPE a><worksheet/>", "DOCTYPE"},
        {"unknown string", SHEET("<row><c t=\"s\"><v>3</v></c></row>"), "tekst die er niet is"},
        {"string by name", SHEET("<row><c t=\"s\"><v>x</v></c></row>"), "tekst die er niet is"},
        {"no string index", SHEET("<row><c t=\"s\"><v/></c></row>"), "tekst die er niet is"},
        {"columns backwards",
         SHEET("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>"),
         "cellen staan niet in volgorde"},
        {"the same cell twice",
         SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>"),
         "cellen staan niet in volgorde"},
        {"rows backwards", SHEET("<row r=\"2\"/><row r=\"1\"/>"), "regels staan niet in volgorde"},
        {"row zero", SHEET("<row r=\"0\"/>"), "regels staan niet in volgorde"},
        {"a cell of another row", SHEET("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>"), "volgorde"},
        {"a place that is none", SHEET("<row r=\"1\"><c r=\"1A\"><v>1</v></c></row>"), "volgorde"},
        {"a place without row", SHEET("<row r=\"1\"><c r=\"A\"><v>1</v></c></row>"), "volgorde"},
        {"a cell outside a row", SHEET("<c r=\"A1\"><v>1</v></c>"), "buiten een regel"},
        {"unknown type", SHEET("<row><c t=\"x\"><v>1</v></c></row>"), "onbekende soort"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_sheet(cases[i].xml);
        expect_damage(cases[i].name, cases[i].message);
    }
}

static void a_missing_or_bad_part_is_refused(void **state)
{
    (void)state;
    static const struct part good_sheet = {"xl/worksheets/b.xml", SHEET("")};
    static const struct part bad_style = {"xl/styles.xml", "<styleSheet>"};
    static const struct part bad_type = {"[Content_Types].xml", "<Types>"};
    static const struct part no_name = {
        "xl/workbook.xml", "<workbook><sheets><sheet sheetId=\"1\"/></sheets></workbook>"};
    static const struct part no_target = {
        "xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r\"/></Relationships>"};
    const struct {
        const char *name;
        struct part parts[6];
        const char *message;
    } cases[] = {
        {"no relations", {two_sheets, strings, empty_sheet, good_sheet}, "rels: ontbreekt"},
        {"no workbook", {relations, strings, empty_sheet, good_sheet}, "workbook.xml: ontbreekt"},
        {"no strings", {relations, two_sheets, empty_sheet, good_sheet}, "strings.xml: ontbreekt"},
        {"no sheet", {relations, two_sheets, strings, empty_sheet}, "b.xml: ontbreekt"},
        {"a part that nobody reads",
         {relations, two_sheets, strings, empty_sheet, good_sheet, bad_style},
         "xl/styles.xml: geen welgevormde XML"},
        {"content types",
         {bad_type, relations, two_sheets, strings, empty_sheet, good_sheet},
         "[Content_Types].xml: geen welgevormde XML"},
        {"a part twice",
         {relations, two_sheets, strings, empty_sheet, good_sheet, good_sheet},
         "staat er twee keer in"},
        {"a sheet without a name", {relations, no_name, strings}, "blad zonder naam"},
        {"a relation without a target", {no_target, two_sheets}, "zonder Id, Type of Target"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n_parts = 0;
        while (n_parts < 6 && cases[i].parts[n_parts].name)
            n_parts++;
        write_zip(cases[i].parts, n_parts);
        expect_damage(cases[i].name, cases[i].message);
    }
}

static size_t load(char *bytes, size_t size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t n_bytes = fread(bytes, 1, size, file);
    fclose(file);
    assert_true(n_bytes < size);
    return n_bytes;
}

static void store(const char *bytes, size_t n_bytes)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n_bytes, file), n_bytes);
    assert_int_equal(fclose(file), 0);
}

static void a_file_that_is_no_zip_is_refused(void **state)
{
    (void)state;
    unlink(path);
    expect_damage("missing", "bestaat niet");
    store("", 0);
    expect_damage("empty", "geen zip-bestand");
    store("sectie;code;regel\r\n", 19);
    expect_damage("a CSV", "geen zip-bestand");
}

static const char one_row[] =
    SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\"><v>-1234.56</v></c></row>");

static void a_file_cut_off_anywhere_is_refused(void **state)
{
    (void)state;
    static char bytes[8192];
    write_sheet(one_row);
    for (size_t n = load(bytes, sizeof bytes); n-- > 0;) {
        assert_int_equal(truncate(path, (off_t)n), 0);
        expect_damage("cut off", "het werkboek is beschadigd");
    }
}

/* What has_the_row reads must be what was written, or the damage was noticed. */
static bool has_the_row(const struct workbook *workbook)
{
    if (workbook->n_sheets != 2 || workbook->sheets[0].n_cells != 2 ||
        workbook->sheets[1].n_cells != 0)
        return false;
    const struct workbook_cell *text = workbook_cell(&workbook->sheets[0], 0, 0);
    const struct workbook_cell *number = workbook_cell(&workbook->sheets[0], 0, 1);
    return text && number && strcmp(text->text, "twee delen") == 0 &&
           number->money.cents == -123456 && strcmp(workbook->sheets[0].name, "6P & meer") == 0;
}

static void bytes_behind_the_end_are_refused(void **state)
{
    (void)state;
    static char bytes[8192];
    write_sheet(one_row);
    size_t n_bytes = load(bytes, sizeof bytes);
    bytes[n_bytes] = 'x';
    store(bytes, n_bytes + 1);
    expect_damage("one byte more", "er staat iets achter");
}

static void no_damaged_byte_changes_what_is_read(void **state)
{
    (void)state;
    static char bytes[8192];
    size_t n_noticed = 0;
    write_sheet(one_row);
    size_t n_bytes = load(bytes, sizeof bytes);
    int file = open(path, O_WRONLY);
    for (size_t n = 0; n < n_bytes; n++) {
        struct fixture fixture;
        char damaged = bytes[n] ^ (char)(1 << n % 8);
        assert_int_equal(pwrite(file, &damaged, 1, (off_t)n), 1);
        if (!read_it(&fixture))
            n_noticed++;
        else if (!has_the_row(&fixture.workbook))
            fail_msg("byte %zu: iets anders gelezen", n);
        release(&fixture);
        assert_int_equal(pwrite(file, &bytes[n], 1, (off_t)n), 1);
    }
    close(file);
    assert_true(n_noticed > n_bytes / 2); /* the rest are dates and versions */
}

static void a_size_that_no_workbook_has_is_refused(void **state)
{
    (void)state;
    static char bytes[8192];
    write_sheet(one_row);
    size_t n_bytes = load(bytes, sizeof bytes);
    for (size_t n = 0; n + 46 < n_bytes; n++)
        if (memcmp(bytes + n, "PK\1\2", 4) == 0) {
            memcpy(bytes + n + 24, "\xFF\xFF\xFF\x7F", 4); /* unpacked size, in the directory */
            break;
        }
    store(bytes, n_bytes);
    expect_damage("2 GB", "groter dan een werkboek kan zijn");
}

/* ---- numbers and texts ---- */

static void decimal_texts_become_whole_cents_or_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
        long long cents;
    } cases[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"0.00", true, 0},
        {"1", true, 100},
        {"1234.5", true, 123450},
        {"-1234.56", true, -123456},
        {"0001.10", true, 110},
        {".5", true, 50},
        {"5.", true, 500},
        {"1E+05", true, 10000000},
        {"1.5E3", true, 150000},
        {"12E-2", true, 12},
        {"0E999", true, 0},
        {"2500.3999999999996", true, 250040}, /* the nearest double, in 17 digits */
        {"2500.4000000000001", true, 250040},
        {"8796093022208.011", true, 879609302220801},
        {"0.01999999999999995", true, 2}, /* the sixteenth digit is a five */
        {"9999999999999.99", true, 999999999999999},
        {"-9999999999999.99", true, -999999999999999},
        {"0.015", false, 0},
        {"1.001", false, 0},
        {"12E-3", false, 0},
        {"1E-400", false, 0},
        {"1E+400", false, 0},
        {"10000000000000", false, 0},
        {"9999999999999.999", false, 0}, /* fifteen digits of it are 10000000000000.0 */
        {"", false, 0},
        {"-", false, 0},
        {".", false, 0},
        {"--1", false, 0},
        {"+1", false, 0},
        {"1,5", false, 0},
        {"1.5.2", false, 0},
        {" 1", false, 0},
        {"1 ", false, 0},
        {"1E", false, 0},
        {"1E+", false, 0},
        {"NAN", false, 0},
        {"INF", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct money money = {.cents = 77};
        bool good = workbook_cents(cases[i].text, &money);
        if (good != cases[i].good || money.cents != (good ? cases[i].cents : 77))
            fail_msg("%s: %d, %lld", cases[i].text, good, (long long)money.cents);
    }
}

static void a_number_is_written_in_the_digits_that_a_cell_shows(void **state)
{
    (void)state;
    static const struct {
        const char *text, *plain;
    } cases[] = {
        {"2500.3999999999996", "2500,4"},
        {"9.9999999999999996", "10"},
        {"0.1", "0,1"},
        {"1E+3", "1000"},
        {"1E-5", "0,00001"},
        {"-0", "0"},
        {"-12.50", "-12,5"},
        {"20240000000000000001", "20240000000000000000"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char plain[WORKBOOK_PLAIN_SIZE] = "";
        assert_true(workbook_plain(cases[i].text, ',', plain));
        assert_string_equal(plain, cases[i].plain);
    }
}

static unsigned long long next_random(unsigned long long *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    return *seed ^= *seed << 17;
}

static void all_cents_that_a_workbook_can_hold_come_back(void **state)
{
    (void)state;
    unsigned long long seed = 20241231;
    for (int i = 0; i < 300000; i++) {
        unsigned long long limit = (unsigned long long)MONEY_MAX_CENTS >> (i % 50);
        long long cents = (long long)(next_random(&seed) % (limit + 1));
        if (i < 2000)
            cents = MONEY_MAX_CENTS - i; /* where neighbours are nearest */
        cents = next_random(&seed) & 1 ? cents : -cents;
        static const char *const formats[] = {"%.16G", "%.17g"};
        for (int f = 0; f < 2; f++) {
            char text[40];
            struct money money = {0};
            if (f == 0)
                snprintf(text, sizeof text, "%.16G", (double)cents / 100.0);
            else
                snprintf(text, sizeof text, "%.17g", (double)cents / 100.0);
            if (!workbook_cents(text, &money) || money.cents != cents)
                fail_msg("%s: %s van %lld gaf %lld", formats[f], text, cents,
                         (long long)money.cents);
        }
    }
}

static void an_escaped_text_is_read_as_it_was(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *escaped;
    } cases[] = {
        {"gewoon", "gewoon"},
        {"een_x", "een_x"},
        {"_x0041_", "_x005F_x0041_"},
        {"a_x00e9_b_x00E9_", "a_x005F_x00e9_b_x005F_x00E9_"},
        {"_x005F_", "_x005F_x005F_"},
        {"_x0041_x0042_", "_x005F_x0041_x005F_x0042_"},
        {"_x004_", "_x004_"},
        {"_xx0041_", "_xx0041_"},
        {"", ""},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *escaped = workbook_escape(&arena, cases[i].text);
        assert_string_equal(escaped, cases[i].escaped);
        assert_string_equal(workbook_unescape(&arena, escaped), cases[i].text);
    }
    assert_string_equal(workbook_unescape(&arena, "_x20AC_ _x0000_ _x000A_"), "€ _x0000_ \n");
    arena_release(&arena);
}

static int set_up(void **state)
{
    (void)state;
    folder = temporary_folder(&of_folder);
    path = arena_printf(&of_folder, "%s/proef.xlsx", folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    temporary_remove(folder);
    arena_release(&of_folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sheets_come_in_the_order_of_the_tabs),
        cmocka_unit_test(every_kind_of_cell_is_read),
        cmocka_unit_test(a_namespace_prefix_changes_nothing),
        cmocka_unit_test(a_sheet_that_is_not_whole_is_refused),
        cmocka_unit_test(a_missing_or_bad_part_is_refused),
        cmocka_unit_test(a_file_that_is_no_zip_is_refused),
        cmocka_unit_test(a_file_cut_off_anywhere_is_refused),
        cmocka_unit_test(bytes_behind_the_end_are_refused),
        cmocka_unit_test(no_damaged_byte_changes_what_is_read),
        cmocka_unit_test(a_size_that_no_workbook_has_is_refused),
        cmocka_unit_test(reading_stops_when_asked),
        cmocka_unit_test(decimal_texts_become_whole_cents_or_nothing),
        cmocka_unit_test(all_cents_that_a_workbook_can_hold_come_back),
        cmocka_unit_test(a_number_is_written_in_the_digits_that_a_cell_shows),
        cmocka_unit_test(an_escaped_text_is_read_as_it_was),
    };
    return cmocka_run_group_tests_name("workbook", tests, set_up, tear_down) ? 1 : 0;
}
