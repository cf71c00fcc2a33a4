/* Which columns are made of parts: 431000-62010-P6, 2024X005, 0000431000. */
#include "pipeline/sniff/sniff_column.h"

#include <stdlib.h>

#define MAX_PIECES   6
#define MIN_POINTS   3 /* pieces between points: fewer are a code like 6.72 */
#define MIN_ZEROS    3 /* in front of every account */
#define LONG_ACCOUNT 9 /* with so many digits */
#define YEAR_BYTES   4
#define MAX_DATED    12 /* characters of a code with a year in it */

/* ---- the values of a column ---- */

/* Its different values, names of totals left out: those are no codes. */
struct codes {
    struct text *values; /* heap */
    size_t n;
    size_t shortest, longest; /* characters */
};

static struct codes codes_of(const struct sniff_column *column)
{
    struct codes codes = {mem_alloc(column->distinct.n * sizeof *codes.values), 0, column->shortest,
                          column->longest};
    for (size_t i = 0; i < column->distinct.n; i++)
        if (!sniff_begins_as_total(column->distinct.texts[i]))
            codes.values[codes.n++] = column->distinct.texts[i];
    if (codes.n == column->distinct.n)
        return codes;
    codes.shortest = SIZE_MAX;
    codes.longest = 0;
    for (size_t i = 0; i < codes.n; i++) {
        size_t n_bytes = codes.values[i].n_bytes;
        codes.shortest = n_bytes < codes.shortest ? n_bytes : codes.shortest;
        codes.longest = n_bytes > codes.longest ? n_bytes : codes.longest;
    }
    return codes;
}

static size_t count_marks(struct text text, char mark)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n_bytes; i++)
        n += text.bytes[i] == mark;
    return n;
}

/* ---- pieces between marks ---- */

/* How many pieces every value has; 0 when they differ, or are no parts: M-0001, letters and a
 * number, is a number of something, and between points only numbers are, L3.5.1 is one code. */
static size_t pieces_between(const struct codes *codes, char mark)
{
    size_t n = count_marks(codes->values[0], mark) + 1;
    bool numbering = n == 2;
    if (n < (mark == '.' ? MIN_POINTS : 2) || n > MAX_PIECES)
        return 0;
    for (size_t i = 0; i < codes->n; i++) {
        struct text value = codes->values[i];
        bool in_front = true;
        if (count_marks(value, mark) + 1 != n)
            return 0;
        for (size_t k = 0; k < value.n_bytes; k++) {
            bool digit = text_is_digit(value.bytes[k]);
            in_front = in_front && value.bytes[k] != mark;
            numbering = numbering && !(in_front && digit);
            if (mark == '.' && !digit && value.bytes[k] != mark)
                return 0;
        }
    }
    return numbering ? 0 : n;
}

/* Between the first mark that divides them. */
static void add_pieces(struct sniff_columns *columns, size_t source, const struct codes *codes)
{
    static const char *const marks[] = {"-", "/", "_", "."};
    size_t n = 0;
    for (size_t m = 0; m < sizeof marks / sizeof *marks && n == 0; m++) {
        n = pieces_between(codes, *marks[m]);
        for (size_t i = 1; i <= n; i++)
            sniff_columns_add_part(columns, source,
                                   (struct column_part){.piece = i, .mark = marks[m]});
    }
}

/* ---- positions ---- */

/* 0-based place of a year that stands in the same place of every value, or the length. */
static size_t find_year(const struct codes *codes)
{
    size_t n = codes->longest;
    for (size_t at = 0; at + YEAR_BYTES <= n; at++) {
        bool everywhere = true;
        for (size_t i = 0; everywhere && i < codes->n; i++) {
            const char *bytes = codes->values[i].bytes;
            everywhere = sniff_year_in((struct text){bytes + at, YEAR_BYTES}) != 0 &&
                         (at == 0 || !text_is_digit(bytes[at - 1])) &&
                         (at + YEAR_BYTES == n || !text_is_digit(bytes[at + YEAR_BYTES]));
        }
        if (everywhere)
            return at;
    }
    return n;
}

/* The first place from `at` on where values differ, or a digit stands. */
static size_t skip_constant(const struct codes *codes, size_t at)
{
    for (; at < codes->longest; at++) {
        char c = codes->values[0].bytes[at];
        if (text_is_digit(c))
            return at;
        for (size_t i = 1; i < codes->n; i++)
            if (codes->values[i].bytes[at] != c)
                return at;
    }
    return at;
}

/* ---- the whole ---- */

static void add_positions(struct sniff_columns *columns, size_t source, size_t first, size_t last)
{
    sniff_columns_add_part(columns, source, (struct column_part){.first = first, .last = last});
}

/* Codes, whatever some of them look like: with a year in them, with zeros in front, or in pieces.
 */
static void find_parts_of(struct sniff_columns *columns, size_t source, enum sniff_word word)
{
    static const uint32_t dated =
        WORD_SET(NONE) | WORD_SET(JAAR) | WORD_SET(SOORT) | WORD_SET(PERIODE) | WORD_SET(STATUS);
    static const uint32_t divided =
        WORD_SET(NONE) | WORD_SET(REKENING) | WORD_SET(KOSTENPLAATS) | WORD_SET(PRODUCT);
    const struct sniff_column *column = &columns->items[source];
    struct codes codes = codes_of(column);
    size_t n_filled = column->n_filled - column->n[KIND_TOTAL], n = codes.longest, year;
    bool even = codes.shortest == n;
    if (codes.n < 2 || column->n[KIND_CODE] * 20 < n_filled * 19 || column->n_dates * 2 >= n_filled)
        ;
    else if ((dated >> word & 1) && even && n > YEAR_BYTES && n <= MAX_DATED &&
             column->n[KIND_DIGITS] == 0 && (year = find_year(&codes)) < n) {
        size_t rest = skip_constant(&codes, year + YEAR_BYTES);
        add_positions(columns, source, year + 1, year + YEAR_BYTES);
        if (rest < n)
            add_positions(columns, source, rest + 1, n);
    } else if (word == WORD_REKENING && even && n >= LONG_ACCOUNT &&
               column->n[KIND_DIGITS] == n_filled && sniff_column_zeros(column) >= MIN_ZEROS)
        add_positions(columns, source, sniff_column_zeros(column) + 1, n);
    else if ((divided >> word & 1) && column->n[KIND_AMOUNT] == 0)
        add_pieces(columns, source, &codes);
    free(codes.values);
}

void sniff_parts_find(struct sniff_columns *columns, const struct text *header)
{
    size_t n = columns->n;
    for (size_t i = 0; i < n && columns->n + MAX_PIECES < SNIFF_MAX_COLUMNS; i++)
        find_parts_of(columns, i, header ? sniff_word_of(header[i]) : WORD_NONE);
}
