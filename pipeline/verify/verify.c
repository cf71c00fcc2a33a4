#include "pipeline/verify/verify.h"

#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/locate.h"
#include "pipeline/publishing/other_run.h"
#include "pipeline/settings/plan/plan.h"

#include <errno.h>
#include <fnmatch.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const state_names[VERIFY_STATES] = {"ongewijzigd", "gewijzigd", "ontbreekt",
                                                       "onbekend"};
static const char *const group_names[VERIFY_GROUPS] = {"uitvoer", "instellingen", "invoer",
                                                       "vergeleken runs"};

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
    int failed = group == VERIFY_OUTPUTS ? lstat(path, &status) : stat(path, &status);
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

static bool is_recorded(const struct manifest *manifest, const char *path)
{
    return manifest_find(&manifest->outputs, path) || strcmp(path, MANIFEST_NAME) == 0;
}

/* What Excel, LibreOffice, Finder and Verkenner put beside a file that somebody looks at. */
static bool is_of_a_viewer(const char *name)
{
    static const char *const patterns[] = {".~lock.*#", "~$*", ".DS_Store", "Thumbs.db",
                                           "desktop.ini"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (fnmatch(patterns[i], name, 0) == 0)
            return true;
    return false;
}

static bool check_outputs(struct check *check, const char *folder)
{
    const struct manifest *manifest = &check->result->manifest;
    fprintf(check->out, "\nUitvoer\n");
    bool ok = check_files(check, VERIFY_OUTPUTS, folder, &manifest->outputs);
    struct folder_files files;
    if (!folder_list(folder, check->arena, check->errors, &files))
        return false;
    for (size_t i = 0; i < files.n; i++) {
        const char *path = path_to_text(check->arena, files.paths[i]);
        if (is_recorded(manifest, path))
            continue;
        if (is_of_a_viewer(path_name(path)))
            fprintf(check->out, "  %-11s  %s: liet een programma achter dat hier keek\n",
                    "terzijde", path);
        else
            report(check, VERIFY_OUTPUTS, VERIFY_UNKNOWN, path, "staat niet in " MANIFEST_NAME);
    }
    return ok;
}

static void check_other(struct check *check, const char *output,
                        const struct manifest_other *recorded)
{
    struct arena *arena = check->arena;
    const char *path = arena_printf(arena, "%s/data/saldi.csv", recorded->run);
    struct other_run now;
    other_run_read(output, recorded->run, check->result->manifest.run, arena, &now);
    bool was_there = *recorded->sha256;
    if (!was_there && now.there)
        report(check, VERIFY_OTHERS, VERIFY_CHANGED, path,
               "de andere run was nog niet gepubliceerd, en is dat nu wel");
    else if (was_there && !now.there)
        report(check, VERIFY_OTHERS, VERIFY_MISSING, path, "de andere run staat er niet meer");
    else if (strcmp(now.recorded.sha256, recorded->sha256) != 0)
        report(
            check, VERIFY_OTHERS, VERIFY_CHANGED, path,
            arena_printf(arena,
                         "de andere run is sindsdien veranderd: SHA-256 %s; volgens het manifest "
                         "%s",
                         now.recorded.sha256, recorded->sha256));
    else if (now.recorded.mutual != recorded->mutual)
        report(check, VERIFY_OTHERS, VERIFY_CHANGED, path,
               now.recorded.mutual ? "de andere run wordt nu ook met deze vergeleken"
                                   : "de andere run wordt niet meer met deze vergeleken");
    else
        report(check, VERIFY_OTHERS, VERIFY_SAME, path,
               was_there ? "" : "niet gepubliceerd, toen en nu");
}

static void check_others(struct check *check, const char *folder)
{
    const struct manifest_others *others = &check->result->manifest.others;
    const char *output = other_run_output(folder, check->arena);
    if (others->n > 0)
        fprintf(check->out, "\nVergeleken met, in dezelfde map\n");
    for (size_t i = 0; i < others->n; i++)
        check_other(check, output, &others->items[i]);
}

/* What the settings of today would read and the manifest does not name. Whatever is wrong with the
 * settings themselves shows when the run is done again. */
static void check_new_inputs(struct check *check, const char *folder)
{
    struct errors unimportant = {0};
    struct plan plan;
    plan_read(check->result->run_ini, check->arena, &unimportant, &plan);
    errors_release(&unimportant);
    for (size_t s = 0; s < plan.n_sources; s++)
        for (size_t f = 0; f < plan.sources[s].n_files; f++) {
            const char *path = plan.sources[s].files[f];
            const char *relative =
                path_to_text(check->arena, path_relative(check->arena, folder, path));
            if (!manifest_input(&check->result->manifest, relative) &&
                access(file_of_path(check->arena, path, NULL), F_OK) == 0)
                report(check, VERIFY_INPUTS, VERIFY_UNKNOWN, relative,
                       "past bij de instellingen en hoorde niet bij de invoer toen er gepubliceerd "
                       "werd");
        }
}

static bool check_origin(struct check *check, bool located)
{
    const struct manifest *manifest = &check->result->manifest;
    const char *folder = path_folder(check->arena, check->result->run_ini);
    fputc('\n', check->out);
    text_line(check->out, "Instellingen en koppelingen, vanaf %s/", folder);
    bool ok = check_files(check, VERIFY_SETTINGS, folder, &manifest->settings);
    fputc('\n', check->out);
    text_line(check->out, "Invoer, vanaf %s/", folder);
    for (size_t i = 0; i < manifest->n_sources; i++)
        ok &= check_files(check, VERIFY_INPUTS, folder, &manifest->sources[i].files);
    check_new_inputs(check, folder);
    if (located && check->result->n[VERIFY_INPUTS][VERIFY_MISSING] > 0) {
        fputc('\n', check->out);
        text_line(check->out,
                  "Staan de instellingen en de invoer van deze run ergens anders, geef dan met "
                  "--instellingen aan waar %s staat.",
                  manifest->run_ini);
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
    bool ok = check_outputs(&check, options->folder);
    if (options->outputs_only)
        return ok;
    verification->run_ini = options->run_ini
                                ? options->run_ini
                                : locate_run(options->folder, &verification->manifest, arena);
    if (verification->run_ini) {
        check_others(&check, options->folder);
        return check_origin(&check, !options->run_ini) && ok;
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
    for (int state = 0; state < VERIFY_STATES; state++)
        if (state != VERIFY_SAME)
            n += verification->n[group][state];
    return n;
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
        for (int state = 0; state < VERIFY_STATES; state++)
            if (state != VERIFY_SAME && verification->n[group][state] > 0)
                text = arena_printf(arena, "%s; %s: %zu %s", text, group_names[group],
                                    verification->n[group][state], state_names[state]);
    return text;
}

static bool only_others_moved(const struct verification *verification)
{
    size_t n = 0;
    for (int group = 0; group < VERIFY_GROUPS; group++)
        n += group == VERIFY_OTHERS ? 0 : n_wrong(verification, (enum verify_group)group);
    return n == 0 && verification->run_id_holds && n_wrong(verification, VERIFY_OTHERS) > 0;
}

const char *verification_verdict(const struct verification *verification, struct arena *arena)
{
    const char *run = verification->manifest.run;
    if (only_others_moved(verification))
        return arena_printf(arena,
                            "%s: niet meer actueel: hier is niets gewijzigd, maar een andere run "
                            "waarmee is vergeleken is sindsdien veranderd; doe deze run opnieuw",
                            run);
    if (!verification_holds(verification))
        return arena_printf(arena, "%s: niet in orde%s", run, describe_wrong(verification, arena));
    if (!verification->run_ini)
        return arena_printf(arena,
                            "%s: de uitvoer is ongewijzigd (%zu bestanden); instellingen en invoer "
                            "zijn niet nagegaan",
                            run, verification->n[VERIFY_OUTPUTS][VERIFY_SAME]);
    return arena_printf(arena,
                        "%s: alles is ongewijzigd (%zu bestanden uitvoer, %zu instellingen, %zu "
                        "invoer)",
                        run, verification->n[VERIFY_OUTPUTS][VERIFY_SAME],
                        verification->n[VERIFY_SETTINGS][VERIFY_SAME],
                        verification->n[VERIFY_INPUTS][VERIFY_SAME]);
}
