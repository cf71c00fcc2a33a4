#include "tests/gen/town_model.h"

#include <stdlib.h>

#define MAX_LEGS 6 /* of a voucher, with its counter */

/* The columns in the order in which town_ledger adds them. */
enum {
    BOEKJAAR,
    PERIODE,
    BOEKSTUK,
    REGEL,
    DATUM,
    REKENING,
    KOSTENPLAATS,
    OMSCHRIJVING,
    DEBET,
    CREDIT,
    N_COLUMNS
};

struct leg {
    const char *account, *key;
    int64_t net; /* debet - credit */
};

struct voucher {
    int year, period;
    long number;
    struct leg legs[MAX_LEGS];
    size_t n_legs;
};

static bool period_counts(const struct town *town, int period)
{
    return period >= town->first_period && period <= town->last_period;
}

/* Vouchers of the years that the run reads, and now and then of another. */
static int pick_year(struct town *town)
{
    int last = town->jaarrekening ? town->year : town->year - 2;
    uint32_t dice = dice_below(&town->dice, 20);
    if (dice == 0)
        return last - 2;
    return town->jaarrekening && dice < 9 ? last - 1 : last;
}

static int pick_period(struct town *town)
{
    uint32_t dice = dice_below(&town->dice, 30);
    return dice == 0 ? 0 : dice < 4 ? 13 : 1 + (int)dice_below(&town->dice, 12);
}

static void make_voucher(struct town *town, struct voucher *voucher, long number)
{
    *voucher =
        (struct voucher){.year = pick_year(town), .period = pick_period(town), .number = number};
    size_t n = dice_below(&town->dice, MAX_LEGS);
    int64_t net = 0;
    for (size_t i = 0; i < n; i++) {
        size_t post = dice_below(&town->dice, town->n_posten);
        const char *key = town_pick_key(town, post, voucher->year);
        if (!key)
            continue;
        enum sectie sectie = town_pick_sectie(town, post);
        int64_t effect = town_pick_cents(town, post) * sectie_effect(sectie);
        voucher->legs[voucher->n_legs++] =
            (struct leg){town_pick_account(town, sectie), key, -effect};
        net -= effect;
        if (period_counts(town, voucher->period))
            town_book(town, post, sectie, "realisatie", voucher->year, effect);
    }
    voucher->legs[voucher->n_legs++] =
        (struct leg){town_pick_account(town, SECTIE_COUNT), "", -net};
}

/* Which column the amount stands in, and with which sign, does not change what it is. */
static void fill_amounts(struct town *town, const struct town_source *source, int64_t net,
                         const char **values)
{
    const char *nothing = dice_chance(&town->dice, 500) ? "" : town_cents(town, source, 0);
    bool in_credit = (net < 0) != dice_chance(&town->dice, 100);
    if (source->flagged) {
        values[DEBET] = town_cents(town, source, in_credit ? -net : net);
        values[CREDIT] = in_credit ? "C" : "D";
        return;
    }
    values[DEBET] = in_credit ? nothing : town_cents(town, source, net);
    values[CREDIT] = in_credit ? town_cents(town, source, -net) : nothing;
}

static void write_voucher(struct town *town, struct town_source *source, struct sheet *sheet,
                          const struct voucher *voucher)
{
    int month = voucher->period < 1 ? 1 : voucher->period > 12 ? 12 : voucher->period;
    int day = voucher->period > 12 ? 31 : 1 + (int)dice_below(&town->dice, 28);
    for (size_t i = 0; i < voucher->n_legs; i++) {
        const char *values[N_COLUMNS] = {
            [BOEKJAAR] = town_number(town, voucher->year),
            [PERIODE] = source->year_in_period
                            ? arena_printf(town->arena, "%d%02d", voucher->year, voucher->period)
                            : arena_printf(town->arena, "%0*d", source->format.crlf ? 2 : 1,
                                           voucher->period),
            [BOEKSTUK] = arena_printf(town->arena, "B%05ld", voucher->number),
            [REGEL] = town_number(town, (long long)i + 1),
            [DATUM] = town_date(town, source->date_pattern, voucher->year, month, day),
            [REKENING] = voucher->legs[i].account,
            [KOSTENPLAATS] = voucher->legs[i].key,
            [OMSCHRIJVING] = town_pick_text(town),
        };
        fill_amounts(town, source, voucher->legs[i].net, values);
        town_row(source, sheet, values);
    }
}

static struct town_source *describe(struct town *town)
{
    static const char *const names[N_COLUMNS] = {
        "boekjaar", "periode",      "boekstuk",     "regel", "datum",
        "rekening", "kostenplaats", "omschrijving", "debet", "credit"};
    struct town_source *source = town_source(town, "grootboek");
    bool debet_first = dice_chance(&town->dice, 300);
    source->flagged = !debet_first && dice_chance(&town->dice, 350);
    for (int s = 0; s < SECTIE_COUNT; s++)
        source->sign[s] = (int8_t)(sectie_effect((enum sectie)s) * (debet_first ? -1 : 1));
    for (size_t i = 0; i < N_COLUMNS; i++)
        town_column(town, source,
                    !source->flagged || i < DEBET ? names[i]
                    : i == DEBET                  ? "bedrag"
                                                  : "dc");
    town_shuffle_columns(town, source);
    source->date_column = "datum";
    source->full_ledger = true;
    source->year_in_period = dice_chance(&town->dice, 250);
    source->amounts[source->n_amounts++] = source->flagged ? "bedrag per dc = realisatie {boekjaar}"
                                           : debet_first ? "debet - credit = realisatie {boekjaar}"
                                                         : "credit - debet = realisatie {boekjaar}";
    if (source->flagged)
        source->values = "\n[waarden dc]\nD = D\nC = C\n";
    return source;
}

bool town_ledger(struct town *town)
{
    struct town_source *source = describe(town);
    size_t n_files = 1 + dice_below(&town->dice, TOWN_MAX_FILES);
    long number = 0;
    for (size_t i = 0; i < n_files; i++) {
        struct sheet sheet;
        if (!town_open(town, source, dice_chance(&town->dice, 300), &sheet))
            return false;
        size_t n_vouchers = 1 + dice_below(&town->dice, 60);
        for (size_t v = 0; v < n_vouchers; v++) {
            struct voucher voucher;
            make_voucher(town, &voucher, ++number);
            write_voucher(town, source, &sheet, &voucher);
        }
        if (!sheet_close(&sheet, town->errors))
            return false;
    }
    return true;
}
