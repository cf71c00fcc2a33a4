/* Afwijkingen: the verschil kolom against the begroting, per post and per pakket, and when it is
 * large enough to be explained (DESIGN rule 5). All in exact cents. */
#ifndef TABLES_DEVIATION_H
#define TABLES_DEVIATION_H

#include "pipeline/reading/ledger.h"

#define DEVIATION_SIDES 2 /* SECTIE_LASTEN and SECTIE_BATEN */

struct deviation {
    struct money verschil[DEVIATION_SIDES];  /* the verschil kolom, in the sign that is shown */
    struct money begroting[DEVIATION_SIDES]; /* the begroting kolom, in the sign that is shown */
    uint64_t n_mutaties; /* mutaties in the standen of realisatie and begroting, both sides */
};

/* The plan has afwijkingen. False when an amount is too large. */
bool deviation_of_post(const struct ledger *ledger, size_t post, struct deviation *deviation);
bool deviation_of_pakket(const struct ledger *ledger, size_t pakket, struct deviation *deviation);

/* *sum += more; false on overflow, *sum then undefined. */
bool deviation_add(struct deviation *sum, const struct deviation *more);

/* True when the threshold says that this verschil is to be explained: it is not 0, reaches the
 * amount, and reaches the percentage of the begroting, which counts for at least the minimum. */
bool threshold_reached(const struct threshold *threshold, struct money verschil,
                       struct money begroting);

/* True when either side reaches the threshold. */
bool deviation_reaches(const struct deviation *deviation, const struct threshold *threshold);

/* The label of the row of all other posten: "Overige diverse posten < € 50.000". */
const char *deviation_rest_label(const struct threshold *post_threshold, struct arena *arena);

/* True when a row label or a toelichting's post is that of the Overige row. */
bool deviation_is_rest(const char *label);

#endif
