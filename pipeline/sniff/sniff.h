/* `pnc sniff`: what an unknown export looks like, as a bronprofiel in draft (sniff_draft.h says
 * what stands in it). It decides nothing in a run: a run only follows a profile. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"

#include <stdio.h>

/* Prints the draft, and tells what it comes to, in the arena. NULL after errors, nothing printed: a
 * file that cannot be read (ERROR_MACHINE), or that is no text with columns (ERROR_DATA). */
const char *sniff_file(const char *path, FILE *out, struct arena *arena, struct errors *errors);
