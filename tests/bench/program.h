/* The programs that are measured, and how each is called. */
#pragma once

#include "tests/bench/delivery.h"

enum program {
    PROGRAM_PNC,      /* the whole run */
    PROGRAM_PNC_ZLIB, /* built without libisal */
    PROGRAM_DUCKDB,
    PROGRAM_CLICKHOUSE, /* the ledger only */
    PROGRAM_POLARS,
    PROGRAM_MILLER,
    PROGRAM_LIBCSV,
    PROGRAM_FLOOR, /* separators found, nothing else */
    PROGRAM_COUNT
};

struct programs {
    const char *versions[PROGRAM_COUNT]; /* NULL: not installed */
};

const char *program_name(enum program program);

/* How to get a program that is not there. */
const char *program_remedy(enum program program);

/* Asks every program for its version. */
void programs_find(struct programs *programs, const struct bench_folder *folder);

/* True for a program that comes to sums, which can be compared. */
bool program_sums(enum program program);

#define PROGRAM_MAX_WORDS 12

/* One call: over all files of a delivery. */
struct call {
    const char *words[PROGRAM_MAX_WORDS];
    const char *remove; /* what an earlier call left behind, removed before each */
    const char *result; /* where the sums, or the floor's counts, are found afterwards */
};

void program_call(enum program program, const struct delivery *delivery, int n_threads,
                  const struct bench_folder *folder, struct call *call);
