/* How a value of an indicator is printed: `10,5*`, `>400`, `≤7,9%`, `1.375`, `NB`, `-`, nothing.
 *
 *     value    = [ operator [ space ] ] [ "€" [ space ] ] [ sign ] decimal [ [ space ] "%" ] [ note
 * ] operator = "<" | "≤" | "<=" | ">" | "≥" | ">=" | "=" | "≈" | "ca." | "circa" | "±" sign     =
 * "-" | "−" | "+" note     = [ space ] stars no value = a word for "not known" or "not applicable"
 * [ note ], or nothing
 *
 * Reading and writing are each other's inverse: notation_text gives the bytes that notation_parse
 * read, for everything that it takes. */
#pragma once

#include "pipeline/base/decimal.h"

/* Three different ways of holding no value, and one of holding one. */
enum value_status {
    VALUE_KNOWN, /* waarde */
    VALUE_NB,    /* nb: not known (yet) */
    VALUE_NVT,   /* nvt: not applicable */
    VALUE_EMPTY, /* leeg: nothing is said */
    VALUE_STATUSES
};

enum relation {
    RELATION_NONE,
    RELATION_LESS,
    RELATION_AT_MOST,
    RELATION_MORE,
    RELATION_AT_LEAST,
    RELATION_EQUAL,
    RELATION_ABOUT, /* ≈: read and printed, never held against a bound */
    RELATIONS
};

struct notation {
    enum value_status status;
    enum relation relation; /* VALUE_KNOWN only, as the rest down to n_stars */
    struct decimal value;
    int spelling;        /* of the relation: 0 is the usual one, 1 "<=" for "≤", … */
    bool relation_space; /* "< 3" */
    bool euro, euro_space;
    bool plus, minus; /* "+5"; "−5" with the sign of mathematics */
    bool grouped;     /* 1.375 */
    bool percent, percent_space;
    int n_stars; /* "*": the note of its row says what of */
    bool star_space;
    int word; /* VALUE_NB, VALUE_NVT: which of the words, 0 is the usual one */
};

/* False, *notation untouched, when the text is none of these. */
bool notation_parse(struct text text, struct notation *notation);

/* Why a text is none of these, and what to write instead, in Dutch; for what notation_parse
 * refused.
 */
const char *notation_fault(struct text text);

/* The same status, relation and value, however they are printed: 25% is 25,0. */
bool notation_equal(const struct notation *a, const struct notation *b);

/* In the arena. */
const char *notation_text(struct arena *arena, const struct notation *notation);

/* "waarde", "nb", "nvt", "leeg"; "", "<", "≤", … as settings write them. */
extern const char *const value_status_names[VALUE_STATUSES + 1];
extern const char *const relation_names[RELATIONS];

/* The operator of "<", "<=", "≤", "ca." …; of "" none. False when it is no operator. */
bool relation_parse(struct text text, enum relation *relation);

/* True when `value` is what the operator asks of `bound`: 3 < 3 does not hold. RELATION_NONE asks
 * for the same value. Not for RELATION_ABOUT. */
bool relation_holds(enum relation relation, struct decimal value, struct decimal bound);
