/* Begrotingswijzigingen: from primair to na wijziging, besluit by besluit. One pass over the lines;
 * the stage wijzigingen makes it, its table and the controls read it. */
#pragma once

#include "pipeline/tables/overview.h"

/* Per sectie, as effects. */
struct wijziging_sums {
    struct figure figure[SECTIE_COUNT];
    bool too_large[SECTIE_COUNT]; /* the figure is not to be used then */
};

/* One date that a besluit carries. */
struct wijziging_date {
    uint32_t label;   /* of DIMENSION_BESLUITDATUM */
    const char *text; /* as people read it: "25-01-2024"; as the source has it when it is no date;
                         "" when there is none */
    int32_t day;      /* yyyymmdd; 0 when there is none or it is not to be read */
    bool late;        /* a change of the programma has it, and it is not in that change's year or
                         before */
    bool early;       /* or before the second half of the year before it */
};

/* All changes with one number. */
struct wijziging {
    uint32_t label;             /* of DIMENSION_BESLUIT; 0: changes without a number */
    const char *number;         /* "" when there is none */
    struct wijziging_date date; /* the first day; text "" when there is none */
    struct wijziging_date *dates;
    size_t n_dates;                    /* each once: those of the programma, then those of others */
    struct wijziging_sums **of_pakket; /* per pakket, NULL: no changes; the programma's only */
    uint64_t n_mutaties;               /* in the programma */
    /* over all programma's that the mapping has: */
    bool neutral;        /* one of its mutaties says so */
    struct money effect; /* on the result */
    bool effect_too_large;
};

/* What a kolom that holds changes is made of. */
struct wijzigingen {
    const struct kolom *kolom;
    struct wijziging *items; /* by day, then number; without a number last */
    size_t n;
    struct wijziging_sums **primair; /* of_pakket of all that is no change */
    struct overview overview;        /* primair, a column per besluit, the kolom */
};

/* Collects the changes of a kolom (plan_kolom_has_changes). Lives in the arena. */
void wijzigingen_collect(const struct ledger *ledger, const struct kolom *kolom,
                         struct arena *arena, struct wijzigingen *wijzigingen);
