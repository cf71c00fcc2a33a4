/* `pnc verify`: verify.h says what it does. */
#ifndef VERIFY_VERIFY_COMMAND_H
#define VERIFY_VERIFY_COMMAND_H

#include "pipeline/command.h"

extern const struct command verify_command;

#endif
