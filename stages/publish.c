/* publish: reads back what the writers wrote, says in the manifest what it is and what it was made
 * from, and puts the folder whole in the place of what was published before. */
#include "pipeline/base/held.h"
#include "pipeline/tables/job.h"
#include "pipeline/tables/provenance.h"

#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/path.h"
#include "pipeline/publishing/kept/keep.h"
#include "pipeline/publishing/publication.h"
#include "pipeline/publishing/published.h"

#include <string.h>

/* Without these no product of a ledger is complete, whatever the tables of the run. */
static const char *const always_there[] = {PUBLISHED_CONTROLES, PUBLISHED_AFGEKEURD,
                                           PUBLISHED_SALDI};

/* ---- what was written ---- */

static bool is_scratch(const char *path)
{
    return *path == '.' || strstr(path, "/.");
}

static bool remove_scratch(const struct job *job)
{
    struct folder_files files;
    bool ok = folder_list(job->temporary, job->arena, job->errors, &files);
    for (size_t i = 0; ok && i < files.n; i++)
        if (is_scratch(files.paths[i]))
            ok = folder_remove(path_join(job->arena, job->temporary, files.paths[i]), job->errors);
    return ok;
}

static bool require_output(const struct job *job, const char *name)
{
    return folder_occupied(path_join(job->arena, job->temporary, name)) ||
           errors_add(job->errors, ERROR_MACHINE, name, "dit bestand van de uitvoer is er niet");
}

static bool require_outputs(const struct job *job)
{
    bool ok = true;
    for (size_t i = 0; job->ledger && i < sizeof always_there / sizeof *always_there; i++)
        ok &= require_output(job, always_there[i]);
    ok &= require_output(job, arena_printf(job->arena, "%s.xlsx", job->plan->name));
    if (job->plan->document)
        ok &= require_output(job, published_document(job->plan, job->arena));
    for (size_t i = 0; i < job->tables.n; i++)
        if (job->tables.items[i]->csv_name)
            ok &= require_output(job, job->tables.items[i]->csv_name);
    return ok;
}

/* The figures of data/ are for whom the run says, as the folder is (publication.c). */
static bool restrict_data(const struct job *job)
{
    struct folder_files files;
    bool ok = folder_list(job->temporary, job->arena, job->errors, &files);
    for (size_t i = 0; ok && i < files.n; i++) {
        const char *path = path_join(job->arena, job->temporary, files.paths[i]);
        if (strncmp(files.paths[i], "data/", 5) == 0 &&
            held_chmod(path, (mode_t)job->plan->raw_mode) != 0)
            ok = errors_add_errno(job->errors, path, "de rechten kunnen niet worden gezet");
    }
    return ok;
}

static bool hash_outputs(const struct job *job, struct manifest_files *outputs)
{
    struct folder_files files;
    if (!folder_list(job->temporary, job->arena, job->errors, &files))
        return false;
    bool ok = true;
    outputs->n = files.n;
    outputs->items = arena_alloc(job->arena, files.n * sizeof *outputs->items);
    for (size_t i = 0; i < files.n; i++)
        ok &= manifest_hash_file(job->temporary, files.paths[i], job->arena, job->errors,
                                 &outputs->items[i]);
    return ok;
}

static bool describe_run(const struct job *job, struct manifest *manifest)
{
    provenance_describe(job, manifest);
    manifest->readings = job->readings;
    return hash_outputs(job, &manifest->outputs);
}

/* ---- the manifest ---- */

static bool write_file(const char *path, struct text bytes, struct errors *errors)
{
    FILE *stream = held_file(path, "x");
    if (!stream)
        return errors_add_errno(errors, path, "kan niet worden gemaakt");
    size_t n_written = fwrite(bytes.bytes, 1, bytes.n_bytes, stream);
    if (fclose(stream) != 0 || n_written != bytes.n_bytes)
        return errors_add_errno(errors, path, "kan niet worden geschreven");
    return true;
}

static bool write_manifest(const struct job *job, const struct manifest *manifest)
{
    const char *path = path_join(job->arena, job->temporary, MANIFEST_NAME);
    struct text wanted = manifest_format(manifest, job->arena), found;
    struct manifest again;
    if (!write_file(path, wanted, job->errors) || !folder_sync(job->temporary, job->errors) ||
        !file_read(path, MANIFEST_MAX_BYTES, job->arena, job->errors, &found))
        return false;
    sha256_bytes(wanted.bytes, wanted.n_bytes, job->publication->manifest);
    if (!text_equal(wanted, found))
        return errors_add(job->errors, ERROR_MACHINE, path, "teruggelezen is niet wat er stond");
    return manifest_parse(found, path, job->arena, job->errors, &again);
}

/* Its inputs are kept before it stands, and let go of after. */
static bool place(struct job *job, const struct manifest *manifest)
{
    struct keeping keeping = {.publication = job->publication,
                              .plan = job->plan,
                              .arena = job->arena,
                              .errors = job->errors};
    if (!keep_inputs(&keeping, manifest, job->compare, job->n_workers))
        return false;
    bool ok = publication_place(job->publication, job->errors) && keep_prune(&keeping);
    keep_end(&keeping);
    return ok;
}

static bool publish_run(struct job *job)
{
    struct manifest manifest;
    if (!job->publish)
        return true;
    return remove_scratch(job) && require_outputs(job) && restrict_data(job) &&
           describe_run(job, &manifest) &&
           publication_keep_settings(job->publication, job->plan, job->errors) &&
           write_manifest(job, &manifest) && place(job, &manifest);
}

const struct stage publish_stage = {
    .name = "publiceren", .run = publish_run, .when = STAGE_IF_GOOD};
