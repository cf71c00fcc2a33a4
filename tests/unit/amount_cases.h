/* What the tests of reading an amount share: notations, and a look at what each makes of a field.
 */
#pragma once

#include "pipeline/format/amount.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH_OF(array) (sizeof(array) / sizeof *(array))

#define UNTOUCHED INT64_C(-777)

static const struct amount_format dutch = {.decimal = AMOUNT_COMMA,
                                           .thousands = AMOUNT_POINT,
                                           .minus = AMOUNT_MINUS_FRONT,
                                           .unit_cents = 100};
static const struct amount_format plain = {
    .decimal = AMOUNT_COMMA, .minus = AMOUNT_MINUS_FRONT, .unit_cents = 100};
static const struct amount_format english = {.decimal = AMOUNT_POINT,
                                             .thousands = AMOUNT_COMMA,
                                             .minus = AMOUNT_MINUS_FRONT,
                                             .unit_cents = 100};
static const struct amount_format norwegian = {.decimal = AMOUNT_COMMA,
                                               .thousands = AMOUNT_SPACE,
                                               .minus = AMOUNT_MINUS_FRONT,
                                               .dash_is_zero = true,
                                               .unit_cents = 100};
static const struct amount_format norwegian_ansi = {.decimal = AMOUNT_COMMA,
                                                    .thousands = AMOUNT_SPACE,
                                                    .minus = AMOUNT_MINUS_FRONT,
                                                    .unit_cents = 100,
                                                    .encoding = TEXT_ISO_8859_1};
static const struct amount_format brackets = {.decimal = AMOUNT_COMMA,
                                              .thousands = AMOUNT_POINT,
                                              .minus = AMOUNT_BRACKETS,
                                              .currency = true,
                                              .dash_is_zero = true,
                                              .unit_cents = 100};
static const struct amount_format euro = {.decimal = AMOUNT_COMMA,
                                          .thousands = AMOUNT_POINT,
                                          .minus = AMOUNT_MINUS_FRONT | AMOUNT_MINUS_BACK,
                                          .currency = true,
                                          .dash_is_zero = true,
                                          .empty_is_zero = true,
                                          .unit_cents = 100};
static const struct amount_format cents = {.decimal = AMOUNT_COMMA,
                                           .thousands = AMOUNT_POINT,
                                           .minus = AMOUNT_MINUS_FRONT,
                                           .unit_cents = 1};
static const struct amount_format thousands = {.decimal = AMOUNT_COMMA,
                                               .thousands = AMOUNT_POINT,
                                               .minus = AMOUNT_MINUS_FRONT,
                                               .unit_cents = 100000};

struct accepted {
    const struct amount_format *format;
    const char *field;
    int64_t cents;
};

struct refused {
    const struct amount_format *format;
    const char *field;
    enum amount_fault fault;
};

/* Parses a copy that ends where its allocation ends, so that reading on is caught. */
static inline enum amount_fault parse(const struct amount_format *format, const char *bytes,
                                      size_t n_bytes, int64_t *found)
{
    char *copy = malloc(n_bytes ? n_bytes : 1);
    if (n_bytes)
        memcpy(copy, bytes, n_bytes);
    struct money money = {UNTOUCHED};
    enum amount_fault fault = amount_parse(format, (struct text){copy, n_bytes}, &money);
    free(copy);
    *found = money.cents;
    return fault;
}

static inline void check_accepted(const struct accepted *cases, size_t n_cases)
{
    for (size_t i = 0; i < n_cases; i++) {
        int64_t found;
        enum amount_fault fault =
            parse(cases[i].format, cases[i].field, strlen(cases[i].field), &found);
        if (fault != AMOUNT_OK || found != cases[i].cents)
            fail_msg("\"%s\": fault %d, %lld cents, wanted %lld", cases[i].field, (int)fault,
                     (long long)found, (long long)cases[i].cents);
    }
}

static inline void check_refused(const struct refused *cases, size_t n_cases)
{
    for (size_t i = 0; i < n_cases; i++) {
        int64_t found;
        enum amount_fault fault =
            parse(cases[i].format, cases[i].field, strlen(cases[i].field), &found);
        if (fault != cases[i].fault || found != UNTOUCHED)
            fail_msg("\"%s\": fault %d, wanted %d, %lld cents", cases[i].field, (int)fault,
                     (int)cases[i].fault, (long long)found);
    }
}

#define CHECK(check, cases) check(cases, LENGTH_OF(cases))
