/* Lines that take back others of their source: the same key, account and amount on the other side.
 * A run of them is no file that was mirrored. */
#pragma once

#include "pipeline/reading/again.h"

/* Takes them out of what sides told of files in which many are reversed; the source is read again
 * when there are. */
void storno_leave_out(const struct again *again);
