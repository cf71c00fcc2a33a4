#include "pipeline/publishing/edited.h"

#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"
#include "pipeline/publishing/filled.h"
#include "pipeline/publishing/published.h"
#include "pipeline/publishing/toelichtingen/merge.h"

#include <stdlib.h>
#include <string.h>

struct looking {
    const struct publication *publication;
    const struct plan *plan;
    struct manifest manifest;
    struct arena *arena;
    struct errors *errors;
    const char *paths[2]; /* of the files that hold something that is not kept */
    size_t n_paths;
    struct text_list lost; /* "A Bruggen (afwijkingen.csv, regel 3)" */
};

static bool is_as_published(const struct looking *looking, const char *name)
{
    struct manifest_file now;
    const struct manifest_file *then = manifest_find(&looking->manifest.outputs, name);
    return !then ||
           !manifest_hash_file(looking->publication->target, name, looking->arena, ERRORS_UNHEARD,
                               &now) ||
           strcmp(then->sha256, now.sha256) == 0;
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
    bool rest;
    size_t post = filled_post(mapping, row, looking->arena, &rest);
    const char *name = post != MAPPING_NONE ? mapping->posten[post].name : row->post;
    for (size_t i = 0; i < mapping->n_toelichtingen; i++) {
        const struct toelichting *of = &mapping->toelichtingen[i];
        const char *code = mapping->pakketten[of->pakket].code;
        if (strcmp(filled_name(looking->arena, code), row->pakket) == 0 &&
            strcmp(filled_name(looking->arena, of->post), filled_name(looking->arena, name)) == 0 &&
            strcmp(of->text, row->text) == 0 && (!*row->is || strcmp(of->is, row->is) == 0) &&
            (!*row->agreed || strcmp(of->agreed, row->agreed) == 0))
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
    return (was && strcmp(was->text, row->text) == 0 && strcmp(was->is, row->is) == 0 &&
            strcmp(was->agreed, row->agreed) == 0) ||
           stored(looking, row);
}

static bool look_at(struct looking *looking, const char *name, const struct filled *base)
{
    struct filled filled;
    size_t n_before = looking->lost.n;
    if (!read_one(looking, name, looking->errors, &filled))
        return false;
    for (size_t i = 0; i < filled.n_rows; i++)
        if (!is_kept(looking, base, &filled.rows[i]))
            list_add(&looking->lost, "%s %s (%s, %s)", filled.rows[i].pakket, filled.rows[i].post,
                     name, filled.rows[i].place);
    if (looking->lost.n > n_before)
        looking->paths[looking->n_paths++] = filled.path;
    return true;
}

static bool not_kept(const struct looking *looking, const char *reason)
{
    const struct plan *plan = looking->plan;
    const char *store = plan->mapping.toelichtingen_path, *files = "";
    for (size_t i = 0; i < looking->n_paths; i++)
        files = arena_printf(looking->arena, "%s %s", files, looking->paths[i]);
    return errors_add(looking->errors, ERROR_SETTINGS, looking->publication->target,
                      "is ingevuld sinds het gepubliceerd is, en dit staat nog niet in %s: %s; %s; "
                      "bewaar het eerst: pnc toelichtingen %s%s --output %s",
                      store ? store : "[mappings] toelichtingen", list_text(&looking->lost, ""),
                      reason, plan->path, files, looking->publication->output);
}

/* Into the store, when nothing contradicts. */
static bool take(struct looking *looking, struct edited *edited)
{
    char *told = NULL;
    size_t n_told = 0;
    struct merge merge = {.plan = looking->plan, .arena = looking->arena};
    if (!looking->plan->mapping.toelichtingen_path)
        return not_kept(looking, "er is geen bestand voor");
    merge.out = open_memstream(&told, &n_told);
    if (!merge.out)
        mem_exhausted();
    bool ok = merge_files(&merge, looking->publication->output, looking->paths, looking->n_paths,
                          looking->errors);
    if (fclose(merge.out) != 0)
        mem_exhausted();
    edited->told = arena_copy(looking->arena, told, n_told);
    free(told);
    if (!ok)
        return false;
    if (merge_contradictions(&merge) > 0 || merge_taken(&merge) == 0)
        return not_kept(looking, "dat spreekt tegen wat er al staat");
    return store_write(&merge.store, looking->errors);
}

bool edited_take(const struct publication *publication, const struct plan *plan,
                 struct arena *arena, struct errors *errors, struct edited *edited)
{
    struct looking looking = {.publication = publication,
                              .plan = plan,
                              .arena = arena,
                              .errors = errors,
                              .lost = {.arena = arena}};
    const char *const names[] = {PUBLISHED_AFWIJKINGEN, arena_printf(arena, "%s.xlsx", plan->name)};
    struct text_list files = {.arena = arena};
    struct filled base;
    bool ok = true, same[2] = {true, true};
    const char *document = published_document(plan, arena);
    *edited = (struct edited){"", "", ""};
    if (manifest_read(publication->target, arena, ERRORS_UNHEARD, &looking.manifest)) {
        for (size_t i = 0; plan->has_afwijkingen && i < 2; i++)
            same[i] = is_as_published(&looking, names[i]);
        edited->document = is_as_published(&looking, document) ? "" : document;
    }
    for (size_t i = 0; i < 2; i++) {
        if (same[i])
            continue;
        bool has_base = same[1 - i] && read_one(&looking, names[1 - i], ERRORS_UNHEARD, &base);
        ok &= look_at(&looking, names[i], has_base ? &base : NULL);
        list_add(&files, "%s", names[i]);
    }
    edited->files = list_text(&files, "");
    return ok && (looking.n_paths == 0 || take(&looking, edited));
}
