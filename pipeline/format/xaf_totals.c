#include "pipeline/format/xaf_totals.h"

#include "pipeline/base/memory.h"
#include "pipeline/format/workbook.h"

#include <stdlib.h>
#include <string.h>

static const char *const totals_named[] = {"linesCount", "totalDebit", "totalCredit"};
static const char *const amounts[] = {"amnt", "amntTp"};

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
    bool good = workbook_cents(text_string(&arena, amount), money);
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

void xaf_totals_start(struct xaf_totals *totals, int depth, const char *name)
{
    if (strcmp(name, "transactions") == 0)
        totals->transactions.depth = depth;
    if (strcmp(name, "openingBalance") == 0)
        totals->opening.depth = depth;
}

/* The first of each that says something. */
static void take(char **values, const char *const *names, size_t n, const char *name,
                 struct text value)
{
    for (size_t i = 0; i < n && value.n_bytes > 0; i++)
        if (strcmp(name, names[i]) == 0 && !values[i] &&
            !(values[i] = strndup(value.bytes, value.n_bytes)))
            mem_exhausted();
}

static void end_line(struct xaf_part *part)
{
    xaf_count(&part->counted, text_of(part->amount[0] ? part->amount[0] : ""),
              text_of(part->amount[1] ? part->amount[1] : ""));
    for (size_t i = 0; i < 2; i++) {
        free(part->amount[i]);
        part->amount[i] = NULL;
    }
}

static void end_in(struct xaf_part *part, int depth, const char *name, struct text value)
{
    if (depth == part->depth)
        take(part->stated, totals_named, 3, name, value);
    if (depth < part->depth)
        part->depth = 0;
}

void xaf_totals_end(struct xaf_totals *totals, int depth, const char *name, struct text value)
{
    struct xaf_part *opening = &totals->opening;
    if (opening->depth && depth == opening->depth + 1)
        take(opening->amount, amounts, 2, name, value);
    if (opening->depth && depth == opening->depth && strcmp(name, "obLine") == 0)
        end_line(opening);
    end_in(opening, depth, name, value);
    end_in(&totals->transactions, depth, name, value);
}

static void release(char **values, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(values[i]);
}

void xaf_totals_release(struct xaf_totals *totals)
{
    release(totals->transactions.stated, 3);
    release(totals->opening.stated, 3);
    release(totals->opening.amount, 2);
}

static bool is_sum(const char *total, struct money sum)
{
    struct money stated;
    return !total || (workbook_cents(total, &stated) && stated.cents == sum.cents);
}

static bool holds(const struct xaf_part *part)
{
    const struct xaf_counted *counted = &part->counted;
    char *end;
    if (part->stated[0] && strtoull(part->stated[0], &end, 10) != counted->n_lines)
        return false;
    return (is_sum(part->stated[1], counted->debit.as_written) &&
            is_sum(part->stated[2], counted->credit.as_written)) ||
           (is_sum(part->stated[1], counted->debit.turned) &&
            is_sum(part->stated[2], counted->credit.turned));
}

static const char *or_nothing(const char *total)
{
    return total ? total : "niets";
}

static bool check(const struct xaf_part *part, const char *what, const char *path,
                  struct errors *errors)
{
    char debit[MONEY_TEXT_SIZE], credit[MONEY_TEXT_SIZE];
    if (part->counted.too_large || holds(part))
        return true;
    money_format(part->counted.debit.as_written, false, debit);
    money_format(part->counted.credit.as_written, false, credit);
    return errors_add(
        errors, ERROR_DATA, path,
        "%s klopt niet met haar eigen totalen: verwacht linesCount %s, totalDebit %s en "
        "totalCredit %s, gevonden %llu regels, debet %s en credit %s; vraag de auditfile opnieuw",
        what, or_nothing(part->stated[0]), or_nothing(part->stated[1]), or_nothing(part->stated[2]),
        (unsigned long long)part->counted.n_lines, debit, credit);
}

bool xaf_totals_check(const struct xaf_totals *totals, const char *path, struct errors *errors)
{
    return check(&totals->transactions, "de auditfile", path, errors) &&
           check(&totals->opening, "de beginbalans van de auditfile", path, errors);
}
