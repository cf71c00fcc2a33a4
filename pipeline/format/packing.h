/* What the text of a delivered file may be packed in, one in the other: gzip, UTF-16. A packing is
 * a file packing_<name>.c that ends in its struct, and a row in packing.c. All give the text as the
 * scanner reads it: records with separators, in the profile's encoding or in UTF-8. */
#ifndef FORMAT_PACKING_H
#define FORMAT_PACKING_H

#include "pipeline/base/error.h"
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
};

/* Where a packing takes its bytes from: the file on disk, or the packing around it. */
struct packing_source {
    const char *path; /* for messages */
    int fd; /* the file, for a packing that reads it at any offset; -1 within another one */
    void *state;
    /* The next n_bytes; fewer only at the end. False after an error. */
    bool (*read)(void *state, char *buffer, size_t n_bytes, size_t *n_read, struct errors *errors);
};

struct packing {
    const char *name;
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
};

/* The packing that bytes begin, none of the n_opened that they came out of; NULL: they are the
 * text. */
const struct packing *packing_of(struct text head, const struct packing_wish *wish,
                                 const struct packing *const *opened, size_t n_opened);

/* ---- what we cannot read, by its first bytes ---- */

struct stranger {
    const char *name; /* "een PDF" */
    const char *cure; /* "vraag de export als CSV" */
};

/* NULL: none that we know. Meant for what packing_of does not know, or for files that no packing is
 * taken off: gzip is a stranger too. */
const struct stranger *stranger_of(struct text head);

#endif
