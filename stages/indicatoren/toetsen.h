/* What the values of indicators say of each other: sums, shares, means, two documents, a goal
 * against its table, a name against its cells. Inside the stage indicatoren. */
#ifndef STAGES_INDICATOREN_TOETSEN_H
#define STAGES_INDICATOREN_TOETSEN_H

#include "stages/indicatoren/toetsen_delen.h"

/* One kind of contradiction; `look` calls toets_found for each that it meets. */
struct toets {
    const char *name;
    bool contradicts; /* two figures that cannot both be right; else something to look at */
    void (*look)(struct toetsing *toetsing);
    const char *sentence;
};

extern const struct toets toetsen[];
extern const size_t n_toetsen;

#endif
