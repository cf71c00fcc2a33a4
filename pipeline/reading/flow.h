/* The hot path driven: workers claim chunks, take them through the line stages and commit them in
 * the order of the files. */
#pragma once

#include "pipeline/reading/line_stage.h"
#include "pipeline/reading/reader.h"

struct flow {
    const struct plan *plan;
    const bool *wanted; /* per source, NULL = all */
    const struct line_stage *const *stages;
    size_t n_stages;
    void *context; /* handed to the stages' open */
    int n_workers;
    size_t chunk_bytes;
    bool unhashed; /* the files' SHA-256 are known: no account gets one */
    bool silent;   /* else a terminal shows a few times per second how far it is */
    /* Where the stages bring what they found, when all reading is done; NULL: they are not asked.
     * Its ledger's files get their accounts. All sources are wanted then. */
    struct ledger_builder *builder;
    /* Called with each file's account, in order, when all reading is done; or NULL. */
    void (*file_was_read)(void *context, size_t source, size_t file,
                          const struct file_account *account);
    void *file_context;
};

/* Reads all wanted sources. False after errors; what could be read is in the builder all the same.
 * Stops between chunks when an interrupt came (base/interrupt.h): ERROR_MACHINE. */
bool flow_run(const struct flow *flow, struct errors *errors);
