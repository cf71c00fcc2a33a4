/* The first settings of a municipality, drafted from all its exports together: a bronprofiel for
 * each kind of export, a run, its mappings. What cannot be known from the exports is asked: a line
 * that must be completed is a comment, "; invullen: …", as in a draft of sniff; with all of these
 * taken in as they are proposed the settings are whole, and what the exports hold by them is read
 * by the reader of a run. */
#pragma once

#include "pipeline/reading/ledger.h"
#include "pipeline/settings/stand.h"
#include "pipeline/sniff/sniff_draft.h"

#define NIEUW_FILL      "; invullen: "   /* in front of a line that only a person can complete */
#define NIEUW_CHECK     "; na te gaan: " /* above a line that is a guess */
#define NIEUW_ANY_YEAR  1900             /* of a kolom that only finds out what is there */
#define NIEUW_ANY_STAND "realisatie 1900"
#define NIEUW_SOME_YEAR "1901" /* while it is read, of amounts of which none is told */
#define NIEUW_HERE      "hier" /* in the trial: a link */
#define NIEUW_PAKKET    "NTB"  /* of keys of which no export says where they belong */

/* Exports of one layout: one bronprofiel, one bron. */
struct nieuw_kind {
    const char *name;    /* of both: small letters, digits and dashes */
    struct draft *draft; /* of its largest file; heap */
    const char **paths;  /* as given */
    size_t n_paths;
    const char *text; /* the bronprofiel */
};

/* A code, what it is called, and the code that it belongs to in the table above; 0 texts where no
 * export says so. */
struct nieuw_codes {
    struct memo codes; /* as UTF-8 */
    struct nieuw_code {
        const char *name; /* or NULL */
        const char *of;   /* a code of the table above, or NULL */
        unsigned secties; /* of an account: a set of 1 << sectie that exports tell; 0: none does */
        unsigned booked;  /* the same, by the ledger, in sources that have reserves */
    } * items;
    size_t cap;
};

struct nieuw {
    const char *name;   /* of the run */
    const char *folder; /* where its settings come */
    const char *trial;  /* a folder beside it: the same settings with all proposals taken in */
    const char *key;    /* the column of the keys, by its name in a profile; NULL: not asked */
    bool bare;          /* keys are compared without the zeros in front of them */
    const char **exports;
    size_t n_exports;
    struct arena *arena;
    struct errors *errors;
    struct nieuw_kind *kinds;
    size_t n_kinds;
    struct nieuw_codes keys, pakketten, programmas, accounts;
    bool by_taakveld[2];   /* keys, pakketten are taakvelden */
    const char *told_by;   /* the first export that tells secties of accounts, or NULL */
    struct stand *standen; /* sorted by year, then primair, wijziging, others, realisatie */
    size_t n_standen;
    const char **found_keys; /* that the exports hold, sorted in natural order */
    size_t n_found_keys;
    struct memo other_names; /* "key\nname", of keys that have more than one name */
    const char *mixed_keys;  /* of them, those that are called as another one is; or NULL */
    const char *persons;     /* a header of names of persons, which are not taken over; or NULL */
    const struct ledger *ledger; /* what the reader of a run made of the exports, or NULL: their
                                    settings cannot be read */
    const char *fixed;           /* of the run, as comments: sources without separators; or NULL */
    size_t n_fixed;              /* of them */
    bool begun;                  /* some of it may stand in the folder */
    bool budgeted;               /* there is a verschil: realisatie and begroting of one year */
};

/* ---- nieuw_kinds.c ---- */

/* Looks at the exports and sorts them. False after errors, unless several kinds are left. */
bool nieuw_sort_exports(struct nieuw *nieuw);
/* "1e wijziging" and "Voorjaarsnota" headed "Begroting 2025" as the budget itself is: asked. */
void nieuw_ask_called(const struct nieuw *nieuw, struct draft *draft);
void nieuw_release(struct nieuw *nieuw);

/* ---- nieuw_keys.c ---- */

/* The column of each kind that keys are taken from: the one that was asked for, or that its exports
 * share most. False after an error: nobody has the one that was asked for. */
bool nieuw_choose_keys(struct nieuw *nieuw);
/* How many of the smaller column's values the other one has, in thousandths; with `bare`, whatever
 * zeros stand in front: a spreadsheet loses them. Names of totals are left out. */
#define NIEUW_ALL 1000
size_t nieuw_share(const struct sniff_column *a, const struct sniff_column *b, bool bare);
/* Without zeros in front, as `kaal` has it. */
struct text nieuw_bare(struct text key);
size_t nieuw_key_column(const struct nieuw_kind *kind);

/* ---- nieuw_names.c ---- */

/* What keys and accounts are called and belong to, where an export says so. */
bool nieuw_read_names(struct nieuw *nieuw);
struct nieuw_code *nieuw_code(struct nieuw_codes *codes, const char *code); /* added when new */

/* ---- nieuw_learned.c ---- */

/* The secties of accounts for drafts that do not tell them, by those that do. */
void nieuw_find_secties(struct nieuw *nieuw);
/* Mends the bronprofielen by the ledger: `teken`, and accounts of reserves. */
void nieuw_learn(struct nieuw *nieuw);

/* The first line of a section that begins so, to be filled in or not; no bytes when there is none.
 */
struct text nieuw_line(const char *text, const char *section, const char *start);

/* ---- nieuw_settings.c: files below the folder, or the trial ---- */

/* As settings are written: as they are asked; with every "; invullen: " taken away; then also with
 * what only a person knows of the secties left open for all lines, and a year some year; or that of
 * all secties, so that every key is found. */
enum nieuw_form { NIEUW_ASKED, NIEUW_COMPLETED, NIEUW_READ, NIEUW_READ_ALL };
/* Of any form but the first. In the arena. */
const char *nieuw_completed(struct nieuw *nieuw, const char *text, enum nieuw_form form);
/* With lists that are long on several lines. In the arena. */
const char *nieuw_folded(struct nieuw *nieuw, const char *text);
/* As it stands in a folder, from where its paths count. */
const char *nieuw_run_ini(struct nieuw *nieuw, const char *folder, const char *kolommen);
int nieuw_compare_codes(const void *a, const void *b); /* in natural order */
const char **nieuw_sorted_codes(struct nieuw *nieuw, const struct memo *codes);
const char *nieuw_programma(const struct nieuw *nieuw);
/* The name of a kind's bronprofiel. */
static inline const char *nieuw_profile(struct nieuw *nieuw, size_t kind)
{
    return arena_printf(nieuw->arena, "bronnen/%s.ini", nieuw->kinds[kind].name);
}
int nieuw_compare_standen(const void *a, const void *b);
const char *nieuw_kolommen(struct nieuw *nieuw);
/* posten.csv and what goes with it, in this order; not every run has the last two. */
enum { NIEUW_MAPPINGS = 4 };
extern const struct nieuw_mapping {
    const char *name, *header;
    void (*write)(struct nieuw *nieuw, struct csv_writer *writer); /* NULL: no rows yet */
} nieuw_mappings[NIEUW_MAPPINGS];
bool nieuw_has_mapping(const struct nieuw *nieuw, size_t mapping);
/* A text, or a mapping. */
bool nieuw_write(struct nieuw *nieuw, const char *folder, const char *name, const char *text,
                 const struct nieuw_mapping *mapping);
/* True for what reads as the name of a person: "J. de Vries", "Mw. Jansen". */
bool nieuw_reads_as_person(const char *name);

/* ---- nieuw_asked.c ---- */

/* Prints what was drafted, what must be filled in, and what is to be looked at; returns how many
 * must be filled in. */
size_t nieuw_print_asked(struct nieuw *nieuw, FILE *out);
/* What is proposed though nothing in the exports tells it: "de sleutel van x"; NULL: nothing. */
const char *nieuw_guessed(struct nieuw *nieuw);
