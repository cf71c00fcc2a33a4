/* Small jobs (small_job.h) that run in a scratch folder. */
#pragma once

#include "tests/unit/scratch.h"
#include "tests/unit/small_job.h"

/* A scratch folder in which `ledger` lies as input. */
static inline struct scratch *prepare(const char *ledger)
{
    struct scratch *scratch = scratch_new();
    struct small_job small = {0};
    assert_true(small_inputs(&small, scratch->folder, ledger));
    small_release(&small);
    return scratch;
}

static inline int make(void **state)
{
    *state = prepare("regel\n");
    return 0;
}

static inline int unmake(void **state)
{
    scratch_free(*state);
    return 0;
}

static inline void run(struct scratch *scratch, const char *mark, enum small_course course)
{
    struct small_job small = {0};
    bool ok = small_run(&small, scratch->folder, scratch_path(scratch, "output"), mark, course);
    for (size_t i = 0; i < small.errors.n; i++)
        print_error("%s: %s\n", small.errors.items[i].where, small.errors.items[i].message);
    assert_true(ok);
    small_release(&small);
}

static inline struct manifest manifest_at(struct scratch *scratch, const char *name)
{
    struct manifest manifest;
    assert_true(
        manifest_read(scratch_path(scratch, name), &scratch->arena, &scratch->errors, &manifest));
    return manifest;
}
