/* The parts of the stage controles, and of nothing else. Each evaluates its controls, adds them to
 * job->controls, holding or not, and adds the tables that show what the controls are about. */
#pragma once

#include "pipeline/tables/examples.h"

/* Every mutatie of every source is accounted for. */
void controles_bronnen(struct job *job);
/* No kolom and no stand is without a mutatie. */
void controles_kolommen(struct job *job);
/* None of them is in another unit. Adds a control only where one seems to be. */
void controles_eenheid(struct job *job);
/* Changes with the other sign, a part of a budget: what only the realisatie shows. */
void controles_begroting(struct job *job);
/* No kolom and no amount has the name of another. Adds a control only where one has. */
void controles_koppen(struct job *job);
/* No account is lasten in one source and baten in another. Adds a control only where one is. */
void controles_secties(struct job *job);
/* No key and no account has the name of another one. Adds a control only where names are known. */
void controles_heten(struct job *job);
/* No stand, month, account or post is on the other side than what is beside it. Adds a control only
 * where one is. */
void controles_delen(struct job *job);
/* What the mapping lacks, and what in it nothing used. */
void controles_koppeling(struct job *job);
/* The tables' figures against the ledger and each other. Tables: Afrondingen. */
void controles_tabellen(struct job *job);
/* From primair to na wijziging, besluit by besluit. */
void controles_wijzigingen(struct job *job);
/* The Afwijkingen sheets: do they close, is all explained. */
void controles_afwijkingen(struct job *job);
/* What is above the budget: is it judged. */
void controles_rechtmatigheid(struct job *job);
/* Of a tussenrapportage: is the prognose whole. */
void controles_prognose(struct job *job);
/* Against other published runs, and against what was decided: lasten, reserves. */
void controles_vergelijk(struct job *job);
/* What was promised about the publication that stood, and what the settings accept as right however
 * far it is from that: both follow from the settings alone. */
void controles_aanvaard(struct job *job);

/* What stands in the months behind the last that [run] perioden lets count: "periode 10 (583
 * mutaties, € ...)"; "" nothing. */
const char *late_months(const struct job *job, const struct source_account *account);

/* Against what this run published last. Its controls may not be printed in what is published; it
 * adds no table then either. */
void controles_vorige(struct job *job);

/* Files beside those that are read, with such a name, that no source reads. As they are no input,
 * its controls may not be printed in what is published. Adds a control only where there is one. */
void controles_ernaast(struct job *job);

/* After all of them, with every table but that of the controls in place: nothing personal in
 * anything that is printed. */
void controles_personen(struct job *job);

/* A group lacks what others have as often as these lack it; of so many groups together. */
bool lack_by_accident(size_t n_group, size_t n_others, size_t n_both, size_t n_groups);

/* A control on a table in which an amount was too large (table.incomplete): not done. */
void not_complete(struct job *job, const char *name, enum severity severity);

/* A key as messages show it: where a column has shifted it may be somebody's description. */
const char *key_words(const struct job *job, const struct unmapped *unmapped);
