/* What line stages found on the way and a control must tell: one list per source and kind. */
#pragma once

#include "pipeline/base/memory.h"
#include "pipeline/base/money.h"

#include <stdbool.h>
#include <stdint.h>

enum finding_kind {
    FINDING_YEAR,       /* lines whose period or date is of another year than their stand */
    FINDING_LAYOUT,     /* lines that a rule of [tekstregels] took, though they hold an amount */
    FINDING_UNNAMED,    /* lines with an amount under a header without a name */
    FINDING_UNBALANCED, /* boekstukken that do not balance (source `sluitend`) */
    FINDING_GAP,        /* numbers of boekstukken that are missing among those of a full ledger */
    FINDING_DOUBLED,    /* (boekstuk, regel) that came twice */
    FINDING_DOUBLED_SURELY,  /* the same: some of them in two files, or all of them to the letter */
    FINDING_COPIED,          /* lines that were delivered twice, told by what they say */
    FINDING_COPIED_PERHAPS,  /* the same, when it may be chance */
    FINDING_STAND,           /* standen that another source gives too, */
    FINDING_STAND_PERHAPS,   /* or perhaps another version of one */
    FINDING_SMALL,           /* files whose amounts seem to be thousands */
    FINDING_SUBTOTAL,        /* lines that are the sum of those around them, and no total lines */
    FINDING_ALIKE,           /* amounts that are empty, or another's, in every line of a source */
    FINDING_TOTAL,           /* total lines that do not agree */
    FINDING_TOTAL_ROUNDED,   /* the same, by no more than rounding explains */
    FINDING_TOTAL_MISSING,   /* files that lack a total, or have lines behind the last one */
    FINDING_UNEQUAL,         /* lines in which [gelijk] of the profile does not hold */
    FINDING_SWAPPED,         /* amounts that are the sum of two others, and should not be */
    FINDING_LEFT,            /* what is not budgeted has the other sign, as what is left has */
    FINDING_SWAPPED_PERHAPS, /* a wijziging of more than twice its primair */
    FINDING_SUMMED,          /* amounts that hold others of their line, which count as well */
    FINDING_KEYLESS,         /* lines whose key is empty: the first of each part of a file */
    FINDING_BLANK,           /* lines without anything in the middle of a file */
    FINDING_SLEUTELNAAM,     /* no fault: "12\n4100\nSalarissen", stand, key and its name, */
    FINDING_REKENINGNAAM,    /* the same of an account */
    FINDING_COUNT
};

/* Texts are UTF-8; expected and found are 0 where the kind is not about amounts. */
struct finding {
    const char *where; /* "boek.csv:17": the first line that it is about; "" when there is none */
    const char *what;  /* in the kind's own words; "" when `where` says all */
    struct money expected, found;
    uint64_t n_lines;    /* that it is about, >= 1 */
    struct sum of_lines; /* what they come to, where the kind counts that */
    bool renamed;        /* of a copy: with other texts or boekstukken, as what is booked again */
    uint32_t next;       /* as findings.by_what */
};

/* Of each list so many are kept, so that memory stays bounded; how many there are is always
 * counted. */
#define FINDINGS_MAX_LISTED 10000

/* Zero-initialised is empty. */
struct findings {
    struct finding *items; /* n_listed of them, the first ones */
    size_t n_listed;
    uint64_t n, n_lines; /* of all, listed or not */
    uint32_t *by_what;   /* first numbers in items + 1, by a hash; what is known is counted; NULL */
};

/* Adds one more; its texts are borrowed, and must live as long as the arena. NULL: not listed. */
struct finding *findings_add(struct findings *findings, struct arena *arena,
                             struct finding finding);

/* The same, but what is known already is not listed again: its lines count with the first one. */
struct finding *findings_count(struct findings *findings, struct arena *arena,
                               struct finding finding);

/* Adds all of another list, as that one was made, with copies of their texts. */
void findings_append(struct findings *findings, struct arena *arena, const struct findings *from);
