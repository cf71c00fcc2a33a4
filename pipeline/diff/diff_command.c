#include "pipeline/command.h"

#include "pipeline/base/folder.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/diff/diff.h"
#include "pipeline/publishing/manifest.h"
#include "pipeline/publishing/other_run.h"
#include "pipeline/settings/run_name.h"
#include "pipeline/settings/settings.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define AT(member) offsetof(struct diff_options, member)

static const struct command_option options[] = {
    {"OUDE_MAP", OPTION_OPERAND, AT(old_folder),
     .help = "de map van de oude publicatie; alleen een nieuwe: naast die ervoor, uit het archief",
     .missing = "geef de map van de oude publicatie en die van de nieuwe, of alleen de nieuwe"},
    {"NIEUWE_MAP", OPTION_OPERAND, AT(new_folder), .help = "en die van de nieuwe"},
    {"alinea", OPTION_SWITCH, AT(paragraph), .help = "alleen de alinea die zegt waarom"},
    {"alles", OPTION_SWITCH, AT(all),
     .help = "ook elk kleiner saldo, elke oorzaak, cel en controle"},
    {"oorzaak", OPTION_WORD, AT(kind), "regels|periode|besluit|koppeling|instelling|programma",
     .help = "alleen wat hierdoor bewoog"},
    {"vanaf", OPTION_TEXT, AT(least), "BEDRAG", .help = "alleen saldi die zoveel bewogen: 50.000"},
    {"vorm", OPTION_WORD, AT(form), "tekst|csv|json|xlsx",
     .help = "dezelfde cijfers voor een rekenblad, een programma, of als werkboek: > BESTAND.xlsx"},
    {"jaar", OPTION_SWITCH, AT(years),
     .help = "van twee jaren: realisatie 2024 naast realisatie 2023, gepubliceerd en herrekend"},
    {"was-wordt", OPTION_TEXT, AT(restate), "BESTAND",
     .help = "wat anders heet of ergens anders staat, met een reden per regel; bij --jaar"},
    {0},
};

static void check(const void *context, struct errors *errors)
{
    const struct diff_options *asked = context;
    struct money money;
    if (asked->least && !settings_amount(asked->least, &money))
        errors_add(errors, ERROR_SETTINGS, "",
                   "--vanaf: verwacht een bedrag zoals 50.000, gevonden \"%s\"", asked->least);
    command_refuse(errors, asked->restate && !asked->years, "--was-wordt hoort bij --jaar");
    command_refuse(errors, asked->years && !asked->new_folder,
                   "--jaar: geef de map van het oudere jaar en die van het nieuwere");
    command_refuse(
        errors, asked->form && strcmp(asked->form, "xlsx") == 0 && isatty(STDOUT_FILENO),
        "--vorm xlsx: verwacht een bestand om in te schrijven, gevonden de terminal; zet "
        "er >BESTAND.xlsx achter");
}

static bool is_itself(const char *a, const char *b)
{
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

/* The publication before this one, of the same run, by the times of their manifests: in the archive
 * of the output folder. False after errors (ERROR_SETTINGS): there is none. In the arena. */
static bool find_previous(const char *folder, struct arena *arena, struct errors *errors,
                          const char **previous)
{
    struct manifest manifest;
    struct folder_files names = {0};
    struct timespec own, made, latest = {0};
    *previous = NULL;
    if (!manifest_read(folder, arena, errors, &manifest) || !manifest_time(folder, arena, &own))
        return false;
    const char *archive =
        arena_printf(arena, "%s/" RUN_ARCHIVE "/%s", other_run_output(folder, arena), manifest.run);
    if (folder_exists(archive) && !folder_names(archive, arena, errors, &names))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        const char *path = path_join(arena, archive, names.paths[i]);
        if (!manifest_time(path, arena, &made) || is_itself(path, folder) ||
            manifest_is_later(made, own) || (*previous && !manifest_is_later(made, latest)))
            continue;
        *previous = path;
        latest = made;
    }
    return *previous ||
           errors_add(errors, ERROR_SETTINGS, folder,
                      "in het archief van deze run staat geen publicatie van daarvoor");
}

/* Status 1 says "different": a folder that is none, or is damaged, is a matter of usage. */
static int status_of(const struct errors *errors, bool equal)
{
    enum error_kind worst = errors_worst(errors);
    if (worst == ERROR_NONE)
        return equal ? 0 : 1;
    return worst == ERROR_DATA ? (int)ERROR_SETTINGS : (int)worst;
}

static int run(const void *context, struct call *call)
{
    bool equal = false;
    struct diff_options asked = *(const struct diff_options *)context;
    bool ok = true;
    if (!asked.new_folder) {
        asked.new_folder = asked.old_folder;
        ok = find_previous(asked.new_folder, &call->arena, &call->errors, &asked.old_folder);
    }
    if (ok) {
        held_take(asked.old_folder, HELD_WHOLE, NULL, ERRORS_UNHEARD);
        held_take(asked.new_folder, HELD_WHOLE, NULL, ERRORS_UNHEARD);
    }
    ok = ok && (asked.years ? years_compare : diff_folders)(&asked, stdout, &call->arena,
                                                            &call->errors, &equal);
    call->verdict = !ok ? "niet te vergelijken" : equal ? "gelijk" : "verschillend";
    command_flush(&call->errors);
    return status_of(&call->errors, equal);
}

const struct command diff_command = {
    .name = "diff",
    .summary = "wat er veranderde tussen twee gepubliceerde mappen, en waarom",
    .options = options,
    .options_size = sizeof(struct diff_options),
    .check = check,
    .run = run,
};
