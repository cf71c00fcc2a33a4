/* Which columns are made of parts: 431000-62010-P6, 2024X005, 0000431000. */
#include "pipeline/sniff_parts.h"

#include "pipeline/sniff_words.h"

#include <string.h>

#define MAX_PIECES   6
#define MIN_POINTS   3 /* pieces between points: fewer are a code like 6.72 */
#define MIN_ZEROS    3 /* in front of every account */
#define LONG_ACCOUNT 9 /* with so many digits */
#define YEAR_BYTES   4
#define MAX_DATED    12 /* characters of a code with a year in it */

/* ---- the values of a column ---- */

static struct text value_at(const struct sniff_column *column, size_t i)
{
    return column->distinct.texts[i];
}

static size_t count_marks(struct text text, char mark)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n_bytes; i++)
        n += text.bytes[i] == mark;
    return n;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Codes, whatever some of them look like. */
static bool is_coded(const struct sniff_column *column)
{
    return column->distinct.n > 1 && column->n[KIND_CODE] * 20 >= column->n_filled * 19 &&
           column->n_dates * 2 < column->n_filled;
}

static bool is_of(enum sniff_word word, const enum sniff_word *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (words[i] == word)
            return true;
    return false;
}

/* ---- pieces between marks ---- */

/* How many pieces every value has; 0 when they differ. */
static size_t pieces_between(const struct sniff_column *column, char mark)
{
    size_t n = count_marks(value_at(column, 0), mark) + 1;
    for (size_t i = 1; i < column->distinct.n; i++)
        if (count_marks(value_at(column, i), mark) + 1 != n)
            return 0;
    return n;
}

/* Letters and a number, M-0001: a number of something. */
static bool is_numbering(const struct sniff_column *column, char mark, size_t n_pieces)
{
    for (size_t i = 0; i < column->distinct.n; i++) {
        struct text value = value_at(column, i);
        const char *end = memchr(value.bytes, mark, value.n_bytes);
        for (const char *at = value.bytes; end && at < end; at++)
            if (is_digit(*at))
                return false;
    }
    return n_pieces == 2;
}

/* Between points only numbers: L3.5.1 is one code. */
static bool may_divide(const struct sniff_column *column, char mark, size_t n_pieces)
{
    if (n_pieces < (mark == '.' ? MIN_POINTS : 2) || n_pieces > MAX_PIECES ||
        is_numbering(column, mark, n_pieces))
        return false;
    for (size_t i = 0; mark == '.' && i < column->distinct.n; i++)
        for (size_t k = 0; k < value_at(column, i).n_bytes; k++)
            if (!is_digit(value_at(column, i).bytes[k]) && value_at(column, i).bytes[k] != mark)
                return false;
    return true;
}

static bool find_pieces(const struct sniff_column *column, enum sniff_word word, char *mark,
                        size_t *n_pieces)
{
    static const enum sniff_word words[] = {WORD_NONE, WORD_REKENING, WORD_KOSTENPLAATS,
                                            WORD_PRODUCT};
    static const char marks[] = {'-', '/', '_', '.'};
    if (!is_of(word, words, sizeof words / sizeof *words) || column->n[KIND_AMOUNT] > 0)
        return false;
    for (size_t m = 0; m < sizeof marks; m++) {
        size_t n = pieces_between(column, marks[m]);
        if (!may_divide(column, marks[m], n))
            continue;
        *mark = marks[m];
        *n_pieces = n;
        return true;
    }
    return false;
}

/* ---- positions ---- */

static bool same_length(const struct sniff_column *column)
{
    return column->shortest == column->longest;
}

/* 0-based place of a year that stands in the same place of every value, or the length. */
static size_t find_year(const struct sniff_column *column)
{
    size_t n = column->longest;
    for (size_t at = 0; at + YEAR_BYTES <= n; at++) {
        bool everywhere = true;
        for (size_t i = 0; everywhere && i < column->distinct.n; i++) {
            const char *bytes = value_at(column, i).bytes;
            everywhere = sniff_year_in((struct text){bytes + at, YEAR_BYTES}) != 0 &&
                         (at == 0 || !is_digit(bytes[at - 1])) &&
                         (at + YEAR_BYTES == n || !is_digit(bytes[at + YEAR_BYTES]));
        }
        if (everywhere)
            return at;
    }
    return n;
}

/* The first place from `at` on where values differ, or a digit stands. */
static size_t skip_constant(const struct sniff_column *column, size_t at)
{
    for (; at < column->longest; at++) {
        char c = value_at(column, 0).bytes[at];
        if (is_digit(c))
            return at;
        for (size_t i = 1; i < column->distinct.n; i++)
            if (value_at(column, i).bytes[at] != c)
                return at;
    }
    return at;
}

static bool has_dated_codes(const struct sniff_column *column, enum sniff_word word)
{
    static const enum sniff_word words[] = {WORD_NONE, WORD_JAAR, WORD_SOORT, WORD_PERIODE,
                                            WORD_STATUS};
    return is_of(word, words, sizeof words / sizeof *words) && same_length(column) &&
           column->longest > YEAR_BYTES && column->longest <= MAX_DATED &&
           column->n[KIND_DIGITS] == 0;
}

/* How many zeros all accounts begin with. */
static size_t common_zeros(const struct sniff_column *column)
{
    size_t n = column->longest - 1;
    for (size_t i = 0; i < column->distinct.n; i++) {
        size_t n_here = 0;
        while (n_here < n && value_at(column, i).bytes[n_here] == '0')
            n_here++;
        n = n_here;
    }
    return n;
}

static bool has_long_accounts(const struct sniff_column *column, enum sniff_word word)
{
    return word == WORD_REKENING && same_length(column) && column->longest >= LONG_ACCOUNT &&
           column->n[KIND_DIGITS] == column->n_filled && common_zeros(column) >= MIN_ZEROS;
}

/* ---- the whole ---- */

static void add_positions(struct sniff_columns *columns, size_t source, size_t first, size_t last)
{
    sniff_columns_add_part(columns, source, (struct column_part){.first = first, .last = last});
}

static void add_pieces(struct sniff_columns *columns, size_t source, char mark, size_t n)
{
    static const char *const marks[] = {['-'] = "-", ['.'] = ".", ['/'] = "/", ['_'] = "_"};
    for (size_t i = 1; i <= n; i++)
        sniff_columns_add_part(columns, source,
                               (struct column_part){.piece = i, .mark = marks[(int)mark]});
}

static void add_dated(struct sniff_columns *columns, size_t source, size_t year)
{
    size_t n = columns->items[source].longest;
    size_t rest = skip_constant(&columns->items[source], year + YEAR_BYTES);
    add_positions(columns, source, year + 1, year + YEAR_BYTES);
    if (rest < n)
        add_positions(columns, source, rest + 1, n);
}

static void find_parts_of(struct sniff_columns *columns, size_t source, enum sniff_word word)
{
    const struct sniff_column *column = &columns->items[source];
    char mark;
    size_t n_pieces, year;
    if (!is_coded(column))
        return;
    if (has_dated_codes(column, word) && (year = find_year(column)) < column->longest)
        add_dated(columns, source, year);
    else if (has_long_accounts(column, word))
        add_positions(columns, source, common_zeros(column) + 1, column->longest);
    else if (find_pieces(column, word, &mark, &n_pieces))
        add_pieces(columns, source, mark, n_pieces);
}

void sniff_parts_find(struct sniff_columns *columns, const struct text *header)
{
    size_t n = columns->n;
    for (size_t i = 0; i < n && columns->n + MAX_PIECES < SNIFF_MAX_COLUMNS; i++)
        find_parts_of(columns, i, header ? sniff_word_of(header[i]) : WORD_NONE);
}
