#include "pipeline/rerun.h"

#include "pipeline/core/file.h"
#include "pipeline/core/folder.h"
#include "pipeline/core/manifest.h"
#include "pipeline/core/other_run.h"
#include "pipeline/core/path.h"
#include "pipeline/run.h"

#include <stdlib.h>

static bool run_elsewhere(const char *folder, const char *run_ini, const char *elsewhere,
                          struct errors *errors)
{
    struct arena arena = {0};
    char *said = NULL;
    size_t n_said = 0;
    FILE *err = open_memstream(&said, &n_said);
    if (!err)
        return errors_add_errno(errors, elsewhere, "de run kan niet opnieuw worden gedaan");
    struct run_options options = {.ini = run_ini,
                                  .output = elsewhere,
                                  .compare = other_run_output(folder, &arena),
                                  .n_workers = run_default_workers(),
                                  .publish = true,
                                  .quiet = true};
    int status = run_execute(&options, err);
    fclose(err);
    if (status != 0)
        errors_add(errors, (enum error_kind)status, run_ini, "de run gaat nu niet meer goed:\n%s",
                   said);
    free(said);
    arena_release(&arena);
    return status == 0;
}

static bool same_manifest(const char *a, const char *b, struct arena *arena, struct errors *errors,
                          bool *same)
{
    struct text one, other;
    if (!file_read(path_join(arena, a, MANIFEST_NAME), MANIFEST_MAX_BYTES, arena, errors, &one) ||
        !file_read(path_join(arena, b, MANIFEST_NAME), MANIFEST_MAX_BYTES, arena, errors, &other))
        return false;
    *same = text_equal(one, other);
    return true;
}

bool rerun_compare(const char *folder, const char *run, const char *run_ini, struct arena *arena,
                   struct errors *errors, bool *same)
{
    const char *elsewhere = folder_temporary("verify", arena, errors);
    if (!elsewhere)
        return false;
    bool ok = run_elsewhere(folder, run_ini, elsewhere, errors) &&
              same_manifest(folder, path_join(arena, elsewhere, run), arena, errors, same);
    return folder_remove(elsewhere, errors) && ok;
}
