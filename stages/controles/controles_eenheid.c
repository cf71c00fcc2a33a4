/* Standen in another unit: one source in thousands of euros and the others in euros. Of most posten
 * that is sure; of a tenth it may be one file of several. */
#include "stages/controles/controles.h"

#include <stdlib.h>

#define LEAST_POSTEN 5   /* posten and secties with both standen, before it is no chance */
#define LEAST_TIMES  250 /* 1,000 times another: some is spent more, some of a year is to come */
#define MOST_TIMES   4000

static bool is_thousands(struct money large, struct money small)
{
    int64_t times = small.cents ? llabs(large.cents) / llabs(small.cents) : 0;
    return times >= LEAST_TIMES && times <= MOST_TIMES;
}

/* Of how many posten and secties both are there, and of how many the first is a thousand times the
 * other. */
static void compare_standen(const struct job *job, size_t large, size_t small, size_t *n,
                            size_t *n_thousands)
{
    *n = *n_thousands = 0;
    for (size_t p = 0; p < job->plan->mapping.n_posten; p++)
        for (enum sectie s = 0; s < SECTIE_COUNT; s++) {
            struct money a = ledger_figure(job->ledger, p, s, large).money;
            struct money b = ledger_figure(job->ledger, p, s, small).money;
            *n += a.cents != 0 && b.cents != 0;
            *n_thousands += is_thousands(a, b);
        }
}

static void tell(struct job *job, struct examples *examples, enum severity *severity, size_t large,
                 size_t small)
{
    size_t n, n_thousands;
    compare_standen(job, large, small, &n, &n_thousands);
    if (n_thousands < LEAST_POSTEN || n_thousands < n / 10)
        return;
    if (n_thousands >= n / 4 * 3)
        *severity = SEVERITY_ERROR;
    examples_add(examples, job->arena, "%s is bij %zu van de %zu posten ongeveer 1.000 keer %s",
                 job->plan->standen[large].name, n_thousands, n, job->plan->standen[small].name);
}

/* Each beside the one before it, changes left aside. */
void controles_eenheid(struct job *job)
{
    const struct plan *plan = job->plan;
    struct examples examples = {.text = ""};
    enum severity severity = SEVERITY_WARNING;
    size_t last = plan->n_standen;
    for (size_t s = 0; s < plan->n_standen; s++) {
        if (stand_is_change(&plan->standen[s]))
            continue;
        if (last < plan->n_standen) {
            tell(job, &examples, &severity, last, s);
            tell(job, &examples, &severity, s, last);
        }
        last = s;
    }
    if (examples.n > 0)
        check_none(job, "Standen in dezelfde eenheid", severity, &examples,
                   "Een bron in duizenden euro's telt duizend keer te weinig: zet eenheid = 1000 "
                   "in [getal] van haar bronprofiel, of haal die daar weg.");
}
