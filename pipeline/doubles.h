/* Finding (boekstuk, regel) pairs that came twice, in a source whose order does not prove that
 * there are none. Reads the source again: first hashes, then, if any of them came twice, the pairs
 * behind those. Costs 8 bytes per line while it runs. */
#ifndef PIPELINE_DOUBLES_H
#define PIPELINE_DOUBLES_H

#include "pipeline/core/ledger.h"

/* Sets n_doubled and the examples in the source's account. False after errors. */
bool doubles_find(struct ledger *ledger, size_t source, struct arena *arena, struct errors *errors);

#endif
