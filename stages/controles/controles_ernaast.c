/* Files beside those that are read. gb_202509.csv is read and gb_202510.csv lies beside it: where
 * the settings name the files, the next month is silently left out. */
#include "stages/controles/controles_bronnen.h"

#include "pipeline/base/file.h"
#include "pipeline/base/memo.h"
#include "pipeline/base/path.h"

#include <stdlib.h>
#include <string.h>

/* One source. */
struct beside {
    struct job *job;
    const struct source *source;
    struct memo *known;        /* of all sources: files that are read, or told */
    struct memo places, forms; /* where its files lie, and how they are called */
    size_t n_forms;            /* those behind them are of files that are not read */
    const char **like;         /* by form: the name of one that is read */
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

/* Names in one place that differ in digits alone have one form; each year its own: exports of other
 * years lie there as a matter of course. */
static size_t form_of(struct beside *beside, const char *place, const char *name)
{
    char *form = arena_printf(beside->job->arena, "%s\n%s ", place, name);
    char *to = form + strlen(place) + 1;
    for (size_t n; *name; name += n ? n : 1) {
        n = strspn(name, DIGITS);
        size_t n_kept = n && has_year(name, n) ? 4 : 0;
        memmove(to, name, n_kept);
        to += n_kept;
        if (n != 4 || !n_kept)
            *to++ = n ? '0' : *name;
    }
    *to = '\0';
    return memo_number_slow(&beside->forms, text_of(form));
}

/* One file is no series, unless of a month: then those before it may be in it. */
static bool is_of_series(const struct beside *beside, size_t form, const char *name)
{
    return form < beside->n_forms &&
           (beside->n_like[form] > 1 ||
            (is_of_month(name) && text_natural(text_of(name), text_of(beside->like[form])) > 0));
}

static void look_at(struct beside *beside, const char *place, const char *name)
{
    struct arena *arena = beside->job->arena;
    size_t form = form_of(beside, place, name);
    if (!is_of_series(beside, form, name))
        return;
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
        free(beside.like);
        free(beside.n_like);
    }
    memo_release(&known);
}
