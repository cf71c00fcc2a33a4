#include "pipeline/base/interrupt.h"

#include <signal.h>
#include <stddef.h>

static const int stops[] = {SIGINT, SIGTERM, SIGHUP};
static const int errors_instead[] = {SIGXFSZ, SIGPIPE};

static bool is_ignored(int signal_number)
{
    struct sigaction action;
    return sigaction(signal_number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

void interrupt_hold(void)
{
    sigset_t held;
    sigemptyset(&held);
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (!is_ignored(stops[i]))
            sigaddset(&held, stops[i]);
    sigprocmask(SIG_BLOCK, &held, NULL);
    for (size_t i = 0; i < sizeof errors_instead / sizeof *errors_instead; i++)
        signal(errors_instead[i], SIG_IGN);
}

/* A signal that is held back waits even when it is ignored: that one was not meant. */
bool interrupt_came(void)
{
    sigset_t waiting;
    if (sigpending(&waiting) != 0)
        return false;
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++)
        if (sigismember(&waiting, stops[i]) == 1 && !is_ignored(stops[i]))
            return true;
    return false;
}
