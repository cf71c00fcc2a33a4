/* The settings that differ, over the new lines: key after key of the INI and the profiles, each a
 * reading of its own where a saldo can follow from it; the mapping last, key by key. */
#include "pipeline/why/why.h"

#include "pipeline/base/array.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/publishing/published.h"
#include "pipeline/reading/ledger.h"

#include <stdlib.h>
#include <string.h>

struct walk {
    struct why *why;
    const struct why_side *old, *new;
    size_t n_applied; /* of the words that differ, as far as the walk has come */
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
    const size_t i = array_index(files->items, files->n, path, recorded);
    return i < files->n && i < side->plan.n_settings_files ? side->plan.settings_files[i] : NULL;
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

/* One file that differs, or is there on one side only: a bronprofiel then comes or goes with the
 * bron that names it, which is told key by key. */
static void compare_file(struct walk *walk, const char *recorded)
{
    struct why *why = walk->why;
    const char *before = path_of(walk->old, recorded), *after = path_of(walk->new, recorded);
    const struct mapping *then = &walk->old->plan.mapping, *now = &walk->new->plan.mapping;
    if (is_path(before, walk->old->plan.path) || is_path(after, walk->new->plan.path)) {
        why_words(why, recorded, false, walk->old->plan.path, walk->new->plan.path);
        return;
    }
    if (is_profile(&walk->old->plan, before) && is_profile(&walk->new->plan, after)) {
        why_words(why, recorded, true, before, after);
        return;
    }
    bool maps = is_path(before, then->posten_path) || is_path(before, then->pakketten_path) ||
                is_path(after, now->posten_path) || is_path(after, now->pakketten_path);
    walk->mapping_differs |= maps;
    const char *is = before && after ? "gewijzigd" : why_came(why, !before, "nieuw", "vervallen");
    bool texts =
        is_path(before, then->toelichtingen_path) || is_path(after, now->toelichtingen_path);
    why_word(why, (struct why_word){.file = recorded,
                                    .what = arena_printf(why->arena, "%s%s %s",
                                                         texts ? "tekst: " : "", recorded, is),
                                    .moves_figures = maps});
}

static void compare_files(struct walk *walk)
{
    const struct manifest_files *old = &walk->old->kept.manifest.settings;
    const struct manifest_files *new = &walk->new->kept.manifest.settings;
    for (size_t i = 0; i < old->n; i++)
        if (!is_same(walk->old, walk->new, old->items[i].path))
            compare_file(walk, old->items[i].path);
    for (size_t i = 0; i < new->n; i++)
        if (!manifest_find(old, new->items[i].path))
            compare_file(walk, new->items[i].path);
}

/* What other runs said then ([vergelijk]): no saldo follows from it. */
static void compare_others(const struct walk *walk)
{
    const struct manifest_others *old = &walk->old->kept.manifest.others;
    const struct manifest_others *new = &walk->new->kept.manifest.others;
    for (size_t i = 0; i < old->n; i++)
        for (size_t k = 0; k < new->n; k++)
            if (strcmp(old->items[i].run, new->items[k].run) == 0 &&
                strcmp(old->items[i].sha256, new->items[k].sha256) != 0)
                why_word(walk->why,
                         (struct why_word){.file = "",
                                           .what = arena_printf(walk->why->arena,
                                                                "de run %s, waarmee deze zich "
                                                                "vergelijkt, zegt iets anders",
                                                                old->items[i].run)});
}

/* ---- settings that are partly the old ones and partly the new ones ---- */

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
                 (held_symlink(real, place) == 0 ||
                  errors_add_errno(why->errors, place, "kan niet worden gemaakt"));
        free(real);
    }
    return ok;
}

/* The old side's own copies of its settings, with what the walk has applied. */
static bool blend_files(const struct walk *walk)
{
    struct why *why = walk->why;
    const struct kept *old = &walk->old->kept;
    const char *folder = path_folder(why->arena, old->run_ini);
    bool ok = true;
    for (size_t i = 0; ok && i < why->n_words; i++) {
        const char *file = why->words[i].file, *original = NULL;
        const char *place = path_join(why->arena, folder, path_from_text(why->arena, file));
        const char *after = strcmp(file, old->manifest.run_ini) == 0 ? walk->new->plan.path
                                                                     : path_of(walk->new, file);
        if (!why->words[i].section || (i > 0 && strcmp(why->words[i - 1].file, file) == 0))
            continue;
        for (size_t k = 0; k < old->settings.n; k++)
            if (strcmp(old->settings.items[k].recorded->path, file) == 0)
                original = old->settings.items[k].from;
        ok = folder_remove(place, why->errors) &&
             why_blend(why, file, walk->n_applied, original, after, place);
    }
    return ok;
}

/* Reads the new lines by these settings. False when that cannot be: they do not go together yet. */
static bool run_blend(struct walk *walk, struct why_sums *sums)
{
    struct why *why = walk->why;
    size_t n_before = why->errors->n;
    walk->ran = plan_read(walk->old->kept.run_ini, why->arena, why->errors, &walk->plan);
    if (walk->ran) {
        why_take_files(why->arena, &walk->plan, &walk->new->plan);
        walk->ran = why_ledger(why, &walk->plan, &walk->ledger, sums);
    }
    why_forget_errors(why, n_before);
    return walk->ran;
}

/* ---- the walk ---- */

#define MOST_READINGS 12 /* what differs in more settings is told together */

static bool is_step(const struct why_word *word)
{
    return word->moves_figures && word->section;
}

/* Words whose steps could not be told apart are one cause together. */
static const char *title_from(const struct walk *walk, size_t first, size_t last)
{
    struct text_list title = {.arena = walk->why->arena, .between = " + "};
    for (size_t i = first; i <= last; i++)
        if (is_step(&walk->why->words[i]))
            list_add(&title, "%s", why_word_text(walk->why, &walk->why->words[i]));
    return list_text(&title, "");
}

static bool is_last_step(const struct walk *walk, size_t word)
{
    for (size_t i = word + 1; i < walk->why->n_words; i++)
        if (is_step(&walk->why->words[i]))
            return false;
    return !walk->mapping_differs;
}

static bool walk_words(struct walk *walk, const struct why_sums *end)
{
    struct why *why = walk->why;
    bool ok = true;
    for (size_t i = 0, first = 0, n_read = 0; ok && i < why->n_words; i++) {
        bool done = true, last = is_last_step(walk, i);
        struct why_sums next = last ? *end : (struct why_sums){0};
        walk->n_applied = i + 1;
        if (!is_step(&why->words[i]) || (!last && n_read == MOST_READINGS && i + 1 < why->n_words))
            continue;
        if (!last) {
            ok = blend_files(walk);
            done = ok && run_blend(walk, &next);
            n_read += done;
        }
        if (!ok || !done)
            continue; /* with the next one */
        const size_t n_causes = why->n_causes;
        ok = why_difference(why, WHY_SETTING, title_from(walk, first, i), walk->sums, &next);
        for (size_t w = first; w <= i; w++)
            why->words[w].moved_none = why->n_causes == n_causes;
        first = i + 1;
        *walk->sums = next;
    }
    return ok;
}

static struct sleutels_from rows_of(struct why *why, const struct why_side *side)
{
    return (struct sleutels_from){side->ledger,
                                  path_join(why->arena, side->kept.folder, PUBLISHED_SLEUTELS)};
}

/* The last step, from the old mapping to the new one. */
static bool walk_mapping(struct walk *walk, bool lines_differ)
{
    struct why *why = walk->why;
    struct why_sums unimportant = {0};
    bool published = !lines_differ;
    for (size_t i = 0; i < why->n_words; i++)
        published &= !is_step(&why->words[i]);
    walk->n_applied = why->n_words;
    if (!published && !walk->ran && !blend_files(walk))
        return false;
    if (!published && !walk->ran && !run_blend(walk, &unimportant))
        return true;
    const struct sleutels_from from[] = {[KEYS_THEN] =
                                             published ? rows_of(why, walk->old)
                                                       : (struct sleutels_from){walk->ledger, NULL},
                                         [KEYS_NOW] = rows_of(why, walk->new)};
    const struct plan *const plans[] = {
        [KEYS_THEN] = published ? &walk->old->plan : &walk->plan, [KEYS_NOW] = &walk->new->plan};
    return why_mapping(why, from, plans);
}

bool why_settings(struct why *why, const struct why_side *old, const struct why_side *new,
                  struct why_sums *sums, const struct why_sums *end, bool lines_differ)
{
    struct walk walk = {.why = why, .old = old, .new = new, .sums = sums};
    compare_files(&walk);
    compare_others(&walk);
    if (why->n_figures == 0)
        return true; /* a run of indicators */
    return bring_files(&walk, &new->kept.settings) && bring_files(&walk, &new->kept.inputs) &&
           walk_words(&walk, end) && (!walk.mapping_differs || walk_mapping(&walk, lines_differ));
}
