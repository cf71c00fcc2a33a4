/* `pnc sniff`: sniff.h says what it does. */
#ifndef SNIFF_SNIFF_COMMAND_H
#define SNIFF_SNIFF_COMMAND_H

#include "pipeline/command.h"

extern const struct command sniff_command;

#endif
