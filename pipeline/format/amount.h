/* Reading an amount as a bronprofiel says it is written. Refused, never guessed. */
#pragma once

#include "pipeline/base/money.h"
#include "pipeline/base/text.h"

/* Bits: signs that may stand in an amount. */
enum amount_mark {
    AMOUNT_COMMA = 1,
    AMOUNT_POINT = 2,
    AMOUNT_SPACE = 4,      /* 20, and the no-break spaces: A0 in the one-byte encodings, C2 A0 and
                              E2 80 AF in UTF-8 */
    AMOUNT_APOSTROPHE = 8, /* ' and, in UTF-8 and windows-1252, U+2019 */
};

/* Bits: how a negative amount may be marked; a mark twice is refused. */
enum amount_minus {
    AMOUNT_MINUS_FRONT = 1,
    AMOUNT_MINUS_BACK = 2,
    AMOUNT_BRACKETS = 4, /* (12,50) */
    AMOUNT_CR_DR = 8,    /* "12,50 CR" or "C" is plus, "DR" or "D" minus (credit - debet), "12,50"
                            plus */
};

struct amount_format {
    unsigned decimal;   /* one mark, or AMOUNT_COMMA | AMOUNT_POINT when both occur */
    unsigned thousands; /* set of marks, 0 = none; groups of three are required when one is used */
    unsigned minus;     /* set of enum amount_minus */
    unsigned decimals;  /* up to so many may be written; those beyond cents must be 0. Less than
                           give whole cents whatever the digits = those */
    bool currency;      /* "€", "EUR" before or after are accepted */
    const struct text *currencies; /* and these, once: in the file's encoding, with capitals for
                                      a-z; NULL = no others */
    size_t n_currencies;
    bool dash_is_zero;  /* "-" alone is 0, as is U+2212 */
    bool empty_is_zero; /* "" is 0; else an empty amount is refused */
    int64_t unit_cents; /* >= 1; cents per 1: 100 = euros, 1 = cents, 100000 = thousands */
    enum text_encoding encoding;
};

enum amount_fault {
    AMOUNT_OK,
    AMOUNT_EMPTY,        /* nothing there and empty_is_zero is off */
    AMOUNT_NOT_A_NUMBER, /* letters, #VALUE!, two signs, misplaced marks */
    AMOUNT_SCIENTIFIC,   /* 1E+05 */
    AMOUNT_DECIMALS,     /* more decimals than cents can hold: never rounded */
    AMOUNT_AMBIGUOUS,    /* 1.005 where the format allows both readings */
    AMOUNT_GROUPING,     /* 1.23.456 or 1234.567 */
    AMOUNT_TOO_LARGE,    /* above MONEY_MAX_CENTS */
    AMOUNT_FAULT_COUNT
};

/* Reads the whole field. On AMOUNT_OK *money is set, else untouched.
 *
 * Accepts "1234,56", "1234", "1234,5" (one decimal); ",50" and "12," are refused. A grouped number
 * does not begin with 0: "0.005" is a number of another notation. A plus in front is accepted where
 * a minus in front is; U+2212 is a minus where '-' is. Blanks (spaces, tabs, no-break spaces) are
 * ignored at the ends and around signs and currency; their letters may be small ones.
 *
 * A fraction is allowed as many decimals as give whole cents whatever the digits: two for euros,
 * none for cents, five for thousands. "12,345" is then exact, or refused; with `decimals` >= 3
 * "12,340" is exact and "12,345" refused. */
enum amount_fault amount_parse(const struct amount_format *format, struct text field,
                               struct money *money);

/* The hot path's forms of amount_parse: `digits[mark dd|d]` in euros, at most 15 digits and no
 * spaces, with a minus in front or behind where the format allows it and, on x86-64 and up to 13
 * characters, with thousands marks between all groups of three. */
struct amount_quick {
    char decimal, thousands; /* ',' or '.'; thousands: the other one, or 0 */
    bool front, back;        /* a minus may stand there */
};

/* False when no amount of the format is to be read so. */
bool amount_quick(const struct amount_format *format, struct amount_quick *quick);

/* False, with *money untouched, for all that is not plainly of that form: amount_parse then says
 * what it is. 17 bytes can be read from field.bytes on. */
bool amount_parse_quick(const struct amount_quick *quick, struct text field, struct money *money);

#define AMOUNT_NOT_QUICK (-INT64_MAX)

/* Two fields of each of many records, of which one is empty as a rule (or one, twice): they end at
 * plus[first[i]] and minus[first[i]], and begin behind the place before that; of a record that has
 * none both are 0. 16 bytes before bytes[16] and later ones can be read, and 17 from a field on. */
struct amount_sides {
    const char *bytes;
    const uint32_t *first, *plus, *minus;
};

/* The same of many: of the field that is there; of both, plus. net[i] is what it adds, negative[i]
 * what it says in the place of minus. False when some are not read: their net is AMOUNT_NOT_QUICK,
 * of either sign. */
bool amount_parse_sides(const struct amount_quick *quick, const struct amount_sides *sides,
                        size_t n, struct money *net, struct money *negative, bool *any_both);

static inline bool amount_is_quick(struct money net)
{
    return net.cents != AMOUNT_NOT_QUICK && net.cents != -AMOUNT_NOT_QUICK;
}

/* The same without a sign, for at most 13 characters, reading no byte outside of them. */
bool amount_parse_unsigned(const char *bytes, size_t n_bytes, char decimal_mark,
                           char thousands_mark, int64_t *cents);

/* "bedrag met hoogstens twee decimalen": what was wanted, in Dutch, for this fault. */
const char *amount_fault_text(enum amount_fault fault);

/* An example of a good amount in this format ("1.234,56-"), for "verwacht". Returns buffer. */
char *amount_example(const struct amount_format *format, char buffer[MONEY_TEXT_SIZE]);
