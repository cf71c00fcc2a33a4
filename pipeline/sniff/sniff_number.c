/* How amounts are written, judged over all amount columns: a profile has one [getal]. */
#include "pipeline/sniff/sniff_draft.h"

static void add_column(struct draft_number *number, const struct sniff_column *column)
{
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        struct sniff_sight *first = &number->first[kind];
        number->n[kind] += column->n[kind];
        if (first->line_no)
            continue;
        *first = column->first[kind];
        if (column->is_private)
            first->n_bytes = 0;
    }
    for (size_t i = 0; i < SNIFF_CURRENCIES; i++)
        number->n_currency[i] += column->n_currency[i];
    if (column->n_decimals > number->n_decimals)
        number->n_decimals = column->n_decimals;
    number->n_empty += column->n_empty;
    number->n_filled += column->n_filled;
}

/* A mark that no value speaks against remains possible. Where both are spoken against the file has
 * two notations, and both remain. */
static unsigned possible_decimals(const struct draft_number *number)
{
    bool against_comma = number->n[KIND_POINT] > 0, against_point = number->n[KIND_COMMA] > 0;
    if (number->n[KIND_AMOUNT] == 0)
        return 0;
    if (against_comma == against_point)
        return AMOUNT_COMMA | AMOUNT_POINT;
    return against_comma ? AMOUNT_POINT : AMOUNT_COMMA;
}

unsigned draft_thousands(const struct draft_number *number, unsigned decimal)
{
    unsigned set = 0;
    for (int k = 0; k < KIND_AMOUNTS; k++)
        if (sniff_told[k].decimal == decimal && number->n[k] > 0)
            set |= sniff_told[k].thousands;
    return set;
}

void draft_judge_number(struct draft *draft)
{
    struct draft_number *number = &draft->number;
    *number = (struct draft_number){0};
    for (size_t i = 0; i < draft->columns.n; i++)
        if (draft->items[i].type == TYPE_AMOUNT)
            add_column(number, &draft->items[i]);
    number->decimals = possible_decimals(number);
    bool one = number->decimals == AMOUNT_COMMA || number->decimals == AMOUNT_POINT;
    number->readable = one || (number->decimals && number->n[KIND_EITHER] == 0 &&
                               number->n[KIND_COMMA] + number->n[KIND_POINT] == 0);
}

struct amount_format draft_amount_format(const struct draft *draft)
{
    const struct draft_number *number = &draft->number;
    unsigned decimal = number->decimals == AMOUNT_POINT ? AMOUNT_POINT : AMOUNT_COMMA;
    return (struct amount_format){
        .decimal = decimal,
        .thousands = draft_thousands(number, decimal),
        .minus = AMOUNT_MINUS_FRONT | AMOUNT_MINUS_BACK | AMOUNT_BRACKETS | AMOUNT_CR_DR,
        .currency = true,
        .currencies = sniff_currencies(draft->bytes.encoding, draft->arena),
        .n_currencies = SNIFF_CURRENCIES - 1,
        .decimals = number->n_decimals,
        .dash_is_zero = true,
        .empty_is_zero = true,
        .unit_cents = 100,
        .encoding = draft->bytes.encoding,
    };
}
