#include "pipeline/tables/overview.h"

#include "pipeline/tables/shown.h"

#include <string.h>

/* A formula while its terms are collected; lives in the arena. */
struct formula {
    struct term *terms;
    size_t n;
    size_t cap;
};

static void formula_add(struct formula *formula, struct arena *arena, size_t row, int sign)
{
    formula->terms =
        arena_grow(arena, formula->terms, &formula->cap, formula->n + 1, sizeof *formula->terms);
    formula->terms[formula->n++] = (struct term){.index = row, .sign = sign};
}

struct table *overview_add_table(struct job *job, size_t n_numbers)
{
    static const struct table_column labels[OVERVIEW_LABELS] = {
        {.name = "sectie", .heading = "Sectie", .kind = COLUMN_TEXT, .width = 14},
        {.name = "code", .heading = "Code", .kind = COLUMN_TEXT, .width = 8},
        {.name = "regel", .heading = "Regel", .kind = COLUMN_TEXT, .width = 58},
    };
    struct table *table = tables_add(&job->tables, job->arena, OVERVIEW_LABELS + n_numbers);
    memcpy(table->columns, labels, sizeof labels);
    for (size_t i = OVERVIEW_LABELS; i < table->n_columns; i++)
        table->columns[i] = (struct table_column){.kind = COLUMN_NUMBER, .width = 16};
    table->unit_euros = job->plan->unit_euros;
    return table;
}

/* ---- the main table's figures and columns ---- */

static bool kolom_figure(const struct ledger *ledger, const void *context, size_t pakket,
                         enum sectie sectie, size_t number, struct overview_figure *figure)
{
    (void)context;
    const struct plan *plan = ledger->plan;
    const struct kolom *kolom = &plan->kolommen[number];
    if (!ledger_pakket_kolom(ledger, pakket, sectie, kolom, &figure->figure))
        return false;
    /* Money booked in a year in which the pakket should not exist is never hidden by a blank. */
    figure->exists = figure->figure.n_mutaties > 0 ||
                     plan_pakket_exists(plan, &plan->mapping.pakketten[pakket], kolom);
    return true;
}

static void name_column(struct arena *arena, struct table_column *column, const struct kolom *kolom)
{
    column->name = kolom->name;
    column->heading = kolom->heading;
    struct term *terms = arena_alloc(arena, kolom->n_kolommen * sizeof *terms);
    for (size_t i = 0; i < kolom->n_kolommen; i++)
        terms[i] = (struct term){.index = OVERVIEW_LABELS + kolom->kolommen[i].index,
                                 .sign = kolom->kolommen[i].sign};
    column->formula = kolom->n_kolommen ? terms : NULL;
    column->n_formula = kolom->n_kolommen;
}

struct overview overview_main(struct job *job)
{
    return (struct overview){.job = job, .table = job->tables.items[0], .figure = kolom_figure};
}

struct overview overview_begin_main(struct job *job)
{
    const struct plan *plan = job->plan;
    bool is_begroting = plan->kind == PLAN_BEGROTING;
    struct table *table = overview_add_table(job, plan->n_kolommen);
    table->csv_name = is_begroting ? "begroting.csv" : "jaarrekening.csv";
    table->sheet = is_begroting ? "Begroting" : "Jaarrekening";
    table->title = plan->title;
    table->subtitle = shown_meaning_of_main(plan, job->arena);
    for (size_t i = 0; i < plan->n_kolommen; i++)
        name_column(job->arena, &table->columns[OVERVIEW_LABELS + i], &plan->kolommen[i]);
    return overview_main(job);
}

/* ---- rows ---- */

static bool too_large(struct overview *overview, const char *row, size_t number)
{
    const struct table_column *column = &overview->table->columns[OVERVIEW_LABELS + number];
    return errors_add(overview->job->errors, ERROR_DATA, overview->job->plan->name,
                      "%s, %s: verwacht een bedrag onder € 10.000 miljard, gevonden een groter",
                      row, column->heading);
}

/* The figures of one pakket as a row, or no row when nothing is behind any of them (rule 3). */
static bool add_pakket(struct overview *overview, size_t pakket, enum sectie sectie,
                       struct formula *rows)
{
    struct job *job = overview->job;
    const struct pakket *of = &job->plan->mapping.pakketten[pakket];
    const char *label = arena_printf(job->arena, "%s %s", of->code, of->name);
    size_t n_numbers = overview->table->n_columns - OVERVIEW_LABELS;
    struct cell *numbers = arena_alloc(job->arena, n_numbers * sizeof *numbers);
    uint64_t n_mutaties = 0;
    for (size_t i = 0; i < n_numbers; i++) {
        struct overview_figure at;
        if (!overview->figure(job->ledger, overview->context, pakket, sectie, i, &at))
            return too_large(overview, label, i);
        n_mutaties += at.figure.n_mutaties;
        if (at.exists)
            numbers[i] = cell_money(shown_sectie(job->plan, sectie, at.figure.money));
    }
    if (n_mutaties == 0)
        return true;
    formula_add(rows, job->arena, overview->table->n_rows, +1);
    struct table_row *row = table_add_row(overview->table, job->arena, ROW_DATA);
    row->cells[0] = cell_text(sectie_heading(sectie));
    row->cells[1] = cell_text(of->code);
    row->cells[2] = cell_text(label);
    memcpy(&row->cells[OVERVIEW_LABELS], numbers, n_numbers * sizeof *numbers);
    return true;
}

static bool add_sectie(struct overview *overview, enum sectie sectie, struct formula *rows)
{
    const struct plan *plan = overview->job->plan;
    bool ok = true;
    for (size_t i = 0; i < plan->mapping.n_pakketten; i++)
        if (strcmp(plan->mapping.pakketten[i].programma, plan->programma) == 0)
            ok = add_pakket(overview, i, sectie, rows) && ok;
    return ok;
}

static bool add_total(struct overview *overview, const char *label, const struct formula *formula)
{
    struct table *table = overview->table;
    size_t row = table->n_rows;
    struct cell *cells = table_add_row(table, overview->job->arena, ROW_TOTAL)->cells;
    cells[2] = cell_text(label);
    for (size_t i = OVERVIEW_LABELS; i < table->n_columns; i++) {
        struct money sum;
        if (!table_sum_rows(table, formula->terms, formula->n, i, &sum) ||
            sum.cents > MONEY_MAX_CENTS || sum.cents < -MONEY_MAX_CENTS)
            return too_large(overview, label, i - OVERVIEW_LABELS);
        cells[i] = cell_money(sum);
    }
    table->rows[row].formula = formula->n ? formula->terms : NULL;
    table->rows[row].n_formula = formula->n;
    return true;
}

/* Adds `rows` of one sectie to the formula of a saldo. */
static void saldo_add(struct overview *overview, struct formula *saldo, enum sectie sectie,
                      const struct formula *rows)
{
    for (size_t i = 0; i < rows->n; i++)
        formula_add(saldo, overview->job->arena, rows->terms[i].index,
                    shown_saldo_sign(overview->job->plan, sectie));
}

static bool add_sectie_with_total(struct overview *overview, enum sectie sectie,
                                  struct formula *saldo)
{
    struct arena *arena = overview->job->arena;
    struct formula rows = {0}, total = {0};
    bool ok = add_sectie(overview, sectie, &rows);
    formula_add(&total, arena, overview->table->n_rows, +1);
    saldo_add(overview, saldo, sectie, &total);
    return add_total(overview, arena_printf(arena, "Totaal %s", sectie_heading(sectie)), &rows) &&
           ok;
}

static bool add_saldo(struct overview *overview, const char *what, const struct formula *formula)
{
    const char *label =
        arena_printf(overview->job->arena, "%s programma %s", what, overview->job->plan->programma);
    return add_total(overview, label, formula);
}

bool overview_lasten_baten(struct overview *overview)
{
    struct formula saldo = {0};
    bool ok = add_sectie_with_total(overview, SECTIE_LASTEN, &saldo);
    ok = add_sectie_with_total(overview, SECTIE_BATEN, &saldo) && ok;
    return add_saldo(overview, "Saldo Lasten en Baten", &saldo) && ok;
}

bool overview_reserves(struct overview *overview)
{
    static const enum sectie reserves[] = {SECTIE_STORTINGEN, SECTIE_ONTTREKKINGEN};
    struct formula saldo = {0};
    bool ok = true;
    for (size_t i = 0; i < sizeof reserves / sizeof *reserves; i++) {
        struct formula rows = {0};
        ok = add_sectie(overview, reserves[i], &rows) && ok;
        saldo_add(overview, &saldo, reserves[i], &rows);
    }
    return add_saldo(overview, "Saldo Reserves", &saldo) && ok;
}

bool overview_resultaat(struct overview *overview, size_t saldo_row, size_t reserves_row)
{
    struct formula both = {0};
    formula_add(&both, overview->job->arena, saldo_row, +1);
    formula_add(&both, overview->job->arena, reserves_row, +1);
    return add_saldo(overview, "Resultaat", &both);
}
