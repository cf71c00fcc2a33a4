#include "pipeline/reading/doubles.h"
#include "pipeline/base/array.h"

#include "pipeline/reading/repeats.h"
#include "pipeline/reading/told.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* When a whole delivery came twice, the first of its lines say enough. */
#define MOST_SUSPECTS ((size_t)FINDINGS_MAX_LISTED)
#define MOST_SEEN     (4 * MOST_SUSPECTS)

#define NO_FILE ((size_t)-1)

struct seen {
    const char *boekstuk, *regel;
    const char *file; /* base name */
    uint64_t line_no;
    uint64_t whole; /* a hash of the line */
};

struct doubles {
    pthread_mutex_t lock;
    struct repeats **of; /* one per source, NULL until a hash comes */
    size_t n_sources;
};

struct search {
    const struct again *again;
    const struct plan *plan;
    size_t source;
    struct arena *arena;
    uint64_t *suspects; /* hashes that came twice, sorted; at most MOST_SUSPECTS */
    size_t n_suspects;
    uint64_t n_extra; /* lines whose hash had come already */
    bool cut;         /* not all of them are among the suspects, or in seen */
    /* their names and places. This reading has one worker */
    size_t *first_file; /* of each suspect, NO_FILE until it is seen */
    bool across;        /* one of them is in two files */
    struct seen *seen;  /* the pairs behind them, in the order of the files; at most MOST_SEEN */
    size_t n_seen;
};

struct pair {
    uint64_t hash, whole;
    uint32_t line;
    struct text boekstuk, regel;
};

struct pairs {
    struct pair *items; /* in the part's arena, as their texts */
    size_t n;
};

struct doubles *doubles_new(size_t n_sources)
{
    struct doubles *doubles = mem_alloc(sizeof *doubles);
    doubles->of = mem_alloc(n_sources * sizeof *doubles->of);
    doubles->n_sources = n_sources;
    pthread_mutex_init(&doubles->lock, NULL);
    return doubles;
}

static void forget(struct doubles *doubles, size_t source)
{
    if (doubles->of[source])
        repeats_free(doubles->of[source]);
    doubles->of[source] = NULL;
}

void doubles_free(struct doubles *doubles)
{
    for (size_t s = 0; s < doubles->n_sources; s++)
        forget(doubles, s);
    pthread_mutex_destroy(&doubles->lock);
    free(doubles->of);
    free(doubles);
}

void doubles_add(struct doubles *doubles, size_t source, const uint64_t *hashes, size_t n)
{
    pthread_mutex_lock(&doubles->lock);
    struct repeats **repeats = &doubles->of[source];
    if (!*repeats)
        *repeats = repeats_new();
    for (size_t i = 0; i < n; i++)
        repeats_add(*repeats, hashes[i]);
    pthread_mutex_unlock(&doubles->lock);
}

bool doubles_are_looked_for(struct doubles *doubles, size_t source)
{
    pthread_mutex_lock(&doubles->lock);
    const bool are = doubles->of[source];
    pthread_mutex_unlock(&doubles->lock);
    return are;
}

uint64_t doubles_hash(struct text boekstuk, struct text regel)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325);
#pragma GCC unroll 8
    for (size_t i = 0; i < boekstuk.n_bytes; i++)
        hash = (hash ^ (unsigned char)boekstuk.bytes[i]) * UINT64_C(0x100000001B3);
    hash = (hash ^ 0x100) * UINT64_C(0x100000001B3);
    for (size_t i = 0; i < regel.n_bytes; i++)
        hash = (hash ^ (unsigned char)regel.bytes[i]) * UINT64_C(0x100000001B3);
    /* the same in every process: which doubles are listed follows from it */
    hash = memo_mix(hash ^ UINT64_C(0x9E3779B97F4A7C15), UINT64_C(0xD6E8FEB86659FD93));
    return hash | (hash == 0);
}

static const uint64_t *find_suspect(const struct search *search, uint64_t hash)
{
    return bsearch(&hash, search->suspects, search->n_suspects, sizeof hash, array_compare_numbers);
}

static void names_batch(void *state, void *part, struct batch *batch)
{
    const struct search *search = state;
    const struct profile *profile = batch->source->profile;
    struct pairs *pairs = part;
    for (size_t i = 0; i < batch->n; i++) {
        const struct scan_record *record = batch_record(batch, i);
        if (!batch_is_booking(batch, i))
            continue;
        const struct text boekstuk = batch_boekstuk(batch, record);
        const struct text regel = batch_field(batch, record, profile->role[ROLE_REGEL]);
        const uint64_t hash = doubles_hash(boekstuk, regel);
        if (!find_suspect(search, hash))
            continue;
        const struct text whole = {batch->scan.bytes + record->start, record->end - record->start};
        *arena_add(batch->arena, pairs->items, pairs->n) =
            (struct pair){hash, doubles_hash(whole, text_of("")), record->line,
                          text_kept(batch->arena, boekstuk), text_kept(batch->arena, regel)};
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
    *mem_add(search->seen, search->n_seen) = (struct seen){
        .boekstuk = arena_copy(search->arena, pair->boekstuk.bytes, pair->boekstuk.n_bytes),
        .regel = arena_copy(search->arena, pair->regel.bytes, pair->regel.n_bytes),
        .file = source_file_shown(source, file, search->arena),
        .line_no = line_no,
        .whole = pair->whole,
    };
}

static void names_commit(void *state, void *part, void *file, const struct place *place)
{
    struct search *search = state;
    const struct pairs *pairs = part;
    const struct source *source = &search->plan->sources[place->source];
    (void)file;
    for (size_t i = 0; i < pairs->n; i++) {
        note_file(search, pairs->items[i].hash, place->file);
        keep_seen(search, &pairs->items[i], source, place->file,
                  place->line_no + pairs->items[i].line);
    }
}

static const struct line_stage names_stage = {
    .name = "dubbele boekstukregels",
    .of_lines = true,
    .part_size = sizeof(struct pairs),
    .batch = names_batch,
    .commit = names_commit,
};

static int by_pair(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    int order = text_natural(text_of(x->boekstuk), text_of(y->boekstuk));
    order = order ? order : text_natural(text_of(x->regel), text_of(y->regel));
    order = order ? order : strcmp(x->file, y->file);
    return order ? order : ARRAY_ORDER(x->line_no, y->line_no);
}

static const char *in_utf8(const struct search *search, const char *value)
{
    return text_to_utf8(search->arena, text_of(value),
                        profile_encoding(search->plan->sources[search->source].profile));
}

static bool is_double(const struct seen *first)
{
    return strcmp(first[0].boekstuk, first[1].boekstuk) == 0 &&
           strcmp(first[0].regel, first[1].regel) == 0;
}

/* More than one, and each to the letter: they were delivered twice. */
static bool are_the_same(const struct search *search)
{
    size_t n = 0;
    for (size_t i = 1; i < search->n_seen; i++)
        if (is_double(&search->seen[i - 1])) {
            n++;
            if (search->seen[i - 1].whole != search->seen[i].whole)
                return false;
        }
    return n > 1;
}

/* Every further one of the same pair is one too many. */
static void tell_doubles(struct search *search, struct source_account *account)
{
    struct arena *arena = search->arena;
    array_sort(search->seen, search->n_seen, by_pair);
    struct findings *findings =
        &account->findings[search->across || are_the_same(search) ? FINDING_DOUBLED_SURELY
                                                                  : FINDING_DOUBLED];
    for (size_t i = 1; i < search->n_seen; i++) {
        const struct seen *first = &search->seen[i - 1], *second = &search->seen[i];
        if (!is_double(first))
            continue;
        findings_add(
            findings, arena,
            (struct finding){.what = arena_printf(arena, "boekstuk %s regel %s",
                                                  in_utf8(search, second->boekstuk),
                                                  in_utf8(search, second->regel)),
                             .where = arena_printf(arena, "%s:%llu en %s:%llu", first->file,
                                                   (unsigned long long)first->line_no, second->file,
                                                   (unsigned long long)second->line_no),
                             .n_lines = 1});
    }
    if (search->cut) /* one chance in 2^64 per pair that two of them share a hash */
        findings->n = findings->n_lines = search->n_extra;
}

static bool find_suspects(struct search *search, struct doubles *doubles)
{
    const struct again *again = search->again;
    bool all = true, ok = true;
    if (!told_boekstukken(&again->ledger->accounts[search->source])->hashed) {
        forget(doubles, search->source);
        doubles->of[search->source] = repeats_new();
        ok = again_read(again, search->source, again->lines->hashing, doubles, again->n_workers);
    }
    if (ok && !repeats_find(doubles->of[search->source], MOST_SUSPECTS, &search->n_extra,
                            &search->suspects, &search->n_suspects, &all))
        ok = errors_add_errno(again->errors, "",
                              "een tijdelijk bestand voor de boekstukregels schrijven of lezen "
                              "mislukt");
    search->cut = !all;
    forget(doubles, search->source);
    return ok;
}

static bool name_suspects(struct search *search, struct source_account *account)
{
    search->first_file = mem_alloc(search->n_suspects * sizeof *search->first_file);
    for (size_t i = 0; i < search->n_suspects; i++)
        search->first_file[i] = NO_FILE;
    bool ok = again_read(search->again, search->source, &names_stage, search, 1);
    tell_doubles(search, account);
    free(search->first_file);
    free(search->seen);
    return ok;
}

bool doubles_find(struct doubles *doubles, const struct again *again, size_t source)
{
    struct search search = {
        .again = again, .plan = again->ledger->plan, .source = source, .arena = again->arena};
    bool ok = find_suspects(&search, doubles);
    if (ok && search.n_suspects)
        ok = name_suspects(&search, &again->ledger->accounts[source]);
    free(search.suspects);
    return ok;
}
