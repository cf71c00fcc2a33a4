/* `pnc diff`: diff.h says what it does. */
#ifndef DIFF_DIFF_COMMAND_H
#define DIFF_DIFF_COMMAND_H

#include "pipeline/command.h"

extern const struct command diff_command;

#endif
