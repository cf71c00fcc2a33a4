/* The inside of pnc diff: all that was found, and the forms in which it is told. The forms know the
 * same figures: why's view, and the rows. */
#pragma once

#include "pipeline/base/folder.h"
#include "pipeline/format/csv.h"
#include "pipeline/publishing/manifest.h"
#include "pipeline/why/why_view.h"

#define PARAGRAPH_WIDTH 96

/* ---- rows.c ---- */

/* What is published on both sides, file by file: the rows of the CSVs that differ, and the files of
 * which that cannot be said. A row that only carries another threshold in its name is the same row;
 * what follows from saldi alone (data/) is why's. */

/* One of the two folders. */
struct diff_side {
    const char *folder;
    struct manifest manifest;
    struct folder_files files; /* without its settings */
    const char *damaged;       /* names of outputs that are not as the manifest has them, or "" */
};

/* True when the side has an output of that name. */
bool side_has(const struct diff_side *side, const char *name);

struct row_value {
    const char *column, *old, *new; /* as published; NULL where the row is not there */
};

enum row_state { ROW_CHANGED, ROW_NEW, ROW_GONE, ROW_STATES };
/* "gewijzigd", "nieuw", "vervallen" */
const char *row_state_name(enum row_state state);

/* What the rows of a file are. */
enum row_of { OF_TABLE, OF_INDICATOR, OF_AFWIJKING, OF_CONTROL };

struct row {
    enum row_of of;
    const char *file, *key; /* "Lasten / 6L / Leefbaarheid" */
    size_t index;           /* in the new file; of a gone row in the old one */
    enum row_state state;
    struct row_value *values; /* those that differ; n_values may be 0 of a new or gone row */
    size_t n_values;
};

/* A file, or a column of one (NULL: the file), that differs or is there on one side only. */
struct row_file {
    const char *file, *column;
    enum row_state state;
};

struct rows { /* all in the arena */
    struct row *items;
    size_t n;
    struct row_file *files;
    size_t n_files;
    struct arena *arena; /* borrowed */
};

/* False after errors: a file that cannot be read or is no CSV of ours. */
bool rows_find(const struct diff_side *old, const struct diff_side *new, struct rows *rows,
               struct errors *errors);

size_t rows_count(const struct rows *rows, enum row_of of, enum row_state state);

/* Reads a file of a side. */
bool rows_read(const struct diff_side *side, const char *name, struct arena *arena,
               struct errors *errors, struct csv_file *file);

/* A value as a number, 0 where false. */
bool rows_number(const char *text, struct decimal *number);
/* new - old; what is not there counts as 0. False when one is no number, or both are not there. */
bool rows_subtract(const char *old, const char *new, struct decimal *difference);
/* "+1.234,56", "-3", "0"; "" when there is none. */
const char *rows_difference(struct arena *arena, const char *old, const char *new);

/* ---- all of it ---- */

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
void telling_print_json(const struct telling *telling, FILE *out);
void table_print_csv(const struct table *table, FILE *out); /* for people */
void table_print_json(const struct table *table,
                      FILE *out); /* a list of objects, cents as numbers */

/* diff_book.c: three views: causes, changed rows, the printed tables with `old → new`. */
struct table *telling_rows(const struct telling *telling, struct tables *tables); /* the second */
bool telling_print_book(const struct telling *telling, FILE *out);
/* A workbook of these tables; the name and the run id are those of the manifest. */
bool tables_print_book(struct tables tables, const struct manifest *manifest, const char *title,
                       struct arena *arena, struct errors *errors, FILE *out);
