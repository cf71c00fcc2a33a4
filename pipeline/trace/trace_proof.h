/* What `pnc trace` proves a figure against: published files, which must still be the ones that the
 * manifest names. */
#pragma once

#include "pipeline/format/csv.h"
#include "pipeline/publishing/manifest.h"
#include "pipeline/settings/plan/plan.h"
#include "pipeline/trace/trace_options.h"

/* False (ERROR_DATA, each of them) when a file that the figure stands in, printed or exact, is not
 * the one that was published. */
bool trace_outputs_stand(const struct trace_options *options, const struct manifest *manifest,
                         struct arena *arena, struct errors *errors);

/* The column of one besluit in wijzigingen.csv. */
struct besluit_column {
    const char *number; /* as the lines carry it: "" for the column without a number */
    const char *csv_name;
    struct csv_file file;
    size_t index;       /* in the file */
    struct money *sums; /* of the lines, as shown: per pakket and sectie */
    struct arena *arena;
};

/* Finds the column of options->besluit in the table of the kolom whose changes `standen` takes
 * (per stand how often it counts; those that are no change are set to 0). False (ERROR_SETTINGS,
 * ERROR_DATA) when that kolom has no changes, or they hold no such besluit. */
bool besluit_column_find(struct besluit_column *column, const struct plan *plan,
                         const struct trace_options *options, int *standen, struct arena *arena,
                         struct errors *errors);

/* How to ask for a besluit whose number was given as a kolom: "; een besluit is …", else "". */
const char *besluit_column_hint(const struct plan *plan, const struct trace_options *options,
                                struct arena *arena);

/* Before a reading: no lines yet. A column that was not asked for stays as it is. */
void besluit_column_begin(struct besluit_column *column, const struct plan *plan);

/* One line that counts. False on overflow. */
bool besluit_column_add(struct besluit_column *column, size_t pakket, enum sectie sectie,
                        struct money shown);

/* True when each printed cell of these pakketten (all, or the one with this code) and secties (1 <<
 * enum sectie) is the sum of its lines, rounded. False (ERROR_DATA), each that is not. */
bool besluit_column_holds(const struct besluit_column *column, const struct plan *plan,
                          const char *pakket, unsigned secties, struct errors *errors);
