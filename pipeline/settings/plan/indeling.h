/* Indelingen: the ways to group. Every mutatie has one value, a code, of each; "" is none.
 *
 * Built in:      programma, pakket, post (of the key), sectie, and what a source says of its
 *                mutaties (enum dimension): besluit, rekening, kostenplaats, periode, …
 * posten.csv:    every further column, a value per key. One that is named as a dimension fills in
 *                what the source leaves empty (incidenteel_structureel per post).
 * rekeningen.csv ([mappings] rekeningen): rekening;naam;… A `rekening` is written as a profile's
 *                rules write it: 4000, 40*, 4000-4099, several with commas; the most precise of the
 *                lines that hold counts, of equals the first. Every further column is an indeling.
 * indelingen     ([mappings] indelingen, a file per line): NAAM.csv says of the indeling NAAM
 *                code;naam;volgorde;van;tot;tekst;…: of each code its name, its place (a number;
 *                codes without one come behind those, as the file has them, and codes that it does
 *                not name come last, in natural order), its years, and what is printed in the place
 *                of its amounts. All but code may be left out. Every further column groups the
 * codes and is an indeling itself (hoofdgroep). */
/* incidenteel ([mappings] incidenteel): pakket;post;sectie;stand;bedrag;toelichting. So much of
 * what a source leaves without I or S on that post, sectie and stand counts as I (a normal amount
 * of the sectie is positive). In tables it moves from incidenteel_structureel "" to I; no sum
 * changes. */
#pragma once

#include "pipeline/settings/mapping/mapping.h"
#include "pipeline/settings/rule.h"
#include "pipeline/settings/sectie.h"

struct indeling_code {
    struct text code;
    const char *name;  /* "" when it has none */
    const char *tekst; /* printed in the first kolom when there is no figure; "" when none */
    long order;        /* smaller comes first */
    struct years years;
    const struct text *own; /* of the further columns */
    int line_no;
};

enum indeling_source {
    INDELING_PROGRAMMA,
    INDELING_PAKKET,
    INDELING_POST,
    INDELING_SECTIE,
    INDELING_DIMENSION, /* index: enum dimension */
    INDELING_KEY,       /* index: a further column of posten.csv */
    INDELING_ACCOUNT,   /* index: a further column of rekeningen.csv */
    INDELING_GROUP,     /* index: a further column of the list of the indeling `of` */
};

#define INDELING_NONE ((size_t)-1)

struct indeling {
    const char *name;
    enum indeling_source source;
    size_t index;
    size_t of;       /* GROUP */
    size_t fills_in; /* DIMENSION: the column of posten.csv that does, or INDELING_NONE */
    bool has_list;   /* a file lists its codes */
    struct indeling_code *codes; /* sorted by bytes of the code */
    size_t n_codes;
    unsigned needs; /* 1 << enum dimension: what the tally must keep for it */
};

struct account_rule {
    struct condition condition; /* on a rekening */
    const char *name;
    const struct text *own;
    int line_no;
};

struct incidenteel {
    size_t post, rule; /* index; one of its keys */
    enum sectie sectie;
    size_t stand;
    struct money effect; /* on the result */
    const char *text;    /* toelichting, "" when there is none */
    int line_no;
};

struct plan;

/* The indeling of that name, INDELING_NONE when there is none. */
size_t plan_indeling(const struct plan *plan, struct text name);

/* What the list says of a code; NULL when nothing. */
const struct indeling_code *indeling_code(const struct indeling *indeling, struct text code);

/* The name of a code, "" when it has none, and its place among the codes of its indeling. */
const char *indeling_name(const struct plan *plan, size_t indeling, struct text code);
long indeling_order(const struct plan *plan, size_t indeling, struct text code);

/* The line of rekeningen.csv that holds for an account, or NULL. */
const struct account_rule *plan_account(const struct plan *plan, struct text account);
