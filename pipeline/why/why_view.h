/* What was found, as each form shows it: the figures by size with what adds up to them, a paragraph
 * to read aloud, a table. */
#pragma once

#include "pipeline/tables/table.h"
#include "pipeline/why/why.h"

struct why_options {
    const char *kind;   /* --oorzaak: causes of this kind only; NULL: all */
    struct money least; /* --vanaf: figures that moved by this at least */
    size_t most;        /* causes of a figure in the table, the rest as one; 0: all */
};

struct why_share { /* of a cause in a figure */
    const struct why_cause *cause;
    int64_t cents;
};

struct why_shown {
    const struct why_figure *figure;
    int64_t change;
    struct why_share *shares; /* the largest first */
    size_t n;
};

struct why_view {            /* in the arena of why */
    struct why_shown *items; /* the largest change first */
    size_t n;
    size_t n_small; /* figures that moved by less */
};

struct why_view why_view(const struct why *why, const struct why_options *options);

/* "1.234,56"; with a sign "+1.234,56" when it is more than 0. */
const char *why_money(struct arena *arena, int64_t cents, bool sign);

/* "boek.csv:17: regel erbij (2024001, Asfalt)" */
const char *why_cause_text(struct arena *arena, const struct why_cause *cause);

/* Whole sentences. In the arena of why. */
const char *why_paragraph(const struct why *why);

/* PUBLISHED_WAAROM and the sheet "Waarom": a row per sentence of the paragraph, one per figure with
 * one per cause under it, one per setting that changed; or those of the figures only. */
struct table *why_table(const struct why *why, const struct why_options *options, bool figures_only,
                        struct tables *tables);
/* The same table as it was published. False when the file is not one. */
bool why_table_read(const char *path, struct arena *arena, struct tables *tables);
