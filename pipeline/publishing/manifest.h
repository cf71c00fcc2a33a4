/* manifest.json: what a published folder was made from and what it holds, by SHA-256.
 *
 * It says nothing about the machine, the clock, the number of workers or where the folders stand:
 * the same version, settings and inputs give the same bytes. Input and settings paths are relative
 * to the folder of the run's INI. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/sha256.h"
#include "pipeline/base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#define MANIFEST_NAME        "manifest.json"
#define MANIFEST_MAX_BYTES   (16u << 20)
#define MANIFEST_RUN_ID_SIZE 17 /* 16 lower-case hex digits and a NUL */

struct manifest_file {
    const char *path;
    char sha256[SHA256_HEX_SIZE];
    long long n_bytes;
    /* Inputs only, else 0. */
    long long n_lines;    /* physical lines, header included */
    long long n_records;  /* data records, good and bad */
    long long n_rejected; /* records */
};

struct manifest_files {
    struct manifest_file *items;
    size_t n;
};

/* Where the mutaties of a source went; the fates add up to what was read. */
struct manifest_fate {
    const char *name; /* "in een cel" */
    long long n_mutaties;
    long long cents; /* in the source's notation */
};

struct manifest_source {
    const char *name;
    const char *profile;         /* path */
    struct manifest_files files; /* in the order of the plan */
    long long n_mutaties;        /* read well */
    long long cents;
    struct manifest_fate *fates;
    size_t n_fates;
};

/* Another run that this one was compared with ([vergelijk]): what stood in the output folder then.
 * Only its data/saldi.csv counts, which never depends on what that run was compared with itself:
 * two runs that compare with each other so come to rest. */
struct manifest_other {
    const char *run;              /* name */
    char sha256[SHA256_HEX_SIZE]; /* of its data/saldi.csv; "" when there was none */
    long long n_bytes;
    long long mutual; /* 1 when it is compared with this run too, itself or through others
                         (other_run.h), else 0 */
};

struct manifest_others {
    struct manifest_other *items;
    size_t n;
};

/* What was read back before publishing, and found equal: how many of it. */
struct manifest_reading {
    const char *what; /* "cellen van CSV-bestanden" */
    long long n;
};

struct manifest_readings {
    struct manifest_reading *items;
    size_t n;
};

struct manifest {
    const char *version;           /* of pnc */
    char program[SHA256_HEX_SIZE]; /* of its sources; "" in a manifest of before it was named */
    const char *run;               /* name */
    char run_id[MANIFEST_RUN_ID_SIZE];
    const char *previous; /* run id of the publication before it, when this one says what moved
                             since; NULL: it does not */
    const char *subject;  /* "jaarrekening 2024, programma 6"; NULL where it is not named */
    const char *run_ini;  /* name of the run's INI, without folder */
    struct manifest_files settings; /* the INI, the profiles, the mappings */
    struct manifest_source *sources;
    size_t n_sources;
    struct manifest_others others; /* each once, in the order of [vergelijk]; a manifest that does
                                      not name the list has none */
    struct manifest_readings readings; /* a manifest that does not name the list has none */
    struct manifest_files outputs;     /* sorted by path; all but manifest.json itself */
};

void manifest_add_reading(struct manifest_readings *readings, struct arena *arena, const char *what,
                          size_t n);

/* The file of this path, or NULL. */
const struct manifest_file *manifest_find(const struct manifest_files *files, const char *path);

/* The same among the files of all sources. */
const struct manifest_file *manifest_input(const struct manifest *manifest, const char *path);

/* The hash and size of folder/path. */
bool manifest_hash_file(const char *folder, const char *path, struct arena *arena,
                        struct errors *errors, struct manifest_file *file);

/* A hash over the names and bytes of this program's own sources; the Makefile makes it. The same
 * sources give the same, whatever the folder, the compiler and the day. */
extern const char manifest_program[];

/* When this folder was published; false when it is no publication. */
bool manifest_time(const char *folder, struct arena *arena, struct timespec *made);
bool manifest_is_later(struct timespec a, struct timespec b);

/* The run id: the start of a hash over all that the result follows from: the version, the program's
 * sources, the settings, each source with its profile and its files in the order of the plan, what
 * other runs said, what it is compared with. Files count by path and hash. In a manifest that names
 * no program the paths, the profiles and the names of sources and runs do not count, as was the
 * rule then. */
void manifest_set_run_id(struct manifest *manifest);

/* The bytes of manifest.json, in the arena. */
struct text manifest_format(const struct manifest *manifest, struct arena *arena);

/* Reads one strictly into the arena: a missing or unknown member, a path that leaves its folder, a
 * hash that is none are errors (ERROR_DATA), all of them. */
bool manifest_parse(struct text bytes, const char *where, struct arena *arena,
                    struct errors *errors, struct manifest *manifest);

/* Reads the manifest of a published folder. A folder without one is ERROR_SETTINGS: it is none. */
bool manifest_read(const char *folder, struct arena *arena, struct errors *errors,
                   struct manifest *manifest);
