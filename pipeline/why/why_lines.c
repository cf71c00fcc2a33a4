/* The lines that differ, and what each is worth: a first reading of both sides finds which they are
 * (sketch.h), a second one what they say. Files that are the same are not read. */
#include "pipeline/why/why_lines.h"

#include "pipeline/base/array.h"
#include "pipeline/base/share.h"
#include "pipeline/base/text_list.h"
#include "pipeline/reading/batch_text.h"
#include "pipeline/reading/flow.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* ---- which files differ ---- */

/* Per source and file of the older plan: the files of one side that must be read. */
struct side_files {
    struct plan plan; /* with these files alone */
    uint64_t **seeds; /* of the hashes of a file's lines: 0, or of its name when lines are told
                         apart by it */
    bool **alone;     /* the other side lacks this file, and has none that this side lacks */
    bool any;
};

static const struct manifest_files *recorded_files(const struct kept *kept, const char *source)
{
    static const struct manifest_files none;
    const struct manifest *manifest = &kept->manifest;
    const struct manifest_source *found =
        array_find(manifest->sources, manifest->n_sources, name, source);
    return found ? &found->files : &none;
}

static bool is_header(const struct profile *profile, const char *header)
{
    for (size_t c = 0; c < profile->n_columns; c++)
        if (array_has(profile->columns[c].headers, profile->columns[c].n_headers, header))
            return true;
    return false;
}

/* Another name that a column got beside those it had: it is read then, and its lines are told. */
static void take_headers(struct arena *arena, struct profile_column *column,
                         const struct profile_column *from, const struct profile *own)
{
    for (size_t i = 0; i < column->n_headers; i++)
        if (!array_has(from->headers, from->n_headers, column->headers[i]))
            return;
    const char **headers = arena_alloc(arena, from->n_headers * sizeof *headers);
    size_t n = 0;
    for (size_t i = 0; i < from->n_headers; i++)
        if (array_has(column->headers, column->n_headers, from->headers[i]) ||
            !is_header(own, from->headers[i]))
            headers[n++] = from->headers[i];
    column->headers = headers;
    column->n_headers = n;
}

static struct profile *with_headers(struct arena *arena, const struct profile *own,
                                    const struct profile *from)
{
    struct profile *profile = arena_alloc(arena, sizeof *profile);
    *profile = *own;
    profile->columns = arena_alloc(arena, own->n_columns * sizeof *own->columns);
    memcpy(profile->columns, own->columns, own->n_columns * sizeof *own->columns);
    for (size_t c = 0; c < own->n_columns; c++) {
        const struct profile_column *other =
            array_find(from->columns, from->n_columns, name, own->columns[c].name);
        if (other)
            take_headers(arena, &profile->columns[c], other, own);
    }
    return profile;
}

void why_take_files(struct arena *arena, struct plan *plan, const struct plan *from)
{
    for (size_t s = 0; s < plan->n_sources; s++) {
        struct source *source = &plan->sources[s];
        const struct source *other = array_find(from->sources, from->n_sources, name, source->name);
        source->n_files = other ? other->n_files : 0;
        if (other) {
            source->files = other->files;
            source->profile = with_headers(arena, source->profile, other->profile);
            source->shown_parts = other->shown_parts;
        }
    }
}

static size_t n_with(const struct manifest_files *files, const char *sha256)
{
    size_t n = 0;
    for (size_t i = 0; i < files->n; i++)
        n += strcmp(files->items[i].sha256, sha256) == 0;
    return n;
}

/* The file among those of the other side with the same bytes, NULL for none. Parts of one file
 * share its bytes: they are told apart by their names. */
static const struct manifest_file *same_file(const struct manifest_files *mine,
                                             const struct manifest_file *file,
                                             const struct manifest_files *theirs)
{
    const struct manifest_file *named = manifest_find(theirs, file->path);
    if (named && strcmp(named->sha256, file->sha256) == 0)
        return named;
    for (size_t i = 0; i < theirs->n; i++)
        if (strcmp(theirs->items[i].sha256, file->sha256) == 0)
            return n_with(mine, file->sha256) + n_with(theirs, file->sha256) == 2
                       ? &theirs->items[i]
                       : NULL;
    return NULL;
}

static bool has_all_of(const struct manifest_files *mine, const struct manifest_files *theirs)
{
    for (size_t i = 0; i < theirs->n; i++)
        if (!manifest_find(mine, theirs->items[i].path) &&
            !same_file(theirs, &theirs->items[i], mine))
            return false;
    return true;
}

/* The files of `own` whose bytes the other side does not have; as the old plan reads them. */
static struct side_files files_to_read(struct why *why, const struct why_side *old,
                                       const struct why_side *own, const struct why_side *other,
                                       bool by_file)
{
    struct side_files files = {.plan = old->plan};
    struct plan *plan = &files.plan;
    plan->sources = arena_alloc(why->arena, plan->n_sources * sizeof *plan->sources);
    files.seeds = arena_alloc(why->arena, plan->n_sources * sizeof *files.seeds);
    files.alone = arena_alloc(why->arena, plan->n_sources * sizeof *files.alone);
    memcpy(plan->sources, old->plan.sources, plan->n_sources * sizeof *plan->sources);
    why_take_files(why->arena, plan, &own->plan);
    for (size_t s = 0; s < plan->n_sources; s++) {
        struct source *source = &plan->sources[s];
        const struct manifest_files *mine = recorded_files(&own->kept, source->name);
        const struct manifest_files *theirs = recorded_files(&other->kept, source->name);
        const bool grows = has_all_of(mine, theirs);
        const char **all = source->files;
        size_t n = 0;
        source->files = arena_alloc(why->arena, source->n_files * sizeof *source->files);
        files.seeds[s] = arena_alloc(why->arena, source->n_files * sizeof **files.seeds);
        files.alone[s] = arena_alloc(why->arena, source->n_files * sizeof **files.alone);
        for (size_t f = 0; f < source->n_files && f < mine->n; f++) {
            const char *path = mine->items[f].path;
            const bool there = manifest_find(theirs, path);
            if (same_file(mine, &mine->items[f], theirs))
                continue;
            source->files[n] = all[f];
            files.alone[s][n] = !there && grows;
            files.seeds[s][n++] = by_file && there ? sketch_hash(path, strlen(path), s + 1) : 0;
        }
        source->n_files = n;
        files.any |= n > 0;
    }
    return files;
}

/* A file with another name and the same bytes is told, and not read. Returns how many files of each
 * source have the same bytes, or "". */
static const char *note_renamed(struct why *why, const struct why_side *old,
                                const struct why_side *new)
{
    struct text_list same = {.arena = why->arena, .between = ", "};
    for (size_t s = 0; s < old->plan.n_sources; s++) {
        const struct manifest_files *before = recorded_files(&old->kept, old->plan.sources[s].name);
        const struct manifest_files *after = recorded_files(&new->kept, old->plan.sources[s].name);
        size_t n = 0;
        for (size_t f = 0; f < before->n; f++) {
            const struct manifest_file *file = &before->items[f];
            const struct manifest_file *other = same_file(before, file, after);
            n += other != NULL;
            if (other && !manifest_find(after, file->path) && !manifest_find(before, other->path))
                why_note(why, arena_printf(why->arena, "Een bestand heeft een andere naam: %s.",
                                           why_arrow(why, file->path, other->path)));
        }
        if (n > 0)
            list_add(&same, "%s (%zu van %zu)", old->plan.sources[s].name, n, after->n);
    }
    return list_text(&same, "");
}

/* ---- the first reading ---- */

struct hashing {
    const struct side_files *files;
    struct sketch *sketch;
    int times;
    pthread_mutex_t lock;
};

struct hashes {
    uint64_t *items;
    size_t n, cap;
};

static uint64_t seed_of(const struct side_files *files, const struct batch *batch)
{
    return files->seeds[batch->chunk->source][batch->chunk->file] + batch->source_index;
}

static uint64_t record_hash(struct batch *batch, size_t record, uint64_t seed)
{
    const struct scan_record *at = scan_record(&batch->scan, record);
    return sketch_hash(batch->scan.bytes + at->start, at->end - at->start, seed);
}

static void hashing_batch(void *context, void *part, struct batch *batch)
{
    const struct hashing *hashing = context;
    struct hashes *hashes = part;
    const size_t n = batch->scan.n_records;
    uint64_t seed = seed_of(hashing->files, batch);
    hashes->items =
        arena_grow(batch->arena, hashes->items, &hashes->cap, hashes->n + n, sizeof *hashes->items);
    for (size_t i = 0; i < n; i++)
        hashes->items[hashes->n++] = record_hash(batch, i, seed);
}

static void hashing_commit(void *context, void *part, void *file, const struct place *place)
{
    struct hashing *hashing = context;
    const struct hashes *hashes = part;
    (void)file, (void)place;
    pthread_mutex_lock(&hashing->lock);
    for (size_t i = 0; i < hashes->n; i++)
        sketch_add(hashing->sketch, hashes->items[i], hashing->times);
    pthread_mutex_unlock(&hashing->lock);
}

static const struct line_stage hashing_stage = {
    .name = "welke regels",
    .of_lines = true,
    .part_size = sizeof(struct hashes),
    .batch = hashing_batch,
    .commit = hashing_commit,
};

/* The files were found to be what the manifests say already. */
static bool read_side(struct why *why, const struct side_files *files, int n_workers,
                      const struct line_stage *const *stages, size_t n_stages, void *context)
{
    struct flow flow = {.plan = &files->plan,
                        .stages = stages,
                        .n_stages = n_stages,
                        .context = context,
                        .n_workers = n_workers,
                        .unhashed = true,
                        .chunk_bytes = READER_CHUNK_BYTES};
    size_t n_before = why->errors->n;
    return !files->any || (flow_run(&flow, why->errors) && why->errors->n == n_before);
}

static bool hash_side(struct why *why, const struct side_files *files, struct sketch *sketch,
                      int times)
{
    struct hashing hashing = {.files = files, .sketch = sketch, .times = times};
    pthread_mutex_init(&hashing.lock, NULL);
    const struct line_stage *const stage = &hashing_stage;
    bool ok = read_side(why, files, share_workers(), &stage, 1, &hashing);
    pthread_mutex_destroy(&hashing.lock);
    return ok;
}

/* ---- the second reading ---- */

static size_t find_hash(const struct why_wanted *wanted, uint64_t hash)
{
    if (!(wanted->filter[hash >> 6 & WHY_FILTER_MASK] >> (hash & 63) & 1))
        return wanted->n;
    const struct sketch_item *item =
        bsearch(&hash, wanted->items, wanted->n, sizeof *item, array_compare_numbers);
    return item ? (size_t)(item - wanted->items) : wanted->n;
}

struct capturing {
    struct why_wanted *wanted;
    const struct side_files *files;
    int times; /* of the hashes that are wanted: those that this side has more of */
    struct why_line_list *lines;
    struct why *why;
};

struct captured {
    size_t wanted;
    uint32_t line;
    bool is_contra;        /* what the line says of its other account */
    struct why_line texts; /* in the part's arena */
};

struct captured_lines {
    struct captured *items;
    size_t n;
};

static void capture(struct captured_lines *lines, struct batch *batch, size_t i, size_t wanted)
{
    struct captured *line = arena_add(batch->arena, lines->items, lines->n);
    const struct scan_record *record = batch_record(batch, i);
    line->wanted = wanted;
    line->line = record->line;
    line->is_contra = batch->is_contra;
    line->texts.source = batch->source_index;
    for (int role = 0; role < ROLE_COUNT; role++)
        line->texts.roles[role] = role == ROLE_BOEKSTUK
                                      ? batch_boekstuk_text(batch, i)
                                      : batch_role_text(batch, i, (enum role)role);
    line->texts.period =
        column_period(batch->source->profile, text_of(line->texts.roles[ROLE_PERIODE]));
    line->texts.unknown = "";
    line->texts.raw =
        arena_copy(batch->arena, batch->scan.bytes + record->start, record->end - record->start);
    const size_t n_amounts = batch->source->profile->n_amounts;
    line->texts.amounts = arena_alloc(batch->arena, n_amounts * sizeof *line->texts.amounts);
    line->texts.nets = arena_alloc(batch->arena, n_amounts * sizeof *line->texts.nets);
    for (size_t a = 0; a < n_amounts; a++) {
        const struct destination *to = batch_destination(batch, a, i);
        line->texts.nets[a] = batch_amounts(batch, a)[i];
        if (to->fate == FATE_UNMAPPED && batch->unclaimed[to->rule].kind == UNMAPPED_KEY)
            line->texts.unknown =
                arena_printf(batch->arena, "%.*s", TEXT_ARG(batch->unclaimed[to->rule].text));
        if (to->fate != FATE_CELL)
            continue;
        int effect = sign_rule_factor(&batch->source->profile->sign, (enum sectie)to->sectie);
        line->texts.amounts[line->texts.n_amounts++] =
            (struct why_amount){.post = batch->plan->mapping.keys[to->rule].post,
                                .sectie = (enum sectie)to->sectie,
                                .stand = to->stand,
                                .money = {batch_amounts(batch, a)[i].cents * effect}};
    }
}

static size_t wanted_at(const struct capturing *capturing, struct batch *batch, size_t record)
{
    uint64_t seed = seed_of(capturing->files, batch);
    size_t wanted = find_hash(capturing->wanted, record_hash(batch, record, seed));
    return wanted < capturing->wanted->n &&
                   (capturing->wanted->items[wanted].times > 0) == (capturing->times > 0)
               ? wanted
               : capturing->wanted->n;
}

/* Before all others: they see the records that are wanted, and no more. */
static void sifting_batch(void *context, void *part, struct batch *batch)
{
    const struct capturing *capturing = context;
    size_t n = 0;
    (void)part;
    for (size_t i = 0; i < batch->scan.n_records; i++)
        if (wanted_at(capturing, batch, i) < capturing->wanted->n)
            scan_move(&batch->scan, i, n++);
    batch->scan.n_records = n;
}

static const struct line_stage sifting_stage = {
    .name = "alleen die",
    .of_lines = true,
    .batch = sifting_batch,
};

static void capturing_batch(void *context, void *part, struct batch *batch)
{
    const struct capturing *capturing = context;
    for (size_t i = 0; i < batch->n; i++) {
        size_t wanted = wanted_at(capturing, batch, batch->record[i]);
        if (wanted < capturing->wanted->n && batch_is_booking(batch, i)) /* a total tells nothing */
            capture(part, batch, i, wanted);
    }
}

static void add_amounts(struct why *why, struct why_line *to, const struct why_line *from)
{
    struct why_amount *amounts =
        arena_alloc(why->arena, (to->n_amounts + from->n_amounts) * sizeof *amounts);
    if (to->n_amounts > 0)
        memcpy(amounts, to->amounts, to->n_amounts * sizeof *amounts);
    if (from->n_amounts > 0)
        memcpy(amounts + to->n_amounts, from->amounts, from->n_amounts * sizeof *amounts);
    to->amounts = amounts;
    to->n_amounts += from->n_amounts;
}

/* A copy that outlives the reading. */
static struct why_line kept_line(struct why *why, const struct captured *line, const char *where,
                                 size_t n_nets)
{
    struct why_line kept = line->texts;
    kept.nets = arena_alloc(why->arena, n_nets * sizeof *kept.nets);
    memcpy(kept.nets, line->texts.nets, n_nets * sizeof *kept.nets);
    for (int role = 0; role < ROLE_COUNT; role++)
        kept.roles[role] = arena_printf(why->arena, "%s", kept.roles[role]);
    kept.raw = arena_printf(why->arena, "%s", kept.raw);
    kept.unknown = arena_printf(why->arena, "%s", kept.unknown);
    kept.n_amounts = 0;
    add_amounts(why, &kept, &line->texts);
    kept.where = where;
    return kept;
}

/* The second mutatie of a line goes with its first, when that is told. */
static void add_contra(struct capturing *capturing, const struct captured *line, const char *where)
{
    struct why_line_list *list = capturing->lines;
    for (size_t i = list->n; i-- > 0;)
        if (strcmp(list->items[i].where, where) == 0) {
            struct why_line *to = &list->items[i];
            add_amounts(capturing->why, to, &line->texts);
            to->roles[ROLE_REKENING] =
                arena_printf(capturing->why->arena, "%s/%s", to->roles[ROLE_REKENING],
                             line->texts.roles[ROLE_REKENING]);
            return;
        }
}

/* Of lines that are alike as many are told as one side has more of. */
static void capturing_commit(void *context, void *part, void *file, const struct place *place)
{
    struct capturing *capturing = context;
    const struct captured_lines *lines = part;
    struct why_line_list *list = capturing->lines;
    (void)file;
    for (size_t i = 0; i < lines->n; i++) {
        const struct captured *line = &lines->items[i];
        struct sketch_item *item = &capturing->wanted->items[line->wanted];
        const char *where = arena_printf(capturing->why->arena, "%s:%llu", place->name,
                                         (unsigned long long)(place->line_no + line->line));
        if (line->is_contra)
            add_contra(capturing, line, where);
        if (line->is_contra || item->times == 0)
            continue;
        item->times -= capturing->times;
        struct why_line kept = kept_line(capturing->why, line, where, place->profile->n_amounts);
        if (capturing->files->alone[place->source][place->file])
            kept.file = arena_printf(capturing->why->arena, "%s", place->name);
        *mem_add(list->items, list->n) = kept;
    }
}

static const struct line_stage capturing_stage = {
    .name = "wat zij zeggen",
    .part_size = sizeof(struct captured_lines),
    .batch = capturing_batch,
    .commit = capturing_commit,
};

#define MOST_PLACING 4 /* stages of a line chain */

static bool capture_side(struct why *why, const struct side_files *files, struct why_wanted *wanted,
                         int times, struct why_line_list *lines)
{
    struct capturing capturing = {
        .wanted = wanted, .files = files, .times = times, .lines = lines, .why = why};
    const size_t n = why->chain->n_placing;
    const struct line_stage *stages[MOST_PLACING + 2] = {&sifting_stage};
    assert(n <= MOST_PLACING);
    memcpy(stages + 1, why->chain->stages, n * sizeof *stages);
    stages[n + 1] = &capturing_stage;
    /* one worker: of lines that are alike always the same ones are told */
    return read_side(why, files, 1, stages, n + 2, &capturing);
}

/* ---- both ---- */

static bool find_wanted(struct why *why, const struct side_files *before,
                        const struct side_files *after, struct why_wanted *wanted, bool *all)
{
    struct sketch *sketch = sketch_new();
    bool ok = hash_side(why, before, sketch, -1) && hash_side(why, after, sketch, 1);
    *all = ok && sketch_tell(sketch, &wanted->items, &wanted->n);
    sketch_free(sketch);
    wanted->filter = mem_alloc((WHY_FILTER_MASK + 1) * sizeof *wanted->filter);
    for (size_t i = 0; i < wanted->n; i++)
        wanted->filter[wanted->items[i].hash >> 6 & WHY_FILTER_MASK] |=
            UINT64_C(1) << (wanted->items[i].hash & 63);
    return ok;
}

/* One try; *all is false when more differs than can be told so. */
static bool try_lines(struct why *why, const struct why_side *old, const struct why_side *new,
                      bool by_file, struct why_line_list *gone, struct why_line_list *come,
                      bool *all)
{
    struct side_files before = files_to_read(why, old, old, new, by_file);
    struct side_files after = files_to_read(why, old, new, old, by_file);
    struct why_wanted wanted = {0};
    bool ok = find_wanted(why, &before, &after, &wanted, all);
    if (ok && *all)
        ok = capture_side(why, &before, &wanted, -1, gone) &&
             capture_side(why, &after, &wanted, 1, come);
    free(wanted.items);
    free(wanted.filter);
    return ok;
}

bool why_lines(struct why *why, const struct why_side *old, const struct why_side *new,
               struct why_sums *sums, bool *mixed)
{
    struct why_line_list gone = {0}, come = {0};
    const size_t n_before = why->errors->n, n_notes = why->n_notes;
    bool all = false;
    bool read = try_lines(why, old, new, true, &gone, &come, &all) &&
                (all || try_lines(why, old, new, false, &gone, &come, &all));
    bool ok = true;
    *mixed = !read || !all;
    const char *same = note_renamed(why, old, new);
    if (*mixed) {
        why_forget_errors(why, n_before);
        why_note(why, !read ? "De oude instellingen lezen de nieuwe bestanden niet: regels en "
                              "instellingen zijn niet uit elkaar te houden."
                            : arena_printf(why->arena,
                                           "Meer dan %d regels zijn anders: zij worden niet elk "
                                           "genoemd.",
                                           SKETCH_MOST));
    } else {
        ok = why_tell_lines(why, old, &gone, &come, sums);
        if (gone.n + come.n == 0 && why->n_notes == n_notes)
            why_note(why, "Bestanden van de invoer zijn anders, hun regels zeggen hetzelfde.");
    }
    if (*same)
        why_note(why, arena_printf(why->arena,
                                   "Ongewijzigde bestanden sinds de vorige publicatie: %s.", same));
    free(gone.items);
    free(come.items);
    return ok;
}
