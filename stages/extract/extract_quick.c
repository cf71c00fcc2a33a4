/* The plain amounts of a whole batch: the fields, what they say, and the side that they are on.
 * What is not plain is listed, and left to the general way. */
#include "stages/extract/extract.h"

static struct amount_sides sides_of(const struct batch *batch, size_t plus, size_t minus)
{
    const struct fields_view view = batch_view(batch, plus, minus);
    return (struct amount_sides){view.bytes, view.first, view.places[0], view.places[1]};
}

static bool read_signed(struct extract *x, const struct batch *batch,
                        const struct profile_amount *amount, struct money *net, struct money *debet)
{
    const struct amount_sides sides = sides_of(batch, amount->plus, amount->plus);
    bool any_both, all = amount_parse_sides(&x->quick, &sides, batch->n, net, debet, &any_both);
    for (size_t i = 0; i < batch->n; i++)
        debet[i].cents = net[i].cents < 0 ? -net[i].cents : 0;
    return all;
}

static bool read_flagged(struct extract *x, const struct batch *batch,
                         const struct profile_amount *amount, struct money *net,
                         struct money *debet)
{
    const struct amount_sides sides = sides_of(batch, amount->plus, amount->plus);
    const struct column *flag = &batch->columns[amount->flag];
    bool any_both, all = amount_parse_sides(&x->quick, &sides, batch->n, net, debet, &any_both);
    for (size_t i = 0; i < batch->n; i++) {
        bool is_debet = text_is(flag->values[column_number(flag, i)], "D");
        debet[i].cents = is_debet ? net[i].cents : 0;
        net[i].cents = is_debet ? -net[i].cents : net[i].cents;
    }
    return all;
}

/* Debets beside a credit. */
static bool read_both(const struct extract *x, const struct batch *batch,
                      const struct amount_sides *sides, struct money *net, struct money *debet)
{
    bool all = true;
    for (size_t i = 0; i < batch->n; i++) {
        const uint32_t *plus = sides->plus + batch->first[i],
                       *minus = sides->minus + batch->first[i];
        const uint32_t start = minus[-1] + 1;
        const struct text text = {sides->bytes + start, minus[0] - start};
        if (plus[-1] + 1 >= plus[0] || start >= minus[0] || !amount_is_quick(net[i]))
            continue;
        if (amount_parse_quick(&x->quick, text, &debet[i]))
            net[i].cents -= debet[i].cents;
        else
            net[i].cents = AMOUNT_NOT_QUICK;
        all &= amount_is_quick(net[i]);
    }
    return all;
}

static bool read_either(struct extract *x, const struct batch *batch,
                        const struct profile_amount *amount, struct money *net, struct money *debet)
{
    const struct amount_sides sides = sides_of(batch, amount->plus, amount->minus);
    bool any_both;
    bool all = amount_parse_sides(&x->quick, &sides, batch->n, net, debet, &any_both);
    x->any_both |= any_both;
    return all & (!any_both || read_both(x, batch, &sides, net, debet));
}

typedef bool read_fn(struct extract *x, const struct batch *batch,
                     const struct profile_amount *amount, struct money *net, struct money *debet);

static read_fn *const read[] = {
    [AMOUNT_SIGNED] = read_signed,
    [AMOUNT_DIFFERENCE] = read_either,
    [AMOUNT_FLAGGED] = read_flagged,
    [AMOUNT_BESIDE] = read_signed,
};

size_t extract_read_quickly(struct extract *x, struct batch *batch, size_t a,
                            uint16_t left[SCAN_RECORDS])
{
    const struct profile_amount *amount = &x->profile->amounts[a];
    struct money *net = batch_amounts(batch, a), *debet = batch->debet + a * SCAN_RECORDS;
    size_t n_left = 0;
    bool all = read[amount->kind](x, batch, amount, net, debet);
    for (size_t i = 0; !all && i < batch->n; i++) {
        left[n_left] = (uint16_t)i;
        n_left += !amount_is_quick(net[i]);
    }
    return n_left;
}

bool extract_is_quick(const struct extract *x, const struct batch *batch,
                      const struct profile_amount *amount)
{
    const size_t *position_of = batch->chunk->position_of;
    return x->is_quick && !amount->whole && position_of[amount->plus] != NO_COLUMN &&
           (amount->kind != AMOUNT_DIFFERENCE || position_of[amount->minus] != NO_COLUMN);
}
