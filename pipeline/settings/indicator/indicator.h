/* Indicators and goals as a municipality keeps them: one value, one home, printed in as many tables
 * as wanted (BBV art. 8 and 25). Four kinds of file, `;` as the mappings, whose columns stand in
 * indicator_read.c, _values.c, _goals.c and _tables.c: indicatoren.csv; waarden.csv, long or wide,
 * with a column "2024" or "2024 streef" a period; doelen.csv; indicatortabellen.csv.
 *
 * A `waarde` is written as it is printed (format/notation.h); operator and status may stand in
 * columns of their own, and then agree with it. A periode is a year, or a group that the
 * municipality is compared with. The kind of a value is never guessed from its year. Only `code`
 * and what the file is about are required; every other column may be left out. */
#pragma once

#include "pipeline/base/date.h"
#include "pipeline/base/error.h"
#include "pipeline/format/notation.h"
#include "pipeline/settings/profile/profile.h"

enum direction { DIRECTION_NONE, DIRECTION_UP, DIRECTION_DOWN, DIRECTION_SAME, DIRECTIONS };

enum value_kind {
    KIND_REALISATIE,
    KIND_STREEF,
    KIND_REFERENTIE,
    KIND_NULMETING,
    KIND_PROGNOSE,
    VALUE_KINDS
};

/* How an indicator hangs together with others. */
enum relation_kind {
    TOGETHER_SUM,  /* som: it is the sum of them */
    TOGETHER_ALL,  /* aandeel: they are 100 % together */
    TOGETHER_MEAN, /* gemiddelde: it is the mean of them, rounded to its decimals */
    TOGETHER_SAME, /* zelfde_als: it is the other one; "code : 10" when the other is ten times it */
    TOGETHER_KINDS
};

extern const char *const direction_names[DIRECTIONS];   /* "", hoger, lager, gelijk */
extern const char *const value_kind_names[VALUE_KINDS]; /* realisatie, streef, … */
/* False when it is none of these. */
bool value_kind_parse(const char *word, enum value_kind *kind);
extern const char *const together_names[TOGETHER_KINDS];

struct together {
    size_t *items; /* indexes of indicators */
    size_t n;
    int64_t divisor; /* TOGETHER_SAME: >= 1 */
};

/* formule: "( a + b ) / c * 100", each operator behind its two operands. */
enum formula_kind {
    FORMULA_NUMBER,
    FORMULA_INDICATOR,
    FORMULA_ADD = '+',
    FORMULA_SUBTRACT = '-',
    FORMULA_MULTIPLY = '*',
    FORMULA_DIVIDE = '/',
};
struct indicator_formula {
    struct formula_step {
        enum formula_kind kind;
        struct decimal number;
        size_t indicator;
    } * steps; /* n = 0: none */
    size_t n;
};

struct indicator {
    const char *code, *name, *unit, *source, *description, *goal, *pakket; /* "" when not said */
    int decimals; /* that its values are printed with, -1 = any */
    enum direction direction;
    struct together together[TOGETHER_KINDS];
    struct indicator_formula formula;
    int line_no;
};

struct value {
    size_t indicator; /* index */
    const char *period;
    int year; /* 0: a group */
    enum value_kind kind;
    const char *document; /* "" = of no document in particular */
    struct notation notation;
    bool provisional;
    const char *note, *measured; /* noot, peildatum (ISO); "" */
    const char *where;           /* "waarden.csv:12" */
    const char *path;
    int line_no;
    bool delivered; /* by an export, or a number of a workbook: printed with the decimals of its
                       indicator */
};

/* A file of an export, and where its records and values went. */
struct indicator_delivery {
    const char *path;
    size_t n_records, n_out_of_scope;   /* by [buiten_scope] and [tekstregels] */
    size_t n_values, n_empty, n_others; /* others: of an indicator that is not ours */
};

/* What a goal asks: of its value alone, or against that of an earlier year. */
enum goal_kind {
    GOAL_BOUND,     /* <, ≤, >, ≥, = and a streefwaarde */
    GOAL_RISES,     /* stijgt */
    GOAL_FALLS,     /* daalt */
    GOAL_NOT_RISEN, /* niet gestegen */
    GOAL_NOT_FALLEN,
    GOAL_GAIN, /* toename ≥ 450: against ten_opzichte_van; in % when its unit is % */
    GOAL_LOSS, /* afname = 50 % */
    GOAL_DONE, /* ja/nee: uitkomst says it */
    GOAL_KINDS
};

struct goal {
    const char *code, *pakket, *nr, *sentence;
    int year;
    const char *direction; /* as written */
    enum goal_kind kind;
    struct notation target; /* of GOAL_BOUND, GOAL_GAIN, GOAL_LOSS; relation included */
    int base_year;          /* ten_opzichte_van, 0 when none */
    const char *unit, *outcome;
    size_t indicator; /* INDICATOR_NONE when there is none */
    int line_no;
};
#define INDICATOR_NONE ((size_t)-1)
/* True when a streefwaarde goes with its kind. */
bool goal_has_target(const struct goal *goal);

/* Where a column of a printed table comes from. */
enum field {
    FIELD_NR,
    FIELD_LABEL,  /* regel: the row's own label, or the indicator's name */
    FIELD_SOURCE, /* bron */
    FIELD_UNIT,   /* eenheid */
    FIELD_NOTE,   /* noot of the row */
    FIELD_PAKKET,
    FIELD_GOAL, /* doel: the sentence; from here down to oordeel of a row that is a goal only */
    FIELD_YEAR, /* jaar */
    FIELD_DIRECTION,      /* richting */
    FIELD_TARGET,         /* streefwaarde */
    FIELD_BASE,           /* ten opzichte van */
    FIELD_OUTCOME,        /* oordeel */
    FIELD_VALUE,          /* "realisatie 2024" */
    FIELD_VALUE_NOTE,     /* "noot realisatie 2024" */
    FIELD_VALUE_MEASURED, /* "peildatum realisatie 2024" */
    FIELDS
};

struct field_column {
    const char *heading;
    enum field field;
    enum value_kind kind; /* from FIELD_VALUE on */
    const char *period;
};

struct printed_row {
    const char *nr, *label, *note;
    size_t indicator; /* of a goal its own, or INDICATOR_NONE */
    size_t goal;      /* `code` names a goal; else INDICATOR_NONE */
    int line_no;
};

struct printed_table {
    const char *name; /* a-z, 0-9, -: its file is NAME.csv */
    const char *document, *pakket, *group, *title;
    struct field_column *columns; /* kolommen = regel: indicator | 2024: realisatie 2024 | … */
    size_t n_columns;
    struct printed_row *rows;
    size_t n_rows;
    size_t first_row; /* of its file: what is said of the whole table */
};

/* [documenten] begroting-2026 = 01-10-2025 */
struct document {
    const char *name;
    struct date date;
};

struct indicators {
    const char *indicators_path, *goals_path, *tables_path;
    struct indicator *items;
    size_t n;
    struct value *values; /* in the order of the files */
    size_t n_values;
    struct indicator_delivery *deliveries;
    size_t n_deliveries;
    const struct value **ordered; /* the same by indicator, kind, year, period, place */
    struct goal *goals;
    size_t n_goals;
    struct printed_table *tables;
    size_t n_tables;
    struct document *documents; /* those whose date is given */
    size_t n_documents;
    int old_years; /* [indicatoren] hoogstens_jaren_oud + 1: a latest outcome of so many years
                      before the document (or the run) is told */
};

struct indicator_files {
    const char *indicators, *goals, *tables; /* the last two may be NULL */
    const char *const *values;
    size_t n_values;
    struct indicator_export {
        const struct profile *profile;
        const char *document; /* of all its values that name none, or "" */
        const char *const *files;
        size_t n_files;
    } * exports; /* [bron NAAM] */
    size_t n_exports;
    struct document *documents;
    size_t n_documents;
    int old_years;
};

/* Reads all files. False after errors (ERROR_SETTINGS), all of them: an unknown code, column, kind
 * or word; a value that is none; one code, period, kind and document twice; a code twice. Lives in
 * the arena. */
bool indicators_read(const struct indicator_files *files, struct arena *arena,
                     struct errors *errors, struct indicators *indicators);

/* As it is printed: of an export with the decimals of its indicator and points between thousands,
 * otherwise as it was written. */
struct notation value_printed(const struct indicators *indicators, const struct value *value);

/* Values that stand together: of one indicator and kind from the earliest year on (groups, which
 * have none, in front), or of one period of it. */
struct values {
    const struct value *const *items; /* in the indicators */
    size_t n;
};
struct values indicators_values(const struct indicators *indicators, size_t indicator,
                                enum value_kind kind);
/* The period of the ordered value at *at, which moves on to the next one. False at the end. */
bool indicators_next_period(const struct indicators *indicators, size_t *at, struct values *values);

/* The value of an indicator for a period and kind, as a document prints it: that of the document
 * itself, else the one of no document, else the one that all other documents agree on. NULL when
 * there is none. */
const struct value *indicators_value(const struct indicators *indicators, size_t indicator,
                                     const char *period, enum value_kind kind,
                                     const char *document);
