/* The inside of pnc diff: differences as a list, made by diff_origin.c and diff_rows.c, printed by
 * diff_print.c. Nobody else includes this. */
#ifndef DIFF_DIFF_CHANGES_H
#define DIFF_DIFF_CHANGES_H

#include "pipeline/base/folder.h"
#include "pipeline/format/csv.h"
#include "pipeline/publishing/manifest.h"

#define CHANGE_MAX_KEYS 5
#define PARAGRAPH_WIDTH 96

enum change_kind {
    CHANGE_RUN,      /* version, run name */
    CHANGE_SETTING,  /* hashes */
    CHANGE_INPUT,    /* hashes, or names when only the name changed */
    CHANGE_FATE,     /* mutaties per source and destination */
    CHANGE_SALDO,    /* cents */
    CHANGE_MUTATIES, /* behind a saldo */
    CHANGE_CELL,     /* of a printed table */
    CHANGE_AFWIJKING,
    CHANGE_CONTROL,
    CHANGE_FILE, /* any other file, and files that are there on one side only */
    CHANGE_KINDS
};

enum change_number { NUMBER_NONE, NUMBER_PLAIN, NUMBER_CENTS };

struct change {
    enum change_kind kind;
    const char *keys[CHANGE_MAX_KEYS]; /* what it is about, NULL behind the last */
    size_t n_keys;
    const char *column;    /* which value of it; NULL when there is one only */
    const char *old, *new; /* as published; NULL: not there */
    enum change_number number;
    long long old_number, new_number; /* when number is not NONE; 0 where there is nothing */
    bool one_sided;                   /* its stand or column is there on one side only */
};

struct changes {
    struct change *items;
    size_t n;
    size_t cap;
    struct arena *arena; /* borrowed */
};

/* One of the two folders. */
struct side {
    const char *folder;
    struct manifest manifest;
    struct folder_files files;
    struct csv_file saldi; /* data/saldi.csv */
    const char *damaged;   /* names of outputs that are not as the manifest has them, or "" */
};

/* Adds one change about keys[0..n_keys) and reads its values as numbers when both, as far as they
 * are there, are numbers of one sort: "12" or "-12,50". `cents`: whole numbers are cents. Valid
 * until the next call; the texts are borrowed. */
struct change *changes_add(struct changes *changes, enum change_kind kind, const char *const *keys,
                           size_t n_keys, const char *old, const char *new, bool cents);

/* new - old. False when it does not fit, or these are no numbers. */
bool change_difference(const struct change *change, long long *difference);

/* What happened to one row (the changes with one kind and key stand together). */
enum row_state { ROW_CHANGED, ROW_NEW, ROW_GONE, ROW_STATES };

/* The number of changes, from `first` on, that are about the same thing: at least 1. */
size_t changes_row(const struct changes *changes, size_t first);
enum row_state changes_row_state(const struct changes *changes, size_t first);
/* "gewijzigd", "nieuw", "vervallen" */
const char *row_state_name(enum row_state state);

/* Changes of a kind; and rows of a kind, one_sided ones left out, counted by state. */
size_t changes_count(const struct changes *changes, enum change_kind kind);
void changes_count_rows(const struct changes *changes, enum change_kind kind, size_t n[ROW_STATES]);

/* True when the side has an output of that name. */
bool side_has(const struct side *side, const char *name);

/* diff_origin.c: version, settings, inputs, fates; files without rows of their own. */
void diff_origin(const struct side *old, const struct side *new, struct changes *changes);

/* diff_rows.c: every CSV that both sides have and whose rows have a key. Adds CHANGE_FILE for the
 * files that differ and are no such CSV, or that one side lacks. */
bool diff_files(struct side *old, struct side *new, struct changes *changes, struct errors *errors);

/* Names, each once, in the order in which they came. */
struct names {
    const char **items;
    size_t n, cap;
};

/* False when it was there already. */
bool names_add(struct names *names, struct arena *arena, const char *name);

/* diff_saldi.c: the standen of the changed saldi of a pakket (NULL: of all), those on one side only
 * left out. */
struct names saldi_standen(const struct changes *changes, const char *pakket);
/* The sum of all saldi of a pakket (NULL: of all) in one stand. False on overflow. */
bool saldi_sum(const struct side *side, const char *pakket, const char *stand, long long *cents);
void diff_print_saldi(const struct side *old, const struct side *new, const struct changes *changes,
                      FILE *out);

/* diff_summary.c: what it comes to, in one paragraph. In the arena of changes. */
const char *diff_summary(const struct side *old, const struct side *new,
                         const struct changes *changes);

/* "+1.234,56", "-3", "0": a difference with its sign. In the arena. */
const char *difference_text(struct arena *arena, enum change_number number, long long difference);
/* "1.234,56"; a number that is no money without grouping. */
const char *number_text(struct arena *arena, enum change_number number, long long value);

/* diff_print.c: the paragraph; all that is different, section by section; the same for machines, in
 * which `csv` is left open for what follows */
void diff_print_head(const struct side *old, const struct side *new, const struct changes *changes,
                     const char *why, FILE *out);
void diff_print_sections(const struct side *old, const struct side *new,
                         const struct changes *changes, FILE *out);
void diff_print_csv(const struct changes *changes, struct csv_writer *csv, FILE *out);

#endif
