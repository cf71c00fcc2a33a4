#include "pipeline/commands.h"

#include "pipeline/diff/diff.h"
#include "pipeline/report.h"
#include "pipeline/run.h"
#include "pipeline/sniff/sniff.h"
#include "pipeline/trace/trace.h"
#include "pipeline/verify/rerun.h"
#include "pipeline/verify/verify.h"

#include <stdlib.h>
#include <string.h>

#define MAX_JOBS 256

/* The argument of an option, or NULL after an error. */
static const char *option_value(int argc, char **argv, int *i, struct errors *errors)
{
    const char *option = argv[*i];
    if (*i + 1 < argc && *argv[++*i])
        return argv[*i];
    errors_add(errors, ERROR_SETTINGS, "", "%s: er hoort een waarde achter", option);
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

/* What was printed is out before the verdict, or that is an error too. */
static bool finish_output(struct errors *errors)
{
    return (fflush(stdout) == 0 && !ferror(stdout)) ||
           errors_add_errno(errors, "", "de uitvoer van de opdracht kan niet worden geschreven");
}

static int refuse_command(struct errors *errors)
{
    report_errors(stderr, errors);
    report_verdict(stderr, "niet begonnen: de opdracht is niet in orde");
    errors_release(errors);
    return ERROR_SETTINGS;
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
    if (errors.n)
        return refuse_command(&errors);
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

int command_trace(int argc, char **argv)
{
    struct trace_options options;
    struct trace trace;
    struct arena arena = {0};
    struct errors errors = {0};
    if (!trace_options_parse(argc, argv, &errors, &options))
        return refuse_command(&errors);
    bool ok = trace_find(&options, &arena, &errors, &trace) && trace_show(&options, &trace, stdout);
    ok &= finish_output(&errors);
    report_errors(stderr, &errors);
    if (ok)
        report_verdict(stderr, "%s: %llu %s", trace.label, (unsigned long long)trace.n_lines,
                       trace.n_lines == 1 ? "regel" : "regels");
    else
        report_verdict(stderr,
                       trace.read ? "wat getoond is, is niet volledig" : "geen regels getoond");
    int status = (int)errors_worst(&errors);
    errors_release(&errors);
    arena_release(&arena);
    return status;
}

/* Everything unchanged: then the run done again must give the same bytes. */
static void verify_again(const struct verify_options *options, struct verification *verification,
                         struct arena *arena, struct errors *errors, bool *holds)
{
    const char *different;
    if (!rerun_compare(options->folder, verification->manifest.run, verification->run_ini, arena,
                       errors, &different))
        return;
    *holds = !different;
    if (different)
        printf("\nOpnieuw gedaan: de run geeft nu ANDERE uitvoer: %s\n", different);
    else
        printf("\nOpnieuw gedaan: de run geeft dezelfde bytes\n");
}

int command_verify(int argc, char **argv)
{
    struct verify_options options;
    struct verification verification;
    struct arena arena = {0};
    struct errors errors = {0};
    if (!verify_options_parse(argc, argv, &errors, &options))
        return refuse_command(&errors);
    bool ok = verify_folder(&options, stdout, &arena, &errors, &verification);
    bool holds = ok && verification_holds(&verification);
    if (holds && verification.run_ini)
        verify_again(&options, &verification, &arena, &errors, &holds);
    ok &= finish_output(&errors);
    report_errors(stderr, &errors);
    int status = (int)errors_worst(&errors);
    if (!ok || status)
        report_verdict(stderr, "%s: niet na te gaan", options.folder);
    else
        report_verdict(stderr, "%s%s", verification_verdict(&verification, &arena),
                       holds || !verification_holds(&verification)
                           ? ""
                           : ", maar opnieuw gedaan geeft de run iets anders: niet in orde");
    errors_release(&errors);
    arena_release(&arena);
    return status ? status : !holds;
}

/* Status 1 says "different": a folder that is none, or is damaged, is a matter of usage. */
static int diff_status(const struct errors *errors, bool equal)
{
    enum error_kind worst = errors_worst(errors);
    if (worst == ERROR_NONE)
        return equal ? 0 : 1;
    return worst == ERROR_DATA ? (int)ERROR_SETTINGS : (int)worst;
}

int command_diff(int argc, char **argv)
{
    struct diff_options options;
    struct arena arena = {0};
    struct errors errors = {0};
    bool equal = false;
    if (!diff_options_parse(argc, argv, &errors, &options))
        return refuse_command(&errors);
    bool ok = diff_folders(&options, stdout, &arena, &errors, &equal);
    ok &= finish_output(&errors);
    report_errors(stderr, &errors);
    report_verdict(stderr, "%s", !ok ? "niet te vergelijken" : equal ? "gelijk" : "verschillend");
    int status = diff_status(&errors, equal);
    errors_release(&errors);
    arena_release(&arena);
    return status;
}

static bool parse_sniff(int argc, char **argv, struct errors *errors)
{
    if (argc == 1 && argv[0][0] != '-')
        return true;
    return errors_add(errors, ERROR_SETTINGS, "pnc sniff",
                      "verwacht: pnc sniff BESTAND; gevonden %s", argc ? argv[argc - 1] : "niets");
}

int command_sniff(int argc, char **argv)
{
    struct sniff_verdict verdict;
    struct errors errors = {0};
    if (!parse_sniff(argc, argv, &errors))
        return refuse_command(&errors);
    bool ok = sniff_file(argv[0], stdout, &errors, &verdict);
    ok &= finish_output(&errors);
    report_errors(stderr, &errors);
    if (ok)
        report_verdict(stderr, "%s: %zu kolommen; %zu regels in te vullen, %zu na te gaan%s",
                       argv[0], verdict.n_columns, verdict.n_to_fill, verdict.n_to_check,
                       verdict.whole ? "" : "; niet het hele bestand is bekeken");
    else
        report_verdict(stderr, "%s: geen ontwerp", argv[0]);
    int status = (int)errors_worst(&errors);
    errors_release(&errors);
    return status;
}
