/* saldo: the main table as far as lasten, baten and their saldo. */
#include "pipeline/core/overview.h"
#include "stages/stages.h"

bool saldo_run(struct job *job)
{
    struct overview overview = overview_begin_main(job);
    return overview_lasten_baten(&overview);
}
