/* Inside the vormen only: the columns of a table of [rechtmatigheid] behind its kolommen. */
#ifndef TABLES_OORDEEL_H
#define TABLES_OORDEEL_H

#include "pipeline/tables/tabel/vorm_rows.h"

/* How many there are; 0 for other tables. */
size_t oordeel_n_columns(const struct tabel *tabel);
void oordeel_make_columns(const struct building *b, size_t first_column);

/* Of the row of a leaf; of all totals, once every row is there. */
void oordeel_put(struct building *b, size_t row, enum maat maat, size_t first, size_t behind);
void oordeel_put_totals(struct building *b);

#endif
