/* One cause, one message: a wrong digit shows in its boekstuk, in debet = credit and in the totals
 * of the sender. Controls of a source that fail by the same amount, or the same lines, are told by
 * the one that is finest, which names the others; controles.csv has each with its own verdict. What
 * the figures do not prove to be one cause stays two messages. */
#include "stages/controles/controles_bronnen.h"
#include "stages/controles/controles_vorige.h"

#include "pipeline/base/array.h"
#include "pipeline/base/text_list.h"

#include <stdlib.h>
#include <string.h>

/* What a control weighs of its source; amounts from BALANCE on. */
enum measure {
    REFUSED, /* lines that do not count, and their amounts where these could be read */
    DOUBLED, /* lines that count twice */
    LINES,
    BALANCE, /* credit - debet */
    DEBET,
    CREDIT,
    TOTAL, /* of any amount */
};

/* Finest first: what names a line, a boekstuk, a file, a sum of the sender, the whole. */
static const struct witness {
    const char *name; /* the beginning of the control's */
    enum measure measure;
} witnesses[] = {
    {"Afgekeurde regels binnen de tolerantie:", REFUSED},
    {"Geen regels twee keer geleverd:", DOUBLED},
    {"Geen boekstukregels dubbel:", DOUBLED},
    {"Debet = credit per boekstuk:", BALANCE},
    {"Debet = credit per bestand:", BALANCE},
    {"Totaalregels kloppen:", TOTAL},
    {"Controletotaal regels:", LINES},
    {"Sluitregel regels:", LINES},
    {"Controletotaal debet:", DEBET},
    {"Sluitregel debet:", DEBET},
    {"Controletotaal credit:", CREDIT},
    {"Sluitregel credit:", CREDIT},
    {"Controletotaal ", TOTAL},
    {"Sluitregel ", TOTAL},
    {"Debet = credit:", BALANCE},
};
#define N_WITNESSES (sizeof witnesses / sizeof *witnesses)

/* A control that does not hold. */
struct failed {
    struct control *control;
    enum measure measure;
    long long count;  /* so many too many; of lines that were refused: those of unknown amount */
    struct sum apart; /* so much too much; overflow: not known */
    size_t cause;     /* the first of the same cause */
};

struct failures {
    struct failed *items; /* n of them, finest first */
    size_t n;
    struct sum sides; /* credit - debet, as far as the sender's totals of both are not met; unknown
                         where lines are too few or too many: these may have both */
    long long n_places; /* boekstukken or files out of balance: so many lines at least */
};

static const struct witness *witness_of(const struct control *control)
{
    for (size_t w = 0; w < N_WITNESSES; w++)
        if (strncmp(control->name, witnesses[w].name, strlen(witnesses[w].name)) == 0)
            return &witnesses[w];
    return NULL;
}

static bool is_as_large(struct sum a, struct sum b)
{
    return !a.overflow && !b.overflow && a.money.cents != 0 &&
           money_size(a.money).cents == money_size(b.money).cents;
}

/* Of total lines that do not agree, when all of them are as far apart. */
static struct sum apart_of_totals(const struct findings *findings)
{
    struct sum apart = {.overflow = findings->n == 0};
    for (size_t i = 0; i < findings->n_listed; i++) {
        const struct finding *finding = &findings->items[i];
        const struct sum one =
            sum_difference(sum_made(finding->found, true), sum_made(finding->expected, true));
        apart = i == 0 || is_as_large(one, apart) ? one : (struct sum){.overflow = true};
    }
    return apart;
}

static struct sum weighed(const struct check *check, const struct control *control,
                          enum measure measure)
{
    const struct counts *counts = &check->account->counts;
    if (control->kind == CONTROL_MONEY)
        return sum_difference(sum_made(control->found_money, true),
                              sum_made(control->expected_money, true));
    if (measure == BALANCE)
        return sum_difference(check_booked_credit(counts, check->account->facts),
                              check_booked_debet(counts, check->account->facts));
    if (measure == REFUSED)
        return (struct sum){counts->rejected.money, counts->rejected.overflow || counts->n_unread};
    if (measure == TOTAL)
        return apart_of_totals(&check->account->findings[FINDING_TOTAL]);
    return (struct sum){.overflow = true};
}

static void find_failed(const struct check *check, size_t first, struct failures *failures)
{
    struct controls *controls = &check->job->controls;
    for (const struct witness *witness = witnesses; witness < witnesses + N_WITNESSES; witness++)
        for (size_t i = first; i < controls->n; i++) {
            struct control *control = &controls->items[i];
            if (!control->holds && witness_of(control) == witness)
                *arena_add(check->job->arena, failures->items, failures->n) =
                    (struct failed){.control = control,
                                    .measure = witness->measure,
                                    .count = control->found_count - control->expected_count,
                                    .apart = weighed(check, control, witness->measure)};
        }
}

static void weigh(const struct check *check, struct failures *failures)
{
    struct sum debet = {.overflow = false}, credit = debet;
    long long n_lines = 0;
    for (size_t i = 0; i < failures->n; i++) {
        struct failed *failed = &failures->items[i];
        debet = failed->measure == DEBET ? failed->apart : debet;
        credit = failed->measure == CREDIT ? failed->apart : credit;
        n_lines = failed->measure == LINES ? llabs(failed->count) : n_lines;
        if (failed->measure == REFUSED && check->account->counts.n_unread > 0)
            failed->count = (long long)check->account->counts.n_rejected;
        if (failed->measure == BALANCE && failed->count > failures->n_places)
            failures->n_places = failed->count;
    }
    failures->sides = sum_difference(credit, debet);
    failures->sides.overflow |= n_lines > 0 && n_lines >= failures->n_places;
}

static bool is_one_cause(const struct failures *all, const struct failed *a, const struct failed *b)
{
    const enum measure finer = a->measure, coarser = b->measure;
    if (finer > coarser)
        return is_one_cause(all, b, a);
    if (is_as_large(a->apart, b->apart))
        return true;
    if (finer == REFUSED)
        return coarser >= BALANCE && a->count > 0 && a->count >= all->n_places;
    if (finer == DOUBLED || coarser == LINES)
        return coarser <= LINES && a->count == b->count;
    if (finer == LINES) /* too many or too few have amounts */
        return coarser != BALANCE && llabs(a->count) >= all->n_places;
    return finer == BALANCE && coarser < TOTAL && is_as_large(a->apart, all->sides);
}

static void join(struct failures *failures)
{
    for (size_t i = 0; i < failures->n; i++)
        failures->items[i].cause = i;
    for (size_t i = 0; i < failures->n; i++)
        for (size_t j = i + 1; j < failures->n; j++) {
            const size_t a = failures->items[i].cause, b = failures->items[j].cause;
            if (is_one_cause(failures, &failures->items[i], &failures->items[j]))
                for (size_t k = 0; k < failures->n; k++)
                    if (failures->items[k].cause == (a < b ? b : a))
                        failures->items[k].cause = a < b ? a : b;
        }
}

static const char *other_words(const struct check *check, const struct control *control)
{
    struct arena *arena = check->job->arena;
    const int length = (int)(strlen(control->name) - strlen(check_name(check, "")));
    return *control->examples
               ? arena_printf(arena, "%.*s (%s)", length, control->name, control->examples)
               : arena_printf(arena, "%.*s (verwacht %s, gevonden %s)", length, control->name,
                              control->expected, control->found);
}

/* The control names the others of its cause, and tells them so. */
static void tell_others(const struct check *check, const struct failures *failures,
                        const struct failed *teller)
{
    struct text_list others = {.arena = check->job->arena};
    for (size_t i = 0; i < failures->n; i++) {
        const struct failed *other = &failures->items[i];
        if (other == teller || other->cause != teller->cause)
            continue;
        list_add(&others, "%s", other_words(check, other->control));
        other->control->told = true;
    }
    if (others.n)
        teller->control->sentence = arena_printf(check->job->arena, "%s Dezelfde oorzaak: %s.",
                                                 teller->control->sentence, list_text(&others, ""));
}

/* By the finest that keeps the run from publishing. */
void one_cause_is_told_once(const struct check *check, size_t first)
{
    struct failures failures = {.items = NULL};
    find_failed(check, first, &failures);
    weigh(check, &failures);
    join(&failures);
    for (size_t i = 0; i < failures.n; i++) {
        const struct control *control = failures.items[i].control;
        if (control->severity == SEVERITY_ERROR && !control->told)
            tell_others(check, &failures, &failures.items[i]);
    }
}

/* ---- beside the last publication ---- */

static bool is_of_another_amount(const struct check *check, const struct control *control,
                                 struct money up, struct money down)
{
    const struct witness *witness = witness_of(control);
    if (!witness || witness->measure < BALANCE)
        return false;
    const struct sum apart = weighed(check, control, witness->measure),
                     net = sum_difference(sum_made(up, true),
                                          sum_made((struct money){-down.cents}, true));
    return !apart.overflow && !is_as_large(apart, sum_made(up, true)) &&
           !is_as_large(apart, sum_made(down, true)) && !is_as_large(apart, net);
}

void shift_is_told_by_its_cause(struct job *job, const char *source, const char *shift,
                                struct money up, struct money down)
{
    struct controls *controls = &job->controls;
    const size_t s = array_index(job->plan->sources, job->plan->n_sources, name, source);
    for (size_t i = 0; s < job->plan->n_sources && i + 1 < controls->n; i++) {
        const struct check check = {job, &job->plan->sources[s], &job->ledger->accounts[s]};
        struct control *control = &controls->items[i];
        const char *of = strchr(control->name, ':');
        if (control->holds || control->told || control->severity != SEVERITY_ERROR || !of ||
            strcmp(of, check_name(&check, "")) != 0 ||
            is_of_another_amount(&check, control, up, down))
            continue;
        control->sentence = arena_printf(
            job->arena, "%s %s Is dit hersteld, dan zegt de volgende run wat ervan overblijft.",
            control->sentence, shift);
        controls->items[controls->n - 1].told = true;
        return;
    }
}
