#include "pipeline/reading/doubles.h"

#include "pipeline/base/path.h"
#include "pipeline/reading/flow.h"

#include <stdlib.h>
#include <string.h>

/* Hashes of about so many lines are held at one time: 8 MB. */
#define SHARE_LINES 1000000

/* When a whole delivery came twice, the first of its lines say enough. */
#define MOST_SUSPECTS ((size_t)LEDGER_MAX_LISTED)
#define MOST_SEEN     (4 * MOST_SUSPECTS)

/* Of the stages that place a record. */
#define MOST_PLACING 8

#define NO_FILE ((size_t)-1)

struct seen {
    const char *boekstuk, *regel;
    const char *file; /* base name */
    uint64_t line_no;
};

/* What a reading gathers. There is one worker: nothing is shared. */
struct search {
    struct arena *arena;
    enum text_encoding encoding;
    uint64_t *hashes; /* of the share of the pairs that is looked at, later sorted */
    size_t n_hashes, hashes_cap;
    uint64_t share, n_shares; /* hashes that are `share` modulo n_shares are looked at */
    bool naming;              /* the last reading: names behind the suspects */
    uint64_t *suspects;       /* hashes that came twice, in the end sorted; at most MOST_SUSPECTS */
    size_t n_suspects, suspects_cap;
    size_t *first_file; /* of each suspect, NO_FILE until it is seen */
    bool across;        /* one of them is in two files */
    uint64_t n_extra;   /* lines whose hash had come already */
    bool cut;           /* not all of them are among the suspects, or in seen */
    struct seen *seen;  /* the pairs behind them, in the order of the files; at most MOST_SEEN */
    size_t n_seen, seen_cap;
};

struct second_look {
    const struct ledger *ledger;
    struct errors *errors;
};

struct pair {
    uint64_t hash;
    uint32_t line;
    struct text boekstuk, regel; /* second reading only; in the part's arena */
};

struct pairs {
    struct pair *items;
    size_t n, cap;
    struct arena arena;
};

struct double_state {
    struct search *search;
    const struct source *source;
    struct pairs parts[PART_COUNT];
};

static void *double_open(const struct plan *plan, size_t source, void *context)
{
    struct double_state *state = mem_alloc(sizeof *state);
    state->search = context;
    state->source = &plan->sources[source];
    return state;
}

static void double_begin(void *context, enum part part)
{
    struct pairs *pairs = &((struct double_state *)context)->parts[part];
    arena_release(&pairs->arena);
    pairs->n = 0;
}

static uint64_t hash_pair(struct text boekstuk, struct text regel)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < boekstuk.n_bytes; i++)
        hash = (hash ^ (unsigned char)boekstuk.bytes[i]) * UINT64_C(0x100000001B3);
    hash = (hash ^ 0x100) * UINT64_C(0x100000001B3);
    for (size_t i = 0; i < regel.n_bytes; i++)
        hash = (hash ^ (unsigned char)regel.bytes[i]) * UINT64_C(0x100000001B3);
    /* the same in every process: which doubles are listed follows from it */
    return memo_mix(hash ^ UINT64_C(0x9E3779B97F4A7C15), UINT64_C(0xD6E8FEB86659FD93));
}

static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static const uint64_t *find_suspect(const struct search *search, uint64_t hash)
{
    return bsearch(&hash, search->suspects, search->n_suspects, sizeof hash, by_number);
}

static struct text keep(struct arena *arena, struct text text)
{
    return (struct text){arena_copy(arena, text.bytes, text.n_bytes), text.n_bytes};
}

static void double_batch(void *context, struct batch *batch)
{
    struct double_state *state = context;
    const struct search *search = state->search;
    struct pairs *pairs = &state->parts[batch->part];
    const size_t *role = state->source->profile->role;
    pairs->items = mem_grow(pairs->items, &pairs->cap, pairs->n + batch->n, sizeof *pairs->items);
    for (size_t i = 0; i < batch->n; i++) {
        const struct scan_record *record = &batch->scan.records[batch->record[i]];
        if (!fate_is_booking(state->source->profile, batch_destinations(batch, 0)[i].fate))
            continue;
        struct text boekstuk = batch_boekstuk(batch, record);
        struct text regel = batch_field(batch, record, role[ROLE_REGEL]);
        struct pair pair = {.hash = hash_pair(boekstuk, regel), .line = record->line};
        if (search->naming) {
            if (!find_suspect(search, pair.hash))
                continue;
            pair.boekstuk = keep(&pairs->arena, boekstuk);
            pair.regel = keep(&pairs->arena, regel);
        } else if (pair.hash % search->n_shares != search->share) {
            continue;
        }
        pairs->items[pairs->n++] = pair;
    }
}

static void note_file(struct search *search, uint64_t hash, size_t file)
{
    size_t *first = &search->first_file[find_suspect(search, hash) - search->suspects];
    search->across |= *first != NO_FILE && *first != file;
    *first = file;
}

static void keep_seen(struct search *search, const struct pair *pair, const struct source *source,
                      size_t file, uint64_t line_no)
{
    if (search->n_seen == MOST_SEEN) {
        search->cut = true;
        return;
    }
    search->seen =
        mem_grow(search->seen, &search->seen_cap, search->n_seen + 1, sizeof *search->seen);
    search->seen[search->n_seen++] = (struct seen){
        .boekstuk = arena_copy(search->arena, pair->boekstuk.bytes, pair->boekstuk.n_bytes),
        .regel = arena_copy(search->arena, pair->regel.bytes, pair->regel.n_bytes),
        .file = source_file_shown(source, file, search->arena),
        .line_no = line_no,
    };
}

static void double_commit(void *context, enum part part, struct turn *turn,
                          const struct chunk *chunk)
{
    struct double_state *state = context;
    struct search *search = state->search;
    const struct pairs *pairs = &state->parts[part];
    if (!search->naming)
        search->hashes = mem_grow(search->hashes, &search->hashes_cap, search->n_hashes + pairs->n,
                                  sizeof *search->hashes);
    for (size_t i = 0; i < pairs->n; i++) {
        if (!search->naming) {
            search->hashes[search->n_hashes++] = pairs->items[i].hash;
            continue;
        }
        note_file(search, pairs->items[i].hash, chunk->file);
        keep_seen(search, &pairs->items[i], state->source, chunk->file,
                  turn->line_no + pairs->items[i].line);
    }
}

static void double_close(void *context)
{
    struct double_state *state = context;
    for (int part = 0; part < PART_COUNT; part++) {
        arena_release(&state->parts[part].arena);
        free(state->parts[part].items);
    }
    free(state);
}

static const struct line_stage double_stage = {
    .name = "dubbele boekstukregels",
    .open = double_open,
    .begin = double_begin,
    .batch = double_batch,
    .commit = double_commit,
    .close = double_close,
};

/* What is read again must be what was read. */
static void same_file(void *context, size_t source, size_t file, const struct file_account *account,
                      struct book *book)
{
    (void)book;
    struct second_look *look = context;
    const struct file_account *first = &look->ledger->accounts[source].files[file];
    if (strcmp(first->sha256, account->sha256) != 0)
        errors_add(look->errors, ERROR_MACHINE, first->path,
                   "is gewijzigd terwijl de run bezig was: verwacht de bytes die zijn geteld, "
                   "gevonden andere; begin de run opnieuw als de levering klaar is");
}

static bool read_again(const struct line_chain *lines, const struct ledger *ledger, size_t source,
                       struct search *search, struct errors *errors)
{
    const struct line_stage *stages[MOST_PLACING + 1];
    memcpy(stages, lines->stages, lines->n_placing * sizeof *stages);
    stages[lines->n_placing] = &double_stage;
    const struct plan *plan = ledger->plan;
    struct second_look look = {ledger, errors};
    size_t n_before = errors->n;
    bool *wanted = mem_alloc(plan->n_sources * sizeof *wanted);
    wanted[source] = true;
    struct flow flow = {.plan = plan,
                        .wanted = wanted,
                        .stages = stages,
                        .n_stages = lines->n_placing + 1,
                        .context = search,
                        .n_workers = 1,
                        .chunk_bytes = READER_CHUNK_BYTES,
                        .close_file = same_file,
                        .close_context = &look};
    bool ok = flow_run(&flow, errors);
    free(wanted);
    return ok && errors->n == n_before;
}

/* Adds the hashes of this share that came more than once, each once. */
static void find_suspects(struct search *search)
{
    if (search->n_hashes)
        qsort(search->hashes, search->n_hashes, sizeof *search->hashes, by_number);
    for (size_t i = 1; i < search->n_hashes; i++) {
        uint64_t hash = search->hashes[i];
        bool known = search->n_suspects && search->suspects[search->n_suspects - 1] == hash;
        if (hash != search->hashes[i - 1])
            continue;
        search->n_extra++;
        if (known)
            continue;
        if (search->n_suspects == MOST_SUSPECTS) {
            search->cut = true;
            continue;
        }
        search->suspects = mem_grow(search->suspects, &search->suspects_cap, search->n_suspects + 1,
                                    sizeof *search->suspects);
        search->suspects[search->n_suspects++] = hash;
    }
    search->n_hashes = 0;
}

static int by_pair(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    int order = text_natural(text_of(x->boekstuk), text_of(y->boekstuk));
    order = order ? order : text_natural(text_of(x->regel), text_of(y->regel));
    order = order ? order : strcmp(x->file, y->file);
    return order ? order : (x->line_no > y->line_no) - (x->line_no < y->line_no);
}

static const char *in_utf8(const struct search *search, const char *value)
{
    return text_to_utf8(search->arena, text_of(value), search->encoding);
}

static void forget_files(struct search *search)
{
    search->first_file = mem_alloc(search->n_suspects * sizeof *search->first_file);
    for (size_t i = 0; i < search->n_suspects; i++)
        search->first_file[i] = NO_FILE;
}

/* Every further one of the same pair is one too many. */
static void tell_doubles(struct search *search, struct source_account *account)
{
    if (search->n_seen)
        qsort(search->seen, search->n_seen, sizeof *search->seen, by_pair);
    account->doubled = arena_alloc(search->arena, search->n_seen * sizeof *account->doubled);
    for (size_t i = 1; i < search->n_seen; i++) {
        const struct seen *first = &search->seen[i - 1], *second = &search->seen[i];
        if (strcmp(first->boekstuk, second->boekstuk) != 0 ||
            strcmp(first->regel, second->regel) != 0)
            continue;
        account->n_doubled++;
        if (account->n_doubled_shown < LEDGER_MAX_LISTED)
            account->doubled[account->n_doubled_shown++] =
                (struct doubled){in_utf8(search, second->boekstuk), in_utf8(search, second->regel),
                                 arena_printf(search->arena, "%s:%llu en %s:%llu", first->file,
                                              (unsigned long long)first->line_no, second->file,
                                              (unsigned long long)second->line_no)};
    }
    account->doubled_across = search->across;
    if (search->cut) /* one chance in 2^64 per pair that two of them share a hash */
        account->n_doubled = search->n_extra;
}

bool doubles_find(const struct line_chain *lines, struct ledger *ledger, size_t source,
                  struct arena *arena, struct errors *errors)
{
    struct search search = {.arena = arena,
                            .encoding = profile_encoding(ledger->plan->sources[source].profile)};
    search.n_shares = 1 + ledger->accounts[source].n_records / SHARE_LINES;
    bool ok = true;
    for (; ok && search.share < search.n_shares; search.share++) {
        ok = read_again(lines, ledger, source, &search, errors);
        find_suspects(&search);
    }
    if (search.n_suspects)
        qsort(search.suspects, search.n_suspects, sizeof *search.suspects, by_number);
    search.naming = true;
    forget_files(&search);
    if (ok && search.n_suspects)
        ok = read_again(lines, ledger, source, &search, errors);
    tell_doubles(&search, &ledger->accounts[source]);
    free(search.hashes);
    free(search.suspects);
    free(search.first_file);
    free(search.seen);
    return ok;
}
