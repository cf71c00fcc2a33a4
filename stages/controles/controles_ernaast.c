/* Files beside those that are read. gb_202509.csv is read and gb_202510.csv lies beside it: where
 * the settings name the files, the next month is silently left out. What is called nearly so, and
 * another sheet of a workbook, only where its header is the same. */
#include "stages/controles/controles_bronnen.h"

#include "pipeline/base/file.h"
#include "pipeline/base/memo.h"
#include "pipeline/base/path.h"
#include "pipeline/format/stream.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* One source. */
struct beside {
    struct job *job;
    const struct source *source;
    struct memo *known;        /* of all sources: files that are read, or told */
    struct memo places, forms; /* where its files lie, and how they are called */
    size_t n_forms;            /* those behind them are of files that are not read */
    const char **like;         /* by form: the name of one that is read */
    struct memo squeezed;      /* names that are read */
    size_t *n_like;            /* by form: how many are */
    struct examples found;
    const char *pattern;
};

static bool is_new(struct memo *memo, const char *text)
{
    size_t n = memo->n;
    return text && memo_number_slow(memo, text_of(text)) >= n;
}

#define DIGITS "0123456789"

/* The year that so many digits begin with: 2025, 202510, 20251031. */
static bool has_year(const char *digits, size_t n)
{
    int year, month = n > 4 ? (digits[4] - '0') * 10 + digits[5] - '0' : 1;
    return (n == 4 || n == 6 || n == 8) && month >= 1 && month <= 12 &&
           stand_year((struct text){digits, 4}, &year);
}

/* gb_202509, gb-2025-09: the month after it is to come. */
static bool is_of_month(const char *name)
{
    for (size_t n; *name; name += n ? n : 1) {
        n = strspn(name, DIGITS);
        if (n && has_year(name, n) &&
            (n == 6 || (n == 4 && name[4] && strspn(name + 5, DIGITS) == 2)))
            return true;
    }
    return false;
}

/* Digits as one 0; each year stays: exports of other years lie there as a matter of course. */
static const char *without_digits(struct arena *arena, const char *name)
{
    char *form = arena_printf(arena, "%s ", name), *to = form;
    for (size_t n; *name; name += n ? n : 1) {
        n = strspn(name, DIGITS);
        size_t n_kept = n && has_year(name, n) ? 4 : 0;
        memmove(to, name, n_kept);
        to += n_kept;
        if (n != 4 || !n_kept)
            *to++ = n ? '0' : *name;
    }
    *to = '\0';
    return form;
}

/* Names in one place that differ in digits alone have one form. */
static size_t form_of(struct beside *beside, const char *place, const char *name)
{
    struct arena *arena = beside->job->arena;
    return memo_number_slow(
        &beside->forms, text_of(arena_printf(arena, "%s\n%s", place, without_digits(arena, name))));
}

/* One file is no series, unless of a month: then those before it may be in it. */
static bool is_of_series(const struct beside *beside, size_t form, const char *name)
{
    return form < beside->n_forms &&
           (beside->n_like[form] > 1 ||
            (is_of_month(name) && text_natural(text_of(name), text_of(beside->like[form])) > 0));
}

/* ---- nearly so, with the same header ---- */

/* "GB-09 (2).CSV.gz": "gb092". */
static const char *squeeze(struct arena *arena, const char *name)
{
    char *squeezed = arena_printf(arena, "%s", name), *to = squeezed;
    const char *end = name + strcspn(name, ".");
    for (; name < end; name++)
        if (isalnum((unsigned char)*name))
            *to++ = (char)tolower((unsigned char)*name);
    *to = '\0';
    return squeezed;
}

static bool begins_with(const char *text, const char *with)
{
    const size_t n = strlen(with);
    return strncmp(text, with, n) == 0 && !isdigit((unsigned char)text[n]);
}

/* The header of a file, or of a part of one; "" when it cannot be told, or nothing is below it. */
static const char *header_of(const struct beside *beside, const char *path)
{
    const struct profile *profile = beside->source->profile;
    const struct packing_wish wish = profile_wish(profile);
    struct stream *stream =
        profile->file.has_header ? stream_open(path, &wish, ERRORS_UNHEARD) : NULL;
    char bytes[4096];
    size_t n = 0;
    if (stream && !stream_read(stream, bytes, sizeof bytes, &n, ERRORS_UNHEARD))
        n = 0;
    stream_close(stream);
    struct text rest = {bytes, n}, line = {"", 0};
    for (int skipped = 0; skipped <= profile->file.skip_lines; skipped++)
        if (!text_split(&rest, '\n', &line))
            return "";
    return rest.n_bytes == 0 && n < sizeof bytes
               ? ""
               : arena_copy(beside->job->arena, line.bytes, line.n_bytes);
}

static bool has_header_of(const struct beside *beside, const char *path, const char *other)
{
    const char *header = header_of(beside, path);
    return *header && strcmp(header, header_of(beside, other)) == 0;
}

/* One of a series, of another number than those that are read. */
static bool is_nearly_of_series(const struct beside *beside, const char *place, const char *name)
{
    struct arena *arena = beside->job->arena;
    const char *squeezed = squeeze(arena, name), *form = without_digits(arena, squeezed);
    for (size_t i = 0; i < beside->squeezed.n; i++)
        if (begins_with(squeezed, beside->squeezed.texts[i].bytes))
            return false;
    for (size_t i = 0; i < beside->n_forms; i++)
        if (beside->n_like[i] > 1 &&
            begins_with(form, without_digits(arena, squeeze(arena, beside->like[i]))) &&
            has_header_of(beside, path_join(arena, place, name),
                          path_join(arena, place, beside->like[i])))
            return true;
    return false;
}

/* 0: none. */
static int year_of(const char *name)
{
    int year = 0;
    for (size_t n; *name && year == 0; name += n ? n : 1) {
        n = strspn(name, DIGITS);
        if (n && has_year(name, n))
            stand_year((struct text){name, 4}, &year);
    }
    return year;
}

/* "Boekingen (2)", "Boekingen vervolg": not those of another year. */
static bool goes_on(const char *name, const char *own, bool hidden)
{
    const size_t n = strlen(own);
    const bool follows = strncasecmp(name, own, n) == 0 && n > 0 &&
                         !isalpha((unsigned char)name[n]) &&
                         !(isdigit((unsigned char)name[n]) && isdigit((unsigned char)own[n - 1]));
    const int year = year_of(name);
    return strcmp(name, own) != 0 && (hidden || follows) && (year == 0 || year == year_of(own));
}

static void look_at_sheet(struct beside *beside, const char *file, const char *own,
                          const char *name, bool hidden)
{
    struct arena *arena = beside->job->arena;
    const char *path = path_join(arena, file, name);
    const bool next = beside->source->n_files > 2 &&
                      text_natural(text_of(name), text_of(own)) > 0 &&
                      strcmp(without_digits(arena, name), without_digits(arena, own)) == 0;
    if ((next || goes_on(name, own, hidden)) &&
        is_new(beside->known, source_file_identity(arena, path)) &&
        has_header_of(beside, path, path_join(arena, file, own)))
        examples_add(&beside->found, arena,
                     "%sblad '%s' van %s heeft dezelfde kop als blad '%s' van bron %s, en geen "
                     "bron leest het",
                     hidden ? "verborgen " : "", name, path_name(file), own, beside->source->name);
}

static void look_at_sheets(struct beside *beside, const char *path)
{
    struct packing_parts parts = {0};
    const char *own, *file = file_of_path(beside->job->arena, path, &own);
    if (!packing_list_parts(file, beside->job->arena, &parts) || !parts.one_wanted || parts.n == 0)
        return;
    own = own ? own : parts.names[0];
    for (size_t i = 0; i < parts.n; i++)
        look_at_sheet(beside, file, own, parts.names[i], false);
    for (size_t i = 0; i < parts.n_hidden; i++)
        look_at_sheet(beside, file, own, parts.hidden[i], true);
}

/* ---- all of them ---- */

static void look_at(struct beside *beside, const char *place, const char *name)
{
    struct arena *arena = beside->job->arena;
    size_t form = form_of(beside, place, name);
    if (!is_of_series(beside, form, name)) {
        const char *path = path_join(arena, place, name);
        if (form >= beside->n_forms && is_nearly_of_series(beside, place, name) &&
            is_new(beside->known, source_file_identity(arena, path)))
            examples_add(&beside->found, arena,
                         "%s heet bijna zo en heeft dezelfde kop als wat bron %s leest, en geen "
                         "bron leest het",
                         text_to_utf8(arena, text_of(name), TEXT_UTF8), beside->source->name);
        return;
    }
    const char *both[] = {path_join(arena, place, beside->like[form]),
                          path_join(arena, place, name)};
    if (!is_new(beside->known, source_file_identity(arena, both[1])))
        return;
    const char *pattern = path_pattern(arena, both, 2);
    if (pattern && !beside->pattern)
        beside->pattern = arena_printf(arena, " (%s)", path_name(pattern));
    examples_add(&beside->found, arena, "%s past bij bron %s, en geen bron leest het",
                 text_to_utf8(arena, text_of(name), TEXT_UTF8), beside->source->name);
}

static void tell(const struct beside *beside)
{
    struct arena *arena = beside->job->arena;
    if (beside->found.n > 0)
        check_none(beside->job,
                   arena_printf(arena, "Geen bestand ongelezen: %s", beside->source->name),
                   SEVERITY_WARNING, &beside->found,
                   arena_printf(arena,
                                "Zet wat erbij hoort bij bestanden, of zet daar een patroon%s; "
                                "leg wat er niet bij hoort in een andere map.",
                                beside->pattern ? beside->pattern : ""));
}

/* All names are known before it is looked what is beside them. */
static void look_beside(struct beside *beside)
{
    const struct source *source = beside->source;
    struct source_place place;
    for (size_t f = 0; f < source->n_files; f++) {
        source_place(source->files[f], beside->job->arena, &place);
        size_t form = form_of(beside, place.path, place.name), n = beside->n_forms;
        if (form == n) {
            *mem_add(beside->n_like, n) = 0;
            *mem_add(beside->like, beside->n_forms) = place.name;
        }
        beside->n_like[form]++;
        memo_number_slow(&beside->squeezed, text_of(squeeze(beside->job->arena, place.name)));
        look_at_sheets(beside, source->files[f]);
    }
    for (size_t f = 0; f < source->n_files; f++) {
        source_place(source->files[f], beside->job->arena, &place);
        if (!is_new(&beside->places, place.path))
            continue;
        struct folder_files names = source_place_names(&place, beside->job->arena);
        for (size_t i = 0; i < names.n; i++)
            look_at(beside, place.path, names.paths[i]);
    }
    tell(beside);
}

void controles_ernaast(struct job *job)
{
    const struct plan *plan = job->plan;
    struct memo known = {0};
    for (size_t s = 0; s < plan->n_sources; s++)
        for (size_t f = 0; f < plan->sources[s].n_files; f++) {
            const char *path = plan->sources[s].files[f], *part;
            is_new(&known, source_file_identity(job->arena, path));
            is_new(&known, source_file_identity(job->arena, file_of_path(job->arena, path, &part)));
        }
    for (size_t s = 0; s < plan->n_sources; s++) {
        struct beside beside = {.job = job,
                                .source = &plan->sources[s],
                                .known = &known,
                                .found = {.text = "", .listed = true}};
        look_beside(&beside);
        memo_release(&beside.places);
        memo_release(&beside.forms);
        memo_release(&beside.squeezed);
        free(beside.like);
        free(beside.n_like);
    }
    memo_release(&known);
}
