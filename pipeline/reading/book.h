/* What is known of one delivered file in the order of the file: it travels with the turn. */
#ifndef READING_BOOK_H
#define READING_BOOK_H

#include "pipeline/base/money.h"
#include "pipeline/reading/boekstukken.h"
#include "pipeline/settings/profile/profile.h"

#include <stdint.h>
#include <stdio.h>

struct wrong_total_line {
    uint64_t line_no;
    size_t rule; /* index of the profile's total rule */
    struct money expected, found;
};

/* Lines whose period or date is of another year than the stand that they count in. */
struct year_gap {
    bool by_period; /* else by its date */
    size_t stand;
    int year;         /* of the period or the date */
    uint64_t line_no; /* the first one */
    uint64_t n_lines;
};

struct year_gaps {
    struct year_gap *items; /* heap; one per kind, stand and year */
    size_t n, cap;
};

/* Lines that a rule of [tekstregels] took, though they hold an amount. */
struct text_amounts {
    uint64_t n_lines;
    uint64_t line_no; /* the first one */
};

struct book {
    char *reject_rows; /* of afgekeurd.csv, in final form: the last ones; heap */
    size_t n_reject_bytes, reject_cap;
    struct money debet, credit; /* of the file, as of the source */
    FILE *spilled;              /* the ones before, once there are many; else NULL */
    bool rejects_failed;        /* some could not be kept */
    uint64_t n_rejects;
    char **reject_notes; /* "file:17: bedrag: verwacht …" of the first ones, heap */
    size_t n_notes, notes_cap;
    struct boekstukken boekstukken;

    /* total lines: sums of the lines before, per amount; where each rule's last total stood */
    struct money running[PROFILE_MAX_AMOUNTS];
    struct money *since; /* [rule][PROFILE_MAX_AMOUNTS], NULL until the first total line */
    uint64_t n_totals;
    struct wrong_total_line *wrong_totals; /* the first ones */
    size_t n_wrong_totals_kept, wrong_totals_cap;
    uint64_t n_wrong_totals;
    bool overflow;

    struct year_gaps years;
    struct text_amounts *texts; /* per rule of [tekstregels]; NULL until there is one */
};

#define BOOK_MAX_NOTES 200 /* rejects that are also told on stderr, per file */

/* Keeps rows, in order. Room for them is bounded: what is over goes to a temporary file. */
void book_keep_rejects(struct book *book, const char *rows, size_t n_bytes);

/* Counts a total line that does not agree, and keeps it if it is one of the first ones. */
void book_keep_wrong_total(struct book *book, struct wrong_total_line line);

/* Writes all kept rows. False when some could not be kept or written. */
bool book_write_rejects(struct book *book, FILE *to);

/* Adds to the item of the same kind, stand and year. */
void year_gaps_add(struct year_gaps *gaps, const struct year_gap *gap);

void book_release(struct book *book);

#endif
