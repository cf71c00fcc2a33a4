/* The parts of the stage controles, and of nothing else. Each evaluates its controls, adds them to
 * job->controls, holding or not, and adds the tables that show what the controls are about. */
#ifndef STAGES_CONTROLES_CONTROLES_H
#define STAGES_CONTROLES_CONTROLES_H

#include "pipeline/tables/job.h"

/* Every mutatie of every source is accounted for. */
void controles_bronnen(struct job *job);
/* What the mapping lacks, and what in it nothing used. */
void controles_koppeling(struct job *job);
/* The tables' figures against the ledger and each other. Tables: Afrondingen. */
void controles_tabellen(struct job *job);
/* From primair to na wijziging, besluit by besluit. */
void controles_wijzigingen(struct job *job);
/* The Afwijkingen sheets: do they close, is all explained. */
void controles_afwijkingen(struct job *job);
/* Against other published runs, and against what was decided: lasten, reserves. */
void controles_vergelijk(struct job *job);

/* After all of them, with every table but that of the controls in place: nothing personal in
 * anything that is printed. */
void controles_personen(struct job *job);

/* What a control found: the first few for its sentence ("a, b, c en nog 12"), the first
 * FINDINGS_MAX_LISTED for bevindingen.csv. */
#define EXAMPLES_SHOWN 5
struct examples {
    const char *text; /* "" when there are none */
    unsigned long long n;
    unsigned long long n_lines; /* that they are about, when that is what the control counts */
    const char **all;           /* n_all of them */
    size_t n_all, cap;
    bool listed; /* a file of their own has them all: not in bevindingen.csv */
};

void examples_add(struct examples *examples, struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "a, b en nog 12"; "" when there are none. */
const char *examples_text(const struct examples *examples, struct arena *arena);

/* A control over things that should not be there, with the first few of them; when there are more,
 * all of them are in bevindingen.csv, as far as they were kept. */
void check_none(struct job *job, const char *name, enum severity severity,
                const struct examples *examples, const char *sentence);

/* A control on a table in which an amount was too large (table.incomplete): not done. */
void not_complete(struct job *job, const char *name, enum severity severity);

/* An amount to the cent, for examples: "-1.234,56". In the arena. */
const char *money_words(struct arena *arena, struct money money);

/* A key as messages show it: where a column has shifted it may be somebody's description. */
const char *key_words(struct arena *arena, const struct unmapped *unmapped);

/* "1 regel", "2 regels". In the arena. */
const char *count_words(struct arena *arena, unsigned long long n, const char *one,
                        const char *many);

#endif
