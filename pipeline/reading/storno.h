/* Lines that take back others of their source: the same key, account and amount on the other side.
 * A run of them is no file that was mirrored. */
#pragma once

#include "pipeline/reading/again.h"

/* Takes them out of what sides told of files in which many are reversed, and what was booked again
 * out of what copies told of the same file; where they stand in the place of a month's own lines
 * it is only told_sides.perhaps_back. The source is read again when there are many. */
void storno_leave_out(const struct again *again);
