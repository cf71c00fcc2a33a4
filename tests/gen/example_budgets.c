#include "tests/gen/example.h"

#include "tests/gen/flow.h"
#include "tests/gen/sheet.h"
#include "tests/gen/spread.h"

#define MAX_CELLS 128 /* kostenplaatsen x accounts of one target */

/* One line of a budget: what a target has on one kostenplaats and account. */
struct budget_cell {
    int key;
    const struct flow *flow;
};

/* The accounts that are budgeted: all but those of the closing period. */
static size_t budget_cells(const struct facts *facts, const struct fact_target *target, int year,
                           struct budget_cell cells[MAX_CELLS])
{
    int keys[FACT_MAX_KEYS];
    size_t n_keys = facts_keys(facts, target->post, year, keys);
    size_t n_flow, n = 0;
    const struct flow *flow = flow_of(facts->posten[target->post].kind, target->sectie, &n_flow);
    for (size_t k = 0; k < n_keys; k++)
        for (size_t f = 0; f < n_flow && n < MAX_CELLS; f++)
            if (flow[f].style->rhythm != RHYTHM_CLOSING)
                cells[n++] = (struct budget_cell){.key = keys[k], .flow = &flow[f]};
    return n;
}

/* A target's amount over its cells, each about €500 or more, in round figures but for the last. */
static void spread_budget(struct dice *dice, int64_t cents, size_t n, int64_t *amounts)
{
    size_t n_filled = (size_t)(cents / 50000) + 1;
    if (n_filled > n)
        n_filled = n;
    for (size_t i = n_filled; i < n; i++)
        amounts[i] = 0;
    spread_cents(dice, cents, n_filled, 70, cents / (int64_t)n_filled > 2000000 ? 100000 : 10000,
                 amounts);
}

static const char *post_name(const struct example *example, const struct fact_target *target)
{
    return example->facts->posten[target->post].name;
}

/* ---- one amount per line ---- */

static void write_budget_target(const struct example *example, struct sheet *sheet,
                                struct dice *dice, const struct fact_target *target,
                                enum column column, int year)
{
    struct budget_cell cells[MAX_CELLS];
    int64_t amounts[MAX_CELLS];
    size_t n = budget_cells(example->facts, target, year, cells);
    spread_budget(dice, target->cents[column], n, amounts);
    for (size_t i = 0; i < n; i++) {
        if (amounts[i] == 0)
            continue;
        sheet_number(sheet, year);
        sheet_text(sheet, arena_printf(example->arena, "%06d", cells[i].key));
        sheet_text(sheet, cells[i].flow->account);
        sheet_text(sheet, arena_printf(example->arena, "%s; %s", post_name(example, target),
                                       cells[i].flow->account_name));
        sheet_cents(sheet, amounts[i]);
        sheet_end(sheet);
    }
}

static bool write_budget(const struct example *example, const char *path, enum column column,
                         int year)
{
    static const char *const header[] = {"Jaar",         "Kostenplaats", "Kostensoort",
                                         "Omschrijving", "Bedrag",       NULL};
    struct dice dice = dice_seeded((uint64_t)year);
    struct sheet sheet;
    if (!sheet_open(&sheet, example_path(example, path), sheet_for_people, notation_grouped,
                    example->errors))
        return false;
    sheet_row(&sheet, header);
    for (size_t i = 0; i < example->facts->n_targets; i++)
        if (example->facts->targets[i].has[column])
            write_budget_target(example, &sheet, &dice, &example->facts->targets[i], column, year);
    return sheet_close(&sheet, example->errors);
}

/* ---- four years on a line ---- */

#define N_YEARS 4

static void write_wide_target(const struct example *example, struct sheet *sheet, struct dice *dice,
                              const struct fact_target *target)
{
    struct budget_cell cells[MAX_CELLS];
    int64_t amounts[N_YEARS][MAX_CELLS];
    size_t n = budget_cells(example->facts, target, 2026, cells);
    for (int year = 0; year < N_YEARS; year++)
        spread_budget(dice, target->cents[PRIMAIR_2026 + year], n, amounts[year]);
    for (size_t i = 0; i < n; i++) {
        int64_t any = 0;
        for (int year = 0; year < N_YEARS; year++)
            any |= amounts[year][i];
        if (!any)
            continue;
        sheet_text(sheet, arena_printf(example->arena, "%06d", cells[i].key));
        sheet_text(sheet, cells[i].flow->account);
        sheet_text(sheet, arena_printf(example->arena, "%s – %s", post_name(example, target),
                                       cells[i].flow->account_name));
        for (int year = 0; year < N_YEARS; year++)
            sheet_cents(sheet, amounts[year][i] * sectie_effect(target->sectie));
        sheet_end(sheet);
    }
}

static bool write_wide(const struct example *example)
{
    static const char *const header[] = {
        "Kpl",         "Grootboeknr", "Omschrijving", "Begroting 2026",
        "Raming 2027", "Raming 2028", "Raming 2029",  NULL};
    struct sheet_format format = {.separator = ';', .windows_1252 = true, .crlf = true};
    struct dice dice = dice_seeded(2026);
    struct sheet sheet;
    if (!sheet_open(&sheet, example_path(example, "input/meerjarenbegroting-2026.csv"), format,
                    notation_list, example->errors))
        return false;
    sheet_row(&sheet, header);
    for (size_t i = 0; i < example->facts->n_targets; i++) {
        const struct fact_target *target = &example->facts->targets[i];
        if (target->has[PRIMAIR_2026])
            write_wide_target(example, &sheet, &dice, target);
    }
    return sheet_close(&sheet, example->errors);
}

bool example_budgets(const struct example *example)
{
    return write_budget(example, "input/begroting-2024.csv", PRIMAIR_2024, 2024) &&
           write_budget(example, "input/begroting-2025.csv", PRIMAIR_2025, 2025) &&
           write_wide(example);
}
