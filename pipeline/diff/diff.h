/* `pnc diff`: two published folders, what changed from the one to the other, and why (why.h). What
 * changed is told from the folders alone, also when why cannot be told any more. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"

#include <stdbool.h>
#include <stdio.h>

struct diff_options {
    const char *old_folder, *new_folder;
    bool paragraph;      /* --alinea: why, in one paragraph, and nothing else */
    bool all;            /* --alles: every figure, cause, cell, control */
    const char *kind;    /* --oorzaak: why_kind_name; NULL: all */
    const char *least;   /* --vanaf: "50.000": of saldi that moved by this at least; NULL: all */
    const char *form;    /* --vorm: tekst (NULL as well), csv (why alone), json, xlsx */
    bool years;          /* --jaar: columns by role */
    const char *restate; /* --was-wordt: the list for it; NULL: nothing is called otherwise */
};

/* Compares and prints. False after errors: a folder that is not a published one, a file in it that
 * cannot be read or is no CSV of ours (ERROR_SETTINGS), a machine that refuses (ERROR_MACHINE).
 * *equal: not a single difference was found, in any file. */
bool diff_folders(const struct diff_options *options, FILE *out, struct arena *arena,
                  struct errors *errors, bool *equal);

/* years.c, for --jaar: two publications of different years, columns by role: realisatie 2024
 * beside realisatie 2023. What was named or ordered otherwise follows a list (BBV art. 4 lid 2), so
 * that the older figure is there twice: as published, and as restated in the order of the newer
 * one. As diff_folders, in options->form; errors of the list are told all. */
bool years_compare(const struct diff_options *options, FILE *out, struct arena *arena,
                   struct errors *errors, bool *equal);
