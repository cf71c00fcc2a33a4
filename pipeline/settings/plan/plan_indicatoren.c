/* A run of indicators: [indicatoren] indicatoren, waarden (one or more), doelen, tabellen; and
 * [bron NAAM] profiel, bestanden, document: exports with values. */
#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/array.h"

#include <string.h>

#define SECTION "indicatoren"

/* The files of waarden, one per line. False after errors. */
static bool value_files(struct plan_reading *reading, struct indicator_files *files)
{
    struct settings *settings = &reading->settings;
    struct settings_section *section = settings_section(settings, SECTION);
    const struct settings_key *key = settings_find(settings, section, "waarden");
    if (!key && files->n_exports)
        return true;
    if (!key)
        return settings_text(settings, SECTION, "waarden", NULL) != NULL;
    const char **paths = arena_alloc(reading->arena, key->n_values * sizeof *paths);
    for (size_t v = 0; v < key->n_values; v++) {
        const char *path = plan_path(reading, SECTION, "waarden", key->values[v].text);
        if (path)
            paths[files->n_values++] = path;
    }
    files->values = paths;
    return files->n_values == key->n_values;
}

/* ---- exports ---- */

/* Beside a ledger, whose sources are [bron NAAM]. */
static const char *prefix_of(const struct plan *plan)
{
    return plan_product(plan)->file ? "indicatorbron " : "bron ";
}

static void read_export(struct plan_reading *reading, struct settings_section *section,
                        struct indicator_export *export)
{
    struct settings *settings = &reading->settings;
    struct source source = {.name = section->name + strlen(prefix_of(reading->plan))};
    struct profile *profile = arena_alloc(reading->arena, sizeof *profile);
    settings_section(settings, section->name);
    const char *relative = settings_text(settings, section->name, "profiel", NULL);
    export->document = settings_text(settings, section->name, "document", "");
    plan_read_files(reading, section, &source);
    export->files = source.files;
    export->n_files = source.n_files;
    for (size_t i = 0; i < source.n_files; i++)
        plan_add_settings_file(reading, source.files[i]);
    const char *path = relative ? plan_path(reading, section->name, "profiel", relative) : NULL;
    if (path && profile_read_of_values(path, reading->arena, reading->errors, profile))
        export->profile = profile;
}

/* Those whose profile and files are good. */
static void read_exports(struct plan_reading *reading, struct indicator_files *files)
{
    struct settings *settings = &reading->settings;
    const char *prefix = prefix_of(reading->plan);
    files->exports = arena_alloc(reading->arena, settings->n_sections * sizeof *files->exports);
    for (size_t s = 0; s < settings->n_sections; s++) {
        struct indicator_export export = {0};
        if (strncmp(settings->sections[s].name, prefix, strlen(prefix)) != 0)
            continue;
        size_t n_before = reading->errors->n;
        read_export(reading, &settings->sections[s], &export);
        if (reading->errors->n == n_before)
            files->exports[files->n_exports++] = export;
    }
}

/* ---- the section ---- */

/* [documenten] begroting-2026 = 01-10-2025 */
static void read_documents(struct plan_reading *reading, struct indicator_files *files)
{
    struct settings *settings = &reading->settings;
    const struct settings_section *section = settings_names(settings, "documenten");
    struct date_format format;
    date_format_parse("d-m-jjjj", &format);
    files->documents = arena_alloc(reading->arena, section->n_keys * sizeof *files->documents);
    for (size_t k = 0; k < section->n_keys; k++) {
        const struct settings_key *key = &section->keys[k];
        struct document document = {.name = key->name};
        const char *text = settings_one(settings, key);
        if (text && date_parse(&format, text_of(text), &document.date))
            files->documents[files->n_documents++] = document;
        else if (text)
            settings_key_wrong(settings, key, "verwacht een datum zoals 01-10-2025, gevonden '%s'",
                               text);
    }
}

static void read_section(struct plan_reading *reading)
{
    static const char *const severities[] = {"fout", "waarschuwing", NULL};
    struct plan *plan = reading->plan;
    struct indicator_files files = {0};
    plan->contradictions_stop =
        settings_choice(&reading->settings, SECTION, "tegenspraak", severities, 0) != 1;
    plan->indicators = arena_alloc(reading->arena, sizeof *plan->indicators);
    files.indicators = plan_named_path(reading, SECTION, SECTION, true);
    files.goals = plan_named_path(reading, SECTION, "doelen", false);
    files.tables = plan_named_path(reading, SECTION, "tabellen", false);
    files.old_years =
        1 + (int)settings_number(&reading->settings, SECTION, "hoogstens_jaren_oud", 0, 99, 2);
    read_documents(reading, &files);
    read_exports(reading, &files);
    if (value_files(reading, &files) && files.indicators)
        indicators_read(&files, reading->arena, reading->errors, plan->indicators);
}

void plan_read_indicatoren(struct plan_reading *reading)
{
    settings_need(&reading->settings, SECTION);
    reading->plan->title = settings_text(&reading->settings, SECTION, "titel", "Indicatoren");
    reading->plan->unit_euros = 1;
    read_section(reading);
}

/* A pakket of an indicator or goal that there is not would be shown nowhere. */
static void check_pakket(struct plan_reading *reading, const char *path, int line_no,
                         const char *code)
{
    const struct mapping *mapping = &reading->plan->mapping;
    if (*code && mapping->n_pakketten &&
        !array_find(mapping->pakketten, mapping->n_pakketten, code, code))
        errors_add(reading->errors, ERROR_SETTINGS,
                   arena_printf(reading->arena, "%s:%d", path, line_no),
                   "pakket '%s' staat niet in %s", code, mapping->pakketten_path);
}

void plan_read_indicatoren_beside(struct plan_reading *reading)
{
    if (!settings_section(&reading->settings, SECTION))
        return;
    read_section(reading);
    const struct indicators *all = reading->plan->indicators;
    for (size_t i = 0; i < all->n; i++)
        check_pakket(reading, all->indicators_path, all->items[i].line_no, all->items[i].pakket);
    for (size_t g = 0; g < all->n_goals; g++)
        check_pakket(reading, all->goals_path, all->goals[g].line_no, all->goals[g].pakket);
}
