#include "tests/bench/program.h"

#include "tests/bench/usage.h"

#include <stdio.h>
#include <string.h>

#define MAX_VERSION 80

/* A peer is called as: WORDS LEDGER MAPPING RESULT THREADS LAYOUT BOUNDARY */
static const struct program_facts {
    const char *name;
    const char *words[2];
    bool is_built; /* words[0] lies in the folder of what was built */
    const char *remedy;
} facts[PROGRAM_COUNT] = {
    [PROGRAM_PNC] = {"pnc run", {"pnc"}, true, "make"},
    [PROGRAM_PNC_ZLIB] = {"pnc run, zlib", {"pnc-zlib"}, true, "make"},
    [PROGRAM_DUCKDB] = {"DuckDB",
                        {"node", "tests/bench/peer_duckdb.cjs"},
                        false,
                        "make bench-peers"},
    [PROGRAM_CLICKHOUSE] = {"ClickHouse",
                            {"node", "tests/bench/peer_clickhouse.cjs"},
                            false,
                            "make bench-peers"},
    [PROGRAM_POLARS] = {"Polars",
                        {"node", "tests/bench/peer_polars.cjs"},
                        false,
                        "make bench-peers"},
    [PROGRAM_MILLER] = {"Miller", {"tests/bench/peer_miller.sh"}, false, "Debian package miller"},
    [PROGRAM_LIBCSV] = {"libcsv", {"tests/bench/peer_libcsv"}, true, "make bench"},
    [PROGRAM_FLOOR] = {"floor", {"tests/bench/peer_floor"}, true, "make bench"},
};

const char *program_name(enum program program)
{
    return facts[program].name;
}

const char *program_remedy(enum program program)
{
    return facts[program].remedy;
}

bool program_sums(enum program program)
{
    return program != PROGRAM_FLOOR;
}

/* The words that start a program; returns how many. */
static size_t start_words(enum program program, const struct bench_folder *folder,
                          const char *words[PROGRAM_MAX_WORDS])
{
    const struct program_facts *fact = &facts[program];
    size_t n = 0;
    words[n++] = fact->is_built
                     ? arena_printf(folder->arena, "%s/%s", folder->build, fact->words[0])
                     : fact->words[0];
    if (fact->words[1])
        words[n++] = fact->words[1];
    return n;
}

static const char *first_line(const char *path, struct arena *arena)
{
    char line[MAX_VERSION] = "";
    FILE *stream = fopen(path, "re");
    if (stream) {
        if (!fgets(line, sizeof line, stream))
            line[0] = 0;
        fclose(stream);
    }
    return arena_copy(arena, line, strcspn(line, "\n"));
}

void programs_find(struct programs *programs, const struct bench_folder *folder)
{
    for (int i = 0; i < PROGRAM_COUNT; i++) {
        const char *words[PROGRAM_MAX_WORDS] = {NULL};
        struct errors errors = {0}; /* not there is no error */
        struct usage usage;
        words[start_words((enum program)i, folder, words)] = "--version";
        programs->versions[i] = usage_of(words, folder->log, &usage, &errors)
                                    ? first_line(folder->log, folder->arena)
                                    : NULL;
        errors_release(&errors);
    }
}

static void call_pnc(const struct delivery *delivery, const char *threads,
                     const struct bench_folder *folder, size_t n, struct call *call)
{
    struct arena *arena = folder->arena;
    const char *output = arena_printf(arena, "%s/output", folder->path);
    call->words[n++] = "run";
    call->words[n++] = delivery->run_ini;
    call->words[n++] = "--output";
    call->words[n++] = output;
    call->words[n++] = "--jobs";
    call->words[n] = threads;
    call->remove = output;
    call->result = arena_printf(arena, "%s/%s/data/saldi.csv", output, delivery->order.name);
}

static void call_peer(const struct delivery *delivery, const char *threads,
                      const struct bench_folder *folder, size_t n, struct call *call)
{
    call->result = arena_printf(folder->arena, "%s/result.csv", folder->path);
    call->remove = call->result;
    call->words[n++] = delivery->pattern;
    call->words[n++] = folder->mapping;
    call->words[n++] = call->result;
    call->words[n++] = threads;
    call->words[n++] = layout_name(delivery->order.layout);
    call->words[n] = arena_printf(folder->arena, "%llu", (unsigned long long)delivery->boundary);
}

void program_call(enum program program, const struct delivery *delivery, int n_threads,
                  const struct bench_folder *folder, struct call *call)
{
    *call = (struct call){.remove = NULL};
    size_t n = start_words(program, folder, call->words);
    const char *threads = arena_printf(folder->arena, "%d", n_threads);
    if (program == PROGRAM_PNC || program == PROGRAM_PNC_ZLIB)
        call_pnc(delivery, threads, folder, n, call);
    else
        call_peer(delivery, threads, folder, n, call);
}
