#include "tests/bench/figures.h"

#include <stdio.h>
#include <stdlib.h>

#define MAX_ROUNDS  100
#define CELL        32
#define MAX_FOREIGN 3 /* percent, told when above */

/* ---- numbers ---- */

static int by_value(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

struct spread spread_of(int64_t *values, size_t n)
{
    qsort(values, n, sizeof *values, by_value);
    return (struct spread){(values[(n - 1) / 2] + values[n / 2]) / 2, values[0], values[n - 1]};
}

bool figures_wall(const struct series *series, const struct task *task, struct spread *us)
{
    int64_t values[MAX_ROUNDS] = {0};
    size_t n = task_rounds(series, task);
    for (size_t i = 0; i < n; i++)
        values[i] = task->samples[i].wall_us;
    if (n > 0)
        *us = spread_of(values, n);
    return n > 0;
}

static int64_t median_cpu(const struct series *series, const struct task *task)
{
    int64_t values[MAX_ROUNDS] = {0};
    size_t n = task_rounds(series, task);
    for (size_t i = 0; i < n; i++)
        values[i] = task->samples[i].cpu_us;
    return spread_of(values, n).median;
}

int64_t figures_peak(const struct series *series, const struct task *task)
{
    int64_t peak = 0;
    for (size_t i = 0; i < task_rounds(series, task); i++)
        if (task->samples[i].peak_kib > peak)
            peak = task->samples[i].peak_kib;
    return peak;
}

bool figures_ratio(const struct series *series, const struct task *task, uint64_t task_size,
                   const struct task *base, uint64_t base_size, struct spread *per_mille)
{
    int64_t values[MAX_ROUNDS] = {0};
    size_t n = task_rounds(series, task), n_base = task_rounds(series, base);
    if (n_base < n)
        n = n_base;
    for (size_t i = 0; i < n; i++) {
        __int128 share = (__int128)task->samples[i].wall_us * 1000 * base_size;
        __int128 whole = (__int128)base->samples[i].wall_us * task_size;
        values[i] = (int64_t)((share + whole / 2) / whole);
    }
    if (n > 0)
        *per_mille = spread_of(values, n);
    return n > 0;
}

/* ---- the table of a series ---- */

static char *seconds(int64_t us, char cell[CELL])
{
    int64_t ms = (us + 500) / 1000;
    snprintf(cell, CELL, "%lld.%03lld", (long long)(ms / 1000), (long long)(ms % 1000));
    return cell;
}

static char *mebibytes(int64_t kib, char cell[CELL])
{
    int64_t tenths = (kib * 10 + 512) / 1024;
    snprintf(cell, CELL, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
    return cell;
}

/* Two decimals from 0.1 on, three below. */
static char *ratio(int64_t per_mille, char cell[CELL])
{
    int64_t hundredths = (per_mille + 5) / 10;
    if (per_mille < 100)
        snprintf(cell, CELL, "0.%03lld", (long long)per_mille);
    else
        snprintf(cell, CELL, "%lld.%02lld", (long long)(hundredths / 100),
                 (long long)(hundredths % 100));
    return cell;
}

/* pnc over the same delivery, else the first task. */
static const struct task *base_of(const struct series *series, const struct task *task)
{
    for (size_t i = 0; i < series->n_tasks; i++)
        if (series->tasks[i].program == PROGRAM_PNC &&
            series->tasks[i].deliveries == task->deliveries)
            return &series->tasks[i];
    return series->tasks;
}

static void print_ratio(const struct series *series, const struct task *task)
{
    char median[CELL], low[CELL], high[CELL];
    struct spread spread;
    const struct task *base = base_of(series, task);
    if (base != task && figures_ratio(series, base, 1, task, 1, &spread))
        printf("  %6s  %s-%s", ratio(spread.median, median), ratio(spread.low, low),
               ratio(spread.high, high));
    putchar('\n');
}

static void print_task(const struct series *series, const struct task *task)
{
    char median[CELL], low[CELL], high[CELL], cpu[CELL], peak[CELL], range[2 * CELL];
    struct spread wall;
    printf("  %-14s %-14s %2d", program_name(task->program),
           task->n_deliveries > 1 ? "one by one" : task->deliveries->order.name, task->n_threads);
    if (!figures_wall(series, task, &wall)) {
        printf("  missing (%s)\n", program_remedy(task->program));
        return;
    }
    snprintf(range, sizeof range, "%s-%s", seconds(wall.low, low), seconds(wall.high, high));
    printf("  %8s  %-15s %8s  %8s", seconds(wall.median, median), range,
           seconds(median_cpu(series, task), cpu), mebibytes(figures_peak(series, task), peak));
    print_ratio(series, task);
}

void figures_print(const struct series *series, const char *title)
{
    printf("\n%s\n\n", title);
    printf("  %-14s %-14s %2s  %8s  %-15s %8s  %8s  %6s  %s\n", "program", "file", "th", "wall s",
           "min-max", "CPU s", "peak MiB", "pnc/it", "min-max");
    for (size_t i = 0; i < series->n_tasks; i++)
        print_task(series, &series->tasks[i]);
    if (series->foreign > MAX_FOREIGN)
        printf("  DISTURBED: other work took %d %% of the processors meanwhile\n", series->foreign);
}

/* ---- bounds ---- */

static char *bound_cell(const struct bound *bound, int64_t value, char cell[CELL])
{
    char number[CELL];
    switch (bound->unit) {
    case BOUND_MIB:
        snprintf(cell, CELL, "%.20s MiB", mebibytes(value, number));
        break;
    case BOUND_MS:
        snprintf(cell, CELL, "%lld.%lld ms", (long long)((value + 50) / 1000),
                 (long long)((value + 50) / 100 % 10));
        break;
    default:
        ratio(value, cell);
    }
    return cell;
}

static void print_bound(const struct bound *bound)
{
    char limit[CELL], found[CELL];
    printf("  %-60s %8s  ", bound->measure, bound_cell(bound, bound->at_most, limit));
    if (bound->missing)
        printf("%8s  not measured: %s\n", "-", bound->missing);
    else if (bound->found <= bound->at_most)
        printf("%8s  met\n", bound_cell(bound, bound->found, found));
    else
        printf("%8s  missed by %lld %%\n", bound_cell(bound, bound->found, found),
               (long long)((bound->found - bound->at_most) * 100 / bound->at_most));
}

void bounds_print(const struct bounds *bounds)
{
    printf("\n  %-60s %8s  %8s\n", "measure", "at most", "found");
    for (size_t i = 0; i < bounds->n; i++)
        print_bound(&bounds->items[i]);
}
