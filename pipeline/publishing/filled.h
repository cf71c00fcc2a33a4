/* What people filled in: the rows of a workbook's Afwijkingen sheets, or of an afwijkingen.csv, as
 * whatever spreadsheet program left them. */
#pragma once

#include "pipeline/settings/mapping/mapping.h"

struct filled_row {
    const char *pakket,
        *post;             /* their code and name, in the one form of all that look the same; of
                              the Overige row MAPPING_REST. Those of the key when there is one */
    const char *key;       /* toelichting_key of the row, "" when it has none */
    const char *seen;      /* the name that stands in the row, in the same form */
    int64_t lasten, baten; /* the shown figures beside it; 0 where there are none */
    const char *is;        /* as written, trimmed */
    const char *text;      /* line ends as LF; "" when there is none */
    const char *status;    /* as the column Status says, "" */
    const char *print;     /* filled_print of what was published in the row, "" unknown */
    const char *agreed;    /* who agrees: the column Akkoord, or a status that says so; "" */
    const char *owner, *by, *when; /* of a CSV that has these columns, else "" */
    const char *place;             /* "blad Afwijkingen 6P, rij 5", "regel 5" */
};

struct filled {
    const char *path;
    const char *by, *when;   /* who saved the workbook last, and when, as its properties say; "" */
    struct filled_row *rows; /* the row Totaal left out */
    size_t n_rows;
};

/* Reads one: a workbook when its name ends in .xlsx, else a CSV. A sheet counts when it has the
 * headings Post, Lasten, Baten (or those of a run that explains reserves) and Toelichting in one
 * row, in any order and case; the pakket is that of a column Pakket, or the second word of its
 * title or name ("Afwijkingen 6P …"). What the column Sleutel says goes before all of these: names
 * may be changed and rows sorted. False after errors, also when no sheet counts. Lives in the
 * arena. */
bool filled_read(const char *path, int64_t unit_euros, struct arena *arena, struct errors *errors,
                 struct filled *filled);

/* The row of this pakket and post, or NULL. */
const struct filled_row *filled_find(const struct filled *filled, const char *pakket,
                                     const char *post);

/* The post that a row is about, under the name that it has now: MAPPING_NONE when nothing is known
 * of it, and of the Overige row (then *rest is true). */
size_t filled_post(const struct mapping *mapping, const struct filled_row *row, struct arena *arena,
                   bool *rest);
/* The post of this pakket and name (both in filled_row's form); MAPPING_NONE. */
size_t filled_named(const struct mapping *mapping, const char *pakket, const char *name,
                    struct arena *arena);

/* A short hash of a text and its I/S: what a row of the workbook says that it was published with.
 * In the arena. */
const char *filled_print(const char *is, const char *text, struct arena *arena);

/* A name in the form of filled_row. In the arena. */
const char *filled_name(struct arena *arena, const char *name);
