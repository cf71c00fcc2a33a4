/* Inside controles_vorige only: what a run brings in beside what the publication that stands was
 * made of, key by key.
 *
 * An entry is a key of a source in a sectie, stand, period and besluit, on an account, as
 * data/sleutels.csv has them; a group is a source and a stand. What explains itself is told to
 * nobody: what belongs to a stand or a besluit that was not there, and lines that were added where
 * lines are still added, i.e. in the last period of the running year and beyond it. Lines were only
 * added when neither side of the entry has become smaller. */
#ifndef STAGES_CONTROLES_VORIGE_H
#define STAGES_CONTROLES_VORIGE_H

#include "pipeline/base/memo.h"
#include "pipeline/publishing/previous_run.h"
#include "pipeline/tables/job.h"
#include "pipeline/tables/sleutels.h"

enum vorige_kind {
    VORIGE_OPEN,     /* realisatie of the running year */
    VORIGE_CLOSED,   /* realisatie of a year before it */
    VORIGE_BUDGET,   /* all other standen */
    VORIGE_BESLUIT,  /* wijziging */
    VORIGE_PROGNOSE, /* of a tussenrapportage: what is expected, which is another every day */
    VORIGE_KINDS
};

/* From SLEUTELS_PERIODE on: what settings may keep, or not. Kept on one side only it is no
 * difference: both are added up over it. */
enum { VORIGE_ASIDE = SLEUTELS_KEYS - SLEUTELS_PERIODE };

struct vorige_group {
    const char *source, *stand;
    enum vorige_kind kind;
    bool there[2];      /* then and now */
    int last_period;    /* 1..12, the last that had lines; 0 when none had */
    struct money gross; /* of what was there in the run's programma's: both sides together */
    bool knew[2][VORIGE_ASIDE]; /* then and now, of each of those columns: some row has it */
};

struct vorige_entry {
    struct sleutel_row *old, *new; /* NULL: not there */
    size_t group;
    struct money change; /* of the effect on the result */
    bool in_scope;       /* of a programma of the run, then or now */
    bool explained;
};

struct vorige {
    struct memo texts;    /* of all rows, each once: the same text is the same pointer */
    const char **text_of; /* heap; the texts are in the job's arena */
    size_t n_texts;
    struct arena rows;
    uint32_t *entry_slots; /* heap: index of an entry + 1, where its key is looked for; 0 = free */
    size_t n_entry_slots;  /* a power of two */
    struct memo group_keys;
    struct sleutel_row before;        /* the last one that was added */
    struct memo besluiten, posten[2]; /* besluiten that were there; posten then and now */
    size_t n_besluiten, n_posten[2];
    struct vorige_entry *entries;
    size_t n_entries;
    struct vorige_group *groups;
    size_t n_groups;
    char *key; /* the last one that was made */
    size_t key_cap;
};

/* False when what was published cannot be read. Release it in any case. */
bool vorige_compare(const struct job *job, const struct previous_run *previous,
                    struct vorige *vorige);
void vorige_release(struct vorige *vorige);

/* One of both rows, for the texts that they share. */
const struct sleutel_row *vorige_row(const struct vorige_entry *entry);

/* What a row comes to. */
struct money vorige_net(const struct sleutel_row *row);

/* True when both rows are there and the key now belongs to another post. */
bool vorige_moved(const struct vorige_entry *entry);

/* True when a moved key's post only has another name: the old name stands nowhere now, and the new
 * one stood nowhere then. */
bool vorige_renamed(struct vorige *vorige, const struct vorige_entry *entry);

#endif
