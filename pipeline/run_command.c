#include "pipeline/command.h"

#include "pipeline/base/share.h"
#include "pipeline/run.h"

#define MAX_JOBS 256

struct asked {
    const char *ini, *output;
    size_t n_jobs;
    bool quiet;
};
#define AT(member) offsetof(struct asked, member)

static const struct command_option options[] = {
    {"RUN.ini", OPTION_OPERAND, AT(ini), .help = "de instellingen van een run",
     .missing = "geef de instellingen van een run: RUN.ini"},
    {"output", OPTION_TEXT, AT(output), "MAP",
     .help = "waar de gepubliceerde mappen staan; anders output"},
    {"jobs", OPTION_NUMBER, AT(n_jobs), "N", MAX_JOBS,
     .help = "hoeveel processors er meewerken; anders alle"},
    {"quiet", OPTION_SWITCH, AT(quiet), .help = "alleen fouten en de uitkomst"},
    {0},
};

static int run_or_check(const struct asked *asked, bool publish)
{
    const char *output = asked->output ? asked->output : "output";
    struct run_options run = {
        .ini = asked->ini,
        .output = output,
        .compare = output,
        .n_workers = asked->n_jobs ? (int)asked->n_jobs : share_workers(),
        .publish = publish,
        .quiet = asked->quiet,
        .silent = asked->quiet,
    };
    return run_execute(&run, stderr);
}

static int run(const void *asked, struct call *call)
{
    (void)call;
    return run_or_check(asked, true);
}

static int check(const void *asked, struct call *call)
{
    (void)call;
    return run_or_check(asked, false);
}

const struct command run_command = {
    .name = "run",
    .summary = "de hele keten: lezen, koppelen, optellen, controleren, publiceren",
    .options = options,
    .options_size = sizeof(struct asked),
    .run = run,
};

const struct command check_command = {
    .name = "check",
    .summary = "hetzelfde, zonder iets te publiceren",
    .options = options,
    .options_size = sizeof(struct asked),
    .run = check,
};
