/* The columns of data/saldi.csv: the exact figure of each post, sectie and stand that has mutaties.
 * Whoever writes or reads it knows them from here. */
#ifndef PUBLISHING_SALDI_H
#define PUBLISHING_SALDI_H

#include "pipeline/format/csv.h"

enum saldi_column {
    SALDI_PROGRAMMA,
    SALDI_PAKKET,
    SALDI_POST,
    SALDI_SECTIE,
    SALDI_STAND,
    SALDI_CENTS, /* effect on the result */
    SALDI_MUTATIES,
    SALDI_COLUMNS
};
#define SALDI_KEYS SALDI_CENTS /* the columns before it say what the figure is of */

extern const char *const saldi_names[SALDI_COLUMNS];

/* True when the file's header is just these columns. */
bool saldi_header_is_ours(const struct csv_file *file);

#endif
