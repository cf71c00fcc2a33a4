/* Inside mapping_*.c only: the mapping while its tables are read, one after the other. */
#pragma once

#include "pipeline/base/memo.h"
#include "pipeline/format/csv.h"
#include "pipeline/settings/mapping/mapping.h"

#define MAPPING_TOTAL "Totaal" /* the last row of an Afwijkingen sheet, made by pnc */

struct mapping_reading {
    struct mapping *mapping;
    struct csv_file file;    /* the table that is being read */
    struct memo names;       /* of posten */
    struct pair_memo posten; /* pakket and name, as the number of a post */
    size_t *place;           /* of that post in mapping.posten */
    /* All rows of the table are there, good or bad: a name that is not among them is unknown. */
    bool has_pakketten, has_posten;
    size_t n_hints; /* unknown posten of toelichtingen for which a name was looked for */
    struct arena *arena;
    struct errors *errors;
};

/* Each reads its table; toelichtingen after posten after pakketten. */
void mapping_read_posten(struct mapping_reading *reading);
void mapping_read_toelichtingen(struct mapping_reading *reading);

/* Reads a table into reading->file (csv_read_file). */
bool mapping_table(struct mapping_reading *reading, const char *path, const char *const *columns,
                   size_t n_columns);

/* Names in these columns become the one form of all that look the same (text_look). */
void mapping_tidy_names(struct mapping_reading *reading, const size_t *columns, size_t n_columns);

/* A code: one line, not empty. */
bool mapping_row_code(struct mapping_reading *reading, const struct csv_row *row,
                      const char *column, struct text value);

/* A label: the same, without personal data. */
bool mapping_row_name(struct mapping_reading *reading, const struct csv_row *row,
                      const char *column, struct text value);

/* False after an error when the value holds personal data. */
bool mapping_row_clean(struct mapping_reading *reading, const struct csv_row *row,
                       const char *column, struct text value);

/* The years of a row; all years when they are not good, after an error. */
bool mapping_row_years(struct mapping_reading *reading, const struct csv_row *row,
                       struct text first, struct text last, struct years *years);

/* "2020 t/m 2024", "vanaf 2020", "t/m 2024", "alle jaren" */
const char *mapping_years_text(struct arena *arena, struct years years);

/* The pakket of a row, by its code; NULL after an error, which is left out when the table of
 * pakketten could not be read whole. */
const struct pakket *mapping_row_pakket(struct mapping_reading *reading, const struct csv_row *row,
                                        struct text code);

/* "pakket 'X' staat niet in pakketten.csv; bedoelde u 'Y'?" */
const char *mapping_no_pakket(struct mapping_reading *reading, struct text code);

/* The pakket of that code, or NULL. */
struct pakket *mapping_pakket(const struct mapping *mapping, struct text code);

/* The index of a post of a pakket, by its name, once posten.csv was read. */
bool mapping_post(struct mapping_reading *reading, size_t pakket, struct text name, size_t *index);
