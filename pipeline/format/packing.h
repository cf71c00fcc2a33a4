/* What the text of a delivered file may be packed in, one in the other: gzip, zip, UTF-16, a
 * workbook (.xlsx), a Dutch auditfile (XAF); fields at fixed places. A packing is
 * a file packing_<name>.c that ends in its struct, and a row in packing.c. All give the text as the
 * scanner reads it: records with separators, in the profile's encoding or in UTF-8. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"
#include "pipeline/base/text.h"

/* So many bytes are looked at to recognise a packing; a tar tells itself at 257. */
#define PACKING_HEAD_BYTES 512

/* Deflate packs at most 1032 to 1. A large text that is packed tighter than this is taken for a zip
 * bomb; small ones do no harm. */
#define PACKING_MAX_EXPANSION 400
#define PACKING_LARGE_BYTES   ((uint64_t)256 << 20)

/* What the profile says of a file's text: how a packing that makes the records itself must write
 * them, and which of its parts is wanted. */
struct packing_wish {
    enum text_encoding encoding; /* of the text, unless a packing gives UTF-8 */
    char separator, quote;       /* of its records; 0: none */
    char decimal;                /* of numbers that are stored as such; 0: a point */
    const char *date;            /* of such dates (base/date.h); NULL: jjjj-mm-dd */
    bool shows_percent;          /* of numbers that are shown so: "54%" for a stored 0.54 */
    size_t n_skipped;            /* lines before the one that all others are as wide as */
    char comment;                /* lines that begin with it are none; 0: there are no such */
    /* Of a text without separators: where its fields end, in characters from the beginning of a
     * line, from low to high; those at the places between two of them are a field. NULL: it has
     * some. */
    const size_t *cuts;
    size_t n_cuts;
    const bool *prose; /* of each such field: a line may end within it; NULL: within any */
    bool short_lines, long_lines; /* lines may end before the last of them, or behind it */
    bool unhashed;                /* the SHA-256 of the file is known, or nobody asks it */
    bool as_xml;                  /* an auditfile is to stay XML */
    const char *part; /* the member of a zip, the sheet of a workbook; NULL: the only one */
};

/* Where a packing takes its bytes from: the file on disk, or the packing around it. */
struct packing_source {
    const char *path; /* for messages */
    int fd; /* the file, for a packing that reads it at any offset; -1 within another one */
    void *state;
    /* The next n_bytes; fewer only at the end. False after an error. */
    bool (*read)(void *state, char *buffer, size_t n_bytes, size_t *n_read, struct errors *errors);
};

struct packing_parts {
    const char **names;
    size_t n;
    bool one_wanted;     /* where none is named, they are not read one after the other */
    const char **hidden; /* n_hidden sheets that are not shown, none of those above */
    size_t n_hidden;
};

struct packing {
    const char *name;
    bool gives_rows; /* a record is a row of a sheet, and counts as one line */
    bool gives_utf8; /* without a byte order mark, whatever the profile's encoding; else bytes that
                        may be packed once more */
    /* Looks at the first bytes: all there are, when there are fewer than PACKING_HEAD_BYTES. */
    bool (*recognise)(struct text head, const struct packing_wish *wish);
    /* The state that the others get. `source` and `wish` outlive it. NULL after an error. */
    void *(*open)(const struct packing_source *source, const struct packing_wish *wish,
                  struct errors *errors);
    /* As the source's read. An error is ERROR_DATA at the path, for what is wrong with the data. */
    bool (*read)(void *state, char *buffer, size_t n_bytes, size_t *n_read, struct errors *errors);
    void (*close)(void *state); /* NULL is fine */
    /* Of one that reads the file at any offset: how many bytes of it so far. */
    uint64_t (*taken)(const void *state);
    /* The names of the parts of which the wish may name one: those that are read when none is
     * named. False when it cannot be read. NULL: it has no parts. */
    bool (*parts)(int fd, struct arena *arena, struct packing_parts *parts);
    /* What a reader of the text would not see and people should know, in Dutch, when all of it was
     * read; "" when there is nothing. May be NULL. */
    const char *(*remark)(void *state);
};

/* The packing that bytes begin, none of the n_opened that they came out of; NULL: they are the
 * text. */
const struct packing *packing_of(struct text head, const struct packing_wish *wish,
                                 const struct packing *const *opened, size_t n_opened);

/* Puts the separators into a text whose wish has cuts (packing_fixed.c). */
extern const struct packing packing_fixed;

/* True when the file is one that has parts, *parts which; none when they cannot be read (whoever
 * reads it says so). */
bool packing_list_parts(const char *file, struct arena *arena, struct packing_parts *parts);
void packing_add_part(struct packing_parts *parts, struct arena *arena, const char *name);

/* ---- what we cannot read, by its first bytes ---- */

struct stranger {
    const char *name; /* "een PDF" */
    const char *cure; /* "vraag de export als CSV" */
};

/* NULL: none that we know. Meant for what packing_of does not know, or for files that no packing is
 * taken off: gzip is a stranger too. */
const struct stranger *stranger_of(struct text head);
