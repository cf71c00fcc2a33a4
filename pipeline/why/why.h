/* Why figures moved between two publications: causes that add up to each change, to the cent, by
 * running what stands between.
 *
 *     old settings, old lines     what the older one published
 *       + the lines that differ, each as the old settings read it
 *     old settings, new lines
 *       + each key of a settings file that differs, one after the other, then the mapping
 *     new settings, new lines     what the newer one published
 *
 * A figure is a saldo: pakket, post, sectie, stand. Which of the two is the older one is told by
 * the times of their manifests, so that the two ways around have the same causes with other signs.
 *
 * Memory: what differs, and a sketch of the lines (sketch.h); no line that is on both sides. */
#pragma once

#include "pipeline/base/memo.h"
#include "pipeline/base/money.h"
#include "pipeline/publishing/kept/kept.h"
#include "pipeline/reading/reading.h"
#include "pipeline/settings/plan/plan.h"
#include "pipeline/tables/key_changes.h"

enum why_kind {
    WHY_LINES,   /* regels */
    WHY_FILE,    /* bestand: lines of a file that was not there */
    WHY_PERIOD,  /* lines of a period that had none */
    WHY_BESLUIT, /* lines of a besluit that was not there */
    WHY_MAPPING, /* koppeling */
    WHY_SETTING, /* instelling */
    WHY_MIXED,   /* regels en instellingen: the old settings cannot read the new lines */
    WHY_PROGRAM, /* programma */
    WHY_KINDS
};

/* "regels", "koppeling": what --oorzaak names. */
const char *why_kind_name(enum why_kind kind);

struct why_figure {
    const char *pakket, *post, *sectie, *stand;
    struct money old, new; /* as published; 0 where it is not there */
};

/* What a cause adds to a figure. */
struct why_part {
    size_t figure;
    struct money money;
};

struct why_cause {
    enum why_kind kind;
    const char *title; /* "regel erbij", "sleutel 063012: post A (6L) → post B (6N)" */
    const char *where; /* "boek.csv:17", or "" */
    const char *what;  /* of a line: boekstuk, description; or "" */
    const char *key;   /* of a line: the one that it has now, and that was unknown; or NULL */
    struct why_part *parts;
    size_t n_parts;
};

/* A setting that changed. */
struct why_word {
    const char *file;          /* as the manifest has its path */
    const char *section, *key; /* NULL: of the file as a whole; of the section: its order */
    const char *what; /* "[run] perioden", "boek.ini [betekenis] teken", "posten.csv gewijzigd" */
    const char *old, *new; /* as asked for; NULL where `what` says it all */
    bool moves_figures;    /* false: it is of a kind that no saldo follows from */
    bool moved_none;       /* true: as it turned out no saldo moved by it: it is told with those */
};

struct why {
    struct why_figure *figures;
    size_t n_figures;
    struct memo figure_keys;
    struct why_cause *causes;
    size_t n_causes;
    struct why_word *words;
    size_t n_words;
    const char **notes; /* further sentences: a file renamed, lines that moved without effect */
    size_t n_notes;
    const char *untold; /* a sentence: why there are figures and no causes; "" */
    bool reversed; /* the first of the two is the newer one: all is told the other way around */
    bool discreet; /* it will be published: nothing that may be personal is taken from a line */
    const struct line_chain *chain; /* how lines are read */
    struct arena *arena;
    struct errors *errors;
};

/* One of the two, open. */
struct why_side {
    struct kept kept; /* of a run at work only folder (what it writes), manifest, run_ini and the
                         recorded paths of settings and inputs */
    struct plan plan;
    const struct ledger *ledger; /* of a run at work; NULL: a publication */
};

/* Between two publications. The figures are there also when nothing explains them (`untold`:
 * settings or inputs that are not to be found any more); none of a run without saldi. False after
 * errors: a data/saldi.csv that cannot be read (ERROR_SETTINGS). Release it in any case. */
bool why_find(const struct line_chain *chain, const char *old_folder, const char *new_folder,
              struct arena *arena, struct errors *errors, struct why *why);
/* The same between a publication and a run that is about to replace it, discreetly. */
bool why_find_at_work(const struct line_chain *chain, const char *old_folder,
                      const struct why_side *new, struct arena *arena, struct errors *errors,
                      struct why *why);
void why_release(struct why *why);

/* "[run] perioden: 0-12 → 0-13" */
const char *why_word_text(const struct why *why, const struct why_word *word);

/* ---- for the files of why ---- */

/* Sums per figure of a why, zeros behind the last; in its arena. */
struct why_sums {
    struct money *items;
    size_t n, cap;
};

int64_t why_sum(const struct why_sums *sums, size_t figure);
size_t why_figure(struct why *why, const char *pakket, const char *post, const char *sectie,
                  const char *stand);
/* False (ERROR_DATA) when it does not fit. */
bool why_add(struct why *why, struct why_sums *sums, size_t figure, struct money money);
struct why_cause *why_cause(struct why *why, enum why_kind kind, const char *title,
                            const char *where, const char *what);
bool why_part(struct why *why, struct why_cause *cause, size_t figure, struct money money);
/* Takes parts of 0 from the last cause, and itself when none is left: false then. */
bool why_settle(struct why *why);
/* A part for each figure in which `to` differs from `from`; no cause when none does. */
bool why_difference(struct why *why, enum why_kind kind, const char *title,
                    const struct why_sums *from, const struct why_sums *to);
void why_note(struct why *why, const char *note);
/* Takes back the errors of a reading by settings that do not go with the lines: none of diff. */
void why_forget_errors(struct why *why, size_t n_before);
/* "old → new" of the two publications as they were asked for. */
const char *why_arrow(const struct why *why, const char *old, const char *new);
/* `came` of what the newer one alone has, `left` of what the older one alone has; as asked for. */
const char *why_came(const struct why *why, bool new, const char *came, const char *left);

/* why_figures.c: what a side says; what a plan makes of its sources. */
bool why_published(struct why *why, const struct why_side *side, struct why_sums *sums);
bool why_ledger(struct why *why, const struct plan *plan, struct ledger **ledger,
                struct why_sums *sums);

/* why_lines.c: causes of the lines that differ; `sums`, of the old side, becomes what the old
 * settings make of the new lines. *mixed: they could not be read so, and nothing was added. */
bool why_lines(struct why *why, const struct why_side *old, const struct why_side *new,
               struct why_sums *sums, bool *mixed);
/* The files of a plan's sources become those of the other one's, by the name of the source. */
void why_take_files(struct arena *arena, struct plan *plan, const struct plan *from);

/* why_settings.c: causes of the settings that differ, over the new lines; from `sums` to `end`. */
bool why_settings(struct why *why, const struct why_side *old, const struct why_side *new,
                  struct why_sums *sums, const struct why_sums *end, bool lines_differ);

/* why_mapping.c: which keys of posten.csv brought what, then and now. None when a publication does
 * not say. */
bool why_mapping(struct why *why, const struct sleutels_from from[2],
                 const struct plan *const plans[2]);

/* why_words.c: adds what differs between two settings files, key by key; NULL for a file that is
 * not there. */
void why_words(struct why *why, const char *file, bool is_profile, const char *old_path,
               const char *new_path);
struct why_word *why_word(struct why *why, struct why_word word);
/* Writes a file that is the old one, but where one of the first n words, or one that moves no
 * figure, says otherwise. */
bool why_blend(struct why *why, const char *file, size_t n, const char *old_path,
               const char *new_path, const char *to);
