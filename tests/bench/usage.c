#include "tests/bench/usage.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CANNOT_START  127
#define LOG_SHOWN     600 /* bytes */
#define COMMAND_SHOWN 400

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t time_us(struct timeval time)
{
    return (int64_t)time.tv_sec * 1000000 + time.tv_usec;
}

/* ---- interrupts: held back here, let through to the programs ---- */

static void change_interrupts(int how)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigprocmask(how, &set, NULL);
}

void usage_hold_interrupts(void)
{
    change_interrupts(SIG_BLOCK);
}

static bool interrupted(void)
{
    sigset_t set;
    sigpending(&set);
    return sigismember(&set, SIGINT) == 1 || sigismember(&set, SIGTERM) == 1;
}

/* ---- one program ---- */

static void become(const char *const *words, const char *log)
{
    int fd = open(log, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    int none = open("/dev/null", O_RDONLY);
    if (fd < 0 || none < 0 || dup2(none, 0) < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0)
        _exit(CANNOT_START);
    change_interrupts(SIG_UNBLOCK);
    execvp(words[0], (char *const *)(uintptr_t)words);
    dprintf(2, "cannot be started\n");
    _exit(CANNOT_START);
}

/* The last bytes of the log, as a text. */
static void read_end(const char *log, char text[LOG_SHOWN + 1])
{
    size_t n = 0;
    FILE *stream = fopen(log, "re");
    if (stream) {
        if (fseek(stream, -LOG_SHOWN, SEEK_END) != 0)
            rewind(stream);
        n = fread(text, 1, LOG_SHOWN, stream);
        fclose(stream);
    }
    text[n] = 0;
}

static bool tell_failure(const char *const *words, const char *log, int status,
                         struct errors *errors)
{
    char text[LOG_SHOWN + 1], command[COMMAND_SHOWN + 1] = "";
    read_end(log, text);
    for (size_t i = 0; words[i]; i++) {
        size_t n = strlen(command);
        snprintf(command + n, sizeof command - n, i == 0 ? "%s" : " %s", words[i]);
    }
    if (WIFSIGNALED(status))
        return errors_add(errors, ERROR_MACHINE, command, "ended by signal %d: %s",
                          WTERMSIG(status), text);
    return errors_add(errors, ERROR_DATA, command, "ended with status %d: %s", WEXITSTATUS(status),
                      text);
}

bool usage_of(const char *const *words, const char *log, struct usage *usage, struct errors *errors)
{
    int64_t start = now_us();
    pid_t child = fork();
    if (child == 0)
        become(words, log);
    if (child < 0)
        return errors_add_errno(errors, words[0], "fork");
    int status;
    struct rusage spent;
    if (wait4(child, &status, 0, &spent) != child)
        return errors_add_errno(errors, words[0], "wait4");
    int64_t wall_us = now_us() - start;
    if (interrupted())
        return errors_add(errors, ERROR_MACHINE, words[0], "interrupted");
    if (status != 0)
        return tell_failure(words, log, status, errors);
    *usage =
        (struct usage){wall_us, time_us(spent.ru_utime) + time_us(spent.ru_stime), spent.ru_maxrss};
    return true;
}

void usage_add(struct usage *usage, const struct usage *next)
{
    usage->wall_us += next->wall_us;
    usage->cpu_us += next->cpu_us;
    if (next->peak_kib > usage->peak_kib)
        usage->peak_kib = next->peak_kib;
}
