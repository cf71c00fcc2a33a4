/* What files, months and besluiten come to per pair (a key with an account), and what one
 * of them is to the others: their sum, all that came before it, the same once more. Lines need not
 * be equal for that (copies.h). */
#pragma once

#include "pipeline/reading/again.h"
#include "pipeline/reading/pair_units.h"
#include "pipeline/reading/told.h"

#define PAIRS_MOST 200000 /* in all files of a source together; each may have its part of them */

/* pairs, of a file of a source with several. */
struct told_pairs {
    struct pair_sum *items; /* by pair and besluit */
    size_t n;
    bool too_many; /* of them: there are none */
};

TOLD(pairs, struct told_pairs, file_account)

/* Adds to the findings of sources. What is the same to the cent is FINDING_COPIED; what may be
 * chance, FINDING_COPIED_PERHAPS; a file in thousands, FINDING_SMALL. */
void pairs_find(const struct again *again);
