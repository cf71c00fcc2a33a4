/* Which files a source consists of. */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/base/held.h"
#include "pipeline/base/memo.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/format/packing.h"

#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_NAMED 5 /* parts in a message */

/* ---- finding ---- */

static void add_file(struct plan_reading *reading, struct source *source, const char *path)
{
    *arena_add(reading->arena, source->files, source->n_files) =
        arena_copy(reading->arena, path, strlen(path));
}

/* The path with what glob(3) takes for a pattern made plain. */
static const char *without_patterns(struct arena *arena, const char *path)
{
    char *plain = arena_alloc(arena, 2 * strlen(path) + 1), *at = plain;
    for (; *path; path++) {
        if (strchr("*?[\\", *path))
            *at++ = '\\';
        *at++ = *path;
    }
    return plain;
}

/* The pattern seen from the folder of the run, whose own name is no pattern. */
static const char *pattern_path(struct plan_reading *reading, const char *pattern)
{
    struct settings plain = reading->settings;
    plain.path = without_patterns(reading->arena, reading->settings.path);
    return settings_path(&plain, pattern);
}

/* ---- parts of a file ---- */

/* "levering.zip/2024-*.csv": the parts of the file that fit. False when the path names no part. */
static bool expand_parts(struct plan_reading *reading, const char *path, const char *where,
                         struct source *source)
{
    const char *part;
    const char *file = file_of_path(reading->arena, path, &part);
    struct packing_parts parts;
    if (!part)
        return false;
    packing_list_parts(file, reading->arena, &parts);
    size_t n_before = source->n_files, n_deeper = 0;
    const char *deeper = arena_printf(reading->arena, "*/%s", part);
    struct text_list names = {.arena = reading->arena, .most = MOST_NAMED};
    for (size_t i = 0; i < parts.n; i++) {
        list_add(&names, "'%s'", parts.names[i]);
        n_deeper += fnmatch(deeper, parts.names[i], 0) == 0;
        if (strcmp(parts.names[i], part) == 0 || fnmatch(part, parts.names[i], 0) == 0)
            add_file(reading, source, path_join(reading->arena, file, parts.names[i]));
    }
    if (source->n_files == n_before && strpbrk(part, "*?["))
        errors_add(reading->errors, ERROR_MACHINE, where,
                   "bron %s: geen onderdeel van '%s' past bij '%s'; erin: %s%s", source->name, file,
                   part, list_text(&names, "niets"),
                   n_deeper ? arena_printf(reading->arena, "; bij '%s' past er wel een", deeper)
                            : "");
    else if (source->n_files == n_before)
        add_file(reading, source, path);
    return true;
}

/* "maand-*.xlsx/Boekingen" is a part of each file that fits. */
static void expand(struct plan_reading *reading, const struct settings_value *value,
                   struct source *source)
{
    glob_t found = {0};
    const char *path = settings_path(&reading->settings, value->text);
    const char *file = NULL, *slash = strrchr(value->text, '/');
    bool any = false;
    size_t n_passed = 0;
    int outcome = glob(pattern_path(reading, value->text), GLOB_NOSORT | GLOB_ERR, NULL, &found);
    const char *where =
        arena_printf(reading->arena, "%s:%d", reading->settings.path, value->line_no);
    if (outcome == GLOB_NOMATCH && slash)
        file = arena_copy(reading->arena, value->text, (size_t)(slash - value->text));
    if (file && strpbrk(file, "*?["))
        outcome = glob(pattern_path(reading, file), GLOB_NOSORT, NULL, &found);
    for (size_t i = 0; outcome == 0 && i < found.gl_pathc; i++)
        if (path_is_of_viewer(found.gl_pathv[i]))
            n_passed++;
        else if (!file)
            add_file(reading, source, found.gl_pathv[i]);
        else
            any |= expand_parts(reading, path_join(reading->arena, found.gl_pathv[i], slash + 1),
                                where, source);
    if (outcome == 0 && (file ? !any : n_passed == found.gl_pathc))
        outcome = GLOB_NOMATCH;
    if (outcome == GLOB_NOMATCH)
        errors_add(reading->errors, ERROR_MACHINE, where, "bron %s: geen bestand past bij '%s'",
                   source->name, path);
    else if (outcome != 0)
        errors_add_errno(reading->errors, where,
                         arena_printf(reading->arena, "bron %s: '%s' kan niet worden doorzocht",
                                      source->name, path));
    globfree(&found);
}

/* Of a file with several parts, where none is named, all are delivered files; one sheet of a
 * workbook is not another's continuation: whoever reads it says so. */
static void take_apart(struct plan_reading *reading, struct source *source, size_t first)
{
    for (size_t i = first, n = source->n_files; i < n; i++) {
        struct packing_parts parts;
        const char *file = source->files[i];
        packing_list_parts(file, reading->arena, &parts);
        if (parts.n < 2 || parts.one_wanted)
            continue;
        source->files[i] = path_join(reading->arena, file, parts.names[0]);
        for (size_t k = 1; k < parts.n; k++)
            add_file(reading, source, path_join(reading->arena, file, parts.names[k]));
    }
}

/* ---- what is there ---- */

static void check_file(struct plan_reading *reading, const char *path, const char *where,
                       const char *source)
{
    struct errors *errors = reading->errors;
    struct stat status;
    path = plan_on_disk(reading, path);
    const bool there = held_stat(path, &status) == 0;
    const char *wrong =
        !there && (errno == ENOENT || errno == ENOTDIR) ? "bestand bestaat niet"
        : there && S_ISDIR(status.st_mode)              ? "verwacht een bestand, gevonden een map"
        : there && !S_ISREG(status.st_mode) ? "verwacht een gewoon bestand, gevonden iets anders"
                                            : NULL;
    const char *hint =
        there || !strchr(path_name(path), ',') ? "" : "; elk bestand staat op een eigen regel";
    if (wrong)
        errors_add(errors, ERROR_MACHINE, where, "bron %s: %s: '%s'%s", source, wrong, path, hint);
    else if (held_access(path, R_OK) != 0)
        errors_add_errno(
            errors, where,
            arena_printf(reading->arena, "bron %s: '%s' kan niet worden gelezen", source, path));
}

/* Two patterns may find the same file. */
static void sort_once(struct source *source)
{
    if (source->n_files < 2)
        return;
    array_sort(source->files, source->n_files, array_compare_texts);
    size_t n = 1;
    for (size_t i = 1; i < source->n_files; i++)
        if (strcmp(source->files[i], source->files[n - 1]) != 0)
            source->files[n++] = source->files[i];
    source->n_files = n;
}

void plan_read_files(struct plan_reading *reading, struct settings_section *section,
                     struct source *source)
{
    const struct settings_key *key = settings_find(&reading->settings, section, "bestanden");
    const bool latest = settings_yes(&reading->settings, section->name, "alleen_laatste", false);
    if (!key)
        reading_error(reading, section->line_no, "instelling 'bestanden' ontbreekt in [%s]",
                      section->name);
    for (size_t v = 0; key && v < key->n_values; v++) {
        const struct settings_value *value = &key->values[v];
        if (!*value->text) {
            settings_one(&reading->settings, key);
            continue;
        }
        const char *path = settings_path(&reading->settings, value->text);
        const char *where =
            arena_printf(reading->arena, "%s:%d", reading->settings.path, value->line_no);
        size_t n_before = source->n_files;
        bool is_pattern = !folder_occupied(path) && strpbrk(value->text, "*?[");
        source->by_pattern |= is_pattern;
        if (!is_pattern)
            add_file(reading, source, path);
        else if (!expand_parts(reading, path, where, source))
            expand(reading, value, source);
        else if (latest)
            reading_error(reading, value->line_no,
                          "bron %s: alleen_laatste kiest tussen bestanden, en '%s' zijn delen van "
                          "een bestand",
                          source->name, value->text);
        take_apart(reading, source, n_before);
        for (size_t i = n_before; i < source->n_files; i++)
            check_file(reading, source->files[i], where, source->name);
    }
    sort_once(source);
    if (latest)
        plan_take_latest(reading, source);
}

/* ---- one file, one source ---- */

const char *source_file_identity(struct arena *arena, const char *path)
{
    struct stat status;
    const char *part;
    if (held_stat(file_of_path(arena, path, &part), &status) != 0 || !S_ISREG(status.st_mode))
        return NULL;
    return arena_printf(arena, "%llu %llu %s", (unsigned long long)status.st_dev,
                        (unsigned long long)status.st_ino, part ? part : "");
}

static void check_source_files(struct plan_reading *reading, const struct source *source,
                               struct memo *known, const struct source **first)
{
    for (size_t f = 0; f < source->n_files; f++) {
        const char *file = source_file_identity(reading->arena, source->files[f]);
        if (!file)
            continue;
        const struct source **owner = &first[memo_number_slow(known, text_of(file))];
        if (*owner && *owner != source)
            reading_error(reading, source->line_no,
                          "bestand '%s' hoort al bij bron %s: het zou dubbel tellen",
                          source->files[f], (*owner)->name);
        *owner = *owner ? *owner : source;
    }
}

/* ---- how a file is shown ---- */

static void sort_tails(const struct plan *plan, size_t n_parts, const char **tails, size_t *n)
{
    *n = 0;
    for (size_t s = 0; s < plan->n_sources; s++)
        for (size_t f = 0; f < plan->sources[s].n_files; f++)
            tails[(*n)++] = path_tail(plan->sources[s].files[f], n_parts);
    array_sort(tails, *n, array_compare_texts);
}

/* A file that is named twice stays so: that is an error already. */
static bool twice_shown(const struct plan *plan, size_t n_parts, const char **tails)
{
    size_t n;
    sort_tails(plan, n_parts, tails, &n);
    for (size_t i = 1; i < n; i++)
        if (strcmp(tails[i - 1], tails[i]) == 0)
            return true;
    return false;
}

#define MOST_PARTS 16

static void tell_apart(const struct plan *plan, size_t n_files)
{
    const char **tails = mem_alloc(n_files * sizeof *tails);
    size_t n_parts = 1;
    while (n_parts < MOST_PARTS && twice_shown(plan, n_parts, tails))
        n_parts++;
    for (size_t s = 0; s < plan->n_sources; s++)
        plan->sources[s].shown_parts = n_parts;
    free(tails);
}

const char *source_file_shown(const struct source *source, size_t file, struct arena *arena)
{
    size_t n_parts = source->shown_parts ? source->shown_parts : 1;
    const char *part;
    file_of_path(arena, source->files[file], &part);
    for (; part; part = strchr(part + 1, '/')) /* with the file that it is a part of */
        n_parts++;
    return text_to_utf8(arena, text_of(path_tail(source->files[file], n_parts)), TEXT_UTF8);
}

void plan_check_files(struct plan_reading *reading)
{
    const struct plan *plan = reading->plan;
    size_t n_files = 0;
    for (size_t s = 0; s < plan->n_sources; s++)
        n_files += plan->sources[s].n_files;
    struct memo known = {0};
    const struct source **first = mem_alloc(n_files * sizeof *first);
    for (size_t s = 0; s < plan->n_sources; s++)
        check_source_files(reading, &plan->sources[s], &known, first);
    memo_release(&known);
    free(first);
    tell_apart(plan, n_files);
}
