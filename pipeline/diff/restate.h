/* The list of pakketten and posten that became others, a CSV: which pakket and post became which,
 * and why.
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
#pragma once

#include "pipeline/base/money.h"
#include "pipeline/format/csv.h"

enum restate_column {
    RESTATE_WAS_PAKKET,
    RESTATE_WAS_POST, /* "": all of the pakket */
    RESTATE_PAKKET,
    RESTATE_POST, /* "": as it was called */
    RESTATE_DEEL,
    RESTATE_REDEN,
    RESTATE_COLUMNS
};

struct restate_line {
    const char *texts[RESTATE_COLUMNS];
    int64_t share; /* of RESTATE_WHOLE */
    int line_no;
    bool used;
    struct money moved; /* what it took along of the realisatie of the older year: the caller's */
};
#define RESTATE_WHOLE INT64_C(100000000) /* 100 %, to six decimals */

struct restate {
    struct csv_file file;
    struct restate_line *lines; /* n; the parts of one stand together */
    size_t n;
};

/* NULL: an empty list. False after errors: a line without a reason, one that comes twice, parts
 * that are not 100 together. */
bool restate_read(const char *path, struct arena *arena, struct errors *errors,
                  struct restate *restate);

/* The first of the lines for this post, and how many there are: 0: it is what it was. */
struct restate_line *restate_find(const struct restate *restate, const char *pakket,
                                  const char *post, size_t *n);

/* The part of an amount that goes with line i of these n; the last one takes what rounding leaves.
 */
struct money restate_part(const struct restate_line *lines, size_t n, size_t i, struct money money);
