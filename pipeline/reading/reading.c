#include "pipeline/reading/reading.h"

#include "pipeline/reading/copies.h"
#include "pipeline/reading/doubles.h"
#include "pipeline/reading/flow.h"
#include "pipeline/reading/pairs.h"
#include "pipeline/reading/storno.h"
#include "pipeline/reading/told.h"
#include "pipeline/reading/twins.h"

bool reading_run(const struct reading *reading, struct arena *arena, struct errors *errors,
                 struct ledger **ledger)
{
    struct ledger_builder builder;
    struct doubles *doubles = doubles_new(reading->plan->n_sources);
    size_t n_before = errors->n;
    ledger_builder_open(&builder, reading->plan, reading->rejects_path, arena, errors);
    *ledger = builder.ledger;
    struct flow flow = {
        .plan = reading->plan,
        .stages = reading->lines->stages,
        .n_stages = reading->lines->n,
        .context = doubles,
        .n_workers = reading->n_workers,
        .chunk_bytes = reading->chunk_bytes,
        .silent = reading->silent,
        .builder = &builder,
    };
    const bool was_read = flow_run(&flow, errors);
    ledger_builder_close(&builder, reading->n_workers);
    twins_refuse(*ledger, arena, errors);
    const struct again again = {reading->lines, *ledger, reading->n_workers, arena, errors};
    if (was_read) {
        copies_find(&again);
        storno_leave_out(&again); /* of copies: pairs tell what is left */
        pairs_find(&again);
    }
    for (size_t s = 0; s < reading->plan->n_sources; s++)
        if (was_read && told_boekstukken(&(*ledger)->accounts[s])->may_hold_doubles)
            doubles_find(doubles, &again, s);
    doubles_free(doubles);
    return errors->n == n_before;
}
