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
    struct sniff_verdict found;
    bool ok = sniff_file(file, stdout, &call->errors, &found);
    ok &= command_flush(&call->errors);
    if (ok)
        call->verdict = arena_printf(&call->arena,
                                     "%s: %zu kolommen; %zu regels in te vullen, %zu na te gaan%s",
                                     file, found.n_columns, found.n_to_fill, found.n_to_check,
                                     found.whole ? "" : "; niet het hele bestand is bekeken");
    else
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
