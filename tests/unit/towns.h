/* Random municipalities (tests/gen/town.h), read and run in this process. */
#pragma once

#include "pipeline/chain.h"
#include "pipeline/reading/reader.h"
#include "pipeline/reading/reading.h"
#include "tests/gen/dice.h"
#include "tests/gen/town.h"
#include "tests/unit/scratch.h"

#include <unistd.h>

/* How many towns, and from which seed on: PNC_TOWNS=10000 PNC_SEED=1. */
#define TOWNS_BY_DEFAULT 300
#define TOWNS_MAX_FILES  3

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static inline uint64_t towns_setting(const char *name, uint64_t otherwise)
{
    const char *value = getenv(name);
    return value && *value ? strtoull(value, NULL, 10) : otherwise;
}

/* What the settings in a folder and the exports they name came to. */
struct town_run {
    struct arena arena;
    struct errors errors;
    struct plan plan;
    struct ledger *ledger; /* NULL until it was read */
    struct job job;
};

/* How the exports are cut up; their headers fit in the smallest chunk. */
struct town_cut {
    size_t chunk_bytes;
    int n_workers;
};

static const struct town_cut town_uncut = {READER_CHUNK_BYTES, 1};

static inline struct town_cut town_random_cut(struct dice *dice)
{
    return (struct town_cut){(size_t)dice_between(dice, 1024, 6144), (int)dice_between(dice, 1, 4)};
}

/* A new run with the settings in the folder. False when they are refused. */
static inline bool town_plan(struct town_run *run, const char *folder)
{
    *run = (struct town_run){0};
    const char *ini = path_join(&run->arena, folder, "run.ini");
    return plan_read(ini, &run->arena, &run->errors, &run->plan);
}

/* Reads the exports of run->plan, which may be that of another run that outlives this one. */
static inline void town_read(struct town_run *run, struct town_cut cut)
{
    const char *folder = path_folder(&run->arena, run->plan.path);
    struct reading reading = {
        .plan = &run->plan,
        .n_workers = cut.n_workers,
        .lines = &chain_lines,
        .chunk_bytes = cut.chunk_bytes,
        .rejects_path = path_join(&run->arena, folder, "afgekeurd"),
    };
    unlink(
        reading.rejects_path); /* of a reading before: a file that is there is not written over */
    reading_run(&reading, &run->arena, &run->errors, &run->ledger);
}

/* The stages right of the bar, as far as they need no output folder. */
static inline void town_stages(struct town_run *run)
{
    run->job = (struct job){.arena = &run->arena,
                            .errors = &run->errors,
                            .plan = &run->plan,
                            .output = "output",
                            .compare = "output",
                            .n_workers = 1,
                            .ledger = run->ledger};
    if (saldo_stage.run(&run->job) && reserves_stage.run(&run->job) &&
        afwijkingen_stage.run(&run->job) && koppeling_stage.run(&run->job) &&
        wijzigingen_stage.run(&run->job) && verantwoording_stage.run(&run->job))
        controles_stage.run(&run->job);
    else
        assert_true(run->errors.n > 0);
}

static inline void town_release(struct town_run *run)
{
    errors_release(&run->errors);
    arena_release(&run->arena);
}

/* Fails, showing the errors, when there are any. */
static inline void town_expect_no_errors(const struct town_run *run, const char *name)
{
    for (size_t i = 0; i < run->errors.n; i++)
        print_error("%s: %s: %s\n", name, run->errors.items[i].where, run->errors.items[i].message);
    if (run->errors.n)
        fail_msg("%s: %zu errors where none should be", name, run->errors.n);
}

static inline int towns_begin(void **state)
{
    *state = scratch_new();
    return 0;
}

static inline int towns_end(void **state)
{
    scratch_free(*state);
    return 0;
}

/* A new municipality in an empty folder below the scratch folder; its path. */
static inline const char *town_found(struct scratch *scratch, uint64_t seed)
{
    const char *folder = scratch_path(scratch, "gemeente");
    assert_true(folder_remove(folder, &scratch->errors));
    if (!town_write(folder, seed, &scratch->errors))
        fail_msg("town %llu: %s", (unsigned long long)seed, scratch->errors.items[0].message);
    return folder;
}
