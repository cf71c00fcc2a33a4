/* The columns of an unknown export: what their values look like, counted. */
#pragma once

#include "pipeline/base/memo.h"
#include "pipeline/settings/profile/profile.h"
#include "pipeline/sniff/sniff_bytes.h"
#include "pipeline/sniff/sniff_value.h"
#include "pipeline/sniff/sniff_words.h"

#define SNIFF_MAX_COLUMNS  256  /* of one file; those behind are not looked at */
#define SNIFF_MAX_DISTINCT 2000 /* values that a column remembers */
#define SNIFF_MAX_FLAGS    12   /* the first ones are counted, too */
#define SNIFF_SIGHT_BYTES  32

/* Where something was seen first. */
struct sniff_sight {
    uint64_t line_no; /* of the record; 0 = never seen */
    uint8_t n_bytes;
    char bytes[SNIFF_SIGHT_BYTES]; /* the value, cut off when it is longer */
};

/* Digits in filled values. */
struct sniff_digits {
    size_t n;
    size_t n_first;  /* that begin with a digit */
    size_t n_inside; /* that hold one */
};

enum draft_type {
    TYPE_EMPTY,
    TYPE_DATE,
    TYPE_AMOUNT,
    TYPE_FLAG, /* few short values that come back again and again */
    TYPE_YEAR,
    TYPE_PERIOD,
    TYPE_YEAR_MONTH,
    TYPE_CODE,
    TYPE_TEXT,
    TYPE_COUNT
};

struct sniff_column {
    size_t index;            /* of this column */
    size_t source;           /* the field that it is, or is a part of */
    struct column_part part; /* of it */
    bool headed;             /* in the head of a card that the record is on */
    /* what its values are, counted */
    size_t n_filled;
    size_t n_empty;                      /* words for that among them */
    struct sniff_digits records;         /* but for names of totals */
    struct sniff_digits texts;           /* in lines that are no records */
    size_t n_word[SNIFF_EMPTY_WORDS];    /* of the empty ones */
    size_t n_currency[SNIFF_CURRENCIES]; /* of the amounts */
    unsigned n_decimals;                 /* the most of an amount with zeros beyond cents */
    size_t n[KIND_COUNT];
    struct sniff_sight first[KIND_COUNT];
    size_t n_dates; /* values that some pattern reads */
    size_t n_timed; /* of them, with a time behind the date */
    size_t n_pattern[SNIFF_MAX_PATTERNS];
    struct sniff_sight refuted[SNIFF_MAX_PATTERNS]; /* a date that this pattern does not read */
    struct sniff_sight no_date;
    size_t shortest, longest; /* characters of filled values */
    struct memo distinct;     /* the first different values; one too many when there are more */
    bool more_distinct;       /* there were others */
    uint32_t last;            /* of them */
    size_t last_record;       /* that is filled, 1-based */
    /* values as the one before, or in natural order in front of it; [1]: those where no column to
     * the left, empty in the record above, is filled */
    size_t n_again[2], n_back[2];
    size_t n_flag[SNIFF_MAX_FLAGS]; /* how often each of the first ones occurs; only right while
                                       there are no others */
    /* what it is, judged by these */
    struct text header;  /* UTF-8, trimmed; empty without a header */
    struct text called;  /* the same, as profile_call_headers has it */
    const char *name;    /* in the profile */
    const char *problem; /* why no profile can name its header (Dutch), or NULL */
    enum sniff_word word;
    bool guessed; /* what it is about is told by nothing but its values */
    bool is_code; /* so another export says, or who asked for these keys (nieuw/) */
    enum draft_type type;
    bool is_down; /* a key that is filled on the first line of a group only, and perhaps in the
                     group's total */
    bool aside;   /* an amount that is no mutatie: of a whole boekstuk, of btw, a sum of others */
    const char *rest_of; /* of an amount: "baten - lasten", "primair + wijziging", which it is in
                            each line; or NULL */
    bool is_summed;      /* it is a part of such a sum: all of them are meant */
    bool is_signed;      /* a change that such a sum adds as it stands */
    const char *stand;   /* of an amount, told by its figures whatever its header says; or NULL */
    bool is_whole;       /* perhaps an amount: numbers of any size that no header speaks of */
    bool is_private;     /* no values are shown */
    size_t n_readable;   /* values of its type */
    size_t n_zeros;      /* of accounts, that all of them have in front */
    uint64_t patterns;  /* TYPE_DATE: those that read all dates, one for each order; 0: none does */
    size_t pattern;     /* the only one of them; patterns.n when there is not just one */
    enum sectie sectie; /* of amounts, by the header; SECTIE_COUNT: it says none */
    /* of the record at hand, while the columns are added up (sniff_sums.c) */
    struct text here;
    struct money amount;
    bool has_amount;
    struct sniff_column *before; /* of parts of one stand and sectie the one to its left */
    size_t n_more, n_less;       /* lines in which its size is so, beside that one */
    bool grows;                  /* at last: all those parts do, each is up to a date */
    struct money total;          /* of an amount, the lines of totals left out */
    bool overflow;               /* it is too large to tell */
};

/* What a record is; only those up to CLASS_LONG have values. */
enum sniff_class {
    CLASS_GOOD,
    CLASS_SHORT,   /* but for empty fields at its end, which it lacks */
    CLASS_LONG,    /* or has too many of */
    CLASS_HEADING, /* the header once more */
    CLASS_BLANK,   /* nothing filled */
    CLASS_TEXT,    /* little filled */
    CLASS_STRAY,   /* a run would reject these */
    CLASS_RUNAWAY,
    CLASS_WIDTH,
    CLASS_NUL, /* of those with values, that a run would reject all the same */
    CLASS_ILL_FORMED,
    CLASS_COUNT
};

/* How many of a class, and the first of them. */
struct sniff_lines {
    size_t n;
    uint64_t line_no;
};

/* Heads of cards, "Rekening 4110 Salarissen" above the lines of an account: where the code is in
 * them, and what all of them have in front of it there, or in a cell before. */
struct sniff_card {
    size_t n;
    size_t field, piece;          /* 0-based; 1-based, between blanks */
    size_t front;                 /* field */
    char word[SNIFF_SIGHT_BYTES]; /* "Rekening"; "": the code comes first */
    char here[SNIFF_SIGHT_BYTES]; /* the field of the last one */
    enum sniff_word about;
};

struct sniff_columns {
    struct sniff_column *items; /* heap: those of the file, then the parts */
    size_t n;
    size_t n_plain;            /* those of the file */
    const struct text *header; /* n_fields of them, as they stand in the file; NULL = none */
    bool loose;                /* records may be short: there are many */
    struct sniff_lines lines[CLASS_COUNT];
    struct sniff_card card;
    size_t n_narrow;  /* of CLASS_WIDTH, those with less fields */
    size_t n_records; /* with values */
    bool opened;      /* a column that was empty in the record above is filled in this one */
    struct sniff_patterns patterns;
    enum text_encoding encoding;
    size_t n_fields; /* that a record must have; n is at most SNIFF_MAX_COLUMNS */
};

void sniff_columns_start(struct sniff_columns *columns, size_t n_fields,
                         enum text_encoding encoding);
/* Counts one record, good or bad; or, of one that was counted, the values of the parts. */
void sniff_columns_add(struct sniff_columns *columns, const struct sniff_record *record,
                       bool parts);

/* Notes the head of a card: records are asked in order. */
enum sniff_class sniff_columns_class(struct sniff_columns *columns,
                                     const struct sniff_record *record);
/* The value of a column in it: what its field, or its part of it, holds. */
struct text sniff_columns_value(const struct sniff_columns *columns,
                                const struct sniff_record *record, size_t index);

/* One more column, a part of another. */
void sniff_columns_add_part(struct sniff_columns *columns, size_t source, struct column_part part);

void sniff_columns_release(struct sniff_columns *columns);

/* The code in front of its name: "6721 - Begeleiding Wmo". */
static inline bool sniff_part_is_named(const struct sniff_column *column)
{
    return column->part.mark && *column->part.mark == ' ';
}

/* How many of its values are amounts below nothing. */
static inline size_t sniff_column_minus(const struct sniff_column *column)
{
    const size_t *n = &column->n[KIND_MINUS_FRONT];
    return n[0] + n[1] + n[2] + n[3];
}

/* How many are not nothing. */
static inline size_t sniff_column_amounts(const struct sniff_column *column)
{
    return column->n_filled - column->n[KIND_ZERO] - column->n[KIND_DASH];
}

/* How many of its different values are no names of totals. */
size_t sniff_column_codes(const struct sniff_column *column);

/* How many zeros all its codes begin with, something behind them. */
size_t sniff_column_zeros(const struct sniff_column *column);

/* How many of its different values mean something in a column about that; and whether those differ,
 * unless NULL. */
size_t sniff_column_means(const struct sniff_column *column, enum sniff_word word, bool *differ);
/* Nearly all are taakvelden of Iv3, of five of its programma's at least. */
bool sniff_column_is_iv3(const struct sniff_column *column);
/* The year in them; 0: none, -1: several. */
int sniff_column_year(const struct sniff_column *column);
/* One of them means this there. */
bool sniff_column_tells(const struct sniff_column *column, enum sniff_word word, const char *what);

/* Adds the columns that are parts of others to those that were counted: fields that
 * hold several things. Their own values are still to be read. `header` has the columns' names, or
 * is NULL. */
void sniff_parts_find(struct sniff_columns *columns, const struct text *header);

/* True when nine in ten of the filled values are digits, amounts or dates. */
bool sniff_column_is_typed(const struct sniff_column *column);
