#include "pipeline/settings/plan/plan_reading.h"

#include "pipeline/base/file.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/format/packing.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

void plan_add_settings_file(struct plan_reading *reading, const char *path)
{
    struct plan *plan = reading->plan;
    *arena_add(reading->arena, plan->settings_files, plan->n_settings_files) = path;
}

const char *plan_on_disk(struct plan_reading *reading, const char *path)
{
    struct packing_parts parts;
    const char *file = file_of_path(reading->arena, path, NULL);
    bool is_part = strcmp(file, path) != 0 && packing_list_parts(file, reading->arena, &parts);
    return is_part ? file : path;
}

/* The same table as a workbook, or the other way round. */
static const char *beside(struct arena *arena, const char *section, const char *key,
                          const char *path)
{
    const char *dot = strrchr(path_name(path), '.');
    struct stat status;
    const char *other = !dot ? path
                             : arena_printf(arena, "%.*s.%s", (int)(dot - path), path,
                                            strcmp(dot, ".csv") == 0 ? "xlsx" : "csv");
    return held_stat(other, &status) != 0
               ? ""
               : arena_printf(arena, "; wel '%s': zet die naam achter %s in [%s]", path_name(other),
                              key, section);
}

bool plan_file_is_there(struct plan_reading *reading, const char *section, const char *key,
                        const char *path)
{
    struct settings *settings = &reading->settings;
    struct stat status;
    path = plan_on_disk(reading, path);
    return held_stat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR) ||
           settings_wrong(settings, section, key, "bestand bestaat niet: '%s'%s", path,
                          beside(reading->arena, section, key, path));
}

const char *plan_path(struct plan_reading *reading, const char *section, const char *key,
                      const char *relative)
{
    const char *path = settings_path(&reading->settings, relative);
    if (!plan_file_is_there(reading, section, key, path))
        return NULL;
    plan_add_settings_file(reading, path);
    return path;
}

const char *plan_named_path(struct plan_reading *reading, const char *section, const char *key,
                            bool required)
{
    struct settings *settings = &reading->settings;
    const char *relative = NULL;
    if (required || settings_find(settings, settings_section(settings, section), key))
        relative = settings_text(settings, section, key, NULL);
    return relative ? plan_path(reading, section, key, relative) : NULL;
}
