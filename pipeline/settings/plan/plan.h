/* Everything that the settings of one run say: the run's INI, its profiles, its mappings. Checked
 * whole before a byte of data is read; constant afterwards; shared by all workers.
 *
 * Required section: [run] with naam, soort, gemeente and jaar; the others are the product's. For
 * one that is made of a ledger [mappings], [tabel], [kolommen], one or more [bron NAAM]; optional
 * are [koppen], [afwijkingen], [vergelijk]. Paths count from the folder of the run's INI. */
#pragma once

#include "pipeline/base/folder.h"
#include "pipeline/settings/indicator/indicator.h"
#include "pipeline/settings/mapping/mapping.h"
#include "pipeline/settings/plan/rechtmatigheid.h"
#include "pipeline/settings/plan/tabel.h"
#include "pipeline/settings/profile/profile.h"
#include "pipeline/settings/sectie.h"
#include "pipeline/settings/stand.h"

#define PLAN_MAX_STANDEN 1024
#define PLAN_MAX_DIGITS  40 /* of an account */

/* [afwijkingen] drempel_pakket, drempel_pakket_percentage ("2,5": at most one decimal, up to 100),
 * drempel_pakket_minimum, the same for drempel_post: an amount, a percentage or both; a minimum
 * only beside a percentage. A threshold (DESIGN rule 5): |afwijking| >= max(amount, percentage of
 * the begroting with at least `minimum`). Unset parts are 0. */
struct threshold {
    struct money amount;
    int per_mille;        /* percentage x 10, 0 = none */
    struct money minimum; /* lower bound of the percentage's outcome */
};

/* [afwijkingen] toelichting_verplicht = ja, nee, vanaf periode 12, vanaf 31-12-2024: from when a
 * missing text is a fout, not a waarschuwing: once the realisatie goes on to that period, or
 * bookings to that day. No clock is asked. */
struct texts_required {
    bool asked;
    int from_period;  /* 0: any */
    int32_t from_day; /* yyyymmdd; 0: any */
};

/* The dimensions that the tally keeps beside post, sectie and stand. */
enum dimension {
    DIMENSION_BESLUIT,
    DIMENSION_BESLUITDATUM,
    DIMENSION_NEUTRAAL,
    DIMENSION_IS,
    DIMENSION_REKENING,
    DIMENSION_KOSTENPLAATS,
    DIMENSION_PERIODE,
    DIMENSION_COUNT
};
const char *dimension_name(enum dimension dimension);
enum role dimension_role(enum dimension dimension);

/* controle_totaal of a part of a source: of an amount, by its name in [bedragen] of the profile, or
 * of a stand of the run. */
#define PLAN_NO_PART ((size_t)-1)
struct named_total {
    const char *name;
    size_t amount, stand; /* one of them; the other PLAN_NO_PART */
    struct money money;   /* in the source's notation */
};

/* [bron NAAM], of which the manual has the keys. A control file is among the run's settings in the
 * manifest and the run id; between a name and its value in it stands one of = ; tab | : ,
 * Of `bestanden` a path that exists is no pattern. What is not there, is no file, matches nothing
 * or cannot be read is an ERROR_MACHINE, as it is when a file goes away while the run is busy:
 * nothing can be said then about the data. A file found twice counts once; the same file in two
 * sources is an error. */
struct source {
    const char *name;
    struct profile *profile;
    const char **files; /* sorted bytewise, each once, existing or not (missing ones are errors) */
    size_t n_files;
    const char **older; /* alleen_laatste = ja: found, but by their names of before the last, sorted
                           too: none is read */
    size_t n_older;
    bool by_pattern;    /* some were found by a pattern: nobody named them */
    size_t shown_parts; /* of a file's path, from its end: so many tell all files of the run apart;
                           0 as 1 */
    long tolerance_lines;  /* tolerantie_regels */
    long tolerance_unread; /* tolerantie_onleesbaar: of these lines, how many may have an amount
                              that cannot be read: no sum in euros can stand for them */
    bool has_max_age;      /* hoogstens_dagen_oud = 3: its last booking, or without dates its */
    long max_age;          /* newest file, may be so many days old */
    bool may_repeat;       /* herhaling_toegestaan = ja: lines may come twice */
    long repeats_allowed;  /* herhaling_toegestaan = 80: so many of them */
    bool may_be_empty;     /* leeg_toegestaan = ja: it may hold nothing of this run */
    /* andere_standen = primair 2016, realisatie 2022: it may hold these, though no kolom asks for
     * them; toegestaan: any */
    struct stand *other_standen;
    size_t n_other_standen;
    bool any_stand;
    /* rekeninglengtes = 4, 6: of so many digits its accounts may be beside those of most */
    bool may_have_length[PLAN_MAX_DIGITS + 1];
    bool may_be_reversed[SECTIE_COUNT]; /* omgekeerd_toegestaan = baten, ...: most of its amounts
                                           may be on the other side than `teken` says */
    const char **missing_boekstukken;   /* ontbrekende_boekstukken = B00123: there is none */
    size_t n_missing_boekstukken;
    struct money tolerance_euros;                              /* tolerantie_euro */
    bool has_lines, has_debet, has_credit, has_total;          /* control totals of the delivery */
    long control_lines;                                        /* controle_regels */
    struct money control_debet, control_credit, control_total; /* in the source's notation */
    struct named_total *named_totals;                          /* in the order of controle_totaal */
    size_t n_named_totals;
    int line_no;
};

/* [vergelijk] realisatie 2024 = jaarrekening-2024: realisatie 2024
 * The other run's data/saldi.csv is an input of this one: see other_run.h. */
struct comparison {
    size_t stand;            /* of this run */
    const char *run;         /* name of another published run in the same output folder */
    const char *other_stand; /* its stand: "realisatie 2024" */
};

/* [aanvaard] 0f3a9c51e2b47d68 = reden
 * What the run told with this number, against the publication that stood then, is right: the number
 * follows from that publication and from all that was found, and is of no other. The line stays, as
 * a record; it is a row of controles.csv. */
#define PLAN_ACCEPTANCE_DIGITS 16
struct acceptance {
    const char *number; /* lower-case hex digits */
    const char *reason; /* not empty */
};

/* [run] bewaar_invoer = 62 nachten, 20 GB (or one of both, alles, geen): of so many publications,
 * tonight's first, the inputs are kept beside the archive, as long as all that is kept there takes
 * no more. bewaar_publicaties = 62 (or alles): so many earlier publications stay in the archive. A
 * publication needs its inputs to be done again (publishing/kept/). */
struct retention {
    size_t n_inputs;      /* SIZE_MAX: alles, as where nothing is said; 0: geen */
    long long most_bytes; /* 0: no bound */
    size_t n_archived;    /* 0: alles, as where nothing is said */
};

/* The products, as [run] soort names them. Each has a row in plan_product.c (what it is) and in
 * pipeline/chain.c (how it is made). */
enum plan_kind {
    PLAN_JAARREKENING,
    PLAN_BEGROTING,
    PLAN_TUSSENRAPPORTAGE,
    PLAN_INDICATOREN,
    PLAN_KINDS
};

struct plan_reading;
struct plan_product {
    const char *name;         /* [run] soort */
    const char *file, *sheet; /* of its main table; NULL: it has none, and no ledger */
    bool has_prognose; /* [afwijkingen] realisatie is what budgethouders expect of the year */
    bool is_judged;    /* lasten and reserves were to stay within what was decided */
    int n_years_ahead; /* so many years before [run] jaar is the one that is booked on */
    void (*read)(struct plan_reading *reading); /* its settings, beside those of [run] */
};
extern const struct plan_product plan_products[PLAN_KINDS];

struct plan {
    const char *path;     /* of the run's INI */
    const char *name;     /* [run] naam: a-z, 0-9, -; no name that pnc has in output/ */
    enum plan_kind kind;  /* [run] soort */
    const char *gemeente; /* [run] gemeente */
    const char *contact;  /* [run] contact: who answers questions; "" when not said */
    /* [run] programma = 6, or several: 1, 2, 6, or alle */
    const char **programmas; /* their codes; none: alle */
    size_t n_programmas;
    const char *programma;      /* "programma 6", "programma's 1, 2, 6", "alle programma's" */
    const char *programma_name; /* [run] programma_naam: of a single one */
    int year;                   /* [run] jaar */
    bool has_periods;           /* [run] perioden is given */
    bool period_counts[100];    /* [run] perioden = 0-13, 55; default all */
    const char **period_kinds;  /* [run] perioden_voor = realisatie 2025, primair: the standen, or
                                   kinds, that perioden are about; none: realisatie. A budget that is
                                   exported per period is that of the year all the same */
    size_t n_period_kinds;
    int raw_mode; /* [run] leesbaar = groep (0640), eigenaar (0600), iedereen (0644): who may read
                     afgekeurd.csv and data/, whatever the umask */
    struct retention retention;
    bool document; /* [run] document = ja: NAAM.docx, the afwijkingen in words and the tables */
    bool keep[DIMENSION_COUNT]; /* [run] bewaren = besluit, periode, ... */

    const char *title;      /* [tabel] titel: "Wat heeft programma 6 gekost?" */
    int64_t unit_euros;     /* [tabel] eenheid: 1 or 1000 */
    struct sign_rule shown; /* [tabel] teken = lasten- baten+ stortingen+ onttrekkingen+ saldo+ */
    bool show_resultaat;    /* [tabel] resultaat = ja: the row Resultaat programma N */
    const char *sentence;   /* [tabel] zin: text with {bedrag}, or NULL */

    struct stand *standen; /* in the order of first appearance in [kolommen]; an amount of any other
                              stand is out of scope by the rule "andere stand" */
    size_t n_standen;
    struct kolom *kolommen; /* tabel.h; those of [tabelkolommen] behind the n_kolommen */
    size_t n_kolommen, n_all_kolommen;

    /* [afwijkingen]; has_afwijkingen false when the run has none */
    bool has_afwijkingen;
    size_t realisatie_kolom; /* realisatie = realisatie_2024 */
    size_t begroting_kolom;  /* begroting = begroting_na_wijziging_2024 */
    size_t verschil_kolom;   /* verschil = verschil: the first minus the second, or the other way */
    struct threshold pakket_threshold;
    struct threshold post_threshold;
    bool
        explain_reserves; /* reserves = ja: stortingen count with the lasten of a post,
                             onttrekkingen with its baten, and afwijkingen_totaal.csv adds up all */
    /* prognose_ontbreekt = waarschuwing, of a tussenrapportage, whose `realisatie` is what is
       expected of the whole year: a post with a begroting or bookings and without a prognose is no
       fout */
    bool may_lack_prognose;
    size_t n_oorzaken; /* oorzaken = 3: how many of each kind are told of an afwijking; 0: none */
    struct texts_required texts_required;

    struct comparison *comparisons;
    size_t n_comparisons;

    struct indicators *indicators; /* [indicatoren]: of PLAN_INDICATOREN, and of a ledger
                                      that shows them beside its euros; else NULL */
    bool contradictions_stop;    /* [indicatoren] tegenspraak = fout (or waarschuwing): two figures
                                    that cannot both be right hold up publishing */
    struct indeling *indelingen; /* indeling.h */
    size_t n_indelingen;
    struct account_rule *accounts; /* rekeningen.csv */
    size_t n_accounts;
    struct incidenteel *incidenteel;
    size_t n_incidenteel;
    struct tabel_kolommen *kolommen_per; /* of the lines with `per` */
    size_t n_kolommen_per;
    struct tabel *tabellen;
    size_t n_tabellen;
    struct rechtmatigheid *rechtmatigheid; /* rechtmatigheid.h, or NULL */

    /* [vorige] grootste_sprong, _percentage, _minimum: as the thresholds of [afwijkingen], the
       percentage is of what stood there; 100.000,00 where nothing is said */
    struct threshold largest_jump;
    bool tells_why; /* [vorige] waarom: what moved since then is a sheet; it costs some readings
                       more */
    struct acceptance *acceptances; /* [aanvaard] */
    size_t n_acceptances;

    struct mapping mapping;
    struct source *sources;
    size_t n_sources;
    struct profile **profiles; /* distinct ones */
    size_t n_profiles;

    const char **settings_files; /* the run, its profiles, its mappings: in the order named */
    size_t n_settings_files;
};

/* True of realisatie of the run's year. */
static inline bool plan_books(const struct plan *plan, size_t stand)
{
    return stand_is_booked(&plan->standen[stand]) && plan->standen[stand].year == plan->year;
}

const struct plan_product *plan_product(const struct plan *plan);

/* Reads RUN.ini and all it names. False after errors, all of them. Lives in the arena. */
bool plan_read(const char *path, struct arena *arena, struct errors *errors, struct plan *plan);

/* What file, or part of one, is at the path: the same by whatever path. NULL: none. In the arena.
 */
const char *source_file_identity(struct arena *arena, const char *path);

/* A file of the source as text to show: its name, with the folders that tell it from the run's
 * other files. In the arena. */
const char *source_file_shown(const struct source *source, size_t file, struct arena *arena);

/* Whether the run is about a programma, of that code. */
bool plan_has_programma(const struct plan *plan, struct text code);

/* The pakket of a post, and whether that pakket is of the run's programma's. */
const struct pakket *plan_pakket(const struct plan *plan, size_t post);
bool plan_in_scope(const struct plan *plan, size_t post);

/* True when the pakket exists in one of the years of the kolom's standen (rule 3: else blank). */
bool plan_pakket_exists(const struct plan *plan, const struct pakket *pakket,
                        const struct kolom *kolom);

/* "jaarrekening 2024, 6": soort, jaar and programma. In the arena. */
const char *plan_subject(const struct plan *plan, struct arena *arena);

/* The last month that [run] perioden let count; December too when none does. */
#define PLAN_MONTHS 12
int plan_last_month(const struct plan *plan);

/* True when [run] perioden are about this stand. */
bool plan_cuts_periods(const struct plan *plan, const struct stand *stand);

/* True for a kolom of standen that adds changes to something: begroting na wijziging. */
bool plan_kolom_has_changes(const struct plan *plan, const struct kolom *kolom);

/* How often a stand counts in a kolom: -1, 0 or +1. */
int plan_kolom_sign(const struct kolom *kolom, size_t stand);
