/* Finding the settings and inputs that a published folder was made from. The manifest says nothing
 * about where they stand on this machine, only what they are: the INI is searched by name and hash.
 */
#ifndef PIPELINE_LOCATE_H
#define PIPELINE_LOCATE_H

#include "pipeline/core/manifest.h"

/* The path of the run's INI (here NAME), in the arena, relative when it lies below the current
 * folder; NULL when there is none. Looked for as F/NAME and F/mappings/NAME, F being each folder
 * above the published one, nearest first: by the recorded hash, then by name alone (it has then
 * changed). Only when none of them has it: above the current folder, and one folder aside of all
 * these, by hash; last, above the current folder by name alone. */
const char *locate_run(const char *published, const struct manifest *manifest, struct arena *arena);

#endif
