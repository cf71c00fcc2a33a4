/* Files beside those that are read. The next month, a besluit under another name, a zip that was
 * fetched twice, one more sheet: silently left out. What lies in a folder, a zip or a workbook that
 * a source reads from, has the header of that source and no other year in its name, is read as that
 * source is: what it holds says whether it is missed. */
#include "stages/controles/controles_bronnen.h"

#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/held.h"
#include "pipeline/base/memo.h"
#include "pipeline/base/path.h"
#include "pipeline/base/suggest.h"
#include "pipeline/base/text_list.h"
#include "pipeline/format/stream.h"
#include "pipeline/reading/reading.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#define MOST_BYTES (32LL * 1024 * 1024) /* of all that are read, or as many as the run's own */

/* What no source reads: a file, or a part of one. */
struct unread {
    const char *folder, *path;
    long long n_bytes; /* on disk; of the parts of one file an equal share */
    size_t found;      /* in beside.found, and one */
};

/* Of a stand, of a part of one, of a key in it. */
struct held {
    struct tallied own, its; /* what the run has; what this one has that is found */
    size_t of;
};

struct beside {
    struct job *job;
    struct memo known;  /* what a source reads, and all that was seen */
    struct memo places; /* folders; with a source that reads from them, too */
    struct unread *unread;
    size_t n_unread;
    struct source *found; /* sources of the run, but that each has one file, which none reads */
    size_t n_found;       /* what is too large to read has no file */
    long long n_own;      /* bytes of what the run reads */
    struct memo parts;
    struct held *held; /* by their numbers */
    size_t n_held;
};

static bool is_new(struct memo *memo, const char *text)
{
    size_t n = memo->n;
    return text && memo_number_slow(memo, text_of(text)) >= n;
}

/* ---- names ---- */

#define DIGITS "0123456789"

/* "levering.zip/boek.csv" */
static const char *name_of(struct arena *arena, const char *path)
{
    const char *file = file_of_path(arena, path, NULL);
    return path + (path_name(file) - file);
}

/* The last one in a name, as 2025, 202510 or 20251031: a part has its own. 0: none. */
static int year_of(const char *name)
{
    int year = 0;
    for (size_t n; *name; name += n ? n : 1) {
        n = strspn(name, DIGITS);
        const int month = n > 4 ? (name[4] - '0') * 10 + name[5] - '0' : 1;
        if ((n == 4 || n == 6 || n == 8) && month >= 1 && month <= 12)
            stand_year((struct text){name, 4}, &year);
    }
    return year;
}

/* "Reserves 2025 v2" of "Reserves 2025", "boek (2)" of "boek": with the same first word, and no
 * number less. */
static bool is_nearly(const char *name, const char *own)
{
    size_t n = 0;
    while (isalpha((unsigned char)own[n]))
        n++;
    return n > 0 && strncasecmp(name, own, n) == 0 && !isalpha((unsigned char)name[n]) &&
           (strpbrk(name, DIGITS) || !strpbrk(own, DIGITS));
}

/* The last file of the source that is called so but for its number, in the same year, or the name
 * itself of one in other capitals; NULL: none. *nearly: at least one is called nearly so. */
static const char *like(struct arena *arena, const struct source *source, const char *name,
                        bool *nearly)
{
    const char *last = NULL;
    for (size_t f = 0; f < source->n_files; f++) {
        const char *own = name_of(arena, source->files[f]);
        const bool like =
            suggest_other_number(text_of(own), text_of(name)) && year_of(own) == year_of(name);
        const bool same = strcasecmp(name, own) == 0;
        *nearly |= like || same || is_nearly(name, own);
        if (same)
            return name;
        if (like && (!last || text_natural(text_of(own), text_of(last)) > 0))
            last = own;
    }
    return last;
}

/* What has no year in its name is of the run's. */
static bool is_of_other_year(const struct beside *beside, const struct source *source,
                             const char *name)
{
    const int year = year_of(name);
    bool other = year > 0;
    for (size_t f = 0; other && f < source->n_files; f++) {
        const int own = year_of(name_of(beside->job->arena, source->files[f]));
        other = (own ? own : beside->job->plan->year) != year;
    }
    return other;
}

/* ---- headers ---- */

/* Without quotes; "" when it cannot be told, or nothing is below it. */
static const char *header_of(struct arena *arena, const struct profile *profile, const char *path)
{
    const struct packing_wish wish = profile_wish(profile);
    struct stream *stream =
        profile->file.has_header ? stream_open(path, &wish, ERRORS_UNHEARD) : NULL;
    char bytes[4096];
    size_t n = 0;
    if (stream && !stream_read(stream, bytes, sizeof bytes, &n, ERRORS_UNHEARD))
        n = 0;
    stream_close(stream);
    struct text rest = {bytes, n}, line = {"", 0};
    for (int skipped = 0; skipped <= profile->file.skip_lines; skipped++)
        if (!text_split(&rest, '\n', &line))
            return "";
    if (rest.n_bytes == 0 && n < sizeof bytes)
        return "";
    char *header = arena_copy(arena, line.bytes, line.n_bytes), *to = header;
    for (const char *from = header; *from; from++)
        if (*from != '\r' && *from != profile->file.quote)
            *to++ = *from;
    *to = '\0';
    return header;
}

static bool fits(const struct beside *beside, const struct source *source, const char *path)
{
    struct arena *arena = beside->job->arena;
    const struct profile *profile = source->profile;
    const char *name = name_of(arena, path), *own = source->files[source->n_files - 1];
    if (is_of_other_year(beside, source, name))
        return false;
    const char *header = header_of(arena, profile, path);
    return (*header && strcmp(header, header_of(arena, profile, own)) == 0) ||
           ((!profile->file.has_header || year_of(name)) &&
            like(arena, source, name, &(bool){false}));
}

static bool is_called_alike(const struct source *source, const char *path)
{
    bool any = false;
    for (size_t f = 0; f < source->n_files; f++)
        any |= is_nearly(path_name(path), path_name(source->files[f]));
    return any;
}

/* Another source has files, or parts of one, that are called so, and this one has none. */
static bool suits_another(const struct beside *beside, const struct source *source,
                          const char *path)
{
    const struct plan *plan = beside->job->plan;
    bool other = false;
    for (size_t s = 0; s < plan->n_sources && !is_called_alike(source, path); s++)
        other |= is_called_alike(&plan->sources[s], path) && fits(beside, &plan->sources[s], path);
    return other;
}

/* ---- what is there ---- */

/* Each sheet and each file in a zip; one alone is the file. */
static void look_at_file(struct beside *beside, const char *folder, const char *path)
{
    struct arena *arena = beside->job->arena;
    const char *identity = source_file_identity(arena, path);
    struct packing_parts parts = {0};
    struct stat status = {0};
    if (!identity)
        return;
    const bool new = is_new(&beside->known, identity);
    packing_list_parts(path, arena, &parts);
    held_stat(path, &status);
    const size_t n = parts.n + parts.n_hidden;
    for (size_t i = 0; i < n + (n == 0); i++) {
        const char *part = n == 0 ? NULL : i < parts.n ? parts.names[i] : parts.hidden[i - parts.n];
        const char *whole = part ? path_join(arena, path, part) : path;
        if ((!part || is_new(&beside->known, source_file_identity(arena, whole))) && (i > 0 || new))
            *arena_add(arena, beside->unread, beside->n_unread) = (struct unread){
                folder, n == 1 ? path : whole, status.st_size / (long long)(n ? n : 1), 0};
    }
}

static void offer(struct beside *beside, const struct source *source, const char *folder)
{
    for (size_t i = 0; i < beside->n_unread; i++) {
        struct unread *unread = &beside->unread[i];
        if (unread->found || strcmp(unread->folder, folder) != 0 ||
            !fits(beside, source, unread->path) || suits_another(beside, source, unread->path))
            continue;
        struct source *found = arena_add(beside->job->arena, beside->found, beside->n_found);
        *found = *source;
        found->files = &unread->path;
        found->n_files = 0;
        unread->found = beside->n_found;
    }
}

static int by_size(const void *a, const void *b)
{
    const struct unread *x = *(const struct unread *const *)a,
                        *y = *(const struct unread *const *)b;
    return ARRAY_ORDER(x->n_bytes, y->n_bytes);
}

/* The smallest first. */
static void choose(struct beside *beside)
{
    long long left = beside->n_own > MOST_BYTES ? beside->n_own : MOST_BYTES;
    const struct unread **order = arena_alloc(beside->job->arena, beside->n_unread * sizeof *order);
    for (size_t i = 0; i < beside->n_unread; i++)
        order[i] = &beside->unread[i];
    array_sort(order, beside->n_unread, by_size);
    for (size_t i = 0; i < beside->n_unread; i++)
        if (order[i]->found && (left -= order[i]->n_bytes) >= 0)
            beside->found[order[i]->found - 1].n_files = 1;
}

static void find_all(struct beside *beside)
{
    const struct plan *plan = beside->job->plan;
    struct arena *arena = beside->job->arena;
    for (size_t s = 0; s < plan->n_sources; s++)
        for (size_t f = 0; f < plan->sources[s].n_files; f++)
            is_new(&beside->known, source_file_identity(arena, plan->sources[s].files[f]));
    for (size_t s = 0; s < plan->n_sources; s++)
        for (size_t f = 0; f < plan->sources[s].n_older; f++)
            is_new(&beside->known, source_file_identity(arena, plan->sources[s].older[f]));
    for (size_t s = 0; s < plan->n_sources; s++) {
        const struct source *source = &plan->sources[s];
        for (size_t f = 0; f < source->n_files; f++) {
            const char *file = file_of_path(arena, source->files[f], NULL);
            struct stat status = {0};
            if (is_new(&beside->places, arena_printf(arena, "%s\n", file)))
                held_stat(file, &status);
            beside->n_own += status.st_size;
            const char *folder = path_name(file) == file ? "" : path_folder(arena, file);
            struct folder_files names = {0}; /* who may read files may not always list them */
            if (is_new(&beside->places, folder))
                folder_names(path_join(arena, folder, "."), arena, ERRORS_UNHEARD, &names);
            for (size_t i = 0; i < names.n; i++)
                look_at_file(beside, folder, path_join(arena, folder, names.paths[i]));
            if (is_new(&beside->places, arena_printf(arena, "%s\n%s", folder, source->name)))
                offer(beside, source, folder);
        }
    }
    choose(beside);
}

/* ---- what it holds ---- */

enum { STAND, PART, KEY, LEVELS }; /* part: period and besluit */

/* What is new moves the others. */
static struct held *held_of(struct beside *beside, const struct ledger *ledger,
                            const struct key_line *line, int level)
{
    const char *besluit = ledger->labels[DIMENSION_BESLUIT].texts[line->labels[KEY_BESLUIT]];
    char text[256];
    snprintf(text, sizeof text, "%d %u %u %u %u %.128s", level, line->stand,
             level < PART ? 0 : line->period, level < KEY ? 0 : line->rule,
             level < KEY ? 0 : line->sectie, level < PART ? "" : besluit);
    if (memo_number_slow(&beside->parts, text_of(text)) == beside->n_held)
        mem_add(beside->held, beside->n_held)->of = SIZE_MAX;
    return &beside->held[memo_number_slow(&beside->parts, text_of(text))];
}

/* Of the run (SIZE_MAX), or of one that is found. */
static void add_up(struct beside *beside, const struct ledger *ledger, size_t found)
{
    struct key_cursor keys =
        found == SIZE_MAX ? ledger_keys(ledger) : ledger_keys_of(ledger, found);
    while (key_cursor_next(&keys))
        for (int level = 0; level < LEVELS; level++) {
            struct held *held = held_of(beside, ledger, &keys.line, level);
            if (found != held->of)
                held->its = (struct tallied){0};
            held->of = found;
            tallied_add(found == SIZE_MAX ? &held->own : &held->its, keys.line.tallied);
        }
}

/* Parts that the run has nothing of, of standen that it has. *other: of a key it has no more lines,
 * and another amount; without periods another amount. */
static const char *only_there(struct beside *beside, const struct ledger *trial, size_t found,
                              bool *other)
{
    const struct plan *plan = beside->job->plan;
    struct text_list list = {.arena = beside->job->arena, .most = 3};
    add_up(beside, trial, found);
    for (struct key_cursor keys = ledger_keys_of(trial, found); key_cursor_next(&keys);) {
        const struct key_line *line = &keys.line;
        struct held *part = held_of(beside, trial, line, PART);
        const struct held *key = held_of(beside, trial, line, KEY);
        const char *besluit = trial->labels[DIMENSION_BESLUIT].texts[line->labels[KEY_BESLUIT]];
        if (!plan_in_scope(plan, plan->mapping.keys[line->rule].post))
            continue;
        *other |= (line->period == LEDGER_NO_PERIOD ||
                   key->its.figure.n_mutaties >= key->own.figure.n_mutaties) &&
                  key->its.figure.money.cents != key->own.figure.money.cents;
        if (held_of(beside, trial, line, STAND)->own.figure.n_mutaties == 0 ||
            part->own.figure.n_mutaties > 0 || part->its.figure.n_mutaties == 0)
            continue;
        list_add(&list, "%s%s%s%s", plan->standen[line->stand].name,
                 line->period == LEDGER_NO_PERIOD
                     ? ""
                     : arena_printf(list.arena, " periode %u", line->period),
                 *besluit ? " besluit " : "", besluit);
        part->its = (struct tallied){0}; /* it is told */
    }
    return list_text(&list, "");
}

/* The same lines as a file that its source reads. */
static bool is_copy(const struct ledger *ledger, size_t source, const struct file_account *account)
{
    const struct fingerprint *its = told_copies(account), *own;
    bool same = false;
    for (size_t f = 0; !same && its->n > 0 && f < ledger->plan->sources[source].n_files; f++) {
        own = told_copies(&ledger->accounts[source].files[f]);
        same = own->n == its->n && own->sum == its->sum;
    }
    return same;
}

/* ---- all of them ---- */

static const struct ledger *read_found(struct beside *beside, struct plan *plan)
{
    struct job *job = beside->job;
    struct ledger *ledger = NULL;
    struct errors ignored = {0};
    *plan = *job->plan;
    plan->sources = beside->found;
    plan->n_sources = beside->n_found;
    const struct reading reading = {.plan = plan,
                                    .n_workers = job->n_workers,
                                    .lines = job->lines,
                                    .chunk_bytes = READER_CHUNK_BYTES,
                                    .silent = true};
    reading_run(&reading, job->arena, &ignored, &ledger);
    errors_release(&ignored);
    add_up(beside, job->ledger, SIZE_MAX);
    return ledger;
}

/* True when it has what the run has nothing of. Without, what is before those of its series that
 * are read is an older one. */
static bool look_at(struct beside *beside, const struct ledger *trial, size_t i,
                    struct examples *examples)
{
    const struct job *job = beside->job;
    const struct source *found = &beside->found[i];
    const struct source *source =
        array_find(job->plan->sources, job->plan->n_sources, name, found->name);
    const char *both[] = {source->files[0], found->files[0]}, *only = "";
    bool nearly = false;
    const char *name = name_of(job->arena, both[1]);
    const char *last = like(job->arena, source, name, &nearly);
    const struct file_account *account = found->n_files ? trial->accounts[i].files : NULL;
    bool other = !account || account->failed || account->counts.n_rejected > 0;
    const bool older =
        last && last != name &&
        text_natural(text_of(strpbrk(name, DIGITS)), text_of(strpbrk(last, DIGITS))) < 0;
    if (account && is_copy(job->ledger, (size_t)(source - job->plan->sources), account))
        return false;
    if (!other)
        only = only_there(beside, trial, i, &other);
    if (!*only && (!other || (account && !nearly) || older))
        return false;
    const char *pattern = examples->n ? NULL : path_pattern(job->arena, both, 2);
    examples_add(examples, "%s past bij bron %s, en geen bron leest het%s%s%s%s",
                 source_file_shown(found, 0, job->arena), found->name,
                 !account ? "; te groot om te bekijken"
                 : *only  ? "; alleen daar staat "
                          : "",
                 only, pattern ? "; patroon: " : "", pattern ? path_name(pattern) : "");
    return *only;
}

void controles_ernaast(struct job *job)
{
    struct beside beside = {.job = job};
    struct plan plan;
    if (!job->ledger || !ledger_is_whole(job->ledger) || job->repeat) /* nothing lay there then */
        return;
    find_all(&beside);
    const struct ledger *trial = beside.n_found ? read_found(&beside, &plan) : NULL;
    for (size_t i = 0; i < beside.n_found;) {
        struct examples examples = {.arena = job->arena, .listed = true};
        const char *name = beside.found[i].name;
        bool misses = false;
        for (; i < beside.n_found && beside.found[i].name == name; i++)
            misses |= look_at(&beside, trial, i, &examples);
        if (examples.n)
            check_none(job, arena_printf(job->arena, "Geen bestand ongelezen: %s", name),
                       misses ? SEVERITY_ERROR : SEVERITY_WARNING, &examples,
                       "Zet wat erbij hoort bij bestanden, of zet daar een patroon; leg wat er "
                       "niet bij hoort in een andere map.");
    }
    memo_release(&beside.known);
    memo_release(&beside.places);
    memo_release(&beside.parts);
    free(beside.held);
}
