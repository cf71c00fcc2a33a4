/* `pnc trace`: trace.h says what it does. */
#ifndef TRACE_TRACE_COMMAND_H
#define TRACE_TRACE_COMMAND_H

#include "pipeline/command.h"

extern const struct command trace_command;

#endif
