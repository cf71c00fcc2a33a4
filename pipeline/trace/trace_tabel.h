/* A cell of a table by settings ([tabel NAAM]): which mutaties are behind it, and what is printed.
 */
#ifndef TRACE_TRACE_TABEL_H
#define TRACE_TRACE_TABEL_H

#include "pipeline/format/csv.h"
#include "pipeline/tables/tabel/indelen.h"
#include "pipeline/trace/trace_options.h"

struct tabel_cell {
    const struct plan *plan;
    const struct tabel *tabel;
    enum maat maat;
    bool is_sum;       /* a row of all groups */
    const char *code;  /* of the row, as printed; "" when there is none */
    const char *regel; /* the same */
    const char *blad;  /* of a table per value, or NULL */
    struct tabel_term *terms;
    size_t n_terms;
    int factor;          /* effect -> sign that is shown */
    const char *printed; /* in the CSV */
    const char *csv_name;
    struct arena *arena;
};

/* Finds the row and column of options->tabel, ->regel, ->sectie, ->blad and ->kolom in the
 * published file. False (ERROR_SETTINGS) when there is no such cell, or more than one. */
bool tabel_cell_find(struct tabel_cell *cell, const struct plan *plan,
                     const struct trace_options *options, struct arena *arena,
                     struct errors *errors);

/* How often, with sign, a mutatie in a stand counts in the cell; 0: it does not. */
int tabel_cell_takes(const struct tabel_cell *cell, const struct indelen *of, size_t stand,
                     struct arena *scratch);

/* What the list of incidenteel adds to the cell, as shown: it has no lines. */
struct money tabel_cell_incidenteel(const struct tabel_cell *cell, struct arena *scratch);

/* True when the sum, rounded, is what is printed. False (ERROR_DATA) else. */
bool tabel_cell_holds(const struct tabel_cell *cell, struct money sum, struct errors *errors);

#endif
