/* A lock file: one run at a time per published folder. The lock is the kernel's (flock): it is gone
 * when its holder is, however that ended; the file only says who holds it, and goes with the lock.
 */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"

struct lock {
    const char *path; /* in the arena given to lock_take */
    int fd;           /* -1 when it is not held */
};

/* How long to wait for another holder. */
struct lock_patience {
    int seconds; /* 0: do not wait */
    /* Called once when waiting begins, or NULL; `holder` is valid until it returns. */
    void (*waiting)(void *context, const char *holder);
    void *context;
};

/* Takes the lock and writes "<process id> <holder>" into the file, if there is room. False
 * (ERROR_MACHINE) when the file cannot be made, is a link, no file, or has another name too, or
 * when another one still holds it after waiting: the message says who. */
bool lock_take(struct lock *lock, const char *path, const char *holder,
               const struct lock_patience *patience, struct arena *arena, struct errors *errors);

/* Removes the file and lets go. Nothing happens when it is not held. */
void lock_release(struct lock *lock);
