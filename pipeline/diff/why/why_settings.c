/* The settings that differ, over the new lines: section after section of the INI and the profiles,
 * each a reading of its own where a saldo can follow from it; the mapping last, key by key. */
#include "pipeline/diff/why/why.h"

#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/path.h"
#include "pipeline/reading/ledger.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct walk {
    struct why *why;
    const struct why_side *old, *new;
    struct why_sections sections; /* that differ */
    size_t n_applied;             /* of those, as far as the walk has come */
    bool mapping_differs;
    bool ran; /* `ledger` is that of the settings so far over the new lines */
    struct ledger *ledger;
    struct plan plan; /* of that ledger */
    struct why_sums *sums;
};

/* ---- which files there are ---- */

static const char *path_of(const struct why_side *side, const char *recorded)
{
    const struct manifest_files *files = &side->kept.manifest.settings;
    for (size_t i = 0; i < files->n && i < side->plan.n_settings_files; i++)
        if (strcmp(files->items[i].path, recorded) == 0)
            return side->plan.settings_files[i];
    return NULL;
}

static bool is_profile(const struct plan *plan, const char *path)
{
    for (size_t i = 0; path && i < plan->n_profiles; i++)
        if (strcmp(plan->profiles[i]->path, path) == 0)
            return true;
    return false;
}

static bool is_same(const struct why_side *old, const struct why_side *new, const char *recorded)
{
    const struct manifest_file *a = manifest_find(&old->kept.manifest.settings, recorded);
    const struct manifest_file *b = manifest_find(&new->kept.manifest.settings, recorded);
    return a && b && strcmp(a->sha256, b->sha256) == 0;
}

static bool is_path(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static void add_word(struct why *why, const char *file, const char *text, bool moves)
{
    why->words =
        arena_grow(why->arena, why->words, &why->words_cap, why->n_words + 1, sizeof *why->words);
    why->words[why->n_words++] = (struct why_word){file, text, moves};
}

/* One file that differs, or is there on one side only. */
static bool compare_file(struct walk *walk, const char *recorded)
{
    struct why *why = walk->why;
    const char *before = path_of(walk->old, recorded), *after = path_of(walk->new, recorded);
    const struct mapping *then = &walk->old->plan.mapping, *now = &walk->new->plan.mapping;
    if (is_path(before, walk->old->plan.path) || is_path(after, walk->new->plan.path))
        return why_words(why, recorded, false, walk->old->plan.path, walk->new->plan.path,
                         &walk->sections);
    if (is_profile(&walk->old->plan, before) || is_profile(&walk->new->plan, after))
        return why_words(why, recorded, true, before, after, &walk->sections);
    bool maps = is_path(before, then->posten_path) || is_path(before, then->pakketten_path) ||
                is_path(after, now->posten_path) || is_path(after, now->pakketten_path);
    walk->mapping_differs |= maps;
    const char *is = before && after ? "gewijzigd" : why_came(why, !before, "nieuw", "vervallen");
    bool texts =
        is_path(before, then->toelichtingen_path) || is_path(after, now->toelichtingen_path);
    add_word(why, recorded,
             arena_printf(why->arena, "%s%s %s", texts ? "tekst: " : "", recorded, is), maps);
    return true;
}

static bool compare_files(struct walk *walk)
{
    const struct manifest_files *old = &walk->old->kept.manifest.settings;
    const struct manifest_files *new = &walk->new->kept.manifest.settings;
    bool ok = true;
    for (size_t i = 0; ok && i < old->n; i++)
        ok = is_same(walk->old, walk->new, old->items[i].path) ||
             compare_file(walk, old->items[i].path);
    for (size_t i = 0; ok && i < new->n; i++)
        ok = manifest_find(old, new->items[i].path) || compare_file(walk, new->items[i].path);
    for (size_t i = 0; ok && i < walk->sections.n; i++)
        add_word(walk->why, walk->sections.items[i].file, walk->sections.items[i].title,
                 walk->sections.items[i].moves_figures);
    return ok;
}

/* ---- settings that are partly the old ones and partly the new ones ---- */

struct blend {
    const struct walk *walk;
    const char *file;
};

/* Sections that move no figure go along with the first step. */
static bool section_is_new(const void *context, const char *section)
{
    const struct blend *blend = context;
    const struct why_sections *sections = &blend->walk->sections;
    for (size_t i = 0; i < sections->n; i++)
        if (strcmp(sections->items[i].file, blend->file) == 0 &&
            strcmp(sections->items[i].name, section) == 0)
            return i < blend->walk->n_applied || !sections->items[i].moves_figures;
    return false;
}

/* What the new settings name beside the old ones, put there: nothing is missed then. */
static bool bring_files(const struct walk *walk, const struct kept_files *files)
{
    struct why *why = walk->why;
    const char *to = path_folder(why->arena, walk->old->kept.run_ini);
    const char *from = path_folder(why->arena, walk->new->kept.run_ini);
    bool ok = true;
    for (size_t i = 0; ok && i < files->n; i++) {
        const char *path = path_from_text(why->arena, files->items[i].recorded->path);
        const char *place = path_join(why->arena, to, path);
        char *real = *path == '/' ? NULL : realpath(path_join(why->arena, from, path), NULL);
        if (real && !folder_occupied(place))
            ok = folder_make(path_folder(why->arena, place), why->errors) &&
                 (symlink(real, place) == 0 ||
                  errors_add_errno(why->errors, place, "kan niet worden gemaakt"));
        free(real);
    }
    return ok;
}

/* The old side's own copies of its settings, with what the walk has applied. */
static bool blend_files(const struct walk *walk, const char *originals)
{
    struct why *why = walk->why;
    bool ok = true;
    for (size_t i = 0; ok && i < walk->sections.n; i++) {
        const char *file = walk->sections.items[i].file;
        bool first = i == 0 || strcmp(walk->sections.items[i - 1].file, file) != 0;
        const char *place = path_join(why->arena, path_folder(why->arena, walk->old->kept.run_ini),
                                      path_from_text(why->arena, file));
        const char *original = path_join(why->arena, originals, path_from_text(why->arena, file));
        bool is_ini = strcmp(file, walk->old->kept.manifest.run_ini) == 0;
        const char *after = is_ini ? walk->new->plan.path : path_of(walk->new, file);
        struct blend blend = {walk, file};
        if (first)
            ok = folder_remove(place, why->errors) &&
                 why_blend(why, folder_occupied(original) ? original : NULL, after, place,
                           section_is_new, &blend);
    }
    return ok;
}

/* Reads the new lines by these settings. *done is false when that cannot be: they do not go
 * together yet. */
static bool run_blend(struct walk *walk, struct why_sums *sums, bool *done)
{
    struct why *why = walk->why;
    size_t n_before = why->errors->n;
    const char *path = walk->old->kept.run_ini;
    *done = plan_read(path, why->arena, why->errors, &walk->plan);
    if (*done) {
        why_take_files(&walk->plan, &walk->new->plan);
        *done = why_ledger(why, &walk->plan, &walk->ledger, sums);
    }
    walk->ran = *done;
    why_forget_errors(why, n_before);
    return true;
}

static bool copy_originals(const struct walk *walk, const char *originals)
{
    struct why *why = walk->why;
    const struct manifest_files *files = &walk->old->kept.manifest.settings;
    bool ok = true;
    for (size_t i = 0; ok && i < files->n; i++) {
        const char *path = path_from_text(why->arena, files->items[i].path);
        const char *to = path_join(why->arena, originals, path);
        ok = folder_make(path_folder(why->arena, to), why->errors) &&
             file_copy(walk->old->plan.settings_files[i], to, 0600, why->errors);
    }
    return ok;
}

/* ---- the walk ---- */

static void take(struct walk *walk, struct why_sums *next)
{
    free(walk->sums->items);
    *walk->sums = *next;
    *next = (struct why_sums){0};
}

/* Sections whose steps could not be told apart are one cause together. */
static const char *title_from(const struct walk *walk, size_t first, size_t last)
{
    const char *title = "";
    for (size_t i = first; i <= last; i++)
        if (walk->sections.items[i].moves_figures)
            title = arena_printf(walk->why->arena, "%s%s%s", title, *title ? " + " : "",
                                 walk->sections.items[i].title);
    return title;
}

static bool is_last_step(const struct walk *walk, size_t section)
{
    for (size_t i = section + 1; i < walk->sections.n; i++)
        if (walk->sections.items[i].moves_figures)
            return false;
    return !walk->mapping_differs;
}

static bool walk_sections(struct walk *walk, const struct why_sums *end, const char *originals)
{
    struct why *why = walk->why;
    bool ok = true;
    for (size_t i = 0, first = 0; ok && i < walk->sections.n; i++) {
        struct why_sums next = {0};
        bool done = true, last = is_last_step(walk, i);
        walk->n_applied = i + 1;
        if (!walk->sections.items[i].moves_figures)
            continue;
        if (!last)
            ok = blend_files(walk, originals) && run_blend(walk, &next, &done);
        if (!ok || !done) {
            free(next.items);
            continue; /* with the next one */
        }
        ok = why_difference(why, WHY_SETTING, title_from(walk, first, i), walk->sums,
                            last ? end : &next);
        first = i + 1;
        if (!last)
            take(walk, &next);
        free(next.items);
    }
    return ok;
}

/* The last step, from the old mapping to the new one. */
static bool walk_mapping(struct walk *walk, bool lines_differ, const char *originals)
{
    struct why *why = walk->why;
    struct why_sums unimportant = {0};
    bool moved = false, done = true, ok = true;
    for (size_t i = 0; i < walk->sections.n; i++)
        moved |= walk->sections.items[i].moves_figures;
    walk->n_applied = walk->sections.n;
    bool published = !lines_differ && !moved;
    if (!published && !walk->ran)
        ok = blend_files(walk, originals) && run_blend(walk, &unimportant, &done);
    free(unimportant.items);
    if (!ok || !done)
        return ok;
    struct why_keys *then = published
                                ? why_keys_published(why, walk->old->kept.folder, &walk->old->plan)
                                : why_keys_of(why, walk->ledger, &walk->plan);
    struct why_keys *now = why_keys_published(why, walk->new->kept.folder, &walk->new->plan);
    ok = why_mapping(why, then, now);
    why_keys_free(then);
    why_keys_free(now);
    return ok;
}

bool why_settings(struct why *why, const struct why_side *old, const struct why_side *new,
                  struct why_sums *sums, const struct why_sums *end, bool lines_differ)
{
    struct walk walk = {.why = why, .old = old, .new = new, .sums = sums};
    const char *originals = path_join(why->arena, old->kept.temporary, "toen/map/map/map/map/map");
    return compare_files(&walk) && (walk.sections.n == 0 || copy_originals(&walk, originals)) &&
           bring_files(&walk, &new->kept.settings) && bring_files(&walk, &new->kept.inputs) &&
           walk_sections(&walk, end, originals) &&
           (!walk.mapping_differs || walk_mapping(&walk, lines_differ, originals));
}
