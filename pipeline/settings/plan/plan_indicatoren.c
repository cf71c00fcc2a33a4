/* A run of indicators: [indicatoren] indicatoren, waarden (one or more), doelen, tabellen. */
#include "pipeline/settings/plan/plan_reading.h"

#include <string.h>

static const char *need_file(struct plan_reading *reading, const char *key, const char *relative)
{
    const char *path = settings_path(&reading->settings, relative);
    if (!plan_file_is_there(reading, "indicatoren", key, path))
        return NULL;
    plan_add_settings_file(reading, path);
    return path;
}

static const char *one_file(struct plan_reading *reading, const char *key, bool required)
{
    struct settings *settings = &reading->settings;
    struct settings_section *section = settings_section(settings, "indicatoren");
    const char *relative = NULL;
    if (required || settings_find(settings, section, key))
        relative = settings_text(settings, "indicatoren", key, NULL);
    return relative ? need_file(reading, key, relative) : NULL;
}

/* The files of waarden, one per line. False after errors. */
static bool value_files(struct plan_reading *reading, struct indicator_files *files)
{
    struct settings *settings = &reading->settings;
    struct settings_section *section = settings_section(settings, "indicatoren");
    const struct settings_key *key = settings_find(settings, section, "waarden");
    if (!key)
        return settings_text(settings, "indicatoren", "waarden", NULL) != NULL;
    const char **paths = arena_alloc(reading->arena, key->n_values * sizeof *paths);
    for (size_t v = 0; v < key->n_values; v++) {
        const char *path = need_file(reading, "waarden", key->values[v].text);
        if (path)
            paths[files->n_values++] = path;
    }
    files->values = paths;
    return files->n_values == key->n_values;
}

void plan_read_indicatoren(struct plan_reading *reading)
{
    static const char *const severities[] = {"fout", "waarschuwing", NULL};
    struct plan *plan = reading->plan;
    struct indicator_files files = {0};
    settings_need(&reading->settings, "indicatoren");
    plan->title = settings_text(&reading->settings, "indicatoren", "titel", "Indicatoren");
    plan->unit_euros = 1;
    plan->contradictions_stop =
        settings_choice(&reading->settings, "indicatoren", "tegenspraak", severities, 0) != 1;
    plan->indicators = arena_alloc(reading->arena, sizeof *plan->indicators);
    files.indicators = one_file(reading, "indicatoren", true);
    files.goals = one_file(reading, "doelen", false);
    files.tables = one_file(reading, "tabellen", false);
    if (value_files(reading, &files) && files.indicators)
        indicators_read(&files, reading->arena, reading->errors, plan->indicators);
}
