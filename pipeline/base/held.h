/* Folders that are held open: what lies below one is reached through its descriptor, and through no
 * link, whatever somebody makes of its name or of those above it meanwhile. Paths stay paths: the
 * functions below find by a path whether it lies in a held folder, and are for any other path what
 * the system calls of these names are. Each says with errno what is wrong; a link below a held
 * folder is ELOOP or ENOTDIR.
 *
 * Folders are taken and dropped while no other thread runs. */
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/memory.h"

#include <stdio.h>
#include <sys/stat.h>

enum held_kind {
    HELD_WHOLE, /* all that lies in it is ours */
    HELD_NAMES, /* the names directly in it are looked up through it; what lies deeper only below
                   those that are given: all else in it is not ours, and may be links */
    HELD_OWN,   /* nobody else can write in it: links in it are our own, and lead on */
};

/* Holds a folder; the path itself may be
 * a link to one, unless nobody else may have it. `names` are for HELD_NAMES and end in NULL; one
 * that ends in a point stands for all that begin so. Borrowed until the folder is dropped. */
bool held_take(const char *path, enum held_kind kind, const char *const *names,
               struct errors *errors);

/* Lets go of what was taken last by this path; nothing happens when it is not held. */
void held_drop(const char *path);

/* The descriptor of a folder that is held by this very path; -1. */
int held_is(const char *path);

/* True when the path still leads to the folder that is held by `taken`; false when that is not
 * held. */
bool held_stands(const char *taken, const char *path);

/* Where a path is looked up: the *at() functions take both. False with errno. */
struct held_at {
    int folder;
    const char *name;
    bool close, linkless; /* of a held folder that is not all our own */
};
bool held_enter(const char *path, struct held_at *at);
void held_leave(const struct held_at *at);

int held_open(const char *path, int flags, mode_t mode);
/* Opens a regular file to read; a link to one outside of a held folder is followed. A pipe, a
 * device or a folder is never waited for or touched: -1 with errno ESPIPE, or EISDIR. */
int held_regular(const char *path);
int held_stat(const char *path, struct stat *status);  /* as stat; of a link below, lstat */
int held_lstat(const char *path, struct stat *status); /* never follows one: what has that name */
int held_access(const char *path, int how);
int held_mkdir(const char *path, mode_t mode);
int held_chmod(const char *path, mode_t mode); /* of what can be read; a link is not followed */
int held_unlink(const char *path);
int held_symlink(const char *to, const char *path);
int held_rename(const char *from, const char *to, unsigned flags);

/* "r": to read; "x": a new file, where nothing is; "a": to write behind what is there. */
FILE *held_file(const char *path, const char *mode);

/* `before` with sixteen characters behind it that nobody can foresee. In the arena. */
const char *held_fresh(const char *before, struct arena *arena);

/* A path for a library that opens it by itself: through the descriptor, where /proc is. In the
 * arena. */
char *held_way(const char *path, struct arena *arena);
