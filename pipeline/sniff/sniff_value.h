/* One value of an unknown export: what it can be. Everything it can be, not what it is: that
 * follows from the other values in its column. */
#pragma once

#include "pipeline/base/date.h"
#include "pipeline/format/amount.h"

/* Signs around amounts: the euro, and others that a profile must name. */
#define SNIFF_CURRENCIES 11

/* As [getal] valuta writes them: "€" first, then "£", "GBP", ... */
extern const char *const sniff_currency_names[SNIFF_CURRENCIES];

/* Every sign and currency, in euros: what is to be added are the marks. */
struct amount_format sniff_amount_format(enum text_encoding encoding);

/* Words that stand for an empty field: NULL, \N, n/a, ... */
#define SNIFF_EMPTY_WORDS 32

/* As [bestand] leeg writes it. */
const char *sniff_empty_word(size_t index);

/* ---- kinds of values: those of amounts, then what is odd ---- */

enum sniff_kind {
    KIND_COMMA,       /* an amount with decimal comma only */
    KIND_POINT,       /* an amount with decimal point only */
    KIND_EITHER,      /* 1.005: an amount, another one with the other decimal mark */
    KIND_CENTS,       /* an amount that ends in a mark and one or two digits */
    KIND_COMMA_POINT, /* thousands signs, by decimal mark */
    KIND_COMMA_SPACE,
    KIND_COMMA_APOSTROPHE,
    KIND_POINT_COMMA,
    KIND_POINT_SPACE,
    KIND_POINT_APOSTROPHE,
    KIND_COMMA_FINE, /* more than two decimals */
    KIND_POINT_FINE,
    KIND_COMMA_PADDED, /* of those, beyond cents there are zeros only */
    KIND_POINT_PADDED,
    KIND_MINUS_FRONT, /* what its sign needs */
    KIND_MINUS_BACK,
    KIND_BRACKETS,
    KIND_CR_DR,
    KIND_CURRENCY,
    KIND_DASH,        /* a dash alone, perhaps with a currency: perhaps 0 */
    KIND_ZERO,        /* an amount of nothing */
    KIND_SCIENTIFIC,  /* what is odd */
    KIND_SHEET_ERROR, /* #VALUE! */
    KIND_PERSONAL,    /* a citizen number or an IBAN */
    KIND_TOTAL,       /* begins with the word for a total */
    KIND_LINES,       /* a line end inside */
    KIND_ODD,
    KIND_AMOUNT = KIND_ODD, /* not a dash alone */
    KIND_NO_AMOUNT,         /* neither an amount nor a dash */
    KIND_FLOAT,             /* 31001.0: a whole number as a program without types writes it */
    KIND_DIGITS,
    KIND_ZERO_FIRST, /* digits, the first of several a 0 */
    KIND_YEAR,
    KIND_PERIOD,
    KIND_YEAR_MONTH, /* 202413 */
    KIND_CODE,       /* letters, digits and a few marks, no blanks, at least one digit or no
                        more than four letters */
    KIND_TEXT,       /* none of the above */
    KIND_COUNT
};

/* A sign between thousands and the decimal mark beside it, of KIND_COMMA_POINT and those behind it.
 */
#define SNIFF_SIGNS 6
struct sniff_sign {
    unsigned decimal, thousands; /* enum amount_mark */
};
extern const struct sniff_sign sniff_signs[SNIFF_SIGNS];

struct sniff_value {
    struct text text; /* trimmed of blanks, not empty */
    enum text_encoding encoding;
    bool only_digits;
    uint64_t kinds;    /* set of 1 << enum sniff_kind: all that hold */
    size_t currency;   /* of an amount: its index + 1, 0 = none */
    size_t empty_word; /* index + 1, 0 = none */
    unsigned decimals; /* of an amount: digits behind its last mark */
};

/* False when nothing but blanks stands there (no-break spaces too). */
bool sniff_value_look(struct text field, enum text_encoding encoding, struct sniff_value *value);

/* Nothing, or a word for that. */
bool sniff_is_empty(struct text field, enum text_encoding encoding);

bool sniff_has_digit(struct text text);

static inline bool sniff_value_is(enum sniff_kind kind, const struct sniff_value *value)
{
    return value->kinds >> kind & 1;
}

/* The stars by themselves in front: "**", "*  101000". */
size_t sniff_stars(struct text text);

/* "TOTAAL afdeling", "*  101000" */
bool sniff_begins_as_total(struct text text);

/* ---- dates: a table of patterns, stricter ones first ---- */

#define SNIFF_MAX_PATTERNS 64

struct sniff_pattern {
    const char *text;  /* "dd-mm-jjjj" */
    const char *order; /* "dag eerst" */
    bool separated;    /* no bare digits */
    struct date_format format;
    struct date_format timed; /* the same, with a time behind the date */
};

struct sniff_patterns {
    struct sniff_pattern items[SNIFF_MAX_PATTERNS];
    size_t n;
};

void sniff_patterns_make(struct sniff_patterns *patterns);

/* Which patterns read the value as a date from 1950 to 2099: a set of 1 << index. *timed: only
 * because a time stands behind it. */
uint64_t sniff_patterns_match(const struct sniff_patterns *patterns,
                              const struct sniff_value *value, bool *timed);

/* An amount, a dash or a date: explained by itself, commas and all. */
bool sniff_is_figure(const struct sniff_value *value, const struct sniff_patterns *patterns);

/* The pattern with day and month the other way round, or patterns->n. */
size_t sniff_patterns_swapped(const struct sniff_patterns *patterns, size_t index);

/* The year 1990..2049 that the text holds as four digits by themselves, or 0. */
int sniff_year_in(struct text text);
/* One more year, or 0: *year is -1 when they differ. */
static inline void sniff_add_year(int *year, int other)
{
    if (other)
        *year = *year == 0 || *year == other ? other : -1;
}
