/* A text whose fields stand at fixed places of the line: their separators are put between them, so
 * that the rest reads it as any other. Taken away again, they leave the line as it was. A line of
 * another length, or with a separator in it, is passed on whole: it has too few fields, or too
 * many.
 */
#include "pipeline/base/memory.h"
#include "pipeline/format/records.h"

#include <stdlib.h>
#include <string.h>

#define FED_BYTES (64 * 1024) /* a longer line is no record, and is passed on in pieces */

struct fixed {
    struct records records;
    const struct packing_wish *wish;
    size_t n_lines;
    size_t n;     /* of fed: the beginning of a line */
    bool in_line; /* they go on a line that was too long to be cut */
    bool plain;   /* in the line at hand every byte is a character */
    char fed[FED_BYTES];
};

/* The bytes of the first n characters; *n_there how many there are. */
static size_t bytes_of(const struct fixed *f, struct text text, size_t n, size_t *n_there)
{
    size_t at = f->plain ? (n < text.n_bytes ? n : text.n_bytes) : 0;
    *n_there = at;
    for (; !f->plain && at < text.n_bytes; at++) {
        bool begins = ((unsigned char)text.bytes[at] & 0xC0) != 0x80;
        if (begins && *n_there == n)
            break;
        *n_there += begins;
    }
    return at;
}

/* A line that ends within a number, a date or a key would be read as a smaller one. */
static bool ends_well(const struct fixed *f, size_t n_characters)
{
    size_t c = 0;
    while (f->wish->cuts[c] < n_characters)
        c++;
    return f->wish->cuts[c] == n_characters || !f->wish->prose || f->wish->prose[c];
}

static bool is_cut(const struct fixed *f, struct text line, size_t n_characters)
{
    const size_t width = f->wish->cuts[f->wish->n_cuts - 1];
    return n_characters > 0 && !memchr(line.bytes, f->wish->separator, line.n_bytes) &&
           (n_characters == width ||
            (n_characters < width && f->wish->short_lines && ends_well(f, n_characters)) ||
            (n_characters > width && f->wish->long_lines));
}

static void put_separators(struct fixed *f, size_t n)
{
    for (; n > 0; n--)
        records_bytes(&f->records, (struct text){&f->wish->separator, 1});
}

/* With one more field for what stands behind the last place, where that is allowed. */
static void put_fields(struct fixed *f, struct text line)
{
    size_t from = 0, n_there;
    for (size_t c = 0; c < f->wish->n_cuts; c++) {
        size_t n = bytes_of(f, line, f->wish->cuts[c] - from, &n_there);
        put_separators(f, c > 0);
        records_bytes(&f->records, (struct text){line.bytes, n});
        line = text_from(line, n);
        from = f->wish->cuts[c];
    }
    put_separators(f, f->wish->long_lines);
    records_bytes(&f->records, line);
}

static void put_line(struct fixed *f, struct text line, struct text end)
{
    size_t n_characters;
    bytes_of(f, line, SIZE_MAX, &n_characters);
    if (f->n_lines++ < f->wish->n_skipped ||
        (f->wish->comment && n_characters && *line.bytes == f->wish->comment)) {
        records_bytes(&f->records, line); /* passed over by who reads it */
    } else if (is_cut(f, line, n_characters)) {
        put_fields(f, line);
    } else {
        records_bytes(&f->records, line);
        if (line.n_bytes && memchr(line.bytes, f->wish->separator, line.n_bytes))
            put_separators(f, f->wish->n_cuts + 1);
    }
    records_bytes(&f->records, end);
}

/* The bytes of a line without its end; whether each of them is a character. */
static size_t line_bytes(struct fixed *f, const char *from, size_t n_left)
{
    char bits = 0;
    size_t n = 0;
    for (; n < n_left && from[n] != '\n' && from[n] != '\r'; n++)
        bits |= from[n];
    f->plain =
        !(bits & 0x80) || (f->wish->encoding != TEXT_UTF8 && f->wish->encoding != TEXT_UTF16);
    return n;
}

/* The next line of what was fed is cut; false when its end may not be here. LF, CRLF or CR ends it,
 * as the scanner has it. */
static bool take_line(struct fixed *f, size_t *at, bool at_end)
{
    const char *from = f->fed + *at;
    size_t n_left = f->n - *at, n = line_bytes(f, from, n_left), n_end = n < n_left;
    bool is_cr = n_end && from[n] == '\r';
    if (n_left == 0 || (!at_end && n + is_cr + 1 > n_left))
        return false;
    n_end += is_cr && n + 1 < n_left && from[n + 1] == '\n';
    if (f->in_line)
        records_bytes(&f->records, (struct text){from, n + n_end});
    else
        put_line(f, (struct text){from, n}, (struct text){from + n, n_end});
    f->in_line = false;
    *at += n + n_end;
    return true;
}

static bool more(void *state, bool *at_end, struct errors *errors)
{
    struct fixed *f = state;
    size_t n_read = 0, at = 0;
    if (!f->records.source->read(f->records.source->state, f->fed + f->n, FED_BYTES - f->n, &n_read,
                                 errors))
        return false;
    *at_end = n_read < FED_BYTES - f->n;
    f->n += n_read;
    while (take_line(f, &at, *at_end))
        ;
    if (at == 0 && f->n == FED_BYTES) { /* one line, and its end is not here */
        records_bytes(&f->records, (struct text){f->fed, f->n});
        f->n_lines += !f->in_line;
        f->in_line = true;
        at = f->n;
    }
    f->n -= at;
    memmove(f->fed, f->fed + at, f->n);
    return true;
}

static void *open_fixed(const struct packing_source *source, const struct packing_wish *wish,
                        struct errors *errors)
{
    (void)errors;
    struct fixed *f = mem_alloc(sizeof *f);
    f->wish = wish;
    f->records = (struct records){.wish = wish, .source = source, .more = more};
    return f;
}

static void close_fixed(void *state)
{
    struct fixed *f = state;
    if (f)
        records_release(&f->records);
    free(f);
}

/* Not among those that are known by their first bytes: it is asked for by the wish. */
const struct packing packing_fixed = {
    .name = "bestand met vaste posities",
    .gives_utf8 = true, /* at least nothing that is packed once more */
    .open = open_fixed,
    .read = records_read,
    .close = close_fixed,
};
