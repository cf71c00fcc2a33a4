/* What line stages tell of a file or a source besides its findings: a struct of each, which the
 * frame hands on by the stage's name. All zeros where the stage did not look. */
#pragma once

#include "pipeline/reading/fingerprint.h"
#include "pipeline/reading/ledger.h"

struct fact {
    const char *stage;
    const void *told;
    const struct fact *next;
};

/* A struct that is told is no larger. */
#define TOLD_MOST_BYTES 8192

/* What a stage told: as many zeros when it told nothing. */
const void *told_by(const struct fact *facts, const char *stage);

/* totals, of a file and of a source: total lines that were recognised; their amounts are among
 * those of the counts. */
struct total_lines {
    uint64_t n;
    uint64_t n_two_sided; /* as counts.n_two_sided */
    struct sum debet, credit;
};

void total_lines_add(struct total_lines *totals, const struct total_lines *file);

/* Mutaties of one side, in the source's notation; none of 0. */
struct side {
    uint64_t n;
    struct sum sum;
};

static inline void side_add(struct side *to, const struct side *from)
{
    to->n += from->n;
    sum_add_sum(&to->sum, from->sum);
}

static inline int64_t side_cents(const struct side *side)
{
    return money_size(side->sum.money).cents;
}

/* Of one sectie: as the profile's `teken` has a normal amount, and the other way round. */
struct sides {
    struct side normal, reversed;
};

static inline void sides_add(struct sides *sum, const struct sides *other)
{
    side_add(&sum->normal, &other->normal);
    side_add(&sum->reversed, &other->reversed);
}

/* Three quarters of lines and euros are reversed. */
static inline bool sides_lean(const struct sides *sides)
{
    return sides->reversed.n > 0 && sides->reversed.n / 3 >= sides->normal.n &&
           !sides->normal.sum.overflow && !sides->reversed.sum.overflow &&
           side_cents(&sides->reversed) / 3 >= side_cents(&sides->normal);
}

/* The lines of a file from first to last in which the reversed ones, less the normal ones, are
 * most; of the first amount of a line. */
struct side_stretch {
    int64_t score; /* that difference; 0: there is none */
    uint64_t first, last;
    uint64_t n_reversed[SECTIE_COUNT];
    struct sum sum; /* of a realisatie: of these, */
    size_t month;   /* and of the first of them: a period, or beyond LEDGER_NO_PERIOD */
};

/* The kinds of standen in which most amounts of a sectie are on one side. */
enum { SIDES_REALISATIE, SIDES_PRIMAIR, SIDES_KINDS };

/* sides, of a file. */
struct told_sides {
    struct sides of[SIDES_KINDS][SECTIE_COUNT];
    struct side_stretch reversed;
    unsigned n_boekstukken; /* of reversed lines: one, or 2 for more; 0: none is known */
    bool perhaps_back;      /* the stretch is others of the source, taken back or turned */
};

/* A stand that no kolom asks for. */
struct other_stand {
    struct stand stand;
    const char *where; /* "boek.csv:17": the first line of it, */
    int dated;       /* 1: whose date, a column of its own, says the year; -1: decided before it */
    uint16_t months; /* a bit each: it has mutaties in them */
    uint64_t n_mutaties;
    uint64_t n_late; /* by whose date it is of its year, in the last two months */
    struct sum sum;  /* in the source's notation */
};

/* A period that does not count; in the source's notation. */
struct other_period {
    uint64_t n_mutaties, n_now; /* of the run's year */
    struct sum sum, sum_now;
};

/* Accounts (the role rekening) that are numbers of so many digits, so many of them zeros in front;
 * out of scope or not. */
struct account_length {
    uint8_t n_digits, n_zeros;
    const char *where; /* "boek.csv:17": the first line */
    uint64_t n_lines;
    struct sum sum; /* of debet and credit together */
    size_t n_files; /* that have them, */
    size_t n_alone; /* and no others */
};

struct account_lengths {
    struct account_length *items; /* in order of appearance */
    size_t n;
};

/* standen, of a source: FATE_OTHER_STAND by name, and FATE_OTHER_PERIOD. */
struct told_standen {
    struct other_stand *of;
    size_t n;
    struct other_period periods[LEDGER_NO_PERIOD];
};
_Static_assert(sizeof(struct told_standen) <= TOLD_MOST_BYTES, "the largest of them");

/* standen, of a file. */
struct told_in_file {
    bool asked;        /* some of its mutaties are of a stand that a kolom asks for */
    const char *other; /* the first stand of those that are not; NULL: there are none */
    uint64_t n_others;
    uint16_t months;   /* a bit each: those of its first lines */
    const char *title; /* the lines above its header, as far as they are kept; NULL: none */
};

/* parts, of a source: as source.named_totals; NULL where no line was added. */
struct told_parts {
    struct sum *sums;
    size_t n;
};

/* boekstukken, of a source. */
struct told_boekstukken {
    bool may_hold_doubles; /* its order does not prove that no (boekstuk, regel) came twice */
    bool hashed;           /* of every line there is a hash (doubles.h) */
    bool numbered;         /* its numbers follow one upon the other: a missing one shows */
};

#define TOLD(stage, type, of)                                                                      \
    static inline const type *told_##stage(const struct of *account)                               \
    {                                                                                              \
        return (const type *)told_by(account->facts, #stage);                                      \
    }
TOLD(sides, struct told_sides, file_account)
TOLD(copies, struct fingerprint, file_account) /* n is 0 when not all was read */
TOLD(standen, struct told_standen, source_account)
TOLD(rekeningen, struct account_lengths, source_account)
TOLD(parts, struct told_parts, source_account)
TOLD(years, int32_t, source_account) /* yyyymmdd of its last booking; 0 = it has no dates */
TOLD(boekstukken, struct told_boekstukken, source_account)

static inline const struct told_in_file *told_in_file(const struct file_account *account)
{
    return (const struct told_in_file *)told_by(account->facts, "standen");
}

static inline const struct total_lines *told_totals(const struct fact *facts)
{
    return (const struct total_lines *)told_by(facts, "totals");
}
