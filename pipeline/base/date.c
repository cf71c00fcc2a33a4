#include "pipeline/base/date.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define HIGH_BITS   UINT64_C(0x8080808080808080)
#define SLACK_DIGIT (0x7F - 9)
#define SLACK_NONE  0x7F

/* ---- patterns ---- */

static bool is_part(char c)
{
    return c == 'd' || c == 'm' || c == 'j';
}

static bool is_separator(char c)
{
    return c == '-' || c == '/' || c == '.' || c == ' ';
}

static size_t run_length(const char *pattern)
{
    size_t length = 1;
    while (pattern[length] == pattern[0])
        length++;
    return length;
}

static bool run_is_good(const char *run, size_t length)
{
    if (run[0] == 'j')
        return length == 2 || length == 4;
    if (run[0] == 'm' && length == 3)
        return true;
    return length == 2 || (length == 1 && !is_part(run[1]));
}

/* Where the run of `part` begins; false when it is not there exactly once in a good form. */
static bool find_part(const char *pattern, char part, uint8_t *at)
{
    const char *run = strchr(pattern, part);
    if (!run)
        return false;
    size_t length = run_length(run);
    *at = (uint8_t)(run - pattern);
    return run_is_good(run, length) && !strchr(run + length, part);
}

static bool separators_stand_between(const char *pattern)
{
    size_t n_bytes = strlen(pattern);
    for (size_t i = 0; i < n_bytes; i++)
        if (!is_part(pattern[i]) && (!is_separator(pattern[i]) || i == 0 || i == n_bytes - 1))
            return false;
    return true;
}

static bool width_is_fixed(const struct date_format *format)
{
    return run_length(format->pattern + format->day_at) == 2 &&
           run_length(format->pattern + format->month_at) == 2;
}

static void prepare_words(struct date_format *format)
{
    size_t n_bytes = strlen(format->pattern);
    if (n_bytes < 8 || !width_is_fixed(format))
        return;
    char expected[16], slack[16];
    for (size_t i = 0; i < n_bytes; i++) {
        bool digit = is_part(format->pattern[i]);
        expected[i] = digit ? '0' : format->pattern[i];
        slack[i] = digit ? SLACK_DIGIT : SLACK_NONE;
    }
    memcpy(&format->expected[0], expected, 8);
    memcpy(&format->expected[1], expected + n_bytes - 8, 8);
    memcpy(&format->slack[0], slack, 8);
    memcpy(&format->slack[1], slack + n_bytes - 8, 8);
    format->n_bytes = (uint8_t)n_bytes;
}

bool date_format_parse(const char *pattern, struct date_format *format)
{
    static const char time[] = " tijd";
    struct date_format result = {0};
    size_t n = strlen(pattern), n_time = strlen(time);
    result.with_time = n > n_time && strcasecmp(pattern + n - n_time, time) == 0;
    n -= result.with_time ? n_time : 0;
    if (n >= sizeof result.pattern)
        return false;
    for (size_t i = 0; i < n; i++)
        result.pattern[i] =
            (char)(pattern[i] >= 'A' && pattern[i] <= 'Z' ? pattern[i] - 'A' + 'a' : pattern[i]);
    if (!find_part(result.pattern, 'd', &result.day_at) ||
        !find_part(result.pattern, 'm', &result.month_at) ||
        !find_part(result.pattern, 'j', &result.year_at) ||
        !separators_stand_between(result.pattern))
        return false;
    result.short_year = run_length(result.pattern + result.year_at) == 2;
    prepare_words(&result);
    *format = result;
    return true;
}

/* ---- dates ---- */

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in(int month, int year)
{
    static const int8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static bool date_make(int year, int month, int day, struct date *date)
{
    if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 ||
        day > days_in(month, year))
        return false;
    *date = (struct date){(int16_t)year, (int8_t)month, (int8_t)day};
    return true;
}

static int two_digits(const char *bytes)
{
    return (bytes[0] - '0') * 10 + (bytes[1] - '0');
}

/* The bytes that differ from the expected ones by more than they may, as high bits. */
static uint64_t differences(const char *bytes, uint64_t expected, uint64_t slack)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    word ^= expected;
    return (word | (word + slack)) & HIGH_BITS;
}

static bool parse_words(const struct date_format *format, const char *bytes, struct date *date)
{
    if (differences(bytes, format->expected[0], format->slack[0]) |
        differences(bytes + format->n_bytes - 8, format->expected[1], format->slack[1]))
        return false;
    const char *year = bytes + format->year_at;
    int century = format->short_year ? 20 : two_digits(year);
    return date_make(century * 100 + two_digits(format->short_year ? year : year + 2),
                     two_digits(bytes + format->month_at), two_digits(bytes + format->day_at),
                     date);
}

/* Takes the digits of a run of `length` from the front of the field; false when they are too few.
 */
static bool take_run(struct text *field, size_t length, int *number)
{
    size_t n_digits = 0, n_most = length == 1 ? 2 : length;
    *number = 0;
    while (n_digits < n_most && n_digits < field->n_bytes && field->bytes[n_digits] >= '0' &&
           field->bytes[n_digits] <= '9')
        *number = *number * 10 + (field->bytes[n_digits++] - '0');
    *field = text_from(*field, n_digits);
    return n_digits >= length;
}

/* Each month as its names and usual shortenings, in UTF-8. */
static const char *const month_names[12][6] = {
    {"januari", "january", "januar", "janvier", "jänner"},
    {"februari", "february", "februar", "février", "fevrier"},
    {"maart", "march", "märz", "mars", "mrt", "mrz"},
    {"april", "avril"},
    {"mei", "may", "mai"},
    {"juni", "june", "juin"},
    {"juli", "july", "juillet"},
    {"augustus", "august", "août", "aout"},
    {"september", "septembre"},
    {"oktober", "october", "octobre"},
    {"november", "novembre"},
    {"december", "dezember", "décembre", "decembre"},
};

static bool month_begins_so(int month, struct text letters)
{
    const char *const *names = month_names[month];
    for (size_t i = 0; i < sizeof month_names[0] / sizeof *month_names[0] && names[i]; i++)
        if (strncasecmp(names[i], letters.bytes, letters.n_bytes) == 0)
            return true;
    return false;
}

bool date_take_month(struct text *field, int *month)
{
    struct text letters = {field->bytes, 0};
    while (letters.n_bytes < field->n_bytes && ((letters.bytes[letters.n_bytes] | 0x20) >= 'a' ||
                                                letters.bytes[letters.n_bytes] & 0x80))
        letters.n_bytes++;
    int n_months = 0;
    for (int m = 0; m < 12 && letters.n_bytes >= 3; m++) {
        if (!month_begins_so(m, letters))
            continue;
        *month = m + 1;
        n_months++;
    }
    *field = text_from(*field, letters.n_bytes);
    return n_months == 1;
}

static bool take_separator(struct text *field, char separator)
{
    if (field->n_bytes == 0 || field->bytes[0] != separator)
        return false;
    *field = text_from(*field, 1);
    return true;
}

/* Takes what one run or separator of the pattern stands for. */
static bool take_part(const char *at, size_t length, struct text *field, int *number)
{
    if (at[0] == 'm' && length == 3) {
        bool good = date_take_month(field, number);
        if (at[3] != '.')
            take_separator(field, '.');
        return good;
    }
    return is_part(at[0]) ? take_run(field, length, number) : take_separator(field, at[0]);
}

static bool parse_runs(const struct date_format *format, struct text *field, struct date *date)
{
    int day = 0, month = 0, year = 0;
    for (const char *at = format->pattern; *at;) {
        size_t length = is_part(*at) ? run_length(at) : 1;
        int *number = *at == 'd' ? &day : *at == 'm' ? &month : &year;
        if (!take_part(at, length, field, number))
            return false;
        at += length;
    }
    return date_make(format->short_year ? 2000 + year : year, month, day, date);
}

/* ---- a time behind a date ---- */

/* One or two digits, up to a limit. */
static bool take_clock(struct text *field, int limit)
{
    int number;
    return take_run(field, 1, &number) && number <= limit;
}

static void take_fraction(struct text *field)
{
    if (field->n_bytes < 2 || (field->bytes[0] != '.' && field->bytes[0] != ','))
        return;
    do {
        field->bytes++;
        field->n_bytes--;
    } while (field->n_bytes > 0 && field->bytes[0] >= '0' && field->bytes[0] <= '9');
}

static bool is_zone(struct text t)
{
    t = text_trim(t);
    if (t.n_bytes == 2 &&
        (strncasecmp(t.bytes, "am", 2) == 0 || strncasecmp(t.bytes, "pm", 2) == 0))
        return true;
    if (t.n_bytes == 0 || text_is(t, "Z"))
        return true;
    if (!take_separator(&t, '+') && !take_separator(&t, '-'))
        return false;
    int hours, minutes;
    if (!take_run(&t, 2, &hours) || hours > 14)
        return false;
    take_separator(&t, ':');
    return take_run(&t, 2, &minutes) && minutes <= 59 && t.n_bytes == 0;
}

/* " 23:59", "T00:00:00.000Z", " 1:30:00 PM", "T12:00:00+01:00" */
static bool is_time(struct text t)
{
    if (!take_separator(&t, 'T') && !take_separator(&t, ' '))
        return false;
    t = text_trim(t);
    if (!take_clock(&t, 23) || !take_separator(&t, ':') || !take_clock(&t, 59))
        return false;
    if (take_separator(&t, ':')) {
        if (!take_clock(&t, 59))
            return false;
        take_fraction(&t);
    }
    return is_zone(t);
}

bool date_format_loose(const struct date_format *format, struct date_format *loose)
{
    char pattern[sizeof format->pattern + sizeof " tijd"] = "";
    size_t n = 0;
    for (const char *p = format->pattern, *end; *p; p = end) {
        for (end = p; *end == *p;)
            end++;
        size_t kept = end - p == 2 && (*p == 'd' || *p == 'm') ? 1 : (size_t)(end - p);
        memcpy(pattern + n, p, kept);
        n += kept;
    }
    if (format->with_time)
        memcpy(pattern + n, " tijd", sizeof " tijd");
    return n < strlen(format->pattern) && date_format_parse(pattern, loose);
}

bool date_parse(const struct date_format *format, struct text field, struct date *date)
{
    if (format->n_bytes > 0 && field.n_bytes == format->n_bytes)
        return parse_words(format, field.bytes, date);
    field = text_trim(field);
    struct date found;
    if (format->n_bytes == 0) {
        if (!parse_runs(format, &field, &found))
            return false;
    } else {
        if (field.n_bytes < format->n_bytes || !parse_words(format, field.bytes, &found))
            return false;
        field = text_from(field, format->n_bytes);
    }
    if (field.n_bytes > 0 && !(format->with_time && is_time(field)))
        return false;
    *date = found;
    return true;
}

size_t date_write(const struct date_format *format, struct date date, char text[DATE_TEXT_SIZE])
{
    size_t n = 0, length;
    for (const char *at = format->pattern; *at; at += length) {
        length = is_part(*at) ? run_length(at) : 1;
        int number = *at == 'd' ? date.day : *at == 'm' ? date.month : date.year;
        if (!is_part(*at))
            text[n++] = *at;
        else if (*at == 'm' && length == 3)
            n += (size_t)snprintf(text + n, DATE_TEXT_SIZE - n, "%s", month_names[number - 1][0]);
        else
            n += (size_t)snprintf(text + n, DATE_TEXT_SIZE - n, "%0*d", (int)length,
                                  *at == 'j' && length == 2 ? number % 100 : number);
    }
    text[n] = '\0';
    return n;
}

int32_t date_number(struct date date)
{
    return date.year * 10000 + date.month * 100 + date.day;
}

bool period_parse(struct text field, int *period)
{
    uint64_t number;
    field = text_trim(field);
    if (!text_take_digits(&field, 3, &number) || field.n_bytes > 0 || number > 99)
        return false;
    *period = (int)number;
    return true;
}

bool periods_parse(struct text field, int *first, int *last)
{
    struct text low;
    return text_split(&field, '-', &low) && period_parse(low, first) &&
           period_parse(field.bytes ? field : low, last) && *first <= *last;
}
