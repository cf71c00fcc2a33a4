/* A small invented municipality per seed, complete and in order: another programma, its pakketten,
 * posten and keys, notations, exports, and what must come out of them. For property tests: nothing
 * in it breaks a rule, everything in it varies.
 *
 *   DIR/run.ini, bronnen/NAME.ini, pakketten.csv, posten.csv, toelichtingen.csv
 *   DIR/input/...       the exports that run.ini names
 *   DIR/truth.csv       programma,pakket,post,sectie,stand,cents,mutaties: summed while the lines
 *                       were thrown; cents is the effect on the result; only what has a mutatie;
 *                       the other programma's too. In the order pakket, post (as in posten.csv),
 *                       sectie, stand (as in [kolommen])
 *   DIR/truth-bronnen.csv   bron,regels: data lines of each source */
#pragma once

#include "pipeline/base/error.h"

#include <stdint.h>

/* Writes all of it; DIR and its folders are made when missing, exports of an earlier seed in it are
 * removed. The same seed gives the same bytes. False after errors. */
bool town_write(const char *dir, uint64_t seed, struct errors *errors);
