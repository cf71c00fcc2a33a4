/* `pnc run` and `pnc check`: run.h says what they do. */
#ifndef PIPELINE_RUN_COMMAND_H
#define PIPELINE_RUN_COMMAND_H

#include "pipeline/command.h"

extern const struct command run_command, check_command;

#endif
