/* What is measured: each scenario makes its files, runs a series over them, prints it, and tells
 * where pnc stands to the bounds that were set. */
#pragma once

#include "tests/bench/figures.h"

#define MAX_GROWTH 4

/* How much of everything. */
struct scale {
    const char *name;
    long long lines;              /* of the ledgers */
    long long growth[MAX_GROWTH]; /* lines; 0: no more */
    long long small_lines;        /* of each of the many files */
    int rounds;                   /* of the ledgers; about */
    int startup_rounds;
    bool with_miller;
};

extern const struct scale scale_full, scale_quick;

struct bench {
    struct bench_folder folder;
    struct programs programs;
    const struct scale *scale;
    struct bounds bounds;
    struct errors errors;
    struct arena arena;
};

struct scenario {
    const char *name;
    bool (*run)(struct bench *bench); /* false after an error */
};

extern const struct scenario scenarios[];
extern const size_t n_scenarios;
