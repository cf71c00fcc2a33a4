#include "pipeline/format/csv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

struct csv_reader {
    struct csv_parser parser;
    char separator;
    char quote;
    size_t max_bytes; /* of a record */
    char *bytes;      /* the record's fields, each with a NUL in the place of what ended it */
    size_t n_bytes;
    struct text *fields;
    size_t n_fields;
    size_t fields_cap;
    bool ended;  /* libcsv has seen the end of the record */
    bool splits; /* a line without quotes */
};

/* Where the first line end is, or how many bytes there are. In pieces: a file may have ends of one
 * kind only. */
static size_t find_end(struct text bytes)
{
    enum { PIECE = 256 };
    for (size_t at = 0, n; at < bytes.n_bytes; at += n) {
        const char *piece = bytes.bytes + at;
        n = bytes.n_bytes - at < PIECE ? bytes.n_bytes - at : PIECE;
        const char *lf = memchr(piece, '\n', n);
        const char *cr = memchr(piece, '\r', lf ? (size_t)(lf - piece) : n);
        if (cr || lf)
            return at + (size_t)((cr ? cr : lf) - piece);
    }
    return bytes.n_bytes;
}

bool csv_line(struct text bytes, bool at_eof, struct csv_line *line)
{
    const size_t at = find_end(bytes);
    *line = (struct csv_line){.end = at, .next = at};
    if (at == bytes.n_bytes)
        return at_eof;
    bool last = at + 1 == bytes.n_bytes;
    if (bytes.bytes[at] == '\r' && last && !at_eof)
        return false;
    line->next += bytes.bytes[at] == '\r' && !last && bytes.bytes[at + 1] == '\n' ? 2 : 1;
    return true;
}

size_t csv_line_ends(struct text bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < bytes.n_bytes; i++) {
        bool half = bytes.bytes[i] == '\r' && i + 1 < bytes.n_bytes && bytes.bytes[i + 1] == '\n';
        n += (bytes.bytes[i] == '\n' || bytes.bytes[i] == '\r') && !half;
    }
    return n;
}

/* libcsv asks for its field buffer once per parser: the first block holds any record that is within
 * the cap. */
static void *entry_alloc(void *none, size_t n_bytes)
{
    free(none);
    return mem_alloc(n_bytes);
}

static void parser_start(struct csv_reader *reader)
{
    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_delim(&reader->parser, (unsigned char)reader->separator);
    csv_set_quote(&reader->parser, (unsigned char)reader->quote);
    csv_set_realloc_func(&reader->parser, entry_alloc);
    csv_set_blk_size(&reader->parser, reader->max_bytes + 4);
}

struct csv_reader *csv_reader_new(char separator, char quote)
{
    struct csv_reader *reader = csv_reader_new_capped(separator, quote, CSV_MAX_RECORD_BYTES);
    reader->splits = quote == 0;
    return reader;
}

struct csv_reader *csv_reader_new_capped(char separator, char quote, size_t max_bytes)
{
    struct csv_reader *reader = mem_alloc(sizeof *reader);
    reader->separator = separator;
    reader->quote = quote;
    reader->max_bytes = max_bytes;
    reader->splits = true;
    reader->bytes = mem_alloc(max_bytes + 4);
    parser_start(reader);
    return reader;
}

void csv_reader_free(struct csv_reader *reader)
{
    if (!reader)
        return;
    csv_free(&reader->parser);
    free(reader->fields);
    free(reader->bytes);
    free(reader);
}

static void add_field(struct csv_reader *reader, struct text field)
{
    if (reader->n_fields == reader->fields_cap)
        reader->fields = mem_grow(reader->fields, &reader->fields_cap, reader->n_fields + 1,
                                  sizeof *reader->fields);
    reader->fields[reader->n_fields++] = field;
}

static void on_field(void *bytes, size_t n_bytes, void *context)
{
    struct csv_reader *reader = context;
    char *copy = reader->bytes + reader->n_bytes;
    if (n_bytes)
        memcpy(copy, bytes, n_bytes);
    copy[n_bytes] = '\0';
    reader->n_bytes += n_bytes + 1;
    add_field(reader, (struct text){copy, n_bytes});
}

static void on_record(int terminator, void *context)
{
    (void)terminator;
    struct csv_reader *reader = context;
    reader->ended = true;
}

static bool feed(struct csv_reader *reader, const char *bytes, size_t n_bytes)
{
    return csv_parse(&reader->parser, bytes, n_bytes, on_field, on_record, reader) == n_bytes;
}

/* Feeds libcsv one physical line after another until it has seen the record's end: that is the only
 * way to make it stop there. `line` is the first one. */
static enum csv_outcome parse(struct csv_reader *reader, struct text bytes, bool at_eof,
                              struct csv_line line, size_t *n_used)
{
    struct text rest = bytes;
    for (size_t n_lines = 1; n_lines <= CSV_MAX_RECORD_LINES; n_lines++) {
        if (!feed(reader, rest.bytes, line.next))
            return n_lines == 1 ? CSV_STRAY_QUOTE : CSV_RUNAWAY;
        rest = text_from(rest, line.next);
        if (!reader->ended && at_eof && rest.n_bytes == 0 &&
            csv_fini(&reader->parser, on_field, on_record, reader) != 0)
            return CSV_RUNAWAY;
        size_t n_fed = bytes.n_bytes - rest.n_bytes;
        if (reader->ended) {
            *n_used = n_fed;
            return CSV_RECORD;
        }
        bool known = csv_line(rest, at_eof, &line);
        if (n_fed + line.end > reader->max_bytes)
            return CSV_RUNAWAY;
        if (!known)
            return CSV_MORE;
    }
    return CSV_RUNAWAY;
}

/* Without quotes there is nothing for libcsv to judge, and no byte that could stand for "none". */
static void split(struct csv_reader *reader, struct text line)
{
    const char *at = memcpy(reader->bytes, line.bytes, line.n_bytes), *end = at + line.n_bytes;
    for (;;) {
        const char *stop = memchr(at, reader->separator, (size_t)(end - at));
        const struct text field = text_trim((struct text){at, (size_t)((stop ? stop : end) - at)});
        add_field(reader, field);
        reader->bytes[field.bytes + field.n_bytes - reader->bytes] = '\0';
        if (!stop)
            return;
        at = stop + 1;
    }
}

static bool blank(const struct csv_reader *reader, struct text line)
{
    for (size_t i = 0; i < line.n_bytes; i++) {
        char c = line.bytes[i];
        if ((c != ' ' && c != '\t') || c == reader->separator)
            return false;
    }
    return true;
}

enum csv_outcome csv_record(struct csv_reader *reader, struct text bytes, bool at_eof,
                            const struct text **fields, size_t *n_fields, size_t *n_used)
{
    struct csv_line first;
    bool known = csv_line(bytes, at_eof, &first);
    if (!known && first.end <= reader->max_bytes)
        return CSV_MORE;
    *n_used = first.next; /* or the known part of an endless line */
    if (first.end > reader->max_bytes)
        return CSV_RUNAWAY;

    struct text line = {bytes.bytes, first.end};
    if (blank(reader, line))
        return CSV_BLANK;
    reader->n_bytes = 0;
    reader->n_fields = 0;
    reader->ended = false;
    enum csv_outcome outcome = CSV_RECORD;
    if (reader->splits && (reader->quote == 0 || !memchr(line.bytes, reader->quote, line.n_bytes)))
        split(reader, line);
    else
        outcome = parse(reader, bytes, at_eof, first, n_used);
    if (outcome == CSV_RECORD) {
        *fields = reader->fields;
        *n_fields = reader->n_fields;
    } else {
        csv_free(&reader->parser);
        parser_start(reader);
    }
    return outcome;
}

static bool is_like_record(struct text bytes, char separator, char quote, size_t n_fields)
{
    size_t n_separators = 0;
    bool inside = false;
    for (size_t i = 0; i < bytes.n_bytes; i++) {
        inside ^= bytes.bytes[i] == quote;
        n_separators += !inside && bytes.bytes[i] == separator;
        if (!inside && bytes.bytes[i] == '\n')
            return n_separators + 1 == n_fields;
    }
    return false;
}

#define GUESS_FEEDS 8 /* in a row: few stand inside quotes */
#define GUESS_BYTES 2048

size_t csv_guess_start(struct text bytes, char separator, char quote, size_t n_fields)
{
    size_t first = bytes.n_bytes, at = 0;
    for (int i = 0; i < GUESS_FEEDS; i++) {
        const char *feed = memchr(bytes.bytes + at, '\n', bytes.n_bytes - at);
        if (!feed)
            break;
        at = (size_t)(feed - bytes.bytes) + 1;
        first = i == 0 ? at : first;
        const size_t n_left = bytes.n_bytes - at;
        const struct text rest = {bytes.bytes + at, n_left < GUESS_BYTES ? n_left : GUESS_BYTES};
        if (is_like_record(rest, separator, quote, n_fields))
            return at;
    }
    return first;
}
