#include "tests/gen/bulk.h"
#include "tests/gen/example.h"
#include "tests/gen/town.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "gen: maakt de invoer waar pnc op draait en op gemeten en getoetst wordt\n"
    "\n"
    "  gen example MAP\n"
    "      input/ en mappings/*.csv van de voorbeeldgemeente, altijd dezelfde bytes\n"
    "  gen bench --lines N --out BESTAND [--seed S] [--quoted P] [--years J[-J]] [--gz]\n"
    "      een grootboek van N regels met de sleutels van de voorbeeldgemeente\n"
    "  gen wide --lines N --out BESTAND [--seed S] [--quoted P] [--gz]\n"
    "      een meerjarenbegroting van N regels: windows-1252, vier jaren naast elkaar\n"
    "  gen random --seed S --out MAP\n"
    "      een kleine verzonnen gemeente: run.ini, profielen, koppelingen, exports, en truth.csv\n"
    "      met de juiste uitkomst\n"
    "\n"
    "  --lines N      regels zonder de kopregel\n"
    "  --seed S       begin van de toevalsgetallen, 0 of meer (1)\n"
    "  --quoted P     percentage omschrijvingen tussen aanhalingstekens, 0-100 (2)\n"
    "  --years J[-J]  boekjaren 2023, 2024 of 2023-2024 (2024)\n"
    "  --gz           gecomprimeerd, zonder naam en tijd\n";

struct options {
    const char *out; /* --out, or the folder of `example` */
    bool gzip;
    long long lines; /* -1: not given */
    long long seed;
    long long quoted;
    const char *years;
};

/* ---- the commands ---- */

static bool usage(struct errors *errors, const char *what)
{
    return errors_add(errors, ERROR_SETTINGS, "gen", "%s (zie gen --help)", what);
}

static bool run_example(const struct options *options, struct errors *errors)
{
    if (!options->out)
        return usage(errors, "example verwacht een map");
    return example_write(options->out, errors);
}

static bool run_random(const struct options *options, struct errors *errors)
{
    if (!options->out)
        return usage(errors, "random verwacht --out MAP");
    return town_write(options->out, (uint64_t)options->seed, errors);
}

static bool bulk_order_of(const struct options *options, struct errors *errors,
                          struct bulk_order *order)
{
    static const struct {
        const char *text;
        int first, last;
    } choices[] = {{"2023", 2023, 2023}, {"2024", 2024, 2024}, {"2023-2024", 2023, 2024}};
    *order = (struct bulk_order){.path = options->out,
                                 .gzip = options->gzip,
                                 .n_lines = options->lines,
                                 .seed = (uint64_t)options->seed,
                                 .quoted = (int)options->quoted};
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (strcmp(options->years, choices[i].text) == 0) {
            order->first_year = choices[i].first;
            order->last_year = choices[i].last;
        }
    if (!options->out)
        return usage(errors, "verwacht --out BESTAND");
    if (order->n_lines < 4 || order->n_lines > BULK_MAX_LINES)
        return usage(errors, "verwacht --lines van 4 tot 2000000000");
    if (options->quoted < 0 || options->quoted > 100)
        return usage(errors, "verwacht --quoted van 0 tot 100");
    return order->first_year || usage(errors, "verwacht --years 2023, 2024 of 2023-2024");
}

static bool run_bench(const struct options *options, struct errors *errors)
{
    struct bulk_order order;
    return bulk_order_of(options, errors, &order) && bulk_ledger(&order, errors);
}

static bool run_wide(const struct options *options, struct errors *errors)
{
    struct bulk_order order;
    return bulk_order_of(options, errors, &order) && bulk_wide(&order, errors);
}

static const struct command {
    const char *name;
    bool (*run)(const struct options *options, struct errors *errors);
} commands[] = {
    {"example", run_example}, {"bench", run_bench}, {"wide", run_wide}, {"random", run_random}};

/* ---- the command line ---- */

static bool read_number(const char *text, long long *number)
{
    char *end;
    *number = strtoll(text, &end, 10);
    return *text && !*end && *number >= 0;
}

/* Options from argv[2] on; a word without dashes is the place to write to. */
static bool read_options(int argc, char **argv, struct options *options, struct errors *errors)
{
    *options = (struct options){.lines = -1, .seed = 1, .quoted = 2, .years = "2024"};
    const struct {
        const char *name;
        const char **text;
        long long *number;
    } known[] = {
        {"--out", &options->out, NULL},       {"--years", &options->years, NULL},
        {"--lines", NULL, &options->lines},   {"--seed", NULL, &options->seed},
        {"--quoted", NULL, &options->quoted},
    };
    for (int i = 2; i < argc; i++) {
        size_t k = 0;
        while (k < sizeof known / sizeof *known && strcmp(argv[i], known[k].name) != 0)
            k++;
        if (strcmp(argv[i], "--gz") == 0)
            options->gzip = true;
        else if (argv[i][0] != '-')
            options->out = argv[i];
        else if (k < sizeof known / sizeof *known && known[k].text && i + 1 < argc)
            *known[k].text = argv[++i];
        else if (k == sizeof known / sizeof *known || i + 1 == argc ||
                 !read_number(argv[++i], known[k].number))
            return usage(errors, argv[i]);
    }
    return true;
}

static bool run(int argc, char **argv, struct errors *errors)
{
    struct options options;
    for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++)
        if (strcmp(argv[1], commands[i].name) == 0)
            return read_options(argc, argv, &options, errors) && commands[i].run(&options, errors);
    return usage(errors, "verwacht example, bench, wide of random");
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        fputs(help, stdout);
        return 0;
    }
    struct errors errors = {0};
    run(argc, argv, &errors);
    for (size_t i = 0; i < errors.n; i++)
        fprintf(stderr, "%s: %s\n", errors.items[i].where, errors.items[i].message);
    int status = (int)errors_worst(&errors);
    errors_release(&errors);
    return status;
}
