#include "pipeline/diff/diff.h"

#include "pipeline/base/path.h"
#include "pipeline/diff/diff_changes.h"
#include "pipeline/diff/grid.h"
#include "pipeline/diff/why/why_print.h"
#include "pipeline/publishing/publication.h"
#include "pipeline/publishing/published.h"
#include "pipeline/settings/run_name.h"
#include "pipeline/settings/settings.h"

#include <string.h>

/* ---- the two sides ---- */

static const struct manifest_file *recorded_output(const struct manifest *manifest,
                                                   const char *name)
{
    for (size_t i = 0; i < manifest->outputs.n; i++)
        if (strcmp(manifest->outputs.items[i].path, name) == 0)
            return &manifest->outputs.items[i];
    return NULL;
}

#define MAX_NAMES_BYTES 2000 /* of names in a sentence */

/* One more name, as long as a person would read them. */
static const char *with_name(struct arena *arena, const char *names, const char *name)
{
    if (strlen(names) < MAX_NAMES_BYTES)
        return arena_printf(arena, "%s%s%s", names, *names ? ", " : "", name);
    return names[strlen(names) - 1] == '.' ? names : arena_printf(arena, "%s, ...", names);
}

/* What the folder holds is compared, whatever its manifest says; where they disagree, whoever reads
 * the result must know. */
static bool check_against_manifest(struct side *side, struct arena *arena, struct errors *errors)
{
    const struct manifest *manifest = &side->manifest;
    for (size_t i = 0; i < manifest->outputs.n; i++)
        if (!side_has(side, manifest->outputs.items[i].path))
            side->damaged = with_name(arena, side->damaged, manifest->outputs.items[i].path);
    for (size_t i = 0; i < side->files.n; i++) {
        const char *name = side->files.paths[i];
        const struct manifest_file *recorded = recorded_output(manifest, name);
        struct manifest_file found;
        if (strcmp(name, MANIFEST_NAME) == 0)
            continue;
        if (!manifest_hash_file(side->folder, name, arena, errors, &found))
            return false;
        if (!recorded || strcmp(recorded->sha256, found.sha256) != 0)
            side->damaged = with_name(arena, side->damaged, name);
    }
    return true;
}

/* Settings that a publication holds are told as settings: they are taken out of its files here. */
static bool set_settings_apart(struct side *side, struct arena *arena, struct errors *errors)
{
    size_t n = 0;
    for (size_t i = 0; i < side->files.n; i++) {
        const char *name = side->files.paths[i];
        const struct manifest_file *recorded = publication_setting_of(&side->manifest, name, arena);
        struct manifest_file found;
        if (!recorded)
            side->files.paths[n++] = name;
        else if (!manifest_hash_file(side->folder, name, arena, errors, &found))
            return false;
        else if (strcmp(recorded->sha256, found.sha256) != 0)
            side->damaged = with_name(arena, side->damaged, name);
    }
    side->files.n = n;
    return true;
}

static bool side_open(struct side *side, const char *folder, struct arena *arena,
                      struct errors *errors)
{
    *side = (struct side){.folder = folder, .damaged = ""};
    return manifest_read(folder, arena, errors, &side->manifest) &&
           folder_list(folder, arena, errors, &side->files) &&
           set_settings_apart(side, arena, errors) && check_against_manifest(side, arena, errors);
}

/* ---- why ---- */

/* The last run of this name failed after what stands was published. */
static const char *failed_since(const struct side *new, struct arena *arena)
{
    struct errors unimportant = {0};
    struct csv_file file;
    const char *path =
        arena_printf(arena, "%s%s/" PUBLISHED_FOUTEN, new->folder, RUN_REFUSED_SUFFIX);
    bool failed = folder_occupied(path) &&
                  csv_read_written(path, CSV_FOR_PEOPLE, arena, &unimportant, &file) &&
                  file.n_rows > 0 && file.header.n_fields > 0;
    errors_release(&unimportant);
    if (!failed)
        return "";
    return arena_printf(arena,
                        "\nLET OP: de nieuwste run van %s is niet gepubliceerd; wat er staat is "
                        "van daarvoor. Eerste "
                        "van %zu %s: %s (%s)",
                        new->manifest.run, file.n_rows, file.n_rows == 1 ? "fout" : "fouten",
                        file.rows[0].fields[file.header.n_fields - 1].bytes, path);
}

static void print_form(bool json, const struct side *old, const struct side *new,
                       const struct changes *changes, const struct why *why, const char *untold,
                       const struct why_options *shown, FILE *out)
{
    struct why_heading heading = {.run = new->manifest.run,
                                  .old_id = old->manifest.run_id,
                                  .new_id = new->manifest.run_id,
                                  .paragraph = *untold ? untold : why_paragraph(why),
                                  .equal = changes->n == 0};
    if (json)
        why_print_json(why, shown, &heading, out);
    else
        why_print_people_csv(why, shown, out);
}

/* Runs of indicators have none: there is nothing to explain then. */
static bool have_saldi(const struct side *old, const struct side *new)
{
    return side_has(old, PUBLISHED_SALDI) || side_has(new, PUBLISHED_SALDI);
}

static void print_all(const struct diff_options *options, const struct side *old,
                      const struct side *new, const struct changes *changes, const struct why *why,
                      const char *untold, FILE *out)
{
    struct arena *arena = changes->arena;
    struct why_options shown = {.all = options->all, .kind = options->kind};
    struct csv_writer csv;
    if (options->least)
        settings_amount(options->least, &shown.least);
    if (options->csv) {
        diff_print_csv(changes, &csv, out);
        why_print_csv(why, &shown, &csv);
        return;
    }
    if (options->paragraph) {
        const char *said = changes->n == 0 ? "Niets veranderde."
                           : *untold       ? untold
                                           : why_paragraph(why);
        grid_print_paragraph(text_shown(arena, said, "\n"), 0, PARAGRAPH_WIDTH, out);
        return;
    }
    bool json = options->form && strcmp(options->form, "json") == 0;
    if (json || (options->form && strcmp(options->form, "csv") == 0)) {
        print_form(json, old, new, changes, why, untold, &shown, out);
        return;
    }
    bool told = !*untold && have_saldi(old, new);
    const char *paragraph = changes->n == 0 || (!told && !*untold) ? ""
                            : *untold                              ? untold
                                                                   : why_paragraph(why);
    diff_print_head(old, new, changes,
                    arena_printf(arena, "%s%s", paragraph, failed_since(new, arena)), out);
    if (told)
        why_print(why, &shown, out);
    if (options->all || !told)
        diff_print_sections(old, new, changes, out);
}

/* Why is told when settings and inputs are still to be found. */
static const char *find_why(const struct diff_options *options, struct arena *arena,
                            struct why *why)
{
    struct errors errors = {0};
    const char *untold = "";
    if (!why_find(options->old_folder, options->new_folder, arena, &errors, why))
        untold = arena_printf(arena, "Waarom de saldi bewogen is niet te zeggen: %s%s%s.",
                              errors.n ? errors.items[0].where : "",
                              errors.n && *errors.items[0].where ? ": " : "",
                              errors.n ? errors.items[0].message : "");
    errors_release(&errors);
    return untold;
}

bool diff_folders(const struct diff_options *options, FILE *out, struct arena *arena,
                  struct errors *errors, bool *equal)
{
    struct side old, new;
    struct changes changes = {.arena = arena};
    bool both = side_open(&old, options->old_folder, arena, errors);
    both = side_open(&new, options->new_folder, arena, errors) && both;
    if (!both)
        return false;
    diff_origin(&old, &new, &changes);
    if (!diff_files(&old, &new, &changes, errors))
        return false;
    struct why why = {.arena = arena};
    const char *untold =
        changes.n > 0 && have_saldi(&old, &new) ? find_why(options, arena, &why) : "";
    print_all(options, &old, &new, &changes, &why, untold, out);
    why_release(&why);
    *equal = changes.n == 0;
    return true;
}
