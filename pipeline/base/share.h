/* Work in equal jobs, done by several threads. */
#pragma once

#include "pipeline/base/error.h"

#include <stddef.h>

/* One job of many; `room` is memory that nobody else has while it runs. False after errors. */
typedef bool share_job(void *context, size_t index, void *room, struct errors *errors);

/* Does jobs 0 to n_jobs - 1, each once, by at most n_workers threads at a time, of which each has
 * n_room bytes. After one that fails, or when pnc is asked to stop, no other is begun. False after
 * errors, in no order. */
bool share_jobs(size_t n_jobs, int n_workers, size_t n_room, share_job *job, void *context,
                struct errors *errors);

/* Processors that this process may use. */
int share_workers(void);
