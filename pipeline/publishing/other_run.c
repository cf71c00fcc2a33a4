#include "pipeline/publishing/other_run.h"

#include "pipeline/base/array.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/held.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/published.h"
#include "pipeline/settings/run_name.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_RUNS 64

/* The runs that are compared with, from one to the next: at most MOST_RUNS of them. */
struct chain_of_runs {
    const char *runs[MOST_RUNS];
    size_t n;
};

/* True when `run` is compared with `own`, or with a run that is, and so on. */
static bool leads_to(const char *output, const char *run, const char *own, struct arena *arena)
{
    struct chain_of_runs chain = {.runs = {run}, .n = 1};
    for (size_t i = 0; i < chain.n; i++) {
        struct manifest manifest = {0};
        manifest_read(path_join(arena, output, chain.runs[i]), arena, ERRORS_UNHEARD, &manifest);
        for (size_t o = 0; o < manifest.others.n; o++) {
            const char *other = manifest.others.items[o].run;
            if (strcmp(other, own) == 0)
                return true;
            if (chain.n < MOST_RUNS && !array_has(chain.runs, chain.n, other))
                chain.runs[chain.n++] = other;
        }
    }
    return false;
}

/* What its manifest says: whether it has this hash for the file, and what the run is about. */
static void read_manifest(const char *folder, struct arena *arena, struct other_run *other)
{
    struct manifest manifest = {0};
    manifest_read(folder, arena, ERRORS_UNHEARD, &manifest);
    const struct manifest_file *recorded = manifest_find(&manifest.outputs, PUBLISHED_SALDI);
    other->stands = recorded && strcmp(recorded->sha256, other->recorded.sha256) == 0;
    other->subject = manifest.subject;
}

bool other_run_covers(const struct other_run *other, const char *programma)
{
    static const char one[] = ", programma ", several[] = ", programma's ";
    const char *subject = other->subject ? other->subject : "";
    const char *at = strstr(subject, one), *more = strstr(subject, several);
    struct text rest = text_of(at ? at + strlen(one) : more ? more + strlen(several) : ""), part;
    while ((at || more) && text_split(&rest, ',', &part))
        if (text_is(text_trim(part), programma))
            return true;
    return !at && !more;
}

static void read_held(const char *folder, const char *run, struct arena *arena,
                      struct other_run *other)
{
    const char *path = path_join(arena, folder, PUBLISHED_SALDI);
    *other = (struct other_run){.recorded = {.run = run}, .there = held_access(path, F_OK) == 0};
    other->readable =
        csv_read_written(path, CSV_FOR_MACHINES, arena, ERRORS_UNHEARD, &other->saldi);
    if (!other->saldi.bytes.bytes)
        return;
    other->recorded.n_bytes = (long long)other->saldi.bytes.n_bytes;
    sha256_bytes(other->saldi.bytes.bytes, other->saldi.bytes.n_bytes, other->recorded.sha256);
    read_manifest(folder, arena, other);
}

/* Both files of one folder, whatever is published there meanwhile. */
static void read_once(const char *folder, const char *run, struct arena *arena,
                      struct other_run *other)
{
    bool held = held_take(folder, HELD_WHOLE, NULL, ERRORS_UNHEARD);
    read_held(folder, run, arena, other);
    if (held)
        held_drop(folder);
}

void other_run_read(const char *output, const char *run, const char *own, struct arena *arena,
                    struct other_run *other)
{
    const char *folder = path_join(arena, output, run);
    read_once(folder, run, arena, other);
    /* published anew between the two files: both are then of one hand */
    if (other->there && !other->stands)
        read_once(folder, run, arena, other);
    if (other->saldi.bytes.bytes)
        other->recorded.mutual = leads_to(output, run, own, arena);
}

static const char *saldi_of(const char *folder, const char *sha256, struct arena *arena)
{
    const char *path = path_join(arena, folder, PUBLISHED_SALDI);
    return sha256_matches(path, sha256) ? path : NULL;
}

const char *other_run_find(const char *output, const char *run, const char *sha256,
                           struct arena *arena)
{
    struct folder_files names = {0};
    const char *archive = arena_printf(arena, "%s/" RUN_ARCHIVE "/%s", output, run);
    const char *found = saldi_of(path_join(arena, output, run), sha256, arena);
    if (!found && folder_exists(archive))
        folder_names(archive, arena, ERRORS_UNHEARD, &names);
    for (size_t i = 0; !found && i < names.n; i++)
        found = saldi_of(path_join(arena, archive, names.paths[i]), sha256, arena);
    return found;
}

const char *other_run_output(const char *folder, struct arena *arena)
{
    char *real = realpath(folder, NULL);
    const char *output = path_folder(arena, real ? real : folder);
    const char *archive = path_folder(arena, output);
    free(real);
    return strcmp(path_name(archive), RUN_ARCHIVE) == 0 ? path_folder(arena, archive) : output;
}

bool other_run_blocks(const struct manifest_other *other, const char *own)
{
    return !other->mutual || text_natural(text_of(own), text_of(other->run)) < 0;
}
