/* The plain amounts of a whole batch: the fields, what they say, and the side that they are on.
 * What is not plain is listed, and left to the general way. */
#include "stages/extract/extract.h"

/* A field that is read in the general way: as if empty. */
static inline struct text raw_field(const struct column_view *view, size_t i)
{
    struct text field = {"", 0};
    if (__builtin_expect(!view_raw(view, i, &field), 0))
        field.n_bytes = 0;
    return field;
}

static void take_fields(struct extract *x, const struct batch *batch,
                        const struct profile_amount *amount)
{
    const struct column_view view = batch_view(batch, amount->plus);
    for (size_t i = 0; i < batch->n; i++)
        x->fields[i] = raw_field(&view, i);
    x->n_both = 0;
}

static void take_flagged(struct extract *x, const struct batch *batch,
                         const struct profile_amount *amount)
{
    const struct column *flag = &batch->columns[amount->flag];
    take_fields(x, batch, amount);
    for (size_t i = 0; i < batch->n; i++)
        x->is_debet[i] = text_is(flag->values[flag->number[i]], "D");
}

/* The one that is there; which one cannot be foreseen. Of two, credit. */
static void take_either(struct extract *x, const struct batch *batch,
                        const struct profile_amount *amount)
{
    const struct column_view plus = batch_view(batch, amount->plus);
    const struct column_view minus = batch_view(batch, amount->minus);
    size_t n_both = 0;
    for (size_t i = 0; i < batch->n; i++) {
        struct text credit = {"", 0}, debet = {"", 0};
        if (__builtin_expect(!view_raw(&plus, i, &credit) | !view_raw(&minus, i, &debet), 0))
            credit.n_bytes = debet.n_bytes = 0;
        bool is_debet = credit.n_bytes == 0;
        x->fields[i].bytes = is_debet ? debet.bytes : credit.bytes;
        x->fields[i].n_bytes = is_debet ? debet.n_bytes : credit.n_bytes;
        x->is_debet[i] = is_debet;
        x->both[n_both] = (uint16_t)i;
        n_both += !is_debet & (debet.n_bytes > 0);
    }
    x->n_both = n_both;
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
                      const struct profile_amount *amount, struct money *debet)
{
    if (x->n_both == 0) /* of an amount in one column there is no other */
        return;
    const struct column_view minus = batch_view(batch, amount->minus);
    for (size_t k = 0; k < x->n_both; k++) {
        int64_t cents;
        struct text field = raw_field(&minus, x->both[k]);
        amount_parse_column(&x->quick, &field, 1, &cents);
        debet[x->both[k]].cents = cents;
        if (cents == AMOUNT_NOT_QUICK)
            x->cents[x->both[k]] = cents;
    }
}

size_t extract_read_quickly(struct extract *x, struct batch *batch, size_t a,
                            uint16_t left[SCAN_RECORDS])
{
    const struct profile_amount *amount = &x->profile->amounts[a];
    const bool is_signed = amount->kind == AMOUNT_SIGNED;
    struct money *credit = batch->credit + a * SCAN_RECORDS;
    struct money *debet = batch->debet + a * SCAN_RECORDS;
    size_t n_left = 0;
    bool all = true;
    take[amount->kind](x, batch, amount);
    amount_parse_column(&x->quick, x->fields, batch->n, x->cents);
    for (size_t i = 0; i < batch->n; i++) {
        int64_t cents = x->cents[i];
        bool is_debet = is_signed ? cents < 0 : x->is_debet[i];
        int64_t minus = -(int64_t)is_debet; /* all ones, or 0 */
        all &= cents != AMOUNT_NOT_QUICK;
        credit[i].cents = cents & ~minus;
        debet[i].cents = is_signed ? -(cents & minus) : cents & minus;
    }
    if (amount->kind == AMOUNT_DIFFERENCE)
        read_both(x, batch, amount, debet);
    all &= x->n_both == 0;
    for (size_t i = 0; !all && i < batch->n; i++) {
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
