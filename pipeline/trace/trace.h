/* `pnc trace`: the ledger lines behind a published figure. Rereads the inputs that the manifest
 * names, where they stand or as they were kept, and refuses when that is nowhere.
 *
 * Memory does not grow with the lines: the largest N are held, sums per value as sums, and what is
 * more than TRACE_ROOM is printed by reading again: in the order of the files, or by amount so many
 * at a time.
 * Nothing is printed before a first reading has found the published figure. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/publishing/kept/kept.h"
#include "pipeline/settings/plan/plan.h"
#include "pipeline/trace/trace_options.h"

#include <stdint.h>
#include <stdio.h>

#define TRACE_ROOM ((size_t)98304) /* lines that are held at one time; by amount twice as many */

/* What a line says, in the order in which it is shown. */
enum traced_text {
    TRACED_BOEKSTUK,
    TRACED_DATUM,
    TRACED_PERIODE,
    TRACED_REKENING,
    TRACED_KOSTENPLAATS,
    TRACED_POST,
    TRACED_OMSCHRIJVING,
    TRACED_FILE, /* base name */
    TRACED_TEXTS
};

/* One mutatie behind the figure. */
struct traced {
    uint64_t seq; /* 0-based, in the order of sources, files and lines */
    uint64_t line_no;
    const char *texts[TRACED_TEXTS]; /* all but the file's may be NULL: not asked for */
    struct money amount;             /* as it counts in the figure, in the sign that is shown */
};

/* Who gets the lines of a reading, in order. */
struct trace_sink {
    /* The line's texts are valid until it returns. */
    void (*line)(void *context, const struct traced *line);
    void *context;
    bool prints;          /* at once: on a terminal that is progress enough */
    uint64_t least, most; /* lines of a size outside these come without texts; may be narrowed
                             while reading */
};

struct figure_key; /* which mutaties count */

struct trace {
    struct kept kept;  /* the publication */
    struct plan plan;  /* as it was then */
    const char *label; /* "6P, Jeugdhulp lokaal, lasten, realisatie_2024" */
    struct figure_key *key;
    uint64_t n_lines;
    struct money sum;
    const char *proof; /* once read: ", gelijk aan …": what the sum was compared with */
    bool read;         /* once, and all was right: what follows must be the same */
};

/* Opens a publication, and its settings as a plan. False after errors, with nothing open: a printed
 * file that was changed since, settings or inputs that are not what they were and were not kept.
 * kept_close must follow otherwise; it may in any case. */
bool trace_publication(const struct trace_options *options, struct arena *arena,
                       struct errors *errors, struct kept *kept, struct plan *plan);

/* Finds the figure. False after errors: as trace_publication's, or one that does not exist
 * (ERROR_SETTINGS, ERROR_DATA). Lives in the arena; kept_close must follow in any case. */
bool trace_find(const struct trace_options *options, struct arena *arena, struct errors *errors,
                struct trace *trace);

/* What is on the heap. */
void trace_release(struct trace *trace);

/* Reads all lines once, into the sink. False after errors: an input that has changed, a sum that is
 * not the published one (ERROR_DATA). */
bool trace_read(struct trace *trace, struct trace_sink *sink);

/* Reads, and prints lines or sums and the total. False after errors; as a rule nothing was printed
 * then. */
bool trace_show(const struct trace_options *options, struct trace *trace, FILE *out);

/* trace_sample.c: as trace_show, for --steekproef N --zaad S: lines drawn from all lines behind a
 * figure, for an audit.
 *
 * The population is what adds up to the published figure, in the order of sources, files and lines;
 * it is read whole and proven first. Random number i (1, 2, ...) is the first eight bytes,
 * big-endian, of the SHA-256 of "S:i": anybody can draw again with sha256sum.
 *
 *   regels  simple: number i modulo the number of lines is the place of a line (0-based), until N
 *           different ones are drawn
 *   geld    monetary unit, systematic: the interval is the sum of all amounts without sign,
 *           divided by N and rounded down (in cents); the first unit is number 1 modulo the
 *           interval, and every interval further the next one; the line that holds a unit is drawn.
 *           A line of an interval or more is always in it, once or more. */
bool trace_sample(const struct trace_options *options, struct trace *trace, FILE *out);

/* trace_indicator.c, for --indicator CODE: prints a line per value, with the tables that print it.
 * False after errors: as trace_publication's, a code that is unknown, or a period without a value.
 * *n_values is how many there were. */
bool trace_indicator(const struct trace_options *options, struct arena *arena,
                     struct errors *errors, FILE *out, size_t *n_values);
