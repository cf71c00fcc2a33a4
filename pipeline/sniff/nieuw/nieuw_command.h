/* `pnc nieuw`: the settings of a municipality's first run, drafted from its exports. */
#ifndef SNIFF_NIEUW_NIEUW_COMMAND_H
#define SNIFF_NIEUW_NIEUW_COMMAND_H

#include "pipeline/command.h"

extern const struct command nieuw_command;

#endif
