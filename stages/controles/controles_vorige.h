/* The control "Ten opzichte van de vorige publicatie" at work. */
#pragma once

#include "pipeline/publishing/previous_run.h"
#include "pipeline/tables/examples.h"
#include "pipeline/tables/key_changes.h"
#include "stages/controles/controles.h"

#define VORIGE "Ten opzichte van de vorige publicatie"

/* One control to be: it is added when it is known what is accepted. */
struct jump {
    const char *name, *sentence;
    const char *source, *stand; /* or NULL */
    struct examples examples;
    struct money up, down; /* what the result gained and lost in them, >= 0 and <= 0; of keys that
                              moved: up, how much moved */
    struct money gone;     /* of what is not there any more at all: both sides together */
    bool of_keys;
    bool blocks;
};

struct telling {
    struct job *job;
    const struct previous_run *previous;
    struct key_changes changes;
    struct sleutels_known known[2]; /* then and now */
    enum kind *kinds;               /* of the groups */
    struct memo amounts;            /* by how much keys changed, */
    size_t *first;                  /* and the first that changed so, in any group and in each; */
    size_t n_first;                 /* heap, so many; */
    size_t *next;       /* behind each the next one of its group, or as many as there are */
    struct memo places; /* the texts of a row but for its source, */
    struct place_sums { /* and what they have more of now, in all sources together */
        struct money plus, minus;
        long long n_mutaties;
    } * sums;           /* heap, */
    size_t n_sums;      /* so many */
    struct money *late; /* of the groups: what came in the month before the last */
    struct memo gone;   /* group and words of what was told to be there no more */
    struct jump *jumps;
    size_t n_jumps;
};

struct jump *vorige_jump(struct telling *telling, const char *name, const char *sentence);

/* Of a key: where it is, and what it has. */
const char *vorige_place_words(struct arena *arena, const struct sleutel_row *row);
const char *vorige_post_words(struct arena *arena, const struct sleutel_row *row);
const char *vorige_side_words(struct arena *arena, const struct sleutel_row *row);
/* All files of the source are those of then, byte for byte. */
bool vorige_same_delivery(const struct telling *telling, const char *name);

/* ---- controles_oorzaak.c ---- */

/* One cause, one message: the newest control, of a shift that these words tell, is told by what is
 * wrong with the delivery of its source, unless that is known to be about another amount. */
void shift_is_told_by_its_cause(struct job *job, const char *source, const char *shift,
                                struct money up, struct money down);

/* ---- controles_vorige_bronnen.c ---- */

/* What sources have fewer of; behind the jumps of their standen. */
void vorige_tell_sources(struct telling *telling);

/* Lines that came where nothing counts. */
void vorige_tell_border(struct telling *telling);

/* ---- controles_vorige_aanvaard.c ---- */

/* A control of each jump; those that block are errors, unless they are accepted. */
void vorige_add_controls(struct telling *telling);

/* ---- controles_perioden.c ---- */

/* Nothing stood there: not done, and the months that a jaarrekening without perioden lacks. */
void vorige_is_none(struct job *job);
