/* What a toelichting says in figures: the places that are filled in, and the amounts in it that are
 * none of its row's. */
#pragma once

#include "pipeline/tables/afwijkingen.h"

/* {lasten}, {baten} and {saldo} become the row's verschil, rounded to the unit and without a sign,
 * for the words beside it say which way: "€ 225.000". Other braces stay. The text itself when there
 * is nothing to fill in, else in the arena. */
const char *toelichting_filled(const char *text, const struct afwijking_figures *figures,
                               const struct plan *plan, struct arena *arena);

/* What is left in braces, "{last} bestaat niet", and the amounts in the text ("€ 1.044.000",
 * "225K", "1,0 mln", "2,9%") that are none of the row's lasten, baten or saldo, of realisatie,
 * begroting or verschil, rounded as the amount is written: "225K; 2,9%". "" when there are none. A
 * number without €, a unit or % is no amount. Amounts that the text calls parts ("waarvan",
 * "bestaat uit") are left out, up to the end of the sentence or of the list that follows. In the
 * arena. */
const char *toelichting_deviating(const char *text, const struct afwijking_figures *figures,
                                  const struct plan *plan, struct arena *arena);
