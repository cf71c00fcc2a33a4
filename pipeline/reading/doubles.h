/* Finding (boekstuk, regel) pairs that came twice, in a source whose order does not prove that
 * there are none. Reads the source again, once for every million lines, so that memory stays
 * bounded; and once more for the names, if anything came twice. */
#ifndef READING_DOUBLES_H
#define READING_DOUBLES_H

#include "pipeline/reading/batch.h"

/* Sets n_doubled and the list in the source's account; of very many only the first are named. False
 * after errors. */
bool doubles_find(const struct line_chain *lines, struct ledger *ledger, size_t source,
                  struct arena *arena, struct errors *errors);

#endif
