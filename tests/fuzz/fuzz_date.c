/* Input: a pattern, a newline, the field. */
#include "pipeline/base/date.h"
#include "tests/fuzz/fuzz.h"

static bool parse(const struct date_format *format, const char *bytes, size_t n_bytes,
                  struct date *date)
{
    static const struct date untouched = {-1, -2, -3};
    *date = untouched;
    bool good = date_parse(format, (struct text){bytes, n_bytes}, date);
    if (good)
        MUST(date->year >= 1900 && date->year <= 2199 && date->month >= 1 && date->month <= 12 &&
             date->day >= 1 && date->day <= 31);
    else
        MUST(memcmp(date, &untouched, sizeof untouched) == 0);
    return good;
}

/* The date as its pattern writes it. */
static size_t write_date(const char *pattern, struct date date, char field[64])
{
    static const char *const months[] = {"Jan",  "feb",  "maa", "april", "mei", "june",
                                         "juli", "augu", "sep", "OKT",   "nov", "december"};
    size_t n = 0;
    for (const char *at = pattern; *at;) {
        size_t length = strspn(at, (char[]){*at, '\0'});
        int number = *at == 'd' ? date.day : *at == 'm' ? date.month : date.year;
        if (*at == 'm' && length == 3)
            n += (size_t)snprintf(field + n, 64 - n, "%s", months[date.month - 1]);
        else if (strchr("dmj", *at))
            n += (size_t)snprintf(field + n, 64 - n, "%0*d", (int)length,
                                  length == 2 ? number % 100 : number);
        else
            n += (size_t)snprintf(field + n, 64 - n, "%.*s", (int)length, at);
        at += length;
    }
    return n;
}

static void check_date(const struct date_format *format, struct date date)
{
    char field[64];
    struct date again;
    MUST(parse(format, field, write_date(format->pattern, date, field), &again));
    MUST(date_number(again) == date_number(date));
}

static void check_period(struct text field)
{
    int period = -1;
    if (period_parse(field, &period))
        MUST(period >= 0 && period <= 99);
    else
        MUST(period == -1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    if (!end || end - data > 100)
        return 0;
    char pattern[128] = "";
    memcpy(pattern, data, (size_t)(end - data));
    size_t n_bytes = size - (size_t)(end - data) - 1;
    char *field = fuzz_copy(end + 1, n_bytes);
    check_period((struct text){field, n_bytes});

    struct date_format format;
    if (date_format_parse(pattern, &format)) {
        struct date_format by_runs = format;
        by_runs.n_bytes = 0;
        struct date date, slow;
        bool good = parse(&format, field, n_bytes, &date);
        MUST(parse(&by_runs, field, n_bytes, &slow) == good);
        MUST(memcmp(&date, &slow, sizeof date) == 0);
        if (good)
            check_date(&format, date);
    }
    free(field);
    return 0;
}
