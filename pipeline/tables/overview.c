#include "pipeline/tables/overview.h"

#include "pipeline/publishing/published.h"
#include "pipeline/tables/shown.h"

#include <string.h>

const struct table_column overview_labels[OVERVIEW_LABELS] = {
    {.name = "sectie", .heading = "Sectie", .kind = COLUMN_TEXT, .width = 14},
    {.name = "code", .heading = "Code", .kind = COLUMN_TEXT, .width = 8},
    {.name = PUBLISHED_REGEL, .heading = "Regel", .kind = COLUMN_TEXT, .width = 58},
};

void overview_begin(struct overview *overview, struct job *job, size_t n_numbers,
                    overview_figure_fn *figure, const void *context)
{
    const size_t n_places = job->plan->mapping.n_pakketten * SECTIE_COUNT;
    struct table *table = tables_add(&job->tables, job->arena, OVERVIEW_LABELS + n_numbers);
    memcpy(table->columns, overview_labels, sizeof overview_labels);
    for (size_t i = OVERVIEW_LABELS; i < table->n_columns; i++)
        table->columns[i] = (struct table_column){.kind = COLUMN_NUMBER, .width = 18};
    table->unit_euros = job->plan->unit_euros;
    *overview = (struct overview){.job = job,
                                  .table = table,
                                  .row_of = arena_alloc(job->arena, n_places * sizeof(size_t)),
                                  .figure = figure,
                                  .context = context};
}

static struct table_row *add_row(struct overview *overview, struct overview_row about)
{
    struct arena *arena = overview->job->arena;
    size_t n_rows = overview->table->n_rows;
    *arena_add(arena, overview->rows, n_rows) = about;
    if (about.kind == OVERVIEW_PAKKET)
        overview->row_of[about.pakket * SECTIE_COUNT + about.sectie] = n_rows;
    return table_add_row(overview->table, arena,
                         about.kind == OVERVIEW_PAKKET ? ROW_DATA : ROW_TOTAL);
}

struct money overview_shown(const struct overview *overview, size_t pakket, enum sectie sectie,
                            size_t number)
{
    size_t row = overview->row_of[pakket * SECTIE_COUNT + sectie];
    return row ? overview->table->rows[row - 1].cells[OVERVIEW_LABELS + number].money
               : (struct money){0};
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
    struct term *terms = arena_alloc(arena, kolom->n_of * sizeof *terms);
    for (size_t i = 0; i < kolom->n_of; i++)
        terms[i] =
            (struct term){.index = OVERVIEW_LABELS + kolom->of[i].index, .sign = kolom->of[i].sign};
    column->formula = kolom->n_of ? terms : NULL;
    column->n_formula = kolom->n_of;
}

void overview_begin_main(struct job *job)
{
    const struct plan *plan = job->plan;
    job->main = arena_alloc(job->arena, sizeof *job->main);
    overview_begin(job->main, job, plan->n_kolommen, kolom_figure, NULL);
    struct table *table = job->main->table;
    table->csv_name = plan_product(plan)->file;
    table->sheet = plan_product(plan)->sheet;
    table->title = plan->title;
    table->subtitle = shown_meaning_of_main(plan, job->arena);
    for (size_t i = 0; i < plan->n_kolommen; i++)
        name_column(job->arena, &table->columns[OVERVIEW_LABELS + i], &plan->kolommen[i]);
}

/* ---- rows ---- */

/* Another table of the same figures does not tell it again. */
static void too_large(struct overview *overview, const char *row, size_t number)
{
    struct job *job = overview->job;
    const struct table_column *column = &overview->table->columns[OVERVIEW_LABELS + number];
    if (overview == job->main || !job->main || !job->main->table->incomplete)
        errors_add(job->errors, ERROR_DATA, job->plan->name,
                   "%s, %s: verwacht een bedrag onder € 10.000 miljard, gevonden een groter", row,
                   column->heading);
    overview->table->incomplete = true;
}

/* The figures of one pakket as a row, or no row when nothing is behind any of them (rule 3). */
static void add_pakket(struct overview *overview, size_t pakket, enum sectie sectie,
                       struct formula *rows)
{
    struct job *job = overview->job;
    const struct pakket *of = &job->plan->mapping.pakketten[pakket];
    const char *label = arena_printf(job->arena, "%s %s", of->code, of->name);
    size_t n_numbers = overview->table->n_columns - OVERVIEW_LABELS;
    struct cell *numbers = arena_alloc(job->arena, n_numbers * sizeof *numbers);
    bool is_shown = false;
    for (size_t i = 0; i < n_numbers; i++) {
        struct overview_figure at = {0};
        bool fits = overview->figure(job->ledger, overview->context, pakket, sectie, i, &at);
        is_shown |= !fits || at.figure.n_mutaties > 0;
        if (!fits)
            too_large(overview, label, i);
        else if (at.exists)
            numbers[i] = cell_money(shown_sectie(job->plan, sectie, at.figure.money));
    }
    if (!is_shown)
        return;
    formula_add(rows, job->arena, overview->table->n_rows, +1);
    struct table_row *row =
        add_row(overview,
                (struct overview_row){.kind = OVERVIEW_PAKKET, .sectie = sectie, .pakket = pakket});
    row->cells[0] = cell_text(sectie_heading(sectie));
    row->cells[1] = cell_text(of->code);
    row->cells[2] = cell_text(label);
    memcpy(&row->cells[OVERVIEW_LABELS], numbers, n_numbers * sizeof *numbers);
}

static void add_sectie(struct overview *overview, enum sectie sectie, struct formula *rows)
{
    const struct plan *plan = overview->job->plan;
    for (size_t i = 0; i < plan->mapping.n_pakketten; i++)
        if (plan_has_programma(plan, text_of(plan->mapping.pakketten[i].programma)))
            add_pakket(overview, i, sectie, rows);
}

/* Returns its row. */
static size_t add_total(struct overview *overview, struct overview_row about, const char *label,
                        const struct formula *formula)
{
    struct table *table = overview->table;
    size_t row = table->n_rows;
    struct cell *cells = add_row(overview, about)->cells;
    cells[2] = cell_text(label);
    for (size_t i = OVERVIEW_LABELS; i < table->n_columns; i++) {
        struct money sum;
        if (table_sum_rows(table, formula->terms, formula->n, i, &sum) && money_fits(sum))
            cells[i] = cell_money(sum);
        else
            too_large(overview, label, i - OVERVIEW_LABELS);
    }
    table_set_formula(table, row, formula);
    return row;
}

static size_t add_saldo(struct overview *overview, const char *what, const struct formula *formula)
{
    const char *label =
        arena_printf(overview->job->arena, "%s %s", what, overview->job->plan->programma);
    return add_total(overview, (struct overview_row){.kind = OVERVIEW_SALDO}, label, formula);
}

/* Two secties, each with its total or without, and their saldo. Returns the row of that. */
static size_t add_secties(struct overview *overview, const enum sectie secties[2], bool totals,
                          const char *what)
{
    struct arena *arena = overview->job->arena;
    struct formula saldo = {0};
    for (int i = 0; i < 2; i++) {
        const enum sectie sectie = secties[i];
        const char *label = arena_printf(arena, "Totaal %s", sectie_heading(sectie));
        struct formula rows = {0}, total = {0};
        add_sectie(overview, sectie, &rows);
        if (totals)
            formula_add(&total, arena,
                        add_total(overview, (struct overview_row){OVERVIEW_TOTAAL, sectie, 0},
                                  label, &rows),
                        +1);
        const struct formula *of = totals ? &total : &rows;
        for (size_t t = 0; t < of->n; t++)
            formula_add(&saldo, arena, of->terms[t].index,
                        shown_saldo_sign(overview->job->plan, sectie));
    }
    return add_saldo(overview, what, &saldo);
}

void overview_lasten_baten(struct overview *overview)
{
    static const enum sectie secties[] = {SECTIE_LASTEN, SECTIE_BATEN};
    overview->saldo_row = add_secties(overview, secties, true, "Saldo Lasten en Baten");
}

void overview_reserves(struct overview *overview)
{
    static const enum sectie secties[] = {SECTIE_STORTINGEN, SECTIE_ONTTREKKINGEN};
    overview->reserves_row = add_secties(overview, secties, false, "Saldo Reserves");
}

void overview_resultaat(struct overview *overview)
{
    struct formula both = {0};
    formula_add(&both, overview->job->arena, overview->saldo_row, +1);
    formula_add(&both, overview->job->arena, overview->reserves_row, +1);
    add_saldo(overview, "Resultaat", &both);
}
