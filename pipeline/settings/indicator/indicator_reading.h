/* Inside indicator_*.c only: the indicators while their files are read, one after the other. */
#pragma once

#include "pipeline/base/memo.h"
#include "pipeline/format/csv.h"
#include "pipeline/settings/indicator/indicator.h"

struct indicator_reading {
    struct indicators *indicators;
    struct csv_file file; /* the one that is being read */
    struct arena *arena;
    struct errors *errors;
    bool has_indicators; /* all codes are known: another one is an error */
    struct memo codes;   /* of indicators, doelen and tables, each in its room */
    size_t *places;      /* by number */
    size_t places_cap;
    unsigned n_word_rooms;
};

/* Each reads its file, after indicatoren. */
void indicator_read_values(struct indicator_reading *reading, const char *path);
void indicator_read_goals(struct indicator_reading *reading, const char *path);
void indicator_read_tables(struct indicator_reading *reading, const char *path);

void indicator_read_export(struct indicator_reading *reading,
                           const struct indicator_export *source);

/* formule of a row; an error when it is none. */
void indicator_read_formula(struct indicator_reading *reading, const struct csv_row *row,
                            struct text text, struct indicator_formula *formula);

/* Adds a value that stands on a line of a file; its year follows from its period. */
void indicator_add_value(struct indicator_reading *reading, const char *path, int line_no,
                         struct value value);

/* A field that must hold something. */
bool indicator_need(struct indicator_reading *reading, const struct csv_row *row,
                    const char *column, struct text field);

/* The index of a word among the names; -1 after an error with all of them. */
int indicator_choice(struct indicator_reading *reading, const struct csv_row *row,
                     const char *column, struct text field, const char *const *names,
                     size_t n_names);

/* A code of one of the files, so that it is found without looking at all others. */
enum { ROOM_INDICATORS, ROOM_GOALS, ROOM_TABLES, ROOM_WORDS /* and on: a room per [waarden] */ };
/* The index that a code was added with, or INDICATOR_NONE. */
size_t indicator_find(struct indicator_reading *reading, unsigned room, struct text code);
void indicator_remember(struct indicator_reading *reading, unsigned room, struct text code,
                        size_t index);

/* The indicator of a code; INDICATOR_NONE after an error with the nearest code. */
size_t indicator_of(struct indicator_reading *reading, const struct csv_row *row, struct text code);

/* Cuts the part up to the mark off, both trimmed. False when nothing is left. */
bool indicator_cut(struct text *rest, char mark, struct text *part);

/* Orders the values that were read; one code, period, kind and document twice is an error. */
void indicator_order_values(struct indicator_reading *reading);

/* "2024": its year, "Gemeenten …" 0. */
int indicator_year(struct text period);
