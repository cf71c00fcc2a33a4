/* What a run of indicators and a run of a ledger that shows them beside its euros have in common.
 * Inside the stage indicatoren. */
#ifndef STAGES_INDICATOREN_INDICATOREN_H
#define STAGES_INDICATOREN_INDICATOREN_H

#include "pipeline/tables/job.h"

/* The outcomes before and at the run's year, the later one last, and the next target; each may be
 * NULL. */
struct standing {
    const struct value *before, *last, *target;
};
struct standing standing_of(const struct indicators *indicators, size_t indicator);

/* A value as it is printed; blank for NULL. */
struct cell indicator_cell(struct job *job, const struct value *value);

/* Each adds its tables or its controls. */
void indicatoren_add_printed(struct job *job);
void indicatoren_add_goals(struct job *job);
void indicatoren_add_targets(struct job *job);
void indicatoren_add_fillings(struct job *job);
void indicatoren_add_values(struct job *job);
void indicatoren_check(struct job *job);

#endif
