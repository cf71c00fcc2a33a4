#include "tests/unit/scratch.h"

#include "pipeline/base/held.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static int make(void **state)
{
    *state = scratch_new();
    return 0;
}

static int unmake(void **state)
{
    scratch_free(*state);
    return 0;
}

static void make_file(const char *path)
{
    FILE *file = held_file(path, "x");
    assert_non_null(file);
    assert_int_equal(fclose(file), 0);
}

/* Renames the folder, and puts a link to another in its place. */
static void swap(struct scratch *scratch)
{
    assert_int_equal(mkdir(scratch_path(scratch, "ander"), 0700), 0);
    assert_int_equal(rename(scratch_path(scratch, "eigen"), scratch_path(scratch, "weg")), 0);
    assert_int_equal(symlink("ander", scratch_path(scratch, "eigen")), 0);
}

static void a_held_folder_stays_what_it_was(void **state)
{
    struct scratch *scratch = *state;
    const char *own = scratch_path(scratch, "eigen");
    assert_int_equal(mkdir(own, 0700), 0);
    assert_true(held_take(own, HELD_WHOLE, NULL, &scratch->errors));
    assert_true(held_stands(own, own));
    swap(scratch);
    assert_false(held_stands(own, own));
    assert_true(held_stands(own, scratch_path(scratch, "weg")));
    make_file(scratch_path(scratch, "eigen/a"));
    assert_int_equal(held_mkdir(scratch_path(scratch, "eigen/b"), 0700), 0);
    make_file(scratch_path(scratch, "eigen//b/c"));
    assert_int_equal(
        held_rename(scratch_path(scratch, "eigen/a"), scratch_path(scratch, "eigen/b/d"), 0), 0);
    FILE *file = fopen(held_way(scratch_path(scratch, "eigen/e"), &scratch->arena), "w");
    assert_non_null(file);
    fclose(file);
    held_drop(own);
    assert_true(scratch_has(scratch, "weg/b/c"));
    assert_true(scratch_has(scratch, "weg/b/d"));
    assert_true(scratch_has(scratch, "weg/e"));
    assert_int_equal(rmdir(scratch_path(scratch, "ander")), 0); /* nothing came there */
}

static void no_link_below_it_is_followed(void **state)
{
    struct scratch *scratch = *state;
    const char *own = scratch_path(scratch, "eigen");
    struct stat status;
    assert_int_equal(mkdir(own, 0700), 0);
    assert_int_equal(mkdir(scratch_path(scratch, "ander"), 0700), 0);
    make_file(scratch_path(scratch, "ander/f"));
    assert_int_equal(symlink("../ander", scratch_path(scratch, "eigen/koppeling")), 0);
    assert_int_equal(symlink("../ander/f", scratch_path(scratch, "eigen/f")), 0);
    assert_true(held_take(own, HELD_WHOLE, NULL, &scratch->errors));
    assert_null(held_file(scratch_path(scratch, "eigen/koppeling/f"), "r"));
    assert_null(held_file(scratch_path(scratch, "eigen/koppeling/nieuw"), "x"));
    assert_null(held_file(scratch_path(scratch, "eigen/f"), "r"));
    assert_int_equal(errno, ELOOP);
    assert_int_equal(held_chmod(scratch_path(scratch, "eigen/f"), 0777), -1);
    assert_int_equal(held_stat(scratch_path(scratch, "eigen/f"), &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    /* what climbs out of it does not lie below it */
    assert_int_equal(symlink("ander", scratch_path(scratch, "buiten")), 0);
    FILE *outside = held_file(scratch_path(scratch, "eigen/../buiten/f"), "r");
    assert_non_null(outside);
    fclose(outside);
    assert_true(folder_remove(own, &scratch->errors));
    assert_true(scratch_has(scratch, "ander/f"));
    assert_false(scratch_has(scratch, "eigen"));
}

/* A folder that publications stand in may hold all else too, by links. */
static void what_is_not_ours_may_be_a_link(void **state)
{
    struct scratch *scratch = *state;
    static const char *const names[] = {"naam", ".naam.", NULL};
    const char *own = scratch_path(scratch, "eigen");
    assert_int_equal(mkdir(own, 0700), 0);
    assert_int_equal(mkdir(scratch_path(scratch, "ander"), 0700), 0);
    make_file(scratch_path(scratch, "ander/f"));
    static const char *const links[] = {"naam", ".naam.1.tmp", "naam-2", ".naam2"};
    assert_true(held_take(own, HELD_NAMES, names, &scratch->errors));
    for (size_t i = 0; i < 4; i++) {
        const char *link = arena_printf(&scratch->arena, "%s/%s", own, links[i]);
        assert_int_equal(held_symlink("../ander", link), 0);
        FILE *file = held_file(arena_printf(&scratch->arena, "%s/f", link), "r");
        assert_int_equal(file != NULL, i >= 2);
        if (file)
            fclose(file);
    }
    held_drop(own);
}

static void what_took_the_place_of_a_temporary_folder_is_not_removed(void **state)
{
    struct scratch *scratch = *state;
    const char *own =
        folder_temporary(scratch_path(scratch, "."), "eigen", &scratch->arena, &scratch->errors);
    const char *away = scratch_path(scratch, "weg");
    assert_non_null(own);
    make_file(arena_printf(&scratch->arena, "%s/regels", own));
    assert_int_equal(rename(own, away), 0);
    assert_int_equal(mkdir(own, 0700), 0);
    const char *theirs = arena_printf(&scratch->arena, "%s/van-een-ander", own);
    assert_int_equal(close(open(theirs, O_WRONLY | O_CREAT, 0600)), 0);
    assert_true(folder_remove(own, &scratch->errors));
    assert_int_equal(access(theirs, F_OK), 0);
    assert_int_equal(rmdir(away), 0); /* what is ours is emptied */
}

static void a_folder_of_another_is_no_temporary_folder(void **state)
{
    struct scratch *scratch = *state;
    held_drop(scratch->folder);
    const char *own = scratch_path(scratch, "eigen");
    assert_int_equal(mkdir(own, 0777), 0);
    assert_int_equal(chmod(own, 0777), 0);
    assert_false(held_take(own, HELD_OWN, NULL, &scratch->errors));
    assert_int_equal(symlink("eigen", scratch_path(scratch, "koppeling")), 0);
    assert_int_equal(chmod(own, 0700), 0);
    assert_false(held_take(scratch_path(scratch, "koppeling"), HELD_OWN, NULL, &scratch->errors));
    assert_true(held_take(own, HELD_OWN, NULL, &scratch->errors));
    held_drop(own);
    held_drop(own);
    assert_int_equal(held_is(own), -1);
}

/* A share that gives new folders a mode of its own. */
static void below_a_held_folder_any_mode_is_ours(void **state)
{
    struct scratch *scratch = *state;
    held_drop(scratch->folder);
    const char *output = scratch_path(scratch, "uitvoer");
    const char *own = scratch_path(scratch, "uitvoer/.bewaard-x");
    assert_int_equal(mkdir(output, 0755), 0);
    assert_true(
        held_take(output, HELD_NAMES, (const char *const[]){"proef", NULL}, &scratch->errors));
    assert_int_equal(mkdir(own, 0777), 0);
    assert_int_equal(chmod(own, 0777), 0);
    assert_true(held_take(own, HELD_OWN, NULL, &scratch->errors));
    held_drop(own);
    held_drop(output);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_held_folder_stays_what_it_was),
        TEST(no_link_below_it_is_followed),
        TEST(what_is_not_ours_may_be_a_link),
        TEST(what_took_the_place_of_a_temporary_folder_is_not_removed),
        TEST(a_folder_of_another_is_no_temporary_folder),
        TEST(below_a_held_folder_any_mode_is_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
