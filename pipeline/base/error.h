/* What went wrong, where, in Dutch. Functions that can fail return false and have added at least
 * one error to the list they were given; nobody but main prints them.
 *
 * Bad input is never reported one error at a time: a function that can go on looking goes on and
 * adds all it finds. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Its value is the program's exit status. */
enum error_kind {
    ERROR_NONE = 0,
    ERROR_DATA = 1,     /* the delivered data were read and are wrong, or a control over them is */
    ERROR_SETTINGS = 2, /* a command line, setting, profile or mapping is wrong or not there */
    ERROR_MACHINE = 3,  /* disk, file, memory: also a delivered file that is not there, whenever
                           that shows; once it is, the same run may go well */
};

struct error {
    enum error_kind kind;
    char *where;   /* "grootboek-2024.csv:17", "" when there is no place */
    char *message; /* Dutch: what was wanted and what is there; no personal data beyond need */
};

/* A growing list; zero-initialised is empty and valid. Owns its strings. */
struct errors {
    struct error *items;
    size_t n;
    bool unheard; /* they are counted only */
};

/* A list for what may fail without anybody hearing why; nothing has to be released. */
#define ERRORS_UNHEARD (&(struct errors){.unheard = true})

/* Adds one error and returns false, so that a caller can `return errors_add(...)`. What cannot be
 * seen in it is spelled out (text_look.h).
 * `where` is copied, may be NULL. */
bool errors_add(struct errors *errors, enum error_kind kind, const char *where, const char *format,
                ...) __attribute__((format(printf, 4, 5)));

/* Adds "<what>: <strerror(errno)>" in Dutch, kind ERROR_MACHINE. Returns false. */
bool errors_add_errno(struct errors *errors, const char *where, const char *what);

/* Puts all of `from` behind `errors`, and empties it. */
void errors_move(struct errors *errors, struct errors *from);

/* The gravest kind in the list (the highest value), ERROR_NONE when it is empty. */
enum error_kind errors_worst(const struct errors *errors);

void errors_release(struct errors *errors);
