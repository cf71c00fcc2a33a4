#include "tests/gen/example.h"

#include <errno.h>
#include <sys/stat.h>

const char *example_path(const struct example *example, const char *relative)
{
    return arena_printf(example->arena, "%s/%s", example->dir, relative);
}

static bool make_folder(const struct example *example, const char *path)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return true;
    return errors_add_errno(example->errors, path, "kan de map niet maken");
}

bool example_write(const char *dir, struct errors *errors)
{
    struct arena arena = {0};
    struct facts facts;
    struct example example = {.dir = dir, .facts = &facts, .arena = &arena, .errors = errors};
    bool ok = facts_read(&arena, errors, &facts) && make_folder(&example, dir) &&
              make_folder(&example, example_path(&example, "input")) &&
              make_folder(&example, example_path(&example, "mappings")) &&
              example_ledgers(&example) && example_budgets(&example) && example_changes(&example) &&
              example_mappings(&example);
    arena_release(&arena);
    return ok;
}
