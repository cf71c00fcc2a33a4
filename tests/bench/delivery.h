/* What the programs read: ledgers made for the occasion, with what each program needs beside them,
 * in a folder of our own that is removed in the end. */
#pragma once

#include "tests/bench/result.h"

#include <stdint.h>

enum layout { LAYOUT_LEDGER, LAYOUT_WIDE, LAYOUT_COUNT };

const char *layout_name(enum layout layout);

/* An order for one or more files of the generator. */
struct delivery_order {
    const char *name; /* of the run, too */
    enum layout layout;
    long long n_lines; /* of each file */
    int quoted;        /* percentage of the descriptions */
    int n_files;       /* >= 1, numbered from 1 */
    int seed;          /* of the first file; the others have the next ones */
    bool gzip;
};

struct delivery {
    struct delivery_order order;
    const char *folder;   /* holds nothing but the files */
    const char *pattern;  /* the file, or a glob that matches them all */
    const char *run_ini;  /* a run of pnc over all of them */
    uint64_t n_bytes;     /* on disk, all files */
    uint64_t boundary;    /* of a single plain file: where a record begins, about half-way */
    struct result result; /* of the program that read it first; empty until then */
};

struct bench_folder {
    const char *path;
    const char *build;   /* where the programs were built */
    const char *mapping; /* the example's mapping, every key and year written out, for the peers */
    const char *log;
    struct arena *arena;
};

/* Makes a folder under TMPDIR, which becomes the programs' TMPDIR. Started in the project's folder.
 */
bool bench_folder_open(struct bench_folder *folder, const char *build, struct arena *arena,
                       struct errors *errors);
bool bench_folder_close(struct bench_folder *folder, struct errors *errors);

/* Makes the files. False after an error. */
bool delivery_make(struct bench_folder *folder, const struct delivery_order *order,
                   struct errors *errors, struct delivery *delivery);

/* Removes the files; name, numbers and result stay. */
bool delivery_remove(struct delivery *delivery, struct errors *errors);
