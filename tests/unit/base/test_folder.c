#include "tests/unit/scratch.h"

#include "pipeline/base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
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

static void paths_are_joined_and_split(void **state)
{
    struct scratch *scratch = *state;
    struct arena *arena = &scratch->arena;
    assert_string_equal(path_join(arena, "a", "b"), "a/b");
    assert_string_equal(path_join(arena, "a/", "b"), "a/b");
    assert_string_equal(path_join(arena, "", "b"), "b");
    assert_string_equal(path_join(arena, "a", "/b"), "/b");
    assert_string_equal(path_folder(arena, "a/b.ini"), "a");
    assert_string_equal(path_folder(arena, "b.ini"), ".");
    assert_string_equal(path_folder(arena, "/b.ini"), "/");
    assert_string_equal(path_name("a/b.ini"), "b.ini");
    assert_string_equal(path_name("b.ini"), "b.ini");
}

static void a_path_is_seen_from_a_folder(void **state)
{
    struct scratch *scratch = *state;
    static const struct {
        const char *folder, *path, *wanted;
    } cases[] = {
        {"mappings", "mappings/pakketten.csv", "pakketten.csv"},
        {"mappings", "mappings/bronnen/x.ini", "bronnen/x.ini"},
        {"mappings", "mappings/../input/a.csv", "../input/a.csv"},
        {"mappings", "input/a.csv", "../input/a.csv"},
        {"./mappings/", "mappings//./a.csv", "a.csv"},
        {".", "a.csv", "a.csv"},
        {".", "input/a.csv", "input/a.csv"},
        {".", "../input/a.csv", "../input/a.csv"},
        {"../m", "../m/../input/a.csv", "../input/a.csv"},
        {"/x/m", "/x/input/a.csv", "../input/a.csv"},
        {"/x/m", "/../x/m/a.csv", "a.csv"},
        {"mappings", "/data/a.csv", "/data/a.csv"},
        {"/x/m", "input/a.csv", "input/a.csv"},
        {"../m", "input/a.csv", "input/a.csv"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(path_relative(&scratch->arena, cases[i].folder, cases[i].path),
                            cases[i].wanted);
}

static void a_path_stays_inside_or_does_not(void **state)
{
    (void)state;
    static const char *const inside[] = {"a", "a/b", "...", "a..b/.c"};
    static const char *const outside[] = {"",    "/",    "/a",   "..",     ".",
                                          "a/.", "a/..", "a//b", "../a/b", "a/"};
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        assert_true(path_stays_inside(inside[i]));
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        assert_false(path_stays_inside(outside[i]));
}

static void folders_are_made_with_the_ones_above(void **state)
{
    struct scratch *scratch = *state;
    const char *path = scratch_path(scratch, "a/b/c");
    assert_true(folder_make(path, &scratch->errors));
    assert_true(folder_exists(path));
    assert_true(folder_make(path, &scratch->errors));
    assert_true(folder_make(scratch_path(scratch, "a/b/"), &scratch->errors));
    assert_int_equal(scratch->errors.n, 0);
}

static void a_file_in_the_way_is_a_machine_error(void **state)
{
    struct scratch *scratch = *state;
    scratch_write(scratch, "a", "x");
    assert_false(folder_make(scratch_path(scratch, "a/b"), &scratch->errors));
    assert_int_equal(errors_worst(&scratch->errors), ERROR_MACHINE);
    assert_string_equal(scratch->errors.items[0].where, scratch_path(scratch, "a"));
    assert_non_null(strstr(scratch->errors.items[0].message, "gevonden een bestand"));
}

static void removing_stops_at_links(void **state)
{
    struct scratch *scratch = *state;
    scratch_write(scratch, "keep/file", "x");
    scratch_write(scratch, "gone/a/b", "x");
    assert_int_equal(symlink("../keep", scratch_path(scratch, "gone/link")), 0);
    assert_int_equal(symlink("nowhere", scratch_path(scratch, "gone/broken")), 0);
    assert_int_equal(mkfifo(scratch_path(scratch, "gone/pipe"), 0600), 0);
    assert_true(folder_remove(scratch_path(scratch, "gone"), &scratch->errors));
    assert_false(scratch_has(scratch, "gone"));
    assert_string_equal(scratch_tree(scratch, "."), "keep/file\n");

    assert_int_equal(symlink("keep", scratch_path(scratch, "link")), 0);
    assert_true(folder_remove(scratch_path(scratch, "link"), &scratch->errors));
    assert_string_equal(scratch_tree(scratch, "."), "keep/file\n");
    assert_true(folder_remove(scratch_path(scratch, "nothing"), &scratch->errors));
    assert_int_equal(scratch->errors.n, 0);
}

static void a_folder_too_deep_is_refused(void **state)
{
    struct scratch *scratch = *state;
    const char *path = "d";
    for (int i = 0; i < FOLDER_MAX_DEPTH + 2; i++)
        path = path_join(&scratch->arena, path, "d");
    assert_true(folder_make(scratch_path(scratch, path), &scratch->errors));
    assert_false(folder_sync(scratch_path(scratch, "."), &scratch->errors));
    assert_int_equal(scratch->errors.n, 1);
    /* Shallow enough again for the test to clean up after itself. */
    char *half = arena_copy(&scratch->arena, path, strlen(path) / 2);
    half =
        half[strlen(half) - 1] == '/' ? arena_copy(&scratch->arena, half, strlen(half) - 1) : half;
    assert_int_equal(rename(scratch_path(scratch, half), scratch_path(scratch, "e")), 0);
}

static void files_are_listed_in_order(void **state)
{
    struct scratch *scratch = *state;
    scratch_write(scratch, "x/b", "");
    scratch_write(scratch, "x/a/z", "");
    scratch_write(scratch, "x/a.csv", "");
    scratch_write(scratch, "x/.hidden", "");
    assert_int_equal(symlink("b", scratch_path(scratch, "x/link")), 0);
    assert_string_equal(scratch_tree(scratch, "x"), ".hidden\na.csv\na/z\nb\nlink\n");

    struct folder_files names;
    assert_true(
        folder_names(scratch_path(scratch, "x"), &scratch->arena, &scratch->errors, &names));
    assert_int_equal(names.n, 5);
    assert_string_equal(names.paths[1], "a");
    assert_false(
        folder_names(scratch_path(scratch, "y"), &scratch->arena, &scratch->errors, &names));
    assert_int_equal(errors_worst(&scratch->errors), ERROR_MACHINE);
}

/* Put there between two looks, say, by somebody who may write in a shared output folder. */
static void a_link_in_the_place_of_a_folder_is_not_followed(void **state)
{
    struct scratch *scratch = *state;
    struct folder_files names;
    bool same = true;
    scratch_write(scratch, "elsewhere/x", "");
    assert_int_equal(symlink("elsewhere", scratch_path(scratch, "link")), 0);
    const char *link = scratch_path(scratch, "link");
    assert_false(folder_names(link, &scratch->arena, &scratch->errors, &names));
    assert_false(folder_list(link, &scratch->arena, &scratch->errors, &names));
    assert_false(folder_equal(link, link, &same, &scratch->errors));
    assert_false(folder_sync(link, &scratch->errors));
    assert_false(folder_sync_names(link, &scratch->errors));
    assert_int_equal(scratch->errors.n, 5);
    const char *asked = scratch_path(scratch, "link/.");
    assert_true(folder_names(asked, &scratch->arena, &scratch->errors, &names));
    assert_int_equal(names.n, 1);
    assert_true(folder_sync(asked, &scratch->errors));
}

static bool equal(struct scratch *scratch)
{
    bool same = false;
    assert_true(folder_equal(scratch_path(scratch, "a"), scratch_path(scratch, "b"), &same,
                             &scratch->errors));
    return same;
}

static void folders_are_equal_byte_for_byte(void **state)
{
    struct scratch *scratch = *state;
    scratch_write(scratch, "a/x", "1");
    scratch_write(scratch, "a/y/z", "2");
    scratch_write(scratch, "b/x", "1");
    assert_false(equal(scratch));
    scratch_write(scratch, "b/y/z", "2");
    assert_true(equal(scratch));
    scratch_write(scratch, "b/x", "3");
    assert_false(equal(scratch));
    scratch_write(scratch, "b/x", "1\n");
    assert_false(equal(scratch));
    assert_int_equal(unlink(scratch_path(scratch, "b/x")), 0);
    assert_int_equal(symlink("../a/x", scratch_path(scratch, "b/x")), 0);
    assert_false(equal(scratch));
}

/* Two pipes hold the same nothing, and are still no publication. */
static void a_pipe_equals_nothing(void **state)
{
    struct scratch *scratch = *state;
    static const char *const folders[] = {"a", "b"};
    for (size_t i = 0; i < 2; i++) {
        const char *folder = scratch_path(scratch, folders[i]);
        assert_true(folder_make(folder, &scratch->errors));
        assert_int_equal(mkfifo(path_join(&scratch->arena, folder, "pipe"), 0600), 0);
    }
    assert_false(equal(scratch));
}

static void syncing_reaches_every_kind_of_file(void **state)
{
    struct scratch *scratch = *state;
    scratch_write(scratch, "a/b/c", "1");
    assert_int_equal(symlink("nowhere", scratch_path(scratch, "a/broken")), 0);
    assert_int_equal(mkfifo(scratch_path(scratch, "a/pipe"), 0600), 0);
    assert_true(folder_sync(scratch_path(scratch, "a"), &scratch->errors));
    assert_true(folder_sync_names(scratch_path(scratch, "a"), &scratch->errors));
    assert_false(folder_sync(scratch_path(scratch, "z"), &scratch->errors));
    assert_false(folder_sync_names(scratch_path(scratch, "z"), &scratch->errors));
}

static void folders_are_moved_only_to_a_free_place(void **state)
{
    struct scratch *scratch = *state;
    scratch_write(scratch, "a/x", "1");
    scratch_write(scratch, "b/x", "2");
    assert_false(
        folder_move(scratch_path(scratch, "a"), scratch_path(scratch, "b"), &scratch->errors));
    assert_string_equal(scratch_read(scratch, "b/x"), "2");
    assert_true(
        folder_move(scratch_path(scratch, "a"), scratch_path(scratch, "c"), &scratch->errors));
    assert_string_equal(scratch_tree(scratch, "."), "b/x\nc/x\n");
    assert_false(
        folder_move(scratch_path(scratch, "b/x"), scratch_path(scratch, "c/x"), &scratch->errors));
    assert_string_equal(scratch_read(scratch, "c/x"), "1");
}

static void folders_are_exchanged_in_one_step(void **state)
{
    struct scratch *scratch = *state;
    bool supported = false;
    scratch_write(scratch, "a/x", "1");
    scratch_write(scratch, "b/y", "2");
    assert_true(folder_exchange(scratch_path(scratch, "a"), scratch_path(scratch, "b"), &supported,
                                &scratch->errors));
    assert_true(supported);
    assert_string_equal(scratch_tree(scratch, "."), "a/y\nb/x\n");
    assert_false(folder_exchange(scratch_path(scratch, "a"), scratch_path(scratch, "z"), &supported,
                                 &scratch->errors));
    assert_true(supported);
    assert_int_equal(scratch->errors.n, 1);
}

/* ---- the lock ---- */

/* The two calls at which another run may come in between, as the linker finds them first here. */
static void (*before_flock)(struct scratch *scratch), (*before_unlink)(struct scratch *scratch);
static struct scratch *between;

static void come_between(void (**what)(struct scratch *scratch))
{
    void (*happen)(struct scratch * scratch) = *what;
    *what = NULL;
    if (happen)
        happen(between);
}

int flock(int file, int operation)
{
    come_between(&before_flock);
    return (int)syscall(SYS_flock, file, operation);
}

int unlinkat(int folder, const char *name, int flags)
{
    come_between(&before_unlink);
    return (int)syscall(SYS_unlinkat, folder, name, flags);
}

static int take_as_another(struct scratch *scratch)
{
    int file = open(scratch_path(scratch, ".x.slot"), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    assert_true(file >= 0);
    return file;
}

/* The run before us is done, and a third one is already busy. */
static void another_is_sooner(struct scratch *scratch)
{
    assert_int_equal(unlink(scratch_path(scratch, ".x.slot")), 0);
    assert_int_equal(flock(take_as_another(scratch), LOCK_EX | LOCK_NB), 0);
}

static void a_lock_whose_name_is_anothers_by_now_is_not_held(void **state)
{
    struct scratch *scratch = *state;
    struct lock lock;
    struct lock_patience none = {0};
    between = scratch;
    before_flock = another_is_sooner;
    assert_false(lock_take(&lock, scratch_path(scratch, ".x.slot"), "wij", &none, &scratch->arena,
                           &scratch->errors));
    assert_int_equal(lock.fd, -1);
}

static void nobody_else_can_hold_it_yet(struct scratch *scratch)
{
    int file = take_as_another(scratch);
    assert_int_equal(flock(file, LOCK_EX | LOCK_NB), -1);
    assert_int_equal(errno, EWOULDBLOCK);
    close(file);
}

/* Else the one that took it in between loses its file, and a third one runs beside it. */
static void a_lock_is_held_until_its_name_is_gone(void **state)
{
    struct scratch *scratch = *state;
    struct lock lock;
    struct lock_patience none = {0};
    assert_true(lock_take(&lock, scratch_path(scratch, ".x.slot"), "wij", &none, &scratch->arena,
                          &scratch->errors));
    between = scratch;
    before_unlink = nobody_else_can_hold_it_yet;
    lock_release(&lock);
    assert_null(before_unlink);
}

struct told {
    int times;
    char holder[64];
};

static void tell(void *context, const char *holder)
{
    struct told *told = context;
    told->times++;
    snprintf(told->holder, sizeof told->holder, "%s", holder);
}

static void a_lock_is_held_by_one_and_leaves_no_file(void **state)
{
    struct scratch *scratch = *state;
    struct lock first, second;
    struct lock_patience none = {0};
    const char *path = scratch_path(scratch, ".x.slot");
    assert_true(
        lock_take(&first, path, "jaarrekening-2024", &none, &scratch->arena, &scratch->errors));
    char wanted[64];
    snprintf(wanted, sizeof wanted, "%ld jaarrekening-2024", (long)getpid());
    assert_string_equal(scratch_read(scratch, ".x.slot"), wanted);

    assert_false(lock_take(&second, path, "y", &none, &scratch->arena, &scratch->errors));
    assert_int_equal(errors_worst(&scratch->errors), ERROR_MACHINE);
    assert_non_null(strstr(scratch->errors.items[0].message, wanted));
    lock_release(&second);
    assert_true(scratch_has(scratch, ".x.slot"));

    lock_release(&first);
    assert_false(scratch_has(scratch, ".x.slot"));
    assert_true(lock_take(&second, path, "y", &none, &scratch->arena, &scratch->errors));
    lock_release(&second);
    lock_release(&second);
    assert_string_equal(scratch_tree(scratch, "."), "");
}

static void whoever_waits_is_told_for_whom_and_gets_the_lock(void **state)
{
    struct scratch *scratch = *state;
    const char *path = scratch_path(scratch, ".x.slot");
    struct lock_patience none = {0};
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct lock lock;
        bool taken = lock_take(&lock, path, "ander", &none, &scratch->arena, &scratch->errors);
        ssize_t n = write(ready[1], "x", 1);
        usleep(300000);
        _exit(taken && n == 1 ? 0 : 1); /* as if killed: the file stays, the lock does not */
    }
    char byte;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    struct told told = {0};
    struct lock_patience patience = {.seconds = 20, .waiting = tell, .context = &told};
    struct lock lock;
    assert_true(lock_take(&lock, path, "wij", &patience, &scratch->arena, &scratch->errors));
    assert_int_equal(told.times, 1);
    assert_non_null(strstr(told.holder, "ander"));
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    lock_release(&lock);
    assert_false(scratch_has(scratch, ".x.slot"));
    close(ready[0]);
    close(ready[1]);
}

static void a_lock_in_a_missing_folder_is_a_machine_error(void **state)
{
    struct scratch *scratch = *state;
    struct lock lock;
    struct lock_patience none = {0};
    assert_false(lock_take(&lock, scratch_path(scratch, "no/.x.slot"), "x", &none, &scratch->arena,
                           &scratch->errors));
    assert_int_equal(errors_worst(&scratch->errors), ERROR_MACHINE);
    lock_release(&lock);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, make, unmake)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(paths_are_joined_and_split),
        TEST(a_path_is_seen_from_a_folder),
        TEST(a_path_stays_inside_or_does_not),
        TEST(folders_are_made_with_the_ones_above),
        TEST(a_file_in_the_way_is_a_machine_error),
        TEST(removing_stops_at_links),
        TEST(a_folder_too_deep_is_refused),
        TEST(files_are_listed_in_order),
        TEST(a_link_in_the_place_of_a_folder_is_not_followed),
        TEST(folders_are_equal_byte_for_byte),
        TEST(a_pipe_equals_nothing),
        TEST(syncing_reaches_every_kind_of_file),
        TEST(folders_are_moved_only_to_a_free_place),
        TEST(folders_are_exchanged_in_one_step),
        TEST(a_lock_is_held_by_one_and_leaves_no_file),
        TEST(whoever_waits_is_told_for_whom_and_gets_the_lock),
        TEST(a_lock_whose_name_is_anothers_by_now_is_not_held),
        TEST(a_lock_is_held_until_its_name_is_gone),
        TEST(a_lock_in_a_missing_folder_is_a_machine_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
