/* The benchmark: pnc against programs that do the same job: see README.md. */
#include "tests/bench/scenario.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#define N_PROCESSORS 2

static const char help[] =
    "bench: measures pnc and its peers; started in the project's folder (make bench)\n"
    "\n"
    "  bench [--quick] [--build FOLDER] [--rounds N] [SCENARIO …]\n"
    "\n"
    "  --quick          half a minute: fewer lines, fewer rounds\n"
    "  --build FOLDER   where the programs were built (build)\n"
    "  --rounds N       1-99, for the scenarios of large files\n"
    "  SCENARIO         these only: kinds gzip wide growth start-up many\n";

struct options {
    struct scale scale;
    const char *build;
    bool wanted[16]; /* per scenario */
};

/* ---- what it ran on ---- */

/* Peers start threads of their own: all get the same two processors. */
static void keep_processors(void)
{
    cpu_set_t allowed, kept;
    CPU_ZERO(&kept);
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0)
        return;
    for (int i = 0, n = 0; i < CPU_SETSIZE && n < N_PROCESSORS; i++)
        if (CPU_ISSET(i, &allowed)) {
            CPU_SET(i, &kept);
            n++;
        }
    sched_setaffinity(0, sizeof kept, &kept);
}

static void print_processor(void)
{
    char line[256];
    FILE *stream = fopen("/proc/cpuinfo", "re");
    while (stream && fgets(line, sizeof line, stream))
        if (strncmp(line, "model name", 10) == 0) {
            char *name = strchr(line, ':');
            printf("processor  %s", name ? name + 2 : "?\n");
            break;
        }
    if (stream)
        fclose(stream);
}

static void print_machine(const struct bench *bench)
{
    struct utsname system;
    print_processor();
    printf("           %ld processors, %d used; %lld MiB of memory\n",
           sysconf(_SC_NPROCESSORS_ONLN), N_PROCESSORS,
           (long long)sysconf(_SC_PHYS_PAGES) * sysconf(_SC_PAGESIZE) / (1 << 20));
    if (uname(&system) == 0)
        printf("system     %s %s, gcc %s\n", system.sysname, system.release, __VERSION__);
    for (int i = 0; i < PROGRAM_COUNT; i++)
        if (bench->programs.versions[i])
            printf("%-10s %s\n", i == 0 ? "programs" : "", bench->programs.versions[i]);
        else
            printf("%-10s %s: missing (%s)\n", "", program_name((enum program)i),
                   program_remedy((enum program)i));
}

/* ---- the run ---- */

static bool run_scenarios(struct bench *bench, const struct options *options)
{
    for (size_t i = 0; i < n_scenarios; i++)
        if (options->wanted[i] && !scenarios[i].run(bench))
            return false;
    return true;
}

static int run(const struct options *options)
{
    struct bench bench = {.scale = &options->scale};
    usage_hold_interrupts();
    keep_processors();
    bool ok = bench_folder_open(&bench.folder, options->build, &bench.arena, &bench.errors);
    if (ok) {
        programs_find(&bench.programs, &bench.folder);
        print_machine(&bench);
        ok = run_scenarios(&bench, options);
    }
    ok = bench_folder_close(&bench.folder, &bench.errors) && ok;
    if (ok)
        bounds_print(&bench.bounds);
    for (size_t i = 0; i < bench.errors.n; i++)
        fprintf(stderr, "bench: %s: %s\n", bench.errors.items[i].where,
                bench.errors.items[i].message);
    errors_release(&bench.errors);
    arena_release(&bench.arena);
    return ok ? 0 : 1;
}

/* ---- the command line ---- */

static bool want_scenario(struct options *options, const char *name)
{
    for (size_t i = 0; i < n_scenarios; i++)
        if (strcmp(scenarios[i].name, name) == 0)
            return options->wanted[i] = true;
    return false;
}

static bool read_options(int argc, char **argv, struct options *options)
{
    bool some = false;
    int rounds = 0;
    *options = (struct options){.scale = scale_full, .build = "build"};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--quick") == 0)
            options->scale = scale_quick;
        else if (strcmp(argv[i], "--build") == 0 && i + 1 < argc)
            options->build = argv[++i];
        else if (strcmp(argv[i], "--rounds") == 0 && i + 1 < argc)
            rounds = atoi(argv[++i]);
        else if (want_scenario(options, argv[i]))
            some = true;
        else
            return false;
    }
    if (rounds > 0 && rounds < 100)
        options->scale.rounds = rounds;
    for (size_t i = 0; i < n_scenarios; i++)
        options->wanted[i] |= !some;
    return true;
}

int main(int argc, char **argv)
{
    struct options options;
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (read_options(argc, argv, &options))
        return run(&options);
    fputs(help, stderr);
    return 2;
}
