/* What the amounts of a line are of each other: the sum of the others, baten less lasten, a budget
 * with its changes, what is left of a budget. */
#pragma once

#include "pipeline/sniff/sniff_draft.h"

/* What an amount may be of others, in every line. */
enum row_sum { ROW_ALL, ROW_SALDO, ROW_CHANGED, ROW_LEFT, ROW_SUMS };

struct sniff_row {
    struct sniff_column *column;
    int effect; /* of its sectie, by its header; 0: none */
    struct row_guess {
        int8_t factor[PROFILE_MAX_AMOUNTS]; /* per row */
        bool may_be;
        bool other[3];          /* in some line it is not, not with the other sign, not without */
        size_t n_proofs;        /* lines with two of the others at least */
        size_t n_plus, n_minus; /* amounts with such a factor */
    } guesses[ROW_SUMS];
};

struct sniff_rows {
    struct sniff_row items[PROFILE_MAX_AMOUNTS];
    size_t n;
};

void sniff_rows_find(struct sniff_rows *rows, struct draft *draft);
/* The record at hand, in column->amount. */
void sniff_rows_follow(struct sniff_rows *rows);
/* What all lines proved, in the columns and in draft->row_total; true when they proved anything. */
bool sniff_rows_judge(struct sniff_rows *rows, struct draft *draft);
