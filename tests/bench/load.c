#include "tests/bench/load.h"

#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

static int64_t spent_ms(int who)
{
    struct rusage spent;
    if (getrusage(who, &spent) != 0)
        return 0;
    return (int64_t)(spent.ru_utime.tv_sec + spent.ru_stime.tv_sec) * 1000 +
           (spent.ru_utime.tv_usec + spent.ru_stime.tv_usec) / 1000;
}

/* The first line of /proc/stat, in ticks: user nice system idle iowait irq softirq steal … */
struct load load_now(void)
{
    long long user, nice, system, idle, waiting, irq, softirq, steal;
    struct load load = {.own_ms = spent_ms(RUSAGE_SELF) + spent_ms(RUSAGE_CHILDREN)};
    FILE *stream = fopen("/proc/stat", "re");
    if (!stream)
        return load;
    if (fscanf(stream, "cpu %lld %lld %lld %lld %lld %lld %lld %lld", &user, &nice, &system, &idle,
               &waiting, &irq, &softirq, &steal) == 8) {
        int64_t tick_ms = 1000 / sysconf(_SC_CLK_TCK);
        load.busy_ms = (user + nice + system + irq + softirq + steal) * tick_ms;
        load.idle_ms = (idle + waiting) * tick_ms;
    }
    fclose(stream);
    return load;
}

int load_foreign(const struct load *before, const struct load *after)
{
    int64_t busy = after->busy_ms - before->busy_ms;
    int64_t all = busy + after->idle_ms - before->idle_ms;
    int64_t foreign = busy - (after->own_ms - before->own_ms);
    if (all <= 0)
        return -1;
    return foreign < 0 ? 0 : (int)((foreign * 100 + all / 2) / all);
}
