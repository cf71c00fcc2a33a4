#include "tests/gen/layout_axes.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define BESTUUR "0", "Bestuur en ondersteuning"
#define VERKEER "2", "Verkeer en vervoer"
#define SOCIAAL "6", "Sociaal domein"
static const struct layout_place raad = {BESTUUR, "0.1", "Bestuur", "1010", "Gemeenteraad"},
                                 college = {BESTUUR, "0.1", "Bestuur", "1020", "College"},
                                 huis = {BESTUUR, "0.4", "Overhead", "1110", "Huisvesting"},
                                 algemeen = {BESTUUR, "0.10", "Mutaties reserves", "1190",
                                             "Algemene reserve"},
                                 reserve = {BESTUUR, "0.10", "Mutaties reserves", "1195",
                                            "Reserve wegen"},
                                 wegen = {VERKEER, "2.1", "Verkeer", "2110", "Wegen"},
                                 licht = {VERKEER, "2.1", "Verkeer", "2120", "Verlichting"},
                                 garage = {VERKEER, "2.2", "Parkeren", "2210", "Parkeergarage"},
                                 buurt = {SOCIAAL, "6.1", "Samenkracht", "6110", "Buurthuizen"},
                                 vrij = {SOCIAAL, "6.1", "Samenkracht", "6120", "Vrijwilligers"},
                                 team = {SOCIAAL, "6.2", "Toegang", "6210", "Wijkteams"},
                                 bijstand = {SOCIAAL, "6.3", "Inkomen", "6310", "Uitkeringen"},
                                 minima = {SOCIAAL, "6.3", "Inkomen", "6320", "Minimabeleid"};

static const struct layout_account
    salaris = {"41100", "Salarissen", "L1.1", false, false},
    goederen = {"43100", "Goederen en diensten", "L3.8", false, false},
    leges = {"83200", "Leges en andere rechten", "B3.7", true, false},
    rijk = {"84100", "Bijdragen van het Rijk", "B4.3.1", true, false},
    storting = {"47500", "Toevoeging aan reserves", "L7.1", false, true},
    greep = {"87500", "Onttrekking aan reserves", "B7.1", true, true};

const struct layout_row layout_rows[] = {
    {&raad, &goederen, 18450000, {310000, -45000}, 18011725},
    {&college, &salaris, 60210000, {0, 1250000}, 61344410},
    {&college, &goederen, 4380000, {0, 0}, 4571905},
    {&huis, &goederen, 91375000, {2040000, 880000}, 93760230},
    {&huis, &leges, 7225000, {-150000, 0}, 6917340},
    {&algemeen, &storting, 12000000, {0, 3500000}, 15500000},
    {&reserve, &greep, 21000000, {1900000, 0}, 22900000},
    {&wegen, &goederen, 143080000, {5600000, -720000}, 150023145},
    {&wegen, &leges, 9640000, {0, 330000}, 10257890},
    {&licht, &goederen, 38815000, {0, 0}, 36490560},
    {&garage, &goederen, 27730000, {-610000, 0}, 28155515},
    {&garage, &leges, 41290000, {1130000, 460000}, 43006675},
    {&buurt, &goederen, 52965000, {0, 970000}, 53620085},
    {&buurt, &leges, 3155000, {0, -85000}, 2970425},
    {&vrij, &goederen, 16540000, {420000, 0}, 16098770},
    {&team, &salaris, 210325000, {0, 4750000}, 218770395},
    {&team, &rijk, 35870000, {2260000, 0}, 38130000},
    {&bijstand, &goederen, 402150000, {-8300000, 1770000}, 397014655},
    {&bijstand, &rijk, 377460000, {-7150000, 0}, 371805205},
    {&minima, &goederen, 29405000, {0, 0}, -1837560},
};
const size_t layout_n_rows = sizeof layout_rows / sizeof *layout_rows;

const char *const layout_besluiten[LAYOUT_BESLUITEN] = {"2025-01", "2025-02"};
const char *const layout_besluit_names[LAYOUT_BESLUITEN] = {"Voorjaarsnota", "Najaarsnota"};
static const int besluit_months[LAYOUT_BESLUITEN] = {5, 10};

/* ---- parts of an amount ---- */

static int64_t in_months(int64_t whole, int from, int to)
{
    static const int weights[] = {5, 7, 8, 8, 9, 8, 6, 7, 9, 10, 11, 12};
    int64_t sum = 0, told = 0;
    for (int m = 1; m <= 12; m++) {
        int64_t part = m == 12 ? whole - told : whole * weights[m - 1] / 100;
        told += part;
        sum += m >= from && m <= to ? part : 0;
    }
    return sum;
}

static int64_t of_besluiten(const struct layout_row *row, int from, int to, int first, int last)
{
    int64_t sum = 0;
    for (int b = first; b <= last; b++)
        if (besluit_months[b - 1] >= from && besluit_months[b - 1] <= to)
            sum += row->besluiten[b - 1];
    return sum;
}

int64_t layout_part(struct layout layout, const struct layout_row *row, enum layout_stand stand,
                    int from, int to, int first, int last)
{
    const struct notation_of *notation = &layout_notation[layout.on[LAYOUT_NOTATION]];
    const int64_t times = notation->in_thousands ? 1000 : notation->decimal ? 1 : 100;
    const int64_t whole[STANDS] = {
        [PREVIOUS] = row->primair * 97 / 100 + 4321,
        [PRIMAIR] = row->primair,
        [REALISATIE] = row->realisatie,
        [VERPLICHT] = row->account->baten ? 0 : row->primair / 1000 * 13,
        [NEXT] = row->primair / 1000 * 1031,
    };
    return times * (stand == WIJZIGING ? of_besluiten(row, from, to, first, last)
                                       : in_months(whole[stand], from, to));
}

/* ---- what is published ---- */

static const char *const stand_names[STANDS] = {
    [PREVIOUS] = "realisatie 2024",   [PRIMAIR] = "primair 2025", [WIJZIGING] = "wijziging 2025",
    [REALISATIE] = "realisatie 2025", [NEXT] = "primair 2026",
};

const char *layout_stand(struct layout layout, size_t i)
{
    unsigned given = layout_standen[layout.on[LAYOUT_STANDEN]].given |
                     layout_extra[layout.on[LAYOUT_EXTRA]].given;
    for (int s = 0; s < STANDS; s++)
        if (given & BIT(s) && i-- == 0)
            return stand_names[s];
    return NULL;
}

/* The code as a word of its own. */
static bool has_code(const char *text, const char *code)
{
    const size_t n = strlen(code);
    for (const char *at = text; (at = strstr(at, code)); at++)
        if ((at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '.')) &&
            !isalnum((unsigned char)at[n]) && !(at[n] == '.' && isalnum((unsigned char)at[n + 1])))
            return true;
    return false;
}

/* How finely a post tells a row: 0 not. */
static int told_by(const struct layout_row *row, const char *post)
{
    if (has_code(post, row->place->kostenplaats))
        return 6;
    if (strstr(post, row->place->kostenplaats_name))
        return 5;
    if (has_code(post, row->place->taakveld))
        return 4;
    if (strcmp(post, row->place->taakveld_name) == 0)
        return 3;
    return has_code(post, row->place->programma) || strcmp(post, row->place->programma_name) == 0;
}

static const char *sectie_of(const struct layout_row *row)
{
    return row->account->reserve ? row->account->baten ? "onttrekkingen" : "stortingen"
           : row->account->baten ? "baten"
                                 : "lasten";
}

bool layout_truth(struct layout layout, const char *post, const char *sectie, const char *stand,
                  int64_t *cents)
{
    unsigned of = strcmp(stand, "nawijziging 2025") == 0 ? BIT(PRIMAIR) | BIT(WIJZIGING) : 0;
    for (int s = 0; s < STANDS; s++)
        of |= stand_names[s] && strcmp(stand, stand_names[s]) == 0 ? BIT(s) : 0;
    int finest = post ? 1 : 0;
    for (size_t r = 0; post && r < layout_n_rows; r++)
        if (told_by(&layout_rows[r], post) > finest)
            finest = told_by(&layout_rows[r], post);
    bool known = false;
    *cents = 0;
    for (size_t r = 0; r < layout_n_rows; r++) {
        const struct layout_row *row = &layout_rows[r];
        if ((post && told_by(row, post) != finest) || strcmp(sectie_of(row), sectie) != 0)
            continue;
        known = true;
        for (int s = 0; s < STANDS; s++)
            if (of & BIT(s))
                *cents +=
                    (row->account->baten ? 1 : -1) *
                    layout_part(layout, row, (enum layout_stand)s, 1, 12, 1, LAYOUT_BESLUITEN);
    }
    return known && of;
}
