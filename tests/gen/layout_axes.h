/* What the values of the axes of a layout are: for the writer. */
#pragma once

#include "tests/gen/layout.h"

enum layout_stand { PREVIOUS, PRIMAIR, WIJZIGING, REALISATIE, VERPLICHT, NEXT, STANDS };

#define BIT(i) (1U << (i))

/* ---- sides ---- */

enum split {
    SPLIT_NONE,
    SPLIT_LETTER,       /* the amount, D or C */
    SPLIT_DEBET_CREDIT, /* a column each */
    SPLIT_BOTH,         /* lasten | baten */
    SPLIT_SALDO,        /* lasten | baten | saldo */
    SPLIT_EFFECT,       /* of changes: the amount, V or N */
    SPLIT_MORE_LESS,    /* of changes: bij | af */
};

struct sides {
    const char *name;
    const char *head, *words[2]; /* the column that tells them, of lasten and baten; NULL: none */
    const char *rekening; /* a column of accounts tells them: its head; "Categorie": of Iv3 */
    int sign[2];
    enum split split;
    bool two_rows, blocks, files; /* a header of two rows; lasten above baten; a file each */
};

static inline bool split_is_of_changes(enum split split)
{
    return split == SPLIT_EFFECT || split == SPLIT_MORE_LESS;
}

static inline bool split_joins_sides(enum split split)
{
    return split == SPLIT_BOTH || split == SPLIT_SALDO;
}

/* ---- standen ---- */

enum amount_kind {
    OF_LINE,
    BEFORE,  /* the besluit of the line */
    UP_TO,   /* and with it */
    PERCENT, /* of the first weight, in the others */
};

struct amount {
    const char *head; /* NULL: the end */
    signed char weights[STANDS];
    enum amount_kind kind;
    int besluit;  /* of a wijziging only this one; 0: all */
    int from, to; /* months; 0: all */
};

enum per { PER_KEY, PER_STAND, PER_BESLUIT };

#define MAX_AMOUNTS 8

struct file {
    const char *name; /* NULL: the end */
    enum per per;
    bool timed;   /* the axis of time is about it */
    bool changes; /* what splits changes is about it */
    bool named;   /* besluiten have a name */
    struct amount amounts[MAX_AMOUNTS];
};

struct standen {
    const char *name;
    unsigned given;
    const char *head, *words[STANDS]; /* the column that tells them, PER_STAND */
    struct file files[4];
};

struct extra {
    const char *name;
    unsigned given;
    struct amount before[2], behind[3];
};

/* ---- the others ---- */

enum time_form { TIME_NONE, TIME_LINES, TIME_COLUMNS };

struct time {
    const char *name;
    enum time_form form;
    const char *head;
    const char *cell; /* of a line: a format of strftime's kind: %Y %m %d, %n 1, %b jan */
    int step;         /* months per column */
    bool total, cumulative;
    bool year; /* a column of the year before it */
};

struct keys {
    const char *name;
    struct {
        const char *head, *cell; /* %P %T %K codes, %p %t %k names */
    } columns[6];
    const char *headings[2]; /* lines above those of a programma, of a taakveld; | between cells */
    bool once;               /* programma and taakveld on their first line only */
    bool taakveld;           /* of nothing finer */
    bool sums;               /* the headings have the sums of their lines */
};

struct decor {
    const char *name;
    bool titles, notes, gaps, pages, page_titles;
    bool taakvelden, programmas, whole; /* totals */
    bool sided;                         /* with their side in its own cell */
    const char *texts[3];               /* of all, a programma, a taakveld; NULL: the usual ones */
};

struct notation_of {
    const char *name;
    char separator, decimal; /* decimal 0: whole euros */
    const char *thousands, *before, *minus_before, *minus_behind;
    bool quoted;
    bool in_thousands;
    const char *title;
    const char *workbook; /* name of one with a sheet per file, "" of one per file; NULL: text */
};

extern const struct sides layout_sides[];
extern const struct standen layout_standen[];
extern const struct extra layout_extra[];
extern const struct time layout_time[];
extern const struct keys layout_keys[];
extern const struct decor layout_decor[];
extern const struct notation_of layout_notation[];

/* ---- the truth ---- */

struct layout_place {
    const char *programma, *programma_name, *taakveld, *taakveld_name, *kostenplaats,
        *kostenplaats_name;
};

struct layout_account {
    const char *code, *name, *category;
    bool baten, reserve;
};

struct layout_row {
    const struct layout_place *place;
    const struct layout_account *account;
    int64_t primair, besluiten[2], realisatie; /* cents, in natural sign */
};

#define LAYOUT_BESLUITEN 2
extern const struct layout_row layout_rows[];
extern const size_t layout_n_rows;
extern const char *const layout_besluiten[LAYOUT_BESLUITEN],
    *const layout_besluit_names[LAYOUT_BESLUITEN];

/* Of the months from..to, and for a wijziging of the besluiten first..last; in natural sign. */
int64_t layout_part(struct layout layout, const struct layout_row *row, enum layout_stand stand,
                    int from, int to, int first, int last);
