/* The lines and sums that pnc trace holds at one time. */
#pragma once

#include "pipeline/base/memo.h"
#include "pipeline/trace/trace.h"

/* Lines with texts of their own. Zero-initialised is empty. */
struct kept_lines {
    struct traced *items;
    size_t n;
};

/* A copy; its texts are one block on the heap. */
void kept_add(struct kept_lines *kept, const struct traced *line);
/* Largest first, of equal ones the first that came; cut: so many of them. */
void kept_sort(struct kept_lines *kept);
void kept_cut(struct kept_lines *kept, size_t most);
void kept_release(struct kept_lines *kept);

/* trace_print.c: prints them as a list, with its head. */
void kept_print(const struct trace_options *options, const struct trace *trace,
                const struct kept_lines *kept, FILE *out);

/* Sums per value. Zero-initialised is empty. */
struct trace_groups {
    struct memo values;
    struct trace_group {
        const char *value; /* of the memo */
        uint64_t n_lines;
        struct money sum;
    } * items; /* by number of the value, until they are sorted */
    size_t n;
};

void trace_groups_add(struct trace_groups *groups, const char *value, struct money amount);
/* In natural order of values, or the largest sums first; none is added then. */
void trace_groups_sort(struct trace_groups *groups, bool by_size);
void trace_groups_release(struct trace_groups *groups);
