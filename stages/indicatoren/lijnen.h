/* The charts of indicators: outcome, target and reference of each that has enough of them. */
#ifndef STAGES_INDICATOREN_LIJNEN_H
#define STAGES_INDICATOREN_LIJNEN_H

#include "pipeline/tables/job.h"

/* The sheet Grafieken, with the figures that are drawn and a chart for every indicator with two
 * outcomes or more and something to hold them against. No sheet when there is none. */
void lijnen_add(struct job *job);

#endif
