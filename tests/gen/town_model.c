#include "tests/gen/town_model.h"
#include "tests/gen/flow.h"

#include <string.h>

/* ---- throwing ---- */

const char *town_pick(struct town *town, const char *const *texts, size_t n)
{
    return texts[dice_below(&town->dice, n)];
}

const char *town_number(struct town *town, long long number)
{
    return arena_printf(town->arena, "%lld", number);
}

const char *town_date(struct town *town, const char *pattern, int year, int month, int day)
{
    if (strcmp(pattern, "jjjjmmdd") == 0)
        return arena_printf(town->arena, "%04d%02d%02d", year, month, day);
    if (strcmp(pattern, "jjjj-mm-dd") == 0)
        return arena_printf(town->arena, "%04d-%02d-%02d", year, month, day);
    if (strcmp(pattern, "d/m/jj") == 0)
        return arena_printf(town->arena, "%d/%d/%02d", day, month, year % 100);
    return arena_printf(town->arena, "%02d-%02d-%04d", day, month, year);
}

const char *town_pick_account(struct town *town, enum sectie sectie)
{
    const struct town_accounts *accounts = town->accounts;
    int low = sectie < SECTIE_COUNT ? accounts->low[sectie] : 0;
    int high = sectie < SECTIE_COUNT ? accounts->high[sectie] : accounts->balance_high;
    return arena_printf(town->arena, "%0*d", accounts->width,
                        (int)dice_between(&town->dice, low, high));
}

enum sectie town_pick_sectie(struct town *town, size_t post)
{
    enum sectie sectie;
    do
        sectie = (enum sectie)dice_below(&town->dice, SECTIE_COUNT);
    while (!(town->posten[post].secties >> sectie & 1));
    return sectie;
}

int64_t town_pick_cents(struct town *town, size_t post)
{
    struct dice *dice = &town->dice;
    int64_t limit = 1;
    for (int i = 0; i < town->posten[post].magnitude; i++)
        limit *= 10;
    int64_t cents = dice_between(dice, 0, limit);
    if (dice_chance(dice, 150)) /* halves and wholes of a thousand euros */
        cents = cents / 50000 * 50000 + dice_between(dice, -1, 1);
    else if (dice_chance(dice, 20))
        cents = 0;
    return dice_chance(dice, 100) ? -cents : cents;
}

const char *town_pick_text(struct town *town)
{
    static const char *const odd[] = {"",
                                      "\"",
                                      ";;",
                                      "twee\nregels",
                                      "=SOM(A1:A9)",
                                      "  spaties  ",
                                      "tab\ttab",
                                      "a|b,c;d",
                                      "één \"twee\", drie",
                                      "€ 5,– per stuk",
                                      "'",
                                      "\"\"",
                                      "\r\n"};
    struct dice *dice = &town->dice;
    if (dice_chance(dice, 80))
        return odd[dice_below(dice, sizeof odd / sizeof *odd)];
    const struct flow *flow = &flows[dice_below(dice, n_flows)];
    struct flow_words words = {.supplier = flow->suppliers ? flow->suppliers[0] : NULL,
                               .year = town->year,
                               .period = (int)dice_between(dice, 1, 13),
                               .number = dice_below(dice, 100000)};
    return flow_text(town->arena, flow_template(dice, flow), &words);
}

/* ---- posten and keys ---- */

bool town_years_hold(struct town_years years, int year)
{
    return year >= years.first && year <= years.last;
}

const char *town_pick_key(struct town *town, size_t post, int year)
{
    const char *picked = NULL;
    size_t n = 0;
    for (size_t i = 0; i < town->n_keys; i++)
        if (town->keys[i].post == post && town_years_hold(town->keys[i].years, year) &&
            dice_below(&town->dice, ++n) == 0)
            picked = town->keys[i].text;
    return picked;
}

bool town_find_post(const struct town *town, const char *key, int year, size_t *post)
{
    for (size_t i = 0; i < town->n_keys; i++)
        if (strcmp(town->keys[i].text, key) == 0 && town_years_hold(town->keys[i].years, year)) {
            *post = town->keys[i].post;
            return true;
        }
    return false;
}

void town_book(struct town *town, size_t post, enum sectie sectie, const char *kind, int year,
               int64_t effect)
{
    for (size_t i = 0; i < town->n_standen; i++)
        if (town->standen[i].year == year && strcmp(town->standen[i].kind, kind) == 0) {
            town->sums[post][sectie][i].cents += effect;
            town->sums[post][sectie][i].n_mutaties++;
        }
}

/* ---- making ---- */

static const struct town_years open_years = {0, 9999};

static bool is_open(struct town_years years)
{
    return years.first == 0 && years.last == 9999;
}

static const char *pick_name(struct town *town)
{
    static const char *const first[] = {"Beheer",  "Onderhoud", "Beleid",     "Subsidies",
                                        "Privé",   "Reünie",    "Uitvoering", "Toezicht",
                                        "Advies;", "Zorg",      "\"Oude\"",   "Eén"};
    static const char *const second[] = {
        "wegen",   "water, riool", "groen & grijs",  "scholen",        "musea",       "cafés",
        "bruggen", "dierentuinen", "haven (buiten)", "markt 't Plein", "100% lokaal", "cliënten"};
    return arena_printf(town->arena, "%s %s", first[dice_below(&town->dice, 12)],
                        second[dice_below(&town->dice, 12)]);
}

static struct town_years pick_years(struct town *town)
{
    if (!dice_chance(&town->dice, 180))
        return open_years;
    int border = town->year + (int)dice_between(&town->dice, -1, 2);
    return dice_chance(&town->dice, 500) ? (struct town_years){border, 9999}
                                         : (struct town_years){0, border - 1};
}

static void add_key(struct town *town, const char *text, size_t post, struct town_years years)
{
    town->keys[town->n_keys++] = (struct town_key){text, post, years};
}

static void add_rule(struct town *town, const char *key, size_t post, struct town_years years)
{
    town->rules[town->n_rules++] = (struct town_rule){key, post, years};
}

/* How this municipality writes its kostenplaatsen. */
struct key_form {
    const char *letters;
    int width;
    int step; /* a multiple of 10 between the keys of posten */
};

/* Keys of one post: a rule for each, or one for all that begin so. */
static void add_keys(struct town *town, const struct key_form *form, size_t post)
{
    struct town_years years = town->pakketten[town->posten[post].pakket].years;
    int base = (int)post * form->step + form->step;
    bool by_start = dice_chance(&town->dice, 200);
    if (by_start)
        add_rule(town,
                 arena_printf(town->arena, "%s%0*d*", form->letters, form->width - 1, base / 10),
                 post, years);
    int n = 1 + (int)dice_below(&town->dice, 4);
    for (int i = 0; i < n; i++) {
        const char *text =
            arena_printf(town->arena, "%s%0*d", form->letters, form->width, base + i);
        add_key(town, text, post, years);
        if (!by_start)
            add_rule(town, text, post, years);
    }
}

/* A key that goes from one post to another at the end of a year. */
static void add_moving_key(struct town *town, const struct key_form *form, size_t from)
{
    size_t to = dice_below(&town->dice, town->n_posten);
    if (to == from || !is_open(town->pakketten[town->posten[from].pakket].years) ||
        !is_open(town->pakketten[town->posten[to].pakket].years))
        return;
    int last = town->year + (int)dice_between(&town->dice, -2, 1);
    const char *text = arena_printf(town->arena, "%s%0*d", form->letters, form->width,
                                    ((int)from + TOWN_MAX_POSTEN + 1) * form->step);
    add_key(town, text, from, (struct town_years){0, last});
    add_key(town, text, to, (struct town_years){last + 1, 9999});
    add_rule(town, text, from, (struct town_years){0, last});
    add_rule(town, text, to, (struct town_years){last + 1, 9999});
}

static void add_posten(struct town *town, size_t pakket, size_t n)
{
    for (size_t i = 0; i < n; i++)
        town->posten[town->n_posten++] = (struct town_post){
            .pakket = pakket,
            .name = arena_printf(town->arena, "%s %zu", pick_name(town), i + 1),
            .always = dice_chance(&town->dice, 100),
            .secties = 1 + dice_below(&town->dice, 15),
            .magnitude = (int)dice_between(&town->dice, 3, 9),
        };
}

static void add_pakketten(struct town *town, const char *programma, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t pakket = town->n_pakketten++;
        const char *number = i % 3 == 2 ? town_number(town, dice_between(&town->dice, 1, 12)) : "";
        town->pakketten[pakket] = (struct town_pakket){
            .code = arena_printf(town->arena, "%s%c%s", programma, (char)('A' + 2 * i), number),
            .name = pick_name(town),
            .programma = programma,
            .years = i == 0 ? open_years : pick_years(town),
        };
        add_posten(town, pakket, 1 + dice_below(&town->dice, 5));
    }
}

static void add_standen(struct town *town)
{
    int year = town->year;
    const struct town_stand jaarrekening[] = {
        {"realisatie", year - 1}, {"primair", year}, {"wijziging", year}, {"realisatie", year}};
    const struct town_stand begroting[] = {
        {"realisatie", year - 2}, {"primair", year - 1}, {"wijziging", year - 1}, {"primair", year},
        {"primair", year + 1},    {"primair", year + 2}, {"primair", year + 3}};
    town->n_standen = town->jaarrekening ? 4 : 7;
    memcpy(town->standen, town->jaarrekening ? jaarrekening : begroting,
           town->n_standen * sizeof *town->standen);
}

static const struct town_accounts account_schemes[] = {
    {.width = 6,
     .low = {400000, 800000, 710000, 720000},
     .high = {499999, 899999, 719999, 729999},
     .balance_high = 399999},
    {.width = 4,
     .low = {4000, 8000, 7100, 7200},
     .high = {6999, 9999, 7199, 7299},
     .balance_high = 3999},
    {.width = 5,
     .low = {60000, 20000, 90000, 95000},
     .high = {89999, 59999, 94999, 99999},
     .balance_high = 19999},
};

void town_make(struct town *town)
{
    static const int last_periods[] = {13, 13, 12, 9};
    struct dice *dice = &town->dice;
    town->jaarrekening = dice_chance(dice, 600);
    town->year = (int)dice_between(dice, 2020, 2031);
    town->programma = TOWN_PICK(town, "2", "3", "4", "8", "10", "0");
    town->accounts = &account_schemes[dice_below(dice, 3)];
    town->first_period = dice_chance(dice, 500) ? 0 : 1;
    town->last_period = last_periods[dice_below(dice, 4)];
    add_standen(town);
    add_pakketten(town, town->programma, 2 + dice_below(dice, 5));
    town->counter_post = town->n_posten;
    add_pakketten(town, TOWN_PICK(town, "1", "5", "9"), 1 + dice_below(dice, 3));

    struct key_form form = {.letters = TOWN_PICK(town, "", "", "", "K", "06"),
                            .width = (int)dice_between(dice, 4, 7),
                            .step = 10 * (int)dice_between(dice, 1, 9)};
    for (size_t post = 0; post < town->n_posten; post++)
        add_keys(town, &form, post);
    for (size_t post = 0; post < town->n_posten; post++) /* last: posten.csv keeps their order */
        if (dice_chance(dice, 120))
            add_moving_key(town, &form, post);
}
