/* A stack that is large enough, whatever limit the shell sets: libraries have frames of 64 kB. */
#ifndef BASE_STACK_H
#define BASE_STACK_H

/* What work(context) gives; in a thread of its own where the limit is small. */
int stack_run(int (*work)(void *context), void *context);

#endif
