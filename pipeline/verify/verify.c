#include "pipeline/verify/verify.h"

#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/other_run.h"
#include "pipeline/publishing/publication.h"
#include "pipeline/publishing/published.h"
#include "pipeline/settings/plan/plan.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const state_names[VERIFY_STATES] = {"ongewijzigd", "bewaard",   "nieuw",
                                                       "gewijzigd",   "ontbreekt", "onbekend"};
static const char *const group_names[VERIFY_GROUPS] = {
    "uitvoer", "instellingen", "bewaarde instellingen", "invoer", "vergeleken runs"};

/* ---- one file ---- */

struct check {
    FILE *out;
    struct arena *arena;
    struct errors *errors;
    struct verification *result;
};

static void report(struct check *check, enum verify_group group, enum verify_state state,
                   const char *path, const char *detail)
{
    check->result->n[group][state]++;
    if (group == VERIFY_COPIES && state == VERIFY_SAME)
        return; /* the setting itself is told */
    text_line(check->out, "  %-11s  %s%s%s", state_names[state], path, *detail ? ": " : "", detail);
}

/* Below the folder of the INI or the one above it. Of another file that a manifest names nothing is
 * told but that it is another one: anybody can write a manifest. */
static bool is_near(const char *path)
{
    return path_stays_inside(strncmp(path, "../", 3) == 0 ? path + 3 : path);
}

static void report_changed(struct check *check, enum verify_group group,
                           const struct manifest_file *recorded, const struct manifest_file *found)
{
    const char *now = is_near(recorded->path) ? arena_printf(check->arena, "%lld bytes, SHA-256 %s",
                                                             found->n_bytes, found->sha256)
                                              : "anders";
    report(check, group, VERIFY_CHANGED, recorded->path,
           arena_printf(check->arena, "%s; volgens het manifest %lld bytes, SHA-256 %s", now,
                        recorded->n_bytes, recorded->sha256));
}

/* Outputs are files of the folder itself; a link in their place points to something else. */
static bool check_file(struct check *check, enum verify_group group, const char *folder,
                       const struct manifest_file *recorded)
{
    const char *on_disk = path_from_text(check->arena, recorded->path);
    const char *path = path_join(check->arena, folder, on_disk);
    if (group != VERIFY_OUTPUTS)
        path = file_of_path(check->arena, path, NULL);
    struct stat status;
    int failed = group == VERIFY_OUTPUTS ? held_lstat(path, &status) : stat(path, &status);
    if (failed && errno != ENOENT && errno != ENOTDIR)
        return errors_add_errno(check->errors, path, "kan niet worden bekeken");
    if (failed) {
        report(check, group, VERIFY_MISSING, recorded->path, "");
        return true;
    }
    if (!S_ISREG(status.st_mode)) {
        report(check, group, VERIFY_CHANGED, recorded->path, "is geen gewoon bestand meer");
        return true;
    }
    struct manifest_file found;
    if (!manifest_hash_file(folder, on_disk, check->arena, check->errors, &found))
        return false;
    if (strcmp(found.sha256, recorded->sha256) != 0)
        report_changed(check, group, recorded, &found);
    else
        report(check, group, VERIFY_SAME, recorded->path, "");
    return true;
}

static bool check_files(struct check *check, enum verify_group group, const char *folder,
                        const struct manifest_files *files)
{
    bool ok = true;
    for (size_t i = 0; i < files->n; i++)
        ok &= check_file(check, group, folder, &files->items[i]);
    return ok;
}

/* ---- the groups ---- */

/* The settings that the publication holds itself. */
static bool check_copies(struct check *check, const char *folder)
{
    const struct manifest_files *settings = &check->result->manifest.settings;
    bool ok = true;
    if (!folder_exists(path_join(check->arena, folder, PUBLICATION_SETTINGS)))
        return true; /* of before they were kept */
    for (size_t i = 0; i < settings->n; i++) {
        struct manifest_file copy = settings->items[i];
        copy.path = publication_setting(copy.path, check->arena);
        ok &= check_file(check, VERIFY_COPIES, folder, &copy);
    }
    return ok;
}

/* What it says is known; what else may be done to its bytes is not in its own list. */
static void check_manifest(struct check *check, const struct manifest_file *self)
{
    const struct manifest *manifest = &check->result->manifest;
    char sha256[SHA256_HEX_SIZE];
    struct text written = manifest_format(manifest, check->arena);
    sha256_bytes(written.bytes, written.n_bytes, sha256);
    if (strcmp(manifest->program, manifest_program) == 0 && strcmp(sha256, self->sha256) != 0)
        report(
            check, VERIFY_OUTPUTS, VERIFY_CHANGED, MANIFEST_NAME,
            "staat er niet zoals pnc het schrijft: een kenmerk (BOM) ervoor, of anders ingedeeld");
}

static bool check_outputs(struct check *check, const char *folder, const struct manifest_file *self)
{
    const struct manifest *manifest = &check->result->manifest;
    fprintf(check->out, "\nUitvoer\n");
    check_manifest(check, self);
    bool ok = check_files(check, VERIFY_OUTPUTS, folder, &manifest->outputs);
    ok &= check_copies(check, folder);
    struct folder_files files;
    if (!folder_list(path_join(check->arena, folder, "."), check->arena, check->errors, &files))
        return false;
    for (size_t i = 0; i < files.n; i++) {
        const char *path = path_to_text(check->arena, files.paths[i]);
        if (publication_names(manifest, path, check->arena))
            continue;
        if (path_is_of_viewer(path))
            fprintf(check->out, "  %-11s  %s: liet een programma achter dat hier keek\n",
                    "terzijde", path);
        else
            report(check, VERIFY_OUTPUTS, VERIFY_UNKNOWN, path, "staat niet in " MANIFEST_NAME);
    }
    return ok;
}

/* A file that the publication was made from, which it need not hold itself. */
static bool check_kept(struct check *check, enum verify_group group, const struct kept *kept,
                       const struct kept_file *file)
{
    const char *folder = group == VERIFY_OTHERS || !kept->place
                             ? other_run_output(kept->folder, check->arena)
                             : path_folder(check->arena, kept->place);
    if (file->state >= KEPT_CHANGED)
        return check_file(check, group, folder, file->recorded);
    if (file->state == KEPT_STANDS || !file->standing)
        report(check, group, VERIFY_SAME, file->recorded->path, "");
    else
        report(check, group, VERIFY_KEPT, file->recorded->path,
               access(file->standing, F_OK) == 0
                   ? "staat er nu anders; wat er toen stond is bewaard"
                   : "staat er niet meer; wat er toen stond is bewaard");
    return true;
}

static bool check_all_kept(struct check *check, enum verify_group group, const struct kept *kept,
                           const struct kept_files *files)
{
    bool ok = true;
    for (size_t i = 0; i < files->n; i++)
        ok &= check_kept(check, group, kept, &files->items[i]);
    return ok;
}

/* One that was not there is not among the kept files. */
static void check_absent(struct check *check, const char *output,
                         const struct manifest_other *other)
{
    const char *path = arena_printf(check->arena, "%s/" PUBLISHED_SALDI, other->run);
    bool there = access(path_join(check->arena, output, path), F_OK) == 0;
    report(check, VERIFY_OTHERS, there ? VERIFY_NEW : VERIFY_SAME, path,
           there ? "was toen nog niet gepubliceerd, en is dat nu wel"
                 : "niet gepubliceerd, toen en nu");
}

static bool check_others(struct check *check, const struct kept *kept)
{
    const struct manifest_others *others = &check->result->manifest.others;
    const char *output = other_run_output(kept->folder, check->arena);
    if (others->n > 0)
        fprintf(check->out, "\nVergeleken met, in dezelfde map\n");
    for (size_t i = 0; i < others->n; i++)
        if (!*others->items[i].sha256)
            check_absent(check, output, &others->items[i]);
    return check_all_kept(check, VERIFY_OTHERS, kept, &kept->others);
}

/* What the settings of today would read and the manifest does not name. Whatever is wrong with the
 * settings themselves shows when the run is done again. */
static void check_new_inputs(struct check *check, const char *place, const char *folder)
{
    struct plan plan;
    plan_read(place, check->arena, ERRORS_UNHEARD, &plan);
    for (size_t s = 0; s < plan.n_sources; s++)
        for (size_t f = 0; f < plan.sources[s].n_files; f++) {
            const char *path = plan.sources[s].files[f];
            const char *relative =
                path_to_text(check->arena, path_relative(check->arena, folder, path));
            if (!manifest_input(&check->result->manifest, relative) &&
                access(file_of_path(check->arena, path, NULL), F_OK) == 0)
                report(check, VERIFY_INPUTS, VERIFY_NEW, relative,
                       "past bij de instellingen en hoorde niet bij de invoer toen er gepubliceerd "
                       "werd");
        }
}

static bool check_origin(struct check *check, const struct kept *kept, bool located)
{
    const char *folder = kept->place ? path_folder(check->arena, kept->place) : NULL;
    const char *from = folder ? arena_printf(check->arena, ", vanaf %s/", folder) : ", bewaard";
    fputc('\n', check->out);
    text_line(check->out, "Instellingen en koppelingen%s", from);
    bool ok = check_all_kept(check, VERIFY_SETTINGS, kept, &kept->settings);
    fputc('\n', check->out);
    text_line(check->out, "Invoer%s", from);
    ok &= check_all_kept(check, VERIFY_INPUTS, kept, &kept->inputs);
    if (folder)
        check_new_inputs(check, kept->place, folder);
    if (located && check->result->n[VERIFY_INPUTS][VERIFY_MISSING] > 0) {
        fputc('\n', check->out);
        text_line(check->out,
                  "Staan de instellingen en de invoer van deze run ergens anders, geef dan met "
                  "--instellingen aan waar %s staat.",
                  kept->manifest.run_ini);
    }
    return ok;
}

static void print_head(struct check *check, const char *folder, const struct manifest_file *self)
{
    const struct manifest *manifest = &check->result->manifest;
    text_line(check->out, "%s: run %s, run-id %s, gemaakt door pnc %s", folder, manifest->run,
              manifest->run_id, manifest->version);
    text_line(check->out, MANIFEST_NAME ": SHA-256 %s", self->sha256);
    if (!check->result->run_id_holds)
        fprintf(check->out, "Het run-id volgt niet uit de hashes die het manifest noemt.\n");
}

static bool run_id_holds(const struct manifest *manifest)
{
    struct manifest again = *manifest;
    manifest_set_run_id(&again);
    return strcmp(again.run_id, manifest->run_id) == 0;
}

bool verify_folder(const struct verify_options *options, FILE *out, struct arena *arena,
                   struct errors *errors, struct verification *verification)
{
    *verification = (struct verification){0};
    struct check check = {.out = out, .arena = arena, .errors = errors, .result = verification};
    struct manifest_file self;
    if (!manifest_read(options->folder, arena, errors, &verification->manifest) ||
        !manifest_hash_file(options->folder, MANIFEST_NAME, arena, errors, &self))
        return false;
    verification->run_id_holds = run_id_holds(&verification->manifest);
    print_head(&check, options->folder, &self);
    bool ok = check_outputs(&check, options->folder, &self);
    if (options->outputs_only)
        return ok;
    struct kept kept;
    if (!kept_find(options->folder, options->run_ini, arena, errors, &kept))
        return false;
    verification->origin_checked = kept.place || kept_whole(&kept);
    if (verification->origin_checked) {
        ok &= check_others(&check, &kept);
        return check_origin(&check, &kept, !options->run_ini) && ok;
    }
    fputc('\n', out);
    text_line(out,
              "Instellingen en invoer zijn niet gevonden en niet nagegaan: geef met "
              "--instellingen aan waar %s staat.",
              verification->manifest.run_ini);
    return ok;
}

/* ---- what it comes to ---- */

static size_t n_wrong(const struct verification *verification, enum verify_group group)
{
    size_t n = 0;
    for (int state = VERIFY_CHANGED; state < VERIFY_STATES; state++)
        n += verification->n[group][state];
    return n;
}

static size_t n_right(const struct verification *verification, enum verify_group group)
{
    return verification->n[group][VERIFY_SAME] + verification->n[group][VERIFY_KEPT];
}

bool verification_holds(const struct verification *verification)
{
    size_t n = 0;
    for (int group = 0; group < VERIFY_GROUPS; group++)
        n += n_wrong(verification, group);
    return n == 0 && verification->run_id_holds;
}

static const char *describe_wrong(const struct verification *verification, struct arena *arena)
{
    const char *text = verification->run_id_holds ? "" : "; het run-id klopt niet";
    for (int group = 0; group < VERIFY_GROUPS; group++)
        for (int state = VERIFY_CHANGED; state < VERIFY_STATES; state++)
            if (verification->n[group][state] > 0)
                text = arena_printf(arena, "%s; %s: %zu %s", text, group_names[group],
                                    verification->n[group][state], state_names[state]);
    return text;
}

/* "; sindsdien veranderd: instellingen 1, invoer 2" of what was kept, or nothing. */
static const char *describe_moved(const struct verification *verification, struct arena *arena)
{
    const char *text = "";
    for (int group = 0; group < VERIFY_GROUPS; group++) {
        size_t n = verification->n[group][VERIFY_KEPT] + verification->n[group][VERIFY_NEW];
        if (n > 0)
            text =
                arena_printf(arena, "%s%s %s %zu", text,
                             *text ? "," : "; sindsdien anders dan toen:", group_names[group], n);
    }
    return text;
}

const char *verification_verdict(const struct verification *verification, struct arena *arena)
{
    const char *run = verification->manifest.run;
    if (!verification_holds(verification))
        return arena_printf(arena, "%s: niet in orde%s", run, describe_wrong(verification, arena));
    if (!verification->origin_checked)
        return arena_printf(arena,
                            "%s: de uitvoer is ongewijzigd (%zu bestanden); instellingen en invoer "
                            "zijn niet nagegaan",
                            run, verification->n[VERIFY_OUTPUTS][VERIFY_SAME]);
    const char *moved = describe_moved(verification, arena);
    return arena_printf(
        arena, "%s: %s is ongewijzigd (%zu bestanden uitvoer, %zu instellingen, %zu invoer)%s", run,
        *moved ? "de publicatie" : "alles", verification->n[VERIFY_OUTPUTS][VERIFY_SAME],
        n_right(verification, VERIFY_SETTINGS), n_right(verification, VERIFY_INPUTS), moved);
}
