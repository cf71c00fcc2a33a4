#include "tests/bench/series.h"

#include "pipeline/base/folder.h"
#include "tests/bench/load.h"

#include <stdio.h>

#define WARM_UP                                                                                    \
    (-1) /* the round that fills caches and compares all results before any time counts */

struct task *series_add(struct series *series, enum program program, int n_threads,
                        struct delivery *delivery)
{
    series->tasks = arena_grow(series->folder->arena, series->tasks, &series->cap,
                               series->n_tasks + 1, sizeof *series->tasks);
    struct task *task = &series->tasks[series->n_tasks++];
    *task = (struct task){
        .program = program, .n_threads = n_threads, .deliveries = delivery, .n_deliveries = 1};
    return task;
}

size_t task_rounds(const struct series *series, const struct task *task)
{
    if (!task->samples)
        return 0;
    return task->once ? 1 : (size_t)series->n_rounds;
}

/* ---- results ---- */

/* The floor counted all records and separators that were generated, or the pass was none. */
static bool check_counts(const struct call *call, const struct delivery *delivery,
                         struct errors *errors)
{
    static const unsigned long long separators[LAYOUT_COUNT] = {
        [LAYOUT_LEDGER] = 10, [LAYOUT_WIDE] = 6};
    unsigned long long n_records = 0, n_separators = 0;
    unsigned long long wanted = (unsigned long long)delivery->order.n_lines + 1;
    FILE *stream = fopen(call->result, "re");
    bool ok = stream && fscanf(stream, "%llu,%llu", &n_records, &n_separators) == 2;
    if (stream)
        fclose(stream);
    if (!ok || n_records != wanted || n_separators != wanted * separators[delivery->order.layout])
        return errors_add(errors, ERROR_DATA, call->words[0],
                          "%llu records and %llu separators found, %llu records written", n_records,
                          n_separators, wanted);
    return true;
}

/* Keeps the first result of a delivery in the arena of the folder: a scratch one serves all later
 * ones, so that this process stays small. */
static bool check_sums(const struct call *call, struct delivery *delivery, struct arena *arena,
                       struct errors *errors)
{
    bool is_first = delivery->result.n == 0;
    struct arena scratch = {0};
    struct result found = {0};
    bool ok = result_add_file(&found, call->result, is_first ? arena : &scratch, errors);
    result_close(&found);
    if (ok && found.n == 0)
        ok = errors_add(errors, ERROR_DATA, call->result, "no sums at all");
    if (ok && is_first)
        delivery->result = found;
    const char *difference = ok ? result_difference(&delivery->result, &found, &scratch) : NULL;
    if (difference)
        ok = errors_add(errors, ERROR_DATA, call->words[0],
                        "%s: other sums than the first program's: %s", delivery->order.name,
                        difference);
    arena_release(&scratch);
    return ok;
}

/* ---- running ---- */

static bool run_task(struct series *series, struct task *task, struct usage *sample,
                     struct errors *errors)
{
    *sample = (struct usage){0};
    for (size_t i = 0; i < task->n_deliveries; i++) {
        const struct call *call = &task->calls[i];
        struct usage usage;
        if (!folder_remove(call->remove, errors) ||
            !usage_of(call->words, series->folder->log, &usage, errors))
            return false;
        usage_add(sample, &usage);
        bool ok = program_sums(task->program)
                      ? check_sums(call, &task->deliveries[i], series->folder->arena, errors)
                      : check_counts(call, &task->deliveries[i], errors);
        if (!ok)
            return false;
    }
    return true;
}

static void prepare(struct series *series, struct task *task)
{
    struct arena *arena = series->folder->arena;
    if (!series->programs->versions[task->program])
        return;
    task->calls = arena_alloc(arena, task->n_deliveries * sizeof *task->calls);
    task->samples = arena_alloc(arena, (size_t)series->n_rounds * sizeof *task->samples);
    for (size_t i = 0; i < task->n_deliveries; i++)
        program_call(task->program, &task->deliveries[i], task->n_threads, series->folder,
                     &task->calls[i]);
}

static bool run_round(struct series *series, int round, struct errors *errors)
{
    struct usage unused = {0};
    for (size_t i = 0; i < series->n_tasks; i++) {
        struct task *task = &series->tasks[(i + (size_t)(round + 1)) % series->n_tasks];
        if (!task->samples || (task->once && round != 0))
            continue;
        struct usage *sample = round == WARM_UP ? &unused : &task->samples[round];
        if (!run_task(series, task, sample, errors))
            return false;
    }
    return true;
}

bool series_run(struct series *series, struct errors *errors)
{
    for (size_t i = 0; i < series->n_tasks; i++)
        prepare(series, &series->tasks[i]);
    bool ok = run_round(series, WARM_UP, errors);
    struct load before = load_now();
    for (int round = 0; ok && round < series->n_rounds; round++)
        ok = run_round(series, round, errors);
    struct load after = load_now();
    series->foreign = load_foreign(&before, &after);
    return ok;
}
