#include "pipeline/publishing/edited.h"

#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/publishing/filled.h"
#include "pipeline/publishing/published.h"

#include <string.h>

struct looking {
    const struct publication *publication;
    const struct plan *plan;
    struct manifest manifest;
    struct arena *arena;
    struct errors *errors;
};

static bool is_as_published(const struct looking *looking, const char *name)
{
    struct errors unimportant = {0};
    struct manifest_file now;
    const struct manifest_file *then = manifest_find(&looking->manifest.outputs, name);
    bool same = !then ||
                !manifest_hash_file(looking->publication->target, name, looking->arena,
                                    &unimportant, &now) ||
                strcmp(then->sha256, now.sha256) == 0;
    errors_release(&unimportant);
    return same;
}

static bool read_one(const struct looking *looking, const char *name, struct errors *errors,
                     struct filled *filled)
{
    return filled_read(path_join(looking->arena, looking->publication->target, name),
                       looking->plan->unit_euros, looking->arena, errors, filled);
}

/* The toelichtingen of the run hold this text, or this I or S where there is no text. */
static bool stored(const struct looking *looking, const struct filled_row *row)
{
    const struct mapping *mapping = &looking->plan->mapping;
    for (size_t i = 0; i < mapping->n_toelichtingen; i++) {
        const struct toelichting *of = &mapping->toelichtingen[i];
        const char *code = mapping->pakketten[of->pakket].code;
        if (strcmp(filled_name(looking->arena, code), row->pakket) == 0 &&
            strcmp(filled_name(looking->arena, of->post), row->post) == 0 &&
            strcmp(of->text, row->text) == 0 && (!*row->is || strcmp(of->is, row->is) == 0))
            return true;
    }
    return false;
}

static bool is_kept(const struct looking *looking, const struct filled *base,
                    const struct filled_row *row)
{
    const struct filled_row *was = base ? filled_find(base, row->pakket, row->post) : NULL;
    if (!*row->text && (!*row->is || !base))
        return true;
    return (was && strcmp(was->text, row->text) == 0 && strcmp(was->is, row->is) == 0) ||
           stored(looking, row);
}

static bool look_at(const struct looking *looking, const char *name, const struct filled *base)
{
    struct text_list lost = {.arena = looking->arena};
    const char *path = path_join(looking->arena, looking->publication->target, name);
    struct filled filled;
    if (!read_one(looking, name, looking->errors, &filled))
        return false;
    for (size_t i = 0; i < filled.n_rows; i++)
        if (!is_kept(looking, base, &filled.rows[i]))
            list_add(&lost, "%s %s (%s)", filled.rows[i].pakket, filled.rows[i].post,
                     filled.rows[i].place);
    const char *names = list_text(&lost, "");
    if (!*names)
        return true;
    const char *store = looking->plan->mapping.toelichtingen_path;
    return errors_add(looking->errors, ERROR_SETTINGS, path,
                      "is ingevuld sinds het gepubliceerd is, en dit staat nog niet in %s: %s; "
                      "bewaar het eerst: pnc toelichtingen %s %s --output %s",
                      store ? store : "[mappings] toelichtingen", names, looking->plan->path, path,
                      looking->publication->output);
}

bool edited_is_kept(const struct publication *publication, const struct plan *plan,
                    struct arena *arena, struct errors *errors, const char **edited)
{
    struct looking looking = {
        .publication = publication, .plan = plan, .arena = arena, .errors = errors};
    struct errors unimportant = {0};
    const char *const names[] = {PUBLISHED_AFWIJKINGEN, arena_printf(arena, "%s.xlsx", plan->name)};
    struct filled base;
    bool ok = true, same[2] = {true, true};
    *edited = "";
    if (plan->has_afwijkingen &&
        manifest_read(publication->target, arena, &unimportant, &looking.manifest))
        for (size_t i = 0; i < 2; i++)
            same[i] = is_as_published(&looking, names[i]);
    for (size_t i = 0; i < 2; i++) {
        if (same[i])
            continue;
        bool has_base = same[1 - i] && read_one(&looking, names[1 - i], &unimportant, &base);
        ok &= look_at(&looking, names[i], has_base ? &base : NULL);
        *edited = arena_printf(arena, "%s%s%s", *edited, **edited ? ", " : "", names[i]);
    }
    errors_release(&unimportant);
    return ok;
}
