/* The values of one profile column as they come by: each distinct one is decoded, translated by its
 * [waarden] and checked once. */
#pragma once

#include "pipeline/base/memo.h"
#include "pipeline/format/scan.h"
#include "pipeline/settings/profile/profile.h"

/* Of a value in a message. */
#define COLUMN_SHOWN_CHARACTERS 60

enum column_fault {
    COLUMN_OK,
    COLUMN_VALUE,  /* not among its [waarden] */
    COLUMN_DATE,   /* no date of the wanted pattern */
    COLUMN_PERIOD, /* no period */
};

/* Two columns that are numbered as one text (span.h). */
struct spanned {
    struct span_pair {
        uint32_t of[2];
    } * pairs;                     /* by number: the numbers of their values */
    uint32_t number[SCAN_RECORDS]; /* of every good record in the batch */
};

struct column {
    bool used;       /* its values matter to what a line means */
    bool is_period;  /* it gives the period by itself: [betekenis] periode */
    bool decides;    /* where a line belongs follows from it (groups.h) */
    bool by_month;   /* a date, of which only the year and the month do */
    bool any_quoted; /* a value itself begins with the quote: a field may look like another value */
    struct memo memo;
    struct text *values; /* by number: UTF-8, trimmed, translated; in the memo's arena */
    uint8_t *faults;     /* by number: enum column_fault */
    uint32_t *months;    /* by number, by_month only: year and month as a number below n_months */
    struct memo month_names;
    size_t n_months;
    size_t n_learned; /* values known so far */
    size_t values_cap, faults_cap, months_cap;
    size_t n_faulty;               /* of them with a fault */
    const struct spanned *span;    /* numbered with another one (span.h), as its: */
    size_t in_span;                /* first or second */
    bool apart;                    /* a span of it was no good */
    uint32_t number[SCAN_RECORDS]; /* of every record in the batch, unless in a span */
    uint32_t month[SCAN_RECORDS];  /* by_month only: the same, of its months */
};

/* The number of the value in record i. */
static inline uint32_t column_number(const struct column *column, size_t i)
{
    return column->span ? column->span->pairs[column->span->number[i]].of[column->in_span]
                        : column->number[i];
}

/* The same of n records, in the room or where they stand. */
static inline const uint32_t *column_numbers(const struct column *column, size_t n,
                                             uint32_t room[SCAN_RECORDS])
{
    for (size_t i = 0; column->span && i < n; i++)
        room[i] = column_number(column, i);
    return column->span ? room : column->number;
}

/* Which columns of a profile are used (all but amounts, boekstukken and descriptions), and which
 * decide. */
void column_mark_used(const struct profile *profile, const bool *kept_roles,
                      struct column *columns);

/* Learns the numbers that are new. */
void column_learn(const struct profile *profile, size_t index, struct column *column);

/* "verwacht een datum dd-mm-jjjj, gevonden "31-02-2024"", in the arena. */
const char *column_explain(const struct profile *profile, size_t index, const struct column *column,
                           uint32_t number, struct arena *arena);

/* True when any of the rules holds for record i. */
bool column_any_rule_holds(const struct column *columns, const struct rule *rules, size_t n_rules,
                           size_t i);

/* The period that a value of the period column says, or -1. */
int column_period(const struct profile *profile, struct text value);

void column_forget(struct column *column);
void column_release(struct column *column);
