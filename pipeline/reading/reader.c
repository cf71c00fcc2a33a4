#include "pipeline/reading/reader.h"

#include "pipeline/base/file.h"
#include "pipeline/base/held.h"
#include "pipeline/format/csv.h"
#include "pipeline/format/stream.h"
#include "pipeline/reading/delivered.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A worker that has nothing to do until somebody else has taken text from the stream. */
struct waiter {
    char **buffer;
    struct chunk *chunk;
    bool is_served;
    struct waiter *next;
};

struct file_state {
    bool unhashed;
    size_t source, file;
    const char *path;
    const struct profile *profile;
    pthread_mutex_t lock;    /* guards what follows, but for what only its fetcher touches */
    pthread_cond_t turned;   /* a turn was handed on */
    pthread_cond_t fetched;  /* a chunk was handed over, or nobody is fetching any more */
    bool is_fetching;        /* somebody takes text from the stream */
    struct waiter *waiters;  /* for that, first come first */
    struct stream *stream;   /* the fetcher's */
    bool opened, exhausted;  /* the fetcher's */
    uint64_t next_index;     /* the fetcher's: chunk that is claimed next */
    uint64_t next_offset;    /* the fetcher's */
    char ahead[READER_TAIL]; /* the fetcher's: of a stream, read already for the next chunk */
    size_t *position_of;
    size_t n_fields;
    uint64_t commit_turn, hash_turn; /* index of the chunk whose turn it is */
    uint64_t n_told;                 /* records that the progress line knows of */
    uint64_t n_taken;                /* the fetcher's: bytes on disk that it knows of */
    struct turn turn;
    struct errors errors;
    struct file_account account;
};

struct reader {
    size_t chunk_bytes;
    struct file_state *files;
    size_t n_files;
    _Atomic(size_t) n_begun; /* of them, in their order */
    uint64_t total_bytes;    /* of all files, on disk */
    _Atomic uint64_t n_bytes, n_records;
};

/* ---- the first chunk: header ---- */

struct header_reader {
    struct csv_reader *csv;
    const struct chunk *chunk;
    struct text rest; /* of it */
    uint64_t n_lines;
};

static void take_bytes(struct header_reader *h, size_t n_bytes)
{
    h->n_lines += h->chunk->is_rows ? 1 : csv_line_ends((struct text){h->rest.bytes, n_bytes});
    h->rest = text_from(h->rest, n_bytes);
}

static void take_line(struct header_reader *h)
{
    struct csv_line line;
    const struct text *fields;
    size_t n_fields, n_used;
    csv_line(h->rest, true, &line);
    if (h->chunk->is_rows &&
        csv_record(h->csv, h->rest, h->chunk->last, &fields, &n_fields, &n_used) == CSV_RECORD)
        line.next = n_used;
    take_bytes(h, line.next);
}

/* The next record that is not blank or a comment; *n_used is its length, it is not taken yet. */
static enum csv_outcome peek_record(struct header_reader *h, const struct text **fields,
                                    size_t *n_fields, size_t *n_used)
{
    const struct profile_file *file = &h->chunk->of->profile->file;
    for (;;) {
        if (h->rest.n_bytes == 0)
            return CSV_BLANK;
        if (file->comment && h->rest.bytes[0] == file->comment) {
            take_line(h);
            continue;
        }
        enum csv_outcome outcome =
            csv_record(h->csv, h->rest, h->chunk->last, fields, n_fields, n_used);
        if (outcome != CSV_BLANK)
            return outcome;
        take_bytes(h, *n_used);
    }
}

static const char *where_of(const struct header_reader *h, struct arena *arena)
{
    return arena_printf(arena, "%s:%llu", h->chunk->of->path, (unsigned long long)h->n_lines + 1);
}

/* Tells what is wrong with the file as a whole, when that is why its first record is no header. */
static bool explain_header(struct header_reader *h, const char *where)
{
    struct file_state *f = h->chunk->of;
    struct delivered_bytes seen = {0};
    struct csv_line line;
    csv_line(h->rest, true, &line);
    const struct text whole = {h->chunk->bytes, h->chunk->n_bytes};
    const struct text first = {h->rest.bytes, line.end};
    if (!text_valid(first, profile_encoding(f->profile), NULL))
        delivered_note_bytes(&seen, f->profile, first, false, h->n_lines);
    return delivered_in_other_encoding(&seen, f->profile, where, &f->errors) ||
           delivered_with_other_separator(f->profile, h->rest, h->chunk->last, where, &f->errors) ||
           delivered_header_elsewhere(f->profile, whole, h->chunk->is_rows, h->n_lines, where,
                                      &f->errors);
}

static bool bind_header(struct header_reader *h, const struct text *fields, size_t n_fields)
{
    struct file_state *f = h->chunk->of;
    struct arena arena = {0};
    n_fields = profile_n_headers(f->profile, fields, n_fields);
    struct text *decoded = arena_alloc(&arena, n_fields * sizeof *decoded);
    for (size_t i = 0; i < n_fields; i++)
        decoded[i] = text_of(text_to_utf8(&arena, fields[i], profile_encoding(f->profile)));
    const char *where = where_of(h, &arena);
    struct errors found = {0};
    bool ok = profile_bind(f->profile, decoded, n_fields, where, &found, f->position_of);
    const bool told = ok || explain_header(h, where);
    delivered_tell_header(told ? ERRORS_UNHEARD : &f->errors, &found, f->path);
    arena_release(&arena);
    f->n_fields = n_fields;
    return ok;
}

#define SAMPLE_RECORDS 100

/* The number that comes most often, the first of equals; `otherwise` when there are none. */
static size_t most_common(const size_t *numbers, size_t n, size_t otherwise)
{
    size_t best = otherwise, n_best = 0;
    for (size_t i = 0; i < n; i++) {
        size_t n_equal = 0;
        for (size_t j = 0; j < n; j++)
            n_equal += numbers[j] == numbers[i];
        best = n_equal > n_best ? numbers[i] : best;
        n_best = n_equal > n_best ? n_equal : n_best;
    }
    return best;
}

/* How many fields most of the first records have, of those that hold all columns: the very first
 * one may be at fault. */
static size_t usual_fields(struct header_reader h, size_t n_needed)
{
    size_t numbers[SAMPLE_RECORDS], n = 0;
    for (size_t i = 0; i < SAMPLE_RECORDS; i++) {
        const struct text *fields;
        size_t n_fields, n_used;
        enum csv_outcome outcome = peek_record(&h, &fields, &n_fields, &n_used);
        if (outcome == CSV_BLANK || outcome == CSV_MORE)
            break;
        if (outcome == CSV_RECORD && n_fields >= n_needed)
            numbers[n++] = n_fields;
        take_bytes(&h, n_used);
    }
    return most_common(numbers, n, n_needed);
}

/* Without a header the profile gives positions. */
static bool bind_positions(struct header_reader *h)
{
    struct file_state *f = h->chunk->of;
    const size_t n_needed = profile_n_positions(f->profile);
    for (size_t c = 0; c < f->profile->n_columns; c++)
        f->position_of[c] = f->profile->columns[c].position;
    f->n_fields = f->profile->file.extra_columns ? usual_fields(*h, n_needed) : n_needed;
    const struct text *fields = NULL;
    size_t n_found = 0, n_used;
    enum csv_outcome outcome = peek_record(h, &fields, &n_found, &n_used);
    struct arena arena = {0};
    bool other = outcome != CSV_BLANK && (outcome != CSV_RECORD || n_found == 1) && n_needed > 1 &&
                 delivered_with_other_separator(f->profile, h->rest, h->chunk->last,
                                                where_of(h, &arena), &f->errors);
    arena_release(&arena);
    return !other;
}

static bool refuse_header(struct header_reader *h, enum csv_outcome outcome)
{
    static const char *const found[] = {
        [CSV_BLANK] = "geen enkele regel met gegevens",
        [CSV_MORE] = "een regel zonder einde",
        [CSV_STRAY_QUOTE] = "een regel met verkeerd geplaatste aanhalingstekens",
        [CSV_RUNAWAY] = "een regel met een aanhalingsteken dat niet wordt gesloten, of "
                        "langer dan 32.768 bytes",
    };
    struct arena arena = {0};
    struct errors errors = {0};
    const char *where = outcome == CSV_BLANK ? h->chunk->of->path : where_of(h, &arena);
    errors_add(&errors, ERROR_DATA, where, "verwacht een kopregel, gevonden %s", found[outcome]);
    const bool told = outcome != CSV_BLANK && explain_header(h, where);
    delivered_tell_header(told ? ERRORS_UNHEARD : &h->chunk->of->errors, &errors,
                          h->chunk->of->path);
    arena_release(&arena);
    return false;
}

static bool read_header(struct header_reader *h)
{
    struct file_state *f = h->chunk->of;
    for (int i = 0; i < f->profile->file.skip_lines; i++)
        take_line(h);
    if (delivered_sep_line(h->rest))
        take_line(h);
    if (!f->profile->file.has_header)
        return bind_positions(h);
    const struct text *fields = NULL;
    size_t n_fields = 0, n_used = 0;
    enum csv_outcome outcome = peek_record(h, &fields, &n_fields, &n_used);
    if (outcome != CSV_RECORD)
        return refuse_header(h, outcome);
    bool ok = bind_header(h, fields, n_fields);
    take_bytes(h, n_used);
    return ok;
}

static bool start_data(struct file_state *f, struct chunk *chunk)
{
    struct header_reader h = {
        .csv = csv_reader_new(f->profile->file.separator, f->profile->file.quote),
        .chunk = chunk,
        .rest = {chunk->bytes, chunk->n_bytes},
    };
    bool ok = read_header(&h);
    csv_reader_free(h.csv);
    chunk->start = chunk->n_bytes - h.rest.n_bytes;
    f->turn.line_no = h.n_lines + 1;
    f->turn.carry_offset = chunk->offset + chunk->start;
    return ok;
}

/* ---- claiming ---- */

static bool open_stream(struct file_state *f)
{
    f->opened = true;
    struct packing_wish wish = profile_wish(f->profile);
    wish.unhashed = f->unhashed;
    f->stream = stream_open(f->path, &wish, &f->errors);
    if (!f->stream)
        return false;
    f->account.compressed = stream_compressed(f->stream);
    f->account.n_bytes = (long long)stream_size(f->stream);
    size_t n_mark = stream_text_start(f->stream), n_read;
    char mark[4];
    if (stream_seekable(f->stream) && n_mark) {
        if (!stream_read_at(f->stream, 0, mark, n_mark, &n_read, &f->errors))
            return false;
        stream_hash(f->stream, mark, n_read);
    }
    f->next_offset = n_mark;
    return true;
}

static void add_errors(struct file_state *f, struct errors *from)
{
    pthread_mutex_lock(&f->lock);
    errors_move(&f->errors, from);
    pthread_mutex_unlock(&f->lock);
}

/* The next chunk of a stream, which is read so far ahead that its last one is known. */
static bool take_next(struct reader *reader, struct file_state *f, struct chunk *chunk,
                      struct errors *errors)
{
    size_t n_wanted = reader->chunk_bytes + READER_TAIL, n_ahead = chunk->index ? READER_TAIL : 0;
    memcpy(chunk->bytes, f->ahead, n_ahead);
    bool ok =
        stream_read(f->stream, chunk->bytes + n_ahead, n_wanted - n_ahead, &chunk->n_bytes, errors);
    reader->n_bytes += stream_taken(f->stream) - f->n_taken;
    f->n_taken = stream_taken(f->stream);
    chunk->n_bytes += n_ahead;
    chunk->last = chunk->n_bytes < n_wanted;
    chunk->n_bytes -= chunk->last ? 0 : READER_TAIL;
    memcpy(f->ahead, chunk->bytes + chunk->n_bytes, chunk->last ? 0 : READER_TAIL);
    return ok;
}

static bool take_text(struct reader *reader, struct file_state *f, struct chunk *chunk)
{
    struct errors errors = {0};
    size_t n_wanted = reader->chunk_bytes + (chunk->last ? READER_TAIL : 0);
    chunk->failed =
        !(stream_seekable(f->stream) ? stream_read_at(f->stream, chunk->offset, chunk->bytes,
                                                      n_wanted, &chunk->n_bytes, &errors)
                                     : take_next(reader, f, chunk, &errors));
    add_errors(f, &errors);
    errors_release(&errors);
    return !chunk->failed;
}

/* False when another worker is fetching. */
static bool begin_fetch(struct file_state *f)
{
    pthread_mutex_lock(&f->lock);
    bool is_free = !f->is_fetching;
    f->is_fetching = true;
    pthread_mutex_unlock(&f->lock);
    return is_free;
}

static void end_fetch(struct file_state *f)
{
    pthread_mutex_lock(&f->lock);
    f->is_fetching = false;
    pthread_cond_broadcast(&f->fetched);
    pthread_mutex_unlock(&f->lock);
}

/* Gives the chunk away, in exchange for an empty buffer, when somebody waits for one; otherwise
 * ends the fetch. So the text of a compressed file, which comes out in one stream, keeps coming
 * while others work on it, and a worker that stays with the stream has its state at hand. */
static bool hand_over(struct file_state *f, char **buffer, const struct chunk *chunk)
{
    pthread_mutex_lock(&f->lock);
    struct waiter *waiter = chunk->last ? NULL : f->waiters;
    if (waiter) {
        f->waiters = waiter->next;
        *waiter->chunk = *chunk;
        char *empty = *waiter->buffer;
        *waiter->buffer = *buffer;
        *buffer = empty;
        waiter->is_served = true;
    } else {
        f->is_fetching = false;
    }
    pthread_cond_broadcast(&f->fetched);
    pthread_mutex_unlock(&f->lock);
    return waiter != NULL;
}

/* What points to a waiter; to NULL: the end of the queue. */
static struct waiter **place_in_queue(struct file_state *f, const struct waiter *waiter)
{
    struct waiter **at = &f->waiters;
    while (*at != waiter)
        at = &(*at)->next;
    return at;
}

/* Waits while another worker is fetching. True when that one gave a chunk away. */
static bool wait_for_chunk(struct file_state *f, char **buffer, struct chunk *chunk)
{
    struct waiter waiter = {.buffer = buffer, .chunk = chunk};
    pthread_mutex_lock(&f->lock);
    *place_in_queue(f, NULL) = &waiter;
    while (f->is_fetching && !waiter.is_served)
        pthread_cond_wait(&f->fetched, &f->lock);
    if (!waiter.is_served)
        *place_in_queue(f, &waiter) = waiter.next;
    pthread_mutex_unlock(&f->lock);
    return waiter.is_served;
}

/* The fetcher's: numbers the next chunk. */
static void begin_chunk(const struct reader *reader, struct file_state *f, char *buffer,
                        struct chunk *chunk)
{
    *chunk = (struct chunk){.source = f->source,
                            .file = f->file,
                            .of = f,
                            .position_of = f->position_of,
                            .bytes = buffer,
                            .offset = f->next_offset,
                            .index = f->next_index++,
                            .is_rows = stream_gives_rows(f->stream)};
    f->next_offset += reader->chunk_bytes;
    if (stream_seekable(f->stream))
        chunk->last = f->next_offset + READER_TAIL >= stream_size(f->stream);
}

/* The fetcher's: takes the text of a file's first chunk, or of any chunk of a stream. */
static void take_in_order(struct reader *reader, struct file_state *f, struct chunk *chunk)
{
    if (!take_text(reader, f, chunk) || (chunk->index == 0 && !start_data(f, chunk)))
        chunk->failed = chunk->last = true;
    f->exhausted = chunk->last;
}

static void finish_chunk(const struct file_state *f, struct chunk *chunk)
{
    if (chunk->last && !chunk->failed)
        chunk->n_dos_end = delivered_dos_end((struct text){chunk->bytes, chunk->n_bytes});
    chunk->n_bytes -= chunk->n_dos_end;
    memcpy(chunk->dos_end, chunk->bytes + chunk->n_bytes, chunk->n_dos_end);
    memset(chunk->bytes + chunk->n_bytes, 0, READER_PADDING);
    chunk->n_fields = f->n_fields;
}

/* Claims a chunk of this file; the caller is its fetcher, but not when this returns. */
static bool claim_chunk(struct reader *reader, struct file_state *f, char **buffer,
                        struct chunk *chunk)
{
    if (!f->exhausted && !f->opened && !open_stream(f))
        f->exhausted = true;
    while (!f->exhausted) {
        begin_chunk(reader, f, *buffer, chunk);
        if (stream_seekable(f->stream) && chunk->index > 0) {
            f->exhausted = chunk->last;
            end_fetch(f);
            take_text(reader, f, chunk);
            finish_chunk(f, chunk);
            return true;
        }
        take_in_order(reader, f, chunk);
        finish_chunk(f, chunk);
        if (!hand_over(f, buffer, chunk))
            return true;
    }
    end_fetch(f);
    return false;
}

static struct file_state *begin_next(struct reader *reader)
{
    const size_t next = reader->n_begun++;
    return next < reader->n_files ? &reader->files[next] : NULL;
}

bool reader_claim(struct reader *reader, char **buffer, struct chunk *chunk)
{
    for (struct file_state *f = chunk->of ? chunk->of : begin_next(reader); f;
         f = begin_next(reader))
        if (begin_fetch(f) && claim_chunk(reader, f, buffer, chunk))
            return true;
    for (;;) {
        struct file_state *busy = NULL;
        for (size_t i = 0; i < reader->n_files; i++) {
            struct file_state *f = &reader->files[i];
            if (!begin_fetch(f))
                busy = busy ? busy : f;
            else if (claim_chunk(reader, f, buffer, chunk))
                return true;
        }
        if (!busy)
            return false;
        if (wait_for_chunk(busy, buffer, chunk))
            return true;
    }
}

/* ---- turns ---- */

struct turn *reader_wait(const struct chunk *chunk)
{
    struct file_state *f = chunk->of;
    pthread_mutex_lock(&f->lock);
    while (f->commit_turn != chunk->index)
        pthread_cond_wait(&f->turned, &f->lock);
    pthread_mutex_unlock(&f->lock);
    return &f->turn;
}

static void hash_in_turn(struct file_state *f, const struct chunk *chunk)
{
    pthread_mutex_lock(&f->lock);
    while (f->hash_turn != chunk->index)
        pthread_cond_wait(&f->turned, &f->lock);
    pthread_mutex_unlock(&f->lock);
    if (!stream_seekable(f->stream))
        return;
    stream_hash(f->stream, chunk->bytes, chunk->n_bytes);
    stream_hash(f->stream, chunk->dos_end, chunk->n_dos_end);
}

static void finish_file(struct file_state *f, const struct chunk *last)
{
    struct errors errors = {0};
    f->account.n_text_bytes = last->offset + last->n_bytes - stream_text_start(f->stream);
    f->account.ends_as_dos = last->n_dos_end > 0;
    f->account.ends_open = f->turn.line_is_open;
    stream_remark(f->stream, f->account.remark);
    if (f->errors.n == 0) /* else a change of the file may have been told already */
        stream_finish(f->stream, f->account.sha256, &errors);
    add_errors(f, &errors);
    errors_release(&errors);
    f->account.n_lines = f->turn.line_no - 1;
    f->account.n_records = f->turn.n_records;
    stream_close(f->stream);
    f->stream = NULL;
    free(f->turn.carry);
    f->turn.carry = NULL;
}

void reader_pass(struct reader *reader, const struct chunk *chunk)
{
    struct file_state *f = chunk->of;
    pthread_mutex_lock(&f->lock);
    reader->n_records += f->turn.n_records - f->n_told;
    f->n_told = f->turn.n_records;
    f->commit_turn++;
    pthread_cond_broadcast(&f->turned);
    pthread_mutex_unlock(&f->lock);

    hash_in_turn(f, chunk);
    if (stream_seekable(f->stream))
        reader->n_bytes += chunk->n_bytes;
    if (chunk->last)
        finish_file(f, chunk);
    pthread_mutex_lock(&f->lock);
    f->hash_turn++;
    pthread_cond_broadcast(&f->turned);
    pthread_mutex_unlock(&f->lock);
}

/* ---- the rest ---- */

/* 0 when it is not there; whoever reads it says so. */
static uint64_t size_on_disk(const char *path)
{
    struct arena arena = {0};
    struct stat status;
    bool exists = held_stat(file_of_path(&arena, path, NULL), &status) == 0;
    arena_release(&arena);
    return exists ? (uint64_t)status.st_size : 0;
}

struct reader *reader_new(const struct plan *plan, const bool *wanted, bool unhashed,
                          size_t chunk_bytes)
{
    struct reader *reader = mem_alloc(sizeof *reader);
    reader->chunk_bytes = chunk_bytes;
    for (size_t s = 0; s < plan->n_sources; s++)
        reader->n_files += wanted && !wanted[s] ? 0 : plan->sources[s].n_files;
    reader->files = mem_alloc(reader->n_files * sizeof *reader->files);
    struct file_state *f = reader->files;
    for (size_t s = 0; s < plan->n_sources; s++) {
        for (size_t i = 0; (!wanted || wanted[s]) && i < plan->sources[s].n_files; i++, f++) {
            f->source = s;
            f->file = i;
            f->path = f->account.path = plan->sources[s].files[i];
            f->profile = plan->sources[s].profile;
            f->unhashed = unhashed;
            reader->total_bytes += size_on_disk(f->path);
            f->position_of = mem_alloc(f->profile->n_columns * sizeof *f->position_of);
            f->turn.line_no = 1;
            pthread_mutex_init(&f->lock, NULL);
            pthread_cond_init(&f->turned, NULL);
            pthread_cond_init(&f->fetched, NULL);
        }
    }
    return reader;
}

void reader_free(struct reader *reader)
{
    for (size_t i = 0; i < reader->n_files; i++) {
        struct file_state *f = &reader->files[i];
        stream_close(f->stream);
        free(f->turn.carry);
        arena_release(&f->turn.above.arena);
        free(f->position_of);
        errors_release(&f->errors);
        pthread_mutex_destroy(&f->lock);
        pthread_cond_destroy(&f->turned);
        pthread_cond_destroy(&f->fetched);
    }
    free(reader->files);
    free(reader);
}

struct progress reader_progress(const struct reader *reader)
{
    return (struct progress){
        .n_lines = reader->n_records, .n_bytes = reader->n_bytes, .total = reader->total_bytes};
}

const struct file_account *reader_account(const struct reader *reader, size_t index)
{
    return &reader->files[index].account;
}

bool reader_errors(struct reader *reader, struct errors *errors)
{
    size_t n_before = errors->n;
    for (size_t i = 0; i < reader->n_files; i++) {
        reader->files[i].account.failed = reader->files[i].errors.n > 0;
        errors_move(errors, &reader->files[i].errors);
    }
    return errors->n == n_before;
}
