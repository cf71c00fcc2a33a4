#include "pipeline/command.h"

#include "pipeline/base/held.h"
#include "pipeline/base/text.h"
#include "pipeline/verify/verify.h"

#define AT(member) offsetof(struct verify_options, member)

static const struct command_option options[] = {
    {"MAP", OPTION_OPERAND, AT(folder), .help = "de map van een gepubliceerde run",
     .missing = "geef de map van een gepubliceerde run"},
    {"alleen-uitvoer", OPTION_SWITCH, AT(outputs_only),
     .help = "de instellingen en de invoer niet"},
    {"instellingen", OPTION_TEXT, AT(run_ini), "RUN.ini",
     .help = "waar de instellingen van de run nu staan"},
    {0},
};

/* Everything is there: then the run done again must give the same bytes. */
static void verify_again(const struct verify_options *asked, struct call *call, bool *holds)
{
    struct rerun rerun = {0};
    struct kept kept;
    if (!kept_open(asked->folder, asked->run_ini, NULL, &call->arena, &call->errors, &kept))
        return;
    bool compared = rerun_compare(&kept, &call->arena, &call->errors, &rerun);
    if (!kept_close(&kept, &call->errors) || !compared)
        return;
    const char *by = rerun.other_program ? " door een ander programma dan toen" : "";
    *holds = !rerun.different;
    putchar('\n');
    if (rerun.different)
        text_line(stdout, "Opnieuw gedaan%s: de run geeft nu ANDERE uitvoer: %s", by,
                  rerun.different);
    else
        printf("Opnieuw gedaan%s: de run geeft dezelfde %s\n", by,
               rerun.other_program ? "uitvoer" : "bytes");
}

static int run(const void *context, struct call *call)
{
    const struct verify_options *asked = context;
    struct verification verification;
    struct errors *errors = &call->errors;
    held_take(asked->folder, HELD_WHOLE, NULL, ERRORS_UNHEARD);
    bool ok = verify_folder(asked, stdout, &call->arena, errors, &verification);
    bool holds = ok && verification_holds(&verification);
    if (holds && verification.origin_checked)
        verify_again(asked, call, &holds);
    ok &= command_flush(errors);
    int status = (int)errors_worst(errors);
    if (!ok || status)
        call->verdict = arena_printf(&call->arena, "%s: niet na te gaan", asked->folder);
    else
        call->verdict =
            arena_printf(&call->arena, "%s%s", verification_verdict(&verification, &call->arena),
                         holds || !verification_holds(&verification)
                             ? ""
                             : ", maar opnieuw gedaan geeft de run iets anders: niet in orde");
    return status ? status : !holds;
}

const struct command verify_command = {
    .name = "verify",
    .summary = "een gepubliceerde map tegen zijn manifest, en de run nog eens",
    .options = options,
    .options_size = sizeof(struct verify_options),
    .run = run,
};
