/* Standen in another unit: one source in thousands of euros and the others in euros. Of most posten
 * that is sure; of a tenth it may be one file of several. */
#include "stages/controles/controles.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_POSTEN 5   /* posten and secties with both standen, before it is no chance */
#define FIRST_MONTHS 2   /* of a year that may be a day old */
#define LEAST_CENTS  100 /* a thousand euros, in thousands */

/* How many times another a stand is that is in another unit. */
struct times {
    int64_t least, most;
    bool whole; /* and it is booked, without cents: these were lost with their mark */
};
/* Some is spent more, some of a year is to come. Decimal marks that were lost are lost nearly
 * everywhere. `months`: of a year of which so many are known. */
static const struct unit {
    struct times times;
    const char *words;
    size_t least_part;    /* one in so many of the posten, */
    size_t sure_quarters; /* so many parts of four are no chance */
    unsigned months;
    bool one_kind; /* of two years of one kind only: a year so far is a tenth of its budget */
} units[] = {{{250, 4000, false}, "ongeveer 1.000", 10, 2, 1, false},
             {{30, 400, false}, "ongeveer 100", 1, 3, 0, false},
             {{4001, INT64_MAX, false}, "meer dan 4.000", 1, 3, 1, false},
             {{7, 14, false}, "ongeveer 10", 1, 3, 0, true},
             {{5, 400, true}, "in hele euro's meer dan 5", 1, 3, 0, false}};
/* No post is changed into so much more; and of many hardly one by twice what it had. */
static const struct {
    struct times times;
    size_t least_posten;
} changed[] = {{{15, INT64_MAX, false}, LEAST_POSTEN}, {{2, INT64_MAX, false}, 25}};

static bool is_times(struct money large, struct money small, struct times wanted)
{
    int64_t times = llabs(small.cents) >= LEAST_CENTS ? llabs(large.cents) / llabs(small.cents) : 0;
    return times >= wanted.least && times <= wanted.most &&
           !(wanted.whole && large.cents % 100 != 0);
}

/* Of how many posten and secties both are there, and of how many the first is so many times the
 * other. */
static void compare_standen(const struct job *job, size_t large, size_t small, struct times times,
                            size_t *n, size_t *n_times)
{
    *n = *n_times = 0;
    for (size_t p = 0; p < job->plan->mapping.n_posten; p++)
        for (enum sectie s = 0; s < SECTIE_COUNT; s++) {
            struct money a = ledger_figure(job->ledger, p, s, large).money;
            struct money b = ledger_figure(job->ledger, p, s, small).money;
            *n += a.cents != 0 && b.cents != 0;
            *n_times += is_times(a, b, times);
        }
}

/* Of a year that has just begun little is there. `months` 0: a year of which no month is known may
 * have. */
static bool has_begun(const struct job *job, size_t stand, unsigned months)
{
    const unsigned last = ledger_last_period(job->ledger, stand, PLAN_MONTHS);
    return stand_is_booked(&job->plan->standen[stand]) &&
           job->plan->standen[stand].year >= job->plan->year && last <= FIRST_MONTHS &&
           last >= months;
}

static void tell(struct job *job, struct examples *examples, enum severity *severity, size_t large,
                 size_t small)
{
    const struct stand *standen = job->plan->standen;
    for (const struct unit *unit = units; unit < units + sizeof units / sizeof *units; unit++) {
        size_t n, n_times;
        compare_standen(job, large, small, unit->times, &n, &n_times);
        const bool most = 4 * n_times >= unit->sure_quarters * n;
        if ((unit->one_kind && strcmp(standen[large].kind, standen[small].kind) != 0) ||
            (unit->times.whole &&
             (!stand_is_booked(&standen[large]) || stand_is_booked(&standen[small]))))
            continue;
        if (n_times < LEAST_POSTEN || (!most && n_times < n / unit->least_part) ||
            has_begun(job, small, unit->months))
            continue;
        *severity = most ? SEVERITY_ERROR : *severity;
        examples_add(examples, "%s is bij %zu van de %zu posten %s keer %s", standen[large].name,
                     n_times, n, unit->words, standen[small].name);
        break;
    }
}

/* A change is compared with the budget of its year, and only when nearly all posten say it. */
static void tell_change(struct job *job, struct examples *examples, size_t change)
{
    const struct stand *standen = job->plan->standen;
    for (size_t s = 0; s < job->plan->n_standen; s++) {
        size_t n = 0, n_times = 0;
        bool told = false;
        for (size_t c = 0; c < sizeof changed / sizeof *changed && !told; c++) {
            compare_standen(job, change, s, changed[c].times, &n, &n_times);
            told = n_times >= changed[c].least_posten && 4 * n_times >= 3 * n;
        }
        if (told && standen[s].year == standen[change].year && !stand_is_change(&standen[s]))
            examples_add(examples, "%s is bij %zu van de %zu posten veel meer dan %s",
                         standen[change].name, n_times, n, standen[s].name);
    }
}

/* Each beside the one before it; changes when these agree. */
void controles_eenheid(struct job *job)
{
    const struct plan *plan = job->plan;
    struct examples examples = {.arena = job->arena};
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
    for (size_t s = 0; s < plan->n_standen && examples.n == 0; s++)
        if (stand_is_change(&plan->standen[s]))
            tell_change(job, &examples, s);
    if (examples.n > 0)
        check_none(job, "Standen in dezelfde eenheid", severity, &examples,
                   "Een bron in duizenden euro's telt duizend keer te weinig: zet eenheid = 1000 "
                   "in [getal] van haar bronprofiel, of haal die daar weg. Tien of honderd keer te "
                   "veel is een komma die verschoof of wegviel.");
}
