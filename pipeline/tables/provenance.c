#include "pipeline/tables/provenance.h"

#include "pipeline/base/path.h"
#include "pipeline/publishing/publication.h"

#include <string.h>

static struct manifest_file input_of(const struct job *job, const struct file_account *account)
{
    const char *folder = path_folder(job->arena, job->plan->path);
    const char *path = path_relative(job->arena, folder, account->path);
    struct manifest_file file = {.path = path_to_text(job->arena, path),
                                 .n_bytes = account->n_bytes,
                                 .n_lines = (long long)account->n_lines,
                                 .n_records = (long long)account->n_records,
                                 .n_rejected = (long long)account->counts.n_rejected};
    memcpy(file.sha256, account->sha256, sizeof file.sha256);
    return file;
}

static void describe_fates(const struct job *job, const struct profile *profile,
                           const struct source_account *account, struct manifest_source *source)
{
    source->n_fates = account->n_fates;
    source->fates = arena_alloc(job->arena, account->n_fates * sizeof *source->fates);
    for (size_t i = 0; i < account->n_fates; i++)
        source->fates[i] =
            (struct manifest_fate){.name = fate_name(profile, i),
                                   .n_mutaties = (long long)account->fates[i].n_mutaties,
                                   .cents = account->fates[i].money.cents};
}

static struct manifest_source describe_source(const struct job *job, size_t index)
{
    const struct source *source = &job->plan->sources[index];
    const struct source_account *account = &job->ledger->accounts[index];
    const char *folder = path_folder(job->arena, job->plan->path);
    struct manifest_source described = {
        .name = source->name,
        .profile =
            path_to_text(job->arena, path_relative(job->arena, folder, source->profile->path)),
        .n_mutaties = (long long)account->counts.n_mutaties,
        .cents = account->counts.amounts.money.cents};
    struct manifest_files *files = &described.files;
    files->n = source->n_files;
    files->items = arena_alloc(job->arena, files->n * sizeof *files->items);
    for (size_t i = 0; i < files->n; i++)
        files->items[i] = input_of(job, &account->files[i]);
    describe_fates(job, source->profile, account, &described);
    return described;
}

void provenance_describe(const struct job *job, struct manifest *manifest)
{
    const struct publication *publication = job->publication;
    *manifest = (struct manifest){.version = PNC_VERSION,
                                  .run = job->plan->name,
                                  .run_ini = path_to_text(job->arena, path_name(job->plan->path)),
                                  .n_sources = job->ledger ? job->plan->n_sources : 0,
                                  .others = job->others};
    if (publication) {
        manifest->subject = publication->subject;
        manifest->settings = publication->settings;
    }
    manifest->previous = job->previous;
    memcpy(manifest->program, manifest_program, sizeof manifest->program);
    manifest->sources = arena_alloc(job->arena, manifest->n_sources * sizeof *manifest->sources);
    for (size_t i = 0; i < manifest->n_sources; i++)
        manifest->sources[i] = describe_source(job, i);
    manifest_set_run_id(manifest);
}

struct provenance provenance_of(const struct job *job)
{
    struct manifest own;
    if (job->again)
        return (struct provenance){job->again->version, job->again->run_id};
    provenance_describe(job, &own);
    return (struct provenance){own.version, arena_printf(job->arena, "%s", own.run_id)};
}
