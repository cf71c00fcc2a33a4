/* reserves: the rest of the main table, what each verschil is for the result, and the sentence that
 * tells the resultaat. */
#include "pipeline/tables/job.h"
#include "pipeline/tables/overview.h"
#include "pipeline/tables/shown.h"

#include <string.h>

#define AMOUNT_MARK "{bedrag}"

/* The kolom that the sentence is about: the verschil, or the last one when the plan has none. */
static size_t sentence_column(const struct plan *plan)
{
    return OVERVIEW_LABELS + (plan->has_afwijkingen ? plan->verschil_kolom : plan->n_kolommen - 1);
}

static const char *fill_in(struct arena *arena, const char *sentence, const char *amount)
{
    const char *mark = strstr(sentence, AMOUNT_MARK);
    if (!mark)
        return sentence;
    return arena_printf(arena, "%.*s%s%s", (int)(mark - sentence), sentence, amount,
                        mark + strlen(AMOUNT_MARK));
}

/* The resultaat is computed from exact cents, also where the table does not show it as a row. */
static void tell_resultaat(struct job *job)
{
    struct table *table = job->main->table;
    const struct term both[] = {{.index = job->main->saldo_row, .sign = 1},
                                {.index = job->main->reserves_row, .sign = 1}};
    struct money resultaat;
    if (!table_sum_rows(table, both, 2, sentence_column(job->plan), &resultaat))
        return; /* never: each of them fits a cell */
    const char *amount = shown_euros(job->arena, resultaat, table->unit_euros);
    job->sentence = fill_in(job->arena, job->plan->sentence, amount);
    table->note = job->sentence;
}

/* What the verschil of each row of the main table is for the result. */
static void mark_main(struct job *job)
{
    struct overview *main = job->main;
    for (size_t r = 0; r < main->table->n_rows; r++) {
        const struct overview_row *row = &main->rows[r];
        enum sectie sectie = row->kind == OVERVIEW_SALDO ? SECTIE_COUNT : row->sectie;
        const struct cell *cell =
            &main->table->rows[r].cells[OVERVIEW_LABELS + job->plan->verschil_kolom];
        int sign = shown_nadeel_is_minus(job->plan, sectie) ? 1 : -1;
        main->table->rows[r].effect = row_effect_of((struct money){cell->money.cents * sign});
    }
    table_add_verdicts(main->table, job->arena);
}

static bool reserves_run(struct job *job)
{
    overview_reserves(job->main);
    if (job->plan->show_resultaat)
        overview_resultaat(job->main);
    if (job->plan->sentence && !job->main->table->incomplete)
        tell_resultaat(job);
    if (job->plan->has_afwijkingen)
        mark_main(job);
    return true;
}

const struct stage reserves_stage = {.name = "reserves", .run = reserves_run, .when = STAGE_ALWAYS};
