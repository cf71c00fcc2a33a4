#include "pipeline/command.h"

#include "pipeline/sniff/sniff.h"

struct sniff_options {
    const char *file;
};

static const struct command_option options[] = {
    {"BESTAND", OPTION_OPERAND, offsetof(struct sniff_options, file),
     .help = "een export zoals die geleverd is", .missing = "geef een export: BESTAND"},
    {0},
};

static int run(const void *context, struct call *call)
{
    const char *file = ((const struct sniff_options *)context)->file;
    call->verdict = sniff_file(file, stdout, &call->arena, &call->errors);
    if (!command_flush(&call->errors) || !call->verdict)
        call->verdict = arena_printf(&call->arena, "%s: geen ontwerp", file);
    return (int)errors_worst(&call->errors);
}

const struct command sniff_command = {
    .name = "sniff",
    .summary = "hoe een onbekende export eruitziet, als bronprofiel in ontwerp",
    .options = options,
    .options_size = sizeof(struct sniff_options),
    .run = run,
};
