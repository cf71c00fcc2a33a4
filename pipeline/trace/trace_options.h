/* What `pnc trace` is asked. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct trace_options {
    const char *folder;  /* the published folder */
    const char *run_ini; /* --instellingen: where the run's INI stands now; NULL: search for it */
    /* The figure. What is not given counts whole: no post is the pakket, no pakket the programma.
     */
    const char *pakket;
    const char *post; /* also "Overige …" (the posten without a row of their own) and "Totaal" */
    const char *sectie; /* lasten, baten, stortingen, onttrekkingen, saldo, reserves; NULL: all */
    const char *kolom;  /* a kolom of the table, or a stand such as "wijziging 2024" */
    const char *tabel;  /* a cell of [tabel NAAM] instead: then regel is its row, by text or code,
                           sectie what stands in that column, blad the value of a table per value */
    const char *regel, *blad;
    size_t rij;            /* the row by its line number in the CSV instead; 0: not asked */
    const char *besluit;   /* as wijzigingen.csv heads it; then kolom is one with changes */
    const char *indicator; /* its code, of a run of indicators: its values; the others then not */
    const char *periode;   /* of an indicator: one period only */
    /* The answer. */
    const char *per;    /* rekening, kostenplaats, periode, post, bestand: sums instead of lines */
    size_t top;         /* the largest only; 0 = all */
    size_t sample;      /* --steekproef: so many of them, drawn (trace_sample); 0: no */
    const char *seed;   /* --zaad, with it */
    const char *method; /* geld (NULL as well), or regels */
    const char *order;  /* bestand (NULL as well), or bedrag: the largest first */
    bool csv;
};
