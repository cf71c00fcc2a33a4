/* waarom: what moved since the publication that this one is about to replace, and why, as a sheet,
 * as waarom.csv, and as a paragraph for whoever started the run.
 *
 * It is the one table that follows from what stood there, whose run id is therefore in the manifest
 * and counts in the run id. A run of the same program, settings and inputs as what stands there
 * repeats what that one says, and a run that is done again for a kept publication (job->repeat)
 * what that one says: the same bytes. */
#include "pipeline/base/folder.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/published.h"
#include "pipeline/tables/job.h"
#include "pipeline/tables/provenance.h"
#include "pipeline/why/why_view.h"

#include <string.h>

#define MOST_CAUSES 50 /* of a figure; the rest is one row */

/* What a publication says itself, as long as it is what it published. */
static void repeat(struct job *job, const char *folder, const struct manifest *manifest)
{
    struct manifest_file found;
    const struct manifest_file *file = manifest_find(&manifest->outputs, PUBLISHED_WAAROM);
    if (file && manifest_hash_file(folder, PUBLISHED_WAAROM, job->arena, ERRORS_UNHEARD, &found) &&
        strcmp(found.sha256, file->sha256) == 0)
        why_table_read(path_join(job->arena, folder, PUBLISHED_WAAROM), job->arena, &job->tables);
    job->previous = manifest->previous;
}

/* True when all is the same that a publication is made from, what it is compared with left out. */
static bool same_again(const struct manifest *standing, struct manifest own)
{
    own.previous = standing->previous;
    manifest_set_run_id(&own);
    return strcmp(standing->run_id, own.run_id) == 0;
}

static void add_paths(const struct manifest_files *from, struct arena *arena,
                      struct kept_files *files)
{
    for (size_t i = 0; i < from->n; i++) {
        *arena_add(arena, files->items, files->n) = (struct kept_file){.recorded = &from->items[i]};
    }
}

static bool compare(struct job *job, const char *folder, const struct manifest *before,
                    const struct manifest *own)
{
    struct why why;
    struct why_side side = {
        .kept = {.folder = job->temporary, .manifest = *own, .run_ini = job->plan->path},
        .plan = *job->plan,
        .ledger = job->ledger};
    add_paths(&own->settings, job->arena, &side.kept.settings);
    for (size_t s = 0; s < own->n_sources; s++)
        add_paths(&own->sources[s].files, job->arena, &side.kept.inputs);
    bool ok = why_find_at_work(job->lines, folder, &side, job->arena, job->errors, &why);
    job->why = ok ? why_paragraph(&why) : NULL;
    if (ok && !*why.untold) {
        why_note(&why, arena_printf(job->arena, "Vergeleken met de publicatie met run-id %s.",
                                    before->run_id));
        why_table(&why, &(struct why_options){.most = MOST_CAUSES}, false, &job->tables);
        job->previous = arena_copy(job->arena, before->run_id, strlen(before->run_id));
    }
    why_release(&why);
    return ok && job_goes_on(job);
}

static bool waarom_run(struct job *job)
{
    const char *folder =
        job->repeat ? job->repeat : path_join(job->arena, job->output, job->plan->name);
    struct manifest before, own;
    if (!folder_exists(folder) || !manifest_read(folder, job->arena, ERRORS_UNHEARD, &before))
        return true;
    provenance_describe(job, &own);
    if (job->repeat || same_again(&before, own))
        repeat(job, folder, &before);
    else if (job->plan->tells_why)
        return compare(job, folder, &before, &own);
    return true;
}

const struct stage waarom_stage = {.name = "waarom", .run = waarom_run, .when = STAGE_IF_GOOD};
