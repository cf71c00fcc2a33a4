/* Totals of the amount columns, and the signs of amounts by the first digit of their account: what
 * whoever completes the draft can compare with the package's own totals. */
#include "pipeline/sniff_draft.h"

static bool read_amount(const struct draft *draft, const struct amount_format *format,
                        const struct sniff_record *record, size_t column, struct money *money)
{
    *money = (struct money){0};
    return draft->items[column].type == TYPE_AMOUNT &&
           amount_parse(format, record->fields[column], money) == AMOUNT_OK;
}

static void add_to_totals(struct draft *draft, const struct amount_format *format,
                          const struct sniff_record *record)
{
    struct draft_sums *sums = &draft->sums;
    struct money money;
    for (size_t i = 0; i < draft->columns->n; i++)
        if (read_amount(draft, format, record, i, &money) &&
            !money_add(sums->total[i], money, &sums->total[i]))
            sums->overflow[i] = true;
}

static size_t first_amount(const struct draft *draft)
{
    size_t i = 0;
    while (i < draft->columns->n && draft->items[i].type != TYPE_AMOUNT)
        i++;
    return i;
}

/* -1, 0 or +1 */
static int sign_of(const struct draft *draft, const struct amount_format *format,
                   const struct sniff_record *record)
{
    struct money plus = {0}, minus = {0};
    size_t first = first_amount(draft);
    if (draft_has_pair(draft)) {
        read_amount(draft, format, record, draft->of_word[WORD_CREDIT], &plus);
        read_amount(draft, format, record, draft->of_word[WORD_DEBET], &minus);
    } else if (first < draft->columns->n) {
        read_amount(draft, format, record, first, &plus);
    }
    return (plus.cents > minus.cents) - (plus.cents < minus.cents);
}

static void count_sign(struct draft *draft, const struct amount_format *format,
                       const struct sniff_record *record)
{
    struct draft_sums *sums = &draft->sums;
    size_t rekening = draft->role[ROLE_REKENING];
    if (rekening == NO_COLUMN)
        return;
    struct text account = text_trim(record->fields[rekening]);
    if (account.n_bytes == 0)
        return;
    sums->n_accounts++;
    sums->n_lasten += account.bytes[0] == 'L';
    sums->n_baten += account.bytes[0] == 'B';
    if (account.bytes[0] < '0' || account.bytes[0] > '9')
        return;
    int digit = account.bytes[0] - '0', sign = sign_of(draft, format, record);
    sums->n_lines[digit]++;
    sums->n_plus[digit] += sign > 0;
    sums->n_minus[digit] += sign < 0;
}

void draft_add_up(struct draft *draft)
{
    struct amount_format format = draft_amount_format(draft);
    struct sniff_records records;
    struct sniff_record record;
    size_t n = draft->columns->n;
    draft->sums.known = draft->number.readable;
    draft->sums.total = arena_alloc(draft->arena, n * sizeof *draft->sums.total);
    draft->sums.overflow = arena_alloc(draft->arena, n * sizeof *draft->sums.overflow);
    sniff_shape_start(draft->bytes, draft->shape, &records);
    while (sniff_records_next(&records, &record)) {
        if (record.outcome != CSV_RECORD || record.n_fields != draft->columns->n_fields)
            continue;
        if (draft->sums.known)
            add_to_totals(draft, &format, &record);
        count_sign(draft, &format, &record);
    }
    sniff_records_end(&records);
}
