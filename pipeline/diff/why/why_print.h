/* How what why_find found is shown. */
#ifndef DIFF_WHY_WHY_PRINT_H
#define DIFF_WHY_WHY_PRINT_H

#include "pipeline/diff/why/why.h"
#include "pipeline/format/csv.h"

#include <stdio.h>

struct why_options {
    bool all;           /* --alles: every figure and cause */
    const char *kind;   /* --oorzaak: causes of this kind only; NULL: all */
    struct money least; /* --vanaf: figures that moved by this at least */
};

/* One paragraph of whole sentences. In the arena of why. */
const char *why_paragraph(const struct why *why);

/* What moved per sectie, the figures by size with their causes, the settings. */
void why_print(const struct why *why, const struct why_options *options, FILE *out);

/* A row "oorzaak" per figure and cause: soort, sleutel, oud, nieuw, verschil. */
void why_print_csv(const struct why *why, const struct why_options *options,
                   struct csv_writer *csv);

#endif
