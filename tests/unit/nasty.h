/* Ledgers in which everything is wrong that can be wrong with a delimited file, between lines that
 * are good. */
#pragma once

#include "pipeline/format/csv.h"
#include "tests/gen/dice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NASTY_SEPARATOR    ';'
#define NASTY_COMMENT      '#'
#define NASTY_HEADER       "jaar;boekstuk;regel;rekening;kostenplaats;omschrijving;debet;credit"
#define NASTY_FIELDS       8
#define NASTY_KOSTENPLAATS 4
#define NASTY_DEBET        6
#define NASTY_CREDIT       7
#define NASTY_TOTAL        "TOTAAL"

/* Amounts that cannot be read; the good ones are all written as 12,34. */
static const char *const nasty_amounts[] = {"#WAARDE!", "1,2,3", "1E+05", "12,345", "een"};

enum nasty_extent {
    NASTY_SHORT, /* no record reaches over more than a few lines */
    NASTY_LONG,  /* quotes that are never closed, records above the caps */
};

struct nasty {
    FILE *out;
    struct dice dice;
    enum nasty_extent extent;
    unsigned n_records;
    bool orderly; /* lines have numbers, in order */
};

static inline const char *nasty_end(struct nasty *nasty)
{
    static const char *const ends[] = {"\n", "\n", "\r\n", "\r\n", "\r\n", "\r"};
    return ends[dice_below(&nasty->dice, sizeof ends / sizeof *ends)];
}

/* "2024;B7;3;400123;K1": the fields in front of the text. */
static inline void nasty_front(struct nasty *nasty)
{
    unsigned number = nasty->n_records++;
    unsigned account = dice_chance(&nasty->dice, 500) ? 400000 : 800000;
    fprintf(nasty->out, "%u;B%u;%u;%u;K%u;", 2023 + dice_below(&nasty->dice, 3),
            nasty->orderly ? number / 5 : dice_below(&nasty->dice, 20),
            nasty->orderly ? number % 5 : dice_below(&nasty->dice, 10),
            account + dice_below(&nasty->dice, 300), dice_below(&nasty->dice, 12));
}

static inline void nasty_back(struct nasty *nasty)
{
    unsigned euros = dice_below(&nasty->dice, 100000), cents = dice_below(&nasty->dice, 100);
    bool debet = dice_chance(&nasty->dice, 500);
    fprintf(nasty->out, debet ? ";%u,%02u;%s" : ";;%u,%02u%s", euros, cents, nasty_end(nasty));
}

/* ---- kinds of records ---- */

typedef void nasty_fn(struct nasty *nasty);

static inline void nasty_plain(struct nasty *nasty)
{
    static const char *const texts[] = {"Zorg", "", "  spaties  ", "één", "#1", "a,b", "€ 5,\t–"};
    nasty_front(nasty);
    fputs(texts[dice_below(&nasty->dice, sizeof texts / sizeof *texts)], nasty->out);
    nasty_back(nasty);
}

static inline void nasty_quoted(struct nasty *nasty)
{
    static const char *const texts[] = {"\"a;b\"",     "\"\"",         "\"zei \"\"ja\"\"; toen\"",
                                        "\"twee\nr\"", "\"t\r\nr\"",   "\"r\rt\"",
                                        "\"\"\"\"",    "\"\n\n\r\n\"", "\"#\n#\n2024;x;\n\""};
    nasty_front(nasty);
    fputs(texts[dice_below(&nasty->dice, sizeof texts / sizeof *texts)], nasty->out);
    nasty_back(nasty);
}

/* Lines inside quotes that look like records. */
static inline void nasty_many_lines(struct nasty *nasty)
{
    nasty_front(nasty);
    fputc('"', nasty->out);
    for (uint32_t n = 1 + dice_below(&nasty->dice, 20); n > 0; n--)
        fprintf(nasty->out, "2024;B1;%u;400001;K1;regel;1,00;%s", n, nasty_end(nasty));
    fputc('"', nasty->out);
    nasty_back(nasty);
}

static inline void nasty_stray(struct nasty *nasty)
{
    static const char *const texts[] = {"5\" buis", "\"a\" b", "\"a\"\"", "x\"", "\"a\"b\"c\""};
    nasty_front(nasty);
    fputs(texts[dice_below(&nasty->dice, nasty->extent == NASTY_LONG ? 5 : 2)], nasty->out);
    nasty_back(nasty);
}

static inline void nasty_nothing(struct nasty *nasty)
{
    static const char *const lines[] = {"", " ", "\t ", "# opmerking; \"open", "#", "#\"a\"\"b"};
    fprintf(nasty->out, "%s%s", lines[dice_below(&nasty->dice, 6)], nasty_end(nasty));
}

static inline void nasty_width(struct nasty *nasty)
{
    static const char *const lines[] = {"2024;B1;1", ";",     ";;;;;;;;;",
                                        "x",         "\"x\"", "a;\"b\nc\";d"};
    fprintf(nasty->out, "%s%s", lines[dice_below(&nasty->dice, 6)], nasty_end(nasty));
}

static inline void nasty_amount(struct nasty *nasty)
{
    nasty_front(nasty);
    fprintf(nasty->out, "bedrag;%s;%s", nasty_amounts[dice_below(&nasty->dice, 5)],
            nasty_end(nasty));
}

static inline void nasty_bytes(struct nasty *nasty)
{
    static const char bytes[] = {'\0', '\x80', '\xC3', '\xFF'};
    nasty_front(nasty);
    fputc(bytes[dice_below(&nasty->dice, sizeof bytes)], nasty->out);
    nasty_back(nasty);
}

static inline void nasty_total(struct nasty *nasty)
{
    fprintf(nasty->out, "2024;;;;%s;", NASTY_TOTAL);
    nasty_back(nasty);
}

/* ---- above the caps ---- */

static inline void nasty_letters(struct nasty *nasty, uint32_t n)
{
    for (; n > 0; n--)
        fputc("abc;\n"[dice_below(&nasty->dice, n % 7 ? 3 : 5)], nasty -> out);
}

static inline void nasty_open(struct nasty *nasty)
{
    nasty_front(nasty);
    fputs("\"nooit dicht", nasty->out);
    nasty_back(nasty);
}

static inline void nasty_long_line(struct nasty *nasty)
{
    nasty_front(nasty);
    for (uint32_t n = CSV_MAX_RECORD_BYTES - 100 + dice_below(&nasty->dice, 4000); n > 0; n--)
        fputc('x', nasty->out);
    nasty_back(nasty);
}

static inline void nasty_long_quoted(struct nasty *nasty)
{
    nasty_front(nasty);
    fputc('"', nasty->out);
    nasty_letters(nasty, CSV_MAX_RECORD_BYTES - 100 + dice_below(&nasty->dice, 200));
    fputc('"', nasty->out);
    nasty_back(nasty);
}

static inline void nasty_high(struct nasty *nasty)
{
    nasty_front(nasty);
    fputc('"', nasty->out);
    for (uint32_t n = CSV_MAX_RECORD_LINES - 2 + dice_below(&nasty->dice, 4); n > 0; n--)
        fputc('\n', nasty->out);
    fputc('"', nasty->out);
    nasty_back(nasty);
}

static inline void nasty_long_comment(struct nasty *nasty)
{
    fputc(NASTY_COMMENT, nasty->out);
    for (uint32_t n = dice_below(&nasty->dice, (size_t)2 * CSV_MAX_RECORD_BYTES); n > 0; n--)
        fputc('"', nasty->out);
    fputs(nasty_end(nasty), nasty->out);
}

static inline nasty_fn *nasty_pick(struct nasty *nasty)
{
    static nasty_fn *const kinds[] = {nasty_plain, nasty_plain,   nasty_plain,  nasty_plain,
                                      nasty_plain, nasty_quoted,  nasty_quoted, nasty_many_lines,
                                      nasty_stray, nasty_nothing, nasty_width,  nasty_amount,
                                      nasty_bytes, nasty_total};
    static nasty_fn *const long_kinds[] = {nasty_open, nasty_long_line, nasty_long_quoted,
                                           nasty_high, nasty_long_comment};
    if (nasty->extent == NASTY_LONG && dice_chance(&nasty->dice, 60))
        return long_kinds[dice_below(&nasty->dice, sizeof long_kinds / sizeof *long_kinds)];
    return kinds[dice_below(&nasty->dice, sizeof kinds / sizeof *kinds)];
}

/* How a file may stop, rather than behind a line end. */
static inline void nasty_stop(struct nasty *nasty)
{
    static const char *const ends[] = {
        "", "", "2024;B1;1;400001;K1;x;1,00;", "2024;\"open\n", "#", "\r", "\"", ";"};
    fputs(ends[dice_below(&nasty->dice, nasty->extent == NASTY_LONG ? 8 : 3)], nasty->out);
    if (dice_chance(&nasty->dice, 200))
        fputc(0, nasty->out);
}

/* n records, good and bad; the text is on the heap. */
static inline struct text nasty_text(uint64_t seed, enum nasty_extent extent, size_t n)
{
    char *text = NULL;
    size_t n_bytes;
    struct nasty nasty = {.dice = dice_seeded(seed), .extent = extent};
    nasty.out = open_memstream(&text, &n_bytes);
    nasty.orderly = dice_chance(&nasty.dice, 500);
    fputs(NASTY_HEADER "\n", nasty.out);
    while (n-- > 0)
        nasty_pick (&nasty)(&nasty);
    nasty_stop(&nasty);
    fclose(nasty.out);
    return (struct text){text, n_bytes};
}
