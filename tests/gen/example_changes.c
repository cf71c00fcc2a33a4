#include "tests/gen/example.h"

#include "tests/gen/flow.h"
#include "tests/gen/sheet.h"

#include <stdlib.h>
#include <string.h>

#define N_BESLUITEN 6

struct besluit {
    const char *number, *date, *title;
    bool neutral;   /* claims, and is: all its changes together leave the result as it was */
    int structural; /* per mille of its changes */
};

static const struct change_year {
    int year;
    enum column primair, changed;
    const char *path;
    struct besluit besluiten[N_BESLUITEN]; /* by date */
} change_years[] = {
    {2024,
     PRIMAIR_2024,
     NA_WIJZIGING_2024,
     "input/begrotingswijzigingen-2024.csv",
     {{"2024-R-004", "25-01-2024", "Overheveling budgetten 2023", true, 0},
      {"2024-R-017", "18-04-2024", "Technische wijziging eerste kwartaal", true, 700},
      {"2024-R-031", "27-06-2024", "Voorjaarsnota 2024", false, 650},
      {"2024-R-042", "26-09-2024", "Uitwerking meicirculaire", true, 800},
      {"2024-R-055", "07-11-2024", "Najaarsnota 2024", false, 350},
      {"2024-R-063", "19-12-2024", "Slotwijziging 2024", true, 150}}},
    {2025,
     PRIMAIR_2025,
     NA_WIJZIGING_2025,
     "input/begrotingswijzigingen-2025.csv",
     {{"2025-R-006", "30-01-2025", "Overheveling budgetten 2024", true, 0},
      {"2025-R-019", "17-04-2025", "Technische wijziging eerste kwartaal", true, 700},
      {"2025-R-028", "26-06-2025", "Voorjaarsnota 2025", false, 650},
      {"2025-R-037", "25-09-2025", "Hervorming jeugdzorg en cao-effecten", false, 900},
      {"2025-R-044", "06-11-2025", "Najaarsnota 2025", true, 350},
      {"2025-R-051", "18-12-2025", "Slotwijziging 2025", true, 150}}},
};

struct change {
    size_t besluit; /* index */
    const struct fact_target *target;
    int key;
    const char *account;
    int64_t cents; /* of the normal amount: plus is more */
    bool structural;
    size_t seq;
};

struct changes {
    const struct example *example;
    const struct change_year *year;
    struct dice dice;
    struct change *items; /* on the heap */
    size_t n;
    size_t cap;
};

static void add_change(struct changes *changes, size_t besluit, const struct fact_target *target,
                       int64_t cents)
{
    const struct facts *facts = changes->example->facts;
    int keys[FACT_MAX_KEYS];
    size_t n_keys = facts_keys(facts, target->post, changes->year->year, keys);
    size_t n_flow;
    const struct flow *flow = flow_of(facts->posten[target->post].kind, target->sectie, &n_flow);
    while (n_flow > 1 && flow[n_flow - 1].style->rhythm == RHYTHM_CLOSING)
        n_flow--;
    bool reserve = target->sectie == SECTIE_STORTINGEN || target->sectie == SECTIE_ONTTREKKINGEN;
    int structural = reserve ? 0 : changes->year->besluiten[besluit].structural;

    changes->items =
        mem_grow(changes->items, &changes->cap, changes->n + 1, sizeof *changes->items);
    changes->items[changes->n] = (struct change){
        .besluit = besluit,
        .target = target,
        .key = keys[dice_below(&changes->dice, n_keys)],
        .account = flow[dice_below(&changes->dice, n_flow)].account,
        .cents = cents,
        .structural = dice_chance(&changes->dice, structural),
        .seq = changes->n,
    };
    changes->n++;
}

/* A difference between primair and na wijziging, decided in one to three besluiten. */
static void add_difference(struct changes *changes, const struct fact_target *target, int64_t cents)
{
    struct dice *dice = &changes->dice;
    size_t n_parts = llabs(cents) < 2000000 ? 1 : 1 + dice_below(dice, 3);
    size_t besluit = dice_below(dice, N_BESLUITEN + 1 - n_parts);
    while (--n_parts > 0) {
        int64_t percent =
            dice_chance(dice, 150) ? -dice_between(dice, 5, 25) : dice_between(dice, 20, 60);
        int64_t part = cents / 100 * percent / 100000 * 100000;
        if (part != 0)
            add_change(changes, besluit, target, part);
        cents -= part;
        besluit += 1 + dice_below(dice, N_BESLUITEN - n_parts - besluit);
    }
    add_change(changes, besluit, target, cents);
}

/* Nothing changes for the post: budget moves from one of its lines to another. */
static void add_shift(struct changes *changes, const struct fact_target *target)
{
    size_t besluit = dice_below(&changes->dice, N_BESLUITEN);
    int64_t cents = 100000 * dice_between(&changes->dice, 5, 60);
    add_change(changes, besluit, target, cents);
    add_change(changes, besluit, target, -cents);
}

static void add_target(struct changes *changes, const struct fact_target *target)
{
    const struct change_year *year = changes->year;
    int64_t primair = target->cents[year->primair];
    if (target->has[year->changed]) {
        int64_t difference = target->cents[year->changed] - primair;
        if (difference != 0)
            add_difference(changes, target, difference);
        else if (target->has[year->primair] && dice_chance(&changes->dice, 400))
            add_shift(changes, target);
    } else if (target->has[year->primair] &&
               strcmp(changes->example->facts
                          ->pakketten[changes->example->facts->posten[target->post].pakket]
                          .programma,
                      "6") != 0 &&
               dice_chance(&changes->dice, 500)) { /* another programma: anything will do */
        int64_t part = primair / 1000 * dice_between(&changes->dice, -30, 45) / 100000 * 100000;
        if (part != 0)
            add_change(changes, dice_below(&changes->dice, N_BESLUITEN), target, part);
    }
}

/* ---- neutral or not ---- */

static const struct fact_target *find_target(const struct facts *facts, const char *pakket,
                                             const char *kind, enum sectie sectie)
{
    for (size_t i = 0; i < facts->n_targets; i++) {
        const struct fact_target *target = &facts->targets[i];
        const struct fact_post *post = &facts->posten[target->post];
        if (target->sectie == sectie && strcmp(post->kind, kind) == 0 &&
            strcmp(facts->pakketten[post->pakket].code, pakket) == 0)
            return target;
    }
    return NULL;
}

static int64_t besluit_effect(const struct changes *changes, size_t besluit)
{
    int64_t effect = 0;
    for (size_t i = 0; i < changes->n; i++)
        if (changes->items[i].besluit == besluit)
            effect += changes->items[i].cents * sectie_effect(changes->items[i].target->sectie);
    return effect;
}

/* Room goes to the stelpost, a shortage comes out of the reserve; for the rest the algemene
 * uitkering takes the difference. */
static void make_neutral(struct changes *changes, size_t besluit)
{
    const struct facts *facts = changes->example->facts;
    int64_t effect = besluit_effect(changes, besluit);
    if (effect == 0)
        return;
    const struct fact_target *first =
        effect > 0 ? find_target(facts, "9A", "stelpost", SECTIE_LASTEN)
                   : find_target(facts, "9Z", "reserve", SECTIE_ONTTREKKINGEN);
    int64_t part = effect / 100 * 60 / 100000 * 100000;
    add_change(changes, besluit, first, -part * sectie_effect(first->sectie));
    add_change(changes, besluit, find_target(facts, "9A", "dekking", SECTIE_BATEN), part - effect);
}

static void make_not_neutral(struct changes *changes, size_t besluit)
{
    if (besluit_effect(changes, besluit) == 0)
        add_change(changes, besluit,
                   find_target(changes->example->facts, "9A", "stelpost", SECTIE_LASTEN), 1000000);
}

/* ---- the file ---- */

static int compare_changes(const void *a, const void *b)
{
    const struct change *left = a, *right = b;
    if (left->besluit != right->besluit)
        return left->besluit < right->besluit ? -1 : 1;
    if (left->target != right->target)
        return left->target < right->target ? -1 : 1;
    return (left->seq > right->seq) - (left->seq < right->seq);
}

static void write_change(struct changes *changes, struct sheet *sheet, const struct change *change)
{
    const struct example *example = changes->example;
    const struct besluit *besluit = &changes->year->besluiten[change->besluit];
    sheet_integer(sheet, changes->year->year);
    sheet_text(sheet, besluit->number);
    sheet_text(sheet, besluit->date);
    sheet_text(sheet, besluit->neutral ? "J" : "N");
    sheet_text(sheet, arena_printf(example->arena, "%06d", change->key));
    sheet_text(sheet, change->account);
    sheet_text(sheet, change->structural ? "S" : "I");
    sheet_text(sheet, arena_printf(example->arena, "%s: %s", besluit->title,
                                   example->facts->posten[change->target->post].name));
    sheet_cents(sheet, change->cents);
    sheet_end(sheet);
}

static bool write_changes(struct changes *changes)
{
    static const char *const header[] = {
        "Begrotingsjaar", "Besluitnummer", "Besluitdatum", "Budgetneutraal", "Kostenplaats",
        "Kostensoort",    "I/S",           "Omschrijving", "Wijziging",      NULL};
    struct sheet_format format = {.separator = ';'};
    struct sheet sheet;
    if (!sheet_open(&sheet, example_path(changes->example, changes->year->path), format,
                    notation_grouped, changes->example->errors))
        return false;
    sheet_row(&sheet, header);
    for (size_t i = 0; i < changes->n; i++)
        write_change(changes, &sheet, &changes->items[i]);
    return sheet_close(&sheet, changes->example->errors);
}

bool example_changes(const struct example *example)
{
    bool ok = true;
    for (size_t y = 0; y < sizeof change_years / sizeof *change_years; y++) {
        struct changes changes = {.example = example,
                                  .year = &change_years[y],
                                  .dice = dice_seeded(100 + (uint64_t)change_years[y].year)};
        for (size_t i = 0; i < example->facts->n_targets; i++)
            add_target(&changes, &example->facts->targets[i]);
        for (size_t i = 0; i < N_BESLUITEN; i++)
            if (change_years[y].besluiten[i].neutral)
                make_neutral(&changes, i);
            else
                make_not_neutral(&changes, i);
        qsort(changes.items, changes.n, sizeof *changes.items, compare_changes);
        ok &= write_changes(&changes);
        free(changes.items);
    }
    return ok;
}
