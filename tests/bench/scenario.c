#include "tests/bench/scenario.h"

#include <stdio.h>
#include <string.h>

#define N_THREADS    2
#define N_SMALL      40
#define MAX_TITLE    200
#define MAX_PEAK_KIB INT64_C(32768)

const struct scale scale_full = {.name = "full",
                                 .lines = 5000000,
                                 .growth = {50000, 500000, 5000000, 20000000},
                                 .small_lines = 50000,
                                 .rounds = 7,
                                 .startup_rounds = 21,
                                 .with_miller = true};
const struct scale scale_quick = {.name = "quick",
                                  .lines = 500000,
                                  .growth = {50000, 500000},
                                  .small_lines = 5000,
                                  .rounds = 2,
                                  .startup_rounds = 5};

/* ---- series and files ---- */

static struct series series_of(struct bench *bench, int n_rounds)
{
    return (struct series){
        .programs = &bench->programs, .folder = &bench->folder, .n_rounds = n_rounds};
}

static struct task *find_task(const struct series *series, enum program program,
                              const struct delivery *delivery)
{
    for (size_t i = 0; i < series->n_tasks; i++)
        if (series->tasks[i].program == program && series->tasks[i].deliveries == delivery)
            return &series->tasks[i];
    return NULL;
}

/* The programs in the order of this list, two threads each. */
static void add_programs(struct series *series, struct delivery *delivery,
                         const enum program *programs, size_t n_programs)
{
    for (size_t i = 0; i < n_programs; i++)
        series_add(series, programs[i], N_THREADS, delivery);
}

static bool make(struct bench *bench, const struct delivery_order *order, struct delivery *delivery)
{
    return delivery_make(&bench->folder, order, &bench->errors, delivery);
}

static bool remove_all(struct bench *bench, struct delivery *deliveries, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!delivery_remove(&deliveries[i], &bench->errors))
            return false;
    return true;
}

/* ---- bounds ---- */

static struct bound *add_bound(struct bench *bench, const char *measure, enum bound_unit unit,
                               int64_t at_most)
{
    struct bounds *bounds = &bench->bounds;
    bounds->items = arena_grow(&bench->arena, bounds->items, &bounds->cap, bounds->n + 1,
                               sizeof *bounds->items);
    struct bound *bound = &bounds->items[bounds->n++];
    *bound = (struct bound){.measure = measure, .unit = unit, .at_most = at_most};
    return bound;
}

static const char *not_there(struct bench *bench, enum program program)
{
    return arena_printf(&bench->arena, "%s is not installed (%s)", program_name(program),
                        program_remedy(program));
}

/* The wall of `task` against that of `base`, each per its own size. */
static void bound_ratio(struct bench *bench, const char *measure, int64_t at_most,
                        const struct series *series, const struct task *task, uint64_t task_size,
                        const struct task *base, uint64_t base_size)
{
    struct bound *bound = add_bound(bench, measure, BOUND_RATIO, at_most);
    struct spread spread;
    if (figures_ratio(series, task, task_size, base, base_size, &spread))
        bound->found = spread.median;
    else
        bound->missing =
            not_there(bench, task_rounds(series, base) == 0 ? base->program : task->program);
}

static void bound_peak(struct bench *bench, const struct series *series, const struct task *task)
{
    const char *measure =
        arena_printf(&bench->arena, "peak memory at %lld lines", task->deliveries->order.n_lines);
    add_bound(bench, measure, BOUND_MIB, MAX_PEAK_KIB)->found = figures_peak(series, task);
}

/* ---- the ledger, three kinds ---- */

static void add_kind(struct series *series, struct delivery *delivery)
{
    static const enum program programs[] = {PROGRAM_PNC,    PROGRAM_DUCKDB, PROGRAM_CLICKHOUSE,
                                            PROGRAM_POLARS, PROGRAM_LIBCSV, PROGRAM_FLOOR};
    add_programs(series, delivery, programs, sizeof programs / sizeof *programs);
}

static void bound_kinds(struct bench *bench, const struct series *series,
                        const struct delivery *kinds)
{
    static const struct {
        enum program program;
        const char *measure;
        int64_t at_most;
    } peers[] = {{PROGRAM_DUCKDB, "wall against DuckDB's bare job", 340},
                 {PROGRAM_POLARS, "wall against Polars' bare job", 370},
                 {PROGRAM_LIBCSV, "wall against libcsv doing the bare job", 250}};
    const struct task *pnc = find_task(series, PROGRAM_PNC, &kinds[0]);
    for (size_t i = 0; i < sizeof peers / sizeof *peers; i++)
        bound_ratio(bench, peers[i].measure, peers[i].at_most, series, pnc, 1,
                    find_task(series, peers[i].program, &kinds[0]), 1);
    bound_ratio(bench, "every description quoted, against 2 % quoted", 1250, series,
                find_task(series, PROGRAM_PNC, &kinds[2]), 1, pnc, 1);
}

static bool run_kinds(struct bench *bench)
{
    static const struct delivery_order orders[] = {
        {.name = "quoted-2", .quoted = 2, .n_files = 1, .seed = 1},
        {.name = "quoted-0", .quoted = 0, .n_files = 1, .seed = 1},
        {.name = "quoted-100", .quoted = 100, .n_files = 1, .seed = 1},
    };
    enum { N_KINDS = sizeof orders / sizeof *orders };
    struct delivery kinds[N_KINDS];
    struct series series = series_of(bench, bench->scale->rounds);
    for (size_t i = 0; i < N_KINDS; i++) {
        struct delivery_order order = orders[i];
        order.n_lines = bench->scale->lines;
        if (!make(bench, &order, &kinds[i]))
            return false;
        add_kind(&series, &kinds[i]);
    }
    static const enum program alone[] = {PROGRAM_PNC, PROGRAM_LIBCSV, PROGRAM_FLOOR};
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        series_add(&series, alone[i], 1, &kinds[0]);
    if (bench->scale->with_miller)
        series_add(&series, PROGRAM_MILLER, N_THREADS, &kinds[0])->once = true;
    if (!series_run(&series, &bench->errors))
        return false;
    char title[MAX_TITLE];
    snprintf(title, sizeof title,
             "A ledger of %lld lines; 2 %%, none and all of the descriptions quoted "
             "(%llu, %llu, %llu MB)",
             bench->scale->lines, (unsigned long long)kinds[0].n_bytes / 1000000,
             (unsigned long long)kinds[1].n_bytes / 1000000,
             (unsigned long long)kinds[2].n_bytes / 1000000);
    figures_print(&series, title);
    bound_kinds(bench, &series, kinds);
    return remove_all(bench, kinds, N_KINDS);
}

/* ---- gzip ---- */

#ifdef HAVE_ISAL
static const bool has_isal = true;
#else
static const bool has_isal = false;
#endif

static void bound_gzip(struct bench *bench, const struct series *series,
                       const struct delivery *delivery)
{
    const struct task *duckdb = find_task(series, PROGRAM_DUCKDB, delivery);
    bound_ratio(bench, "gzip against DuckDB on the same gzip, zlib", 550, series,
                find_task(series, PROGRAM_PNC_ZLIB, delivery), 1, duckdb, 1);
    bound_ratio(bench, "gzip against DuckDB on the same gzip, libisal", 300, series,
                find_task(series, PROGRAM_PNC, delivery), 1, duckdb, 1);
    if (!has_isal)
        bench->bounds.items[bench->bounds.n - 1].missing = "built without libisal (libisal-dev)";
}

static bool run_gzip(struct bench *bench)
{
    static const enum program programs[] = {PROGRAM_PNC, PROGRAM_PNC_ZLIB, PROGRAM_DUCKDB,
                                            PROGRAM_POLARS};
    struct delivery_order order = {.name = "gzip",
                                   .n_lines = bench->scale->lines,
                                   .quoted = 2,
                                   .n_files = 1,
                                   .seed = 1,
                                   .gzip = true};
    struct delivery delivery;
    struct series series = series_of(bench, bench->scale->rounds);
    if (!make(bench, &order, &delivery))
        return false;
    add_programs(&series, &delivery, programs, sizeof programs / sizeof *programs);
    if (!series_run(&series, &bench->errors))
        return false;
    char title[MAX_TITLE];
    snprintf(title, sizeof title, "The same lines, compressed (%llu MB); pnc run inflates with %s",
             (unsigned long long)delivery.n_bytes / 1000000, has_isal ? "libisal" : "zlib");
    figures_print(&series, title);
    bound_gzip(bench, &series, &delivery);
    return remove_all(bench, &delivery, 1);
}

/* ---- the wide file ---- */

static bool run_wide(struct bench *bench)
{
    const struct delivery_order wide = {.name = "wide",
                                        .layout = LAYOUT_WIDE,
                                        .n_lines = bench->scale->lines,
                                        .quoted = 2,
                                        .n_files = 1,
                                        .seed = 1};
    struct delivery_order plain = wide;
    plain.name = "plain";
    plain.layout = LAYOUT_LEDGER;
    struct delivery files[2];
    struct series series = series_of(bench, bench->scale->rounds);
    if (!make(bench, &wide, &files[0]) || !make(bench, &plain, &files[1]))
        return false;
    series_add(&series, PROGRAM_PNC, N_THREADS, &files[0]);
    series_add(&series, PROGRAM_DUCKDB, N_THREADS, &files[0]);
    series_add(&series, PROGRAM_LIBCSV, N_THREADS, &files[0]);
    series_add(&series, PROGRAM_PNC, N_THREADS, &files[1]);
    series_add(&series, PROGRAM_LIBCSV, N_THREADS, &files[1]);
    if (!series_run(&series, &bench->errors))
        return false;
    char title[MAX_TITLE];
    snprintf(title, sizeof title,
             "A wide windows-1252 file, four amounts to the line (%llu MB), and the plain one "
             "(%llu MB)",
             (unsigned long long)files[0].n_bytes / 1000000,
             (unsigned long long)files[1].n_bytes / 1000000);
    figures_print(&series, title);
    bound_ratio(bench, "a wide windows-1252 file, per byte, against the plain export", 1500,
                &series, &series.tasks[0], files[0].n_bytes, &series.tasks[3], files[1].n_bytes);
    return remove_all(bench, files, 2);
}

/* ---- growth ---- */

static void bound_growth(struct bench *bench, const struct series *series,
                         const struct delivery *files, size_t n)
{
    const struct task *largest = find_task(series, PROGRAM_PNC, &files[n - 1]);
    bound_peak(bench, series, find_task(series, PROGRAM_PNC, &files[n - 2]));
    bound_peak(bench, series, largest);
    bound_ratio(bench, "time per line at 20 million against 500 thousand", 1100, series, largest,
                (uint64_t)files[n - 1].order.n_lines, find_task(series, PROGRAM_PNC, &files[1]),
                (uint64_t)files[1].order.n_lines);
    if (n < MAX_GROWTH)
        bench->bounds.items[bench->bounds.n - 1].missing = "not that long in a quick run";
}

static bool run_growth(struct bench *bench)
{
    static const enum program programs[] = {PROGRAM_PNC, PROGRAM_DUCKDB, PROGRAM_POLARS,
                                            PROGRAM_LIBCSV};
    struct delivery files[MAX_GROWTH] = {{.n_bytes = 0}};
    size_t n = 0;
    struct series series = series_of(bench, (bench->scale->rounds + 1) / 2);
    for (; n < MAX_GROWTH && bench->scale->growth[n] > 0; n++) {
        struct delivery_order order = {
            .name = arena_printf(&bench->arena, "lines-%lld", bench->scale->growth[n]),
            .n_lines = bench->scale->growth[n],
            .quoted = 2,
            .n_files = 1,
            .seed = 2};
        if (!make(bench, &order, &files[n]))
            return false;
        add_programs(&series, &files[n], programs, sizeof programs / sizeof *programs);
    }
    if (!series_run(&series, &bench->errors))
        return false;
    figures_print(&series, "Growth: the same ledger, longer and longer");
    bound_growth(bench, &series, files, n);
    return remove_all(bench, files, n);
}

/* ---- start-up ---- */

static bool run_startup(struct bench *bench)
{
    static const enum program programs[] = {PROGRAM_PNC, PROGRAM_DUCKDB, PROGRAM_POLARS,
                                            PROGRAM_LIBCSV};
    const struct delivery_order order = {
        .name = "lines-1000", .n_lines = 1000, .quoted = 2, .n_files = 1, .seed = 3};
    struct delivery delivery;
    struct spread wall;
    struct series series = series_of(bench, bench->scale->startup_rounds);
    if (!make(bench, &order, &delivery))
        return false;
    add_programs(&series, &delivery, programs, sizeof programs / sizeof *programs);
    if (!series_run(&series, &bench->errors))
        return false;
    figures_print(&series, "Start-up: 1,000 lines");
    if (figures_wall(&series, &series.tasks[0], &wall))
        add_bound(bench, "whole run at 1,000 lines, workbook included", BOUND_MS, 60000)->found =
            wall.median;
    return remove_all(bench, &delivery, 1);
}

/* ---- many files ---- */

/* Nothing of one municipality may end in another's sums: all of theirs are those of the one run. */
static bool compare_many(struct bench *bench, const struct delivery *files,
                         const struct delivery *together)
{
    struct result all = {0};
    for (size_t i = 0; i < N_SMALL; i++)
        for (size_t r = 0; r < files[i].result.n; r++) {
            all.rows = arena_grow(&bench->arena, all.rows, &all.cap, all.n + 1, sizeof *all.rows);
            all.rows[all.n++] = files[i].result.rows[r];
        }
    result_close(&all);
    const char *difference = result_difference(&all, &together->result, &bench->arena);
    return !difference ||
           errors_add(&bench->errors, ERROR_DATA, "one by one against together", "%s", difference);
}

static bool run_many(struct bench *bench)
{
    struct delivery files[N_SMALL], together;
    struct delivery_order order = {.name = "together",
                                   .n_lines = bench->scale->small_lines,
                                   .quoted = 2,
                                   .n_files = N_SMALL,
                                   .seed = 1};
    struct series series = series_of(bench, (bench->scale->rounds + 1) / 2);
    if (!make(bench, &order, &together))
        return false;
    order.n_files = 1;
    for (int i = 0; i < N_SMALL; i++, order.seed++) {
        order.name = arena_printf(&bench->arena, "gemeente-%02d", order.seed);
        if (!make(bench, &order, &files[i]))
            return false;
    }
    series_add(&series, PROGRAM_PNC, N_THREADS, &together);
    series_add(&series, PROGRAM_PNC, N_THREADS, files)->n_deliveries = N_SMALL;
    series_add(&series, PROGRAM_DUCKDB, N_THREADS, &together);
    series_add(&series, PROGRAM_POLARS, N_THREADS, &together);
    if (!series_run(&series, &bench->errors) || !compare_many(bench, files, &together))
        return false;
    char title[MAX_TITLE];
    snprintf(title, sizeof title, "%d files of %lld lines: in one run, and one run each", N_SMALL,
             bench->scale->small_lines);
    figures_print(&series, title);
    return remove_all(bench, files, N_SMALL) && remove_all(bench, &together, 1);
}

const struct scenario scenarios[] = {
    {"kinds", run_kinds},   {"gzip", run_gzip},        {"wide", run_wide},
    {"growth", run_growth}, {"start-up", run_startup}, {"many", run_many},
};
const size_t n_scenarios = sizeof scenarios / sizeof *scenarios;
