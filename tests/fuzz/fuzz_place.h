/* The settings of a run, written once into a folder that lasts as long as the process. */
#pragma once

#include "pipeline/settings/plan/plan.h"
#include "tests/fuzz/fuzz_ledger.h"

struct fuzz_place {
    struct arena arena;
    const char *folder, *ini;
};

struct fuzz_setting {
    const char *name, *text; /* the first of them is the run's */
};

/* Made by the first call: *is_new then. */
static inline struct fuzz_place *fuzz_place(const struct fuzz_setting *settings, size_t n,
                                            bool *is_new)
{
    static struct fuzz_place *place;
    *is_new = !place;
    if (place)
        return place;
    place = mem_alloc(sizeof *place);
    place->folder = fuzz_folder(&place->arena);
    for (size_t i = n; i-- > 0;)
        place->ini =
            fuzz_write_text(&place->arena, place->folder, settings[i].name, settings[i].text);
    return place;
}

/* These settings must be good. */
static inline struct plan fuzz_plan(const struct fuzz_place *place, struct arena *arena)
{
    struct plan plan;
    struct errors errors = {0};
    bool ok = plan_read(place->ini, arena, &errors, &plan);
    for (size_t i = 0; i < errors.n; i++)
        fprintf(stderr, "%s: %s\n", errors.items[i].where, errors.items[i].message);
    MUST(ok);
    return plan;
}
