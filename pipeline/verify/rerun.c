#include "pipeline/verify/verify.h"

#include "pipeline/base/file.h"
#include "pipeline/base/folder.h"
#include "pipeline/base/path.h"
#include "pipeline/base/share.h"
#include "pipeline/base/text_list.h"
#include "pipeline/run.h"

#include <stdlib.h>
#include <string.h>

static bool run_again(const struct kept *kept, const char *output, bool passing,
                      struct errors *errors)
{
    char *said = NULL;
    size_t n_said = 0;
    FILE *err = open_memstream(&said, &n_said);
    if (!err)
        return errors_add_errno(errors, output, "de run kan niet opnieuw worden gedaan");
    bool other_program = strcmp(kept->manifest.program, manifest_program) != 0;
    struct run_options options = {.ini = kept->run_ini,
                                  .output = output,
                                  .compare = kept->output,
                                  .n_workers = share_workers(),
                                  .publish = true,
                                  .passing = passing,
                                  .repeat = kept->folder,
                                  .again = passing && other_program ? &kept->manifest : NULL,
                                  .quiet = true};
    int status = run_execute(&options, err);
    fclose(err);
    if (status != 0)
        errors_add(errors, (enum error_kind)status, kept->manifest.run_ini,
                   "de run gaat nu niet meer goed:\n%s", said);
    free(said);
    return status == 0;
}

/* "a.csv anders, b.csv nieuw": the outputs that are not the same, and what else the manifest says
 * about the run. */
static const char *list_differences(const struct manifest *old, const struct manifest *new,
                                    struct arena *arena)
{
    struct text_list list = {.arena = arena, .most = 8};
    for (size_t i = 0; i < old->outputs.n; i++) {
        const struct manifest_file *file = &old->outputs.items[i];
        const struct manifest_file *now = manifest_find(&new->outputs, file->path);
        if (!now || strcmp(now->sha256, file->sha256) != 0)
            list_add(&list, "%s %s", file->path, now ? "anders" : "niet meer");
    }
    for (size_t i = 0; i < new->outputs.n; i++)
        if (!manifest_find(&old->outputs, new->outputs.items[i].path))
            list_add(&list, "%s nieuw", new->outputs.items[i].path);
    if (strcmp(old->version, new->version) != 0)
        list_add(&list, "pnc %s in plaats van %s", new->version, old->version);
    return list_text(&list, MANIFEST_NAME " anders");
}

/* True when the new manifest is the old one, but for the program that made it. One of before the
 * program was named has no bytes to compare: what it says must be the same. */
static bool same_but_program(struct text one, const struct manifest *old,
                             const struct manifest *new, struct arena *arena)
{
    struct manifest again = *new;
    again.version = old->version;
    again.subject = old->subject ? again.subject : NULL;
    memcpy(again.program, old->program, sizeof again.program);
    memcpy(again.run_id, old->run_id, sizeof again.run_id);
    return text_equal(manifest_format(&again, arena),
                      *old->program ? one : manifest_format(old, arena));
}

static bool compare_manifests(const char *a, const char *b, struct arena *arena,
                              struct errors *errors, struct rerun *rerun)
{
    struct text one, other;
    struct manifest old, new;
    const char *path = path_join(arena, a, MANIFEST_NAME);
    const char *elsewhere = path_join(arena, b, MANIFEST_NAME);
    if (!file_read(path, MANIFEST_MAX_BYTES, arena, errors, &one) ||
        !file_read(elsewhere, MANIFEST_MAX_BYTES, arena, errors, &other) ||
        !manifest_parse(one, path, arena, errors, &old) ||
        !manifest_parse(other, elsewhere, arena, errors, &new))
        return false;
    rerun->other_program = strcmp(old.program, new.program) != 0;
    const struct file_seen *seen = file_seen(arena, path);
    bool same = strcmp(seen->sha256, file_seen(arena, elsewhere)->sha256) == 0;
    bool marked = seen->n_bytes != (long long)one.n_bytes; /* a byte order mark in front */
    if (!same && (marked || !same_but_program(one, &old, &new, arena)))
        rerun->different = list_differences(&old, &new, arena);
    return true;
}

bool rerun_publish(const struct kept *kept, const char *output, struct arena *arena,
                   struct errors *errors, struct rerun *rerun)
{
    *rerun = (struct rerun){0};
    return run_again(kept, output, false, errors) &&
           compare_manifests(kept->folder, path_join(arena, output, kept->manifest.run), arena,
                             errors, rerun);
}

bool rerun_compare(const struct kept *kept, struct arena *arena, struct errors *errors,
                   struct rerun *rerun)
{
    *rerun = (struct rerun){0};
    const char *elsewhere = folder_temporary(NULL, "verify", arena, errors);
    if (!elsewhere)
        return false;
    bool ok = run_again(kept, elsewhere, true, errors) &&
              compare_manifests(kept->folder, path_join(arena, elsewhere, kept->manifest.run),
                                arena, errors, rerun);
    return folder_remove(elsewhere, errors) && ok;
}
