/* One run while it runs: what the stages hand to each other. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/interrupt.h"
#include "pipeline/base/memory.h"
#include "pipeline/publishing/manifest.h"
#include "pipeline/reading/ledger.h"
#include "pipeline/settings/plan/plan.h"
#include "pipeline/tables/afwijkingen.h"
#include "pipeline/tables/control.h"
#include "pipeline/tables/oorzaken.h"
#include "pipeline/tables/tabel/overschrijding.h"
#include "pipeline/tables/table.h"

struct line_chain;

#define PNC_VERSION "1.0.0"

struct job {
    /* given */
    struct arena *arena;
    struct errors *errors;
    const struct plan *plan;
    const char *output;  /* --output: the folder that holds the published folders */
    const char *compare; /* the folder where other runs' published folders are looked up: as a rule
                            the same */
    int n_workers;       /* --jobs, >= 1 */
    bool publish;        /* false for `pnc check` */
    const struct manifest *again; /* the publication, of another program, that this run is done
                                     again for, or NULL: provenance.h */
    const char *repeat; /* the publication that this run is done again for: what it says of the one
                           before it is said again; NULL */
    const struct line_chain *lines; /* of the product; NULL when it has none */
    const char
        *temporary; /* folder beside the target where everything is written first: that of the
                       publication. A file in it whose name begins with a dot is scratch */
    struct publication *publication; /* publication.h: lock, settings' hashes, what was published;
                                        NULL when nothing can be published */

    /* made by the stages */
    struct ledger *ledger;                    /* the line stages; NULL when the product has none */
    struct overview *main;                    /* overview.h: saldo and reserves */
    struct afwijkingen afwijkingen;           /* afwijkingen: the rows of all its sheets */
    struct overschrijdingen overschrijdingen; /* tabellen: of those of [rechtmatigheid] */
    struct oorzaken oorzaken;                 /* oorzaken: what moves them */
    struct wijzigingen *wijzigingen; /* wijzigingen.h: n_wijzigingen kolommen with changes */
    size_t n_wijzigingen;
    struct tables tables;              /* what is printed of these, and of the controls */
    struct controls controls;          /* controles, and what other stages check on the way */
    struct manifest_others others;     /* controles: the other runs that were looked at */
    struct manifest_readings readings; /* write_xlsx, readback: what was found equal on disk */
    const char *ages;                  /* controles: how old the sources are of which the settings
                                          say how old they may be, for the verdict; or NULL */
    const char *previous; /* waarom: run id of the publication that `why` compares with, or NULL */
    const char *why;      /* waarom: why figures moved, for the terminal; or NULL */
    const char *sentence; /* saldo/reserves: the Resultaat sentence, or NULL */
};

/* False, after an error, when the run was asked to stop: what may take long asks it on the way. */
static inline bool job_goes_on(struct job *job)
{
    return !interrupt_came() || errors_add(job->errors, ERROR_MACHINE, "", "onderbroken");
}

/* A stage right of the bar. Each is a file under stages/ that ends in one of these, and a line in
 * pipeline/chain.c. */
enum stage_when {
    STAGE_ALWAYS,
    STAGE_WRITES, /* only in a run that publishes, also after errors: the reports are wanted then */
    STAGE_IF_GOOD, /* only in a run that publishes, and only without errors so far */
};

struct stage {
    const char *name;
    bool (*run)(struct job *job); /* false after errors: the chain stops */
    enum stage_when when;
    /* The set of 1 << enum dimension that it wants the tally to keep, whether [run] bewaren names
     * them or not; NULL: none. */
    unsigned (*needs)(const struct plan *plan);
};
