/* A draft as somebody fills it in who takes over everything that it proposes. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define FILL_MARK "; invullen: "

/* In place, NUL-terminated too: every mark in front of a line to fill in is taken away, and each
 * question ("= ?") answered by the first of its possibilities. Returns the new length. */
static inline size_t draft_fill_in(char *draft)
{
    static const char other[] = "; of: ", question[] = " = ?\n";
    size_t n = 0;
    bool asked = false;
    for (const char *at = draft; *at;) {
        const bool fill = strncmp(at, FILL_MARK, strlen(FILL_MARK)) == 0;
        at += fill ? strlen(FILL_MARK) : asked ? strlen(other) : 0;
        const size_t n_line = strcspn(at, "\n"), n_whole = n_line + (at[n_line] == '\n');
        asked = fill && n_whole > strlen(question) &&
                strncmp(at + n_whole - strlen(question), question, strlen(question)) == 0 &&
                strncmp(at + n_whole, other, strlen(other)) == 0;
        if (!asked)
            memmove(draft + n, at, n_whole);
        n += asked ? 0 : n_whole;
        at += n_whole;
    }
    draft[n] = '\0';
    return n;
}
