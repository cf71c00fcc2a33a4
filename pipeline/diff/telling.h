/* The inside of pnc diff: all that was found, and the forms in which it is told. The forms know the
 * same figures: why's view, and the rows. */
#ifndef DIFF_TELLING_H
#define DIFF_TELLING_H

#include "pipeline/diff/rows.h"
#include "pipeline/why/why_view.h"

#define PARAGRAPH_WIDTH 96

struct diff_options;

struct telling {
    const struct diff_options *options;
    struct why_options shown;
    struct diff_side old, new;
    struct rows rows;
    struct why why;
    bool equal; /* not a single file differs */
    struct arena *arena;
    struct errors *errors;
};

/* Why, in one paragraph: of equal ones too. */
const char *telling_why(const struct telling *telling);

/* diff_text.c: for a terminal; only the paragraph with --alinea. */
void telling_print(const struct telling *telling, FILE *out);

/* diff_forms.c */
void telling_print_csv(const struct telling *telling, FILE *out); /* --csv: all, for machines */
void telling_print_json(const struct telling *telling, FILE *out);
void table_print_csv(const struct table *table, FILE *out); /* for people */
void table_print_json(const struct table *table,
                      FILE *out); /* a list of objects, cents as numbers */

/* diff_book.c: three views: causes, changed rows, the printed tables with `old → new`. */
bool telling_print_book(const struct telling *telling, FILE *out);
/* A workbook of these tables; the name and the run id are those of the manifest. */
bool tables_print_book(struct tables tables, const struct manifest *manifest, const char *title,
                       struct arena *arena, struct errors *errors, FILE *out);

#endif
