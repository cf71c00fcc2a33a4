#include "pipeline/reading/reading.h"

#include "pipeline/reading/books.h"
#include "pipeline/reading/doubles.h"
#include "pipeline/reading/flow.h"

bool reading_run(const struct reading *reading, struct arena *arena, struct errors *errors,
                 struct ledger **ledger)
{
    struct ledger_builder builder;
    struct books books;
    ledger_builder_open(&builder, reading->plan, arena);
    *ledger = builder.ledger;
    books_open(&books, *ledger, reading->rejects_path, arena, errors);
    struct flow flow = {
        .plan = reading->plan,
        .stages = reading->lines->stages,
        .n_stages = reading->lines->n,
        .n_workers = reading->n_workers,
        .chunk_bytes = reading->chunk_bytes,
        .progress = reading->progress,
        .progress_context = reading->progress_context,
        .builder = &builder,
        .close_file = books_close_file,
        .close_context = &books,
    };
    const bool was_read = flow_run(&flow, errors);
    bool ok = was_read;
    ok &= ledger_builder_close(&builder, errors);
    ok &= books_close(&books);
    for (size_t s = 0; s < reading->plan->n_sources; s++)
        if (was_read && books_doubtful(&books, s))
            ok &= doubles_find(reading->lines, *ledger, s, arena, errors);
    books_release(&books);
    return ok;
}
