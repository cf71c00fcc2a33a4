/* The lines and sums that pnc trace holds at one time. */
#ifndef TRACE_TRACE_KEEP_H
#define TRACE_TRACE_KEEP_H

#include "pipeline/trace/trace.h"

/* Lines with texts of their own. Zero-initialised is empty. */
struct kept_lines {
    struct traced *items;
    size_t n;
};

/* A copy; its texts are one block on the heap. */
void kept_add(struct kept_lines *kept, const struct traced *line);
/* Keeps the `most` largest: a heap with the smallest of them in front. A line that comes later is
 * smaller than an equal one. */
void kept_add_top(struct kept_lines *kept, const struct traced *line, size_t most);
/* Largest first. */
void kept_sort(struct kept_lines *kept);
void kept_release(struct kept_lines *kept);

/* trace_print.c: prints them as a list, with its head. */
void kept_print(const struct trace_options *options, const struct trace *trace,
                const struct kept_lines *kept, FILE *out);

/* Where a line stands among all by size. */
struct trace_place {
    uint64_t size, seq;
};

/* Largest first, of equals the first that came. */
void trace_places_sort(struct trace_place *places, size_t n);

/* Sums per value. Zero-initialised is empty. */
struct trace_group {
    const char *value; /* in the arena of the groups */
    uint64_t n_lines;
    struct money sum;
};

struct trace_groups {
    struct arena arena;
    struct group_entry *entries; /* uthash */
    struct trace_group *items;   /* after trace_groups_list; heap */
    size_t n;
    bool overflow;
};

void trace_groups_add(struct trace_groups *groups, const char *value, struct money amount);
/* Puts them in a list: in natural order of values, or the largest sums first. */
void trace_groups_list(struct trace_groups *groups, bool by_size);
void trace_groups_release(struct trace_groups *groups);

#endif
