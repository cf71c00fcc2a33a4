/* `pnc sniff`: what an unknown export looks like, as a bronprofiel in draft (sniff_draft.h says
 * what stands in it). It decides nothing in a run: a run only follows a profile. */
#pragma once

#include "pipeline/base/error.h"

#include <stdio.h>

struct sniff_verdict {
    size_t n_columns;
    size_t n_to_fill;  /* lines that must be completed */
    size_t n_to_check; /* lines that are guesses */
    bool whole;        /* all of the file was looked at */
};

/* Prints the draft. False after errors, nothing printed: a file that cannot be read
 * (ERROR_MACHINE), or that is no text with columns (ERROR_DATA). */
bool sniff_file(const char *path, FILE *out, struct errors *errors, struct sniff_verdict *verdict);
