/* The depot of inputs: output/.invoer/, beside the published folders and their archive.
 *
 *     stuk/<sha256>.gz      a piece of an input, packed as one gzip member; the hash is of its
 * bytes bestand/<sha256>      an input by the hash of the whole: the pieces that it consists of,
 * one
 *                           "<sha256> <bytes>" a line, in order
 *     nodig/NAAM.<hash>     what the publication of run NAAM whose manifest has this hash needs:
 * one
 *                           "<sha256> <path>" a line (claims.h)
 *     nieuw/                what is being added
 *     slot                  lock file of whoever adds or removes
 *
 * A file is cut where its own lines say so, into pieces of 128 KiB to 1 MiB: a ledger that grows at
 * its end shares all pieces but the last with the night before, and one that gets a line in its
 * middle all but one. What is kept is read with zcat alone. Nothing in bestand/ lacks a piece and
 * nothing in nodig/ lacks a file, whenever the machine stops: pieces reach the disk first.
 *
 * Who holds `slot` may add and remove; reading needs no lock as long as the publication stands. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/lock.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/sha256.h"

#define DEPOT_NAME        ".invoer"
#define DEPOT_LIST_HEAD   "pnc-invoer 1"    /* the first line of an input's pieces */
#define DEPOT_MOST_BYTES  ((size_t)1 << 20) /* of a piece */
#define DEPOT_LEAST_BYTES ((size_t)128 << 10)

struct depot {
    const char *folder; /* output/.invoer */
    int mode;           /* of the files in it: who may read delivered lines */
    int n_workers;      /* >= 1 */
    struct lock lock;
    struct arena *arena; /* borrowed */
};

/* Of this output folder; nothing is looked at yet. */
struct depot depot_of(const char *output, struct arena *arena);

/* Makes the folders, takes the lock and removes what was left half added. */
bool depot_lock(struct depot *depot, const char *holder, struct errors *errors);
void depot_unlock(struct depot *depot);

/* Whether it has the input with this hash. */
bool depot_has(const struct depot *depot, const char *sha256);

/* Adds the file, unless it is there; the locked depot has it after depot_commit. False after
 * errors: it cannot be read or is not what has this hash (ERROR_MACHINE), no room on the disk. */
bool depot_add(const struct depot *depot, const char *path, const char *sha256,
               struct errors *errors);

/* Brings what was added to the disk and in its place. */
bool depot_commit(const struct depot *depot, struct errors *errors);

/* Writes the input with this hash as a new file. Whoever reads it sees by its hash whether it is
 * whole; a piece that is missing or damaged is an error here (ERROR_MACHINE). */
bool depot_restore(const struct depot *depot, const char *sha256, const char *to,
                   struct errors *errors);

/* Removes from the locked depot every input that is not among `needed` (sorted by strcmp), then
 * every piece of no input. */
bool depot_sweep(const struct depot *depot, const char *const *needed, size_t n_needed,
                 struct errors *errors);

/* What the pieces take on disk. */
bool depot_bytes(const struct depot *depot, long long *n_bytes, struct errors *errors);

/* The name in nodig/ of what the publication of a run needs whose manifest has this hash. In the
 * arena. */
const char *depot_needs_name(const char *run, const char *manifest_hash, struct arena *arena);

/* ---- for the files of the depot ---- */

struct depot_piece {
    char sha256[SHA256_HEX_SIZE];
    unsigned n_bytes;
    unsigned long long offset;
};

struct depot_pieces { /* heap */
    struct depot_piece *items;
    size_t n;
};

/* stuk, bestand, nodig, nieuw; and a file there. */
const char *depot_folder(const struct depot *depot, const char *what);
const char *depot_path(const struct depot *depot, const char *what, const char *name);

/* The pieces of an input. */
bool depot_list(const struct depot *depot, const char *sha256, struct depot_pieces *pieces,
                struct errors *errors);
