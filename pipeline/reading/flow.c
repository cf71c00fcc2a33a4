#include "pipeline/reading/flow.h"

#include "pipeline/base/interrupt.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PROGRESS_NANOSECONDS 150000000L

/* What a worker has for one source. */
struct lane {
    struct batch *batch;
    struct scanner *scanner;
    void **states; /* one per stage */
};

struct worker {
    const struct flow *flow;
    struct reader *reader;
    struct crew *crew;
    pthread_t thread;
    struct lane *lanes; /* one per source; empty until the worker meets the source */
    char *buffer;       /* the chunk */
    char *joined;       /* carry and chunk together */
    size_t joined_cap;
};

struct crew {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    int n_busy;
};

static struct lane *lane_of(struct worker *worker, size_t source)
{
    struct lane *lane = &worker->lanes[source];
    const struct flow *flow = worker->flow;
    if (lane->batch)
        return lane;
    const struct profile_file *file = &flow->plan->sources[source].profile->file;
    lane->batch = batch_new(flow->plan, source);
    lane->scanner = scanner_new(file->separator, file->quote, file->comment);
    lane->states = mem_alloc(flow->n_stages * sizeof *lane->states);
    for (size_t i = 0; i < flow->n_stages; i++)
        lane->states[i] = flow->stages[i]->open(flow->plan, source, flow->context);
    return lane;
}

static void lane_release(const struct flow *flow, struct lane *lane)
{
    if (!lane->batch)
        return;
    for (size_t i = 0; i < flow->n_stages; i++)
        flow->stages[i]->close(lane->states[i]);
    free(lane->states);
    scanner_free(lane->scanner);
    batch_free(lane->batch);
}

/* ---- a part of a chunk ---- */

struct stretch {
    const char *bytes;
    size_t n_bytes;
    bool at_eof;
    uint64_t offset;
    bool skips_line;    /* begins, and as a result ends, inside a line that is skipped */
    size_t n_used;      /* result: bytes up to the first record that is not complete */
    uint32_t n_lines;   /* result: physical lines in them */
    uint64_t n_records; /* result: records that were handed to the stages */
};

static void begin_part(const struct flow *flow, struct lane *lane, enum part part)
{
    for (size_t i = 0; i < flow->n_stages; i++)
        if (flow->stages[i]->begin)
            flow->stages[i]->begin(lane->states[i], part);
}

static void process(const struct flow *flow, struct lane *lane, const struct chunk *chunk,
                    enum part part, struct stretch *stretch)
{
    struct batch *batch = lane->batch;
    begin_part(flow, lane, part);
    batch->part = part;
    batch->chunk = chunk;
    batch->offset = stretch->offset;
    scanner_start(lane->scanner, stretch->bytes, stretch->n_bytes, stretch->at_eof);
    if (stretch->skips_line)
        scanner_skip_line(lane->scanner);
    stretch->n_records = 0;
    while (scanner_next(lane->scanner, &batch->scan)) {
        stretch->n_records += batch->scan.n_records;
        for (size_t i = 0; i < flow->n_stages; i++)
            flow->stages[i]->batch(lane->states[i], batch);
    }
    stretch->n_used = scanner_position(lane->scanner);
    stretch->n_lines = scanner_lines(lane->scanner);
    stretch->skips_line = scanner_skips_line(lane->scanner);
}

static void commit_part(const struct flow *flow, struct lane *lane, const struct chunk *chunk,
                        enum part part, struct turn *turn, const struct stretch *stretch)
{
    for (size_t i = 0; i < flow->n_stages; i++)
        if (flow->stages[i]->commit)
            flow->stages[i]->commit(lane->states[i], part, turn, chunk);
    turn->line_no += stretch->n_lines;
    turn->n_records += stretch->n_records;
}

/* The record that begins in an earlier chunk, followed by the first n_bytes of this one. */
static struct stretch join(struct worker *worker, const struct turn *turn,
                           const struct chunk *chunk, size_t n_bytes, bool at_eof)
{
    size_t n = turn->n_carry + n_bytes;
    worker->joined = mem_grow(worker->joined, &worker->joined_cap, n + READER_PADDING, 1);
    if (turn->n_carry)
        memcpy(worker->joined, turn->carry, turn->n_carry);
    memcpy(worker->joined + turn->n_carry, chunk->bytes, n_bytes);
    memset(worker->joined + n, 0, READER_PADDING);
    return (struct stretch){
        .bytes = worker->joined,
        .n_bytes = n,
        .at_eof = at_eof,
        .offset = turn->carry_offset,
        .skips_line = turn->skips_line,
    };
}

static void keep_rest(struct turn *turn, const struct stretch *stretch)
{
    size_t n = stretch->n_bytes - stretch->n_used;
    turn->carry = mem_grow(turn->carry, &turn->carry_cap, n, 1);
    if (n)
        memcpy(turn->carry, stretch->bytes + stretch->n_used, n);
    turn->n_carry = n;
    turn->carry_offset = stretch->offset + stretch->n_used;
    turn->skips_line = stretch->skips_line;
}

/* Where the first record that begins in this chunk begins, unless the chunk begins inside quotes.
 */
static size_t guess_start(const struct chunk *chunk)
{
    if (chunk->index == 0)
        return chunk->start;
    const char *feed = memchr(chunk->bytes, '\n', chunk->n_bytes);
    return feed ? (size_t)(feed - chunk->bytes) + 1 : chunk->n_bytes;
}

/* A last line without a line end is a line, too. */
static void count_last_line(struct turn *turn, const struct chunk *chunk)
{
    if (chunk->n_bytes) {
        char last = chunk->bytes[chunk->n_bytes - 1];
        turn->line_is_open = last != '\n' && last != '\r';
    }
    if (chunk->last)
        turn->line_no += turn->line_is_open;
}

/* With the turn: the record over the chunk's beginning, and whether the guess was right. */
static void settle(struct worker *worker, struct lane *lane, const struct chunk *chunk,
                   size_t guess, struct stretch *body, struct turn *turn)
{
    const struct flow *flow = worker->flow;
    if (chunk->index > 0) {
        bool no_body = guess == chunk->n_bytes;
        struct stretch head = join(worker, turn, chunk, guess, chunk->last && no_body);
        process(flow, lane, chunk, PART_HEAD, &head);
        if (no_body || head.n_used != head.n_bytes) {
            if (!no_body) {
                head = join(worker, turn, chunk, chunk->n_bytes, chunk->last);
                process(flow, lane, chunk, PART_HEAD, &head);
            }
            begin_part(flow, lane, PART_BODY);
            *body = head;
            body->n_lines = 0;
            body->n_records = 0;
        }
        commit_part(flow, lane, chunk, PART_HEAD, turn, &head);
    }
    commit_part(flow, lane, chunk, PART_BODY, turn, body);
    count_last_line(turn, chunk);
    keep_rest(turn, body);
}

static void work_on(struct worker *worker, struct chunk *chunk)
{
    if (chunk->failed) {
        reader_wait(worker->reader, chunk);
    } else {
        struct lane *lane = lane_of(worker, chunk->source);
        size_t guess = guess_start(chunk);
        struct stretch body = {.bytes = chunk->bytes + guess,
                               .n_bytes = chunk->n_bytes - guess,
                               .at_eof = chunk->last,
                               .offset = chunk->offset + guess};
        process(worker->flow, lane, chunk, PART_BODY, &body);
        struct turn *turn = reader_wait(worker->reader, chunk);
        settle(worker, lane, chunk, guess, &body, turn);
    }
    reader_pass(worker->reader, chunk);
}

static void *work(void *context)
{
    struct worker *worker = context;
    struct chunk chunk;
    while (!interrupt_came() && reader_claim(worker->reader, &worker->buffer, &chunk))
        work_on(worker, &chunk);
    pthread_mutex_lock(&worker->crew->lock);
    worker->crew->n_busy--;
    pthread_cond_signal(&worker->crew->ended);
    pthread_mutex_unlock(&worker->crew->lock);
    return NULL;
}

/* ---- the crew ---- */

static void tell_progress(const struct flow *flow, struct reader *reader)
{
    uint64_t n_bytes, total_bytes, n_records;
    reader_progress(reader, &n_bytes, &total_bytes, &n_records);
    flow->progress(flow->progress_context, n_bytes, n_records);
}

static void wait_for_crew(const struct flow *flow, struct reader *reader, struct crew *crew)
{
    if (!flow->progress)
        return;
    pthread_mutex_lock(&crew->lock);
    while (crew->n_busy > 0) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += PROGRESS_NANOSECONDS;
        if (until.tv_nsec >= 1000000000L) {
            until.tv_sec++;
            until.tv_nsec -= 1000000000L;
        }
        pthread_cond_timedwait(&crew->ended, &crew->lock, &until);
        tell_progress(flow, reader);
    }
    pthread_mutex_unlock(&crew->lock);
}

static bool start_worker(struct worker *worker)
{
    size_t n_buffer = worker->flow->chunk_bytes + READER_PADDING;
    worker->buffer = mem_alloc(n_buffer);
    worker->lanes = mem_alloc(worker->flow->plan->n_sources * sizeof *worker->lanes);
    return pthread_create(&worker->thread, NULL, work, worker) == 0;
}

static void free_worker(struct worker *worker)
{
    for (size_t s = 0; worker->lanes && s < worker->flow->plan->n_sources; s++)
        lane_release(worker->flow, &worker->lanes[s]);
    free(worker->lanes);
    free(worker->buffer);
    free(worker->joined);
}

static bool finish_stages(const struct flow *flow, struct worker *workers, struct errors *errors)
{
    bool ok = true;
    for (size_t s = 0; s < flow->plan->n_sources; s++) {
        for (int w = 0; w < flow->n_workers; w++) {
            struct lane *lane = workers[w].lanes ? &workers[w].lanes[s] : NULL;
            for (size_t i = 0; lane && lane->batch && i < flow->n_stages; i++)
                if (flow->stages[i]->finish)
                    ok &= flow->stages[i]->finish(lane->states[i], flow->builder, errors);
        }
    }
    return ok;
}

static void close_files(const struct flow *flow, struct reader *reader)
{
    for (size_t s = 0; s < flow->plan->n_sources; s++)
        for (size_t f = 0; f < flow->plan->sources[s].n_files; f++)
            if (!flow->wanted || flow->wanted[s])
                flow->close_file(flow->close_context, s, f, reader_account(reader, s, f),
                                 reader_book(reader, s, f));
}

bool flow_run(const struct flow *flow, struct errors *errors)
{
    struct reader *reader = reader_new(flow->plan, flow->wanted, flow->chunk_bytes);
    struct worker *workers = mem_alloc((size_t)flow->n_workers * sizeof *workers);
    struct crew crew = {.n_busy = flow->n_workers};
    pthread_mutex_init(&crew.lock, NULL);
    pthread_cond_init(&crew.ended, NULL);
    bool ok = true;
    int n_started = 0;
    for (; ok && n_started < flow->n_workers; n_started++) {
        workers[n_started] = (struct worker){.flow = flow, .reader = reader, .crew = &crew};
        ok = start_worker(&workers[n_started]);
    }
    n_started -= !ok;
    if (!ok) {
        errors_add_errno(errors, "", "een werker (thread) starten mislukt");
        pthread_mutex_lock(&crew.lock);
        crew.n_busy -= flow->n_workers - n_started;
        pthread_mutex_unlock(&crew.lock);
    }
    wait_for_crew(flow, reader, &crew);
    for (int w = 0; w < n_started; w++)
        pthread_join(workers[w].thread, NULL);

    if (interrupt_came())
        ok = errors_add(errors, ERROR_MACHINE, "", "onderbroken tijdens het lezen");
    ok &= reader_errors(reader, errors);
    if (flow->builder)
        ok &= finish_stages(flow, workers, errors);
    if (flow->close_file)
        close_files(flow, reader);
    for (int w = 0; w < flow->n_workers; w++)
        free_worker(&workers[w]);
    free(workers);
    reader_free(reader);
    pthread_mutex_destroy(&crew.lock);
    pthread_cond_destroy(&crew.ended);
    return ok;
}
