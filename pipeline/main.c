/* pnc: the command line. Parses arguments and calls; prints nothing but usage itself. */
#include "pipeline/commands.h"
#include "pipeline/report.h"

#include <stdio.h>
#include <string.h>

static const struct command {
    const char *name;
    command_fn *run;
    const char *usage;
    const char *summary;
} commands[] = {
    {"run", command_run, "run RUN.ini [--output MAP] [--jobs N] [--quiet]",
     "de hele keten: lezen, koppelen, optellen, controleren, publiceren"},
    {"check", command_check, "check RUN.ini [--output MAP] [--jobs N] [--quiet]",
     "hetzelfde, zonder iets te publiceren"},
    {"trace", command_trace,
     "trace MAP --kolom KOLOM [--pakket P [--post POST]] [--sectie S] [--besluit B]\n"
     "            [--per rekening|kostenplaats|periode|datum|post|bestand] [--top N]\n"
     "            [--volgorde bestand|bedrag] [--csv] [--instellingen RUN.ini]",
     "de grootboekregels achter een gepubliceerd cijfer"},
    {"verify", command_verify, "verify MAP [--alleen-uitvoer] [--instellingen RUN.ini]",
     "een gepubliceerde map tegen zijn manifest, en de run nog eens"},
    {"diff", command_diff, "diff OUDE_MAP NIEUWE_MAP [--csv]",
     "wat er veranderde tussen twee gepubliceerde mappen"},
    {"sniff", command_sniff, "sniff BESTAND",
     "hoe een onbekende export eruitziet, als bronprofiel in ontwerp"},
};

static void print_usage(FILE *out)
{
    fputs("gebruik: pnc OPDRACHT …\n\n", out);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(out, "  pnc %s\n      %s\n", commands[i].usage, commands[i].summary);
    fputs("  pnc --version\n\n"
          "status: 0 goed; 1 gegevens of controle niet in orde; 2 gebruik of instellingen; "
          "3 machine (schijf, bestand)\n",
          out);
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0)
            return true;
    return false;
}

static int run_command(const struct command *command, int argc, char **argv)
{
    if (!wants_help(argc, argv))
        return command->run(argc, argv);
    printf("gebruik: pnc %s\n\n  %s\n", command->usage, command->summary);
    return 0;
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(name, commands[i].name) == 0)
            return run_command(&commands[i], argc - 2, argv + 2);
    if (strcmp(name, "--version") == 0) {
        puts("pnc " PNC_VERSION);
        return 0;
    }
    bool asked = strcmp(name, "--help") == 0 || strcmp(name, "help") == 0;
    print_usage(asked ? stdout : stderr);
    if (!asked)
        report_verdict(stderr, argc > 1 ? "onbekende opdracht '%s'" : "geen opdracht%s", name);
    return asked ? 0 : (int)ERROR_SETTINGS;
}
