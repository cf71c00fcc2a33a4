/* Dates and periods as a bronprofiel says they are written. */
#ifndef CORE_DATE_H
#define CORE_DATE_H

#include "pipeline/core/text.h"

struct date {
    int16_t year;  /* 1900..2199 */
    int8_t month;  /* 1..12 */
    int8_t day;    /* 1..31, existing in that month (Gregorian) */
};

/* A date pattern: d, m and j runs with the separators between them: "dd-mm-jjjj", "jjjjmmdd",
 * "d/m/jj", "jjjj-mm-dd". A run of one (d, m) accepts one or two digits, a run of two exactly two;
 * jj means 20jj. */
struct date_format {
    char pattern[16]; /* checked, lower case, NUL-terminated */
};

/* False when the pattern is not of that form (each of d, m, j exactly once). */
bool date_format_parse(const char *pattern, struct date_format *format);

/* Reads the whole field (spaces and tabs at the ends ignored). *date is set only on success. */
bool date_parse(const struct date_format *format, struct text field, struct date *date);

/* yyyymmdd as a number: orders dates. */
int32_t date_number(struct date date);

/* "2024-12-31" */
#define DATE_TEXT_SIZE 12
char *date_format_iso(struct date date, char buffer[DATE_TEXT_SIZE]);

/* A period: 0..99 as a number ("0", "07", "13", "55"). False when it is not that. */
bool period_parse(struct text field, int *period);

#endif
