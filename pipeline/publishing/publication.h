/* Publishing a folder whole or not at all.
 *
 * In the output folder, with NAAM the run's name:
 *
 *     NAAM/                       what is published
 *     NAAM-afgekeurd/             the reports of the last run, when that one failed: a run that
 *                                 begins removes those of the one before, whatever becomes of it,
 *                                 and leaves what is no report of ours alone
 *     archief/NAAM/<run id>/      what was published before
 *     .NAAM.slot                  lock file of the run that is busy
 *     .NAAM.<pid>.<chance>.tmp/    what it is writing, or what is being removed
 *     .NAAM.<pid>.<hash>.wissel/  the new folder, ready (its manifest has this hash), or, once
 *                                 exchanged, the old one on its way to the archive
 *     .NAAM.<pid>.oud/            the old folder on a file system that cannot exchange
 *
 * The last three tell by their names alone what is left to do, so that a run killed at any moment
 * is tidied by the next one: half-written folders go, an old published folder reaches the archive.
 * NAAM/ itself always holds a whole publication. (Where the file system cannot exchange two folders
 * there is a moment without NAAM/; the next run then puts the old one back.) */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/lock.h"
#include "pipeline/base/memory.h"
#include "pipeline/publishing/manifest.h"
#include "pipeline/settings/plan/plan.h"

struct publication {
    const char *output;    /* the folder that holds all of the above */
    const char *name;      /* NAAM */
    const char *subject;   /* soort, jaar and programma: what only a run of the same may replace;
                              NULL when the settings are not good */
    const char *target;    /* output/NAAM */
    const char *temporary; /* output/.NAAM.<pid>.<chance>.tmp, with data/ in it; files in it whose
                              name begins with a dot are scratch and are never published */
    const char *own_names[6]; /* in the output folder, for held.h; NULL ends them */
    bool holds;               /* the output folder is held */
    struct lock lock;
    struct manifest_files settings; /* of the plan, hashed when the run began; their paths are
                                       relative to the folder of the run's INI */
    char manifest[SHA256_HEX_SIZE]; /* of the manifest.json that is published; "" before */
    bool unchanged;                 /* publication_place: what stood there was the same already */
    bool stands;    /* publication_place: the new output stands, also when something failed after */
    bool recovered; /* publication_begin: a run that was killed while it exchanged had left none;
                       what was published before it stands again */
    const char *archived; /* publication_place: where the old folder went, or NULL */
    const char *told;     /* what there is to tell of what was kept before, a Dutch sentence without
                             its end; or NULL */
    struct arena *arena;  /* borrowed: where these paths live */
};

/* Hashes the plan's settings, makes the output folder, takes the lock, tidies what killed runs left
 * behind, removes the reports of the run before and makes the empty temporary folder. Belongs
 * directly behind plan_read. On failure nothing is held. A run name that would mix with the ones
 * above, or a publication of that name
 * about another year, programma or soort, is ERROR_SETTINGS; everything else ERROR_MACHINE. */
bool publication_begin(struct publication *publication, const struct plan *plan, const char *output,
                       const struct lock_patience *patience, struct arena *arena,
                       struct errors *errors);

/* What stands in the place of this plan's publication is its own, or nothing does; else
 * ERROR_SETTINGS, as publication_begin says it. Nothing is held. */
bool publication_may_replace(const struct plan *plan, const char *output, struct arena *arena,
                             struct errors *errors);

/* As publication_begin, for a run whose settings are not good, so that it can only leave a report.
 * Waits for nobody: who holds the lock leaves reports of its own. False, with nothing held, also
 * when there is no output folder yet. */
bool publication_begin_refused(struct publication *publication, const char *name,
                               const char *output, struct arena *arena, struct errors *errors);

/* Copies the settings into the temporary folder, as publication_setting names them. False
 * (ERROR_SETTINGS, each of them) when one is not the file that the run began with. */
bool publication_keep_settings(const struct publication *publication, const struct plan *plan,
                               struct errors *errors);

/* Where a publication holds the settings file of this path (relative to the folder of the run's
 * INI): "instellingen/posten.csv"; "../" in front is "boven/". No two paths have the same place. In
 * the arena. */
#define PUBLICATION_SETTINGS "instellingen"
const char *publication_setting(const char *path, struct arena *arena);

/* The setting that a publication holds in the file of this path; NULL: none. */
const struct manifest_file *publication_setting_of(const struct manifest *manifest,
                                                   const char *path, struct arena *arena);

/* True when the file of this path belongs in a publication with this manifest: an output, a setting
 * that it holds, the manifest itself. */
bool publication_names(const struct manifest *manifest, const char *path, struct arena *arena);

/* The folder of what was published before under this name. In the arena. */
const char *publication_archive(const struct publication *publication);

/* Removes one of these folders, out of sight in one step. */
bool publication_drop(const struct publication *publication, const char *folder,
                      struct errors *errors);

/* Puts the temporary folder, complete with manifest.json and synced, in the place of what was
 * published, and that in the archive, unless the two are the same byte for byte. On failure what
 * was published before stands there again. */
bool publication_place(struct publication *publication, struct errors *errors);

/* After a failed run: what the temporary folder holds of the report files becomes NAAM-afgekeurd.
 * `whole` is false when the machine failed: only fouten.csv is then sure to be what it says. */
bool publication_reports(struct publication *publication, bool whole, struct errors *errors);

/* Removes the temporary folder and lets go of the lock. Must follow every publication_begin that
 * succeeded, whatever happened since. */
bool publication_end(struct publication *publication, struct errors *errors);
