/* Finding (boekstuk, regel) pairs that came twice, in a source whose order does not prove that
 * there are none. Lines in no order bring hashes of their pairs along while they are read; when not
 * all of them did, the source is read once more by the stage that brings them, in memory that does
 * not grow with its lines (repeats.h). If anything came twice, it is read one more time, for the
 * names. */
#pragma once

#include "pipeline/reading/again.h"

struct doubles;

struct doubles *doubles_new(size_t n_sources);
void doubles_free(struct doubles *doubles);

uint64_t doubles_hash(struct text boekstuk, struct text regel);
/* Of lines of a source, in any order; any thread. */
void doubles_add(struct doubles *doubles, size_t source, const uint64_t *hashes, size_t n);
/* True when lines of the source brought hashes already, or it is read for them: further ones need
 * not be tried in order. Any thread. */
bool doubles_are_looked_for(struct doubles *doubles, size_t source);

/* Adds to the source's findings; of very many only the first are named. False after errors. */
bool doubles_find(struct doubles *doubles, const struct again *again, size_t source);
