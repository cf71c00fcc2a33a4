/* How the tables show an amount: the plan's sign convention and unit (DESIGN rule 2), in figures
 * and in words. Inside, an amount is its effect on the result; a shown amount is only ever made
 * here. */
#pragma once

#include "pipeline/settings/plan/plan.h"

/* An effect of this sectie as it is shown. */
struct money shown_sectie(const struct plan *plan, enum sectie sectie, struct money effect);

/* A shown saldo is the sum over the secties of this sign times the shown amount. */
int shown_saldo_sign(const struct plan *plan, enum sectie sectie);

/* True when the verschil kolom shows a nadeel of this sectie (or, SECTIE_COUNT, of a saldo) with a
 * minus; false when with a plus. The plan has a verschil kolom. */
bool shown_nadeel_is_minus(const struct plan *plan, enum sectie sectie);

/* "Bedragen x € 1.000." */
const char *shown_unit(const struct plan *plan);
/* What a table of this plan holds: "Bedragen x € 1.000. Negatief getoond: lasten; ..." */
const char *shown_meaning(const struct plan *plan, struct arena *arena);
/* The same of the main table, with what a minus means in the verschil kolom if it has one. */
const char *shown_meaning_of_main(const struct plan *plan, struct arena *arena);
/* What an Afwijkingen sheet holds; the plan has afwijkingen. */
const char *shown_meaning_of_afwijkingen(const struct plan *plan, struct arena *arena);

/* The same of the sheet of all of them, where plus is a voordeel on every row. */
const char *shown_meaning_of_afwijkingen_totaal(const struct plan *plan, struct arena *arena);

/* The amount rounded to the unit, in whole euros, as in print: "€ −3.363.000" (U+2212). */
const char *shown_euros(struct arena *arena, struct money money, int64_t unit_euros);
