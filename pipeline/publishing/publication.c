#include "pipeline/publishing/publication.h"

#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/kept/depot.h"
#include "pipeline/publishing/published.h"
#include "pipeline/settings/run_name.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define ARCHIVE        RUN_ARCHIVE
#define REPORTS_SUFFIX RUN_REFUSED_SUFFIX
#define HASH_DIGITS    16  /* of the manifest's SHA-256, in a folder name */
#define MAX_TWINS      999 /* folders in the archive with one run id and different bytes */

/* The first is there whatever went wrong. */
static const char *const report_names[] = {PUBLISHED_FOUTEN,     PUBLISHED_CONTROLES,
                                           PUBLISHED_AFGEKEURD,  PUBLISHED_ONGEKOPPELD,
                                           PUBLISHED_ONGEBRUIKT, PUBLISHED_BEVINDINGEN};

/* ---- names ---- */

/* output/.NAAM.<pid>.<end> */
static const char *own_path(const struct publication *publication, const char *end)
{
    return path_join(
        publication->arena, publication->output,
        arena_printf(publication->arena, ".%s.%ld.%s", publication->name, (long)getpid(), end));
}

/* output/.NAAM.<pid>.<chance>.tmp: nobody can put something there beforehand. */
static const char *fresh_path(const struct publication *publication)
{
    return arena_printf(publication->arena, "%s.tmp",
                        held_fresh(own_path(publication, ""), publication->arena));
}

static const char *reports_path(const struct publication *publication)
{
    return arena_printf(publication->arena, "%s" REPORTS_SUFFIX, publication->target);
}

/* The start of the hash of a folder's manifest; "" when it has none that can be read. */
static void manifest_hash(const struct publication *publication, const char *folder,
                          char hash[HASH_DIGITS + 1])
{
    char hex[SHA256_HEX_SIZE];
    long long n_bytes;
    const char *path = path_join(publication->arena, folder, MANIFEST_NAME);
    hash[0] = '\0';
    if (sha256_file(path, hex, &n_bytes, ERRORS_UNHEARD)) {
        memcpy(hash, hex, HASH_DIGITS);
        hash[HASH_DIGITS] = '\0';
    }
}

/* ---- removing and archiving ---- */

/* A folder leaves its name in one step if it can, so that nobody ever meets it half removed. */
bool publication_drop(const struct publication *publication, const char *folder,
                      struct errors *errors)
{
    const char *aside = fresh_path(publication);
    return folder_remove(held_rename(folder, aside, 0) == 0 ? aside : folder, errors);
}

static const char *published_id(const struct publication *publication, const char *folder)
{
    struct manifest manifest;
    return manifest_read(folder, publication->arena, ERRORS_UNHEARD, &manifest)
               ? arena_printf(publication->arena, "%s", manifest.run_id)
               : "onbekend";
}

/* The place in the archive for a folder: named after its run id, or the first "<run id>-2" and so
 * on that is free. *there becomes true when the archive has the same bytes already. */
static const char *archive_place(const struct publication *publication, const char *folder,
                                 bool *there, struct errors *errors)
{
    const char *id = published_id(publication, folder);
    *there = false;
    for (int twin = 1; twin <= MAX_TWINS; twin++) {
        const char *suffix = twin == 1 ? "" : arena_printf(publication->arena, "-%d", twin);
        const char *place = arena_printf(publication->arena, "%s/" ARCHIVE "/%s/%s%s",
                                         publication->output, publication->name, id, suffix);
        if (!folder_occupied(place))
            return place;
        if (folder_exists(place) && !folder_equal(folder, place, there, errors))
            return NULL;
        if (*there)
            return place;
    }
    errors_add(errors, ERROR_MACHINE, folder, "het archief heeft al %d verschillende uitvoeren %s",
               MAX_TWINS, id);
    return NULL;
}

const char *publication_archive(const struct publication *publication)
{
    return arena_printf(publication->arena, "%s/" ARCHIVE "/%s", publication->output,
                        publication->name);
}

/* Where the archive is on another file system it gets a copy, whole or not at all; the old folder
 * stays for tidy(), which finds the copy there and drops it. */
static bool move_to_archive(const struct publication *publication, const char *folder,
                            const char *place, struct errors *errors)
{
    if (held_rename(folder, place, 0) == 0)
        return true;
    if (errno != EXDEV)
        return errors_add_errno(errors, place, "kan niet op deze plaats worden gezet");
    const char *half = path_join(publication->arena, publication_archive(publication), ".half");
    return folder_remove(half, errors) && folder_copy(folder, half, errors) &&
           folder_sync(half, errors) && folder_move(half, place, errors);
}

static bool archive(const struct publication *publication, const char *folder,
                    struct errors *errors)
{
    bool there;
    const char *place = folder_make(publication_archive(publication), errors)
                            ? archive_place(publication, folder, &there, errors)
                            : NULL;
    if (!place)
        return false;
    if (!there && !move_to_archive(publication, folder, place, errors))
        return false;
    return !folder_occupied(folder) || publication_drop(publication, folder, errors);
}

/* ---- what killed runs left behind ---- */

enum leftover {
    LEFTOVER_NONE,
    LEFTOVER_OLD,  /* .NAAM.<pid>.oud */
    LEFTOVER_SWAP, /* .NAAM.<pid>.<hash>.wissel */
    LEFTOVER_TEMPORARY,
};

/* What a name in the output folder says, with the hash of a LEFTOVER_SWAP. */
static enum leftover leftover_kind(const char *run, const char *name, char hash[HASH_DIGITS + 1])
{
    size_t n_run = strlen(run);
    if (name[0] != '.' || strncmp(name + 1, run, n_run) != 0 || name[1 + n_run] != '.')
        return LEFTOVER_NONE;
    const char *pid = name + 1 + n_run + 1;
    size_t n_pid = strspn(pid, "0123456789");
    const char *rest = pid + n_pid;
    if (n_pid == 0)
        return LEFTOVER_NONE;
    if (strcmp(rest, ".tmp") == 0)
        return LEFTOVER_TEMPORARY;
    if (strcmp(rest, ".oud") == 0)
        return LEFTOVER_OLD;
    if (*rest != '.' || strspn(rest + 1, "0123456789abcdef") != HASH_DIGITS)
        return LEFTOVER_NONE;
    if (strcmp(rest + 1 + HASH_DIGITS, ".tmp") == 0)
        return LEFTOVER_TEMPORARY;
    if (strcmp(rest + 1 + HASH_DIGITS, ".wissel") != 0)
        return LEFTOVER_NONE;
    memcpy(hash, rest + 1, HASH_DIGITS);
    hash[HASH_DIGITS] = '\0';
    return LEFTOVER_SWAP;
}

static bool tidy_old(struct publication *publication, const char *folder, struct errors *errors)
{
    if (folder_occupied(publication->target))
        return archive(publication, folder, errors);
    publication->recovered = folder_move(folder, publication->target, errors);
    return publication->recovered;
}

/* With its own hash in its name it is a new folder that was never published. */
static bool tidy_swap(const struct publication *publication, const char *folder, const char *hash,
                      struct errors *errors)
{
    char found[HASH_DIGITS + 1];
    manifest_hash(publication, folder, found);
    return strcmp(found, hash) == 0 ? publication_drop(publication, folder, errors)
                                    : archive(publication, folder, errors);
}

static bool tidy_one(struct publication *publication, enum leftover wanted, const char *name,
                     struct errors *errors)
{
    char hash[HASH_DIGITS + 1];
    if (leftover_kind(publication->name, name, hash) != wanted)
        return true;
    const char *folder = path_join(publication->arena, publication->output, name);
    if (wanted == LEFTOVER_TEMPORARY)
        return folder_remove(folder, errors);
    if (wanted == LEFTOVER_OLD)
        return tidy_old(publication, folder, errors);
    return tidy_swap(publication, folder, hash, errors);
}

/* Whoever holds the lock owns all that these names can hold. Temporary folders go first, because
 * dropping the others passes through that name; an old folder goes back before a swap is judged. */
static bool tidy(struct publication *publication, struct errors *errors)
{
    static const enum leftover order[] = {LEFTOVER_TEMPORARY, LEFTOVER_OLD, LEFTOVER_SWAP};
    struct folder_files names;
    bool ok = folder_names(publication->output, publication->arena, errors, &names);
    for (size_t step = 0; step < sizeof order / sizeof *order; step++)
        for (size_t i = 0; i < names.n; i++)
            ok &= tidy_one(publication, order[step], names.paths[i], errors);
    return ok;
}

/* ---- begin and end ---- */

/* The very bytes that were parsed; a file that was not read into the arena is hashed on disk. */
static bool hash_setting(const struct file_seen *seen, const char *path, struct arena *arena,
                         struct errors *errors, struct manifest_file *setting)
{
    if (!seen)
        return manifest_hash_file("", path, arena, errors, setting);
    *setting = (struct manifest_file){.n_bytes = seen->n_bytes};
    memcpy(setting->sha256, seen->sha256, sizeof setting->sha256);
    return true;
}

static bool hash_settings(const struct plan *plan, struct arena *arena, struct errors *errors,
                          struct manifest_files *settings)
{
    const char *folder = path_folder(arena, plan->path);
    bool ok = true;
    settings->n = plan->n_settings_files;
    settings->items = arena_alloc(arena, settings->n * sizeof *settings->items);
    for (size_t i = 0; i < settings->n; i++) {
        const char *path = plan->settings_files[i];
        ok &= hash_setting(file_seen(arena, path), path, arena, errors, &settings->items[i]);
        settings->items[i].path = path_to_text(arena, path_relative(arena, folder, path));
    }
    return ok;
}

static bool check_name(const char *name, struct errors *errors)
{
    return run_name_is_free(name) ||
           errors_add(errors, ERROR_SETTINGS, name,
                      "verwacht een naam voor de run zonder '/', zonder punt vooraan, niet "
                      "\"" ARCHIVE "\" en niet eindigend op \"" REPORTS_SUFFIX "\"");
}

static void let_go(struct publication *publication)
{
    lock_release(&publication->lock);
    held_drop(publication->temporary);
    if (publication->holds)
        held_drop(publication->output);
    publication->holds = false;
}

static bool take_lock(struct publication *publication, const struct lock_patience *patience,
                      struct errors *errors)
{
    const char *path =
        arena_printf(publication->arena, "%s/.%s.slot", publication->output, publication->name);
    publication->holds = folder_make(publication->output, errors) &&
                         held_take(publication->output, HELD_NAMES, publication->own_names, errors);
    if (publication->holds && lock_take(&publication->lock, path, publication->name, patience,
                                        publication->arena, errors))
        return true;
    let_go(publication);
    return false;
}

static bool is_report(const char *name)
{
    return array_has(report_names, ARRAY_LENGTH(report_names), name);
}

/* Only the reports go when somebody keeps files of his own beside them. */
static bool drop_some(const struct publication *publication, const char *reports,
                      const struct folder_files *names, struct errors *errors)
{
    bool ok = true;
    for (size_t i = 0; i < names->n; i++)
        if (is_report(names->paths[i]))
            ok &= folder_remove(path_join(publication->arena, reports, names->paths[i]), errors);
    return ok && folder_sync_names(reports, errors);
}

/* The reports of the run before. */
static bool drop_reports(const struct publication *publication, struct errors *errors)
{
    const char *reports = reports_path(publication);
    struct folder_files names;
    if (!folder_occupied(reports))
        return true;
    if (!folder_names(reports, publication->arena, errors, &names))
        return false;
    for (size_t i = 0; i < names.n; i++)
        if (!is_report(names.paths[i]))
            return drop_some(publication, reports, &names, errors);
    return publication_drop(publication, reports, errors);
}

/* A link in the place of one of our folders leads to what is not ours. */
static bool folders_are_ours(const struct publication *publication, struct errors *errors)
{
    const char *archives = path_join(publication->arena, publication->output, ARCHIVE);
    const char *const folders[] = {publication->target, reports_path(publication), archives,
                                   publication_archive(publication)};
    bool ok = true;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        ok &= folder_is_itself(folders[i], errors);
    return ok;
}

/* A copied INI with the old name must not replace another year's publication, nor one that does not
 * say of what it is. Who has no subject leaves a report beside it and replaces nothing. */
static bool replaces_its_own(const struct publication *publication, struct errors *errors)
{
    struct manifest standing = {0};
    struct errors unread = {0};
    if (!publication->subject)
        return true;
    if (folder_occupied(path_join(publication->arena, publication->target, MANIFEST_NAME)))
        manifest_read(publication->target, publication->arena, &unread, &standing);
    bool ok = unread.n == 0 ||
              errors_add(errors, ERROR_SETTINGS, unread.items[0].where,
                         "%s; wat er staat zou worden vervangen, en het zegt niet wat het is. "
                         "Verplaats %s, of geef deze run een eigen naam ([run] naam)",
                         unread.items[0].message, publication->target);
    errors_release(&unread);
    return ok && (!standing.subject || strcmp(standing.subject, publication->subject) == 0 ||
                  errors_add(errors, ERROR_SETTINGS, publication->target,
                             "verwacht %s, gevonden %s: die zou worden vervangen. Geef deze run "
                             "een eigen naam ([run] naam), of verplaats wat er staat",
                             publication->subject, standing.subject));
}

/* Behind the lock: everything of runs before this one is settled. */
static bool clear_the_way(struct publication *publication, struct errors *errors)
{
    if (!folders_are_ours(publication, errors)) {
        let_go(publication);
        return false;
    }
    if (tidy(publication, errors) && drop_reports(publication, errors) &&
        replaces_its_own(publication, errors) && folder_make_new(publication->temporary, errors) &&
        held_take(publication->temporary, HELD_WHOLE, NULL, errors) &&
        folder_make_new(path_join(publication->arena, publication->temporary, "data"), errors))
        return true;
    publication_end(publication, errors);
    return false;
}

static void name_paths(struct publication *publication, const char *name, const char *output,
                       struct arena *arena)
{
    *publication = (struct publication){.output = output,
                                        .name = name,
                                        .target = path_join(arena, output, name),
                                        .lock = {.fd = -1},
                                        .arena = arena};
    publication->temporary = fresh_path(publication);
    const char *const own[] = {name, path_name(reports_path(publication)), ARCHIVE, DEPOT_NAME,
                               arena_printf(arena, ".%s.", name)};
    memcpy(publication->own_names, own, sizeof own);
}

bool publication_may_replace(const struct plan *plan, const char *output, struct arena *arena,
                             struct errors *errors)
{
    struct publication publication;
    name_paths(&publication, plan->name, output, arena);
    publication.subject = plan_subject(plan, arena);
    return folders_are_ours(&publication, errors) && replaces_its_own(&publication, errors);
}

/* Who may read a file of data/ may enter it; nobody else. */
static bool restrict_data(struct publication *publication, const struct plan *plan,
                          struct errors *errors)
{
    const char *folder = path_join(publication->arena, publication->temporary, "data");
    const mode_t mode = (mode_t)plan->raw_mode;
    if (held_chmod(folder, mode | (mode & 0444) >> 2) == 0)
        return true;
    errors_add_errno(errors, folder, "de rechten kunnen niet worden gezet");
    publication_end(publication, errors);
    return false;
}

bool publication_begin(struct publication *publication, const struct plan *plan, const char *output,
                       const struct lock_patience *patience, struct arena *arena,
                       struct errors *errors)
{
    name_paths(publication, plan->name, output, arena);
    publication->subject = plan_subject(plan, arena);
    return check_name(plan->name, errors) &&
           hash_settings(plan, arena, errors, &publication->settings) &&
           take_lock(publication, patience, errors) && clear_the_way(publication, errors) &&
           restrict_data(publication, plan, errors);
}

bool publication_begin_refused(struct publication *publication, const char *name,
                               const char *output, struct arena *arena, struct errors *errors)
{
    static const struct lock_patience none;
    name_paths(publication, name, output, arena);
    return folder_exists(output) && check_name(name, errors) &&
           take_lock(publication, &none, errors) && clear_the_way(publication, errors);
}

bool publication_end(struct publication *publication, struct errors *errors)
{
    bool ok = tidy(publication, errors);
    let_go(publication);
    return ok;
}

/* ---- replacing one folder by another ---- */

/* Puts `new` at `target`. Where something stood there, *old becomes where that is now: at `new`,
 * or at `aside` on a file system that cannot exchange; else NULL. */
static bool replace(const char *new, const char *target, const char *aside, const char **old,
                    struct errors *errors)
{
    bool supported;
    *old = NULL;
    if (!folder_occupied(target))
        return folder_move(new, target, errors);
    if (folder_exchange(new, target, &supported, errors)) {
        *old = new;
        return true;
    }
    if (supported || !folder_move(target, aside, errors))
        return false;
    if (!folder_move(new, target, errors)) {
        folder_move(aside, target, errors);
        return false;
    }
    *old = aside;
    return true;
}

/* One exchange on its way, with all that undoing it needs. */
struct exchange {
    const char *ready; /* where the new folder stands before, and the old one may stand after */
    const char *aside;
    const char *old;      /* where the old folder was put, or NULL */
    const char *archived; /* where it went from there, or NULL */
};

/* An old folder that the archive has already stays where it is: publication_end drops it. */
static bool archive_old(const struct publication *publication, struct exchange *exchange,
                        struct errors *errors)
{
    bool there;
    const char *place = archive_place(publication, exchange->old, &there, errors);
    if (!place || (!there && !move_to_archive(publication, exchange->old, place, errors)))
        return false;
    exchange->archived = there || folder_occupied(exchange->old) ? NULL : place;
    return folder_sync_names(publication_archive(publication), errors) &&
           folder_sync_names(path_folder(publication->arena, publication_archive(publication)),
                             errors);
}

static void put_back(const struct publication *publication, const struct exchange *exchange,
                     struct errors *errors)
{
    bool supported;
    if (exchange->archived)
        folder_move(exchange->archived, exchange->old, errors);
    if (!exchange->old)
        folder_move(publication->target, exchange->ready, errors);
    else if (strcmp(exchange->old, exchange->ready) == 0)
        folder_exchange(exchange->old, publication->target, &supported, errors);
    else if (folder_move(publication->target, exchange->ready, errors))
        folder_move(exchange->old, publication->target, errors);
}

/* Who else can write in the output folder can put something in the place of what is ready. */
static bool is_what_was_written(const struct publication *publication, const char *place,
                                struct errors *errors)
{
    return held_stands(publication->temporary, place) ||
           errors_add(
               errors, ERROR_MACHINE, place,
               "verwacht de map die deze run geschreven heeft, gevonden iets anders: iemand "
               "heeft haar vervangen; laat in de uitvoermap alleen schrijven wie pnc draait");
}

/* Room for the archive is made first: what can fail for want of space fails before the exchange. */
static bool exchange_and_archive(struct publication *publication, struct exchange *exchange,
                                 struct errors *errors)
{
    if (folder_occupied(publication->target) &&
        !folder_make(publication_archive(publication), errors))
        return false;
    if (!replace(exchange->ready, publication->target, exchange->aside, &exchange->old, errors))
        return false;
    if (is_what_was_written(publication, publication->target, errors) &&
        (!exchange->old || archive_old(publication, exchange, errors)) &&
        folder_sync_names(publication->output, errors))
        return true;
    put_back(publication, exchange, errors);
    return false;
}

static bool move_ready(const struct publication *publication, const char *ready,
                       struct errors *errors)
{
    if (!folder_move(publication->temporary, ready, errors))
        return false;
    if (is_what_was_written(publication, ready, errors))
        return true;
    folder_move(ready, publication->temporary, errors); /* it is not ours */
    return false;
}

static bool place_new(struct publication *publication, struct errors *errors)
{
    char hash[HASH_DIGITS + 1];
    manifest_hash(publication, publication->temporary, hash);
    if (!*hash)
        return errors_add(errors, ERROR_MACHINE, publication->temporary,
                          "verwacht " MANIFEST_NAME ", gevonden niets");
    struct exchange exchange = {
        .ready = own_path(publication, arena_printf(publication->arena, "%s.wissel", hash)),
        .aside = own_path(publication, "oud")};
    if (!move_ready(publication, exchange.ready, errors))
        return false;
    bool exchanged = exchange_and_archive(publication, &exchange, errors);
    held_drop(publication->temporary); /* it has another name now */
    if (!exchanged) {
        char standing[HASH_DIGITS + 1];
        manifest_hash(publication, publication->target, standing);
        publication->stands = strcmp(standing, hash) == 0;
        return false;
    }
    publication->stands = true;
    publication->archived = exchange.archived;
    return true;
}

bool publication_place(struct publication *publication, struct errors *errors)
{
    if (folder_exists(publication->target) &&
        !folder_equal(publication->temporary, publication->target, &publication->unchanged, errors))
        return false;
    publication->stands = publication->unchanged;
    return publication->unchanged || place_new(publication, errors);
}

/* ---- the reports of a failed run ---- */

static bool collect_reports(const struct publication *publication, const char *folder, bool whole,
                            size_t *n_collected, struct errors *errors)
{
    size_t n_names = whole ? sizeof report_names / sizeof *report_names : 1;
    *n_collected = 0;
    if (!folder_make(folder, errors))
        return false;
    for (size_t i = 0; i < n_names; i++) {
        const char *from = path_join(publication->arena, publication->temporary, report_names[i]);
        if (!folder_occupied(from))
            continue;
        if (!folder_move(from, path_join(publication->arena, folder, report_names[i]), errors))
            return false;
        (*n_collected)++;
    }
    return folder_sync(folder, errors);
}

/* In one step, or one by one beside the files that somebody keeps there. */
static bool place_reports(const struct publication *publication, const char *folder,
                          struct errors *errors)
{
    const char *reports = reports_path(publication);
    if (!folder_occupied(reports))
        return folder_move(folder, reports, errors);
    struct folder_files names;
    bool ok = folder_names(folder, publication->arena, errors, &names);
    for (size_t i = 0; ok && i < names.n; i++)
        ok = folder_move(path_join(publication->arena, folder, names.paths[i]),
                         path_join(publication->arena, reports, names.paths[i]), errors);
    return ok && folder_sync_names(reports, errors);
}

bool publication_reports(struct publication *publication, bool whole, struct errors *errors)
{
    const char *folder = path_join(publication->arena, publication->temporary, "rapport");
    size_t n_collected;
    return collect_reports(publication, folder, whole, &n_collected, errors) &&
           (n_collected == 0 || place_reports(publication, folder, errors)) &&
           folder_sync_names(publication->output, errors);
}
