#include "pipeline/base/interrupt.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Runs in a child of its own, so that held signals do not reach the next test; with no stop
 * ignored, as a job in the background of a script would have them. */
static int status_of(int (*body)(void))
{
    static const int stops[] = {SIGINT, SIGTERM, SIGHUP};
    int status;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
            signal(stops[i], SIG_DFL);
        _exit(body());
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static int each_stop_is_seen(void)
{
    interrupt_hold();
    if (interrupt_came())
        return 1;
    raise(SIGTERM);
    return interrupt_came() ? 0 : 2;
}

static int an_ignored_hangup_is_not(void)
{
    signal(SIGHUP, SIG_IGN);
    interrupt_hold();
    raise(SIGHUP);
    if (interrupt_came())
        return 1;
    raise(SIGINT);
    return interrupt_came() ? 0 : 2;
}

static int a_file_that_may_not_grow_is_an_error(void)
{
    struct rlimit limit = {.rlim_cur = 1, .rlim_max = 1};
    interrupt_hold();
    FILE *file = tmpfile();
    if (!file || setrlimit(RLIMIT_FSIZE, &limit) != 0)
        return 1;
    int fd = fileno(file);
    int status = write(fd, "ab", 2) == 1 && write(fd, "b", 1) == -1 ? 0 : 2;
    fclose(file);
    return status;
}

static int a_reader_that_left_is_an_error(void)
{
    int ends[2];
    interrupt_hold();
    if (pipe(ends) != 0)
        return 1;
    close(ends[0]);
    return write(ends[1], "x", 1) == -1 ? 0 : 2;
}

static void signals_wait_until_asked_for(void **state)
{
    (void)state;
    assert_int_equal(status_of(each_stop_is_seen), 0);
    assert_int_equal(status_of(an_ignored_hangup_is_not), 0);
}

static void writing_fails_instead_of_killing(void **state)
{
    (void)state;
    assert_int_equal(status_of(a_file_that_may_not_grow_is_an_error), 0);
    assert_int_equal(status_of(a_reader_that_left_is_an_error), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signals_wait_until_asked_for),
        cmocka_unit_test(writing_fails_instead_of_killing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL) ? 1 : 0;
}
