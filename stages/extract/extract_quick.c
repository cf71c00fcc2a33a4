/* The plain amounts of a whole batch: the fields, what they say, and the side that they are on.
 * What is not plain is listed, and left to the general way. */
#include "stages/extract/extract.h"

/* Fields that stand nowhere, of records that libcsv read, become empty: these are read in the
 * general way. */
static void take_none(struct extract *x, const struct batch *batch)
{
    const struct scan_batch *scan = &batch->scan;
    for (size_t i = 0; scan->n_fields > 0 && i < batch->n; i++)
        if (batch->first[i] == SCAN_NO_PLACES)
            x->start[i] = x->end[i] = 0;
}

static void take_column(struct extract *x, const struct batch *batch, size_t column)
{
    const struct fields_view view = batch_view(batch, column, column);
    for (size_t i = 0; i < batch->n; i++) {
        const uint32_t *place = view.places[0] + batch->first[i];
        x->start[i] = place[-1] + 1;
        x->end[i] = place[0];
    }
    take_none(x, batch);
}

static void take_fields(struct extract *x, const struct batch *batch,
                        const struct profile_amount *amount)
{
    take_column(x, batch, amount->plus);
    x->any_both = false;
}

static void take_flagged(struct extract *x, const struct batch *batch,
                         const struct profile_amount *amount)
{
    const struct column *flag = &batch->columns[amount->flag];
    take_fields(x, batch, amount);
    for (size_t i = 0; i < batch->n; i++)
        x->is_debet[i] = text_is(flag->values[column_number(flag, i)], "D");
}

/* The one that is there; which one cannot be foreseen. Of two, credit. */
static void take_either(struct extract *x, const struct batch *batch,
                        const struct profile_amount *amount)
{
    const struct fields_view view = batch_view(batch, amount->plus, amount->minus);
    bool any_both = false;
    for (size_t i = 0; i < batch->n; i++) {
        const struct two_fields at = view_fields(&view, batch->first[i]);
        bool is_debet = at.start[0] == at.end[0];
        x->start[i] = is_debet ? at.start[1] : at.start[0];
        x->end[i] = is_debet ? at.end[1] : at.end[0];
        x->is_debet[i] = is_debet;
        any_both |= !is_debet & (at.start[1] != at.end[1]);
    }
    take_none(x, batch);
    x->any_both = any_both;
}

typedef void take_fn(struct extract *x, const struct batch *batch,
                     const struct profile_amount *amount);

static take_fn *const take[] = {
    [AMOUNT_SIGNED] = take_fields,
    [AMOUNT_DIFFERENCE] = take_either,
    [AMOUNT_FLAGGED] = take_flagged,
};

/* Debets beside a credit. */
static void read_both(struct extract *x, const struct batch *batch,
                      const struct profile_amount *amount, struct money *amounts,
                      struct money *debet)
{
    int64_t cents[SCAN_RECORDS];
    take_column(x, batch, amount->minus);
    amount_parse_column(&x->quick, batch->scan.bytes, x->start, x->end, batch->n, cents);
    for (size_t i = 0; i < batch->n; i++) {
        if (x->is_debet[i] || x->start[i] == x->end[i] || x->cents[i] == AMOUNT_NOT_QUICK)
            continue;
        if (cents[i] == AMOUNT_NOT_QUICK) {
            x->cents[i] = cents[i];
            continue;
        }
        debet[i].cents = cents[i];
        amounts[i].cents -= cents[i];
    }
}

/* Without a branch: which side it is cannot be foreseen. */
static void take_sides(const struct extract *x, size_t n, struct money *amounts,
                       struct money *debet)
{
    for (size_t i = 0; i < n; i++) {
        const int64_t minus = -(int64_t)x->is_debet[i]; /* all ones, or 0 */
        amounts[i].cents = (x->cents[i] ^ minus) - minus;
        debet[i].cents = x->cents[i] & minus;
    }
}

static void take_signed(const struct extract *x, size_t n, struct money *amounts,
                        struct money *debet)
{
    for (size_t i = 0; i < n; i++) {
        amounts[i].cents = x->cents[i];
        debet[i].cents = x->cents[i] < 0 ? -x->cents[i] : 0;
    }
}

size_t extract_read_quickly(struct extract *x, struct batch *batch, size_t a,
                            uint16_t left[SCAN_RECORDS])
{
    const struct profile_amount *amount = &x->profile->amounts[a];
    struct money *amounts = batch_amounts(batch, a), *debet = batch->debet + a * SCAN_RECORDS;
    size_t n_left = 0;
    take[amount->kind](x, batch, amount);
    const bool all =
        amount_parse_column(&x->quick, batch->scan.bytes, x->start, x->end, batch->n, x->cents);
    (amount->kind == AMOUNT_SIGNED ? take_signed : take_sides)(x, batch->n, amounts, debet);
    if (x->any_both)
        read_both(x, batch, amount, amounts, debet);
    for (size_t i = 0; (!all || x->any_both) && i < batch->n; i++) {
        left[n_left] = (uint16_t)i;
        n_left += x->cents[i] == AMOUNT_NOT_QUICK;
    }
    return n_left;
}

bool extract_is_quick(const struct extract *x, const struct batch *batch,
                      const struct profile_amount *amount)
{
    const size_t *position_of = batch->chunk->position_of;
    return x->is_quick && position_of[amount->plus] != NO_COLUMN &&
           (amount->kind != AMOUNT_DIFFERENCE || position_of[amount->minus] != NO_COLUMN);
}
