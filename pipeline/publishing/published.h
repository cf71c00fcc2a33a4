/* The names of the files that a run publishes, or leaves when it fails. */
#pragma once

#include "pipeline/settings/plan/plan.h"

#define PUBLISHED_AFWIJKINGEN "afwijkingen.csv"
#define PUBLISHED_RESULTAAT   "afwijkingen_totaal.csv"
#define PUBLISHED_OORZAKEN    "oorzaken.csv"
#define PUBLISHED_CONTROLES   "controles.csv"
#define PUBLISHED_BEVINDINGEN "bevindingen.csv"
#define PUBLISHED_WAAROM      "waarom.csv" /* why figures moved since the publication before it */
#define PUBLISHED_ONGEKOPPELD "zonder_koppeling.csv"
#define PUBLISHED_ONGEBRUIKT  "koppeling_ongebruikt.csv"
#define PUBLISHED_AFGEKEURD   "afgekeurd.csv"
#define PUBLISHED_FOUTEN      "fouten.csv" /* of a run that failed only */
#define PUBLISHED_SALDI       "data/saldi.csv"
#define PUBLISHED_SLEUTELS    "data/sleutels.csv"
#define PUBLISHED_WAARDEN     "data/waarden.csv" /* of indicators */

/* Whether a name is that of a product's main table. */
bool published_is_main(const char *name);

/* The document's, when the run makes one. */
const char *published_document(const struct plan *plan, struct arena *arena);

/* That of the changes of a kolom, for which plan_kolom_has_changes: "wijzigingen.csv" of the first
 * one, "wijzigingen_<kolom>.csv" of the others. */
const char *published_wijzigingen(const struct plan *plan, const struct kolom *kolom,
                                  struct arena *arena);
/* True for the name of such a file. */
bool published_is_wijzigingen(const char *name);

/* The column in it of the changes without a number. */
#define PUBLISHED_NO_BESLUIT "zonder_besluit"

/* How many of its first columns say what a row of this file is about; 0: that is its own matter. */
size_t published_keys(const char *name);
/* The last of these columns in a table by settings. */
#define PUBLISHED_REGEL "regel"

/* The columns of afgekeurd.csv: the rows are made where a record is rejected, the header where the
 * file is written. */
enum afgekeurd_column {
    AFGEKEURD_BRON,
    AFGEKEURD_BESTAND,
    AFGEKEURD_REGEL,
    AFGEKEURD_BYTE,
    AFGEKEURD_KOLOM,
    AFGEKEURD_REDEN,
    AFGEKEURD_RUWE_TEKST,
    AFGEKEURD_COLUMNS
};
extern const char *const afgekeurd_names[AFGEKEURD_COLUMNS];
