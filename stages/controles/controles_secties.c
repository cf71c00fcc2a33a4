/* An account that is lasten in one source and baten in another: [sectie] of one of their
 * bronprofielen is wrong, which no sum shows. Of a source in which an account stands in more than
 * one sectie, by another column, nothing is said. */
#include "stages/controles/controles.h"

#define OF_REKENING 1 /* in key_line.labels */

/* Two sources, and the accounts on which they do not agree. */
struct disagreement {
    size_t n;
    const char *first; /* "400100 is lasten in grootboek en baten in begroting" */
    struct sum gross;  /* of the later one */
};

struct secties {
    const struct ledger *ledger;
    size_t n_labels;
    uint8_t *of; /* [source][account]: a bit per sectie in which it has lines */
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

/* Of accounts without a name, [0], nothing is known. */
static struct disagreement compare(const struct secties *secties, size_t source, size_t other,
                                   struct arena *arena)
{
    const struct ledger *ledger = secties->ledger;
    const struct source *sources = ledger->plan->sources;
    struct disagreement found = {0};
    for (size_t a = 1; a < secties->n_labels; a++)
        if (disagree(secties, source, other, a) && found.n++ == 0)
            found.first = arena_printf(
                arena, "%s is %s in %s en %s in %s", ledger->labels[DIMENSION_REKENING].texts[a],
                sectie_name((enum sectie)only_sectie(secties_of(secties, other)[a])),
                sources[other].name,
                sectie_name((enum sectie)only_sectie(secties_of(secties, source)[a])),
                sources[source].name);
    struct key_cursor keys = ledger_keys_of(ledger, source);
    while (found.n > 0 && key_cursor_next(&keys)) {
        int64_t cents = keys.line.tallied.figure.money.cents;
        if (disagree(secties, source, other, keys.line.labels[OF_REKENING]))
            sum_add(&found.gross, (struct money){cents < 0 ? -cents : cents});
    }
    return found;
}

void controles_secties(struct job *job)
{
    const struct plan *plan = job->plan;
    struct examples examples = {.text = ""};
    struct secties secties = {.ledger = job->ledger,
                              .n_labels = job->ledger->labels[DIMENSION_REKENING].n};
    secties.of = arena_alloc(job->arena, plan->n_sources * secties.n_labels + 1);
    learn_secties(&secties);
    for (size_t source = 0; source < plan->n_sources; source++) {
        struct disagreement found = {0};
        for (size_t other = 0; other < source && found.n == 0; other++)
            found = compare(&secties, source, other, job->arena);
        if (found.n > 0)
            examples_add(&examples, job->arena, "%s: %s, € %s; %s", plan->sources[source].name,
                         count_words(job->arena, found.n, "rekening", "rekeningen"),
                         money_words(job->arena, found.gross.money), found.first);
    }
    if (examples.n > 0)
        check_none(job, "Rekeningen in dezelfde sectie", SEVERITY_WARNING, &examples,
                   "Een rekening is in elke bron een last of een bate, een storting of een "
                   "onttrekking; anders klopt [sectie] van een van de bronprofielen niet.");
}
