/* `pnc trace`: the ledger lines behind a published figure. Rereads the inputs that the manifest
 * names and refuses when one of them, or a setting, is not what it was; keeps no copy of them. */
#ifndef PIPELINE_TRACE_H
#define PIPELINE_TRACE_H

#include "pipeline/core/error.h"
#include "pipeline/core/memory.h"
#include "pipeline/core/plan.h"

#include <stdint.h>
#include <stdio.h>

enum trace_order { TRACE_BY_FILE, TRACE_BY_AMOUNT };

struct trace_options {
    const char *folder;  /* the published folder */
    const char *run_ini; /* --instellingen: where the run's INI stands now; NULL: search for it */
    /* The figure. What is not given counts whole: no post is the pakket, no pakket the programma.
     */
    const char *pakket;
    const char *post; /* also "Overige …" (the posten without a row of their own) and "Totaal" */
    const char *sectie; /* lasten, baten, stortingen, onttrekkingen, saldo, reserves; NULL: all */
    const char *kolom;  /* a kolom of the table, or a stand such as "wijziging 2024" */
    const char *besluit;
    /* The answer. */
    const char *per; /* rekening, kostenplaats, periode, post, bestand: sums instead of lines */
    size_t top;      /* the largest only; 0 = all */
    enum trace_order order;
    bool csv;
};

/* One mutatie behind the figure. */
struct traced {
    const char *file; /* base name */
    uint64_t line_no;
    const char *boekstuk, *datum, *rekening, *kostenplaats, *omschrijving, *periode, *post;
    struct money amount; /* as it counts in the figure, in the sign that is shown */
};

struct trace {
    struct plan plan;
    const char *label;    /* "6P, Jeugdhulp lokaal, lasten, realisatie_2024" */
    struct traced *lines; /* in the order of the files; heap */
    size_t n_lines, cap;
    struct money sum;
    bool compared; /* with data/saldi.csv: equal to the cent, or trace_read failed */
    bool overflow;
};

/* True for a word that may stand behind --per. */
bool trace_per_known(const char *name);

/* Arguments behind "trace". False after errors (ERROR_SETTINGS), all of them. */
bool trace_options_parse(int argc, char **argv, struct errors *errors,
                         struct trace_options *options);

/* Reads the lines. False after errors: a figure that does not exist (ERROR_SETTINGS), an input or
 * setting that has changed, a sum that is not the published one (ERROR_DATA). */
bool trace_read(const struct trace_options *options, struct arena *arena, struct errors *errors,
                struct trace *trace);

/* Prints lines or sums, and the total. */
void trace_print(const struct trace_options *options, struct trace *trace, FILE *out);

void trace_release(struct trace *trace);

#endif
