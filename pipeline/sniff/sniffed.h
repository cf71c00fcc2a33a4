/* An unknown export that was looked at, as a whole: its bytes, shape, columns, and the draft that
 * they lead to. */
#ifndef SNIFF_SNIFFED_H
#define SNIFF_SNIFFED_H

#include "pipeline/sniff/sniff_draft.h"

struct sniffed {
    struct arena arena;
    struct sniff_bytes bytes;
    struct sniff_shape shape;
    struct sniff_columns columns;
    struct draft draft;
};

/* Looks at the file. False after errors, as sniff_file; `sniffed` stays where it is, and is
 * released in both cases. */
bool sniffed_open(const char *path, struct errors *errors, struct sniffed *sniffed);

/* Prints the draft, once. */
void sniffed_print(struct sniffed *sniffed, FILE *out);

void sniffed_release(struct sniffed *sniffed);

#endif
