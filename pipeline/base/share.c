#include "pipeline/base/share.h"

#include "pipeline/base/interrupt.h"
#include "pipeline/base/memory.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

struct share {
    pthread_mutex_t lock; /* of what stands below */
    size_t next, n_jobs;
    bool failed;
    struct errors *errors;
    /* constant */
    size_t n_room;
    share_job *job;
    void *context;
};

/* False when there is nothing left to do. */
static bool take_job(struct share *share, size_t *index)
{
    pthread_mutex_lock(&share->lock);
    if (!share->failed && share->next < share->n_jobs && interrupt_came())
        share->failed = !errors_add(share->errors, ERROR_MACHINE, "", "onderbroken");
    bool taken = !share->failed && share->next < share->n_jobs;
    *index = share->next;
    share->next += taken;
    pthread_mutex_unlock(&share->lock);
    return taken;
}

static void *work(void *context)
{
    struct share *share = context;
    struct errors own = {0};
    void *room = mem_alloc(share->n_room);
    bool ok = true;
    size_t index;
    while (ok && take_job(share, &index))
        ok = share->job(share->context, index, room, &own);
    pthread_mutex_lock(&share->lock);
    share->failed |= !ok;
    errors_move(share->errors, &own);
    pthread_mutex_unlock(&share->lock);
    errors_release(&own);
    free(room);
    return NULL;
}

bool share_jobs(size_t n_jobs, int n_workers, size_t n_room, share_job *job, void *context,
                struct errors *errors)
{
    struct share share = {
        .n_jobs = n_jobs, .errors = errors, .n_room = n_room, .job = job, .context = context};
    size_t n_others = n_workers > 1 && n_jobs > 1 ? (size_t)n_workers - 1 : 0, n_started = 0;
    pthread_t *others = mem_alloc(n_others * sizeof *others);
    pthread_mutex_init(&share.lock, NULL);
    while (n_started < n_others && pthread_create(&others[n_started], NULL, work, &share) == 0)
        n_started++;
    work(&share); /* what could not be started is done by the ones that are */
    for (size_t i = 0; i < n_started; i++)
        pthread_join(others[i], NULL);
    pthread_mutex_destroy(&share.lock);
    free(others);
    return !share.failed;
}

int share_workers(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int n = CPU_COUNT(&set);
    return n < 1 ? 1 : n;
}
