#include "pipeline/diff/diff_command.h"

#include "pipeline/diff/diff.h"

#define AT(member) offsetof(struct diff_options, member)

static const struct command_option options[] = {
    {"OUDE_MAP", OPTION_OPERAND, AT(old_folder), .help = "de map van de oude publicatie",
     .missing = "geef de map van de oude publicatie: OUDE_MAP"},
    {"NIEUWE_MAP", OPTION_OPERAND, AT(new_folder), .help = "en die van de nieuwe",
     .missing = "geef de map van de nieuwe publicatie: NIEUWE_MAP"},
    {"csv", OPTION_SWITCH, AT(csv), .help = "als CSV: soort,sleutel,oud,nieuw,verschil"},
    {0},
};

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
    bool ok = diff_folders(context, stdout, &call->arena, &call->errors, &equal);
    ok &= command_flush(&call->errors);
    call->verdict = !ok ? "niet te vergelijken" : equal ? "gelijk" : "verschillend";
    return status_of(&call->errors, equal);
}

const struct command diff_command = {
    .name = "diff",
    .summary = "wat er veranderde tussen twee gepubliceerde mappen",
    .options = options,
    .options_size = sizeof(struct diff_options),
    .run = run,
};
