#include "tests/gen/town.h"

#include "tests/gen/town_model.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

const char *town_path(const struct town *town, const char *relative)
{
    return arena_printf(town->arena, "%s/%s", town->dir, relative);
}

static bool make_folder(struct town *town, const char *path)
{
    if (mkdir(path, 0777) == 0 || errno == EEXIST)
        return true;
    return errors_add_errno(town->errors, path, "kan de map niet maken");
}

/* A run may take its exports by a pattern: those of an earlier seed must not be among them. */
static void remove_exports(struct town *town)
{
    static const char *const names[] = {"grootboek", "begroting", "wijzigingen", "meerjaren"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (int file = 1; file <= TOWN_MAX_FILES; file++) {
            const char *path =
                arena_printf(town->arena, "%s/input/%s-%d.csv", town->dir, names[i], file);
            remove(path);
            remove(arena_printf(town->arena, "%s.gz", path));
        }
}

bool town_write(const char *dir, uint64_t seed, struct errors *errors)
{
    struct arena arena = {0};
    struct town *town = arena_alloc(&arena, sizeof *town);
    town->dir = dir;
    town->arena = &arena;
    town->errors = errors;
    town->dice = dice_seeded(seed);
    town_make(town);
    remove_exports(town);
    bool ok = make_folder(town, dir) && make_folder(town, town_path(town, "input")) &&
              make_folder(town, town_path(town, "bronnen")) && town_ledger(town) &&
              town_budget(town) && town_changes(town) && (town->jaarrekening || town_wide(town)) &&
              town_settings(town) && town_mappings(town);
    arena_release(&arena);
    return ok;
}
