/* Quarters, and behind them the year: an amount that is the sum of the others, line by line. */
#include "pipeline/sniff/sniff_draft.h"

#include <string.h>

#define MIN_AMOUNTS 3 /* two parts and their sum */
#define MIN_PROOFS  2 /* lines that say so */

struct rows {
    struct draft *draft;
    struct amount_format format;
    size_t columns[PROFILE_MAX_AMOUNTS];
    size_t n;
    int effect[PROFILE_MAX_AMOUNTS];      /* of its sectie, by its header; 0: none */
    bool broken[PROFILE_MAX_AMOUNTS];     /* it is not, in some line */
    bool unequal[PROFILE_MAX_AMOUNTS];    /* it is not baten less lasten either, or more */
    size_t n_proofs[PROFILE_MAX_AMOUNTS]; /* lines with two other amounts at least */
};

static int effect_of(struct text header)
{
    const char *name = sniff_header_sectie(header);
    for (int s = 0; name && s < SECTIE_COUNT; s++)
        if (strcmp(name, sectie_name((enum sectie)s)) == 0)
            return sectie_effect((enum sectie)s);
    return 0;
}

/* The others are lasten and baten, all of them, and this one is neither. */
static bool may_be_saldo(const struct rows *rows, size_t k)
{
    bool plus = false, minus = false;
    for (size_t i = 0; i < rows->n; i++) {
        if (i != k && rows->effect[i] == 0)
            return false;
        plus |= rows->effect[i] > 0;
        minus |= rows->effect[i] < 0;
    }
    return rows->effect[k] == 0 && plus && minus;
}

static void find_columns(struct rows *rows)
{
    for (size_t i = 0; i < rows->draft->columns->n_plain && rows->n < PROFILE_MAX_AMOUNTS; i++)
        if (rows->draft->items[i].type == TYPE_AMOUNT && draft_usable(rows->draft, i)) {
            rows->effect[rows->n] = effect_of(rows->draft->items[i].header);
            rows->columns[rows->n++] = i;
        }
}

static struct money read_amount(const struct rows *rows, const struct sniff_record *record,
                                size_t column)
{
    struct money money = {0};
    struct text field = text_trim(sniff_columns_value(rows->draft->columns, record, column));
    if (amount_parse(&rows->format, field, &money) != AMOUNT_OK)
        money.cents = 0;
    return money;
}

/* A total of lines may have some of the amounts only. */
static bool is_total_line(const struct sniff_record *record)
{
    for (size_t i = 0; i < record->n_fields; i++)
        if (sniff_begins_as_total(text_trim(record->fields[i])))
            return true;
    return false;
}

static void follow_row(struct rows *rows, const struct sniff_record *record)
{
    struct money amounts[PROFILE_MAX_AMOUNTS], sum = {0};
    int64_t saldo = 0; /* of amounts that fit a profile: no sum of them is too large */
    bool fits = true;
    size_t n_filled = 0;
    for (size_t k = 0; k < rows->n; k++) {
        amounts[k] = read_amount(rows, record, rows->columns[k]);
        fits &= money_add(sum, amounts[k], &sum);
        saldo += rows->effect[k] * amounts[k].cents;
        n_filled += amounts[k].cents != 0;
    }
    for (size_t k = 0; k < rows->n; k++) {
        struct money others;
        fits &= money_subtract(sum, amounts[k], &others);
        rows->broken[k] |= !fits || others.cents != amounts[k].cents;
        rows->unequal[k] |= saldo != amounts[k].cents && saldo != -amounts[k].cents;
        rows->n_proofs[k] += n_filled - (amounts[k].cents != 0) >= MIN_AMOUNTS - 1;
    }
}

void draft_find_row_total(struct draft *draft)
{
    struct rows rows = {.draft = draft, .format = draft_amount_format(draft)};
    struct sniff_records records;
    struct sniff_record record;
    draft->row_total = NO_COLUMN;
    find_columns(&rows);
    if (!draft->number.readable || draft_has_pair(draft) || rows.n < MIN_AMOUNTS)
        return;
    sniff_shape_start(draft->bytes, draft->shape, &records);
    while (sniff_records_next(&records, &record))
        if (sniff_columns_class(draft->columns, &record) <= CLASS_LOOSE && !is_total_line(&record))
            follow_row(&rows, &record);
    sniff_records_end(&records);
    for (size_t k = 0; k < rows.n; k++)
        if ((!rows.broken[k] || (!rows.unequal[k] && may_be_saldo(&rows, k))) &&
            rows.n_proofs[k] >= MIN_PROOFS) {
            draft->row_total = rows.columns[k];
            draft->row_saldo = rows.broken[k];
        }
}
