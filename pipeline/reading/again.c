#include "pipeline/reading/again.h"

#include "pipeline/reading/flow.h"

#include <stdlib.h>
#include <string.h>

/* Of the stages that place a record. */
#define MOST_PLACING 8

static void same_file(void *context, size_t source, size_t file, const struct file_account *account)
{
    const struct again *again = context;
    const struct file_account *first = &again->ledger->accounts[source].files[file];
    if (strcmp(first->sha256, account->sha256) != 0)
        errors_add(again->errors, ERROR_MACHINE, first->path,
                   "is gewijzigd terwijl de run bezig was: verwacht de bytes die zijn geteld, "
                   "gevonden andere; begin de run opnieuw als de levering klaar is");
}

bool again_read(const struct again *again, size_t source, const struct line_stage *stage,
                void *context, int n_workers)
{
    const struct line_chain *lines = again->lines;
    const struct line_stage *stages[MOST_PLACING + 1];
    memcpy(stages, lines->stages, lines->n_placing * sizeof *stages);
    stages[lines->n_placing] = stage;
    bool *wanted = mem_alloc(again->ledger->plan->n_sources * sizeof *wanted);
    wanted[source] = true;
    struct again kept = *again;
    struct flow flow = {.plan = again->ledger->plan,
                        .wanted = wanted,
                        .stages = stages,
                        .n_stages = lines->n_placing + 1,
                        .context = context,
                        .n_workers = n_workers,
                        .chunk_bytes = READER_CHUNK_BYTES,
                        .file_was_read = same_file,
                        .file_context = &kept};
    size_t n_before = again->errors->n;
    bool ok = flow_run(&flow, again->errors);
    free(wanted);
    return ok && again->errors->n == n_before;
}
