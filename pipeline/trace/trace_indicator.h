/* `pnc trace --indicator CODE`: the values of an indicator, and the line that each stands on. */
#ifndef TRACE_TRACE_INDICATOR_H
#define TRACE_TRACE_INDICATOR_H

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/trace/trace_options.h"

#include <stdio.h>

/* Prints a line per value, with the tables that print it. False after errors: as
 * trace_publication's, a code that is unknown, or a period without a value. *n_values is how many
 * there were. */
bool trace_indicator(const struct trace_options *options, struct arena *arena,
                     struct errors *errors, FILE *out, size_t *n_values);

#endif
