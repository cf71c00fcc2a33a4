/* An account that is lasten in one source and baten in another: [sectie] of one of their
 * bronprofielen is wrong, which no sum shows. Of a source in which an account stands in more than
 * one sectie, by another column, nothing is said. */
#include "stages/controles/controles.h"

#include <string.h>

#define OF_REKENING 1 /* in key_line.labels */

struct secties {
    const struct ledger *ledger;
    size_t n_labels;
    uint8_t *of;       /* [source][account]: a bit per sectie in which it has lines */
    struct sum *gross; /* [account]: of the source at hand */
    bool *told;        /* [account] */
};

static uint8_t *secties_of(const struct secties *secties, size_t source)
{
    return secties->of + source * secties->n_labels;
}

/* The only one; SECTIE_COUNT when there are none, or more. */
static int only_sectie(uint8_t bits)
{
    for (int s = 0; s < SECTIE_COUNT; s++)
        if (bits == 1u << s)
            return s;
    return SECTIE_COUNT;
}

static bool decides_by_account(const struct source *source)
{
    const struct profile *profile = source->profile;
    for (size_t i = 0; i < profile->n_secties; i++)
        for (size_t c = 0; c < profile->secties[i].rule.n_conditions; c++)
            if (profile->secties[i].rule.conditions[c].column == profile->role[ROLE_REKENING])
                return true;
    return false;
}

/* What is added to a reserve in one source may be taken from it in another, where a column says
 * which it is. */
static bool is_a_reserve(const struct secties *secties, int sectie, size_t source)
{
    return (sectie == SECTIE_STORTINGEN || sectie == SECTIE_ONTTREKKINGEN) &&
           !decides_by_account(&secties->ledger->plan->sources[source]);
}

static bool disagree(const struct secties *secties, size_t source, size_t other, size_t account)
{
    int here = only_sectie(secties_of(secties, source)[account]);
    int there = only_sectie(secties_of(secties, other)[account]);
    return here != there && here < SECTIE_COUNT && there < SECTIE_COUNT &&
           !(is_a_reserve(secties, here, source) && is_a_reserve(secties, there, other));
}

static void learn_secties(struct secties *secties)
{
    for (struct key_cursor keys = ledger_keys(secties->ledger); key_cursor_next(&keys);) {
        const struct key_line *line = &keys.line;
        uint8_t *bits = &secties_of(secties, line->source)[line->labels[OF_REKENING]];
        *bits |= (uint8_t)(1u << line->sectie);
    }
}

static void weigh(struct secties *secties, size_t source)
{
    memset(secties->gross, 0, secties->n_labels * sizeof *secties->gross);
    for (struct key_cursor keys = ledger_keys_of(secties->ledger, source); key_cursor_next(&keys);)
        sum_add(&secties->gross[keys.line.labels[OF_REKENING]],
                money_size(keys.line.tallied.figure.money));
}

/* "400100, € 100,00: lasten in grootboek en baten in begroting" */
static void tell(const struct secties *secties, size_t source, size_t other, size_t account,
                 struct examples *examples, struct arena *arena)
{
    const struct ledger *ledger = secties->ledger;
    const struct source *sources = ledger->plan->sources;
    examples_add(examples, arena, "%s, € %s: %s in %s en %s in %s",
                 ledger->labels[DIMENSION_REKENING].texts[account],
                 money_words(arena, secties->gross[account].money),
                 sectie_name((enum sectie)only_sectie(secties_of(secties, other)[account])),
                 sources[other].name,
                 sectie_name((enum sectie)only_sectie(secties_of(secties, source)[account])),
                 sources[source].name);
}

/* Each account once, with the first two sources that do not agree. Of accounts without a name, [0],
 * nothing is known. */
static void compare(const struct secties *secties, size_t source, struct examples *examples,
                    struct arena *arena)
{
    for (size_t a = 1; a < secties->n_labels; a++) {
        size_t other = 0;
        while (other < source && !disagree(secties, source, other, a))
            other++;
        if (other < source && !secties->told[a])
            tell(secties, source, other, a, examples, arena);
        secties->told[a] |= other < source;
    }
}

void controles_secties(struct job *job)
{
    const struct plan *plan = job->plan;
    struct examples examples = {.text = ""};
    struct secties secties = {.ledger = job->ledger,
                              .n_labels = job->ledger->labels[DIMENSION_REKENING].n};
    secties.of = arena_alloc(job->arena, plan->n_sources * secties.n_labels + 1);
    secties.gross = arena_alloc(job->arena, secties.n_labels * sizeof *secties.gross);
    secties.told = arena_alloc(job->arena, secties.n_labels * sizeof *secties.told);
    learn_secties(&secties);
    for (size_t source = 1; source < plan->n_sources; source++) {
        weigh(&secties, source);
        compare(&secties, source, &examples, job->arena);
    }
    if (examples.n > 0)
        check_none(job, "Rekeningen in dezelfde sectie", SEVERITY_WARNING, &examples,
                   "Een rekening is in elke bron een last of een bate, een storting of een "
                   "onttrekking; anders klopt [sectie] van een van de bronprofielen niet.");
}
