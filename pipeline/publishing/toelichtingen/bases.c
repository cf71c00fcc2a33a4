#include "pipeline/publishing/toelichtingen/bases.h"

#include "pipeline/base/folder.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/manifest.h"
#include "pipeline/publishing/published.h"
#include "pipeline/settings/run_name.h"

#include <string.h>

/* The CSV of a published folder, or, where somebody wrote in that, its workbook. */
static bool read_published(const char *folder, int64_t unit_euros, struct arena *arena,
                           struct errors *errors, struct filled *filled)
{
    struct manifest manifest;
    if (!manifest_read(folder, arena, errors, &manifest))
        return false;
    const char *const names[] = {PUBLISHED_AFWIJKINGEN,
                                 arena_printf(arena, "%s.xlsx", manifest.run)};
    for (size_t i = 0; i < 2; i++) {
        struct manifest_file now;
        const struct manifest_file *then = manifest_find(&manifest.outputs, names[i]);
        if (then && manifest_hash_file(folder, names[i], arena, errors, &now) &&
            strcmp(then->sha256, now.sha256) == 0)
            return filled_read(path_join(arena, folder, names[i]), unit_euros, arena, errors,
                               filled);
    }
    return false;
}

static void add(struct bases *bases, const char *folder, int64_t unit_euros, struct arena *arena,
                bool now)
{
    struct filled filled;
    bool held = held_take(folder, HELD_WHOLE, NULL, ERRORS_UNHEARD);
    bool there = read_published(folder, unit_euros, arena, ERRORS_UNHEARD, &filled);
    if (held)
        held_drop(folder);
    if (!there)
        return;
    *arena_add(arena, bases->items, bases->n) = filled;
    if (now) {
        struct filled *copy = arena_alloc(arena, sizeof *copy);
        *copy = filled;
        bases->now = copy;
    }
}

void bases_read(const char *output, const char *name, int64_t unit_euros, struct arena *arena,
                struct bases *bases)
{
    struct folder_files names = {0};
    *bases = (struct bases){0};
    add(bases, path_join(arena, output, name), unit_euros, arena, true);
    const char *archive = arena_printf(arena, "%s/" RUN_ARCHIVE "/%s", output, name);
    if (folder_exists(archive) && folder_names(archive, arena, ERRORS_UNHEARD, &names))
        for (size_t i = 0; i < names.n; i++)
            add(bases, path_join(arena, archive, names.paths[i]), unit_euros, arena, false);
    bases->nearest = arena_alloc(arena, bases->n * sizeof *bases->nearest);
}

static bool same_figures(const struct filled_row *a, const struct filled_row *b)
{
    return a->lasten == b->lasten && a->baten == b->baten;
}

/* The row as it was published: it says so itself, or it is the same still. */
static bool same_texts(const struct filled_row *was, const struct filled_row *row,
                       struct arena *arena)
{
    if (*row->print)
        return strcmp(filled_print(was->is, was->text, arena), row->print) == 0;
    return strcmp(was->is, row->is) == 0 && strcmp(was->text, row->text) == 0;
}

/* Figures weigh most: an adviser writes texts, not those. */
static size_t score(const struct filled *base, const struct filled *filled, struct arena *arena)
{
    size_t n = 0;
    for (size_t i = 0; i < filled->n_rows; i++) {
        const struct filled_row *row = &filled->rows[i];
        const struct filled_row *was = filled_find(base, row->pakket, row->post);
        if (was)
            n += (same_figures(was, row) ? 1000 : 0) + (same_texts(was, row, arena) ? 1 : 0);
    }
    return n;
}

void bases_match(struct bases *bases, const struct filled *filled, struct arena *arena)
{
    size_t best = 0;
    size_t *scores = arena_alloc(arena, bases->n * sizeof *scores);
    for (size_t i = 0; i < bases->n; i++) {
        scores[i] = score(&bases->items[i], filled, arena);
        best = scores[i] > best ? scores[i] : best;
    }
    bases->n_nearest = 0;
    for (size_t i = 0; best > 0 && i < bases->n; i++)
        if (scores[i] == best)
            bases->nearest[bases->n_nearest++] = i;
}
