#include "pipeline/reading/twins.h"

#include "pipeline/format/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOM ((size_t)64 * 1024)

struct delivered {
    const struct file_account *account;
    struct packing_wish wish;
};

/* A file's text from its beginning, whatever it is packed in. */
struct reading {
    struct stream *stream;
    uint64_t offset;
    char *buffer;
    size_t n_bytes, at;
    bool started, failed;
};

static bool open_text(struct reading *reading, const struct delivered *file, struct errors *errors)
{
    reading->buffer = mem_alloc(ROOM);
    reading->stream = stream_open(file->account->path, &file->wish, errors);
    if (reading->stream)
        reading->offset = stream_text_start(reading->stream);
    return reading->stream != NULL;
}

static bool next_text(struct reading *reading, struct errors *errors)
{
    reading->at = 0;
    if (!stream_seekable(reading->stream))
        return stream_read(reading->stream, reading->buffer, ROOM, &reading->n_bytes, errors);
    bool ok = stream_read_at(reading->stream, reading->offset, reading->buffer, ROOM,
                             &reading->n_bytes, errors);
    reading->offset += ok ? reading->n_bytes : 0;
    return ok;
}

static int next_byte(struct reading *reading, struct errors *errors)
{
    if (reading->at == reading->n_bytes) {
        reading->failed |= !next_text(reading, errors);
        if (reading->failed || reading->n_bytes == 0)
            return EOF;
    }
    return (unsigned char)reading->buffer[reading->at++];
}

/* The next byte of a line. Line ends, however many and of whatever kind, are one '\n' between two
 * lines, and nothing around them. */
static int next_of_lines(struct reading *reading, struct errors *errors)
{
    bool ended = false;
    int byte;
    while ((byte = next_byte(reading, errors)) == '\n' || byte == '\r')
        ended = true;
    if (byte != EOF && ended && reading->started) {
        reading->at--;
        reading->started = false; /* the line end is given once */
        return '\n';
    }
    reading->started = true;
    return byte;
}

static bool same_lines(const struct delivered *a, const struct delivered *b, struct errors *errors)
{
    struct reading one = {0}, other = {0};
    bool same = open_text(&one, a, errors);
    same = open_text(&other, b, errors) && same;
    int byte = 0;
    while (same && byte != EOF) {
        byte = next_of_lines(&one, errors);
        same = byte == next_of_lines(&other, errors) && !one.failed && !other.failed;
    }
    stream_close(one.stream);
    stream_close(other.stream);
    free(one.buffer);
    free(other.buffer);
    return same;
}

/* What is cheap to see. Another profile may count the same text otherwise. */
static bool may_be_same(const struct file_account *a, const struct file_account *b)
{
    return a->n_text_bytes == b->n_text_bytes ||
           (a->n_records == b->n_records && a->debet.cents == b->debet.cents &&
            a->credit.cents == b->credit.cents);
}

/* True when the second is the first once more. */
static bool refuse(const struct delivered *first, const struct delivered *second,
                   struct errors *errors)
{
    const struct file_account *a = first->account, *b = second->account;
    if (strcmp(a->sha256, b->sha256) == 0)
        return !errors_add(errors, ERROR_DATA, b->path,
                           "heeft precies dezelfde inhoud als %s; een bestand dat twee keer is "
                           "geleverd zou dubbel tellen",
                           a->path);
    if (!may_be_same(a, b) || !same_lines(first, second, errors))
        return false;
    if (a->n_text_bytes == b->n_text_bytes)
        return !errors_add(errors, ERROR_DATA, b->path,
                           "heeft, anders verpakt, precies dezelfde tekst als %s; een bestand dat "
                           "twee keer is geleverd zou dubbel tellen",
                           a->path);
    return !errors_add(errors, ERROR_DATA, b->path,
                       "heeft, met andere regeleinden, dezelfde regels als %s; een bestand dat "
                       "twee keer is geleverd zou dubbel tellen",
                       a->path);
}

/* What was not read to its end has no hash. */
static bool counts(const struct file_account *account)
{
    return account->sha256[0] && account->n_records > 0;
}

void twins_refuse(const struct ledger *ledger, struct arena *arena, struct errors *errors)
{
    const struct plan *plan = ledger->plan;
    struct delivered *all = NULL;
    size_t n = 0, cap = 0;
    for (size_t s = 0; s < plan->n_sources; s++) {
        for (size_t f = 0; f < plan->sources[s].n_files; f++) {
            const struct file_account *account = &ledger->accounts[s].files[f];
            if (!counts(account))
                continue;
            all = arena_grow(arena, all, &cap, n + 1, sizeof *all);
            all[n] = (struct delivered){account, profile_wish(plan->sources[s].profile)};
            size_t i = 0;
            while (i < n && !refuse(&all[i], &all[n], errors))
                i++;
            n++;
        }
    }
}
