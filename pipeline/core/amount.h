/* Reading an amount as a bronprofiel says it is written. Refused, never guessed. */
#ifndef CORE_AMOUNT_H
#define CORE_AMOUNT_H

#include "pipeline/core/money.h"
#include "pipeline/core/text.h"

enum amount_mark { /* bits: signs that may stand in an amount */
    AMOUNT_COMMA = 1,
    AMOUNT_POINT = 2,
    AMOUNT_SPACE = 4,      /* 0x20, and the no-break spaces: A0 in the one-byte encodings, C2 A0 and
                              E2 80 AF in UTF-8 */
    AMOUNT_APOSTROPHE = 8, /* ' and, in UTF-8, U+2019 */
};

enum amount_minus { /* bits: how a negative amount may be marked; a mark twice is refused */
    AMOUNT_MINUS_FRONT = 1,
    AMOUNT_MINUS_BACK = 2,
    AMOUNT_BRACKETS = 4, /* (12,50) */
    AMOUNT_CR_DR = 8,    /* "12,50 CR" is plus, "12,50 DR" minus: credit - debet */
};

struct amount_format {
    unsigned decimal;      /* one mark, or AMOUNT_COMMA | AMOUNT_POINT when both occur */
    unsigned thousands;    /* set of marks, 0 = none; groups of three are required when one is used */
    unsigned minus;        /* set of enum amount_minus */
    bool currency;         /* "€", "EUR" before or after are accepted */
    bool dash_is_zero;     /* "-" alone is 0 */
    bool empty_is_zero;    /* "" is 0; else an empty amount is refused */
    int64_t unit_cents;    /* cents per 1: 100 = euros, 1 = cents, 100000 = thousands of euros */
    enum text_encoding encoding;
};

enum amount_fault {
    AMOUNT_OK,
    AMOUNT_EMPTY,         /* nothing there and empty_is_zero is off */
    AMOUNT_NOT_A_NUMBER,  /* letters, #VALUE!, two signs, misplaced marks */
    AMOUNT_SCIENTIFIC,    /* 1E+05 */
    AMOUNT_DECIMALS,      /* more decimals than cents can hold: never rounded */
    AMOUNT_AMBIGUOUS,     /* 1.005 where the format allows both readings */
    AMOUNT_GROUPING,      /* 1.23.456 or 1234.567 */
    AMOUNT_TOO_LARGE,     /* above MONEY_MAX_CENTS */
    AMOUNT_FAULT_COUNT
};

/* Reads the whole field (spaces and tabs at the ends are ignored). On AMOUNT_OK *money is set, else
 * untouched. Accepts "1234,56", "1234", "1234,5" (one decimal), ",50" is refused. A plus in front is
 * accepted where a minus in front is. With unit_cents 100000, "12,345" has no rounding: decimals
 * are allowed as far as they give whole cents. */
enum amount_fault amount_parse(const struct amount_format *format, struct text field,
                               struct money *money);

/* "bedrag met hoogstens twee decimalen": what was wanted, in Dutch, for this fault. */
const char *amount_fault_text(enum amount_fault fault);

/* An example of a good amount in this format ("1.234,56-"), for "verwacht". Returns buffer. */
char *amount_example(const struct amount_format *format, char buffer[MONEY_TEXT_SIZE]);

#endif
