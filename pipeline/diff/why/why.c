#include "pipeline/diff/why/why.h"

#include "pipeline/base/path.h"
#include "pipeline/publishing/published.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- the two sides ---- */

static bool open_side(struct why *why, const char *folder, struct why_side *side)
{
    return kept_open(folder, NULL, why->arena, why->errors, &side->kept) &&
           plan_read(side->kept.run_ini, why->arena, why->errors, &side->plan);
}

/* True when `a` was published after `b`. */
static bool is_newer(struct why *why, const char *a, const char *b)
{
    struct stat one = {0}, other = {0};
    if (stat(path_join(why->arena, a, MANIFEST_NAME), &one) != 0 ||
        stat(path_join(why->arena, b, MANIFEST_NAME), &other) != 0)
        return false;
    if (one.st_mtim.tv_sec != other.st_mtim.tv_sec)
        return one.st_mtim.tv_sec > other.st_mtim.tv_sec;
    return one.st_mtim.tv_nsec > other.st_mtim.tv_nsec;
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

/* What the program itself changed: from what was published to what this one makes of it. */
static bool recompute(struct why *why, const struct why_side *side, struct why_sums *sums)
{
    struct ledger *ledger;
    struct plan plan = side->plan;
    return why_ledger(why, &plan, &ledger, sums);
}

static void note_program(struct why *why, const struct manifest *old, const struct manifest *new)
{
    if (strcmp(old->program, new->program) != 0)
        why_note(why, arena_printf(why->arena,
                                   "Het programma is een ander (pnc %s, %.12s… → pnc %s, %.12s…).",
                                   old->version, old->program, new->version, new->program));
}

/* What is not told yet: of a program that is another one, or of what could not be told apart. */
static bool tell_rest(struct why *why, bool other_program, const struct why_sums *end)
{
    struct why_sums told = {0};
    bool ok = true;
    for (size_t f = 0; ok && f < why->n_figures; f++)
        ok = why_add(why, &told, f, why->figures[f].old);
    for (size_t c = 0; ok && c < why->n_causes; c++)
        for (size_t p = 0; ok && p < why->causes[c].n_parts; p++)
            ok = why_add(why, &told, why->causes[c].parts[p].figure, why->causes[c].parts[p].money);
    ok = ok && why_difference(why, other_program ? WHY_PROGRAM : WHY_MIXED,
                              other_program ? "een andere versie van pnc"
                                            : "regels en instellingen samen",
                              &told, end);
    free(told.items);
    return ok;
}

static bool walk(struct why *why, const struct why_side *old, const struct why_side *new)
{
    struct why_sums start = {0}, end = {0}, sums = {0};
    bool mixed = false;
    const struct manifest *before = &old->kept.manifest, *after = &new->kept.manifest;
    bool lines = inputs_differ(before, after);
    bool other_program = strcmp(before->program, manifest_program) != 0 ||
                         strcmp(after->program, manifest_program) != 0;
    bool ok =
        why_published(why, old->kept.folder, &start) && why_published(why, new->kept.folder, &end);
    for (size_t f = 0; ok && f < why->n_figures; f++) {
        why->figures[f].old = f < start.n ? start.items[f] : (struct money){0};
        why->figures[f].new = f < end.n ? end.items[f] : (struct money){0};
        ok = why_add(why, &sums, f, why->figures[f].old);
    }
    if (ok && strcmp(before->program, manifest_program) != 0) {
        struct why_sums now = {0};
        ok = recompute(why, old, &now) &&
             why_difference(why, WHY_PROGRAM, "een andere versie van pnc (oude publicatie)", &sums,
                            &now);
        free(sums.items);
        sums = now;
    }
    note_program(why, before, after);
    if (ok && lines)
        ok = why_lines(why, old, new, &sums, &mixed);
    if (ok && !mixed)
        ok = why_settings(why, old, new, &sums, &end, lines);
    ok = ok && tell_rest(why, other_program, &end);
    free(start.items);
    free(end.items);
    free(sums.items);
    return ok;
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

bool why_find(const char *old_folder, const char *new_folder, struct arena *arena,
              struct errors *errors, struct why *why)
{
    *why = (struct why){.arena = arena, .errors = errors};
    struct why_side old = {0}, new = {0};
    why->reversed = is_newer(why, old_folder, new_folder);
    bool ok = open_side(why, why->reversed ? new_folder : old_folder, &old) &&
              open_side(why, why->reversed ? old_folder : new_folder, &new);
    if (ok && (old.plan.kind == PLAN_INDICATOREN || new.plan.kind == PLAN_INDICATOREN))
        ok = errors_add(errors, ERROR_SETTINGS, old_folder,
                        "een run van indicatoren heeft geen "
                        "saldi om te verklaren");
    ok = ok && walk(why, &old, &new);
    if (why->reversed)
        turn_around(why);
    ok &= !old.kept.temporary || kept_close(&old.kept, errors);
    return (!new.kept.temporary || kept_close(&new.kept, errors)) && ok;
}

void why_release(struct why *why)
{
    memo_release(&why->figure_keys);
}
