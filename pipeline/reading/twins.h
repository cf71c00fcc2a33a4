/* Deliveries that came twice: the same bytes, or the same text in another packing (plain and gzip,
 * with and without a byte order mark, UTF-8 and UTF-16), or the same lines with other line ends; or
 * the same lines by what they say, quoted, written or ordered in another way. */
#pragma once

#include "pipeline/reading/ledger.h"

/* Adds an ERROR_DATA for every file that holds the text of an earlier one. Files without data lines
 * are left alone, however equal: nothing in them can count twice. Only files whose texts are
 * equally long, or that have as many data lines with the same debet and credit, are read again;
 * that ends at the first difference. */
void twins_refuse(const struct ledger *ledger, struct arena *arena, struct errors *errors);
