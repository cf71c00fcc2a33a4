/* An account that is lasten in one source and baten in another, a key that holds reserves in one
 * and lasten in another: [sectie] of one of their bronprofielen is wrong, which no sum shows. Of a
 * source in which an account stands in more than one sectie, by another column, nothing is said,
 * but that its reserves are reserves. And an account that rekeningen.csv forgot. */
#include "stages/controles/controles.h"

#include "pipeline/base/path.h"
#include "pipeline/base/text_list.h"

#include <string.h>

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
    bool (*gives)[SIDES + 1]; /* [source]: it has mutaties of that side */
};

/* A bit per sectie that has more than zeros. */
static unsigned secties_of(const struct amounts *amounts)
{
    unsigned bits = 0;
    for (unsigned s = 0; s < SECTIE_COUNT; s++)
        bits |= (amounts->of[s].money.cents != 0 || amounts->of[s].overflow) << s;
    return bits;
}

static size_t side_of(const struct stand *stand)
{
    return stand_is_booked(stand)                                              ? BOOKED
           : strcmp(stand->kind, STAND_PRIMAIR) == 0 || stand_is_change(stand) ? BUDGETED
                                                                               : SIDES;
}

static void learn_key(struct key_secties *key, size_t side, const struct key_sum *sum)
{
    if (side == SIDES)
        return;
    if (secties_of(&key->of[side]) == 0)
        key->first[side] = sum->source;
    sum_add(&key->of[side].of[sum->sectie], money_size(sum->money));
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

/* The first that takes the account, whatever else its lines say; n_secties when that matters. */
static size_t sectie_rule_of(const struct profile *profile, struct text account)
{
    size_t i = 0;
    for (bool alone; i < profile->n_secties; i++)
        if (looks_at_account(profile, &profile->secties[i].rule, &alone) && alone &&
            account_fits(profile, &profile->secties[i].rule, account))
            break;
    return i;
}

/* Its sectie, or SECTIE_COUNT. */
static enum sectie sectie_by_rule(const struct source *source, struct text account)
{
    const size_t i = sectie_rule_of(source->profile, account);
    return i < source->profile->n_secties ? source->profile->secties[i].sectie : SECTIE_COUNT;
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
        examples_add(examples, "%s: %s en %s", secties->ledger->labels[DIMENSION_REKENING].texts[a],
                     account_words(secties, other, a), account_words(secties, source, a));
    }
}

static void compare_accounts(struct job *job, const struct secties *secties)
{
    struct examples examples = {.arena = job->arena};
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
    struct examples examples = {.arena = job->arena};
    for (size_t k = 0; k < mapping->n_keys; k++) {
        const struct key_rule *rule = &mapping->keys[k];
        const struct key_secties *key = &secties->keys[k];
        if (key_disagrees(plan, key))
            examples_add(&examples, "%.*s%s %s: %s en %s", TEXT_ARG(rule->key),
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

/* ---- rules that take what another rule, or another source, has a sectie for ---- */

#define TAKEN "%s %.*s: %s, en in %s buiten scope (%s)"

static bool looks_only_at(const struct rule *rule, size_t column)
{
    bool only = rule->n_conditions > 0;
    for (size_t c = 0; c < rule->n_conditions; c++)
        only &= rule->conditions[c].column == column;
    return only;
}

/* Of [buiten_scope]: what took lines, and takes all that have this value; or NULL. */
static const char *taken_by(const struct secties *secties, size_t source, size_t column,
                            struct text value)
{
    const struct profile *profile = secties->ledger->plan->sources[source].profile;
    const struct figure *fates = secties->ledger->accounts[source].fates + FATE_SCOPE;
    for (size_t s = profile->n_layout; s < profile->n_scopes; s++)
        for (size_t r = 0; r < profile->scopes[s].n_rules && fates[s].n_mutaties > 0; r++)
            if (looks_only_at(&profile->scopes[s].rules[r], column) &&
                condition_matches(&profile->scopes[s].rules[r].conditions[0], value))
                return profile->scopes[s].name;
    return NULL;
}

/* What another source has a budget for, or books, and no source the other of the two. */
static void look_for_taken(const struct secties *secties, size_t source, struct examples *examples)
{
    const struct plan *plan = secties->ledger->plan;
    const struct profile *profile = plan->sources[source].profile;
    const bool *gives = secties->gives[source];
    const size_t side = gives[BOOKED] ? BOOKED : BUDGETED;
    for (size_t a = 1; a < secties->n_labels && !gives[!side]; a++) {
        const char *account = secties->ledger->labels[DIMENSION_REKENING].texts[a];
        size_t there = plan->n_sources;
        bool here = false;
        for (size_t s = 0; s < plan->n_sources; s++)
            if (secties_of(account_of(secties, s, a))) {
                here |= secties->gives[s][side];
                there = secties->gives[s][!side] ? s : there;
            }
        const char *name =
            here || there == plan->n_sources
                ? NULL
                : taken_by(secties, source, profile->role[ROLE_REKENING], text_of(account));
        if (name)
            examples_add(examples, TAKEN, "rekening", (int)strlen(account), account,
                         account_words(secties, there, a), plan->sources[source].name, name);
    }
    for (size_t k = 0; k < plan->mapping.n_keys && !gives[!side]; k++) {
        const struct key_rule *rule = &plan->mapping.keys[k];
        const struct key_secties *key = &secties->keys[k];
        const char *name = rule->is_prefix || profile->n_key > 1 || secties_of(&key->of[side]) ||
                                   !secties_of(&key->of[!side])
                               ? NULL
                               : taken_by(secties, source, profile->key->column, rule->key);
        if (name)
            examples_add(examples, TAKEN, "sleutel", TEXT_ARG(rule->key),
                         amounts_words(secties, &key->of[!side], key->first[!side], ""),
                         plan->sources[source].name, name);
    }
}

/* By its patterns: a rule before it takes all that this one may. */
static bool is_held(const struct profile *profile, size_t rule)
{
    const struct condition *condition = profile->secties[rule].rule.conditions;
    bool held = !condition->negated;
    for (const struct pattern *p = condition->patterns;
         held && p < condition->patterns + condition->n_patterns; p++) {
        const size_t low = sectie_rule_of(profile, p->low);
        held = low < rule &&
               (p->kind == PATTERN_RANGE ? low == sectie_rule_of(profile, p->high)
                                         : p->kind == PATTERN_EXACT || p->kind == PATTERN_START);
    }
    return held;
}

/* A rule whose accounts all go to another sectie, by a rule before it. */
static void look_for_dead(const struct secties *secties, size_t source, struct examples *examples)
{
    const struct profile *profile = secties->ledger->plan->sources[source].profile;
    const struct sectie_rule *rules = profile->secties;
    for (size_t i = 1; i < profile->n_secties; i++) {
        const char *taken = NULL;
        size_t first =
            looks_only_at(&rules[i].rule, profile->role[ROLE_REKENING]) && is_held(profile, i)
                ? profile->n_secties
                : i;
        for (size_t a = 1; a < secties->n_labels && first != i; a++) {
            const char *account = secties->ledger->labels[DIMENSION_REKENING].texts[a];
            if (secties_of(account_of(secties, source, a)) &&
                account_fits(profile, &rules[i].rule, text_of(account))) {
                taken = account;
                first = sectie_rule_of(profile, text_of(account));
            }
        }
        if (taken && rules[first].sectie != rules[i].sectie)
            examples_add(examples, "%s:%d (%s) krijgt niets: %s gaat naar %s",
                         path_name(profile->path), rules[i].rule.line_no,
                         sectie_name(rules[i].sectie), taken, sectie_name(rules[first].sectie));
    }
}

static void look_at_rules(struct job *job, const struct secties *secties)
{
    struct examples examples = {.arena = job->arena};
    for (size_t s = 0; s < job->plan->n_sources; s++) {
        look_for_taken(secties, s, &examples);
        look_for_dead(secties, s, &examples);
    }
    if (examples.n > 0)
        check_none(job, "Regels die elkaar niets afnemen", SEVERITY_WARNING, &examples,
                   "Waar twee regels kloppen geldt de eerste, en [buiten_scope] gaat voor "
                   "[sectie]: wat elders begroot of geboekt is telt dan nergens, of niet waar het "
                   "hoort. Maak de regels van het bronprofiel zo dat er een geldt.");
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
    struct examples examples = {.arena = job->arena};
    unsigned long long n_named = 0;
    for (size_t a = 1; a < secties->n_labels && job->plan->n_accounts > 0; a++) {
        const char *account = secties->ledger->labels[DIMENSION_REKENING].texts[a];
        if (plan_account(job->plan, text_of(account)))
            n_named++;
        else
            examples_add(&examples, "%s (€ %s)", account,
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
    const struct key_sums accounts = ledger_sums(ledger, SUMS_BY_REKENING),
                          keys = ledger_sums(ledger, SUMS_BY_KEY);
    size_t n = job->plan->n_sources * secties.n_labels;
    secties.accounts = arena_alloc(job->arena, (n + 1) * sizeof *secties.accounts);
    secties.told = arena_alloc(job->arena, (secties.n_labels + 1) * sizeof *secties.told);
    secties.keys = arena_alloc(job->arena, (job->plan->mapping.n_keys + 1) * sizeof *secties.keys);
    secties.gives = arena_alloc(job->arena, job->plan->n_sources * sizeof *secties.gives);
    for (const struct key_sum *sum = accounts.items; sum < accounts.items + accounts.n; sum++)
        sum_add(&account_of(&secties, sum->source, sum->of)->of[sum->sectie],
                money_size(sum->money));
    for (const struct key_sum *sum = keys.items; sum < keys.items + keys.n; sum++) {
        const size_t side = side_of(&job->plan->standen[sum->stand]);
        secties.gives[sum->source][side] = true;
        learn_key(&secties.keys[sum->of], side, sum);
    }
    compare_accounts(job, &secties);
    compare_keys(job, &secties);
    look_at_rules(job, &secties);
    look_for_names(job, &secties);
}
