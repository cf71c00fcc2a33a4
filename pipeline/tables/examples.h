/* What a control found: named in its sentence as far as that can be read, and in bevindingen.csv as
 * far as it was kept. */
#pragma once

#include "pipeline/tables/job.h"

/* What a control found: the first few for its sentence ("a; b; c; en nog 12"), the first
 * FINDINGS_MAX_LISTED for bevindingen.csv. Begins as {.arena = arena}. */
#define EXAMPLES_SHOWN 5
struct examples {
    struct arena *arena;
    unsigned long long n;
    unsigned long long n_lines; /* that they are about, when that is what the control counts */
    const char **all;           /* n_all of them */
    size_t n_all;
    bool listed; /* a file of their own has them all: not in bevindingen.csv */
};

void examples_add(struct examples *examples, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* "a; b; en nog 12"; "" when there are none. */
const char *examples_text(const struct examples *examples);

/* A control over things that should not be there, with the first few of them; when there are more,
 * all of them are in bevindingen.csv, as far as they were kept. */
void check_none(struct job *job, const char *name, enum severity severity,
                const struct examples *examples, const char *sentence);

/* "1 regel", "2 regels". In the arena. */
const char *count_words(struct arena *arena, unsigned long long n, const char *one,
                        const char *many);
#define regels_words(arena, n)   count_words((arena), (n), "regel", "regels")
#define mutaties_words(arena, n) count_words((arena), (n), "mutatie", "mutaties")
