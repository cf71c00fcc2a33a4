/* `pnc diff OLD NEW --jaar`: two publications of different years, columns by role: realisatie 2024
 * beside realisatie 2023. What was named or ordered otherwise follows a list (BBV art. 4 lid 2), so
 * that the older figure is there twice: as published, and as restated in the order of the newer
 * one. */
#ifndef DIFF_YEARS_H
#define DIFF_YEARS_H

#include "pipeline/diff/diff.h"

/* The list, a CSV: which pakket and post became which, and why.
 *
 *     was_pakket;was_post;wordt_pakket;wordt_post;deel;reden
 *     6L;Buurthuizen;6L;Ontmoeting;;andere naam
 *     6N;Wmo;6N;Wmo begeleiding;60;gesplitst naar de begroting van 2024      the rest, 40, on
 *     6N;Wmo;6N;Wmo vervoer;40;gesplitst naar de begroting van 2024          a line of its own
 *     6R;;6P;;;pakket opgeheven                                               all posten of a
 * pakket
 *
 * deel: how much of it goes there, in percent; all of it where nothing is said. The parts of one
 * are 100 together, cents included. Without was_post the line is for each post of the pakket that
 * has no line of its own, which keeps its name unless wordt_post says another. */

/* Compares and prints, in options->form. False after errors: also of the list, all of them. */
bool years_compare(const struct diff_options *options, FILE *out, struct arena *arena,
                   struct errors *errors, bool *equal);

#endif
