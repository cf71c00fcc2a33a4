/* pnc: the table of commands. */
#include "pipeline/command.h"
#include "pipeline/report.h"

#include <malloc.h>
#include <pthread.h>
#include <string.h>
#include <sys/resource.h>

static const struct command *const commands[] = {
    &run_command,  &check_command, &trace_command, &verify_command,       &rerun_command,
    &diff_command, &sniff_command, &nieuw_command, &toelichtingen_command};
#define N_COMMANDS (sizeof commands / sizeof *commands)

static void print_usage(FILE *out)
{
    fputs("gebruik: pnc OPDRACHT …\n\n", out);
    for (size_t i = 0; i < N_COMMANDS; i++) {
        fputs("  ", out);
        command_print_usage(out, commands[i]);
        fprintf(out, "      %s\n", commands[i]->summary);
    }
    fputs("  pnc OPDRACHT --help\n  pnc --version\n\n"
          "status: 0 goed; 1 gegevens of controle niet in orde; 2 gebruik of instellingen; "
          "3 machine (schijf, bestand)\n",
          out);
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
    return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

/* What is no command of the table: --help, --version, or nothing that pnc knows. */
static int run_other(const char *word)
{
    struct errors errors = {0};
    bool help = is_one_of(word, "--help", "-h") || strcmp(word, "help") == 0;
    if (help) {
        print_usage(stdout);
    } else if (is_one_of(word, "--version", "-V")) {
        puts("pnc " PNC_VERSION);
    } else {
        print_usage(stderr);
        report_verdict(stderr, *word ? "onbekende opdracht '%s'" : "geen opdracht%s", word);
        return (int)ERROR_SETTINGS;
    }
    if (command_flush(&errors))
        return 0;
    report_errors(stderr, &errors);
    report_verdict(stderr, "niet getoond");
    errors_release(&errors);
    return (int)ERROR_MACHINE;
}

struct arguments {
    int n;
    char **words;
};

static int run(void *context)
{
    int argc = ((const struct arguments *)context)->n;
    char **argv = ((const struct arguments *)context)->words;
    int end_of_options = argc > 1 && strcmp(argv[1], "--") == 0; /* it has none of its own */
    argc -= end_of_options;
    argv += end_of_options;
    const char *word = argc > 1 ? argv[1] : "";
    for (size_t i = 0; i < N_COMMANDS; i++)
        if (strcmp(word, commands[i]->name) == 0)
            return command_execute(commands[i], argc - 1, argv + 1);
    return run_other(word);
}

#define ENOUGH_BYTES ((size_t)1 << 20)

struct work {
    int (*function)(void *context);
    void *context;
    int result;
};

static void *run_work(void *context)
{
    struct work *work = context;
    work->result = work->function(work->context);
    return NULL;
}

/* What function(context) gives; in a thread of its own where the stack is small, whatever limit the
 * shell sets: libraries have frames of 64 kB. */
static int run_on_enough(int (*function)(void *context), void *context)
{
    struct work work = {function, context, 0};
    struct rlimit limit;
    pthread_attr_t attributes;
    pthread_t thread;
    if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= ENOUGH_BYTES)
        return function(context);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, ENOUGH_BYTES);
    int failed = pthread_create(&thread, &attributes, run_work, &work);
    pthread_attr_destroy(&attributes);
    if (failed)
        return function(context);
    pthread_join(thread, NULL);
    return work.result;
}

int main(int argc, char **argv)
{
    mallopt(M_ARENA_MAX, 1); /* workers ask for memory rarely; one each would hold on to more */
    return run_on_enough(run, &(struct arguments){argc, argv});
}
