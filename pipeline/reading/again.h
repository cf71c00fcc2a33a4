/* Reading a source once more, for what was not kept the first time: by a stage behind those that
 * place its records. */
#pragma once

#include "pipeline/reading/line_stage.h"

#define MONTHS_ALIKE 4  /* files or months: of so many each may be a part of a year */
#define LEAST_LIST   20 /* lines or pairs of them that are no chance */

struct again {
    const struct line_chain *lines;
    struct ledger *ledger; /* of the first time */
    int n_workers;
    struct arena *arena;
    struct errors *errors;
};

/* The context is the stage's state. False after errors: what is read again must be what
 * was read. */
bool again_read(const struct again *again, size_t source, const struct line_stage *stage,
                void *context, int n_workers);
