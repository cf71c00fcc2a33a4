#include "tests/gen/example.h"

#include "tests/gen/flow.h"
#include "tests/gen/sheet.h"
#include "tests/gen/spread.h"

#define MAX_CELLS 128 /* kostenplaatsen x accounts of one target */

/* The lines of one target's budget: an amount per kostenplaats and account. */
struct budget {
    size_t n;
    struct {
        int key;
        const struct flow *flow;
    } cells[MAX_CELLS];
    int64_t weights[MAX_CELLS];
};

/* Accounts of the closing period are not budgeted. The proportions depend on the target alone, so
 * that the years look alike. */
static void budget_make(const struct facts *facts, size_t index, int year, struct budget *budget)
{
    const struct fact_target *target = &facts->targets[index];
    struct dice dice = dice_seeded(index);
    int keys[FACT_MAX_KEYS];
    size_t n_keys = facts_keys(facts, target->post, year, keys);
    size_t n_flow;
    const struct flow *flow = flow_of(facts->posten[target->post].kind, target->sectie, &n_flow);
    budget->n = 0;
    for (size_t k = 0; k < n_keys; k++)
        for (size_t f = 0; f < n_flow && budget->n < MAX_CELLS; f++)
            if (flow[f].style->rhythm != RHYTHM_CLOSING) {
                size_t i = budget->n++;
                budget->cells[i].key = keys[k];
                budget->cells[i].flow = &flow[f];
                spread_weights(&dice, 1, 45, &budget->weights[i]);
                budget->weights[i] *= flow[f].percent;
            }
}

/* A target's amount over its cells, in round figures but for the last. A small amount takes only
 * the first cells. */
static void budget_spread(const struct budget *budget, int64_t cents, int64_t *amounts)
{
    size_t n = (size_t)(cents / 50000) + 1;
    if (n > budget->n)
        n = budget->n;
    if (n == 0) /* a post without keys: the test of the sums says so */
        return;
    for (size_t i = n; i < budget->n; i++)
        amounts[i] = 0;
    spread_by(budget->weights, cents, n, cents / (int64_t)n > 2000000 ? 100000 : 10000, amounts);
}

static const char *post_name(const struct example *example, const struct fact_target *target)
{
    return example->facts->posten[target->post].name;
}

/* ---- one amount per line ---- */

static void write_budget_target(const struct example *example, struct sheet *sheet, size_t index,
                                enum column column, int year)
{
    const struct fact_target *target = &example->facts->targets[index];
    struct budget budget;
    int64_t amounts[MAX_CELLS] = {0};
    budget_make(example->facts, index, year, &budget);
    budget_spread(&budget, target->cents[column], amounts);
    for (size_t i = 0; i < budget.n; i++) {
        if (amounts[i] == 0)
            continue;
        sheet_integer(sheet, year);
        sheet_text(sheet, arena_printf(example->arena, "%06d", budget.cells[i].key));
        sheet_text(sheet, budget.cells[i].flow->account);
        sheet_text(sheet, arena_printf(example->arena, "%s; %s", post_name(example, target),
                                       budget.cells[i].flow->account_name));
        sheet_cents(sheet, amounts[i]);
        sheet_end(sheet);
    }
}

static bool write_budget(const struct example *example, const char *path, enum column column,
                         int year)
{
    static const char *const header[] = {"Jaar",         "Kostenplaats", "Kostensoort",
                                         "Omschrijving", "Bedrag",       NULL};
    struct sheet sheet;
    if (!sheet_open(&sheet, example_path(example, path), sheet_for_people, notation_grouped,
                    example->errors))
        return false;
    sheet_row(&sheet, header);
    for (size_t i = 0; i < example->facts->n_targets; i++)
        if (example->facts->targets[i].has[column])
            write_budget_target(example, &sheet, i, column, year);
    return sheet_close(&sheet, example->errors);
}

/* ---- four years on a line ---- */

#define N_YEARS 4

static void write_wide_target(const struct example *example, struct sheet *sheet, size_t index)
{
    const struct fact_target *target = &example->facts->targets[index];
    struct budget budget;
    int64_t amounts[N_YEARS][MAX_CELLS];
    budget_make(example->facts, index, 2026, &budget);
    for (int year = 0; year < N_YEARS; year++)
        budget_spread(&budget, target->cents[PRIMAIR_2026 + year], amounts[year]);
    for (size_t i = 0; i < budget.n; i++) {
        int64_t any = 0;
        for (int year = 0; year < N_YEARS; year++)
            any |= amounts[year][i];
        if (!any)
            continue;
        sheet_text(sheet, arena_printf(example->arena, "%06d", budget.cells[i].key));
        sheet_text(sheet, budget.cells[i].flow->account);
        sheet_text(sheet, arena_printf(example->arena, "%s – %s", post_name(example, target),
                                       budget.cells[i].flow->account_name));
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
    struct sheet sheet;
    if (!sheet_open(&sheet, example_path(example, "input/meerjarenbegroting-2026.csv"), format,
                    notation_list, example->errors))
        return false;
    sheet_row(&sheet, header);
    for (size_t i = 0; i < example->facts->n_targets; i++)
        if (example->facts->targets[i].has[PRIMAIR_2026])
            write_wide_target(example, &sheet, i);
    return sheet_close(&sheet, example->errors);
}

bool example_budgets(const struct example *example)
{
    return write_budget(example, "input/begroting-2024.csv", PRIMAIR_2024, 2024) &&
           write_budget(example, "input/begroting-2025.csv", PRIMAIR_2025, 2025) &&
           write_wide(example);
}
