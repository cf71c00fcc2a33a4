#include "pipeline/tables/measure.h"

/* Advance widths of Arial in thousandths of its size, from ' ' to '~'. */
static const short advances[] = {
    278,  278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278,
    278, /* space to / */
    556,  556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584,
    556, /* 0 to ? */
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722,
    778, /* @ to O */
    667,  778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, /* P to _ */
    333,  556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556,
    556,                                                                        /* ` to o */
    556,  556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, /* p to ~ */
};
#define ADVANCE_OTHER 600 /* é and € are 556, most others narrower */

/* A digit of the standard font is 7 pixels wide at 13.33 pixels to its size of 10 points. */
#define ADVANCES_PER_COLUMN 525
#define ADVANCES_AROUND     300 /* what a spreadsheet keeps free in a cell, and some more */

static const short percents[MEASURE_FONT_COUNT] = {
    [MEASURE_PLAIN] = 100,
    [MEASURE_BOLD] = 110,
    [MEASURE_SMALL] = 90,
};

/* The bytes that go on with a character take no room: their first byte did. */
static int advance(char byte)
{
    if (byte >= ' ' && byte <= '~')
        return advances[byte - ' '];
    return (byte & 0xC0) == 0x80 ? 0 : ADVANCE_OTHER;
}

int measure_width(struct text text, enum measure_font font)
{
    long sum = 0;
    for (size_t i = 0; i < text.n_bytes; i++)
        sum += advance(text.bytes[i]);
    sum = sum * percents[font] / 100 + ADVANCES_AROUND;
    return (int)((sum + ADVANCES_PER_COLUMN - 1) / ADVANCES_PER_COLUMN);
}

static bool cut(struct text *rest, size_t n_line, size_t n_skipped, struct text *line)
{
    *line = (struct text){rest->bytes, n_line};
    rest->bytes += n_line + n_skipped;
    rest->n_bytes -= n_line + n_skipped;
    return true;
}

bool measure_line(struct text *rest, int width, enum measure_font font, struct text *line)
{
    long room = ((long)width * ADVANCES_PER_COLUMN - ADVANCES_AROUND) * 100 / percents[font];
    long used = 0;
    size_t space = 0;
    if (rest->n_bytes == 0)
        return false;
    for (size_t i = 0; i < rest->n_bytes; i++) {
        if (rest->bytes[i] == '\n')
            return cut(rest, i, 1, line);
        if (rest->bytes[i] == ' ')
            space = i;
        else
            used += advance(rest->bytes[i]);
        if (used > room && space > 0)
            return cut(rest, space, 1, line);
        if (rest->bytes[i] == ' ')
            used += advance(' '); /* a space at the end of a line needs no room */
    }
    return cut(rest, rest->n_bytes, 0, line);
}

int measure_lines(const char *utf8, int width, enum measure_font font)
{
    struct text rest = text_of(utf8), line;
    int n = 0;
    while (measure_line(&rest, width, font, &line))
        n++;
    return n;
}
