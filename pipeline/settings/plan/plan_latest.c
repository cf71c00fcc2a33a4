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
    bool bare;     /* a number of three digits or more, and no date with its year */
    int month;     /* without its year; 0: none */
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

static bool is_period(int64_t year, int64_t period)
{
    return is_year(year) && period >= 1 && period <= MOST_PERIODS;
}

static bool is_day(int64_t year, int64_t month, int64_t day)
{
    return is_period(year, month) && month <= 12 && day >= 1 && day <= 31;
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

static bool take_month_name(struct text *at, int64_t *month)
{
    struct text word = {at->bytes, 0};
    int named;
    while (word.n_bytes < at->n_bytes && isalpha((unsigned char)at->bytes[word.n_bytes]))
        word.n_bytes++;
    const size_t n = word.n_bytes;
    if (n == 0 || !date_take_month(&word, &named))
        return false;
    *month = named;
    *at = text_from(*at, n);
    return true;
}

/* Behind such a mark stands a number; `year`: one that is a year. */
static bool goes_on(struct text rest, const char *marks, bool year)
{
    int64_t number;
    if (rest.n_bytes == 0 || !strchr(marks, rest.bytes[0]))
        return false;
    rest = text_from(rest, 1);
    return take_digits(&rest, MOST_DIGITS, &number) > 0 && (!year || is_year(number));
}

/* The parts of a date, one mark between them: a year, a month or its name (M), a day. */
static bool take_form(struct text *at, const char *form, struct token *token)
{
    const int most = strcmp(form, "j-m") == 0 ? MOST_PERIODS : 12;
    struct text rest = *at;
    int64_t year = 0, month = 0, day = 0;
    const char *marks = "-._ ";
    char mark[2] = "";
    bool taken = true;
    for (const char *part = form; *part && taken; part++) {
        if (*part == 'j')
            taken = take_digits(&rest, 4, &year) == 4 && is_year(year);
        else if (*part == 'm')
            taken = take_digits(&rest, 2, &month) > 0 && month >= 1 && month <= most;
        else if (*part == 'd')
            taken = take_digits(&rest, 2, &day) > 0 && day >= 1 && day <= 31;
        else if (*part == 'M')
            taken = take_month_name(&rest, &month);
        else if ((taken = rest.n_bytes > 0 && strchr(marks, *rest.bytes))) {
            *mark = *rest.bytes;
            marks = mark;
            rest = text_from(rest, 1);
        }
    }
    if (!taken || (most == MOST_PERIODS && goes_on(rest, "-._", false))) /* 2025_05-10-2025 */
        return false;
    *at = rest;
    *token = date_token(year, month, day);
    /* 2025-05-10-2025, 2025 05 10 */
    token->unclear = *form == 'j' && day > 0 && (*mark == ' ' || goes_on(rest, mark, true));
    return true;
}

static bool may_be_day(int64_t a, int64_t b)
{
    return is_day(STAND_FIRST_YEAR, a, b) || is_day(STAND_FIRST_YEAR, b, a);
}

/* Without marks: 31102025, 202510, 102025, with periods to 16; any other number may be a
 * date, or one with a time, unless it is as short as those of a series. */
static struct token whole_token(int64_t number, size_t n_digits)
{
    const int64_t behind = number % 10000, front = number / 10000, last = number % 100;
    const bool dated = n_digits == 4   ? may_be_day(number / 100, last)
                       : n_digits == 5 ? may_be_day(front, behind / 100)
                       : n_digits == 6
                           ? may_be_day(front, behind / 100) || may_be_day(behind / 100, last)
                           : n_digits > 6;
    struct token token = {.number = number, .bare = true};
    if (n_digits == 8 && is_day(behind, front % 100, front / 100))
        return date_token(behind, front % 100, front / 100);
    if (n_digits == 6 && is_period(number / 100, last))
        token = date_token(number / 100, last, 0);
    else if (n_digits == 6 && is_period(behind, front))
        token = date_token(behind, front, 0);
    token.unclear = dated && (token.bare || token.number / 100 % 100 > 12); /* 201213 */
    return token;
}

/* False when there is none in front. */
static bool take_token(struct text *at, struct token *token)
{
    static const char *const forms[] = {"j-m-d", "j-M",   "j-m", "j",   "d-m-j",
                                        "m-j",   "d-M-j", "d-M", "M-j", "M"};
    int64_t number;
    for (size_t f = 0; f < ARRAY_LENGTH(forms); f++)
        if (take_form(at, forms[f], token))
            return true;
    struct text front = {at->bytes, at->n_bytes < 8 ? at->n_bytes : 8};
    const struct text behind = text_from(*at, front.n_bytes);
    if (take_digits(&front, 8, &number) == 8 &&
        is_day(number / 10000, number / 100 % 100, number % 100)) { /* a time may be behind it */
        *token = date_token(number / 10000, number / 100 % 100, number % 100);
        *at = behind;
        return true;
    }
    const size_t n = take_digits(at, MOST_DIGITS, &number);
    *token = n > 2 ? whole_token(number, n) : (struct token){.number = number};
    return n > 0;
}

/* By its name, or as a quarter's last one. */
static int month_of(const struct token *token, const char *name, char before)
{
    const bool quarter = tolower(before) == 'q' || strcasestr(name, "kwartaal");
    const bool numbered = strcasestr(name, "maand") || strcasestr(name, "periode");
    const int64_t month =
        token->number >= 100 ? token->number / 100 : token->number * (quarter ? 3 : numbered);
    return token->has_year || token->bare || month > 12 ? 0 : (int)month;
}

/* False when there are too many. */
static bool take_path(struct arena *arena, struct text path, struct moment *moment)
{
    char *rest = arena_alloc(arena, path.n_bytes + 1), *to = rest;
    const char *name = path.bytes;
    *moment = (struct moment){.rest = rest};
    for (bool in_word = false, dated = false; path.n_bytes > 0;) {
        struct token token;
        if (!in_word && take_token(&path, &token)) {
            if (moment->n == MOST_TOKENS)
                return false;
            if (dated)
                token.unclear = token.bare = false; /* a time */
            dated = token.has_year && token.number % 100 > 0;
            token.month = month_of(&token, name, to > rest ? to[-1] : ' ');
            moment->tokens[moment->n++] = token;
            *to++ = '#';
            continue;
        }
        in_word = isalpha((unsigned char)path.bytes[0]) != 0;
        dated &= path.bytes[0] != '/';
        *to++ = path.bytes[0];
        path = text_from(path, 1);
        in_word &= path.n_bytes > 0 && isalpha((unsigned char)path.bytes[0]);
    }
    *to = '\0';
    return true;
}

/* In some file the number is no date: they are numbers of a series. */
static bool is_series(struct arena *arena, const struct source *source, size_t token)
{
    struct moment of;
    for (size_t i = 0; i < source->n_files; i++)
        if (take_path(arena, text_of(file_of_path(arena, source->files[i], NULL)), &of) &&
            token < of.n && of.tokens[token].bare && !of.tokens[token].unclear)
            return true;
    return false;
}

/* The year ends between the last month and the first: more are missing there than elsewhere. */
static bool is_in_a_year(struct arena *arena, const struct source *source, size_t token)
{
    struct moment of;
    unsigned months = 0;
    int first = 0, last = 0, most = 0;
    for (size_t i = 0; i < source->n_files; i++)
        if (take_path(arena, text_of(file_of_path(arena, source->files[i], NULL)), &of) &&
            token < of.n)
            months |= 1u << of.tokens[token].month;
    for (int month = 1; month <= 12; month++)
        if (months >> month & 1) {
            most = last && month - last > most ? month - last : most;
            first = first ? first : month;
            last = month;
        }
    return first + 12 - last > most;
}

/* Below 0: a is of before b; 0: that cannot be told. One number may differ, but for what is behind
 * a date with its year. */
static int order_of(struct arena *arena, const struct source *source, const char *a, const char *b)
{
    struct moment of[2];
    size_t month = MOST_TOKENS;
    int order = 0;
    bool has_year = false;
    if (!take_path(arena, text_of(a), &of[0]) || !take_path(arena, text_of(b), &of[1]) ||
        of[0].n != of[1].n || strcmp(of[0].rest, of[1].rest) != 0)
        return 0;
    for (size_t i = 0; i < of[0].n; i++) {
        const struct token *x = &of[0].tokens[i], *y = &of[1].tokens[i];
        has_year |= x->has_year;
        if (x->number == y->number)
            continue;
        const bool clear = !x->unclear && !y->unclear && !x->bare && !y->bare;
        if (order != 0 || (!clear && !(x->bare && y->bare && is_series(arena, source, i))))
            return 0;
        order = ARRAY_ORDER(x->number, y->number);
        month = x->month && y->month ? i : month;
        if (x->has_year && y->has_year)
            break;
    }
    return month < of[0].n && !has_year && !is_in_a_year(arena, source, month) ? 0 : order;
}

void plan_take_latest(struct plan_reading *reading, struct source *source)
{
    const size_t n = source->n_files;
    const char *last = n ? file_of_path(reading->arena, source->files[0], NULL) : "";
    for (size_t i = 1; i < n; i++) {
        const char *path = file_of_path(reading->arena, source->files[i], NULL);
        const int order = order_of(reading->arena, source, path, last);
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
