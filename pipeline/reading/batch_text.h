/* What a record says, for people who look at it: never on the hot path. */
#pragma once

#include "pipeline/reading/batch.h"

/* What good record i has for a role: as the profile reads it where the figures follow from it, else
 * as it stands; "" when the profile has no such column. UTF-8, in the arena of the batch. */
const char *batch_role_text(struct batch *batch, size_t i, enum role role);

/* Its boekstuk, of one column or several. */
const char *batch_boekstuk_text(struct batch *batch, size_t i);
