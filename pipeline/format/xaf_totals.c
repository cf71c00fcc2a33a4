#include "pipeline/format/xaf_totals.h"

#include "pipeline/base/memory.h"
#include "pipeline/format/workbook.h"

#include <stdlib.h>
#include <string.h>

static const char *const elements[] = {"linesCount", "totalDebit", "totalCredit"};

static void add_to(struct xaf_counted *counted, struct money *sum, int64_t cents)
{
    counted->too_large |= __builtin_add_overflow(sum->cents, cents, &sum->cents);
}

/* "1234.56", as nearly all of them are; false for what workbook_cents must read. */
static bool is_simple(struct text amount, struct money *money)
{
    size_t i = 0, n_decimals = 0;
    money->cents = 0;
    for (; i < amount.n_bytes && i < 13 && amount.bytes[i] >= '0' && amount.bytes[i] <= '9'; i++)
        money->cents = money->cents * 10 + (amount.bytes[i] - '0');
    if (i == 0 || i > 12 || amount.n_bytes - i != 3 || amount.bytes[i++] != '.')
        return false;
    for (; n_decimals < 2 && amount.bytes[i] >= '0' && amount.bytes[i] <= '9'; n_decimals++, i++)
        money->cents = money->cents * 10 + (amount.bytes[i] - '0');
    return n_decimals == 2;
}

static bool is_any_amount(struct text amount, struct money *money)
{
    struct arena arena = {0};
    bool good = workbook_cents(arena_copy(&arena, amount.bytes, amount.n_bytes), money);
    arena_release(&arena);
    return good;
}

void xaf_count(struct xaf_counted *counted, struct text amount, struct text side)
{
    struct money money = {0};
    counted->n_lines++;
    if (amount.n_bytes == 0 || (!is_simple(amount, &money) && !is_any_amount(amount, &money)))
        return;
    bool is_debit = text_is(side, "D"), is_turned = money.cents < 0;
    add_to(counted, is_debit ? &counted->debit.as_written : &counted->credit.as_written,
           money.cents);
    add_to(counted, is_debit != is_turned ? &counted->debit.turned : &counted->credit.turned,
           is_turned ? -money.cents : money.cents);
}

void xaf_totals_take(struct xaf_totals *totals, const char *element, struct text value)
{
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strcmp(element, elements[i]) == 0 && !totals->stated[i] && value.n_bytes > 0)
            totals->stated[i] = strndup(value.bytes, value.n_bytes);
}

void xaf_totals_release(struct xaf_totals *totals)
{
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        free(totals->stated[i]);
}

static bool is_amount(const char *total, struct money sum)
{
    struct money stated;
    return !total || (workbook_cents(total, &stated) && stated.cents == sum.cents);
}

static bool totals_hold(const struct xaf_totals *totals, const struct xaf_counted *counted)
{
    char *end;
    if (totals->stated[0] && strtoull(totals->stated[0], &end, 10) != counted->n_lines)
        return false;
    return (is_amount(totals->stated[1], counted->debit.as_written) &&
            is_amount(totals->stated[2], counted->credit.as_written)) ||
           (is_amount(totals->stated[1], counted->debit.turned) &&
            is_amount(totals->stated[2], counted->credit.turned));
}

static const char *or_nothing(const char *total)
{
    return total ? total : "niets";
}

bool xaf_totals_check(const struct xaf_totals *totals, const struct xaf_counted *counted,
                      const char *path, struct errors *errors)
{
    char debit[MONEY_TEXT_SIZE], credit[MONEY_TEXT_SIZE];
    if (counted->too_large || totals_hold(totals, counted))
        return true;
    money_format(counted->debit.as_written, false, debit);
    money_format(counted->credit.as_written, false, credit);
    return errors_add(
        errors, ERROR_DATA, path,
        "de auditfile klopt niet met haar eigen totalen: verwacht linesCount %s, totalDebit %s en "
        "totalCredit %s, gevonden %llu regels, debet %s en credit %s; vraag de auditfile opnieuw",
        or_nothing(totals->stated[0]), or_nothing(totals->stated[1]), or_nothing(totals->stated[2]),
        (unsigned long long)counted->n_lines, debit, credit);
}
