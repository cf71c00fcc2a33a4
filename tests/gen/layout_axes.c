#include "tests/gen/layout_axes.h"

#include <stdio.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* ---- the values: the plainest first, which goes with all others ---- */

const struct sides layout_sides[] = {
    {"L/B", "L/B", {"L", "B"}, NULL, {1, 1}, .split = SPLIT_NONE},
    {"Lasten/Baten", "Soort", {"Lasten", "Baten"}, NULL, {1, 1}, .split = SPLIT_NONE},
    {"U/I", "U/I", {"U", "I"}, NULL, {1, 1}, .split = SPLIT_NONE},
    {"L/B, baten negatief", "L/B", {"L", "B"}, NULL, {1, -1}, .split = SPLIT_NONE},
    {"L/B, lasten negatief", "L/B", {"L", "B"}, NULL, {-1, 1}, .split = SPLIT_NONE},
    {"rekening, baten negatief", NULL, {NULL}, "Rekening", {1, -1}, .split = SPLIT_NONE},
    {"rekening, lasten negatief", NULL, {NULL}, "Rekening", {-1, 1}, .split = SPLIT_NONE},
    {"Iv3-categorie", NULL, {NULL}, "Categorie", {1, 1}, .split = SPLIT_NONE},
    {"blokken", NULL, {NULL}, NULL, {1, 1}, .blocks = true},
    {"twee bestanden", NULL, {NULL}, NULL, {1, 1}, .files = true},
    {"rekening", NULL, {NULL}, "Rekening", {1, 1}, .split = SPLIT_NONE},
    {"rekening, D/C", NULL, {NULL}, "Rekening", {1, -1}, .split = SPLIT_LETTER},
    {"rekening, debet|credit", NULL, {NULL}, "Rekening", {1, -1}, .split = SPLIT_DEBET_CREDIT},
    {"lasten|baten", NULL, {NULL}, NULL, {1, 1}, .split = SPLIT_BOTH},
    {"lasten|baten|saldo", NULL, {NULL}, NULL, {1, 1}, .split = SPLIT_SALDO},
    {"lasten|baten in twee kopregels", NULL, {NULL}, NULL, {1, 1}, SPLIT_BOTH, .two_rows = true},
    {"L/B, V/N", "L/B", {"L", "B"}, NULL, {1, 1}, .split = SPLIT_EFFECT},
    {"L/B, bij|af", "L/B", {"L", "B"}, NULL, {1, 1}, .split = SPLIT_MORE_LESS},
};
enum {
    SIDES_CATEGORIE = 7,
    SIDES_BLOCKS,
    SIDES_FILES,
    SIDES_REKENING,
    SIDES_LETTER,
    SIDES_DC,
    SIDES_BOTH,
    SIDES_SALDO,
    SIDES_TWO_ROWS,
    SIDES_VN,
    SIDES_MORE_LESS
};

#define P                                                                                          \
    {                                                                                              \
        0, 1, 0, 0, 0, 0                                                                           \
    }
#define W                                                                                          \
    {                                                                                              \
        0, 0, 1, 0, 0, 0                                                                           \
    }
#define N                                                                                          \
    {                                                                                              \
        0, 1, 1, 0, 0, 0                                                                           \
    }
#define R                                                                                          \
    {                                                                                              \
        0, 0, 0, 1, 0, 0                                                                           \
    }
#define REST                                                                                       \
    {                                                                                              \
        0, 1, 1, -1, 0, 0                                                                          \
    }
#define LEFT                                                                                       \
    {                                                                                              \
        0, 1, 0, -1, 0, 0                                                                          \
    }
#define PR  (BIT(PRIMAIR) | BIT(REALISATIE))
#define PWR (PR | BIT(WIJZIGING))
#define BUDGET                                                                                     \
    {                                                                                              \
        "Primaire begroting 2025", PER_KEY, .amounts = { {"Bedrag", P} }                           \
    }
#define LEDGER                                                                                     \
    {                                                                                              \
        "Realisatie 2025", PER_KEY, .timed = true, .amounts = { {"Bedrag", R} }                    \
    }
#define ONE(...)                                                                                   \
    {                                                                                              \
        "Budgetoverzicht 2025", PER_KEY, .amounts = { __VA_ARGS__ }                                \
    }

const struct standen layout_standen[] = {
    {"bestanden", PWR,
     .files = {BUDGET,
               {"Begrotingswijzigingen 2025", PER_KEY, .changes = true, .amounts = {{"Bedrag", W}}},
               LEDGER}},
    {"soort in woorden",
     PWR,
     "Budgetsoort",
     {[PRIMAIR] = "Primitieve begroting",
      [WIJZIGING] = "Begrotingswijziging",
      [REALISATIE] = "Realisatie"},
     {{"Standen 2025", PER_STAND, .timed = true, .amounts = {{"Bedrag", {0, 1, 1, 1, 0, 0}}}}}},
    {"soort in codes",
     PWR,
     "Versie",
     {[PRIMAIR] = "PB", [WIJZIGING] = "BW", [REALISATIE] = "RE"},
     {{"Standen 2025", PER_STAND, .timed = true, .amounts = {{"Bedrag", {0, 1, 1, 1, 0, 0}}}}}},
    {"primair|wijziging|na wijziging|realisatie", PWR,
     .files = {ONE({"Primair", P}, {"Wijziging", W}, {"Na wijziging", N}, {"Realisatie", R})}},
    {"primitief|wijzigingen|actueel|werkelijk", PWR,
     .files = {ONE({"Primitieve begroting", P}, {"Begrotingswijzigingen", W},
                   {"Actuele begroting", N}, {"Werkelijk", R})}},
    {"met het jaar", PWR,
     .files = {ONE({"Primaire begroting 2025", P}, {"Wijzigingen 2025", W},
                   {"Begroting 2025 na wijziging", N}, {"Realisatie 2025", R})}},
    {"oorspronkelijk|mutaties|huidig|besteed", PWR,
     .files = {ONE({"Oorspronkelijk budget", P}, {"Mutaties", W}, {"Huidig budget", N},
                   {"Besteed", R})}},
    {"primair|na wijziging|realisatie", PWR,
     .files = {ONE({"Primaire begroting", P}, {"Begroting na wijziging", N}, {"Realisatie", R})}},
    {"begroting|realisatie", BIT(PRIMAIR) | BIT(REALISATIE),
     .files = {ONE({"Begroting", P}, {"Realisatie", R})}},
    {"begroting met wijziging, realisatie", PWR,
     .files = {{"Begroting 2025", PER_KEY,
                .amounts = {{"Primair", P}, {"Wijziging", W}, {"Na wijziging", N}}},
               LEDGER}},
    {"besluiten", PWR,
     .files = {BUDGET,
               {"Besluiten 2025", PER_BESLUIT, .changes = true, .amounts = {{"Bedrag", W}}},
               LEDGER}},
    {"besluiten met naam", PWR,
     .files = {BUDGET,
               {"Begrotingswijzigingen 2025", PER_BESLUIT, .changes = true, .named = true,
                .amounts = {{"Bedrag", W}}},
               LEDGER}},
    {"oud|mutatie|nieuw", PWR,
     .files = {BUDGET,
               {"Begrotingswijzigingen 2025", PER_BESLUIT,
                .amounts = {{"Raming oud", N, BEFORE}, {"Mutatie", W}, {"Raming nieuw", N, UP_TO}}},
               LEDGER}},
    {"kolom per besluit", PWR,
     .files = {{"Begroting 2025", PER_KEY,
                .amounts = {{"Primitief", P},
                            {"1e wijziging", W, OF_LINE, 1},
                            {"2e wijziging", W, OF_LINE, 2},
                            {"Na wijziging", N}}},
               LEDGER}},
    {"budget|besteed|vrij", PR, .files = {ONE({"Budget", P}, {"Besteed", R}, {"Vrij", LEFT})}},
    {"raming|boekingen|ruimte", PR,
     .files = {ONE({"Raming", P}, {"Boekingen", R}, {"Ruimte", LEFT})}},
    {"primitief|actueel|verschil", PWR,
     .files =
         {{"Begroting 2025", PER_KEY,
           .amounts = {{"Primitieve begroting", P}, {"Actuele begroting", N}, {"Verschil", W}}},
          LEDGER}},
    {"begroting|realisatie per kwartaal", PR,
     .files = {ONE({"Begroting", P}, {"Realisatie Q1", R, OF_LINE, 0, 1, 3},
                   {"Realisatie Q2", R, OF_LINE, 0, 4, 6}, {"Realisatie Q3", R, OF_LINE, 0, 7, 9},
                   {"Realisatie Q4", R, OF_LINE, 0, 10, 12})}},
    {"structureel|incidenteel|realisatie", PR,
     .files = {ONE({"Begroting structureel", P, OF_LINE, 0, 1, 10},
                   {"Begroting incidenteel", P, OF_LINE, 0, 11, 12}, {"Realisatie", R})}},
    {"na 1e|na 2e wijziging", PWR,
     .files = {ONE({"Primaire begroting", P}, {"Na 1e wijziging", N, OF_LINE, 1},
                   {"Na 2e wijziging", N}, {"Realisatie", R})}},
    {"overzicht en besluiten", PWR,
     .files = {ONE({"Primair", P}, {"Wijziging", W}, {"Na wijziging", N}, {"Realisatie", R}),
               {"Besluiten 2025", PER_BESLUIT, .changes = true, .amounts = {{"Bedrag", W}}}}},
    {"bestand per wijziging", PWR,
     .files = {BUDGET,
               {"1e begrotingswijziging 2025", PER_KEY, .changes = true,
                .amounts = {{"Bedrag", W, OF_LINE, 1}}},
               {"2e begrotingswijziging 2025", PER_KEY, .changes = true,
                .amounts = {{"Bedrag", W, OF_LINE, 2}}},
               LEDGER}},
    {"grootboek van twee jaren",
     BIT(PREVIOUS) | BIT(REALISATIE),
     "Boekjaar",
     {[PREVIOUS] = "2024", [REALISATIE] = "2025"},
     {{"Grootboek", PER_STAND, .amounts = {{"Bedrag", {1, 0, 0, 1, 0, 0}}}}}},
    {"meerjarenbegroting", BIT(PRIMAIR) | BIT(NEXT),
     .files = {{"Meerjarenbegroting 2025-2026", PER_KEY,
                .amounts = {{"2025", P}, {"2026", {0, 0, 0, 0, 0, 1}}}}}},
};
enum {
    STANDEN_FILES,
    STANDEN_SOORT,
    STANDEN_CODES,
    STANDEN_COLUMNS,
    STANDEN_LAST_COLUMNS = 8,
    STANDEN_TWO,
    STANDEN_BESLUITEN,
    STANDEN_NAMED,
    STANDEN_OUD_NIEUW,
    STANDEN_BESLUIT_COLUMNS,
    STANDEN_LEFT,
    STANDEN_DIFFERENCE = STANDEN_LEFT + 2,
    STANDEN_QUARTERS,
    STANDEN_PARTS,
    STANDEN_AFTER,
    STANDEN_BOTH,
    STANDEN_FILE_EACH,
    STANDEN_YEARS,
    STANDEN_MORE_YEARS
};

const struct extra layout_extra[] = {
    {"niets", .given = 0},
    {"restant", 0, .behind = {{"Restant", REST}}},
    {"verschil", 0, .behind = {{"Verschil", {0, -1, -1, 1, 0, 0}}}},
    {"percentage", 0, .behind = {{"% besteed", {0, -1, -1, 1, 0, 0}, PERCENT}}},
    {"verplichtingen en ruimte", 0,
     .behind = {{"Verplichtingen", {0, 0, 0, 0, 1, 0}}, {"Beschikbaar", {0, 1, 1, -1, -1, 0}}}},
    {"vorig jaar", BIT(PREVIOUS), .before = {{"Realisatie 2024", {1, 0, 0, 0, 0, 0}}}},
    {"volgend jaar", BIT(NEXT), .behind = {{"Begroting 2026", {0, 0, 0, 0, 0, 1}}}},
};

const struct time layout_time[] = {
    {"geen", .form = TIME_NONE},
    {"periode 1", TIME_LINES, "Periode", "%n", .step = 1},
    {"periode 202501", TIME_LINES, "Periode", "2025%m", .step = 1},
    {"periode 2025-01", TIME_LINES, "Periode", "2025-%m", .step = 1},
    {"maand jan", TIME_LINES, "Maand", "%b", .step = 1},
    {"boekdatum", TIME_LINES, "Boekdatum", "28-%m-2025", .step = 1},
    {"boekjaar;periode", TIME_LINES, "Periode", "%n", .step = 1, .year = true},
    {"maanden", TIME_COLUMNS, NULL, "%b", .step = 1},
    {"maanden en totaal", TIME_COLUMNS, NULL, "%b", .step = 1, .total = true},
    {"kwartalen", TIME_COLUMNS, NULL, "Kwartaal %q", .step = 3},
    {"kwartalen en totaal", TIME_COLUMNS, NULL, "Q%q", .step = 3, .total = true},
    {"tot en met", TIME_COLUMNS, NULL, "T/m %b", .step = 1, .cumulative = true},
};
enum { TIME_YEAR = 6, TIME_FIRST_COLUMNS, TIME_LAST = 11 };

const struct keys layout_keys[] = {
    {"taakveld;kostenplaats",
     .columns = {{"Programma", "%P"}, {"Taakveld", "%T"}, {"Kostenplaats", "%K"}}},
    {"samengesteld", .columns = {{"Programma", "%P %p"}, {"Product", "%T-%K"}}},
    {"code en naam in een cel",
     .columns = {{"Programma", "%P %p"}, {"Taakveld", "%T %t"}, {"Kostenplaats", "%K %k"}}},
    {"code;naam", .columns = {{"Taakveld", "%T"},
                              {"Omschrijving taakveld", "%t"},
                              {"Kostenplaats", "%K"},
                              {"Omschrijving kostenplaats", "%k"}}},
    {"tussenkoppen", .columns = {{"Kostenplaats", "%K"}, {"Omschrijving", "%k"}},
     .headings = {"Programma %P %p", "Taakveld %T %t"}},
    {"een keer per groep",
     .columns =
         {{"Programma", "%P"}, {"Taakveld", "%T"}, {"Kostenplaats", "%K"}, {"Omschrijving", "%k"}},
     .once = true},
    {"alleen taakveld", .columns = {{"Taakveld", "%T"}, {"Omschrijving", "%t"}}, .taakveld = true},
    {"koppen met code en naam", .columns = {{"Code", "%K"}, {"Omschrijving", "%k"}},
     .headings = {"%P|%p", "%T|%t"}},
    {"boom met sommen", .columns = {{"Code", "%K"}, {"Omschrijving", "%k"}},
     .headings = {"%P|%p", "%T|%t"}, .sums = true},
};
enum { KEYS_TREE = 8 };

const struct decor layout_decor[] = {
    {"niets", .titles = false},
    {"titels", .titles = true},
    {"titels en slotregels", .titles = true, .notes = true},
    {"lege regels", .gaps = true},
    {"kop per blad", .pages = true},
    {"kop en titel per blad", .titles = true, .pages = true, .page_titles = true},
    {"eindtotaal", .whole = true},
    {"subtotalen", .taakvelden = true},
    {"subtotalen en eindtotaal", .gaps = true, .taakvelden = true, .programmas = true,
     .whole = true},
    {"subtotalen met L/B", .taakvelden = true, .sided = true,
     .texts = {"Totaal", "Totaal programma %P", "Totaal taakveld %T"}},
    {"subtotalen van Excel", .taakvelden = true, .whole = true,
     .texts = {"Eindtotaal", "%P Totaal", "%T Totaal"}},
};
enum { DECOR_TOTALS = 6, DECOR_SIDED = 9, DECOR_LAST };

const struct notation_of layout_notation[] = {
    {"1234,56", ';', ',', "", "", "-", .minus_behind = ""},
    {"1234.56 in ,", ',', '.', "", "", "-", .minus_behind = "", .quoted = true},
    {"1,234.56 in ,", ',', '.', ",", "", "-", .minus_behind = "", .quoted = true},
    {"1.234,56", ';', ',', ".", "", "-", .minus_behind = ""},
    {"(1.234,56)", ';', ',', ".", "", "(", .minus_behind = ")"},
    {"1234,56-", ';', ',', "", "", "", .minus_behind = "-"},
    {"tab, EUR 1.234,56", '\t', ',', ".", "EUR ", "-", .minus_behind = ""},
    {"hele euro's", ';', 0, ".", "", "-", .minus_behind = ""},
    {"x 1.000", ';', ',', "", "", "-", .minus_behind = "", .in_thousands = true,
     .title = "Bedragen x \xE2\x82\xAC 1.000"},
    {"xlsx", ';', ',', "", "", "-", .minus_behind = "", .workbook = ""},
    {"werkmap", ';', ',', "", "", "-", .minus_behind = "", .workbook = "Cijfers 2025"},
};

const char *const layout_axis_names[LAYOUT_AXES] = {"kanten",   "standen", "ernaast", "tijd",
                                                    "sleutels", "opmaak",  "notatie"};

/* ---- what does not go together ---- */

#define FROM(a, b) (BIT((b) + 1) - BIT(a))

#define COLUMNS                                                                                    \
    (FROM(STANDEN_COLUMNS, STANDEN_LAST_COLUMNS) | FROM(STANDEN_LEFT, STANDEN_LEFT + 1) |          \
     FROM(STANDEN_QUARTERS, STANDEN_AFTER))
#define TIMED                                                                                      \
    (FROM(STANDEN_FILES, STANDEN_CODES) | FROM(STANDEN_TWO, STANDEN_BESLUIT_COLUMNS) |             \
     BIT(STANDEN_DIFFERENCE) | BIT(STANDEN_FILE_EACH))

/* Values of one axis that go with none of these of another. */
static const struct clash {
    enum layout_axis one;
    unsigned values;
    enum layout_axis other;
    unsigned others;
} clashes[] = {
    /* one amount per line has a letter, or is of one of two columns */
    {LAYOUT_SIDES, FROM(SIDES_LETTER, SIDES_DC), LAYOUT_STANDEN,
     ~(FROM(STANDEN_FILES, STANDEN_CODES) | FROM(STANDEN_BESLUITEN, STANDEN_NAMED) |
       BIT(STANDEN_FILE_EACH) | BIT(STANDEN_YEARS))},
    {LAYOUT_SIDES, FROM(SIDES_VN, SIDES_MORE_LESS), LAYOUT_STANDEN,
     ~(BIT(STANDEN_FILES) | FROM(STANDEN_BESLUITEN, STANDEN_NAMED) | BIT(STANDEN_FILE_EACH))},
    /* a second row of heads has a first one */
    {LAYOUT_SIDES, BIT(SIDES_TWO_ROWS), LAYOUT_STANDEN, ~COLUMNS},
    {LAYOUT_SIDES, FROM(SIDES_BLOCKS, SIDES_FILES), LAYOUT_KEYS, BIT(KEYS_TREE)},
    /* columns of columns */
    {LAYOUT_SIDES, FROM(SIDES_LETTER, SIDES_TWO_ROWS), LAYOUT_TIME,
     FROM(TIME_FIRST_COLUMNS, TIME_LAST)},
    {LAYOUT_STANDEN, ~TIMED, LAYOUT_TIME, FROM(1, TIME_LAST)},
    {LAYOUT_EXTRA, FROM(1, 6), LAYOUT_STANDEN, ~FROM(STANDEN_COLUMNS, STANDEN_LAST_COLUMNS)},
    {LAYOUT_EXTRA, FROM(1, 6), LAYOUT_SIDES, FROM(SIDES_BOTH, SIDES_TWO_ROWS)},
    /* sums of what nobody adds up */
    {LAYOUT_DECOR, FROM(DECOR_TOTALS, DECOR_LAST), LAYOUT_STANDEN,
     FROM(STANDEN_SOORT, STANDEN_CODES) | BIT(STANDEN_OUD_NIEUW) | BIT(STANDEN_YEARS)},
    {LAYOUT_DECOR, FROM(DECOR_TOTALS, DECOR_LAST), LAYOUT_SIDES,
     BIT(SIDES_CATEGORIE) | FROM(SIDES_REKENING, SIDES_LETTER) | FROM(SIDES_VN, SIDES_MORE_LESS)},
    {LAYOUT_DECOR, FROM(DECOR_TOTALS, DECOR_LAST), LAYOUT_EXTRA, BIT(3)},
    {LAYOUT_DECOR, FROM(DECOR_TOTALS, DECOR_LAST), LAYOUT_KEYS, BIT(KEYS_TREE)},
    {LAYOUT_DECOR, BIT(DECOR_SIDED), LAYOUT_SIDES, FROM(5, SIDES_MORE_LESS)},
    {LAYOUT_KEYS, BIT(KEYS_TREE), LAYOUT_STANDEN,
     FROM(STANDEN_SOORT, STANDEN_CODES) | FROM(STANDEN_BESLUITEN, STANDEN_OUD_NIEUW) |
         FROM(STANDEN_BOTH, STANDEN_YEARS)},
    {LAYOUT_KEYS, BIT(KEYS_TREE), LAYOUT_TIME, FROM(1, TIME_FIRST_COLUMNS - 1)},
    {LAYOUT_KEYS, BIT(KEYS_TREE), LAYOUT_SIDES,
     FROM(5, SIDES_DC) | FROM(SIDES_VN, SIDES_MORE_LESS)},
};

static bool go_together(enum layout_axis one, size_t value, enum layout_axis other, size_t another)
{
    for (size_t i = 0; i < LENGTH(clashes); i++) {
        const struct clash *clash = &clashes[i];
        if ((clash->one == one && clash->other == other && clash->values & BIT(value) &&
             clash->others & BIT(another)) ||
            (clash->one == other && clash->other == one && clash->values & BIT(another) &&
             clash->others & BIT(value)))
            return false;
    }
    return true;
}

/* ---- names ---- */

#define VALUES(table)                                                                              \
    {                                                                                              \
        table, sizeof *(table), LENGTH(table)                                                      \
    }
static const struct {
    const void *values; /* each begins with its name */
    size_t size, n;
} axes[LAYOUT_AXES] = {
    VALUES(layout_sides), VALUES(layout_standen), VALUES(layout_extra),    VALUES(layout_time),
    VALUES(layout_keys),  VALUES(layout_decor),   VALUES(layout_notation),
};

size_t layout_n_values(enum layout_axis axis)
{
    return axes[axis].n;
}

const char *layout_value(enum layout_axis axis, size_t value)
{
    return *(const char *const *)((const char *)axes[axis].values + value * axes[axis].size);
}

void layout_name(struct layout layout, char name[LAYOUT_NAME_SIZE])
{
    size_t n = (size_t)snprintf(name, LAYOUT_NAME_SIZE, "%s", layout_value(0, layout.on[0]));
    for (int a = 1; a < LAYOUT_AXES; a++)
        if (layout.on[a])
            n += (size_t)snprintf(name + n, LAYOUT_NAME_SIZE - n, " / %s",
                                  layout_value((enum layout_axis)a, layout.on[a]));
}

/* ---- pairs ---- */

typedef bool pairs[LAYOUT_AXES][LAYOUT_MAX_VALUES][LAYOUT_AXES][LAYOUT_MAX_VALUES];

#define UNCHOSEN 255

/* How many pairs a value adds to those that met; -1: it does not go with what is chosen. */
static int gained(pairs met, struct layout layout, int axis, size_t value)
{
    int n = 0;
    for (int a = 0; a < LAYOUT_AXES; a++) {
        if (layout.on[a] == UNCHOSEN || a == axis)
            continue;
        if (!go_together((enum layout_axis)axis, value, (enum layout_axis)a, layout.on[a]))
            return -1;
        n += !met[axis][value][a][layout.on[a]];
    }
    return n;
}

/* What is not chosen yet, as it adds most. False when something has no value that goes with the
 * rest: these two are never in one layout. */
static bool complete(pairs met, struct layout *layout, size_t turn)
{
    for (int axis = 0; axis < LAYOUT_AXES; axis++) {
        if (layout->on[axis] != UNCHOSEN)
            continue;
        int most = -1;
        size_t best = 0;
        for (size_t i = 0, n = layout_n_values((enum layout_axis)axis); i < n; i++) {
            const size_t value = (i + turn) % n;
            const int gain = gained(met, *layout, axis, value);
            best = gain > most ? value : best;
            most = gain > most ? gain : most;
        }
        if (most < 0)
            return false;
        layout->on[axis] = (unsigned char)best;
    }
    for (int a = 0; a < LAYOUT_AXES; a++)
        for (int b = 0; b < LAYOUT_AXES; b++)
            met[a][layout->on[a]][b][layout->on[b]] = true;
    return true;
}

size_t layouts_paired(struct layout *layouts, size_t most)
{
    static pairs met;
    memset(met, 0, sizeof met);
    size_t n = 0;
    for (int a = 0; a < LAYOUT_AXES; a++)
        for (int b = a + 1; b < LAYOUT_AXES; b++)
            for (size_t v = 0; v < layout_n_values((enum layout_axis)a); v++)
                for (size_t w = 0; w < layout_n_values((enum layout_axis)b) && n < most; w++) {
                    struct layout layout;
                    memset(layout.on, UNCHOSEN, sizeof layout.on);
                    layout.on[a] = (unsigned char)v;
                    layout.on[b] = (unsigned char)w;
                    if (!met[a][v][b][w] &&
                        go_together((enum layout_axis)a, v, (enum layout_axis)b, w) &&
                        complete(met, &layout, n))
                        layouts[n++] = layout;
                }
    return n;
}
