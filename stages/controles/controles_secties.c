/* An account that is lasten in one source and baten in another, a key that holds reserves in one
 * and lasten in another: [sectie] of one of their bronprofielen is wrong, which no sum shows. Of a
 * source in which an account stands in more than one sectie, by another column, nothing is said,
 * but that its reserves are reserves. And an account that rekeningen.csv forgot. */
#include "stages/controles/controles.h"

#include "pipeline/base/text_list.h"

#include <string.h>

#define OF_REKENING 1 /* in key_line.labels */
#define MANY_TURNED 4 /* accounts */
#define BOTH        (1u << SECTIE_LASTEN | 1u << SECTIE_BATEN)
#define RESERVES    (1u << SECTIE_STORTINGEN | 1u << SECTIE_ONTTREKKINGEN)

/* How sure it is that a profile is wrong. */
enum disagreement { AGREE, PERHAPS, SURE };

/* Per sectie what went to it, sizes of amounts. */
struct amounts {
    struct sum of[SECTIE_COUNT];
};

enum { BOOKED, BUDGETED, SIDES };

/* Of a line of posten.csv. */
struct key_secties {
    struct amounts of[SIDES];
    size_t first[SIDES]; /* source */
};

struct secties {
    const struct ledger *ledger;
    struct arena *arena;
    size_t n_labels;
    struct amounts *accounts; /* [source][account] */
    enum disagreement *told;  /* [account] */
    struct key_secties *keys; /* [mapping.keys] */
};

static void amounts_add(struct amounts *amounts, const struct key_line *line)
{
    sum_add(&amounts->of[line->sectie], money_size(line->tallied.figure.money));
}

/* A bit per sectie that has more than zeros. */
static unsigned secties_of(const struct amounts *amounts)
{
    unsigned bits = 0;
    for (unsigned s = 0; s < SECTIE_COUNT; s++)
        bits |= (amounts->of[s].money.cents != 0 || amounts->of[s].overflow) << s;
    return bits;
}

static size_t side_of(const struct plan *plan, const struct key_line *line)
{
    const char *kind = plan->standen[line->stand].kind;
    return strcmp(kind, STAND_REALISATIE) == 0                                      ? BOOKED
           : strcmp(kind, STAND_PRIMAIR) == 0 || strcmp(kind, STAND_WIJZIGING) == 0 ? BUDGETED
                                                                                    : SIDES;
}

static void learn_key(struct key_secties *key, const struct plan *plan, const struct key_line *line)
{
    size_t side = side_of(plan, line);
    if (side == SIDES)
        return;
    if (secties_of(&key->of[side]) == 0)
        key->first[side] = line->source;
    amounts_add(&key->of[side], line);
}

static bool is_one(unsigned bits)
{
    return bits != 0 && (bits & (bits - 1)) == 0;
}

static bool are_reserves(unsigned bits)
{
    return bits != 0 && (bits & ~RESERVES) == 0;
}

/* "stortingen in grootboek (€ 27.116,42)"; `none` where nothing went to any. */
static const char *amounts_words(const struct secties *secties, const struct amounts *amounts,
                                 size_t source, const char *none)
{
    struct text_list names = {.arena = secties->arena};
    struct sum all = {0};
    for (int s = 0; s < SECTIE_COUNT; s++) {
        if (secties_of(amounts) >> s & 1)
            list_add(&names, "%s", sectie_name((enum sectie)s));
        sum_add_sum(&all, amounts->of[s]);
    }
    return arena_printf(secties->arena, "%s in %s (€ %s)", list_text(&names, none),
                        secties->ledger->plan->sources[source].name,
                        sum_words(secties->arena, all));
}

/* ---- accounts ---- */

static struct amounts *account_of(const struct secties *secties, size_t source, size_t account)
{
    return &secties->accounts[source * secties->n_labels + account];
}

/* True when the rule looks at the account; `alone`: at nothing else but which amount it is. */
static bool looks_at_account(const struct profile *profile, const struct rule *rule, bool *alone)
{
    bool looks = false;
    *alone = true;
    for (size_t c = 0; c < rule->n_conditions; c++) {
        size_t column = rule->conditions[c].column;
        bool is_account = column == profile->role[ROLE_REKENING];
        looks |= is_account;
        *alone &= is_account || column == AMOUNT_COLUMN;
    }
    return looks;
}

static bool decides_by_account(const struct source *source)
{
    const struct profile *profile = source->profile;
    bool alone;
    for (size_t i = 0; i < profile->n_secties; i++)
        if (looks_at_account(profile, &profile->secties[i].rule, &alone))
            return true;
    return false;
}

static bool account_fits(const struct profile *profile, const struct rule *rule,
                         struct text account)
{
    for (size_t c = 0; c < rule->n_conditions; c++)
        if (rule->conditions[c].column == profile->role[ROLE_REKENING] &&
            !condition_matches(&rule->conditions[c], account))
            return false;
    return true;
}

/* The sectie of the account, whatever else its lines say; SECTIE_COUNT when that matters. */
static enum sectie sectie_by_rule(const struct source *source, struct text account)
{
    const struct profile *profile = source->profile;
    bool alone;
    for (size_t i = 0; i < profile->n_secties; i++) {
        const struct sectie_rule *of = &profile->secties[i];
        if (looks_at_account(profile, &of->rule, &alone) && alone &&
            account_fits(profile, &of->rule, account))
            return of->sectie;
    }
    return SECTIE_COUNT;
}

/* Of an account that one source says to be of reserves, and of which another has more: SURE where
 * the first has some of it, too. */
static enum disagreement loses_reserves(const struct secties *secties, size_t source, size_t other,
                                        size_t account)
{
    unsigned here = secties_of(account_of(secties, source, account));
    unsigned there = secties_of(account_of(secties, other, account));
    struct text name = text_of(secties->ledger->labels[DIMENSION_REKENING].texts[account]);
    if ((here & ~RESERVES) || !(there & ~RESERVES) ||
        !are_reserves(1u << sectie_by_rule(&secties->ledger->plan->sources[source], name)))
        return AGREE;
    return here ? SURE : PERHAPS;
}

/* What is added to a reserve in one source may be taken from it in another, where a column says
 * which it is. */
static bool may_be_either(const struct secties *secties, unsigned bits, size_t source)
{
    return are_reserves(bits) && !decides_by_account(&secties->ledger->plan->sources[source]);
}

static enum disagreement disagree(const struct secties *secties, size_t source, size_t other,
                                  size_t account)
{
    unsigned here = secties_of(account_of(secties, source, account));
    unsigned there = secties_of(account_of(secties, other, account));
    enum disagreement lost = loses_reserves(secties, source, other, account);
    lost = lost != AGREE ? lost : loses_reserves(secties, other, source, account);
    if (lost != AGREE)
        return lost;
    return here != there && is_one(here) && is_one(there) &&
                   !(may_be_either(secties, here, source) && may_be_either(secties, there, other))
               ? PERHAPS
               : AGREE;
}

static const char *account_words(const struct secties *secties, size_t source, size_t account)
{
    const struct source *sources = secties->ledger->plan->sources;
    struct text name = text_of(secties->ledger->labels[DIMENSION_REKENING].texts[account]);
    enum sectie sectie = sectie_by_rule(&sources[source], name);
    return amounts_words(secties, account_of(secties, source, account), source,
                         sectie < SECTIE_COUNT ? sectie_name(sectie) : "");
}

/* More accounts are lasten in one and baten in the other than are the same in both; some of them
 * this way and some that: a source of nothing but refunds has baten on accounts of lasten. */
static bool are_turned(const struct secties *secties, size_t source, size_t other)
{
    size_t n_same = 0, n_turned = 0;
    unsigned turned = 0;
    for (size_t a = 1; a < secties->n_labels; a++) {
        unsigned here = secties_of(account_of(secties, source, a));
        unsigned there = secties_of(account_of(secties, other, a));
        n_same += is_one(here) && here == there && !are_reserves(here);
        if (!is_one(here) || !is_one(there) || (here | there) != BOTH)
            continue;
        n_turned++;
        turned |= here;
    }
    return n_turned >= MANY_TURNED && n_turned > n_same && turned == BOTH;
}

/* Each account once, with the first two sources that do not agree. Of accounts without a name, [0],
 * nothing is known. */
static void compare(const struct secties *secties, size_t source, enum disagreement least,
                    struct examples *examples)
{
    for (size_t a = 1; a < secties->n_labels; a++) {
        size_t other = 0;
        while (other < source && disagree(secties, source, other, a) < least)
            other++;
        if (other == source || secties->told[a])
            continue;
        secties->told[a] = least;
        examples_add(examples, secties->arena, "%s: %s en %s",
                     secties->ledger->labels[DIMENSION_REKENING].texts[a],
                     account_words(secties, other, a), account_words(secties, source, a));
    }
}

static void compare_accounts(struct job *job, const struct secties *secties)
{
    struct examples examples = {.text = ""};
    unsigned long long n_sure = 0, n_turned = 0;
    for (enum disagreement least = SURE; least > AGREE; least--) {
        for (size_t source = 1; source < job->plan->n_sources; source++)
            compare(secties, source, least, &examples);
        n_sure = least == SURE ? examples.n : n_sure;
    }
    for (size_t source = 1; source < job->plan->n_sources; source++)
        for (size_t other = 0; other < source; other++)
            n_turned += are_turned(secties, source, other);
    const char *sentence = "Een rekening is in elke bron een last of een bate, een storting of een "
                           "onttrekking; anders klopt [sectie] van een van de bronprofielen niet.";
    if (n_sure + n_turned > 0)
        sentence = arena_printf(
            job->arena,
            "%s %s Heeft een bron een ander rekeningschema, laat dan rekening weg uit [betekenis] "
            "van haar bronprofiel.",
            sentence,
            n_turned > 0 ? "In twee bronnen staan lasten en baten hier andersom."
                         : "Een rekening van reserves hoort nooit bij lasten of baten.");
    if (examples.n > 0)
        check_none(job, "Rekeningen in dezelfde sectie",
                   n_sure + n_turned > 0 ? SEVERITY_ERROR : SEVERITY_WARNING, &examples, sentence);
}

/* ---- keys of sources that have no accounts ---- */

static bool has_accounts(const struct plan *plan, size_t source)
{
    return plan->sources[source].profile->role[ROLE_REKENING] != NO_COLUMN;
}

static bool key_disagrees(const struct plan *plan, const struct key_secties *key)
{
    unsigned booked = secties_of(&key->of[BOOKED]), budgeted = secties_of(&key->of[BUDGETED]);
    return booked && budgeted && key->first[BOOKED] != key->first[BUDGETED] &&
           !(has_accounts(plan, key->first[BOOKED]) && has_accounts(plan, key->first[BUDGETED])) &&
           ((are_reserves(booked) && !(budgeted & RESERVES)) ||
            (are_reserves(budgeted) && !(booked & RESERVES)));
}

static void compare_keys(struct job *job, const struct secties *secties)
{
    const struct plan *plan = job->plan;
    const struct mapping *mapping = &plan->mapping;
    struct examples examples = {.text = ""};
    for (size_t k = 0; k < mapping->n_keys; k++) {
        const struct key_rule *rule = &mapping->keys[k];
        const struct key_secties *key = &secties->keys[k];
        if (key_disagrees(plan, key))
            examples_add(&examples, job->arena, "%.*s%s %s: %s en %s", TEXT_ARG(rule->key),
                         rule->is_prefix ? "*" : "", mapping->posten[rule->post].name,
                         amounts_words(secties, &key->of[BUDGETED], key->first[BUDGETED], ""),
                         amounts_words(secties, &key->of[BOOKED], key->first[BOOKED], ""));
    }
    if (examples.n > 0)
        check_none(job, "Reserves in begroting en realisatie", SEVERITY_WARNING, &examples,
                   "Wat in de ene bron alleen stortingen en onttrekkingen heeft, en in de andere "
                   "geen, staat in de tabellen op twee plaatsen. Kijk [sectie] van de "
                   "bronprofielen na: een bron zonder rekening herkent reserves aan haar sleutel.");
}

/* ---- accounts that rekeningen.csv forgot ---- */

static struct sum size_of_account(const struct secties *secties, size_t account)
{
    struct sum all = {0};
    for (size_t source = 0; source < secties->ledger->plan->n_sources; source++)
        for (int s = 0; s < SECTIE_COUNT; s++)
            sum_add_sum(&all, account_of(secties, source, account)->of[s]);
    return all;
}

/* A list with less than half of the accounts is a list of some. */
static void look_for_names(struct job *job, const struct secties *secties)
{
    struct examples examples = {.text = ""};
    unsigned long long n_named = 0;
    for (size_t a = 1; a < secties->n_labels && job->plan->n_accounts > 0; a++) {
        const char *account = secties->ledger->labels[DIMENSION_REKENING].texts[a];
        if (plan_account(job->plan, text_of(account)))
            n_named++;
        else
            examples_add(&examples, job->arena, "%s (€ %s)", account,
                         sum_words(job->arena, size_of_account(secties, a)));
    }
    if (examples.n > 0 && n_named >= examples.n)
        check_none(job, "Rekeningen in rekeningen.csv", SEVERITY_WARNING, &examples,
                   "Een nieuwe rekening heeft nog geen naam, en is misschien in [sectie] van een "
                   "bronprofiel nog niet wat zij is. Zet haar in rekeningen.csv.");
}

/* ---- all of it ---- */

void controles_secties(struct job *job)
{
    const struct ledger *ledger = job->ledger;
    struct secties secties = {
        .ledger = ledger, .arena = job->arena, .n_labels = ledger->labels[DIMENSION_REKENING].n};
    size_t n = job->plan->n_sources * secties.n_labels;
    secties.accounts = arena_alloc(job->arena, (n + 1) * sizeof *secties.accounts);
    secties.told = arena_alloc(job->arena, (secties.n_labels + 1) * sizeof *secties.told);
    secties.keys = arena_alloc(job->arena, (job->plan->mapping.n_keys + 1) * sizeof *secties.keys);
    for (struct key_cursor keys = ledger_keys(ledger); key_cursor_next(&keys);) {
        amounts_add(account_of(&secties, keys.line.source, keys.line.labels[OF_REKENING]),
                    &keys.line);
        learn_key(&secties.keys[keys.line.rule], job->plan, &keys.line);
    }
    compare_accounts(job, &secties);
    compare_keys(job, &secties);
    look_for_names(job, &secties);
}
