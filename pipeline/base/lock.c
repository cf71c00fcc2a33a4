#include "pipeline/base/lock.h"

#include "pipeline/base/held.h"
#include "pipeline/base/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define TRIES_PER_SECOND 10

/* The holder before us may have removed the file between our opening and our locking: then what we
 * locked has no name any more, and somebody else can lock a new file of that name. */
static bool still_named(int fd, const char *path)
{
    struct stat held, named;
    return fstat(fd, &held) == 0 && held_lstat(path, &named) == 0 && held.st_dev == named.st_dev &&
           held.st_ino == named.st_ino;
}

/* What is written into it must not end up in somebody else's file. */
static bool is_ours(int fd, const char *path, struct errors *errors)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return errors_add_errno(errors, path, "kan niet worden bekeken");
    return (S_ISREG(status.st_mode) && status.st_nlink <= 1) ||
           errors_add(errors, ERROR_MACHINE, path,
                      "verwacht het slotbestand van een run, gevonden iets anders, of een bestand "
                      "dat ook een andere naam heeft; haal deze naam weg");
}

enum attempt { ATTEMPT_TAKEN, ATTEMPT_HELD, ATTEMPT_FAILED };

static enum attempt attempt(struct lock *lock, char *holder, size_t holder_size,
                            struct errors *errors)
{
    for (;;) {
        int fd =
            held_open(lock->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
        if (fd < 0) {
            errors_add_errno(errors, lock->path, "kan niet worden gemaakt");
            return ATTEMPT_FAILED;
        }
        if (!is_ours(fd, lock->path, errors)) {
            close(fd);
            return ATTEMPT_FAILED;
        }
        if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
            bool held = errno == EWOULDBLOCK;
            if (!held)
                errors_add_errno(errors, lock->path, "kan niet worden vergrendeld");
            ssize_t n = held ? pread(fd, holder, holder_size - 1, 0) : 0;
            holder[n > 0 ? n : 0] = '\0';
            close(fd);
            return held ? ATTEMPT_HELD : ATTEMPT_FAILED;
        }
        if (still_named(fd, lock->path)) {
            lock->fd = fd;
            return ATTEMPT_TAKEN;
        }
        close(fd);
    }
}

/* For others to read. The lock holds without it: a full disk must not keep a run from clearing the
 * way. */
static void write_holder(const struct lock *lock, const char *holder)
{
    char text[256];
    int n_bytes = snprintf(text, sizeof text, "%ld %s", (long)getpid(), holder);
    n_bytes = n_bytes < (int)sizeof text ? n_bytes : (int)sizeof text - 1;
    if (ftruncate(lock->fd, 0) != 0 || pwrite(lock->fd, text, (size_t)n_bytes, 0) != n_bytes)
        return;
}

static const char *known(const char *holder)
{
    return *holder ? holder : "onbekend";
}

static bool wait_a_bit(int tries, const struct lock_patience *patience, const char *holder)
{
    if (tries >= patience->seconds * TRIES_PER_SECOND || interrupt_came())
        return false;
    if (tries == 0 && patience->waiting)
        patience->waiting(patience->context, holder);
    nanosleep(&(struct timespec){.tv_nsec = 1000000000 / TRIES_PER_SECOND}, NULL);
    return true;
}

bool lock_take(struct lock *lock, const char *path, const char *holder,
               const struct lock_patience *patience, struct arena *arena, struct errors *errors)
{
    char other[256] = "";
    *lock = (struct lock){.path = arena_copy(arena, path, strlen(path)), .fd = -1};
    enum attempt outcome = attempt(lock, other, sizeof other, errors);
    for (int tries = 0; outcome == ATTEMPT_HELD && wait_a_bit(tries, patience, known(other));
         tries++)
        outcome = attempt(lock, other, sizeof other, errors);
    if (outcome == ATTEMPT_HELD)
        return errors_add(errors, ERROR_MACHINE, path,
                          "een andere run is hier bezig (proces en run: %s); probeer het opnieuw "
                          "als die klaar is",
                          known(other));
    if (outcome != ATTEMPT_TAKEN)
        return false;
    write_holder(lock, holder);
    return true;
}

void lock_release(struct lock *lock)
{
    if (lock->fd < 0)
        return;
    if (still_named(lock->fd, lock->path))
        held_unlink(lock->path);
    close(lock->fd);
    lock->fd = -1;
}
