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

/* The figures by size of their change, the largest first: their indexes; heap. */
size_t *why_order(const struct why *why);

struct why_heading {
    const char *run, *old_id, *new_id, *paragraph;
    bool equal;
};

/* --vorm json: one object; amounts in cents. */
void why_print_json(const struct why *why, const struct why_options *options,
                    const struct why_heading *heading, FILE *out);

/* --vorm csv, for a spreadsheet: a row per saldo, and under it one per cause. */
void why_print_people_csv(const struct why *why, const struct why_options *options, FILE *out);

/* A row "oorzaak" per figure and cause: soort, sleutel, oud, nieuw, verschil. */
void why_print_csv(const struct why *why, const struct why_options *options,
                   struct csv_writer *csv);

#endif
