/* A kept publication as it was made: its settings and its inputs, tonight's as last month's,
 * whatever became of them since.
 *
 * A publication holds its settings (instellingen/). Its inputs, and what other runs said then, are
 * found where they were, as long as they are the same by SHA-256, or else in the depot of the
 * output folder that it lies in (depot.h). Publications of before the settings were kept work as
 * long as these, too, are where they were.
 *
 *     struct kept kept;
 *     if (kept_open(folder, NULL, NULL, arena, errors, &kept)) {
 *         plan_read(kept.run_ini, arena, errors, &plan);    the plan of then, with its inputs
 *         ... flow_run over it, or run_execute with .ini = kept.run_ini, .compare = kept.output ...
 *         kept_close(&kept, errors);
 *     }
 */
#pragma once

#include "pipeline/publishing/manifest.h"

enum kept_state {
    KEPT_STANDS,  /* where it was, the same */
    KEPT_STORED,  /* no longer where it was, but kept */
    KEPT_CHANGED, /* another file stands there now, and it was not kept */
    KEPT_MISSING, /* nothing stands there now, and it was not kept */
};

/* One file that the publication was made from. */
struct kept_file {
    const struct manifest_file *recorded;
    enum kept_state state;
    bool moved_on;        /* something else stands where it was, or nothing: of KEPT_STORED */
    const char *standing; /* where it was, if that is known, else NULL */
    const char *path;     /* as recorded, without a part of a file (file_of_path) */
    const char *from;     /* a file with its bytes now; NULL: it is in the depot */
};

struct kept_files {
    struct kept_file *items;
    size_t n;
};

struct kept {
    const char *folder; /* the publication */
    struct manifest manifest;
    const char *place; /* the run's INI where the run is done now, or NULL: not found */
    struct kept_files settings, inputs; /* in the order of the manifest */
    struct kept_files others; /* the data/saldi.csv of the runs of [vergelijk]; path is "RUN/data/
                                 saldi.csv"; those that were not there then are left out */
    /* after kept_open */
    const char *run_ini; /* the run's INI as it was, with the other settings and the inputs where it
                            names them: in a folder of its own */
    const char *output;  /* stands for the output folder that the run compared itself with */
    const char *temporary;
    bool was_whole; /* all that it needs is there: what went wrong after that is the machine's */
    struct arena *arena; /* borrowed */
};

/* Looks where everything is, and makes nothing. `run_ini` is where the run's INI stands now, NULL:
 * it is searched for. False after errors: no publication, or one that cannot be read. */
bool kept_find(const char *folder, const char *run_ini, struct arena *arena, struct errors *errors,
               struct kept *kept);

/* True when everything is there: KEPT_STANDS or KEPT_STORED. */
bool kept_whole(const struct kept *kept);

/* kept_find, and puts everything together: settings as copies, inputs that stand where they were as
 * links, others out of the depot, in a folder below `above` (NULL: TMPDIR), which needs room for
 * the latter. False after errors, with nothing left behind: also when something is not to be found
 * (ERROR_DATA, each of them, with what would cure it). */
bool kept_open(const char *folder, const char *run_ini, const char *above, struct arena *arena,
               struct errors *errors, struct kept *kept);

/* Removes what kept_open made. */
bool kept_close(struct kept *kept, struct errors *errors);
