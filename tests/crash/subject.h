/* What is struck at: a command that publishes a run from inputs in a folder. */
#pragma once

#include "pipeline/base/folder.h"

#define SUBJECT_MAX_ARGUMENTS 8

struct subject {
    const char *name;
    const char *run;       /* name of the run */
    bool reads_input;      /* from input/ in its folder */
    const char *program;   /* path */
    const char *generator; /* path of the program that makes its settings and input, or NULL */
};

/* From the arguments: `small PROGRAM` or `pnc PROGRAM GENERATOR`. NULL after a message. */
const struct subject *subject_find(int argc, char **argv);

/* Fills a folder with what the run needs; the two editions publish different things. */
enum subject_edition { EDITION_OLD, EDITION_NEW };
void subject_inputs(const struct subject *subject, const char *folder,
                    enum subject_edition edition);

/* Copies the program to where every user can run it. */
void subject_program(const struct subject *subject, const char *copy);

/* The command that publishes from `folder` into folder/output, NULL-terminated. */
void subject_command(const struct subject *subject, const char *program, const char *folder,
                     struct arena *arena, char *argv[SUBJECT_MAX_ARGUMENTS]);

/* Removes, copies (over what is there), prints; each leaves the program when it fails. */
void subject_clear(const char *path);
void subject_copy(const char *from, const char *to);
void subject_show(const char *file);
