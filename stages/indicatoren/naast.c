/* naast: what a pakket of a jaarrekening or begroting cost, beside what it was
 * to bring about: its goals with their outcome and its indicators. */
#include "pipeline/tables/overview.h"
#include "pipeline/tables/shown.h"
#include "stages/indicatoren/indicatoren.h"

#include <string.h>

enum {
    BESIDE_PAKKET,
    BESIDE_KIND,
    BESIDE_RESULT,
    BESIDE_UNIT,
    BESIDE_BEFORE,
    BESIDE_YEAR,
    BESIDE_LAST,
    BESIDE_TREND,
    BESIDE_TARGET_YEAR,
    BESIDE_TARGET,
    BESIDE_OUTCOME,
    BESIDE_EUROS, /* and on: the kolommen of the run */
};
static const struct table_column columns[BESIDE_EUROS] = {
    TEXT_COLUMN("pakket", "Pakket", 7),
    TEXT_COLUMN("soort", "Soort", 12),
    WRAPPED_COLUMN("resultaat", "Resultaat", 40),
    WRAPPED_COLUMN("eenheid", "Eenheid", 12),
    NUMBER_COLUMN("vorige", "Vorige", 8),
    NUMBER_COLUMN("jaar", "Jaar", 6),
    NUMBER_COLUMN("laatste", "Laatste", 8),
    TEXT_COLUMN("beweging", "Beweging", 9),
    NUMBER_COLUMN("streefjaar", "Streef jaar", 7),
    NUMBER_COLUMN("streefwaarde", "Streef waarde", 12),
    TEXT_COLUMN("oordeel", "Oordeel", 16),
};

static struct table *add_table(struct job *job)
{
    const struct plan *plan = job->plan;
    struct table *table = tables_add(&job->tables, job->arena, BESIDE_EUROS + plan->n_kolommen);
    table->csv_name = "indicatoren.csv";
    table->sheet = tables_sheet_name(&job->tables, job->arena, "Indicatoren");
    table->title = "Wat elk pakket opleverde en wat het kostte";
    table->subtitle = arena_printf(
        job->arena, "Doelen en indicatoren van elk pakket, met de bedragen ernaast. %s",
        shown_meaning(plan, job->arena));
    table->unit_euros = plan->unit_euros;
    memcpy(table->columns, columns, sizeof columns);
    for (size_t k = 0; k < plan->n_kolommen; k++)
        table->columns[BESIDE_EUROS + k] =
            (struct table_column){.name = plan->kolommen[k].name,
                                  .heading = plan->kolommen[k].heading,
                                  .kind = COLUMN_NUMBER,
                                  .width = 12};
    return table;
}

static struct cell *add_row(struct job *job, struct table *table, const char *pakket,
                            const char *kind, const char *result)
{
    struct cell *cells = table_add_row(table, job->arena, ROW_DATA)->cells;
    cells[BESIDE_PAKKET] = cell_text(pakket);
    cells[BESIDE_KIND] = cell_text(kind);
    cells[BESIDE_RESULT] = cell_text(result);
    return cells;
}

/* ---- euros ---- */

/* Adds a sectie to the saldo of a kolom; blank stays what is blank in all secties. */
static bool add_to_saldo(struct job *job, enum sectie sectie, const struct cell *from,
                         struct cell *saldo)
{
    struct money sum = saldo->kind == CELL_BLANK ? (struct money){0} : saldo->money;
    int sign = shown_saldo_sign(job->plan, sectie);
    if (from->kind == CELL_BLANK)
        return true;
    if (!(sign < 0 ? money_subtract(sum, from->money, &sum) : money_add(sum, from->money, &sum)))
        return errors_add(job->errors, ERROR_DATA, "indicatoren.csv",
                          "een saldo is te groot om op te tellen");
    *saldo = cell_styled(sum, from->style);
    return true;
}

/* A row per sectie in which the pakket has a row of the main table, with its very cells, and their
 * saldo. */
static bool add_euros(struct job *job, struct table *table, size_t index)
{
    const struct pakket *pakket = &job->plan->mapping.pakketten[index];
    size_t n = job->plan->n_kolommen, n_secties = 0;
    struct cell *saldo = arena_alloc(job->arena, n * sizeof *saldo);
    for (int s = 0; s < SECTIE_COUNT; s++) {
        const size_t row = job->main->row_of[index * SECTIE_COUNT + (size_t)s];
        if (row == 0)
            continue;
        const struct cell *from = job->main->table->rows[row - 1].cells + OVERVIEW_LABELS;
        struct cell *cells =
            add_row(job, table, pakket->code, sectie_name((enum sectie)s), pakket->name);
        memcpy(cells + BESIDE_EUROS, from, n * sizeof *cells);
        for (size_t k = 0; k < n; k++)
            if (!add_to_saldo(job, (enum sectie)s, &from[k], &saldo[k]))
                return false;
        n_secties++;
    }
    if (n_secties > 1)
        memcpy(add_row(job, table, pakket->code, "saldo", pakket->name) + BESIDE_EUROS, saldo,
               n * sizeof *saldo);
    return true;
}

/* ---- results ---- */

static void add_goal(struct job *job, struct table *table, const struct goal *goal)
{
    const struct indicators *all = job->plan->indicators;
    struct cell *cells = add_row(job, table, goal->pakket, "doel", goal->sentence);
    const struct value *value = outcome_of_year(all, goal->indicator, goal->year);
    cells[BESIDE_UNIT] = cell_text_or_blank(goal->unit);
    cells[BESIDE_LAST] = indicator_cell(job, value);
    cells[BESIDE_TARGET_YEAR] = cell_integer(goal->year);
    if (goal->target.status == VALUE_KNOWN && goal_has_target(goal))
        cells[BESIDE_TARGET] = cell_marked(notation_text(job->arena, &goal->target));
    else
        cells[BESIDE_TARGET] = cell_text(goal->direction);
    cells[BESIDE_OUTCOME] = cell_text(outcome_names[goal_outcome(all, goal)]);
}

static void add_indicator(struct job *job, struct table *table, size_t index)
{
    const struct indicators *all = job->plan->indicators;
    const struct indicator *indicator = &all->items[index];
    struct cell *cells = add_row(job, table, indicator->pakket, "indicator", indicator->name);
    cells[BESIDE_UNIT] = cell_text_or_blank(indicator->unit);
    standing_put(job, index, cells + BESIDE_BEFORE);
}

static bool add_pakket(struct job *job, struct table *table, size_t index)
{
    const struct indicators *all = job->plan->indicators;
    const char *code = job->plan->mapping.pakketten[index].code;
    if (!add_euros(job, table, index))
        return false;
    for (size_t g = 0; g < all->n_goals; g++)
        if (strcmp(all->goals[g].pakket, code) == 0)
            add_goal(job, table, &all->goals[g]);
    for (size_t i = 0; i < all->n; i++)
        if (strcmp(all->items[i].pakket, code) == 0)
            add_indicator(job, table, i);
    return true;
}

static bool naast_run(struct job *job)
{
    const struct plan *plan = job->plan;
    if (!plan->indicators)
        return true;
    struct table *table = add_table(job);
    for (size_t p = 0; p < plan->mapping.n_pakketten; p++)
        if (plan_has_programma(plan, text_of(plan->mapping.pakketten[p].programma)) &&
            !add_pakket(job, table, p))
            return false;
    indicatoren_add_printed(job);
    indicatoren_add_values(job);
    indicatoren_check(job);
    return true;
}

const struct stage naast_stage = {.name = "naast", .run = naast_run, .when = STAGE_ALWAYS};
