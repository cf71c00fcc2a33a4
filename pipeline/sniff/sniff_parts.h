/* Fields of an unknown export that hold several things: columns that are a part of another one. */
#ifndef SNIFF_SNIFF_PARTS_H
#define SNIFF_SNIFF_PARTS_H

#include "pipeline/sniff/sniff_column.h"

/* Adds the parts to columns that were counted; their own values are still to be read. `header` has
 * the columns' names, or is NULL. */
void sniff_parts_find(struct sniff_columns *columns, const struct text *header);

#endif
