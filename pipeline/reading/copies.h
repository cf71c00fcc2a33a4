/* Lines that were delivered twice, told by what they say (fingerprint.h): a file that is part of
 * another one (a cumulative delivery beside the earlier one), files that have most of their lines
 * in common (two nights' snapshots), a file that says the same but for its descriptions, a block of
 * lines that comes back, a file behind itself, a row of a table (rows.h). Files that say the same
 * altogether are twins (twins.h), and no matter of this.
 *
 * Only files that are read by the same profile are compared. Of files above FINGERPRINT_MOST lines
 * a part of the lines is: a block is seen when about three of the kept marks are in it. */
#pragma once

#include "pipeline/reading/again.h"

/* Adds to the findings of the source of the later file. What may be chance, or the same amounts of
 * another month in a source that tells no time, is FINDING_COPIED_PERHAPS. */
void copies_find(const struct again *again);
