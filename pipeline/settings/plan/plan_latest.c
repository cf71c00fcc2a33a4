/* Which of the files of a source is the last one (alleen_laatste). */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/date.h"
#include "pipeline/base/file.h"
#include "pipeline/base/path.h"

#include <ctype.h>
#include <string.h>

#define MOST_NUMBERS 8
#define MOST_DIGITS  18

/* A name as its numbers, the names of months among them, and what is around these. */
struct moment {
    int64_t numbers[MOST_NUMBERS];
    size_t n;
    const char *rest;
};

static bool is_year(int64_t number)
{
    return number >= STAND_FIRST_YEAR && number <= STAND_LAST_YEAR;
}

/* 202510, 20251031: the year is in front. */
static bool begins_with_year(int64_t number)
{
    return is_year(number) || (number < 1000000 && is_year(number / 100)) ||
           is_year(number / 10000);
}

/* 31102025 and 102025 as those. */
static int64_t year_first(int64_t number)
{
    const int64_t year = number % 10000, month = number / 10000 % 100, day = number / 1000000;
    if (!is_year(year) || month < 1 || month > 12 || day > 31)
        return number;
    return day ? (year * 100 + month) * 100 + day : year * 100 + month;
}

/* False when a number is too long, or there are too many. */
static bool take_numbers(struct arena *arena, struct text name, struct moment *moment)
{
    char *rest = arena_alloc(arena, name.n_bytes + 1), *at = rest;
    *moment = (struct moment){.rest = rest};
    while (name.n_bytes > 0) {
        struct text behind = name;
        int month;
        size_t n = 0;
        int64_t number = 0;
        while (n < name.n_bytes && isdigit((unsigned char)name.bytes[n]) && n < MOST_DIGITS)
            number = number * 10 + name.bytes[n++] - '0';
        const bool is_month = n == 0 && date_take_month(&behind, &month);
        const size_t n_letters = name.n_bytes - behind.n_bytes;
        if ((n > 0 || is_month) && moment->n == MOST_NUMBERS)
            return false;
        if (n > 0 || is_month)
            moment->numbers[moment->n++] = is_month ? month : year_first(number);
        for (size_t i = 0; !is_month && i < n_letters + (n_letters == 0 && n == 0); i++)
            *at++ = name.bytes[i];
        if (n > 0 || is_month)
            *at++ = '#';
        n += is_month || n == 0 ? n_letters : 0;
        name = text_from(name, n ? n : 1);
    }
    *at = '\0';
    return true;
}

/* From the first year in a name, and what is in front of it from behind: 31, 10, 2025 is 2025, 10,
 * 31. */
static void turn(struct moment *moment)
{
    size_t year = 0;
    while (year < moment->n && !begins_with_year(moment->numbers[year]))
        year++;
    for (size_t i = 0; year < moment->n && i < year - i; i++) {
        const int64_t number = moment->numbers[i];
        moment->numbers[i] = moment->numbers[year - i];
        moment->numbers[year - i] = number;
    }
}

/* Below 0: a is of before b; 0: that cannot be told. */
static int order_of(struct arena *arena, const char *a, const char *b)
{
    struct moment of[2];
    size_t n_other = 0;
    int order = 0;
    if (!take_numbers(arena, text_of(a), &of[0]) || !take_numbers(arena, text_of(b), &of[1]) ||
        of[0].n != of[1].n || strcmp(of[0].rest, of[1].rest) != 0)
        return 0;
    turn(&of[0]);
    turn(&of[1]);
    for (size_t i = 0; i < of[0].n; i++) {
        n_other += of[0].numbers[i] != of[1].numbers[i];
        order = order ? order : ARRAY_ORDER(of[0].numbers[i], of[1].numbers[i]);
    }
    return n_other < 2 || begins_with_year(of[0].numbers[0]) ? order : 0;
}

static const char *file_name(struct plan_reading *reading, const char *path)
{
    return path_name(file_of_path(reading->arena, path, NULL));
}

void plan_take_latest(struct plan_reading *reading, struct source *source)
{
    const char *last = source->n_files ? file_name(reading, source->files[0]) : "";
    for (size_t i = 1; i < source->n_files; i++) {
        const char *name = file_name(reading, source->files[i]);
        const int order = order_of(reading->arena, name, last);
        if (order == 0 && strcmp(name, last) != 0) {
            reading_error(reading, source->line_no,
                          "bron %s, alleen_laatste: verwacht namen die alleen in een nummer, maand "
                          "of datum verschillen, gevonden '%s' en '%s': welke het laatst is, is er "
                          "niet aan te zien",
                          source->name, last, name);
            return;
        }
        last = order > 0 ? name : last;
    }
    const size_t n = source->n_files;
    source->n_files = 0;
    for (size_t i = 0; i < n; i++) {
        const char *path = source->files[i];
        if (strcmp(file_name(reading, path), last) == 0)
            source->files[source->n_files++] = path;
        else
            *arena_add(reading->arena, source->older, source->n_older) = path;
    }
}
