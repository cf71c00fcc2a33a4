/* `pnc toelichtingen`: what advisers filled in goes into the store, the file of [mappings]
 * toelichtingen. */
#ifndef TOELICHTINGEN_TOELICHTINGEN_COMMAND_H
#define TOELICHTINGEN_TOELICHTINGEN_COMMAND_H

#include "pipeline/command.h"

extern const struct command toelichtingen_command;

#endif
