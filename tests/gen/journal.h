/* The ledger of one year of the example municipality: vouchers in double entry whose lines add up
 * to the facts, per post and sectie, to the cent. */
#pragma once

#include "tests/gen/dice.h"
#include "tests/gen/facts.h"

struct journal_line {
    const char *account;      /* six digits */
    const char *kostenplaats; /* six digits, "" on balance accounts */
    const char *text;
    int64_t net;      /* debet - credit */
    bool credit_side; /* normally stands in the credit column */
    bool negative;    /* an amount against its normal side is shown there, negative */
};

struct voucher {
    const char *dagboek;
    int period; /* 1..13 */
    int day;    /* of the period's month */
    size_t seq; /* order of making */
    struct journal_line *lines;
    size_t n_lines;
};

struct journal {
    int year;
    struct voucher *vouchers; /* on the heap; ordered by period, day, seq after journal_build */
    size_t n_vouchers;
    size_t cap;
};

struct journal_order {
    int year;           /* of the ledger */
    enum column column; /* whose amounts it adds up to */
    int detail;         /* percentage of the usual number of invoices */
};

/* Lines live in the arena, the array of vouchers until journal_release. */
void journal_build(const struct facts *facts, struct journal_order order, struct dice *dice,
                   struct arena *arena, struct journal *journal);
void journal_release(struct journal *journal);

/* The number of days of a month (1..12). */
int journal_days(int year, int month);
