#include "pipeline/settings/profile/profile_reading.h"

#include "pipeline/base/date.h"
#include "pipeline/base/memo.h"
#include "pipeline/base/suggest.h"
#include "pipeline/base/text_list.h"
#include "pipeline/base/text_look.h"
#include "pipeline/settings/stand.h"

#include <string.h>

#define MAX_SHOWN 8 /* headers in a message */

/* A file's header while it is bound. */
struct binding {
    const struct profile *profile;
    struct text *header; /* tidy */
    struct text *called; /* as profile_call_headers has them */
    size_t n_header;
    bool *taken; /* per header field: it is a column of the profile */
    const char *where;
    struct errors *errors;
    struct arena arena; /* for messages */
};

void profile_call_headers(struct arena *arena, const struct text *header, size_t n,
                          struct text *called)
{
    struct memo distinct = {0};
    size_t *n_equal = arena_alloc(arena, n * sizeof *n_equal),
           *n_told = arena_alloc(arena, n * sizeof *n_told);
    for (size_t h = 0; h < n; h++)
        n_equal[memo_number_slow(&distinct, header[h])]++;
    for (size_t h = 0; h < n; h++) {
        const uint32_t number = memo_number_slow(&distinct, header[h]);
        called[h] = n_equal[number] == 1 || header[h].n_bytes == 0
                        ? header[h]
                        : text_of(arena_printf(arena, "%.*s (%zu van %zu)", TEXT_ARG(header[h]),
                                               ++n_told[number], n_equal[number]));
    }
    memo_release(&distinct);
}

bool profile_accepts(const struct profile_column *column, struct text header)
{
    for (size_t i = 0; i < column->n_headers; i++)
        if (text_is(header, column->headers[i]))
            return true;
    return false;
}

/* "'Bedrag' of 'Amount'" */
static const char *wanted(struct binding *binding, const struct profile_column *column)
{
    struct text_list list = {.arena = &binding->arena, .between = " of "};
    for (size_t i = 0; i < column->n_headers; i++)
        list_add(&list, "'%s'", column->headers[i]);
    return list_text(&list, "");
}

/* The header fields that are no column of the profile, as "'a', 'b'"; "geen" when there are none.
 */
static const char *others(struct binding *binding)
{
    struct text_list list = {.arena = &binding->arena, .most = MAX_SHOWN};
    for (size_t i = 0; i < binding->n_header; i++)
        if (!binding->taken[i])
            list_add(&list, "'%.*s'", TEXT_ARG(binding->called[i]));
    return list_text(&list, "geen andere kolommen");
}

/* Of the day in a header, "Stand 30-9-2026"; 0: it has none. */
static int year_of_day(struct text header)
{
    static const char *const written[] = {"d-m-jjjj", "d/m/jjjj", "d.m.jjjj"};
    struct date_format format;
    struct date date;
    struct text word;
    while (text_split(&header, ' ', &word))
        for (size_t i = 0; i < ARRAY_LENGTH(written); i++)
            if (date_format_parse(written[i], &format) && date_parse(&format, word, &date))
                return date.year;
    return 0;
}

/* They differ in their numbers, and not in those of a day and a month alone. */
static bool is_other_number(struct text a, struct text b)
{
    const int year = year_of_day(a);
    return suggest_other_number(a, b) && (year == 0 || year_of_day(b) != year);
}

/* What looks like another name cannot be copied from a message. */
static const char *with_cure(struct binding *binding, const struct profile_column *column,
                             const struct suggestion *suggestion)
{
    struct arena *arena = &binding->arena;
    const char *near = suggestion->nearest, *question = suggestion_text(arena, suggestion);
    if (strcmp(text_spelled(arena, text_of(near)), near) != 0)
        return question;
    return arena_printf(arena, "%s Zet dat dan erbij in [kolommen] van %s: %s = %s | %s%s",
                        question, binding->profile->path, column->name, column->headers[0], near,
                        suggest_other_number(suggestion->wanted, text_of(near))
                            ? "; telt zij nergens mee: haal haar daar weg, en zet in [bestand] "
                              "extra_kolommen = ja"
                            : "");
}

/* 2025, among other text. */
static bool has_year(struct text text)
{
    int year;
    return stand_next_year(&text, &year);
}

/* The headers that are this one but for its year; "" when the profile reads them all, or one is
 * another day of its year. */
static const char *other_years(struct binding *binding, const char *name)
{
    const struct text wanted = text_of(name);
    struct text first = {NULL, 0}, last = {NULL, 0};
    bool any_new = false;
    for (size_t h = 0; has_year(wanted) && h < binding->n_header; h++) {
        const struct text header = binding->header[h];
        if (!suggest_other_number(wanted, header) || !has_year(header))
            continue;
        if (!is_other_number(wanted, header))
            return "";
        any_new |= !binding->taken[h];
        first = !first.bytes || text_natural(header, first) < 0 ? header : first;
        last = !last.bytes || text_natural(header, last) > 0 ? header : last;
    }
    if (!any_new)
        return "";
    const char *upto =
        text_equal(first, last) ? "" : arena_printf(&binding->arena, " t/m '%.*s'", TEXT_ARG(last));
    return arena_printf(&binding->arena,
                        "; dit bestand heeft '%.*s'%s, een andere jaargang: lever die van '%s', of "
                        "laat %s een ander jaar lezen",
                        TEXT_ARG(first), upto, name, binding->profile->path);
}

static const char *nearest(struct binding *binding, const struct profile_column *column)
{
    const char *years = other_years(binding, column->headers[0]);
    if (*years)
        return years;
    for (size_t i = 0; i < column->n_headers; i++) {
        struct suggestion suggestion = suggestion_start(text_of(column->headers[i]));
        for (size_t h = 0; h < binding->n_header; h++) {
            struct text header = binding->called[h];
            if (!binding->taken[h] && !is_other_number(suggestion.wanted, header))
                suggestion_try(&suggestion, text_string(&binding->arena, header));
        }
        if (suggestion.nearest)
            return with_cure(binding, column, &suggestion);
    }
    return "";
}

/* Where the column is; NO_COLUMN when nowhere, or after an error when it is there twice. */
static size_t find(struct binding *binding, const struct profile_column *column)
{
    size_t position = NO_COLUMN;
    for (size_t h = 0; h < binding->n_header; h++) {
        if (!profile_accepts(column, binding->header[h]) &&
            !profile_accepts(column, binding->called[h]))
            continue;
        binding->taken[h] = true;
        if (position != NO_COLUMN)
            errors_add(binding->errors, ERROR_DATA, binding->where,
                       "kolom %s staat er twee keer: plaats %zu en %zu; in [kolommen] van %s heet "
                       "deze '%.*s'",
                       wanted(binding, column), position + 1, h + 1, binding->profile->path,
                       TEXT_ARG(binding->called[h]));
        position = h;
    }
    return position;
}

/* One message for all columns that are missing; with what is there. False when there was one. */
static bool report_missing(struct binding *binding, const size_t *position_of)
{
    const struct profile *profile = binding->profile;
    const char *near = "";
    struct text_list missing = {.arena = &binding->arena, .most = MAX_SHOWN};
    for (size_t c = 0; c < profile->n_columns; c++) {
        const struct profile_column *column = &profile->columns[c];
        if (position_of[c] != NO_COLUMN || column->optional)
            continue;
        list_add(&missing, "%s", wanted(binding, column));
        near = *near ? near : nearest(binding, column);
    }
    return !missing.n || errors_add(binding->errors, ERROR_DATA, binding->where,
                                    "kolom %s ontbreekt; wel aanwezig: %s%s",
                                    list_text(&missing, ""), others(binding), near);
}

size_t profile_n_headers(const struct profile *profile, const struct text *fields, size_t n)
{
    size_t n_named = n;
    while (profile->file.loose_tail && !profile->file.extra_columns && n_named > 1 &&
           fields[n_named - 1].n_bytes == 0)
        n_named--;
    return n_named + 1 < n ? n_named : n; /* one is of a separator at the end */
}

/* Lines that begin or end in a separator make a first or last column without a name. */
static bool is_edge(const struct binding *binding, size_t h)
{
    return binding->header[h].n_bytes == 0 && (h == 0 || h + 1 == binding->n_header);
}

static void report_unknown(struct binding *binding)
{
    size_t n = 0, n_empty = 0;
    for (size_t h = 0; h < binding->n_header; h++) {
        n += !binding->taken[h] && !is_edge(binding, h);
        n_empty = binding->header[h].n_bytes ? 0 : n_empty + 1;
    }
    if (n > 0 && !binding->profile->file.extra_columns)
        errors_add(binding->errors, ERROR_DATA, binding->where,
                   "onbekende kolommen: %s; verwacht alleen de kolommen van %s%s = ja",
                   others(binding), binding->profile->path,
                   n + 1 == n_empty ? ", of zet daar lege_velden_achteraan"
                                    : ". Is er een bedrag bij (van een nieuw besluit, een nieuwe "
                                      "maand), zet het dan in [kolommen] en [bedragen]; telt er "
                                      "geen mee, zet daar dan extra_kolommen");
}

bool profile_bind(const struct profile *profile, const struct text *header, size_t n_header,
                  const char *where, struct errors *errors, size_t *position_of)
{
    size_t n_before = errors->n;
    struct binding binding = {
        .profile = profile, .n_header = n_header, .where = where, .errors = errors};
    binding.taken = arena_alloc(&binding.arena, n_header * sizeof *binding.taken);
    binding.header = arena_alloc(&binding.arena, n_header * sizeof *binding.header);
    binding.called = arena_alloc(&binding.arena, n_header * sizeof *binding.called);
    for (size_t h = 0; h < n_header; h++)
        binding.header[h] = text_look(&binding.arena, header[h]);
    profile_call_headers(&binding.arena, binding.header, n_header, binding.called);
    for (size_t c = 0; c < profile->n_columns; c++)
        position_of[c] = find(&binding, &profile->columns[c]);
    if (report_missing(&binding, position_of))
        report_unknown(&binding);
    arena_release(&binding.arena);
    return errors->n == n_before;
}
