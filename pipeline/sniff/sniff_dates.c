/* Dates and years in values. */
#include "pipeline/base/array.h"
#include "pipeline/settings/stand.h"
#include "pipeline/sniff/sniff_value.h"

#include <stdio.h>
#include <string.h>

#define MAX_DATE_BYTES 40 /* with a time */

/* Of patterns with the same separators the stricter one stands first. */
static const char *const known_patterns[] = {
    "dd-mm-jjjj", "dd/mm/jjjj",  "dd.mm.jjjj",  "dd mm jjjj", "mm-dd-jjjj", "mm/dd/jjjj",
    "jjjj-mm-dd", "jjjj/mm/dd",  "jjjj.mm.dd",  "jjjjmmdd",   "ddmmjjjj",   "mmddjjjj",
    "dd-mm-jj",   "dd/mm/jj",    "dd.mm.jj",    "mm-dd-jj",   "mm/dd/jj",   "jj-mm-dd",
    "jj/mm/dd",   "jjmmdd",      "ddmmjj",      "d-m-jjjj",   "d/m/jjjj",   "d.m.jjjj",
    "m-d-jjjj",   "m/d/jjjj",    "d-m-jj",      "d/m/jj",     "d.m.jj",     "m-d-jj",
    "m/d/jj",     "dd-mmm-jjjj", "dd mmm jjjj", "d-mmm-jjjj", "d mmm jjjj", "d. mmm jjjj",
    "dd-mmm-jj",  "dd mmm jj",   "d-mmm-jj",    "d mmm jj",   "jjjj-mmm-dd"};

_Static_assert(sizeof known_patterns / sizeof *known_patterns <= SNIFF_MAX_PATTERNS,
               "a set of patterns is 64 bits");

void sniff_patterns_make(struct sniff_patterns *patterns)
{
    patterns->n = 0;
    for (size_t i = 0; i < sizeof known_patterns / sizeof *known_patterns; i++) {
        const char *text = known_patterns[i];
        struct sniff_pattern *pattern = &patterns->items[patterns->n];
        char timed[32];
        snprintf(timed, sizeof timed, "%s tijd", text);
        *pattern = (struct sniff_pattern){.text = text,
                                          .order = *text == 'd'   ? "dag eerst"
                                                   : *text == 'm' ? "maand eerst"
                                                                  : "jaar eerst",
                                          .separated = strpbrk(text, "-/. ") != NULL};
        patterns->n +=
            date_format_parse(text, &pattern->format) && date_format_parse(timed, &pattern->timed);
    }
}

/* Cheap: a digit in front, and separators unless it is digits alone. */
static bool shaped_like_date(const struct sniff_value *value)
{
    struct text t = value->text;
    if (t.n_bytes < 6 || t.n_bytes > MAX_DATE_BYTES || !text_is_digit(t.bytes[0]))
        return false;
    if (value->only_digits)
        return t.n_bytes == 6 || t.n_bytes == 8;
    for (size_t i = 1; i < 5; i++)
        if ((t.bytes[i] && strchr("-/. ", t.bytes[i])))
            return true;
    return false;
}

static uint64_t match(const struct sniff_patterns *patterns, const struct sniff_value *value,
                      bool timed)
{
    uint64_t set = 0;
    struct date date;
    for (size_t i = 0; i < patterns->n; i++) {
        const struct sniff_pattern *pattern = &patterns->items[i];
        if (pattern->separated != value->only_digits &&
            date_parse(timed ? &pattern->timed : &pattern->format, value->text, &date) &&
            date.year >= 1950 && date.year <= 2099)
            set |= UINT64_C(1) << i;
    }
    return set;
}

uint64_t sniff_patterns_match(const struct sniff_patterns *patterns,
                              const struct sniff_value *value, bool *timed)
{
    *timed = false;
    if (!shaped_like_date(value))
        return 0;
    uint64_t set = match(patterns, value, false);
    if (set == 0 && memchr(value->text.bytes, ':', value->text.n_bytes)) {
        set = match(patterns, value, true);
        *timed = set != 0;
    }
    return set;
}

bool sniff_is_figure(const struct sniff_value *value, const struct sniff_patterns *patterns)
{
    bool timed;
    return sniff_value_is(KIND_AMOUNT, value) || sniff_value_is(KIND_DASH, value) ||
           sniff_patterns_match(patterns, value, &timed);
}

size_t sniff_patterns_swapped(const struct sniff_patterns *patterns, size_t index)
{
    char swapped[16] = "";
    const char *text = patterns->items[index].text;
    for (size_t i = 0; text[i]; i++)
        swapped[i] = text[i] == 'd' ? 'm' : text[i] == 'm' ? 'd' : text[i];
    return array_index(patterns->items, patterns->n, text, swapped);
}

int sniff_year_in(struct text text)
{
    int year;
    while (stand_next_year(&text, &year))
        if (year >= 1990 && year <= 2049)
            return year;
    return 0;
}
