/* What the amounts of a line are of each other: the sum of the others, baten less lasten, a budget
 * with its changes, what is left of a budget; and of the lines of a boekstuk. */
#pragma once

#include "pipeline/sniff/sniff_draft.h"

struct sniff_row {
    struct sniff_column *column;
    int effect;                         /* of its sectie, by its header; 0: none */
    const char *kind;                   /* of its stand, by its header, or NULL */
    size_t n_filled;                    /* lines in which it is not nothing */
    int8_t factor[PROFILE_MAX_AMOUNTS]; /* per row: what it is of them; all 0: of none */
    /* is it, in each line of a boekstuk, the sum of one side of another amount there? */
    struct money first, sides[2];  /* within the boekstuk */
    bool varies;                   /* there */
    uint64_t other;                /* rows, a bit each: it is no sum of theirs */
    uint64_t proven, twice_proven; /* it is, where theirs are not all the same */
};
_Static_assert(PROFILE_MAX_AMOUNTS <= 64, "a bit each");

struct sniff_rows {
    struct sniff_row items[PROFILE_MAX_AMOUNTS]; /* what is likely a sum of others last */
    size_t n;
    /* All lines are sums of so many of these, of which each has something in a column where the
     * others have nothing: what holds of them holds of every line. Modulo a prime. */
    uint64_t basis[PROFILE_MAX_AMOUNTS + 1][PROFILE_MAX_AMOUNTS];
    size_t pivot[PROFILE_MAX_AMOUNTS], rank;
    size_t saldo;                /* the only one that may be that of lasten and baten, or n */
    bool other_saldo;            /* in some line it is not that, without its sign */
    struct text boekstuk;        /* of the last record, in the draft's arena */
    size_t n_of_boekstuk;        /* records with it, one behind the other */
    struct sniff_letters {       /* V and N */
        bool may_be, all;        /* one in each line, never less than nothing; each has a letter */
        struct text besluit;     /* as boekstuk */
        struct money sums[2];    /* of that: by the letters, by the secties */
        size_t n_closed[2];      /* besluiten that come out at nul so */
        size_t n[2], n_alike[2]; /* of lasten, of baten; they tell of those what the sectie does */
    } letters;
};

/* What a column holds in the record at hand; of none nothing. */
static inline struct text sniff_here(const struct draft *draft, size_t column)
{
    return column == NO_COLUMN ? text_of("") : draft->items[column].here;
}

void sniff_rows_find(struct sniff_rows *rows, struct draft *draft);
/* The record at hand, in column->amount; `debet` is of its D/C column, where there is one. */
void sniff_rows_follow(struct sniff_rows *rows, struct draft *draft, bool debet);
/* True where V and N are proved to be the sign: then the records are followed once more. */
bool sniff_rows_take_letters(struct sniff_rows *rows, struct draft *draft);
/* What all lines proved, in the columns and in draft->row_total; true when they proved anything. */
bool sniff_rows_judge(struct sniff_rows *rows, struct draft *draft);
