/* Being asked to stop (Ctrl-C, kill, a closed terminal) without dying half-way: the signals are
 * held back, and whoever does long work asks now and then whether one is waiting. No handler, no
 * global; kill -9 is what the lock and the names of publication.h are for. */
#pragma once

#include <stdbool.h>

/* Holds back SIGINT, SIGTERM and SIGHUP for the rest of the program, as far as they are not ignored
 * (nohup). A file that may not grow (SIGXFSZ) and a reader that left (SIGPIPE) become errors of the
 * writing call. Must come before any thread is made: threads inherit it. */
void interrupt_hold(void);

/* True when one of them is waiting. Safe in every thread; cheap (one system call). */
bool interrupt_came(void);
