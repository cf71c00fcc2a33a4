/* A CSV file that pnc wrote for machines, read back record after record: of whatever length, in
 * little memory. */
#pragma once

#include "pipeline/format/csv.h"

struct csv_feed;

/* NULL after an ERROR_MACHINE. */
struct csv_feed *csv_feed_open(const char *path, struct errors *errors);

/* The next record; its fields live until the next call, and end in a NUL. False at the end, and
 * when what comes is no record or cannot be read. */
bool csv_feed_next(struct csv_feed *feed, const struct text **fields, size_t *n_fields);

/* True when all of it was read, up to a line end: a record that lacks it was cut. */
bool csv_feed_ended(const struct csv_feed *feed);

void csv_feed_close(struct csv_feed *feed); /* NULL is fine */
