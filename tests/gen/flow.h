/* How a municipality books: which accounts a kind of post has, in what rhythm and by what kind of
 * voucher amounts get there, and the words on the lines. Const tables only. */
#pragma once

#include "pipeline/base/memory.h"
#include "pipeline/settings/sectie.h"
#include "tests/gen/dice.h"

enum rhythm {
    RHYTHM_MONTHLY,   /* every month */
    RHYTHM_QUARTERLY, /* March, June, September, December */
    RHYTHM_SCATTERED, /* invoices: as many as the amount asks for */
    RHYTHM_CLOSING,   /* in period 13 */
};

/* The other side of a voucher; percents of its counters add up to 100. */
struct counter {
    const char *account; /* NULL ends the list */
    const char *kostenplaats;
    const char *text;
    int percent;
};

struct style {
    const char *dagboek;
    enum rhythm rhythm;
    int day_first, day_last; /* 1..31; beyond the end of a month: its last day */
    size_t max_legs;         /* of a voucher, without its counters */
    bool shared;             /* a voucher holds legs of several posten */
    int typical_euros;       /* of one leg, RHYTHM_SCATTERED */
    int variation;           /* 0..100: how far apart the amounts of one flow lie */
    int vat_per_mille;       /* vouchers with (compensable) VAT */
    int twice_per_mille;     /* vouchers booked twice by mistake, and reversed */
    struct counter counters[3];
};

extern const struct style style_salary, style_invoice, style_purchase, style_run, style_grant,
    style_depreciation, style_internal, style_closing, style_sale, style_receipt, style_reserve,
    style_reserve_closing;

struct flow {
    const char *kind; /* of post */
    enum sectie sectie;
    int percent; /* of the amount; those of one kind and sectie add up to 100 */
    const char *account;
    const char *account_name;
    const struct style *style;
    const char *const *suppliers; /* NULL-terminated, or NULL */
    const char *texts[4];         /* templates for flow_text */
};

extern const struct flow flows[];
extern const size_t n_flows;

/* The flows of a kind and sectie are neighbours in `flows`: the first of them and how many. */
const struct flow *flow_of(const char *kind, enum sectie sectie, size_t *n);

/* Divides an amount over n flows by their percentages. A share below €250 goes to the first
 * flow; only the first may end up with an amount that small. */
void flow_shares(const struct flow *flow, size_t n, int64_t cents, int64_t *shares);

/* What a template may name. */
struct flow_words {
    const char *supplier; /* {l} */
    int year;             /* {j} */
    int period;           /* {m} the month, {k} the quarter */
    uint32_t number;      /* {n} an invoice number, below 100000 */
};

/* Fills in a template; in the arena. */
char *flow_text(struct arena *arena, const char *template, const struct flow_words *words);

/* A template for a leg of this flow: mostly its own, now and then one with quotes, semicolons,
 * newlines and rare characters in it. */
const char *flow_template(struct dice *dice, const struct flow *flow);

/* Names for what is neither here nor there: NULL-terminated. */
extern const char *const words_suppliers_zorg[];
extern const char *const words_suppliers_diensten[];
extern const char *const words_suppliers_gebouwen[];
extern const char *const words_suppliers_hulpmiddelen[];
extern const char *const words_suppliers_trajecten[];
extern const char *const words_suppliers_welzijn[];
extern const char *const words_odd_templates[];
