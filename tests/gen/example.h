/* The example municipality's raw exports and mapping tables. */
#pragma once

#include "pipeline/base/error.h"
#include "tests/gen/dice.h"
#include "tests/gen/facts.h"

/* Writes DIR/input/ and DIR/mappings/ (made when missing): the same bytes every time. False after
 * errors. */
bool example_write(const char *dir, struct errors *errors);

/* Its parts; each writes one or more files below `dir`. */
struct example {
    const char *dir;
    const struct facts *facts;
    struct arena *arena;
    struct errors *errors;
};
bool example_ledgers(const struct example *example);
bool example_budgets(const struct example *example);
bool example_changes(const struct example *example);
bool example_mappings(const struct example *example);

/* "DIR/relative" in the arena. */
const char *example_path(const struct example *example, const char *relative);
