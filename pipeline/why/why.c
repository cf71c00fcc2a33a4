#include "pipeline/why/why.h"

#include <string.h>

/* ---- the two sides ---- */

/* Beside a run at work all is put where that writes: the next run clears what a killed one left;
 * and it is taken from nowhere else: files of another folder can be cleared away while it works. */
static bool open_side(struct why *why, struct why_side *side, const struct why_side *other)
{
    const char *above = other->ledger ? other->kept.folder : NULL;
    const char *place = other->ledger ? other->kept.run_ini : NULL;
    return side->ledger ||
           (kept_open(side->kept.folder, place, above, why->arena, why->errors, &side->kept) &&
            plan_read(side->kept.run_ini, why->arena, why->errors, &side->plan));
}

static bool inputs_differ(const struct manifest *old, const struct manifest *new)
{
    if (old->n_sources != new->n_sources)
        return true;
    for (size_t s = 0; s < old->n_sources; s++) {
        const struct manifest_files *a = &old->sources[s].files, *b = &new->sources[s].files;
        if (strcmp(old->sources[s].name, new->sources[s].name) != 0 || a->n != b->n)
            return true;
        for (size_t f = 0; f < a->n; f++)
            if (strcmp(a->items[f].sha256, b->items[f].sha256) != 0 ||
                strcmp(a->items[f].path, b->items[f].path) != 0)
                return true;
    }
    return false;
}

/* ---- the way from the one to the other ---- */

/* "een andere versie van pnc: 1.0.0 (3f9c…) → 1.1.0 (77ab…)" */
static const char *program_title(const struct why *why, const struct manifest *old,
                                 const struct manifest *new)
{
    struct arena *arena = why->arena;
    const char *before = arena_printf(arena, "%s (%.8s…)", old->version, old->program);
    const char *after = arena_printf(arena, "%s (%.8s…)", new->version, new->program);
    return arena_printf(arena, "een andere versie van pnc: %s", why_arrow(why, before, after));
}

/* What is not told yet: of a program that is another one, or of what could not be told apart. */
static bool tell_rest(struct why *why, const char *program, const struct why_sums *end)
{
    struct why_sums told = {0};
    bool ok = true;
    for (size_t f = 0; ok && f < why->n_figures; f++)
        ok = why_add(why, &told, f, why->figures[f].old);
    for (size_t c = 0; ok && c < why->n_causes; c++)
        for (size_t p = 0; ok && p < why->causes[c].n_parts; p++)
            ok = why_add(why, &told, why->causes[c].parts[p].figure, why->causes[c].parts[p].money);
    return ok && why_difference(why, program ? WHY_PROGRAM : WHY_MIXED,
                                program ? program : "regels en instellingen samen", &told, end);
}

/* From what the older program published to what this one makes of the same. */
static bool recompute(struct why *why, const struct why_side *old, const char *program,
                      struct why_sums *sums)
{
    struct why_sums now = {0};
    struct ledger *ledger;
    bool ok = why_ledger(why, &old->plan, &ledger, &now) &&
              why_difference(why, WHY_PROGRAM, program, sums, &now);
    *sums = now;
    return ok;
}

static bool walk(struct why *why, const struct why_side *old, const struct why_side *new,
                 const struct why_sums *end)
{
    const struct manifest *before = &old->kept.manifest, *after = &new->kept.manifest;
    const bool old_program = strcmp(before->program, manifest_program) != 0;
    const bool new_program = strcmp(after->program, manifest_program) != 0;
    const bool lines = inputs_differ(before, after);
    const char *program = old_program || new_program ? program_title(why, before, after) : NULL;
    struct why_sums sums = {0};
    bool mixed = false, ok = true;
    for (size_t f = 0; ok && f < why->n_figures; f++)
        ok = why_add(why, &sums, f, why->figures[f].old);
    if (ok && old_program && why->n_figures > 0)
        ok = recompute(why, old, program, &sums);
    if (strcmp(before->program, after->program) != 0)
        why_word(why, (struct why_word){.file = "", .what = program, .moves_figures = true});
    if (ok && lines && why->n_figures > 0)
        ok = why_lines(why, old, new, &sums, &mixed);
    if (ok && !mixed)
        ok = why_settings(why, old, new, &sums, end, lines);
    return ok && tell_rest(why, program, end);
}

/* As it was asked for: what the older one has less, the newer one has more. */
static void turn_around(struct why *why)
{
    for (size_t f = 0; f < why->n_figures; f++) {
        struct money old = why->figures[f].old;
        why->figures[f].old = why->figures[f].new;
        why->figures[f].new = old;
    }
    for (size_t c = 0; c < why->n_causes; c++)
        for (size_t p = 0; p < why->causes[c].n_parts; p++)
            why->causes[c].parts[p].money.cents *= -1;
}

/* ---- what is found ---- */

static bool find_figures(struct why *why, const struct why_side *old, const struct why_side *new,
                         struct why_sums *end)
{
    struct why_sums start = {0};
    bool ok = why_published(why, old, &start) && why_published(why, new, end);
    for (size_t f = 0; f < why->n_figures; f++) {
        why->figures[f].old.cents = why_sum(&start, f);
        why->figures[f].new.cents = why_sum(end, f);
    }
    return ok;
}

/* The files of one list that are others, by name. */
static void tell_files(struct why *why, const char *what, const struct manifest_files *old,
                       const struct manifest_files *new)
{
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < (side ? new : old)->n; i++) {
            const struct manifest_file *file = &(side ? new : old)->items[i];
            const struct manifest_file *other = manifest_find(side ? old : new, file->path);
            if (other && (side || strcmp(other->sha256, file->sha256) == 0))
                continue;
            const char *is = other ? "gewijzigd" : why_came(why, side == 1, "nieuw", "vervallen");
            why_word(why, (struct why_word){
                              .file = file->path,
                              .what = arena_printf(why->arena, "%s%s %s", what, file->path, is),
                              .moves_figures = true});
        }
}

/* When causes are not to be found, what the manifests say. */
static void tell_manifests(struct why *why, const struct why_side *old, const struct why_side *new)
{
    struct manifest before = {0}, after = new->kept.manifest;
    static const struct manifest_files none;
    if (!manifest_read(old->kept.folder, why->arena, why->errors, &before) ||
        (!new->ledger && !manifest_read(new->kept.folder, why->arena, why->errors, &after)))
        return;
    tell_files(why, "", &before.settings, &after.settings);
    for (size_t s = 0; s < before.n_sources || s < after.n_sources; s++)
        tell_files(why, "invoer: ", s < before.n_sources ? &before.sources[s].files : &none,
                   s < after.n_sources ? &after.sources[s].files : &none);
}

/* Its inputs are there, but no room to put them together. */
static bool has_no_room(const struct why_side *side)
{
    return side->kept.was_whole && !side->kept.temporary;
}

/* What keeps causes from being found is no error of who asks: the figures stay. But the answer may
 * not depend on a disk that is full, and nothing that a run would publish on any error of the
 * machine: false after those. */
static bool find_causes(struct why *why, struct why_side *old, struct why_side *new,
                        const struct why_sums *end)
{
    struct errors own = {0}, *asker = why->errors;
    why->errors = &own;
    if (!open_side(why, old, new) || !open_side(why, new, old) || !walk(why, old, new, end)) {
        const struct error *first = own.n ? &own.items[0] : NULL;
        why->untold = arena_printf(why->arena, "Waarom de saldi bewogen is niet te zeggen: %s%s%s.",
                                   first ? first->where : "", first && *first->where ? ": " : "",
                                   first ? first->message : "");
        why->n_causes = why->n_words = why->n_notes = 0;
        tell_manifests(why, old, new);
    }
    why->errors = asker;
    const bool ok = errors_worst(&own) != ERROR_MACHINE ||
                    !(why->discreet || has_no_room(old) || has_no_room(new));
    if (!ok)
        errors_add(asker, ERROR_MACHINE, "", "%s", why->untold);
    errors_release(&own);
    return ok;
}

static bool find(struct why *why, struct why_side *old, struct why_side *new)
{
    struct why_sums end = {0};
    bool ok = find_figures(why, old, new, &end);
    /* of a run without saldi: what differs in the settings */
    ok = ok && find_causes(why, old, new, &end);
    if (why->reversed)
        turn_around(why);
    ok &= kept_close(&old->kept, why->errors);
    return kept_close(&new->kept, why->errors) && ok;
}

bool why_find(const struct line_chain *chain, const char *old_folder, const char *new_folder,
              struct arena *arena, struct errors *errors, struct why *why)
{
    *why = (struct why){.chain = chain, .arena = arena, .errors = errors, .untold = ""};
    struct timespec first, second;
    why->reversed = manifest_time(old_folder, arena, &first) &&
                    manifest_time(new_folder, arena, &second) && manifest_is_later(first, second);
    struct why_side old = {.kept.folder = why->reversed ? new_folder : old_folder};
    struct why_side new = {.kept.folder = why->reversed ? old_folder : new_folder};
    return find(why, &old, &new);
}

bool why_find_at_work(const struct line_chain *chain, const char *old_folder,
                      const struct why_side *new, struct arena *arena, struct errors *errors,
                      struct why *why)
{
    struct why_side old = {.kept.folder = old_folder}, own = *new;
    *why = (struct why){
        .chain = chain, .arena = arena, .errors = errors, .untold = "", .discreet = true};
    return find(why, &old, &own);
}

void why_release(struct why *why)
{
    memo_release(&why->figure_keys);
}
