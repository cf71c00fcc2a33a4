/* The stages, in the order of the chain. Each includes core only: no stage knows another.
 * pipeline/chain.c is the one place that puts them in a row. */
#ifndef STAGES_STAGES_H
#define STAGES_STAGES_H

#include "pipeline/core/batch.h"
#include "pipeline/core/job.h"

/* ---- left of the bar: every line passes through (core/batch.h) ---- */

extern const struct line_stage extract_stage; /* records -> values and amounts, rejects */
extern const struct line_stage map_stage;     /* values -> the place of each mutatie */
extern const struct line_stage tally_stage;   /* sums per place */

/* ---- right of the bar: small tables; each is a stage_fn (core/job.h) ---- */

/* saldo.c: begins the main table (tables.items[0]): lasten, baten, their totals and saldo. */
bool saldo_run(struct job *job);

/* reserves.c: appends stortingen, onttrekkingen, saldo reserves and, if the plan shows it, the
 * resultaat; sets job->sentence and the table's note. */
bool reserves_run(struct job *job);

/* afwijkingen.c: one table per pakket ("Afwijkingen 6L") and afwijkingen.csv for all of them. Makes
 * nothing when the plan has no [afwijkingen]. */
bool afwijkingen_run(struct job *job);

/* controles.c: evaluates every control, makes the tables about them and about the sources. Adds an
 * ERROR_DATA for each failed control of severity fout and still returns true: the reports are
 * wanted most when something failed. */
bool controles_run(struct job *job);

/* write_csv.c: every table that has a csv_name, data/saldi.csv and afgekeurd.csv, into
 * job->temporary. */
bool write_csv_run(struct job *job);

/* write_xlsx.c: the workbook, into job->temporary. */
bool write_xlsx_run(struct job *job);

/* readback.c: CSV files and data/saldi.csv read again and compared with the tables. */
bool readback_run(struct job *job);

/* publish.c: reads back what was written and puts it in the place of what was published before. */
bool publish_run(struct job *job);

#endif
