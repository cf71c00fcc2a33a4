/* What is told of the vorige publicatie as controls, with the number by which [aanvaard] accepts
 * what holds publishing up. */
#include "pipeline/base/array.h"
#include "pipeline/base/sha256.h"
#include "stages/controles/controles_vorige.h"

#include <string.h>

/* The first so many digits in a row that are nobody's number: they will be printed. */
static const char *without_person(const char *hex, struct arena *arena)
{
    const char *number, *what;
    do
        number = arena_copy(arena, hex++, PLAN_ACCEPTANCE_DIGITS);
    while (text_personal(text_of(number), &what) && hex[PLAN_ACCEPTANCE_DIGITS]);
    return number;
}

/* The number of just this comparison: of the publication that stood and of all that blocks. */
static const char *number_of(const struct telling *telling)
{
    char hex[SHA256_HEX_SIZE];
    struct sha256 *sha = sha256_new();
    sha256_update(sha, telling->previous->manifest.run_id, MANIFEST_RUN_ID_SIZE);
    for (size_t j = 0; j < telling->n_jumps; j++) {
        const struct jump *jump = &telling->jumps[j];
        for (size_t i = 0; jump->blocks && i < jump->examples.n_all; i++)
            sha256_update(sha, jump->examples.all[i], strlen(jump->examples.all[i]) + 1);
    }
    sha256_hex(sha, hex);
    sha256_free(sha);
    return without_person(hex, telling->job->arena);
}

/* The reason for which it is accepted, or NULL. */
static const char *accepted(const struct plan *plan, const char *number)
{
    const size_t n = array_index(plan->acceptances, plan->n_acceptances, number, number);
    return n < plan->n_acceptances ? plan->acceptances[n].reason : NULL;
}

static const char *sums_of(struct arena *arena, const struct jump *jump)
{
    struct money down = {-jump->down.cents};
    if (jump->of_keys || (!jump->up.cents && !jump->down.cents))
        return jump->sentence;
    return arena_printf(arena, "%s Samen: het resultaat € %s omhoog en € %s omlaag.",
                        jump->sentence, money_words(arena, jump->up), money_words(arena, down));
}

static const char *sentence_of(const struct telling *telling, const struct jump *jump,
                               const char *number, const char *reason)
{
    struct arena *arena = telling->job->arena;
    const char *sums = sums_of(arena, jump);
    if (!jump->blocks)
        return sums;
    if (reason)
        return arena_printf(arena, "%s Aanvaard met [aanvaard] %s: %s.", sums, number, reason);
    const struct ledger *ledger = telling->job->ledger;
    bool refused = false;
    for (size_t s = 0; s < ledger->plan->n_sources; s++)
        refused |= !counts_tolerated(&ledger->accounts[s].counts, &ledger->plan->sources[s]);
    const char *cure =
        ledger->n_unmapped > 0 /* which will move it */
            ? "Vul eerst aan wat in posten.csv ontbreekt; dan noemt deze melding het nummer voor "
              "[aanvaard]."
            : refused ? "Zorg eerst dat er geen regels afgekeurd zijn; dan noemt deze melding het "
                        "nummer voor [aanvaard]."
                      : arena_printf(arena,
                                     "Klopt het, zet dan in [aanvaard] van de run: %s = de reden.",
                                     number);
    return arena_printf(arena, "%s Dat is %smeer dan grootste_sprong van [vorige]. %s", sums,
                        jump->gone.cents ? "bij elkaar " : "", cure);
}

/* Nothing of a comparison may stand in what is published: a list of findings neither. */
void vorige_add_controls(struct telling *telling)
{
    struct job *job = telling->job;
    const char *number = number_of(telling);
    const char *reason = accepted(job->plan, number);
    bool blocked = false;
    for (size_t j = 0; j < telling->n_jumps; j++)
        blocked |= telling->jumps[j].blocks && !reason;
    for (size_t j = 0; j < telling->n_jumps; j++) {
        const struct jump *jump = &telling->jumps[j];
        const char *sentence = sentence_of(telling, jump, number, reason);
        enum severity severity = jump->blocks && !reason ? SEVERITY_ERROR : SEVERITY_WARNING;
        if (blocked)
            check_none(job, jump->name, severity, &jump->examples, sentence);
        else
            controls_none(&job->controls, job->arena, jump->name, severity, jump->examples.n,
                          examples_text(&jump->examples), sentence);
        if (severity == SEVERITY_ERROR && jump->source)
            shift_is_told_by_its_cause(
                job, jump->source,
                arena_printf(job->arena,
                             "Ook verschoof %s sinds de vorige publicatie: %s Eerst %s.",
                             jump->stand, sums_of(job->arena, jump), jump->examples.all[0]),
                jump->up, jump->down);
    }
}
