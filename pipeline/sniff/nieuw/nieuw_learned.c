/* What exports tell of each other: which accounts are lasten and which baten; and, once every key
 * has its post, the side that amounts are on, and accounts named after reserves. */
#include "pipeline/sniff/nieuw/nieuw.h"

#include "pipeline/base/array.h"
#include "pipeline/base/text_list.h"

#include <ctype.h>
#include <string.h>

#define MAX_FRONTS 12 /* of the accounts of a sectie */

/* "Reserve sociaal domein", and no "Reservering vakantiegeld"; may be NULL. */
static bool names_reserve(const char *name)
{
    return name && strcasestr(name, "reserve") && !strcasestr(name, "reservering");
}

/* Where an account of lasten or baten belongs by its name, or SECTIE_COUNT. */
static enum sectie reserve_called(const char *name, enum sectie sectie)
{
    static const char *const from[] = {"onttrek", "beschikk", "aanwend", "vrijval", "uit ", NULL};
    static const char *const into[] = {"toevoeg", "storting", "dotatie", "aan ", NULL};
    if (!names_reserve(name) || sectie > SECTIE_BATEN)
        return SECTIE_COUNT;
    return text_has_word(name, from)   ? SECTIE_ONTTREKKINGEN
           : text_has_word(name, into) ? SECTIE_STORTINGEN
           : sectie == SECTIE_BATEN    ? SECTIE_ONTTREKKINGEN
                                       : SECTIE_STORTINGEN;
}

/* Accounts of which exports tell the sectie, by their names too. */
struct told {
    struct text *accounts; /* n of them */
    unsigned *secties;     /* per account a set of 1 << sectie */
    size_t n;
    struct text *others; /* accounts of the export that takes it over, of which it says nothing */
    size_t n_others;
};

static struct told list_told(const struct nieuw *nieuw)
{
    const struct nieuw_codes *accounts = &nieuw->accounts;
    struct told told = {
        .accounts = arena_alloc(nieuw->arena, accounts->codes.n * sizeof *told.accounts),
        .secties = arena_alloc(nieuw->arena, accounts->codes.n * sizeof *told.secties)};
    for (size_t i = 0; i < accounts->codes.n; i++) {
        const struct nieuw_code *account = &accounts->items[i];
        if (!account->secties)
            continue;
        told.accounts[told.n] = accounts->codes.texts[i];
        for (int s = 0; s < SECTIE_COUNT; s++) {
            enum sectie reserve = reserve_called(account->name, (enum sectie)s);
            if (account->secties >> s & 1)
                told.secties[told.n] |= 1u << (reserve == SECTIE_COUNT ? s : (int)reserve);
        }
        told.n++;
    }
    return told;
}

/* All lasten have a 4 in front or all baten an 8, as is usual: then accounts that are not told are
 * that too. */
static bool is_usual(struct text front, unsigned secties)
{
    front = nieuw_bare(front);
    return (text_is(front, "4") && secties == 1u << SECTIE_LASTEN) ||
           (text_is(front, "8") && secties == 1u << SECTIE_BATEN);
}

/* The shortest beginning that no account has of another sectie or of which nothing is told, but for
 * reserves, whose rules come first; nothing: there is none that a rule can hold. */
static struct text front_of(const struct told *told, size_t account)
{
    struct text whole = told->accounts[account], front = {whole.bytes, 0};
    bool reserve = told->secties[account] >= 1u << SECTIE_STORTINGEN;
    while (front.n_bytes < whole.n_bytes && isalnum((unsigned char)whole.bytes[front.n_bytes])) {
        bool shared = false;
        front.n_bytes++;
        for (size_t i = 0; i < told->n && !shared; i++)
            shared = told->secties[i] != told->secties[account] &&
                     (told->secties[i] < 1u << SECTIE_STORTINGEN || reserve) &&
                     text_starts(told->accounts[i], front);
        for (size_t i = 0; i < told->n_others && !is_usual(front, told->secties[account]); i++)
            shared |= text_starts(told->others[i], front);
        if (!shared)
            return front;
    }
    return (struct text){whole.bytes, 0};
}

/* The rule for a beginning, as it stands in front of the accounts: of one account that account, for
 * nothing tells of others. */
static const char *rule_of(struct nieuw *nieuw, const struct told *told, const char *front)
{
    const char *single = NULL;
    size_t n = 0;
    for (size_t i = 0; i < told->n; i++)
        if (text_starts(told->accounts[i], text_of(front)) && n++ == 0)
            single = arena_copy(nieuw->arena, told->accounts[i].bytes, told->accounts[i].n_bytes);
    bool usual = is_usual(text_of(front), 1u << SECTIE_LASTEN) ||
                 is_usual(text_of(front), 1u << SECTIE_BATEN);
    return n == 1 && !usual ? single : arena_printf(nieuw->arena, "%s*", front);
}

/* "34*, 36*"; NULL: there is no account of it, or *good becomes false. */
static const char *fronts_of(struct nieuw *nieuw, const struct told *told, int sectie, bool *good)
{
    const char *fronts[MAX_FRONTS];
    struct text_list list = {.arena = nieuw->arena};
    size_t n = 0;
    for (size_t i = 0; i < told->n && *good; i++) {
        bool known = told->secties[i] != 1u << sectie;
        for (size_t k = 0; k < n && !known; k++)
            known = text_starts(told->accounts[i], text_of(fronts[k]));
        struct text front = known ? text_of("") : front_of(told, i);
        *good = known || (front.n_bytes > 0 && n < MAX_FRONTS);
        if (!known && *good)
            fronts[n++] = arena_copy(nieuw->arena, front.bytes, front.n_bytes);
    }
    array_sort(fronts, n, nieuw_compare_codes);
    for (size_t i = 0; i < n; i++)
        list_add(&list, "%s", rule_of(nieuw, told, fronts[i]));
    return list_text(&list, NULL);
}

/* Half of the accounts of the one that has fewest stand in the other too: those are one plan.
 * Keeps the others of the draft. */
static bool same_accounts(const struct draft *draft, struct told *told)
{
    const struct memo *accounts = &draft->items[draft->role[ROLE_REKENING]].distinct;
    size_t n = told->n, n_shared = 0;
    told->others = arena_alloc(draft->arena, accounts->n * sizeof *told->others);
    told->n_others = 0;
    for (size_t k = 0; k < accounts->n; k++) {
        size_t i = 0;
        while (i < n && !text_equal(told->accounts[i], accounts->texts[k]))
            i++;
        n_shared += i < n;
        if (i == n)
            told->others[told->n_others++] = accounts->texts[k];
    }
    return n_shared > 1 && n_shared * 2 >= (n < accounts->n ? n : accounts->n);
}

static bool is_budget(struct draft *draft)
{
    return draft->role[ROLE_REKENING] != NO_COLUMN && !draft_tells_stand(draft, STAND_REALISATIE) &&
           strcmp(draft_likely_kind(draft), STAND_REALISATIE) != 0;
}

/* What is budgeted is no balance, and neither are accounts that begin as one of a budget. */
static void tell_budgeted(struct nieuw *nieuw, struct draft *draft)
{
    const struct sniff_column *column = &draft->items[draft->role[ROLE_REKENING]];
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        struct draft *budget = nieuw->kinds[k].draft;
        if (!is_budget(budget))
            continue;
        const struct memo *accounts = &budget->items[budget->role[ROLE_REKENING]].distinct;
        for (size_t i = 0; i < accounts->n; i++)
            for (size_t n = 0; n < column->distinct.n; n++) {
                struct text code = text_from(accounts->texts[i], column->n_zeros);
                if (text_equal(accounts->texts[i], column->distinct.texts[n]) && code.n_bytes &&
                    text_is_digit(*code.bytes))
                    draft->sums.digits[*code.bytes - '0'].told = true;
            }
    }
}

/* An account in two secties, or all of it in one, tells nothing by its beginning. */
void nieuw_find_secties(struct nieuw *nieuw)
{
    struct told told = list_told(nieuw);
    bool single = true;
    unsigned all = 0;
    for (size_t i = 0; i < told.n; i++) {
        all |= told.secties[i];
        single &= (told.secties[i] & (told.secties[i] - 1)) == 0;
    }
    for (size_t k = 0; k < nieuw->n_kinds; k++) {
        struct draft *draft = nieuw->kinds[k].draft;
        if (draft->role[ROLE_REKENING] != NO_COLUMN)
            tell_budgeted(nieuw, draft);
        if (draft->of_word[WORD_SOORT] != NO_COLUMN || draft->role[ROLE_REKENING] == NO_COLUMN ||
            (all & (all - 1)) == 0 || !same_accounts(draft, &told))
            continue;
        bool good = single;
        for (int s = 0; s < SECTIE_COUNT; s++)
            draft->secties[s] = good ? fronts_of(nieuw, &told, s, &good) : NULL;
        for (int s = 0; s < SECTIE_COUNT && !good; s++)
            draft->secties[s] = NULL;
        draft->told_by = nieuw->told_by;
    }
}

/* ---- by the reader of a run ---- */

struct text nieuw_line(const char *text, const char *section, const char *start)
{
    struct text line, rest = text_of(text);
    while (text_split(&rest, '\n', &line) &&
           !(text_take_start(&line, "[") && text_begins(line, section)))
        ;
    while (text_split(&rest, '\n', &line) && !text_begins(line, "[")) {
        struct text asked = line;
        text_take_start(&asked, NIEUW_FILL);
        if (text_begins(asked, start))
            return line;
    }
    return (struct text){NULL, 0};
}

static struct text sectie_line(struct nieuw *nieuw, const struct nieuw_kind *kind, int sectie)
{
    return nieuw_line(kind->text, "sectie",
                      arena_printf(nieuw->arena, "%s = ", sectie_name((enum sectie)sectie)));
}

/* Another text for a line of a draft; nothing happens when it is not there. */
static void replace(struct nieuw *nieuw, struct nieuw_kind *kind, struct text line,
                    const char *with)
{
    if (line.bytes)
        kind->text = arena_printf(nieuw->arena, "%.*s%s%s", (int)(line.bytes - kind->text),
                                  kind->text, with, line.bytes + line.n_bytes);
}

/* ---- teken ---- */

#define ASKED          NIEUW_FILL "teken = "
#define OTHER          "; of: teken = "
#define ENOUGH_CHANGES 4 /* of lasten, and of baten */

/* How most euros of a sectie are written, of realisatie and what was decided first: +1 or -1; 0
 * where there are none. Changes go both ways. */
static int side_of(const struct ledger *ledger, size_t source, int sectie)
{
    struct sum sum = {0};
    for (struct key_cursor keys = ledger_keys_of(ledger, source); key_cursor_next(&keys);)
        if (keys.line.sectie == sectie && !stand_is_change(&ledger->plan->standen[keys.line.stand]))
            sum_add(&sum, keys.line.tallied.figure.money);
    int64_t written =
        sum.money.cents *
        sign_rule_factor(&ledger->plan->sources[source].profile->sign, (enum sectie)sectie);
    return (written > 0) - (written < 0);
}

/* What changes tell of their own signs, reserves counted with lasten and baten. */
struct own_signs {
    size_t n[2][2]; /* lines of lasten, of baten: with a minus, a plus; none: too few to tell */
    int balance;    /* half of the besluiten are nul where what goes up is written alike; or -1 */
};

static struct own_signs look_at_changes(const struct nieuw *nieuw, size_t source)
{
    const struct ledger *ledger = nieuw->ledger;
    const struct sign_rule *drafted = &ledger->plan->sources[source].profile->sign;
    const size_t n_labels = ledger->labels[DIMENSION_BESLUIT].n;
    struct sum(*sides)[2] = arena_alloc(nieuw->arena, (n_labels + 1) * sizeof *sides);
    struct own_signs own = {0};
    size_t n_both = 0, n_alike = 0, n_opposed = 0;
    for (struct key_cursor keys = ledger_keys_of(ledger, source); key_cursor_next(&keys);) {
        const enum sectie s = keys.line.sectie;
        const int64_t cents =
            keys.line.tallied.figure.money.cents * sign_rule_factor(drafted, s); /* as written */
        if (cents == 0 || !stand_is_change(&ledger->plan->standen[keys.line.stand]))
            continue;
        own.n[sectie_effect(s) > 0][cents > 0]++;
        sum_add(&sides[keys.line.labels[KEY_BESLUIT]][sectie_effect(s) > 0], (struct money){cents});
    }
    for (size_t b = 1; b < n_labels; b++) { /* 0: of none */
        const int64_t lasten = sides[b][0].money.cents, baten = sides[b][1].money.cents;
        n_both += lasten != 0 && baten != 0;
        n_alike += lasten != 0 && lasten == baten;
        n_opposed += lasten != 0 && lasten == -baten;
    }
    own.balance = (n_alike > n_opposed && n_alike * 2 >= n_both) -
                  (n_opposed > n_alike && n_opposed * 2 >= n_both);
    for (int side = 0; side < 2; side++)
        if (own.n[side][0] + own.n[side][1] < ENOUGH_CHANGES)
            own.n[side][0] = own.n[side][1] = 0;
    return own;
}

/* How many of its lines are increases by these signs. */
static size_t count_up(const struct own_signs *own, int lasten, int baten)
{
    return own->n[0][lasten > 0] + own->n[1][baten > 0];
}

/* More are so by others that its besluiten allow, where both are told; or half as many, of the two
 * that are opposed: nothing else tells one from the other. Both minus is no way to write. */
static bool speaks_against(const struct own_signs *own, int lasten, int baten)
{
    static const int ways[][2] = {{1, 1}, {-1, 1}, {1, -1}};
    const size_t(*n)[2] = own->n, n_up = count_up(own, lasten, baten);
    bool against = false;
    for (size_t i = 0; i < 3 && n[0][0] + n[0][1] && n[1][0] + n[1][1]; i++)
        against |= own->balance * ways[i][0] * ways[i][1] >= 0 &&
                   (ways[i][0] != lasten || ways[i][1] != baten) &&
                   count_up(own, ways[i][0], ways[i][1]) * (own->balance < 0 ? 2 : 1) > n_up;
    return against;
}

/* The signs that were drafted become another possibility, in the place of the right ones: those
 * `of` another source, perhaps, unless its changes speak against them. */
static void correct_signs(struct nieuw *nieuw, struct nieuw_kind *kind, const struct nieuw_kind *of)
{
    const size_t source = (size_t)(kind - nieuw->kinds);
    const struct source *sources = nieuw->ledger->plan->sources;
    const struct own_signs own = look_at_changes(nieuw, source);
    const char *reason = "";
    const bool alone = of == kind && !side_of(nieuw->ledger, source, SECTIE_LASTEN) &&
                       !side_of(nieuw->ledger, source, SECTIE_BATEN);
    const bool pair =
        draft_has_pair(kind->draft); /* of what goes up and down its signs tell less */
    bool unknown = alone && pair && !own.balance;
    struct text_list list = {.arena = nieuw->arena, .between = " "};
    int signs[SECTIE_COUNT]; /* of reserves: as those of lasten and baten, where there are none */
    for (int s = 0; s < SECTIE_COUNT; s++) {
        int side = side_of(nieuw->ledger, (size_t)(of - nieuw->kinds), s);
        signs[s] = side                    ? side
                   : s < SECTIE_STORTINGEN ? sources[of - nieuw->kinds].profile->sign.sectie[s]
                                           : signs[s - SECTIE_STORTINGEN];
    }
    if (of != kind)
        reason = arena_printf(nieuw->arena,
                              NIEUW_CHECK "zo staat het in %s; hier ook? Een besluit dat per saldo "
                                          "nul is, komt er dan op nul mee uit\n",
                              of->name);
    if (own.balance * signs[SECTIE_LASTEN] * signs[SECTIE_BATEN] < 0) {
        for (int s = 0; s < SECTIE_COUNT; s++)
            signs[s] = sectie_effect((enum sectie)s) > 0 ? own.balance : 1;
        reason = NIEUW_CHECK "zo komen er besluiten op nul uit\n";
        unknown |= pair || (of == kind && !alone) || /* what stands beside them is not so */
                   (own.balance > 0 ? 2 * count_up(&own, 1, 1) < count_up(&own, -1, -1)
                                    : count_up(&own, 1, 1) + count_up(&own, -1, -1) > 0);
    } else if (!pair && (of != kind || alone)) {
        unknown |= speaks_against(&own, signs[SECTIE_LASTEN], signs[SECTIE_BATEN]);
    }
    for (int side = 0; side < 2 && alone && own.balance <= 0; side++) { /* decreases? */
        const bool plus = side == 0 || signs[SECTIE_BATEN] > 0;
        unknown |= own.n[side][plus] < 2 * own.n[side][!plus];
    }
    for (int s = 0; s < SECTIE_COUNT; s++)
        list_add(&list, "%s%c", sectie_name((enum sectie)s), signs[s] < 0 ? '-' : '+');
    const char *right = unknown ? "?" : list_text(&list, "");
    struct text asked = nieuw_line(kind->text, "betekenis", "teken = ");
    if (!text_take_start(&asked, ASKED) || text_is(asked, right) || text_is(asked, DRAFT_UNKNOWN))
        return;
    replace(nieuw, kind,
            nieuw_line(kind->text, "betekenis", arena_printf(nieuw->arena, OTHER "%s", right)),
            arena_printf(nieuw->arena, OTHER "%.*s", TEXT_ARG(asked)));
    replace(nieuw, kind, nieuw_line(kind->text, "betekenis", "teken = "),
            unknown
                ? arena_printf(nieuw->arena,
                               "; %s: een ander teken, of verlagingen?\n" ASKED "?\n" OTHER "%.*s",
                               of == kind
                                   ? "hier is het vaak min, en geen andere export zegt hoe"
                                   : arena_printf(nieuw->arena,
                                                  "in %s staat het anders dan veel hier", of->name),
                               TEXT_ARG(asked))
                : arena_printf(nieuw->arena, "%s" ASKED "%s", reason, right));
}

/* ---- reserves ---- */

static const char *rule_in(struct arena *arena, struct text line)
{
    const char *rule = line.bytes ? memmem(line.bytes, line.n_bytes, " = ", 3) : NULL;
    return rule ? arena_copy(arena, rule + 3, (size_t)(line.bytes + line.n_bytes - rule) - 3) : "";
}

/* Of a line, by the name of its account: that of reserves, or SECTIE_COUNT. */
static enum sectie reserve_of(struct nieuw *nieuw, const struct key_line *line)
{
    const char *account =
        nieuw->ledger->labels[DIMENSION_REKENING].texts[line->labels[KEY_REKENING]];
    return *account ? reserve_called(nieuw_code(&nieuw->accounts, account)->name,
                                     (enum sectie)line->sectie)
                    : SECTIE_COUNT;
}

static bool has_reserves(const struct nieuw *nieuw, size_t source)
{
    const struct profile *profile = nieuw->ledger->plan->sources[source].profile;
    bool has = false;
    for (size_t i = 0; i < profile->n_secties; i++)
        has |= profile->secties[i].sectie >= SECTIE_STORTINGEN;
    return has;
}

/* It has accounts, and they have names. */
static bool names_accounts(const struct nieuw *nieuw, size_t source)
{
    const bool has = nieuw->kinds[source].draft->role[ROLE_REKENING] != NO_COLUMN;
    size_t i = has ? 0 : nieuw->accounts.codes.n;
    while (i < nieuw->accounts.codes.n && !nieuw->accounts.items[i].name)
        i++;
    return i < nieuw->accounts.codes.n;
}

/* Which secties accounts have in sources with reserves, and in others on keys that have none there.
 */
static void tell_accounts(struct nieuw *nieuw)
{
    bool *reserves = arena_alloc(nieuw->arena, nieuw->ledger->plan->mapping.n_keys + 1);
    for (int pass = 0; pass < 2; pass++)
        for (struct key_cursor keys = ledger_keys(nieuw->ledger); key_cursor_next(&keys);) {
            const struct key_line *line = &keys.line;
            const char *account =
                nieuw->ledger->labels[DIMENSION_REKENING].texts[line->labels[KEY_REKENING]];
            const bool has = has_reserves(nieuw, line->source);
            reserves[line->rule] |= has && line->sectie >= SECTIE_STORTINGEN;
            if (*account && (has || (pass && !reserves[line->rule])))
                nieuw_code(&nieuw->accounts, account)->booked |= 1u << line->sectie;
        }
}

/* Keys that are called so, and of which the sources that tell reserves have nothing else. Others of
 * which they have only reserves, so far, go to the lists of lasten and baten. */
static void list_reserve_keys(struct nieuw *nieuw, struct text_list *lists)
{
    const struct mapping *mapping = &nieuw->ledger->plan->mapping;
    const unsigned any = (1u << SECTIE_STORTINGEN) - 1;
    unsigned *secties = arena_alloc(nieuw->arena, (mapping->n_keys + 1) * sizeof *secties);
    for (struct key_cursor keys = ledger_keys(nieuw->ledger); key_cursor_next(&keys);) {
        enum sectie to = reserve_of(nieuw, &keys.line);
        if (keys.line.tallied.figure.money.cents != 0 && /* else they may be of reserves */
            (names_accounts(nieuw, keys.line.source) || has_reserves(nieuw, keys.line.source)))
            secties[keys.line.rule] |= 1u << (to == SECTIE_COUNT ? keys.line.sectie : to);
    }
    for (size_t i = 0; i < mapping->n_keys; i++) {
        struct text text = mapping->keys[i].key;
        const char *key = arena_copy(nieuw->arena, text.bytes, text.n_bytes);
        bool called = names_reserve(nieuw_code(&nieuw->keys, key)->name);
        for (int s = 0; s < SECTIE_STORTINGEN && !(secties[i] & any) && (called || secties[i]); s++)
            list_add(&lists[s + called * SECTIE_STORTINGEN], "%s",
                     sniff_rule_text(nieuw->arena, key));
    }
}

static enum sectie sectie_of(const struct profile *profile, struct text account)
{
    for (size_t i = 0; i < profile->n_secties; i++) {
        const struct rule *rule = &profile->secties[i].rule;
        if (rule->n_conditions == 1 && rule->conditions->column == profile->role[ROLE_REKENING] &&
            condition_matches(rule->conditions, account))
            return profile->secties[i].sectie;
    }
    return SECTIE_COUNT;
}

/* Accounts that are called so, whoever booked on them, or are nothing else elsewhere. Where another
 * column tells lasten from baten it tells that of reserves, too. */
static void list_reserves(struct nieuw *nieuw, size_t source, bool by_account,
                          struct text_list lists[SECTIE_COUNT])
{
    const struct profile *profile = nieuw->ledger->plan->sources[source].profile;
    const char **accounts = nieuw_sorted_codes(nieuw, &nieuw->accounts.codes);
    for (size_t i = 0; i < nieuw->accounts.codes.n; i++) {
        const struct nieuw_code *account = nieuw_code(&nieuw->accounts, accounts[i]);
        const enum sectie here =
            by_account ? sectie_of(profile, text_of(accounts[i])) : SECTIE_LASTEN;
        enum sectie to = reserve_called(account->name, here);
        for (int s = SECTIE_STORTINGEN; s < SECTIE_COUNT && here <= SECTIE_BATEN; s++)
            to = to == SECTIE_COUNT && account->booked == 1u << s ? (enum sectie)s : to;
        for (int s = SECTIE_STORTINGEN; s < SECTIE_COUNT && to != SECTIE_COUNT; s++)
            if (!by_account || s == (int)to)
                list_add(&lists[s], "%s", sniff_rule_text(nieuw->arena, accounts[i]));
    }
}

static void add_reserves(struct nieuw *nieuw, size_t source)
{
    struct nieuw_kind *kind = &nieuw->kinds[source];
    const struct draft *draft = kind->draft;
    struct arena *arena = nieuw->arena;
    struct text_list lists[SECTIE_COUNT] = {
        {.arena = arena}, {.arena = arena}, {.arena = arena}, {.arena = arena}};
    bool keyed = !names_accounts(nieuw, source);
    size_t told_by = keyed ? nieuw_key_column(kind) : draft->role[ROLE_REKENING];
    const char *column = arena_printf(arena, "%s: ", draft_name(draft, told_by));
    const char *rule = rule_in(arena, sectie_line(nieuw, kind, SECTIE_LASTEN));
    bool by_account = strncmp(rule, column, strlen(column)) == 0;
    if (draft->sectie_unknown || (keyed && by_account))
        return;
    if (keyed)
        list_reserve_keys(nieuw, lists);
    else
        list_reserves(nieuw, source, by_account, lists);
    for (int i = 0; i < SECTIE_COUNT; i++) {
        const int of = i % SECTIE_STORTINGEN, s = of + SECTIE_STORTINGEN;
        struct text there = sectie_line(nieuw, kind, s);
        const char *found = list_text(&lists[i], NULL);
        rule = rule_in(arena, sectie_line(nieuw, kind, of));
        struct text first = nieuw_line(kind->text, "sectie", "");
        const bool bare = by_account || strcmp(rule, "altijd") == 0;
        if (found && !there.bytes && (bare || strchr(rule, ':')))
            replace(nieuw, kind, first,
                    arena_printf(arena, "%s%s = %s%s%s%s\n%.*s",
                                 i == of ? "; sleutels die elders (nog) alleen reserves zijn, maar "
                                           "niet zo heten\n; zo nodig: "
                                 : keyed ? NIEUW_CHECK "sleutels die reserves heten\n"
                                         : NIEUW_CHECK
                                     "rekeningen die reserves in hun naam hebben, of elders niets "
                                     "anders zijn\n",
                                 sectie_name((enum sectie)s), column, found, bare ? "" : " & ",
                                 bare ? "" : rule, TEXT_ARG(first)));
        else if (found && by_account && strncmp(rule_in(arena, there), column, strlen(column)) == 0)
            replace(nieuw, kind, there, arena_printf(arena, "%.*s, %s", TEXT_ARG(there), found));
    }
}

/* ---- boekstuk ---- */

#define MOST_LINES 10 /* of a boekstuk, on the average */

/* Numbers within a dagboek of which next to none balances: of a boekstuk that runs over two. */
static void correct_boekstuk(struct nieuw *nieuw, size_t source)
{
    struct nieuw_kind *kind = &nieuw->kinds[source];
    const struct source_account *account = &nieuw->ledger->accounts[source];
    struct text line = nieuw_line(kind->text, "betekenis", "boekstuk = ");
    bool joined = line.bytes && kind->draft->recurring[RESTART_DAGBOEK][1];
    if (joined && account->findings[FINDING_UNBALANCED].n * MOST_LINES > account->counts.n_records)
        replace(nieuw, kind, line,
                arena_printf(nieuw->arena,
                             NIEUW_CHECK "met het dagboek ervoor sluit bijna geen boekstuk, dus "
                                         "loopt er één over twee dagboeken?\nboekstuk = %s",
                             draft_boekstuk(kind->draft, false)));
}

/* What tells the sectie of its lines: columns of amounts, another one, or neither. */
static int shape_of(const struct draft *draft)
{
    return draft_has_sides(draft) ? 2 : draft->of_word[WORD_SOORT] != NO_COLUMN;
}

/* An increase of a budget is a plus where its amounts are, or else those of realisatie, in an
 * export of the same shape. */
static size_t source_of_signs(const struct nieuw *nieuw, size_t source)
{
    const char *kinds[] = {STAND_PRIMAIR, STAND_REALISATIE};
    struct draft *own = nieuw->kinds[source].draft;
    bool changes = strcmp(draft_likely_kind(own), STAND_WIJZIGING) == 0;
    for (size_t i = 0; changes && i < 2 * nieuw->n_kinds; i++) {
        const size_t k = i % nieuw->n_kinds;
        const struct draft *draft = nieuw->kinds[k].draft;
        if (!draft_has_pair(draft) && draft->of_word[WORD_DC] == NO_COLUMN &&
            shape_of(draft) == shape_of(own) &&
            strcmp(draft_likely_kind(draft), kinds[i / nieuw->n_kinds]) == 0 &&
            side_of(nieuw->ledger, k, SECTIE_LASTEN) && side_of(nieuw->ledger, k, SECTIE_BATEN))
            return k;
    }
    return source;
}

void nieuw_learn(struct nieuw *nieuw)
{
    if (nieuw->ledger)
        tell_accounts(nieuw);
    for (size_t k = 0; nieuw->ledger && k < nieuw->n_kinds; k++) {
        correct_signs(nieuw, &nieuw->kinds[k], &nieuw->kinds[source_of_signs(nieuw, k)]);
        add_reserves(nieuw, k);
        correct_boekstuk(nieuw, k);
        nieuw->kinds[k].text = nieuw_folded(nieuw, nieuw->kinds[k].text);
    }
}
