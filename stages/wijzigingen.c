/* wijzigingen: from the primaire begroting to the begroting na wijziging, a table with a column per
 * besluit for each kolom that holds changes. */
#include "pipeline/tables/wijzigingen.h"
#include "pipeline/publishing/published.h"
#include "pipeline/tables/job.h"
#include "pipeline/tables/shown.h"

/* The first number column is what it starts from, the last is the kolom itself, between them the
 * besluiten. The columns before the last are summed from the lines, the last from the figures. */
static bool change_figure(const struct ledger *ledger, const void *context, size_t pakket,
                          enum sectie sectie, size_t number, struct overview_figure *result)
{
    const struct wijzigingen *w = context;
    const struct plan *plan = ledger->plan;
    if (number == w->n + 1) {
        if (!ledger_pakket_kolom(ledger, pakket, sectie, w->kolom, &result->figure))
            return false;
    } else {
        const struct wijziging_sums *sums =
            number == 0 ? w->primair[pakket] : w->items[number - 1].of_pakket[pakket];
        if (sums && sums->too_large[sectie])
            return false;
        if (sums)
            result->figure = sums->figure[sectie];
    }
    result->exists = result->figure.n_mutaties > 0 ||
                     plan_pakket_exists(plan, &plan->mapping.pakketten[pakket], w->kolom);
    return true;
}

static void name_besluit(struct job *job, const struct wijziging *wijziging,
                         struct table_column *column)
{
    bool numbered = *wijziging->number;
    if (!job->plan->keep[DIMENSION_BESLUIT]) {
        column->name = "wijzigingen";
        column->heading = "Wijzigingen";
        return;
    }
    column->name = numbered ? wijziging->number : PUBLISHED_NO_BESLUIT;
    column->heading = numbered ? arena_printf(job->arena, "Besluit %s", wijziging->number)
                               : "Zonder besluitnummer";
    if (*wijziging->date.text)
        column->heading = arena_printf(job->arena, "%s, %s", column->heading, wijziging->date.text);
}

static void name_columns(struct job *job, const struct wijzigingen *w)
{
    struct table_column *numbers = &w->overview.table->columns[OVERVIEW_LABELS];
    size_t last = w->n + 1;
    struct term *terms = arena_alloc(job->arena, last * sizeof *terms);
    numbers[0].name = "primair";
    numbers[0].heading = "Primaire begroting";
    for (size_t i = 0; i < w->n; i++)
        name_besluit(job, &w->items[i], &numbers[i + 1]);
    numbers[last].name = w->kolom->name;
    numbers[last].heading = w->kolom->heading;
    for (size_t i = 0; i < last; i++)
        terms[i] = (struct term){OVERVIEW_LABELS + i, +1};
    numbers[last].formula = terms;
    numbers[last].n_formula = last;
}

static int change_year(const struct plan *plan, const struct kolom *kolom)
{
    for (size_t i = 0; i < kolom->n_terms; i++)
        if (stand_is_change(&plan->standen[kolom->terms[i].stand]))
            return plan->standen[kolom->terms[i].stand].year;
    return plan->year;
}

static void add_table(struct job *job, struct wijzigingen *w)
{
    overview_begin(&w->overview, job, w->n + 2, change_figure, w);
    struct table *table = w->overview.table;
    table->csv_name = published_wijzigingen(job->plan, w->kolom, job->arena);
    table->sheet = tables_sheet_name(&job->tables, job->arena, "Wijzigingen");
    table->title = arena_printf(job->arena, "Van primaire begroting naar begroting na wijziging %d",
                                change_year(job->plan, w->kolom));
    table->subtitle = shown_meaning(job->plan, job->arena);
    name_columns(job, w);
    overview_lasten_baten(&w->overview);
    overview_reserves(&w->overview);
}

static bool wijzigingen_run(struct job *job)
{
    const struct plan *plan = job->plan;
    job->wijzigingen = arena_alloc(job->arena, plan->n_kolommen * sizeof *job->wijzigingen);
    for (size_t k = 0; k < plan->n_kolommen; k++) {
        struct wijzigingen *w = &job->wijzigingen[job->n_wijzigingen];
        if (!plan_kolom_has_changes(plan, &plan->kolommen[k]))
            continue;
        wijzigingen_collect(job->ledger, &plan->kolommen[k], job->arena, w);
        add_table(job, w);
        job->n_wijzigingen++;
    }
    return true;
}

const struct stage wijzigingen_stage = {
    .name = "wijzigingen", .run = wijzigingen_run, .when = STAGE_ALWAYS};
