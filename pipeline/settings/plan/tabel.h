/* Tables by settings: [tabelkolommen] and [tabel NAAM]. The manual has the language; what it leaves
 * open:
 *
 *     [tabelkolommen]    periods up to 6 begin at 0; the percentage of a kolom with a minus in it
 *                        keeps the sign; `per` makes categorie_1_1, …, and categorie_overig when
 *                        there is more. `t/m` and `periode` need a source that knows its periods
 *     rijen              a level of which a mutatie has no value is passed over: a hoofdgroep
 *                        without programma's is a row
 *     filter             conditions of profile rules (rule.h) over indelingen (indeling.h)
 *     secties            saldo is of lasten and baten, reserves of stortingen and onttrekkingen,
 *                        resultaat of all four; alle lasten is with stortingen, alle baten with
 *                        onttrekkingen
 *     blokken            else the maten of one sign (not saldo, reserves, resultaat), or the only
 *                        one there
 *     verloop            a kolom is a year, and its begin the end of the one before
 *     labels             `wat` is a maat (also what stands in the column Sectie), "totaal" and a
 *                        maat (under a block), "totaal" and a code (of that group), totaal (of any
 *                        group: {naam}), alles (under all), begin, eind, overig, zonder (rows of
 *                        mutaties that no level has a value of), rij and a code (of that row),
 *                        voordeel and nadeel (the letters), or a column: sectie, code, regel, a
 *                        kolom, or the name that the CSV has for it
 *
 * What a table does not say is as in [tabel]; every key may be left out. */
#pragma once

#include "pipeline/settings/plan/indeling.h"
#include "pipeline/settings/sectie.h"

/* What a row of figures is of: the sum over a set of secties. */
enum maat {
    MAAT_LASTEN, /* the first four as enum sectie */
    MAAT_BATEN,
    MAAT_STORTINGEN,
    MAAT_ONTTREKKINGEN,
    MAAT_SALDO,
    MAAT_RESERVES,
    MAAT_RESULTAAT,
    MAAT_ALLE_LASTEN,
    MAAT_ALLE_BATEN,
    MAAT_COUNT
};

struct maat_kind {
    const char *name;
    const char *label; /* in the column Sectie, and of its row where there are no rows */
    const char *total; /* of its total under rows */
    unsigned secties;  /* 1 << enum sectie */
    enum sectie shown; /* as which sectie it is signed; SECTIE_COUNT: as a saldo */
};
extern const struct maat_kind maat_kinds[MAAT_COUNT];

struct kolom_term {
    size_t index; /* an earlier kolom */
    int sign;     /* +1 or -1 */
};

struct tabel_term {
    size_t stand;
    int sign;
    bool by_period; /* first_period up to and including last_period only */
    int first_period, last_period;
    const struct rule *only; /* or NULL */
};

enum tabel_kolom_kind {
    TABEL_KOLOM_SUM,
    TABEL_KOLOM_SHARE,    /* of[0] / of[1] */
    TABEL_KOLOM_OF_TOTAL, /* of[0] / the table's total of of[1] */
    TABEL_KOLOM_LETTER
};

/* [kolommen] begroting_na_wijziging_2024 = primair 2024 + wijziging 2024
 *            verschil = realisatie_2024 - begroting_na_wijziging_2024
 * A name has a-z, 0-9 and _. Its formula is over standen (two words) or over earlier kolommen (one
 * word), not both, with spaces around + and -; further lines go on with it. A stand counts once:
 * what cancels is left out, what counts twice is refused. Every stand must be one that a profile of
 * the run can give. One of [tabelkolommen] may say more. */
struct kolom {
    const char *name;    /* column name in the CSV */
    const char *heading; /* [koppen], or the name with spaces and a capital */
    enum tabel_kolom_kind kind;
    struct tabel_term *terms; /* SUM: of standen, also where it is written over kolommen */
    size_t n_terms;
    struct kolom_term *of; /* the kolommen it is written over */
    size_t n_of;
    bool is_rest; /* of `per`: what has none of the values; left out where there is nothing */
    int line_no;
};

/* Of one line with `per`: neighbours in plan.kolommen. */
struct tabel_kolommen {
    const char *name;
    size_t first, n;
};

enum tabel_total {
    TABEL_TOTAL_BELOW,
    TABEL_TOTAL_ABOVE,
    TABEL_TOTAL_NONE,
    TABEL_TOTAL_HEADED, /* below, and its name above as well */
};

struct tabel_level {
    size_t indeling;
    enum tabel_total total;
};

enum tabel_vorm {
    VORM_BLOKKEN,
    VORM_PER_REGEL,
    VORM_NAAST_ELKAAR,
    VORM_VERLOOP,
    VORM_SAMEN,
    VORM_COUNT
};

/* A column of figures. */
struct tabel_column {
    size_t kolom;   /* index in tabel.kolommen */
    enum maat maat; /* naast elkaar; MAAT_COUNT: the row says it */
    bool alone;     /* naast elkaar: of this kolom no other maat is shown */
};

struct tabel_label {
    struct text what;
    const char *text;
};

/* A row that is always shown. */
struct tabel_always {
    size_t level;
    struct text code;
};

#define TABEL_MAX_LEVELS 8

struct tabel {
    size_t index;     /* in plan.tabellen */
    const char *name; /* NAAM */
    const char *title, *sheet;
    const char *meaning; /* uitleg; "": the sentences on signs */
    struct tabel_level levels[TABEL_MAX_LEVELS];
    size_t n_levels;
    size_t *kolommen;  /* indexes into plan.kolommen */
    size_t n_kolommen; /* that are shown; behind them those that these are made of */
    size_t n_all_kolommen;
    enum tabel_vorm vorm;
    size_t begin;        /* verloop: a kolom */
    struct rule *filter; /* columns: indelingen; none: all */
    size_t n_filter;
    enum maat maten[MAAT_COUNT];
    size_t n_maten;
    bool totals_named; /* `totalen` says which */
    bool total[MAAT_COUNT], letter[MAAT_COUNT], block[MAAT_COUNT];
    bool by_maat; /* naast elkaar: its columns stand per maat */
    struct tabel_column *columns;
    size_t n_columns;
    struct tabel_label *labels;
    size_t n_labels;
    bool code_column, code_in_name; /* where the code of a row stands */
    bool with_text, drop_empty_kolommen, drop_empty, always_all;
    struct text *order; /* codes that come first */
    size_t n_order;
    struct tabel_always *always;
    size_t n_always;
    struct money threshold; /* drempel; 0: none */
    const char *rest;       /* the row of what stays below it */
    int64_t unit_euros;
    int n_decimals;
    int share_decimals; /* of percentages */
    bool share_sign;    /* with % behind */
    int zero;           /* TABEL_ZERO_0, … */
    int minus;          /* TABEL_MINUS_BEFORE, … */
    struct sign_rule shown;
    bool *voordeel;     /* per kolom of the table */
    bool *letter_kolom; /* per kolom of the table */
    size_t per;         /* an indeling, or INDELING_NONE */
    bool is_judged; /* [rechtmatigheid]: what is above the budget has columns behind the kolommen */
    unsigned needs; /* 1 << enum dimension */
    int line_no;
};

enum { TABEL_ZERO_0, TABEL_ZERO_DASH, TABEL_ZERO_BLANK };
enum { TABEL_MINUS_BEFORE, TABEL_MINUS_BEHIND, TABEL_MINUS_SPACE, TABEL_MINUS_BRACKETS };

/* The text that `labels` gives, or `otherwise`. */
const char *tabel_label(const struct tabel *tabel, struct text what, const char *otherwise);

/* What is multiplied with an effect to show it. */
int maat_factor(const struct sign_rule *shown, enum maat maat);
