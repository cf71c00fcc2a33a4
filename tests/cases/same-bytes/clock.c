/* Preloaded: the program is told that it is CLOCK_AT, in seconds since 1970. Only what asks for the
 * time of day; durations are measured as ever. */
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static time_t told(void)
{
    const char *at = getenv("CLOCK_AT");
    return at ? (time_t)strtoll(at, NULL, 10) : 0;
}

time_t time(time_t *now)
{
    if (now)
        *now = told();
    return told();
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    (void)zone;
    *now = (struct timeval){.tv_sec = told()};
    return 0;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    if (clock != CLOCK_REALTIME && clock != CLOCK_REALTIME_COARSE)
        return (int)syscall(SYS_clock_gettime, clock, now);
    *now = (struct timespec){.tv_sec = told()};
    return 0;
}
