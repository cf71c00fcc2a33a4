/* [rechtmatigheid]: what was spent above the budget that the raad authorised, and whether it counts
 * (begrotingscriterium, Kadernota rechtmatigheid of the commissie BBV). The manual has its keys and
 * lists; what it leaves open:
 *
 *     tabellen                  vorm blokken; of lasten, alle lasten, stortingen and onttrekkingen;
 *                               with the two kolommen of begroting and realisatie
 *     grensbedrag_percentage    asks [run] programma = alle
 *     overschrijdingen          a row is named by the code of its last level; `sectie` may be empty
 *                               where the table has one
 *
 * What is above the budget by X needs lines that come to X. */
#pragma once

#include "pipeline/settings/plan/tabel.h"

/* The columns that such a table gets behind its kolommen, as its CSV names them. */
enum oordeel_column {
    OORDEEL_OVER,
    OORDEEL_COUNTS,
    OORDEEL_COUNTS_NOT,
    OORDEEL_OPEN,
    OORDEEL_CATEGORIE,
    OORDEEL_TEXT,
    OORDEEL_COLUMNS
};
extern const char *const oordeel_columns[OORDEEL_COLUMNS];

struct overschrijding_categorie {
    struct text code;
    const char *name;
    bool counts;
};

struct oordeel {
    size_t tabel; /* index in plan.tabellen */
    enum maat maat;
    struct text code;
    struct money amount; /* above 0 */
    size_t categorie;
    const char *text; /* "" when there is none */
    int line_no;
};

struct rechtmatigheid {
    size_t begroting, realisatie; /* kolommen */
    struct money amount;          /* grensbedrag; 0 when it is a percentage */
    int per_mille;
    struct money minimum;
    bool required; /* oordeel_verplicht */
    struct overschrijding_categorie *categorieen;
    size_t n_categorieen;
    struct oordeel *oordelen;
    size_t n_oordelen;
};
