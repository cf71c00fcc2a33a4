/* Dates as a workbook stores them: days, and parts of a day. */
#include "pipeline/base/text.h"
#include "pipeline/format/workbook.h"

#include <stdlib.h>

#define SECONDS_OF_DAY 86400

/* Days since the first of March 2000 as a date (the calendar repeats every 400 years from there).
 */
static struct date civil(int64_t days)
{
    int64_t era = (days >= 0 ? days : days - 146096) / 146097, day = days - era * 146097;
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int64_t of_year = day - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    return (struct date){.year = (int16_t)(2000 + era * 400 + year + (month >= 10)),
                         .month = (int8_t)(month < 10 ? month + 3 : month - 9),
                         .day = (int8_t)(of_year - (153 * month + 2) / 5 + 1)};
}

/* Excel counts a 29 February 1900 that was not there: number 60. */
#define FIRST_MARCH_2000 36586
#define DAYS_1904        1462
#define LAST_DAY         109574 /* 31-12-2199 */

bool workbook_date(const char *plain, bool from_1904, struct date *date, int *seconds)
{
    char *end;
    long days = strtol(plain, &end, 10);
    uint64_t part = 0, unit = 1;
    if (*end == '.')
        for (end++; text_is_digit(*end) && unit < 1000000000; end++, unit *= 10)
            part = part * 10 + (uint64_t)(*end - '0');
    *seconds = (int)((part * SECONDS_OF_DAY + unit / 2) / unit);
    if (*seconds == SECONDS_OF_DAY) {
        *seconds = 0;
        days++;
    }
    if (from_1904)
        days += DAYS_1904;
    if (*plain == '-' || days == 60 || days > LAST_DAY)
        return false;
    *date = civil(days + (days < 60) - FIRST_MARCH_2000);
    return true;
}
