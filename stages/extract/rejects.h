/* The rejects of one file: rows of afgekeurd.csv, in order, and the first ones for the terminal. */
#pragma once

#include "pipeline/reading/line_stage.h"

#include <stdio.h>

/* Zero-initialised is empty. */
struct rejects {
    char *rows; /* in final form: the last ones; heap */
    size_t n_bytes, cap;
    FILE *spilled;             /* the ones before, once there are many; else NULL */
    bool failed;               /* some could not be kept */
    struct reject_note *notes; /* of the first ones; in the file's arena */
    size_t n_notes;
};

/* Keeps rows. Room for them is bounded: what is over goes to a temporary file. */
void rejects_keep(struct rejects *rejects, const char *rows, size_t n_bytes);

/* Keeps a note, if there are few. */
void rejects_note(struct rejects *rejects, const struct place *place, uint64_t line_no,
                  const char *reason, bool about_bytes);

/* Puts rows behind those of earlier files, and notes into the ledger. */
void rejects_hand_over(struct rejects *rejects, uint64_t n, struct ledger_builder *builder);

void rejects_release(struct rejects *rejects);
