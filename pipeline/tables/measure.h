/* How much room a text takes in a column of the workbook. Widths are in a workbook's own unit: the
 * width of a digit in its standard font, which is Arial 10 here. */
#pragma once

#include "pipeline/base/text.h"

enum measure_font {
    MEASURE_PLAIN, /* Arial 10 */
    MEASURE_BOLD,  /* the same, bold */
    MEASURE_SMALL, /* Arial 9 */
    MEASURE_FONT_COUNT
};

/* The width of a column that holds the text on one line (newlines are not looked at). */
int measure_width(struct text text, enum measure_font font);

/* Splits off the next line of valid UTF-8 in a column of that width: up to a newline, or the last
 * space before the text gets too wide; a wider word is not broken. False when *rest is at its end.
 */
bool measure_line(struct text *rest, int width, enum measure_font font, struct text *line);

/* How many lines there are; 0 for an empty text. */
int measure_lines(const char *utf8, int width, enum measure_font font);
