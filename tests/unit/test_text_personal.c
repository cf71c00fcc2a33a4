#include "pipeline/core/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
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
        {"1234.56.782", ""},
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
        {"NL91-ABNA-0417-1643-00", ""},
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
        cmocka_unit_test(one_in_eleven_numbers_of_nine_digits_is_a_bsn),
        cmocka_unit_test(a_change_of_one_character_is_no_iban),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
