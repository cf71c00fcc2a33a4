/* Programs measured against each other: round after round each of them once, beginning with another
 * one in every round, after a round to warm up. All that come to sums over the same delivery must
 * come to the same ones, every time. */
#pragma once

#include "tests/bench/program.h"
#include "tests/bench/usage.h"

struct task {
    enum program program;
    int n_threads;
    struct delivery *deliveries; /* read one after the other, by a call each */
    size_t n_deliveries;
    bool once; /* in the first round only, without a warm-up */
    /* made by series_run */
    struct call *calls;    /* one per delivery */
    struct usage *samples; /* one per round; NULL: not measured, the program is not installed */
};

struct series {
    const struct programs *programs;
    struct bench_folder *folder;
    int n_rounds;
    struct task *tasks;
    size_t n_tasks;
    size_t cap;
    int foreign; /* made by series_run: percent of the processors' time that others took */
};

/* Adds a task over one delivery; valid until the next one. The series lives in the folder's arena.
 */
struct task *series_add(struct series *series, enum program program, int n_threads,
                        struct delivery *delivery);

/* Runs all rounds. False after an error, or a result that differs. */
bool series_run(struct series *series, struct errors *errors);

/* Rounds in which the task was measured: 0 when its program is not installed. */
size_t task_rounds(const struct series *series, const struct task *task);
