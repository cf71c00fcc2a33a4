#include "pipeline/base/stack.h"

#include <pthread.h>
#include <sys/resource.h>

#define ENOUGH_BYTES ((size_t)1 << 20)

struct call {
    int (*work)(void *context);
    void *context;
    int result;
};

static void *run(void *context)
{
    struct call *call = context;
    call->result = call->work(call->context);
    return NULL;
}

int stack_run(int (*work)(void *context), void *context)
{
    struct call call = {.work = work, .context = context};
    struct rlimit limit;
    pthread_attr_t attributes;
    pthread_t thread;
    if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur >= ENOUGH_BYTES)
        return work(context);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, ENOUGH_BYTES);
    int failed = pthread_create(&thread, &attributes, run, &call);
    pthread_attr_destroy(&attributes);
    if (failed)
        return work(context);
    pthread_join(thread, NULL);
    return call.result;
}
