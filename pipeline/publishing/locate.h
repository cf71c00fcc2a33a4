/* Finding the settings and inputs that a published folder was made from. The manifest says nothing
 * about where they stand on this machine, only what they are: the INI is searched by name and hash.
 */
#ifndef PUBLISHING_LOCATE_H
#define PUBLISHING_LOCATE_H

#include "pipeline/publishing/manifest.h"

/* The path of the run's INI (here NAME), in the arena, relative when it lies below the current
 * folder; NULL when there is none. Looked for as F/NAME and F/mappings/NAME, first where inputs of
 * the run are found from it, then whatever became of these:
 *  - F being the output folder or the one above it: by the recorded hash, else by name (it
 * changed);
 *  - F being the current folder and each above it, then each above the output folder, by hash;
 *  - F being the output folder and each above it, then the current one, by name alone. */
const char *locate_run(const char *published, const struct manifest *manifest, struct arena *arena);

#endif
