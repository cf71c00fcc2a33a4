/* totaal: the rows of all Afwijkingen sheets below each other, and what they come to:
 * the whole verschil of the resultaat, and how much of it is incidenteel. A row shows what it does
 * to the resultaat: plus is a voordeel. */
#include "pipeline/publishing/published.h"
#include "pipeline/tables/afwijkingen.h"
#include "pipeline/tables/job.h"
#include "pipeline/tables/shown.h"

#include <string.h>

enum { CODE, REGEL, VERSCHIL, IS, TOELICHTING, COLUMNS };

static struct table *add_table(struct job *job)
{
    static const struct table_column columns[COLUMNS] = {
        [CODE] = TEXT_COLUMN("code", "Code", 8),
        [REGEL] = {.name = PUBLISHED_REGEL, .heading = "Regel", .width = 58},
        [VERSCHIL] = NUMBER_COLUMN("verschil", "Verschil", 12),
        [IS] = TEXT_COLUMN("incidenteel_structureel", "I/S", 6),
        [TOELICHTING] = WRAPPED_COLUMN("toelichting", "Uitleg", 70),
    };
    static const struct table_form form = {
        .csv_name = PUBLISHED_RESULTAAT, .printed = true, TABLE_COLUMNS(columns)};
    struct table *table = tables_add_form(&job->tables, job->arena, &form);
    table->sheet = tables_sheet_name(&job->tables, job->arena, "Afwijkingen totaal");
    table->title = arena_printf(job->arena, "Afwijkingen %s", job->plan->programma);
    table->subtitle = shown_meaning_of_afwijkingen_totaal(job->plan, job->arena);
    table->unit_euros = job->plan->unit_euros;
    return table;
}

static void add_row(struct job *job, struct table *table, const struct afwijking *of)
{
    struct cell *cells = table_add_row(table, job->arena, ROW_DATA)->cells;
    struct money voordeel;
    cells[CODE] = cell_text(job->plan->mapping.pakketten[of->pakket].code);
    cells[REGEL] = cell_text(of->label);
    if (afwijking_voordeel(job->plan, &of->figures, &voordeel))
        cells[VERSCHIL] = cell_money(voordeel);
    cells[IS] = cell_text_or_blank(of->is);
    cells[TOELICHTING] = cell_text_or_blank(of->text);
}

/* A total of rows above it; the table is incomplete when it does not fit. */
static void add_total(struct job *job, struct table *table, const char *label,
                      const struct formula *formula)
{
    struct table_row *row = table_add_row(table, job->arena, ROW_TOTAL);
    struct money sum;
    row->cells[REGEL] = cell_text(label);
    if (table_sum_rows(table, formula->terms, formula->n, VERSCHIL, &sum))
        row->cells[VERSCHIL] = cell_money(sum);
    else
        table->incomplete = true;
    table_set_formula(table, table->n_rows - 1, formula);
}

/* How much of it comes back next year: what is both, or of what nobody said it, is its own row. */
static void add_split(struct job *job, struct table *table, size_t n_rows)
{
    static const struct {
        const char *is, *label;
    } kinds[] = {{"I", "waarvan incidenteel"},
                 {"S", "waarvan structureel"},
                 {"I/S", "waarvan deels incidenteel, deels structureel"},
                 {"", "waarvan niet gezegd"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct formula terms = {0};
        for (size_t r = 0; r < n_rows; r++) {
            const struct cell *is = &table->rows[r].cells[IS];
            if (table->rows[r].kind == ROW_DATA &&
                strcmp(is->kind == CELL_TEXT ? is->text : "", kinds[i].is) == 0)
                formula_add(&terms, job->arena, r, +1);
        }
        if (terms.n)
            add_total(job, table, kinds[i].label, &terms);
    }
}

static bool totaal_run(struct job *job)
{
    const struct plan *plan = job->plan;
    struct formula pakket = {0}, all = {0};
    if (!plan->has_afwijkingen || !plan->explain_reserves)
        return true;
    struct table *table = add_table(job);
    for (size_t i = 0; i < job->afwijkingen.n; i++) {
        const struct afwijking *at = &job->afwijkingen.items[i];
        const struct pakket *of = &plan->mapping.pakketten[at->pakket];
        if (at->kind != AFWIJKING_TOTAAL) {
            formula_add(&pakket, job->arena, table->n_rows, +1);
            add_row(job, table, at);
            continue;
        }
        formula_add(&all, job->arena, table->n_rows, +1);
        add_total(job, table, arena_printf(job->arena, "Totaal %s %s", of->code, of->name),
                  &pakket);
        pakket = (struct formula){0};
    }
    size_t n_rows = table->n_rows;
    add_total(job, table, arena_printf(job->arena, "Totaal %s", plan->programma), &all);
    add_split(job, table, n_rows);
    for (size_t r = 0; r < table->n_rows; r++)
        table->rows[r].effect = row_effect_of(table->rows[r].cells[VERSCHIL].money);
    table_add_verdicts(table, job->arena);
    return true;
}

const struct stage totaal_stage = {.name = "totaal", .run = totaal_run, .when = STAGE_ALWAYS};
