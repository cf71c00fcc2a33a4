/* Finding (boekstuk, regel) pairs that came twice, in a source whose order does not prove that
 * there are none. Reads the source once more, in memory that does not grow with its lines
 * (repeats.h); and one more time for the names, if anything came twice. */
#ifndef READING_DOUBLES_H
#define READING_DOUBLES_H

#include "pipeline/reading/line_stage.h"

/* Adds to the source's findings; of very many only the first are named. False after errors. */
bool doubles_find(const struct line_chain *lines, struct ledger *ledger, size_t source,
                  int n_workers, struct arena *arena, struct errors *errors);

#endif
