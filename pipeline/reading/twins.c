#include "pipeline/reading/twins.h"

#include "pipeline/base/array.h"
#include "pipeline/base/file.h"
#include "pipeline/base/interrupt.h"
#include "pipeline/base/memo.h"
#include "pipeline/base/sha256.h"
#include "pipeline/format/stream.h"
#include "pipeline/reading/told.h"

#include <stdlib.h>
#include <string.h>

#define ROOM ((size_t)64 * 1024)

struct delivered {
    const struct file_account *account;
    const struct source *source; /* that may repeat: only the same bytes or lines are too much */
    char lines[SHA256_HEX_SIZE]; /* of its text but for line ends; "" when not read again */
};

/* The hash of a file's text without its line ends, whatever it is packed in; "" when it cannot be
 * read. */
static void hash_lines(struct delivered *file, struct errors *errors)
{
    const struct packing_wish wish = profile_wish(file->source->profile);
    struct stream *stream = stream_open(file->account->path, &wish, errors);
    struct sha256 *sha = sha256_new();
    char *bytes = mem_alloc(ROOM);
    bool good = stream != NULL;
    for (size_t n = 1; good && n > 0;) {
        size_t n_kept = 0;
        good = stream_read(stream, bytes, ROOM, &n, errors);
        for (size_t i = 0; good && i < n; i++)
            if (bytes[i] != '\n' && bytes[i] != '\r')
                bytes[n_kept++] = bytes[i];
        sha256_update(sha, bytes, n_kept);
    }
    if (good)
        sha256_hex(sha, file->lines);
    sha256_free(sha);
    free(bytes);
    stream_close(stream);
}

/* ---- which files have something in common ---- */

/* The first file of each key, of whatever kind. */
struct common {
    struct memo keys;
    size_t *first, cap;
};

/* The file itself when there is none before it, or no key. */
static size_t first_with(struct common *common, const char *key, size_t file)
{
    const size_t n = common->keys.n,
                 number = *key ? memo_number_slow(&common->keys, text_of(key)) : n;
    common->first = mem_grow(common->first, &common->cap, number + 1, sizeof *common->first);
    if (number == n)
        common->first[number] = file;
    return common->first[number];
}

static void common_release(struct common *common)
{
    memo_release(&common->keys);
    free(common->first);
}

/* Only files that share their length or their counts with another one are read again: what is cheap
 * to see. Another profile may count the same text otherwise. */
static void hash_candidates(struct delivered *all, size_t n, struct arena *arena,
                            struct errors *errors)
{
    struct common common = {0};
    for (size_t i = 0; i < n && !interrupt_came(); i++) {
        const struct file_account *of = all[i].account;
        const char *const keys[] = {
            arena_printf(arena, "%llu", (unsigned long long)of->n_text_bytes),
            arena_printf(arena, "%llu %lld %lld", (unsigned long long)of->n_records,
                         (long long)of->counts.debet.money.cents,
                         (long long)of->counts.credit.money.cents)};
        for (size_t k = 0; k < ARRAY_LENGTH(keys); k++) {
            const size_t first = first_with(&common, keys[k], i);
            if (first != i && !*all[first].lines)
                hash_lines(&all[first], errors);
            if (first != i && !*all[i].lines)
                hash_lines(&all[i], errors);
        }
    }
    common_release(&common);
}

static void refuse(const struct delivered *a, const struct delivered *b, struct errors *errors)
{
    const struct file_account *first = a->account, *second = b->account;
    const char *how = strcmp(first->sha256, second->sha256) == 0 ? "heeft precies dezelfde inhoud"
                      : strcmp(a->lines, b->lines) != 0 || !*a->lines
                          ? "zegt, anders geschreven of in een andere volgorde, precies hetzelfde"
                      : first->n_text_bytes == second->n_text_bytes
                          ? "heeft, anders verpakt, precies dezelfde tekst"
                          : "heeft, met andere regeleinden, dezelfde regels";
    errors_add(errors, ERROR_DATA, second->path,
               "%s als %s; een bestand dat twee keer is geleverd zou dubbel tellen", how,
               first->path);
}

/* What the lines say, in whatever order (fingerprint.h). */
static const char *meaning_of(const struct delivered *file, struct arena *arena)
{
    const struct fingerprint *print = told_copies(file->account);
    uint64_t marks = 0;
    if (print->n == 0 || file->source->may_repeat)
        return "";
    for (size_t i = 0; i < print->lines.n; i++)
        marks += print->lines.items[i].hash;
    return arena_printf(arena, "%llu %llx %llx %s", (unsigned long long)print->n,
                        (unsigned long long)print->sum, (unsigned long long)marks,
                        file->source->profile->path);
}

/* Parts of one file share its bytes. */
static const char *bytes_of(const struct delivered *file, struct arena *arena)
{
    const char *part;
    file_of_path(arena, file->account->path, &part);
    return arena_printf(arena, "%s %s", file->account->sha256, part ? part : "");
}

/* The first file with the same bytes, lines or meaning; the file itself when there is none. */
static size_t first_same(struct common *common, const struct delivered *file, size_t i,
                         struct arena *arena)
{
    const char *const keys[] = {bytes_of(file, arena), file->lines, meaning_of(file, arena)};
    size_t first = i;
    for (size_t k = 0; k < ARRAY_LENGTH(keys); k++) {
        const size_t same = first_with(common, keys[k], i);
        first = same < first ? same : first;
    }
    return first;
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
    size_t n = 0;
    for (size_t s = 0; s < plan->n_sources; s++) {
        for (size_t f = 0; f < plan->sources[s].n_files; f++) {
            const struct file_account *account = &ledger->accounts[s].files[f];
            if (!counts(account))
                continue;
            *arena_add(arena, all, n) =
                (struct delivered){.account = account, .source = &plan->sources[s]};
        }
    }
    hash_candidates(all, n, arena, errors);
    struct common common = {0};
    for (size_t i = 0; i < n; i++) {
        size_t first = first_same(&common, &all[i], i, arena);
        if (first != i)
            refuse(&all[first], &all[i], errors);
    }
    common_release(&common);
}
