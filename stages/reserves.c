/* reserves: the rest of the main table, and the sentence that tells the resultaat. */
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
static bool tell_resultaat(struct job *job, size_t saldo_row, size_t reserves_row)
{
    struct table *table = job->tables.items[0];
    const struct term both[] = {{.index = saldo_row, .sign = 1},
                                {.index = reserves_row, .sign = 1}};
    struct money resultaat;
    if (!table_sum_rows(table, both, 2, sentence_column(job->plan), &resultaat))
        return errors_add(job->errors, ERROR_DATA, job->plan->name,
                          "het resultaat is te groot om te noemen");
    const char *amount = shown_euros(job->arena, resultaat, table->unit_euros);
    job->sentence = fill_in(job->arena, job->plan->sentence, amount);
    table->note = job->sentence;
    return true;
}

static bool reserves_run(struct job *job)
{
    struct overview overview = overview_main(job);
    size_t saldo_row = overview.table->n_rows - 1;
    if (!overview_reserves(&overview))
        return false;
    size_t reserves_row = overview.table->n_rows - 1;
    if (job->plan->show_resultaat && !overview_resultaat(&overview, saldo_row, reserves_row))
        return false;
    return !job->plan->sentence || tell_resultaat(job, saldo_row, reserves_row);
}

const struct stage reserves_stage = {.name = "reserves", .run = reserves_run, .when = STAGE_ALWAYS};
