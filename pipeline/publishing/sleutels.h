/* The columns of data/sleutels.csv: what each line of posten.csv brought in, of all programma's,
 * per source, sectie, stand, period, besluit and account. It says nothing that a table shows; the
 * next run looks at it, to tell what has changed since. Sorted by source, in the order of the
 * settings, and key. */
#ifndef PUBLISHING_SLEUTELS_H
#define PUBLISHING_SLEUTELS_H

#include "pipeline/format/csv.h"

enum sleutels_column {
    SLEUTELS_BRON,
    SLEUTELS_SLEUTEL, /* as posten.csv has it: exact, or ending in '*' */
    SLEUTELS_SECTIE,
    SLEUTELS_STAND,
    SLEUTELS_PERIODE,      /* "" where the source has none */
    SLEUTELS_BESLUIT,      /* "" where there is none, or the run does not keep it; from here on as
                              ledger_key_dimensions */
    SLEUTELS_REKENING,     /* "" of what is personal */
    SLEUTELS_KOSTENPLAATS, /* "" as well where no key of posten.csv ends in '*' */
    SLEUTELS_PROGRAMMA,
    SLEUTELS_PAKKET,
    SLEUTELS_POST,
    SLEUTELS_PLUS, /* cents >= 0: the mutaties that raise the result */
    SLEUTELS_MIN,  /* cents <= 0: those that lower it */
    SLEUTELS_MUTATIES,
    SLEUTELS_COLUMNS
};
#define SLEUTELS_KEYS    SLEUTELS_PROGRAMMA /* the columns before it say which lines these are, */
#define SLEUTELS_FIGURES SLEUTELS_PLUS      /* the next where they went, and the last how much */

extern const char *const sleutels_names[SLEUTELS_COLUMNS];

/* True when a header is just these columns. */
bool sleutels_is_header(const struct text *fields, size_t n_fields);

/* Reads that of a published folder. False, without an error, when it has none or one of another
 * program. */
bool sleutels_read(const char *folder, struct arena *arena, struct csv_file *file);

#endif
