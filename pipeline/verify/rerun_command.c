#include "pipeline/command.h"

#include "pipeline/base/folder.h"
#include "pipeline/base/path.h"
#include "pipeline/verify/verify.h"

struct asked {
    const char *folder, *output, *run_ini;
};
#define AT(member) offsetof(struct asked, member)

static const struct command_option options[] = {
    {"MAP", OPTION_OPERAND, AT(folder), .help = "een gepubliceerde map, van nu of uit het archief",
     .missing = "geef een gepubliceerde map, van nu of uit het archief"},
    {"output", OPTION_TEXT, AT(output), "MAP", .help = "waar zij opnieuw wordt gepubliceerd",
     .missing = "--output ontbreekt: de map waarin opnieuw wordt gepubliceerd"},
    {"instellingen", OPTION_TEXT, AT(run_ini), "RUN.ini",
     .help = "waar de instellingen van de run nu staan, als haar invoer daar nog staat"},
    {0},
};

/* What stands there is nobody's to replace, unless it is the same publication. */
static bool is_free(const char *target, const struct kept *kept, struct errors *errors)
{
    bool equal = false;
    struct arena arena = {0};
    if (!folder_occupied(target))
        return true;
    bool ok = !folder_exists(target) ||
              folder_equal(target, path_join(&arena, kept->folder, "."), &equal, errors);
    arena_release(&arena);
    if (!ok)
        return false;
    return equal || errors_add(errors, ERROR_SETTINGS, target,
                               "hier staat al een andere publicatie: geef met --output een map "
                               "waar geen %s staat",
                               kept->manifest.run);
}

static const char *outcome(const struct rerun *rerun, const char *target, struct arena *arena)
{
    if (!rerun->other_program)
        return arena_printf(arena,
                            rerun->different ? "%s: ANDERE uitvoer dan toen: %s"
                                             : "%s: opnieuw gepubliceerd, dezelfde bytes",
                            target, rerun->different);
    return arena_printf(
        arena,
        rerun->different
            ? "%s: opnieuw gepubliceerd door een ander programma dan toen; dat geeft andere "
              "uitvoer: %s"
            : "%s: opnieuw gepubliceerd door een ander programma dan toen; de uitvoer is dezelfde, "
              "manifest.json noemt het andere programma",
        target, rerun->different);
}

static int run(const void *context, struct call *call)
{
    const struct asked *asked = context;
    struct arena *arena = &call->arena;
    struct rerun rerun = {0};
    struct kept kept;
    call->verdict = "niet opnieuw gepubliceerd";
    if (!kept_open(asked->folder, asked->run_ini, NULL, arena, &call->errors, &kept))
        return (int)errors_worst(&call->errors);
    const char *target = path_join(arena, asked->output, kept.manifest.run);
    bool ok = is_free(target, &kept, &call->errors) &&
              rerun_publish(&kept, asked->output, arena, &call->errors, &rerun);
    ok &= kept_close(&kept, &call->errors);
    if (ok)
        call->verdict = outcome(&rerun, target, arena);
    return ok ? rerun.different != NULL : (int)errors_worst(&call->errors);
}

const struct command rerun_command = {
    .name = "rerun",
    .summary = "een bewaarde publicatie nog eens publiceren, uit wat zij toen las",
    .options = options,
    .options_size = sizeof(struct asked),
    .run = run,
};
