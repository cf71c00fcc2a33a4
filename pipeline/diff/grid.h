/* Rows of text in aligned columns, for people who read a terminal. */
#pragma once

#include "pipeline/base/memory.h"

#include <stddef.h>
#include <stdio.h>

#define GRID_MAX_COLUMNS 9
#define GRID_MAX_WIDTH                                                                             \
    60 /* of a left column: longer texts stick out, the others keep their place */

struct grid_row {
    const char *cells[GRID_MAX_COLUMNS];
};

struct grid {
    const char *align; /* one letter per column: 'l' or 'r' */
    struct grid_row *rows;
    size_t n;
    struct arena *arena; /* borrowed */
};

/* A row: a text for each column. */
void grid_line(struct grid *grid, const char *const *cells);

/* Prints all rows, each indented, columns two spaces apart, nothing behind the last text. */
void grid_print(const struct grid *grid, int indent, FILE *out);

/* Prints UTF-8 text in lines of at most `width` characters, broken at spaces, each indented. Line
 * ends in the text are kept. */
void grid_print_paragraph(const char *text, int indent, size_t width, FILE *out);
