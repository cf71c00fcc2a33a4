#include "tests/gen/town_model.h"

#include <string.h>

/* The year whose primaire begroting and changes the run reads. */
static int budget_year(const struct town *town)
{
    return town->jaarrekening ? town->year : town->year - 1;
}

static bool has_sectie(const struct town *town, size_t post, enum sectie sectie)
{
    return town->posten[post].secties >> sectie & 1;
}

/* ---- one amount per line ---- */

/* Some packages spread a budget over the periods, all of which count, and say what kind it is. */
enum { JAAR, KOSTENPLAATS, REKENING, OMSCHRIJVING, BEDRAG, PERIODE, SOORT, N_BUDGET };

static void write_budget_lines(struct town *town, struct town_source *source, struct sheet *sheet,
                               size_t post, enum sectie sectie)
{
    int n = (int)dice_below(&town->dice, 4);
    for (int i = 0; i < n; i++) {
        int year = budget_year(town) - (dice_chance(&town->dice, 60) ? 3 : 0);
        const char *key = town_pick_key(town, post, year);
        if (!key)
            continue;
        int64_t effect = town_pick_cents(town, post) * sectie_effect(sectie);
        town_book(town, post, sectie, "primair", year, effect);
        const char *values[N_BUDGET] = {
            [JAAR] = town_number(town, year),
            [KOSTENPLAATS] = key,
            [REKENING] = town_pick_account(town, sectie),
            [OMSCHRIJVING] = town_pick_text(town),
            [BEDRAG] = town_amount(town, source, sectie, effect),
            [PERIODE] = town_number(town, dice_between(&town->dice, 1, 12)),
            [SOORT] = "primair",
        };
        town_row(source, sheet, values);
    }
}

bool town_budget(struct town *town)
{
    static const char *const names[N_BUDGET] = {
        "jaar", "kostenplaats", "rekening", "omschrijving", "bedrag", "periode", "soort"};
    struct town_source *source = town_source(town, "begroting");
    const size_t n = dice_chance(&town->dice, 400) ? N_BUDGET : PERIODE;
    for (size_t i = 0; i < n; i++)
        town_column(town, source, names[i]);
    town_shuffle_columns(town, source);
    source->amounts[source->n_amounts++] =
        n > SOORT ? "bedrag = {soort} {jaar}" : "bedrag = primair {jaar}";

    struct sheet sheet;
    if (!town_open(town, source, dice_chance(&town->dice, 100), &sheet))
        return false;
    for (size_t post = 0; post < town->n_posten; post++)
        for (int s = 0; s < SECTIE_COUNT; s++)
            if (has_sectie(town, post, (enum sectie)s))
                write_budget_lines(town, source, &sheet, post, (enum sectie)s);
    return sheet_close(&sheet, town->errors);
}

/* ---- several amounts per line ---- */

enum { WIDE_KOSTENPLAATS, WIDE_REKENING, WIDE_OMSCHRIJVING, WIDE_FIRST, N_WIDE = 7 };

static void write_wide_line(struct town *town, struct town_source *source, struct sheet *sheet,
                            const char *key, enum sectie sectie)
{
    const char *values[N_WIDE] = {[WIDE_KOSTENPLAATS] = key,
                                  [WIDE_REKENING] = town_pick_account(town, sectie),
                                  [WIDE_OMSCHRIJVING] = town_pick_text(town)};
    for (int i = 0; i < TOWN_WIDE_YEARS; i++) {
        size_t post = 0; /* a key may change hands between two of these years */
        town_find_post(town, key, town->year + i, &post);
        int64_t effect = town_pick_cents(town, post) * sectie_effect(sectie);
        town_book(town, post, sectie, "primair", town->year + i, effect);
        values[WIDE_FIRST + i] = town_amount(town, source, sectie, effect);
    }
    town_row(source, sheet, values);
}

static bool belongs_always(const struct town *town, const char *key)
{
    size_t post;
    for (int i = 0; i < TOWN_WIDE_YEARS; i++)
        if (!town_find_post(town, key, town->year + i, &post))
            return false;
    return true;
}

bool town_wide(struct town *town)
{
    struct town_source *source = town_source(town, "meerjaren");
    town_column(town, source, "kostenplaats");
    town_column(town, source, "rekening");
    town_column(town, source, "omschrijving");
    for (int i = 0; i < TOWN_WIDE_YEARS; i++) {
        const char *name = arena_printf(town->arena, "jaar%d", i + 1);
        town_column(town, source, name);
        source->amounts[source->n_amounts++] =
            arena_printf(town->arena, "%s = primair %d", name, town->year + i);
    }
    town_shuffle_columns(town, source);

    struct sheet sheet;
    if (!town_open(town, source, false, &sheet))
        return false;
    for (size_t post = 0; post < town->n_posten; post++)
        for (int s = 0; s < SECTIE_COUNT; s++) {
            const char *key = town_pick_key(town, post, town->year);
            if (key && has_sectie(town, post, (enum sectie)s) && belongs_always(town, key))
                write_wide_line(town, source, &sheet, key, (enum sectie)s);
        }
    return sheet_close(&sheet, town->errors);
}

/* ---- changes ---- */

enum {
    CHANGE_JAAR,
    CHANGE_BESLUIT,
    CHANGE_DATUM,
    CHANGE_NEUTRAAL,
    CHANGE_KOSTENPLAATS,
    CHANGE_REKENING,
    CHANGE_IS,
    CHANGE_BEDRAG,
    N_CHANGE
};

/* How J, N, I and S are written in the file. */
struct change_words {
    const char *yes, *no, *once, *always;
};

static const struct change_words change_words[] = {
    {"J", "N", "I", "S"}, {"ja", "nee", "incidenteel", "structureel"}, {"1", "0", "eenmalig", "X"}};

struct besluit {
    const char *number, *date;
    bool neutral;
};

static void write_change(struct town *town, struct town_source *source, struct sheet *sheet,
                         const struct change_words *words, const struct besluit *besluit,
                         size_t post, enum sectie sectie, int64_t effect)
{
    int year = budget_year(town);
    const char *values[N_CHANGE] = {
        [CHANGE_JAAR] = town_number(town, year),
        [CHANGE_BESLUIT] = besluit->number,
        [CHANGE_DATUM] = besluit->date,
        [CHANGE_NEUTRAAL] = besluit->neutral ? words->yes : words->no,
        [CHANGE_KOSTENPLAATS] = town_pick_key(town, post, year),
        [CHANGE_REKENING] = town_pick_account(town, sectie),
        [CHANGE_IS] = dice_chance(&town->dice, 500) ? words->once : words->always,
        [CHANGE_BEDRAG] = town_amount(town, source, sectie, effect),
    };
    town_row(source, sheet, values);
    town_book(town, post, sectie, "wijziging", year, effect);
}

/* Some changes, and the one that makes them neutral together, or keeps them from being so. */
static void write_besluit(struct town *town, struct town_source *source, struct sheet *sheet,
                          const struct change_words *words, int number)
{
    int year = budget_year(town);
    struct besluit besluit = {
        .number = arena_printf(town->arena, "%d-%02d", year, number),
        .date = town_date(town, source->date_pattern, year, number * 2,
                          1 + (int)dice_below(&town->dice, 28)),
        .neutral = dice_chance(&town->dice, 600),
    };
    size_t n = dice_below(&town->dice, 10);
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        size_t post = dice_below(&town->dice, town->n_posten);
        if (!town_pick_key(town, post, year))
            continue;
        enum sectie sectie = town_pick_sectie(town, post);
        int64_t effect = town_pick_cents(town, post) * sectie_effect(sectie);
        write_change(town, source, sheet, words, &besluit, post, sectie, effect);
        sum += effect;
    }
    if (besluit.neutral ? sum != 0 : sum == 0)
        write_change(town, source, sheet, words, &besluit, town->counter_post, SECTIE_LASTEN,
                     besluit.neutral ? -sum : -100000);
}

bool town_changes(struct town *town)
{
    static const char *const names[N_CHANGE] = {"jaar",
                                                "besluit",
                                                "besluitdatum",
                                                "neutraal",
                                                "kostenplaats",
                                                "rekening",
                                                "incidenteel_structureel",
                                                "bedrag"};
    const struct change_words *words = &change_words[dice_below(&town->dice, 3)];
    struct town_source *source = town_source(town, "wijzigingen");
    for (size_t i = 0; i < N_CHANGE; i++)
        town_column(town, source, names[i]);
    town_shuffle_columns(town, source);
    source->date_column = "besluitdatum";
    source->amounts[source->n_amounts++] = "bedrag = wijziging {jaar}";
    source->values = arena_printf(town->arena,
                                  "\n[waarden neutraal]\n%s = J\n%s = N\n"
                                  "\n[waarden incidenteel_structureel]\n%s = I\n%s = S\n",
                                  words->yes, words->no, words->once, words->always);
    struct sheet sheet;
    if (!town_open(town, source, dice_chance(&town->dice, 100), &sheet))
        return false;
    int n = 1 + (int)dice_below(&town->dice, 6);
    for (int i = 1; i <= n; i++)
        write_besluit(town, source, &sheet, words, i);
    return sheet_close(&sheet, town->errors);
}
