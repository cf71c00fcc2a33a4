/* The smallest run that can be published: settings and an input on disk, an account of the input,
 * outputs with a mark in them. For the tests of publishing, verifying and crashing. */
#pragma once

#include "pipeline/base/folder.h"
#include "pipeline/base/path.h"
#include "pipeline/chain.h"
#include "pipeline/publishing/publication.h"

#include <stdio.h>
#include <string.h>

#define SMALL_NAME     "proef-2024"
#define SMALL_WORKBOOK "proef-2024.xlsx"

struct small_job {
    struct arena arena;
    struct errors errors;
    struct plan plan;
    struct profile profile;
    struct source source;
    struct source_account account;
    struct file_account file;
    struct figure fates[FATE_SCOPE + 1];
    struct scope_rule scope;
    struct ledger ledger;
    struct table table;
    struct table *tables[1];
    struct publication publication;
    struct job job;
};

static inline bool small_file(struct small_job *small, const char *folder, const char *name,
                              const char *content)
{
    const char *path = path_join(&small->arena, folder, name);
    FILE *stream = fopen(path, "wb");
    if (!stream)
        return errors_add_errno(&small->errors, path, "kan niet worden gemaakt");
    fputs(content, stream);
    return fclose(stream) == 0 ||
           errors_add_errno(&small->errors, path, "kan niet worden geschreven");
}

/* Settings and input under `folder`: mappings/proef.ini, mappings/bronnen/grootboek.ini,
 * input/grootboek.csv; the input's content is `ledger`. */
static inline bool small_inputs(struct small_job *small, const char *folder, const char *ledger)
{
    struct arena *arena = &small->arena;
    const char *mappings = path_join(arena, folder, "mappings");
    const char *input = path_join(arena, folder, "input");
    return folder_make(path_join(arena, mappings, "bronnen"), &small->errors) &&
           folder_make(input, &small->errors) &&
           small_file(small, mappings, "proef.ini", "[run]\n") &&
           small_file(small, mappings, "bronnen/grootboek.ini", "[bestand]\n") &&
           small_file(small, input, "grootboek.csv", ledger);
}

static inline void small_account(struct small_job *small, const char *ini_folder)
{
    struct arena *arena = &small->arena;
    small->scope.name = "balansrekening";
    small->profile = (struct profile){.path = path_join(arena, ini_folder, "bronnen/grootboek.ini"),
                                      .scopes = &small->scope,
                                      .n_scopes = 1};
    small->file =
        (struct file_account){.path = path_join(arena, ini_folder, "../input/grootboek.csv"),
                              .n_lines = 5,
                              .n_records = 4,
                              .counts = {.n_rejected = 1, .n_rejected_lines = 1}};
    sha256_file(small->file.path, small->file.sha256, &small->file.n_bytes, &small->errors);
    small->fates[FATE_CELL] = (struct figure){.money = {-12345}, .n_mutaties = 2};
    small->fates[FATE_SCOPE] = (struct figure){.money = {345}, .n_mutaties = 1};
    small->account = (struct source_account){
        .files = &small->file,
        .counts = {.n_records = 3, .n_mutaties = 3, .amounts = {.money = {-12000}}},
        .fates = small->fates,
        .n_fates = FATE_SCOPE + 1};
}

static inline void small_begin(struct small_job *small, const char *folder, const char *output)
{
    struct arena *arena = &small->arena;
    const char *ini_folder = path_join(arena, folder, "mappings");
    small_account(small, ini_folder);
    const char **settings = arena_alloc(arena, 2 * sizeof *settings);
    settings[0] = path_join(arena, ini_folder, "proef.ini");
    settings[1] = small->profile.path;
    small->source = (struct source){.name = "grootboek-2024",
                                    .profile = &small->profile,
                                    .files = &small->file.path,
                                    .n_files = 1};
    small->plan = (struct plan){.path = settings[0],
                                .name = SMALL_NAME,
                                .raw_mode = 0640,
                                .sources = &small->source,
                                .n_sources = 1,
                                .settings_files = settings,
                                .n_settings_files = 2};
    small->ledger = (struct ledger){.plan = &small->plan, .accounts = &small->account};
    small->table.csv_name = "jaarrekening.csv";
    small->tables[0] = &small->table;
    small->job = (struct job){.arena = arena,
                              .errors = &small->errors,
                              .plan = &small->plan,
                              .output = output,
                              .n_workers = 1,
                              .publish = true,
                              .publication = &small->publication,
                              .ledger = &small->ledger,
                              .tables = {.items = small->tables, .n = 1}};
}

/* What the writers would leave in the temporary folder. */
static inline bool small_outputs(struct small_job *small, const char *mark)
{
    static const char *const names[] = {SMALL_WORKBOOK, "jaarrekening.csv", "controles.csv",
                                        "afgekeurd.csv", "data/saldi.csv"};
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof names / sizeof *names; i++)
        ok = small_file(small, small->job.temporary, names[i],
                        arena_printf(&small->arena, "%s %s\n", names[i], mark));
    return ok;
}

enum small_course { SMALL_PUBLISHES, SMALL_FAILS };

/* One run from lock to unlock, with outputs that hold `mark`. */
static inline bool small_run(struct small_job *small, const char *folder, const char *output,
                             const char *mark, enum small_course course)
{
    struct lock_patience none = {0};
    small_begin(small, folder, output);
    if (!publication_begin(&small->publication, &small->plan, output, &none, &small->arena,
                           &small->errors))
        return false;
    small->job.temporary = small->publication.temporary;
    bool ok = small_outputs(small, mark);
    if (ok && course == SMALL_PUBLISHES)
        ok = publish_stage.run(&small->job);
    else if (ok)
        ok = publication_reports(&small->publication, true, &small->errors);
    return publication_end(&small->publication, &small->errors) && ok;
}

static inline void small_release(struct small_job *small)
{
    arena_release(&small->arena);
    errors_release(&small->errors);
}
