#include "pipeline/commands.h"

#include "pipeline/report.h"
#include "pipeline/run.h"

#include <stdlib.h>
#include <string.h>

#define MAX_JOBS 256

/* The argument of an option, or NULL after an error. */
static const char *option_value(int argc, char **argv, int *i, struct errors *errors)
{
    if (*i + 1 < argc)
        return argv[++*i];
    errors_add(errors, ERROR_SETTINGS, "", "%s: er hoort een waarde achter", argv[*i]);
    return NULL;
}

static void parse_jobs(const char *text, int *n_workers, struct errors *errors)
{
    char *end;
    long n = text ? strtol(text, &end, 10) : 0;
    if (text && (*end || end == text || n < 1 || n > MAX_JOBS))
        errors_add(errors, ERROR_SETTINGS, "",
                   "--jobs: verwacht een getal van 1 tot en met %d, gevonden \"%s\"", MAX_JOBS,
                   text);
    else
        *n_workers = (int)n;
}

static void parse_run_option(int argc, char **argv, int *i, struct run_options *options,
                             struct errors *errors)
{
    const char *argument = argv[*i];
    if (strcmp(argument, "--output") == 0)
        options->output = option_value(argc, argv, i, errors);
    else if (strcmp(argument, "--jobs") == 0)
        parse_jobs(option_value(argc, argv, i, errors), &options->n_workers, errors);
    else if (strcmp(argument, "--quiet") == 0)
        options->quiet = true;
    else if (argument[0] == '-')
        errors_add(errors, ERROR_SETTINGS, "", "onbekende optie '%s'", argument);
    else if (options->ini)
        errors_add(errors, ERROR_SETTINGS, "", "verwacht een RUN.ini, gevonden ook '%s'", argument);
    else
        options->ini = argument;
}

static int run_or_check(int argc, char **argv, bool publish)
{
    struct run_options options = {
        .output = "output", .n_workers = run_default_workers(), .publish = publish};
    struct errors errors = {0};
    for (int i = 0; i < argc; i++)
        parse_run_option(argc, argv, &i, &options, &errors);
    if (!options.ini)
        errors_add(&errors, ERROR_SETTINGS, "", "geef de instellingen van een run: RUN.ini");
    if (errors.n) {
        report_errors(stderr, &errors);
        report_verdict(stderr, "niet begonnen: de opdracht is niet in orde");
        errors_release(&errors);
        return ERROR_SETTINGS;
    }
    options.compare = options.output;
    return run_execute(&options, stderr);
}

int command_run(int argc, char **argv)
{
    return run_or_check(argc, argv, true);
}

int command_check(int argc, char **argv)
{
    return run_or_check(argc, argv, false);
}
