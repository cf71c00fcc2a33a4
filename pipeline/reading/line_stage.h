/* One stage of the hot path: a line in the chain's table, which owns what it finds out.
 *
 * A file is read in parts, by several workers at a time. A part is a stretch of records; it may
 * turn out to have begun at the wrong byte, and is then read again. Each worker has a state of the
 * stage for each source. What the stage finds in a part, in a file and in a source is plain memory
 * of its own: the frame (flow.c) makes it, all zeros, forgets a part that was wrong, and hands
 * parts back in the order of the file, files in the order of the source. No stage sees how a file
 * was cut. */
#pragma once

#include "pipeline/reading/batch.h"
#include "pipeline/reading/ledger_builder.h"

/* Where a part begins; of a file that is closed, the file. */
struct place {
    size_t source, file; /* indexes in the plan */
    const struct profile *profile;
    const char *name;    /* of the file, as messages show it */
    uint64_t line_no;    /* 1-based, of the part's first byte: batches count lines from there */
    struct arena *arena; /* the file's: lives as long as what was found in it */
    struct findings *findings; /* the file's, one list per kind */
    bool ends;                 /* with this part the file does */
};

struct line_stage {
    const char *name;
    size_t part_size, file_size, source_size; /* bytes of what it finds; 0 = nothing to keep */
    size_t told_of_file, told_of_source;      /* so many bytes of it, the first ones, come into the
                                                 account (told.h) when it was closed */
    bool of_lines; /* it looks at lines: the second mutatie of one (batch.is_contra) is none */

    /* False, or none of what `needs` counts (profile_has_some): there is nothing to find out in
     * such a source; no other hook is called. NULL: there always is. */
    bool (*wants)(const struct profile *profile);
    size_t needs;
    /* The state. NULL: the context is. */
    void *(*open)(const struct plan *plan, size_t source, void *context);
    void (*batch)(void *state, void *part, struct batch *batch);
    /* The part is right and its turn has come. One worker at a time is here with a file. */
    void (*commit)(void *state, void *part, void *file, const struct place *place);
    void (*close)(void *state);

    /* Before close: what the state found out, in no order, and perhaps several times in a source:
     * of each worker, each time that it goes to other sources. One worker at a time is here; after
     * errors, too: what was found until then. */
    void (*finish)(void *state, struct ledger_builder *builder);
    /* When all reading is done, in one thread: file after file and source after source. */
    void (*close_file)(void *file, void *source, const struct place *place,
                       struct ledger_builder *builder);
    void (*close_source)(void *source, size_t index, struct ledger_builder *builder);

    /* Only of a stage that keeps something of a file on the heap. */
    void (*free_file)(void *file);
    /* Only of a stage whose parts keep room on the heap from one part to the next: instead of being
     * made all zeros, and in the end. What else a part needs comes from batch.arena. */
    void (*forget)(const void *state, void *part);
    void (*free_part)(void *part);
};

/* The stages that lines pass through, in order. */
struct line_chain {
    const struct line_stage *const *stages;
    size_t n;
    size_t n_placing; /* the first so many give a record its values and its places: what reads a
                         source again needs no others */
    const struct line_stage *hashing; /* brings the hashes of lines (doubles.h) */
};

/* "boek.csv:17" of a line of the part, as batches count it; in the file's arena. Of a file that is
 * closed it is a line of the file, or 0: the file itself. */
const char *place_words(const struct place *place, uint64_t line);

/* Notes something about one line. finding.where is filled in; finding.n_lines 0 is 1. */
void place_find(const struct place *place, enum finding_kind kind, uint64_t line,
                struct finding finding);

/* The same about one more line of what may be known already: counted under its `what`. */
void place_count(const struct place *place, enum finding_kind kind, uint64_t line,
                 struct finding finding);
