/* `pnc rerun`: a kept publication, published again elsewhere. */
#ifndef VERIFY_RERUN_COMMAND_H
#define VERIFY_RERUN_COMMAND_H

#include "pipeline/command.h"

extern const struct command rerun_command;

#endif
