/* One run from settings to published folder. */
#pragma once

#include "pipeline/publishing/manifest.h"

#include <stdbool.h>
#include <stdio.h>

struct run_options {
    const char *ini;
    const char *output;  /* the folder that holds the published folders */
    const char *compare; /* where other runs' published folders stand, for [vergelijk]; as a rule
                            the same */
    int n_workers;       /* >= 1 */
    bool publish;        /* false: `pnc check` */
    bool passing;        /* what is published here will not stay: nothing is kept for it */
    const struct manifest *again; /* as in the job: NULL but for verify */
    bool quiet;                   /* no warnings: errors and the verdict only */
    bool silent;                  /* no progress on the terminal */
    const char *repeat;           /* as in the job: NULL but for verify and rerun */
};

/* Runs, tells on `err` what is wrong and ends with the verdict. Returns the exit status. */
int run_execute(const struct run_options *options, FILE *err);
