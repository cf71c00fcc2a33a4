/* saldo: the main table as far as lasten, baten and their saldo. */
#include "pipeline/tables/job.h"
#include "pipeline/tables/overview.h"

static bool saldo_run(struct job *job)
{
    overview_begin_main(job);
    overview_lasten_baten(job->main);
    return true;
}

const struct stage saldo_stage = {.name = "saldo", .run = saldo_run, .when = STAGE_ALWAYS};
