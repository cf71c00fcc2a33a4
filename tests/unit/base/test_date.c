#include "pipeline/base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Parses a copy that ends where its allocation ends, so that reading on is caught. */
static bool parse(const struct date_format *format, const char *bytes, size_t n_bytes,
                  struct date *date)
{
    char *copy = malloc(n_bytes ? n_bytes : 1);
    if (n_bytes)
        memcpy(copy, bytes, n_bytes);
    bool good = date_parse(format, (struct text){copy, n_bytes}, date);
    free(copy);
    return good;
}

/* ---- patterns ---- */

static void patterns_name_day_month_and_year_once(void **state)
{
    (void)state;
    static const struct {
        const char *given, *kept;
    } cases[] = {
        {"dd-mm-jjjj", "dd-mm-jjjj"},
        {"DD-MM-JJJJ", "dd-mm-jjjj"},
        {"jjjjmmdd", "jjjjmmdd"},
        {"jjjj-mm-dd", "jjjj-mm-dd"},
        {"d/m/jj", "d/m/jj"},
        {"d-m-jjjj", "d-m-jjjj"},
        {"ddmmjj", "ddmmjj"},
        {"jjmmdd", "jjmmdd"},
        {"mm/dd/jjjj", "mm/dd/jjjj"},
        {"d.m.jj", "d.m.jj"},
        {"dd mm jjjj", "dd mm jjjj"},
        {"jjjjmmd", "jjjjmmd"},
        {"dd - mm - jjjj", "dd - mm - jjjj"},
        {"d mmm jjjj", "d mmm jjjj"},
        {"dd-MMM-jj", "dd-mmm-jj"},
        {"ddmmmjjjj", "ddmmmjjjj"},
        {"dd-mm-jjjj tijd", "dd-mm-jjjj"},
        {"d/m/jj TIJD", "d/m/jj"},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct date_format format;
        if (!date_format_parse(cases[i].given, &format) ||
            strcmp(format.pattern, cases[i].kept) != 0)
            fail_msg("%s", cases[i].given);
    }
}

static void other_patterns_are_refused_untouched(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "",
        "dd-mm",
        "dd-jjjj",
        "mm-jjjj",
        "jjjj",
        "dd-mm-jjj",
        "dd-mm-j",
        "ddd-mm-jjjj",
        "dd-mmmm-jjjj",
        "dd-mmm-mm-jjjj",
        "ddd mmm jjjj",
        "dd-mm-jjjjtijd",
        "dd-mm-jjjj  tijd",
        "tijd dd-mm-jjjj",
        " tijd",
        "dd-mm-jjjj tijd tijd",
        "dd-mm-jjjjj",
        "dmjjjj",
        "ddmjjjj",
        "dmmjjjj",
        "dd-mm-jjjj-",
        "-dd-mm-jjjj",
        " dd-mm-jjjj",
        "dd-dd-jjjj",
        "dd-mm-jjjj dd",
        "dd-mm-jj-jj",
        "dd-mm-yyyy",
        "dd-mm-jjjj t",
        "dd0mm0jjjj",
        "d-d-m-jjjj",
        "%d-%m-%j",
        "dd  -  mm  -  jjjj",
        "jd-m-j",
    };
    for (size_t i = 0; i < LENGTH_OF(refused); i++) {
        struct date_format format;
        unsigned char before[sizeof format], after[sizeof format];
        memset(&format, 7, sizeof format);
        memset(before, 7, sizeof before);
        bool read = date_format_parse(refused[i], &format);
        memcpy(after, &format, sizeof after);
        if (read || memcmp(before, after, sizeof before) != 0)
            fail_msg("%s", refused[i]);
    }
}

/* ---- dates ---- */

static void dates_are_read_as_their_pattern_says(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *field, *iso; /* NULL = refused */
    } cases[] = {
        {"dd-mm-jjjj", "31-12-2024", "2024-12-31"},
        {"dd-mm-jjjj", "01-01-1900", "1900-01-01"},
        {"dd-mm-jjjj", "31-12-2199", "2199-12-31"},
        {"dd-mm-jjjj", " 31-12-2024", "2024-12-31"},
        {"dd-mm-jjjj", "31-12-2024 \t", "2024-12-31"},
        {"dd-mm-jjjj", "29-02-2024", "2024-02-29"},
        {"dd-mm-jjjj", "29-02-2000", "2000-02-29"},
        {"dd-mm-jjjj", "29-02-2023", NULL},
        {"dd-mm-jjjj", "29-02-1900", NULL},
        {"dd-mm-jjjj", "29-02-2100", NULL},
        {"dd-mm-jjjj", "31-04-2024", NULL},
        {"dd-mm-jjjj", "30-02-2024", NULL},
        {"dd-mm-jjjj", "32-01-2024", NULL},
        {"dd-mm-jjjj", "00-01-2024", NULL},
        {"dd-mm-jjjj", "01-00-2024", NULL},
        {"dd-mm-jjjj", "01-13-2024", NULL},
        {"dd-mm-jjjj", "12-31-2024", NULL},
        {"dd-mm-jjjj", "31-12-1899", NULL},
        {"dd-mm-jjjj", "01-01-2200", NULL},
        {"dd-mm-jjjj", "01-01-0000", NULL},
        {"dd-mm-jjjj", "1-1-2024", NULL},
        {"dd-mm-jjjj", "1-01-2024", NULL},
        {"dd-mm-jjjj", "01-01-24", NULL},
        {"dd-mm-jjjj", "01/01/2024", NULL},
        {"dd-mm-jjjj", "01-01/2024", NULL},
        {"dd-mm-jjjj", "01-01-2024x", NULL},
        {"dd-mm-jjjj", "01-01-2024 00:00:00", NULL},
        {"dd-mm-jjjj", "01-01-202", NULL},
        {"dd-mm-jjjj", "01-01-20244", NULL},
        {"dd-mm-jjjj", "", NULL},
        {"dd-mm-jjjj", "          ", NULL},
        {"dd-mm-jjjj", "a1-01-2024", NULL},
        {"dd-mm-jjjj", "+1-01-2024", NULL},
        {"dd-mm-jjjj", "0:-01-2024", NULL},
        {"dd-mm-jjjj", "0/-01-2024", NULL},
        {"dd-mm-jjjj", "01-01-202\xB4", NULL},
        {"jjjjmmdd", "20241231", "2024-12-31"},
        {"jjjjmmdd", "2024123", NULL},
        {"jjjjmmdd", "202412311", NULL},
        {"jjjjmmdd", "20241331", NULL},
        {"jjjj-mm-dd", "2024-02-29", "2024-02-29"},
        {"jjjj-mm-dd", "2024-2-29", NULL},
        {"mm/dd/jjjj", "12/31/2024", "2024-12-31"},
        {"mm/dd/jjjj", "31/12/2024", NULL},
        {"d/m/jj", "1/2/24", "2024-02-01"},
        {"d/m/jj", "01/02/24", "2024-02-01"},
        {"d/m/jj", "31/12/99", "2099-12-31"},
        {"d/m/jj", "1/2/00", "2000-02-01"},
        {"d/m/jj", "1/2/2024", NULL},
        {"d/m/jj", "001/2/24", NULL},
        {"d/m/jj", "/2/24", NULL},
        {"d/m/jj", "1//24", NULL},
        {"d/m/jj", "1/2/4", NULL},
        {"d-m-jjjj", "1-2-2024", "2024-02-01"},
        {"d-m-jjjj", "1-2-24", NULL},
        {"ddmmjj", "310124", "2024-01-31"},
        {"ddmmjj", "31012024", NULL},
        {"dd-mm-jj", "31-01-24", "2024-01-31"},
        {"dd-mm-jj", "31-01-2024", NULL},
        {"dd - mm - jjjj", "31 - 12 - 2024", "2024-12-31"},
        {"jjjjmmd", "2024123", "2024-12-03"},
        {"jjjjmmd", "20241231", "2024-12-31"},

        {"d mmm jjjj", "1 mrt 2024", "2024-03-01"},
        {"d mmm jjjj", "31 december 2024", "2024-12-31"},
        {"d mmm jjjj", "31 DEC. 2024", "2024-12-31"},
        {"d mmm jjjj", "1 März 2024", "2024-03-01"},
        {"d mmm jjjj", "1 mär 2024", "2024-03-01"},
        {"d mmm jjjj", "1 août 2024", "2024-08-01"},
        {"d mmm jjjj", "1 sept 2024", "2024-09-01"},
        {"d mmm jjjj", "1 mei 2024", "2024-05-01"},
        {"d mmm jjjj", "1 May 2024", "2024-05-01"},
        {"d mmm jjjj", "1 okt 2024", "2024-10-01"},
        {"d mmm jjjj", "1 juil. 2024", "2024-07-01"},
        {"d mmm jjjj", "1 jui 2024", NULL}, /* juin or juillet */
        {"d mmm jjjj", "1 ju 2024", NULL},
        {"d mmm jjjj", "1 ma 2024", NULL},
        {"d mmm jjjj", "1 janu 2024", "2024-01-01"},
        {"d mmm jjjj", "1 janx 2024", NULL},
        {"d mmm jjjj", "1 januaris 2024", NULL},
        {"d mmm jjjj", "1 01 2024", NULL},
        {"d mmm jjjj", "1 jan.. 2024", NULL},
        {"d mmm jjjj", "31 feb 2024", NULL},
        {"d mmm jjjj", "1 jan", NULL},
        {"d mmm jjjj", "1 jan 24", NULL},
        {"dd-mmm-jj", "01-Apr-13", "2013-04-01"},
        {"dd-mmm-jj", "1-Apr-13", NULL},
        {"ddmmmjjjj", "01JAN2024", "2024-01-01"},
        {"d.mmm.jjjj", "1.jan.2024", "2024-01-01"},
        {"d.mmm.jjjj", "1.jan2024", NULL},

        {"dd-mm-jjjj tijd", "31-12-2024", "2024-12-31"},
        {"dd-mm-jjjj tijd", "31-12-2024 00:00:00", "2024-12-31"},
        {"dd-mm-jjjj tijd", "31-12-2024 23:59 ", "2024-12-31"},
        {"dd-mm-jjjj tijd", "31-12-2024  9:05", "2024-12-31"},
        {"dd-mm-jjjj tijd", "31-12-2024 24:00", NULL},
        {"dd-mm-jjjj tijd", "31-12-2024 12:60", NULL},
        {"dd-mm-jjjj tijd", "31-12-2024 12", NULL},
        {"dd-mm-jjjj tijd", "31-12-2024 12:00 uur", NULL},
        {"dd-mm-jjjj tijd", "31-12-202412:00", NULL},
        {"dd-mm-jjjj tijd", "31-12-2024x", NULL},
        {"jjjj-mm-dd tijd", "2024-12-31T00:00:00", "2024-12-31"},
        {"jjjj-mm-dd tijd", "2024-12-31T12:00:00Z", "2024-12-31"},
        {"jjjj-mm-dd tijd", "2024-12-31T23:00:00.000+01:00", "2024-12-31"},
        {"jjjj-mm-dd tijd", "2024-12-31T23:00:00,1234567-0800", "2024-12-31"},
        {"jjjj-mm-dd tijd", "2024-12-31T23:00:00+15:00", NULL},
        {"jjjj-mm-dd tijd", "2024-12-31T23:00:00+01:00x", NULL},
        {"jjjj-mm-dd tijd", "2024-12-31T", NULL},
        {"jjjj-mm-dd tijd", "2024-12-31T23:00:00.", NULL},
        {"m/d/jjjj tijd", "1/15/2024 1:30:00 PM", "2024-01-15"},
        {"m/d/jjjj tijd", "1/15/2024 12:00:00 am", "2024-01-15"},
        {"m/d/jjjj tijd", "1/15/2024", "2024-01-15"},
        {"jjjjmmdd tijd", "20241231 000000", NULL},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct date_format format;
        assert_true(date_format_parse(cases[i].pattern, &format));
        struct date date = {1, 2, 3};
        char iso[32];
        bool good = parse(&format, cases[i].field, strlen(cases[i].field), &date);
        snprintf(iso, sizeof iso, "%04d-%02d-%02d", date.year, date.month, date.day);
        if (good != (cases[i].iso != NULL) || strcmp(iso, good ? cases[i].iso : "0001-02-03") != 0)
            fail_msg("\"%s\" as %s: %d, %s", cases[i].field, cases[i].pattern, good, iso);
    }
}

static void a_nul_is_no_part_of_a_date(void **state)
{
    (void)state;
    struct date_format words, runs;
    struct date date;
    assert_true(date_format_parse("dd-mm-jjjj", &words));
    assert_true(date_format_parse("d-m-jjjj", &runs));
    assert_false(parse(&words,
                       "01-01\0"
                       "2024",
                       10, &date));
    assert_false(parse(&runs,
                       "01-01\0"
                       "2024",
                       10, &date));
    assert_false(parse(&words, "01-01-2024\0", 11, &date));
    assert_false(parse(&runs, "01-01-2024\0", 11, &date));
}

/* Writes a date by a pattern; runs of one with or without a leading zero. */
static void write_date(const char *pattern, struct date date, bool padded, char field[32])
{
    *field = '\0';
    for (const char *at = pattern; *at;) {
        size_t length = strspn(at, (char[]){*at, '\0'});
        char piece[16];
        int number = *at == 'd' ? date.day : *at == 'm' ? date.month : date.year;
        if (strchr("dmj", *at))
            snprintf(piece, sizeof piece, "%0*d", padded && length == 1 ? 2 : (int)length,
                     length == 2 ? number % 100 : number);
        else
            snprintf(piece, sizeof piece, "%.*s", (int)length, at);
        strcat(field, piece);
        at += length;
    }
}

static void every_day_is_read_back_in_every_pattern(void **state)
{
    (void)state;
    static const char *const patterns[] = {"dd-mm-jjjj", "jjjjmmdd",   "jjjj-mm-dd", "d-m-jjjj",
                                           "mm/dd/jjjj", "dd.mm.jjjj", "d/m/jjjj",   "ddmmjjjj"};
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct date_format formats[LENGTH_OF(patterns)];
    for (size_t i = 0; i < LENGTH_OF(patterns); i++)
        assert_true(date_format_parse(patterns[i], &formats[i]));
    int32_t before = 0;
    long n_days = 0;
    for (int year = 1900; year <= 2199; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= 31; day++) {
                bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
                bool exists = day <= days[month - 1] + (month == 2 && leap);
                struct date wanted = {(int16_t)year, (int8_t)month, (int8_t)day};
                n_days += exists;
                size_t i = (size_t)(year + month + day) % LENGTH_OF(patterns);
                char field[32];
                struct date found = {0};
                write_date(patterns[i], wanted, day % 2, field);
                if (parse(&formats[i], field, strlen(field), &found) != exists)
                    fail_msg("\"%s\" as %s", field, patterns[i]);
                if (!exists)
                    continue;
                assert_memory_equal(&found, &wanted, sizeof found);
                assert_true(date_number(found) > before);
                before = date_number(found);
            }
    assert_int_equal(n_days, 300 * 365 + 75 - 2); /* 1900 and 2100 have no 29 February */
}

/* The same pattern without its words reads run by run: both must agree on anything. */
static void words_agree_with_runs(void **state)
{
    (void)state;
    static const char *const patterns[] = {"dd-mm-jjjj", "jjjjmmdd", "dd-mm-jj", "dd  mm  jjjj"};
    static const char alphabet[] = "0123456789001122-/ .\x1C\x80:";
    uint64_t random = 31122024;
    long n_good = 0;
    for (int round = 0; round < 400000; round++) {
        const char *pattern = patterns[round % (int)LENGTH_OF(patterns)];
        struct date_format words, runs;
        assert_true(date_format_parse(pattern, &words));
        runs = words;
        runs.n_bytes = 0;
        struct date date = {(int16_t)(2000 + next_random(&random) % 100),
                            (int8_t)(1 + next_random(&random) % 12),
                            (int8_t)(1 + next_random(&random) % 31)};
        char field[32];
        write_date(pattern, date, true, field);
        size_t n_bytes = strlen(field);
        for (uint64_t n_changes = next_random(&random) % 3; n_changes > 0; n_changes--)
            field[next_random(&random) % n_bytes] =
                alphabet[next_random(&random) % (sizeof alphabet - 1)];
        if (next_random(&random) % 16 == 0)
            n_bytes -= next_random(&random) % 3;
        struct date by_words = {0}, by_runs = {0};
        bool good = parse(&words, field, n_bytes, &by_words);
        if (good != parse(&runs, field, n_bytes, &by_runs) ||
            memcmp(&by_words, &by_runs, sizeof by_words) != 0)
            fail_msg("\"%.*s\" as %s", (int)n_bytes, field, pattern);
        n_good += good;
    }
    assert_true(n_good > 100000 && n_good < 300000);
}

/* ---- periods ---- */

static void periods_are_numbers_up_to_99(void **state)
{
    (void)state;
    static const struct {
        const char *field;
        int wanted; /* -1 = refused */
    } cases[] = {
        {"0", 0},    {"1", 1},    {"07", 7},      {"12", 12},  {"13", 13},  {"55", 55},
        {"99", 99},  {"00", 0},   {"012", 12},    {"001", 1},  {" 7", 7},   {"7\t ", 7},
        {"100", -1}, {"", -1},    {" ", -1},      {"-1", -1},  {"+1", -1},  {"1.0", -1},
        {"1,0", -1}, {"0x1", -1}, {"0012", -1},   {"1 2", -1}, {"jan", -1}, {"P07", -1},
        {"7.", -1},  {"999", -1}, {"202401", -1},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        int period = -1;
        if (period_parse(text_of(cases[i].field), &period) != (cases[i].wanted >= 0) ||
            period != cases[i].wanted)
            fail_msg("\"%s\": %d", cases[i].field, period);
    }
    int untouched = 42;
    assert_false(period_parse((struct text){"1\0", 2}, &untouched));
    assert_int_equal(untouched, 42);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_name_day_month_and_year_once),
        cmocka_unit_test(other_patterns_are_refused_untouched),
        cmocka_unit_test(dates_are_read_as_their_pattern_says),
        cmocka_unit_test(a_nul_is_no_part_of_a_date),
        cmocka_unit_test(every_day_is_read_back_in_every_pattern),
        cmocka_unit_test(words_agree_with_runs),
        cmocka_unit_test(periods_are_numbers_up_to_99),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
