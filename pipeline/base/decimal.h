/* Exact decimals as a person writes them: 25,3 is not 25,30 in print, but it is as much. */
#pragma once

#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

#include <stdbool.h>
#include <stdint.h>

#define DECIMAL_MAX_DECIMALS 6
#define DECIMAL_MAX_DIGITS   15 /* in all: what a workbook's cell can hold */

/* mantissa / 10^n_decimals. */
struct decimal {
    int64_t mantissa;
    int n_decimals; /* 0..DECIMAL_MAX_DECIMALS, as written */
};

/* 10 to the power of n >= 0. */
__int128 decimal_power(int n);

/* "1375", "1.375", "25,3", "-0,5": a decimal comma, points between groups of three or none, no
 * leading zeros but one before the comma. *grouped becomes whether points were there. False, with
 * nothing set, for all else. */
bool decimal_parse(struct text text, struct decimal *decimal, bool *grouped);

/* The same text again. In the arena. */
const char *decimal_text(struct arena *arena, struct decimal decimal, bool grouped);

/* By value: 25,3 = 25,30. */
int decimal_compare(struct decimal a, struct decimal b);

/* With the decimals of the more precise one. False, *sum untouched, beyond DECIMAL_MAX_DIGITS. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *sum);

/* a / divisor to n_decimals, half away from zero. divisor >= 1; a has no fewer decimals than that
 * after the division needs no more than int64_t. */
struct decimal decimal_divide(struct decimal a, int64_t divisor, int n_decimals);

/* |a - b|. Both within DECIMAL_MAX_DIGITS. */
struct decimal decimal_distance(struct decimal a, struct decimal b);
