#include "tests/gen/example.h"

#include "tests/gen/journal.h"
#include "tests/gen/sheet.h"

#include <stdio.h>

static const char *const header[] = {
    "Boekjaar",          "Periode",      "Dagboek",      "Boekstuk", "Regel",  "Boekdatum",
    "Grootboekrekening", "Kostenplaats", "Omschrijving", "Debet",    "Credit", NULL};

static const struct sheet_format ledger_format = {.separator = ';', .crlf = true};

/* One of the two columns; a line stands on its normal side, or with its sign turned round on the
 * other one. */
static void write_amounts(struct sheet *sheet, const struct journal_line *line)
{
    bool against = line->credit_side ? line->net > 0 : line->net < 0;
    bool in_credit = line->credit_side != (against && !line->negative);
    int64_t shown = in_credit ? -line->net : line->net;
    for (int credit = 0; credit < 2; credit++)
        if (credit == in_credit)
            sheet_cents(sheet, shown);
        else
            sheet_text(sheet, "");
}

static void write_voucher(struct sheet *sheet, int year, size_t number,
                          const struct voucher *voucher)
{
    char boekstuk[40], date[40];
    int month = voucher->period > 12 ? 12 : voucher->period;
    snprintf(boekstuk, sizeof boekstuk, "%d%06zu", year, number);
    snprintf(date, sizeof date, "%02d-%02d-%d", voucher->day, month, year);
    for (size_t i = 0; i < voucher->n_lines; i++) {
        const struct journal_line *line = &voucher->lines[i];
        sheet_integer(sheet, year);
        sheet_integer(sheet, voucher->period);
        sheet_text(sheet, voucher->dagboek);
        sheet_text(sheet, boekstuk);
        sheet_integer(sheet, (long long)i + 1);
        sheet_text(sheet, date);
        sheet_text(sheet, line->account);
        sheet_text(sheet, line->kostenplaats);
        sheet_text(sheet, line->text);
        write_amounts(sheet, line);
        sheet_end(sheet);
    }
}

/* The vouchers of periods first..last as one delivered file. */
static bool write_ledger(const struct example *example, const struct journal *journal,
                         const char *path, bool gzip, int first, int last)
{
    struct sheet_format format = ledger_format;
    format.gzip = gzip;
    struct sheet sheet;
    if (!sheet_open(&sheet, example_path(example, path), format, notation_plain, example->errors))
        return false;
    sheet_row(&sheet, header);
    for (size_t i = 0; i < journal->n_vouchers; i++) {
        const struct voucher *voucher = &journal->vouchers[i];
        if (voucher->period >= first && voucher->period <= last)
            write_voucher(&sheet, journal->year, i + 1, voucher);
    }
    return sheet_close(&sheet, example->errors);
}

bool example_ledgers(const struct example *example)
{
    struct journal old, new;
    struct dice dice = dice_seeded(2023);
    journal_build(example->facts,
                  (struct journal_order){.year = 2023, .column = REALISATIE_2023, .detail = 35},
                  &dice, example->arena, &old);
    dice = dice_seeded(2024);
    journal_build(example->facts,
                  (struct journal_order){.year = 2024, .column = REALISATIE_2024, .detail = 100},
                  &dice, example->arena, &new);
    bool ok = write_ledger(example, &old, "input/grootboek-2023.csv.gz", true, 1, 13) &&
              write_ledger(example, &new, "input/grootboek-2024-1.csv", false, 1, 6) &&
              write_ledger(example, &new, "input/grootboek-2024-2.csv", false, 7, 13);
    journal_release(&old);
    journal_release(&new);
    return ok;
}
