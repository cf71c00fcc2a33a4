/* Runs a command and strikes at one of its system calls that write: kills it there, lets the call
 * fail, or has something happen first. By seccomp's user notification (Linux 5.0), so that calls
 * from inside the C library are caught too, in every thread. */
#pragma once

#include <stdbool.h>

enum strike_kind {
    STRIKE_NOTHING, /* only counts */
    STRIKE_KILL,    /* SIGKILL before call number `at` is done */
    STRIKE_FAIL,    /* call number `at` fails: no space, or for a sync an I/O error */
    STRIKE_FULL,    /* from call number `at` on, whatever needs space finds none */
    STRIKE_KEEP,    /* call number `at` of those that remove a name fails: it may not */
    STRIKE_STOP,    /* asked to stop (SIGTERM) before call number `at` is done */
    STRIKE_HAPPEN,  /* `happening` is called before call number `at` is done */
};

struct strike {
    enum strike_kind kind;
    long at;          /* 1-based */
    bool no_exchange; /* the file system cannot exchange two folders */
    void (*happening)(void *context);
    void *context;
    long file_limit;   /* RLIMIT_FSIZE in bytes, 0: none */
    bool unprivileged; /* as user nobody, when we are root */
};

struct struck {
    long n_calls; /* that write */
    bool hit;     /* a call was killed, failed or preceded */
    int status;   /* exit status, or -signal */
};

/* Standard output and error of the command go to the file `said`. False when the command cannot be
 * supervised; says why on stderr. */
bool strike_run(const struct strike *strike, char *const argv[], const char *said,
                struct struck *struck);
