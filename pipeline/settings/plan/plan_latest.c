/* Which of the files of a source is the last one (alleen_laatste). */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/date.h"
#include "pipeline/base/file.h"

#include <ctype.h>
#include <string.h>

#define MOST_TOKENS  16
#define MOST_DIGITS  18
#define MOST_PERIODS 16

/* A number in a path; of a date, or of what is like it, year * 10,000 + month * 100 + day, each 0
 * where it is not said. */
struct token {
    int64_t number;
    bool has_year; /* of a date */
    bool unclear;  /* 310825, 1225: perhaps of a date */
};

/* Those of a path, and what is around them. */
struct moment {
    struct token tokens[MOST_TOKENS];
    size_t n;
    const char *rest;
};

static bool is_year(int64_t number)
{
    return number >= STAND_FIRST_YEAR && number <= STAND_LAST_YEAR;
}

static bool is_month(int64_t year, int64_t month)
{
    return is_year(year) && month >= 1 && month <= 12;
}

static bool is_day(int64_t year, int64_t month, int64_t day)
{
    return is_month(year, month) && day >= 1 && day <= 31;
}

static struct token date_token(int64_t year, int64_t month, int64_t day)
{
    return (struct token){.number = (year * 100 + month) * 100 + day, .has_year = year > 0};
}

/* ---- what is taken from the front of a text: all of it or nothing ---- */

/* A whole run of digits, of so many at most: how many; 0: none. */
static size_t take_digits(struct text *at, size_t most, int64_t *number)
{
    struct text rest = *at;
    uint64_t digits;
    if (!text_take_digits(&rest, most, &digits) ||
        (rest.n_bytes > 0 && text_is_digit(rest.bytes[0])))
        return 0;
    const size_t n = at->n_bytes - rest.n_bytes;
    *number = (int64_t)digits;
    *at = rest;
    return n;
}

static bool take_month_name(struct text *at, int *month)
{
    struct text word = {at->bytes, 0};
    while (word.n_bytes < at->n_bytes && isalpha((unsigned char)at->bytes[word.n_bytes]))
        word.n_bytes++;
    const size_t n = word.n_bytes;
    if (n == 0 || !date_take_month(&word, month))
        return false;
    *at = text_from(*at, n);
    return true;
}

/* What is between the parts of a date: one character. */
static bool take_mark(struct text *at, char mark)
{
    return text_take_start(at, (const char[]){mark, '\0'});
}

/* Behind a mark: 2025, or nothing (0). */
static int64_t take_year(struct text *at, char mark)
{
    struct text rest = *at;
    int64_t year;
    if (!take_mark(&rest, mark) || take_digits(&rest, 4, &year) != 4 || !is_year(year))
        return 0;
    *at = rest;
    return year;
}

static bool goes_on(struct text rest)
{
    int64_t number;
    return rest.n_bytes > 0 && strchr("-._", rest.bytes[0]) && take_mark(&rest, rest.bytes[0]) &&
           take_digits(&rest, MOST_DIGITS, &number) > 0;
}

/* Behind a year: -10, -10-31, _oktober; -13 is a period. */
static struct token take_behind_year(struct text *at, int64_t year, char mark)
{
    struct text rest = *at;
    int64_t month, day = 0;
    int named;
    if (!take_mark(&rest, mark))
        return date_token(year, 0, 0);
    if (take_month_name(&rest, &named)) {
        *at = rest;
        return date_token(year, named, 0);
    }
    if (!take_digits(&rest, 2, &month) || month < 1 || month > MOST_PERIODS)
        return date_token(year, 0, 0);
    struct text behind = rest;
    if (take_mark(&behind, mark) && take_digits(&behind, 2, &day) && is_day(year, month, day))
        rest = behind;
    else
        day = 0;
    behind = rest;
    if (day == 0 && goes_on(rest)) /* 2025_05-10-2025 */
        return date_token(year, 0, 0);
    *at = rest;
    struct token token = date_token(year, month, day);
    token.unclear = day > 0 && take_year(&behind, mark) > 0; /* 2025-05-10-2025: or 2025-05-10 */
    return token;
}

/* Behind one or two digits: -10-2025, -2025, " oktober", " oktober 2025". */
static struct token take_behind_day(struct text *at, int64_t number, char mark)
{
    struct text rest = *at;
    int64_t month, year;
    int named;
    if (is_month(STAND_FIRST_YEAR, number) && (year = take_year(at, mark)) > 0)
        return date_token(year, number, 0);
    if (!take_mark(&rest, mark))
        return (struct token){.number = number};
    if (take_month_name(&rest, &named)) {
        *at = rest;
        return date_token(take_year(at, mark), named, number);
    }
    if (take_digits(&rest, 2, &month) && (year = take_year(&rest, mark)) > 0 &&
        is_day(year, month, number)) {
        *at = rest;
        return date_token(year, month, number);
    }
    return (struct token){.number = number};
}

/* Without marks: 20251031, 31102025, 202510, 102025; of any other number of four digits or six
 * nobody knows. */
static struct token whole_token(int64_t number, size_t n_digits)
{
    const int64_t behind = number % 10000, front = number / 10000;
    if (n_digits == 8 && is_day(front, behind / 100, behind % 100))
        return date_token(front, behind / 100, behind % 100);
    if (n_digits == 8 && is_day(behind, front % 100, front / 100))
        return date_token(behind, front % 100, front / 100);
    if (n_digits == 6 && is_month(number / 100, number % 100))
        return date_token(number / 100, number % 100, 0);
    if (n_digits == 6 && is_month(behind, front))
        return date_token(behind, front, 0);
    return (struct token){.number = number, .unclear = n_digits == 4 || n_digits == 6};
}

/* False when there is none in front. */
static bool take_token(struct text *at, struct token *token)
{
    int64_t number;
    int month;
    struct text behind = *at;
    const size_t n = take_digits(&behind, MOST_DIGITS, &number);
    const char mark = behind.n_bytes && strchr("-._ ", behind.bytes[0]) ? behind.bytes[0] : '\n';
    if (n > 0)
        *token = n == 4 && is_year(number) ? take_behind_year(&behind, number, mark)
                 : n <= 2                  ? take_behind_day(&behind, number, mark)
                                           : whole_token(number, n);
    else if (take_month_name(&behind, &month))
        *token = date_token(take_year(&behind, behind.n_bytes ? behind.bytes[0] : '\n'), month, 0);
    else
        return false;
    *at = behind;
    return true;
}

/* False when there are too many. */
static bool take_path(struct arena *arena, struct text path, struct moment *moment)
{
    char *rest = arena_alloc(arena, path.n_bytes + 1), *to = rest;
    *moment = (struct moment){.rest = rest};
    for (bool in_word = false; path.n_bytes > 0;) {
        struct token token;
        if (!in_word && take_token(&path, &token)) {
            if (moment->n == MOST_TOKENS)
                return false;
            if (moment->n && moment->tokens[moment->n - 1].has_year)
                token.unclear = false; /* a time */
            moment->tokens[moment->n++] = token;
            *to++ = '#';
            continue;
        }
        in_word = isalpha((unsigned char)path.bytes[0]) != 0;
        *to++ = path.bytes[0];
        path = text_from(path, 1);
        in_word &= path.n_bytes > 0 && isalpha((unsigned char)path.bytes[0]);
    }
    *to = '\0';
    return true;
}

/* Below 0: a is of before b; 0: that cannot be told. One number may differ, but for what is behind
 * a date with its year. */
static int order_of(struct arena *arena, const char *a, const char *b)
{
    struct moment of[2];
    int order = 0;
    if (!take_path(arena, text_of(a), &of[0]) || !take_path(arena, text_of(b), &of[1]) ||
        of[0].n != of[1].n || strcmp(of[0].rest, of[1].rest) != 0)
        return 0;
    for (size_t i = 0; i < of[0].n; i++) {
        const struct token *x = &of[0].tokens[i], *y = &of[1].tokens[i];
        if (x->number == y->number)
            continue;
        if (order != 0 || x->unclear || y->unclear)
            return 0;
        order = ARRAY_ORDER(x->number, y->number);
        if (x->has_year && y->has_year)
            break;
    }
    return order;
}

void plan_take_latest(struct plan_reading *reading, struct source *source)
{
    const size_t n = source->n_files;
    const char *last = n ? file_of_path(reading->arena, source->files[0], NULL) : "";
    for (size_t i = 1; i < n; i++) {
        const char *path = file_of_path(reading->arena, source->files[i], NULL);
        const int order = order_of(reading->arena, path, last);
        if (order == 0 && strcmp(path, last) != 0) {
            reading_error(reading, source->line_no,
                          "bron %s, alleen_laatste: verwacht namen die alleen in een nummer, maand "
                          "of datum (met het jaar in vier cijfers) verschillen, gevonden '%s' en "
                          "'%s': welke het laatst is, is er niet aan te zien",
                          source->name, last, path);
            return;
        }
        last = order > 0 ? path : last;
    }
    source->n_files = 0;
    for (size_t i = 0; i < n; i++) {
        const char *path = source->files[i];
        if (strcmp(file_of_path(reading->arena, path, NULL), last) == 0)
            source->files[source->n_files++] = path;
        else
            *arena_add(reading->arena, source->older, source->n_older) = path;
    }
}
