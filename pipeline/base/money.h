/* Money: whole cents. No floating point anywhere on the way (DESIGN rule 1). */
#pragma once

#include "pipeline/base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct money {
    int64_t cents;
};

/* The number in a workbook's cell keeps 15 digits: more is refused (Excel). */
#define MONEY_MAX_CENTS INT64_C(999999999999999)

static inline bool money_fits(struct money money)
{
    return money.cents <= MONEY_MAX_CENTS && money.cents >= -MONEY_MAX_CENTS;
}

/* False on overflow, with the result untouched. */
static inline bool money_add(struct money a, struct money b, struct money *sum)
{
    int64_t cents;
    if (__builtin_add_overflow(a.cents, b.cents, &cents))
        return false;
    sum->cents = cents;
    return true;
}

/* Without its sign. */
static inline struct money money_size(struct money money)
{
    return (struct money){money.cents < 0 ? -money.cents : money.cents};
}

/* The same of any number: how far it is from 0. */
static inline uint64_t money_magnitude(int64_t cents)
{
    return cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;
}

bool money_subtract(struct money a, struct money b, struct money *difference);

/* The sum, or the largest or smallest there is: what is too large stays a difference. */
static inline struct money money_capped(struct money a, struct money b)
{
    struct money sum;
    return money_add(a, b, &sum) ? sum : (struct money){a.cents < 0 ? -INT64_MAX : INT64_MAX};
}

/* A sum that remembers that it became too large: from then on it is no amount, and no amount may be
 * made of it. Zero-initialised is 0. */
struct sum {
    struct money money;
    bool overflow;
};

/* An amount; no amount where it did not fit. */
static inline struct sum sum_made(struct money money, bool fits)
{
    return (struct sum){money, !fits};
}

static inline void sum_add(struct sum *sum, struct money money)
{
    sum->overflow |= !money_add(sum->money, money, &sum->money);
}

void sum_subtract(struct sum *sum, struct money money);
void sum_add_sum(struct sum *sum, struct sum other);
/* a - b. */
struct sum sum_difference(struct sum a, struct sum b);

/* Whole cents as data/saldi.csv has them: "-1234567". False, with *money untouched, for all else.
 */
bool money_parse_cents(struct text text, struct money *money);

/* The amount in whole units (1 or 1000 euros), half away from zero, no intermediate rounding:
 * 2500,00 -> 3; -2500,00 -> -3; -500,00 -> -1; -499,99 -> 0 (never "-0"). unit_euros >= 1. */
int64_t money_round(struct money m, int64_t unit_euros);
/* The same in steps of so many cents. */
int64_t money_round_to(struct money m, int64_t unit_cents);

/* Exact, for people: "-1.234.567,89" (grouped) or "-1234567,89". Returns buffer. */
#define MONEY_TEXT_SIZE 32
char *money_format(struct money m, bool grouped, char buffer[MONEY_TEXT_SIZE]);
