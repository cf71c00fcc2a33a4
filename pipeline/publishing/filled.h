/* What people filled in: the rows of a workbook's Afwijkingen sheets, or of an afwijkingen.csv, as
 * whatever spreadsheet program left them. */
#ifndef PUBLISHING_FILLED_H
#define PUBLISHING_FILLED_H

#include "pipeline/settings/mapping/mapping.h"

struct filled_row {
    const char *pakket, *post; /* their code and name, in the one form of all that look the same; of
                                  the Overige row MAPPING_REST */
    int64_t lasten, baten;     /* the shown figures beside it; 0 where there are none */
    const char *is;            /* as written, trimmed */
    const char *text;          /* line ends as LF; "" when there is none */
    const char *place;         /* "blad Afwijkingen 6P, rij 5", "regel 5" */
};

struct filled {
    const char *path;
    struct filled_row *rows; /* the row Totaal left out */
    size_t n_rows, cap;
};

/* Reads one: a workbook when its name ends in .xlsx, else a CSV. A sheet counts when it has the
 * headings Post, Lasten, Baten (or those of a run that explains reserves) and Toelichting in one
 * row, in any order and case; the pakket is that of a column Pakket, or the second word of its
 * title or name ("Afwijkingen 6P …"). False after errors, also when no sheet counts. Lives in the
 * arena. */
bool filled_read(const char *path, int64_t unit_euros, struct arena *arena, struct errors *errors,
                 struct filled *filled);

/* The row of this pakket and post, or NULL. */
const struct filled_row *filled_find(const struct filled *filled, const char *pakket,
                                     const char *post);

/* A name in the form of filled_row. In the arena. */
const char *filled_name(struct arena *arena, const char *name);

/* A text with its line ends as LF. In the arena. */
const char *filled_text(struct arena *arena, const char *text);

#endif
