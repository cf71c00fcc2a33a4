#include "pipeline/diff/diff.h"

#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/chain.h"
#include "pipeline/diff/telling.h"
#include "pipeline/publishing/publication.h"
#include "pipeline/settings/settings.h"

#include <string.h>

/* ---- the two sides ---- */

/* Settings that a publication holds are told as settings: they are taken out of its files. What it
 * holds is compared, whatever its manifest says; where they disagree, whoever reads the result must
 * know. */
static bool check_files(struct diff_side *side, struct arena *arena, struct errors *errors)
{
    struct text_list damaged = {.arena = arena, .most = 8};
    size_t n = 0;
    for (size_t i = 0; i < side->manifest.outputs.n; i++)
        if (!side_has(side, side->manifest.outputs.items[i].path))
            list_add(&damaged, "%s", side->manifest.outputs.items[i].path);
    for (size_t i = 0; i < side->files.n; i++) {
        const char *name = side->files.paths[i];
        const struct manifest_file *setting = publication_setting_of(&side->manifest, name, arena);
        const struct manifest_file *recorded =
            setting ? setting : manifest_find(&side->manifest.outputs, name);
        struct manifest_file found;
        if (!setting)
            side->files.paths[n++] = name;
        if (strcmp(name, MANIFEST_NAME) == 0)
            continue;
        if (!manifest_hash_file(side->folder, name, arena, errors, &found))
            return false;
        if (!recorded || strcmp(recorded->sha256, found.sha256) != 0)
            list_add(&damaged, "%s", name);
    }
    side->files.n = n;
    side->damaged = list_text(&damaged, "");
    return true;
}

static bool side_open(struct diff_side *side, const char *folder, struct arena *arena,
                      struct errors *errors)
{
    *side = (struct diff_side){.folder = folder, .damaged = ""};
    return manifest_read(folder, arena, errors, &side->manifest) &&
           folder_list(path_join(arena, folder, "."), arena, errors, &side->files) &&
           check_files(side, arena, errors);
}

/* ---- what is told ---- */

const char *telling_why(const struct telling *telling)
{
    return telling->equal ? "Niets veranderde." : why_paragraph(&telling->why);
}

static bool print(const struct telling *telling, FILE *out)
{
    const struct diff_options *options = telling->options;
    const char *form = options->form ? options->form : "tekst";
    if (strcmp(form, "json") == 0)
        telling_print_json(telling, out);
    else if (strcmp(form, "xlsx") == 0)
        return telling_print_book(telling, out);
    else if (strcmp(form, "csv") == 0)
        table_print_csv(
            why_table(&telling->why, &telling->shown, true, &(struct tables){.items = NULL}), out);
    else
        telling_print(telling, out);
    return true;
}

bool diff_folders(const struct diff_options *options, FILE *out, struct arena *arena,
                  struct errors *errors, bool *equal)
{
    struct telling telling = {.options = options,
                              .shown.kind = options->kind,
                              .rows.arena = arena,
                              .arena = arena,
                              .errors = errors};
    if (options->least)
        settings_amount(options->least, &telling.shown.least);
    if (!side_open(&telling.old, options->old_folder, arena, errors) ||
        !side_open(&telling.new, options->new_folder, arena, errors) ||
        !rows_find(&telling.old, &telling.new, &telling.rows, errors))
        return false;
    const struct manifest *old = &telling.old.manifest, *new = &telling.new.manifest;
    telling.equal = telling.rows.n + telling.rows.n_files == 0 &&
                    strcmp(old->run_id, new->run_id) == 0 &&
                    text_equal(manifest_format(old, arena), manifest_format(new, arena));
    *equal = telling.equal;
    bool ok = why_find(&chain_lines, options->old_folder, options->new_folder, arena, errors,
                       &telling.why) &&
              print(&telling, out);
    why_release(&telling.why);
    return ok;
}
