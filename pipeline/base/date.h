/* Dates and periods as a bronprofiel says they are written. */
#pragma once

#include "pipeline/base/text.h"

struct date {
    int16_t year; /* 1900..2199 */
    int8_t month; /* 1..12 */
    int8_t day;   /* 1..31, existing in that month (Gregorian) */
};

/* A date pattern: d, m and j runs with the separators (- / . space) between them: "dd-mm-jjjj",
 * "jjjjmmdd", "d/m/jj", "jjjj-mm-dd", "d mmm jjjj". A run of one (d, m) accepts one or two digits
 * and must have a separator behind it; a run of two exactly two; jj means 20jj. mmm is a month's
 * name in Dutch, English, German or French, or three letters of it or more (a point behind them is
 * passed over), as long as no other month begins so. With " tijd" behind the pattern a time may
 * follow a date ("31-12-2024 00:00:00", "2024-12-31T00:00:00.000Z"): it is checked and passed over,
 * the date as written counts. */
struct date_format {
    char pattern[16]; /* checked, lower case, NUL-terminated, without " tijd"; "" = none */
    bool with_time;
    /* What date_parse needs to read a date of one width by the word. */
    uint8_t n_bytes; /* that width, 8..15, or 0: read run by run */
    uint8_t day_at, month_at, year_at;
    bool short_year;      /* jj */
    uint64_t expected[2]; /* the first and last eight bytes of the pattern, digits as '0' */
    uint64_t slack[2];    /* 0x7F minus what each of those bytes may differ */
};

/* False when the pattern is not of that form (each of d, m, j exactly once); *format untouched. */
bool date_format_parse(const char *pattern, struct date_format *format);

/* The same with one or two digits for the day and the month; false when that is no other pattern,
 * or none. */
bool date_format_loose(const struct date_format *format, struct date_format *loose);

/* Reads the whole field (spaces and tabs at the ends ignored). *date is set only on success. */
bool date_parse(const struct date_format *format, struct text field, struct date *date);

/* The date as the pattern says, NUL-terminated; how many bytes it took. mmm is a Dutch name. */
#define DATE_TEXT_SIZE 48
size_t date_write(const struct date_format *format, struct date date, char text[DATE_TEXT_SIZE]);

/* Takes a month's name, as mmm has it; false when none or more than one month begins so. */
bool date_take_month(struct text *field, int *month);

/* yyyymmdd as a number: orders dates. */
int32_t date_number(struct date date);

/* A period: 0..99 as a number of at most three digits ("0", "07", "013", "55"); spaces and tabs at
 * the ends ignored. False when it is not that; *period untouched. */
bool period_parse(struct text field, int *period);

/* "13", or "4-6": the first and the last of them, in order. False when it is neither. */
bool periods_parse(struct text field, int *first, int *last);
