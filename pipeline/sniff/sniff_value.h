/* One value of an unknown export: what it can be. Everything it can be, not what it is: that
 * follows from the other values in its column. */
#ifndef SNIFF_SNIFF_VALUE_H
#define SNIFF_SNIFF_VALUE_H

#include "pipeline/base/date.h"
#include "pipeline/format/amount.h"

/* The thousands signs of an amount, by what stands for the decimal mark. */
enum sniff_decimal { DECIMAL_COMMA, DECIMAL_POINT, DECIMAL_COUNT };

struct sniff_reading {
    bool fits;          /* an amount when that is the decimal mark */
    unsigned thousands; /* the sign it needs for that (enum amount_mark), 0 = none */
    bool too_fine;      /* more than two decimals then */
    bool padded;        /* and what is beyond cents is 0 */
};

/* Signs around amounts: the euro, and others that a profile must name. */
#define SNIFF_CURRENCIES 11

/* All but the euro, for an amount_format; in the arena. */
const struct text *sniff_currencies(enum text_encoding encoding, struct arena *arena);

/* As [getal] valuta writes it: "€" first, then "£", "GBP", ... */
const char *sniff_currency_name(size_t index);

/* Words that stand for an empty field: NULL, \N, n/a, ... */
#define SNIFF_EMPTY_WORDS 30

/* As [bestand] leeg writes it. */
const char *sniff_empty_word(size_t index);

struct sniff_value {
    struct text text; /* trimmed of blanks, not empty */
    enum text_encoding encoding;
    bool only_digits;
    struct sniff_reading reading[DECIMAL_COUNT];
    bool dash;         /* a dash alone, perhaps with a currency: perhaps 0 */
    size_t currency;   /* of an amount: its index + 1, 0 = none */
    size_t empty_word; /* index + 1, 0 = none */
    unsigned decimals; /* of an amount: digits behind its last mark */
    unsigned minus;    /* of an amount: the enum amount_minus that its sign needs, 0 = no sign */
};

/* False when nothing but blanks stands there (no-break spaces too). */
bool sniff_value_look(struct text field, enum text_encoding encoding, struct sniff_value *value);

bool sniff_has_digit(struct text text);

bool sniff_value_is_amount(const struct sniff_value *value); /* not a dash alone */

/* ---- kinds of values ---- */

enum sniff_kind {
    KIND_AMOUNT,
    KIND_WHOLE,       /* an amount without decimals or thousands signs */
    KIND_COMMA,       /* an amount with decimal comma only */
    KIND_POINT,       /* an amount with decimal point only */
    KIND_EITHER,      /* 1.005: an amount, another one with the other decimal mark */
    KIND_COMMA_POINT, /* thousands signs, by decimal mark */
    KIND_COMMA_SPACE,
    KIND_COMMA_APOSTROPHE,
    KIND_POINT_COMMA,
    KIND_POINT_SPACE,
    KIND_POINT_APOSTROPHE,
    KIND_FLOAT,      /* 31001.0: a whole number as a program without types writes it */
    KIND_CENTS,      /* an amount that ends in a mark and one or two digits */
    KIND_COMMA_FINE, /* more than two decimals */
    KIND_POINT_FINE,
    KIND_COMMA_PADDED, /* of those, beyond cents there are zeros only */
    KIND_POINT_PADDED,
    KIND_MINUS_FRONT,
    KIND_MINUS_BACK,
    KIND_BRACKETS,
    KIND_CR_DR,
    KIND_CURRENCY,
    KIND_DASH,
    KIND_NO_AMOUNT, /* neither an amount nor a dash */
    KIND_SCIENTIFIC,
    KIND_SHEET_ERROR, /* #VALUE! */
    KIND_DIGITS,
    KIND_ZERO_FIRST, /* digits, the first of several a 0 */
    KIND_YEAR,
    KIND_PERIOD,
    KIND_YEAR_MONTH, /* 202413 */
    KIND_CODE,       /* letters, digits and a few marks, no blanks, at least one digit or no
                        more than four letters */
    KIND_TEXT,       /* none of the above */
    KIND_TOTAL,      /* begins with the word for a total */
    KIND_PERSONAL,   /* a citizen number or an IBAN */
    KIND_LINES,      /* a line end inside */
    KIND_COUNT
};

/* "met decimale komma"; of those that are told. */
const char *sniff_kind_text(enum sniff_kind kind);

/* All that hold: a set of 1 << enum sniff_kind. */
uint64_t sniff_kinds_of(const struct sniff_value *value);

static inline bool sniff_kind_holds(enum sniff_kind kind, const struct sniff_value *value)
{
    return sniff_kinds_of(value) >> kind & 1;
}

/* Kinds by decimal mark and thousands sign (enum amount_mark). */
#define SNIFF_SIGNS 6
struct sniff_sign {
    enum sniff_kind kind;
    unsigned decimal, thousands;
};
extern const struct sniff_sign sniff_signs[SNIFF_SIGNS];

/* "TOTAAL afdeling" */
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

/* The pattern with day and month the other way round, or patterns->n. */
size_t sniff_patterns_swapped(const struct sniff_patterns *patterns, size_t index);

/* The year 1990..2049 that the text holds as four digits by themselves, or 0. */
int sniff_year_in(struct text text);

#endif
