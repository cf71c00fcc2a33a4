/* A cell of a table by settings ([tabel NAAM]): which mutaties are behind it, and what is printed.
 * The table is made once more, so that its rows know what they add up. */
#pragma once

#include "pipeline/format/csv.h"
#include "pipeline/tables/tabel/vormen.h"
#include "pipeline/trace/trace_options.h"

/* A sum: of items of the table's groups, in terms of standen. */
struct tabel_part {
    size_t first, behind;
    struct tabel_term *terms;
    size_t n_terms;
};

struct tabel_cell {
    const struct plan *plan;
    const struct tabel *tabel;
    const struct tabel_column *column;
    bool is_over;   /* the column with what is above the budget, of a table of [rechtmatigheid] */
    bool is_judged; /* one behind it, of what a list says: its lines are those of the first */
    size_t row, n_rows;  /* in the CSV, its header left aside */
    const char *printed; /* in the CSV */
    const char *csv_name;
    /* of tabel_cell_read */
    enum tabel_kolom_kind kind;
    unsigned secties;              /* 1 << enum sectie */
    struct tabel_part part, whole; /* whole: of a percentage, what it is of */
    const struct kolom *of;        /* of a percentage: the kolom of the part */
    const char *whole_name;
    int factor; /* effect -> sign that is shown; of a percentage or letter 1 */
    struct groepen *groepen;
    struct groepen_index index;
    struct arena *arena;
};

struct tabel_times {
    int part, whole;
};
struct tabel_sums {
    struct money part, whole; /* as shown; as effect */
};

/* Finds the row and column of options->tabel, ->rij or ->regel, ->sectie, ->blad, and ->kolom in
 * the published file. False (ERROR_SETTINGS) when there is no such cell, or more than one. */
bool tabel_cell_find(struct tabel_cell *cell, const struct plan *plan,
                     const struct trace_options *options, struct arena *arena,
                     struct errors *errors);

/* Reads the sources to know what that row adds up. False after errors: an input that gives another
 * table. To be released when true. */
bool tabel_cell_read(struct tabel_cell *cell, struct errors *errors);
void tabel_cell_release(struct tabel_cell *cell);

/* How often, with sign, a mutatie in a stand counts in the cell; 0: it does not. */
struct tabel_times tabel_cell_takes(struct tabel_cell *cell, const struct indelen *of, size_t stand,
                                    struct arena *scratch);

/* True when what the lines' sums and the list of incidenteel give is what is printed; *proof says
 * that. False (ERROR_DATA) else. */
bool tabel_cell_prove(struct tabel_cell *cell, struct tabel_sums sums, const char **proof,
                      struct errors *errors);
