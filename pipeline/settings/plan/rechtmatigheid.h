/* [rechtmatigheid]: what was spent above the budget that the raad authorised, and whether it counts
 * (begrotingscriterium, Kadernota rechtmatigheid of the commissie BBV).
 *
 *     tabellen    = a1-lasten, a3-reserves    tables by settings: each row of such a table is what
 * the raad authorises (per programma, taakveld, reserve, …). vorm blokken; of lasten, alle lasten,
 * stortingen and onttrekkingen; with the two kolommen below begroting, realisatie kolommen of
 * [kolommen] grensbedrag_percentage = 1              of the lasten with the stortingen of the whole
 *                                             municipality ([run] programma = alle), with
 *                                             grensbedrag_minimum; or grensbedrag = 750.000,00
 *     oordeel_verplicht = ja                  an overschrijding that is not judged is a fout
 *
 * [mappings] categorieen: code;naam;telt_mee — why an overschrijding is one, and whether it counts
 * (ja or nee). [mappings] overschrijdingen: tabel;sectie;code;bedrag;categorie;toelichting — of a
 * row, by the code of its last level, so much of the overschrijding is of that categorie. `sectie`
 * may be empty where the table has one. What is above the budget by X needs lines that come to X.
 */
#ifndef SETTINGS_PLAN_RECHTMATIGHEID_H
#define SETTINGS_PLAN_RECHTMATIGHEID_H

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

#endif
