#include "pipeline/base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

/* A text whose bytes end where its allocation ends, so that reading on is caught. */
static struct text exact(const char *bytes, size_t n_bytes)
{
    char *copy = malloc(n_bytes ? n_bytes : 1);
    if (n_bytes)
        memcpy(copy, bytes, n_bytes);
    return (struct text){copy, n_bytes};
}

static void release(struct text t)
{
    free((void *)(uintptr_t)t.bytes);
}

/* All numbers are made up, or those that documentation uses. */

static void personal_numbers_are_recognised(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted; /* "" = none */
    } cases[] = {
        {"111222333", "burgerservicenummer"},
        {"123456782", "burgerservicenummer"},
        {"bsn 123456782.", "burgerservicenummer"},
        {"x123456782y", "burgerservicenummer"},
        {"012345672", "burgerservicenummer"},
        {"1;123456782", "burgerservicenummer"},
        {"123456789 en 123456782", "burgerservicenummer"},
        {"123456789", ""}, /* fails the 11-proef */
        {"123456783", ""},
        {"000000000", ""},
        {"12345678", ""},
        {"1234567820", ""}, /* ten digits are no BSN */
        {"0123456782", ""},
        {"", ""},
        {"Jeugdhulp 2024", ""},
        {"NL91ABNA0417164300", "IBAN"},
        {"nl91abna0417164300", "IBAN"},
        {"NL91 ABNA 0417 1643 00", "IBAN"},
        {"NL91 ABNA 0417 1643 00 is van een ander", "IBAN"},
        {"rekening: (NL91ABNA0417164300)", "IBAN"},
        {"NL91\xC2\xA0"
         "ABNA\xC2\xA0"
         "0417164300",
         "IBAN"},
        {"op NL91ABNA0417164300, op NL91ABNA0417164300", "IBAN"},
        {"NL90ABNA0417164300, NL91ABNA0417164300", "IBAN"},
        {"NL90ABNA0417164300", ""}, /* mod 97 is not 1 */
        {"NL91ABNA0417164301", ""},
        {"NL91ABNA041716430", ""}, /* too short */
        {"NL91ABNA04171643000", ""},
        {"XNL91ABNA0417164300", ""},
        {"XX91ABNA0417164300", ""}, /* no country */
        {"NL91-ABNA-0417-1643-00", "IBAN"},
        {"NL91.ABNA.0417.1643.00", "IBAN"},
        {"NL91ABNA\n0417164300", "IBAN"},
        {"NL90.ABNA.0417.1643.00", ""},
        {"NL91/ABNA/0417/1643/00", ""},
        {"DE89 3704 0044 0532 0130 00", "IBAN"},
        {"BE68 5390 0754 7034", "IBAN"},
        {"GB29 NWBK 6016 1331 9268 19", "IBAN"},
        {"FR14 2004 1010 0505 0001 3M02 606", "IBAN"},
        {"NO93 8601 1117 947", "IBAN"},
        {"MT84 MALT 0110 0001 2345 MTLC AST0 01S", "IBAN"},
        {"CH93 0076 2011 6238 5295 7", "IBAN"},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct text t = exact(cases[i].text, strlen(cases[i].text));
        const char *what = "";
        bool personal = text_personal(t, &what);
        if (strcmp(what, cases[i].wanted) != 0 || personal != (what[0] != '\0'))
            fail_msg("\"%s\": \"%s\"", cases[i].text, what);
        release(t);
    }
}

#define NBSP "\xC2\xA0"
#define EURO "\xE2\x82\xAC"

/* 111222333 and 123456782 pass the 11-proef. */
static void a_citizen_number_in_groups_is_recognised(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool wanted;
    } cases[] = {
        {"111 222 333", true},
        {"111.222.333", true},
        {"111-222-333", true},
        {"111" NBSP "222" NBSP "333", true},
        {"111" NBSP "222 333", true},
        {"111\xE2\x80\xAF"
         "222\xE2\x80\xAF"
         "333",
         true},
        {"111\xE2\x80\x93"
         "222\xE2\x80\x93"
         "333",
         true},
        {"1234.56.782", true},
        {"1234 56 782", true},
        {"12 34 56 78 2", true},
        {"123456 782", true},
        {"123456-782", true},
        {"1112\n22333", true},
        {"111222\r\n333", true},
        {"111.222.\n333", false}, /* two separators */
        {"111.222\n333", true},
        {"bsn 111 222 333.", true},
        {"(111.222.333)", true},
        {"Jeugd 2024 111 222 333", true},
        {"111 222 333 2024", true},
        {"111 222 333\n123 456 782", true},
        {"31-12-2024 111 222 333", true},
        {"111  222 333", false},
        {"111/222/333", false},
        {"111.222-333", false},
        {"111 222 334", false},
        {"0 111 222 333", false}, /* longer numbers */
        {"111 222 333 444", false},
        {"1.111.222.333", false},
        {"111.222.333.4", false},
        {"3111 222 333", false},
        /* amounts */
        {EURO " 111.222.333", false},
        {EURO "111.222.333", false},
        {EURO NBSP "111 222 333", false},
        {EURO " -111.222.333", false},
        {EURO " \xE2\x88\x92"
              "111.222.333",
         false},
        {"EUR 111.222.333", false},
        {"eur 111.222.333", false},
        {"111.222.333 euro", false},
        {"111.222.333 Euro's", false},
        {"111 222 333" NBSP "EUR", false},
        {"111.222.333" EURO, false},
        {"111.222.333,00", false},
        {"111.222.333,-", false},
        {"111.222.333 europese", true},
        {"kleur 111.222.333", true},
        {"111.222.333, 12 jaar", true},
        {"111.222.333,1", true},
        {EURO " 111-222-333", true},
        {EURO " 5 voor 111.222.333", true},
        {"1112.22.333 euro", true},
        /* dates, decisions, periods, telephone numbers */
        {"20240101-4", false},
        {"202401-015", false},
        {"2024-00003", false},
        {"2024.00003", false},
        {"2024 00003", false},
        {"20-24-2024-7", false},
        {"2024-10-111", false},
        {"24-1112223", false},
        {"010-111227", false},
        {"076-123450", false},
        {"06-12345674", false},
        {"+31 6 12345674", false},
        {"+31 612 345 675", false},
        {"1-1-2024 123", false},
        {"0.12 345 678 2", false},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct text t = exact(cases[i].text, strlen(cases[i].text));
        const char *what = "";
        if (text_personal(t, &what) != cases[i].wanted)
            fail_msg("\"%s\": \"%s\"", cases[i].text, what);
        release(t);
    }
}

/* Whatever the last digit is, so that the 11-proef is met by one of them. */
static void what_is_written_otherwise_is_no_citizen_number(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "2024-0000#",
        "2024-R-00123#",
        "2024.0001#",
        "202412-01#",
        "20241231-#",
        "31-12-2024-#",
        "#-1-2024 123",
        "24-123456#",
        "076-12345#",
        "06-1234567#",
        "+31 6 1234567#",
        "088 123 45 6#",
        "\xE2\x82\xAC 123.456.78#",
        "123.456.78#,50",
        "in 2024 7500# euro",
        "2024 2025 #",
        "0115-1234#",
        "1.123.456.78#",
        "12:30 456 78#",
        "4.431.00#,00",
        "6.71-431-12#",
    };
    for (size_t i = 0; i < LENGTH_OF(forms); i++)
        for (int digit = '0'; digit <= '9'; digit++) {
            const char *what;
            char text[64];
            snprintf(text, sizeof text, "%s", forms[i]);
            *strchr(text, '#') = (char)digit;
            if (text_personal(text_of(text), &what))
                fail_msg("\"%s\": \"%s\"", text, what);
        }
}

static void a_masked_text_shows_no_digit_of_a_number(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"Jeugd 111222333", "Jeugd xxxxxxxxx"},
        {"Jeugd 111.222.333 in 2024", "Jeugd xxx.xxx.xxx in 2024"},
        {"Jeugd 2024", "Jeugd 2024"},
        {"111222333 123456782, NL91 ABNA 0417 1643 00",
         "xxxxxxxxx xxxxxxxxx, NLxx ABNA xxxx xxxx xx"},
        {"", ""},
    };
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        struct arena arena = {0};
        assert_string_equal(text_masked(&arena, text_of(cases[i].text)), cases[i].wanted);
        arena_release(&arena);
    }
}

static void one_in_eleven_numbers_of_nine_digits_is_a_bsn(void **state)
{
    (void)state;
    int n_found = 0;
    for (int number = 100000000; number < 100000000 + 11 * 1000; number++) {
        char digits[10];
        int rest = number, sum = 0;
        for (int place = 1; place <= 9; place++) { /* from the right: -1, 2, 3, ... 9 */
            digits[9 - place] = (char)('0' + rest % 10);
            sum += rest % 10 * (place == 1 ? -1 : place);
            rest /= 10;
        }
        const char *what;
        bool found = text_personal((struct text){digits, 9}, &what);
        assert_true(found == (sum % 11 == 0));
        n_found += found;
    }
    assert_int_equal(n_found, 1000);
}

static void a_change_of_one_character_is_no_iban(void **state)
{
    (void)state;
    for (size_t at = 2; at < 18; at++) {
        char iban[] = "NL91ABNA0417164300";
        const char *what;
        iban[at] = iban[at] == 'B' ? 'C' : (char)(iban[at] ^ 1);
        assert_false(text_personal((struct text){iban, 18}, &what));
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(personal_numbers_are_recognised),
        cmocka_unit_test(a_citizen_number_in_groups_is_recognised),
        cmocka_unit_test(what_is_written_otherwise_is_no_citizen_number),
        cmocka_unit_test(a_masked_text_shows_no_digit_of_a_number),
        cmocka_unit_test(one_in_eleven_numbers_of_nine_digits_is_a_bsn),
        cmocka_unit_test(a_change_of_one_character_is_no_iban),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
