/* The bytes of an unknown export, and what they say by themselves: packing, encoding, line ends. */
#ifndef SNIFF_SNIFF_BYTES_H
#define SNIFF_SNIFF_BYTES_H

#include "pipeline/base/error.h"
#include "pipeline/base/text.h"

#include <stdint.h>

/* How often something occurs, and where it does so first. */
struct sniff_spot {
    size_t n;
    size_t first; /* offset in the text; n > 0 */
};

struct sniff_bytes {
    struct text text; /* without byte order mark; UTF-8 when it was UTF-16 on disk */
    bool whole;       /* the text goes to the end of the file */
    bool compressed;  /* gzip */
    bool marked;      /* it began with a byte order mark */
    bool utf16;       /* on disk */
    uint64_t size;    /* on disk */
    size_t n_lf, n_crlf, n_cr;
    struct sniff_spot nul;
    struct sniff_spot beyond_ascii;
    struct sniff_spot multibyte;  /* well-formed UTF-8 beyond ASCII */
    struct sniff_spot ill_formed; /* bytes that break UTF-8 */
    struct sniff_spot c1;         /* 80-9F: printed characters in windows-1252 only */
    struct sniff_spot unassigned; /* 81 8D 8F 90 9D: not even there */
    struct sniff_spot latin9;     /* bytes that are another character in ISO-8859-15 */
    struct sniff_spot euro;       /* of them: A4 beside a number, a euro there */
    struct sniff_spot
        inside_word;             /* c1 bytes between letters that are no letters in windows-1252 */
    struct sniff_spot doubled;   /* UTF-8 that was taken for windows-1252 and encoded again */
    unsigned possible;           /* set of 1 << enum text_encoding: readings that remain */
    enum text_encoding encoding; /* to read `text` by: the first of them, UTF-8 for UTF-16 */
    char *room;                  /* heap, or NULL */
};

/* Reads at most n_most bytes of text, cut behind the last line end when more follows. False after
 * an error: no such file (ERROR_SETTINGS), one that stream.h refuses, XML and the like, UTF-16
 * without a mark (ERROR_DATA). */
bool sniff_bytes_read(const char *path, size_t n_most, struct errors *errors,
                      struct sniff_bytes *bytes);

/* The 1-based physical line of an offset in the text. */
uint64_t sniff_bytes_line(const struct sniff_bytes *bytes, size_t offset);

void sniff_bytes_release(struct sniff_bytes *bytes);

#endif
