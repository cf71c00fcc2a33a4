#include "pipeline/reading/flow.h"

#include "pipeline/base/interrupt.h"
#include "pipeline/base/progress.h"
#include "pipeline/reading/told.h"

#include <malloc.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PROGRESS_NANOSECONDS 150000000L
#define JOINED_KEPT          (64 * 1024)
#define LARGE_BYTES          ((size_t)96 * 1024) /* of what a worker has at hand for a source */
#define STACK_BYTES          (512 * 1024)        /* of a worker, whatever the limit of the shell */

/* A chunk is read in two parts (see reader.h): the records from the guessed start on, and later,
 * with the turn, the record that runs over the chunk's beginning. What the stages found in a part
 * is kept apart until it is committed, and thrown away when the guess was wrong. */
enum { PART_BODY, PART_HEAD, PART_COUNT };

struct part {
    void **of_stage;    /* one per stage: its part_size bytes */
    struct arena arena; /* what else they needed for it */
};

/* What a worker has for one source. */
struct lane {
    struct batch *batch;
    struct scanner *scanner;
    bool *wanted;  /* per stage: it has something to find out here */
    void **states; /* one per stage */
    struct part parts[PART_COUNT];
    struct lane *older; /* of those that are at hand, the one that was used before this one */
};

/* What was committed of one file: whoever has its turn may touch it. */
struct findings_of_file {
    const char *name;
    struct arena arena;
    void **of_stage; /* one per stage: its file_size bytes */
    struct findings findings[FINDING_COUNT];
};

struct worker {
    const struct flow *flow;
    struct findings_of_file **files; /* [source][file] */
    struct reader *reader;
    struct crew *crew;
    pthread_t thread;
    struct lane *lanes; /* one per source; empty until the worker meets the source, and again when
                           it has met others since */
    struct lane *newest;
    char *buffer; /* the chunk */
    char *joined; /* carry and chunk together */
    size_t joined_cap;
};

struct crew {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    int n_busy;
    pthread_mutex_t ledger;   /* of the builder, as long as there is reading */
    _Atomic(size_t) *n_ended; /* per source: files that are read to their end */
};

static bool flow_wants(const struct flow *flow, size_t source)
{
    return !flow->wanted || flow->wanted[source];
}

/* Memory for each stage, all zeros. */
static void **room_for(const struct flow *flow, size_t size_at)
{
    void **rooms = mem_alloc(flow->n_stages * sizeof *rooms);
    for (size_t i = 0; i < flow->n_stages; i++)
        rooms[i] = mem_alloc(*(const size_t *)((const char *)flow->stages[i] + size_at));
    return rooms;
}

static void free_room(const struct flow *flow, void **rooms)
{
    for (size_t i = 0; i < flow->n_stages; i++)
        free(rooms[i]);
    free(rooms);
}

static bool stage_wants(const struct flow *flow, size_t stage, size_t source)
{
    const struct line_stage *s = flow->stages[stage];
    const struct profile *profile = flow->plan->sources[source].profile;
    return profile_has_some(profile, s->needs) && (!s->wants || s->wants(profile));
}

static void lane_open(const struct flow *flow, struct lane *lane, size_t source)
{
    const struct profile_file *file = &flow->plan->sources[source].profile->file;
    lane->batch = batch_new(flow->plan, source);
    lane->scanner = scanner_new(file->separator, file->quote, file->comment);
    lane->states = mem_alloc(flow->n_stages * sizeof *lane->states);
    lane->wanted = mem_alloc(flow->n_stages * sizeof *lane->wanted);
    for (size_t i = 0; i < flow->n_stages; i++) {
        const struct line_stage *stage = flow->stages[i];
        lane->wanted[i] = stage_wants(flow, i, source);
        if (lane->wanted[i])
            lane->states[i] =
                stage->open ? stage->open(flow->plan, source, flow->context) : flow->context;
    }
    for (int k = 0; k < PART_COUNT; k++)
        lane->parts[k].of_stage = room_for(flow, offsetof(struct line_stage, part_size));
}

static void part_release(const struct flow *flow, struct part *part)
{
    for (size_t i = 0; i < flow->n_stages; i++)
        if (flow->stages[i]->free_part)
            flow->stages[i]->free_part(part->of_stage[i]);
    free_room(flow, part->of_stage);
    arena_release(&part->arena);
}

/* What the stages found out comes to the ledger: the worker goes to other sources, or reading is
 * done. */
static void lane_rest(const struct worker *worker, struct lane *lane)
{
    const struct flow *flow = worker->flow;
    if (!lane->batch)
        return;
    for (int k = 0; k < PART_COUNT; k++)
        part_release(flow, &lane->parts[k]);
    scanner_free(lane->scanner);
    batch_free(lane->batch);
    lane->scanner = NULL;
    lane->batch = NULL;
    pthread_mutex_lock(&worker->crew->ledger);
    for (size_t i = 0; flow->builder && i < flow->n_stages; i++)
        if (lane->wanted[i] && flow->stages[i]->finish)
            flow->stages[i]->finish(lane->states[i], flow->builder);
    pthread_mutex_unlock(&worker->crew->ledger);
    for (size_t i = 0; i < flow->n_stages; i++)
        if (lane->wanted[i] && flow->stages[i]->close)
            flow->stages[i]->close(lane->states[i]);
    free(lane->wanted);
    free(lane->states);
    /* What they needed lies scattered. One at a time: where another allocator stands in its place
     * (sanitizers), two who are the first to ask for it both set up that of the C library. */
    pthread_mutex_lock(&worker->crew->ledger);
    malloc_trim(0);
    pthread_mutex_unlock(&worker->crew->ledger);
}

static void rest_ended(struct worker *worker)
{
    for (struct lane **at = &worker->newest; *at;) {
        struct lane *lane = *at;
        const ptrdiff_t source = lane - worker->lanes;
        if (worker->crew->n_ended[source] == worker->flow->plan->sources[source].n_files) {
            *at = lane->older;
            lane_rest(worker, lane);
        } else {
            at = &lane->older;
        }
    }
}

/* The source's lane. Two are at hand: of files of several sources the last ones are read by all. */
static struct lane *lane_of(struct worker *worker, size_t source)
{
    rest_ended(worker);
    struct lane *lane = &worker->lanes[source], *other = worker->newest;
    if (lane == other)
        return lane;
    if (other && other->older && other->older != lane)
        lane_rest(worker, other->older);
    if (other)
        other->older = NULL;
    if (!lane->batch)
        lane_open(worker->flow, lane, source);
    lane->older = other;
    worker->newest = lane;
    return lane;
}

/* ---- what was found in a file ---- */

static struct findings_of_file **open_files(const struct flow *flow)
{
    const struct plan *plan = flow->plan;
    struct findings_of_file **files = mem_alloc(plan->n_sources * sizeof *files);
    for (size_t s = 0; s < plan->n_sources; s++) {
        files[s] = mem_alloc(plan->sources[s].n_files * sizeof **files);
        for (size_t f = 0; flow_wants(flow, s) && f < plan->sources[s].n_files; f++) {
            files[s][f].of_stage = room_for(flow, offsetof(struct line_stage, file_size));
            files[s][f].name = source_file_shown(&plan->sources[s], f, &files[s][f].arena);
        }
    }
    return files;
}

static struct place place_of(const struct flow *flow, struct findings_of_file *found, size_t source,
                             size_t file, uint64_t line_no)
{
    return (struct place){.source = source,
                          .file = file,
                          .profile = flow->plan->sources[source].profile,
                          .name = found->name,
                          .line_no = line_no,
                          .arena = &found->arena,
                          .findings = found->findings};
}

static void tell(const struct flow *flow, const struct fact **facts, size_t stage, const void *told,
                 size_t n_bytes)
{
    if (n_bytes == 0)
        return;
    struct fact *fact = arena_alloc(flow->builder->arena, sizeof *fact);
    *fact = (struct fact){flow->stages[stage]->name,
                          arena_copy(flow->builder->arena, told, n_bytes), *facts};
    *facts = fact;
}

/* What was found in a file comes to the ledger. */
static void close_file(const struct flow *flow, struct findings_of_file *found, void **of_source,
                       const struct place *place)
{
    struct source_account *account = &flow->builder->ledger->accounts[place->source];
    for (size_t i = 0; i < flow->n_stages; i++) {
        const struct line_stage *stage = flow->stages[i];
        if (stage_wants(flow, i, place->source) && stage->close_file)
            stage->close_file(found->of_stage[i], of_source[i], place, flow->builder);
        tell(flow, &account->files[place->file].facts, i, found->of_stage[i], stage->told_of_file);
    }
    for (int kind = 0; kind < FINDING_COUNT; kind++)
        findings_append(&account->findings[kind], flow->builder->arena, &found->findings[kind]);
}

static void close_source(const struct flow *flow, struct findings_of_file *files, size_t source)
{
    void **of_source = room_for(flow, offsetof(struct line_stage, source_size));
    for (size_t f = 0; f < flow->plan->sources[source].n_files; f++) {
        const struct place place = place_of(flow, &files[f], source, f, 0);
        close_file(flow, &files[f], of_source, &place);
    }
    for (size_t i = 0; i < flow->n_stages; i++) {
        const struct line_stage *stage = flow->stages[i];
        if (stage_wants(flow, i, source) && stage->close_source)
            stage->close_source(of_source[i], source, flow->builder);
        tell(flow, &flow->builder->ledger->accounts[source].facts, i, of_source[i],
             stage->told_of_source);
    }
    free_room(flow, of_source);
}

/* All that was found in the files of a source, when it is closed. */
static void free_files(const struct flow *flow, struct findings_of_file *files, size_t source)
{
    for (size_t f = 0; flow_wants(flow, source) && f < flow->plan->sources[source].n_files; f++) {
        for (size_t i = 0; i < flow->n_stages; i++)
            if (flow->stages[i]->free_file)
                flow->stages[i]->free_file(files[f].of_stage[i]);
        free_room(flow, files[f].of_stage);
        arena_release(&files[f].arena);
    }
    free(files);
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

static void begin_part(const struct flow *flow, struct lane *lane, struct part *part)
{
    arena_clear(&part->arena);
    for (size_t i = 0; i < flow->n_stages; i++) {
        const struct line_stage *stage = flow->stages[i];
        if (lane->wanted[i] && stage->forget)
            stage->forget(lane->states[i], part->of_stage[i]);
        else
            memset(part->of_stage[i], 0, stage->part_size);
    }
}

static void pass_stages(const struct flow *flow, const struct lane *lane, const struct part *part,
                        struct batch *batch, bool is_contra)
{
    batch->is_contra = is_contra;
    for (size_t i = 0; i < flow->n_stages; i++)
        if (lane->wanted[i] && !(is_contra && flow->stages[i]->of_lines))
            flow->stages[i]->batch(lane->states[i], part->of_stage[i], batch);
}

static void process(const struct flow *flow, struct lane *lane, const struct chunk *chunk,
                    struct part *part, struct stretch *stretch)
{
    struct batch *batch = lane->batch;
    begin_part(flow, lane, part);
    batch->arena = &part->arena;
    batch->offset = stretch->offset;
    scanner_start(lane->scanner, stretch->bytes, stretch->n_bytes, stretch->at_eof);
    scanner_expect(lane->scanner, chunk->n_fields);
    scanner_count_rows(lane->scanner, chunk->is_rows);
    if (stretch->skips_line)
        scanner_skip_line(lane->scanner);
    stretch->n_records = 0;
    while (scanner_next(lane->scanner, &batch->scan)) {
        stretch->n_records += batch->scan.n_records;
        batch->chunk = chunk;
        pass_stages(flow, lane, part, batch, false);
        if (batch->has_contra)
            pass_stages(flow, lane, part, batch, true);
    }
    stretch->n_used = scanner_position(lane->scanner);
    stretch->n_lines = scanner_lines(lane->scanner);
    stretch->skips_line = scanner_skips_line(lane->scanner);
}

static void commit_part(const struct worker *worker, struct lane *lane, const struct chunk *chunk,
                        struct part *part, struct turn *turn, const struct stretch *stretch)
{
    const struct flow *flow = worker->flow;
    struct findings_of_file *file = &worker->files[chunk->source][chunk->file];
    struct place place = place_of(flow, file, chunk->source, chunk->file, turn->line_no);
    place.ends = chunk->last && part == &lane->parts[PART_BODY];
    for (size_t i = 0; i < flow->n_stages; i++)
        if (lane->wanted[i] && flow->stages[i]->commit)
            flow->stages[i]->commit(lane->states[i], part->of_stage[i], file->of_stage[i], &place);
    turn->line_no += stretch->n_lines;
    turn->n_records += stretch->n_records;
}

/* The record that begins in an earlier chunk, followed by the first n_bytes of this one. */
static struct stretch join(struct worker *worker, const struct turn *turn,
                           const struct chunk *chunk, size_t n_bytes, bool at_eof)
{
    size_t n = turn->n_carry + n_bytes;
    worker->joined = mem_grow_unset(worker->joined, &worker->joined_cap, n + READER_PADDING, 1);
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

/* After a wrong guess it is as large as a chunk, which is rare. */
static void forget_joined(struct worker *worker)
{
    if (worker->joined_cap <= JOINED_KEPT)
        return;
    free(worker->joined);
    worker->joined = NULL;
    worker->joined_cap = 0;
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

/* Where the first record that begins in this chunk begins, as far as its bytes tell. Where what a
 * record says follows from those before it none does: all wait for the turn. */
static size_t guess_start(const struct chunk *chunk, const struct profile *profile)
{
    if (chunk->index == 0 || profile->any_down)
        return chunk->index ? chunk->n_bytes : chunk->start;
    return csv_guess_start((struct text){chunk->bytes, chunk->n_bytes}, profile->file.separator,
                           profile->file.quote, chunk->n_fields);
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
    struct part *body_part = &lane->parts[PART_BODY], *head_part = &lane->parts[PART_HEAD];
    if (chunk->index > 0) {
        bool no_body = guess == chunk->n_bytes;
        struct stretch head = join(worker, turn, chunk, guess, chunk->last && no_body);
        process(flow, lane, chunk, head_part, &head);
        if (no_body || head.n_used != head.n_bytes) {
            if (!no_body) {
                head = join(worker, turn, chunk, chunk->n_bytes, chunk->last);
                process(flow, lane, chunk, head_part, &head);
            }
            begin_part(flow, lane, body_part);
            *body = head;
            body->n_lines = 0;
            body->n_records = 0;
        }
        commit_part(worker, lane, chunk, head_part, turn, &head);
    }
    commit_part(worker, lane, chunk, body_part, turn, body);
    count_last_line(turn, chunk);
    if (chunk->last)
        worker->crew->n_ended[chunk->source]++;
    keep_rest(turn, body);
    forget_joined(worker);
}

static void work_on(struct worker *worker, struct chunk *chunk)
{
    if (chunk->failed) {
        reader_wait(chunk);
    } else {
        struct lane *lane = lane_of(worker, chunk->source);
        const struct profile *profile = worker->flow->plan->sources[chunk->source].profile;
        size_t guess = guess_start(chunk, profile);
        if (profile->any_down) {
            struct turn *turn = reader_wait(chunk);
            turn->above.first_line = turn->line_no;
            lane->batch->above = &turn->above;
        }
        struct stretch body = {.bytes = chunk->bytes + guess,
                               .n_bytes = chunk->n_bytes - guess,
                               .at_eof = chunk->last,
                               .offset = chunk->offset + guess};
        batch_begin_chunk(lane->batch, chunk);
        process(worker->flow, lane, chunk, &lane->parts[PART_BODY], &body);
        struct turn *turn = reader_wait(chunk);
        settle(worker, lane, chunk, guess, &body, turn);
    }
    reader_pass(worker->reader, chunk);
}

/* A function of its own: tests/bench/instructions.sh counts what is done in it. */
__attribute__((noinline)) static void read_chunks(struct worker *worker)
{
    struct chunk chunk = {0};
    while (!interrupt_came() && reader_claim(worker->reader, &worker->buffer, &chunk))
        work_on(worker, &chunk);
}

/* What it has at hand it gives back itself, beside the others. */
static void *employ(void *context)
{
    struct worker *worker = context;
    read_chunks(worker);
    for (size_t s = 0; s < worker->flow->plan->n_sources; s++)
        lane_rest(worker, &worker->lanes[s]);
    pthread_mutex_lock(&worker->crew->lock);
    worker->crew->n_busy--;
    pthread_cond_signal(&worker->crew->ended);
    pthread_mutex_unlock(&worker->crew->lock);
    return NULL;
}

/* ---- the crew ---- */

static void wait_for_crew(const struct flow *flow, struct reader *reader, struct crew *crew)
{
    const uint64_t began = progress_milliseconds();
    struct progress progress;
    if (flow->silent || !progress_is_shown())
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
        progress = reader_progress(reader);
        progress.milliseconds = progress_milliseconds() - began;
        progress_reading(&progress);
    }
    pthread_mutex_unlock(&crew->lock);
    progress_wipe();
}

static bool start_worker(struct worker *worker)
{
    worker->buffer = mem_alloc(READER_ROOM(worker->flow->chunk_bytes));
    worker->lanes = mem_alloc(worker->flow->plan->n_sources * sizeof *worker->lanes);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    bool ok = pthread_create(&worker->thread, &attributes, employ, worker) == 0;
    pthread_attr_destroy(&attributes);
    return ok;
}

static void free_worker(struct worker *worker)
{
    free(worker->lanes);
    free(worker->buffer);
    free(worker->joined);
}

static void tell_files(const struct flow *flow, struct reader *reader)
{
    for (size_t s = 0, n = 0; s < flow->plan->n_sources; s++) {
        for (size_t f = 0; flow_wants(flow, s) && f < flow->plan->sources[s].n_files; f++) {
            const struct file_account *account = reader_account(reader, n++);
            if (flow->file_was_read)
                flow->file_was_read(flow->file_context, s, f, account);
            if (!flow->builder)
                continue;
            flow->builder->ledger->accounts[s].files[f] = *account;
            flow->builder->ledger->accounts[s].failed |= account->failed;
        }
    }
}

bool flow_run(const struct flow *flow, struct errors *errors)
{
    mem_large_from(LARGE_BYTES);
    struct reader *reader = reader_new(flow->plan, flow->wanted, flow->unhashed, flow->chunk_bytes);
    struct findings_of_file **files = open_files(flow);
    struct worker *workers = mem_alloc((size_t)flow->n_workers * sizeof *workers);
    struct crew crew = {.n_busy = flow->n_workers,
                        .n_ended = mem_alloc(flow->plan->n_sources * sizeof *crew.n_ended)};
    pthread_mutex_init(&crew.lock, NULL);
    pthread_mutex_init(&crew.ledger, NULL);
    pthread_cond_init(&crew.ended, NULL);
    bool ok = true;
    int n_started = 0;
    for (; ok && n_started < flow->n_workers; n_started++) {
        workers[n_started] =
            (struct worker){.flow = flow, .files = files, .reader = reader, .crew = &crew};
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
    tell_files(flow, reader);
    for (int w = 0; w < flow->n_workers; w++)
        free_worker(&workers[w]);
    free(workers);
    for (size_t s = 0; s < flow->plan->n_sources; s++) {
        if (flow->builder)
            close_source(flow, files[s], s);
        free_files(flow, files[s], s);
    }
    free(files);
    free(crew.n_ended);
    reader_free(reader);
    mem_large_from(MEM_LARGE);
    malloc_trim(0);
    pthread_mutex_destroy(&crew.lock);
    pthread_mutex_destroy(&crew.ledger);
    pthread_cond_destroy(&crew.ended);
    return ok;
}
