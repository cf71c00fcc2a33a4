/* The hot path driven: workers claim chunks, take them through the line stages and commit them in
 * the order of the files. */
#ifndef READING_FLOW_H
#define READING_FLOW_H

#include "pipeline/reading/batch.h"

struct flow {
    const struct plan *plan;
    const bool *wanted; /* per source, NULL = all */
    const struct line_stage *const *stages;
    size_t n_stages;
    void *context; /* handed to the stages' open */
    int n_workers;
    size_t chunk_bytes;
    /* Called a few times per second while workers are busy, or NULL. */
    void (*progress)(void *context, uint64_t n_bytes, uint64_t n_records);
    void *progress_context;
    /* Where the stages' finish hooks bring what they have, when all reading is done; NULL: not
     * called. Nothing may depend on the order of workers. */
    struct ledger_builder *builder;
    /* Called with each file's account and book, in order, when all reading is done; or NULL. */
    void (*close_file)(void *context, size_t source, size_t file,
                       const struct file_account *account, struct book *book);
    void *close_context;
};

/* Reads all wanted sources. False after errors; what could be read is in the builder all the same.
 * Stops between chunks when an interrupt came (base/interrupt.h): ERROR_MACHINE. */
bool flow_run(const struct flow *flow, struct errors *errors);

#endif
