/* Afwijkingen: the verschil kolom against the begroting, per post and per pakket, when it is large
 * enough to be explained (DESIGN rule 5), and what is said of it. All in exact cents. */
#pragma once

#include "pipeline/reading/ledger.h"
#include "pipeline/tables/table.h"

/* SECTIE_LASTEN and SECTIE_BATEN. Where reserves are explained too (BBV art. 28 asks that of all of
 * art. 27) a storting is among the lasten and an onttrekking among the baten, in their sign. */
#define AFWIJKING_SIDES 2

/* Exact cents, in the sign that is shown. */
struct afwijking_side {
    struct money realisatie, begroting, verschil;
};

struct afwijking_figures {
    struct afwijking_side side[AFWIJKING_SIDES]; /* by sectie */
    uint64_t n_mutaties; /* mutaties in the standen of realisatie and begroting, both sides */
};

enum afwijking_kind {
    AFWIJKING_POST,
    AFWIJKING_OVERIGE, /* all posten of the pakket without a row of their own */
    AFWIJKING_TOTAAL,  /* the pakket */
};

/* One row of the Afwijkingen. */
struct afwijking {
    enum afwijking_kind kind;
    size_t pakket;     /* index */
    size_t post;       /* index; AFWIJKING_POST only */
    const char *label; /* "Jeugdhulp lokaal", "Overige diverse posten < € 50.000", "Totaal" */
    struct afwijking_figures figures;
    enum toelichting_status status;
    const char *detail; /* of the status: "lasten -50 → -60"; "" when there is none */
    const char *is;     /* "I", "S", "I/S" or "": from the toelichting, else from the ledger */
    const char *text;   /* "" when there is none */
    const struct toelichting *toelichting; /* what `text` was found in, or NULL */
    struct table *sheet;                   /* that prints it, in this row; NULL when none does */
    size_t row;
};

/* As the column status says it: "toelichting ontbreekt", "verouderd: lasten -50 → -60"; "" when
 * there is nothing to say. In the arena, or static. */
const char *afwijking_status_text(const struct afwijking *afwijking, struct arena *arena);

/* The rows of all pakketten that have any: per pakket its posten, Overige, Totaal. */
struct afwijkingen {
    struct afwijking *items;
    size_t n;
};

/* The plan has afwijkingen. False when an amount is too large; *figures is untouched then. */
bool afwijking_of_post(const struct ledger *ledger, size_t post, struct afwijking_figures *figures);
bool afwijking_of_pakket(const struct ledger *ledger, size_t pakket,
                         struct afwijking_figures *figures);

/* *sum += more; false on overflow, *sum then undefined. */
bool afwijking_side_add(struct afwijking_side *sum, const struct afwijking_side *more);
bool afwijking_add(struct afwijking_figures *sum, const struct afwijking_figures *more);

/* True when the threshold says that this verschil is to be explained: it is not 0, reaches the
 * amount, and reaches the percentage of the begroting, which counts for at least the minimum. */
bool threshold_reached(const struct threshold *threshold, struct money verschil,
                       struct money begroting);
/* True when it is more than that: [vorige] says how much may be. */
bool threshold_passed(const struct threshold *threshold, struct money verschil,
                      struct money begroting);

/* Whether a sectie counts on a side, and on which one. */
bool afwijking_counts(const struct plan *plan, enum sectie sectie);
enum sectie afwijking_side_of(enum sectie sectie);

/* What the row does to the resultaat: plus is a voordeel. False when it is too large. */
bool afwijking_voordeel(const struct plan *plan, const struct afwijking_figures *figures,
                        struct money *voordeel);

/* True when either side reaches the threshold. */
bool afwijking_reaches(const struct afwijking_figures *figures, const struct threshold *threshold);

/* The label of the row of all other posten: "Overige diverse posten < € 50.000". */
const char *afwijking_rest_label(const struct threshold *post_threshold, struct arena *arena);
